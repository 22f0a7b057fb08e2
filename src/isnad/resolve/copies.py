"""Which texts are copies of one text: forwards, reprints, agency reports with a line put before or after them.

A text is known by the runs of three words in it, folded, so that spelling, marks, emoji and addresses do not matter.
MinHash (Broder 1997) keeps of them what is needed to tell what share two texts have in common.
"""

import re
from collections.abc import Iterable
from operator import eq
from typing import Final

from rensa import RMinHash

from isnad.arabic.letters import CONTROLS, MARKS, fold
from isnad.model import Span

COPY: Final = 0.5
"""From this `likeness` on a text is a copy of another.

Looked at over the 1,256 reports of `airwars_dev` without those that are nothing but a page's list of headlines: of the
66 pairs that share 0.45 of their runs or more 64 are one text, with another headline, source line or hashtags; the
other two are an organisation's set phrases and a page's furniture. Below 0.4 most pairs are set phrases about different
days.
"""
_HASHES: Final = 128
_ROWS: Final = 4
"""32 bands of four: they bring together 87 in 100 pairs that share half of their runs, 99 in 100 that share 0.6."""
_SEED: Final = 41
_RUN: Final = 3
_FEWEST_WORDS: Final = 8
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|@\w+")
_WORD: Final = re.compile(rf"[\w{MARKS}{CONTROLS}]+")


def signature(text: str, furniture: Iterable[Span] = ()) -> tuple[int, ...]:
    """The MinHash of a text: 128 numbers below 2**32, the same on every machine and in every run.

    `furniture` are the stretches that belong to the page and not to the report, as `Document.furniture` has them; they
    are left out, since a page's lists and menus would make copies of all its reports. Empty for fewer than eight words:
    two people may write so few alike without one copying the other.
    """
    words = _words(_without(text, furniture))
    if len(words) < _FEWEST_WORDS:
        return ()
    shape = RMinHash(num_perm=_HASHES, seed=_SEED)
    shape.update([" ".join(run) for run in zip(*(words[skip:] for skip in range(_RUN)), strict=False)])
    return tuple(shape.digest())


def bands(signature: tuple[int, ...]) -> tuple[str, ...]:
    """Keys of a text; texts that are copies share at least one, nearly always."""
    return tuple(
        f"{start // _ROWS:x}:" + "".join(f"{number:08x}" for number in signature[start : start + _ROWS])
        for start in range(0, len(signature), _ROWS)
    )


def likeness(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """What share of their runs of words two texts have in common, from 0 to 1; off by 0.04 on the average at most."""
    if not one or len(one) != len(other):
        return 0.0
    return float(sum(map(eq, one, other)) / len(one))


def _words(text: str) -> list[str]:
    if "@" in text or "www." in text or "://" in text:
        text = _ADDRESS.sub(" ", text)
    return [word for word in map(fold, _WORD.findall(text.replace("_", " "))) if word]


def _without(text: str, furniture: Iterable[Span]) -> str:
    """The text without some stretches of it, which come in their order."""
    kept, last = [], 0
    for span in furniture:
        kept.append(text[last : span.start])
        last = max(last, span.end)
    return "\n".join((*kept, text[last:]))
