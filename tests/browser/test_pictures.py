"""Pictures in a real browser: the lightest kind, in the width needed, in a place kept free."""

import io

import pytest
from PIL import Image as Pillow

from articles.library.image import take_image
from tests.browser.editing import sign_in
from tests.library.pictures import saved
from tests.library.test_development import dotted
from tests.make import make_edition, make_image, make_user, picture_bytes, take_in

pytestmark = [pytest.mark.browser, pytest.mark.looks]
PHONE = {"width": 390, "height": 844}
SHIFTS = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value })
    .observe({ type: "layout-shift", buffered: true })
  setTimeout(() => done(sum), 300)
})"""


@pytest.fixture
def story(page):
    """A story with a lead and, far below, another picture."""
    lead = take_in(picture_bytes("teal", (2_000, 1_300)), name="Lead", alt="A teal field")
    below = take_in(picture_bytes("red", (2_000, 1_300)), name="Below", alt="A red field")
    return make_edition(
        lead=lead,
        body=f'{"<p>word word word</p>" * 150}<figure data-image="{below.pk}"></figure>',
    )


def shown(page, alt):
    """The file that the browser chose for a picture: "960.avif"."""
    picture = page.get_by_alt_text(alt)
    return picture.evaluate("image => image.decode().then(() => image.currentSrc.split('/').pop())")


@pytest.mark.parametrize(
    ("width", "density", "file"),
    [(390, 1, "640.avif"), (390, 2, "960.avif"), (390, 3, "960.avif"), (1440, 1, "960.avif")],
)
def test_the_lead_comes_as_avif_in_the_width_that_the_screen_needs(
    chromium, live_server, story, width, density, file
):
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 844},
        device_scale_factor=density,
    )
    page = context.new_page()
    page.goto(story.address)

    assert shown(page, "A teal field") == file
    context.close()


def test_nothing_moves_when_pictures_arrive(page, story):
    page.set_viewport_size(PHONE)
    page.goto(story.address, wait_until="networkidle")
    page.get_by_alt_text("A red field").scroll_into_view_if_needed()
    assert shown(page, "A red field").endswith(".avif")

    assert page.evaluate(SHIFTS) == 0


def test_what_is_far_below_is_fetched_when_a_reader_comes_near(page, story):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size(PHONE)
    page.goto(story.address, wait_until="networkidle")
    lead, below = page.get_by_alt_text("A teal field"), page.get_by_alt_text("A red field")
    assert sum("/media/" in url for url in asked) == 1

    below.scroll_into_view_if_needed()
    shown(page, "A red field")

    assert sum("/media/" in url for url in asked) == 2
    assert lead.get_attribute("fetchpriority") == "high"
    assert (lead.get_attribute("loading"), below.get_attribute("loading")) == (None, "lazy")


def test_before_its_sizes_are_made_a_picture_is_shown_all_the_same(page, monkeypatch):
    monkeypatch.setattr("articles.library.image.develop_later", lambda image: None)
    image = take_image(picture_bytes("teal", (2_000, 1_300)), name="Lead", alt="A teal field")
    story = make_edition(lead=image)

    page.goto(story.address)

    assert shown(page, "A teal field") == "page.jpg"


@pytest.mark.parametrize("point", [(0.5, 0.03), (0.5, 0.97), (0.5, 0.3)])
@pytest.mark.parametrize("width", [390, 1440])
def test_where_a_picture_is_cut_to_a_shape_its_focal_point_stays_in_sight(page, point, width):
    tall = saved(dotted(*point, size=(900, 2_000)), "JPEG")
    image = take_in(tall, name="Tall", alt="A dot", focal_x=point[0], focal_y=point[1])
    make_edition(lead=image)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    shown(page, "A dot")

    picture = page.get_by_alt_text("A dot").first.screenshot()

    assert has_red(picture)


def has_red(screenshot):
    """Whether the dot is in it."""
    pixels = Pillow.open(io.BytesIO(screenshot)).convert("RGB").get_flattened_data()
    return any(red > 200 and green < 80 and blue < 80 for red, green, blue in pixels)


def test_a_click_on_the_picture_sets_its_focal_point(page):
    image = make_image(size=(1_600, 1_000))
    complaints = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    sign_in(page, make_user("Editor"))
    page.goto(f"/admin/articles/image/{image.pk}/change/")
    picture = page.locator(".focus img")
    box = picture.bounding_box()

    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.8})
    mark = page.locator(".focus__mark").bounding_box()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()

    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.25, 0.8)
    assert (image.cut_x, image.cut_y) == (0.25, 0.8)
    assert abs(mark["x"] + mark["width"] / 2 - box["x"] - box["width"] / 4) < 3
    assert complaints == []
