"""What readers think, as it is seen: plots that say something, in any window and any light."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.editions.weekly import week_of
from articles.feedback.tally import Tally
from tests.browser.editing import sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints  # noqa: F401 - a fixture
from tests.make import hours, make_edition, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]

SHARES = (50, 80, 20, 90)


@pytest.fixture
def edition(page):
    """A story of two editions, with many votes in each of four weeks and a gap before them."""
    body = "<h2>The vote</h2><p>a</p>"
    first = make_edition(headline="Gates shut", body=body, live_from=hours(-24 * 90))
    second = make_edition(article=first.article, headline="Gates shut", live_from=hours(-24 * 15))
    rows = [("no", "the-vote", 6, 0), ("reason:wrong", "", 9, 0), ("reason:hard", "", 3, 0)]
    for weeks_ago, yes in enumerate(reversed(SHARES)):
        rows += [("yes", "", yes, weeks_ago), ("no", "", 100 - yes, weeks_ago)]
    for what, part, n, weeks_ago in rows:
        week = week_of(timezone.now()) - timedelta(weeks=weeks_ago)
        of = second if weeks_ago < 2 else first
        Tally.objects.create(edition=of, week=week, what=what, part=part, count=n, past=n)
    return second


@pytest.fixture(params=["numbers", "story"])
def address(request, edition):
    """Either page."""
    story = reverse("admin:story_numbers", args=[edition.article_id])
    return f"{reverse('admin:numbers')}?weeks=12" if request.param == "numbers" else story


def box(page, path):
    """Where something that is drawn is."""
    return page.locator(path).first.bounding_box()


def test_the_line_is_as_high_as_the_rates_are_and_the_table_says_the_same(page, address):
    sign_in(page, make_user("Moderator"))
    page.goto(address)

    plot, line = box(page, ".course__plot svg"), box(page, ".course__line")
    top = (line["y"] - plot["y"]) / plot["height"]
    bottom = (line["y"] + line["height"] - plot["y"]) / plot["height"]
    assert top == pytest.approx(0.1, abs=0.03)
    assert bottom == pytest.approx(0.8, abs=0.03)
    # The weeks before, in which nobody voted, are a gap.
    assert line["x"] > plot["x"] + plot["width"] * 0.4
    expect(page.get_by_role("img", name="Share of Yes by week")).to_be_visible()
    table = page.locator(".behind table").first
    expect(table).to_be_hidden()
    page.get_by_text("The same as a table").click()
    expect(table.locator("tbody tr").first).to_contain_text("90 % of 100 (95 % interval: 83–94 %)")


def test_nothing_runs_over_and_no_rule_of_access_is_broken(page, address, complaints):  # noqa: F811
    sign_in(page, make_user("Moderator"))

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        page.get_by_text("The same as a table").click()
        assert [width for width in (390, 1440) if runs_over(page, width)] == []
        assert broken_rules(page) == []


def test_one_goes_from_the_queue_to_the_paper_to_a_story_and_sees_what_an_edit_did(page, edition):
    sign_in(page, make_user("Moderator"))
    page.goto(reverse("admin:articles_feedback_changelist"))

    page.get_by_role("link", name="What readers think").first.click()
    page.get_by_label("Time").select_option("12 weeks")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Gates shut").first.click()

    change = page.locator(".change")
    expect(change).to_contain_text("Edition 1")
    expect(change).to_contain_text("Edition 2")
    expect(change).to_contain_text("The intervals overlap: the difference may be chance.")
    left, right = (change.locator(".interval__rate").nth(n).bounding_box() for n in (0, 1))
    assert left["y"] == pytest.approx(right["y"], abs=1)
