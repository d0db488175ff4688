"""Empty, enormous and hostile input: a clear word at its field, and nothing lost."""

import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Image, Section
from tests.desk.form import address_of, filled, text_of
from tests.desk.front import asked
from tests.desk.front import at as front_at
from tests.make import make_article, make_contributor, make_image, make_section, picture_bytes

SCRIPT = '<script>alert(1)</script><img src=x onerror="alert(1)">'
ODD = "\u202eevil\u202c \ufeff\u0000 😀 ﷽ Z̷̢̛a̸l̷g̵o̶"


def test_a_headline_of_ten_thousand_characters_is_refused_and_comes_back_whole(editor):
    long = "x" * 10_000

    answer = editor.post(address_of(), filled(headline=long, _save="1"))

    assert answer.status_code == 422
    assert "at most 200 characters (it has 10000)" in text_of(answer)
    assert long in answer.content.decode()


def test_a_story_of_a_megabyte_is_refused_and_comes_back_whole(editor):
    body = f"<p>{'word ' * 210_000}</p>"

    answer = editor.post(address_of(), filled(headline="Long", body=body, _save="1"))

    assert answer.status_code == 422
    assert "word word" in answer.content.decode()
    assert Article.objects.count() == 0


@pytest.mark.parametrize(
    "hostile", [SCRIPT, '"><svg onload=alert(1)>', "{{ settings.SECRET_KEY }}"]
)
def test_script_in_every_field_is_shown_as_text(editor, reader, hostile):
    author = make_contributor("Ada Marsh")
    section = make_section("news")
    fields = dict.fromkeys(
        ("headline", "standfirst", "lead_caption", "lead_credit", "seo_title"), hostile
    )
    posted = filled(
        takeaways=[hostile],
        credits=[(author, "author")],
        section=section.pk,
        slug="hostile",
        body=f"<p>Said.</p>{hostile}",
        seo_description=hostile,
        tags="Floods",
        **fields,
        _publish="1",
    )

    answer = editor.post(address_of(), posted, follow=True)

    pages = [answer.content.decode(), reader.get("/news/hostile/").text, reader.get("/").text]
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page
        assert "only-for-tests" not in page


def test_odd_unicode_and_nul_are_answered_with_a_word_and_never_a_fault(editor):
    for field in ("headline", "standfirst", "slug", "lead_caption", "seo_title", "tags"):
        answer = editor.post(address_of(), filled(**{field: ODD}, _save="1"))

        assert answer.status_code in {302, 422}, field


@pytest.mark.parametrize("typed", ["xx-invalid", "french", "f", "fr fr", "en-", "en-gb-x", "q1"])
def test_what_is_no_language_is_refused_at_its_field(editor, typed):
    answer = editor.post(address_of(), filled(headline="Dam", language=typed, _save="1"))

    assert answer.status_code == 422
    assert list(answer.context["adminform"].form.errors) == ["language"]
    assert f"“{typed}” is not the code of a language. Give one like “fr”" in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("ar", "ar"),
        ("pt-br", "pt-br"),
        ("EN_GB", "en-gb"),
        ("zh-Hant-HK", "zh-hant-hk"),
        ("es-419", "es-419"),
        ("de-1996", "de-1996"),
    ],
)
def test_a_language_is_kept_in_small_letters(editor, typed, kept):
    editor.post(address_of(), filled(headline="Dam", language=typed, _save="1"))

    assert Article.objects.get().language == kept


def test_a_tag_that_can_have_no_address_is_refused_at_its_field(editor):
    answer = editor.post(address_of(), filled(headline="Tagged", tags="Floods, ???", _save="1"))

    assert answer.status_code == 422
    assert "“???” cannot be a tag" in text_of(answer)


@pytest.mark.parametrize("tag", ["тест", "Ελλάδα", "قهوة", "日本", "Économie"])
def test_a_tag_may_be_written_in_any_script(editor, reader, tag):
    answer = editor.post(address_of(), filled(headline="Tagged", tags=tag, _save="1"))

    assert answer.status_code == 302
    assert list(Article.objects.get().tags.names()) == [tag]


@pytest.mark.parametrize("moment", ["2026-02-30T10:00", "2026-11-24 25:00", "2026-12-06T24:60"])
def test_a_time_that_no_clock_shows_is_told_at_its_field(editor, moment):
    story = make_article(headline="Due")

    article = editor.post(address_of(story), filled(story, due_at=moment, _save="1"))
    front = editor.post(front_at(), asked((1, story.pk, {"live_from": moment})))
    whole_site = editor.post("/admin/moment/", {"at": moment})

    for answer in (article, front, whole_site):
        assert answer.status_code == 422
    assert "valid date/time" in text_of(front)


def test_a_form_with_nonsense_in_its_hidden_fields_is_no_fault(editor):
    article = make_article(takeaways=["One"])
    nonsense = [
        {"seen_version": "x"},
        {"takeaways-TOTAL_FORMS": "x"},
        {"takeaways-TOTAL_FORMS": "99999999"},
        {"takeaways-0-id": "999999999999999999999"},
        {"credits-INITIAL_FORMS": "-1"},
        {"_overwrite": "x"},
        {"section": "999999"},
        {"lead_image": "' OR 1=1"},
    ]
    for fields in nonsense:
        answer = editor.post(address_of(article), filled(article, **fields, _save="1"))

        assert answer.status_code in {302, 422}, fields


def test_a_section_cannot_be_put_beneath_itself(editor):
    news = make_section("news")
    technology = make_section("news/technology")
    page = reverse("admin:articles_section_change", args=[news.pk])

    answer = editor.post(
        page, {"name": "News", "slug": "news", "parent": technology.pk, "position": "0"}
    )

    assert answer.status_code == 422
    assert "cannot stand within itself" in text_of(answer)
    assert Section.objects.get(pk=news.pk).parent is None


def test_two_sections_cannot_have_one_address(editor):
    make_section("news")

    answer = editor.post(
        reverse("admin:articles_section_add"),
        {"name": "News again", "slug": "news", "position": "0"},
    )

    assert answer.status_code == 422
    assert "belongs to another page" in text_of(answer)


def test_addresses_are_in_small_letters_however_they_are_typed(editor):
    article = make_article()

    editor.post(address_of(article), filled(article, slug="Budget-2026", _save="1"))
    editor.post(reverse("admin:articles_section_add"), {"name": "X", "slug": "Sky", "position": 0})

    article.refresh_from_db()
    assert article.slug == "budget-2026"
    assert Section.objects.filter(path="sky").exists()


def test_a_name_that_the_site_keeps_for_itself_is_no_section(editor):
    answer = editor.post(
        reverse("admin:articles_section_add"), {"name": "Admin", "slug": "admin", "position": "0"}
    )

    assert answer.status_code == 422
    assert "kept for the site itself" in text_of(answer)


def image_form(content, name="picture.jpg"):
    """What the image form posts."""
    upload = SimpleUploadedFile(name, content)
    return {"upload": upload, "name": "A name", "alt": "", "focal_x": "0.5", "focal_y": "0.5"}


def bomb():
    """A PNG whose header claims 50,000 × 50,000 pixels, in a few bytes."""

    def chunk(kind, body):
        crc = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + crc

    header = (50_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    start = b"\x89PNG\r\n\x1a\n"
    return (
        start + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.jpg", "empty"),
        (b"<html><script>alert(1)</script>", "page.jpg", "cannot be read as a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg", "cannot be read as a picture"),
        (picture_bytes()[:300], "cut.jpg", "cannot be read as a picture"),
        (bomb(), "bomb.png", "million pixels"),
    ],
)
def test_a_file_that_is_no_fit_picture_is_refused_at_its_field(editor, content, name, said):
    answer = editor.post(reverse("admin:articles_image_add"), image_form(content, name))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "A name" in answer.content.decode()
    assert Image.objects.count() == 0


def test_a_picture_is_taken_in_once_and_the_second_time_shown_as_it_is(editor):
    add = reverse("admin:articles_image_add")
    first = editor.post(add, image_form(picture_bytes()))
    image = Image.objects.get()

    second = editor.post(add, image_form(picture_bytes()) | {"name": "Another name"}, follow=True)

    assert first.status_code == 302
    assert second.redirect_chain[-1][0] == reverse("admin:articles_image_change", args=[image.pk])
    assert "was in the library already" in text_of(second)
    assert Image.objects.get().name == "A name"


def test_a_picture_that_another_form_asked_for_is_chosen_though_it_was_there_already(editor):
    image = make_image()
    form = image_form(picture_bytes("teal", (400, 300))) | {"_popup": "1"}

    answer = editor.post(reverse("admin:articles_image_add"), form)

    assert f"&quot;value&quot;: &quot;{image.pk}&quot;" in answer.content.decode()


def test_an_image_form_without_its_file_says_so(editor):
    answer = editor.post(
        reverse("admin:articles_image_add"), {"name": "A", "focal_x": "0.5", "focal_y": "0.5"}
    )

    assert answer.status_code == 422
    assert "Choose a picture file." in text_of(answer)


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:x/"])
def test_readers_are_led_to_no_other_site_by_a_withdrawal(editor, address):
    article = make_article()

    answer = editor.post(address_of(article), filled(article, moved_to=address, _withdraw="1"))

    assert answer.status_code == 422
    assert "Give an address of this site" in text_of(answer)
