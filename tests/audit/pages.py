"""Every page of the served demo: those that links lead to, and those that none does."""

import re
from urllib.parse import urlsplit

from articles.demo.story import read_stories
from tests.audit.served import Wire
from tests.crawl import DOORS, Answer, crawl


def walk(site: str) -> tuple[dict[str, Answer], dict[str, Answer]]:
    """(pages by address, others by what they are)."""
    wire = Wire(site)
    pages = crawl(wire.get, site=site, doors=(*DOORS, "/search/?q=council", "/search/?q=zzzz"))
    story = a_story(pages)
    others = {"wrong": wire.get("/nothing/"), **_withdrawn(wire), **_answering(wire, story)}
    return pages, others


def a_story(pages: dict[str, Answer]) -> Answer:
    """The story that shows most of what stories can."""
    stories = [a for a in pages.values() if a.is_page and '"NewsArticle"' in a.text]
    return max(stories, key=lambda answer: len(answer.markup.components))


def a_section(pages: dict[str, Answer]) -> Answer:
    """The section with most in it, which the front page leads to."""
    tops = (a for a in pages.values() if a.is_page and re.fullmatch(r"/\w+/", a.address))
    sections = [a for a in tops if '"BreadcrumbList"' in a.text]
    return max(sections, key=lambda answer: len(answer.markup.links))


def _withdrawn(wire: Wire) -> dict[str, Answer]:
    gone = (story for story in read_stories() if "withdrawn_hours_ago" in story.known)
    return {story.slug: wire.get(f"/{story.known['section']}/{story.slug}/") for story in gone}


def _answering(wire: Wire, story: Answer) -> dict[str, Answer]:
    """The steps of the feedback, as in tests/paper.py."""
    vote = re.search(r'action="(/feedback/\d+/)"', story.text)[1]
    place = _led_to(wire.post(vote, vote="no"))
    steps = {"counted": wire.get(place), "refused": wire.post(vote, vote="perhaps")}
    steps["too many words"] = wire.post(place, comment="x" * 100_000)
    steps["sent"] = wire.get(_led_to(wire.post(place, comment="Which gate?")))
    return steps


def _led_to(answer: Answer) -> str:
    return urlsplit(answer.headers["Location"]).path
