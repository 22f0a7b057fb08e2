import io
import os
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from isnad.errors import EmptySourceError, NoReportsError, OversizedSourceError, UnreadableSourceError
from isnad.ingest.sources import Failure, Source, sources
from tests.ingest.packing import docx, paragraph
from tests.ingest.pdf_making import drawn, pdf
from tests.ingest.report_texts import BODY, FIRST, HEADLINE, REPORT


def test_files_and_folders_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "deep/er/c.md", "deep/d.HTM", "x.odt", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT, "utf-8")
    found = list(sources([str(tmp_path / "x.odt"), str(tmp_path)]))
    assert [source.name for source in found] == ["x", "a", "b", "d", "c"]
    for source in found:
        document, warnings = source.document(published="2021-02-16", outlet="قناة")
        assert document.title is not None and document.title.of(document.text) == HEADLINE
        assert (document.published, document.outlet, warnings) == ("2021-02-16", "قناة", ())


def test_reports_of_every_kind(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(paragraph(HEADLINE) + paragraph(BODY)))
    (tmp_path / "b.pdf").write_bytes(pdf(drawn([HEADLINE, FIRST]), letters=HEADLINE + FIRST))
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    (tmp_path / "c.png.txt").write_text(REPORT, "utf-8")
    (tmp_path / "d.csv").write_text("text\n", "utf-8")
    documents = [source.document()[0] for source in sources([str(tmp_path)])]
    assert [HEADLINE in document.text for document in documents] == [True, True, True]
    assert [document.text_origin for document in documents] == ["captured", "captured", "transcribed"]
    assert [source.name for source in sources([str(tmp_path)], {".csv"})] == ["d"]


def test_equal_stems_get_different_names(tmp_path: Path) -> None:
    for name in ("a/r.txt", "b/r.txt", "b/r.html", "c/R.txt", "d/r-2.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REPORT, "utf-8")
    found = list(sources([str(tmp_path)]))
    assert [source.name for source in found] == ["r", "r-2", "r-3", "R-4", "r-2-2"]
    assert [source.stem for source in found] == ["r", "r", "r", "R", "r-2"]


def test_folder_without_reports(tmp_path: Path) -> None:
    (tmp_path / "x.odt").touch()
    (found,) = sources([str(tmp_path)])
    assert isinstance(found, Failure) and isinstance(found.error, NoReportsError)
    with pytest.raises(NoReportsError, match="holds no"):
        found.document()


def test_unreadable_files_do_not_stop_the_batch(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(REPORT, "utf-8")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    found = list(sources([str(tmp_path / "none.txt"), "a\0b", str(tmp_path)]))
    assert [type(source) for source in found] == [Failure, Failure, Failure, Source, Failure]
    for source in found:
        if isinstance(source, Failure):
            assert isinstance(source.error, UnreadableSourceError) and "cannot be read" in str(source.error)


def test_file_that_goes_away(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, "utf-8")
    (source,) = sources([str(path)])
    path.unlink()
    with pytest.raises(UnreadableSourceError):
        source.document()


def test_oversized_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)
    (source,) = sources([str(path)])
    with pytest.raises(OversizedSourceError, match="20 MB"):
        source.document()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    first, second = sources(["-", "-"])
    assert (first.name, second.name) == ("stdin", "stdin-2")
    assert first.document()[0].text == REPORT
    with pytest.raises(EmptySourceError):
        second.document()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="other systems have no pipes with names")
def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    """Nobody writes into the pipe: whoever opened it would wait for ever."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "good.txt").write_text(REPORT, "utf-8")
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(os.path.relpath(tmp_path / "socket.txt"))
    found = list(sources([str(tmp_path), str(tmp_path / "pipe.txt"), "/dev/null"]))
    assert [source.stem for source in found if isinstance(source, Source)] == ["good"]
    failed = [source for source in found if isinstance(source, Failure)]
    assert [source.stem for source in failed] == ["device", "pipe", "socket", "pipe", "null"]
    for source in failed:
        assert isinstance(source.error, UnreadableSourceError) and "or - for standard input" in str(source.error)


def test_a_folder_that_may_not_be_looked_into_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may look into every folder, so the system is made to refuse."""
    (tmp_path / "good.txt").write_text(REPORT, "utf-8")
    ask = os.stat

    def refusing(path: Any, *rest: Any, **more: Any) -> os.stat_result:
        if "shut" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return ask(path, *rest, **more)

    monkeypatch.setattr(os, "stat", refusing)
    first, second = sources([str(tmp_path / "shut" / "a.txt"), str(tmp_path / "good.txt")])
    assert isinstance(first, Failure) and "Permission denied" in str(first.error) and isinstance(second, Source)
