from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import isnad
from isnad.annotate.reader import Reader
from isnad.batch import Read, inputs, read_all
from isnad.ingest.manifest import load_manifest
from isnad.model import RECORD_VERSION
from isnad.publish.schema import record_schema
from tests.publish.publish_factory import make_record, plain_record

SAMPLES = Path(isnad.__file__).parent / "samples"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(record_schema())
    return Draft202012Validator(record_schema())


def test_the_records_of_the_samples_are_valid(validator: Draft202012Validator) -> None:
    results = list(read_all(Reader.with_codebook(), inputs([str(SAMPLES)]), load_manifest(SAMPLES / "manifest.json")))
    assert results
    for row in results:
        assert isinstance(row, Read)
        validator.validate(isnad.to_plain(row.record))


def test_records_with_every_part_are_valid(validator: Draft202012Validator) -> None:
    validator.validate(isnad.to_plain(make_record()))
    validator.validate(isnad.to_plain(plain_record("خبر")))


def test_keys_are_those_of_the_record() -> None:
    kinds = record_schema()["$defs"]
    assert {"from", "to"} <= set(kinds["When"]["properties"])
    assert "for" in kinds["Participant"]["properties"]
    assert "class" in kinds["Entity"]["properties"]
    assert not [key for kind in kinds.values() for key in kind.get("properties", ()) if key.endswith("_")]
    assert all(kind["description"] for kind in kinds.values())


def broken(change: str, value: Any) -> Any:
    record = isnad.to_plain(make_record())
    if value is None:
        del record[change]
    else:
        record[change] = value
    return record


@pytest.mark.parametrize(
    ("key", "value"),
    [("isnad", "2.0"), ("events", None), ("more", 1), ("relations", [{}]), ("warnings", "none"), ("engine", 1)],
)
def test_what_is_no_record_is_refused(validator: Draft202012Validator, key: str, value: Any) -> None:
    assert not validator.is_valid(broken(key, value))


def test_spans_are_pairs_of_offsets(validator: Draft202012Validator) -> None:
    for span in ([1], [1, 2, 3], [-1, 2], ["1", 2]):
        record = isnad.to_plain(make_record())
        record["document"]["title"] = span
        assert not validator.is_valid(record)


def test_the_version_is_the_records() -> None:
    assert record_schema()["properties"]["isnad"] == {"const": RECORD_VERSION}
