"""An entry put into a folder of the user's: a new one, or ours to be corrected. What is in a file is never changed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from isnad.codebook import entries
from isnad.codebook.files import Fields, Problem, read
from isnad.codebook.loading import entry_files, no_such
from isnad.errors import CodebookError, OutputError
from isnad.model.vocabulary import EVENT_TYPES
from isnad.proof.cases import Kind
from isnad.proof.drafts.drafting import Values, draft
from isnad.proof.drafts.labels import Noun
from isnad.proof.drafts.standing import Standing, standings
from isnad.publish.words import Lang

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KINDS: dict[Noun, Kind] = {"actor": "actors", "place": "places", "event": "events", "speech": "speech"}
_CHECKS: dict[Kind, Callable[[str, Fields], tuple[Any, list[Problem]]]] = {
    "actors": entries.actor,
    "places": entries.place,
    "events": entries.event,
    "speech": entries.speech,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that is to be in `folder`; `file` is the stem of its file where it is an actor or a place."""

    kind: Noun
    id: str
    folder: Path
    file: str


@dataclass(frozen=True, slots=True)
class Entered:
    """Where an entry was written (`line` from 1), and what the checker will say of it."""

    path: Path
    line: int
    problems: tuple[Problem, ...]


def enter(wanted: Wanted, values: Values, lang: Lang) -> Entered:
    """Writes a draft of a new entry. Raises CodebookError where the id is none or is taken, OutputError where the file
    cannot take it."""
    kind = _KINDS[wanted.kind]
    id_ = _whole_id(wanted, values)
    stand = _stand(wanted.folder)
    path = _path(wanted, id_)
    _be_free(stand, kind, id_, wanted)
    filled = {**values, "type": [id_.partition(".")[0].upper()]} if kind == "events" else values
    line = _append(path, draft(wanted.kind, id_, filled, lang), id_ if _shares_file(kind) else None)
    problems = _problems(kind, id_, path)
    parent = next(iter(values.get("parent", ())), None)
    if parent and (kind, parent) not in stand:
        problems.append(_no_parent(kind, parent, stand, path, line))
    return Entered(path, line, tuple(sorted(problems, key=lambda one: one.line)))


def correct(wanted: Wanted) -> Entered:
    """Writes a copy of our own entry, which then stands for it. Raises the same errors."""
    kind, id_ = _KINDS[wanted.kind], wanted.id
    at = _stand(wanted.folder)
    text = _ours(at, kind, id_, wanted.folder)
    path = _path(wanted, id_)
    return Entered(path, _append(path, text, id_ if _shares_file(kind) else None), ())


def _shares_file(kind: Kind) -> bool:
    return kind in ("actors", "places")


def _stand(folder: Path) -> dict[tuple[Kind, str], Standing]:
    return standings(entry_files(folder if folder.is_dir() else None))


def _whole_id(wanted: Wanted, values: Values) -> str:
    """The id, of an event with its type before it. Raises CodebookError."""
    before, _, id_ = wanted.id.rpartition(".")
    if wanted.kind == "event":
        before = before or next(iter(values.get("type", ())), "").lower()
        if before.upper() not in EVENT_TYPES:
            near = get_close_matches(before.upper(), EVENT_TYPES, 1)
            hint = f"; did you mean {near[0].lower()}.{id_}?" if near else ""
            types = ", ".join(map(str.lower, EVENT_TYPES))
            raise CodebookError(f"an event's id is type.name, like assault.{id_}; types: {types}{hint}")
    elif before:
        id_ = wanted.id
    if not _ID.fullmatch(id_):
        better = re.sub(r"[^a-z0-9]+", "-", id_.lower()).strip("-") or "river-guard"
        raise CodebookError(f"'{id_}' is no id: small Latin letters, digits and hyphens, for example {better}")
    return f"{before}.{id_}" if wanted.kind == "event" else id_


def _path(wanted: Wanted, id_: str) -> Path:
    kind = _KINDS[wanted.kind]
    if not _shares_file(kind):
        return wanted.folder.joinpath(kind, *id_.split(".")[:-1], f"{id_.rpartition('.')[2]}.yaml")
    name = wanted.file.removesuffix(".yaml")
    path = wanted.folder / kind / f"{name}.yaml"
    if not _ID.fullmatch(name):
        raise CodebookError(f"--file {wanted.file}: a name of small Latin letters, digits and hyphens is needed")
    ours = {file.relative_to(root).as_posix() for root, file in entry_files()}
    if f"{kind}/{name}.yaml" in ours and not path.exists():
        raise CodebookError(f"--file {name}: a file of this name would stand for the whole of ours: take another name")
    return path


def _be_free(stand: Mapping[tuple[Kind, str], Standing], kind: Kind, id_: str, wanted: Wanted) -> None:
    at = stand.get((kind, id_))
    if at is None:
        return
    if at.root == wanted.folder:
        raise CodebookError(f"{id_} is there already, in {at.path}:{at.line}: change it there")
    where = f"{at.path.relative_to(at.root).as_posix()}:{at.line}"
    if at.path.suffix == ".csv":
        raise CodebookError(f"{id_} is a row of the table {where}: take an id of your own; an entry goes before a row")
    again = f"isnad codebook new {wanted.kind} {id_} --correct --codebook {wanted.folder}"
    raise CodebookError(f"{id_} is an entry of ours ({where}); to correct it in your folder: {again}")


def _ours(stand: Mapping[tuple[Kind, str], Standing], kind: Kind, id_: str, folder: Path) -> str:
    """Our entry as it stands in its file, with the comments in it. Raises CodebookError where there is none."""
    at = stand.get((kind, id_))
    if at is not None and at.root == folder:
        raise CodebookError(f"{id_} is in your folder already, in {at.path}:{at.line}: change it there")
    if at is None or at.path.suffix == ".csv":
        near = get_close_matches(id_, [known for one, known in stand if one == kind], 1)
        raise CodebookError(f"we have no entry {id_}" + (f"; did you mean {near[0]}?" if near else ""))
    lines = at.path.read_text(encoding="utf-8").splitlines()
    if _shares_file(kind):
        lines = lines[at.line - 1 :]
        ends = (number for number, line in enumerate(lines) if number and line and line[0] not in " \t#")
        lines = lines[: next(ends, len(lines))]
        while not lines[-1].strip() or lines[-1].startswith("#"):
            lines.pop()
    return "\n".join(lines) + "\n"


def _append(path: Path, text: str, id_: str | None) -> int:
    """Puts `text` behind what stands in the file; the line (from 1) where it begins.

    `id_` is the key that it adds, None where the entry is a file of its own.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_bytes().decode("utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path} cannot be read as UTF-8 text: {error}") from error
    if id_ is None and path.exists():
        raise OutputError(f"{path} is there already: change it there")
    gap = "" if not old else "\n" if old.endswith("\n") else "\n\n"
    added = (gap + text).replace("\n", "\r\n" if "\r\n" in old else "\n")
    if id_ is not None:
        _hold_together(path, old, added, id_)
    try:
        with path.open("ab") as file:
            file.write(added.encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
    return (old + gap).count("\n") + 1


def _hold_together(path: Path, old: str, added: str, id_: str) -> None:
    """OutputError where what is added would not stand in the file as an entry of its own, after the others."""
    try:
        before = _keys(old)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise OutputError(f"{path}:{mark.line + 1 if mark else 1}: correct the file first: not valid YAML") from error
    try:
        holds = _keys(old + added) == [*before, id_]
    except yaml.YAMLError:
        holds = False
    if not holds:
        raise OutputError(f"{path} is no list of entries to which one can be added: give another with --file")


def _keys(text: str) -> list[str]:
    node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return [str(key.value) for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []


def _problems(kind: Kind, id_: str, path: Path) -> list[Problem]:
    fields, problems = read(path, str(path))
    own = fields.get(id_) if _shares_file(kind) else fields
    return [*problems, *_CHECKS[kind](id_, own)[1]] if isinstance(own, Fields) else problems


def _no_parent(
    kind: Kind, parent: str, stand: Mapping[tuple[Kind, str], Standing], path: Path, line: int
) -> Problem:  # fmt: skip
    return Problem(str(path), line, f"its parent {no_such(parent, [known for one, known in stand if one == kind])}")
