"""A name where it stands."""

from dataclasses import dataclass

from isnad.codebook.lexicon import NameRef
from isnad.model.vocabulary import EntityKind


@dataclass(slots=True)
class Mention:
    """Words `first` to `end` (half-open) name somebody or some place.

    `core` are the words of the name itself, without the cue noun before it; `refs` what the codebook knows under that
    name; `cue` the class of the cue (`city`, `militia`, `rank`); `base` and `side` make a place out of another one
    (`ريف دير الزور الشرقي`: base the core of دير الزور, side ش). `rank` settles overlaps: the higher wins.
    """

    first: int
    end: int
    kind: EntityKind
    core: tuple[int, int]
    refs: tuple[NameRef, ...] = ()
    cue: str | None = None
    base: "Mention | None" = None
    side: str = ""
    rank: int = 0
    found_by: str = "listed"

    def covers(self, other: "Mention") -> bool:
        """Whether `other` lies inside this mention and is shorter."""
        inside = self.first <= other.first and other.end <= self.end
        return inside and (self.first, self.end) != (other.first, other.end)
