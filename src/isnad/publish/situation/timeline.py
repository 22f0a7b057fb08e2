"""The events of a period as bars of a day, a week or a month, in Arabic from right to left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from isnad.publish.release.released import Event
from isnad.publish.situation.calling import day
from isnad.publish.situation.deeds import happened
from isnad.publish.situation.document import Figure
from isnad.publish.situation.drawing import DONE, ELSE, INK, LINE, MUTE, line, picture, rect, text
from isnad.publish.situation.material import Period
from isnad.publish.situation.words import say
from isnad.publish.words import Lang, word

Step = Literal["day", "week", "month"]
_MOST_DAYS, _MOST_WEEKS = 45, 420
_WIDTH, _HEIGHT, _SIDE, _TOP, _FOOT, _LABEL = 720, 190, 34, 34, 30, 46


@dataclass(frozen=True, slots=True)
class Bar:
    """From `first` to `last`: how many events are told as having happened, and how many otherwise."""

    first: str
    last: str
    done: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars in the order of time; `loose` is the number of events that are dated wider than one bar."""

    step: Step
    bars: tuple[Bar, ...]
    loose: int


def timeline(events: Sequence[Event], period: Period) -> Timeline:
    """Counts events by the bar in which all of their days lie."""
    step: Step = "day" if period.days <= _MOST_DAYS else "week" if period.days <= _MOST_WEEKS else "month"
    bounds = _bounds(period, step)
    numbers = {one: [0, 0] for one in bounds}
    loose = 0
    for event in events:
        held = next((one for one in bounds if Period(*one).holds(event.from_, event.to)), None)
        if held is None:
            loose += 1
        else:
            numbers[held][0 if happened(event.status, event.polarity) else 1] += 1
    return Timeline(step, tuple(Bar(*one, *numbers[one]) for one in bounds), loose)


def draw(found: Timeline, lang: Lang) -> Figure:
    """The bars; the table that goes with them says the same."""
    count = len(found.bars)
    most = max(1, *(one.done + one.others for one in found.bars))
    wide, high = (_WIDTH - 2 * _SIDE) / count, _HEIGHT - _TOP - _FOOT
    parts = [rect(0, 0, _WIDTH, _HEIGHT, "#ffffff")]
    for tick in sorted({0, most // 2, most}):
        y = _HEIGHT - _FOOT - high * tick / most
        parts += [line(_SIDE, y, _WIDTH - _SIDE, y), _tick(y + 4, str(tick), lang)]
    gap = max(0.5, wide * 0.12)
    every = max(1, -(-count // (6 if found.step == "month" else 8)))
    for number, bar in enumerate(found.bars):
        place = count - 1 - number if lang == "ar" else number
        x = _SIDE + place * wide
        parts += _columns(bar, x + gap, wide - 2 * gap, high / most)
        if number % every == 0:
            middle = min(max(x + wide / 2, _LABEL), _WIDTH - _LABEL)
            parts.append(text(middle, _HEIGHT - 10, _label(bar.first, found.step, lang), size=10, fill=MUTE))
    parts += _legend(lang)
    alt = say("timeline.alt", lang, first=day(found.bars[0].first, lang), last=day(found.bars[-1].last, lang))
    return Figure("timeline", picture(_WIDTH, _HEIGHT, parts), _WIDTH, _HEIGHT, alt)


def _columns(bar: Bar, x: float, wide: float, unit: float) -> list[str]:
    y = _HEIGHT - _FOOT
    parts = [rect(x, y - bar.done * unit, wide, bar.done * unit, DONE)] if bar.done else []
    top = y - (bar.done + bar.others) * unit
    return [*parts, *([rect(x, top, wide, bar.others * unit, ELSE)] if bar.others else [])]


def _tick(y: float, number: str, lang: Lang) -> str:
    x = _WIDTH - _SIDE / 2 if lang == "ar" else _SIDE / 2
    return text(x, y, number, size=10, fill=MUTE)


def _legend(lang: Lang) -> list[str]:
    parts, at = [], _WIDTH - _SIDE if lang == "ar" else _SIDE
    sign = -1 if lang == "ar" else 1
    for key, fill in (("col.happened", DONE), ("col.others", ELSE)):
        words = say(key, lang)
        wide = 7 * len(words)
        parts.append(rect(min(at, at + sign * 12), 8, 12, 12, fill))
        parts.append(text(at + sign * (18 + wide / 2), 18, words, fill=INK))
        at += sign * (wide + 44)
    return [*parts, line(_SIDE, _HEIGHT - _FOOT, _WIDTH - _SIDE, _HEIGHT - _FOOT, LINE, 1.5)]


def _label(first: str, step: Step, lang: Lang) -> str:
    read = date.fromisoformat(first)
    month = word(f"month.{read.month}", lang).partition("/")[0]
    return f"{month} {read.year}" if step == "month" else f"{read.day} {month if lang == 'ar' else month[:3]}"


def _bounds(period: Period, step: Step) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    start, end = date.fromisoformat(period.first), date.fromisoformat(period.last)
    while start <= end:
        if step == "month":
            after = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        else:
            after = start + timedelta(days=1 if step == "day" else 7)
        found.append((start.isoformat(), min(after - timedelta(days=1), end).isoformat()))
        start = after
    return found
