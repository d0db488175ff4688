"""How often the stories of an archive were read, and what their readers said of them."""

from collections import Counter
from datetime import datetime, timedelta

from articles import search
from articles.demo.archive.sheets import Sheet, as_stored, count_on
from articles.demo.archive.story import Story, Writer
from articles.editions.reads import ReadsInHour, hour_of
from articles.editions.weekly import ReadsInWeek, week_of
from articles.feedback.feedback import Feedback, FeedbackMark, Mark, Reason
from articles.feedback.rate import DAYS, VotesInHour
from articles.feedback.tally import Tally, places_of
from articles.text.body import headings
from articles.text.document import Document

DAY = timedelta(days=1)
# Reads of so many last days are told by the hour. Answers are kept for two years, and of one story
# in so many there are some; of older ones only the totals are left.
BY_HOUR, KEPT, OF_ANSWERED = 3 * DAY, 700 * DAY, 5
VOTES = ("yes", "yes", "no")
TABLES = (ReadsInHour, ReadsInWeek, Tally)


class Said:
    """What waits to be written of readers."""

    def __init__(self, writer: Writer):
        self._writer = writer
        self._sheets = {table: Sheet(table) for table in TABLES}
        self._reports: list[tuple[Feedback, tuple[str, ...]]] = []
        self._past: Counter = Counter()
        self._votes: Counter = Counter()

    def add(self, article: int, story: Story, editions: list[int]) -> None:
        """What readers did with this story, up to now."""
        if not story.printed or story.begun > self._writer.now:
            return
        self._read(article, story, editions)
        if story.number % OF_ANSWERED == 0:
            self._answer(article, story, editions[0])

    def write(self) -> None:
        """Write all that waits."""
        reports = Feedback.objects.bulk_create([report for report, _reasons in self._reports])
        FeedbackMark.objects.bulk_create(
            FeedbackMark(
                feedback=report,
                sort=Mark.REASON,
                value=value,
                state=report.state,
                received=report.created_at,
            )
            for report, reasons in self._reports
            for value in reasons
        )
        totals = Counter(
            place for report, reasons in self._reports for place in places_of(report, reasons)
        )
        for place, count in (totals + self._past).items():
            self._sheets[Tally].add(
                edition_id=place.edition,
                week=place.week,
                what=str(place.what),
                part=place.part,
                count=count,
                past=self._past[place],
            )
        VotesInHour.objects.bulk_create(
            VotesInHour(article_id=article, hour=hour, votes=votes)
            for (article, hour), votes in self._votes.items()
        )
        for sheet in self._sheets.values():
            sheet.write()
        count_on(TABLES)
        for report in reports:
            if report.comment:
                search.index(report)
        self._reports.clear()
        self._past.clear()
        self._votes.clear()

    def _read(self, article: int, story: Story, editions: list[int]) -> None:
        now, begun = self._writer.now, story.begun
        liking = self._writer.tongue.dice.randint(1, 30)
        if now - begun > BY_HOUR:
            hours = [begun.replace(hour=0, minute=0, second=0, microsecond=0)]
        else:
            last = hour_of(now)
            age = min(24, (last - hour_of(begun)) // timedelta(hours=1))
            hours = [last - timedelta(hours=n) for n in range(age + 1)]
        weeks: Counter = Counter()
        for n, hour in enumerate(hours):
            reads = liking * (24 - n)
            self._sheets[ReadsInHour].add(article_id=article, hour=as_stored(hour), reads=reads)
            weeks[self._edition_at(story, editions, hour), week_of(hour)] += reads
        for (edition, week), reads in weeks.items():
            week = self._sheets[ReadsInWeek].add(edition_id=edition, week=week, reads=reads)

    @staticmethod
    def _edition_at(story: Story, editions: list[int], hour: datetime) -> int:
        begun = sum(each.at < hour + timedelta(hours=1) for each in story.printed)
        return editions[max(begun, 1) - 1]

    def _answer(self, article: int, story: Story, edition: int) -> None:
        document = story.saved[0]
        for n, vote in enumerate(VOTES):
            at = story.begun + timedelta(minutes=40) * (n + 1)
            if at > self._writer.now:
                return
            report, reasons = self._report(article, edition, document, vote=vote, at=at)
            if self._writer.now - at > KEPT:
                self._past.update(places_of(report, reasons))
                continue
            self._reports.append((report, reasons))
            if self._writer.now - at < timedelta(days=DAYS):
                self._votes[article, hour_of(at)] += 1

    def _report(self, article: int, edition: int, document: Document, *, vote: str, at: datetime):
        """A vote; each third No of all is a report, with a reason and mostly with words."""
        report = Feedback(
            edition_id=edition,
            article_id=article,
            section_id=document.section,
            language=document.language,
            vote=vote,
            created_at=at,
        )
        if vote == "yes" or article % 3:
            return report, ()
        report.is_report = True
        if article % 2:
            report.comment, report.commented_at = self._writer.tongue.sentences(1), at
        if article % 4 == 0:
            part = headings(document.body)[0]
            report.part_anchor, report.part_heading = part.anchor, part.text
        return report, (Reason.values[article % len(Reason.values)],)
