"""Links with which someone without an account reads a draft, until they expire or are revoked."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk.article import Article
from articles.desk.permission import ask
from articles.text.refusal import Refusal

SALT = "newsroom.draft"
DAYS = (1, 3, 7, 30)
MOST = 20


class TooManyLinks(Refusal):
    """A story has as many links as anyone can look after."""

    field = "share_for"
    code = "too_many_links"


class DraftLinkQuerySet(models.QuerySet):
    """The desk's questions about links."""

    def open(self, at):
        """Those that still lead to their draft."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class DraftLink(models.Model):
    """A link to a story as it is saved at the time of reading. Its token is signed, not kept."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="draft_links")
    reader = models.CharField(_("for whom"), max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = DraftLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a draft")
        verbose_name_plural = _("links to drafts")
        ordering = ["-made_at"]
        default_permissions = ()

    def __str__(self):
        return f"{self.article_id}, until {self.expires_at:%Y-%m-%d %H:%M}"

    @property
    def token(self) -> str:
        """What stands in its address: nobody can make one without the site's secret."""
        return signing.Signer(salt=SALT).sign(str(self.pk))


def share(article: Article, *, by, days: int, reader: str = "") -> DraftLink:
    """Make a link that leads to the story's draft for so many days.

    Whoever may change the story may show it. Raises PermissionDenied, TooManyLinks.
    """
    ask(article.pk, by=by)
    now = timezone.now()
    if days not in DAYS:
        raise PermissionDenied
    if article.draft_links.open(now).count() >= MOST:
        raise TooManyLinks(_("This story has %d links already. Revoke one first.") % MOST)
    return DraftLink.objects.create(
        article=article, reader=reader, made_by=by, expires_at=now + timedelta(days=days)
    )


def unshare(link_id: int, *, article: Article, by) -> DraftLink:
    """End a link of the story at once. Raises PermissionDenied."""
    ask(article.pk, by=by)
    link = article.draft_links.filter(pk=link_id).first()
    if link is None:
        raise PermissionDenied
    DraftLink.objects.filter(pk=link_id, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by=by
    )
    return link


def shared(token: str, *, at) -> DraftLink | None:
    """The link of this token, if it leads anywhere at `at`. One query, none for what is forged."""
    try:
        pk = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return DraftLink.objects.open(at).select_related("article").filter(pk=pk).first()
