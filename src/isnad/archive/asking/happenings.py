"""The page of an event: what each report tells of it and in whose words, who stands behind it, what is disputed, and
why these reports are held to tell of one event."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from isnad.archive.asking import retelling, statements
from isnad.archive.asking.copies import copied, originals
from isnad.archive.asking.event_lists import EventLine, event_line
from isnad.archive.asking.moments import known_before
from isnad.archive.asking.naming import Unregistered, current, described
from isnad.archive.asking.shelves import rows_of
from isnad.archive.asking.statements import Statement
from isnad.archive.joining.witnesses import hear
from isnad.archive.schema import assessments, judgements
from isnad.archive.sight import Sight, sight_of
from isnad.codebook import Codebook
from isnad.errors import NotFoundError
from isnad.model import Span
from isnad.resolve.contradictions import Contradiction
from isnad.resolve.testimony import Testimony

MOST_SHOWN: Final = 200
"""So many reports and judgements stand on a page; of more only the number."""
_MANY = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one report tells of an event: where it came from, the word that tells it, and who states what.

    `handle` names this mention, as `isnad judge` takes it. `copy_of` is the id of the text that this is a copy of.
    """

    document: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    platform: str
    added_at: str
    copy_of: str | None
    handle: str
    type: str
    status: str
    from_: str | None
    to: str | None
    trigger: Span
    words: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement on two of the event's mentions, by a rule (`rule:NAME@VERSION`) or, `person`, by somebody. `reasons`
    each have a rule, a weight in log-odds and words."""

    id: int
    left: str
    right: str
    verdict: str
    score: float
    by: str
    person: bool
    reasons: tuple[Mapping[str, Any], ...]
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What somebody thinks of a source (A to F) or of a piece of information (1 to 6), in the Admiralty's grades."""

    subject: str
    source_grade: str | None
    information_grade: str | None
    note: str | None
    by: str
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """All that is known of an event. `asked` is the id that was asked for, `id` the one it goes by now.

    `more_reports` and `more_judgements` say how many there are besides those that are here. `names` tells of
    unregistered entities.
    """

    id: str
    asked: str
    as_of: str | None
    line: EventLine
    testimony: Testimony
    contradictions: tuple[Contradiction, ...]
    reports: tuple[Report, ...]
    more_reports: int
    judgements: tuple[Judged, ...]
    more_judgements: int
    assessments: tuple[Assessment, ...]
    names: Mapping[str, Unregistered]


def event_page(
    connection: Connection, id_: str, book: Codebook, *, as_of: str | None = None, cleared: bool = True
) -> EventPage:  # fmt: skip
    """The page of the event `id_`, or of the one that it was joined to.

    With `as_of` it has what was known then: reports, statements and judgements that came later are not there; which
    reports tell of one event is judged as now. Raises NotFoundError where there is none or was none yet, DateError.
    """
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    now = current(connection, id_, sight)
    rows = retelling.told(connection, now, sight)
    if not rows:
        raise NotFoundError(_missing(connection, id_, as_of, sight))
    told = [row.id for row in rows]
    said, heard = statements.of_mentions(connection, told, sight), hear(connection, told, book, sight)
    judged = _judged(connection, [row.handle for row in rows], sight)
    first = originals(connection, (row.text_group for row in rows), sight)
    reports = [_report(row, tuple(said[row.id]), first) for row in rows]
    reports.sort(key=lambda one: (one.published is None, one.published or "", one.added_at, one.document))
    line = _line(connection, now, rows, book, sight)
    return EventPage(
        id=now, asked=id_, as_of=as_of, line=line, testimony=heard.testimony,
        contradictions=heard.contradictions, reports=tuple(reports[:MOST_SHOWN]),
        more_reports=max(len(reports) - MOST_SHOWN, 0), judgements=tuple(judged[:MOST_SHOWN]),
        more_judgements=max(len(judged) - MOST_SHOWN, 0), names=described(connection, line.ids, sight),
        assessments=_assessed(connection, _subjects(now, reports), sight),
    )  # fmt: skip


def _missing(connection: Connection, id_: str, as_of: str | None, sight: Sight) -> str:
    later = Sight(cleared=sight.cleared)
    if as_of and retelling.told(connection, current(connection, id_, later), later):
        return f"{id_} was not known yet as of {as_of}: ask without --as-of, or for a later day"
    return f"{id_}: no event of that id is in the archive; `isnad events` lists them"


def _report(row: Any, own: tuple[Statement, ...], first: dict[int, str]) -> Report:
    return Report(
        document=row.sha, title=row.title, outlet=row.outlet, published=row.day, url=row.url, platform=row.platform,
        added_at=row.came, copy_of=copied(row.text_group, row.sha, first),
        handle=row.handle, type=row.type, status=row.data["status"], from_=row.data["from"], to=row.data["to"],
        trigger=Span(row.start, row.end), words=row.text[row.start : row.end], statements=own,
    )  # fmt: skip


def _line(
    connection: Connection, id_: str, rows: Sequence[Any], book: Codebook, sight: Sight
) -> EventLine:  # fmt: skip
    if sight.before is None:
        kept = rows_of(connection, [id_], sight).get(id_)
        if kept is not None:
            return event_line(id_, kept.reports, kept.data)
    reports, data = retelling.summed_up(connection, id_, rows, book, sight)
    return event_line(id_, reports, data)


def _judged(connection: Connection, handles: Sequence[str], sight: Sight) -> list[Judged]:
    """What stands of each pair of mentions: a person's word before a rule's, a later one before an earlier; first what
    people judged, then what is surest."""
    wanted = set(handles)
    found: dict[bool, dict[tuple[str, str], Judged]] = {True: {}, False: {}}
    for start in range(0, len(handles), _MANY):
        query = select(judgements).where(
            judgements.c.sort == "event", judgements.c.left.in_(handles[start : start + _MANY])
        )
        if sight.before:
            query = query.where(judgements.c.made_at < sight.before)
        for row in connection.execute(query.order_by(judgements.c.id)):
            if row.right not in wanted:
                continue
            if row.verdict == "undone":
                found[row.person].pop((row.left, row.right), None)
            else:
                found[row.person][row.left, row.right] = _judgement(row)
    standing = {**found[False], **found[True]}
    return sorted(standing.values(), key=lambda one: (not one.person, -one.score, one.id))


def _judgement(row: Any) -> Judged:
    return Judged(
        id=row.id, left=row.left, right=row.right, verdict=row.verdict, score=row.score, by=row.by, person=row.person,
        reasons=tuple(row.reasons), made_at=row.made_at,
    )  # fmt: skip


def _subjects(id_: str, reports: Sequence[Report]) -> set[str]:
    """What of the event people may have assessed: itself, each account of it, its outlets."""
    return {id_, *(one.handle for one in reports), *(one.outlet for one in reports if one.outlet)}


def _assessed(connection: Connection, subjects: Collection[str], sight: Sight) -> tuple[Assessment, ...]:
    wanted = sorted(subjects)
    found: list[Any] = []
    for start in range(0, len(wanted), _MANY):
        query = select(assessments).where(assessments.c.subject.in_(wanted[start : start + _MANY]))
        if sight.before:
            query = query.where(assessments.c.made_at < sight.before)
        found += connection.execute(query.order_by(assessments.c.id)).all()
    return tuple(
        Assessment(
            subject=row.subject, source_grade=row.source_grade, information_grade=row.information_grade,
            note=row.note, by=row.by, made_at=row.made_at,
        )
        for row in sorted(found, key=lambda row: row.id)
    )  # fmt: skip
