"""Layer 6: who says so. Acts of saying gathered by speaker; named or not, near whom; who goes on speaking."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.proclitics import proclitics
from isnad.annotate.speech.act import Act, Speaker
from isnad.annotate.speech.acts import Acts
from isnad.annotate.speech.asides import NAMING
from isnad.annotate.speech.standing import Standing
from isnad.annotate.speech.words import SOUND
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

    def above(self) -> "list[_Said]":
        """Those who pass it on, the outermost first."""
        found: list[_Said] = []
        one = self.via
        while one is not None and one is not self and one not in found:
            found.insert(0, one)
            one = one.via
        return found

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
        self.standing = Standing(self.acts.ground, self.acts.asides)

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
        via = self._row(said, act.via, cue, act) if act.via else self._current if act.passed else None
        own = self.lexis.view.span(*act.own) if act.own else cue
        row = self._row(said, speaker, own, act)
        if via is not None and via is not row:
            via.add(cue, act.contents, "asserts")
        if via is None and act.told:
            via = _Said(act.told, cue, act.stance, 0)
        if via is not row:
            row.via = row.via or via
        row.add(own, act.contents, act.stance)
        self._current = self._current if act.beside else row

    def _cue(self, act: Act) -> Span:
        """The words of the cue without a conjunction written onto them."""
        first, end = act.cue or (0, 1)
        span = self.lexis.view.span(first, end)
        uses = (r.peeled.before for use in ("speech", "continue") for r in self.lexis.uses(first, use))
        joined = next(uses, self.lexis.infos[first].before) in ("و", "ف")
        return Span(self.lexis.inner_start(first, 1), span.end) if joined else span

    def _row(self, said: list[_Said], speaker: Speaker, cue: Span | None, act: Act) -> _Said:
        """The attribution that the speaker continues, or a new one."""
        last = self._last(said, speaker)
        if last is None and speaker.definite and speaker.head and speaker.who is None:
            speaker = self.acts.verbs.subjects.topics.introduced(speaker) or speaker
        return last or self._find_or_add(said, speaker, cue, act)

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
        unnamed = [row for row in recent if row.speaker.anonymous and speaker.kind != "correspondent"]
        current = [self._current] if self._current is not None and speaker.kind != "correspondent" else []
        found = same or unnamed or current
        return found[-1] if found else None

    def _find_or_add(self, said: list[_Said], speaker: Speaker, cue: Span | None, act: Act) -> _Said:
        key = speaker.who or self._phrase(speaker)
        row = self._rows.get(key) or self._by_name(said, speaker) or (None if speaker.who else self._longer(said, key))
        if row is None:
            if speaker.anonymous and self.standing.named(speaker):
                speaker = replace(speaker, anonymous=False)
            row = self._rows[key] = _Said(speaker, cue, act.stance, len(said) + 1)
            said.append(row)
        return row

    def _phrase(self, speaker: Speaker) -> str:
        """The folded words of the phrase, without a preposition written onto the first (`وفقا لشهود عيان`)."""
        phrase = self.lexis.view.phrase(speaker.first, speaker.end)
        letters = proclitics(self.lexis, speaker.first)
        bare = phrase[len(letters) :]
        return "ا" + bare if letters.endswith("ل") and self.lexis.article(speaker.first) else bare

    def _by_name(self, said: list[_Said], speaker: Speaker) -> _Said | None:
        """The speaker told of before with a name of which one part stands here alone, a title before it or not:
        `رئيس البلدية، مصطفى العكيدات` … `العكيدات`, `اللواء الحميقاني`."""
        view, lexis = self.lexis.view, self.lexis
        first = speaker.first if speaker.left < 0 else speaker.left
        while first < speaker.end - 1 and lexis.any(first, NAMING):
            first = lexis.until[first]
        if first != speaker.end - 1 or self.acts.ground.kind(first) or lexis.any(first, NAMING):
            return None
        for row in reversed(said[-_RECENT:]):
            if row.speaker.anonymous or row.speaker.many:
                continue
            start, end = view.word_range(self.acts.speakers.description(row.speaker))
            if any(
                view.words[k] == view.words[first] and self.standing.in_name(row.speaker, k) for k in range(start, end)
            ):
                return row
        return None

    def _longer(self, said: list[_Said], phrase: str) -> _Said | None:
        """The speaker told of before in fewer or more words: `مصادر طبية` … `مصادر طبية في المدينة`, `مسؤول محلي` …
        `المسؤول المحلي`; by the family name alone, `ليان المحمود` … `المحمود`."""
        view = self.lexis.view
        for row in reversed(said[-_RECENT:]):
            known = view.phrase(*view.word_range(self.acts.speakers.description(row.speaker)))
            family = " " not in phrase and phrase.startswith("ال")
            named = row.speaker.who is None and row.speaker.kind != "source" and not row.speaker.anonymous
            if known.endswith(f" {phrase}") and (family or named):
                return row
            if row.speaker.who is not None:
                continue
            if known.endswith(SOUND) and known[:-2] == phrase[:-2] and phrase.endswith(SOUND):  # `ناشطين`, `ناشطون`
                return row
            several = " " in known and " " in phrase
            if several and _continues(known, phrase):
                return row
        return None

    def _attribution(self, id_: str, row: _Said, said: list[_Said]) -> Attribution:
        speaker, view = row.speaker, self.lexis.view
        span = view.span(speaker.first, speaker.end)
        number: Number = "many" if speaker.many else "one"
        chain = [ChainLink(who=self.outlet, evidence=None)] if self.outlet else []
        for via in row.above():
            evidence = view.span(via.speaker.first, via.speaker.end)
            chain.append(ChainLink(who=via.speaker.who or f"s{via.number}", evidence=evidence))
        chain.append(ChainLink(who=id_, evidence=span))
        contents = tuple(dict.fromkeys(span for one in row.utterances for span in one.content))
        return Attribution(
            id=id_, span=span, kind=self.standing.kind(speaker), who=speaker.who,
            description=self.acts.speakers.description(speaker), anonymous=speaker.anonymous, number=number,
            near=speaker.near, cue=row.cue, stance=row.stance,
            content=contents, utterances=tuple(row.utterances), why=self.acts.asides.reason(speaker),
            chain=tuple(chain),
        )  # fmt: skip


def _continues(known: str, phrase: str) -> bool:
    """Whether one phrase begins with the other; a definite one also with the indefinite one that it means."""
    one, other = f"{known} ", f"{phrase} "
    if phrase.startswith("ال"):
        one, other = (f" {words}".replace(" ال", " ") for words in (one, other))
    return one.startswith(other) or other.startswith(one)


def voices_by_word(view: View, attributions: Iterable[Attribution]) -> dict[int, tuple[str, Stance]]:
    """In whose words each word stands, and how they are said; of several speakers, the innermost."""
    said = [(span, a.id, one.stance) for a in attributions for one in a.utterances for span in one.content]
    inside: dict[int, tuple[str, Stance]] = {}
    for span, who, stance in sorted(said, key=lambda row: row[0].start - row[0].end):
        for k in range(*view.word_range(span)):
            inside[k] = (who, stance)
    return inside
