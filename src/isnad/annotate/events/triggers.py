"""Words that open an event."""

from dataclasses import dataclass, field, replace

from isnad.annotate.lexis import FINITE, NOUN_PARTS, Lexis
from isnad.annotate.names import Cast
from isnad.arabic.clitics import bare_forms
from isnad.arabic.inflect import Part
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break
from isnad.codebook.book import Reading
from isnad.codebook.entries import EventEntry
from isnad.model import Span

_REACH, _BEHIND, _OBJECT = 20, 8, 4
OF_FORCE = frozenset({"ASSAULT", "COERCE", "CONTROL", "RETREAT", "MOBILIZE", "RELOCATE"})
"""Types of what is done by force, or by moving forces."""
_CLAUSE = frozenset({"particles.complement", "particles.relative", "particles.contrast", "particles.condition"})
_GOVERNING = frozenset({
    "particles.preposition", "particles.deeds", "unreal.modal", "unreal.possible", "unreal.general", "unreal.work",
})  # fmt: skip
_PEOPLE = frozenset({"people.post", "people.rank", "people.leaders", "people.kin", "people.people", "people.honorific"})
_COUNTING = frozenset("عده عشرات مئات اي بعض كل جميع".split())
_DOUBTFUL = frozenset({"participle", "present"})
_OFNOUN_PARTS = frozenset("في الي علي عن قرب نحو".split())
_AUXILIARY = frozenset("قد لقد كان كانت وقد فقد بعدما عندما حيث".split())


@dataclass(slots=True)
class Trigger:
    """Words `first` to `end` open a happening of the kind `entry`, which is named (`هجوم`) or told (`هاجم`): `is_noun`;
    `after` is a pronoun written onto the word."""

    first: int
    end: int
    entry: EventEntry
    part: Part
    before: str
    article: bool
    after: str
    is_noun: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_noun = self.part in NOUN_PARTS


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An entry whose word stands here but which did not fire, and why."""

    index: int
    entry: str
    reason: str


def triggers(lexis: Lexis, cast: Cast, times: list[Span], misses: list[NearMiss] | None = None) -> list[Trigger]:
    """All triggers of the report in order; of two that share a word the longer stands."""
    blocked = _blocked(lexis, cast, times)
    found: list[Trigger] = []
    for index in lexis.of_kind("event"):
        if lexis.skip[index]:
            continue
        trigger = _at(lexis, index, blocked, found[-1] if found else None, misses)
        if trigger is None:
            continue
        while found and found[-1].end > trigger.first and _weight(trigger) > _weight(found[-1]):
            found.pop()
        if not found or (found[-1].end <= trigger.first and not _struck(lexis, found[-1], trigger)):
            found.append(trigger)
    return found


def _struck(lexis: Lexis, verb: Trigger, noun: Trigger) -> bool:
    """`هاجم مسلحون رتلا للجيش`: troops that are the object of an attack are no deployment."""
    if noun.entry.type != "MOBILIZE" or not noun.is_noun or verb.is_noun or verb.entry.type != "ASSAULT":
        return False
    between = range(verb.end, noun.first + 1)
    near = len(between) <= _OBJECT and not noun.before
    return near and not any(lexis.view.breaks[k] or lexis.has(k, "particles.preposition") for k in between)


def _weight(trigger: Trigger) -> int:
    return trigger.end - trigger.first


def _blocked(lexis: Lexis, cast: Cast, times: list[Span]) -> bytearray:
    """Words inside names and time expressions open nothing."""
    blocked = bytearray(lexis.size)
    for pointer in cast.pointers:
        if not pointer.anaphor:
            blocked[pointer.first : pointer.end] = b"\x01" * (pointer.end - pointer.first)
    for span in times:
        first, end = lexis.view.word_range(span)
        blocked[first:end] = b"\x01" * (end - first)
    return blocked


def _at(
    lexis: Lexis, index: int, blocked: bytearray, last: Trigger | None, misses: list[NearMiss] | None
) -> Trigger | None:
    """The longest trigger at this word; `last` is the one found before it."""
    best: Trigger | None = None
    for reading in lexis.infos[index].uses:
        use, peeled = reading.use, reading.peeled
        if use.use != "event":
            continue
        if (peeled.before or peeled.after or use.part in _DOUBTFUL) and _another_word(lexis, index, reading):
            continue
        end = lexis.tail_end(index, use.tail) if use.tail else index + 1
        if end is None:
            continue
        entry = lexis.book.events[use.entry]
        reason = _refusal(lexis, index, end, entry, blocked)
        if reason is not None:
            if misses is not None:
                misses.append(NearMiss(index, use.entry, reason))
            continue
        trigger = Trigger(index, end, entry, use.part, peeled.before, peeled.article, peeled.after)
        if best is None or _weight(trigger) > _weight(best) or (entry.near and not best.entry.near):
            best = trigger
    if best and best.part == "past" and (_after_verb(lexis, index) or _named(lexis, index, last)):
        return _as_noun(lexis, index, best)
    return best


def _another_word(lexis: Lexis, index: int, reading: Reading) -> bool:
    """`وزير` is no passive `زير` behind `و`, `والده` no verb, `بحثه` no `حثه` behind `ب`: what is known whole is not
    taken apart. `طالباني` is a name; `ثلاثة متهمين` are people, not said of who accuses; `إلى تدمر` is no verb."""
    use, peeled = reading
    if use.part == "participle":
        return _among_people(lexis, index)
    info = lexis.infos[index]
    if use.part == "present" and lexis.joined(index) and lexis.view.words[index - 1] in _OFNOUN_PARTS:
        return True
    if use.part in FINITE:
        whole = len(peeled.core) < len(lexis.view.words[index]) - len(info.before) - len(info.after)
        named = peeled.after == "ني" and peeled.core.endswith("ا")
        return named or (whole and not use.tail and lexis.any(index, _PEOPLE))
    least = info.uses[0]
    return peeled.before != "" and use.part in NOUN_PARTS and not least.peeled.before and least.use.use == "event"


def _among_people(lexis: Lexis, index: int) -> bool:
    """Whether the indefinite participle stands where only a noun can: behind a preposition or a numeral."""
    if not index or lexis.view.breaks[index] > Break.NONE or not lexis.view.words[index].endswith("ين"):
        return False
    word = lexis.view.words[index - 1]
    governed = lexis.has(index - 1, "particles.preposition") or lexis.has(index - 1, "particles.against")
    return governed or word.isdigit() or word in _COUNTING or value_of(word) is not None


def _named(lexis: Lexis, index: int, last: Trigger | None) -> bool:
    """`في خطف الرهائن`, `عمليات قتل`, `تفجير وخطف وقتل`: behind a preposition, in a construct, joined to a noun."""
    if not index or lexis.view.breaks[index] > Break.NONE:
        return False
    before = lexis.infos[index].before
    if before == "و" or (not before and lexis.view.words[index].startswith("و")):
        return last is not None and last.end == index and last.is_noun
    return not before and lexis.any(index - 1, _GOVERNING)


def _as_noun(lexis: Lexis, index: int, trigger: Trigger) -> Trigger:
    """The same word as a verbal noun, where it is spelt like one (`قصف`, `خطف`)."""
    for use, peeled in lexis.infos[index].uses:
        if use.entry == trigger.entry.id and use.part == "noun" and peeled.before == trigger.before:
            return replace(trigger, part="noun")
    return trigger


def _after_verb(lexis: Lexis, index: int) -> bool:
    """`نفت الوزارة قصف المدينة`: behind another verb of its clause, with nothing that begins a clause between."""
    if lexis.infos[index].before or lexis.view.words[index].startswith("و"):
        return False
    for at in range(index - 1, max(0, index - _BEHIND) - 1, -1):
        if lexis.view.breaks[at + 1] > Break.NONE or lexis.any(at, _CLAUSE) or lexis.view.words[at] in _AUXILIARY:
            return False
        if lexis.is_verb(at) and not lexis.article(at):
            return not any(r.use.part in NOUN_PARTS for r in lexis.infos[at].uses)
    return False


def _refusal(lexis: Lexis, index: int, end: int, entry: EventEntry, blocked: bytearray) -> str | None:
    """Why the entry may not fire here, or None."""
    if blocked[index]:
        return "part of a name or a date"
    if lexis.view.words[index] in _ADVERBS:
        return "an adverb"
    if lexis.view.words[index] == "فقد" and index + 1 < lexis.size and lexis.is_verb(index + 1):
        return "an auxiliary of the verb behind it"
    if entry.not_before and end < lexis.size and _begins_one(lexis, end, entry.not_before):
        return "followed by a word of not_before"
    if entry.not_after and index and _ends_one(lexis, index, entry.not_after):
        return "preceded by a word of not_after"
    named = index + 1 < lexis.size and lexis.view.words[index + 1] in _NAME_WORDS
    if named or (entry.type in ("REQUEST", "REJECT", "COERCE") and _withheld(lexis, end)):
        return "somebody withholds a name"
    if entry.near and not _near(lexis, index, entry.near):
        return "none of the words of near stands in the clause"
    return None


_ADVERBS = frozenset({"سلبا", "وسلبا"})
_NAME_WORDS = frozenset("اسمه اسمها هويته هويتها اسميهما اسماءهم هويتهم اسمائهم".split())


def _withheld(lexis: Lexis, end: int) -> bool:
    """`طلب عدم ذكر اسمه`, `رفض الكشف عن هويته`: said of a source, not of the conflict."""
    return any(word in _NAME_WORDS for word in lexis.view.words[end - 1 : end + 4])


def _begins_one(lexis: Lexis, index: int, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases begins at this word."""
    single, longer = lexis.book.near_words(phrases)
    if not single.isdisjoint(bare_forms(lexis.view.words[index])):
        return True
    return any(_phrase_at(lexis, index, phrase) for phrase in longer)


def _ends_one(lexis: Lexis, index: int, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases ends right before this word."""
    single, longer = lexis.book.near_words(phrases)
    if not single.isdisjoint(bare_forms(lexis.view.words[index - 1])):
        return True
    return any(_phrase_ending(lexis, index, phrase) for phrase in longer)


def _phrase_at(lexis: Lexis, index: int, phrase: str) -> bool:
    words = lexis.book.fold_words(phrase)
    return all(index + k < lexis.size and lexis.is_word(index + k, word) for k, word in enumerate(words))


def _phrase_ending(lexis: Lexis, index: int, phrase: str) -> bool:
    words = lexis.book.fold_words(phrase)
    start = index - len(words)
    return start >= 0 and all(lexis.is_word(start + k, word) for k, word in enumerate(words))


def _near(lexis: Lexis, index: int, wanted: tuple[str, ...]) -> bool:
    first, last = lexis.view.sentence_at(index)
    low, high = max(first, index - _REACH), min(last, index + _REACH)
    for at in range(index, low, -1):
        if lexis.view.breaks[at] > Break.SOFT:
            low = at
    words, phrases = lexis.book.near_words(wanted)
    for at in range(low, high):
        if at != index and not words.isdisjoint(bare_forms(lexis.view.words[at])):
            return True
    return any(_phrase_at(lexis, at, phrase) for phrase in phrases for at in range(low, high) if at != index)
