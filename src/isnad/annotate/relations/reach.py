"""What all readers of relations share: who stands where, and what is near."""

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.proclitics import proclitics
from isnad.annotate.speech import voices_by_word
from isnad.arabic.view import Break
from isnad.model import Attribution, Relation, Span
from isnad.model.vocabulary import RelationType

_MEDIA = frozenset({"outlet", "agency"})


class Reach:
    """What all readers of relations share: who stands where, and what is near."""

    def __init__(self, lexis: Lexis, cast: Cast, attributions: tuple[Attribution, ...]) -> None:
        self.lexis, self.cast = lexis, cast
        self.voices = voices_by_word(lexis.view, attributions)
        self.free = [p for p in cast.pointers if not p.nested]
        self.at = {k: p for p in self.free for k in range(p.first, p.end)}
        self.known = {e.id for e in cast.entities}
        self.media = {e.id for e in cast.entities if e.class_ in _MEDIA}
        self.countries = {e.id for e in cast.entities if e.class_ == "country"}

    def _make(
        self, kind: RelationType, from_: str, to: str, first: int, end: int, by: str, role: str | None = None,
        scope: str | None = None,
    ) -> Relation:  # fmt: skip
        evidence = self.lexis.view.span(first, end)
        return Relation(type=kind, from_=from_, to=to, role=role, scope=scope, evidence=evidence, found_by=by,
                        attribution=self._speaker(evidence))  # fmt: skip

    def _speaker(self, evidence: Span) -> str | None:
        return self.voices.get(self.lexis.view.word_range(evidence)[0], (None, "asserts"))[0]

    def _next(self, index: int, reach: int, *kinds: str) -> Pointer | None:
        for k in range(index, min(index + reach, self.lexis.size)):
            if self.lexis.view.breaks[k] >= Break.SENTENCE:
                return None
            if k in self.at:
                return self.at[k] if self.at[k].kind in kinds else None
        return None

    def _previous(self, index: int, reach: int, *kinds: str) -> Pointer | None:
        for k in range(index - 1, max(index - reach, 0) - 1, -1):
            if self.lexis.view.breaks[k + 1] >= Break.SENTENCE:
                return None
            if k in self.at:
                return self.at[k] if self.at[k].kind in kinds else None
        return None

    def _run(self, index: int, reach: int, *kinds: str) -> list[Pointer]:
        """The next pointer of these kinds and those joined to it by `و`."""
        first = self._next(index, reach, *kinds)
        found = [first] if first else []
        while found:
            after = self._next(found[-1].end, 2, *kinds)
            words = self.lexis.view.words
            if after is None or not (words[found[-1].end].startswith("و") or words[after.first].startswith("و")):
                break
            found.append(after)
        return found

    def _added(self, first: int, end: int) -> bool:
        """Whether one of the words begins with a conjunction `و`: what follows it is something else."""
        words = self.lexis.view.words
        return any(words[k] == "و" or proclitics(self.lexis, k).startswith("و") for k in range(first, end))

    def _adjacent(self, one: Pointer, other: int, reach: int) -> bool:
        """Whether at most `reach` words, none of them joined by `و` and without a comma, stand before the word."""
        breaks = self.lexis.view.breaks
        between = range(one.end, other)
        return len(between) <= reach and not any(breaks[k] for k in between) and not self._added(one.end, other)

    def _gap(self, first: int, end: int) -> set[str]:
        return set(self.lexis.view.words[first:end])

    def _words(self, first: int, end: int) -> str:
        """The words as written, without what is written onto the first of them (`والقيادي`)."""
        view, before = self.lexis.view, self.lexis.infos[first].before
        return view.text[self.lexis.inner_start(first, len(before)) : view.ends[end - 1]]

    def _body_before(self, start: int) -> Pointer | None:
        """Where a post names no body: the last one named before it in the sentence."""
        first, _ = self.lexis.view.sentence_at(start)
        for k in range(start - 1, first - 1, -1):
            if k in self.at and self.at[k].kind == "actor" and self.at[k].who not in self.media:
                return self.at[k]
        return None
