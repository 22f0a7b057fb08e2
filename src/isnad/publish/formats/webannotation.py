"""W3C Web Annotations: each quoted statement as an annotation of the report that it stands in.

One collection with one page, written annotation by annotation. Positions are code points of the captured text, as the
model defines them (Web Annotation Data Model, 4.2.5); where the page on the web has other text around, the quote finds
the place.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from isnad.publish.formats.days import moment
from isnad.publish.formats.format import Format
from isnad.publish.formats.json_text import dumped, without_empty, write_listed
from isnad.publish.formats.keys import key_of, release_key, statement_key
from isnad.publish.formats.losing import Losses
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Header, Loss, Report, State, Statement

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    """The collection; what it returns has no words that could be shown, or no place in an annotation."""
    losses, id_ = Losses(), f"urn:uuid:{release_key(release.header)}"
    head = without_empty({
        "@context": _CONTEXT, "id": id_, "type": "AnnotationCollection", "rights": release.header.licence,
        "label": f"What reports say, in their words: archive {release.header.archive}, {release.header.profile}",
        "modified": moment(release.header.at),
        "generator": {"id": f"urn:uuid:{key_of('isnad')}", "type": "Software", "name": "Isnad"},
    })  # fmt: skip
    page = f"urn:uuid:{key_of('page', id_)}"
    file.write(dumped(head)[:-1] + b',"first":{"type":"AnnotationPage","startIndex":0,"id":' + dumped(page))
    file.write(b',"items":[')
    number = write_listed(file, _annotations(release, losses))
    file.write(b'\n]},"total":' + dumped(number) + b"}\n")
    losses.add("withdrawn ids", "no annotation for what no longer stands", sum(1 for _ in release.withdrawn()))
    return losses.told()


def _annotations(release: Release, losses: Losses) -> Iterator[dict[str, object]]:
    for event in release.events():
        yield from _of_all(event.statements, event.reports, event, release.header, losses)
    for state in release.states():
        yield from _of_all(state.statements, state.told_by, state, release.header, losses)


def _of_all(
    statements: Sequence[Statement], reports: Sequence[Report], about: Event | State, header: Header, losses: Losses
) -> Iterator[dict[str, object]]:
    losses.add("events and states", "an annotation tells the words, not the whole of what happened")
    known = {report.id: report for report in reports}
    for said in statements:
        if not said.quote:
            losses.add("statements", "their words may not leave")
        elif said.report not in known:
            losses.add("statements", "their report is not released")
        else:
            yield _annotation(said, known[said.report], about, header)


def _annotation(said: Statement, report: Report, about: Event | State, header: Header) -> dict[str, object]:
    quote = without_empty({
        "type": "TextQuoteSelector", "exact": said.quote, "prefix": said.prefix, "suffix": said.suffix,
    })  # fmt: skip
    selectors = [quote]
    if said.span is not None:
        selectors.append({"type": "TextPositionSelector", "start": said.span[0], "end": said.span[1]})
    source = without_empty({
        "id": report.url or f"urn:uuid:{key_of('report', report.id)}", "type": "Text", "format": "text/plain",
        "language": report.language,
    })  # fmt: skip
    claim = f"urn:uuid:{statement_key(said)}"
    tags = (about.type, f"stance: {said.stance}", "denies" if said.denies else "", f"about: {about.id}")
    return without_empty({
        "id": f"urn:uuid:{key_of('annotation', statement_key(said), about.id)}", "type": "Annotation",
        "motivation": "describing", "modified": moment(header.at), "target": {"source": source, "selector": selectors},
        "body": [
            {"type": "SpecificResource", "source": claim, "purpose": "identifying"},
            *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in (said.id, *tags) if tag),
        ],
    })  # fmt: skip


FORMAT = Format(name="webannotation", suffix=".annotations.jsonld", media="application/ld+json", write=write)
