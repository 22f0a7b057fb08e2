"""What stands behind many events at once: who is meant by the ids of a record's own, posts of persons, the words
around statements, the texts that others copy, what people think of it, and records."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from isnad.archive import schema
from isnad.archive.asking.happenings import Assessment
from isnad.archive.schema import claims, documents, mentions, relations
from isnad.archive.sight import Sight, living, seen

CONTEXT: Final = 32
"""So many characters before and behind the words of a statement tell where they stand, as W3C's TextQuoteSelector
wants."""
_MANY: Final = 400
One = TypeVar("One", int, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report as it is kept: `document` is its id, `outlet` a registered id or a name, `account` the channel or chat
    from which a post came, `copy_of` the id of the text that it copies."""

    document: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    platform: str
    account: str | None
    language: str
    copy_of: str | None


def own_ids(connection: Connection, held: Collection[int], sight: Sight) -> dict[int, dict[str, str]]:
    """By which global ids (`x-…`) those go whom the records of these documents name by ids of their own."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for some in _some(held):
        query = select(mentions.c.document, mentions.c.local, mentions.c.cluster).where(
            mentions.c.document.in_(some), mentions.c.sort == "entity", mentions.c.cluster.is_not(None),
            *living(mentions, sight),
        )  # fmt: skip
        for document, own, id_ in connection.execute(query):
            found[document][own] = id_
    return found


def posts(connection: Connection, persons: Collection[str], sight: Sight) -> dict[str, tuple[str, ...]]:
    """The posts that reports give to these persons, in their words; `leads` of who leads without a post being told."""
    found: dict[str, dict[str, None]] = {}
    for some in _some(persons):
        query = select(relations.c.source, relations.c.type, relations.c.role).where(
            relations.c.source.in_(some), relations.c.type.in_(("leads", "role")), relations.c.denies.is_(False),
            *living(relations, sight),
        )  # fmt: skip
        for source, type_, role in connection.execute(query.order_by(relations.c.id)):
            found.setdefault(source, {})[role or type_] = None
    return {id_: tuple(told) for id_, told in found.items()}


def contexts(connection: Connection, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Up to 32 characters before and behind the words of each of these claims."""
    start: ColumnElement[int] = claims.c.start
    first = case((start > CONTEXT, start - CONTEXT), else_=0)
    query = select(
        claims.c.id, func.substr(documents.c.text, first + 1, start - first).label("prefix"),
        func.substr(documents.c.text, claims.c.end + 1, CONTEXT).label("suffix"),
    ).join(documents, documents.c.id == claims.c.document)  # fmt: skip
    found: dict[int, tuple[str, str]] = {}
    for some in _some(ids):
        rows = connection.execute(query.where(claims.c.id.in_(some)))
        found.update((row.id, (row.prefix, row.suffix)) for row in rows)
    return found


def originals(connection: Connection, rows: Iterable[Any], sight: Sight) -> dict[int, str]:
    """The ids of the texts, by their rows, that the documents of these rows copy."""
    groups = {row.text_group for row in rows if row.text_group != row.document}
    found: dict[int, str] = {}
    for some in _some(groups):
        wanted = (documents.c.id.in_(some), *seen(documents.c.id, sight))
        query = select(documents.c.id, documents.c.document).where(*wanted)
        found.update((row.id, row.document) for row in connection.execute(query))
    return found


def sources(connection: Connection, held: Collection[str], sight: Sight) -> dict[str, Source]:
    """The reports of these ids (`sha256:…`) that are seen, by their ids."""
    captured, original = documents.c.captured, documents.alias("original")
    copied = and_(
        original.c.id == documents.c.text_group, original.c.id != documents.c.id, *seen(original.c.id, sight)
    )  # fmt: skip
    query = select(
        documents.c.document, documents.c.title, documents.c.outlet, documents.c.published, documents.c.url,
        documents.c.platform, captured["channel", "account"].as_string().label("account"),
        captured["language"].as_string().label("language"), original.c.document.label("copy_of"),
    ).select_from(documents.outerjoin(original, copied))  # fmt: skip
    found: dict[str, Source] = {}
    for some in _some(held):
        for row in connection.execute(query.where(documents.c.document.in_(some), *seen(documents.c.id, sight))):
            found[row.document] = Source(**{**row._mapping, "language": row.language or "ar"})
    return found


def assessed(connection: Connection, subjects: Collection[str]) -> dict[str, list[Assessment]]:
    """What people think of these, by what they think of, in the order in which they said it."""
    found: dict[str, list[Assessment]] = defaultdict(list)
    held = schema.assessments
    for some in _some(subjects):
        for row in connection.execute(select(held).where(held.c.subject.in_(some)).order_by(held.c.id)):
            one = Assessment(
                subject=row.subject, source_grade=row.source_grade, information_grade=row.information_grade,
                note=row.note, by=row.by, made_at=row.made_at,
            )  # fmt: skip
            found[row.subject].append(one)
    return found


def records(connection: Connection, held: Collection[int]) -> dict[int, bytes]:
    """The latest record of each of these documents, packed as it is kept."""
    found: dict[int, bytes] = {}
    kept = schema.records
    for some in _some(held):
        query = select(kept.c.document, kept.c.packed).where(kept.c.document.in_(some)).order_by(kept.c.id)
        found.update((row.document, row.packed) for row in connection.execute(query))
    return found


def _some(ids: Collection[One]) -> Iterator[Sequence[One]]:
    """In their order, a few hundred at a time."""
    listed = sorted(ids)
    yield from (listed[start : start + _MANY] for start in range(0, len(listed), _MANY))
