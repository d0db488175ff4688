"""Fills the scratch house of a bench with an archive and asks for every kind of page of it.

`python -m tests.bench.pages 1000`; the last line is how many milliseconds each took.
"""

import json
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable

import django

TIMES = 7


def main(stories: int) -> None:
    """So many stories, unless they are there already, and what each page takes."""
    begin()
    from django.core.management import call_command

    from articles.demo.archive.make import make_archive
    from articles.models import Article

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not Article.objects.exists():
        make_archive(stories)
    taken = {name: _median(ask) for name, ask in asked().items()}
    sys.stdout.write(json.dumps(taken) + "\n")


def begin() -> None:
    """Django, with the settings of a site, as far as a client of tests can be served by them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.ALLOWED_HOSTS = ["testserver"]
    # Not as they are served: that asks for a folder of gathered files, and costs no page any time.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    django.setup()


def asked() -> dict[str, Callable[[], None]]:
    """What is measured, by name: a function that does it once."""
    from django.test import Client

    from tests.make import make_user

    reader, editor = Client(), Client()
    editor.force_login(make_user("Administrator", name=f"bench-{time.time_ns()}"))
    found = {
        name: lambda address=address: _get(reader, address) for name, address in addresses().items()
    }
    found |= {
        f"desk: {name}": lambda address=address: _get(editor, address)
        for name, address in desk_addresses().items()
    }
    return found | printings()


def addresses() -> dict[str, str]:
    """The address of a page of every kind; where lists go on, also one halfway down."""
    from taggit.models import Tag

    from articles.editions.listing import List
    from articles.models import Contributor, Section

    top = Section.objects.get(path="news")
    low = Section.objects.get(path="news/technology/ai")
    person, tag = _most_used(List.AUTHOR), _most_used(List.TAG)
    person, tag = Contributor.objects.get(pk=person), Tag.objects.get(pk=tag)
    people = Contributor.objects.order_by("name", "pk")
    tags = Tag.objects.order_by("name", "pk")
    plain, related, updated, running, gone = _stories()
    at = plain.published
    rare, common, less = _words(plain)
    return {
        "home": "/",
        "story": plain.address,
        "story with related ones": related.address,
        "story of 1,500 editions": running.address,
        "story withdrawn": gone.address,
        "history": f"{updated.address}changes/",
        "history of 1,500 editions": f"{running.address}changes/",
        "section": top.address,
        "section, deep": f"{top.address}{_deep(List.SECTION, top.pk)}",
        "section below": low.address,
        "section below, deep": f"{low.address}{_deep(List.SECTION, low.pk)}",
        "person": f"/people/{person.slug}/",
        "person, deep": f"/people/{person.slug}/{_deep(List.AUTHOR, person.pk)}",
        "people": "/people/",
        "people, deep": f"/people/?after={_middle(people)}",
        "topic": f"/tags/{tag.slug}/",
        "topic, deep": f"/tags/{tag.slug}/{_deep(List.TAG, tag.pk)}",
        "topics": "/tags/",
        "topics, deep": f"/tags/?after={_middle(tags)}",
        "archive": "/archive/",
        "archive of a year": f"/archive/{at:%Y}/",
        "archive of a month": f"/archive/{at:%Y/%m}/",
        "archive of a day": f"/archive/{at:%Y/%m/%d}/",
        "corrections": "/corrections/",
        "corrections, deep": f"/corrections/{_deep_correction()}",
        "search, rare word": f"/search/?q={rare}",
        "search, common word": f"/search/?q={common}",
        "search, two common words": f"/search/?q={common}+{less}",
        "search, a phrase": f"/search/?q=%22{common}+{less}%22",
        "search, no such word": "/search/?q=qqzzqy",
        "search in a section": f"/search/?q={common}&section=news",
        "search of a person": f"/search/?author={person.slug}",
        "feed": "/feed/site.rss",
        "feed of a section": "/feed/sections/news.atom",
        "feed of a person": f"/feed/people/{person.slug}.json",
        "feed of a topic": f"/feed/tags/{tag.slug}.rss",
        "feed of corrections": "/feed/corrections.rss",
        "sitemap": "/sitemap.xml",
        "sitemap of stories": "/sitemap-stories-1.xml",
        "sitemap of people": "/sitemap-people-1.xml",
        "sitemap of topics": "/sitemap-topics-1.xml",
        "sitemap of news": "/sitemap-news.xml",
        "sitemap of pages": "/sitemap-pages.xml",
        "no such page": "/news/no-such-story-at-all/",
        "an address in capitals": plain.address.upper(),
    }


def desk_addresses() -> dict[str, str]:
    """Likewise of the desk."""
    from django.urls import reverse

    plain, _related, _updated, running, _gone = _stories()
    stories = reverse("admin:articles_article_changelist")
    rare, _common, _less = _words(plain)
    return {
        "overview": reverse("admin:index"),
        "stories": stories,
        "stories, page 100": f"{stories}?p=100",
        "stories by a word": f"{stories}?q={rare}",
        "a story": reverse("admin:articles_article_change", args=[plain.article_id]),
        "story of 1,500 editions": reverse(
            "admin:articles_article_change", args=[running.article_id]
        ),
        "queue": reverse("admin:articles_feedback_changelist"),
    }


def printings() -> dict[str, Callable[[], None]]:
    """What the press does: a new story, one more edition, and one more of very many."""
    from articles.editions import press
    from articles.models import Article
    from tests.make import make_edition

    plain, _related, _updated, running, _gone = _stories()

    def again(article_id: int) -> None:
        document = Article.objects.get(pk=article_id).to_document()
        press.print_edition(document, article_id=article_id, by=None)

    return {
        "printing a new story": lambda: make_edition(headline=f"Bench {time.time_ns()}"),
        "printing an update": lambda: again(plain.article_id),
        "printing an update after 1,500": lambda: again(running.article_id),
    }


def _get(client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code >= 500 or (answer.status_code >= 400 and address.startswith("/admin")):
        raise SystemExit(f"{address}: {answer.status_code}")
    if answer.streaming:
        b"".join(answer.streaming_content)


def _most_used(name: str) -> int:
    """Whoever or whatever stands in most of the last lists of a kind."""
    from articles.models import Listing

    last = Listing.objects.order_by("-pk").values_list("list", "key")[:40_000]
    return Counter(key for kind, key in last if kind == name).most_common(1)[0][0]


def _stories():
    """Editions from halfway down: a plain one, one with related stories, one that was updated, the
    last of very many, one that is gone.
    """
    from django.db.models import Count

    from articles.models import Article, Edition

    editions = Edition.archive.order_by("article_id", "number")
    middle = Article.objects.order_by("pk")[0].pk + Article.objects.count() // 2
    near = list(editions.filter(article_id__gte=middle - 250, article_id__lt=middle, number__lte=4))
    gone = next(each for each in near if not each.document)
    near = [each for each in near if each.document]
    plain = next(each for each in near if not each.live_until and not each.document["related"])
    related = next(each for each in near if not each.live_until and each.document["related"])
    updated = next(each for each in near if each.number > 2)
    most = editions.values("article_id").annotate(number=Count("pk")).order_by("-number")[0]
    running = Edition.archive.of(most["article_id"]).first()
    return plain, related, updated, running, gone


def _words(edition) -> tuple[str, str, str]:
    """A word that few stories have, and two that many do."""
    from articles.models import Edition
    from articles.text import body

    last = Edition.archive.order_by("-pk")[:300]
    counted = Counter(
        word
        for each in last
        if each.document
        for word in set(body.plain(each.document["body"]).lower().replace(".", "").split())
    )
    common = [word for word, _count in counted.most_common(40) if len(word) > 3]
    rare = edition.headline.split()[-1]
    return rare, common[1], common[2]


def _deep(name: str, key: int) -> str:
    from articles.editions.listing import key_of
    from articles.models import Listing

    rows = Listing.objects.filter(list=name, key=key).order_by("-sort_time", "-edition_id")
    row = rows[rows.count() // 2]
    return f"?older={key_of(row.sort_time, row.edition_id)}"


def _deep_correction() -> str:
    from articles.editions.listing import key_of
    from articles.models import Correction

    rows = Correction.objects.order_by("-at", "-pk")
    row = rows[rows.count() // 2]
    return f"?older={key_of(row.at, row.pk)}"


def _middle(records) -> str:
    record = records[records.count() // 2]
    return f"{record.pk}-{record.name}"


def _median(ask: Callable[[], None]) -> float:
    taken = []
    # The first times are for what is kept ever after, such as templates.
    for n in range(TIMES + 2):
        began = time.perf_counter()
        ask()
        if n > 1:
            taken.append((time.perf_counter() - began) * 1_000)
    return statistics.median(taken)


if __name__ == "__main__":
    main(int(sys.argv[1]))
