"""One fact as it is shown, whatever the view."""

from dataclasses import dataclass

from isnad.publish.labels import Label, isolated


@dataclass(frozen=True, slots=True)
class Row:
    """A slot of a fact and what fills it.

    `apart` sets it off from the others, as an accusation is from a deed; `lines` gives each item a line of its own.
    """

    label: str
    items: tuple[Label, ...]
    apart: bool = False
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """What one speaker says of an event, with the whole chain."""

    isnad: tuple[Label, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A fact with its speaker and its words. `status` is None for what the report states as done.

    `quote` is the evidence in parts, each with whether it is the very word that the fact was read from. `codes` are
    what it is in the schemes of conflict data, or why it is nothing there.
    """

    anchor: str
    kind: str
    title: Label
    gloss: Label | None = None
    status: str | None = None
    status_word: str = ""
    tags: tuple[Label, ...] = ()
    rows: tuple[Row, ...] = ()
    quote: tuple[tuple[str, bool], ...] = ()
    isnad: tuple[Label, ...] = ()
    versions: tuple[Version, ...] = ()
    reading: tuple[Row, ...] = ()
    codes: tuple[Label, ...] = ()
    in_text: bool = True

    def tip(self, most: int = 180) -> str:
        """The fact in plain lines for a hover: what, first slots, chain, words (at most `most` characters)."""
        head = " · ".join(filter(None, [isolated(self.title.text), self.status_word]))
        slots = [f"{row.label}: " + " · ".join(isolated(item.text) for item in row.items) for row in self.rows[:3]]
        chain = " ← ".join(isolated(link.text) for link in self.isnad)
        words = " ".join("".join(part for part, _ in self.quote).split())
        shown = words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + "…"
        return "\n".join([head, *slots, *([chain] if chain else []), *([isolated(f"«{shown}»")] if shown else [])])
