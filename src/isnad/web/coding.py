"""A team's coded spreadsheet: out with permanent ids, in again with what was changed in it."""

import tempfile
from pathlib import Path
from typing import Final

from starlette.responses import Response

from isnad.archive.asking import finding
from isnad.archive.reviewing import sheets
from isnad.errors import NothingGivenError, OversizedSourceError, ReviewConflictError
from isnad.publish import coded
from isnad.web.door import Door
from isnad.web.visit import Visit

MOST_BYTES: Final = 20_000_000
MADE_AT: Final = "1980-01-01T00:00:00Z"
"""The moment that workbooks say they were made at: the same accounts give the same bytes."""
_MEDIA: Final[dict[coded.Kind, str]] = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def show(visit: Visit) -> Response:
    """The page with both ways."""
    return visit.page("coding.html", q=visit.asked("q"), rows=None)


def out(visit: Visit) -> Response:
    """The accounts of the events that answer, a row each."""
    query = finding.asked(visit.connection, visit.asked("q"), visit.book, cleared=visit.cleared)
    kind: coded.Kind = ".xlsx" if visit.asked("as") == "xlsx" else ".csv"
    with tempfile.TemporaryFile() as file:
        coded.write(file, kind, sheets.rows(visit.connection, query, visit.book, cleared=visit.cleared), MADE_AT)
        file.seek(0)
        response = Response(file.read(), media_type=_MEDIA[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="coded{kind}"'
    return response


def back(visit: Visit) -> Response:
    """Takes what was changed in a sheet, and tells what became of each row that says something new."""
    sent = next(iter(visit.files("sheet")), None)
    if sent is None or not sent.filename:
        raise NothingGivenError("no sheet was given: choose the file that was exported and coded")
    raw = sent.file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise OversizedSourceError(f"the sheet is over {MOST_BYTES // 1_000_000} MB: send it in parts")
    ending = next((kind for kind in coded.KINDS if sent.filename.lower().endswith(kind)), ".csv")
    with tempfile.TemporaryDirectory(prefix="isnad-coded-") as folder:
        path = Path(folder) / f"coded{ending}"
        path.write_bytes(raw)
        rows = [one for one in visit.library.review_sheet(path, cleared=visit.cleared) if one.reviews or one.error]
    return visit.page("coding.html", 422 if any(one.error for one in rows) else 200, q="", rows=rows, hides=hides)


def hides(error: Exception) -> bool:
    """Whether an error names another reviewer, whom not everybody may know."""
    return isinstance(error, ReviewConflictError)


DOORS = (
    Door("/{lang}/coded", show, "coder"),
    Door("/{lang}/coded/sheet", out, "coder"),
    Door("/{lang}/coded", back, "coder", "POST"),
)
