"""Which reports only those may see who are cleared: what people restrict and lift again, and what is hidden by it.

A report is restricted by itself or with all that comes from its source. A restriction hides whole reports: if one
version of a report is hidden all are, and so is every report that was found with the same bytes; else what is left of
it would show that something is missing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, insert, select

from isnad.archive import chain
from isnad.archive.intake import storable
from isnad.archive.rows import next_row
from isnad.archive.schema import captures, documents, hidden, mentions, reports, restrictions
from isnad.codebook import Codebook
from isnad.codebook.lookup import find
from isnad.errors import ArchiveError, NotFoundError
from isnad.ingest.addresses import canonical
from isnad.ingest.custody import file_key

Sort = Literal["report", "outlet", "account"]
RESTRICT: Final = "restrict"
LIFT: Final = "lift"
"""The actions in the history."""
_DOCUMENT: Final = "sha256:"
_MANY = 400


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What is restricted: a `report` by its key, an `outlet` by its id or name, or an `account` as PLATFORM:NAME."""

    sort: Sort
    name: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What a restriction did: of which subjects, and how many documents were hidden or are seen again by it."""

    subjects: tuple[Subject, ...]
    documents: int


def subjects_of(
    connection: Connection, given: str, book: Codebook, stands: Collection[Subject] = ()
) -> tuple[Subject, ...]:  # fmt: skip
    """What a person means: a document's id, a report's key (or its address or file as they write it), an outlet's id or
    name, an account of a platform (`telegram:NAME`), or the name of what `stands` restricted. Else NotFoundError."""
    told = storable(given).strip()
    found = [*_reports(connection, told)] or [*_outlets(connection, told, book), *_accounts(connection, told)]
    found += sorted(one for one in stands if one.name == told)
    if not found:
        raise NotFoundError(
            f"{told}: no report, document, outlet or account of that name is in the archive; give the address of a "
            "report, its sha256:… id, an outlet's id or name, or PLATFORM:ACCOUNT"
        )
    return tuple(dict.fromkeys(found))


def _reports(connection: Connection, told: str) -> Iterator[Subject]:
    if told.startswith(_DOCUMENT):
        own = (
            select(reports.c.key)
            .join(captures, captures.c.report == reports.c.id)
            .join(documents, documents.c.id == captures.c.document)
            .where(documents.c.document == told)
        )
    else:
        keys = (told, storable(canonical(told)), storable(file_key(Path(told))))
        own = select(reports.c.key).where(reports.c.key.in_(keys))
    yield from (Subject("report", key) for key in connection.execute(own.order_by(reports.c.id)).scalars())


def _outlets(connection: Connection, told: str, book: Codebook) -> Iterator[Subject]:
    if told.removeprefix("actor:") in book.actors:
        yield Subject("outlet", f"actor:{told.removeprefix('actor:')}")
        return
    yield from (Subject("outlet", f"actor:{match.entry.id}") for match in find(book.actors, told))
    if connection.execute(select(documents.c.id).where(documents.c.outlet == told).limit(1)).first():
        yield Subject("outlet", told)


def _accounts(connection: Connection, told: str) -> Iterator[Subject]:
    if ":" in told and next(_of_accounts(connection, {told}, None), None) is not None:
        yield Subject("account", told)


def say(
    connection: Connection, given: str, book: Codebook, *, restricts: bool, note: str, who: str
) -> tuple[Subject, ...]:  # fmt: skip
    """Keeps that somebody restricted what is `given`, or lifted that, with rows of the history; of which subjects.
    Raises NotFoundError, and ArchiveError where it stands so already. What is hidden by it `renewed` finds."""
    stands = standing(connection)
    new = tuple(one for one in subjects_of(connection, given, book, stands) if (one in stands) is not restricts)
    if not new:
        is_ = "is restricted already" if restricts else "is not restricted"
        raise ArchiveError(f"{given} {is_}: `isnad history` tells what was restricted and lifted")
    for subject in new:
        _append(connection, subject, restricts=restricts, note=note, who=who)
    return new


def _append(connection: Connection, subject: Subject, *, restricts: bool, note: str, who: str) -> None:
    row = {
        "sort": subject.sort, "subject": subject.name, "restricts": restricts, "note": storable(note) or None,
        "by": who, "made_at": chain.now(),
    }  # fmt: skip
    number = next_row(connection, restrictions)
    connection.execute(insert(restrictions).values(id=number, **row))
    chain.append(
        connection, who=who, action=RESTRICT if restricts else LIFT, subject=subject.name,
        detail={"restriction": number, "sort": subject.sort, "digest": chain.digest(row)},
    )  # fmt: skip


def standing(connection: Connection) -> frozenset[Subject]:
    """All that is restricted now."""
    found: dict[Subject, bool] = {}
    rows = select(restrictions.c.sort, restrictions.c.subject, restrictions.c.restricts).order_by(restrictions.c.id)
    for sort, name, restricts in connection.execute(rows):
        found[Subject(sort, name)] = restricts
    return frozenset(subject for subject, restricts in found.items() if restricts)


def is_hidden(connection: Connection, document: str) -> bool:
    """Whether the document of that id is hidden from who is not cleared."""
    found = select(hidden.c.document).join(documents, documents.c.id == hidden.c.document)
    return connection.execute(found.where(documents.c.document == document)).first() is not None


def behind(connection: Connection, document: str) -> tuple[str, ...]:
    """The names of all that is restricted now and hides the document of that id, itself or with other versions."""
    row = connection.execute(select(documents.c.id).where(documents.c.document == document)).scalar()
    whole = _whole(connection, {row}) if row is not None else set()
    stands = sorted(standing(connection), key=lambda one: (one.sort, one.name))
    return tuple(one.name for one in stands if whole and _restricted(connection, [one], whole))


def renewed(connection: Connection) -> set[int]:
    """Makes what is hidden anew out of what is restricted; the documents for which that changed."""
    before, now = _hidden(connection), _whole(connection, _restricted(connection, standing(connection), None))
    _hide(connection, now - before)
    for some in _parts(before - now):
        connection.execute(delete(hidden).where(hidden.c.document.in_(some)))
    return before ^ now


def extended(connection: Connection, added: Collection[int]) -> set[int]:
    """Hides those of the documents that just came which are of restricted reports or sources; all that is hidden by
    that."""
    subjects = standing(connection)
    if not subjects:
        return set()
    before = _hidden(connection)
    found = _whole(connection, _restricted(connection, subjects, added) | _beside(connection, added, before))
    _hide(connection, found - before)
    return found - before


def touched(connection: Connection, changed: Collection[int]) -> dict[str, set[str]]:
    """The clusters, by their sort, that these documents tell of or once told of."""
    found: dict[str, set[str]] = {}
    for some in _parts(changed):
        rows = select(mentions.c.sort, mentions.c.cluster).where(mentions.c.document.in_(some)).distinct()
        for sort, cluster in connection.execute(rows):
            if cluster:
                found.setdefault(sort, set()).add(cluster)
    return found


def _hidden(connection: Connection) -> set[int]:
    return set(connection.execute(select(hidden.c.document)).scalars())


def _hide(connection: Connection, added: Collection[int]) -> None:
    if added:
        connection.execute(insert(hidden), [{"document": one} for one in sorted(added)])


def _restricted(connection: Connection, subjects: Iterable[Subject], among: Collection[int] | None) -> set[int]:
    """The documents that the subjects name, of all or `among` some."""
    named: dict[str, set[str]] = {"report": set(), "outlet": set(), "account": set()}
    for subject in subjects:
        named[subject.sort].add(subject.name)
    found: set[int] = set()
    for keys in _parts(named["report"]):
        own: Select[Any] = select(captures.c.document).join(reports, reports.c.id == captures.c.report)
        own = own.where(reports.c.key.in_(keys), *_among(captures.c.document, among))
        found |= set(connection.execute(own).scalars())
    for names in _parts(named["outlet"]):
        own = select(documents.c.id).where(documents.c.outlet.in_(names), *_among(documents.c.id, among))
        found |= set(connection.execute(own).scalars())
    if named["account"]:
        found |= set(_of_accounts(connection, named["account"], among))
    return found


def _among(column: ColumnElement[Any], among: Collection[int] | None) -> Iterator[ColumnElement[bool]]:
    if among is not None:
        yield column.in_(sorted(among))


def _of_accounts(connection: Connection, wanted: Collection[str], among: Collection[int] | None) -> Iterator[int]:
    account = documents.c.captured["channel", "account"].as_string()
    platforms = {one.partition(":")[0] for one in wanted}
    own = select(documents.c.id, documents.c.platform, account.label("account")).where(
        and_(documents.c.platform.in_(platforms), *_among(documents.c.id, among))
    )
    for row in connection.execute(own):
        if row.account and f"{row.platform}:{row.account}" in wanted:
            yield row.id


def _beside(connection: Connection, added: Collection[int], before: Collection[int]) -> set[int]:
    """Those of the documents whose reports have a hidden version."""
    own, other = captures.alias("own"), captures.alias("other")
    found: set[int] = set()
    for some in _parts(added):
        rows = select(own.c.document, other.c.document).join(other, other.c.report == own.c.report)
        found |= {one for one, sibling in connection.execute(rows.where(own.c.document.in_(some))) if sibling in before}
    return found


def _whole(connection: Connection, found: set[int]) -> set[int]:
    """These documents with all versions of their reports, and what was found with the same bytes."""
    own, other = captures.alias("own"), captures.alias("other")
    whole, new = set(found), set(found)
    while new:
        siblings: set[int] = set()
        for some in _parts(new):
            rows = select(other.c.document).join(own, own.c.report == other.c.report).where(own.c.document.in_(some))
            siblings |= set(connection.execute(rows).scalars())
        new = siblings - whole
        whole |= new
    return whole


def _parts(values: Collection[Any]) -> Iterator[list[Any]]:
    listed = sorted(values)
    yield from (listed[start : start + _MANY] for start in range(0, len(listed), _MANY))
