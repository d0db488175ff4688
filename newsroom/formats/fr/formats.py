"""Dates and times in French, months in small letters."""

SHORT_DATETIME_FORMAT = "j b Y, H:i"
