"""`isnad.read` and the reader: what comes in, what comes out, what is refused."""

import json
from pathlib import Path

import pytest

import isnad
from isnad.annotate.reader import Reader
from isnad.errors import (
    BinarySourceError,
    DateError,
    EmptySourceError,
    IsnadError,
    LanguageError,
    SourceError,
    UnreadableSourceError,
)
from tests.annotate.reports import REPORT, as_json, record_of


def test_a_text_is_read() -> None:
    record = isnad.read(REPORT, published="2024-05-21", outlet="صحيفة الضفة")
    assert isinstance(record, isnad.Record)
    assert record.document.text == REPORT
    assert (record.document.published, record.document.published_basis) == ("2024-05-21", "given")
    assert record.document.outlet == "صحيفة الضفة"
    assert {event.type for event in record.events} >= {"ASSAULT", "ACCUSE"}
    assert "actor:rsf-sudan" in {entity.id for entity in record.entities}


def test_a_path_gives_the_same_record_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(REPORT.encode())
    assert as_json(isnad.read(path, published="2024-05-21")) == as_json(isnad.read(REPORT, published="2024-05-21"))


def test_a_page_is_read_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    body = "".join(f"<p>{line}</p>" for line in REPORT.split("\n\n"))
    path.write_text(
        f"<html lang=ar><head><title>خبر</title></head><body><article>{body}</article></body></html>", "utf-8"
    )
    record = isnad.read(path, published="2024-05-21")
    assert "<p>" not in record.document.text
    assert any(event.type == "ASSAULT" and "actor:rsf-sudan" in event.targets for event in record.events)


def test_a_text_is_never_taken_for_a_path(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    with pytest.raises(LanguageError):
        isnad.read(str(path))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptySourceError),
        (" \n\u200f", EmptySourceError),
        ("The army shelled the town.", LanguageError),
        ("12345 67", LanguageError),
        ("،.؟!", SourceError),
        ("%PDF-1.7 قال", BinarySourceError),
    ],
)
def test_what_is_no_report_is_refused(text: str, error: type[IsnadError]) -> None:
    with pytest.raises(error) as caught:
        isnad.read(text)
    assert caught.value.code != IsnadError.code and str(caught.value)


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_what_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableSourceError, match=str(tmp_path)):
        isnad.read(tmp_path / name)


@pytest.mark.parametrize("day", ["2024-13-01", "yesterday", "21.05.2024x"])
def test_a_date_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(DateError):
        isnad.read(REPORT, published=day)


def test_lone_surrogates_become_replacement_characters() -> None:
    record = isnad.read("\ud83d" + REPORT + "\udc00", published="2024-05-21")
    assert record.document.text == "\ufffd" + REPORT + "\ufffd"
    assert any("surrogate" in warning for warning in record.warnings)
    json.dumps(isnad.to_plain(record), ensure_ascii=False).encode("utf-8")


def test_the_record_says_what_made_it(reader: Reader) -> None:
    record = record_of(reader, REPORT)
    assert record.isnad == "1.3" and record.engine == isnad.__version__
    assert record.codebook == reader.book.version and record.codebook.startswith("sha256:")


def test_without_a_publication_day_yesterday_has_no_bounds(reader: Reader) -> None:
    (time,) = record_of(reader, REPORT, published=None).times
    assert (time.span.of(REPORT), time.from_, time.to) == ("أمس الاثنين", None, None)


def test_the_text_s_own_date_line_dates_it(reader: Reader) -> None:
    record = record_of(reader, f"قصف على الأبيض\n\n2024.05.21 | 19:16 الخرطوم\n\n{REPORT}", published=None)
    assert (record.document.published, record.document.published_basis) == ("2024-05-21", "text")
    assert record.document.dateline == "place:khartoum-city"
    assert "2024-05-20" in {time.from_ for time in record.times}


@pytest.mark.parametrize("name", ["رويترز", "Reuters"])
def test_a_registered_outlet_gets_its_id(reader: Reader, name: str) -> None:
    assert record_of(reader, REPORT, outlet=name).document.outlet == "actor:reuters"


def test_only_names_are_entities(reader: Reader) -> None:
    record = record_of(reader, "الطقس معتدل. قصف الجيش السوداني مدينة الأبيض.")
    assert {entity.id for entity in record.entities} == {"actor:sudan-army", "place:el-obeid"}


def test_exported_names() -> None:
    assert set(isnad.__all__) == {
        "IsnadError",
        "Reader",
        "Record",
        "TimeExpression",
        "__version__",
        "read",
        "times",
        "to_plain",
    }
    assert all(getattr(isnad, name) is not None for name in isnad.__all__)
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = isnad.nothing_such
