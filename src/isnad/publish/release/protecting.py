"""The one gate: what leaves passes it, whatever the format. It takes out what a profile does not let leave, and counts.

It goes by what is known to be safe: a name leaves where a rule lets it, and not because no rule stops it.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from isnad.arabic.letters import fold_phrase
from isnad.codebook import Codebook
from isnad.publish.release.drawn import Drawn, DrawnState
from isnad.publish.release.parties import may_hide_a_person
from isnad.publish.release.profile import Profile
from isnad.publish.release.released import Event, Loss, Party, PloverCode, Report, Spot, State, Statement, Toll
from isnad.publish.release.sides import settled_sides
from isnad.publish.release.spots import DISTRICTS, PROTECTED, SETTLED, Spots, rounded
from isnad.publish.release.titles import title
from isnad.publish.words import word

UNNAMED: Final = "unnamed"
"""What stands in a chain for a station that may not be named."""
_MOVEMENTS: Final = frozenset({"RELOCATE", "MOBILIZE", "RETREAT"})
_STATIONED: Final = frozenset({"present_at", "controls"})
_FINE: Final = SETTLED | {"neighbourhood", "square", "road", "front"}
_WIDER: Final = frozenset({"region", "country"})
_LETTERS: Final = 24


@dataclass(slots=True)
class Gate:
    """Lets out what a profile lets out. `secret` keys the ids that mean nothing elsewhere; `day` (ISO) is that of the
    release, from which the delay of movements is counted back."""

    profile: Profile
    book: Codebook
    spots: Spots
    secret: bytes
    day: str
    _taken: Counter[tuple[str, str]] = field(default_factory=Counter)

    def lost(self) -> tuple[Loss, ...]:
        """What was taken out so far, and why, in a fixed order."""
        return tuple(Loss(what, why, number) for (what, why), number in sorted(self._taken.items()))

    def event(self, drawn: Drawn) -> Event | None:
        """The event as it may leave; None where it may not, or not yet."""
        event = drawn.event
        if self._moves(event) and self._too_young(_last_day(event)):
            self._count("movements", f"younger than {self.profile.delay} days")
            return None
        if self.profile.is_whole:
            return event
        parties = {role: self._parties(getattr(event, role), role) for role in ("agents", "targets", "accused")}
        named = {one.id for one in (*parties["agents"], *parties["targets"])}
        reports = tuple(map(self.report, event.reports))
        told = partial(self.statement, unsayable=drawn.unsayable, outlets=_outlets(reports))
        public = replace(
            event, where=self.place(event.where), agents=parties["agents"], targets=parties["targets"],
            accused=self._accused(parties["accused"]), tolls=tuple(_unsided(one, named) for one in event.tolls),
            reports=reports, statements=tuple(map(told, event.statements)),
            reviewers=self._cut(event.reviewers, "reviewers"), notes=self._notes(event.notes, drawn.unsayable),
            plover=self._plover(event.plover) if event.plover else None,
            acled=settled_sides(event.acled, self._names(drawn.parties), event) if event.acled else None,
        )  # fmt: skip
        return replace(public, title_ar=title(public, "ar"), title_en=title(public, "en"))

    def state(self, drawn: DrawnState) -> State | None:
        """The state as it may leave; None where who stands in it, or to whom, may not be told, or not yet."""
        state = drawn.state
        if state.type in _STATIONED and self._too_young(state.last):
            self._count("states", f"younger than {self.profile.delay} days")
            return None
        if self.profile.is_whole:
            return state
        source = self.party(state.source, "states")
        target = self.place(state.target) if isinstance(state.target, Spot) else self.party(state.target, "states")
        if source is None or target is None:
            self._count("states", "who stands in it may not be told")
            return None
        role = state.role if state.role and not may_hide_a_person(state.role, self.book) else None
        reports = tuple(map(self.report, state.told_by))
        told = partial(self.statement, unsayable=drawn.unsayable, outlets=_outlets(reports))
        return replace(
            state, id=self.keyed(f"state:{state.id}"), source=source, target=target, role=role,
            scope=self.place(state.scope), told_by=reports, statements=tuple(map(told, state.statements)),
        )  # fmt: skip

    def party(self, party: Party, what: str) -> Party | None:
        """Who may be named; None where they may not."""
        if self.profile.is_whole:
            return party
        why = self._why_not(party)
        if why is None:
            return party
        self._count(what, why)
        if party.class_ is None:
            return None
        return Party(
            id=f"kind:{party.class_}", kind=party.kind, name_ar=word(f"class.{party.class_}", "ar"),
            name_en=word(f"class.{party.class_}", "en"), class_=party.class_, country=party.country,
        )  # fmt: skip

    def _why_not(self, party: Party) -> str | None:
        """Why somebody may not be named; None where they may."""
        if party.kind == "person":
            return None if party.in_role else "person without a post"
        if party.kind == "actor":
            hides = party.class_ is None and may_hide_a_person(party.name_ar, self.book)
            return "name that may be a person's" if hides else None
        if party.class_ in PROTECTED or (party.class_ is None and party.kind == "facility"):
            return "place at risk"
        if self.profile.settled or party.class_ in SETTLED:
            return None
        return "place finer than a village" if party.class_ else "place that no codebook knows"

    def place(self, spot: Spot | None) -> Spot | None:
        """Where it may be said to be; None where nothing coarse enough is known."""
        if spot is None or self.profile.exact:
            return spot
        kind = spot.kind or ""
        unknown = spot.id is None and kind not in (_FINE if self.profile.settled else SETTLED)
        if kind in PROTECTED or unknown:
            self._count("places", "place at risk")
            spot = self.spots.climbed(spot, DISTRICTS) or self.spots.climbed(spot, _WIDER)
        elif not self.profile.settled and kind not in SETTLED:
            self._count("places", "place finer than a village")
            spot = self.spots.climbed(spot, SETTLED)
        if spot is None or self.profile.settled or spot.lat is None:
            return spot
        self._count("coordinates", "rounded")
        return rounded(spot)

    def report(self, report: Report) -> Report:
        """A report by an id that tells nothing of its bytes, a post without its address."""
        if self.profile.addresses:
            return report
        post = report.platform != "web"
        for what, taken in (("titles of reports", report.title), ("addresses of posts", report.url if post else None)):
            self._cut((taken,) if taken else (), what)
        if post and not report.outlet_id:
            self._cut((report.outlet,) if report.outlet else (), "accounts")
        return replace(
            report, id=self.keyed(report.id), title=None, url=None if post else _plain(report.url),
            outlet=report.outlet if not post or report.outlet_id else None,
            copy_of=self.keyed(report.copy_of) if report.copy_of else None,
        )  # fmt: skip

    def statement(self, told: Statement, unsayable: frozenset[str], outlets: frozenset[str]) -> Statement:
        """A statement with who may be named, in words that may leave. `unsayable` are folded names of people who may
        not be named: words in which one of them stands do not leave either. `outlets` are those that are named."""
        if self.profile.private:
            return told
        for_body = told.speaker_kind in (None, "outlet") or told.speaker_id is not None or told.in_role
        quote = told.quote if self.profile.words and for_body and not _says_any(told.quote, unsayable) else None
        self._cut((told.quote,) if told.quote and quote is None else (), "quotations")
        public = not self.profile.addresses
        names = told.speaker_id is not None or told.in_role
        self._cut((told.speaker,) if told.speaker and not names else (), "names of sources")
        near = told.near if told.near and told.near.startswith("actor:") and not public else None
        chain = self._chain(told, outlets if not names or not told.speaker else outlets | {told.speaker})
        return replace(
            told, id=self.keyed(f"statement:{told.id}"), report=self.keyed(told.report) if public else told.report,
            speaker=told.speaker if names else self._sort(told, near), near=near, chain=chain, quote=quote,
            span=told.span if quote is not None else None, prefix="", suffix="",
        )  # fmt: skip

    def keyed(self, id_: str) -> str:
        """An id that is the same in each release of this archive and tells nothing of what it stands for."""
        if self.profile.private:
            return id_
        return hmac.new(self.secret, id_.encode(), hashlib.sha256).hexdigest()[:_LETTERS]

    def _sort(self, told: Statement, near: str | None) -> str | None:
        """A source by its sort, in a release for partners also by whom it is close to."""
        if told.speaker_kind is None or not self.profile.words:
            return None
        over = self.book.actors.get((near or "").removeprefix("actor:"))
        english = over.names.get("en") if over else None
        return f"{told.speaker_kind} close to {english[0]}" if english else told.speaker_kind

    def _chain(self, told: Statement, named: frozenset[str]) -> tuple[str, ...]:
        """The stations of a chain that are registered or otherwise named; those between are not left out."""
        stations = zip(told.chain, told.chain_ids, strict=True)
        return tuple(name if id_ is not None or name in named else UNNAMED for name, id_ in stations)

    def _parties(self, parties: Iterable[Party], what: str) -> tuple[Party, ...]:
        found = {one.id: one for party in parties if (one := self.party(party, what)) is not None}
        return tuple(found.values())

    def _accused(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Of who is accused the public is told bodies that a codebook knows, and no people."""
        if self.profile.words:
            return parties
        kept = tuple(one for one in parties if one.kind == "actor" and one.class_ is not None)
        self._count("accused", "no registered body", len(parties) - len(kept))
        return kept

    def _plover(self, code: PloverCode) -> PloverCode:
        actors, recipients = (tuple(self._quiet(ones)) for ones in (code.actors, code.recipients))
        return replace(code, actors=actors, recipients=recipients)

    def _names(self, parties: Mapping[str, Party]) -> dict[str, str | None]:
        """What each name in ACLED's fields becomes; None where it may not leave."""
        return {name: next((one.name for one in self._quiet([party])), None) for name, party in parties.items()}

    def _quiet(self, parties: Iterable[Party]) -> list[Party]:
        """Those of some parties who may be named. What stands in codes was counted before."""
        before = self._taken.copy()
        found = list(self._parties(parties, ""))
        self._taken = before
        return found

    def _notes(self, notes: tuple[str, ...], unsayable: frozenset[str]) -> tuple[str, ...]:
        if not self.profile.words:
            return self._cut(notes, "notes")
        kept = tuple(note for note in notes if not _says_any(note, unsayable))
        self._count("notes", "not for this profile", len(notes) - len(kept))
        return kept

    def _moves(self, event: Event) -> bool:
        """Whether forces move, or ground changes hands without a fight: where somebody stands now."""
        if event.type == "CONTROL":
            fought = event.acled is not None and event.acled.event_type == "Battles"
            return not fought and not event.tolls
        return event.type in _MOVEMENTS

    def _too_young(self, day: str | None) -> bool:
        if self.profile.delay is None:
            return False
        first = (date.fromisoformat(self.day) - timedelta(days=self.profile.delay)).isoformat()
        return day is None or day > first

    def _cut(self, values: Sequence[str], what: str) -> tuple[str, ...]:
        self._count(what, "not for this profile", len(values))
        return ()

    def _count(self, what: str, why: str, number: int = 1) -> None:
        if number:
            self._taken[what, why] += number


def _last_day(event: Event) -> str | None:
    """The last day of which an event is told: its own, else that of the reports, else when the archive had it."""
    told = event.to or max((one.published for one in event.reports if one.published), default=event.from_)
    return told or event.changed_at or None


def _outlets(reports: Iterable[Report]) -> frozenset[str]:
    return frozenset(one.outlet for one in reports if one.outlet)


def _unsided(toll: Toll, named: set[str]) -> Toll:
    return toll if toll.side is None or toll.side in named else replace(toll, side=None)


def _plain(url: str | None) -> str | None:
    """An address without the name and password that may stand in it, and without what only a browser needs."""
    if url is None:
        return None
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))


def _says_any(text: str | None, unsayable: frozenset[str]) -> bool:
    if not text or not unsayable:
        return False
    words = fold_phrase(text)
    return any(name in words for name in unsayable)
