"""What only a process of its own can show."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "isnad"]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, **more}


def test_help_imports_nothing_heavy() -> None:
    found = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "isnad", "--help"], capture_output=True, text=True, check=True
    )
    imported = {line.rpartition("|")[2].strip() for line in found.stderr.splitlines()}
    heavy = {"yaml", "jinja2", "selectolax", "hijridate", "rich", "isnad.annotate.reader", "isnad.codebook.book"}
    assert "Usage:" in found.stdout
    assert not imported & heavy


def test_reading_imports_no_templates(report: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "isnad", "read", str(report), "--format", "json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in found.stderr.splitlines()}
    assert "isnad.annotate.reader" in imported
    assert not imported & {"jinja2", "rich.console", "isnad.evaluate"}


def test_a_reader_that_leaves_is_no_error(samples: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "read", str(samples), "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), complaint) == (141, b"")


def test_output_is_utf_8_whatever_the_locale(report: Path) -> None:
    found = subprocess.run(
        [*COMMAND, "read", str(report / "good.txt"), "--format", "json"], capture_output=True, check=True,
        env=environment(PYTHONIOENCODING="ascii", LC_ALL="C"),
    )  # fmt: skip
    assert "الأبيض" in found.stdout.decode("utf-8")


def test_streams_are_kept_apart(report: Path) -> None:
    (report / "bad.txt").write_bytes(b"")
    found = subprocess.run([*COMMAND, "read", str(report), "--format", "json"], capture_output=True, check=False)
    assert found.returncode == 1
    assert len(found.stdout.splitlines()) == 1
    assert b"source-empty" in found.stderr


def test_the_version() -> None:
    found = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert found.stdout.startswith("isnad ")
