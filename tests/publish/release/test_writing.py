"""An export is there whole, or not at all."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pytest

from isnad.errors import MissingExtraError, OutputError, OutputExistsError, UnknownFormatError
from isnad.publish.formats import FORMATS, missing
from isnad.publish.formats.format import Format
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Header, Loss
from isnad.publish.release.writing import write


def _events() -> Iterator[Event]:
    yield from ()


RELEASE = Release(
    header=Header(archive="a", profile="public", at="2024-01-01T00:00:00.000000Z", version="0"), events=_events,
    states=lambda: iter(()), withdrawn=lambda: iter(()), lost=lambda: (Loss("notes", "not for this profile", 2),),
)  # fmt: skip


def _fails(_: Release, file: BinaryIO) -> Sequence[Loss]:
    file.write(b"half")
    raise OSError(28, "No space left on device")


def _lacks(_: Release, file: BinaryIO) -> Sequence[Loss]:
    file.write(b"half")
    raise ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow.parquet")


def _writes(_: Release, file: BinaryIO) -> Sequence[Loss]:
    file.write(b"whole")
    return (Loss("speakers", "no field", 3),)


def _beside(_: Release, path: Path, losses: Sequence[Loss]) -> bytes:
    return f"{path.name} {len(losses)}".encode()


@pytest.mark.parametrize(("writes", "error"), [(_fails, OutputError), (_lacks, MissingExtraError)])
@pytest.mark.parametrize("before", [None, "mine"])
def test_what_fails_leaves_nothing_and_harms_nothing(
    tmp_path: Path, writes: object, error: type[Exception], before: str | None
) -> None:  # fmt: skip
    out = tmp_path / "out.x"
    if before:
        out.write_text(before)
    with pytest.raises(error) as raised:
        write(RELEASE, Format("x", ".x", "text/plain", writes), out, force=True)  # type: ignore[arg-type]
    assert [one.name for one in tmp_path.iterdir()] == (["out.x"] if before else [])
    assert before is None or out.read_text() == before
    assert error is OutputError or "pip install 'isnad[parquet]'" in str(raised.value)


def test_what_fails_beside_it_leaves_nothing_either(tmp_path: Path) -> None:
    def fails(_: Release, __: Path, ___: Sequence[Loss]) -> bytes:
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space"):
        write(RELEASE, Format("x", ".x", "text/plain", _writes, beside=(("-b.json", fails),)), tmp_path / "out.x")
    assert not list(tmp_path.iterdir())


def test_all_files_of_an_export(tmp_path: Path) -> None:
    form = Format("x", ".x", "text/plain", _writes, beside=(("-b.json", _beside),))
    written = write(RELEASE, form, tmp_path / "out.x")
    assert [path.name for path in written.files] == ["out.x", "out-b.json", "out.x.loss.json"]
    assert written.files[0].read_bytes() == b"whole"
    assert written.files[1].read_text() == "out.x 2"
    assert [one.number for one in written.losses] == [2, 3]
    with pytest.raises(OutputExistsError):
        write(RELEASE, form, tmp_path / "out.x")


def test_names_of_formats() -> None:
    assert {name: FORMATS[name].name for name in FORMATS} == {name: name for name in FORMATS}
    assert len(FORMATS) == 15
    with pytest.raises(UnknownFormatError, match="turtle"):
        FORMATS["parchment"]
    assert "xlsx" in str(missing("xlsx", ModuleNotFoundError("No module named 'openpyxl'", name="openpyxl")))
