"""A bird in the mine: what nobody has printed must be found at no public address."""

import re
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from articles.editions import press
from articles.editions.arranging import Placement, arrange
from articles.library.rendition import picture_of
from articles.models import Article
from articles.text.document import Credit, Document, Lead, Takeaway
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_edition,
    make_image,
    make_section,
    make_tag,
)

GUESSED = ("/", "/people/", "/tags/", "/corrections/", "/robots.txt", "/news/", "/search/")
# Words of canaries and of what readers may have.
GUESSED += ("/search/?q=headline+news", "/search/?q=headline", "/search/?q=standfirst&tag=floods")
GUESSED += ("/feed/", "/sitemap.xml", "/api/", "/archive/", "/articles/1/", "/editions/1/")
GUESSED += ("/favicon.ico",)
GUESSED += ("/feed/site.rss", "/feed/site.atom", "/feed/site.json", "/feed/corrections.rss")
GUESSED += ("/feed/sections/news.rss", "/feed/sections/news.json", "/sitemap-news.xml")

# How addresses end at which a story is found once it is live.
OPEN = ("/", "g", "p", ".rss")


class Canary:
    """A story with the same unmistakable word in every field that it has."""

    def __init__(self, word):
        self.word = word
        self.image = make_image(size=(400, 300 + len(word)), name=word, alt=word, caption=word)
        self.person = make_contributor(
            f"{word} Person", portrait=make_image(size=(300, 300), name=word)
        )
        self.tag = make_tag(f"{word} tag")
        self.document = Document(
            headline=f"{word} headline",
            slug=word,
            standfirst=f"{word} standfirst",
            body=f'<h2>{word}</h2><p>{word}</p><figure data-image="{self.image.pk}"></figure>',
            takeaways=(Takeaway(f"{word} takeaway", word),),
            credits=(Credit(self.person.pk, "author"), Credit(self.person.pk, "editor")),
            section=make_section("news").pk,
            tags=(self.tag.pk,),
            lead=Lead(self.image.pk, f"{word} caption", f"{word} credit"),
            related=(),
            seo_title=f"{word} title",
            seo_description=f"{word} description",
        )

    @property
    def addresses(self):
        """Every address at which someone who knows the word might look."""
        picture, portrait = picture_of(self.image), picture_of(self.person.portrait)
        files = [picture.src, portrait.src]
        files += [crop.src for crop in picture.crops]
        files += [p.split(" ")[0] for _kind, widths in picture.sources for p in widths.split(", ")]
        sha = self.image.sha256
        files += [f"/media/{sha}/original.jpg", f"/media/images/{sha[:2]}/{sha}/original.jpg"]
        pages = [f"/news/{self.word}/", f"/people/{self.person.slug}/", f"/tags/{self.tag.slug}/"]
        pages += [f"/feed{page.rstrip('/')}.rss" for page in pages[1:]]
        pages += [f"/news/{self.word}/changes/"]
        return [*pages, f"/news/{self.word}", *files]


@pytest.fixture
def paper(db):
    """Some stories that readers are meant to find, one of which points at nothing unprinted."""
    make_edition(headline="Open news", tags=["Floods"], takeaways=["A point"], lead=make_image())
    make_edition(headline="More news", section="news/city", correction="It was two.")


def crawl(reader, *, at=None, also=()):
    """Every page reachable from the guessed addresses, by address."""
    found, waiting = {}, [*GUESSED, *also]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = reader.get(address, at=at)
        found[address] = response
        if response["Content-Type"].startswith(("text/html", "application/")):
            links = re.findall(r'(?:href|src|srcset|url)="([^"]+)"', response.text)
            for link in links + re.findall("<(?:loc|link)>([^<]+)", response.text):
                parts = urlsplit(link.split(" ")[0])
                own = not parts.netloc or parts.netloc == "testserver"
                if own and parts.path.startswith("/") and not parts.path.startswith("/static/"):
                    waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def sing(found, canary):
    """The addresses whose answer holds the canary's word."""
    word = canary.word.casefold()
    return [
        address
        for address, response in found.items()
        if word in response.content.decode("utf-8", "replace").casefold()
        and response.status_code != 404
    ]


def assert_silent(reader, canary, *, at=None):
    """No address answers with the canary, and the addresses made of it answer 404."""
    found = crawl(reader, at=at, also=canary.addresses)
    assert len(found) > 20
    assert sing(found, canary) == []
    # Where the word itself is asked for, it is said back, and that is all.
    echo = reader.get(f"/search/?q={canary.word}", at=at).text
    assert "We found nothing" in echo
    assert canary.word not in echo.split("We found nothing")[1].split("</p>", 1)[1]
    assert {reader.get(a, at=at).status_code for a in canary.addresses if a.endswith(OPEN)} == {404}


def test_a_draft_is_at_no_address(reader, paper):
    canary = Canary("zzdraftcanary")
    make_article(document=canary.document)

    assert_silent(reader, canary)


def test_a_rewrite_of_a_live_story_is_at_no_address(reader, paper):
    canary = Canary("zzrewritecanary")
    live = make_edition(headline="Stays as it is")
    Article.objects.get(pk=live.article_id).take_document(canary.document)

    assert_silent(reader, canary)
    assert "Stays as it is" in reader.get(live.address).text


def test_a_scheduled_story_is_at_no_address_until_its_time_and_then_at_all(reader, paper):
    canary = Canary("zzscheduledcanary")
    article = make_article(document=canary.document)
    press.print_edition(canary.document, article_id=article.pk, by=None, at=hours(5))

    assert_silent(reader, canary)
    public = [a for a in canary.addresses if "original" not in a and a.endswith(OPEN)]
    assert {reader.get(address, at=hours(6)).status_code for address in public} == {200}


def test_a_slot_tells_nothing_of_its_story_before_that_is_live_nor_once_it_is_not(reader, paper):
    canary = Canary("zzslotcanary")
    article = make_article(document=canary.document)
    press.print_edition(canary.document, article_id=article.pk, by=None, at=hours(5))
    asked = [Placement(1, article.pk, f"{canary.word} on the front")]
    for front in (None, make_section("news").pk):
        arrange(front, asked, by=None)

    assert_silent(reader, canary)
    assert {"/", "/news/"} <= set(sing(crawl(reader, at=hours(6)), canary))
    press.cancel(article.editions.get().pk)
    assert_silent(reader, canary, at=hours(6))


def test_a_withdrawn_story_leaves_its_notice_and_nothing_else(reader, paper):
    canary = Canary("zzwithdrawncanary")
    article = make_article(document=canary.document)
    press.print_edition(canary.document, article_id=article.pk, by=None, at=hours(-2))
    press.withdraw(article.pk, by=None, notice="We were wrong.")

    address = f"/news/{canary.word}/"
    page = reader.get(address)
    assert (page.status_code, "We were wrong." in page.text) == (410, True)
    assert canary.word not in page.text.replace(address, "")
    assert sing(crawl(reader, also=canary.addresses[1:3]), canary) == []
    files = [a for a in canary.addresses if a.startswith("/media/")]
    assert {reader.get(address).status_code for address in files} == {404}


def test_where_a_waiting_withdrawal_will_lead_is_told_at_no_address_before_its_time(reader, paper):
    canary = Canary("zzredirectcanary")
    live = make_edition(headline="Stays until then")
    target = f"/news/{canary.word}/"
    article = make_article(document=canary.document)
    press.print_edition(canary.document, article_id=article.pk, by=None, at=hours(5))
    press.withdraw(live.article_id, by=None, at=hours(5), moved_to=target, notice=canary.word)

    assert_silent(reader, canary)
    assert reader.get(live.address, at=hours(6))["Location"] == target


def test_a_redacted_story_leaves_a_tombstone(reader, paper):
    canary = Canary("zzredactedcanary")
    article = make_article(document=canary.document)
    edition = press.print_edition(canary.document, article_id=article.pk, by=None)
    press.redact(edition.pk, by=None, reason="A court said so.")

    page = reader.get(edition.address, at=timezone.now())
    assert page.status_code == 410
    assert canary.word not in page.text.replace(edition.address, "")
    assert "A court said so." not in page.text
    assert sing(crawl(reader), canary) == []


def test_the_crawl_does_find_what_is_printed(reader, paper):
    canary = Canary("zzprintedcanary")
    article = make_article(document=canary.document)
    press.print_edition(canary.document, article_id=article.pk, by=None)

    places = sing(crawl(reader), canary)

    expected = {"/", "/news/", f"/news/{canary.word}/", "/people/", "/tags/"}
    expected |= {"/feed/site.rss", "/feed/site.atom", "/feed/site.json", "/sitemap-news.xml"}
    expected |= {"/sitemap-stories-1.xml", f"/feed/people/{canary.person.slug}.rss"}
    expected |= {"/search/?q=headline", f"/archive/{timezone.localdate():%Y/%m/%d}/"}
    assert expected | {f"/people/{canary.person.slug}/", f"/tags/{canary.tag.slug}/"} <= set(places)
