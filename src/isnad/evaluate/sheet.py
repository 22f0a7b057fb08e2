"""The sheet on which one document is scored."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from isnad.evaluate.matching import Finder, Place
from isnad.evaluate.misses import Fault, Miss, Sentences
from isnad.evaluate.tally import Tally


@dataclass(slots=True)
class Sheet:
    """A document's text, the layers its annotations leave out (`skip`), and where counts and faults are written."""

    name: str
    finder: Finder
    sentences: Sentences
    skip: frozenset[str]
    tally: Tally
    misses: list[Miss] = field(default_factory=list)

    def fault(self, kind: str, fault: Fault, what: str, places: Sequence[Place]) -> None:
        """Note a fault and the words it is about."""
        self.misses.append(Miss(kind, fault, self.name, what, self.sentences.marked(places)))
