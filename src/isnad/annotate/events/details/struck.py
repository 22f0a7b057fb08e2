"""What an assault struck, where it has no name of its own: `استهدفت حافلة مدنية`, `هجوم على مركز تجنيد`."""

from collections.abc import Iterator

from isnad.annotate.events.details.phrases import Phrases
from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break

_PLACES = "building hospital bridge shrine camp base prison airport dam port crossing".split()
_THINGS = frozenset(
    {
        "people.assets", "people.groups", "people.post", "people.leaders",
        *(f"places.{kind}" for kind in _PLACES),
    }
)  # fmt: skip
_COUNTING = frozenset("عدد عددا عده احد احدي بعض".split())
_REACH = 6


class StruckReader:
    """Finds what was struck in one report."""

    def __init__(self, lexis: Lexis, phrases: Phrases) -> None:
        self.lexis, self.phrases = lexis, phrases

    def read(self, scene: Scene, drafts: list[Draft]) -> None:
        """Add the described target to those assaults of a sentence that have no target."""
        for draft in drafts:
            if draft.type != "ASSAULT" or any(party.role == "target" for party in draft.parties):
                continue
            start = next((at for at in self._places(scene, draft) if self._fits(scene, at)), None)
            if start is not None:
                end = self.phrases.noun(scene, self._head(start))
                end = next((k for k in range(start + 1, end) if self.lexis.has(k, "harm.result")), end)
                span = self.phrases.span(start, end, 0)
                draft.add(Party(None, "target", span, described=span))

    def _places(self, scene: Scene, draft: Draft) -> Iterator[int]:
        """Where the object may begin: behind the verb and its subject, behind the verbal noun, behind the preposition
        that brings in what is struck."""
        trigger, slots = draft.trigger, draft.trigger.entry.slots
        direct = slots.get("of" if trigger.is_noun else "object") == "target" and not trigger.after
        if direct and trigger.part != "passive":
            yield self._past_subject(draft) if not trigger.is_noun else trigger.end
        for k in range(trigger.end, min(trigger.end + _REACH, scene.end - 1)):
            if self.lexis.view.breaks[k] > Break.NONE or k in scene.trigger_words:
                return
            if slots.get(self.lexis.view.words[k]) == "target":
                yield k + 1
                return

    def _past_subject(self, draft: Draft) -> int:
        at = draft.trigger.end
        for party in draft.parties:
            first, end = self.lexis.view.word_range(party.evidence)
            if party.role == "agent" and at <= first <= at + 1:
                at = end
        return at

    def _head(self, at: int) -> int:
        """The noun behind a number or `عدد من`."""
        words = self.lexis.view.words
        if words[at] in _COUNTING or value_of(words[at]) is not None:
            at += 1
            at += at < len(words) and words[at] == "من"
        return at

    def _fits(self, scene: Scene, at: int) -> bool:
        lexis = self.lexis
        head = self._head(at) if at < scene.end else scene.end
        if head >= scene.end or not lexis.joined(at) or head in scene.inside or lexis.is_verb(at):
            return False
        return self._thing(head) and proclitics(lexis, at)[-1:] not in ("ب", "ل", "ك", "و")

    def _thing(self, at: int) -> bool:
        """Whether the noun is one of those, in the accusative too (`مسجدا`)."""
        lexis, word = self.lexis, self.lexis.view.words[at]
        if lexis.any(at, _THINGS):
            return True
        return word.endswith("ا") and not _THINGS.isdisjoint(lexis.book.info(word[:-1]).tags)
