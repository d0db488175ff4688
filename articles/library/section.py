"""Sections: the tree under which stories are filed."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.fields import no_control_characters

DEEPEST = 5


class Section(models.Model):
    """A place in the tree, with a public page at its path.

    `path` ("news/technology/ai") is what the slugs from the root spell; `place_section` keeps it.
    """

    parent = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    name = models.CharField(_("name"), max_length=80, validators=[no_control_characters])
    slug = models.SlugField(_("address"), max_length=60, help_text=_("Lower-case, no spaces."))
    description = models.TextField(
        _("description"), max_length=500, blank=True, validators=[no_control_characters]
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, validators=[MaxValueValidator(9_999)]
    )
    path = models.CharField(_("path"), max_length=320, unique=True, editable=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "slug"], name="section_slug_once_per_parent"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="section_not_in_itself"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        """The address of its page, with a slash at both ends."""
        return f"/{self.path}/"

    @property
    def depth(self) -> int:
        """1 for a section at the top."""
        return self.path.count("/") + 1


class SectionTree:
    """All sections, read with one query; `ordered` are those read already, each in its place."""

    def __init__(self, ordered=None):
        if ordered is None:
            ordered = Section.objects.order_by("position", "name")
        self._by_id = {section.pk: section for section in ordered}
        self._by_path = {section.path: section for section in self._by_id.values()}

    def get(self, pk: int | None) -> Section | None:
        """The section with this id, or None."""
        return self._by_id.get(pk)

    def at(self, path: str) -> Section | None:
        """The section with this path, or None."""
        return self._by_path.get(path.strip("/"))

    def everywhere(self) -> list[Section]:
        """Every section, in the order of the paths."""
        return [section for _path, section in sorted(self._by_path.items())]

    def trail(self, section: Section) -> list[Section]:
        """From the top of the tree down to `section`, which is the last."""
        parts = section.path.split("/")
        return [self._by_path["/".join(parts[: n + 1])] for n in range(len(parts))]

    def children(self, section: Section | None) -> list[Section]:
        """Those directly beneath `section`, or those at the top."""
        parent = section.pk if section else None
        return [child for child in self._by_id.values() if child.parent_id == parent]

    def beneath(self, section: Section) -> list[int]:
        """The ids of `section` and of all those below it, however deep."""
        path = f"{section.path}/"
        below = (pk for pk, each in self._by_id.items() if each.path.startswith(path))
        return [section.pk, *below]
