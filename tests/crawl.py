"""A walk over every page of a site, by all links of its pages, feeds and maps; and what to fault.

It asks through a function, so that tests walk within their own process and `make audit` over the
wire.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

# What a site offers to whoever knows no link of it yet.
DOORS = ("/", "/robots.txt")
# A search can be narrowed for ever: what asks for more than so many things is not walked.
MOST_ASKED = 2
# What these rel values of <link> name is fetched with the page.
FETCHED = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest"}


@dataclass(frozen=True)
class Link:
    """An address that a page names, to be followed or told; or to be fetched along with it."""

    address: str
    is_fetched: bool = False


@dataclass
class Markup(HTMLParser):
    """What must be known of a page's HTML to fault it."""

    source: str
    language: str = ""
    title: str = ""
    robots: str = ""
    canonicals: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    images: list[dict] = field(default_factory=list)
    structured: list[str] = field(default_factory=list)
    components: set[str] = field(default_factory=set)

    def __post_init__(self):
        super().__init__()
        self._text_of = ""
        self.feed(self.source)

    def handle_starttag(self, tag, attrs):
        known = {name: value or "" for name, value in attrs}
        self._text_of = known.get("type", "") if tag == "script" else tag
        if self._text_of == "application/ld+json":
            self.structured.append("")
        self.components |= {f"{tag}.{each}" for each in known.get("class", "").split()} | {tag}
        if known.get("id"):
            self.ids.append(known["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if reader := getattr(self, f"_{tag}", None):
            reader(known)
        for name in ("src", "poster", "data"):
            if known.get(name):
                self._fetched(known[name])
        for candidate in filter(None, map(str.strip, known.get("srcset", "").split(","))):
            self._fetched(candidate.split()[0])

    def handle_endtag(self, tag):
        self._text_of = ""

    def handle_data(self, text):
        # It may come in pieces.
        if self._text_of == "title":
            self.title += text
        elif self._text_of == "application/ld+json":
            self.structured[-1] += text

    def _fetched(self, address):
        self.links.append(Link(address, is_fetched=True))

    def _html(self, known):
        self.language = known.get("lang", "")

    def _a(self, known):
        if "href" in known:
            self.links.append(Link(known["href"]))

    _area = _a

    def _img(self, known):
        self.images.append(known)

    def _link(self, known):
        relations = set(known.get("rel", "").split())
        if "canonical" in relations:
            self.canonicals.append(known.get("href", ""))
        self.links.append(Link(known.get("href", ""), is_fetched=bool(relations & FETCHED)))

    def _meta(self, known):
        if known.get("name") == "robots":
            self.robots = known.get("content", "")
        elif known.get("property") in {"og:image", "og:url"}:
            self.links.append(Link(known.get("content", "")))


@dataclass(frozen=True)
class Answer:
    """What a site answered at an address; `templates` are those that it was made of, if known."""

    address: str
    status: int
    kind: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    templates: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.kind.startswith("text/html")

    @cached_property
    def markup(self) -> Markup:
        """The page's HTML, read."""
        return Markup(self.text)

    @property
    def is_indexed(self) -> bool:
        """Whether machines are to keep it: a page that is there and does not say otherwise."""
        told = self.markup.robots + self.headers.get("X-Robots-Tag", "")
        return self.status == 200 and "noindex" not in told


def crawl(
    ask: Callable[[str], Answer], *, site: str, doors: Iterable[str] = DOORS, most: int = 5_000
) -> dict[str, Answer]:
    """Every answer of the site at `site` that its doors lead to, by address ("/news/?older=…")."""
    found: dict[str, Answer] = {}
    waiting = list(doors)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        if len(found) >= most:
            raise RecursionError(f"more than {most} addresses; the last are {waiting[-3:]}")
        found[address] = answer = ask(address)
        waiting += [place for place in own_places(answer, site=site) if place not in found]
    return found


def own_places(answer: Answer, *, site: str) -> set[str]:
    """The addresses of this site that an answer names, without fragments."""
    places = {place_of(link.address, answer, site=site)[0] for link in links_of(answer, site=site)}
    return {place for place in places if place and place.count("&") < MOST_ASKED}


def links_of(answer: Answer, *, site: str) -> list[Link]:
    """All links of a page, a stylesheet, a feed, a sitemap or robots.txt."""
    if answer.is_page:
        told = " ".join(answer.markup.structured)
        names = re.findall(rf'"({re.escape(site)}[^"]*)"', told)
        # The fragment of an @id is a name for machines and no place on the page.
        return answer.markup.links + [Link(name.split("#")[0]) for name in names]
    if "xml" in answer.kind:
        text = answer.text.replace("&amp;", "&")
        text = re.sub(r"<guid[^>]*isPermaLink=.false.[^>]*>[^<]*</guid>", "", text)
        named = re.findall(rf"{re.escape(site)}/[^\s<>\"'\])]*", text)
        # A feed comes in three forms, of which pages name but one.
        name = answer.address.removesuffix(".rss")
        forms = [] if name == answer.address else [f"{name}.atom", f"{name}.json"]
        return [Link(each) for each in (*named, *forms)]
    if answer.kind.startswith("text/css"):
        named = re.findall(r"url\(['\"]?([^'\")]+)", answer.text)
        return [Link(each, is_fetched=True) for each in named]
    if answer.address == "/robots.txt":
        return [Link(each) for each in re.findall(r"(?m)^Sitemap:\s*(\S+)", answer.text)]
    return []


def place_of(link: str, answer: Answer, *, site: str) -> tuple[str, str]:
    """(address on this site, fragment) of a link on a page; the address is "" elsewhere."""
    whole = urlsplit(urljoin(site + answer.address, link.strip()))
    if f"{whole.scheme}://{whole.netloc}" != site:
        return "", ""
    query = f"?{whole.query}" if whole.query else ""
    # What follows is told to the browser alone: words to mark, not a place with an id.
    return f"{whole.path}{query}", unquote(whole.fragment.split(":~:")[0])


def faults(found: dict[str, Answer], *, site: str) -> list[str]:
    """What is wrong with the pages of a walk, a line each; none is as it should be."""
    complaints = []
    for answer in found.values():
        complaints += _faults_of_links(answer, found, site=site)
        if answer.is_page:
            complaints += [f"{answer.address} {each}" for each in faults_of_page(answer)]
            complaints += _faults_of_canonical(answer, found, site=site)
    titles = Counter(a.markup.title for a in found.values() if a.is_page and a.is_indexed)
    complaints += [f"{n} pages have the title {title!r}" for title, n in titles.items() if n > 1]
    return sorted(complaints)


def _faults_of_links(answer: Answer, found: dict[str, Answer], *, site: str) -> list[str]:
    complaints = []
    for link in links_of(answer, site=site):
        place, fragment = place_of(link.address, answer, site=site)
        there = found.get(place)
        if link.is_fetched and not place and not link.address.startswith("data:"):
            complaints.append(f"{answer.address} fetches {link.address} from elsewhere")
        elif there and there.status != 200:
            complaints.append(f"{answer.address} leads to {place}, which answers {there.status}")
        elif there and fragment and there.is_page and fragment not in there.markup.ids:
            complaints.append(f"{answer.address} leads to {place}#{fragment}, which is not there")
    return sorted(set(complaints))


def faults_of_page(answer: Answer) -> list[str]:
    """What is wrong with a page by itself, whatever stands around it."""
    page, complaints = answer.markup, []
    if not page.language:
        complaints.append("names no language")
    if not page.title:
        complaints.append("has no title")
    if page.headings.count(1) != 1:
        complaints.append(f"has {page.headings.count(1)} headings of the first level")
    steps = zip([0, *page.headings], page.headings, strict=False)
    complaints += [f"goes from h{above} to h{below}" for above, below in steps if below > above + 1]
    twice = [name for name, n in Counter(page.ids).items() if n > 1]
    complaints += [f"has the id {name!r} more than once" for name in twice]
    for image in page.images:
        lacking = {"alt", "width", "height"} - image.keys()
        complaints += [f"shows {image.get('src')} without its {each}" for each in sorted(lacking)]
    for text in page.structured:
        try:
            json.loads(text)
        except ValueError as problem:
            complaints.append(f"has structured data that cannot be read: {problem}")
    return complaints


def _faults_of_canonical(answer: Answer, found: dict[str, Answer], *, site: str) -> list[str]:
    if not answer.is_indexed:
        return []
    if len(answer.markup.canonicals) != 1:
        return [f"{answer.address} has {len(answer.markup.canonicals)} canonical addresses"]
    (canonical,) = answer.markup.canonicals
    place, _fragment = place_of(canonical, answer, site=site)
    if not canonical.startswith(site) or place not in found:
        return [f"{answer.address} calls itself {canonical}, which is no page of this site"]
    if place != answer.address and "?" not in answer.address:
        return [f"{answer.address} calls itself {canonical}"]
    return []


def representatives(answers: Iterable[Answer]) -> list[Answer]:
    """As few pages as show every template and every component that any page shows."""
    pages = [answer for answer in answers if answer.is_page]
    parts = [{answer.status} | answer.templates | answer.markup.components for answer in pages]
    missing, chosen = set().union(*parts), []
    while missing:
        best = max(range(len(pages)), key=lambda n: len(parts[n] & missing))
        chosen.append(pages[best])
        missing -= parts[best]
    return chosen
