"""The hands of someone at the desk, who signs in and writes."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

# Some 20 ms after it got the focus, the editor sets the selection anew: keys pressed before that,
# as no hand presses them, act at a place that is not the one clicked.
EDITOR_IS_READY = 150


def sign_in(page, user):
    """Sign in without the form, which costs half a second."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value}
    page.context.add_cookies([cookie | {"domain": "localhost", "path": "/"}])


def click_into_story(page, place, **where):
    """Click at a place of the story; from then on keys are heard."""
    place.click(**where)
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.wait_for_timeout(EDITOR_IS_READY)


def open_panel(page, name):
    """Bring a panel beside the story forward."""
    page.get_by_role("tab", name=name).click()
