"""Lists as Atom feeds (RFC 4287), so that what is new comes to the reader."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.responses import Response

from isnad.archive.asking.event_lists import EventLine
from isnad.archive.asking.finding import Hit
from isnad.archive.asking.pages import Page
from isnad.publish.answers.naming import clean
from isnad.web.answers import Words
from isnad.web.visit import Visit
from isnad.web.words import said

_ATOM = "http://www.w3.org/2005/Atom"
_START = "1970-01-01T00:00:00Z"
_PLAIN = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


def events(page: Page[EventLine], visit: Visit) -> Response:
    """Events; the moment of each is the first day on which it was."""
    words = Words.of(visit, page.names)
    rows = []
    for line in page.rows:
        title = " · ".join(filter(None, (words.what(line), words.where(line), words.days(line.from_, line.to))))
        rows.append((f"/e/{line.id}", title, _moment(line.from_), clean(line.label)))
    return _feed(visit, said("nav.events", visit.lang), rows)


def reports(page: Page[Hit], visit: Visit) -> Response:
    """Reports; the moment of each is the one at which it came into the archive."""
    rows = [
        (
            f"/{visit.lang}/report/{hit.document.partition(':')[2][:16]}",
            clean(hit.title or "") or said("untitled", visit.lang), hit.added_at, clean(hit.snippet.text),
        )
        for hit in page.rows
    ]  # fmt: skip
    return _feed(visit, said("nav.reports", visit.lang), rows)


def _moment(day: str | None) -> str:
    return f"{day}T00:00:00Z" if day else _START


def _feed(visit: Visit, title: str, rows: Iterable[tuple[str, str, str, str]]) -> Response:
    root = str(visit.request.base_url).rstrip("/")
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": visit.lang})
    own = f"{root}{visit.here()}"
    listed = list(rows)
    _add(feed, "id", own)
    _add(feed, "title", f"{said('app', visit.lang)} · {title}")
    _add(feed, "updated", max((moment for _, _, moment, _ in listed), default=_START))
    SubElement(feed, "link", {"rel": "self", "href": own})
    SubElement(_add(feed, "author", ""), "name").text = said("app", visit.lang)
    for path, name, moment, summary in listed:
        entry = SubElement(feed, "entry")
        _add(entry, "id", f"{root}{path}")
        _add(entry, "title", name)
        _add(entry, "updated", moment)
        SubElement(entry, "link", {"href": f"{root}{path}"})
        _add(entry, "summary", summary)
    return Response(tostring(feed, encoding="utf-8", xml_declaration=True), media_type="application/atom+xml")


def _add(parent: Element, name: str, words: str) -> Element:
    made = SubElement(parent, name)
    made.text = words.translate(_PLAIN)
    return made
