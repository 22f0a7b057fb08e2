"""Layer 6: who says so. Cue, speaker, content; named or not, near whom; what continues the last speaker."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.quotes import quotation_end
from isnad.annotate.speakers import DENIED, Speaker, Speakers
from isnad.arabic.view import Break, View
from isnad.model import Attribution, ChainLink, Span
from isnad.model.vocabulary import Number, Stance

_CONTENT = "particles.complement"
_RECENT = 40
_GOVERNS = {"warns": "من", "accuses": "من"}
_AFTER = frozenset("كما حيث ثم قد وقد".split())
_BETWEEN = frozenset("عن في بيان ال".split())
_CLAUSE = frozenset({"particles.complement", "particles.preposition"})
_PLAIN_CONTENT = frozenset({"asserts", "confirms", "denies", "hedges", "expects", "claims", "promises"})


@dataclass(slots=True)
class Utterance:
    """One act of saying: the cue's words, the speaker, the content's words, the stance. `via` says that the speaker
    said it; `told` is an agency that the speaker told it, a station of the chain and no speaker."""

    cue: tuple[int, int]
    speaker: Speaker | None
    content: Span
    stance: Stance
    via: Speaker | None = None
    told: Speaker | None = None


@dataclass(slots=True)
class _Said:
    """An attribution while it grows."""

    speaker: Speaker
    cue: Span
    stance: Stance
    number: int
    contents: list[Span] = field(default_factory=list)
    via: "_Said | None" = None

    def add(self, content: Span) -> None:
        """One more stretch of what is said; a cue that opens its sentence and ends it has none."""
        if content.start < content.end:
            self.contents.append(content)


_PREPOSITIONS = frozenset({"speech.preposition"})
_SAYING = frozenset({"speech", "continue"})


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
        lexis, reached = self.lexis, 0
        governed = set(lexis.bearing(_PREPOSITIONS))
        saying = {index for index, info in enumerate(lexis.infos) if not _SAYING.isdisjoint(info.kinds)}
        for index in sorted(governed | saying | {first for first, _ in lexis.view.paragraphs}):
            if index < reached or lexis.skip[index]:
                continue
            found = self._after_preposition(index) if index in governed else None
            if found is None and index in saying:
                found = self._after_verb(index)
            if found is None and lexis.view.breaks[index] == Break.PARAGRAPH:
                found = self._headline_colon(index)
            if found:
                yield found
                reached = found.cue[1]

    def _after_verb(self, index: int) -> Utterance | None:
        lexis = self.lexis
        reading = next(
            (r for use in ("speech", "continue") for r in lexis.uses(index, use) if not r.peeled.after), None
        )
        if reading is None or index in self.speakers.inside:
            return None
        entry = lexis.book.speech[reading.use.entry]
        stance: Stance = entry.stance  # type: ignore[assignment]
        continues = reading.use.use == "continue" or reading.use.part == "participle"
        start = (lexis.tail_end(index, reading.use.tail) if reading.use.tail else None) or index + 1
        speaker, via, end = self._subject(index, start, stance, reading.use.part == "participle")
        if speaker is None and not continues:
            speaker = self.speakers.before(index)
        end = self._past_aside(end) if speaker else end
        marked = self._content_start(end)
        if marked is None and speaker is not None and not continues:
            marked = self._object_start(index, end, stance, speaker)
        if speaker is None and not (continues or (marked and self._dropped(index, start, reading.use.part))):
            return None
        plain = stance in _PLAIN_CONTENT and speaker is not None and not continues and entry.verbs != entry.continues
        if marked is None and not (plain and self._tells(end, stance == "denies")):
            return None
        content = self._content(marked if marked is not None else self._past_times(end), index)
        told = None if via or speaker is None else self.speakers.told_to(speaker.end)
        return Utterance((index, start), speaker, content, stance, via, told)

    def _subject(
        self, index: int, start: int, stance: Stance, participle: bool
    ) -> tuple[Speaker | None, Speaker | None, int]:
        """Who speaks behind the verb, whom that is passed on by (`نقلت الوكالة عن مصدر`), and the word after them."""
        words, speakers = self.lexis.view.words, self.speakers
        speaker = None if participle else speakers.at(start, governed=_GOVERNS.get(stance))
        if speaker is None or not speakers.is_subject(start):
            return None, None, start
        if speaker.first == start and not speakers.agrees(words[index], speaker):
            return None, None, start
        end = speaker.end
        if end < len(words) and words[end] == "عن" and self.lexis.view.breaks[end] == Break.NONE:
            quoted = speakers.at(end + 1)
            if quoted:
                return quoted, speaker, quoted.end
        return speaker, None, end

    def _dropped(self, index: int, start: int, part: str) -> bool:
        """A verb without a subject of its own, whose speaker is the last one: `وقال إن`, `كما قال في مؤتمر صحفي إن`."""
        lexis = self.lexis
        if lexis.view.words[index].startswith("و"):
            return True
        first, _ = lexis.view.sentence_at(index)
        setting = index - first <= 8 and self.speakers.setting(first)
        free = part == "past" and (index == first or setting or lexis.view.words[index - 1] in _AFTER)
        return free and (lexis.any(start, _CLAUSE) or start in self.time_words or not self.speakers.is_subject(start))

    def _past_aside(self, end: int) -> int:
        """The word after what only says how the speaker spoke: `فضل عدم الكشف عن اسمه`, `، في بيان لها،`."""
        lexis, last = self.lexis, self.lexis.size
        for index in range(end, min(end + 3, last)):
            if lexis.has(index, "sources.anonymity"):
                return lexis.until[index]
        if end >= last or lexis.view.breaks[end] != Break.SOFT:
            return end
        if "(" in lexis.view.gaps[end]:
            return next((k for k in range(end + 1, min(end + 9, last)) if ")" in lexis.view.gaps[k]), end)
        if not lexis.has(end, "particles.preposition"):
            return end
        closed = (k for k in range(end + 1, min(end + 9, last)) if lexis.view.breaks[k] != Break.NONE)
        index = next(closed, end)
        return index if index < last and lexis.view.breaks[index] == Break.SOFT else end

    def _object_start(self, cue: int, end: int, stance: Stance, speaker: Speaker) -> int | None:
        """The first word of what a verb of warning, accusing or threatening is about: `حذر من هجوم`, `اتهم قسد بقصف`,
        `هدد بقصف`. The threat of a body, and its warning to somebody, are deeds and no report."""
        lexis, reach = self.lexis, 8
        if stance not in ("warns", "accuses", "threatens") or (stance == "threatens" and speaker.acts):
            return None
        if stance == "warns":
            reach = 1 if speaker.acts else 4
        for index in range(end, min(end + reach, lexis.size - 1)):
            if lexis.view.breaks[index] >= Break.SENTENCE or any(True for _ in lexis.uses(index, "speech")):
                return None
            of = lexis.view.words[index] == "من" and stance != "threatens"
            if of and (stance == "warns" or (index == end and self._happening(index + 1))):
                return index + 1
            charged = index > end and lexis.has(cue, "particles.allegation") and index not in self.speakers.pointers
            behind = index > end or stance == "threatens"
            if stance != "warns" and self._by(index) and behind and (charged or self._happening(index)):
                return index
        return None

    def _by(self, index: int) -> bool:
        """Whether the word is a noun with `ب`."""
        info = self.lexis.infos[index]
        return info.before.endswith("ب") or any(
            r.peeled.before.endswith("ب") for r in info.uses if r.use.part in ("noun", "plural")
        )

    def _happening(self, index: int) -> bool:
        """Whether one of three words names a happening."""
        stop = min(index + 3, self.lexis.size)
        return any(r.use.part in ("noun", "plural") for k in range(index, stop) for r in self.lexis.uses(k, "event"))

    def _after_preposition(self, index: int) -> Utterance | None:
        lexis = self.lexis
        start = lexis.until[index]
        cue = next((t[4:] for t in sorted(lexis.tags[index]) if t.startswith("cue:")), None)
        if lexis.view.words[start - 1] == "في" and not lexis.has(start, "speech.noun"):
            return None
        for _ in range(3):
            if start < lexis.size and lexis.joined(start) and self._passes(start):
                start = lexis.until[start]
        speaker = self.speakers.at(start)
        if speaker is None:
            return None
        stance: Stance = lexis.book.speech[cue].stance if cue else "asserts"  # type: ignore[assignment]
        first, last = lexis.view.sentence_at(index)
        marked = lexis.has(speaker.end, _CONTENT) and speaker.end + 1 < last
        opening = index - first <= 1 or marked
        after = opening and speaker.end < last
        content = lexis.view.span(speaker.end + marked, last) if after else lexis.view.span(first, index or 1)
        return Utterance((index, start), speaker, content, stance)

    def _passes(self, index: int) -> bool:
        """Words between the preposition and the speaker: `بحسب ما ذكر`, `وفق تصريح لـ`."""
        if index in self.speakers.pointers or self.speakers.kind(index):
            return (
                self.lexis.has(index, "speech.noun")
                and index + 1 < self.lexis.size
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
        speaker = self.speakers.at(index, opening=True)
        end = self.speakers.past_told(speaker.end) if speaker else index
        if speaker is None or end >= lexis.size or speaker.end - index > 8:
            return None
        gap = lexis.view.gaps[end]
        if ":" not in gap or "::" in gap or "\n" in gap:
            return None
        _, last = lexis.view.sentence_at(index)
        content = lexis.view.span(end, max(last, end + 1))
        return Utterance((index, speaker.end), speaker, content, "asserts")

    # content ----------------------------------------------------------------------------------------------------
    def _content_start(self, end: int) -> int | None:
        """The first word of what is said: after `أن`, a colon or an opening quotation, at most seven words on."""
        lexis = self.lexis
        for index in range(end, min(end + 9, lexis.size)):
            if lexis.view.breaks[index] >= Break.SENTENCE and "«" not in lexis.view.gaps[index]:
                return None
            gap = lexis.view.gaps[index]
            if ":" in gap or "«" in gap:
                return index
            if lexis.has(index, _CONTENT):
                return index + 1 if index + 1 < lexis.size else None
            if index > end and any(True for _ in lexis.uses(index, "speech")):
                return None
        return None

    def _tells(self, end: int, denies: bool) -> bool:
        """Whether a happening is named right behind the speaker, `أعلنت الوزارة مقتل …`, or what is denied."""
        lexis = self.lexis
        end = self._past_times(end)
        for index in range(end, min(end + 4, lexis.size)):
            if lexis.view.breaks[index] >= Break.SENTENCE:
                return False
            if any(r.use.part in ("noun", "plural") for r in lexis.uses(index, "event")):
                return True
            if denies and lexis.view.words[index] in DENIED:
                return True
        return False

    def _past_times(self, end: int) -> int:
        """The word after what says when it was said (`أعلنت الوزارة، السبت، عن`)."""
        lexis = self.lexis
        while end in self.time_words or (end < lexis.size and lexis.view.words[end] in _BETWEEN):
            end += 1
        return end

    def _content(self, start: int, cue: int) -> Span:
        lexis = self.lexis
        start = min(start, lexis.size - 1)
        close = quotation_end(lexis.view, start)
        _, last = lexis.view.sentence_at(start)
        end = lexis.view.ends[last - 1]
        return Span(lexis.view.starts[start], max(close or 0, end))

    # attributions -----------------------------------------------------------------------------------------------
    def _take(self, said: list[_Said], utterance: Utterance) -> None:
        speaker = utterance.speaker
        cue = self.lexis.view.span(*utterance.cue)
        if speaker is None:
            if self._current is not None:
                self._current.add(utterance.content)
            return
        via = self._row(said, utterance.via, cue, utterance) if utterance.via else None
        row = self._row(said, speaker, cue, utterance)
        if via is None and utterance.told:
            via = _Said(utterance.told, cue, utterance.stance, 0)
        if via is not row:
            row.via = row.via or via
        row.add(utterance.content)
        self._current = row

    def _row(self, said: list[_Said], speaker: Speaker, cue: Span, utterance: Utterance) -> _Said:
        """The attribution that the speaker continues, or a new one."""
        return self._last(said, speaker) or self._find_or_add(said, speaker, cue, utterance)

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
