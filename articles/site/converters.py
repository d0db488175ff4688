"""The parts of readers' addresses: what may stand in each, and what views get of it."""

from django.urls import register_converter

from articles.site.people import PARTS


class Words:
    """What stands in an address as it is."""

    to_python = to_url = staticmethod(str)


class Sha256(Words):
    """64 hexadecimal digits."""

    regex = "[0-9a-f]{64}"


class FeedKind(Words):
    """What a feed is written in."""

    regex = "rss|atom|json"


class CardName(Words):
    """Of what a social card is, and the digest of what it says."""

    regex = "(?:story|section|person|tag|site)-[0-9]{1,18}-[0-9a-f]{32}"


class SitemapKind(Words):
    """What a part of the sitemap holds."""

    regex = "stories|people|topics"


class PartNumber:
    """1, 2, 3, in one way of writing each, and never more than a database counts to."""

    regex = "[1-9][0-9]{0,8}"
    to_python, to_url = staticmethod(int), staticmethod(str)


class StoryId(Words):
    """The id of a story, as large as a database counts to."""

    regex = "[1-9][0-9]{0,17}"
    to_python = staticmethod(int)


class Numbers:
    """Digits, of which a number always has as many: so that it has one address."""

    def __init_subclass__(cls, length):
        cls.regex, cls.length = f"[0-9]{{{length}}}", length

    def to_python(self, digits):
        return int(digits)

    def to_url(self, number):
        return f"{number:0{self.length}}"


class Year(Numbers, length=4):
    """A year of four digits."""


class TwoDigits(Numbers, length=2):
    """A month, or a day of it."""


class Part(Words):
    """What someone did for stories."""

    regex = "|".join(name for name, *_rest in PARTS)


register_converter(Sha256, "sha256")
register_converter(CardName, "card_name")
register_converter(Part, "part")
register_converter(Year, "year")
register_converter(TwoDigits, "two")
register_converter(FeedKind, "feed_kind")
register_converter(SitemapKind, "sitemap_kind")
register_converter(PartNumber, "part_number")
register_converter(StoryId, "story_id")
