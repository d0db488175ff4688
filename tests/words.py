"""What is left on a page of a language without words: whatever the catalogue does not know."""

import re
from html.parser import HTMLParser

# All that the tests' own papers say for themselves, and what is no language's; whatever else stands
# on a page is the house's.
OWN = re.compile(r"Newsroom|</?p>|https?://\S+|[Zz]yx\w*|Europe/London|\b[0-9a-f]{32,}\b|[\W\d_]")


class Words(HTMLParser):
    """The words of a page that someone reads or hears."""

    def __init__(self):
        super().__init__()
        self.said, self.inside = [], []

    def handle_starttag(self, tag, attrs):
        self.inside.append(tag)
        given = dict(attrs)
        self.said += [
            given[n] for n in ("alt", "aria-label", "title", "placeholder") if given.get(n)
        ]

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        # What stands on a key is no word either.
        if not {"script", "style", "kbd"} & set(self.inside):
            self.said.append(data)


def left_of(html: str) -> list[str]:
    """The words of a page that are neither the catalogue's nor the paper's own."""
    words = Words()
    words.feed(html)
    return [said.strip() for said in words.said if OWN.sub("", said)]


def bare(message: str) -> str:
    """A message without its words: what is to be filled in is all that stays."""
    return " ".join(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", message))
