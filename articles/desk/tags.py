"""Tags as they are typed: parted by commas and nothing else, so that one may be of two words."""


def from_commas(typed: str) -> list[str]:
    """The tags, each once, without quotes and with single spaces."""
    names = (" ".join(part.replace('"', " ").split()) for part in typed.split(","))
    return sorted({name.casefold(): name for name in names if name}.values())


def to_commas(tags) -> str:
    """What stands in the field for these tags."""
    return ", ".join(sorted(tag.name for tag in tags))
