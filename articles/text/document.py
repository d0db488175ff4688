"""The Document: one value for a story's text, the same at the desk, in history and in print.

It holds text as printed and the ids of what is shared (people, sections, tags, images, related
stories); names and addresses of those are looked up when a page is made.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from articles.text import body as vocabulary
from articles.text.words import count_words

SCHEMA = 1


@dataclass(frozen=True)
class Takeaway:
    """A key point, and the passage that bears it out, if any.

    `anchor` names a heading, beneath which it stands; or `quote` has the very words.
    """

    text: str
    anchor: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Credit:
    """Who (id of a contributor) did what (a role's code)."""

    contributor: int
    role: str


@dataclass(frozen=True)
class Lead:
    """The lead image: id in the library, and the words beneath it in this story."""

    image: int
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Document:
    """A whole story. Ids refer to the library; `body` is HTML of the house's vocabulary."""

    headline: str = ""
    slug: str = ""
    standfirst: str = ""
    body: str = ""
    takeaways: tuple[Takeaway, ...] = ()
    credits: tuple[Credit, ...] = ()
    section: int | None = None
    tags: tuple[int, ...] = ()
    lead: Lead | None = None
    related: tuple[int, ...] = ()
    seo_title: str = ""
    seo_description: str = ""
    language: str = ""
    # Whether what changed in it is kept from readers.
    history_closed: bool = False

    def to_json(self) -> dict[str, object]:
        """Plain values for a JSON column, with the number of the schema.

        Fields that came later and say nothing are left out, so that digests stay what they were.
        """
        # Not by `asdict`, which copies whatever it meets: that takes five times as long.
        takeaways = tuple(dict(vars(each)) for each in self.takeaways)
        for takeaway in takeaways:
            _leave_out(takeaway, "quote")
        stored = dict(vars(self))
        stored["takeaways"] = takeaways
        stored["credits"] = tuple(dict(vars(each)) for each in self.credits)
        stored["lead"] = dict(vars(self.lead)) if self.lead else None
        _leave_out(stored, "history_closed")
        return {"schema": SCHEMA, **stored}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Document":
        """The Document that `to_json` stored. Fields that it lacks take their defaults.

        `stored` is what a JSON column gives. Raises ValueError for a schema newer than this code.
        """
        if stored.get("schema", 0) > SCHEMA:
            raise ValueError(f"document schema {stored['schema']} is newer than {SCHEMA}")
        known = {name: stored[name] for name in cls.__dataclass_fields__ if name in stored}
        known["takeaways"] = tuple(Takeaway(**item) for item in known.get("takeaways", ()))
        known["credits"] = tuple(Credit(**item) for item in known.get("credits", ()))
        known["tags"] = tuple(known.get("tags", ()))
        known["related"] = tuple(known.get("related", ()))
        if known.get("lead"):
            known["lead"] = Lead(**known["lead"])
        return cls(**known)

    @property
    def sha256(self) -> str:
        """Hex digest of the canonical JSON: equal documents, equal digests."""
        canonical = json.dumps(
            self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(canonical.encode()).hexdigest()

    def cleaned(self) -> "Document":
        """The same story with a body of nothing but the vocabulary."""
        return replace(self, body=vocabulary.clean(self.body))

    @property
    def words(self) -> int:
        """Words of all that is read: headline, takeaways and body."""
        points = " ".join(point.text for point in self.takeaways)
        return count_words(f"{self.headline} {points} {vocabulary.plain(self.body)}")

    def credited(self, role: str) -> tuple[int, ...]:
        """Ids of the contributors with `role`, in their order."""
        return tuple(credit.contributor for credit in self.credits if credit.role == role)

    @property
    def images(self) -> tuple[int, ...]:
        """Ids of all library images that the story shows, the lead first, each once."""
        lead = [self.lead.image] if self.lead else []
        return tuple(dict.fromkeys(lead + vocabulary.images(self.body)))


def _leave_out(stored: dict[str, object], name: str) -> None:
    if not stored[name]:
        del stored[name]
