"""Since when and until when a state has lasted, where the text says so beside it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from isnad.annotate.lexis import Lexis
from isnad.model import Event, Relation, Span, TimeExpression

_BEHIND, _BEFORE = 6, 3
_TIMELESS = frozenset({"part_of"})


def dated(
    lexis: Lexis, relations: tuple[Relation, ...], times: Iterable[TimeExpression], events: Iterable[Event]
) -> tuple[Relation, ...]:
    """The relations with the bounds that their clause gives (`تسيطر على المدينة منذ 2017`, `قاد اللواء حتى 2019`,
    `قاد اللواء بين 2015 و2018`). A time that dates an event beside the statement tells of that instead."""
    taken: dict[str | None, list[Span]] = defaultdict(list)
    for event in events:
        if event.when:
            taken[event.when.time] += event.triggers
    lasting = [time for time in times if _lasts(time)]
    return tuple(
        _with_bounds(lexis, relation, [t for t in lasting if all(map(relation.evidence.overlaps, taken[t.id]))])
        for relation in relations
    )


def _lasts(time: TimeExpression) -> bool:
    """Whether the expression has one open end, or both ends told."""
    if (time.from_ is None) != (time.to is None):
        return True
    return time.from_ != time.to and time.rule in _SPANS


_SPANS = frozenset({"from_to", "since_until", "year_range"})


def _with_bounds(lexis: Lexis, relation: Relation, lasting: list[TimeExpression]) -> Relation:
    if relation.type in _TIMELESS:
        return relation
    first, end = lexis.view.word_range(relation.evidence)
    for time in lasting:
        start, stop = lexis.view.word_range(time.span)
        between = _between(first, end, start, stop)
        if between is None or any(lexis.view.breaks[k] for k in between):
            continue
        if not any(lexis.is_verb(k) and not lexis.article(k) for k in between):
            return replace(relation, since=time.from_, until=time.to)
    return relation


def _between(first: int, end: int, start: int, stop: int) -> range | None:
    """The words between the statement and the time, where they are near: none when one lies in the other."""
    if first < stop and start < end:
        return range(0)
    if start >= end:
        return range(end, start + 1) if start - end <= _BEHIND else None
    return range(stop, first + 1) if first - stop <= _BEFORE else None
