"""Layer 6: where what is said begins and ends: quotations, reported clauses, the words of the outlet behind them."""

from isnad.annotate.lexis import FINITE, Lexis
from isnad.annotate.quotes import MARKS, quotation_end
from isnad.annotate.speech.asides import NAME_OF
from isnad.arabic.view import Break
from isnad.model import Span

_TURNS = frozenset("فيما بينما لكن ولكن لكنه لكنها لكنهم".split())
_TURNING = frozenset(
    {("في", "حين"), ("غير", "ان"), ("الا", "ان"), ("بيد", "ان"), ("قبل", "ان"), ("دون", "ان"), ("في", "وقت")}
)
_WHICH = frozenset("متاخر سابق لاحق مبكر واحد قريب".split())
_FROM_WITHOUT = ("من", "دون", "ان")
_TRAILING = frozenset({"speech.preposition"})


class Extents:
    """Measures what is said in one report."""

    def __init__(self, lexis: Lexis) -> None:
        self.lexis, self.view = lexis, lexis.view

    def quoted(self, start: int) -> Span | None:
        """What stands in the quotation that opens right before the word; None where none opens or it is not closed."""
        close = quotation_end(self.view, start)
        return Span(self.view.starts[start], close) if close is not None and close > self.view.starts[start] else None

    def quoted_before(self, index: int) -> Span | None:
        """The quotation that is closed right before the word (`«…»، قال`)."""
        gap = self.view.gaps[index] if index < self.lexis.size else ""
        if index == 0 or not any(mark in gap for mark in MARKS.values()):
            return None
        first, _ = self.view.sentences[0]
        for start in range(index - 1, max(first, index - _LONGEST) - 1, -1):
            if self.view.opens(start) and (span := self.quoted(start)) is not None:
                name = index - start <= _NAME and start not in (first for first, _ in self.view.sentences)
                closed = self.view.ends[index - 1] <= span.end <= self.view.starts[index]
                return span if closed and not name else None
        return None

    def clause(self, start: int, letters: int = 0) -> Span:
        """A reported clause from the word on, without its first letters, to the end of its sentence or to where the
        outlet speaks again (`…، في حين`). A quotation inside it is not cut."""
        view = self.view
        _, last = view.sentence_at(start)
        end, inside = start + 1, quotation_end(view, start) or -1
        while end < self.lexis.size:
            if view.starts[end] > inside:
                if end >= last or self.turns(end):
                    break
                if view.opens(end):
                    inside = quotation_end(view, end) or inside
            end += 1
        closing = inside + 1 if inside >= view.ends[end - 1] else view.ends[end - 1]
        return Span(self.lexis.inner_start(start, letters) if letters else view.starts[start], closing)

    def _tells_on(self, index: int) -> bool:
        """`، ورفضت تسليم`, `، ولم تستبعد`, `، كما أعربت`, `، وطالب ب`: another act of saying or asking."""
        lexis, word = self.lexis, self.view.words[index]
        if word in ("ولم", "ولا", "كما") and index + 1 < lexis.size:
            return any(r.use.part in FINITE for r in lexis.uses(index + 1, "speech"))
        said = any(r.peeled.before == "و" and r.use.part in FINITE for r in lexis.uses(index, "speech"))
        asked = word.startswith("و") and any(r.use.entry.startswith("request.") for r in lexis.uses(index, "event"))
        return said or asked

    def _unnamed(self, index: int) -> bool:
        """`، طالبا عدم كشف هويته`: how little the speaker wants to be known."""
        return any(word in NAME_OF for word in self.view.words[index : index + 5])

    def cut(self, span: Span, at: int) -> Span:
        """The span up to the word `at`, without what parts them."""
        return Span(span.start, min(span.end, self.view.ends[at - 1])) if at > 0 else span

    def turns(self, index: int) -> bool:
        """Whether the outlet's own words begin here, behind a comma."""
        words = self.view.words
        if self.view.breaks[index] != Break.SOFT:
            return False
        if self._tells_on(index) or (words[index].startswith(("طالب", "مشترط", "رافض")) and self._unnamed(index)):
            return True
        word = words[index].removeprefix("و") if words[index] not in _TURNS else words[index]
        following = tuple(words[index + 1 : index + 3])
        pair = (word, *following[:1])
        if pair == ("في", "وقت") and following[1:] and following[1] in _WHICH:
            return False
        return word in _TURNS or pair in _TURNING or (word, *following) == _FROM_WITHOUT


_LONGEST = 120
_NAME = 2
