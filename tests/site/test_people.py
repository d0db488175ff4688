"""A person's page: what they cover, what they wrote and edited, and what stands on the record."""

import re

import pytest

from tests.make import hours, make_contributor, make_edition
from tests.site.test_pages import json_ld

ADA = "/people/ada-marsh/"


def stories(page):
    """The headlines on a page, in their order."""
    return re.findall(r'<h3><a href="[^"]+">(.+?)</a></h3>', page.text)


def test_what_someone_wrote_and_what_they_edited_stand_apart(reader, db):
    make_edition(headline="Hers", live_from=hours(-2))
    make_edition(headline="Theirs", authors=["Ben Okoro"], editors=["Ada Marsh"])

    wrote, edited = reader.get(ADA), reader.get(f"{ADA}edited/")

    assert (stories(wrote), stories(edited)) == (["Hers"], ["Theirs"])
    assert f'href="{ADA}edited/"' in wrote.text
    assert f'<link rel="canonical" href="http://testserver{ADA}edited/">' in edited.text
    assert "<title>Ada Marsh: Edited |" in edited.text


def test_who_only_edited_has_that_on_their_own_page(reader, db):
    make_edition(headline="Theirs", authors=["Ben Okoro"], editors=["Ada Marsh"])

    page, same = reader.get(ADA), reader.get(f"{ADA}edited/")

    assert stories(page) == stories(same) == ["Theirs"]
    assert '<h2 class="parts__h">Edited</h2>' in page.text
    assert f'<link rel="canonical" href="http://testserver{ADA}">' in same.text
    assert "On the record" not in page.text


@pytest.mark.parametrize("part", ["wrote", "edited", "made"])
def test_a_part_without_a_live_story_is_404(reader, db, part):
    names = {"authors": ["Ada Marsh"], "editors": ["Ada Marsh"]}
    make_edition(live_from=hours(2), **names)
    make_edition(authors=["Ada Marsh"] if part == "edited" else ["Ben Okoro"], editors=["Cy Lund"])

    assert reader.get(f"{ADA}{part}/").status_code == 404


def test_a_person_covers_what_stands_most_often_over_their_newest_stories(reader, db):
    for n in range(3):
        make_edition(section="news/technology/ai", tags=["Dams"] if n else ["Dams", "Once"])
    make_edition(section="sport")

    page = reader.get(ADA)

    covers = re.search(r'aria-labelledby="beats">(.+?)</ul>', page.text, re.DOTALL)[1]
    assert re.findall(r'href="([^"]+)">(.+?)</a>', covers) == [
        ("/news/technology/ai/", "Ai"),
        ("/tags/dams/", "Dams"),
    ]
    assert json_ld(page)["ProfilePage"]["mainEntity"]["knowsAbout"] == ["Ai", "Dams"]


def test_the_record_counts_stories_and_corrections_that_readers_have(reader, db):
    wrong = make_edition(live_from=hours(-5))
    make_edition(article=wrong.article, correction="It was two.", live_from=hours(-4))
    make_edition(article=wrong.article, correction="It was three.", live_from=hours(4))
    make_edition(editors=["Ada Marsh"], authors=["Ben Okoro"], correction="It was four.")
    make_edition()

    text = " ".join(re.sub("<[^>]+>", "", reader.get(ADA).text).split())

    assert "On the record: 2 stories, 1 correction " in text


def test_links_of_a_person_say_that_they_are_theirs(reader, db):
    make_contributor("Ada Marsh", links="https://ada.example/ Ada’s own pages")
    make_edition()

    page = reader.get(ADA)

    assert '<a href="https://ada.example/" rel="me">Ada’s own pages</a>' in page.text
    assert json_ld(page)["ProfilePage"]["mainEntity"]["sameAs"] == ["https://ada.example/"]


def test_sections_without_a_live_story_stand_in_no_navigation(reader, db):
    make_edition(section="news/city")
    make_edition(section="sport/football", live_from=hours(2))

    now, later = reader.get("/news/"), reader.get("/news/", at=hours(3))

    assert 'href="/sport/"' not in now.text
    assert 'href="/sport/"' in later.text
    assert 'href="/news/city/"' in now.text
    assert 'href="/sport/football/"' not in reader.get("/sport/").text
