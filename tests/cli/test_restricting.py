"""`isnad restrict` and `isnad unrestrict`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from isnad.cli import app
from tests.archive.reports import CLASH, write


def test_a_report_is_hidden_and_seen_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_ARCHIVE", str(tmp_path / "archive"))
    report = write(tmp_path / "reports", one=CLASH) / "one.txt"

    def ran(*words: str, status: int = 0) -> str:
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == status, done.output
        return done.output

    ran("init")
    ran("add", str(report))
    assert "documents hidden: 1" in ran("restrict", str(report), "--note", "شاهد مذكور", "--by", "amal")
    assert "is restricted already" in ran("restrict", str(report), status=2)
    assert "documents that all see again: 1" in ran("unrestrict", str(report))
    assert "no report, document, outlet or account" in ran("restrict", "منفذ بلا وجود", status=2)
    told = ran("history")
    assert "restrict" in told and "lift" in told and "amal" in told and "شاهد مذكور" not in told
