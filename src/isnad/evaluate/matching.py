"""Where annotated words stand in a text, and which annotated thing is which read thing."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Place = tuple[int, int]
"""Half-open interval of characters."""

_BLANKS = re.compile(r"\s+")
_HARD_SPACE = "\u00a0"


class Finder:
    """Finds phrases in one text, whatever the white space between their words."""

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        self._where: list[int] = []
        blank = False
        for index, char in enumerate(text.replace(_HARD_SPACE, " ")):
            if not char.isspace():
                kept.append(char)
                self._where.append(index)
            elif not blank:
                kept.append(" ")
                self._where.append(index)
            blank = char.isspace()
        self._squeezed = "".join(kept)

    def find(self, *phrases: str) -> list[Place]:
        """Every occurrence of every phrase, overlapping ones too, in characters of the text."""
        found: list[Place] = []
        for phrase in phrases:
            wanted = _BLANKS.sub(" ", phrase.replace(_HARD_SPACE, " ")).strip()
            start = self._squeezed.find(wanted) if wanted else -1
            while start >= 0:
                found.append((self._where[start], self._where[start + len(wanted) - 1] + 1))
                start = self._squeezed.find(wanted, start + 1)
        return found


def overlap(a: Place, b: Place) -> float:
    """Intersection over union of two intervals, 0 to 1."""
    inter = min(a[1], b[1]) - max(a[0], b[0])
    return 0.0 if inter <= 0 else inter / (max(a[1], b[1]) - min(a[0], b[0]))


def best_overlap(some: Iterable[Place], others: Sequence[Place]) -> float:
    """The largest overlap of any of one with any of the other; 0 where one side is empty."""
    return max((overlap(a, b) for a in some for b in others), default=0.0)


def pair(
    gold: Sequence[Any], system: Sequence[Any], score: Callable[[Any, Any], float], floor: float
) -> list[tuple[int, int]]:
    """One-to-one pairs (index in `gold`, index in `system`), the best first, none below `floor`; ties by order."""
    ranked = sorted((-score(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(system))
    taken_gold: set[int] = set()
    taken_system: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for value, i, j in ranked:
        if -value < floor:
            break
        if i not in taken_gold and j not in taken_system:
            taken_gold.add(i)
            taken_system.add(j)
            pairs.append((i, j))
    return pairs


def listed(value: Any) -> list[str]:
    """A slot that holds one id, several or none, as a list."""
    return [item for item in (value if isinstance(value, list) else [value]) if item]


def bounds(when: Any) -> tuple[str | None, str | None]:
    """First and last day of a record's `when` (a mapping) or an annotation's (a pair); None where there is none."""
    if isinstance(when, dict):
        return _day(when.get("from")), _day(when.get("to"))
    return (_day(when[0]), _day(when[1])) if when else (None, None)


def _day(value: str | None) -> str | None:
    return value[:10] if value else None
