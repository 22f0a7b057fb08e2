"""All standing states of an archive, in the order of who stands in them, each summed up as pages show it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from isnad.archive.asking import behind
from isnad.archive.asking.behind import Source
from isnad.archive.asking.naming import Unregistered, described
from isnad.archive.asking.state_sums import Stated, key_of, stated
from isnad.archive.asking.states import State, parts_of
from isnad.archive.schema import relations
from isnad.archive.sight import Sight, living, sight_of
from isnad.codebook import Codebook

_BATCH: Final = 200
_MUTUAL: Final = ("allied_with", "hostile_to")


@dataclass(frozen=True, slots=True)
class Walked:
    """A state with what reports tell of whom it names: `names` of those whom no codebook knows, `posts` of persons,
    `sources` the reports behind its statements, by their ids."""

    state: State
    sources: Mapping[str, Source]
    names: Mapping[str, Unregistered]
    posts: Mapping[str, tuple[str, ...]]


def walk_states(connection: Connection, book: Codebook, on: str, *, cleared: bool = True) -> Iterator[Walked]:
    """All states as of the day `on` (ISO), by who stands in them, then by type, target, post and scope. States of two
    that are each other's friends or foes stand once, with the lesser id first. Some hundred are in memory at a time."""
    sight = sight_of(connection, None, cleared=cleared)
    for ends in _ends(connection, sight):
        found = sorted(_of(connection, ends, on, sight), key=lambda one: key_of(*one[0][:5])[1:2] + _order(one))
        for start in range(0, len(found), _BATCH):
            yield from _shown(connection, found[start : start + _BATCH], book, on, sight)


def _order(one: Stated) -> tuple[str, ...]:
    type_, _, target, role, scope = key_of(*one[0][:5])
    return (type_, target, " ".join(role), scope or "")


def _ends(connection: Connection, sight: Sight) -> Iterator[Sequence[str]]:
    """Who stands in a state, and of friends and foes also to whom, some at a time."""
    last = ""
    while True:
        own = select(relations.c.source.label("end")).where(relations.c.source > last, *living(relations, sight))
        mutual = (relations.c.target > last, relations.c.type.in_(_MUTUAL), *living(relations, sight))
        both = own.union(select(relations.c.target).where(*mutual)).subquery()
        found = connection.execute(select(both.c.end).order_by(both.c.end).limit(_BATCH)).scalars().all()
        if found:
            yield found
        if len(found) < _BATCH:
            return
        last = found[-1]


def _of(connection: Connection, ends: Sequence[str], on: str, sight: Sight) -> list[Stated]:
    """The states of these, of friends and foes those of which the lesser id is one of these."""
    own = relations.c.source.in_(ends)
    either: ColumnElement[bool] = or_(own, relations.c.target.in_(ends))
    which = (and_(own, relations.c.type.not_in(_MUTUAL)), and_(either, relations.c.type.in_(_MUTUAL)))
    held = set(ends)
    return [one for one in stated(connection, which, on, sight) if key_of(*one[0][:5])[1] in held]


def _shown(
    connection: Connection, found: Sequence[Stated], book: Codebook, on: str, sight: Sight
) -> Iterator[Walked]:  # fmt: skip
    parts = parts_of(connection, {str(number): [one] for number, one in enumerate(found)}, book, on, sight)
    states = [state for part in parts.values() for state in part.states]
    names = described(connection, {id_ for state in states for id_ in state.ids}, sight)
    persons = [id_ for id_, one in names.items() if one.kind == "person"]
    posts = behind.posts(connection, persons, sight)
    told = [{one.document for one in (*state.denials, *state.statements)} for state in states]
    sources = behind.sources(connection, {one for documents in told for one in documents}, sight)
    for state, documents in zip(states, told, strict=True):
        own = [id_ for id_ in state.ids if id_ in names]
        yield Walked(
            state, {one: sources[one] for one in sorted(documents)}, {id_: names[id_] for id_ in own},
            {id_: posts[id_] for id_ in own if id_ in posts},
        )  # fmt: skip
