"""Every word of the readers' pages is in the catalogue, and in French they are French."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.utils import translation

from articles.editions import press
from articles.text.document import Takeaway
from tests.make import make_contributor, make_edition, make_image, make_section

# All that the paper below says for itself; whatever else stands on a page is the house's.
OWN = re.compile(r"https?://\S+|Zyx\w*|[\W\d_]+")


class Words(HTMLParser):
    """The words of a page that someone reads or hears."""

    def __init__(self):
        super().__init__()
        self.said, self.inside = [], []

    def handle_starttag(self, tag, attrs):
        self.inside.append(tag)
        given = dict(attrs)
        self.said += [
            given[n] for n in ("alt", "aria-label", "title", "placeholder") if given.get(n)
        ]

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"script", "style"} & set(self.inside):
            self.said.append(data)


@pytest.fixture
def marked(monkeypatch):
    """A language in which every translated word has gone, so that only the others are left."""
    for name, where in (("gettext", 0), ("pgettext", 1), ("ngettext", 1), ("npgettext", 2)):
        monkeypatch.setattr(
            translation._trans, name, lambda *given, where=where: _bare(given[where]), raising=False
        )


def _bare(message):
    """What is to be filled in, and the marks of formats for dates."""
    return " ".join(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", message))


def test_no_word_of_the_readers_pages_is_outside_the_catalogue(reader, settings, marked):
    settings.SITE_NAME, settings.SITE_TAGLINE = "Zyx", "Zyx"
    make_section("news", name="Zyx")
    portrait = make_image("red", name="Zyx", alt="Zyx", credit="Zyx")
    people = [
        make_contributor(n, bio="Zyx", role_line="Zyx", portrait=portrait) for n in ("Zyx1", "Zyx2")
    ]
    known = {
        "authors": [person.name for person in people],
        "editors": ["Zyx1"],
        "tags": ["Zyx"],
        "standfirst": "Zyx",
        "takeaways": [Takeaway("Zyx", "zyx")],
        "lead": make_image("teal", name="Zyx", alt="Zyx", caption="Zyx", credit="Zyx"),
        "body": "<h2>Zyx</h2><p>Zyx</p><h2>Zyxb</h2><h2>Zyxc</h2><p>Zyx</p>",
    }
    first = make_edition(headline="Zyx", **known)
    changed = known | {
        "authors": ["Zyx2"],
        "standfirst": "Zyxs",
        "takeaways": [Takeaway("Zyxt", quote="Zyx")],
        "lead": make_image("navy", name="Zyx", alt="Zyx", caption="Zyx", credit="Zyx"),
        "body": f'{known["body"]}<p>Zyxd</p><figure data-image="{portrait.pk}"></figure>',
    }
    make_edition(article=first.article, headline="Zyxh", kind="update", **changed)
    make_edition(article=first.article, headline="Zyx", correction="Zyx", **known)
    gone = make_edition(headline="Zyxgone", **known)
    press.withdraw(gone.article_id, by=None, notice="Zyx")

    left, waiting = {}, ["/", gone.address, "/nowhere/"]
    while waiting:
        answer = reader.get(address := waiting.pop())
        if not answer["Content-Type"].startswith("text/html"):
            continue
        words = Words()
        words.feed(answer.text)
        left[address] = [w.strip() for w in words.said if OWN.sub("", w)]
        linked = {unescape(link) for link in re.findall(r'href="(/(?!static/)[^"#]*)', answer.text)}
        waiting += sorted(linked - left.keys() - set(waiting))

    assert len(left) > 10
    assert {address: found for address, found in left.items() if found} == {}


def test_the_site_speaks_french(reader, settings):
    settings.LANGUAGE_CODE = "fr"
    edition = make_edition(
        headline="La Lune", authors=["Ada Marsh", "Ben Okoro"], editors=["Cy Lund"]
    )

    page = reader.get(edition.address).text

    assert '<html lang="fr" dir="ltr">' in page
    for words in ("Par <a", "</a> et <a", "Édité par", "1 min de lecture", "Accueil"):
        assert words in page
    assert "Cet article vous a-t-il été utile\u00a0?" in page
