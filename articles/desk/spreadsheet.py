"""Tables for spreadsheets, as CSV in which no cell is taken for a formula."""

import csv
import re

from django.http import StreamingHttpResponse

# A cell that a spreadsheet takes for no text; and where one would reckon: before a sign by which a
# formula is known, also a wide one. Where lists are parted by “;”, as in French, a cell also begins
# behind that and on each line, whatever quotes are around it.
NO_TEXT = ("\t", "\r", "\n")
BEGINS_A_FORMULA = re.compile(r"""(?:\A|[;\t\r\n])[\s"]*(?=[=+\-@＝＋－＠])""")
# By which spreadsheets know that it is UTF-8.
MARK = "\ufeff"


class _Echo:
    """What csv writes to: it hands each line back."""

    def write(self, line):
        return line


def harmless(cell: object) -> str:
    """A cell as text; an apostrophe goes before what a spreadsheet would reckon out."""
    text = "" if cell is None else str(cell)
    text = BEGINS_A_FORMULA.sub(r"\g<0>'", text)
    return f"'{text}" if text.startswith(NO_TEXT) else text


def csv_response(head, rows, *, name: str) -> StreamingHttpResponse:
    """The table as a file of that name, sent as it is read, however long it is."""
    write = csv.writer(_Echo()).writerow

    def lines():
        yield MARK + write(map(harmless, head))
        for row in rows:
            yield write(map(harmless, row))

    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines(), "text/csv; charset=utf-8", headers=disposition)
