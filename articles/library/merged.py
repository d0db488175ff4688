"""What a Document's numbers mean now: people and topics that have become one with others."""

from dataclasses import replace

from articles.library.contributor import Contributor
from articles.library.tag import MergedTag
from articles.text.document import Document


def as_merged(document: Document) -> Document:
    """The same story with the people and tags that stayed, each once. At most two queries."""
    people = {credit.contributor for credit in document.credits}
    now, tags = _people_now(people), _tags_now(document.tags)
    credits = (
        replace(each, contributor=now.get(each.contributor, each.contributor))
        for each in document.credits
    )
    return replace(
        document,
        credits=tuple(dict.fromkeys(credits)),
        tags=tuple(dict.fromkeys(tags.get(tag, tag) for tag in document.tags)),
    )


def _people_now(numbers) -> dict[int, int]:
    merged = Contributor.everyone.filter(pk__in=numbers, merged_into__isnull=False)
    return dict(merged.values_list("pk", "merged_into")) if numbers else {}


def _tags_now(numbers) -> dict[int, int]:
    merged = MergedTag.objects.filter(number__in=numbers)
    return dict(merged.values_list("number", "into")) if numbers else {}
