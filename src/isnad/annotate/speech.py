"""Layer 6: who says so. Acts of saying gathered by speaker; named or not, near whom; what continues the last speaker."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from isnad.annotate.acts import Act, Acts
from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.speakers import Speaker
from isnad.arabic.view import View
from isnad.model import Attribution, ChainLink, Span, Utterance
from isnad.model.vocabulary import Number, Stance

_RECENT = 40


@dataclass(slots=True)
class _Said:
    """An attribution while it grows."""

    speaker: Speaker
    cue: Span | None
    stance: Stance
    number: int
    utterances: list[Utterance] = field(default_factory=list)
    via: "_Said | None" = None

    def add(self, cue: Span | None, contents: list[Span], stance: Stance) -> None:
        """One more act of saying; a cue that opens its sentence and ends it has no content."""
        spans = tuple(span for span in contents if span.start < span.end)
        if spans:
            self.utterances.append(Utterance(cue=cue, content=spans, stance=stance))


class SpeechReader:
    """Finds who says what in one report."""

    def __init__(self, lexis: Lexis, cast: Cast, times: list[Span], outlet: str | None) -> None:
        self.lexis, self.outlet = lexis, outlet
        self._rows: dict[str, _Said] = {}
        self._current: _Said | None = None
        self.acts = Acts(lexis, cast, times, outlet)

    def read(self) -> tuple[Attribution, ...]:
        """All attributions, in the order in which their speakers appear."""
        said: list[_Said] = []
        for act in self.acts.read():
            self._take(said, act)
        return tuple(self._attribution(f"s{n}", row, said) for n, row in enumerate(said, 1))

    def _take(self, said: list[_Said], act: Act) -> None:
        speaker = act.speaker
        cue = self._cue(act) if act.cue else None
        if speaker is None:
            if self._current is not None:
                self._current.add(cue, act.contents, act.stance)
            return
        via = self._row(said, act.via, cue, act) if act.via else None
        row = self._row(said, speaker, cue, act)
        if via is not None and via is not row:
            via.add(cue, act.contents, "asserts")
        if via is None and act.told:
            via = _Said(act.told, cue, act.stance, 0)
        if via is not row:
            row.via = row.via or via
        row.add(cue, act.contents, act.stance)
        self._current = row

    def _cue(self, act: Act) -> Span:
        """The words of the cue without a conjunction written onto them."""
        first, end = act.cue or (0, 1)
        span = self.lexis.view.span(first, end)
        uses = (r.peeled.before for use in ("speech", "continue") for r in self.lexis.uses(first, use))
        joined = next(uses, self.lexis.infos[first].before) in ("و", "ف")
        return Span(self.lexis.inner_start(first, 1), span.end) if joined else span

    def _row(self, said: list[_Said], speaker: Speaker, cue: Span | None, act: Act) -> _Said:
        """The attribution that the speaker continues, or a new one."""
        return self._last(said, speaker) or self._find_or_add(said, speaker, cue, act)

    def _last(self, said: list[_Said], speaker: Speaker) -> _Said | None:
        """The speaker that a definite noun refers back to: of the same head noun, else of the same kind."""
        recent = said[-_RECENT:]
        if speaker.definite and speaker.head:
            order = [*recent, self._current] if self._current else recent
            same_head = [row for row in order if row.speaker.head == speaker.head]
            if same_head:
                return same_head[-1]
        if not speaker.back or speaker.who:
            return None
        same = [row for row in recent if row.speaker.kind == speaker.kind]
        unnamed = [row for row in recent if row.speaker.anonymous]
        found = same or unnamed
        return found[-1] if found else None

    def _find_or_add(self, said: list[_Said], speaker: Speaker, cue: Span | None, act: Act) -> _Said:
        key = speaker.who or self.lexis.view.phrase(speaker.first, speaker.end)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = _Said(speaker, cue, act.stance, len(said) + 1)
            said.append(row)
        return row

    def _attribution(self, id_: str, row: _Said, said: list[_Said]) -> Attribution:
        speaker, view = row.speaker, self.lexis.view
        span = view.span(speaker.first, speaker.end)
        number: Number = "many" if speaker.many else "one"
        chain = [ChainLink(who=self.outlet, evidence=None)] if self.outlet else []
        if row.via is not None:
            via = view.span(row.via.speaker.first, row.via.speaker.end)
            chain.append(ChainLink(who=row.via.speaker.who or f"s{row.via.number}", evidence=via))
        chain.append(ChainLink(who=id_, evidence=span))
        contents = tuple(dict.fromkeys(span for one in row.utterances for span in one.content))
        return Attribution(
            id=id_, span=span, kind=speaker.kind, who=speaker.who, description=self.acts.speakers.description(speaker),
            anonymous=speaker.anonymous, number=number, near=speaker.near, cue=row.cue, stance=row.stance,
            content=contents, utterances=tuple(row.utterances), why=self.acts.speakers.reason(speaker),
            chain=tuple(chain),
        )  # fmt: skip


def speakers_by_word(view: View, attributions: Iterable[Attribution]) -> dict[int, str]:
    """The speaker in whose words each word stands; of several, the innermost."""
    contents = [(content, a.id) for a in attributions for content in a.content]
    inside: dict[int, str] = {}
    for content, who in sorted(contents, key=lambda row: row[0].start - row[0].end):
        for k in range(*view.word_range(content)):
            inside[k] = who
    return inside
