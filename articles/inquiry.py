"""Questions that pages ask again and again, whose SQL is written once.

To put a queryset together and to write its SQL takes many times longer than SQLite takes to answer.
"""

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Record = TypeVar("Record")
One = datetime | int | str
Known = One | Collection[int]
# What the SQL is written with: values that nobody asks for, so that their places can be told.
LAST_DAY = datetime(9999, 1, 1, tzinfo=UTC)
LARGEST = 9_000_000_000_000_000_000
NO_WORD = "\ue000{}\ue000"


class Inquiry(Generic[Record]):
    """A question: a function that makes a queryset of named values.

    A value is a moment, a number, a word, or numbers, at least one. It must go into the SQL as it
    is, and must not decide what that is. What does decide that, as how many are wanted, is given
    first and without a name; there must be few kinds of it, and nothing else that can change.
    """

    def __init__(self, words: Callable[..., QuerySet]) -> None:
        self._words = words
        # Each thread has its own, as it has its own connection.
        self._written = threading.local()

    def __call__(self, *kind: object, **known: Known) -> list[Record]:
        """What the queryset would give. One query."""
        shape = (*kind, *[_shape(value) for value in known.values()])
        written = self._written.__dict__.get(shape)
        if written is None or written.is_of_before():
            written = self._written.__dict__[shape] = _Written(partial(self._words, *kind), known)
        return written.answer(known)

    def first(self, *kind: object, **known: Known) -> Record | None:
        """The first of them; it is for the queryset to ask for no more."""
        return next(iter(self(*kind, **known)), None)


def _shape(value: Known) -> object:
    return type(value) if isinstance(value, One) else _room_for(len(value))


def _room_for(count: int) -> int:
    """How many places the SQL has for so many numbers: few kinds of it will do for all."""
    return 1 << (count - 1).bit_length()


class _Written:
    """The SQL of a question for values of one shape, and where in it they go."""

    def __init__(self, words: Callable[..., QuerySet], known: dict[str, Known]) -> None:
        markers = _markers(known)
        queryset = words(**markers)
        self._db = queryset.db
        self._connection = connections[self._db]
        self._compiler = queryset.query.get_compiler(connection=self._connection)
        self._sql, self._given = self._compiler.as_sql()
        flat = self._flat(markers)
        self._places = [(n, flat.index(it)) for n, it in enumerate(self._given) if it in flat]
        if len({place for _n, place in self._places}) < len(flat):
            raise ValueError(f"of {list(known)} something is not in the SQL as it was given")
        # Else each answer would look for them anew.
        converters = self._compiler.get_converters([each[0] for each in self._compiler.select])
        self._compiler.get_converters = lambda _columns: converters
        query = _Asked(queryset.query, self._compiler)
        stand_in = _Answer(queryset.db, queryset.model, query, queryset._fields)
        self._rows = queryset._iterable_class(stand_in)

    def is_of_before(self) -> bool:
        """Whether the thread has had another connection since."""
        return connections[self._db] is not self._connection

    def answer(self, known: dict[str, Known]) -> list:
        """The rows, as the queryset would have them."""
        given, flat = list(self._given), self._flat(known)
        for n, place in self._places:
            given[n] = flat[place]
        self._compiler.as_sql = lambda: (self._sql, given)
        return list(self._rows)

    def _flat(self, known: dict[str, Known]) -> list[object]:
        """The values one after the other, as this database is given them."""
        adapted = self._connection.ops.adapt_datetimefield_value
        flat: list[object] = []
        for value in known.values():
            if isinstance(value, datetime):
                flat.append(adapted(value))
            elif isinstance(value, One):
                flat.append(value)
            else:
                numbers = list(value)
                flat += numbers + numbers[-1:] * (_room_for(len(numbers)) - len(numbers))
        return flat


def _markers(known: dict[str, Known]) -> dict[str, Known]:
    """For each value one of its kind that stands for it."""
    markers: dict[str, Known] = {}
    number = 0
    for name, value in known.items():
        number += 1
        if isinstance(value, datetime):
            markers[name] = LAST_DAY + timedelta(microseconds=number)
        elif isinstance(value, int):
            markers[name] = LARGEST + number
        elif isinstance(value, str):
            markers[name] = NO_WORD.format(number)
        else:
            room = _room_for(len(value))
            markers[name] = [LARGEST + number + n for n in range(room)]
            number += room
    return markers


class _Asked:
    """A query whose SQL is written already."""

    def __init__(self, query: Query, compiler: SQLCompiler) -> None:
        self._query, self._compiler = query, compiler

    def __getattr__(self, name: str) -> object:
        return getattr(self._query, name)

    def get_compiler(self, *_where: object, **_known: object) -> SQLCompiler:
        """The compiler that has the values."""
        return self._compiler


@dataclass(frozen=True)
class _Answer:
    """What Django makes rows of, in the place of a queryset."""

    db: str
    model: type[Model]
    query: _Asked
    _fields: tuple[str, ...] | None
    _known_related_objects: dict[object, object] = field(default_factory=dict)
