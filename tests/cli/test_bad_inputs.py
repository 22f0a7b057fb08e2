import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]


GOOD = "قصف الجيش السوداني مواقع قرب مدينة الأبيض، وقال مصدر عسكري إن الهجوم استمر ساعات.\n"

FAILING = {
    "empty": (b"", "source-empty"),
    "blank": (b" \n\t\n", "source-empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" * 20, "source-binary"),
    "english": (b"The army shelled positions near the city on Monday, a military source said.\n" * 4, "language"),
    "persian": (("نیروهای ارتش دیروز به مواضع شورشیان در نزدیکی شهر حمله کردند و گفتند که این عملیات ادامه دارد. "
                "پس از آن گروهی از نیروها به پایگاه خود بازگشتند.\n" * 4).encode(), "language"),
}  # fmt: skip

READ = {
    "truncated": GOOD.encode()[:-2] + GOOD.encode()[:1],
    "nul": GOOD.replace("، ", "\0، ").encode(),
    "surrogate": GOOD.encode() + b"\xed\xa0\x80" + GOOD.encode(),
    "diacritics": GOOD.replace("قصف", "قَ" + "\u064e" * 10_000 + "صف").encode(),
    "bidi": ("\u202e" + GOOD.replace("الجيش", "\u2067الجيش\u2069") + "\u202c\u200f").encode(),
}


@pytest.mark.parametrize("name", FAILING)
def test_what_is_no_report_is_told(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_bytes(FAILING[name][0])
    result = run("read", path, "--format", "json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{path}: [{FAILING[name][1]}] " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", READ)
def test_what_is_damaged_is_read(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_bytes(READ[name])
    for form in ("text", "json", "html"):
        result = run("read", path, "--format", form)
        assert result.exit_code == 0, result.stderr
    record = json.loads(run("read", path, "--format", "json").stdout)
    assert "place:el-obeid" in {entity["id"] for entity in record["entities"]}


@pytest.mark.parametrize("name", ["truncated", "nul", "surrogate"])
def test_warnings_are_shown(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_bytes(READ[name])
    assert f"isnad: warning: {name}: " in run("read", path, "--format", "json").stderr


def test_a_folder_without_reports(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.odt").write_bytes(b"PK")
    result = run("read", tmp_path)
    assert result.exit_code == 1
    assert "[no-reports]" in result.stderr


@pytest.mark.parametrize("name", ["missing.txt", "dangling.txt"])
def test_a_file_that_is_not_there(run: Run, tmp_path: Path, name: str) -> None:
    if name == "dangling.txt":
        (tmp_path / name).symlink_to(tmp_path / "nowhere")
    result = run("read", tmp_path / name)
    assert result.exit_code == 1
    assert "[source-unreadable]" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(run: Run, report: Path) -> None:
    (report / "good.txt").chmod(0)
    result = run("read", report / "good.txt")
    assert result.exit_code == 1
    assert "[source-unreadable]" in result.stderr


def test_a_batch_goes_on(run: Run, tmp_path: Path) -> None:
    for name, content in {**{k: v[0] for k, v in FAILING.items()}, **READ}.items():
        (tmp_path / f"{name}.txt").write_bytes(content)
    result = run("read", tmp_path, "--format", "json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == len(READ)
    assert f"isnad: {len(FAILING)} of {len(FAILING) + len(READ)} inputs failed:" in result.stderr
    assert result.stderr.count("[language]") == 2


def test_a_mistake_of_the_engine_stops_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(GOOD, "utf-8")
    reader = "isnad.annotate.reader.Reader.read"
    calls: list[object] = []

    def once(*args: object) -> object:
        calls.append(args)
        raise RecursionError("too deep")

    monkeypatch.setattr(reader, once)
    result = run("read", tmp_path)
    assert (result.exit_code, len(calls)) == (1, 2)
    assert "[engine] the engine failed, please report it: RecursionError: too deep" in result.stderr


def test_a_file_name_cannot_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x\x1b[2J\u202egnp.txt"
    path.write_bytes(b"")
    result = run("read", path)
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr
