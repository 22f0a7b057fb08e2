"""Where a report lies, with what belongs to it: what people added to it, and what it remembers for the next one."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from isnad.errors import EditedReportError, OutputError, OutputExistsError
from isnad.publish.situation.document import Paper
from isnad.publish.situation.docx import to_docx
from isnad.publish.situation.html import to_html
from isnad.publish.situation.markdown import to_markdown
from isnad.publish.situation.memory import Memory
from isnad.publish.situation.own import companion, emptied, own_parts
from isnad.publish.situation.pdf import to_pdf
from isnad.publish.situation.words import say
from isnad.publish.situation.writing import section_titles

_WRITERS: Final[Mapping[str, Callable[[Paper, Mapping[str, str]], bytes]]] = {
    ".html": lambda paper, own: to_html(paper, own).encode(),
    ".md": lambda paper, own: to_markdown(paper, own).encode(),
    ".pdf": to_pdf,
    ".docx": to_docx,
}
_WRITABLE: Final = frozenset({".html", ".md"})
"""Formats in which people add their paragraphs to the report itself."""
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Folder:
    """A report's files: `own` is what people added to it, `memory` what the last run told (None: there was none)."""

    path: Path
    own: Mapping[str, str]
    memory: Memory | None

    @classmethod
    def of(cls, path: Path, *, force: bool = False, last: Path | None = None) -> "Folder":
        """Looks at what is there. `last` is the memory of another report to compare with. Nothing that people wrote is
        ever lost: a report that is not ours, or that was changed elsewhere than between the marks, is only replaced
        with `force`. Raises OutputError, OutputExistsError, EditedReportError, OwnPartError, SituationError."""
        if path.suffix.lower() not in _WRITERS:
            raise OutputError(f"{path}: a report is one of {' '.join(_WRITERS)}: give a name that ends in one of them")
        said = _read(_beside(path, "state.json"))
        memory = Memory.of(_text(said, path)) if said is not None else None
        there = _read(path)
        if there is not None and not force:
            _check(path, there, memory)
        written = path if path.suffix.lower() in _WRITABLE else _beside(path, "own.md")
        content = _read(written)
        own = own_parts(_text(content, written)) if content is not None else {}
        if last is not None:
            memory = Memory.of(_text(_read(last) or b"", last))
        return cls(path, own, memory)

    def put(self, paper: Paper, memory: Memory) -> None:
        """Writes the report, what it remembers, and where people cannot write into it the file for that. Each is
        written whole or not at all. Raises OutputError, and what the writers raise."""
        suffix = self.path.suffix.lower()
        made = _WRITERS[suffix](paper, self.own)
        if suffix not in _WRITABLE:
            text = companion(self.own, section_titles(paper.lang), say("own.advice", paper.lang))
            _write(_beside(self.path, "own.md"), text.encode())
        _write(self.path, made)
        _write(_beside(self.path, "state.json"), replace(memory, written=_digest(self.path, made)).to_text().encode())


def _check(path: Path, there: bytes, memory: Memory | None) -> None:
    if memory is None or not memory.written:
        raise OutputExistsError(f"{path} is already there and is no report of ours: give another name, or use --force")
    if _digest(path, there) != memory.written:
        where = "its marks" if path.suffix.lower() in _WRITABLE else str(_beside(path, "own.md").name)
        raise EditedReportError(
            f"{path} was changed by hand, and a new run would lose that: move what you wrote into {where} (see "
            "docs/situation.md), or give another name, or use --force"
        )


def _digest(path: Path, content: bytes) -> str:
    if path.suffix.lower() in _WRITABLE:
        content = emptied(_text(content, path)).encode()
    return hashlib.sha256(content).hexdigest()


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f"{path.name}.{what}")


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be read: {error.strerror or error}") from error


def _text(content: bytes, path: Path) -> str:
    try:
        return content.removeprefix(_BOM).decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise EditedReportError(f"{path} is no UTF-8 any more: save it as UTF-8, or use another name") from error


def _write(path: Path, content: bytes) -> None:
    try:
        handle, partial = tempfile.mkstemp(prefix=".isnad-", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            Path(partial).chmod(0o666 & ~mask)
            Path(partial).replace(path)
        finally:
            with suppress(FileNotFoundError):
                Path(partial).unlink()
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
