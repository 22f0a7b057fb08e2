"""Distances: `قبل يومين`, `منذ ثلاثة أشهر`, `بعد أسبوع من ذلك`, `لليوم الثالث على التوالي`."""

from typing import cast

from isnad.annotate.times.counts import Count, count_at
from isnad.annotate.times.lengths import Offset, Streak, Unit
from isnad.annotate.times.meaning import Ahead, Between, Meaning, Since, Then, Vague
from isnad.annotate.times.numerals import ordinal
from isnad.annotate.times.points import point_at
from isnad.annotate.times.tense import lasting, phrase_end
from isnad.annotate.times.text import Match, Text


def ago(text: Text, index: int) -> Match | None:
    """`قبل يومين`; with `من ذلك` from the time before, with `من` and an event without bounds."""
    hit = text.look(index, "ago")
    count = count_at(text, hit.end) if hit and text.joined(hit.end) else None
    if hit is None or count is None or count.definite or _dated_unit(text, hit.end, count):
        return None
    return _from_where(text, index, count, -1, "ago")


def _dated_unit(text: Text, index: int, count: Count) -> bool:
    """`قبل يوم الجمعة`, `قبل عام 2011`, `منذ ساعات الفجر`: a point that reaches further than the length."""
    found = point_at(text, index)
    return found is not None and found.end > count.end


def after(text: Text, index: int) -> Match | None:
    """`بعد يومين`: from publication when it says so or speaks of the future, from another time when that is named."""
    hit = text.look(index, "after")
    count = count_at(text, hit.end) if hit and text.joined(hit.end) else None
    if (
        hit is None
        or count is None
        or count.definite
        or _dated_unit(text, hit.end, count)
        or text.words[index - 1 : index] == ["علي"]
    ):
        return None
    return _from_where(text, index, count, 1, "after")


def _from_where(text: Text, index: int, count: Count, direction: int, rule: str) -> Match | None:
    end, base = count.end, None
    now, then = text.next(end, "from_now"), text.next(end, "from_then")
    if now:
        end = now.end
    elif then:
        end, base = then.end, Then()
    elif text.joined(end) and text.words[end] == "من" and end + 1 < len(text):
        point = point_at(text, end + 1)
        if point is None:
            return Match(index, phrase_end(text, end + 1, 4), Vague(count.unit), rule + "_event")
        return Match(index, point.end, _distance(count, direction, point.meaning), rule + "_point")
    if direction > 0 and not now and not then:
        return Match(index, end, Ahead(_distance(count, direction, None)), rule)
    return Match(index, end, _distance(count, direction, base), rule)


def _distance(count: Count, direction: int, base: Meaning | None) -> Meaning:
    if count.number is None and count.unit == "hour":
        return Offset(1, "hour", direction, base)
    if count.number is None:
        return Vague()
    near = Offset(count.number, count.unit, direction, base, count.less, count.rest)
    if count.other is None:
        return near
    far = Offset(count.other, count.unit, direction, base)
    return Between(far, near) if direction < 0 else Between(near, far)


def since_length(text: Text, index: int) -> Match | None:
    """`منذ يومين`: a point when the deed is done, open when the state lasts."""
    hit = text.look(index, "since")
    count = count_at(text, hit.end) if hit and text.joined(hit.end) else None
    if hit is None or count is None or count.definite or _dated_unit(text, hit.end, count):
        return None
    meaning = _distance(count, -1, None)
    if isinstance(meaning, Offset | Between) and lasting(text, index, count.end):
        meaning = Since(meaning)
    now = text.next(count.end, "from_now")
    return Match(index, now.end if now else count.end, meaning, "since_length")


def from_then(text: Text, index: int) -> Match | None:
    """`بعد ذلك بيومين`, `قبلها بثلاثة أيام`."""
    hit = text.look(index, "after_that")
    if hit is None or not text.joined(hit.end) or not text.words[hit.end].startswith("ب"):
        return None
    count = count_at(text, hit.end)
    if count is None or count.definite:
        return None
    return Match(index, count.end, _distance(count, int(hit.value), Then()), "from_then")


def streak(text: Text, index: int) -> Match | None:
    """`لليوم الثالث على التوالي`, `لليلة الثانية على التوالي`."""
    hit = text.look(index, "the_unit") or text.look(index, "tonight")
    said = ordinal(text, hit.end) if hit and hit.before.endswith("ل") and text.near(hit.end) else None
    if hit is None or said is None or hit.value in ("minute", "hour") or said[0] < 2:
        return None
    row = text.next(said[1], "in_a_row")
    unit = cast(Unit, hit.value) if isinstance(hit.value, str) else "day"
    return Match(index, row.end if row else said[1], Streak(said[0], unit), "streak")
