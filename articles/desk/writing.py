"""The editor of a story's body, as a form field."""

import json

from django import forms
from django.conf import settings
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import prose_editor_base_media
from js_asset import ImportMap, Script
from js_asset import Media as ScriptMedia

from articles.desk.article import Article
from articles.text.body import clean
from articles.text.embed import KINDS

# Reading so many of them in one paragraph takes a fifth of a second, and ten times as many twelve.
MOST_REFERENCES = 100_000
PARTS = (
    "anchors",
    "arrivals",
    "dialogs",
    "holding",
    "left",
    "later",
    "links",
    "nodes",
    "outline",
    "passages",
    "paste",
    "pictures",
    "players",
    "quotes",
    "seek",
    "slash",
    "style",
    "suggest",
    "toolbar",
)
MODULES = ImportMap({f"newsroom/{part}": f"desk/{part}.js" for part in PARTS})


# Which addresses can play in a story, for the editor.
PLAYED = [[kind.hosts, kind.path, kind.field, kind.value] for kind in KINDS]


class BodyWidget(forms.Textarea):
    """A textarea that becomes the editor; without script it is a textarea with the HTML."""

    def __init__(self):
        super().__init__(
            {
                "rows": 30,
                "data-django-prose-editor-story": "",
                "data-label": _("Story"),
                "data-tools": _("Tools of the story"),
                "data-rate": settings.READING_RATE,
                "data-language": settings.LANGUAGE_CODE,
                "data-players": json.dumps(PLAYED),
                "data-style": reverse_lazy("admin:articles_article_style"),
            }
        )

    @property
    def media(self):
        """The editor's modules and looks; ours last."""
        return prose_editor_base_media + ScriptMedia(
            importmap=MODULES,
            css={"all": ["desk/editor.css"]},
            js=[Script(f"desk/{name}.js", type="module") for name in ("editor", "lead", "tags")],
        )


class BodyField(forms.CharField):
    """A story's body: whatever is typed or pasted, reduced to the vocabulary."""

    widget = BodyWidget

    def clean(self, value):
        """The cleaned HTML. What is hopelessly long is refused before it is read."""
        html, most = super().clean(value) or "", Article._meta.get_field("body").max_length
        if len(html) > most:
            raise forms.ValidationError(
                _("The story has %(has)d characters, and %(most)d at most fit. Part it in two."),
                code="too_long",
                params={"has": len(html), "most": most},
            )
        if html.count("&") > MOST_REFERENCES:
            raise forms.ValidationError(
                _("The story holds %(has)d “&” signs, more than can be read. Take some out."),
                code="too_many_references",
                params={"has": html.count("&")},
            )
        return clean(html)

    def has_changed(self, initial, data):
        """Whether the story differs, however the editor may write it."""
        return super().has_changed(initial, data) and clean(initial or "") != clean(data or "")


def body_field(*, label) -> BodyField:
    """The field of the writing form."""
    return BodyField(label=label, required=False)
