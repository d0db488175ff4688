"""The Article: a story as the desk works on it, incomplete for as long as need be."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from modelsearch.index import FilterField, Indexed, SearchField
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from articles.desk.condition import ArticleQuerySet
from articles.editions.edition import INDEXED
from articles.fields import no_control_characters
from articles.library.contributor import Role
from articles.library.merged import as_merged
from articles.text import body as vocabulary
from articles.text import document as text
from articles.text.passage import Passages
from articles.text.wanted import folded


class TaggedArticle(ItemBase):
    """A tag of a working copy. What readers find by tag are listings of editions."""

    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE)
    tag = models.ForeignKey("taggit.Tag", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="article_tag_once")
        ]

    def __str__(self):
        return f"{self.tag_id} on {self.content_object_id}"


class Article(Indexed, models.Model):
    """The working copy. Readers never see it: they see the editions that were printed from it.

    How far it is and what is planned of it (`WORKFLOW`) is no part of its text: it is written by
    `workflow` alone, column by column, so that it never waits for a text nor buries one.
    """

    class State(models.TextChoices):
        """How far the working copy is; what readers see is for the editions to say."""

        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        APPROVED = "approved", _("Approved")

    class Priority(models.IntegerChoices):
        """How urgent the story is; the number puts the urgent first."""

        LOW = 1, _("Low")
        NORMAL = 2, _("Normal")
        HIGH = 3, _("High")
        URGENT = 4, _("Urgent")

    PLANNED = ("assignee", "due_at", "planned_for", "priority")
    WORKFLOW = ("state", *PLANNED)
    # What no save of the text writes.
    BESIDE = (*WORKFLOW, "talk")

    headline = models.CharField(
        _("headline"), max_length=200, blank=True, validators=[no_control_characters]
    )
    standfirst = models.TextField(
        _("standfirst"),
        max_length=600,
        blank=True,
        help_text=_("One or two sentences under the headline."),
        validators=[no_control_characters],
    )
    body = models.TextField(_("story"), max_length=900_000, blank=True)
    section = models.ForeignKey(
        "articles.Section",
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        # The indexes below begin with it, and with those whose own index is left out as well.
        db_index=False,
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        db_index=False,
        help_text=_(
            "The last part of the story's address. Left empty, it is made of the headline."
        ),
    )
    lead_image = models.ForeignKey(
        "articles.Image",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    lead_caption = models.CharField(
        _("caption"), max_length=400, blank=True, validators=[no_control_characters]
    )
    lead_credit = models.CharField(
        _("picture credit"), max_length=160, blank=True, validators=[no_control_characters]
    )
    tags = TaggableManager(
        _("tags"), through=TaggedArticle, blank=True, help_text=_("Parted by commas.")
    )
    related = models.ManyToManyField(
        "self",
        verbose_name=_("related stories"),
        blank=True,
        symmetrical=False,
        related_name="related_from",
    )
    seo_title = models.CharField(
        _("title for search engines"),
        max_length=120,
        blank=True,
        validators=[no_control_characters],
    )
    seo_description = models.CharField(
        _("description for search engines"),
        max_length=320,
        blank=True,
        validators=[no_control_characters],
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("Only where it differs from the site's, as a code like “fr”."),
    )
    history_closed = models.BooleanField(
        _("keep what changed from readers"),
        default=False,
        help_text=_("Otherwise the story's page tells each change of it that was not minor."),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_articles",
        db_index=False,
    )
    planned_for = models.DateField(
        _("planned for"),
        null=True,
        blank=True,
        help_text=_("The day on which it is to appear. It publishes nothing."),
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.NORMAL
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    # Rises with whatever is said about the story, see `talking`.
    talk = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="created_articles",
        db_index=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    # What the desk finds stories by, printed or not; readers search editions, which have an index
    # of their own outside the database, and within it entries that are told apart by their table.
    # The save that ends with a revision says when it is indexed, not the saving of a row.
    search_auto_update = False
    # Engines in the database rank by `title` and the rest together, in which the headline is again.
    search_fields = [
        SearchField("title", boost=10),
        SearchField("found_by_headline", boost=10),
        SearchField("found_by_standfirst", boost=4),
        SearchField("found_by_takeaways", boost=2),
        SearchField("found_by_body"),
        SearchField("found_by_address"),
        FilterField("id"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-saved_at"]
        indexes = [
            models.Index(fields=["-saved_at"], name="article_by_saving"),
            models.Index(fields=["state", "-saved_at"], name="article_by_state"),
            models.Index(fields=["section", "-saved_at"], name="article_by_section"),
            models.Index(fields=["assignee", "-saved_at"], name="article_by_assignee"),
            models.Index(fields=["created_by", "-saved_at"], name="article_by_beginning"),
            models.Index(fields=["priority", "-saved_at"], name="article_by_priority"),
            models.Index(fields=["planned_for", "-saved_at"], name="article_by_plan"),
            models.Index(fields=["due_at", "-saved_at"], name="article_by_due"),
            models.Index(fields=["headline"], name="article_by_headline"),
            # The search engine's entries name stories by their ids, written out.
            models.Index(Cast("id", models.CharField(max_length=50)), name="article_by_id_as_text"),
        ]
        permissions = [
            ("edit_any_article", "Can edit the stories of others"),
            ("approve_article", "Can approve stories"),
        ]

    def __str__(self):
        return self.headline or str(_("Untitled story"))

    @classmethod
    def get_indexed_objects(cls):
        """Every story, with its takeaways."""
        return cls.objects.prefetch_related("takeaways")

    def title(self) -> str:
        """What search engines call the headline."""
        return folded(self.headline)

    found_by_headline = title

    def found_by_standfirst(self) -> str:
        """The standfirst, as it is looked for."""
        return folded(self.standfirst)

    def found_by_takeaways(self) -> str:
        """The key points, as they are looked for."""
        return folded("\n".join(point.text for point in self.takeaways.all()))

    def found_by_body(self) -> str:
        """The body, as it is looked for: as much of it as an engine takes."""
        return folded(vocabulary.plain(self.body))[:INDEXED]

    def found_by_address(self) -> str:
        """The words of its address."""
        return self.slug.replace("-", " ")

    @property
    def images(self) -> set[int]:
        """Ids of all library images that the story shows. No query."""
        return {*vocabulary.images(self.body), *filter(None, [self.lead_image_id])}

    def to_document(self) -> text.Document:
        """The story as one value. Five queries."""
        lead = None
        if self.lead_image_id:
            lead = text.Lead(self.lead_image_id, self.lead_caption, self.lead_credit)
        return text.Document(
            headline=self.headline,
            slug=self.slug,
            standfirst=self.standfirst,
            body=self.body,
            takeaways=tuple(point.as_printed() for point in self.takeaways.all()),
            credits=tuple(
                text.Credit(credit.contributor_id, credit.role) for credit in self.credits.all()
            ),
            section=self.section_id,
            tags=tuple(self.tags.order_by("name").values_list("pk", flat=True)),
            lead=lead,
            related=tuple(self.related.order_by("pk").values_list("pk", flat=True)),
            seo_title=self.seo_title,
            seo_description=self.seo_description,
            language=self.language,
            history_closed=self.history_closed,
        )

    def take_document(self, document: text.Document) -> None:
        """Make the working copy say what `document` says. Call it within a transaction.

        Sets and saves everything but the version, which is for the caller to raise. People and
        tags that have been merged stand for those that stayed.
        """
        document = as_merged(document)
        lead = document.lead
        self.headline, self.standfirst = document.headline, document.standfirst
        self.slug, self.body = document.slug, document.body
        self.section_id = document.section
        self.lead_image_id = lead.image if lead else None
        self.lead_caption = lead.caption if lead else ""
        self.lead_credit = lead.credit if lead else ""
        self.seo_title, self.seo_description = document.seo_title, document.seo_description
        self.language, self.history_closed = document.language, document.history_closed
        self.save_text()
        self._take_takeaways(document)
        self.credits.all().delete()
        Credit.objects.bulk_create(
            Credit(article=self, position=n, contributor_id=each.contributor, role=each.role)
            for n, each in enumerate(document.credits)
        )
        TaggedArticle.objects.filter(content_object=self).delete()
        TaggedArticle.objects.bulk_create(
            TaggedArticle(content_object=self, tag_id=tag) for tag in document.tags
        )
        self.related.set(Article.objects.filter(pk__in=document.related))

    def save_text(self) -> None:
        """Write the columns of the text, and who saved it when."""
        columns = (field.name for field in self._meta.concrete_fields if not field.primary_key)
        self.save(update_fields=[name for name in columns if name not in self.BESIDE])

    def _take_takeaways(self, document: text.Document) -> None:
        """Those that the story has already are still checked against what they were checked by."""
        checked = {point.as_printed(): point.checked for point in self.takeaways.all()}
        passages = Passages(document.body)
        self.takeaways.all().delete()
        Takeaway.objects.bulk_create(
            Takeaway(
                article=self,
                position=n,
                text=point.text,
                anchor=point.anchor,
                quote=point.quote,
                checked=checked.get(point) or passages.digest_of(point),
            )
            for n, point in enumerate(document.takeaways)
        )


class Takeaway(models.Model):
    """A key point of a story, in its order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="takeaways")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.CharField(_("takeaway"), max_length=300, validators=[no_control_characters])
    anchor = models.SlugField(
        _("heading"),
        max_length=120,
        blank=True,
        db_index=False,
        help_text=_("The heading of the passage that bears it out, as in its address."),
    )
    quote = models.TextField(_("words of the story"), max_length=1_200, blank=True)
    # The digest of the passage as it was when someone last said that it bears the takeaway out.
    checked = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("takeaway")
        verbose_name_plural = _("key takeaways")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text

    def as_printed(self):
        """The takeaway as a Document has it."""
        return text.Takeaway(self.text, self.anchor, self.quote)

    @property
    def passage(self) -> str:
        """The passage, for those who only read."""
        return self.quote or self.anchor


class Credit(models.Model):
    """Who did what for a story; "By …" and "Edited by …" are read from it in its order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="credits")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    contributor = models.ForeignKey(
        "articles.Contributor", verbose_name=_("contributor"), on_delete=models.PROTECT
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.AUTHOR)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "role"], name="credit_once_per_role"
            )
        ]

    def __str__(self):
        return f"{self.contributor} ({self.get_role_display()})"
