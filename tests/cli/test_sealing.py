"""Encrypted backups, as the options, the environment and the terminal want them."""

import getpass
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from isnad.archive.guarding.sealing import is_sealed
from isnad.archive.migrating import create
from isnad.archive.opening import FILE, Place, engine_of
from tests.archive.keys import Pair, pair, ssh_pair
from tests.archive.rows import fill
from tests.cli.test_archive import refused

Run = Callable[..., Result]
WORDS = "ثلاث كلمات طويلة"


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive with two reports, which commands take, and no terminal."""
    monkeypatch.chdir(tmp_path)
    Path("archive").mkdir()
    engine = engine_of(Place.of(Path("archive")), new=True)
    create(engine)
    fill(engine, 2)
    engine.dispose()
    monkeypatch.setenv("ISNAD_ARCHIVE", "archive")
    for name in ("ISNAD_BACKUP_FOR", "ISNAD_BACKUP_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    typed(monkeypatch)


@pytest.fixture
def mine(tmp_path: Path) -> Pair:
    return pair(tmp_path)


def typed(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """What is typed when a passphrase is asked for; what is left of it."""
    left = list(words)
    monkeypatch.setattr(getpass, "getpass", lambda _: left.pop(0))
    return left


def made(done: Result, name: str, *, encrypted: bool) -> None:
    """A backup was made, and it is said what it is."""
    assert done.exit_code == 0, done.output
    assert (", encrypted. Keep" in done.stdout, is_sealed(Path(name))) == (encrypted, encrypted)


def test_for_several_and_back_with_either_key(run: Run, tmp_path: Path, mine: Pair) -> None:
    ssh = ssh_pair(tmp_path)
    done = run("backup", "b.isnad", "--for", mine.public, "--for", ssh.public)
    made(done, "b.isnad", encrypted=True)
    assert done.stderr == ""
    for number, key in enumerate((mine, ssh)):
        back = run("restore", "b.isnad", "--archive", f"back{number}", "--identity", key.secret)
        assert (back.stdout, back.stderr) == (f"back{number}: restored and checked\n", "")
        assert run("verify", "--archive", f"back{number}", "--checkpoint", "b.isnad.checkpoint").exit_code == 0
    refused(run("restore", "b.isnad", "--archive", "other", "--identity", pair(tmp_path, "o").secret), "backup-sealed")
    assert "--identity" in refused(run("restore", "b.isnad", "--archive", "other"), "backup-sealed")
    assert not Path("other", FILE).exists()


def test_a_plain_one_says_how_to_have_it_encrypted(run: Run) -> None:
    done = run("backup", "b.isnad")
    made(done, "b.isnad", encrypted=False)
    assert done.stderr.count("\n") == 1 and "--for" in done.stderr and "ISNAD_BACKUP_FOR" in done.stderr
    done = run("backup", "c.isnad", "--plain")
    made(done, "c.isnad", encrypted=False)
    assert done.stderr == ""


def test_what_is_set_once_holds_where_nothing_else_is_said(
    run: Run, tmp_path: Path, mine: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    team, other = Path("team.pub"), pair(tmp_path, "other.txt")
    team.write_text(f"# us\n{mine.public}\n", "utf-8")
    for number, usual in enumerate((mine.public, "team.pub")):
        monkeypatch.setenv("ISNAD_BACKUP_FOR", usual)
        done = run("backup", f"{number}.isnad")
        made(done, f"{number}.isnad", encrypted=True)
        assert done.stderr == ""
        back = run("restore", f"{number}.isnad", "--archive", f"back{number}", "--identity", mine.secret)
        assert back.exit_code == 0
    made(run("backup", "p.isnad", "--plain"), "p.isnad", encrypted=False)
    made(run("backup", "o.isnad", "--for", other.public), "o.isnad", encrypted=True)
    refused(run("restore", "o.isnad", "--archive", "o", "--identity", mine.secret), "backup-sealed")
    monkeypatch.setenv("ISNAD_BACKUP_FOR", "gone.pub")
    assert "gone.pub" in refused(run("backup", "g.isnad"), "backup-key") and not Path("g.isnad").exists()
    monkeypatch.setenv("ISNAD_BACKUP_FOR", "")
    made(run("backup", "e.isnad"), "e.isnad", encrypted=False)


def test_a_passphrase_is_typed_twice_and_once(run: Run, mine: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_BACKUP_FOR", mine.public)
    left = typed(monkeypatch, WORDS, WORDS, WORDS)
    made(run("backup", "b.isnad", "--passphrase"), "b.isnad", encrypted=True)
    assert run("restore", "b.isnad", "--archive", "back").exit_code == 0
    assert left == []


def test_a_passphrase_of_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_BACKUP_PASSPHRASE", WORDS)
    made(run("backup", "b.isnad", "--passphrase"), "b.isnad", encrypted=True)
    assert run("restore", "b.isnad", "--archive", "back").exit_code == 0
    monkeypatch.setenv("ISNAD_BACKUP_PASSPHRASE", "")
    assert "empty" in refused(run("backup", "c.isnad", "--passphrase"), "backup-key")


def test_nothing_is_made_where_the_passphrase_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for words, told in ((("one", "another"), "differ"), (("", ""), "empty")):
        typed(monkeypatch, *words)
        assert told in refused(run("backup", "b.isnad", "--passphrase"), "backup-key")
    assert not Path("b.isnad").exists()


def test_without_a_terminal_nobody_is_asked() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "isnad", "backup", "b.isnad", "--passphrase"],
        check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, start_new_session=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "") and "set ISNAD_BACKUP_PASSPHRASE" in done.stderr
    assert done.stderr.count("\n") == 1


def test_one_way_at_a_time(run: Run, mine: Pair) -> None:
    for words in (
        ("--for", mine.public, "--plain"), ("--for", mine.public, "--passphrase"), ("--plain", "--passphrase"),
    ):  # fmt: skip
        assert "give one of" in refused(run("backup", "b.isnad", *words), "backup-key")


def test_a_plain_one_needs_no_key(run: Run, mine: Pair) -> None:
    run("backup", "b.isnad", "--plain")
    assert run("restore", "b.isnad", "--archive", "back", "--identity", mine.secret).exit_code == 0
