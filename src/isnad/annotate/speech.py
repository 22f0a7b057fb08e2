"""Layer 6: who says so. Cue, speaker, content; named or not, near whom; what continues the last speaker."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.quotes import quotation_end
from isnad.annotate.speakers import Speaker, Speakers
from isnad.arabic.view import Break, View
from isnad.model import Attribution, ChainLink, Span
from isnad.model.vocabulary import Number, Stance

_CONTENT = "particles.complement"
_RECENT = 40
_PLAIN_CONTENT = frozenset({"asserts", "confirms", "denies", "hedges", "expects", "claims", "promises"})


@dataclass(slots=True)
class Utterance:
    """One act of saying: the cue's words, the speaker, the content's words, the stance."""

    cue: tuple[int, int]
    speaker: Speaker | None
    content: Span
    stance: Stance
    via: Speaker | None = None


@dataclass(slots=True)
class _Said:
    """An attribution while it grows."""

    speaker: Speaker
    cue: Span
    stance: Stance
    number: int
    contents: list[Span] = field(default_factory=list)
    via: "_Said | None" = None


class SpeechReader:
    """Finds the utterances of one report."""

    def __init__(self, lexis: Lexis, cast: Cast, times: list[Span], outlet: str | None) -> None:
        self.lexis, self.outlet = lexis, outlet
        self._rows: dict[str, _Said] = {}
        self._current: _Said | None = None
        self.time_words = {k for span in times for k in range(*lexis.view.word_range(span))}
        self.speakers = Speakers(lexis, cast, self.time_words, outlet)

    def read(self) -> tuple[Attribution, ...]:
        """All attributions, in the order in which their speakers appear."""
        said: list[_Said] = []
        for utterance in self._utterances():
            self._take(said, utterance)
        return tuple(self._attribution(f"s{n}", row, said) for n, row in enumerate(said, 1))

    # utterances -------------------------------------------------------------------------------------------------
    def _utterances(self) -> Iterator[Utterance]:
        lexis, index = self.lexis, 0
        while index < len(lexis.view):
            found = None
            if not lexis.skip[index]:
                if lexis.has(index, "speech.preposition"):
                    found = self._after_preposition(index)
                if found is None:
                    found = self._after_verb(index) or self._headline_colon(index)
            if found:
                yield found
                index = max(index + 1, found.cue[1])
            else:
                index += 1

    def _after_verb(self, index: int) -> Utterance | None:
        lexis = self.lexis
        reading = next(
            (r for use in ("speech", "continue") for r in lexis.uses(index, use) if not r.peeled.after), None
        )
        if reading is None or index in self.speakers.inside:
            return None
        stance: Stance = lexis.book.speech[reading.use.entry].stance  # type: ignore[assignment]
        continues = reading.use.use == "continue" or reading.use.part == "participle"
        start = (lexis.tail_end(index, reading.use.tail) if reading.use.tail else None) or index + 1
        speaker = self.speakers.at(start) if reading.use.part != "participle" else None
        end = speaker.end if speaker else start
        via = None
        if speaker and end < len(lexis.view) and lexis.view.words[end] == "عن" and lexis.view.breaks[end] == Break.NONE:
            quoted = self.speakers.at(end + 1)
            if quoted:
                via, speaker, end = speaker, quoted, quoted.end
        if speaker is None and not continues:
            speaker = self.speakers.before(index)
        marked = self._content_start(end)
        if speaker is None and not (continues or (marked and lexis.view.words[index].startswith("و"))):
            return None
        if marked is None and (stance not in _PLAIN_CONTENT or speaker is None or continues or not self._tells(end)):
            return None
        content = self._content(marked if marked is not None else end, index)
        via = via or (self.speakers.told_to(end) if speaker else None)
        return Utterance((index, start), speaker, content, stance, via)

    def _after_preposition(self, index: int) -> Utterance | None:
        lexis = self.lexis
        start = lexis.until[index]
        cue = next((t[4:] for t in sorted(lexis.tags[index]) if t.startswith("cue:")), None)
        for _ in range(3):
            if start < len(lexis.view) and lexis.joined(start) and self._passes(start):
                start = lexis.until[start]
        speaker = self.speakers.at(start)
        if speaker is None:
            return None
        stance: Stance = lexis.book.speech[cue].stance if cue else "asserts"  # type: ignore[assignment]
        first, last = lexis.view.sentence_at(index)
        opening = index - first <= 1
        content = (
            lexis.view.span(speaker.end, last) if opening and speaker.end < last else lexis.view.span(first, index or 1)
        )
        return Utterance((index, start), speaker, content, stance)

    def _passes(self, index: int) -> bool:
        """Words between the preposition and the speaker: `بحسب ما ذكر`, `وفق تصريح لـ`."""
        if index in self.speakers.pointers or self.speakers.kind(index):
            return (
                self.lexis.has(index, "speech.noun")
                and index + 1 < len(self.lexis.view)
                and (index + 1 in self.speakers.pointers or self.speakers.kind(index + 1) is not None)
            )
        verb = any(True for use in ("speech", "continue") for _ in self.lexis.uses(index, use))
        return (
            verb
            or self.lexis.has(index, "speech.noun")
            or self.lexis.view.words[index] in ("ما", "حديث", "لحديث", "قول")
        )

    def _headline_colon(self, index: int) -> Utterance | None:
        """`المرصد السوري: قتلى …` at the beginning of a paragraph."""
        lexis = self.lexis
        if lexis.view.breaks[index] != Break.PARAGRAPH:
            return None
        speaker = self.speakers.at(index, opening=True)
        if speaker is None or speaker.end >= len(lexis.view) or speaker.end - index > 8:
            return None
        gap = lexis.view.gaps[speaker.end]
        if ":" not in gap or "::" in gap or "\n" in gap:
            return None
        _, last = lexis.view.sentence_at(index)
        content = lexis.view.span(speaker.end, max(last, speaker.end + 1))
        return Utterance((index, speaker.end), speaker, content, "asserts")

    # content ----------------------------------------------------------------------------------------------------
    def _content_start(self, end: int) -> int | None:
        """The first word of what is said: after `أن`, a colon or an opening quotation, at most seven words on."""
        lexis = self.lexis
        for index in range(end, min(end + 9, len(lexis.view))):
            if lexis.view.breaks[index] >= Break.SENTENCE and "«" not in lexis.view.gaps[index]:
                return None
            gap = lexis.view.gaps[index]
            if ":" in gap or "«" in gap:
                return index
            if lexis.has(index, _CONTENT):
                return index + 1 if index + 1 < len(lexis.view) else None
            if index > end and any(True for _ in lexis.uses(index, "speech")):
                return None
        return None

    def _tells(self, end: int) -> bool:
        """Whether a happening is named right behind the speaker: `أعلنت الوزارة مقتل …`."""
        lexis = self.lexis
        while end in self.time_words or (end < len(lexis.view) and lexis.view.words[end] in ("عن", "في", "بيان")):
            end += 1
        for index in range(end, min(end + 4, len(lexis.view))):
            if lexis.view.breaks[index] >= Break.SENTENCE:
                return False
            if any(r.use.part in ("noun", "plural") for r in lexis.uses(index, "event")):
                return True
        return False

    def _content(self, start: int, cue: int) -> Span:
        lexis = self.lexis
        start = min(start, len(lexis.view) - 1)
        close = quotation_end(lexis.view, start)
        _, last = lexis.view.sentence_at(start)
        end = lexis.view.ends[last - 1]
        return Span(lexis.view.starts[start], max(close or 0, end))

    # attributions -----------------------------------------------------------------------------------------------
    def _take(self, said: list[_Said], utterance: Utterance) -> None:
        speaker = utterance.speaker
        cue = self.lexis.view.span(*utterance.cue)
        if speaker is None or speaker.back:
            last = self._last(said, speaker)
            if last is not None:
                last.contents.append(utterance.content)
                self._current = last
                return
            if speaker is None:
                return
        via = self._find_or_add(said, utterance.via, cue, utterance) if utterance.via else None
        row = self._find_or_add(said, speaker, cue, utterance)
        row.via = row.via or via
        row.contents.append(utterance.content)
        self._current = row

    def _last(self, said: list[_Said], speaker: Speaker | None) -> _Said | None:
        if not said:
            return None
        recent = said[-_RECENT:]
        if speaker is None:
            return self._current
        same = [row for row in recent if row.speaker.kind == speaker.kind]
        unnamed = [row for row in recent if row.speaker.anonymous]
        found = same or unnamed
        return found[-1] if found else None

    def _find_or_add(self, said: list[_Said], speaker: Speaker, cue: Span, utterance: Utterance) -> _Said:
        key = speaker.who or self.lexis.view.phrase(speaker.first, speaker.end)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = _Said(speaker, cue, utterance.stance, len(said) + 1)
            said.append(row)
        return row

    def _attribution(self, id_: str, row: _Said, said: list[_Said]) -> Attribution:
        speaker = row.speaker
        span = self.lexis.view.span(speaker.first, speaker.end)
        number: Number = "many" if speaker.many else "one"
        chain = [ChainLink(who=self.outlet, evidence=None)] if self.outlet else []
        if row.via is not None:
            via = self.lexis.view.span(row.via.speaker.first, row.via.speaker.end)
            chain.append(ChainLink(who=row.via.speaker.who or f"s{row.via.number}", evidence=via))
        chain.append(ChainLink(who=id_, evidence=span))
        return Attribution(
            id=id_, span=span, kind=speaker.kind, who=speaker.who, description=span, anonymous=speaker.anonymous,
            number=number, near=speaker.near, cue=row.cue, stance=row.stance,
            content=tuple(dict.fromkeys(row.contents)), chain=tuple(chain),
        )  # fmt: skip


def speakers_by_word(view: View, attributions: Iterable[Attribution]) -> dict[int, str]:
    """The speaker in whose words each word stands; of several, the innermost."""
    contents = [(content, a.id) for a in attributions for content in a.content]
    inside: dict[int, str] = {}
    for content, who in sorted(contents, key=lambda row: row[0].start - row[0].end):
        for k in range(*view.word_range(content)):
            inside[k] = who
    return inside
