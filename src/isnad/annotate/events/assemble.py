"""From folded drafts to the events of the record: ids, claims, links, counts."""

from collections.abc import Iterable

from isnad.accounts import differences
from isnad.annotate.events.draft import Draft, Party, Told
from isnad.annotate.events.harm.toll import joined
from isnad.annotate.events.tie import Tied
from isnad.annotate.events.when import Timer
from isnad.annotate.events.where import Placer
from isnad.annotate.lexis import Lexis
from isnad.model import (
    Claim,
    Event,
    EventLink,
    Participant,
    Says,
    TimeExpression,
    Victims,
    When,
    Where,
)  # fmt: skip
from isnad.model.event_parts import Object
from isnad.model.vocabulary import Extent, LinkType

_NOT_TOLD = frozenset({"denies", "rejects", "accuses"})
_LASTING = ("since", "streak", "throughout", "until", "from_to")


class Assembler:
    """Turns the drafts of one report into events."""

    def __init__(self, lexis: Lexis, placer: Placer, timer: Timer) -> None:
        self.lexis, self.placer, self.timer = lexis, placer, timer

    def events(self, drafts: list[Draft]) -> tuple[Event, ...]:
        """Events in order; drafts that hold others keep their links."""
        ids = {id(draft): f"e{number}" for number, draft in enumerate(drafts, 1)}
        return tuple(self._event(draft, ids) for draft in drafts)

    def _event(self, draft: Draft, ids: dict[int, str]) -> Event:
        entry = draft.trigger.entry
        place = draft.place.pointer.who if draft.place else None
        if draft.to_place and (place is None or entry.type == "RELOCATE"):
            place = draft.to_place[0]
        claims = self._claims(draft, ids)
        return Event(
            id=ids[id(draft)], type=entry.type, mode=entry.mode, found_by=entry.id,  # type: ignore[arg-type]
            reading_confidence=_confidence(draft), triggers=tuple(sorted(draft.triggers)), evidence=draft.evidence,
            participants=self._participants(draft.parties, draft.sides), agents=tuple(draft.who("agent", "party")),
            accused=tuple(draft.who("agent", "party", basis=("accused", "suspected"))),
            targets=tuple(draft.who("target", "product")), sides=tuple(tuple(side) for side in draft.sides),
            where=self._spot(draft.place) if draft.place else None, place=place, also_at=self._also_at(draft),
            from_place=tuple(dict.fromkeys(draft.from_place)),
            to_place=tuple(dict.fromkeys(draft.to_place)), when=self._when(draft.time, lasting=bool(draft.attacks)),
            status=draft.status, polarity=draft.polarity, telling=draft.telling, victims=tuple(draft.victims),
            counts=_counts(draft),
            weapon=draft.weapon, damage=draft.damage, object=_object(draft), purpose=draft.purpose, agenda=draft.agenda,
            demand=draft.demand, deadline=draft.deadline, condition=draft.condition, result=draft.result,
            outcome=draft.outcome, links=self._links(draft, ids), claims=claims,
            differences=differences(claims, draft.result), attribution=_teller(claims),
        )  # fmt: skip

    def _participants(self, parties: Iterable[Party], sides_of: list[list[str]]) -> tuple[Participant, ...]:
        sides = {who: chr(97 + n) for n, side in enumerate(sides_of) for who in side}
        return tuple(
            Participant(who=p.who, described=p.described, role=p.role, side=sides.get(p.who or ""), unit=p.unit,
                        for_=p.for_, basis=p.basis, evidence=p.evidence)
            for p in parties
        )  # fmt: skip

    def _also_at(self, draft: Draft) -> tuple[Where, ...]:
        first = draft.place.pointer.who if draft.place else None
        further = {tied.pointer.who: tied for tied in draft.also_at if tied.pointer.who != first}
        return tuple(self._spot(tied) for tied in further.values())

    def _spot(self, tied: Tied) -> Where:
        pointer = tied.pointer
        return Where(place=pointer.who, relation=self.placer.relation(tied),
                     precision=self.placer.precision(pointer.who, pointer.first),
                     evidence=self.lexis.view.span(pointer.first, pointer.end))  # fmt: skip

    def _when(self, id_: str | None, *, lasting: bool = False) -> When | None:
        time: TimeExpression | None = self.timer.by_id.get(id_ or "")
        if time is None or (time.from_ is None and time.to is None):
            return None
        extent: Extent = "throughout" if lasting or time.rule.startswith(_LASTING) else "within"
        return When(from_=time.from_, to=time.to, precision=time.precision, extent=extent, time=time.id)

    def _links(self, draft: Draft, ids: dict[int, str]) -> tuple[EventLink, ...]:
        held: tuple[tuple[LinkType, Draft | None], ...] = (
            ("content_of", draft.content_of), ("condition_of", draft.condition_of),
        )  # fmt: skip
        ties = [*held, *draft.bonds]
        links = [(kind, ids.get(id(other.happening))) for kind, other in ties if other is not None]
        fit = dict.fromkeys((kind, to) for kind, to in links if to and to != ids[id(draft)])
        return tuple(EventLink(type=kind, to=to) for kind, to in fit)

    def _claims(self, draft: Draft, ids: dict[int, str]) -> tuple[Claim, ...]:
        """One claim for each who tells it, with all that this speaker says of it."""
        event, by_speaker = ids[id(draft)], dict[str | None, list[Told]]()
        for told in draft.told:
            by_speaker.setdefault(told.speaker, []).append(told)
        return tuple(
            self._claim(f"{event}c{number}", event, who, told)
            for number, (who, told) in enumerate(by_speaker.items(), 1)
        )  # fmt: skip

    def _claim(self, id_: str, event: str, who: str | None, told: list[Told]) -> Claim:
        parties = {(p.who, p.role, p.described): p for one in told for p in one.parties}
        victims: list[Victims] = []
        for one in (v for mention in told for v in mention.victims):
            victims = joined(victims, one)
        spot = next((one.place for one in told if one.place is not None), None)
        denied = all(one.status == "denied" or one.stance == "denies" for one in told)
        says = Says(
            status="denied" if denied else next((one.status for one in told if one.status != "denied"), None),
            participants=self._participants(parties.values(), []) or None,
            when=next((when for one in told if (when := self._when(one.time)) is not None), None),
            where=self._spot(spot) if spot is not None else None, victims=tuple(victims) or None,
        )  # fmt: skip
        return Claim(
            id=id_, attribution=who, stance="denies" if denied else told[0].stance, says=says,
            denies=event if denied else None, said_at=None, evidence=told[0].evidence,
        )  # fmt: skip


def _teller(claims: tuple[Claim, ...]) -> str | None:
    """The first speaker who tells it as so: a title that retells what a source says is the source's account. Whoever
    denies it, or only accuses somebody of it, is not the one who tells it where the outlet does."""
    plain = (c.attribution for c in claims if c.attribution and c.stance not in _NOT_TOLD)
    return next(
        plain, None if any(c.attribution is None for c in claims) else claims[0].attribution if claims else None
    )


def _confidence(draft: Draft) -> float:
    """How sure the reading is (never how credible the claim): fuller frames are surer, inherited slots less so."""
    sure = 0.55 + 0.12 * bool(draft.who("agent")) + 0.08 * bool(draft.who("target") or draft.victims)
    sure += 0.1 * (draft.place is not None and not draft.place_inherited) + 0.1 * (
        draft.time is not None and not draft.time_inherited
    )
    return round(min(sure, 0.95) - (0.1 if draft.trigger.part == "participle" else 0.0), 2)


def _object(draft: Draft) -> Object | None:
    return Object(described=draft.object, who=next(iter(draft.who("product")), None)) if draft.object else None


def _counts(draft: Draft) -> dict[str, int | str]:
    counts: dict[str, int | str] = {}
    if draft.attacks is not None:
        counts["attacks"] = draft.attacks
    if draft.force is not None:
        counts["force"] = draft.force
    for harm in dict.fromkeys(v.harm for v in draft.victims):
        rows: list[Victims] = [v for v in draft.victims if v.harm == harm]
        known = [v.n if v.n is not None else v.min for v in rows]
        total = sum(n for n in known if n is not None)
        counts[harm] = total if total else "some"
    return counts
