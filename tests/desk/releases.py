"""A release at the desk, as tests make it, fill it and press its buttons."""

from django.urls import reverse
from django.utils import timezone

from articles.editions import press
from tests.desk.form import address_of, filled
from tests.make import make_article


def local(moment):
    """A moment as the browser's time input sends it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def post(client, story, **fields):
    """The page that a button of a story's form leads to."""
    return client.post(address_of(story), filled(story, **fields), follow=True)


def page_of(release):
    """The address of a release's page."""
    return reverse("admin:articles_release_change", args=[release.pk])


def press_button(client, release, **fields):
    """The page that a button of the release's page leads to, for someone who sees it as it is."""
    release.refresh_from_db()
    known = {"seen": release.version, **fields}
    return client.post(page_of(release), known, follow=True)


def waiting(release, **known):
    """An edition that goes with it."""
    article = make_article(**known)
    return press.print_edition(
        article.to_document(), article_id=article.pk, by=None, release=release.pk
    )
