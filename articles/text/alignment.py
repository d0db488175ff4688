"""Two sequences laid side by side: what both have, in the time that is granted and no more."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# The work that one exact comparison may take, in steps of about a microsecond.
MOST_STEPS = 200_000


@dataclass
class Effort:
    """How much work may still be done; several comparisons can share one."""

    left: int = 800_000

    def take(self, steps: int) -> bool:
        """Spend `steps` if there are so many left, and tell whether there were."""
        granted = steps <= self.left
        self.left -= steps if granted else 0
        return granted

    def spend(self, steps: int) -> None:
        """Count what has been done already."""
        self.left -= steps


@dataclass(frozen=True)
class Stretch:
    """What stood at `cut` in the old sequence, and what stands at `added` in the new one."""

    is_same: bool
    cut: range
    added: range


# A run that both have: where it begins in the old one, where in the new one, and how long it is.
Run = tuple[int, int, int]


def align(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Stretch]:
    """`old` and `new` from the first to the last, in stretches that are the same or are not.

    The fewest changes that there are; if that takes too long, changes around what each has once;
    if that does too, one change between the first and the last that differs.
    """
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(each, len(numbers)) for each in old]
    b = [numbers.setdefault(each, len(numbers)) for each in new]
    found: list[Stretch] = []
    x = y = 0
    for i, j, length in [*_common(a, b, effort), (len(a), len(b), 0)]:
        if (i, j) != (x, y):
            found.append(Stretch(is_same=False, cut=range(x, i), added=range(y, j)))
        x, y = i + length, j + length
        if length:
            found.append(Stretch(is_same=True, cut=range(i, x), added=range(j, y)))
    return found


def _common(a: list[int], b: list[int], effort: Effort) -> list[Run]:
    """The runs that both have, in order; those side by side as one."""
    first = _alike(a, b)
    last = _alike(a[first:][::-1], b[first:][::-1])
    middle_a, middle_b = a[first : len(a) - last], b[first : len(b) - last]
    runs = [(0, 0, first)]
    if middle_a and middle_b:
        runs += [(first + i, first + j, n) for i, j, n in _middle(middle_a, middle_b, effort)]
    runs.append((len(a) - last, len(b) - last, last))
    return _joined(runs)


def _alike(a: list[int], b: list[int]) -> int:
    """How many at the beginning are the same."""
    count = min(len(a), len(b))
    return next((n for n in range(count) if a[n] != b[n]), count)


def _middle(a: list[int], b: list[int], effort: Effort) -> list[Run]:
    """The runs of two sequences that differ at both ends."""
    exact = _fewest_changes(a, b, effort)
    if exact is not None:
        return exact
    if not effort.take(4 * (len(a) + len(b))):
        return []
    # What stands once in each parts them into pieces that may be short enough.
    runs: list[Run] = []
    x = y = 0
    for i, j in [*_single(a, b), (len(a), len(b))]:
        within = _fewest_changes(a[x:i], b[y:j], effort) or []
        runs += [(x + p, y + q, n) for p, q, n in within]
        if i < len(a):
            runs.append((i, j, 1))
        x, y = i + 1, j + 1
    return runs


def _fewest_changes(a: list[int], b: list[int], effort: Effort) -> list[Run] | None:
    """By the greedy method of E. W. Myers (1986); None if that takes more than is granted."""
    granted = min(MOST_STEPS, effort.left)
    furthest = {1: 0}
    ways: list[dict[int, int]] = []
    steps = 0
    for changes in range(len(a) + len(b) + 1):
        now: dict[int, int] = {}
        for k in range(-changes, changes + 1, 2):
            down = k == -changes or (
                k != changes and furthest.get(k - 1, -1) < furthest.get(k + 1, -1)
            )
            x = begin = furthest[k + 1] if down else furthest[k - 1] + 1
            while x < len(a) and 0 <= x - k < len(b) and a[x] == b[x - k]:
                x += 1
            steps += 1 + x - begin
            now[k] = x
            if x >= len(a) and x - k >= len(b):
                effort.spend(steps)
                return _way_back([*ways, now], k)
        if steps > granted:
            break
        ways.append(now)
        furthest = {**furthest, **now} if changes < 2 else now
    effort.spend(steps)
    return None


def _way_back(ways: list[dict[int, int]], k: int) -> list[Run]:
    """The runs along the way that ends on diagonal `k`."""
    runs: list[Run] = []
    for changes in range(len(ways) - 1, -1, -1):
        x = ways[changes][k]
        if not changes:
            runs.append((0, 0, x))
            break
        before = ways[changes - 1]
        down = k == -changes or (k != changes and before[k - 1] < before[k + 1])
        k = k + 1 if down else k - 1
        begin = before[k] if down else before[k] + 1
        place = k - 1 if down else k + 1
        runs.append((begin, begin - place, x - begin))
    return [run for run in reversed(runs) if run[2]]


def _single(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    """Places of what stands exactly once in each, as many as stand in the same order in both."""
    often_a, often_b = Counter(a), Counter(b)
    place = {each: j for j, each in enumerate(b) if often_b[each] == 1}
    pairs = [(i, place[each]) for i, each in enumerate(a) if often_a[each] == 1 and each in place]
    # The longest rising row: of each length the pair whose row ends lowest, and the one before it.
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for n, (_i, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        tops[length : length + 1] = [n]
        before.append(tops[length - 1] if length else -1)
    row: list[tuple[int, int]] = []
    n = tops[-1] if tops else -1
    while n >= 0:
        row.append(pairs[n])
        n = before[n]
    return row[::-1]


def _joined(runs: list[Run]) -> list[Run]:
    found: list[Run] = []
    for i, j, length in runs:
        if not length:
            continue
        if found and (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]) == (i, j):
            found[-1] = (*found[-1][:2], found[-1][2] + length)
        else:
            found.append((i, j, length))
    return found
