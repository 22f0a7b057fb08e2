"""A day as reports name it: part of day, `اليوم` or `أمس`, weekday, date and clock, any of them together."""

from dataclasses import dataclass, replace
from typing import cast

from isnad.annotate.times.calendars import CalendarDate, Cue, Weekday
from isnad.annotate.times.clock import clock_at
from isnad.annotate.times.dates import cue_at, date_at
from isnad.annotate.times.lengths import Offset
from isnad.annotate.times.meaning import Finer, Meaning, Night, Vague
from isnad.annotate.times.numerals import ordinal
from isnad.annotate.times.text import Match, Text
from isnad.model.vocabulary import Precision

_GAPS = frozenset(("", "،", ",", "(", "-", "–", ":", "|", "/", ")"))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What has been read of the day so far."""

    end: int
    date: CalendarDate | None = None
    offset: int | None = None
    weekday: Weekday | None = None
    second: Weekday | None = None
    part: str | None = None
    night: bool = False
    clock: Precision | None = None

    @property
    def placed(self) -> bool:
        return self.date is not None or self.offset is not None or self.weekday is not None


def day_at(text: Text, index: int) -> Match | None:
    """The day that begins at `index`; a part of day alone is read too, without bounds."""
    night = text.look(index, "relative_night") or text.look(index, "tonight")
    if night:
        return _relative_night(text, index)
    seen = _Seen(index)
    while True:
        more = _step(text, seen, index)
        if more is None:
            break
        seen = more
    if not seen.placed:
        return _part_alone(text, index, seen)
    return Match(index, seen.end, _meaning(seen), _rule(seen))


def _relative_night(text: Text, index: int) -> Match | None:
    night = text.look(index, "relative_night")
    if night:
        return Match(index, night.end, Night(Offset(1, "day", -1)), "night")
    tonight = text.look(index, "tonight")
    if tonight is None or text.next(tonight.end, "cue"):
        return None
    return Match(index, tonight.end, Finer(Offset(0, "day", -1), "night"), "night")


def _step(text: Text, seen: _Seen, first: int) -> _Seen | None:
    at = seen.end
    if at > first:
        if not text.near(at) or text.gap(at) not in _GAPS:
            return None
        at = _over_connector(text, at, seen)
    for read in (_part, _date, _relative, _weekday, _clock):
        more = read(text, seen, at)
        if more:
            return more
    return None


def _over_connector(text: Text, index: int, seen: _Seen) -> int:
    """Skips `من`, `يوم`, `الموافق`, between two parts of one day."""
    for kind in ("twin", "of", "day_head"):
        hit = text.look(index, kind)
        if hit and text.near(hit.end) and not (kind == "of" and seen.date):
            index = hit.end
    return index


def _part(text: Text, seen: _Seen, index: int) -> _Seen | None:
    if seen.part:
        return None
    hours = _hours(text, index)
    if hours:
        return hours
    if seen.placed:
        hit = text.look(index, "daypart_adverb")
        return replace(seen, end=hit.end, part=str(hit.value)) if hit else None
    adverb = text.look(index, "daypart_adverb")
    hit = text.look(index, "daypart")
    if hit and (not adverb or hit.end >= adverb.end):
        return replace(seen, end=hit.end, part=str(hit.value), night=hit.value == "night")
    return replace(seen, end=adverb.end, part=str(adverb.value)) if adverb else None


def _hours(text: Text, index: int) -> _Seen | None:
    """`ساعات الفجر الأولى`, `ساعة متأخرة من ليل`."""
    hit = text.look(index, "hours")
    if hit is None:
        return None
    at, adjectives = hit.end, 0
    while adjective := text.next(at, "hours_adjective"):
        at, adjectives = adjective.end, adjectives + 1
    of = text.next(at, "of") if adjectives else None
    at = of.end if of else at
    part = text.next(at, "daypart") or text.next(at, "definite_daypart")
    if part is None:
        return None
    at = part.end
    while adjective := text.next(at, "hours_adjective"):
        at = adjective.end
    return _Seen(at, part=str(part.value), night=part.value == "night")


def _date(text: Text, seen: _Seen, index: int) -> _Seen | None:
    if seen.date:
        return None
    found = date_at(text, index)
    return replace(seen, end=found.end, date=found.date) if found else None


def _relative(text: Text, seen: _Seen, index: int) -> _Seen | None:
    if seen.placed:
        return None
    hit = text.look(index, "relative_day")
    if hit is None or text.look(hit.end, "cue") or (hit.value == 0 and _numbered(text, hit.end)):
        return None
    if hit.value == 0 and hit.before.endswith("ل"):
        return None
    return replace(seen, end=hit.end, offset=int(hit.value))


def _numbered(text: Text, index: int) -> bool:
    """`اليوم الثالث`: a day that is counted; `اليوم الأول` too, but not `اليوم الاثنين`."""
    return text.joined(index) and ordinal(text, index) is not None and not date_at(text, index)


def _weekday(text: Text, seen: _Seen, index: int) -> _Seen | None:
    if seen.weekday:
        return _second_weekday(text, seen, index)
    head = text.look(index, "day_head")
    at = head.end if head and text.joined(head.end) else index
    hit = text.look(at, "weekday") or (text.look(at, "weekday_bare") if at > index else None)
    if hit is None:
        if head and at > index and not seen.placed:
            return _relative(text, seen, at) or _date(text, seen, at)
        return None
    cue, week = cue_at(text, hit.end), _week(text, hit.end)
    if week:
        return replace(seen, end=week[0], weekday=Weekday(int(hit.value), week=week[1]))
    return replace(seen, end=cue[0] if cue else hit.end, weekday=Weekday(int(hit.value), cue[1] if cue else None))


def _week(text: Text, index: int) -> tuple[int, Cue] | None:
    """`من الأسبوع الماضي` after a weekday."""
    of = text.next(index, "of")
    unit = text.next(of.end, "the_unit") if of else None
    return cue_at(text, unit.end) if unit and unit.value == "week" else None


def _second_weekday(text: Text, seen: _Seen, index: int) -> _Seen | None:
    """`ليل الأحد - الإثنين`, `ليلة السبت على الأحد`."""
    if not seen.night or seen.second or seen.date or seen.weekday is None:
        return None
    at = index + 1 if text.words[index] == "علي" and text.joined(index + 1) else index
    hit = text.look(at, "weekday")
    if hit is None or int(hit.value) != (seen.weekday.number + 1) % 7:
        return None
    cue = cue_at(text, hit.end)
    second = Weekday(int(hit.value), cue[1] if cue else seen.weekday.cue)
    return replace(seen, end=cue[0] if cue else hit.end, second=second)


def _clock(text: Text, seen: _Seen, index: int) -> _Seen | None:
    if seen.clock or (not seen.placed and text.number(index) is not None):
        return None
    found = clock_at(text, index)
    if found is None:
        return None
    return replace(seen, end=found.end, clock="minute" if found.minute else "hour")


def _part_alone(text: Text, index: int, seen: _Seen) -> Match | None:
    if seen.clock:
        return Match(index, seen.end, Vague(seen.clock), "clock")
    adverb = text.look(index, "daypart_adverb")
    if seen.part and adverb and adverb.end == seen.end and _adverbial(text, index, adverb.end):
        return Match(index, seen.end, Vague("part_of_day"), "part_of_day")
    if seen.part and text.look(index, "hours"):
        return Match(index, seen.end, Vague("part_of_day"), "part_of_day")
    return None


def _adverbial(text: Text, index: int, end: int) -> bool:
    """`مساء` is an adverb only with its tanwin or where nothing can be its genitive."""
    if end > index + 1 or (text.words[index].endswith("ا") and not text.words[index].endswith("مسا")):
        return True
    return "ً" in text.view.text[text.view.starts[index] : text.view.ends[index] + 1] or not text.joined(end)


def _meaning(seen: _Seen) -> Meaning:
    day: Meaning
    if seen.date:
        day = seen.date
    elif seen.offset is not None:
        day = Offset(abs(seen.offset), "day", 1 if seen.offset > 0 else -1)
    else:
        day = cast(Weekday, seen.weekday)
    if seen.night:
        return Night(day, seen.second)
    if seen.clock:
        return Finer(day, seen.clock)
    return Finer(day, "part_of_day") if seen.part else day


def _rule(seen: _Seen) -> str:
    if seen.date:
        return "date" if seen.date.complete else "date_without_year"
    if seen.night:
        return "night"
    return "relative_day" if seen.offset is not None else "weekday"
