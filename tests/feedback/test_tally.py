"""Totals: kept in the transaction that changes them, and proved by counting anew."""

import random
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk import publishing
from articles.editions.weekly import week_of
from articles.feedback import keeping, moderation
from articles.feedback.feedback import Resolution, State
from articles.feedback.moderation import move_all, undo_all
from articles.feedback.parts import Part
from articles.feedback.recount import recount
from articles.feedback.slip import Slip
from articles.feedback.taking import Said, change_vote, take_vote, take_word
from articles.feedback.tally import Place, Tally
from articles.models import Feedback, FeedbackEvent
from tests.chance import seeds
from tests.feedback.answers import make_report, make_votes
from tests.make import hours, make_edition, make_user

PARTS = [Part("the-vote", "The vote"), Part("after", "After")]


def totals(edition):
    """What is counted of an edition: what, of which part, how often; not what is none."""
    rows = Tally.objects.filter(edition=edition).exclude(count=0)
    return {(row.what, row.part): row.count for row in rows}


def test_a_vote_its_words_and_its_part_are_counted_once_each_where_they_belong(db):
    edition = make_edition()
    report = make_report(edition=edition, comment="")

    said = Said(comment="Which?", reasons=("wrong", "missing"), part=PARTS[0])
    take_word(Slip(report.pk, edition.article_id, "no"), said, at=timezone.now())

    counted = ("no", "comment", "reason:wrong", "reason:missing")
    assert totals(edition) == {(what, part): 1 for what in counted for part in ("", "the-vote")}


def test_what_is_spam_counts_apart_until_it_is_let_through(db):
    edition, moderator = make_edition(), make_user("Moderator")
    report = make_report(edition=edition, comment="Buy", reasons=["other"])

    moderation.move(report.pk, to=State.SPAM, by=moderator)
    as_spam = totals(edition)
    moderation.move(report.pk, to=State.OPEN, by=moderator)

    assert as_spam == {("no_apart", ""): 1}
    assert totals(edition) == {("no", ""): 1, ("comment", ""): 1, ("reason:other", ""): 1}


def test_the_next_reader_of_a_connection_counts_apart_and_takes_nothing_from_the_first(db):
    edition = make_edition()
    report = make_report(edition=edition, comment="The first reader's")
    slip = Slip(report.pk, edition.article_id, "no", edition_id=edition.pk, is_again=True)

    take_word(slip, Said(comment="The second's"), at=timezone.now())

    assert totals(edition) == {("no", ""): 1, ("comment", ""): 1, ("no_apart", ""): 1}
    assert recount() == (3, [])


def test_a_week_begins_on_monday_where_the_site_is_whoever_asks(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    sunday = datetime(2026, 11, 29, 12, tzinfo=UTC)

    with timezone.override("America/New_York"):
        found = week_of(sunday), week_of(sunday - timedelta(hours=2))

    assert [f"{week}" for week in found] == ["2026-11-30", "2026-11-23"]


def test_twenty_reports_cost_as_many_queries_as_two(db):
    moderator, costs = make_user("Moderator"), []
    for count in (2, 2, 20):
        ids = [make_report(edition=make_edition(), reasons=["wrong"]).pk for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            move_all(ids, to=State.SPAM, by=moderator)
        costs.append(len(queries))

    assert costs[2] == costs[1]
    assert recount()[1] == []


def test_a_redacted_edition_keeps_its_votes_and_no_word_of_its_parts(db):
    edition = make_edition(live_from=hours(-5))
    report = make_report(edition=edition, comment="")
    said = Said(comment="Zeolite", part=PARTS[0])
    take_word(Slip(report.pk, edition.article_id, "no"), said, at=timezone.now())
    make_edition(article=edition.article)

    publishing.redact(edition.pk, by=make_user("Administrator"), reason="A court said so.")

    assert totals(edition) == {("no", ""): 1, ("comment", ""): 1}
    assert not Tally.objects.filter(part="the-vote").exists()
    assert recount() == (2, [])


def test_the_command_proves_the_totals_and_mends_them(db, capsys):
    edition = make_edition()
    make_votes(edition, yes=2, no=1)
    Tally.objects.filter(what="yes").update(count=7)
    Tally.objects.filter(what="no").delete()

    with pytest.raises(CommandError, match="--mend"):
        call_command("recount_feedback")
    told = capsys.readouterr().out
    call_command("recount_feedback", "--mend")
    call_command("recount_feedback")

    assert f"Edition {edition.pk}, week of {week_of(timezone.now())}, yes: 7, should be 2" in told
    assert "1 totals, 2 differences." in told
    assert "2 totals, 0 differences." in capsys.readouterr().out
    assert totals(edition) == {("yes", ""): 2, ("no", ""): 1}


@pytest.mark.parametrize("seed", seeds(4))
def test_whatever_happens_in_whatever_order_the_totals_are_what_the_reports_say(db, seed, settings):
    settings.FEEDBACK_KEEP_MONTHS = 1
    walk = Walk(random.Random(seed))  # noqa: S311 - for variety, not for secrets

    for _ in range(120):
        walk.step()
    total, wrong = recount()

    assert wrong == []
    assert total > 20
    assert sum(walk.done[each] > 0 for each in walk.done) == len(walk.STEPS)


class Walk:
    """Readers and moderators who do one thing after another, as a die falls."""

    STEPS = ("vote", "change", "say", "move", "bulk", "undo", "spam", "purge", "redact")

    def __init__(self, die):
        self.die, self.by = die, make_user("Moderator")
        self.editions = [make_edition(live_from=hours(-n)) for n in (9, 8, 7)]
        self.editions += [make_edition(article=each.article) for each in self.editions]
        self.admin, self.done = make_user("Administrator"), Counter(dict.fromkeys(self.STEPS, 0))

    def step(self):
        """Do one of the things; the rare ones rarely."""
        weights = (10, 3, 8, 4, 3, 3, 2, 1, 1 if self.done["redact"] < 2 else 0)
        untried = [each for each in self.STEPS if not self.done[each]]
        late = sum(self.done.values()) > 90 and untried
        name = late[0] if late else self.die.choices(self.STEPS, weights)[0]
        getattr(self, name)()
        self.done[name] += 1

    def vote(self):
        """Now, or some weeks ago."""
        at = timezone.now() - timedelta(days=self.die.choice([0, 0, 9, 50]))
        suspicions = self.die.choice([[], [], ["trap"]])
        prints = [f"print-{self.die.randrange(9)}"] if self.die.random() < 0.5 else []
        edition, answer = self.die.choice(self.editions), self.die.choice(["yes", "no"])
        take_vote(edition, vote=answer, at=at, suspicions=suspicions, fingerprints=prints)

    def change(self):
        """The other answer."""
        if slip := self._slip():
            change_vote(slip, vote=self.die.choice(["yes", "no"]), at=timezone.now())

    def say(self):
        """Words, reasons, a part; or some of these."""
        if slip := self._slip():
            said = Said(
                comment=self.die.choice(["", "Which day?", "Zeolite"]),
                reasons=tuple(self.die.sample(["wrong", "hard", "other"], self.die.randrange(3))),
                part=self.die.choice([None, *PARTS]),
                is_blocked=self.die.random() < 0.1,
            )
            suspicions = self.die.choice([[], [], ["quick"]])
            take_word(slip, said, at=timezone.now(), suspicions=suspicions)

    def move(self):
        """One or several, to any state."""
        self._move(self.die.choice(State.values), count=1)

    def bulk(self):
        """Several."""
        self._move(self.die.choice(State.values), count=8)

    def spam(self):
        """Some of them are nothing."""
        self._move(State.SPAM, count=3)

    def undo(self):
        """What was done last, or long ago."""
        batches = list(FeedbackEvent.objects.exclude(batch=None).values_list("batch", flat=True))
        if batches:
            undo_all(self.die.choice(batches[-6:]), by=self.by)

    def purge(self):
        """What is older than a month."""
        keeping.purge(at=timezone.now())

    def redact(self):
        """An edition's text is destroyed; nothing new is said of its parts."""
        edition = self.editions.pop(0)
        publishing.redact(edition.pk, by=self.admin, reason="A court said so.")

    def _move(self, state, *, count):
        ids = list(Feedback.objects.order_by("pk").values_list("pk", flat=True))
        known = {"resolution": Resolution.CORRECTED} if state == State.ADDRESSED else {}
        chosen = self.die.sample(ids, min(count, len(ids)))
        move_all(chosen, to=state, by=self.by, **known)

    def _slip(self):
        reports = Feedback.objects.filter(edition__in=self.editions).order_by("pk")
        if not reports:
            return None
        report = self.die.choice(list(reports))
        known = {"edition_id": report.edition_id, "is_again": self.die.random() < 0.3}
        return Slip(report.pk, report.article_id, report.vote, **known)


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_at_once_loses_nothing_and_nobody_waits_for_ever():
    # No role: those are gone where an earlier test of this kind has emptied the tables.
    edition, moderator = make_edition(), make_user(is_superuser=True)
    ids = [make_report(edition=edition, reasons=["wrong", "hard"]).pk for _ in range(24)]
    place = Place(edition.pk, week_of(timezone.now()), "yes")
    failed = []

    def work(number):
        try:
            for turn in range(6):
                mine = ids[number::4] if turn % 2 else ids[number * 6 : number * 6 + 6]
                move_all(mine[::-1], to=State.SPAM if turn % 2 else State.OPEN, by=moderator)
                take_vote(edition, vote="yes", at=timezone.now())
                change_vote(Slip(mine[0], edition.article_id, "no"), vote="yes", at=timezone.now())
        except Exception as problem:  # noqa: BLE001 - told below
            failed.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert failed == []
    assert recount()[1] == []
    assert Tally.objects.get(edition=edition, week=place.week, what="yes", part="").count >= 24
