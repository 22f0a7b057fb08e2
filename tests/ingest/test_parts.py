import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from isnad.errors import ExportError, HeavySourceError
from isnad.ingest import parts as parts_
from isnad.ingest import rows
from isnad.ingest.bring import items
from isnad.ingest.custody import Container, utc_now
from isnad.ingest.items import Item, Refused
from isnad.ingest.parts import MOST_REFUSED, Parts
from isnad.ingest.tables import table_items
from tests.ingest.packing import telegram
from tests.ingest.report_texts import FIRST, REPORT


@pytest.fixture
def passed() -> Counter[str]:
    return Counter()


@pytest.fixture
def parts(passed: Counter[str]) -> Iterator[Parts]:
    with Parts({}, passed, utc_now) as found:
        yield found


def table(path: Path, count: int) -> Path:
    path.write_text("".join(f"{json.dumps({'text': FIRST, 'id': f'{path.stem} {n}'})}\n" for n in range(count)))
    return path


def keys(found: Iterator[Item | Refused]) -> list[str]:
    return [one.key.rpartition("#")[2] if isinstance(one, Item) else one.error.code for one in found]


def test_files_one_after_the_other_each_from_its_beginning(tmp_path: Path, parts: Parts) -> None:
    for name, count in (("a", 3), ("b", 0), ("c", 1), ("a", 3)):
        found = keys(parts.of("table", table(tmp_path / f"{name}.jsonl", count)))
        assert found == ([f"{name} {n}" for n in range(count)] or ["no-words"])


def test_what_is_passed_over_in_each_file_is_counted_once(tmp_path: Path, parts: Parts, passed: Counter[str]) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(
            telegram([{"id": 1, "type": "service"}, {"id": 2, "type": "message", "text": FIRST}])
        )
        assert keys(parts.of("telegram", tmp_path / name)) == ["telegram:1234567890/2"]
    assert passed == Counter({"service messages": 2})


def _hostile(table: Container, _: object) -> Iterator[Item | Refused]:
    """As the rows of a table, of which one never comes and one needs too much memory."""
    for number, one in enumerate(table_items(table)):
        while number == 2 and table.path.name == "hangs.csv":
            pass
        if number == 2 and table.path.name == "eats.csv":
            bytearray(900 * 1024 * 1024)
        yield one


@pytest.mark.parametrize("name", ["hangs.csv", "eats.csv"])
def test_a_file_that_hangs_or_eats_memory_costs_itself_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(parts_, "table_items", _hostile)
    monkeypatch.setattr(parts_, "SECONDS", 1.0)
    (tmp_path / name).write_text("text,id\n" + "".join(f"{FIRST},{n}\n" for n in range(5)))
    (tmp_path / "z.txt").write_text(REPORT)
    found = list(items([str(tmp_path / name), str(table(tmp_path / "good.jsonl", 2)), str(tmp_path / "z.txt")]))
    assert keys(iter(found[:5])) == ["0", "1", HeavySourceError.code, "good 0", "good 1"]
    assert isinstance(found[2], Refused) and found[2].where == str(tmp_path / name)
    assert [type(one) for one in found[5:]] == [Item]


def test_the_time_for_an_item_grows_with_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: Parts
) -> None:
    """A megabyte gives a second: a long file may have much before its first report."""
    monkeypatch.setattr(parts_, "SECONDS", 0.0)
    path = tmp_path / "a.csv"
    path.write_text(f"text\n{FIRST}\n")
    with pytest.raises(HeavySourceError):
        keys(parts.of("table", path))
    path.write_text(f"text,other\n{FIRST},{'x' * 8_000_000}\n")
    assert len(keys(parts.of("table", path))) == 1


def test_a_file_in_which_nothing_can_be_read_is_given_up(tmp_path: Path, parts: Parts) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("[]\n" * (MOST_REFUSED - 1) + json.dumps({"text": FIRST}) + "\n" + "[]\n" * (MOST_REFUSED + 5))
    taken: list[Item | Refused] = []
    with pytest.raises(ExportError, match="not looked at"):
        taken.extend(parts.of("table", path))
    assert len(taken) == 2 * MOST_REFUSED


def test_a_workbook_for_which_memory_does_not_suffice_is_not_told_to_be_damaged() -> None:
    def greedy() -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        rows._guarded(greedy)
