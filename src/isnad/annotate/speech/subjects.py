"""Layer 6: who says what a verb tells: behind it, before it, by the place of the phrase, or whoever the sentence is
about."""

from typing import NamedTuple

from isnad.annotate.lexis import FINITE
from isnad.annotate.speech.act import Heard, Speaker
from isnad.annotate.speech.extents import Extents
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.phrases import ASIDE, OBJECTS, Phrases
from isnad.annotate.speech.preceding import Preceding
from isnad.annotate.speech.topics import Topics
from isnad.annotate.speech.words import BEARS, DESCRIBES, PASSING, SPREADING, is_blame
from isnad.arabic.view import Break
from isnad.codebook.book import Reading
from isnad.model.vocabulary import Stance

_DOCUMENTS = frozenset({"sources.document", "speech.noun"})
_AFTER = frozenset("اذ فيما وفيما ما كما حيث ثم قد وقد لكنه لكنها لكنهم ولكنه ولكنها ولكنهم لكن ولكن".split())
CLAUSE = frozenset({"particles.complement", "particles.preposition"})
"""Classes of words that begin a clause or phrase, and no noun."""
_WHOLE = frozenset("كامل كل جزءا".split())
_ASKS = frozenset("سالنا سالت سالوا".split())


_SENTENCES = 4
_SHORT = 3


class Whose(NamedTuple):
    """Who speaks, whom that is passed on by (`نقلت الوكالة عن مصدر`), and the word after them."""

    speaker: Speaker | None
    via: Speaker | None
    end: int


class Subjects:
    """Finds the speakers of the verbs of one report."""

    def __init__(self, ground: Ground, phrases: Phrases, extents: Extents, heard: Heard) -> None:
        self.ground, self.lexis, self.phrases, self.extents = ground, ground.lexis, phrases, extents
        self.speakers, self.asides, self.heard = phrases.speakers, phrases.asides, heard
        self.preceding, self.topics = Preceding(phrases.speakers), Topics(phrases.speakers)

    def whose(self, index: int, start: int, stance: Stance, reading: Reading) -> Whose:
        """Who speaks: behind the verb, before it, or whoever stands between it and what it brings in; whom that is
        passed on by; and the word after them."""
        lexis, breaks = self.lexis, self.lexis.view.breaks
        then = reading.peeled.before == "ف" and lexis.view.words[lexis.view.sentence_at(index)[0]] in ("اما", "واما")
        behind = breaks[index] == Break.SOFT and self.extents.quoted_before(index) is not None
        preceded = breaks[index] <= Break.SOFT and not behind and (then or not reading.peeled.before)
        first = self.preceding.before(index) if preceded and lexis.view.words[start : start + 1] != ["عن"] else None
        if first is not None and (lexis.joined(index) or first.end < index or self._apposed(first)):
            return Whose(first, None, start)
        brings = start < lexis.size and self.phrases.openings.complement(start)
        if brings and lexis.joined(index) and reading.use.part == "present" and lexis.any(index - 1, _DOCUMENTS):
            document = self.speakers.at(index - 1, opening=True, bound=index)  # `نشرت الصحيفة تقريرا يفيد بأن`
            if document is not None:
                return Whose(document, None, start)
        bound = self._bound(index, start, stance, reading)
        speaker, via, end = self._subject(index, start, reading, bound)
        if speaker is None and lexis.view.words[start : start + 1] == ["ذلك"]:
            speaker, via, end = self._subject(index, start + 1, reading, None)
        if speaker is None and self._by_way(start):
            start += 2
            bound = self._bound(index, start, stance, reading)
            speaker, via, end = self._subject(index, start, reading, bound)
        if speaker is None and not behind and reading.use.use != "continue" and reading.peeled.before != "و":
            first = first or self.preceding.before(index)
            beside = first is not None and breaks[first.first] == Break.SOFT == breaks[index]
            speaker = None if beside else first or self.phrases.phrase_before(index, start, reading)
        if speaker is None and reading.peeled.before == "ف":
            speaker = self._asked(index)
        if speaker is None and not self._of_several(index, reading):
            speaker, end = self.phrases.phrase(index, start, reading, end, bound)
        if speaker is None and not reading.peeled.before and reading.use.use != "continue":
            speaker = self.topic(index)
        return Whose(speaker, via, end)

    def _of_several(self, index: int, reading: Reading) -> bool:
        """Whether the verb is of two or several: such a one has its subject before it (`قالوا إن`, `وأكدا أهمية`)."""
        core, after = reading.peeled.core, reading.peeled.after
        if self.lexis.view.words[index].endswith("و"):
            return False  # `قالو الناس`
        if reading.use.part not in FINITE or after:
            return False
        if core.endswith(("وا", "ون")) and len(core) > _SHORT:
            return True
        uses = self.lexis.book.forms.get(core[:-1], ()) if core.endswith("ا") else ()
        return any(use.entry == reading.use.entry and use.part == "past" for use in uses)

    def _asked(self, index: int) -> Speaker | None:
        """`سألنا قائد الارتكاز فقال`: who was asked in the sentence, and answers."""
        first, _ = self.lexis.view.sentence_at(index)
        near = range(index - 1, max(first, index - ASIDE) - 1, -1)
        asking = next((k for k in near if self.lexis.view.words[k].lstrip("و") in _ASKS), None)
        return self.speakers.at(asking + 1, bound=index) if asking is not None and asking + 1 < index else None

    def _by_way(self, start: int) -> bool:
        """Whether the way it was said stands between verb and subject: `قالت عبر الهاتف نازحة`."""
        behind = start + 2
        way = behind < self.lexis.size and self.lexis.view.words[start] == "عبر" and self.lexis.article(start + 1)
        if not way or not self.lexis.joined(behind):
            return False
        return not (self.phrases.openings.complement(behind) or self.ground.verb(behind))

    def describes(self, index: int, start: int) -> bool:
        """`نشرت الصفحة صورة قالت إنها`: whether the verb tells of the indefinite noun before it what somebody says."""
        lexis = self.lexis
        noun = lexis.joined(index) and not lexis.article(index - 1) and not lexis.any(index - 1, CLAUSE)
        brings = start < lexis.size and self.phrases.openings.complement(start)
        return noun and brings and not (lexis.is_verb(index - 1) or index - 1 in self.ground.inside)

    def _apposed(self, speaker: Speaker) -> bool:
        """Whether a comma stands in the phrase, so that another may end it: `الناطق باسم القوات، المقدم سالم، وصف`."""
        first = speaker.first if speaker.left < 0 else speaker.left
        return any(self.lexis.view.breaks[k] for k in range(first + 1, speaker.end))

    def main_subject(self, index: int) -> Speaker | None:
        """Who does what the sentence tells, where nobody has spoken in it yet: `انسحبت القوات، مؤكدة أن`."""
        first, _ = self.lexis.view.sentence_at(index)
        return None if self.heard.at >= first else self.topics.main_subject(index)

    def topic(self, index: int) -> Speaker | None:
        """`تفرش حليمة آدم بضاعتها. … تقول: «…»`: the person whom the paragraph tells of, and who speaks in a verb
        without a subject that opens its sentence or stands behind a quotation; of the gender of that verb."""
        view = self.lexis.view
        first, _ = view.sentence_at(index)
        opens = index == first or (view.breaks[index] == Break.SOFT and self.extents.quoted_before(index) is not None)
        start = max((a for a, b in view.paragraphs if a <= index), default=0)
        if not opens or self.heard.at >= start:
            return None
        for _ in range(_SENTENCES):
            if first <= start:
                return None
            first, _ = view.sentence_at(first - 1)
            found = self.topics.person_told_of(first)
            if found is not None:
                verb, person = found
                return person if _feminine(view.words[verb]) == _feminine(view.words[index]) else None
        return None

    def _subject(self, index: int, start: int, reading: Reading, bound: int | None) -> Whose:
        """Who speaks behind the verb, whom that is passed on by (`نقلت الوكالة عن مصدر`), and the word after them."""
        words, speakers = self.lexis.view.words, self.speakers
        passing = reading.peeled.core.endswith(PASSING)
        if passing and words[start : start + 1] == ["عن"] and self.lexis.joined(start):  # `نقل عن مصدر`
            quoted = self.phrases.till_content(start + 1)
            via = self.preceding.before(index) or (
                self.phrases.clause_subject(index - 1) if words[index - 1] == "قد" else None
            )
            return Whose(quoted, via, quoted.end) if quoted else Whose(None, None, start)
        entry = self.lexis.book.speech[reading.use.entry]
        governs = entry.governs - {"عن"} if passing else entry.governs
        speaker = speakers.at(start, governed=governs, bound=bound)
        if speaker is None or not self.asides.is_subject(start) or self._of_several(index, reading):
            return Whose(None, None, start)
        if speaker.first == start and not speakers.agrees(words[index], speaker):
            return Whose(None, None, start)
        if self._object(start):
            return Whose(None, None, start)
        if reading.peeled.core.endswith(SPREADING) and self.ground.kind(speaker.first) == "document":
            return Whose(None, None, start)
        plain = speaker.who is None and self.lexis.article(speaker.first)
        if self._borne_by(index, speaker, reading) or self._addressed(index, speaker, reading):
            return Whose(None, None, start)
        owned = self.lexis.infos[start].after in ("ه", "ها", "هم") and self.lexis.has(start, "sources.document")
        if (
            owned or words[start] == "ذوي" or (plain and words[speaker.first].endswith("ين"))
        ):  # `ويتهم الباحثين`: an accusative
            return Whose(None, None, start)
        end = speaker.end
        after = end
        while after in self.ground.time_words:
            after += 1
        if passing and after > end and words[after : after + 1] == ["عن"]:
            end = after  # `نقلت الوكالة، الخميس، عن مصدر`
        parted = end < len(words) and self.lexis.view.breaks[end] > (Break.NONE if end == speaker.end else Break.SOFT)
        if end < len(words) and words[end] in ("عن", "الي") and not parted:
            quoted = speakers.at(end + 1, bound=self.phrases.bound(end + 1, quoting=True))
            if quoted and ((words[end] == "عن" and passing) or self.phrases.quoting(quoted.end) is not None):
                return Whose(quoted, speaker, quoted.end)
        return Whose(speaker, None, speaker.end)

    def _object(self, start: int) -> bool:
        """`كتب بيانا`: whether the word is an indefinite accusative, what somebody writes or asks, and no subject."""
        word, info = self.lexis.view.words[start], self.lexis.infos[start]
        bare = not (info.article or info.names or info.after)
        plain = word.endswith("ا") and bare and start not in self.ground.inside
        return plain and bool(self.lexis.book.info(word[:-1]).tags)

    def _borne_by(self, index: int, speaker: Speaker, reading: Reading) -> bool:
        """`وحمّل قوات الأمن المسؤولية`, `وحمّل الكتيبة المكلفة بالحراسة كامل المسؤولية`: who is to bear it."""
        if speaker.end >= self.lexis.size:
            return False
        behind = self.lexis.view.words[speaker.end]
        if is_blame(behind):
            return True
        bears = reading.peeled.core.endswith(BEARS) and reading.peeled.before == "و"
        return bears and (behind in _WHOLE or self.ground.with_by(speaker.end))

    def _addressed(self, index: int, speaker: Speaker, reading: Reading) -> bool:
        """`…، وحذرت سكان البلدة من`, `…، وتوعدت المهاجمين ب`: whom the speaker of the sentence warns or threatens."""
        stance = self.lexis.book.speech[reading.use.entry].stance
        if reading.peeled.before != "و" or self.heard.at < self.lexis.view.sentence_at(index)[0]:
            return False
        if stance == "warns":
            return self.lexis.view.words[speaker.end : speaker.end + 1] == ["من"]
        opens = index == self.lexis.view.sentence_at(index)[0]
        return stance == "threatens" and not opens and speaker.definite

    def _bound(self, index: int, start: int, stance: Stance, reading: Reading) -> int | None:
        """Where a phrase behind the verb ends at the latest: before what is said, or, where that stands before the verb
        (`«…»، قال سالم`), at the next comma. None where an object may stand between, or nothing is brought in."""
        if stance in OBJECTS or reading.peeled.core.endswith(DESCRIBES):
            return None
        bound = self.phrases.bound(start)
        after = self.lexis.view.breaks[index] == Break.SOFT and not reading.peeled.before
        if bound is None and after and self.extents.quoted_before(index) is not None:
            return self._next_break(start)
        return bound

    def _next_break(self, start: int) -> int:
        """The next word behind a comma or full stop, but for a name between commas."""
        breaks = self.lexis.view.breaks
        name = next((k for k in range(start + 1, min(start + ASIDE, len(breaks))) if breaks[k]), start)
        if name > start and breaks[name] == Break.SOFT and self.asides.names(name):
            start = name
        return next(
            (k for k in range(start + 1, min(start + ASIDE, len(breaks))) if breaks[k]), min(start + ASIDE, len(breaks))
        )

    def dropped(self, index: int, start: int, part: str) -> bool:
        """A verb without a subject of its own, whose speaker is the last one: `وقال إن`, `كما قال في مؤتمر صحفي إن`."""
        lexis = self.lexis
        if lexis.view.words[index].startswith("و"):
            return True
        first, _ = lexis.view.sentence_at(index)
        setting = index - first <= 8 and self.asides.setting(first)
        spoken = lexis.view.breaks[index] == Break.SOFT and self.heard.at >= first
        if part == "past" and self.describes(index, start):
            return True
        free = part == "past" and (index == first or setting or spoken or lexis.view.words[index - 1] in _AFTER)
        return free and (
            (start < lexis.size and lexis.view.breaks[start] > Break.NONE)
            or lexis.any(start, CLAUSE)
            or start in self.ground.time_words
            or not self.asides.is_subject(start)
        )


def _feminine(verb: str) -> bool:
    """Whether a finite verb is of a woman, or of several things: `قالت`, `تقول`."""
    return verb.endswith("ت") or verb.removeprefix("و").startswith("ت")
