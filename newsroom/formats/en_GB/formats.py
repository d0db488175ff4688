"""Dates and times in British English: in one way wherever the desk shows one, the hours up to 24 as
newsrooms write them. Readers see dates as `articles/templatetags` has them.
"""

DATE_FORMAT = SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j M Y, H:i"
MONTH_DAY_FORMAT = "j M"
TIME_FORMAT = "H:i"
