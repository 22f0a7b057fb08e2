"""R6 at a size of seconds; `benchmarks/kills.py` runs it at the full figure."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, insert, text, update

from benchmarks.kills import AT_ONCE, item, loose_ends, misplaced, planned
from isnad.archive import schema
from isnad.archive.opening import reading, writing
from tests.archive.rows import fill

ROOT = Path(__file__).parents[2]


def killed(*arguments: str) -> dict[str, int]:
    """What the trial tells."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", *arguments], cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_whenever_a_program_is_killed_nothing_acknowledged_is_lost() -> None:
    found = killed("--kills", "12", "--seed", "7")
    assert found["wrong"] == 0
    assert sum(times for what, times in found.items() if what.startswith("killed in")) >= 12
    assert found["acknowledged"] and found["reports"]


def test_nor_in_postgresql(postgres_url: str) -> None:
    found = killed("--kills", "5", "--seed", "3", "--postgres", postgres_url)
    assert found["wrong"] == 0 and found["acknowledged"]


def _put(connection: Connection, *numbers: int) -> None:
    """The rows that reports of these numbers leave."""
    for number in numbers:
        key, name = planned(number)[0], sha256(item(number).raw).hexdigest()
        known = connection.execute(text("SELECT id FROM reports WHERE key = :key"), {"key": key}).scalar()
        if known is None:
            connection.execute(insert(schema.reports), {"id": number + 100, "key": key, "added_at": ""})
        if not connection.execute(text("SELECT 1 FROM blobs WHERE sha256 = :name"), {"name": name}).scalar():
            connection.execute(insert(schema.blobs), {"sha256": name, "size": 0, "packed": b""})
        connection.execute(
            insert(schema.captures),
            {"report": known or number + 100, "version": 2 if known else 1, "blob": name, "document": 1, "custody": {},
             "attachments": [], "added_at": ""},
        )  # fmt: skip


def test_what_is_lost_doubled_or_strange_is_seen(sqlite_engine: Engine) -> None:
    """The trial itself: a report that was acknowledged and is not there, one that is there twice, one of nobody."""
    fill(sqlite_engine, 1)
    with writing(sqlite_engine) as connection:
        connection.execute(update(schema.reports).values(key=planned(0)[0]))
        assert len(misplaced(connection, 0, AT_ONCE)) == 1  # bytes that nobody gave for it
        connection.execute(update(schema.reports).values(key="nobody's"))
        assert misplaced(connection, 0, AT_ONCE) == ["nobody's: nobody gave it"]
        _put(connection, 0, 1, 2, 3)
        assert misplaced(connection, 4, AT_ONCE)[1:] == misplaced(connection, 2, AT_ONCE)[1:] == []
        assert misplaced(connection, 5, AT_ONCE)[1:] == [f"{planned(4)[0]}: 1 versions were acknowledged, 0 are there"]
        _put(connection, 2)
        assert len(misplaced(connection, 4, AT_ONCE)) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda c: c.execute(update(schema.mentions).values(cluster=None)), "1 mentions without a cluster"),
        (lambda c: c.execute(update(schema.mentions).values(cluster="c9")), "1 clusters without a mention"),
        (lambda c: c.execute(insert(schema.reports).values(id=9, key="k", added_at="")), "1 reports without a version"),
    ],
)
def test_halves_are_seen(engine: Engine, change: Callable[[Connection], object], told: str) -> None:
    fill(engine, 1)
    with reading(engine) as connection:
        assert loose_ends(connection) == []
    with writing(engine) as connection:
        change(connection)
        assert told in loose_ends(connection)
