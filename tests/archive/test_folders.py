import os
from pathlib import Path

import pytest

from isnad.archive import folders


def test_the_names_of_new_folders_are_synced_in_those_that_hold_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    monkeypatch.setattr(os, "fsync", lambda opened: synced.append(os.fstat(opened).st_ino))
    folders.make(tmp_path / "one" / "two")
    assert (tmp_path / "one" / "two").is_dir()
    assert {(tmp_path / "one").stat().st_ino, tmp_path.stat().st_ino} <= set(synced)
    before, synced[:] = list(synced), []
    folders.make(tmp_path / "one" / "two")
    assert synced == before


def test_folders_that_may_not_be_opened_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise PermissionError("not yours")

    monkeypatch.setattr(os, "open", refused)
    folders.make(tmp_path / "one")
    assert (tmp_path / "one").is_dir()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        folders.make(tmp_path / "file" / "one")
