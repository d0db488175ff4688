"""What machines read of each page: its head, and its structured data, whole and true."""

import json
import re
from html import unescape

import pytest
from taggit.models import Tag

from articles.text.document import Takeaway
from tests.make import hours, make_contributor, make_edition, make_image, make_section
from tests.site.schema_rules import broken, graph_of

pytestmark = pytest.mark.looks

HOSTILE = "</script><script>x</script> ]]> <!-- &amp; \"' \u2028\u2029 🌊 שלום \x0b"
LISTS = ("/", "/news/", "/news/city/", "/people/", "/people/ada-marsh/", "/tags/", "/tags/floods/")
LISTS += ("/corrections/", "/archive/")


@pytest.fixture
def story(db):
    """A story with all that a story can have."""
    make_contributor(
        "Ada Marsh", links="https://social.example/@ada Ada", portrait=make_image("red")
    )
    edition = make_edition(
        headline="The gate",
        section="news/city",
        authors=["Ada Marsh", "Ben Okoro"],
        editors=["Dee Ray"],
        tags=["Floods"],
        takeaways=[Takeaway("It was close."), Takeaway("It holds.")],
        lead=make_image(size=(1600, 1000)),
        seo_title="Gate holds",
        live_from=hours(-5),
    )
    return make_edition(
        article=edition.article,
        headline="The gate",
        authors=["Ada Marsh", "Ben Okoro"],
        editors=["Dee Ray"],
        tags=["Floods"],
        takeaways=[Takeaway("It was close."), Takeaway("It holds.")],
        lead=make_image(size=(1600, 1000)),
        seo_title="Gate holds",
        correction="It was two.",
        live_from=hours(-2),
    )


def head(page):
    """What the head of a page says, by name; what stands there several times as a list."""
    said = {}
    for name, value in re.findall(
        r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page.text
    ):
        said.setdefault(name, []).append(unescape(value))
    return {name: found[0] if len(found) == 1 else found for name, found in said.items()}


def test_every_page_has_all_that_search_engines_require_and_recommend(reader, story):
    for address in (story.address, *LISTS):
        assert broken(graph_of(reader.get(address).text)) == [], address


def test_a_story_says_all_of_itself(reader, story):
    graph = graph_of(reader.get(story.address).text)
    article = graph["NewsArticle"]

    assert article["headline"] == "The gate"
    assert article["alternativeHeadline"] == "Gate holds"
    assert article["abstract"] == "It was close. It holds."
    assert [person["jobTitle"] for person in article["author"]] == ["Reporter", "Reporter"]
    assert [person["name"] for person in article["editor"]] == ["Dee Ray"]
    assert article["correction"][0]["text"] == "It was two."
    assert article["dateModified"] == article["correction"][0]["datePublished"]
    assert article["dateModified"] > article["datePublished"]
    assert article["publisher"]["logo"]["width"] == 180
    assert article["keywords"] == ["Floods"]
    crumbs = graph["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["Home", "News", "City", "The gate"]
    assert "item" not in crumbs[-1]


def test_a_story_of_nobody_is_the_papers_own(reader, db):
    edition = make_edition(authors=[])

    graph = graph_of(reader.get(edition.address).text)

    assert graph["NewsArticle"]["author"][0]["@type"] == "NewsMediaOrganization"
    assert broken(graph) == []


def test_a_person_is_told_with_picture_links_and_employer(reader, story):
    person = graph_of(reader.get("/people/ada-marsh/").text)["ProfilePage"]["mainEntity"]

    assert person["sameAs"] == ["https://social.example/@ada"]
    assert person["image"].startswith("http://testserver/media/")
    assert person["worksFor"] == {"@id": "http://testserver/#org"}
    assert person["description"] == "Ada Marsh reports."


def test_lists_name_their_stories_in_order(reader, story):
    make_edition(headline="Newer", section="news", tags=["Floods"], lead=make_image())

    for address in ("/news/", "/tags/floods/"):
        shown = graph_of(reader.get(address).text)["CollectionPage"]["mainEntity"]
        assert [item["name"] for item in shown["itemListElement"]] == ["Newer", "The gate"]
        assert shown["itemListElement"][1]["url"] == f"http://testserver{story.address}"


def test_the_front_page_says_who_publishes(reader, settings, db):
    settings.SITE_LOGO = "/static/logo.png"
    settings.SITE_PRINCIPLES = "https://trust.example/rules/"
    settings.SITE_PROFILES = ["https://social.example/@upland"]

    graph = graph_of(reader.get("/").text)

    paper = graph["NewsMediaOrganization"]
    assert graph["WebSite"]["publisher"] == {"@id": paper["@id"]}
    assert paper["logo"] == {"@type": "ImageObject", "url": "http://testserver/static/logo.png"}
    assert paper["publishingPrinciples"] == "https://trust.example/rules/"
    assert paper["sameAs"] == ["https://social.example/@upland"]


@pytest.mark.parametrize("kind", ["article", "section", "person", "tag", "site"])
def test_whatever_it_says_the_data_stays_data(reader, settings, kind):
    settings.SITE_NAME = settings.SITE_TAGLINE = HOSTILE
    make_section("news", name=HOSTILE[:80])
    make_contributor("Ada Marsh", bio=HOSTILE, role_line=HOSTILE)
    edition = make_edition(
        headline=HOSTILE, slug="x", standfirst=HOSTILE, takeaways=[HOSTILE], tags=["Floods"]
    )
    make_edition(article=edition.article, headline=HOSTILE, correction=HOSTILE, tags=["Floods"])
    pages = {"article": edition.address, "section": "/news/", "person": "/people/ada-marsh/"}

    page = reader.get(pages.get(kind, "/tags/floods/" if kind == "tag" else "/"))
    graph = graph_of(page.text)

    assert broken(graph) == []
    assert page.text.count("<script>") == 0
    assert HOSTILE.split()[0] in json.dumps(graph)
    assert head(page)["og:site_name"] == HOSTILE


def test_networks_are_told_what_to_show(reader, story):
    said = head(reader.get(story.address))

    assert said["og:type"] == "article"
    assert said["og:title"] == said["twitter:title"] == "Gate holds"
    assert said["og:url"] == f"http://testserver{story.address}"
    assert said["og:locale"] == "en_GB"
    assert said["og:image"] == said["twitter:image"]
    assert said["og:image:alt"] == said["twitter:image:alt"] == "A teal field"
    assert said["twitter:card"] == "summary_large_image"
    assert said["article:section"] == "City"
    assert said["article:author"] == [
        "http://testserver/people/ada-marsh/",
        "http://testserver/people/ben-okoro/",
    ]
    assert said["article:tag"] == "Floods"


def test_every_page_has_a_title_a_description_and_a_picture_of_its_own(reader, story):
    pages = {address: reader.get(address) for address in (story.address, *LISTS)}

    titles = [re.search("<title>(.*?)</title>", page.text)[1] for page in pages.values()]
    assert len(set(titles)) == len(titles)
    for address, page in pages.items():
        said = head(page)
        assert 0 < len(said["description"]) <= 160, address
        assert said["og:description"] == said["description"]
        assert said["og:image"].startswith("http://testserver/media/")
        assert {"og:title", "og:type", "og:url", "og:site_name", "og:locale"} < set(said)
        assert f'<link rel="canonical" href="http://testserver{address}">' in page.text
        assert said["robots"] == "max-image-preview:large"


def test_an_address_beyond_ascii_is_written_in_one_way(reader, db):
    make_edition(tags=["Café"])
    Tag.objects.update(slug="café")

    page, feed = reader.get("/tags/café/"), reader.get("/feed/tags/café.json")

    own = "http://testserver/tags/caf%C3%A9/"
    assert f'<link rel="canonical" href="{own}">' in page.text
    assert head(page)["og:url"] == own
    assert graph_of(page.text)["CollectionPage"]["@id"] == own
    assert json.loads(feed.text)["home_page_url"] == own
    assert f"<loc>{own}</loc>" in reader.get("/sitemap-topics-1.xml").text
    assert 'href="/feed/tags/caf%C3%A9.rss"' in page.text
    assert "café/" not in page.text


def test_a_portrait_is_shown_small(reader, db):
    make_contributor("Ada Marsh", portrait=make_image(size=(400, 400)))
    make_edition()

    assert head(reader.get("/people/ada-marsh/"))["twitter:card"] == "summary"


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en-gb", "en_GB"), ("fr", "fr_FR"), ("sv", "sv_SE"), ("pt-br", "pt_BR")],
)
def test_the_language_is_told_with_its_land(reader, db, settings, language, locale):
    settings.LANGUAGE_CODE = language

    assert head(reader.get("/"))["og:locale"] == locale


@pytest.mark.parametrize("language", ["ar", "eo", "ckb", "sr-latn"])
def test_no_land_is_told_of_a_language_of_which_none_is_known(reader, db, language):
    said = head(reader.get(make_edition(language=language).address))

    assert "og:title" in said
    assert "og:locale" not in said


def test_what_a_story_does_not_say_for_search_engines_is_taken_from_the_rest(reader, db):
    words = "It rained in the dale. " * 20
    nothing = make_edition(headline="Rain", standfirst="", body=f"<p>{words}</p>")
    standfirst = make_edition(headline="Rain again", standfirst="It rained.")

    said = head(reader.get(nothing.address))
    assert said["description"].startswith("It rained in the dale. It rained")
    assert len(said["description"]) <= 160
    assert head(reader.get(standfirst.address))["description"] == "It rained."
    assert "<title>Rain again | Newsroom</title>" in reader.get(standfirst.address).text
