"""Judgements on whether two mentions are one: appended by rules and by people, never changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from isnad.archive import chain
from isnad.archive.schema import judgements, mentions
from isnad.errors import ArchiveError, NotFoundError
from isnad.model import Span, to_plain
from isnad.resolve.judgement import Decision, Pair, Reason, Verdict, pair

UNDONE = "undone"
"""The verdict that takes a person's earlier ones on the same pair back."""
VERDICTS = ("same", "different", "unsure", UNDONE)
_MANY = 400


def by_rules(
    connection: Connection, sort: str, decisions: Iterable[Decision], handles: Mapping[str, str],
    fresh: Collection[str] = (),
) -> None:  # fmt: skip
    """Appends what rules decided, where they have not decided just so before; what is plainly different is not kept, it
    follows from the mentions at any time. Nothing can have been decided on the handles in `fresh`."""
    wanted: dict[Pair, Decision] = {}
    for decision in decisions:
        if decision.verdict != "different":
            wanted[pair(handles[decision.left], handles[decision.right])] = decision
    known = _latest_of_rules(connection, sort, {ends for ends in wanted if not (ends[0] in fresh or ends[1] in fresh)})
    rows = [
        _row(sort, ends, decision)
        for ends, decision in wanted.items()
        if known.get(ends) != (decision.verdict, decision.by)
    ]
    if rows:
        connection.execute(insert(judgements), rows)


def by_persons(connection: Connection, sort: str, handles: Collection[str]) -> dict[Pair, Decision]:
    """What people said of pairs with one of these mentions, by handles: the latest of each pair, nothing undone."""
    found: dict[Pair, Decision] = {}
    for row in _of_persons(connection, sort, handles):
        ends = pair(row.left, row.right)
        if row.verdict == UNDONE:
            found.pop(ends, None)
        else:
            found[ends] = _decision(row)
    return found


def append(
    connection: Connection, sort: str, left: str, right: str, verdict: Verdict | str, *, who: str, note: str = ""
) -> int:
    """A person's judgement on two mentions, by handles; its number."""
    reasons = (Reason("person", 0.0, note),) if note else ()
    said = Decision(left, right, verdict, 0.0 if verdict == "different" else 1.0, who, reasons)  # type: ignore[arg-type]
    row = _row(sort, pair(left, right), said)
    id_ = connection.execute(insert(judgements).values(row).returning(judgements.c.id)).scalar_one()
    chain.append(
        connection, who=who, action="judge", subject=f"{row['left']} {row['right']}",
        detail={"judgement": id_, "verdict": verdict, "sort": sort, "digest": chain.digest(row)},
    )  # fmt: skip
    return int(id_)


def judge(
    connection: Connection, left: str, right: str, verdict: str, *, who: str, note: str = ""
) -> tuple[str, tuple[str, str], int]:
    """A person's judgement on two things, each named by the handle of a mention or the id of a cluster (whose first
    mention stands for it): its sort, the handles, its number. Raises NotFoundError and ArchiveError."""
    if verdict not in VERDICTS:
        raise ArchiveError(f"{verdict!r} is no verdict: give one of {', '.join(VERDICTS)}")
    (sort, one), (other_sort, other) = _mention(connection, left), _mention(connection, right)
    if sort != other_sort:
        raise ArchiveError(f"{left} is an {sort} and {right} an {other_sort}: they cannot be one")
    if one == other:
        raise ArchiveError(f"{left} and {right} name the same mention: give two")
    return sort, (one, other), append(connection, sort, one, other, verdict, who=who, note=note)


def _mention(connection: Connection, name: str) -> tuple[str, str]:
    """The sort and the handle of a live mention."""
    by = mentions.c.handle if "@" in name else mentions.c.cluster
    found = connection.execute(
        select(mentions.c.sort, mentions.c.handle)
        .where(by == name, mentions.c.gone_at.is_(None))
        .order_by(mentions.c.id)
        .limit(1)
    ).first()
    if found is None:
        raise NotFoundError(f"{name}: no event, person or mention of that id; see `isnad events`")
    return found.sort, found.handle


def place_of(handle: str) -> tuple[Span, str]:
    """Where in its document a mention stands, and its type, by its handle."""
    start, _, rest = handle.rpartition("@")[2].partition("-")
    end, _, kind = rest.partition(":")
    return Span(int(start), int(end)), kind.partition("+")[0]


def _row(sort: str, ends: Pair, decision: Decision) -> dict[str, object]:
    return {
        "sort": sort, "left": ends[0], "right": ends[1], "verdict": decision.verdict, "score": decision.score,
        "by": decision.by, "person": decision.personal, "reasons": [to_plain(reason) for reason in decision.reasons],
        "made_at": chain.now(),
    }  # fmt: skip


def _latest_of_rules(connection: Connection, sort: str, wanted: Collection[Pair]) -> dict[Pair, tuple[str, str]]:
    columns = (judgements.c.left, judgements.c.right, judgements.c.verdict, judgements.c.by)
    known = {}
    for part in _parts({left for left, _ in wanted}):
        query = select(*columns).where(
            judgements.c.left.in_(part), judgements.c.sort == sort, judgements.c.person.is_(False)
        )  # fmt: skip
        for left, right, verdict, by in connection.execute(query.order_by(judgements.c.id)):
            if (left, right) in wanted:
                known[left, right] = (verdict, by)
    return known


def _of_persons(connection: Connection, sort: str, handles: Collection[str]) -> list[Any]:
    """What people said of these mentions, in the order in which they said it."""
    rows = {
        row.id: row
        for part in _parts(handles)
        for end in (judgements.c.left, judgements.c.right)
        for row in connection.execute(
            select(judgements).where(end.in_(part), judgements.c.sort == sort, judgements.c.person.is_(True))
        )
    }
    return [row for _, row in sorted(rows.items())]


def _parts(handles: Collection[str]) -> Iterator[list[str]]:
    listed = sorted(handles)
    yield from (listed[start : start + _MANY] for start in range(0, len(listed), _MANY))


def _decision(row: Any) -> Decision:
    return Decision(row.left, row.right, row.verdict, row.score, row.by, tuple(Reason(**one) for one in row.reasons))
