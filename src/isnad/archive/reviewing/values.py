"""What a field of an account can be corrected to: checked, and written in one way, so that equal values are equal."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, get_args

from sqlalchemy import Connection, exists, select

from isnad.archive.reviewing.accounts import Account
from isnad.archive.reviewing.reviews import FIELDS, FieldName
from isnad.archive.schema import clusters, documents, mentions
from isnad.archive.sight import PLAIN, Sight, living
from isnad.codebook import Codebook
from isnad.codebook.entries import FACILITY_KINDS
from isnad.errors import ReviewValueError
from isnad.model.vocabulary import EVENT_TYPES, Harm, Polarity, Status

STATUSES: Final[tuple[str, ...]] = get_args(Status)
POLARITIES: Final[tuple[str, ...]] = get_args(Polarity)
HARMS: Final[tuple[str, ...]] = get_args(Harm)
MOST_HARMED: Final = 10_000_000
_ACTORS, _PLACES = ("actor", "person"), ("place", "facility")
_UNREGISTERED: Final = re.compile(r"x-[a-z0-9]+")
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class World:
    """What values are checked against: the archive as it is seen, the codebook, and the account."""

    connection: Connection
    book: Codebook
    account: Account
    sight: Sight = PLAIN


def checked(changes: Mapping[str, Any], world: World, standing: Mapping[FieldName, Any]) -> dict[FieldName, Any]:
    """The changes as they are kept, by field. `standing` are the values that count now.

    Raises ReviewValueError for an unknown field, a value that is none, days that end before they begin, and somebody
    who would be both an author and accused.
    """
    unknown = [name for name in changes if name not in FIELDS]
    if unknown:
        raise ReviewValueError(f"{unknown[0]}: no field that can be corrected; there are {', '.join(FIELDS)}")
    found = {name: _CHECKS[name](changes[name], world) for name in FIELDS if name in changes}
    after = {**standing, **found}
    if after["from"] and after["to"] and after["from"] > after["to"]:
        raise ReviewValueError(f"it ends ({after['to']}) before it begins ({after['from']}): give both days")
    both = sorted(set(after["agents"]) & set(after["accused"]))
    if both and not {"agents", "accused"}.isdisjoint(found):
        raise ReviewValueError(f"{', '.join(both)} would be author and accused at once: take it out of one of the two")
    return found


def modes(book: Codebook) -> tuple[str, ...]:
    """The modes that events can have, sorted."""
    return tuple(sorted({entry.mode for entry in book.events.values() if entry.mode}))


def _one_of(name: str, allowed: tuple[str, ...]) -> Callable[[Any, World], str]:
    def check(value: Any, _: World) -> str:
        if value not in allowed:
            raise ReviewValueError(f"{name}: {value!r} is none of {', '.join(allowed)}")
        return str(value)

    return check


def _mode(value: Any, world: World) -> str | None:
    return None if value in (None, "") else _one_of("mode", modes(world.book))(value, world)


def _actors(name: str) -> Callable[[Any, World], list[str]]:
    def check(value: Any, world: World) -> list[str]:
        given = [value] if isinstance(value, str) and value else value or ()
        if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
            raise ReviewValueError(f"{name}: give a list of ids, such as actor:irgc")
        return sorted({_known(name, one, _ACTORS, world) for one in given})

    return check


def _place(value: Any, world: World) -> str | None:
    if value in (None, ""):
        return None
    if value == world.account.values["place"]:
        return str(value)  # what was read may be a name that nobody registered
    if not isinstance(value, str):
        raise ReviewValueError("place: give one id, such as place:albukamal")
    return _known("place", value, _PLACES, world)


def _known(name: str, id_: str, kinds: tuple[str, str], world: World) -> str:
    """A global id of the codebook, or one of an entity that reports of the archive know."""
    kind, _, own = id_.partition(":")
    if kinds is _PLACES and kind in kinds and own in world.book.places:
        # as mentions have it, whatever the door by which it came
        return f"{'facility' if world.book.places[own].kind in FACILITY_KINDS else 'place'}:{own}"
    if kinds is _ACTORS and kind == "actor" and own in world.book.actors:
        return id_
    if _UNREGISTERED.fullmatch(id_) and _is_told(id_, kinds, world):
        return id_
    raise ReviewValueError(f"{name}: neither the codebook nor a report knows {id_!r}; `isnad who` and `where` find ids")


def _is_told(id_: str, kinds: tuple[str, str], world: World) -> bool:
    told = exists().where(mentions.c.cluster == id_, *living(mentions, world.sight))
    kind = select(clusters.c.type).where(clusters.c.id == id_, clusters.c.sort == "entity", told)
    return world.connection.execute(kind).scalar() in kinds


def _day(name: str) -> Callable[[Any, World], str | None]:
    def check(value: Any, _: World) -> str | None:
        if value in (None, ""):
            return None
        try:
            return date.fromisoformat(value).isoformat()
        except (ValueError, TypeError) as error:
            raise ReviewValueError(f"{name}: {value!r} is no day: write 2021-02-16") from error

    return check


def _victims(value: Any, _: World) -> dict[str, Any]:
    """How many came to each harm: a number, or the least and the most."""
    if not isinstance(value or {}, Mapping):
        raise ReviewValueError("victims: give numbers by harm, such as killed 3")
    found: dict[str, Any] = {}
    for harm, number in sorted((value or {}).items()):
        low, high = number if isinstance(number, list | tuple) and len(number) == _PAIR else (number, number)
        numbers = type(low) is int and type(high) is int and 1 <= low <= high <= MOST_HARMED
        if harm not in HARMS or not numbers:
            raise ReviewValueError(f"victims: {harm} {number}: give one of {', '.join(HARMS)} with a number from 1")
        found[harm] = low if low == high else [low, high]
    return found


def _speaker(value: Any, world: World) -> str | None:
    """An id, or words of the report itself; nothing: the outlet says it."""
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise ReviewValueError("speaker: give one id, or words of the report")
    if value == world.account.speaker:
        return value
    if value.startswith("actor:") or _UNREGISTERED.fullmatch(value):
        return _known("speaker", value, _ACTORS, world)
    words = value.strip()
    text = select(documents.c.text).where(documents.c.id == world.account.document_row)
    if words not in world.connection.execute(text).scalar_one():
        raise ReviewValueError(f"speaker: «{words}» does not stand in the report: give its own words, or an id")
    return words


def _span(value: Any, world: World) -> list[int]:
    ends = value if isinstance(value, list | tuple) and len(value) == _PAIR else (None, None)
    start, end = ends
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= world.account.length:
        raise ReviewValueError(f"span: {value!r} does not lie in the text of {world.account.length} characters")
    return [start, end]


_CHECKS: Final[Mapping[FieldName, Callable[[Any, World], Any]]] = {
    "type": _one_of("type", EVENT_TYPES), "mode": _mode, "status": _one_of("status", STATUSES),
    "polarity": _one_of("polarity", POLARITIES), "agents": _actors("agents"), "targets": _actors("targets"),
    "accused": _actors("accused"), "place": _place, "from": _day("from"), "to": _day("to"), "victims": _victims,
    "speaker": _speaker, "span": _span,
}  # fmt: skip
