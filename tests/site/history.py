"""Stories with a history, and the pages that tell it."""

import re

from tests.make import hours, make_edition


def make_history(*bodies, kinds=(), begun=-100, **known):
    """A story printed once an hour with these bodies; its editions, the first at the beginning."""
    editions = [make_edition(body=bodies[0], live_from=hours(begun), headline="Boats", **known)]
    for n, body in enumerate(bodies[1:], start=1):
        kind = kinds[n - 1] if len(kinds) >= n else "update"
        edition = make_edition(
            article=editions[0].article,
            body=body,
            kind=kind,
            headline="Boats",
            live_from=hours(begun + n),
            **known,
        )
        editions.append(edition)
    return editions


def changes_of(edition, query=""):
    """Where the story's history is."""
    return f"{edition.address}changes/{query}"


def told(page):
    """The numbers of the versions that a page lists."""
    return [int(n) for n in re.findall(r'id="version-(\d+)"', page.text)]


def marked(page):
    """What a page shows as cut and as added."""
    text = re.sub(r'<span class="vh">[^<]*</span>', "", page.text)
    return re.findall(r"<del>(.*?)</del>", text), re.findall(r"<ins>(.*?)</ins>", text)
