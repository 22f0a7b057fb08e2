"""Where the words that an example gives stand in its sentence."""

from collections.abc import Iterable

from isnad.model import Span


def occurrences(text: str, phrase: object) -> list[Span]:
    """Every place in `text` where `phrase` stands, letter by letter; none where it is empty or no text."""
    found: list[Span] = []
    start = text.find(phrase) if isinstance(phrase, str) and phrase else -1
    while start >= 0:
        found.append(Span(start, start + len(str(phrase))))
        start = text.find(str(phrase), start + 1)
    return found


def likeness(spans: Iterable[Span], places: Iterable[Span]) -> float:
    """The largest overlap (intersection over union of characters, 0 to 1) of a span with a place."""
    wanted = list(places)
    return max((_overlap(span, place) for span in spans for place in wanted), default=0.0)


def _overlap(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0
