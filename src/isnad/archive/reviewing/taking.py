"""Taking what somebody says of an account: checked against what stands, and appended."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, exists, select

from isnad.archive.chain import canonical
from isnad.archive.reviewing.accounts import account
from isnad.archive.reviewing.reviews import EXTERNAL, FieldName, append, of_handles
from isnad.archive.reviewing.standing import Standing, external_of, last_act
from isnad.archive.reviewing.telling import told
from isnad.archive.reviewing.values import World, checked
from isnad.archive.schema import mentions
from isnad.archive.sight import PLAIN, Sight, seen
from isnad.codebook import Codebook
from isnad.errors import NotFoundError, NothingToUndoError, ReviewError

VERDICTS: Final = ("accepted", "corrected", "rejected", "unsure", "undone")
"""What can be said of an account as a whole; for `corrected` the fields come with it."""
_LONGEST_ID: Final = 200


def take(
    connection: Connection, handle: str, verdict: str, changes: Mapping[str, Any], *, by: str, book: Codebook,
    seen: int | None = None, note: str = "", sight: Sight = PLAIN,
) -> list[int]:  # fmt: skip
    """Appends what somebody says of an account; the numbers of the reviews, none where nothing differs.

    `changes` are the values of fields for `corrected`. `seen` is the last review that they had before them (None: all
    that there are): what of `changes` is as they saw it is no correction, unless people disagreed on it. `undone` takes
    back what they said last.

    Raises NotFoundError, ReviewValueError, NothingToUndoError, and ReviewError for what is no verdict.
    """
    if verdict not in VERDICTS:
        raise ReviewError(f"{verdict!r} is no verdict: give one of {', '.join(VERDICTS)}")
    if bool(changes) != (verdict == "corrected"):
        raise ReviewError("values of fields come with `corrected`, and with nothing else")
    found = account(connection, handle, sight)
    spoken = of_handles(connection, [handle]).get(handle, [])
    last = spoken[-1].id if spoken else 0
    had = last if seen is None else max(0, min(seen, last))
    if verdict == "undone":
        own = last_act(spoken, by)
        if not own:
            raise NothingToUndoError(f"{by} said nothing of {handle} that is not taken back already")
        return append(connection, handle, "undone", {None: own}, seen=had, by=by, note=note)
    if verdict != "corrected":
        return append(connection, handle, verdict, {None: None}, seen=had, by=by, note=note)  # type: ignore[arg-type]
    before = told(found, [one for one in spoken if one.id <= had])
    changed = {name: value for name, value in changes.items() if _differs(before, name, value)}
    values = checked(changed, World(connection, book, found, sight), _counting(before))
    new = {name: value for name, value in values.items() if _differs(before, name, value)}
    return append(connection, handle, "corrected", dict(new.items()), seen=had, by=by, note=note)


def comment(connection: Connection, subject: str, note: str, *, by: str, sight: Sight = PLAIN) -> int:
    """Appends a remark on an account, by its handle, or on an event, by its id; its number. Raises NotFoundError and,
    where nothing is said, ReviewError."""
    if not note.strip():
        raise ReviewError("a comment without words: say something")
    _require(connection, subject, sight)
    return append(connection, subject, "comment", {None: None}, seen=_last(connection, subject), by=by, note=note)[0]


def name(connection: Connection, handle: str, external: str, *, by: str, sight: Sight = PLAIN) -> list[int]:
    """Keeps a team's own id of an account; nothing where it is kept already. Raises NotFoundError, ReviewError."""
    if len(external) > _LONGEST_ID:
        raise ReviewError(f"an id of your own of {len(external)} characters: {_LONGEST_ID} at most")
    _require(connection, handle, sight)
    spoken = of_handles(connection, [handle]).get(handle, [])
    if (external_of(spoken) or "") == external:
        return []
    return append(connection, handle, "comment", {EXTERNAL: external or None}, seen=_last(connection, handle), by=by)


def _counting(standing: Standing) -> dict[FieldName, Any]:
    return {one.name: one.value for one in standing.fields}


def _differs(before: Standing, name_: str, value: Any) -> bool:
    field = next((one for one in before.fields if one.name == name_), None)
    return field is None or field.disputed or canonical(field.value) != canonical(value)


def _last(connection: Connection, subject: str) -> int:
    spoken = of_handles(connection, [subject]).get(subject, [])
    return spoken[-1].id if spoken else 0


def _require(connection: Connection, subject: str, sight: Sight) -> None:
    if "@" in subject:
        account(connection, subject, sight)
        return
    told_of = mentions.c.cluster == subject, mentions.c.sort == "event", *seen(mentions.c.document, sight)
    if not connection.execute(select(exists().where(*told_of))).scalar():
        raise NotFoundError(f"{subject}: no event or account of that id is in the archive; see `isnad events`")
