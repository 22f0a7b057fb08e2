import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from isnad.archive.library import Library
from tests.archive.conftest import library as library  # noqa: PLC0414 -- fixtures, by these names
from tests.archive.conftest import place as place  # noqa: PLC0414
from tests.archive.conftest import postgres_server as postgres_server  # noqa: PLC0414
from tests.archive.conftest import postgres_url as postgres_url  # noqa: PLC0414
from tests.archive.conftest import reader as reader  # noqa: PLC0414
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, item, put

Run = Callable[..., Result]
FEBRUARY = ("--from", "2021-02", "--to", "2021-02")


@pytest.fixture
def archive(library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """An archive of four reports, named by the environment."""
    texts = enumerate((CLASH, AGAIN, OTHER, MEETING), 1)
    put(library, *(item(f"https://example.org/{n}", text, outlet=f"وكالة خيالية {n}") for n, text in texts))
    monkeypatch.setenv("ISNAD_ARCHIVE", str(library.place))
    return library


def test_a_report_is_written_and_written_again_alike(archive: Library, run: Run, tmp_path: Path) -> None:
    for name in ("r.html", "r.md"):
        path = tmp_path / name
        first = run("report", *FEBRUARY, "--profile", "internal", path)
        assert first.exit_code == 0, first.output
        made = path.read_bytes()
        assert run("report", *FEBRUARY, "--profile", "internal", path).exit_code == 0
        assert path.read_bytes() == made
    text = path.read_text("utf-8")
    assert "بحسب" in text
    assert "الحرس الثوري الإيراني" in text
    assert "لا تقرير سابق للمقارنة" in text


@pytest.mark.parametrize("name", ["r.pdf", "r.docx"])
def test_a_report_can_be_a_pdf_or_a_word_file(archive: Library, run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert run("report", *FEBRUARY, "--lang", "en", path).exit_code == 0
    made = path.read_bytes()
    assert made.startswith(b"%PDF" if name == "r.pdf" else b"PK")
    assert "isnad:own happened" in (tmp_path / f"{name}.own.md").read_text("utf-8")
    assert run("report", *FEBRUARY, "--lang", "en", path).exit_code == 0
    assert path.read_bytes() == made


def test_a_report_of_a_place_or_an_actor_tells_of_nothing_else(archive: Library, run: Run, tmp_path: Path) -> None:
    told = {}
    for name, asked in (("all", ()), ("place", ("--place", "البوكمال")), ("actor", ("--actor", "داعش"))):
        path = tmp_path / f"{name}.md"
        found = run("report", *FEBRUARY, *asked, path)
        assert found.exit_code == 0, found.output
        told[name] = path.read_text("utf-8")
    assert "# تقرير حالة: البوكمال" in told["place"]
    assert "وزارة الدفاع العراقية" in told["all"]
    assert "وزارة الدفاع العراقية" not in told["place"]
    assert "# تقرير حالة: تنظيم الدولة الإسلامية" in told["actor"]
    assert "وزارة الدفاع العراقية" in told["actor"]
    assert "البوكمال" not in told["actor"]


def test_the_next_report_tells_what_is_new_since_the_last_one(archive: Library, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    assert run("report", *FEBRUARY, "--lang", "en", path).exit_code == 0
    more = "قال مصدر عسكري إن غارة جوية استهدفت مقراً للحرس الثوري الإيراني في مدينة الميادين أمس."
    put(archive, item("https://example.org/9", more, published="2021-02-20", outlet="وكالة خيالية 9"))
    assert run("report", *FEBRUARY, "--lang", "en", path).exit_code == 0
    assert "### New (1)" in path.read_text("utf-8")
    last = tmp_path / "r.md.state.json"
    found = run("report", "--from", "2021-03", "--to", "2021-03", "--last", last, "--lang", "en", tmp_path / "next.md")
    assert found.exit_code == 0, found.output
    assert "The last report: 1 February 2021 – 28 February 2021" in (tmp_path / "next.md").read_text("utf-8")


def test_the_public_state_and_report_name_no_bytes(archive: Library, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    assert run("report", *FEBRUARY, path).exit_code == 0
    for written in (path, tmp_path / "r.md.state.json"):
        assert "sha256:" not in written.read_text("utf-8")
    assert json.loads((tmp_path / "r.md.state.json").read_text("utf-8"))["scope"]["profile"] == "public"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--from", "2021-03", "--to", "2021-02"), 2, "comes after"),
        (("--from", "soon", "--to", "2021-02"), 2, "is no date"),
        ((*FEBRUARY, "--place", "مدينة لا يعرفها أحد"), 2, "query"),
        ((*FEBRUARY, "--place", "البوكمال", "--actor", "داعش"), 2, "not both"),
        ((*FEBRUARY, "--last", "nowhere.json"), 2, ".state.json"),
    ],
)
def test_what_cannot_be_asked_is_told(
    archive: Library, run: Run, tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    found = run("report", *arguments, tmp_path / "r.md")
    assert found.exit_code == status
    assert said in found.output
    assert list(tmp_path.glob("r.md*")) == []


def test_an_archive_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    found = run("report", *FEBRUARY, "--archive", tmp_path / "none", tmp_path / "r.md")
    assert found.exit_code == 2
    assert "archive-missing" in found.output
