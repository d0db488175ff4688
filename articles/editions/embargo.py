"""Embargoes: until a moment a story has no page, whatever was printed of it.

The press prints nothing that would begin earlier. Reading asks again: what is under embargo is left
out of each page and list by the query that finds it, so that no row can be read too early, by
whatever way it came to be there.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Min, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.text.refusal import Refusal


class EmbargoStands(Refusal):
    """An edition would begin while its story is under embargo."""

    field = "print_at"
    code = "embargo_stands"


class EmbargoQuerySet(models.QuerySet):
    """The questions that are asked of embargoes; time is always a parameter."""

    def holding(self, at):
        """Those that keep their stories from readers at `at`: set by then, not over, not lifted."""
        lifted_later = Q(lifted_at__isnull=True) | Q(lifted_at__gt=at)
        return self.filter(lifted_later, set_at__lte=at, until__gt=at)

    def ending(self, since, until):
        """Those that nobody has lifted and that end within these moments, the first included."""
        return self.filter(lifted_at__isnull=True, until__gte=since, until__lt=until)

    def next_end(self, after):
        """When the next of those ends that nobody has lifted, or None."""
        waiting = self.filter(lifted_at__isnull=True, until__gt=after)
        return waiting.aggregate(next=Min("until"))["next"]

    def of(self, article_id, *, after):
        """The one of a story that nobody has lifted, if it ends after that moment; or None."""
        found = self.filter(article_id=article_id, lifted_at__isnull=True, until__gt=after)
        return found.select_related("set_by").order_by("-until").first()


class Embargo(models.Model):
    """Until when a story may have no page. Rows stay: one that is moved is lifted, and set anew."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="embargoes"
    )
    until = models.DateTimeField(gettext_lazy("until"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(gettext_lazy("reason"), max_length=300, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lifted_why = models.CharField(max_length=300, blank=True)

    objects = EmbargoQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("embargo")
        verbose_name_plural = gettext_lazy("embargoes")
        # Setting one goes with the right to publish; rows are never changed or deleted by hand.
        default_permissions = ()
        permissions = [("lift_embargo", "Can lift embargoes")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("set_at")), name="embargo_ends_after_it_is_set"
            ),
        ]
        indexes = [models.Index(fields=["until"], name="embargo_by_end")]

    def __str__(self):
        return f"{self.article_id}, until {self.until:%Y-%m-%d %H:%M}"


def told(moment) -> str:
    """A moment with its zone: those who wait for it may live in another."""
    zone = timezone.get_current_timezone_name()
    return f"{date_format(localtime(moment), 'DATETIME_FORMAT')} ({zone})"


def ask(article_id: int, *, at) -> None:
    """Whether an edition with a text may begin at `at`. Raises EmbargoStands."""
    if found := Embargo.objects.of(article_id, after=at):
        raise EmbargoStands(words_of(found.until))


def words_of(until) -> str:
    """What is said to whoever would publish before that."""
    return _(
        "The story is under embargo until %s. Choose that time or a later one, or have the "
        "embargo lifted."
    ) % told(until)
