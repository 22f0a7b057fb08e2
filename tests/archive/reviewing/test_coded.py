"""A coded spreadsheet goes out, and comes in again as what its user changed in it."""

import csv
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isnad.archive.asking.finding import asked
from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.reviewing import coded
from isnad.archive.reviewing.coming import Coded
from isnad.archive.reviewing.sheets import rows
from isnad.cells import defused
from isnad.errors import CodedSheetError, ReviewConflictError
from isnad.publish.coded import KINDS, Kind, write
from tests.archive.reports import OTHER
from tests.archive.reviewing.conftest import handles

Row = dict[str, str]
SAID = {
    "type": "COERCE", "victims": {"injured": [2, 6], "killed": 3}, "agents": ["actor:irgc", "actor:isis"],
    "from": "2021-02-10", "place": None, "external_id": "=SUM(A1)",
}  # fmt: skip


def sent_out(library: Library, query: str = "", *, cleared: bool = True) -> list[Row]:
    with reading(library.engine) as connection:
        book = library.reader.book
        return list(rows(connection, asked(connection, query, book, cleared=cleared), book, cleared=cleared))


def taken(library: Library, tmp_path: Path, sheet: list[Row], kind: Kind = ".csv", who: str = "salim") -> list[Coded]:
    path = tmp_path / f"coded{kind}"
    with path.open("w+b") as file:
        assert write(file, kind, sheet, "2026-01-02T03:04:05Z") == len(sheet)
    return list(library.as_user(who).review_sheet(path))


def change(sheet: list[Row], which: str, /, **cells: str) -> list[Row]:
    """The sheet with some cells of the row of a handle changed; `from_` is `from`."""
    new = {name.rstrip("_"): value for name, value in cells.items()}
    return [{**row, **new} if row["handle"] == which else row for row in sheet]


@pytest.mark.parametrize("kind", KINDS)
def test_unchanged_it_says_nothing(told: Library, tmp_path: Path, kind: Kind) -> None:
    clash, _, raid = handles(told)
    told.review(raid, "corrected", {"victims": {"killed": [3, 5]}, "agents": ["actor:isis", "actor:irgc"]})
    told.review(clash, "corrected", {"place": None, "speaker": "actor:sana", "span": [1, 9]}, note="=1+1")
    told.as_user("salim").review(clash, "accepted")
    told.as_user("rana").review(raid, "rejected", seen=0)
    sheet = sent_out(told)
    assert {row["handle"] for row in sheet} == {*handles(told), *handles(told, "CONSULT")}
    assert [one.reviews for one in taken(told, tmp_path, sheet, kind)] == [0] * len(sheet)
    assert sent_out(told) == sheet


def test_changed_cells_are_corrections(told: Library, tmp_path: Path) -> None:
    raid = handles(told)[2]
    sheet = change(
        sent_out(told), raid, type="COERCE", victims="killed 3; injured 2-6", agents="actor:isis; actor:irgc",
        from_="2021-02-10", place="", note="read it twice", external_id="=SUM(A1)",
    )  # fmt: skip
    found = {one.handle: one for one in taken(told, tmp_path, sheet)}
    assert found[raid].error is None and found[raid].reviews == len(SAID)
    stands = told.standing(raid)
    assert {review.field: review.value for review in stands.reviews} == SAID
    assert {review.by for review in stands.reviews} == {"salim"} and stands.external_id == "=SUM(A1)"
    assert stands.reviews[0].note == "read it twice"
    (row,) = [one for one in sent_out(told) if one["handle"] == raid]
    assert (row["external_id"], row["type"], row["machine_type"]) == ("=SUM(A1)", "COERCE", "ASSAULT")
    # the same sheet again says nothing new, though its `seen` is old: what came since is the user's own
    assert [one.reviews for one in taken(told, tmp_path, [{**one, "note": ""} for one in sheet])] == [0] * len(sheet)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("own", ["=1+1", "+963", "-5", "@all", "\t=1", "'quoted", "''=x", "\u200f=1", "12", "أ-1"])
def test_formulas_come_back_as_they_were(told: Library, tmp_path: Path, kind: Kind, own: str) -> None:
    raid = handles(told)[2]
    taken(told, tmp_path, change(sent_out(told), raid, external_id=own), kind)
    sheet = sent_out(told)
    (row,) = [one for one in sheet if one["handle"] == raid]
    assert row["external_id"] == own.strip()
    assert [one.reviews for one in taken(told, tmp_path, sheet, kind)] == [0] * len(sheet)
    taken(told, tmp_path, sheet, ".csv")
    text = (tmp_path / "coded.csv").read_text("utf-8")
    assert [row["external_id"] for row in csv.DictReader(text.splitlines()) if row["handle"] == raid] == [
        defused(own.strip())
    ]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"handle": "sha256:00@1-2:ASSAULT"}, "not-found"),
        ({"handle": ""}, "not-found"),
        ({"type": "WAR"}, "review-value"),
        ({"from": "16/02/2021"}, "review-value"),
        ({"agents": "irgc"}, "review-value"),
        ({"victims": "three killed today"}, "coded-sheet"),
        ({"victims": "killed three"}, "coded-sheet"),
        ({"span": "12"}, "review-value"),
        ({"span": "12-x"}, "coded-sheet"),
        ({"seen": "now", "type": "COERCE"}, "coded-sheet"),
        ({"verdict": "maybe"}, "review"),
        ({"verdict": "undone"}, "review-nothing-to-undo"),
        ({"external_id": "x" * 300}, "review"),
    ],
)
def test_rows_that_cannot_be_taken_stop_no_other(told: Library, tmp_path: Path, cells: Row, code: str) -> None:
    first, _, raid = handles(told)
    sheet = change(change(sent_out(told), first, status="rumoured"), raid, **cells)
    found = taken(told, tmp_path, sheet)
    assert [one.error.code for one in found if one.error] == [code]
    assert sum(one.reviews for one in found) == 1 and told.standing(first).reviewed == "corrected"
    assert told.standing(raid).reviews == ()


def test_what_somebody_else_reviewed_since_is_refused(told: Library, tmp_path: Path) -> None:
    first, _, raid = handles(told)
    sheet = change(change(sent_out(told), raid, status="rumoured"), first, note="only a remark")
    told.as_user("huda").review(raid, "corrected", {"type": "COERCE"})
    told.as_user("huda").review(first, "accepted")
    found = {one.handle: one for one in taken(told, tmp_path, sheet)}
    error = found[raid].error
    assert isinstance(error, ReviewConflictError) and "huda" in str(error) and found[first].reviews == 1
    assert [one.by for one in told.standing(raid).reviews] == ["huda"]
    # unchanged rows say nothing, whoever reviewed them since
    untouched = change(sheet, raid, status=sent_out(told)[0]["status"])
    assert not any(one.error for one in taken(told, tmp_path, [one for one in untouched if not one["note"]]))


def test_verdicts(told: Library, tmp_path: Path) -> None:
    first, again, raid = handles(told)
    sheet = change(change(sent_out(told), first, verdict="rejected"), again, verdict="accepted", status="alleged")
    assert not any(one.error for one in taken(told, tmp_path, sheet))
    assert (told.standing(first).reviewed, told.standing(again).reviewed) == ("rejected", "corrected")
    assert told.standing(again).verdict == "accepted" and told.standing(raid).reviews == ()
    back = change(sent_out(told), again, verdict="undone")
    assert not any(one.error for one in taken(told, tmp_path, back))
    assert told.standing(again).verdict == "corrected"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("coded.csv", ""), ("coded.csv", "handle,type\nx,y\n"), ("coded.csv", "seen\n1\n"), ("nothing.csv", None),
        ("coded.csv", "handle,seen\n"),
    ],
)  # fmt: skip
def test_what_is_no_coded_sheet_is_refused(told: Library, tmp_path: Path, name: str, content: str | None) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(CodedSheetError):
        list(told.review_sheet(tmp_path / name))


VALUES: dict[str, st.SearchStrategy[object]] = {
    "agents": st.lists(st.sampled_from(("actor:irgc", "actor:ndf", "x-abc")), unique=True).map(sorted),
    "victims": st.dictionaries(
        st.sampled_from(("killed", "injured", "missing")),
        st.integers(1, 500) | st.tuples(st.integers(1, 9), st.integers(10, 99)).map(list),
    ),
    "span": st.tuples(st.integers(0, 50), st.integers(51, 100)).map(list),
    "place": st.sampled_from((None, "place:raqqa", "قرية")),
    "from": st.dates().map(str) | st.none(),
}


@pytest.mark.parametrize("name", VALUES)
@given(data=st.data())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_values_are_read_as_they_were_written(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    assert coded.given(name, coded.written(name, value)) == value  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_export_then_import_is_silent_whatever_was_said(told: Library, tmp_path: Path, kind: Kind) -> None:
    """Chance reviews by three people, out and in again after each ten: never a review, never an error."""
    chance, accounts = Random(8), handles(told) + handles(told, "CONSULT")
    acts: list[tuple[str, dict[str, object] | None]] = [
        ("accepted", None), ("rejected", None), ("unsure", None), ("corrected", {"status": "alleged"}),
        ("corrected", {"type": "COERCE", "place": "place:raqqa"}), ("corrected", {"targets": [], "accused": []}),
        ("corrected", {"from": None, "to": "2021-02-14"}), ("corrected", {"victims": {"killed": 2}}),
    ]  # fmt: skip
    for number in range(40):
        verdict, values = chance.choice(acts)
        who = told.as_user(chance.choice(("huda", "salim", "rana")))
        who.review(chance.choice(accounts), verdict, values, seen=chance.choice((0, None)))
        if number % 10 == 9:
            sheet = sent_out(told)
            found = taken(told, tmp_path, sheet, kind)
            assert [(one.reviews, one.error) for one in found] == [(0, None)] * len(sheet)


def test_the_words_of_a_sheet_are_those_of_the_report(told: Library) -> None:
    raid = handles(told)[2]
    (row,) = [one for one in sent_out(told, "type:ASSAULT") if one["handle"] == raid]
    assert row["words"] in OTHER and row["report"] == raid.partition("@")[0] and row["seen"] == "0"
    assert row["event"] == told.standing(raid).event
