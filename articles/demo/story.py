"""A demo story as its file has it: TOML between lines of +++, then the body."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
STORIES = HERE / "stories"


@dataclass(frozen=True)
class Story:
    """One file of stories/; `known` is its front matter."""

    slug: str
    known: dict
    body: str

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


def with_images(body: str, ids: dict[str, int]) -> str:
    """The body with the ids of images in place of the pictures' names."""
    return re.sub(r'data-image="([a-z]+)"', lambda m: f'data-image="{ids[m[1]]}"', body)
