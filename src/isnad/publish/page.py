"""A record as one self-contained page: the report with its evidence marked, the facts beside it."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from isnad.codebook import Codebook
from isnad.model import Record
from isnad.publish.card import Card
from isnad.publish.events import event_cards
from isnad.publish.highlight import Line, lines
from isnad.publish.labels import Label, Labels
from isnad.publish.lists import entity_card, link_card, relation_card, speaker_card, time_card
from isnad.publish.words import Lang, word

_KINDS = ("actor", "person", "place", "facility")


def render_page(record: Record, *, lang: Lang = "ar", book: Codebook | None = None) -> str:
    """One HTML page for `record`, its interface in `lang`; with `book`, which it was read with, events have codes. It
    needs no script, no network and no font of its own."""
    return _environment().get_template("page.html").render(**_shell(lang), **record_view(record, lang, book))


def record_view(
    record: Record, lang: Lang, book: Codebook | None = None, beside: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What `record.html` and `marks.css` show of a record. `beside` leads from a fact (by its id in the record) to an
    address where it is told of beyond this report."""
    labels = Labels.of(record, lang)
    sections = _sections(record, labels, book)
    cards = [card for _, group in sections for card in group]
    report = lines(record, labels, {card.anchor: card.tip() for card in cards if card.kind != "relation"})
    return {
        "record": record, "labels": labels, "title": report_title(record, lang), "report": report,
        "titled": any(line.role == "title" for line in report), "sections": sections,
        "anchors": _anchors(report, cards),
        "beside": {labels.anchors[key]: where for key, where in (beside or {}).items() if key in labels.anchors},
    }  # fmt: skip


def render_index(entries: Sequence[tuple[str, Record]], *, lang: Lang = "ar") -> str:
    """A page that lists `entries`, each the relative address of a page and its record, in the order given."""
    rows = [(href, report_title(record, lang), Labels.of(record, lang), record) for href, record in entries]
    return _environment().get_template("index.html").render(**_shell(lang), rows=rows)


def report_title(record: Record, lang: Lang) -> Label:
    """The report's own title, else the beginning of its first line, else a phrase that it has none."""
    document = record.document
    titled = document.title.of(document.text).split() if document.title else []
    first = document.text.strip().partition("\n")[0].split()
    if not (titled or first):
        return Label(word("untitled", lang), lang)
    cut = [*first[:12], "…"] if len(first) > 12 else first
    return Label(" ".join(titled or cut), document.language)


def _shell(lang: Lang) -> dict[str, object]:
    """What both templates need."""
    return {
        "lang": lang,
        "dir": "rtl" if lang == "ar" else "ltr",
        "css": Markup(_style()),  # noqa: S704 -- a file of ours
        "w": lambda key, **values: bidi(word(key, lang, **values)),
    }


def _style() -> str:
    return files("isnad.publish").joinpath("static", "record.css").read_text("utf-8")


def _sections(record: Record, labels: Labels, book: Codebook | None) -> list[tuple[str, list[Card]]]:
    """Cards by section, in the order of the page; empty sections are left out."""
    entities = [entity_card(n, labels) for n in record.entities]
    groups = [
        ("events", event_cards(record, labels, book)),
        ("speakers", [speaker_card(a, labels) for a in record.attributions]),
        *((f"kinds.{kind}", [card for card in entities if card.kind == kind]) for kind in _KINDS),
        ("times", [time_card(t, labels) for t in record.times]),
        ("relations", [relation_card(n, r, labels) for n, r in enumerate(record.relations, 1)]),
        ("links", [link_card(n, link, labels) for n, link in enumerate(record.document.links, 1)]),
    ]
    return [(name, cards) for name, cards in groups if cards]


def _anchors(report: list[Line], cards: list[Card]) -> list[str]:
    """The facts that have words in the text: those whose choice lights them up."""
    found = {fact for line in report for run in line.runs for fact in run.starts}
    return [card.anchor for card in cards if card.anchor in found]


def text(value: str) -> Markup:
    """Escaped text whose carriage returns and form feeds a browser keeps as they are."""
    return Markup(str(escape(value)).replace("\r", "&#13;"))  # noqa: S704 -- escaped, then only this reference


def bidi(value: str) -> Markup:
    """Escaped text of ours with its Unicode isolates turned into elements."""
    marked = str(escape(value)).replace("\u2066", '<bdi dir="ltr">').replace("\u2068", "<bdi>")
    return Markup(marked.replace("\u2069", "</bdi>"))  # noqa: S704 -- escaped, then only these elements


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("isnad.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(text=text, bidi=bidi)
    return environment
