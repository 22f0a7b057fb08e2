"""Names made of calendar words: `شارع 6 تشرين الأول`, `حركة 23 مارس`, `صلاة الجمعة`, `القرار 2254 لعام 2015`."""

from isnad.annotate.times.text import Match, Text

_TELLING = frozenset(("month", "date_without_year", "weekday", "relative_day", "day_range", "season", "part_of_day"))


def named(text: Text, match: Match) -> bool:
    """Whether the words of the match belong to a name."""
    if match.rule == "year":
        return text.number(match.first - 1) is not None and text.words[match.first].startswith("ل")
    if match.rule not in _TELLING:
        return False
    head = text.look(match.first - 1, "name_head") if text.joined(match.first) or _quoted(text, match.first) else None
    return head is not None and not (match.rule == "relative_day" and head.value in ("place", "house", "body"))


def _quoted(text: Text, index: int) -> bool:
    return 0 < index < len(text) and text.gap(index) in ('"', "«", "“", "(")


def name_end(text: Text, index: int) -> int | None:
    """Where a listed name or set phrase that begins at `index` ends, None where none does."""
    hit = text.look(index, "name")
    return hit.end if hit else None
