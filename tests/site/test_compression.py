"""Public words go out compressed; what is for one person does not."""

import gzip

import pytest

from tests.make import make_edition, make_image

pytestmark = pytest.mark.looks


@pytest.fixture
def story():
    """A story long enough to be worth it."""
    return make_edition(body="<p>The council met on Monday.</p>" * 40)


def test_a_page_goes_out_compressed_to_who_takes_gzip(reader, story):
    plain = reader.get(story.address)

    small = reader.get(story.address, **{"Accept-Encoding": "gzip, deflate, br"})

    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert int(small["Content-Length"]) == len(small.content) < len(plain.content) / 2
    assert not plain.has_header("Content-Encoding")
    assert "Accept-Encoding" in plain["Vary"]
    assert "Accept-Encoding" in small["Vary"]


@pytest.mark.parametrize("takes", ["gzip", "*", "br, gzip;q=0.5", "deflate,gzip ; q=1"])
def test_gzip_may_be_asked_for_in_many_ways(reader, story, takes):
    page = reader.get(story.address, **{"Accept-Encoding": takes})

    assert page["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "takes", ["", "identity", "br", "gzip;q=0", "gzip; q=0.0, br", "x-gzipped"]
)
def test_who_does_not_take_gzip_gets_the_page_as_it_is(reader, story, takes):
    page = reader.get(story.address, **{"Accept-Encoding": takes})

    assert not page.has_header("Content-Encoding")
    assert "The council met" in page.text


@pytest.mark.parametrize("takes", ["gzip", "identity"])
def test_each_form_has_an_etag_of_its_own_and_is_answered_with_304(reader, story, takes):
    takes_it = {"Accept-Encoding": takes}
    first = reader.get(story.address, **takes_it)
    other = reader.get(story.address, **{"Accept-Encoding": "br"})

    again = reader.get(story.address, **takes_it, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Accept-Encoding" in again["Vary"]
    assert (first["ETag"] == other["ETag"]) == (takes == "identity")


def test_the_head_alone_says_what_the_page_would(reader, story):
    takes_it = {"Accept-Encoding": "gzip"}
    page = reader.get(story.address, **takes_it)

    head = reader.client.head(story.address, headers=takes_it)

    assert head.content == b""
    for name in ("Content-Encoding", "Content-Length", "ETag", "Vary"):
        assert head[name] == page[name]


def test_pictures_and_short_answers_are_left_alone(reader, db):
    image = make_image()
    make_edition(lead=image)

    for address in (f"/media/{image.sha256}/page.jpg", "/robots.txt"):
        answer = reader.get(address, **{"Accept-Encoding": "gzip"})

        assert answer.status_code == 200
        assert not answer.has_header("Content-Encoding"), address


def test_what_is_for_one_person_is_not_compressed(reader, editor, story):
    desk = editor.get("/admin/", headers={"Accept-Encoding": "gzip"})
    thanks = reader.post(f"/feedback/{story.pk}/", {"vote": "yes"}, **{"Accept-Encoding": "gzip"})
    slip = reader.get(thanks["Location"], **{"Accept-Encoding": "gzip"})

    for answer in (desk, slip):
        assert answer.status_code == 200
        assert len(answer.content) > 500
        assert not answer.has_header("Content-Encoding")
