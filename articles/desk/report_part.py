"""The part of a story that a report is about: as its reader saw it, and what became of it since."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.feedback.feedback import Feedback
from articles.feedback.parts import TOP
from articles.text.blocks import Block, blocks_of
from articles.text.body import HEADING, headings
from articles.text.document import Document


@dataclass(frozen=True)
class PartShown:
    """A part by its heading, and the blocks of its text as they were read.

    `old` and `new` hold it alone, to be compared; else `why` says why there are not two.
    """

    heading: str
    blocks: tuple[Block, ...]
    old: Document | None = None
    new: Document | None = None
    why: str = ""


def part_shown(
    report: Feedback, *, read: Document | None, now: Document | None
) -> PartShown | None:
    """The part that the reader named, of the text that was read and the one that is live; None for
    the whole story, and for a part whose text is not there any more.
    """
    body = _part(read.body, report.part_anchor) if read and report.part_anchor else None
    if body is None:
        return None
    heading = report.part_heading
    blocks = tuple(each for each in blocks_of(body) if each.tag != "h2")
    if now is None:
        return PartShown(heading, blocks)
    new = _part(now.body, report.part_anchor)
    if new is None:
        return PartShown(heading, blocks, why=_("The story has no such part any more."))
    if new == body:
        return PartShown(heading, blocks, why=_("This part reads so still."))
    return PartShown(heading, blocks, old=Document(body=body), new=Document(body=new))


def _part(body: str, anchor: str) -> str | None:
    """The HTML from the heading with that anchor down to the next part."""
    starts = list(_starts(body))
    ends = [start for _anchor, start in starts[1:]] + [len(body)]
    for (name, start), end in zip(starts, ends, strict=True):
        if name == anchor:
            return body[start:end]
    return None


def _starts(body: str) -> Iterator[tuple[str, int]]:
    """(anchor, where it begins) of each part, the beginning among them."""
    yield TOP, 0
    for heading, found in zip(headings(body), HEADING.finditer(body), strict=True):
        if heading.level == 2:
            yield heading.anchor, found.start()
