"""The queue as a file: what its tab and filters show, as CSV or JSON; nothing that tells who."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk.spreadsheet import csv_response
from articles.feedback.feedback import UNCOUNTED, Feedback
from articles.feedback.queue import Queue, read

AT_A_TIME = 500


def as_csv(queue: Queue) -> StreamingHttpResponse:
    """A line for each report, the newest first. Four queries for each five hundred."""
    head = {
        "number": _("Number"),
        "received": _("Received"),
        "state": _("State"),
        "resolution": _("What became of it"),
        "answer": _("Answer"),
        "reasons": _("Reasons"),
        "comment": _("Comment"),
        "part": _("Part"),
        "story": _("Story"),
        "headline": _("Headline"),
        "edition": _("Edition"),
        "section": _("Section"),
        "language": _("Language"),
        "held_because": _("Held because"),
        "masked": _("Masked"),
        "watched": _("Words to watch for"),
        "counts": _("Counts"),
        "escalated": _("Escalated"),
        "assigned_to": _("Assigned to"),
        "duplicate_of": _("Duplicate of"),
        "correction": _("Correction"),
        "first_looked_at": _("First looked at"),
        "done_at": _("Done at"),
    }
    lines = ([_cell(line[name]) for name in head] for line in _lines(queue, in_words=True))
    return csv_response(head.values(), lines, name="feedback.csv")


def as_json(queue: Queue) -> StreamingHttpResponse:
    """Likewise, as a list of objects with codes for words."""

    def parts():
        yield "[\n"
        for n, line in enumerate(_lines(queue, in_words=False)):
            yield (",\n" if n else "") + json.dumps(line, ensure_ascii=False)
        yield "\n]\n"

    disposition = {"Content-Disposition": 'attachment; filename="feedback.json"'}
    return StreamingHttpResponse(parts(), "application/json", headers=disposition)


def _lines(queue: Queue, *, in_words: bool) -> Iterator[dict[str, object]]:
    for ids in read(queue, size=AT_A_TIME):
        reports = Feedback.objects.for_user(queue.by).select_related(
            "edition", "section", "assignee"
        )
        reports = reports.defer("edition__document").prefetch_related("marks").in_bulk(ids)
        for pk in ids:
            if pk in reports:
                yield _line(reports[pk], in_words=in_words)


def _line(report: Feedback, *, in_words: bool) -> dict[str, object]:
    def choice(name):
        return getattr(report, f"get_{name}_display")() if in_words else getattr(report, name)

    def marks(found):
        return [str(each.label) if in_words else each.value for each in found]

    return {
        "number": report.pk,
        "received": _moment(report.created_at),
        "state": choice("state"),
        "resolution": choice("resolution"),
        "answer": choice("vote"),
        "reasons": marks(report.reasons),
        "comment": report.comment,
        "part": report.part_heading,
        "story": report.article_id,
        "headline": report.edition.headline,
        "edition": report.edition.number,
        "section": report.section.name if report.section else "",
        "language": report.language or settings.LANGUAGE_CODE,
        "held_because": marks(report.holds),
        "masked": list(filter(None, report.masked.split(","))),
        "watched": report.is_watched,
        # As in the totals, which set held ones apart.
        "counts": report.counts and report.state not in UNCOUNTED,
        "escalated": report.is_escalated,
        "assigned_to": report.assignee.get_username() if report.assignee else "",
        "duplicate_of": report.duplicate_of_id,
        "correction": report.correction_id,
        "first_looked_at": _moment(report.looked_at),
        "done_at": _moment(report.closed_at),
    }


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _moment(at) -> str:
    return localtime(at).isoformat(timespec="seconds") if at else ""
