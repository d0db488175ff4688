"""Where feeds are: each under a name made of its page's address, so that one tells the other.

"site" is the front page's, "sections/news/technology" a section's; "people/ada-marsh",
"tags/floods" and "corrections" are called as their pages are.
"""

from articles.site.addresses import way_to

OTHERS = {"people", "tags", "corrections"}


def address_of(page: str, kind: str = "rss") -> str:
    """Where the feed of the page at that address is."""
    name = page.strip("/") or "site"
    if page != "/" and name.split("/")[0] not in OTHERS:
        name = f"sections/{name}"
    return way_to("site:feed", name, kind)


def page_of(name: str) -> str:
    """The address of the page whose feed has that name."""
    return "/" if name == "site" else f"/{name.removeprefix('sections/')}/"
