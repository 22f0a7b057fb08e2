"""What was missed, invented or read otherwise, each in its sentence."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from isnad.evaluate.matching import Place

Fault = Literal["missed", "invented", "wrong"]
OPEN, CLOSE = "⟦", "⟧"
_END = re.compile(r"[\n\r]|[.!?؟…](?=[\s»”\")])")
_FAULTS: tuple[Fault, ...] = ("missed", "invented", "wrong")


class Miss(NamedTuple):
    """One fault of the reading. `what` says it in short; `sentence` has the words marked (empty: not in the text)."""

    kind: str
    fault: Fault
    document: str
    what: str
    sentence: str


class Sentences:
    """The sentences of one text, to quote from."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [match.end() for match in _END.finditer(text)]

    def marked(self, places: Sequence[Place]) -> str:
        """The sentence around the first of `places` on one line, those of them that stand in it marked."""
        if not places:
            return ""
        start, end = self._around(places[0])
        out, at = "", start
        for first, last in sorted(places):
            if at <= first and last <= end:
                out += f"{self._text[at:first]}{OPEN}{self._text[first:last]}{CLOSE}"
                at = last
        return " ".join((out + self._text[at:end]).split())

    def words(self, place: Place) -> str:
        """The words at `place`, on one line."""
        return " ".join(self._text[place[0] : place[1]].split())

    def _around(self, place: Place) -> Place:
        before, after = bisect_right(self._ends, place[0]), bisect_left(self._ends, place[1])
        start = self._ends[before - 1] if before else 0
        return start, self._ends[after] if after < len(self._ends) else len(self._text)


def counted(misses: Iterable[Miss]) -> list[tuple[str, Fault, list[Miss]]]:
    """Misses by kind and fault, the most numerous kind first."""
    rows = list(misses)
    sizes = Counter(row.kind for row in rows)
    kinds = sorted(sizes, key=lambda kind: (-sizes[kind], kind))
    keys = [(kind, fault) for kind in kinds for fault in _FAULTS]
    groups = [(*key, [row for row in rows if (row.kind, row.fault) == key]) for key in keys]
    return [group for group in groups if group[2]]
