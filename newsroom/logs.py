"""What is written into the log, and how much of it."""

import logging


def without_trace_of_refusals(record: logging.LogRecord) -> bool:
    """What someone was refused is one line: Django adds where it was raised, as if it were a fault
    of the house, and whoever tries addresses or names of hosts would fill the log.
    """
    if getattr(record, "status_code", None) in (400, 403):
        record.exc_info = record.exc_text = None
    return True
