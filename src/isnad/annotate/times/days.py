"""A day as reports name it: part of day, `اليوم` or `أمس`, weekday, date and clock, any of them together."""

from dataclasses import dataclass, replace
from typing import cast

from isnad.annotate.times.calendars import CalendarDate, Cue, OnWeekday, Weekday
from isnad.annotate.times.clock import clock_at
from isnad.annotate.times.dates import date_at
from isnad.annotate.times.lengths import Offset, Period
from isnad.annotate.times.meaning import Finer, Meaning, Night, Vague
from isnad.annotate.times.months import cue_at
from isnad.annotate.times.nth import DatedWeekday, NthWeekday, NumberedWeekday
from isnad.annotate.times.numerals import day_number, ordinal
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
    period: Period | None = None
    number: int | None = None
    counted: bool = False

    @property
    def placed(self) -> bool:
        return bool(self.date or self.weekday or self.period) or self.offset is not None


def day_at(text: Text, index: int) -> Match | None:
    """The day that begins at `index`; a part of day alone is read too, without bounds."""
    if text.look(index, "relative_night") or text.look(index, "tonight"):
        return _relative_night(text, index)
    part = text.look(index, "part_today")
    if part:
        return Match(index, part.end, Finer(Offset(0, "day", -1), "part_of_day"), "relative_day")
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
        return Match(index, night.end, Night(Offset(-int(night.value), "day", -1)), "night")
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
    zone = text.look(index, "clock_zone") if seen.clock and not seen.placed else None
    index = zone.end if zone and text.joined(zone.end) else index
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


_HOURS = "hours"


def _hours(text: Text, index: int) -> _Seen | None:
    """`ساعات الفجر الأولى`, `ساعة متأخرة من ليل`, `وقت مبكر من` before a day."""
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
        return _Seen(at, part=_HOURS) if of and text.joined(at) else None
    at = part.end
    while adjective := text.next(at, "hours_adjective"):
        at = adjective.end
    return _Seen(at, part=str(part.value), night=part.value == "night")


def _date(text: Text, seen: _Seen, index: int) -> _Seen | None:
    if seen.date or seen.number:
        return None
    found = date_at(text, index)
    if found is None:
        return _period_day(text, seen, index)
    day = ordinal(text, index) if seen.weekday and not seen.offset and text.joined(index) else None
    nth = day is not None and day[0] <= _MOST_IN_MONTH and text.words[day[1]] == "من"
    return replace(seen, end=found.end, date=found.date, counted=nth)


def _period_day(text: Text, seen: _Seen, index: int) -> _Seen | None:
    """`مساء اليوم نفسه`, `صباح اليوم التالي`."""
    which = text.look(index, "demonstrative")
    unit = text.next(which.end, "the_unit") if which else text.look(index, "the_unit")
    if seen.placed or unit is None or unit.value != "day":
        return None
    cue = cue_at(text, unit.end)
    if cue is None and which and which.value == "same":
        cue = unit.end, "same"
    if cue is None or cue[1] not in ("same", "following", "preceding"):
        return None
    return replace(seen, end=cue[0], period=Period("day", cue[1]))


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
    if hit is None or (hit.before and at > index):  # `يوم واحد`
        if head and at > index and not seen.placed:
            return _relative(text, seen, at) or _date(text, seen, at)
        return None
    cue, week = cue_at(text, hit.end), _week(text, hit.end)
    if week:
        return replace(seen, end=week[0], weekday=Weekday(int(hit.value), week=week[1]))
    numbered = None if cue or seen.placed else _number(text, hit.end)
    if numbered:
        return replace(seen, end=numbered[1], weekday=Weekday(int(hit.value)), number=numbered[0], counted=numbered[2])
    return replace(seen, end=cue[0] if cue else hit.end, weekday=Weekday(int(hit.value), cue[1] if cue else None))


def _number(text: Text, index: int) -> tuple[int, int, bool] | None:
    """`يوم الجمعة 15`, `يوم الأحد الثاني`: a day of the month or a count of weekdays, where nothing counted follows;
    the third value says whether it counts weekdays."""
    if not text.joined(index):
        return None
    index += text.words[index] == "في"
    nth = ordinal(text, index)
    found = nth or day_number(text, index)
    if found is None or not 1 <= found[0] <= 31 or text.near(found[1]) or date_at(text, index):
        return None
    return *found, nth is not None and found[0] <= _MOST_IN_MONTH


_MOST_IN_MONTH = 5


def _week(text: Text, index: int) -> tuple[int, Cue] | None:
    """`من الأسبوع الماضي`, `من هذا الأسبوع` after a weekday."""
    of = text.next(index, "of")
    which = text.next(of.end, "demonstrative") if of else None
    at = which.end if which else of.end if of else index
    unit = text.next(at, "the_unit") if of else None
    if unit is None or unit.value != "week":
        return None
    return (unit.end, cast(Cue, which.value)) if which else cue_at(text, unit.end)


def _second_weekday(text: Text, seen: _Seen, index: int) -> _Seen | None:
    """`ليل الأحد - الإثنين`, `ليلة السبت على الأحد`, `ليل الخميس إلى الجمعة`."""
    if not seen.night or seen.second or seen.date or seen.weekday is None:
        return None
    into = text.look(index, "night_into")
    hit = text.look(into.end if into and text.joined(into.end) else index, "weekday")
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
    if seen.part and seen.part != _HOURS and text.look(index, "hours"):
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
        day = DatedWeekday(seen.date, seen.weekday.number) if seen.counted and seen.weekday else seen.date
    elif seen.period:
        day = seen.period
    elif seen.number and seen.weekday:
        day = _numbered_weekday(seen.weekday.number, seen.number, counted=seen.counted)
    elif seen.offset is not None:
        day = Offset(abs(seen.offset), "day", 1 if seen.offset > 0 else -1)
        day = OnWeekday(day, seen.weekday.number) if seen.weekday else day
    else:
        day = cast(Weekday, seen.weekday)
    if seen.night:
        return Night(day, seen.second)
    if seen.clock:
        return Finer(day, seen.clock)
    return Finer(day, "part_of_day") if seen.part else day


def _numbered_weekday(weekday: int, number: int, *, counted: bool) -> Meaning:
    return NthWeekday(Period("month", "this"), weekday, number) if counted else NumberedWeekday(weekday, number)


def _rule(seen: _Seen) -> str:
    if seen.date:
        return "date" if seen.date.complete else "date_without_year"
    if seen.night:
        return "night"
    return "relative_day" if seen.offset is not None else "weekday"
