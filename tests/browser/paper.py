"""A paper that is hard to lay out: everything in it is longer, more or fewer than usual."""

import atexit
from shutil import copytree, rmtree
from tempfile import mkdtemp

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.text.document import Takeaway
from tests import pristine
from tests.make import hours, make_contributor, make_edition, make_image, make_section

COMPOUND = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"
PEOPLE = ("Ada Marsh", "Benedict Okoro-Featherstonehaugh", "Cy Lund", "Dee Ray", "Eve Ng", "Fi Wu")
PART = "<h2>Part {0} of the story, with a heading of some length</h2><p>" + "What it says. " * 60
NUMBERS = "<tr><td>Isk</td><td>1,200</td><td>Low</td></tr><tr><td>Wend</td><td>90</td></tr>"
TABLE = (
    f"<table><thead><tr><th>Where</th><th>Litres</th></tr></thead><tbody>{NUMBERS}</tbody></table>"
)
_once: dict[str, tuple] = {}


def hard_paper():
    """The addresses of its pages, by what is hard about them.

    On SQLite it is made once in each process and put back from then on, pictures and all.
    """
    if "made" in _once:
        addresses, kept, pictures = _once["made"]
        pristine.put_back(kept)
        copytree(pictures, settings.MEDIA_ROOT, dirs_exist_ok=True)
        return addresses
    addresses = _make()
    if connection.vendor == "sqlite":
        pictures = mkdtemp(prefix="hard-paper-")
        atexit.register(rmtree, pictures)
        copytree(settings.MEDIA_ROOT, pictures, dirs_exist_ok=True)
        _once["made"] = addresses, pristine.keep(), pictures
    return addresses


def _make():
    for path in ("news", "science", "outdoors", "opinion", "environment", "politics"):
        make_section(path)
    for n, name in enumerate(PEOPLE):
        portrait = make_image(f"#{n}0{n}", size=(320, 320)) if n % 2 == 0 else None
        make_contributor(name, portrait=portrait, bio=f"{name} reports on rivers. " * 6)
    addresses = {
        "full": _full().address,
        "compounds": _compounds().address,
        "one word": _one_word().address,
        "right to left": _right_to_left().address,
    }
    return addresses | {
        "home": "/",
        "section": "/news/",
        "people": "/people/",
        "person": "/people/ada-marsh/",
        "topics": "/tags/",
        "topic": "/tags/floods/",
        "corrections": "/corrections/",
        "missing": "/nothing/",
        "search": "/search/?q=story&from=nonsense",
        "archive": f"/archive/{timezone.localdate():%Y/%m}/",
    }


def _full():
    """Six authors, a headline of a whole paragraph, every element that a body may hold."""
    picture = make_image("navy", size=(640, 400), caption="What is to be seen", credit="Ada")
    body = "".join(f"{PART.format(n)}</p>" for n in range(4)) + TABLE
    body += "<blockquote><p>It was said.</p><footer>Someone</footer></blockquote>"
    body += f'<blockquote class="pull"><p>{"Words that stand apart. " * 4}</p></blockquote>'
    body += f'<figure data-image="{picture.pk}"></figure><ul><li>One<ol><li>Two</li></ol></li></ul>'
    body += "<hr><p><strong>Bold</strong>, <em>slanted</em>, <a href='/news/'>linked</a>.</p>"
    return make_edition(
        headline="The model that shuts the harbour gates must now say why it does so, and who told "
        "it to, and what would change its mind before the winter tides come in from the west",
        authors=list(PEOPLE),
        editors=["Dee Ray", "Cy Lund"],
        tags=["Floods", "A topic of rather many words, all of them short", COMPOUND[:60]],
        takeaways=[
            Takeaway("It was close", "part-0-of-the-story-with-a-heading-of-some-length"),
            "Two",
        ],
        lead=make_image("teal", size=(640, 400), caption="A gate " * 30, credit="Photograph: Ada"),
        body=body,
        correction="It was two, not three.",
    )


def _compounds():
    for n in range(12):
        # Lists have them behind all else; on the front page they are the latest, and a band.
        make_edition(
            headline=f"{COMPOUND[:36]} {n}",
            standfirst=COMPOUND,
            live_from=hours(n - 20),
            correction="It was two, not three." if n == 11 else "",
        )
    return make_edition(
        headline=f"{COMPOUND} geschlossen",
        standfirst=f"Die {COMPOUND} ist zu.",
        language="de",
        authors=["Fi Wu"],
        section="politics",
        tags=[COMPOUND],
        takeaways=[COMPOUND],
        body=f"<p>Die {COMPOUND} ist zu.</p><h2>{COMPOUND}</h2><ul><li>{COMPOUND}</li></ul>",
    )


def _one_word():
    """No standfirst, no picture, no portrait, no editor, no topic."""
    return make_edition(
        headline="Snow",
        standfirst="",
        authors=["Dee Ray"],
        section="outdoors",
        body="<p>It fell.</p>",
    )


def _right_to_left():
    return make_edition(
        headline="السد الذي يغلق الميناء يجب أن يقول لماذا",
        language="ar",
        section="science",
        takeaways=["قرر المجلس"],
        body="<h2>أولا</h2><p>اجتمع المجلس يوم الاثنين وتحدث عن السد.</p>" * 3,
    )
