"""Pictures on readers' pages: in which words, for which machines, and what no one may fetch."""

import json
import re

import pytest
from django.conf import settings

from articles.editions import press
from articles.library.image import take_image
from articles.library.rendition import crops_of, picture_of
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_edition,
    make_image,
    picture_bytes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def article_node(page):
    """The story itself in a page's structured data."""
    written = re.search(r'<script type="application/ld\+json">(.+?)</script>', page)[1]
    graph = json.loads(written)["@graph"]
    return next(node for node in graph if node["@type"] == "NewsArticle")


def test_search_engines_get_three_shapes_and_social_networks_the_wide_one(reader):
    image = make_image(size=(1_600, 1_200))
    story = make_edition(lead=image)

    page = reader.get(story.address).text

    square, _middle, wide = (f"{settings.SITE_URL}{crop.src}" for crop in crops_of(image))
    assert article_node(page)["image"] == [square, _middle, wide]
    assert f'<meta property="og:image" content="{wide}">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta property="og:image:height" content="675">' in page


def test_until_these_are_made_they_get_the_plain_one(reader):
    image = take_image(picture_bytes(size=(1_600, 1_200)), name="Harbour")
    story = make_edition(lead=image)

    page = reader.get(story.address).text

    plain = f"{settings.SITE_URL}{picture_of(image).src}"
    assert article_node(page)["image"] == [plain]
    assert f'<meta property="og:image" content="{plain}">' in page


def files_of(image):
    """Every address at which a file of an image might be asked for, the original's too."""
    picture = picture_of(image)
    files = {picture.src, *(crop.src for crop in picture.crops)}
    files |= {e.split(" ")[0] for _kind, srcset in picture.sources for e in srcset.split(", ")}
    assert len(files) == 8
    return files


def original_of(image):
    """The addresses that its original might have."""
    return {f"/media/{image.sha256}/original.jpg", f"/media/{image.file.name}"}


def statuses(reader, addresses, *, at=None):
    """All the answers that a reader gets there."""
    return {reader.get(address, at=at).status_code for address in addresses}


def test_no_file_of_any_kind_is_reached_until_a_live_edition_shows_it(reader):
    image = make_image()
    make_article(lead=image)
    make_edition(lead=image, live_from=hours(2))

    before = statuses(reader, files_of(image))

    assert before == {404}
    assert statuses(reader, files_of(image), at=hours(3)) == {200}
    assert statuses(reader, original_of(image), at=hours(3)) == {404}


def test_a_portrait_is_reached_with_the_first_live_byline(reader):
    portrait = make_image()
    make_contributor("Ada Marsh", portrait=portrait)
    assert statuses(reader, files_of(portrait)) == {404}

    make_edition(authors=["Ada Marsh"])

    assert statuses(reader, files_of(portrait)) == {200}


def test_a_browser_that_has_a_picture_is_not_sent_it_again_unless_it_is_withdrawn(reader):
    image = make_image()
    story = make_edition(lead=image)
    address = picture_of(image).src
    etag = reader.get(address)["ETag"]

    again = reader.get(address, if_none_match=etag)
    press.withdraw(story.article_id, by=None)

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, max-age=3600"
    assert reader.get(address, if_none_match=etag).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["960.gif", "original.jpg", "960.avif.jpg", "2x1.0123456789ab.jpg", "1x1.jpg", "1x1.AB.jpg"],
)
def test_no_other_name_is_answered(reader, name):
    image = make_image()
    make_edition(lead=image)

    assert reader.get(f"/media/{image.sha256}/{name}").status_code == 404


def test_a_picture_is_described_captioned_and_credited(reader):
    image = make_image(alt="Boats", caption="The harbour.", credit="Photograph: Ada Marsh")
    story = make_edition(lead=image, body=f'<figure data-image="{image.pk}"></figure><p>b</p>')

    page = reader.get(story.address).text

    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) == 2
    for figure in figures:
        assert 'alt="Boats"' in figure
        caption = '<figcaption>The harbour. <span class="credit">Photograph: Ada Marsh</span>'
        assert caption in figure


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ((0.5, 0.5), "<img src="),
        ((0.52, 0.48), "<img src="),
        ((0.24, 0.5), '<img class="fx-25" src='),
        ((0.0, 1.0), '<img class="fx-0 fy-100" src='),
    ],
)
def test_pages_know_the_focal_point_and_the_stylesheet_every_step_of_it(reader, point, words):
    image = make_image(focal_x=point[0], focal_y=point[1])
    story = make_edition(lead=image)

    page = reader.get(story.address).text

    assert words in page
    style = (settings.BASE_DIR / "static/site/site.css").read_text()
    for name in re.findall(r"f[xy]-\d+", words):
        assert f".{name} {{ --{name[:2]}: {name[3:]}% }}" in style
