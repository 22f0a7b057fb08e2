"""What was done, and what could not be."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from isnad.archive.schema import captures, feeds, reports
from isnad.archive.schema import failures as failures_
from isnad.archive.schema import history as history_
from isnad.archive.sight import Sight, any_hidden, seen, sight_of
from isnad.archive.veil import Veil

_TOLD = ("at", "who", "action", "subject")
_AT_ONCE = 1_000
_JOINTS = (" · ", ": ", " ")
"""What stands between a source and a part of it where a failure names both (`intake.where_of`, `Refused.where`)."""


def history(connection: Connection, last: int, *, cleared: bool = True) -> list[dict[str, Any]]:
    """The latest `last` rows of the history, the last one last. Who is not `cleared` gets those that tell of no hidden
    report, without what numbers and chains them: a gap would tell of one."""
    rows = select(history_).order_by(history_.c.seq.desc())
    if cleared or not any_hidden(connection):
        return [dict(row) for row in reversed(connection.execute(rows.limit(last)).mappings().all())]
    veil = Veil.of(connection)
    some = map(dict, connection.execute(rows.execution_options(yield_per=_AT_ONCE)).mappings())
    listed = [{name: row[name] for name in _TOLD} for row in islice(filter(veil.shows, some), last)]
    return listed[::-1]


def failures(connection: Connection, *, cleared: bool = True) -> list[dict[str, Any]]:
    """What could not be read, with code and reason, each once, as it failed last; `blob` is the SHA-256 of the bytes
    that were kept.

    `read_at` is when the same bytes, or something later from the same source, were read after all; None where nothing
    was. A source is known again by the name that it was given. Who is not `cleared` gets none of a hidden report or of
    a restricted source.
    """
    sight = sight_of(connection, None, cleared=cleared)
    found = connection.execute(select(failures_).order_by(failures_.c.id)).mappings()
    rows = list({(row["source"], row["code"], row["blob"]): row for row in found}.values())
    if not sight.cleared:
        veil = Veil.of(connection)
        rows = [row for row in rows if not veil.names(row["source"]) and row["blob"] not in veil.blobs]
    failed = {name for row in rows for name in (row["source"], row["blob"])}
    since = min((row["failed_at"] for row in rows), default="")
    read = {name: at for name, at in _read(connection, since, sight) if name in failed} if rows else {}
    return [dict(row) | {"read_at": _later(read, row)} for row in rows]


def _read(connection: Connection, since: str, sight: Sight) -> Iterator[tuple[str | None, str]]:
    """What was read since then, by all names that a failure may have for it, and when; the latest last."""
    for feed in connection.execute(select(feeds.c.url, feeds.c.asked_at).where(feeds.c.asked_at >= since)):
        yield feed.url, feed.asked_at
    taken = select(captures.c.custody, captures.c.blob, captures.c.added_at, reports.c.key).join(reports)
    taken = taken.where(*seen(captures.c.document, sight))
    for one in connection.execute(taken.where(captures.c.added_at >= since).order_by(captures.c.id)):
        source, member = one.custody["source"], one.custody["member"]
        parts = [f"{source}{joint}{member}" for joint in _JOINTS] if member else []
        for name in (one.blob, one.key, source, one.custody["requested_url"], *parts):
            yield name, one.added_at


def _later(read: Mapping[str | None, str], row: RowMapping) -> str | None:
    at = max(read.get(row["blob"] or "", ""), read.get(row["source"], ""))
    return at if at >= row["failed_at"] else None
