"""Layer 6: acts of saying in the order of their cues."""

from collections.abc import Iterator

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.speech.act import Act
from isnad.annotate.speech.asides import Asides
from isnad.annotate.speech.extents import Extents
from isnad.annotate.speech.frames import IN_WHICH, Frames
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.nominals import Nominals
from isnad.annotate.speech.openings import Openings
from isnad.annotate.speech.phrases import BY_SAYING, Phrases
from isnad.annotate.speech.speakers import Speakers
from isnad.annotate.speech.verbs import Verbs
from isnad.model import Span

_PREPOSITIONS = frozenset({"speech.preposition"})
_LATER = 4


class Acts:
    """Finds the acts of saying of one report, in the order of their cues."""

    def __init__(self, lexis: Lexis, cast: Cast, times: list[Span], outlet: str | None) -> None:
        ground = Ground(lexis, cast, times, outlet)
        self.lexis, self.extents = lexis, Extents(lexis)
        self.ground, self.asides = ground, Asides(ground)
        self.speakers = Speakers(ground, self.asides, Nominals(ground, self.asides))
        phrases = Phrases(ground, self.speakers, Openings(ground, self.extents))
        self.verbs, self.frames = Verbs(ground, phrases, self.extents), Frames(ground, phrases, self.extents)

    def read(self) -> list[Act]:
        """All acts; what one says ends where another follows it."""
        found = list(self._found())
        for position, act in enumerate(found):
            for later in found[position + 1 : position + 1 + _LATER]:
                if later.follows and act.contents and later.cue is not None:
                    act.contents = [self._ended(span, later) for span in act.contents]
                    act.contents = [span for span in act.contents if span.end > span.start]
        return found

    def _ended(self, span: Span, later: Act) -> Span:
        """What is said, ended where the later act begins in the same clause."""
        view = self.lexis.view
        at = later.at
        if not span.start < view.starts[at] < span.end or view.ends[at - 1] <= span.start:
            return span
        quoted = self.extents.quoted(view.word_range(span)[0])
        if quoted is not None and quoted.start <= view.starts[at] < quoted.end:
            return span
        return self.extents.cut(span, at)

    def _found(self) -> Iterator[Act]:
        lexis, reached = self.lexis, 0
        governed = set(lexis.bearing(_PREPOSITIONS))
        saying = set(lexis.of_kind("speech", "continue"))
        by_saying = {k for k in lexis.view.words_in(BY_SAYING) if self.frames.opens(k)}
        within = set(lexis.view.words_in(IN_WHICH))
        told = set(lexis.of_kind("telling"))
        starts = {first for first, _ in lexis.view.paragraphs}
        if "|" in lexis.view.text:
            starts |= {k for k, gap in enumerate(lexis.view.gaps) if "|" in gap}
        for index in sorted(governed | saying | by_saying | within | told | starts):
            if index < reached or lexis.skip[index]:
                continue
            act = self.frames.after_preposition(index) if index in governed else None
            if act is None and index in by_saying:
                act = self.frames.by_saying(index)
            elif act is None and index in within:
                act = self.frames.in_which(index)
            elif act is None and index in saying:
                act = self.verbs.after_verb(index)
            if act is None and index in told:
                act = self.frames.told_in_noun(index)
            if act is None and index in starts:
                act = self.frames.headline_colon(index) or self.frames.going_on(index)
            if act:
                self.verbs.heard.at = max(act.at, index)
                yield act
                reached = act.cue[1] if act.cue else max(act.until, index + 1)
