"""Accounts as rows of a coded spreadsheet: how each value is written and read, and what a changed row says.

A row names its account by handle, and in `seen` the last review that its user had before them. What differs from what
that user saw, or said themself since, is a correction of theirs; a row that somebody else reviewed since is refused, so
that nothing is overwritten unseen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from isnad.archive.reviewing import taking
from isnad.archive.reviewing.accounts import account
from isnad.archive.reviewing.reviews import EXTERNAL, FIELDS, FieldName, Review, of_handles
from isnad.archive.reviewing.standing import Standing
from isnad.archive.reviewing.telling import told
from isnad.archive.sight import PLAIN, Sight
from isnad.codebook import Codebook
from isnad.errors import CodedSheetError, ReviewConflictError, ReviewError

MACHINE: Final = "machine_"
"""What the names of columns begin with that hold what the engine read."""
SEEN: Final = "seen"
COLUMNS: Final = (
    "event", "handle", SEEN, "report", "outlet", "published", "title", "words",
    *(f"{prefix}{name}" for name in FIELDS for prefix in (MACHINE, "")), "verdict", "note", EXTERNAL,
)  # fmt: skip
"""The columns, in order. What may be changed are `type`, `mode` and so on, `verdict` (also to `undone`), `note` and
`external_id`."""
BETWEEN: Final = "; "
_LISTS: Final = ("agents", "targets", "accused")
_ENDS, _DIGITS = 2, 12
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What a row says that was not said before: values of fields, a verdict, a remark, an id of the team's own."""

    fields: Mapping[str, Any]
    verdict: str | None
    note: str
    external: str | None


def row_of(standing: Standing, event: str, report: Row) -> dict[str, str]:
    """The row of an account; `report` holds what is shown of its report."""
    values = {
        f"{prefix}{one.name}": written(one.name, value)
        for one in standing.fields
        for prefix, value in ((MACHINE, one.machine), ("", one.value))
    }
    return {
        "event": event, "handle": standing.handle, SEEN: str(standing.last), **report, "words": standing.words,
        **values, "verdict": standing.verdict or "", "note": "", EXTERNAL: standing.external_id or "",
    }  # fmt: skip


def written(name: FieldName, value: Any) -> str:
    """A value as it stands in a cell: ids with semicolons between, `killed 3; injured 2-6`, `12-20`."""
    if value is None:
        return ""
    if name in _LISTS:
        return BETWEEN.join(value)
    if name == "victims":
        return BETWEEN.join(f"{harm} {_range(number)}" for harm, number in sorted(value.items()))
    return _range(value) if name == "span" else str(value)


def given(name: FieldName, cell: str) -> Any:
    """The value that a cell holds. Raises CodedSheetError where it is not written as one."""
    text = cell.strip()
    if name in _LISTS:
        return [one.strip() for one in text.split(";") if one.strip()]
    if name == "victims":
        pairs = (one.split() for one in text.split(";") if one.strip())
        return {harm: _number("victims", number) for harm, number in (_pair(pair, text) for pair in pairs)}
    if name == "span":
        ends = _number("span", text)
        return ends if isinstance(ends, list) else [ends]
    return text or None


def apply(
    connection: Connection, row: Row, *, by: str, book: Codebook, sight: Sight = PLAIN
) -> list[int]:  # fmt: skip
    """Appends what a row says that was not said before; the numbers of the reviews, none for an unchanged row.

    Raises NotFoundError, ReviewConflictError, the errors of `taking.take`, and CodedSheetError.
    """
    handle = row.get("handle", "").strip()
    found = account(connection, handle, sight)
    spoken = of_handles(connection, [handle]).get(handle, [])
    seen = _seen(row)
    change = _changed(row, told(found, [one for one in spoken if one.id <= seen or one.by == by]))
    if not (change.fields or change.verdict or change.note or change.external is not None):
        return []
    if change.fields or change.verdict:
        _require_known(spoken, seen, by)
    numbers: list[int] = []
    said: dict[str, Any] = {"by": by, "book": book, "note": change.note, "sight": sight}
    if change.fields:
        numbers += taking.take(connection, handle, "corrected", change.fields, **said)
    if change.verdict:
        numbers += taking.take(connection, handle, change.verdict, {}, **said)
    if change.note and not (change.fields or change.verdict):
        numbers.append(taking.comment(connection, handle, change.note, by=by, sight=sight))
    if change.external is not None:
        numbers += taking.name(connection, handle, change.external, by=by, sight=sight)
    return numbers


def _changed(row: Row, before: Standing) -> Change:
    fields: dict[str, Any] = {}
    for one in before.fields:
        cell = row.get(one.name)
        if cell is None or cell.strip() == written(one.name, one.value):
            continue
        if one.by is None and cell.strip() == row.get(f"{MACHINE}{one.name}", "").strip() != "":
            continue  # another reading since: the cell is as it went out
        fields[one.name] = given(one.name, cell)
    external = row.get(EXTERNAL)
    kept = external is None or external.strip() == (before.external_id or "")
    verdict = _verdict(row, before, corrects=bool(fields))
    return Change(fields, verdict, row.get("note", "").strip(), None if kept else (external or "").strip())


def _verdict(row: Row, before: Standing, *, corrects: bool) -> str | None:
    cell = row.get("verdict")
    if cell is None or cell.strip() == (before.verdict or ""):
        return None
    if not cell.strip():
        raise ReviewError("the verdict was emptied: write `undone` to take back what you said last")
    if cell.strip() == "corrected" and corrects:
        return None
    return cell.strip()


def _require_known(spoken: Sequence[Review], seen: int, by: str) -> None:
    """ReviewConflictError where somebody else reviewed the account since."""
    later = [one for one in spoken if one.id > seen and one.by != by and one.verdict != "comment"]
    if later:
        who = ", ".join(dict.fromkeys(one.by for one in later))
        raise ReviewConflictError(f"{who} reviewed it since this sheet was made: export it again and look at both")


def _seen(row: Row) -> int:
    text = row.get(SEEN, "").strip() or "0"
    if not text.isascii() or not text.isdigit():
        raise CodedSheetError(f"{SEEN}: {text!r} is no number of a review: leave the column as it was exported")
    return int(text[:_DIGITS])


def _pair(words: list[str], text: str) -> tuple[str, str]:
    if len(words) != len(("harm", "number")):
        raise CodedSheetError(f"victims: {text!r}: write killed 3; injured 2-6")
    return words[0], words[1]


def _number(name: str, text: str) -> int | list[int]:
    parts = text.split("-")
    if len(parts) > _ENDS or not all(part.isascii() and part.isdigit() and len(part) <= _DIGITS for part in parts):
        raise CodedSheetError(f"{name}: {text!r} is no number and no range such as 2-6")
    numbers = [int(part) for part in parts]
    return numbers[0] if len(numbers) == 1 else numbers


def _range(value: Any) -> str:
    return "-".join(map(str, value)) if isinstance(value, list) else str(value)
