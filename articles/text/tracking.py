"""What became of each paragraph of a text in a later one: kept, moved, rewritten or cut."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from articles.text.alignment import Effort, align

# Two that share less of their words are not one that was rewritten, but another.
LEAST_ALIKE = 0.4
# More pairs than this are not compared word by word; only neighbours are.
MOST_PAIRS = 40_000
NEAR = 6

# A paragraph may become a heading, and a list be numbered.
KINDS = {"h2": "p", "h3": "p", "ol": "ul"}

Places = list[int | None]


def track(old: Sequence[str], new: Sequence[str], effort: Effort) -> Places:
    """For each of `old` its place in `new`, None for what is gone.

    What is the same is found first, also where it has moved; then what stands alone between two
    that are the same; then whatever shares most of its words.
    """
    places: Places = [None] * len(old)
    free = set(range(len(new)))

    def pair(i: int, j: int) -> None:
        places[i] = j
        free.discard(j)

    gaps: list[tuple[range, range]] = []
    for stretch in align(old, new, effort):
        if stretch.is_same:
            for i, j in zip(stretch.cut, stretch.added, strict=True):
                pair(i, j)
        else:
            gaps.append((stretch.cut, stretch.added))
    elsewhere: dict[str, list[int]] = defaultdict(list)
    for j in sorted(free, reverse=True):
        elsewhere[new[j]].append(j)
    for i, item in enumerate(old):
        if places[i] is None and elsewhere[item]:
            pair(i, elsewhere[item].pop())
    for i, j in _alike(old, new, places, free, effort):
        pair(i, j)
    for cut, added in gaps:
        lost = [i for i in cut if places[i] is None]
        come = [j for j in added if j in free]
        if len(lost) == len(come) == 1 and _kind(old[lost[0]]) == _kind(new[come[0]]):
            pair(lost[0], come[0])
    return places


def in_order(places: Places) -> bool:
    """Whether nothing has moved past another."""
    found = [place for place in places if place is not None]
    return found == sorted(found)


def _alike(
    old: Sequence[str], new: Sequence[str], places: Places, free: set[int], effort: Effort
) -> list[tuple[int, int]]:
    """Pairs that share most of their words, the most alike first; each is in one pair at most."""
    lost = [i for i, place in enumerate(places) if place is None]
    come = sorted(free)
    everywhere = len(lost) * len(come) <= MOST_PAIRS
    words = {i: _words(old[i]) for i in lost}
    theirs = {j: _words(new[j]) for j in come}
    found: list[tuple[float, int, int]] = []
    for n, i in enumerate(lost):
        near = come if everywhere else come[max(0, n - NEAR) : n + NEAR]
        if not effort.take(sum(len(theirs[j]) for j in near) // 4 + len(near)):
            break
        for j in near:
            share = _likeness(words[i], theirs[j])
            if share >= LEAST_ALIKE and _kind(old[i]) == _kind(new[j]):
                found.append((-share, i, j))
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _share, i, j in sorted(found):
        if i not in used[0] and j not in used[1]:
            pairs.append((i, j))
            used[0].add(i)
            used[1].add(j)
    return pairs


def _kind(item: str) -> str:
    """The kind of element that an item is, "" for plain words."""
    found = re.match(r"<([a-z0-9]+)", item)
    return KINDS.get(found[1], found[1]) if found else ""


def _words(item: str) -> Counter[str]:
    picture = re.match(r"<figure[^>]*>", item)
    text = re.sub(r"<[^>]*>", " ", item)
    # A figure is known by its picture more than by its caption.
    return Counter(re.findall(r"\w+", text) + ([picture[0]] * 20 if picture else []))


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    total = old.total() + new.total()
    if not total:
        return 0.0
    return 2 * sum(min(count, new[word]) for word, count in old.items()) / total
