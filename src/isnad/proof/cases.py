"""Every sentence that the codebook's entries give, with its file and line, and what must or must not be read in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from isnad.codebook.book import Codebook
from isnad.codebook.entries import Actor, EventEntry, SpeechEntry
from isnad.codebook.files import Fields, read
from isnad.proof.cue_words import after_cue

Kind = Literal["actors", "places", "events", "speech"]


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence. `counter`: the entry must not be read in it. `expect` has the keys of an example of its kind; for
    actors and places `ids`, of which all, or with `any` one, must or must not be read. `made`: it is the checker's
    own sentence around a listed name. `days`: publication dates under which it is tried, one of which must do."""

    kind: Kind
    entry: str
    file: str
    line: int
    text: str
    counter: bool = False
    expect: Mapping[str, Any] = field(default_factory=dict)
    made: bool = False
    days: tuple[str | None, ...] = (None,)


def cases(book: Codebook, paths: Sequence[tuple[Path, Path]]) -> Iterator[Case]:
    """The cases of a codebook compiled from `paths` with its examples kept, file by file."""
    events: dict[str, list[EventEntry]] = {}
    for entry in book.events.values():
        events.setdefault(entry.file, []).append(entry)
    replaced = _of_the_user(paths)
    for root, path in paths:
        file = path.relative_to(root).as_posix()
        lines = _Lines(path)
        ours = {id_ for kind, id_ in replaced if file.startswith(f"{kind}/")} if root == paths[0][0] else set[str]()
        if file.startswith("actors/"):
            yield from _actors(book, file, path, lines, ours)
        elif file.startswith("places/") and path.suffix == ".yaml":
            yield from _places(book, file, path, lines, ours)
        for event in events.get(file, ()):
            yield from _entry("events", event, lines)
        if file.startswith("speech/") and path.stem in book.speech:
            yield from _entry("speech", book.speech[path.stem], lines)


def _of_the_user(paths: Sequence[tuple[Path, Path]]) -> frozenset[tuple[str, str]]:
    """Kind and id of every actor and place of the folder that is laid over ours: its entries stand for ours."""
    own = [(path.relative_to(root).parts[0], path) for root, path in paths if root != paths[0][0]]
    files = [(kind, path) for kind, path in own if kind in ("actors", "places") and path.suffix == ".yaml"]
    return frozenset((kind, id_) for kind, path in files for id_ in read(path, path.name)[0])


def _entry(kind: Kind, entry: EventEntry | SpeechEntry, lines: "_Lines") -> Iterator[Case]:
    for example in entry.examples:
        yield Case(kind, entry.id, entry.file, example.line, example.text, expect=example.expect)
    first = lines.of("counter_examples:")
    for text in entry.counter_examples:
        yield Case(kind, entry.id, entry.file, lines.of(text, first), text, counter=True)


def _actors(book: Codebook, file: str, path: Path, lines: "_Lines", replaced: set[str]) -> Iterator[Case]:
    for id_, value in read(path, file)[0].items():
        actor = book.actors.get(id_)
        if actor is None or not isinstance(value, Fields) or id_ in replaced:
            continue
        expect = {"ids": [f"actor:{id_}"]}
        for text in actor.examples:
            line = lines.of(text, value.lines.get("examples", value.line))
            yield Case("actors", id_, file, line, text, expect=expect, days=_days(actor, text))
        for text in actor.counter_examples:
            line = lines.of(text, value.lines.get("counter_examples", value.line))
            yield Case("actors", id_, file, line, text, counter=True, expect=expect)


def _days(actor: Actor, text: str) -> tuple[str | None, ...]:
    """No date, and a day within the time of each name in the sentence that needs one."""
    rows = [row for row in actor.ambiguous if row.name in text]
    return (None, *(row.since or row.until for row in rows))


def _places(book: Codebook, file: str, path: Path, lines: "_Lines", replaced: set[str]) -> Iterator[Case]:
    fields = read(path, file)[0]
    for key, counter, wanted in (("_examples", False, "reads"), ("_counter_examples", True, "not")):
        for row in fields.get(key) or ():
            if isinstance(row, Fields) and isinstance(row.get("text"), str):
                named = row.get(wanted)
                ids = [f"place:{id_}" for id_ in (named if isinstance(named, list) else [named]) if id_]
                yield Case("places", key, file, row.line, row["text"], counter, {"ids": ids})
    for id_, value in fields.items():
        place = book.places.get(id_)
        if place is None or not isinstance(value, Fields) or id_.startswith("_") or id_ in replaced:
            continue
        for name in dict.fromkeys((*place.names.get("ar", ()), *place.cued)):
            line = lines.of(name, value.line)
            text, ids = after_cue(book, place, name)
            yield Case("places", id_, file, line, text, expect={"ids": ids, "any": True, "name": name}, made=True)


class _Lines:
    """The lines of one file, to find where a sentence stands."""

    def __init__(self, path: Path) -> None:
        try:
            self._lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            self._lines = []

    def of(self, text: str, first: int = 1) -> int:
        """The first line from `first` on (both from 1) that holds `text`; `first` where none does."""
        following = enumerate(self._lines[first - 1 :], first)
        return next((number for number, line in following if text in line), first)
