import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from isnad.archive import chain
from isnad.archive.chain import CREATED, START, Checkpoint, HistoryRow, canonical, link, verify_chain
from isnad.archive.opening import reading, writing
from isnad.errors import CheckpointError

ARCHIVE = "0f0f"


def history(length: int) -> list[HistoryRow]:
    """A sound history of an archive."""
    rows: list[HistoryRow] = []
    prev = START
    for seq in range(1, length + 1):
        action, subject = (CREATED, ARCHIVE) if seq == 1 else ("add", f"https://example.org/{seq}")
        held = (seq, f"2026-01-01T00:00:00.{seq:06}Z", "engine", action, subject, canonical({"document": seq}))
        rows.append((*held, prev, link(prev, held)))
        prev = rows[-1][7]
    return rows


def renumbered(rows: list[HistoryRow]) -> list[HistoryRow]:
    return [(seq, *row[1:]) for seq, row in enumerate(rows, 1)]


def rechained(rows: list[HistoryRow]) -> list[HistoryRow]:
    """The rows with all hashes made anew, as somebody would who knows how they are made."""
    made: list[HistoryRow] = []
    for row in renumbered(rows):
        prev = made[-1][7] if made else START
        made.append((*row[:6], prev, link(prev, row[:6])))
    return made


def mark(rows: list[HistoryRow]) -> Checkpoint:
    return Checkpoint(ARCHIVE, rows[-1][0], rows[-1][7], "2026-01-02T00:00:00.000000Z")


def codes(rows: list[HistoryRow], checkpoint: Checkpoint | None = None) -> list[tuple[str, str]]:
    return [(found.code, found.subject) for found in verify_chain(rows, archive=ARCHIVE, checkpoint=checkpoint)]


def swapped(rows: list[HistoryRow]) -> list[HistoryRow]:
    rows[4], rows[5] = rows[5], rows[4]
    return rows


def edited(rows: list[HistoryRow], column: int) -> list[HistoryRow]:
    changed = list(rows[4])
    changed[column] = "x" if column < 6 else "e" * 64
    rows[4] = tuple(changed)  # type: ignore[assignment]
    return rows


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda rows: rows, []),
        *((lambda rows, column=column: edited(rows, column), ("history-edited", "5")) for column in range(1, 6)),
        (lambda rows: edited(rows, 6), ("history-broken", "5")),
        (lambda rows: edited(rows, 7), ("history-edited", "5")),
        (lambda rows: rows[:4] + rows[5:], ("history-missing", "5")),
        (lambda rows: renumbered(rows[:4] + rows[5:]), ("history-broken", "5")),
        (lambda rows: rows[3:], ("history-missing", "1")),
        (lambda rows: renumbered(rows[3:]), ("history-foreign", "1")),
        (lambda rows: renumbered(swapped(rows)), ("history-broken", "5")),
        (lambda rows: renumbered([*rows[:5], rows[3], *rows[5:]]), ("history-broken", "6")),
        (lambda rows: rechained(rows[1:]), ("history-foreign", "1")),
        (lambda _: [], ("history-missing", "1")),
    ],
)  # fmt: skip
def test_what_was_done_to_a_history_is_found(
    tamper: Callable[[list[HistoryRow]], list[HistoryRow]], found: tuple[str, str] | list[object]
) -> None:
    seen = codes(tamper(history(10)))
    assert (found in seen) if found else seen == []


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda rows: rows, []),
        (lambda rows: rows[:-1], [("history-truncated", "8")]),
        (lambda rows: rows[:1], [("history-truncated", "8")]),
        (lambda rows: rechained(edited(rows, 4)), [("history-rewritten", "8")]),
        (lambda rows: rechained(rows[:4] + rows[5:] + rows[-1:]), [("history-rewritten", "8")]),
    ],
)
def test_what_hides_its_traces_is_found_against_a_checkpoint(
    tamper: Callable[[list[HistoryRow]], list[HistoryRow]], found: list[tuple[str, str]]
) -> None:
    rows = history(8)
    checkpoint = mark(rows)
    assert codes(tamper(rows), None) == []
    assert codes(tamper(history(8)), checkpoint) == found


def test_a_history_that_went_on_holds_its_checkpoint() -> None:
    assert codes(history(12), mark(history(8))) == []


def test_a_checkpoint_of_another_archive_is_told() -> None:
    assert codes(history(8), Checkpoint("other", 8, "0" * 64, "")) == [("checkpoint-foreign", "other")]


@given(st.randoms(use_true_random=False), st.integers(1, 7))
def test_any_one_change_of_any_row_is_found(chance: random.Random, column: int) -> None:
    rows = history(12)
    at = chance.randrange(1, len(rows))
    text = str(rows[at][column])
    place = chance.randrange(len(text))
    other = chance.choice([letter for letter in "abcdef0123456789 ي" if letter != text[place]])
    changed = list(rows[at])
    changed[column] = text[:place] + other + text[place + 1 :]
    rows[at] = tuple(changed)  # type: ignore[assignment]
    assert codes(rows)


def test_one_change_gives_one_finding() -> None:
    assert codes(edited(history(100), 5)) == [("history-edited", "5")]


def test_appending_chains_in_the_transaction_that_changes(engine: Engine) -> None:
    with writing(engine) as connection:
        assert [_append(connection, n) for n in range(3)] == [2, 3, 4]
    with pytest.raises(OSError, match="power"), writing(engine) as connection:
        _append_and_fail(connection)
    with writing(engine) as connection:
        assert _append(connection, 4) == 5
    with reading(engine) as connection:
        rows = list(chain.rows(connection))
        assert chain.length(connection) == len(rows) == 5
        checkpoint = chain.checkpoint(connection)
        archive = chain.archive_id(connection)
    assert (checkpoint.archive, checkpoint.seq, checkpoint.hash) == (archive, 5, rows[-1][7])
    assert list(verify_chain(rows, archive=archive, checkpoint=checkpoint)) == []


def _append(connection: object, n: int) -> int:
    subject = f"تقرير {n} \ud800\0«»"
    return chain.append(connection, who="ع\0", action="add", subject=subject, detail={"ب": n, "ا": "\udfff\0"})  # type: ignore[arg-type]


def _append_and_fail(connection: object) -> None:
    _append(connection, 3)
    raise OSError("the power went")


def test_the_canonical_form_is_one_whatever_the_order() -> None:
    assert canonical({"ب": 1, "a": [None, True, 0.5]}) == canonical({"a": [None, True, 0.5], "ب": 1})
    assert canonical({"ب": 1, "a": "x"}) == '{"a":"x","ب":1}'
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_a_checkpoint_goes_to_a_file_and_back(tmp_path: Path) -> None:
    path, first, later = tmp_path / "kept.json", mark(history(3)), mark(history(4))
    first.write(path)
    assert Checkpoint.read(path) == first
    later.write(path)
    assert Checkpoint.read(path) == later
    assert [file.name for file in tmp_path.iterdir()] == ["kept.json"]


def test_a_checkpoint_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="cannot be written"):
        mark(history(3)).write(tmp_path / "missing" / "kept.json")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CheckpointError, match="cannot be written"):
        mark(history(3)).write(tmp_path / "folder")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no checkpoint"),
        ("{", "no checkpoint"),
        ("[]", "no checkpoint"),
        ("7", "no checkpoint"),
        ('{"isnad_checkpoint": 1}', "no checkpoint"),
        ('{"isnad_checkpoint": 1, "archive": "a", "seq": "8", "hash": "", "at": ""}', "no checkpoint"),
        ('{"isnad_checkpoint": 1, "archive": "a", "seq": true, "hash": "", "at": ""}', "no checkpoint"),
        ('{"isnad_checkpoint": 1, "archive": "a", "seq": 8, "hash": null, "at": ""}', "no checkpoint"),
        ('{"isnad_checkpoint": 1, "archive": "a", "seq": 8, "hash": "", "at": "", "more": 1}', "no checkpoint"),
        ('{"isnad_checkpoint": 2, "archive": "a"}', "newer Isnad"),
        ("\u0645" * 3, "no checkpoint"),
    ],
)
def test_what_is_no_checkpoint_is_refused(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "kept.json"
    path.write_text(content, "utf-8")
    with pytest.raises(CheckpointError, match=told):
        Checkpoint.read(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CheckpointError, match="no checkpoint"):
        Checkpoint.read(path)


def test_a_missing_checkpoint_is_told(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="cannot be read"):
        Checkpoint.read(tmp_path / "none.json")


def test_a_history_is_verified_at_a_hundred_thousand_rows_a_second() -> None:
    """R15: a million rows in under ten seconds; here a twentieth of it, of the processor's own time."""
    rows = history(50_000)
    start = time.process_time()
    assert list(verify_chain(rows, archive=ARCHIVE, checkpoint=mark(rows))) == []
    assert time.process_time() - start < 0.5
    assert json.loads(rows[-1][5]) == {"document": 50_000}
