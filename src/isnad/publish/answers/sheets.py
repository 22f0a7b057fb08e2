"""An archive's answers as rows for CSV: a list has a row for each report or event, the page of an event one for each
statement, the page of an actor or a place one for each statement of a state, and one for each state nobody states."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from isnad.archive.asking.actors import ActorPage
from isnad.archive.asking.event_lists import EventLine
from isnad.archive.asking.finding import Hit
from isnad.archive.asking.happenings import EventPage
from isnad.archive.asking.places import PlacePage
from isnad.archive.asking.statements import Statement
from isnad.archive.asking.states import State
from isnad.cells import defused, write_row
from isnad.codebook import Codebook
from isnad.publish.answers.naming import Names, clean
from isnad.publish.words import Lang

HIT_COLUMNS = (
    "document", "title", "outlet", "published", "url", "platform", "added_at", "copy_of", "events", "snippet"
)  # fmt: skip
EVENT_COLUMNS = (
    "id", "type", "mode", "status", "polarity", "from", "to", "precision", "place", "where", "agents", "targets",
    "accused", "victims", "reports", "outlets", "origins", "unknown", "contradictions", "label",
)  # fmt: skip
STATEMENT_COLUMNS = (
    "event", "document", "outlet", "published", "url", "type", "stance", "status", "speaker", "anonymous", "chain",
    "start", "end", "quote", "known_at",
)  # fmt: skip
STATE_COLUMNS = (
    "part", "type", "source", "source_name", "target", "target_name", "role", "scope", "since", "until", "first",
    "last", "age_days", "reports", "standing", "turned", "by", "document", "outlet", "published", "url", "stance",
    "speaker", "chain", "quote",
)  # fmt: skip

Row = Mapping[str, Any]


def write(file: IO[str], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Writes rows with a heading. Several values in one cell stand with a semicolon between."""
    write_row(file, columns)
    for row in rows:
        write_row(file, (_cell(row.get(column)) for column in columns))


def hit_rows(hits: Iterable[Hit]) -> Iterator[Row]:
    """A row for each report."""
    for hit in hits:
        yield {**{name: getattr(hit, name) for name in HIT_COLUMNS}, "snippet": hit.snippet.text}


def event_rows(lines: Iterable[EventLine]) -> Iterator[Row]:
    """A row for each event; victims as `killed 2/3/5`: least, most frequent, largest."""
    for line in lines:
        row = {name: getattr(line, "from_" if name == "from" else name) for name in EVENT_COLUMNS}
        tolls = [f"{harm} {toll['low']}/{toll['best']}/{toll['high']}" for harm, toll in line.victims.items()]
        yield {**row, "victims": tuple(tolls)}


def statement_rows(page: EventPage, book: Codebook, lang: Lang) -> Iterator[Row]:
    """A row for each statement on an event."""
    names = Names(book, lang, page.names)
    for report in page.reports:
        for one in report.statements:
            yield {"event": page.id, "status": one.status, "known_at": one.known_at, **_statement(one, names)}


def state_rows(page: ActorPage | PlacePage, book: Codebook, lang: Lang) -> Iterator[Row]:
    """A row for each statement of each state."""
    names = Names(book, lang, page.names)
    for part, found in page.parts.items():
        for one in found.states:
            for statement in (*one.statements, *one.denials):
                yield {**_statement(statement, names), "part": part, **_state(one, names)}
            if not (one.statements or one.denials):
                yield {"part": part, **_state(one, names)}


def _statement(one: Statement, names: Names) -> Row:
    return {
        "document": one.document, "outlet": one.outlet, "published": one.published, "url": one.url, "type": one.type,
        "stance": one.stance, "speaker": one.speaker.words if one.speaker else None,
        "anonymous": one.speaker.anonymous if one.speaker else None, "chain": clean(names.chain(one)),
        "start": one.span.start, "end": one.span.end, "quote": one.quote,
    }  # fmt: skip


def _state(one: State, names: Names) -> Row:
    source, target = (names.plain(end, one.own_names) for end in (one.source, one.target))
    return {
        "type": one.type, "source": one.source, "source_name": source, "target": one.target, "target_name": target,
        "role": one.role, "scope": one.scope, "since": one.since,
        "until": one.until, "first": one.first, "last": one.last, "age_days": one.age, "reports": one.reports,
        "standing": one.standing, "turned": one.turned, "by": one.by,
    }  # fmt: skip


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        value = "; ".join(map(str, value))
    return defused(value) if isinstance(value, str) else value
