"""The picture library in a real browser: taken in, found, credited, and its focal point set."""

import base64

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Image
from tests.browser.editing import sign_in
from tests.browser.test_axe import broken_rules
from tests.make import make_article, make_image, make_user, picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.looks]
LIBRARY = "/admin/articles/image/"
COLOURS = ("red", "blue", "navy")
# So that they are made in no time, also where many tests run at once.
SMALL = (60, 40)
DROPPED = """([name, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([bytes], name, { type: "image/jpeg" }))
  const target = document.querySelector("#content")
  for (const kind of ["dragover", "drop"])
    target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }))
}"""


def file(name, content):
    """A file as it is chosen."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def choose(page, *files):
    """Choose files to be taken in."""
    page.get_by_label("Add pictures", exact=True).set_input_files(list(files))


def row(page, name):
    """What is told of one file."""
    return page.locator(".taken__file", has_text=name)


def test_three_files_are_taken_in_and_the_bad_one_is_told_why(page):
    sign_in(page, make_user("Editor"))
    page.goto(LIBRARY)
    page.get_by_label("Credit for all of them").fill("Ada Marsh")

    choose(
        page,
        file("weir.jpg", picture_bytes("red", SMALL)),
        file("notes.jpg", b"no picture"),
        file("owl.jpg", picture_bytes("blue", SMALL)),
    )

    expect(row(page, "weir.jpg")).to_contain_text("Taken in")
    expect(row(page, "notes.jpg")).to_contain_text("This file cannot be read as a picture.")
    expect(row(page, "owl.jpg")).to_contain_text("Taken in")
    expect(page.locator(".taken > [role=status]")).to_have_text(
        "3 of 3 done · 1 not taken in", timeout=20_000
    )
    assert set(Image.objects.values_list("name", "credit")) == {
        ("weir.jpg", "Ada Marsh"),
        ("owl.jpg", "Ada Marsh"),
    }

    words = row(page, "weir.jpg")
    words.get_by_label("Alt text").fill("A weir in spate")
    words.get_by_role("button", name="Save the words").click()

    expect(words.get_by_text("Saved")).to_be_visible()
    assert Image.objects.get(name="weir.jpg").alt == "A weir in spate"

    words.get_by_label("Usual caption").fill("The weir")
    row(page, "owl.jpg").get_by_label("Usual caption").fill("The owl")
    page.get_by_role("button", name="Save all words").click()
    expect(page.get_by_text("Words saved: 2")).to_be_visible()
    assert set(Image.objects.values_list("caption", flat=True)) == {"The weir", "The owl"}
    page.get_by_role("button", name="Save all words").click()
    expect(page.get_by_text("No words have changed.")).to_be_visible()
    page.get_by_role("link", name="Show them in the library").click()
    expect(page.locator(".picture-card")).to_have_count(2)


def test_while_a_file_is_on_its_way_its_progress_is_shown(page):
    sign_in(page, make_user("Editor"))
    page.goto(LIBRARY)
    held = []
    page.route("**/image/upload/", lambda route: held.append(route))

    choose(
        page, *(file(f"{n}.jpg", picture_bytes(colour, SMALL)) for n, colour in enumerate(COLOURS))
    )

    expect(row(page, "0.jpg").get_by_role("progressbar")).to_be_visible()
    # Two at once; the others wait for their turn.
    expect(row(page, "2.jpg")).to_contain_text("Waits")
    assert len(held) == 2
    # Those that are held go on with it.
    page.unroute("**/image/upload/")
    expect(page.locator(".taken > [role=status]")).to_have_text("3 of 3 done", timeout=20_000)
    expect(page.locator(".taken progress:visible")).to_have_count(0)


def test_a_file_that_is_dropped_on_the_page_and_is_there_already_is_shown(page):
    image = make_image("teal", name="harbour.jpg")
    sign_in(page, make_user("Editor"))
    page.goto(LIBRARY)

    content = base64.b64encode(picture_bytes("teal", (400, 300))).decode()
    page.evaluate(DROPPED, ["again.jpg", content])

    expect(row(page, "harbour.jpg")).to_contain_text("Already here")
    row(page, "harbour.jpg").get_by_role("link").click()
    expect(page).to_have_url(f"{page.url.split('/admin')[0]}{LIBRARY}{image.pk}/change/")
    assert Image.objects.count() == 1


def test_a_picture_of_the_page_that_is_dragged_about_is_not_taken_in(page):
    make_image("teal", name="harbour.jpg")
    sign_in(page, make_user("Editor"))
    page.goto(LIBRARY)
    content = base64.b64encode(picture_bytes("red", SMALL)).decode()

    # Chromium hands over the picture as a file then, in a drag that no script can make.
    page.locator(".picture-card img").dispatch_event("dragstart")
    page.evaluate(DROPPED, ["thumbnail.webp", content])
    page.locator(".picture-card img").dispatch_event("dragend")
    page.evaluate(DROPPED, ["weir.jpg", content])

    expect(row(page, "weir.jpg")).to_contain_text("Taken in")
    expect(page.locator(".taken__file")).to_have_count(1)


def test_what_cannot_reach_the_desk_can_be_tried_again(page):
    sign_in(page, make_user("Editor"))
    page.goto(LIBRARY)
    page.route("**/image/upload/", lambda route: route.abort())
    choose(page, file("weir.jpg", picture_bytes("red", SMALL)))
    expect(row(page, "weir.jpg")).to_contain_text("could not be reached")
    page.unroute("**/image/upload/")

    row(page, "weir.jpg").get_by_role("button", name="Try again").click()

    expect(row(page, "weir.jpg")).to_contain_text("Taken in")
    assert Image.objects.get().name == "weir.jpg"


def test_a_file_that_is_too_large_is_not_sent(page, settings):
    settings.IMAGE_MAX_BYTES = 1_000_000
    sign_in(page, make_user("Editor"))
    page.goto(LIBRARY)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    choose(page, file("huge.jpg", b"\0" * 1_000_001))

    expect(row(page, "huge.jpg")).to_contain_text("larger than 1 MB")
    assert not any("upload" in url for url in asked)


def test_without_script_the_same_form_takes_several_in(chromium, live_server, page):
    user = make_user("Editor")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, user)
    plain.goto(LIBRARY)

    choose(plain, file("weir.jpg", picture_bytes("red", SMALL)), file("notes.jpg", b"no picture"))
    plain.get_by_role("button", name="Take in").click()

    expect(row(plain, "weir.jpg")).to_contain_text("Taken in")
    expect(row(plain, "notes.jpg")).to_contain_text("cannot be read as a picture")
    context.close()


def test_pictures_are_found_chosen_and_credited_by_the_keyboard(page):
    for colour, name, alt in (
        ("red", "a", "Boats"),
        ("blue", "b", "Boats"),
        ("teal", "c", "A hill"),
    ):
        make_image(colour, name=name, alt=alt)
    sign_in(page, make_user("Editor"))
    page.goto(LIBRARY)

    page.get_by_role("searchbox", name="Search").fill("boats")
    page.keyboard.press("Enter")
    expect(page.locator(".picture-card")).to_have_count(2)
    expect(page.get_by_role("button", name="Set the credit")).to_be_hidden()
    page.get_by_role("checkbox", name="Choose b").focus()
    page.keyboard.press("Space")
    expect(page.locator(".deeds [role=status]")).to_have_text("1 chosen")
    page.get_by_role("button", name="Choose all on this page").click()
    expect(page.locator(".deeds [role=status]")).to_have_text("2 chosen")
    page.get_by_label("Credit", exact=True).fill("Ada Marsh")
    page.keyboard.press("Enter")

    page.get_by_text("2 pictures were changed.").wait_for()
    expect(page.locator(".picture-card")).to_have_count(2)
    credits = dict(Image.objects.values_list("name", "credit"))
    assert credits == {"a": "Ada Marsh", "b": "Ada Marsh", "c": ""}


def test_unused_pictures_are_deleted_after_a_question(page):
    make_article(lead=make_image("red", name="Lead"))
    make_image("blue", name="Free")
    sign_in(page, make_user("Editor"))
    page.goto(LIBRARY)
    page.get_by_role("button", name="Choose all on this page").click()
    page.get_by_role("button", name="Delete those not used…").click()
    expect(page.get_by_text("1 picture is kept, since it is used")).to_be_visible()

    page.get_by_role("button", name="Delete for good").click()

    page.get_by_text("1 picture was deleted.").wait_for()
    assert Image.objects.get().name == "Lead"


@pytest.mark.looks
@pytest.mark.parametrize("width", [1440, 390])
def test_no_rule_of_access_is_broken_while_one_works(page, width):
    make_article(lead=make_image("red", name="Lead", alt=""))
    make_image("blue", name="Free", rights_until=timezone.localdate())
    sign_in(page, make_user("Editor"))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(LIBRARY)
    choose(page, file("weir.jpg", picture_bytes("olive", SMALL)), file("notes.jpg", b"no picture"))
    expect(row(page, "weir.jpg")).to_contain_text("Taken in")
    expect(row(page, "notes.jpg")).to_contain_text("cannot be read")
    page.get_by_text("Narrow down").click()
    page.get_by_role("button", name="Choose all on this page").click()

    working = broken_rules(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.get_by_role("button", name="Delete those not used…").click()
    page.get_by_role("button", name="Delete for good").wait_for()

    assert working == []
    assert overflow <= 0
    assert broken_rules(page) == []


def test_the_focal_point_is_moved_by_the_arrow_keys(page):
    image = make_image(size=(1_600, 1_000))
    sign_in(page, make_user("Editor"))
    page.goto(f"{LIBRARY}{image.pk}/change/")

    page.get_by_role("group", name="Focal point").focus()
    for key in ("ArrowLeft", "Shift+ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
    shown = page.locator(".cuts img").first.evaluate("cut => cut.style.objectPosition")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()

    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.39, 0.51)
    # Of 1600 pixels the square keeps 1000, and its middle is at 624: 124 of 600 are to its left.
    assert shown == "20.6667% 50%"


@pytest.mark.looks
def test_the_page_of_a_picture_breaks_no_rule_for_who_only_looks(page):
    image = make_image()
    sign_in(page, make_user("Writer"))

    page.goto(f"{LIBRARY}{image.pk}/change/", wait_until="networkidle")

    assert broken_rules(page) == []
