"""Rights by section: on which parts of the paper an account works."""

from collections.abc import Set

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.library.section import Section
from articles.text.refusal import Refusal


class NotMySection(Refusal):
    """A story is to be filed where its editor does not work."""

    field = "section"
    code = "not_my_section"


class SectionRight(models.Model):
    """An account works on a section and on all beneath it; one without a row works everywhere."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="section_rights"
    )
    # Not CASCADE: whoever lost their last row that way would work everywhere.
    section = models.ForeignKey(
        Section, verbose_name=gettext_lazy("section"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = gettext_lazy("section to work on")
        verbose_name_plural = gettext_lazy("sections to work on")
        ordering = ["section__path"]
        constraints = [
            models.UniqueConstraint(fields=["account", "section"], name="section_right_once")
        ]

    def __str__(self):
        return str(self.section)


def sections_of(account) -> Set[int] | None:
    """The ids of all sections on which this account works, None if it works on the whole paper.

    One query for each time that the account is read; like its roles they are then kept with it.
    """
    if not hasattr(account, "_sections"):
        # “news/city/” begins with “news/”, and so does “news/” itself.
        here = Concat(OuterRef("path"), Value("/"), output_field=models.CharField())
        held = SectionRight.objects.filter(account=account.pk).alias(here=here)
        above = held.filter(here__startswith=Concat("section__path", Value("/")))
        account._sections = frozenset(
            Section.objects.filter(Exists(above)).order_by().values_list("pk", flat=True)
        )
    return account._sections or None


def works_on(account, section_id: int | None) -> bool:
    """Whether that section is among those of this account; None is the whole paper."""
    sections = sections_of(account)
    return sections is None or section_id in sections


def ask_to_file(section_id: int | None, *, by, before: int | None) -> None:
    """Raise NotMySection if they may not file there; where the story stands already it may stay."""
    if section_id == before or works_on(by, section_id):
        return
    if section_id is None:
        raise NotMySection(_("Choose one of your sections: this story may not be left without."))
    name = Section.objects.values_list("name", flat=True).get(pk=section_id)
    known = {"section": name}
    raise NotMySection(
        _("You do not work on “%(section)s”. Choose one of your own sections.") % known
    )
