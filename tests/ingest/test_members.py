from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.errors import IsnadError, OversizedSourceError, UnreadableSourceError, UnsafeArchiveError
from isnad.ingest.members import is_safe_name, plain_name, read_below


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out.txt").write_bytes(b"secret")
    folder = tmp_path / "export"
    (folder / "photos").mkdir(parents=True)
    (folder / "photos" / "1.jpg").write_bytes(b"1234567890")
    (folder / "photos" / "inside.jpg").symlink_to(folder / "photos" / "1.jpg")
    (folder / "outside.jpg").symlink_to(tmp_path / "out.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "loop").symlink_to(folder / "loop")
    return folder


@pytest.mark.parametrize("name", ["photos/1.jpg", "photos/inside.jpg"])
def test_files_below(folder: Path, name: str) -> None:
    assert read_below(folder, name, 10) == b"1234567890"
    with pytest.raises(OversizedSourceError):
        read_below(folder, name, 9)


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/passwd", "photos/../../out.txt", "outside.jpg", "up/out.txt", "", "a\0b", "\ud800"]
)
def test_names_that_lead_out(folder: Path, name: str) -> None:
    with pytest.raises(UnsafeArchiveError, match="leads out"):
        read_below(folder, name, 10)


@pytest.mark.parametrize("name", ["none.jpg", "photos", "loop", "photos/1.jpg/x", "a" * 500])
def test_files_that_are_not_there(folder: Path, name: str) -> None:
    with pytest.raises(UnreadableSourceError):
        read_below(folder, name, 10)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("photos/صورة 1.jpg", "صورة 1.jpg"), ("..\\a.txt", "a.txt"), ("a\x1b[2J", "a_[2J"), ("../..", "_"),
        ("con.txt", "_"), ("", "_"), ("\u202egpj.exe", "_gpj.exe"), ("\udcd3.txt", "_.txt"), (" .a. ", "a"),
    ],
)  # fmt: skip
def test_names_to_be_shown(name: str, expected: str) -> None:
    assert plain_name(name) == expected


@given(st.text(st.sampled_from("a./\\:\0\n\ud800\u202e~") | st.characters(), max_size=20))
def test_a_safe_name_stays_where_it_is_put(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    root = tmp_path_factory.getbasetemp() / "nothing"
    if is_safe_name(name):
        assert (root / name).absolute().is_relative_to(root) and (root / name) != root
    with pytest.raises(IsnadError):
        read_below(root, name, 1)
    shown = plain_name(name)
    assert is_safe_name(shown) and "/" not in shown
