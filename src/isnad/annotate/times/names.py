"""Names made of calendar words: `شارع 6 تشرين الأول`, `صلاة الجمعة`, `الثلاثاء الأسود`, `القرار 2254 لعام 2015`."""

from isnad.annotate.times.text import Match, Text

_TELLING = frozenset(("month", "date_without_year", "weekday", "relative_day", "day_range", "season", "part_of_day"))

# What is a name behind `أبو` and behind `الشيخ`, where a day may be said of him too (`قتل الشيخ الأحد`).
_GIVEN = {"person": frozenset(("month", "weekday", "season", "part_of_day")), "title": frozenset(("month", "season"))}


def named(text: Text, match: Match) -> bool:
    """Whether the words of the match belong to a name."""
    if match.rule == "year":
        return text.number(match.first - 1) is not None and text.words[match.first].startswith("ل")
    if match.rule not in _TELLING:
        return False
    if match.rule == "weekday" and text.next(match.end, "epithet"):
        return True
    head = text.look(match.first - 1, "name_head") if text.joined(match.first) or _quoted(text, match.first) else None
    if head is None or (text.look(match.first, "day_head") and head.value not in ("prayer", "every")):
        return False
    if head.value in ("person", "title"):
        return match.end == match.first + 1 and match.rule in _GIVEN[str(head.value)]
    return not (match.rule == "relative_day" and head.value in ("place", "house", "body"))


def _quoted(text: Text, index: int) -> bool:
    return 0 < index < len(text) and text.gap(index) in ('"', "«", "“", "(")


def name_end(text: Text, index: int) -> int | None:
    """Where a listed name or set phrase that begins at `index` ends, None where none does."""
    hit = text.look(index, "name")
    return hit.end if hit else None
