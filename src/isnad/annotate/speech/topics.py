"""Layer 6: whom a sentence or paragraph is about, and who so goes on speaking without being named again."""

from dataclasses import replace

from isnad.annotate.names.persons import unknown
from isnad.annotate.speech.act import Speaker
from isnad.annotate.speech.asides import NAMING
from isnad.annotate.speech.preceding import OPENERS, OPENING
from isnad.annotate.speech.speakers import Speakers
from isnad.arabic.view import Break

_BY = frozenset({"ب"})
_SOMEBODY = frozenset({"people.kin", "people.honorific", "people.rank"})
_RECENT = 120
_NEAR = 4


class Topics:
    """Finds whom the sentences of one report are about."""

    def __init__(self, speakers: Speakers) -> None:
        self.speakers, self.ground, self.asides, self.lexis = speakers, speakers.ground, speakers.asides, speakers.lexis

    def introduced(self, speaker: Speaker) -> Speaker | None:
        """Whom a definite noun means who has not spoken yet: the phrase with this head noun before it, without the
        article (`استقبل وزير الري وفدا. وأعرب الوزير عن`)."""
        lexis, infos = self.lexis, self.lexis.infos
        for k in range(speaker.first - 1, max(-1, speaker.first - _RECENT), -1):
            word = lexis.view.words[k]
            if not (word.endswith(speaker.head) and word[len(infos[k].before) :] == speaker.head):
                continue
            found = self.speakers.at(k, opening=True)
            if found is not None and found.end > k + 1:
                return found
        return None

    def main_subject(self, index: int) -> Speaker | None:
        """Who does what the sentence tells before the word: behind its first verb, or before that."""
        lexis = self.lexis
        first = self._clause(index)
        strange = not (lexis.tags[first] or lexis.infos[first].names or lexis.article(first))
        if first + 1 < index and strange and self._begins(first + 1):
            return self.speakers.at(first + 1, governed=_BY)  # `ورهن عضو الوفد المشاركة`
        reach = _NEAR + 1 if lexis.has(first, "particles.preposition") else 3
        for verb in range(first, min(first + reach, index)):
            if self.ground.verb(verb) or (verb > first and lexis.view.words[verb - 1].lstrip("وف") in ("لم", "لن")):
                return self.speakers.at(verb + 1, governed=_BY) if verb + 1 < index else None
        speaker = self.speakers.at(first, opening=True)
        behind = speaker.end if speaker else first
        does = behind < index and (self.ground.verb(behind) or unknown(lexis, behind)) and not lexis.article(behind)
        return speaker if does else None

    def _clause(self, index: int) -> int:
        """The first word of the main clause before a word: behind `غير أن`, `أما`, `في المقابل،`."""
        lexis = self.lexis
        first, _ = lexis.view.sentence_at(index)
        near = range(first, min(first + _NEAR, index))
        after = next((k + 1 for k in near if lexis.any(k, OPENING) and lexis.has(k, "particles.complement")), first)
        comma = next((k for k in near if k > first and lexis.view.breaks[k] == Break.SOFT), first)
        if after == first and not any(self.ground.verb(k) or self._begins(k) for k in range(first, comma)):
            after = comma
        while after + 1 < index and lexis.view.words[after] in OPENERS:
            after += 1
        return after

    def _begins(self, index: int) -> bool:
        """Whether somebody's phrase begins with the word for certain."""
        named = index in self.ground.pointers and not self.lexis.infos[index].before
        return named or self.ground.kind(index) is not None or self.lexis.any(index, NAMING)

    def person_told_of(self, first: int) -> tuple[int, Speaker] | None:
        """The first verb of a sentence and the person who does what it tells: `تحمل نهاد الصباغ صورة`, `ما زالت والدة
        سالم تنتظر`."""
        _, last = self.lexis.view.sentence_at(first)
        clauses = [k for k in range(first + 1, last) if self.lexis.view.breaks[k]]
        near = [*range(first, min(first + _NEAR + 1, last - 1)), *(k for k in clauses[:2] if k + 1 < last)]
        for verb in near:
            word = self.lexis.view.words[verb]
            shaped = (word[0] in "تي" or word.endswith("ت")) and unknown(self.lexis, verb)
            if not (self.ground.verb(verb) or shaped):
                continue
            pointer = self.ground.pointers.get(verb + 1)
            named = pointer is not None and pointer.kind == "person"
            stranger = all(unknown(self.lexis, k) and not self.ground.verb(k) for k in (verb + 1, verb + 2))
            stranger = stranger and self.lexis.article(verb + 2) and not self.lexis.article(verb + 1)
            if named or self.speakers.nominals.nouns.described(verb + 1) or self.lexis.any(verb + 1, _SOMEBODY):
                speaker = self.speakers.at(verb + 1)
                return (verb, speaker) if speaker is not None else None
            name = replace(self.speakers.described(verb + 1, verb + 3), anonymous=False)
            return (verb, name) if stranger else None
        return None
