"""What lists show of a cluster: a view of its mentions by a stated policy, made anew whenever they change.

Where people corrected a field in some accounts, these alone tell of it; what follows is said of the others.
The type, the place and the day are those that most reports tell, of several such the most exact; tolls keep the least,
the most frequent and the largest number; the label is the words of the report that told it first. Nothing of it is
evidence.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, insert, select

from isnad.archive.hierarchy import over_actor, over_place
from isnad.archive.joining import doubting
from isnad.archive.joining.holding import Parsed
from isnad.archive.joining.witnesses import Hearing, ParsedClaims, hear_each
from isnad.archive.reviewing.reviews import FieldName
from isnad.archive.reviewing.standing import Said
from isnad.archive.reviewing.tables import doubts, open_doubts
from isnad.archive.schema import (
    cluster_actors,
    cluster_places,
    clusters,
    documents,
    hidden,
    mentions,
    open_actors,
    open_clusters,
    open_places,
    veiled,
)
from isnad.archive.sight import PLAIN, Sight, any_hidden
from isnad.codebook import Codebook
from isnad.resolve.mentions import EventMention
from isnad.resolve.named import EntityMention

_LABEL, _LABEL_WORDS = 160, 22
_MANY = 400


class Member(NamedTuple):
    """A mention in a cluster: its row, its document's, the text that this is a copy of, where it begins there, since
    when it is known, and what it says."""

    row: int
    document: int
    text_group: int
    start: int
    known_at: str
    mention: Any


class Tables(NamedTuple):
    """Where what lists show is kept: the clusters, who took part in them, where they are, and what is in doubt."""

    clusters: Table
    actors: Table
    places: Table
    doubts: Table


_ALL = Tables(clusters, cluster_actors, cluster_places, doubts)
_OPEN = Tables(open_clusters, open_actors, open_places, open_doubts)


class Shown(NamedTuple):
    """What lists show of a cluster: how many texts tell of it, since when it is known, and its data."""

    reports: int
    known_at: str
    data: dict[str, Any]


def write(
    connection: Connection, sort: str, ids: Collection[str], book: Codebook, parsed: Parsed, claims: ParsedClaims
) -> None:  # fmt: skip
    """Makes the rows of these clusters anew; none for those that have no live mention any more."""
    listed = sorted(ids)
    for start in range(0, len(listed), _MANY):
        _write(connection, sort, listed[start : start + _MANY], book, parsed, claims)


def _write(
    connection: Connection, sort: str, ids: Sequence[str], book: Codebook, parsed: Parsed, claims: ParsedClaims
) -> None:  # fmt: skip
    _clear(connection, _ALL, ids)
    groups = _members(connection, ids, parsed)
    _put(connection, _ALL, sort, summed_up(connection, sort, groups, book, claims=claims), groups, book)
    if any_hidden(connection):
        _write_open(connection, sort, ids, groups, book, claims)


def write_open(
    connection: Connection, sort: str, ids: Collection[str], book: Codebook, parsed: Parsed, claims: ParsedClaims
) -> None:  # fmt: skip
    """Makes anew what those see of these clusters who may see no hidden report, once other reports are hidden."""
    listed = sorted(ids)
    for start in range(0, len(listed), _MANY):
        some = listed[start : start + _MANY]
        _write_open(connection, sort, some, _members(connection, some, parsed), book, claims)


def _write_open(
    connection: Connection, sort: str, ids: Sequence[str], groups: Mapping[str, Sequence[Member]], book: Codebook,
    claims: ParsedClaims,
) -> None:  # fmt: skip
    _clear(connection, _OPEN, ids)
    connection.execute(delete(veiled).where(veiled.c.cluster.in_(ids)))
    told_by_hidden = (
        select(mentions.c.cluster, mentions.c.document)
        .join(hidden, hidden.c.document == mentions.c.document)
        .where(mentions.c.cluster.in_(ids))
    )
    out: dict[str, set[int]] = defaultdict(set)
    for cluster, document in connection.execute(told_by_hidden):
        out[cluster].add(document)
    if out:
        connection.execute(insert(veiled), [{"cluster": cluster} for cluster in sorted(out)])
    left = {id_: [one for one in groups.get(id_, ()) if one.document not in gone] for id_, gone in out.items()}
    open_ = {id_: members for id_, members in left.items() if members}
    _put(connection, _OPEN, sort, summed_up(connection, sort, open_, book, claims=claims), open_, book)


def _members(connection: Connection, ids: Sequence[str], parsed: Parsed) -> Mapping[str, Sequence[Member]]:
    """The live mentions of these clusters, in the order in which they came."""
    rows = connection.execute(
        select(mentions.c.id, mentions.c.cluster, mentions.c.start, mentions.c.known_at, documents.c.text_group)
        .join(documents, documents.c.id == mentions.c.document)
        .where(mentions.c.cluster.in_(ids), mentions.c.gone_at.is_(None))
        .order_by(mentions.c.id)
    ).all()
    found = parsed.of_rows(connection, [row.id for row in rows])
    groups: dict[str, list[Member]] = defaultdict(list)
    for row in rows:
        held = found[row.id]
        member = Member(row.id, held.document, row.text_group, row.start, row.known_at, held.mention)
        groups[row.cluster].append(member)
    return groups


def _clear(connection: Connection, tables: Tables, ids: Sequence[str]) -> None:
    for table in (tables.actors, tables.places):
        connection.execute(delete(table).where(table.c.cluster.in_(ids)))
    connection.execute(delete(tables.clusters).where(tables.clusters.c.id.in_(ids)))


def _put(
    connection: Connection, tables: Tables, sort: str, told: Mapping[str, Shown],
    groups: Mapping[str, Sequence[Member]], book: Codebook,
) -> None:  # fmt: skip
    if told:
        first = {id_: shown.known_at for id_, shown in told.items()}
        since = doubting.known_since(connection, first, cleared=tables is _ALL)
        rows = [_row(sort, id_, shown._replace(known_at=since[id_])) for id_, shown in told.items()]
        connection.execute(insert(tables.clusters), rows)
    if sort == "event":
        _index(connection, tables, told, groups, book)
        mentioned = {id_: [one.row for one in groups[id_]] for id_ in told}
        doubting.write(connection, tables.doubts, {id_: shown.data for id_, shown in told.items()}, mentioned)


def _row(sort: str, cluster: str, shown: Shown) -> dict[str, Any]:
    data = shown.data
    return {
        "id": cluster, "sort": sort, "type": data.get("type") or data.get("kind"), "status": data.get("status"),
        "from_day": data.get("from"), "to_day": data.get("to"), "place": data.get("place"), "reports": shown.reports,
        "data": data, "known_at": shown.known_at,
    }  # fmt: skip


def summed_up(
    connection: Connection, sort: str, groups: Mapping[str, Sequence[Member]], book: Codebook,
    sight: Sight = PLAIN, claims: ParsedClaims | None = None,
) -> dict[str, Shown]:  # fmt: skip
    """What lists show of each cluster, given its members, as it is seen."""
    if sort == "entity":
        return {
            id_: _shown(members, _entity([one.mention for one in members])) for id_, members in groups.items()
        }  # fmt: skip
    rows = {id_: [one.row for one in members] for id_, members in groups.items()}
    heard = hear_each(connection, rows, book, sight, claims)
    spoken = doubting.spoken(connection, rows, sight)
    labels = _labels(connection, [members[0] for members in groups.values()])
    return {
        id_: _shown(members, {
            **_event(Accounts(members, spoken), heard[id_]), "label": labels[members[0].row],
            "reviewed": doubting.reviewed(spoken, rows[id_]),
        })
        for id_, members in groups.items()
    }  # fmt: skip


def _shown(members: Sequence[Member], data: dict[str, Any]) -> Shown:
    return Shown(len({one.text_group for one in members}), min(one.known_at for one in members), data)


class Accounts(NamedTuple):
    """The mentions of an event, and what people said of them, by their rows."""

    members: Sequence[Member]
    spoken: Mapping[int, Said]

    def on(self, *fields: FieldName) -> list[EventMention]:
        """Those that tell of some fields: where people corrected one in any account, these accounts alone."""
        said = [one for one in self.members if one.row in self.spoken and self.spoken[one.row].values.keys() & fields]
        return [one.mention for one in said or self.members]


def _event(told: Accounts, heard: Hearing) -> dict[str, Any]:
    placed, dated = told.on("place"), told.on("from", "to")
    spot = _common([(one.spots[0].place or one.spots[0].name, -len(one.spots[0].above)) for one in placed if one.spots])
    day = _common([((one.from_, one.to), _breadth(one)) for one in dated if one.from_ or one.to]) or (None, None)
    place = next((s for one in placed for s in one.spots[:1] if spot in (s.place, s.name)), None)
    testimony = heard.testimony
    return {
        "type": _common([(one.type, 0) for one in told.on("type")]),
        "mode": _common([(one.mode, 0) for one in told.on("mode") if one.mode]),
        "status": _common([(one.status, 0) for one in told.on("status")]),
        "polarity": _common([(one.polarity, 0) for one in told.on("polarity")]), "from": day[0], "to": day[1],
        "precision": next((one.precision for one in dated if (one.from_, one.to) == day), None),
        "place": place.place if place else None, "where": place.name if place else None,
        **_parties(told), "victims": _tolls(told.on("victims")),
        "outlets": len(testimony.outlets), "origins": len(testimony.origins), "unknown": len(testimony.unknown),
        "contradictions": sorted({one.kind for one in heard.contradictions}),
    }  # fmt: skip


def _parties(told: Accounts) -> dict[str, list[str]]:
    """Who took part. Authors and accused go together: whom people make the one is not the other any more."""
    agents = told.on("agents", "accused")
    return {
        "agents": _united(one.agents for one in agents), "targets": _united(one.targets for one in told.on("targets")),
        "accused": _united(one.accused for one in agents),
    }  # fmt: skip


def _entity(found: Sequence[EntityMention]) -> dict[str, Any]:
    return {
        "kind": found[0].kind, "names": _united(one.names for one in found), "posts": _united(one.posts for one in
        found), "bodies": _united(one.bodies for one in found),
    }  # fmt: skip


def _index(
    connection: Connection, tables: Tables, told: Mapping[str, Shown], groups: Mapping[str, Sequence[Member]],
    book: Codebook,
) -> None:  # fmt: skip
    """By whom and where events are found."""
    actors = [row for id_, shown in told.items() for row in _actors(id_, shown.data, book)]
    places = [row for id_ in told for row in _places(id_, groups[id_], book)]
    for table, rows in ((tables.actors, actors), (tables.places, places)):
        if rows:
            connection.execute(insert(table), rows)


def _actors(cluster: str, data: Mapping[str, Any], book: Codebook) -> Iterator[dict[str, str]]:
    found = {
        (above, role if above == who else f"^{role}")
        for role in ("agents", "targets", "accused")
        for who in data[role]
        for above in over_actor(who, book)
    }
    yield from ({"actor": actor, "cluster": cluster, "role": role} for actor, role in sorted(found))


def _places(cluster: str, members: Sequence[Member], book: Codebook) -> Iterator[dict[str, str]]:
    spots = (spot for one in members for spot in one.mention.spots)
    found = {above for spot in spots if spot.place for above in over_place(spot.place, book)}
    yield from ({"place": place, "cluster": cluster} for place in sorted(found))


def _common(found: Sequence[tuple[Any, int]]) -> Any:
    """The value that most give, of several such the one of the least rank, then the first."""
    counts = Counter(value for value, _ in found)
    order = {value: number for number, (value, _) in reversed(list(enumerate(found)))}
    ranks = {value: min(rank for other, rank in found if other == value) for value in counts}
    return min(counts, key=lambda value: (-counts[value], ranks[value], order[value]), default=None)


def _breadth(one: EventMention) -> int:
    """How much its bounds leave open: 0 for one day, 1 for several, 2 where one is missing."""
    return 2 if one.from_ is None or one.to is None else int(one.from_ != one.to)


def _united(groups: Iterable[Iterable[str]]) -> list[str]:
    """All values, those that most give first."""
    counts = Counter(value for group in groups for value in dict.fromkeys(group))
    return [value for value, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _tolls(found: Sequence[EventMention]) -> dict[str, dict[str, int]]:
    """Low, best and high of each harm: UCDP's three estimates, the best being the number that most reports give."""
    told: dict[str, list[int]] = defaultdict(list)
    for one in found:
        for row in one.harmed:
            told[row.harm].append(row.low)
    return {
        harm: {"low": min(numbers), "best": _common([(n, n) for n in numbers]), "high": max(numbers)}
        for harm, numbers in sorted(told.items())
    }


def _labels(connection: Connection, members: Sequence[Member]) -> dict[int, str]:
    """The words around the trigger of each mention, in its own sentence, by its row."""
    ids = {one.document for one in members}
    wanted = select(documents.c.id, documents.c.text).where(documents.c.id.in_(ids))
    texts: dict[int, str] = {row.id: row.text for row in connection.execute(wanted)}
    return {one.row: _label(texts[one.document], one.start) for one in members}


def _label(text: str, at: int) -> str:
    begins = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at)) + 1
    start = max(begins, at - _LABEL // 2)
    line = text[start:].split("\n", maxsplit=1)[0]
    words = line[:_LABEL].split(" ")[start > begins :]
    shown = " ".join(words[:_LABEL_WORDS]).strip()
    cut = not line.rstrip().endswith(shown)
    return f"{'…' if start > begins else ''}{shown}{'…' if cut else ''}"
