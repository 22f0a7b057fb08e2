"""`isnad codebook new`: what it writes and prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from isnad.cli.options import Lang
from isnad.errors import CodebookError
from isnad.proof.drafts.drafting import accepted
from isnad.proof.drafts.entering import Entered, Wanted, correct, enter

_SAID = {
    "ar": ("كُتب في {path}:{line}", "بقي أن تملأ:", "ثم:", "صحّح فيه ما تريد، ثم:"),
    "en": ("Written to {path}:{line}", "Still to fill in:", "Then:", "Change in it what you want, then:"),
}


class Given(NamedTuple):
    """What an option gives: its name, the field of an entry that it fills, its values."""

    option: str
    key: str
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Request:
    """The command line of `isnad codebook new`."""

    wanted: Wanted
    given: Sequence[Given]
    correct: bool
    lang: Lang


def run(request: Request) -> None:
    """Writes the entry and prints where it stands, what is still to fill in, and the next commands.

    Raises CodebookError, OutputError.
    """
    values = _values(request)
    entered = correct(request.wanted) if request.correct else enter(request.wanted, values, request.lang)
    _tell(request, entered, next(iter(values.get("examples", ())), "…"))


def _values(request: Request) -> dict[str, Sequence[str]]:
    known, kind = accepted(request.wanted.kind), request.wanted.kind
    given = [one for one in request.given if one.values]
    wrong = [one.option for one in given if one.key not in known]
    if wrong:
        fitting = " ".join(one.option for one in request.given if one.key in known)
        raise CodebookError(f"{kind}: there is no {', '.join(wrong)} in such an entry; there is {fitting}")
    if given and request.correct:
        raise CodebookError(f"--correct copies our entry as it is: leave out {', '.join(one.option for one in given)}")
    return {one.key: one.values for one in given}


def _tell(request: Request, entered: Entered, sentence: str) -> None:
    written, fill, then, change = _SAID[request.lang]
    print(written.format(path=entered.path, line=entered.line))
    if entered.problems:
        print(fill)
        print("\n".join(f"  {problem}" for problem in entered.problems))
    print(change if request.correct else then)
    print(f"  isnad codebook check --codebook {request.wanted.folder}")
    print(f'  isnad codebook try "{sentence}" --codebook {request.wanted.folder}')
