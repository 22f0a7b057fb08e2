"""The codebook from its files: compiled once, then from a cache keyed by their state."""

import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib.resources import files as package_files
from operator import attrgetter
from pathlib import Path
from typing import Any

from isnad.codebook import cache, entries, gazetteer, joining, lexicon
from isnad.codebook.book import Codebook
from isnad.codebook.entries import Actor, EventEntry, Place, SpeechEntry
from isnad.codebook.files import Fields, Problem, read
from isnad.codebook.lexicon import Forms, Names
from isnad.codebook.misspelt import slips
from isnad.codebook.shelf import Shelf
from isnad.errors import CodebookError

COMPILED_SHAPE = "21"
_FINITE = frozenset({"past", "present", "passive"})


def _package_root() -> Path:
    return Path(str(package_files("isnad.codebook")))


def _files(roots: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Every file of entries and every table of places as (root, path), root by root; a file of a later root replaces
    one of the same relative path."""
    chosen: dict[str, tuple[Path, Path]] = {}
    for root in roots:
        for path in sorted((*root.rglob("*.yaml"), *root.glob("places/*.csv"))):
            chosen[path.relative_to(root).as_posix()] = (root, path)
    return sorted(chosen.values(), key=lambda row: (roots.index(row[0]), row[1].relative_to(row[0]).as_posix()))


def _state(paths: list[tuple[Path, Path]]) -> str:
    digest = hashlib.sha256(f"{COMPILED_SHAPE} {sys.version}".encode())
    for _, path in paths:
        stat = path.stat()
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    for path in sorted(_package_root().parent.glob("*/*.py")):
        if path.parent.name in ("codebook", "arabic"):
            digest.update(f"{path} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def entry_files(overlay: Path | None = None) -> list[tuple[Path, Path]]:
    """Every file of the codebook as (its root, its path), the user's folder `overlay` laid over ours.

    Raises CodebookError where the folder does not exist.
    """
    if overlay is not None and not overlay.is_dir():
        raise CodebookError(f"the codebook folder {overlay} does not exist")
    return _files([_package_root(), *([overlay] if overlay else [])])


def shown_file(file: str, overlay: Path | None) -> str:
    """A file of the codebook as a user finds it: with the way to their own folder where it stands there."""
    own = overlay / file if overlay else None
    return str(own) if own and own.is_file() else file


def no_such(id_: str, known: Iterable[str]) -> str:
    """That there is no such id, and the nearest ones that there are."""
    near = get_close_matches(id_, known, 3)
    return f"'{id_}' does not exist" + (f"; did you mean {' or '.join(near)}?" if near else "")


def load(overlay: Path | None = None) -> Codebook:
    """The codebook, with the user's folder of entries laid over ours.

    Raises CodebookError, listing every problem with its file and line.
    """
    paths = entry_files(overlay)
    state = _state(paths)
    known = cache.recall(state)
    if isinstance(known, Codebook):
        return known
    book, problems = compile_files(paths)
    if problems:
        raise CodebookError("\n".join(str(replace(one, file=shown_file(one.file, overlay))) for one in problems))
    cache.keep(state, book)
    return book


def compile_files(paths: list[tuple[Path, Path]], *, keep_examples: bool = False) -> tuple[Codebook, list[Problem]]:
    """The codebook of these files and everything that is wrong with them. An entry of a later root replaces one of the
    same id of an earlier one."""
    raw = _Raw({}, {}, {}, {}, {}, {}, {}, [], [], [], hashlib.sha256())
    for root, path in paths:
        raw.add(root, path)
    raw.cross_check()
    raw.join_tables()
    names = lexicon.names(raw.actors.values(), raw.places.values())
    tags = lexicon.with_speech(lexicon.tags(raw.grammar), raw.speech.values())
    forms = lexicon.forms(raw.events.values(), raw.speech.values(), raw.grammar)
    raw.check_names(names, forms)
    if not keep_examples:
        raw.drop_examples()
    book = Codebook(
        "sha256:" + raw.digest.hexdigest(), _actors(raw.actors), _places(raw.places), raw.events, raw.speech, names,
        _longest(names), _pairs(names), tags, _longest(tags), forms,
        {place: code for code, place in raw.grammar["codes"].items()}, slips(names),
    )  # fmt: skip
    return book, raw.problems


def _actors(actors: dict[str, Actor]) -> Shelf[Actor]:
    fields = attrgetter(*Actor.__slots__)
    return Shelf(entries.actor_of, {id_: fields(actor) for id_, actor in actors.items()})


def _places(places: dict[str, Place]) -> Shelf[Place]:
    fields = attrgetter(*Place.__slots__)
    return Shelf(entries.place_of, {id_: fields(place) for id_, place in places.items()})


def _longest(table: Mapping[str, Any]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in table:
        head, length = phrase.partition(" ")[0], phrase.count(" ") + 1
        longest[head] = max(longest.get(head, 0), length)
    return longest


def _pairs(table: Mapping[str, Any]) -> frozenset[str]:
    """The first two words of every name that has as many."""
    return frozenset(
        name if name.count(" ") == 1 else " ".join(name.split(" ", 2)[:2]) for name in table if " " in name
    )


@dataclass(slots=True)
class _Raw:
    """Entries as they come in from the files."""

    actors: dict[str, Actor]
    places: dict[str, Place]
    events: dict[str, EventEntry]
    speech: dict[str, SpeechEntry]
    grammar: dict[str, Fields]
    written: dict[tuple[str, str], Fields]
    roots: dict[tuple[str, str], Path]
    own_towns: list[gazetteer.Row]
    towns: list[gazetteer.Row]
    problems: list[Problem]
    digest: Any

    def add(self, root: Path, path: Path) -> None:
        name = path.relative_to(root)
        kind = name.parts[0]
        if kind not in ("actors", "places", "events", "speech", "grammar"):
            return
        self.digest.update(name.as_posix().encode() + path.read_bytes())
        if path.suffix == ".csv":
            rows, problems = gazetteer.read_table(path, name.as_posix())
            (self.towns if root == _package_root() else self.own_towns).extend(rows)
            self.problems += problems
            return
        fields, problems = read(path, name.as_posix())
        self.problems += problems
        if kind == "grammar":
            self.grammar[name.stem] = fields
        elif kind == "events":
            id_ = ".".join(name.with_suffix("").parts[1:])
            self.events[id_], found = entries.event(id_, fields)
            self.problems += found
        elif kind == "speech":
            self.speech[name.stem], found = entries.speech(name.stem, fields)
            self.problems += found
        else:
            self._add_many(root, kind, fields)

    def _add_many(self, root: Path, kind: str, fields: Fields) -> None:
        for id_, value in fields.items():
            if id_.startswith("_"):
                continue
            if not isinstance(value, Fields):
                self.problems.append(fields.problem(f"'{id_}' must be a mapping", id_))
                continue
            if self.roots.get((kind, id_)) == root:
                self.problems.append(fields.problem(f"the id '{id_}' is used in another file as well", id_))
            self.written[kind, id_], self.roots[kind, id_] = value, root
            if kind == "actors":
                self.actors[id_], found = entries.actor(id_, value)
                self.problems += found
            else:
                self.places[id_], found = entries.place(id_, value)
                self.problems += found

    def join_tables(self) -> None:
        """Puts the rows of the tables beside the entries, or into those that they are the place of; the user's
        tables are believed first."""
        codes = {code: place for code, place in self.grammar.get("codes", {}).items() if place}
        found, problems = joining.join([*self.own_towns, *self.towns], self.places, codes)
        self.places |= found
        self.problems += problems

    def drop_examples(self) -> None:
        """Without what only the checker reads."""
        self.actors = {k: replace(e, examples=(), counter_examples=()) for k, e in self.actors.items()}
        self.events = {k: replace(e, examples=(), counter_examples=()) for k, e in self.events.items()}
        self.speech = {k: replace(e, examples=(), counter_examples=()) for k, e in self.speech.items()}

    def cross_check(self) -> None:
        """Adds a problem for every entry whose parent is not there."""
        for kind, known in (("actors", self.actors), ("places", self.places)):
            for entry in known.values():
                if entry.parent and entry.parent not in known:
                    message = f"{entry.id}: its parent {no_such(entry.parent, known)}"
                    self.problems.append(self.written[kind, entry.id].problem(message, "parent"))
        for actor in self.actors.values():
            for row in actor.allegiance:
                if row.to not in self.actors:
                    message = f"{actor.id}: whom its allegiance is to, {no_such(row.to, self.actors)}"
                    self.problems.append(self.written["actors", actor.id].problem(message, "allegiance"))

    def check_names(self, names: Names, forms: Forms) -> None:
        """Adds a problem for every name of one word that is also a verb (`أفاد`): it would be read everywhere."""
        for name, refs in names.items():
            if any(use.part in _FINITE and not use.bound for use in forms.get(name, ())):
                for ref in refs:
                    kind = "actors" if ref.kind == "actor" else "places"
                    if ref.use == "name" and (kind, ref.id) in self.written:
                        message = f"{ref.id}: the name '{name}' is also a verb; it counts only as `cued`"
                        self.problems.append(self.written[kind, ref.id].problem(message, "names"))
