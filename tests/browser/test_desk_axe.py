"""No screen of the desk breaks a rule of access that a machine can check, in light or in dark."""

import pytest

from articles.desk.workflow import plan as plan_story
from articles.editions.embargoing import hold
from articles.editions.press import print_edition
from articles.editions.releasing import plan
from articles.models import WordRule
from tests.browser.editing import sign_in
from tests.browser.test_axe import broken_rules
from tests.feedback.answers import make_report
from tests.make import make_article, make_edition, make_image, make_user, tomorrow

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def screens():
    """The address of each screen, with something to be seen on it."""
    edition = make_edition(headline="Gates shut", lead=make_image(), takeaways=["One"])
    make_edition(article=edition.article, live_from=tomorrow())
    story = f"articles/article/{edition.article_id}"
    models = ("article", "feedback", "image", "section", "contributor", "edition", "correction")
    release = plan("Budget day", at=tomorrow(), by=None)
    waiting, waits = make_article(headline="The budget"), make_article()
    plan_story(waits, by=make_user("Editor"), planned_for=tomorrow().date())
    hold(waiting.pk, until=release.at, by=None)
    document = waiting.to_document()
    print_edition(document, article_id=waiting.pk, by=None, release=release.pk)
    return [
        "",
        *(f"articles/{name}/" for name in models),
        "articles/redirect/",
        "articles/deed/",
        "auth/user/",
        "taggit/tag/",
        "articles/article/add/",
        f"{story}/change/",
        f"{story}/mend/",
        f"{story}/history/",
        f"{story}/history/compare/?a=live&b=copy",
        "articles/image/add/",
        f"articles/image/{edition.lead_image_id}/change/",
        "articles/section/add/",
        "articles/stylerule/",
        "articles/stylerule/add/",
        "articles/wordrule/",
        "articles/wordrule/many/",
        f"articles/edition/{edition.pk}/change/",
        "articles/release/",
        "articles/release/add/",
        f"articles/release/{release.pk}/change/",
        f"articles/article/{waiting.pk}/change/",
        f"articles/article/{waits.pk}/change/",
        "articles/article/calendar/",
        f"articles/article/calendar/?month={release.at:%Y-%m}",
        "articles/front/",
        "articles/checkrule/",
        "articles/redirect/add/",
        "articles/contributor/add/",
        "auth/user/add/",
        "go/?q=gates",
        "moment/",
        "notices/",
        "notices/choices/",
    ]


def test_no_screen_of_the_desk_breaks_a_rule(page, monkeypatch):
    sign_in(page, make_user("Administrator"))
    monkeypatch.setattr("articles.feedback.word_catch.FEWEST", 1)

    found = []
    for address in screens():
        page.goto(f"/admin/{address}", wait_until="networkidle")
        found += [f"{address} {broken}" for broken in broken_rules(page)]
    # Words that would have caught a lot are asked about.
    make_report(comment="The bus")
    page.goto("/admin/articles/wordrule/add/")
    page.get_by_label("Words:").fill("the")
    for box in (None, "Keep it all the same"):
        if box:
            found += [f"words {broken}" for broken in broken_rules(page)]
            page.get_by_label(box).check()
        with page.expect_navigation():
            page.get_by_role("button", name="Save", exact=True).click()

    assert "This would have caught 1 of the last 1 comment." in page.content()
    assert WordRule.objects.get().words == "the"
    assert found == []
