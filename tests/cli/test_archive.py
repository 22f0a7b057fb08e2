"""The commands that make, fill and look after an archive, as a user who makes mistakes, and one who means harm."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from isnad.annotate.reader import Reader
from isnad.archive.library import BATCH
from isnad.archive.migrating import REVISIONS, downgrade
from isnad.archive.opening import FILE, Place, engine_of
from isnad.cli import adding, app
from isnad.ingest.items import document
from tests.archive.conftest import postgres_server as postgres_server  # noqa: PLC0414 -- fixtures, by these names
from tests.archive.conftest import postgres_url as postgres_url  # noqa: PLC0414
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, item, write

Run = Callable[..., Result]
COMMANDS = (
    ("add", "x.txt"), ("watch", "https://example.org/feed"), ("rebuild",), ("migrate",), ("verify",), ("history",),
    ("judge", "a", "same", "b"), ("backup", "copy.isnad"), ("failures",), ("versions", "x"), ("find", "x"),
    ("assess", "x", "--source", "A"),
)  # fmt: skip
HELPFUL = ("init", "restore", *(words[0] for words in COMMANDS if words[0] != "find"))
PARSED = cache(get_command)
"""The commands as typer makes them of the functions, once."""
ADD = [sys.executable, "-m", "isnad", "add"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The engine, loaded once for all of these tests, and warm: the processes that read are forked from this one."""
    found = Reader.with_codebook()
    found.read(*document(item("x", CLASH)))
    return found


@pytest.fixture(autouse=True)
def loaded(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands in this process take the engine that is loaded, and one process that reads."""
    monkeypatch.setattr(Reader, "with_codebook", lambda _=None: reader)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr("typer.testing._get_command", PARSED)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new archive, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    done = CliRunner().invoke(app, ["init", "--archive", str(folder)])
    assert (done.exit_code, done.stderr) == (0, "") and f"{folder}: a new archive" in done.stdout
    return folder


@pytest.fixture
def archive(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new archive, which commands take where they are given no other."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ISNAD_ARCHIVE", "archive")
    return Path(shutil.copytree(made, tmp_path / "archive"))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with three reports, two of one event."""
    return write(tmp_path / "reports", a=CLASH, b=AGAIN, c=OTHER)


def refused(done: Result, code: str) -> str:
    """What a command says that did nothing: one line with what is wrong, no traceback."""
    assert (done.exit_code, done.stdout) == (2, ""), done.output
    assert done.stderr.startswith(f"isnad: {code}: ") and done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def edit(archive: Path, *statements: str) -> None:
    """Changes an archive as somebody would who has the file and wants no trace."""
    with sqlite3.connect(archive / FILE) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
    connection.close()


def kept(archive: Path, statement: str) -> list[str]:
    """The first column of what is in the archive."""
    connection = sqlite3.connect(archive / FILE)
    try:
        return [str(row[0]) for row in connection.execute(statement)]
    finally:
        connection.close()


def many(folder: Path, numbers: range) -> Path:
    """A folder with so many different reports."""
    return write(folder, **{f"r{n}": f"{CLASH} الرقم {n} ثم {n * 7919} ثم {n * 104729}." for n in numbers})


# what comes in


def test_reports_come_in_and_nothing_twice(run: Run, archive: Path, reports: Path) -> None:
    first = run("add", reports)
    assert (first.exit_code, first.stderr) == (0, "")
    assert [line.split(" (")[0] for line in first.stdout.splitlines()] == [
        *(f"added: {reports / name}.txt" for name in "abc"), "3 added",
    ]  # fmt: skip
    assert run("add", reports).stdout == "3 unchanged\n"
    assert run("verify").exit_code == 0


def test_a_file_that_changed_is_a_new_version(
    run: Run, archive: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", reports)
    write(reports, a=OTHER + " انتهى.")
    shown = run("add", reports).stdout
    assert f"new version: {reports / 'a.txt'}" in shown and "1 new version, 2 unchanged" in shown
    assert re.search(r"^  \+ ASSAULT asserts actual  «.*حمرين", shown, re.MULTILINE)
    assert re.search(r"^  - ASSAULT asserts actual  «.*البوكمال", shown, re.MULTILINE)
    monkeypatch.chdir(reports)
    for name in ("a.txt", "./a.txt", reports / "a.txt", "../reports/a.txt"):
        told = run("versions", name, "--archive", archive).stdout
        assert re.findall("^version ([0-9])", told, re.MULTILINE) == ["1", "2"]
    both = [
        json.loads(line)
        for line in run("versions", "a.txt", "--format", "json", "--archive", archive).stdout.splitlines()
    ]
    assert [one["number"] for one in both] == [1, 2] and both[1]["came"] and both[1]["went"]


def test_what_fails_is_told_at_the_end_and_stops_nothing(run: Run, archive: Path, reports: Path) -> None:
    (reports / "b.txt").write_bytes(b"")
    done = run("add", "gone.txt", reports)
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1] == "2 added, 2 failed"
    gone, empty = done.stderr.splitlines()
    assert gone == "  gone.txt: [source-unreadable] cannot be read: there is no such file"
    assert empty.startswith(f"  {reports / 'b.txt'}: [source-empty] ")
    listed = run("failures")
    assert [line.split("  ", 1)[1].partition("]")[0] for line in listed.stdout.splitlines()] == [
        "gone.txt: [source-unreadable", f"{reports / 'b.txt'}: [source-empty",
    ]  # fmt: skip


def test_more_failures_than_a_screen_holds_are_counted(run: Run, archive: Path) -> None:
    done = run("add", *(f"gone{n}.txt" for n in range(60)))
    assert done.exit_code == 1 and done.stderr.splitlines()[-1] == "  and 10 more: see `isnad failures`"
    assert len(run("failures").stdout.splitlines()) == 60


def test_nothing_is_a_sensible_answer(run: Run, archive: Path, reports: Path) -> None:
    assert run("failures").stdout == "nothing has failed\n"
    assert run("failures", "--format", "json").stdout == ""
    assert "1 rows of history: nothing found" in run("verify").stdout
    assert run("migrate").stdout == "up to date\n"
    assert len(run("history").stdout.splitlines()) == 1
    assert run("rebuild").stdout.startswith("0 reports read again")
    run("add", reports / "a.txt")
    assert run("versions", reports / "a.txt").stdout.splitlines()[-1] == "there is no other version"


WRONG = (
    (("add", "x", "--published", "gestern"), "date"), (("add", "x", "--columns", "text"), "columns"),
    (("add", "x", "--manifest", "nowhere.json"), "manifest"), (("watch", "reports"), "outline"),
    (("add", "a.txt", "--url", "t.me/x/1"), "address-refused"),
    (("add", "a.txt", "b.txt", "--url", "https://t.me/x/1"), "address-refused"),
    (("add", "reports", "--url", "https://t.me/x/1"), "address-refused"),
    (("add", "https://example.org/1", "--url", "https://t.me/x/1"), "address-refused"),
    (("versions", "nowhere"), "not-found"), (("versions", "x\x00\udcff"), "not-found"),
    (("verify", "--checkpoint", "nowhere"), "checkpoint"), (("verify", "--write", "nowhere/x"), "checkpoint"),
    (("restore", "nowhere.isnad", "--archive", "new"), "backup"), (("backup", "reports"), "output-exists"),
)  # fmt: skip


def test_what_is_asked_wrongly_changes_nothing(run: Run, archive: Path, reports: Path) -> None:
    for words, code in WRONG:
        done = run(*words)
        assert done.exit_code == 2 and f"isnad: {code}: " in done.stderr, (words, done.output)
    assert kept(archive, "SELECT count(*) FROM history") == ["1"]


ODD_NAMES = ("two\nlines", "\u202etxt.gpj", "\x1b[2J", "\u2028x", "\udcff\udcfe")


def test_names_neither_drive_a_terminal_nor_forge_a_line(run: Run, archive: Path) -> None:
    folder, odd = Path("odd"), len(ODD_NAMES)
    folder.mkdir()
    for number, name in enumerate(ODD_NAMES):
        (folder / f"{name}.txt").write_text(f"{CLASH} {number}", encoding="utf-8")
        (folder / f"{name}-bad.txt").write_bytes(b"")
    done = run("add", folder)
    assert done.exit_code == 1
    assert (done.stdout.count("\n"), done.stderr.count("\n")) == (odd + 1, odd)
    listed, failed = run("history").stdout, run("failures").stdout
    assert (listed.count("\n"), failed.count("\n")) == (2 * odd + 1, odd)
    shown = done.stdout + done.stderr + listed + failed
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", shown)
    told = run("add", folder, "--format", "json").stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", told)
    names = {json.loads(line)["where"] for line in told.splitlines()}
    real = {f"odd/{name}.txt".replace("\udcff\udcfe", "\\udcff\\udcfe") for name in ODD_NAMES}
    assert real < names  # a program gets the name as it is


# what programs read


def test_with_format_json_each_line_is_an_object_and_nothing_else(run: Run, archive: Path, reports: Path) -> None:
    (reports / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    added = run("add", reports, "--format", "json")
    rows = [json.loads(line) for line in added.stdout.splitlines()]
    assert added.exit_code == 1 and [row["became"] for row in rows] == ["added", "added", "failed", "added"]
    assert rows[2]["error"]["code"] == "source-binary" and "3 added, 1 failed" in added.stderr
    again = run("add", reports, "--format", "json")
    assert [json.loads(line)["became"] for line in again.stdout.splitlines()].count("unchanged") == 3
    write(reports, a=MEETING)
    assert "version" in run("add", reports / "a.txt", "--format", "json").stdout
    for words in (("history",), ("failures",), ("versions", reports / "a.txt"), ("verify",), ("rebuild", "--all")):
        done = run(*words, "--format", "json")
        assert done.exit_code == 0, done.output
        assert all(isinstance(json.loads(line), dict) for line in done.stdout.splitlines())
    numbers = [
        json.loads(line)["seq"] for line in run("history", "--format", "json", "--last", "3").stdout.splitlines()
    ]
    assert len(numbers) == 3 and numbers == list(range(numbers[0], numbers[0] + 3))
    edit(archive, "UPDATE documents SET text = 'x' WHERE id = 1")
    found = run("verify", "--format", "json")
    assert found.exit_code == 1 and "found" in found.stderr
    assert {json.loads(line)["code"] for line in found.stdout.splitlines()} >= {"document-edited"}


# where archives are, and are not


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_where_there_is_no_archive_each_command_says_how_to_make_one(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "x.txt").write_text(CLASH, encoding="utf-8")
    for place in (tmp_path, tmp_path / "nowhere", tmp_path / "x.txt"):
        assert "isnad init" in refused(run(*words, "--archive", place), "archive-missing")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("postgresql://analyst:geheim@127.0.0.1:1/reports", "archive"),
        ("postgresql://analyst:geheim@127.0.0.1:port/reports", "archive"),
        ("mysql://analyst:geheim@127.0.0.1/reports", "archive"), ("a" * 300, "archive"),
    ],
    ids=["nobody there", "no port", "another database", "long"],
)  # fmt: skip
def test_places_that_cannot_be_had(run: Run, place: str, code: str) -> None:
    for command in ("init", "history", "verify", "migrate"):
        assert "geheim" not in refused(run(command, "--archive", place), code)


def test_a_password_is_never_shown(run: Run, tmp_path: Path, reports: Path, postgres_url: str) -> None:
    place = postgres_url.replace("isnad@", "isnad:geheim@")
    said = [run("init", "--archive", place), run("add", reports, "--archive", place)]
    said += [run("backup", tmp_path / "b.isnad", "--archive", place), run("init", "--archive", place)]
    assert [done.exit_code for done in said] == [0, 0, 0, 2]
    said += [run("restore", tmp_path / "b.isnad", "--archive", place), run("verify", "--archive", place)]
    assert [done.exit_code for done in said[4:]] == [2, 0]
    assert not [done.output for done in said if "geheim" in done.output]


def test_a_backup_goes_into_postgresql(run: Run, archive: Path, reports: Path, postgres_url: str) -> None:
    run("add", reports)
    run("backup", "b.isnad")
    place = postgres_url.replace("isnad@", "isnad:geheim@")
    done = run("restore", "b.isnad", "--archive", place)
    assert done.exit_code == 0 and "restored and checked" in done.stdout and "geheim" not in done.output
    assert run("add", reports, "--archive", place).stdout == "3 unchanged\n"


def test_a_database_without_an_archive(run: Run, postgres_url: str) -> None:
    for words in COMMANDS:
        assert "isnad init" in refused(run(*words, "--archive", postgres_url), "archive-missing")


def test_there_is_one_archive_in_a_place(run: Run, archive: Path, reports: Path) -> None:
    run("add", reports)
    assert "another place" in refused(run("init"), "archive-exists")
    assert run("add", reports).stdout == "3 unchanged\n"


def test_what_an_interrupted_init_left_is_no_archive(run: Run, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    refused(run("history", "--archive", tmp_path), "archive-missing")
    assert run("init", "--archive", tmp_path).exit_code == 0
    assert run("verify", "--archive", tmp_path).exit_code == 0


def test_a_file_that_is_no_database(run: Run, tmp_path: Path, reports: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 999)
    for words in (("add", reports), ("history",), ("migrate",), ("init",), ("backup", tmp_path / "b")):
        assert "isnad restore" in refused(run(*words, "--archive", tmp_path), "archive-corrupt")
    found = run("verify", "--archive", tmp_path)
    assert (found.exit_code, found.stderr) == (1, "") and found.stdout.startswith("database-damaged: ")
    assert (tmp_path / FILE).read_bytes() == b"no database" * 999


def test_an_older_archive_can_be_backed_up_and_brought_up(run: Run, archive: Path, reports: Path) -> None:
    run("add", reports)
    engine = engine_of(Place.of(archive))
    downgrade(engine, REVISIONS[-2])
    engine.dispose()
    for words in (("add", reports), ("history",), ("find", "x")):
        assert "isnad migrate" in refused(run(*words), "archive-version")
    assert run("backup", "old.isnad").exit_code == 0
    assert run("verify").exit_code == 0
    assert run("migrate").stdout == f"brought to the newest form: {REVISIONS[-1]}; now run `isnad rebuild`\n"
    assert run("rebuild").exit_code == 0
    assert run("add", reports).stdout == "3 unchanged\n"
    assert run("restore", "old.isnad", "--archive", "again").exit_code == 0
    assert REVISIONS[-1] in run("migrate", "--archive", "again").stdout


def test_an_archive_of_a_newer_release_is_left_alone(run: Run, archive: Path) -> None:
    edit(archive, "UPDATE alembic_version SET version_num = '9999'")
    for words in COMMANDS:
        if words[0] != "verify":
            assert "update Isnad" in refused(run(*words), "archive-version"), words
    assert "Traceback" not in run("verify").output


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_folder_that_may_only_be_read(run: Run, archive: Path, reports: Path) -> None:
    for path, mode in ((archive / FILE, 0o444), (archive, 0o555)):
        path.chmod(mode)
    try:
        assert "rights" in refused(run("add", reports), "archive-read-only")
        refused(run("init", "--archive", archive / "new"), "archive")
    finally:
        archive.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_looked_into(run: Run, archive: Path) -> None:
    archive.chmod(0)
    try:
        refused(run("history"), "archive")
    finally:
        archive.chmod(0o755)


# looking after it


def test_an_edited_archive_is_found_out(run: Run, archive: Path, reports: Path) -> None:
    run("add", reports)
    sound = run("verify", "--write", "good.json")
    assert sound.exit_code == 0 and "good.json is the checkpoint at row 4" in sound.stdout
    assert "against the checkpoint at row 4" in run("verify", "--checkpoint", "good.json").stdout
    (name,) = kept(archive, "SELECT document FROM documents WHERE id = 2")
    edit(archive, "UPDATE documents SET outlet = 'actor:nobody' WHERE id = 2")
    found = run("verify", "--write", "bad.json")
    assert found.exit_code == 1 and "document-edited" in found.stdout
    subjects = [json.loads(line)["subject"] for line in run("verify", "--format", "json").stdout.splitlines()]
    assert name in subjects
    assert not Path("bad.json").exists() and "bad.json" in found.stderr


def test_a_history_that_was_cut_off_is_found_against_a_checkpoint(run: Run, archive: Path, reports: Path) -> None:
    run("add", reports)
    run("verify", "--write", "kept.json")
    edit(archive, "DELETE FROM history WHERE seq = 4")
    found = run("verify", "--checkpoint", "kept.json")
    assert found.exit_code == 1 and "history-truncated: the history ends at row 3" in found.stdout
    assert "history-truncated" not in run("verify").stdout


def test_a_backup_brings_everything_back(run: Run, archive: Path, reports: Path) -> None:
    run("add", reports)
    made = run("backup", "copies/monday.isnad")
    assert made.exit_code == 0 and Path("copies/monday.isnad.checkpoint").is_file()
    refused(run("backup", "copies/monday.isnad"), "output-exists")
    refused(run("restore", "copies/monday.isnad"), "archive-exists")
    assert run("restore", "copies/monday.isnad", "--archive", "new").stdout == "new: restored and checked\n"
    assert run("add", reports, "--archive", "new").stdout == "3 unchanged\n"
    assert run("verify", "--archive", "new", "--checkpoint", "copies/monday.isnad.checkpoint").exit_code == 0
    for bad in (reports / "a.txt", archive / FILE):
        refused(run("restore", bad, "--archive", "bad"), "backup")
        assert not Path("bad", FILE).exists()


def test_people_say_whether_two_are_one(run: Run, archive: Path, reports: Path) -> None:
    run("add", reports, "--published", "2021-02-16")
    (handle, other) = kept(
        archive, "SELECT handle FROM mentions WHERE sort = 'event' AND type = 'ASSAULT' AND document < 3 ORDER BY id"
    )
    clusters = "SELECT DISTINCT cluster FROM mentions WHERE gone_at IS NULL AND type = 'ASSAULT' AND document < 3"
    (event,) = kept(archive, clusters)
    said = run("judge", handle, "different", other, "--note", "two days apart \udcff", "--by", "Salma")
    assert re.fullmatch(f"judgement [0-9]+: {handle} different {other}, by Salma\n", said.stdout)
    apart = kept(archive, clusters)
    assert len(apart) == 2 and event in apart
    assert "Salma  judge" in run("history", "--last", "1").stdout
    assert run("judge", apart[0], "undone", apart[1]).exit_code == 0
    assert kept(archive, clusters) == [event]
    assert run("rebuild", "--all").exit_code == 0 and run("verify").exit_code == 0


def test_judgements_on_nothing_are_refused(run: Run, archive: Path, reports: Path) -> None:
    run("add", reports / "a.txt")
    (event,) = kept(archive, "SELECT cluster FROM mentions WHERE type = 'ASSAULT'")
    before = kept(archive, "SELECT count(*) FROM history")
    for left, right in (
        ("ev-nowhere", "ev-nothing"), ("sha256:0@1-2:X", event), (event, "@"), (event, "x-\x00\udcff"), ("", ""),
    ):  # fmt: skip
        refused(run("judge", left, "same", right, "--note", "\udcff", "--by", "\udcff"), "not-found")
    refused(run("judge", event, "same", event), "archive")
    assert run("judge", event, "perhaps", event).exit_code == 2
    assert kept(archive, "SELECT count(*) FROM history") == before


# what only processes show


def test_what_was_told_before_an_interruption_is_there(archive: Path, run: Run) -> None:
    folder = many(Path("many"), range(500))
    process = subprocess.Popen(
        [*ADD, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, start_new_session=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    )  # fmt: skip
    assert process.stdout and process.stderr
    told = b""
    while told.count(b"\n") < 20:
        told += process.stdout.read(4096)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the processes that read get it too
    told += process.stdout.read()
    complaint = process.stderr.read().decode()
    process.stdout.close()
    process.stderr.close()
    assert (process.wait(timeout=10), complaint) == (130, "isnad: interrupted\n")
    *lines, sums = told.decode().splitlines()
    names = {re.sub(r"^added: many/|\.txt.*", "", line) for line in lines}
    there = {Path(key).stem for key in kept(archive, "SELECT key FROM reports")}
    assert names <= there and len(there) < 500 and re.fullmatch("[0-9]+ added", sums)
    assert run("verify").exit_code == 0


def test_two_that_add_at_once_lose_nothing(archive: Path, run: Run) -> None:
    first, second = many(Path("first"), range(40)), many(Path("second"), range(20, 60))
    both = [
        subprocess.Popen([*ADD, folder, "--readers", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for folder in (first, second)
    ]
    said = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    lines = [line for out, _ in said for line in out.splitlines()]
    assert sum(line.startswith("added: ") for line in lines) == 60
    assert sum(line.startswith("found again: ") for line in lines) == 20
    assert kept(archive, "SELECT count(*) FROM documents") == ["60"]
    assert kept(archive, "SELECT count(*) FROM reports") == ["80"]
    assert run("verify").exit_code == 0


SMALL_DISK = """
import resource, sys
from isnad.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
main()
"""


def test_a_full_disk_loses_nothing_that_was_told(archive: Path, run: Run) -> None:
    number = 4 * BATCH
    folder = many(Path("many"), range(number))
    most = (archive / FILE).stat().st_size + 2_500_000
    command = [sys.executable, "-c", SMALL_DISK]
    done = subprocess.run([*command, str(most), "add", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stderr.startswith("isnad: archive-full: "), done.stderr
    *lines, sums = done.stdout.splitlines()
    assert 0 < len(lines) < number and sums == f"{len(lines)} added"
    assert kept(archive, "SELECT count(*) FROM reports") == [str(len(lines))]
    assert run("verify").exit_code == 0
    rest = sorted(folder.iterdir())[: len(lines) + 2]
    assert run("add", *rest).stdout.splitlines()[-1] == f"2 added, {len(lines)} unchanged"
    init = subprocess.run([*command, "100000", "init", "--archive", "new"], capture_output=True, text=True, check=False)
    assert init.returncode == 2 and init.stderr.startswith("isnad: archive-full: ")
    assert run("init", "--archive", "new").exit_code == 0


# what is shown


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_long_work_without_news_shows_that_it_lives(
    run: Run, archive: Path, reports: Path, monkeypatch: pytest.MonkeyPatch, is_terminal: bool
) -> None:
    run("add", reports)
    monkeypatch.setattr(adding, "_SILENCE", 0.0)
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda _: is_terminal, raising=False)
    said = run("add", reports).stderr.splitlines()
    assert said == [f"isnad: so far {n} unchanged" for n in (1, 2, 3) if is_terminal]


def test_help_fits_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command in HELPFUL:
        shown = run(command, "--help").stdout
        assert "--archive" in shown and max(map(len, shown.splitlines())) <= 80
