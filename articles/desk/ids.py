"""Numbers of records, as they are sent."""


def is_id(value: str) -> bool:
    """Whether `value` can name a record: digits, and no more than a database's integer has."""
    return value.isascii() and value.isdecimal() and len(value) < 19
