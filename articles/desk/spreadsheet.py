"""Tables for spreadsheets, as CSV in which no cell is taken for a formula."""

import csv

from django.http import StreamingHttpResponse

# By these a spreadsheet knows a formula, also in their wide forms.
BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# By which spreadsheets know that it is UTF-8.
MARK = "\ufeff"


class _Echo:
    """What csv writes to: it hands each line back."""

    def write(self, line):
        return line


def harmless(cell: object) -> str:
    """A cell as text; an apostrophe goes before what a spreadsheet would reckon out."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def csv_response(head, rows, *, name: str) -> StreamingHttpResponse:
    """The table as a file of that name, sent as it is read, however long it is."""
    write = csv.writer(_Echo()).writerow

    def lines():
        yield MARK + write(map(harmless, head))
        for row in rows:
            yield write(map(harmless, row))

    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines(), "text/csv; charset=utf-8", headers=disposition)
