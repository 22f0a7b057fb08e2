"""Since when events are known, what people made of them, and how much of each is in doubt: kept beside their sums."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from isnad.archive.judging import UNDONE
from isnad.archive.reviewing.doubts import Open, Told, in_doubt
from isnad.archive.reviewing.reviews import of_mentions
from isnad.archive.reviewing.standing import Reviewed, Said, of_event, said
from isnad.archive.schema import judgements, mentions
from isnad.archive.sight import PLAIN, Sight, seen

MOST_PAIRED = 20
"""In larger events it is not asked which pairs rules left open: there are too many, and others held them together."""
_MANY = 400


def spoken(connection: Connection, rows: Mapping[str, Sequence[int]], sight: Sight = PLAIN) -> dict[int, Said]:
    """What counts of what people said of the mentions of these events, by the rows of mentions; nothing for those of
    which nobody spoke."""
    found = of_mentions(connection, [row for of_it in rows.values() for row in of_it], sight)
    return {row: said(reviews) for row, reviews in found.items()}


def reviewed(spoken: Mapping[int, Said], rows: Sequence[int]) -> Reviewed:
    """What people made of an event, given the rows of its mentions."""
    return of_event([spoken[row].reviewed for row in rows if row in spoken])


def known_since(connection: Connection, first: Mapping[str, str], *, cleared: bool) -> dict[str, str]:
    """Since when each of these clusters is known without a gap. `first` says since when its present mentions are: some
    may stand in place of others, which were read or corrected since."""
    sight, since = Sight(cleared=cleared), dict(first)
    asked = (
        select(mentions.c.cluster, mentions.c.known_at, mentions.c.gone_at)
        .where(mentions.c.cluster.in_(first), mentions.c.gone_at.is_not(None), *seen(mentions.c.document, sight))
        .order_by(mentions.c.gone_at.desc())
    )
    for cluster, known_at, gone_at in connection.execute(asked):
        if known_at < since[cluster] <= gone_at:
            since[cluster] = known_at
    return since


def write(
    connection: Connection, table: Table, data: Mapping[str, Mapping[str, Any]], rows: Mapping[str, Sequence[int]]
) -> None:  # fmt: skip
    """Writes how much of these events is in doubt into an empty place of `table` (`doubts`, or `open_doubts`), given
    the data of their clusters and the rows of their mentions."""
    accounts = _accounts(connection, [row for id_ in data for row in rows[id_]])
    told = {id_: [accounts[row] for row in rows[id_]] for id_ in data}
    pairs = _left_open(
        connection, [one.handle for found in told.values() if len(found) <= MOST_PAIRED for one in found]
    )
    values = []
    for id_, of_it in data.items():
        open_ = [pair for one in told[id_] for pair in pairs.get(one.handle, ())]
        doubt, reasons = in_doubt(of_it, told[id_], open_)
        plain = [{"code": one.code, "about": one.about, "handles": list(one.handles)} for one in reasons]
        values.append(
            {"cluster": id_, "doubt": doubt, "reasons": plain, "reviewed": of_it["reviewed"], "type": of_it["type"]}
        )
    if values:
        connection.execute(insert(table), values)


def _accounts(connection: Connection, rows: Sequence[int]) -> dict[int, Told]:
    spoken = of_mentions(connection, rows)
    found: dict[int, Told] = {}
    for part in _parts(rows):
        asked = select(mentions.c.id, mentions.c.handle, mentions.c.data).where(mentions.c.id.in_(part))
        for row in connection.execute(asked):
            state = said(spoken[row.id]).reviewed if row.id in spoken else "unreviewed"
            data = row.data
            found[row.id] = Told(row.handle, data.get("confidence"), data["status"], bool(data["accused"]), state)
    return found


def _left_open(connection: Connection, handles: Sequence[str]) -> dict[str, list[Open]]:
    """The pairs of which rules do not know whether they are one, and of which no person spoke, by their left ends."""
    latest: dict[tuple[str, str], Any] = {}
    columns = judgements.c.left, judgements.c.right, judgements.c.verdict, judgements.c.score, judgements.c.person
    for part in _parts(handles):
        asked = select(*columns).where(judgements.c.left.in_(part), judgements.c.sort == "event")
        for row in connection.execute(asked.order_by(judgements.c.id)):
            before = latest.get((row.left, row.right))
            if before is None or row.person or not before.person or before.verdict == UNDONE:
                latest[row.left, row.right] = row
    found: dict[str, list[Open]] = defaultdict(list)
    for row in latest.values():
        if row.verdict == "unsure" and not row.person:
            found[row.left].append(Open(row.left, row.right, row.score))
    return found


def _parts(listed: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (listed[start : start + _MANY] for start in range(0, len(listed), _MANY))
