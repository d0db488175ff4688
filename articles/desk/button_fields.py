"""Which of the form's fields a button uses: at those alone it is told what is wrong with them."""

from collections.abc import Container

_PRINTS = {"_publish", "_schedule"}
_MOVES = {"_submit", "_take_back", "_send_back", "_approve"}
_WITHDRAWS = {"_withdraw", "_withdraw_later"}
# An embargo that is typed and not set must not be passed over by what brings the story nearer.
_EMBARGOES = {"_embargo", *_PRINTS, "_reprint", "_move"}
PRINTED_WITH = ("kind", "note", "correction", "thanks_readers", "sort", "place", "report")
USED_BY: dict[str, set[str]] = {
    **dict.fromkeys(PRINTED_WITH, _PRINTS),
    **dict.fromkeys(("print_at", "print_with"), {"_schedule"}),
    **dict.fromkeys(("notice", "moved_to"), _WITHDRAWS),
    **dict.fromkeys(("withdraw_at", "withdraw_with"), {"_withdraw_later"}),
    "embargo_until": _EMBARGOES,
    "embargo_reason": {"_embargo", "_lift_embargo"},
    **dict.fromkeys(("share_for", "share_with"), {"_share"}),
    "move_note": _MOVES,
}


def left_alone(pressed: Container[str]) -> list[str]:
    """The fields of buttons that the pressed one does not look at."""
    return [
        name for name, buttons in USED_BY.items() if not any(each in pressed for each in buttons)
    ]
