"""Lengths of time in the text: `يومين`, `ثلاثة أيام`, `الـ 48 ساعة`, `الساعات الأربع والعشرين`, `شهر و21 يوما`."""

from typing import NamedTuple, cast

from isnad.annotate.times.lengths import More, Unit
from isnad.annotate.times.numerals import cardinal
from isnad.annotate.times.text import Text


class Count(NamedTuple):
    """So many units up to the index `end`; `number` None where the text does not say how many. `rest` is what finer
    units add (`شهر و21 يوما`), `other` a second number (`يومين أو ثلاثة`)."""

    end: int
    number: int | None
    unit: Unit
    definite: bool = False
    less: bool = False
    rest: tuple[More, ...] = ()
    other: int | None = None


_KINDS = ("units", "unit", "dual", "the_units", "the_unit", "the_dual")


def count_at(text: Text, index: int) -> Count | None:
    """The length of time at `index`."""
    about = text.look(index, "about")
    index = about.end if about else index
    less, more = text.look(index, "less"), text.look(index, "more")
    hit = less or more
    start = hit.end if hit else index
    if start >= len(text) or (hit and not text.joined(start)):
        return None
    found = _plain(text, start)
    if found is None:
        return None
    found = _with_fraction(text, _with_finer(text, _with_other(text, found)))
    return found._replace(less=less is not None, number=None if more else found.number)


def _with_other(text: Text, found: Count) -> Count:
    """`يومين أو ثلاثة`, `شهر أو شهرين`: a second number, with the unit again or without it."""
    at = text.next(found.end, "or")
    if not found.number or at is None or not text.joined(at.end):
        return found
    more = _plain(text, at.end)
    if more and more.unit == found.unit and more.number and more.number > found.number:
        return found._replace(end=more.end, other=more.number)
    number = cardinal(text, at.end)
    if number is None or not found.number < number[0] <= _FEW or (text.joined(number[1]) and _unit(text, number[1])):
        return found
    return found._replace(end=number[1], other=number[0])


_FEW = 10
_FROM_COARSE: tuple[Unit, ...] = ("year", "month", "week", "day")


def _with_finer(text: Text, found: Count) -> Count:
    """`شهر و21 يوما`, `عامين وشهر ويومين`: what the next words add in finer units."""
    unit = found.unit
    while found.number and not found.definite and unit in _FROM_COARSE and text.near(found.end):
        start = found.end + (text.words[found.end] == "و")
        comma = text.gap(found.end) in ("،", ",")
        if start >= len(text) or not (comma or text.words[found.end].startswith("و")):
            break
        more = _plain(text, start)
        if (
            more is None
            or not more.number
            or more.definite
            or more.unit not in _FROM_COARSE[_FROM_COARSE.index(unit) + 1 :]
        ):
            break
        found, unit = found._replace(end=more.end, rest=(*found.rest, (more.number, more.unit))), more.unit
    return found


_HALVES: dict[str, tuple[More, ...]] = {"year": ((6, "month"),), "month": ((15, "about"),)}


def _with_fraction(text: Text, found: Count) -> Count:
    for kind in ("fraction", "few", "about"):
        hit = text.next(found.end, kind)
        if hit:
            found = found._replace(end=hit.end)
            if hit.value == "half" and found.number and not found.rest:
                found = found._replace(rest=_HALVES.get(found.unit, ()))
            if kind == "few" and not found.definite and found.unit != "day":
                found = found._replace(number=found.number if found.number and found.number > 1 else None)
    return found


def _plain(text: Text, index: int) -> Count | None:
    unit = _unit(text, index)
    if unit:
        return _after_unit(text, index, *unit)
    few = text.look(index, "few")
    if few:
        unit = _unit(text, few.end) if text.joined(few.end) else None
        return Count(unit[2], None, unit[1]) if unit and unit[0] == "units" else None
    if text.words[index] in ("نصف", "ربع", "ثلث") and text.joined(index + 1):
        unit = _unit(text, index + 1)
        return Count(unit[2], 1, "hour") if unit and unit[1] == "hour" else None
    number = cardinal(text, index)
    if number is None or not text.joined(number[1]):
        return None
    either = text.look(number[1], "or")
    if either:
        return _either(text, number[0], either.end)
    unit = _unit(text, number[1])
    if unit is None or unit[0] in ("dual", "the_dual") or (unit[0] == "the_unit" and number[0] < 11):
        return None
    if unit[0] == "unit" and 2 < number[0] < 11:
        return None
    definite = text.words[index].startswith("ال") or unit[0] == "the_units"
    return Count(unit[2], number[0], unit[1], definite) if number[0] else None


def _either(text: Text, number: int, index: int) -> Count | None:
    """`ثلاثة أو أربعة أيام`, from the second number on."""
    more = _plain(text, index) if text.joined(index) else None
    if more is None or more.definite or more.other or not more.number or not 0 < number < more.number:
        return None
    return more._replace(number=number, other=more.number)


def _unit(text: Text, index: int) -> tuple[str, Unit, int] | None:
    entry = text.entries[index] if index < len(text) else None
    for kind in _KINDS:
        hit = text.look(index, kind) if entry and kind in entry else None
        if hit:
            return kind, cast(Unit, hit.value), hit.end
    return None


def _after_unit(text: Text, index: int, kind: str, unit: Unit, end: int) -> Count | None:
    definite = kind.startswith("the_")
    if kind.endswith("dual"):
        return Count(end, 2, unit, definite)
    number = cardinal(text, end) if text.joined(end) or (text.near(end) and text.words[end] == "ال") else None
    if kind == "the_units" and number and number[0] > 1 and number[0] < 1000:
        return Count(number[1], number[0], unit, True)
    if kind == "unit":
        one = number and number[0] == 1 and not text.look(end, "weekday")
        return Count(number[1] if number and one else end, 1, unit)
    return Count(end, None if kind.endswith("s") else 1, unit, definite)
