"""A record as text in a terminal: the report with its evidence marked, then what was read from it."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from isnad.codebook import Codebook
from isnad.model import Record
from isnad.publish.card import Card, Row
from isnad.publish.events import event_cards
from isnad.publish.highlight import record_marks
from isnad.publish.labels import Label, Labels, ltr
from isnad.publish.lists import entity_card, relation_card, speaker_card, time_card
from isnad.publish.marks import Layer, Mark, Piece, pieces
from isnad.publish.words import Lang, word

STYLES: dict[Layer, str] = {
    "event": "bold black on yellow",
    "not-actual": "bold yellow",
    "speaker": "black on bright_magenta",
    "cue": "bold magenta",
    "time": "underline red",
    "actor": "underline blue",
    "person": "underline bright_blue",
    "place": "underline green",
    "facility": "underline cyan",
    "anaphor": "dim underline",
    "furniture": "dim",
    "title": "bold",
}
"""Attributes besides the colours, so that marks stay apart without them."""

BRACKETS: dict[Layer, tuple[str, str]] = {
    "event": ("[", "]"),
    "not-actual": ("[?", "]"),
    "speaker": ("{", "}"),
    "time": ("<", ">"),
}
"""What stands around a mark for a reader without colours; in a line that runs right to left both turn with it."""

_KINDS = ("actor", "person", "place", "facility")


def print_record(record: Record, console: Console, lang: Lang = "ar", book: Codebook | None = None) -> None:
    """Print `record` to `console`, the words around it in `lang`; with the `book` it was read with events have codes.

    The characters go out in the order in which they are read: a terminal that can turn them does so itself.
    """
    labels = Labels.of(record, lang)
    console.print(_head(record, labels))
    console.print(Text(_legend(lang), style="dim"))
    console.print()
    console.print(marked_text(record, labels))
    console.print()
    entities = [entity_card(e, labels) for e in record.entities]
    _section(console, word("events", lang), (_event_line(card) for card in event_cards(record, labels, book)))
    _section(console, word("speakers", lang), (_speaker_line(speaker_card(a, labels)) for a in record.attributions))
    for kind in _KINDS:
        _section(console, word(f"kinds.{kind}", lang), (_entity_line(c, kind) for c in entities if c.kind == kind))
    _section(console, word("times", lang), (_time_line(time_card(t, labels)) for t in record.times))
    relations = enumerate(record.relations, 1)
    _section(console, word("relations", lang), (_relation_line(relation_card(n, r, labels)) for n, r in relations))
    _section(console, word("warnings", lang), (Text(_plain(warning), style="yellow") for warning in record.warnings))


def print_times(record: Record, console: Console, lang: Lang = "ar") -> None:
    """Print the text with its times marked, then each with its bounds and the rule that read it."""
    labels = Labels.of(record, lang)
    console.print(marked_text(record, labels))
    console.print()
    if not record.times:
        console.print(Text(word("times.none", lang), style="dim"))
    lines = []
    for time in record.times:
        line = _time_line(time_card(time, labels))
        lines.append(line.append(f" | {word('found-by', lang)}: {ltr(time.rule)}", "dim"))
    _section(console, word("times", lang), lines)


def marked_text(record: Record, labels: Labels) -> Text:
    """The report with its evidence in styles and brackets, each event followed by its number."""
    out = Text(end="")
    before: tuple[Mark, ...] = ()
    for piece in pieces(record.document.text, record_marks(record, labels.anchors)):
        _close(out, before, piece.marks)
        for mark in reversed(piece.marks):
            if mark not in before and mark.layer in BRACKETS:
                out.append(BRACKETS[mark.layer][0], STYLES[mark.layer])
        out.append(_plain(piece.text), _style(piece))
        before = piece.marks
    _close(out, before, ())
    return out


def _close(out: Text, before: Sequence[Mark], after: Sequence[Mark]) -> None:
    for mark in before:
        if mark not in after and mark.layer in BRACKETS:
            out.append(BRACKETS[mark.layer][1], STYLES[mark.layer])
            if mark.fact and mark.layer in ("event", "not-actual"):
                out.append(ltr(mark.fact), "dim")


def _plain(text: str) -> str:
    """Without the control characters by which a text could drive the terminal."""
    return "".join(c if c in "\n\t" or (c >= " " and not "\x7f" <= c <= "\x9f") else "\ufffd" for c in text)


def _style(piece: Piece) -> str:
    """One style for a piece: what happened or was said over who, where and when; the innermost of each."""
    layers = [m.layer for m in piece.marks if m.layer in STYLES]
    order = ("event", "not-actual", "speaker", "cue")
    first = next((layer for layer in order if layer in layers), None)
    return STYLES[first or layers[0]] if layers else ""


def _head(record: Record, labels: Labels) -> Text:
    document, lang = record.document, labels.lang
    outlet = labels.outlet().text if document.outlet else word("no-outlet", lang)
    date = ltr(document.published) if document.published else word("no-date", lang)
    return Text(_plain(f"{outlet} · {date}"), style="bold")


def _legend(lang: Lang) -> str:
    marks = [("event", "legend.event"), ("not-actual", "legend.not-actual"), ("speaker", "legend.speaker")]
    shown = [f"{BRACKETS[layer][0]}{word(key, lang)}{BRACKETS[layer][1]}" for layer, key in marks if layer in BRACKETS]
    return " ".join([*shown, f"<{word('legend.time', lang)}>"])


def _section(console: Console, title: str, lines: Iterable[Text]) -> None:
    found = list(lines)
    if not found:
        return
    console.print(Text(f"{title} ({len(found)})", style="bold reverse"))
    for line in (part for lines in found for part in lines.split()):
        console.print(Padding(line, (0, 0, 0, 2), expand=False))
    console.print()


def _joined(items: Iterable[Label]) -> str:
    return " / ".join(_shown(item) for item in items)


def _shown(item: Label) -> str:
    text = f"«{item.text}»" if item.quote else ltr(item.text) if item.code else item.text
    return _plain(" ".join(filter(None, (item.lead, text, f"({item.note})" if item.note else ""))))


def _rows(line: Text, rows: Iterable[Row]) -> None:
    for row in rows:
        line.append(f" | {row.label}: " if row.label else " | ", "dim")
        line.append(_joined(row.items), "bold yellow" if row.apart else "")


def _isnad(line: Text, card: Card) -> None:
    if card.isnad:
        line.append(" | ", "dim")
        line.append(" ← ".join(_shown(link) for link in card.isnad), "magenta")


def _event_line(card: Card) -> Text:
    line = Text.assemble((ltr(card.anchor), "dim"), " ", (card.title.text, "bold"))
    if card.status_word:
        line.append(f" [{card.status_word}]", "bold yellow")
    words = " ".join(" … ".join(text for text, key in card.quote if key).split())
    if words:
        line.append(f" «{_plain(words)}»")
    _rows(line, card.rows)
    _isnad(line, card)
    for version in card.versions:
        line.append("\n     · ", "dim").append(" ← ".join(map(_shown, version.isnad)), "magenta")
        _rows(line, version.rows)
    if card.codes:
        line.append("\n   " + " · ".join(map(_shown, card.codes)), "dim")
    return line


def _speaker_line(card: Card) -> Text:
    line = Text.assemble((ltr(card.anchor), "dim"), " ", (_shown(card.title), "bold magenta"))
    line.append(f" ({_joined(card.tags)})", "dim")
    _isnad(line, card)
    return line


def _entity_line(card: Card, kind: str) -> Text:
    style = next(style for layer, style in STYLES.items() if layer == kind)
    line = Text.assemble((ltr(card.anchor), "dim"), " ", (_shown(card.title), style))
    if card.gloss:
        line.append(f" {_shown(card.gloss)}")
    line.append(f" ({_joined(card.tags)})", "dim")
    _rows(line, card.rows)
    return line


def _time_line(card: Card) -> Text:
    line = Text.assemble((ltr(card.anchor), "dim"), " ", (_shown(card.title), STYLES["time"]))
    _rows(line, card.rows)
    line.append(f" | {card.status_word}" if card.status_word else f" ({_joined(card.tags)})", "dim")
    return line


def _relation_line(card: Card) -> Text:
    start, end = card.tags[0], card.tags[1]
    line = Text.assemble(
        (ltr(card.anchor), "dim"), " ", (_shown(start), "bold"), f" {card.title.text} ", (_shown(end), "bold")
    )
    _rows(line, card.rows)
    _isnad(line, card)
    return line
