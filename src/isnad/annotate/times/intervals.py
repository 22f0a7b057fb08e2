"""From when to when: `من … إلى`, `بين … و`, `منذ … حتى`, `خلال …`, `يومي … و`, and intervals open at one end."""

from dataclasses import replace

from isnad.annotate.times.calendars import CalendarDate, Weekday, extent
from isnad.annotate.times.counts import count_at
from isnad.annotate.times.dates import date_at
from isnad.annotate.times.lengths import Last, Offset, Part
from isnad.annotate.times.meaning import After, Between, Coming, Finer, Meaning, Since, Then, Until, Vague
from isnad.annotate.times.months import counted, month_at
from isnad.annotate.times.numerals import day_number, said_year, year_number
from isnad.annotate.times.periods import opened_month
from isnad.annotate.times.points import point_at
from isnad.annotate.times.tense import lasting, phrase_end
from isnad.annotate.times.text import Match, Text

_EVENT = 6
_PASSING = frozenset(("weekday", "relative_day", "night", "clock", "part_of_day", "vague"))
_DASHES = frozenset(("-", "–", "—", "ـ"))


def since(text: Text, index: int) -> Match | None:
    """`منذ عام 2017`, `منذ منتصف نوفمبر وحتى …`, `منذ اندلاع الثورة عام 2011`, `منذ ذلك الحين`."""
    hit = text.look(index, "since")
    if hit is None or not text.near(hit.end):
        return None
    then = text.look(hit.end, "then")
    if then:
        return Match(index, then.end, Since(Then()), "since_then")
    point = point_at(text, hit.end) or opened_month(text, hit.end) or _bare_year(text, hit.end)
    if point is None:
        return None if hit.value == "starting" else _since_event(text, index, hit.end)
    upper = _upper(text, point.end)
    if upper:
        return Match(index, upper.end, _span(point.meaning, upper.meaning), "since_until")
    if hit.value == "starting" and lasting(text, index, point.end):
        return Match(index, point.end, Since(Coming(point.meaning)), "since")
    return Match(index, point.end, Since(point.meaning), "since")


def _since_event(text: Text, index: int, start: int) -> Match | None:
    limit = min(start + _EVENT + 1, len(text))
    for at in range(start, limit):
        if at > start and not text.joined(at):
            break
        point = point_at(text, at) if at > start else None
        if point and point.rule not in _PASSING:
            return Match(index, point.end, Since(point.meaning), "since_event")
    if not text.joined(start):
        return None
    return Match(index, phrase_end(text, start, 4), Vague(), "since_event")


def _upper(text: Text, index: int) -> Match | None:
    """The upper end after `حتى`, `إلى` or a dash, at `index`."""
    hit = text.look(index, "to") if text.near(index) else None
    if hit is None or not text.near(hit.end):
        return None
    now = text.look(hit.end, "now")
    if now:
        return Match(index, now.end, Offset(0, "day", -1), "now")
    return point_at(text, hit.end) or _bare_year(text, hit.end)


def until(text: Text, index: int) -> Match | None:
    """`حتى الآن`, `حتى نهاية العام`, `لغاية يوم السبت`."""
    until_now = text.look(index, "until_now")
    if until_now:
        return Match(index, until_now.end, Until(Offset(0, "day", -1)), "until_now")
    hit = text.look(index, "until")
    if hit is None or not text.near(hit.end):
        return None
    now = text.look(hit.end, "now")
    point = point_at(text, hit.end)
    if now and (point is None or point.end <= now.end):
        return Match(index, now.end, Until(Offset(0, "day", -1)), "until_now")
    then = text.look(hit.end, "then") if point is None else None
    if then:
        return Match(index, then.end, Until(Then()), "until")
    return Match(index, point.end, Until(point.meaning), "until") if point else None


def before(text: Text, index: int) -> Match | None:
    """`قبل عام 2011`, `قبل 2011`, `قبل يوم الجمعة`; `قبيل فجر اليوم` is part of that day."""
    hit = None if text.look(index, "daypart") else text.look(index, "before")
    point = (point_at(text, hit.end) or _bare_year(text, hit.end)) if hit and text.joined(hit.end) else None
    return Match(index, point.end, Until(point.meaning, short=True), "before") if point else None


def after_point(text: Text, index: int) -> Match | None:
    """`بعد عام 2011`, `بعد 7 تشرين الأول`."""
    hit = text.look(index, "after")
    if text.words[index - 1 : index] == ["علي"]:
        return None
    point = (point_at(text, hit.end) or _bare_year(text, hit.end)) if hit and text.joined(hit.end) else None
    return Match(index, point.end, After(point.meaning), "after_point") if point else None


def during(text: Text, index: int) -> Match | None:
    """`خلال 48 ساعة`, `خلال الأسبوع الماضي`; what went on all the while: `على مدى ثلاثة أيام`, `طوال اليوم`."""
    hit = text.look(index, "during")
    if hit is None or not text.near(hit.end):
        return None
    point = year_range(text, hit.end) or point_at(text, hit.end) or paired(text, hit.end) or span_at(text, hit.end)
    if point:
        return Match(index, point.end, point.meaning, str(hit.value))
    count = count_at(text, hit.end)
    if count is None or count.unit == "minute" or (count.definite and count.number is None):
        return None
    if count.number is None:
        return Match(index, count.end, Vague(), "vague_during")
    return Match(index, count.end, Last(count.number, count.unit, rest=count.rest), str(hit.value))


def span_at(text: Text, index: int) -> Match | None:
    """`من 5 إلى 12 شباط`, `بين عامي 2013 و2015`, `من السبت حتى الاثنين`."""
    cue, joined_by = text.look(index, "between"), "و"
    if cue is None:
        cue, joined_by = text.look(index, "from"), "to"
    if cue is None or not text.near(cue.end):
        return None
    both = paired(text, cue.end) if joined_by == "و" else None
    if both:
        return both._replace(first=index)
    left = point_at(text, cue.end) or opened_month(text, cue.end) or _loose_end(text, cue.end)
    if left is None:
        return None
    right = _right(text, left.end, joined_by)
    if right is None:
        return None
    return Match(index, right.end, _span(left.meaning, right.meaning), "from_to")


def _right(text: Text, index: int, joined_by: str) -> Match | None:
    if joined_by == "to":
        return _upper(text, index)
    start = _after_and(text, index)
    if start is None:
        return None
    return point_at(text, start) or opened_month(text, start) or _bare_year(text, start)


def _after_and(text: Text, index: int) -> int | None:
    """The word that `و` joins, whether written apart or onto it."""
    if not text.near(index):
        return None
    if text.words[index] == "و":
        return index + 1 if index + 1 < len(text) else None
    return index if text.words[index].startswith("و") else None


def _loose_end(text: Text, index: int) -> Match | None:
    """A bare day or year, which only the other end of the interval makes a date."""
    day = day_number(text, index)
    if day:
        return Match(index, day[1], CalendarDate(day=day[0]), "day")
    return _bare_year(text, index)


def _bare_year(text: Text, index: int) -> Match | None:
    number, said = year_number(text, index), said_year(text, index)
    year, end = said if said and said[1] > index + 1 else (number or 0, index + 1)
    return Match(index, end, CalendarDate(year), "year") if year > 1500 and not counted(text, end) else None


def _span(left: Meaning, right: Meaning) -> Meaning:
    """The interval; the left end takes from the right one what it leaves open, `العاشر منه` its month from the left."""
    inner = right.of if isinstance(right, Finer) else right
    whole = left.of if isinstance(left, Part) else left
    if (
        isinstance(inner, CalendarDate)
        and inner.month_cue == "same"
        and isinstance(whole, CalendarDate)
        and whole.month
    ):
        return Between(left, replace(whole, day=inner.day))
    if isinstance(left, CalendarDate) and isinstance(inner, CalendarDate):
        left = _filled(left, inner)
    elif isinstance(left, Weekday) and isinstance(inner, Weekday) and left.cue is None:
        left = Weekday(left.number, inner.cue)
    return Between(left, right)


def _filled(left: CalendarDate, right: CalendarDate) -> CalendarDate:
    if left.day and not left.month and not left.month_cue:
        left = replace(left, month=right.month, month_cue=right.month_cue, hijri=right.hijri)
    if left.month and not (left.year or left.year_cue or left.cue):
        left = replace(left, year_cue=right.year_cue, cue=right.cue if left.month == right.month else left.cue)
        if right.year and left.hijri == right.hijri:
            later = right.month is not None and left.month is not None and left.month > right.month
            left = replace(left, year=right.year - later)
    return left


def paired(text: Text, index: int) -> Match | None:
    """`يومي الجمعة والسبت الماضيين`, `عامي 2013 و2014`, `شهري آذار ونيسان`, `يومي 5 و6 شباط`."""
    head = text.look(index, "day_pair") or text.look(index, "pair")
    if head is None or not text.near(head.end):
        return None
    years = year_range(text, head.end)
    if years:
        return years._replace(first=index)
    left = right = point_at(text, head.end) or _loose_end(text, head.end)
    members = 0
    while right and (start := _after_and(text, right.end)) is not None and (members == 0 or head.value != "two"):
        more = point_at(text, start) or _loose_end(text, start)
        if more is None:
            break
        right, members = more, members + 1
    if left is None or right is None or not members or right.rule == "day":
        return None
    return Match(index, right.end, _span(left.meaning, right.meaning), "pair")


def day_range(text: Text, index: int) -> Match | None:
    """`5 - 12 شباط`, `5 و6 شباط`, `6 و7 و8 آذار`, `2011-2015` after a cue: numbers that share their month."""
    left = day_number(text, index)
    if left is None or not text.near(left[1]):
        return None
    start = left[1] if text.gap(left[1]) in _DASHES else _after_and(text, left[1])
    chain = day_range(text, start) if start is not None else None
    if start is not None and chain and isinstance(chain.meaning, Between) and _after(left[0], chain.meaning.left):
        return Match(index, chain.end, _span(CalendarDate(day=left[0]), chain.meaning.right), "day_range")
    right = date_at(text, start) if start is not None else None
    if right is None or right.date.day is None or right.date.day <= left[0]:
        return None
    meaning = _span(CalendarDate(day=left[0]), right.date)
    return Match(index, right.end, meaning, "day_range")


def _after(day: int, first: Meaning) -> bool:
    return isinstance(first, CalendarDate) and first.day is not None and first.day > day


def month_range(text: Text, index: int) -> Match | None:
    """`تشرين الأول/نوفمبر 2021`: two different months."""
    left = month_at(text, index)
    if left is None or not left.sure or text.gap(left.end) not in _DASHES:
        return None
    right = point_at(text, left.end)
    if right is None or not isinstance(right.meaning, CalendarDate) or right.meaning.day or not right.meaning.month:
        return None
    return Match(
        index, right.end, _span(CalendarDate(month=left.number, hijri=left.hijri), right.meaning), "month_range"
    )


def year_range(text: Text, index: int) -> Match | None:
    """`2011-2015` in brackets or after a time word."""
    left, right = year_number(text, index), year_number(text, index + 1)
    if left is None or right is None or text.gap(index + 1) not in _DASHES or not 1900 <= left < right:
        return None
    opened = text.view.opens(index) or any(text.look(index - 1, kind) for kind in ("place_on_year", "during", "pair"))
    if not opened or text.gap(index + 2) in _DASHES or extent(right) is None:
        return None
    return Match(index, index + 2, Between(CalendarDate(left), CalendarDate(right)), "year_range")
