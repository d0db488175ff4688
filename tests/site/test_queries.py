"""What pages cost: a constant, small number of queries, whatever the size of the archive."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.make import make_edition, make_image

LISTS = ("/", "/news/", "/news/technology/", "/people/", "/people/ada-marsh/", "/tags/")
LISTS += ("/tags/floods/", "/corrections/")


def cost(reader, address):
    """How many queries the page takes."""
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert reader.get(address).status_code == 200
    return len(made)


def fill(count):
    """A paper of so many stories, each with all that a story can have; the last one."""
    image, other = make_image(), make_image("red")
    first = make_edition(headline="The first", section="news/technology/ai")
    for n in range(count):
        last = make_edition(
            headline=f"Number {n}",
            section="news/technology/ai",
            authors=["Ada Marsh", "Ben Okoro", "Cy Lund"],
            editors=["Dee Ray"],
            tags=["Floods", "Dams"],
            takeaways=["One", "Two"],
            lead=image,
            body=f'<h2>A</h2><p>b</p><figure data-image="{other.pk}"></figure>',
            related=(first.article_id,) if n % 2 else (),
            correction="It was two." if n % 3 else "",
        )
    return last


@pytest.mark.parametrize("count", [3, 60])
def test_a_story_takes_at_most_eight_queries(reader, count):
    last = fill(count)

    assert cost(reader, last.address) <= 8


@pytest.mark.parametrize("count", [3, 60])
def test_a_list_takes_at_most_six_queries(reader, count):
    fill(count)

    assert {address: n for address in LISTS if (n := cost(reader, address)) > 6} == {}
