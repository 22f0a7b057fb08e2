"""The whole codebook checked: what is in it, what is wrong with its files, which sentences are not read as they say."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from isnad.annotate.reader import Reader
from isnad.codebook.book import Codebook
from isnad.codebook.files import Problem, read
from isnad.codebook.loading import compile_files, entry_files
from isnad.proof.cases import Case, Kind, cases
from isnad.proof.check import Failure, check
from isnad.proof.drafts.strays import strays

_COMPILED = frozenset(("actors", "places", "events", "speech", "grammar"))


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of entries in numbers. `triggers` are the verbs, nouns and phrases of events; `cues` those of speech;
    `names` those of actors and places; `failures` the sentences, the checker's own included, that fail."""

    kind: Kind
    entries: int
    triggers: int
    cues: int
    names: int
    examples: int
    counter_examples: int
    made: int
    failures: int


@dataclass(frozen=True, slots=True)
class Proof:
    """`problems` of the files (nothing is read where there are any), the table, the failures in file order."""

    problems: tuple[Problem, ...]
    rows: tuple[Row, ...]
    failures: tuple[Failure, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.problems or self.failures)


def prove(overlay: Path | None = None, progress: Callable[[int, int], None] | None = None) -> Proof:
    """Checks the codebook with a user's folder laid over it; `progress` hears how many of how many are done.

    Raises CodebookError where the folder does not exist.
    """
    paths = entry_files(overlay)
    book, problems = compile_files(paths, keep_examples=True)
    problems += [*_uncompiled(paths), *(strays(overlay) if overlay else ())]
    if problems:
        return Proof(tuple(sorted(problems, key=lambda p: (p.file, p.line))), tuple(_rows(book, [], [])), ())
    reader, found, failures = Reader(book), list(cases(book, paths)), list[Failure]()
    for number, case in enumerate(found, 1):
        failure = check(reader, case)
        if failure:
            failures.append(failure)
        if progress:
            progress(number, len(found))
    return Proof((), tuple(_rows(book, found, failures)), tuple(failures))


def _uncompiled(paths: list[tuple[Path, Path]]) -> list[Problem]:
    """Problems of files that are loaded elsewhere (calendar, furniture): syntax and letters. Lines of furniture are
    quoted as sites print them, so they may carry diacritics."""
    named = [(path, path.relative_to(root)) for root, path in paths]
    others = [(path, name) for path, name in named if name.parts[0] not in _COMPILED]
    found = [problem for path, name in others for problem in read(path, name.as_posix())[1]]
    return [problem for problem in found if not problem.message.startswith("diacritic")]


def _rows(book: Codebook, found: list[Case], failures: list[Failure]) -> list[Row]:
    triggers = sum(len(e.verbs) + len(e.nouns) + len(e.phrases) for e in book.events.values())
    cues = sum(len(e.verbs) + len(e.nouns) + len(e.prepositions) + len(e.continues) for e in book.speech.values())
    actor_names = sum(
        sum(map(len, a.names.values())) + len(a.short) + len(a.reading) + len(a.cued) + len(a.ambiguous)
        for a in book.actors.values()
    )
    place_names = sum(sum(map(len, p.names.values())) + len(p.cued) for p in book.places.values())
    sizes: dict[Kind, tuple[int, int, int, int]] = {
        "actors": (len(book.actors), 0, 0, actor_names),
        "places": (len(book.places), 0, 0, place_names),
        "events": (len(book.events), triggers, 0, 0),
        "speech": (len(book.speech), 0, cues, 0),
    }
    written = Counter((case.kind, "made" if case.made else case.counter) for case in found)
    failed = Counter(failure.case.kind for failure in failures)
    kinds: tuple[Kind, ...] = get_args(Kind)
    return [Row(k, *sizes[k], written[k, False], written[k, True], written[k, "made"], failed[k]) for k in kinds]
