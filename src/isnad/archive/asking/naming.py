"""Who bears a name, in the codebook or only in reports, and what an id is called."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, select

from isnad.arabic.letters import fold_phrase
from isnad.arabic.searching import search_words
from isnad.archive.asking.shelves import rows_of
from isnad.archive.joining.minting import mints
from isnad.archive.schema import mentions, redirects, veiled
from isnad.archive.searching import matching
from isnad.archive.sight import Sight, living, seen
from isnad.codebook import Codebook
from isnad.codebook.entries import FACILITY_KINDS, Actor, Place
from isnad.codebook.lookup import Near, find, similar
from isnad.errors import NotFoundError

Sought = Literal["actor", "place"]
Known = Callable[[str, Sought], Sequence[str]]
"""What looks up a name that no codebook has; the ids that bear it."""
UNREGISTERED: Final = "x-"
"""What ids of entities begin with that only reports know."""
_MOST_REPORTS = 500
_KINDS: Mapping[Sought, frozenset[str]] = {
    "actor": frozenset({"actor", "person"}),
    "place": frozenset({"place", "facility"}),
}


@dataclass(frozen=True, slots=True)
class Unregistered:
    """An entity that only reports know: its kind and names, what posts they give it, and the bodies it belongs to."""

    id: str
    kind: str
    names: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    reports: int = 0


def registered(name: str, sought: Sought, book: Codebook) -> tuple[str, ...]:
    """The global ids of the entries that bear a name, in any language, or whose id it is."""
    entries: Mapping[str, Actor] | Mapping[str, Place] = book.actors if sought == "actor" else book.places
    own = entries.get(name.strip().rpartition(":")[2])
    if own is not None and name.strip() in (own.id, global_id(own)):
        return (global_id(own),)
    ids = dict.fromkeys(
        ref.id for ref in book.names.get(fold_phrase(name), ()) if (ref.kind in _KINDS[sought]) and ref.id in entries
    )
    if ids:
        return tuple(global_id(entries[id_]) for id_ in ids)
    # by spellings that reports do not use, which takes longer
    if sought == "actor":
        return tuple(global_id(match.entry) for match in find(book.actors, name))
    return tuple(global_id(match.entry) for match in find(book.places, name))


def global_id(entry: Actor | Place) -> str:
    """The id of an entry as records have it (`actor:irgc`, `facility:hmeimim`)."""
    if isinstance(entry, Actor):
        return f"actor:{entry.id}"
    return f"{'facility' if entry.kind in FACILITY_KINDS else 'place'}:{entry.id}"


def among_reports(connection: Connection, sight: Sight) -> Known:
    """What looks up names of entities that only reports know, in this archive."""

    def known(name: str, sought: Sought) -> Sequence[str]:
        return unregistered(connection, name, sought, sight)

    return known


def unregistered(connection: Connection, name: str, sought: Sought, sight: Sight) -> tuple[str, ...]:
    """The ids of those entities of reports that have all words of `name` in one of their names, the most reported
    first. They are looked for in the reports in which the words stand."""
    wanted = [word.form for word in search_words(name)]
    if not wanted:
        return ()
    reports = matching(connection, ((tuple(wanted),),)).subquery()
    first = select(reports.c.id).where(*seen(reports.c.id, sight)).limit(_MOST_REPORTS)
    now = Sight(cleared=sight.cleared)
    named = connection.execute(
        select(mentions.c.cluster)
        .where(mentions.c.document.in_(first), mentions.c.sort == "entity", *living(mentions, now))
        .distinct()
    ).scalars()
    found = rows_of(connection, (id_ for id_ in named if id_), now).values()
    ranked = sorted(found, key=lambda row: (-row.reports, row.id))
    return tuple(
        row.id for row in ranked
        if row.data["kind"] in _KINDS[sought] and any(_bears(written, wanted) for written in row.data["names"])
    )  # fmt: skip


def _bears(written: str, wanted: Sequence[str]) -> bool:
    return {word.form for word in search_words(written)}.issuperset(wanted)


def described(connection: Connection, ids: Iterable[str], sight: Sight) -> dict[str, Unregistered]:
    """What reports tell of the entities among `ids` that no codebook knows."""
    rows = rows_of(connection, (id_ for id_ in ids if id_.startswith(UNREGISTERED)), sight)
    return {
        id_: Unregistered(
            id_, row.data["kind"], tuple(row.data["names"]), tuple(row.data.get("posts", ())),
            tuple(row.data.get("bodies", ())), row.reports,
        )
        for id_, row in sorted(rows.items())
    }  # fmt: skip


def current(connection: Connection, id_: str, sight: Sight) -> str:
    """The id under which what had `id_` is kept now. Who is not cleared is led on only where a report that is seen can
    have given the old id."""
    asked, passed = id_, {id_}
    while True:
        new = connection.execute(select(redirects.c.new).where(redirects.c.old == id_)).scalar()
        if new is None or new in passed:
            break
        passed.add(new)
        id_ = new
    return id_ if id_ == asked or sight.cleared or _may_be_led(connection, asked, id_, sight) else asked


def _may_be_led(connection: Connection, old: str, new: str, sight: Sight) -> bool:
    """Whether no hidden report tells of what `new` is, or one that is seen gave `old` its id."""
    if connection.execute(select(veiled.c.cluster).where(veiled.c.cluster == new)).first() is None:
        return True
    told = select(mentions.c.handle).where(mentions.c.cluster == new, *seen(mentions.c.document, sight))
    prefix = old.partition("-")[0]
    return any(old in mints(prefix, handle) for handle in connection.execute(told).scalars())


def one_of(connection: Connection, name: str, sought: Sought, book: Codebook, sight: Sight) -> str:
    """The one id that `name` (a name or an id) means. Raises NotFoundError where there is none, with similar names, or
    several, with their ids."""
    if name.startswith(UNREGISTERED):
        id_ = current(connection, name, sight)
        if described(connection, [id_], sight):
            return id_
        raise NotFoundError(f"nothing in the archive has the id {name}")
    found = registered(name, sought, book) or unregistered(connection, name, sought, sight)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:12])
        raise NotFoundError(f"«{name}» is the name of {len(found)}: give one of these ids instead: {listed}")
    raise NotFoundError(f"{nobody(name, sought, book)}; `isnad find` looks for words in reports")


def nobody(name: str, sought: Sought, book: Codebook) -> str:
    """A sentence that nobody bears a name, with who bears a similar one."""
    near: Sequence[Near[Actor] | Near[Place]]
    near = similar(book.actors, name) if sought == "actor" else similar(book.places, name)
    meant = "; ".join(f"{one.name} ({global_id(one.entry)})" for one in near)
    return f"no {sought} is called «{name}»" + (f"; similar names: {meant}" if meant else "")
