"""Bringing reports in: files, pasted text, an address; and what became of them."""

import shutil
import tempfile
from pathlib import Path
from typing import Final

from starlette.datastructures import UploadFile
from starlette.responses import Response

from isnad.errors import AddressError, NothingGivenError, OversizedSourceError
from isnad.ingest.dates import parse_publication
from isnad.ingest.words import MOST_BYTES
from isnad.web import progress
from isnad.web.door import Door
from isnad.web.visit import Visit
from isnad.web.worker import Bring

MOST_FILES: Final = 200
_MOST_SHOWN: Final = 500
_ADDRESSES: Final = ("https://", "http://")


def show(visit: Visit) -> Response:
    """The page with the ways in, and what was added lately."""
    return visit.page("add.html", jobs=visit.desk.adding.of(visit.viewer))


def add(visit: Visit) -> Response:
    """Takes what was sent and leads to its progress."""
    files = visit.files("files")
    told = {name: visit.told(name).strip() for name in ("address", "url", "platform", "author", "outlet", "published")}
    if told["published"]:
        parse_publication(told["published"])
    if told["address"] and not told["address"].lower().startswith(_ADDRESSES):
        # elsewhere a path may stand there: here it would be one of the server's own files
        raise AddressError(f"{told['address']} is no address: give one that begins with https:// or http://")
    # forms send lines that end in CR LF, whatever was pasted
    text = visit.told("text").replace("\r\n", "\n")
    if not (files or text.strip() or told["address"]):
        raise NothingGivenError("no file, text or address was given: give one of them")
    folder = _laid(files) if files else ""
    order = Bring(who=visit.name, text="" if files else text, folder=folder, **told)
    total = None if order.address else len(files) or 1
    return visit.go(f"/add/{visit.desk.adding.take(order, total).id}")


def show_progress(visit: Visit) -> Response:
    """How far an order is."""
    return progress.progress(visit, visit.desk.adding, "added.html")


def failures(visit: Visit) -> Response:
    """What could not be read and why."""
    return visit.page("failures.html", rows=visit.library.failures(cleared=visit.cleared)[-_MOST_SHOWN:])


def _laid(files: list[UploadFile]) -> str:
    """A folder with the files that were sent, under plain names; whoever carries the order out removes it."""
    if len(files) > MOST_FILES:
        raise OversizedSourceError(f"{len(files)} files at once: send {MOST_FILES} at most")
    folder = Path(tempfile.mkdtemp(prefix="isnad-sent-"))
    try:
        for number, one in enumerate(files):
            raw = one.file.read(MOST_BYTES + 1)
            if len(raw) > MOST_BYTES:
                raise OversizedSourceError(f"{one.filename} is over {MOST_BYTES // 1_000_000} MB: send it in parts")
            (folder / _name(number, one.filename or "")).write_bytes(raw)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return str(folder)


def _name(number: int, given: str) -> str:
    """A name for a file that cannot lead anywhere: its last part without what no name may hold, behind its number."""
    last = given.replace("\\", "/").rpartition("/")[2]
    plain = "".join(char for char in last if char.isalnum() or char in " ._-()").strip(" .") or "report"
    stem, dot, end = plain.rpartition(".")
    kept = f"{(stem or end)[:80]}{dot}{end[:10]}" if dot else plain[:80]
    return f"{number:03} {kept}" if number else kept


DOORS = (
    Door("/{lang}/add", show, "coder"),
    Door("/{lang}/add", add, "coder", "POST"),
    Door("/{lang}/add/{job}", show_progress, "coder"),
    Door("/{lang}/failures", failures, "coder"),
)
