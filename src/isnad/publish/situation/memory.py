"""What a report remembers for the next one: which events it told, and a digest of each part of them.

It lies beside the report as `REPORT.state.json`. A run that finds the same compares with what the last one compared
with, so that it gives the same report again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from isnad.errors import SituationError
from isnad.publish.release.released import Event, Withdrawn

_FORM: Final = 1
_PARTS: Final[Mapping[str, Callable[[Event], object]]] = {
    "kind": lambda one: [one.type, one.mode, one.status, one.polarity],
    "day": lambda one: [one.from_, one.to],
    "place": lambda one: asdict(one.where) if one.where else None,
    "parties": lambda one: (
        [[party.id for party in row] for row in (one.agents, one.targets, one.accused)] + [one.unidentified]
    ),
    "toll": lambda one: [[asdict(toll) for toll in one.tolls], one.attacks],
    "disputes": lambda one: sorted(one.contradictions),
    "reports": lambda one: [sorted(report.id for report in one.reports), sorted(said.id for said in one.statements)],
    "review": lambda one: one.reviewed,
}


@dataclass(frozen=True, slots=True)
class Told:
    """How an event was told: a digest of each part, and its titles for the day on which it is withdrawn."""

    parts: Mapping[str, str]
    title_ar: str
    title_en: str

    @classmethod
    def of(cls, event: Event) -> "Told":
        """How an event is told now."""
        return cls({name: _digest(part(event)) for name, part in _PARTS.items()}, event.title_ar, event.title_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is of; only reports of one profile can be compared."""

    profile: str
    first: str
    last: str
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a report told. `written` is a digest of the report without what people added, `baseline` what it was
    compared with itself."""

    scope: Scope
    told: Mapping[str, Told]
    written: str = ""
    baseline: "Memory | None" = None

    @classmethod
    def of(cls, text: str) -> "Memory":
        """What a file of ours says. Raises SituationError where it is none."""
        try:
            return _memory(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise SituationError(
                "the file that tells of the last report (.state.json) is broken: move it away to compare with nothing"
            ) from error

    def alone(self) -> "Memory":
        """Without what it was compared with."""
        return replace(self, baseline=None)

    def to_text(self) -> str:
        """The file."""
        return json.dumps(_plain(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@dataclass(frozen=True, slots=True)
class Gone:
    """An event of the last report that this one does not tell; `into` is the one that it was joined to."""

    id: str
    title_ar: str
    title_en: str
    into: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What changed since the last report: ids that are new, ids with the names of the parts that changed, and what is
    gone. `last` is None where there is nothing to compare with, `comparable` False where it was of another profile."""

    last: Scope | None = None
    comparable: bool = True
    new: tuple[str, ...] = ()
    updated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()


NO_NEWS: Final = News()
"""There is no report to compare with."""


def told_of(events: Iterable[Event]) -> dict[str, Told]:
    """How each event is told, by its id."""
    return {one.id: Told.of(one) for one in events}


def baseline_of(memory: Memory | None, scope: Scope, told: Mapping[str, Told]) -> Memory | None:
    """What a run is compared with: the last report, or, where that told the same, what it was compared with."""
    if memory is not None and memory.scope == scope and memory.told == told:
        return memory.baseline
    return memory


def news_of(
    baseline: Memory | None, scope: Scope, events: Iterable[Event], again: Iterable[Event],
    withdrawn: Iterable[Withdrawn],
) -> News:  # fmt: skip
    """What changed since `baseline`. `events` are those of this report, `again` those that the last one's question
    finds now (the same ones where it is the same)."""
    if baseline is None:
        return NO_NEWS
    if baseline.scope.profile != scope.profile:
        return News(baseline.scope, comparable=False)
    now = {one.id: one for one in events}
    still = {one.id: one for one in again} | now
    into = {one.id: one.into for one in withdrawn}
    updated = {id_: changed for id_, old in baseline.told.items()
               if id_ in still and (changed := _changed(old, Told.of(still[id_])))}  # fmt: skip
    gone = [Gone(id_, old.title_ar, old.title_en, into.get(id_))
            for id_, old in baseline.told.items() if id_ not in still]  # fmt: skip
    return News(
        baseline.scope, new=tuple(id_ for id_ in now if id_ not in baseline.told), updated=updated, gone=tuple(gone)
    )


def _changed(old: Told, new: Told) -> tuple[str, ...]:
    return tuple(name for name, digest in new.parts.items() if old.parts.get(name) != digest)


def _digest(part: object) -> str:
    return hashlib.sha256(json.dumps(part, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def _plain(memory: Memory) -> dict[str, Any]:
    return {
        "form": _FORM, "scope": asdict(memory.scope), "written": memory.written,
        "told": {id_: asdict(one) for id_, one in memory.told.items()},
        "baseline": _plain(memory.baseline) if memory.baseline else None,
    }  # fmt: skip


def _memory(plain: dict[str, Any]) -> Memory:
    if plain["form"] != _FORM:
        raise ValueError(plain["form"])
    told = {str(id_): Told({str(k): str(v) for k, v in one["parts"].items()}, str(one["title_ar"]),
                           str(one["title_en"])) for id_, one in plain["told"].items()}  # fmt: skip
    before = _memory(plain["baseline"]) if plain["baseline"] else None
    scope = Scope(**{name: str(plain["scope"][name]) for name in ("profile", "first", "last", "asked")})
    return Memory(scope=scope, told=told, written=str(plain["written"]), baseline=before)
