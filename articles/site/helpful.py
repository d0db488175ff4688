"""The question beneath a story: was this article helpful?"""

from dataclasses import dataclass

from django.conf import settings

from articles.editions.edition import Edition
from articles.site.addresses import way_to
from articles.text.trap import trap_name


@dataclass(frozen=True)
class Question:
    """Where its answers go, and the field that people do not see; for all readers the same."""

    url: str
    trap: str

    @classmethod
    def under(cls, edition: Edition) -> "Question":
        """The question as it stands beneath that edition."""
        url = way_to("feedback:vote", edition.pk)
        return cls(url, trap_name(url, secret=settings.SECRET_KEY))
