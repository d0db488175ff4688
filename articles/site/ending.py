"""When a page ends by itself, before anything is published: its `Expires`, which caches heed.

Most pages change only with an edition, a front or an embargo. Some tell of the day or the hour.
"""

from datetime import datetime, timedelta
from math import floor

from django.http import HttpResponse
from django.utils.http import http_date
from django.utils.timezone import localtime

from articles.editions.reads import SETTLED, hour_of

HOUR = timedelta(hours=1)


def ending(response: HttpResponse, *moments: datetime) -> HttpResponse:
    """The response, which holds until the first of these moments, if any; down to the second."""
    if not moments:
        return response
    response.headers["Expires"] = http_date(floor(min(moments).timestamp()))
    return response


def next_ranking(at: datetime) -> datetime:
    """When what is most read is counted anew."""
    return hour_of(at - SETTLED) + HOUR + SETTLED


def next_day(at: datetime) -> datetime:
    """The midnight after a moment, where the paper is."""
    day = localtime(at)
    # Noon of the next day is there on each day of the year, however clocks are turned.
    noon = (day + timedelta(days=1)).replace(hour=12)
    return noon.replace(hour=0, minute=0, second=0, microsecond=0)
