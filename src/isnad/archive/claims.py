"""From a record to rows of `claims` and of `relations`: one row for each thing that somebody states.

A claim is the same in two readings of a document when the same words are the evidence, the same speaker says it in the
same stance, and it says the same; ids that are local to a record (`e1`, `p:2`) do not count.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from isnad.arabic.letters import fold_phrase
from isnad.model import Attribution, Claim, Event, Participant, Record, Relation, Says, Span, Victims, to_plain

DENYING = frozenset({"denies", "rejects"})
"""Stances of who says that it is not so."""
_PLACED = frozenset({"controls", "present_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A row of `claims` without its document and record."""

    fingerprint: str
    about: str
    type: str
    stance: str
    status: str | None
    speaker: str | None
    anonymous: bool | None
    start: int
    end: int
    says: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """A row of `relations` without its document; `claim` is the place of its claim in the rows of the same record. Ids
    of the record's own are those of `beyond`."""

    claim: int
    type: str
    source: str
    target: str
    role: str | None
    scope: str | None
    since: str | None
    until: str | None


def claim_rows(
    record: Record, around: Mapping[str, str] | None = None
) -> tuple[tuple[ClaimRow, ...], tuple[RelationRow, ...]]:
    """All that is claimed in a record, in its order, events first.

    `around` tells of surroundings (`ريف إدلب`) the registered place, by their local ids: who is present or in control
    in them is so within the `scope` of that place, where the report tells no other.
    """
    teller = _Teller(record)
    rows = [teller.of_event(event, claim) for event in record.events for claim in event.claims]
    relations = []
    for number, relation in enumerate(record.relations, 1):
        relations.append(_relation(len(rows), relation, record.document.id, around or {}))
        rows.append(teller.of_relation(number, relation))
    return tuple(rows), tuple(relations)


def digest_of(rows: tuple[ClaimRow, ...]) -> str:
    """One SHA-256 for all claims of a reading, by which `isnad verify` knows that none was changed."""
    return hashlib.sha256("\n".join(row.fingerprint for row in rows).encode()).hexdigest()


def speaker_of(attribution: Attribution, text: str) -> str:
    """By what a speaker is found: a registered id, else the folded words of the description."""
    who = attribution.who
    return who if who and _is_global(who) else fold_phrase(attribution.description.of(text))


def _is_global(who: str) -> bool:
    """Whether an id means the same in all records: `actor:irgc`, and not `p:2`, `a:1` or an outlet's bare name."""
    return who.partition(":")[0] in ("actor", "person", "place", "facility")


def _global(who: str | None) -> str | None:
    return who if who and _is_global(who) else None


def beyond(id_: str, document: str) -> str:
    """An id of one record so that it is not taken for that of another: `l:1` of a document is `l:1@sha256:…`."""
    return id_ if _is_global(id_) else f"{id_}@{document}"


def _relation(claim: int, relation: Relation, document: str, around: Mapping[str, str]) -> RelationRow:
    scope = relation.scope or (around.get(relation.to) if relation.type in _PLACED else None)
    return RelationRow(
        claim=claim, type=relation.type, source=beyond(relation.from_, document), target=beyond(relation.to, document),
        role=relation.role, scope=beyond(scope, document) if scope else None, since=relation.since,
        until=relation.until,
    )  # fmt: skip


class _Teller:
    """Knows who speaks in one record."""

    def __init__(self, record: Record) -> None:
        self._text = record.document.text
        self._speakers = {attribution.id: attribution for attribution in record.attributions}
        self._names = {e.id: e.names[0].text for e in record.entities if e.names}

    def of_event(self, event: Event, claim: Claim) -> ClaimRow:
        speaker = self._speakers.get(claim.attribution or "")
        says = {
            "claim": to_plain(claim), "mode": event.mode, "trigger": list(event.triggers[0]),
            "names": self._named(_named_in(claim.says)),
        }  # fmt: skip
        same = [event.type, event.mode, claim.says.status, claim.stance, *self._said(claim)]
        return self._row(
            same, claim.evidence, speaker, about=event.id, type_=event.type, stance=claim.stance,
            status=claim.says.status or event.status, says=says,
        )  # fmt: skip

    def of_relation(self, number: int, relation: Relation) -> ClaimRow:
        speaker = self._speakers.get(relation.attribution or "")
        stance = speaker.stance if speaker else "asserts"
        says = {"relation": to_plain(relation), "names": self._named((relation.from_, relation.to, relation.scope))}
        same = [relation.type, *map(self._stable, (relation.from_, relation.to)), relation.role, relation.scope,
                relation.since, relation.until]  # fmt: skip
        return self._row(
            same, relation.evidence, speaker, about=f"r{number}", type_=relation.type, stance=stance, status=None,
            says=says,
        )  # fmt: skip

    def _row(
        self, same: list[Any], evidence: Span, speaker: Attribution | None, *, about: str, type_: str, stance: str,
        status: str | None, says: dict[str, Any],
    ) -> ClaimRow:  # fmt: skip
        told = self._told(speaker)
        names = {**says["names"], **self._named((speaker.near,) if speaker else ())}
        content = json.dumps([same, evidence, speaker.span if speaker else None], ensure_ascii=True)
        return ClaimRow(
            fingerprint=hashlib.sha256(content.encode()).hexdigest(), about=about, type=type_, stance=stance,
            status=status, speaker=speaker_of(speaker, self._text) if speaker else None,
            anonymous=speaker.anonymous if speaker else None, start=evidence.start, end=evidence.end,
            says={**says, **told, "names": names},
        )  # fmt: skip

    def _told(self, speaker: Attribution | None) -> dict[str, Any]:
        """Who says it and how it came to us, in the report's words: `chain` from behind the outlet to the speaker."""
        if speaker is None:
            return {"speaker": None, "chain": []}
        keys = ("kind", "anonymous", "number", "near")
        plain: Mapping[str, Any] = to_plain(speaker)
        return {
            "speaker": {**{key: plain[key] for key in keys}, "who": _global(speaker.who),
                        "words": speaker.description.of(self._text), "span": list(speaker.span)},
            "chain": [self._station(link.who) for link in speaker.chain[1:]],
        }  # fmt: skip

    def _station(self, who: str) -> dict[str, Any]:
        """A speaker of the record, or an entity that is in between."""
        speaker = self._speakers.get(who)
        if speaker is None:
            return {"who": _global(who), "words": self._names.get(who, who), "anonymous": False}
        words = speaker.description.of(self._text)
        return {"who": _global(speaker.who), "words": words, "anonymous": speaker.anonymous}

    def _named(self, ids: Any) -> dict[str, str]:
        """Names of those that no codebook knows, by their local ids."""
        return {who: self._names[who] for who in ids if who and not _is_global(who) and who in self._names}

    def _stable(self, who: str | None) -> str | None:
        return who if who is None or _is_global(who) else self._names.get(who, "")

    def _said(self, claim: Claim) -> list[Any]:
        says = claim.says
        return [
            says.when and [says.when.from_, says.when.to, says.when.extent],
            says.where and [self._stable(says.where.place), says.where.relation, says.where.evidence],
            [self._part(part) for part in says.participants or ()],
            [_harm(victims) for victims in says.victims or ()],
            claim.denies is not None,
        ]

    def _part(self, part: Participant) -> list[Any]:
        return [self._stable(part.who), part.role, part.basis, part.evidence]


def _named_in(says: Says) -> Iterator[str | None]:
    """The ids of all of whom and where a claim speaks."""
    yield from (part.who for part in says.participants or ())
    yield from (victims.who for victims in says.victims or ())
    yield says.where.place if says.where else None


def _harm(victims: Victims) -> list[Any]:
    return [victims.harm, victims.n, victims.min, victims.max, victims.some, victims.group, victims.evidence]
