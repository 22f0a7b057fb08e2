"""Layer 6: a speaker phrase, and one act of saying, before they become attributions."""

from dataclasses import dataclass

from isnad.model import Span
from isnad.model.vocabulary import SourceKind, Stance


@dataclass(slots=True)
class Speaker:
    """A speaker phrase in words, before it becomes an attribution. `head`: its head noun without the article, empty for
    a bare name; `definite`: the head noun alone, with the article, which means the last speaker of that head; `back`:
    it means the last speaker of its kind; `body`: the name of a body, or its head noun;
    `left`: where its phrase begins with posts and titles, -1 where that is `first`."""

    first: int
    end: int
    who: str | None
    kind: SourceKind
    anonymous: bool
    many: bool
    near: str | None
    back: bool = False
    head: str = ""
    definite: bool = False
    body: bool = False
    left: int = -1


@dataclass(slots=True)
class Act:
    """One act of saying: the cue's words (None where there is none), the speaker (None where the last one goes on),
    what is said, the stance. `via` says that the speaker said it; `told` is an agency that the speaker told it, a
    station of the chain and no speaker; `follows`: it goes on with what the sentence says already, so that it ends
    it, `at` this word; `own`: the word of the one who is quoted (`قوله`); `passed`: the last speaker passes it on;
    `beside`: it is told in passing, and whoever spoke before goes on."""

    cue: tuple[int, int] | None
    speaker: Speaker | None
    contents: list[Span]
    stance: Stance
    via: Speaker | None = None
    told: Speaker | None = None
    follows: bool = False
    at: int = 0
    own: tuple[int, int] | None = None
    passed: bool = False
    until: int = 0
    beside: bool = False


@dataclass(slots=True)
class Heard:
    """The word at which somebody spoke last in the report."""

    at: int = -1
