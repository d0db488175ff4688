"""In which part: chosen in the story itself with script, and on a page of its own without."""

import pytest

from articles.models import Feedback
from tests.make import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.looks]

BODY = "<p>Top.</p><h2>The vote</h2><p>a</p><h2>After</h2><p>b</p>"


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_says_in_which_part_the_story_let_them_down(chromium, live_server, script):
    story = make_edition(headline="Talks open", body=BODY)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=script)
    page = context.new_page()
    page.goto(story.address)

    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_text("In which part?").first.click()
    page.get_by_role("radio", name="After").check()
    page.get_by_role("button", name="Send to the desk").click()
    page.get_by_text("the part of the story that it is about").wait_for()

    assert page.url.endswith(story.address) is script
    assert Feedback.objects.get().part_heading == "After"
    context.close()
