"""A demo story as its file has it: TOML between lines of +++, then the body."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from articles.text.document import Document

HERE = Path(__file__).parent
STORIES = HERE / "stories"


@dataclass(frozen=True)
class Later:
    """A later edition of a story; `changes` are pairs of words, as they are now and were before."""

    hours_after: float
    changes: tuple[tuple[str, str], ...]
    kind: str = ""
    note: str = ""
    correction: str = ""


@dataclass(frozen=True)
class Story:
    """One file of stories/; `known` is its front matter."""

    slug: str
    known: dict
    body: str

    @property
    def later(self) -> list["Later"]:
        """What was done to it after it was first published, in order."""
        return [Later(**each) for each in self.known.get("later", ())]

    @property
    def age(self) -> float:
        """Hours since it was first published; negative for one that is scheduled."""
        return self.known.get("hours_ago", -self.known.get("hours_ahead", 0))


def read_stories() -> list[Story]:
    """All stories, the oldest first."""
    stories = [_read(path) for path in sorted(STORIES.glob("*.html"))]
    return sorted(stories, key=lambda story: -story.age)


def read_table(name: str) -> dict:
    """people.toml or sections.toml."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _read(path: Path) -> Story:
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return Story(path.stem, tomllib.loads(front), body.strip())


def undone(document: Document, changes: Iterable[tuple[str, str]]) -> Document:
    """The document as it was before these changes. Raises ValueError for one that is not in it."""
    for now, before in changes:
        earlier = replace(
            document,
            headline=document.headline.replace(now, before),
            standfirst=document.standfirst.replace(now, before),
            body=document.body.replace(now, before),
            takeaways=tuple(
                replace(
                    point,
                    text=point.text.replace(now, before),
                    quote=point.quote.replace(now, before),
                )
                for point in document.takeaways
            ),
        )
        if earlier == document:
            raise ValueError(f"“{now}” is nowhere in {document.slug}")
        document = earlier
    return document


def with_images(body: str, ids: dict[str, int]) -> str:
    """The body with the ids of images in place of the pictures' names."""
    return re.sub(r'data-image="([a-z]+)"', lambda m: f'data-image="{ids[m[1]]}"', body)
