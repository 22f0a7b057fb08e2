"""What stands beside a picture in words, and where it leads."""

from dataclasses import dataclass

from isnad.archive.asking.filters import named
from isnad.web.answers import Words
from isnad.web.pictures.maps import Spot
from isnad.web.pictures.networks import Tie
from isnad.web.visit import Visit
from isnad.web.words import said, said_or


@dataclass(frozen=True, slots=True)
class Telling:
    """The words and addresses of a picture, in the language of a visit."""

    visit: Visit
    words: Words

    def type_(self, tie: Tie) -> str:
        """What a tie is called."""
        return said_or("relation" if tie.manner == "state" else "type", tie.type, self.words.lang)

    def tie(self, tie: Tie) -> str:
        """A tie in a line: who, to whom, what, how often."""
        arrow = "←" if self.words.lang == "ar" else "→"
        source, target = self.words.name(tie.source), self.words.name(tie.target)
        return f"{source} {arrow} {target} · {self.type_(tie)} · {tie.count}"

    def kilometres(self, spot: Spot) -> str:
        """The radius in which the events of a place lie."""
        whole = spot.metres >= 10_000 or spot.metres % 1000 == 0
        return str(round(spot.metres / 1000)) if whole else f"{spot.metres / 1000:.1f}"

    def within(self, spot: Spot) -> str:
        """To what a place is known."""
        return said("map.within", self.words.lang, km=self.kilometres(spot))

    def events_in(self, spot: Spot) -> str:
        """The address of the events in a place, and within it."""
        return self._events(f"{self.visit.asked('q')} place:{spot.id}".strip())

    def events_of(self, first: str, last: str) -> str:
        """The address of the events of some days."""
        return self._events(on_days(self.visit.asked("q"), first, last))

    def page_of(self, id_: str) -> str:
        """The address of the page of a party; empty where it has none."""
        path = self.words.page_of(id_)
        return self.visit.to(path) if path else ""

    def _events(self, query: str) -> str:
        return self.visit.to("/events", q=query, asof=self.visit.asked("asof"))


def on_days(query: str, first: str, last: str) -> str:
    """The question for events of these days (inclusive), whatever days it asked for."""
    kept = [word for word in query.split() if not _bounds_days(word)]
    return " ".join((*kept, f"from:{first}", f"to:{last}"))


def _bounds_days(word: str) -> bool:
    name, colon, _ = word.partition(":")
    return bool(colon) and named(name) in ("from", "to")
