"""Times of day by the clock: `19:16`, `الساعة العاشرة والنصف مساء`."""

from typing import NamedTuple

from isnad.annotate.times.numerals import cardinal, ordinal
from isnad.annotate.times.text import Text

_HOURS, _EVENING = 12, 6


class Clock(NamedTuple):
    """Hour and minute as written up to `end`; `half` is am, pm, night (`الثانية ليلا`, `العاشرة ليلا`) or None."""

    end: int
    hour: int
    minute: int
    half: str | None = None

    @property
    def full(self) -> tuple[int, int]:
        """Hour of 24 and minute."""
        if self.hour < _HOURS and (self.half == "pm" or (self.half == "night" and self.hour >= _EVENING)):
            return self.hour + _HOURS, self.minute
        return (0 if self.half in ("am", "night") and self.hour == _HOURS else self.hour), self.minute


def clock_at(text: Text, index: int) -> Clock | None:
    """`19:16` with or without `الساعة`; hours alone only after `الساعة`."""
    head = text.look(index, "clock")
    at = head.end if head else index
    if head and not text.near(at):
        return None
    found = _digits(text, at) or (_hour(text, at) if head else _bare_hour(text, at))
    if found is None:
        return None
    half = text.look(found.end, "half_of_day") if text.near(found.end) else None
    if half is None and text.near(found.end + 1) and text.words[found.end] == "من":
        part = text.look(found.end + 1, "daypart") or text.look(found.end + 1, "definite_daypart")
        half_of = {"noon": "pm", "evening": "pm", "night": "night"}
        return found._replace(half=half_of.get(str(part.value), "am") if part else None)
    return found._replace(end=half.end, half=str(half.value)) if half else found


def _digits(text: Text, index: int) -> Clock | None:
    hour, minute = text.number(index), text.number(index + 1)
    if hour is None or minute is None or text.gap(index + 1) != ":":
        return None
    if hour > 23 or minute > 59 or len(text.words[index]) > 2 or len(text.words[index + 1]) != 2:
        return None
    end = index + 2
    if text.gap(end) == ":" and len(text.words[end]) == 2 and text.number(end) is not None:
        end += 1
    return Clock(end, hour, minute)


def _bare_hour(text: Text, index: int) -> Clock | None:
    """`الثالثة فجرا`, `الثانية من فجر الأحد`: an hour without `الساعة`, because a part of the day follows."""
    word = text.words[index]
    if not word.startswith("ال") or not word.endswith(("ه", "ي")) or text.number(index) is not None:
        return None
    found = _hour(text, index)
    if found is None or not text.joined(found.end) or not 1 <= found.hour <= _HOURS or not _opens_hour(text, index):
        return None
    if text.look(found.end, "half_of_day"):
        return found if text.words[found.end][0] != "م" or len(text.words[found.end]) > 1 else None
    of = text.words[found.end] == "من" and text.joined(found.end + 1)
    part = of and (text.look(found.end + 1, "daypart") or text.look(found.end + 1, "definite_daypart"))
    return found if part else None


def _opens_hour(text: Text, index: int) -> bool:
    """Whether nothing before the word can be its noun (`المرة الثانية`)."""
    return not text.joined(index) or any(text.look(index - 1, kind) for kind in ("hour_opener", "about"))


def _hour(text: Text, index: int) -> Clock | None:
    found = ordinal(text, index) or cardinal(text, index)
    if found is None or not 0 <= found[0] <= 24 or not text.near(index):
        return None
    fraction = text.next(found[1], "clock_fraction")
    if fraction:
        return Clock(fraction.end, found[0], int(fraction.value))
    return Clock(found[1], found[0], 0)
