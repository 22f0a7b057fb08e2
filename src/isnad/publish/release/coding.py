"""The codes of an event in PLOVER, ACLED and CAMEO, by the record of the account that tells most of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from isnad.archive.asking.walking import Account
from isnad.codebook import Codebook
from isnad.model import Event, Record, from_plain
from isnad.publish.classify import classify, codes, parties
from isnad.publish.release.released import AcledCode, CameoCode, Party, PloverCode

_SCHEMES: Final = ("plover", "acled", "cameo")
_NO_RECORD: Final = "no-record"
_CORRECTED: Final = "corrected"
"""People say that it is of another sort than the entry by which it was read: no code is known of that."""
_CORRECTABLE: Final = ("status", "polarity", "agents", "targets", "accused")
_NEEDED: Final = ("id", "type", "mode", "found_by", "reading_confidence", "triggers", "evidence", "place")
"""What of the other events of a report the code of one depends on, with what every event has."""
Named = Callable[[str], Party | None]
"""Who is meant by an id of the record."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What the record of an account adds: codes, why there are none, how many attacks a series has, and how sure the
    engine is of its reading."""

    plover: PloverCode | None = None
    acled: AcledCode | None = None
    cameo: CameoCode | None = None
    why_not: Mapping[str, str] | None = None
    attacks: int | None = None
    confidence: float | None = None


def coded(
    record: Mapping[str, Any] | None, account: Account, named: Named, nation: str | None, book: Codebook
) -> Coded:  # fmt: skip
    """The codes of the event that an account tells of, by the plain record of its report, with parties as they are
    `named`; `nation` is the country that ACLED's generic names bear. Where no record of it is kept, why there is no
    code is all that is told."""
    if not {"type", "mode"}.isdisjoint(account.said.values):
        return Coded(why_not=dict.fromkeys(_SCHEMES, _CORRECTED))
    read = _read(record, account) if record is not None else None
    if read is None:
        return Coded(why_not=dict.fromkeys(_SCHEMES, _NO_RECORD))
    event, found = read[0], classify(*read, book)
    attacks = event.counts.get("attacks")
    return Coded(
        plover=_plover(found.plover, named) if found.plover else None,
        acled=_acled(found.acled, named, nation) if found.acled else None,
        cameo=CameoCode(code=found.cameo.code, name=found.cameo.name, quad=found.cameo.quad,
                        goldstein=found.cameo.goldstein) if found.cameo else None,
        why_not=dict(sorted(found.reasons.items())), attacks=attacks if isinstance(attacks, int) else None,
        confidence=event.reading_confidence,
    )  # fmt: skip


def _read(record: Mapping[str, Any], account: Account) -> tuple[Event, Record] | None:
    """An event with as much of its record as its codes depend on: to read all of it takes longer than all the rest.
    What people corrected takes the place of what was read."""
    own: dict[str, Any] = {name: account.mention[name] for name in account.said.values if name in _CORRECTABLE}
    own.update({"sides": []} if own else {})
    events = [
        {**one, **own} if one["id"] == account.local else {key: one.get(key) for key in _NEEDED}
        for one in record["events"]
    ]
    plain = {**record, "events": events, "attributions": [], "times": [], "warnings": []}
    found = from_plain(Record, plain)
    event = next((one for one in found.events if one.id == account.local), None)
    return (event, found) if event is not None else None


def _plover(code: codes.Plover, named: Named) -> PloverCode:
    return PloverCode(
        type=code.type, mode=code.mode, quad=code.quad, intensity=code.intensity, contexts=code.contexts,
        actors=_all(code.actors, named), recipients=_all(code.recipients, named),
    )  # fmt: skip


def _acled(code: codes.Acled, named: Named, nation: str | None) -> AcledCode:
    first, second = (_side(one, named, nation) for one in (code.actor1, code.actor2))
    return AcledCode(
        event_type=code.event_type, sub_event_type=code.sub_event_type, disorder_type=code.disorder_type,
        actor1=first[0] if first else None, assoc1=first[1:], inter1=code.actor1.type if code.actor1 else None,
        actor2=second[0] if second else None, assoc2=second[1:], inter2=code.actor2.type if code.actor2 else None,
        interaction=code.interaction, interaction_code=code.interaction_code,
        civilian_targeting=code.civilian_targeting,
    )  # fmt: skip


def _side(party: parties.Party | None, named: Named, nation: str | None) -> tuple[str, ...]:
    """The names of a side: ACLED's own with the country first, where nobody is named."""
    if party is None:
        return ()
    own = (generic(party.generic, nation),) if party.generic else ()
    return (*own, *(one.name for one in _all(party.who, named)))


def generic(name: str, nation: str | None) -> str:
    """One of ACLED's names for those whom nobody names, as it writes them."""
    return f"{name} ({nation})" if nation else name


def _all(ids: Iterable[str], named: Named) -> tuple[Party, ...]:
    return tuple(party for party in map(named, ids) if party is not None)
