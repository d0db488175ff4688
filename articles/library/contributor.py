"""Contributors: the people who make stories, each with one public page."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.fields import no_control_characters, public_links


class Role(models.TextChoices):
    """What a contributor can have done for a story."""

    AUTHOR = "author", _("Author")
    EDITOR = "editor", _("Editor")
    PHOTOGRAPHER = "photographer", _("Photographer")
    ILLUSTRATOR = "illustrator", _("Illustrator")
    RESEARCHER = "researcher", _("Researcher")
    TRANSLATOR = "translator", _("Translator")


class ContributorManager(models.Manager):
    """The people there are: without those who turned out to be another of them."""

    def get_queryset(self):
        return super().get_queryset().filter(merged_into__isnull=True)


class Contributor(models.Model):
    """A person with a byline. Not a login, though it may belong to one.

    What stands here is looked up when a page is made, so a change shows on every story at once.
    Of one who has been merged into another only the number is left, which printed Documents hold.
    """

    name = models.CharField(_("name"), max_length=120, validators=[no_control_characters])
    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("The last part of /people/…/.")
    )
    role_line = models.CharField(
        _("role line"),
        max_length=120,
        blank=True,
        help_text=_("As under the name: “London-based reporter”."),
        validators=[no_control_characters],
    )
    bio = models.TextField(
        _("biography"), max_length=4_000, blank=True, validators=[no_control_characters]
    )
    portrait = models.ForeignKey(
        "articles.Image",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="portrait_of",
    )
    links = models.TextField(
        _("links"),
        max_length=2_000,
        blank=True,
        validators=[public_links, no_control_characters],
        help_text=_("One a line: an https:// or mailto: address, a space, and its name."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contributor",
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
        # Only of those that are: SQLite would look for all others by it, and then sort them.
        db_index=False,
    )

    objects = ContributorManager()
    # With those merged, for what asks by the number that a Document holds.
    everyone = models.Manager()  # noqa: DJ012 - a manager too, and the first must be the other

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name"]
        indexes = [
            models.Index(
                fields=["name", "id"],
                condition=models.Q(merged_into__isnull=True),
                name="contributor_by_name",
            ),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="contributor_by_merging",
            ),
        ]
        permissions = [("merge_contributor", "Can merge contributors")]

    def __str__(self):
        return self.name

    def named_links(self) -> list[tuple[str, str]]:
        """(name, address) of each link; one without a name is called by its address."""
        lines = filter(None, map(str.strip, self.links.splitlines()))
        parts = (line.split(maxsplit=1) for line in lines)
        return [(part[-1].removeprefix("mailto:"), part[0]) for part in parts]


class AuthorManager(ContributorManager):
    """Contributors who are credited as authors."""

    def get_queryset(self):
        return super().get_queryset().filter(credit__role=Role.AUTHOR).distinct()


class EditorManager(ContributorManager):
    """Contributors who are credited as editors."""

    def get_queryset(self):
        return super().get_queryset().filter(credit__role=Role.EDITOR).distinct()


class Author(Contributor):
    """A contributor seen as one who writes."""

    objects = AuthorManager()

    class Meta:
        proxy = True
        verbose_name = _("author")
        verbose_name_plural = _("authors")


class Editor(Contributor):
    """A contributor seen as one who edits."""

    objects = EditorManager()

    class Meta:
        proxy = True
        verbose_name = _("editor")
        verbose_name_plural = _("editors")
