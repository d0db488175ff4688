"""A whole archive in bulk, in an empty house: as if a paper had been printed for years."""

import random
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from articles import freshness, search
from articles.demo.archive.ground import lay
from articles.demo.archive.rows import Rows
from articles.demo.archive.said import Said
from articles.demo.archive.sheets import roomy
from articles.demo.archive.story import Writer
from articles.demo.archive.tongue import Tongue
from articles.desk.article import Article
from articles.editions.arranging import Placement, arrange
from articles.editions.edition import Edition
from articles.editions.front import LEAD
from articles.library.section import Section
from articles.text.refusal import Refusal

# So many stories, or editions, are written in one transaction.
TOGETHER = 1_000


class HouseInUse(Refusal):
    """There are stories or sections already: nothing is laid down among those of a real paper."""

    code = "house_in_use"


def make_archive(
    stories: int,
    *,
    editions: int = 1_500,
    seed: int = 1871,
    told: Callable[[int], None] = lambda done: None,
) -> None:
    """So many stories, the oldest first, with all that belongs to them; a few with very many
    `editions`. `told` hears how many there are already.

    Each thousand is written for itself: what was made when it is stopped is a paper too. The same
    seed makes the same stories, at other times. Raises HouseInUse.
    """
    if any(table.exists() for table in (Article.objects, Edition.archive, Section.objects)):
        raise HouseInUse(
            "There are stories or sections here already. An archive needs a database without any: "
            "name a new one in DATABASE_URL, and run manage.py migrate."
        )
    dice = random.Random(seed)  # noqa: S311 - no secret
    with transaction.atomic():
        tongue = Tongue(dice)
        ground = lay(stories, tongue)
    rows = Rows(ground)
    writer = Writer(stories, editions, timezone.now(), tongue, ground, rows.next_article)
    said = Said(writer)
    with roomy():
        done = 0
        while done < stories:
            with transaction.atomic():
                freshness.touch()
                done = _some(writer, rows, said, done)
            told(done)
    if search.is_outside():
        for table in (Article, Edition):
            search.rebuild(table)
    _arrange(writer)
    if connection.vendor == "postgresql":
        # It would do so itself after a while; SQLite knows its lists without.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _arrange(writer: Writer) -> None:
    """Let some of the newest stories be placed on the home page by hand."""
    newest = Edition.live(at=writer.now).order_by("-live_from").values_list("article_id", flat=True)
    placed = list(dict.fromkeys(newest[:40]))[6:12:2]
    arrange(None, [Placement(n, pk) for n, pk in enumerate(placed, LEAD)], by=None)


def _some(writer: Writer, rows: Rows, said: Said, done: int) -> int:
    """Write the next stories; how many there are then."""
    printed = 0
    while done < writer.stories and printed < TOGETHER:
        article, story = rows.next_article, writer.story(done)
        editions = rows.add(story)
        said.add(article, story, editions)
        done, printed = done + 1, printed + max(1, len(editions))
    rows.write()
    said.write()
    return done
