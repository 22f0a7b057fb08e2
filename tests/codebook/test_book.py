"""The user's folder over ours, and the cache of what was compiled."""

import os
import pickle
import sys
from pathlib import Path

import pytest

from isnad.annotate.reader import Reader
from isnad.codebook import cache, load, loading
from isnad.codebook.book import Codebook
from isnad.codebook.loading import entry_files
from isnad.errors import CodebookError
from isnad.ingest.capture import capture
from tests.codebook.codebook_files import ACTOR, EVENT, WHOLE, grammar, write

SENTENCE = "قال مصدر أمني إن حرس الوادي الأخضر نسف جسرا قرب مدينة تدمر أمس الاثنين."
TRUSTING = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes are POSIX")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("ISNAD_CACHE", str(folder))
    return folder


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A codebook of few files instead of ours; says how often it was compiled."""
    compiled: list[Path] = []
    real = loading.compile_files

    def counting(paths: list[tuple[Path, Path]]) -> object:
        compiled.append(paths[0][0])
        return real(paths)

    files = [*write(tmp_path / "own", WHOLE), *grammar()]
    monkeypatch.setattr(loading, "entry_files", lambda overlay=None: files)
    monkeypatch.setattr(loading, "compile_files", counting)
    return compiled


def cached(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def test_an_overlay_adds_and_replaces(tmp_path: Path, kept: Path) -> None:
    ours = entry_files()
    root, replaced = next(row for row in ours if row[1].as_posix().endswith("events/assault/mine.yaml"))
    name = replaced.relative_to(root).as_posix()
    write(tmp_path / "mine", {"actors/local.yaml": ACTOR, name: EVENT})
    book = load(tmp_path / "mine")
    plain = load()
    assert set(book.actors) - set(plain.actors) == {"river-guard"}
    assert book.events["assault.mine"].gloss["en"] == "blowing up" != plain.events["assault.mine"].gloss["en"]
    assert book.version != plain.version
    read = [Reader(one).read(capture(SENTENCE.encode())[0]) for one in (book, plain)]
    assert ["actor:river-guard" in {entity.id for entity in record.entities} for record in read] == [True, False]
    assert len(cached(kept)) == 2


def test_a_mistake_in_an_overlay_is_told_with_its_line(tmp_path: Path, kept: Path) -> None:
    write(tmp_path / "mine", {"actors/local.yaml": ACTOR.replace("  class:", "  klass:")})
    with pytest.raises(CodebookError, match=r"actors/local.yaml:2: unknown key 'klass'; did you mean 'class'"):
        load(tmp_path / "mine")
    assert cached(kept) == []


def test_an_overlay_must_exist(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="does not exist"):
        load(tmp_path / "nowhere")


def test_a_cache_is_used_again(kept: Path, small: list[Path]) -> None:
    first, second = load(), load()
    assert len(small) == 1
    assert (first.version, first.names, first.forms) == (second.version, second.names, second.forms)


@pytest.mark.parametrize("more", ["  short: [الحرس]\n", "# \n"])
def test_a_changed_file_makes_it_stale(kept: Path, small: list[Path], tmp_path: Path, more: str) -> None:
    load()
    path = tmp_path / "own" / "actors" / "test.yaml"
    path.write_text(ACTOR + more, "utf-8")
    book = load()
    assert len(small) == 2
    assert ("الحرس" in book.names) is ("short" in more)


def test_a_touched_file_makes_it_stale(kept: Path, small: list[Path], tmp_path: Path) -> None:
    load()
    os.utime(tmp_path / "own" / "actors" / "test.yaml", (1, 1))
    load()
    assert len(small) == 2


@pytest.mark.parametrize("damage", [b"", b"\x80\x05garbage", pickle.dumps({"not": "a codebook"})])
def test_a_damaged_cache_is_made_anew(kept: Path, small: list[Path], damage: bytes) -> None:
    load()
    (file,) = cached(kept)
    file.write_bytes(damage)
    assert isinstance(load(), Codebook)
    load()
    assert len(small) == 2


@TRUSTING
def test_only_the_user_may_read_and_write_it(kept: Path, small: list[Path]) -> None:
    load()
    (file,) = cached(kept)
    assert kept.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o077 == 0


@TRUSTING
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_to_is_not_trusted(kept: Path, small: list[Path], mode: int) -> None:
    load()
    kept.chmod(mode)
    load()
    assert len(small) == 2
    for file in cached(kept):
        file.unlink()
    load()
    assert cached(kept) == []


@TRUSTING
def test_a_file_that_others_may_write_to_is_not_trusted(kept: Path, small: list[Path]) -> None:
    load()
    (file,) = cached(kept)
    file.chmod(0o620)
    load()
    assert len(small) == 2
    assert file.stat().st_mode & 0o077 == 0


@TRUSTING
def test_what_another_user_wrote_is_not_trusted(kept: Path, small: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    monkeypatch.setattr(os, "geteuid", lambda: kept.stat().st_uid + 1)
    load()
    load()
    assert len(small) == 3


def test_no_place_for_a_cache_does_no_harm(tmp_path: Path, small: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ISNAD_CACHE", str(tmp_path / "file" / "cache"))
    assert isinstance(load(), Codebook)


def test_few_are_kept(kept: Path) -> None:
    for number in range(12):
        cache.keep(f"{number:02}", number)
        os.utime(kept / f"codebook-{number:02}.pickle", (number, number))
    assert cache.recall("11") == 11 and cache.recall("00") is None
    assert len(cached(kept)) <= 9


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ISNAD_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.cache_folder() == tmp_path / "isnad"
