"""From an account that people corrected to an example of the codebook: the sentence, and what must be read in it."""

import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from isnad.arabic.view import View
from isnad.archive.reviewing.accounts import account
from isnad.archive.reviewing.reviews import FieldName
from isnad.archive.reviewing.standing import Standing
from isnad.archive.reviewing.telling import standing
from isnad.archive.schema import documents, mentions, records
from isnad.archive.sight import PLAIN, Sight
from isnad.codebook import Codebook
from isnad.errors import ReviewError
from isnad.model import Span

_PLAIN: Final = re.compile(r"[^\W\d_][\w ()./،؟-]*")
_PARTIES: Final[tuple[FieldName, ...]] = ("agents", "targets")
_WORDS_OF_YAML: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence for entries of event words. `entry` is the one that found the account (empty: none did), `type` the
    type that counts. `lines` are YAML for the `examples` of an entry of that type, `counter` for the `counter_examples`
    of `entry`: one of the two is empty, or, where the type was corrected, none. `unnamed` are ids that should be read
    and that the sentence does not name."""

    entry: str
    type: str
    lines: str
    counter: str
    unnamed: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether the entry that found the account is of the type that counts."""
        return self.entry.partition(".")[0].upper() == self.type


def example(connection: Connection, handle: str, book: Codebook, *, sight: Sight = PLAIN) -> str:
    """The example that an account makes, to be copied: YAML with comments that say where it goes. Raises as
    `example_of` does."""
    found = example_of(connection, handle, sight)
    file = book.events[found.entry].file if found.entry in book.events else ""
    parts = []
    if found.lines:
        where = file if found.fits and file else f"events/{found.type.lower()}/….yaml"
        parts.append(f"# {where}\nexamples:\n{found.lines}")
    if found.counter and file:
        parts.append(f"# {file}\ncounter_examples:\n{found.counter}")
    parts += [f"# not named in this sentence: {id_}\n" for id_ in found.unnamed]
    return "\n".join(parts)


def example_of(connection: Connection, handle: str, sight: Sight = PLAIN) -> Example:
    """The example that an account makes. Raises NotFoundError, and ReviewError where nobody settled what is right."""
    found, stands = account(connection, handle, sight), standing(connection, handle, sight)
    if stands.reviewed in ("unreviewed", "unsure", "disputed"):
        raise ReviewError(f"{handle} is {stands.reviewed}: accept, correct or reject it first, then make an example")
    asked = select(documents.c.text).where(documents.c.id == found.document_row)
    text: str = connection.execute(asked).scalar_one()
    record = _record(connection, found.document_row)
    trigger = Span(*stands.field("span").value)
    sentence = _sentence(text, trigger)
    names = _Names(sentence, text, record["entities"])
    lines = "" if stands.reviewed == "rejected" else "".join(_lines(stands, text, trigger, sentence, names))
    entry = _entry(connection, found.row, record)
    of_another = not lines or entry.partition(".")[0].upper() != stands.field("type").value
    counter = f"  - {_scalar(sentence.of(text))}\n" if entry and of_another else ""
    return Example(entry, stands.field("type").value, lines, counter, tuple(names.missing))


def _entry(connection: Connection, row: int, record: Mapping[str, Any]) -> str:
    local = connection.execute(select(mentions.c.local).where(mentions.c.id == row)).scalar_one()
    return next((str(one["found_by"]) for one in record["events"] if one["id"] == local), "")


def _lines(stands: Standing, text: str, trigger: Span, sentence: Span, names: "_Names") -> Iterator[str]:
    yield f"  - text: {_scalar(sentence.of(text))}\n"
    yield f"    trigger: {_scalar(trigger.of(text))}\n"
    for name in _PARTIES:
        found = [names.of(id_) for id_ in stands.field(name).value]
        yield f"    {name}: [{', '.join(_scalar(one) for one in found if one)}]\n"
    place = stands.field("place").value
    if place and (written := names.of(place)):
        yield f"    place: {_scalar(written)}\n"
    yield f"    status: {stands.field('status').value}\n"


class _Names:
    """By which words a sentence names entities; `missing` are those that it does not."""

    def __init__(self, sentence: Span, text: str, entities: Sequence[Mapping[str, Any]]) -> None:
        self.missing: list[str] = []
        self._text, self._sentence = text, sentence
        self._entities = {one["id"]: one for one in entities}

    def of(self, id_: str) -> str | None:
        """The longest name in the sentence; None where there is none."""
        entity = self._entities.get(id_) or self._entities.get(id_.replace("place:", "facility:", 1))
        spans = [Span(*one) for one in entity["mentions"]] if entity else []
        inside = [one for one in spans if self._sentence.contains(one)]
        if not inside:
            self.missing.append(id_)
            return None
        return max(inside, key=lambda one: one.end - one.start).of(self._text)


def _sentence(text: str, trigger: Span) -> Span:
    """The sentence in which a trigger stands."""
    view = View.of(text)
    first = bisect_right(view.ends, trigger.start)
    if first == len(view) or view.starts[first] >= trigger.end:
        return trigger
    return view.span(*view.sentence_at(first)).cover(trigger)


def _record(connection: Connection, document: int) -> Mapping[str, Any]:
    latest = select(records.c.packed).where(records.c.document == document).order_by(records.c.id.desc()).limit(1)
    found: Mapping[str, Any] = json.loads(zlib.decompress(connection.execute(latest).scalar_one()))
    return found


def _scalar(text: str) -> str:
    """A text so that YAML takes it for nothing else."""
    line = " ".join(text.split())
    plain = _PLAIN.fullmatch(line) and line not in _WORDS_OF_YAML
    return line if plain else json.dumps(line, ensure_ascii=False)
