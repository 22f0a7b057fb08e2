"""What ids are called in a view: by the codebook, by reports, or as a report writes its own."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from isnad.archive.asking.naming import Unregistered
from isnad.archive.asking.statements import Statement
from isnad.codebook import Codebook
from isnad.codebook.entries import Actor, Place
from isnad.publish.sheet import directed, entry_label
from isnad.publish.words import Lang

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_GLOBAL = ("actor", "person", "place", "facility")


def clean(text: str) -> str:
    """A text from outside in one line, without the characters by which it could drive a terminal or turn a line."""
    kept = (" " if char.isspace() else "\ufffd" if unicodedata.category(char) == "Cc" else char for char in text)
    return " ".join("".join(char for char in kept if char not in _DIRECTIONS).split())


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called in `lang`."""

    book: Codebook
    lang: Lang
    unregistered: Mapping[str, Unregistered] = field(default_factory=dict)

    def plain(self, id_: str, own: Mapping[str, str] | None = None) -> str:
        """A name without isolates; `own` are the names that a report has for its own ids."""
        entry = self.entry(id_)
        if entry is not None:
            return entry_label(entry, self.lang).text
        if id_ in self.unregistered and self.unregistered[id_].names:
            return clean(self.unregistered[id_].names[0])
        if own and id_ in own:
            return clean(own[id_])
        kind, _, rest = id_.partition(":")
        return clean(rest if kind in _GLOBAL and rest else id_)

    def of(self, id_: str, own: Mapping[str, str] | None = None) -> str:
        """A name for a line in the language of the view: in isolates where it runs the other way."""
        return directed(self.plain(id_, own), self.lang)

    def all(self, ids: Iterable[str], own: Mapping[str, str] | None = None) -> str:
        """Several names in a row."""
        return ("، " if self.lang == "ar" else ", ").join(self.of(id_, own) for id_ in ids)

    def known(self, id_: str, own: Mapping[str, str] | None = None) -> bool:
        """Whether an id has a name: those that a report has for its own may say nothing beyond it."""
        return id_.partition(":")[0] in _GLOBAL or id_ in self.unregistered or id_ in (own or ())

    def entry(self, id_: str) -> Actor | Place | None:
        """The entry of a registered id; outlets are also known by their bare names."""
        kind, _, rest = id_.partition(":")
        if kind == "actor":
            return self.book.actors.get(rest)
        return self.book.places.get(rest) if kind in ("place", "facility") else None

    def chain(self, statement: Statement) -> str:
        """Through whom a statement came, in one line: outlet ← whom it quotes ← … ← who says it."""
        return " ← ".join(self.links(statement))

    def links(self, statement: Statement) -> list[str]:
        """Through whom a statement came: the outlet, whom it quotes, …, who says it."""
        links = [self.of(statement.outlet)] if statement.outlet else []
        links += [self.of(link.who) if link.who and self.entry(link.who) else self._quoted(link.words)
                  for link in statement.chain]  # fmt: skip
        if statement.speaker and not statement.chain:
            links.append(self._quoted(statement.speaker.words))
        return links

    def _quoted(self, words: str) -> str:
        return directed(clean(words), self.lang)


def names_of(
    plain: Any, book: Codebook, unregistered: Mapping[str, Unregistered]
) -> dict[str, dict[str, str | None]]:  # fmt: skip
    """The names, in Arabic and in English, of all global ids that stand in plain data; of those that only reports know,
    which are Arabic, the English one is None."""
    found: dict[str, dict[str, str | None]] = {}
    both = Names(book, "ar", unregistered), Names(book, "en", unregistered)
    for id_ in _ids(plain):
        if id_ not in found and both[0].entry(id_) is not None:
            found[id_] = {names.lang: names.plain(id_) for names in both}
        elif id_ not in found and id_ in unregistered:
            found[id_] = {"ar": both[0].plain(id_), "en": None}
    return dict(sorted(found.items()))


def _ids(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        if plain.partition(":")[0] in _GLOBAL or plain.startswith("x-"):
            yield plain
    elif isinstance(plain, list):
        for item in plain:
            yield from _ids(item)
    elif isinstance(plain, dict):
        for item in plain.values():
            yield from _ids(item)
