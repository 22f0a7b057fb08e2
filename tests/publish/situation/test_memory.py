from dataclasses import replace
from pathlib import Path

import pytest

from isnad.errors import EditedReportError, OutputError, OutputExistsError, OwnPartError, SituationError
from isnad.publish.release.released import Toll, Withdrawn
from isnad.publish.situation.filing import Folder
from isnad.publish.situation.memory import NO_NEWS, Memory, News, Scope, baseline_of, news_of, told_of
from isnad.publish.situation.writing import write
from tests.publish.situation.material import ATTACK, MEETING, THREAT, material
from tests.publish.situation.test_writing import lines, section

SCOPE = Scope(profile="public", first="2023-02-01", last="2023-02-28")
TOLD = Memory(scope=SCOPE, told=told_of((ATTACK, MEETING)))
CHANGED = replace(ATTACK, tolls=(Toll(harm="injured", low=9, best=9, high=9),), to="2023-02-15")


def test_memory_is_written_and_read() -> None:
    memory = replace(TOLD, written="x", baseline=TOLD)
    assert Memory.of(memory.to_text()) == memory
    assert memory.to_text() == memory.to_text()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"form": 2}', TOLD.to_text().replace('"first"', '"f"'), "[" * 9999]
)
def test_what_is_no_memory_is_refused(text: str) -> None:
    with pytest.raises(SituationError, match=r"\.state\.json"):
        Memory.of(text)


def test_news_are_what_is_new_updated_and_gone() -> None:
    found = news_of(
        TOLD, SCOPE, (CHANGED, THREAT), (CHANGED, THREAT), (Withdrawn(MEETING.id, "2023-03-01", into="ev-x"),)
    )
    assert found.new == (THREAT.id,)
    assert found.updated == {ATTACK.id: ("day", "toll")}
    assert [(one.id, one.into) for one in found.gone] == [(MEETING.id, "ev-x")]


def test_a_later_report_tells_what_became_of_the_events_of_the_last_one() -> None:
    later = replace(SCOPE, first="2023-03-01", last="2023-03-31")
    found = news_of(TOLD, later, (THREAT,), (CHANGED,), ())
    assert (found.new, list(found.updated), [one.id for one in found.gone]) == ((THREAT.id,), [ATTACK.id], [MEETING.id])


def test_nothing_is_compared_with_another_profile_or_with_nothing() -> None:
    assert news_of(TOLD, replace(SCOPE, profile="internal"), (THREAT,), (), ()) == News(SCOPE, comparable=False)
    assert news_of(None, SCOPE, (THREAT,), (), ()) == NO_NEWS


def test_a_run_that_finds_the_same_compares_with_what_the_last_one_did() -> None:
    older = Memory(scope=SCOPE, told={})
    assert baseline_of(replace(TOLD, baseline=older), SCOPE, told_of((ATTACK, MEETING))) == older
    assert baseline_of(TOLD, SCOPE, told_of((ATTACK,))) == TOLD
    assert baseline_of(TOLD, replace(SCOPE, asked="x"), TOLD.told) == TOLD
    assert baseline_of(None, SCOPE, {}) is None


def test_news_are_told_with_what_changed() -> None:
    news = news_of(
        TOLD, SCOPE, (CHANGED, THREAT), (CHANGED, THREAT), (Withdrawn(MEETING.id, "2023-03-01", into="ev-x"),)
    )
    found = lines(section(write(material(CHANGED, THREAT, news=news), "en"), "news"))
    assert found[1].startswith("New (1)")
    assert found[4].endswith("changed: date, toll")
    assert found[6] == "event ev-meeting (ev-meeting) – joined to ev-x"


@pytest.mark.parametrize("name", ["r.html", "r.md", "r.docx"])
def test_a_report_is_written_again_with_what_people_added(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Folder.of(path).put(write(material(), "ar"), TOLD)
    first = path.read_bytes()
    editable = path if path.suffix != ".docx" else tmp_path / f"{name}.own.md"
    editable.write_text(
        editable.read_text("utf-8").replace("<!-- isnad:own said -->\n", "<!-- isnad:own said -->\nمن عندي\n"), "utf-8",
        newline="\r\n",
    )  # fmt: skip
    folder = Folder.of(path)
    assert folder.own == {"said": "من عندي"}
    assert folder.memory is not None and folder.memory.told == TOLD.told
    folder.put(write(material(), "ar"), TOLD)
    assert path.read_bytes() != first
    assert Folder.of(path).own == {"said": "من عندي"}
    assert not list(tmp_path.glob(".isnad-*"))


@pytest.mark.parametrize("name", ["r.html", "r.md", "r.docx"])
def test_what_was_written_elsewhere_is_not_lost(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Folder.of(path).put(write(material(), "ar"), TOLD)
    path.write_bytes(path.read_bytes() + "\nرأي خارج العلامات".encode())
    with pytest.raises(EditedReportError, match=r"docs/situation\.md"):
        Folder.of(path)
    assert Folder.of(path, force=True).memory is not None


def test_what_is_no_report_of_ours_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "thesis.md"
    path.write_text("three years of work", "utf-8")
    with pytest.raises(OutputExistsError):
        Folder.of(path)
    with pytest.raises(OutputError, match="docx"):
        Folder.of(tmp_path / "report.txt")


def test_broken_marks_stop_a_run_even_by_force(tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    Folder.of(path).put(write(material(), "ar"), TOLD)
    path.write_text(path.read_text("utf-8").replace("<!-- /isnad:own -->", "", 1), "utf-8")
    with pytest.raises(OwnPartError):
        Folder.of(path, force=True)


def test_the_memory_of_another_report_can_be_compared_with(tmp_path: Path) -> None:
    Folder.of(tmp_path / "a.md").put(write(material(), "ar"), TOLD)
    found = Folder.of(tmp_path / "b.md", last=tmp_path / "a.md.state.json")
    assert found.memory is not None and found.memory.told == TOLD.told
