"""What a report is made from: the events of a period, those of the period before, and the states that turn in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from isnad.errors import SituationError
from isnad.publish.release.released import Event, Header, Party, Spot, State, Statement
from isnad.publish.situation.deeds import happened
from isnad.publish.situation.memory import NO_NEWS, News
from isnad.publish.situation.words import say, say_or
from isnad.publish.words import Lang

_TURNING = frozenset({"leads", "role", "subordinate_to", "member_of", "part_of", "controls", "present_at"})
_ALL_DAYS = 366 * 20


@dataclass(frozen=True, slots=True)
class Period:
    """Inclusive ISO days."""

    first: str
    last: str

    @classmethod
    def of(cls, first: str, last: str) -> "Period":
        """The period between two ISO days. SituationError where it ends before it begins or is longer than 20 years."""
        length = (date.fromisoformat(last) - date.fromisoformat(first)).days
        if length < 0:
            raise SituationError(f"--from {first} comes after --to {last}: give the earlier day with --from")
        if length > _ALL_DAYS:
            raise SituationError(f"{first} to {last} is too long for one report: ask for 20 years at most")
        return cls(first, last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1

    def before(self) -> "Period":
        """The period of the same length just before; it is cut at the first day of the calendar."""
        last = date.fromisoformat(self.first).toordinal() - 1
        first = max(last - self.days + 1, 1)
        return Period(*(date.fromordinal(max(one, 1)).isoformat() for one in (first, last)))

    def holds(self, first: str | None, last: str | None) -> bool:
        """Whether bounds lie wholly within it; open ones do not."""
        return bool(first and last and self.first <= first[:10] and last[:10] <= self.last)

    def has(self, day: str | None) -> bool:
        """Whether a day lies in it."""
        return bool(day and len(day) >= 10 and self.first <= day[:10] <= self.last)


@dataclass(frozen=True, slots=True)
class Material:
    """`asked` is the place or actor that the report is of. `events` overlap the period, `earlier` the one before it;
    `states` are those that concern what was asked for. `news` says what changed since the last report, `again` are the
    events that one told, as they are now; `arabic` the Arabic names of actors, districts and what is above, for their
    English ones."""

    header: Header
    period: Period
    asked: Party | Spot | None
    events: tuple[Event, ...]
    earlier: tuple[Event, ...]
    states: tuple[State, ...]
    news: News = NO_NEWS
    again: tuple[Event, ...] = ()
    arabic: Mapping[str, str] = field(default_factory=dict)

    def said_in(self, lang: Lang) -> "Material":
        """With the names of what places lie in as the language has them."""
        if lang == "en" or not self.arabic:
            return self
        events, earlier, again = (
            tuple(_in_arabic(one, self.arabic) for one in row) for row in (self.events, self.earlier, self.again)
        )
        return replace(self, events=events, earlier=earlier, again=again)

    def counted(self) -> list[Event]:
        """The events that are told as having happened and lie wholly within the period."""
        return [one for one in self.events if counts(one, self.period)]

    def loose(self) -> list[Event]:
        """The events whose days reach beyond the period."""
        return [one for one in self.events if not self.period.holds(one.from_, one.to)]

    def turned(self) -> list[State]:
        """States of command and of control that begin, end or are first told in the period."""
        return [
            one for one in self.states
            if one.type in _TURNING and any(map(self.period.has, (one.since, one.until, one.first)))
        ]  # fmt: skip


def _in_arabic(event: Event, names: Mapping[str, str]) -> Event:
    said = tuple(_speaker_in_arabic(one, names) for one in event.statements)
    event, spot = replace(event, statements=said), event.where
    if spot is None:
        return event
    above = {key: names.get(name, name) for key in ("admin1", "admin2", "admin3", "country")
             if (name := getattr(spot, key))}  # fmt: skip
    return replace(event, where=replace(spot, **above))


def _speaker_in_arabic(statement: Statement, names: Mapping[str, str]) -> Statement:
    """A speaker whom the gate tells by sort and by whom it is close to, which it does in English."""
    kind = statement.speaker_kind
    sort, close, name = (statement.speaker or "").partition(" close to ")
    if not close or sort != kind:
        return statement
    told = say("speaker.close", "ar", kind=say_or("source", sort, "ar"), name=names.get(name, name))
    return replace(statement, speaker=told)


def counts(event: Event, period: Period) -> bool:
    """Whether an event is counted in a period: told as having happened, and wholly within."""
    return happened(event.status, event.polarity) and period.holds(event.from_, event.to)
