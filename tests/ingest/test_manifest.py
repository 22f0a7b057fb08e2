from pathlib import Path

import pytest

from isnad.errors import DateError, ManifestError
from isnad.ingest.manifest import ManifestEntry, load_manifest


def _manifest(folder: Path, content: str) -> Path:
    path = folder / "manifest.json"
    path.write_text(content, "utf-8")
    return path


def test_entries(tmp_path: Path) -> None:
    path = _manifest(tmp_path, '\ufeff{"a": {"published": "2021-02-16", "outlet": "قناة"}, "b": {}, "_note": 1}')
    assert load_manifest(path) == {"a": ManifestEntry("2021-02-16", "قناة"), "b": ManifestEntry()}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "cannot be read"),
        ("[]", "not a list"),
        ('{"a": "2021-02-16"}', "'a'.*not a text"),
        ('{"a": {"publishd": "2021-02-16"}}', "'a'.*unknown key 'publishd'"),
        ('{"a": {"outlet": 3}}', "'a'.*outlet must be a text"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_errors_say_what_and_where(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(ManifestError, match=problem):
        load_manifest(_manifest(tmp_path, content))


def test_missing_and_undecodable(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="cannot be read"):
        load_manifest(tmp_path / "none.json")
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(ManifestError):
        load_manifest(tmp_path / "bad.json")


def test_bad_date(tmp_path: Path) -> None:
    with pytest.raises(DateError, match="'a'"):
        load_manifest(_manifest(tmp_path, '{"a": {"published": "16.2.2021"}}'))
