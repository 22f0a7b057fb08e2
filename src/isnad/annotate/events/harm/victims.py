"""Who was harmed, how many, of which group."""

from bisect import bisect_left
from dataclasses import dataclass, replace

from isnad.annotate.events.harm.people import AMONG, NEAR, NOT_PEOPLE, TAGS, Part, People
from isnad.arabic.view import Break
from isnad.model import Victims
from isnad.model.vocabulary import Group, Harm

_GUNMEN = frozenset({"authors.armed", "people.unknown"})
_HELD_BY = frozenset("لدي عند بيد بايدي".split())
_SELF_COUNTING = frozenset("قتيل قتيلا شهيد شهيدا جريح جريحا مصاب مصابا قتيله".split())
_DUAL = frozenset("قتيلين قتيلان شهيدين شهيدان جريحين جريحان مصابان".split())
_MANY = frozenset("قتلي القتلي شهداء الشهداء جرحي الجرحي مصابين مصابون اصابات ضحايا جثث جثامين اسري".split())
_WITHOUT = frozenset("دون بدون عدم لم ولم".split())
_NOT = frozenset("لم لا ولم ولا ليس".split())
_ANY = frozenset("اي ايه ايا ايت".split())
_NEGATED = 9
_ADJECTIVES = frozenset({"nations.adjective", "units.plain_adjective", "sources.adjective"})
_AGES = frozenset("عام عاما سنه سنوات ربيعا".split())
_IN = frozenset("في خلال اثر جراء".split())
_AFTER_TAIL = frozenset("عن سراح سبيل".split())
_UNTAKEN = frozenset(("harm.released", "harm.displaced"))
_DEEDS = frozenset("مقتل قتل استشهاد اعدام اغتيال تصفيه اصابت اعتقال احتجاز توقيف اسر خطف اختطاف اختفاء".split())
_REACH, _BACK = 9, 25
HARMED_BY: dict[Harm, tuple[str, ...]] = {
    "killed": ("ASSAULT",), "injured": ("ASSAULT",), "detained": ("COERCE", "ASSAULT"),
    "released": ("CONCEDE", "AGREE"), "missing": ("ASSAULT", "COERCE"),
    "displaced": ("RELOCATE", "RETREAT", "ASSAULT", "COERCE"),
}  # fmt: skip
"""The types of event that can do such harm, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Harmed:
    """A statement of harm in the words `first` to `end`, with the harm word at `first`."""

    first: int
    end: int
    victims: Victims


class VictimReader(People):
    """Finds statements of harm in one report."""

    def read(self, first: int, end: int) -> list[Harmed]:
        """Statements of harm in the sentence `first` to `end`."""
        found: list[Harmed] = []
        reached = first
        for index in self.harmed[bisect_left(self.harmed, first) : bisect_left(self.harmed, end)]:
            if index < reached or self.lexis.skip[index]:
                continue
            harm = self.harms[index]
            before = self._pronoun(index, end, harm) or self._before(first, index, harm, end)
            if before is not None:
                found.append(before)
                continue
            harms, stop = [harm], self._tail(index)
            while stop < end and self._joined_harm(index, stop):
                harms.append(self.harms[stop])
                stop += 1
            rows = self._count(index, stop, end, list(dict.fromkeys(harms)))
            found += rows
            reached = max(stop, rows[-1].end if rows else stop)
        return found

    def _tail(self, index: int) -> int:
        """The word after a harm word and what completes it: `أفرجت حماس عن`, `إطلاق سراح`."""
        ends = [
            self.lexis.tail_end(index, reading.use.tail) or 0
            for reading in self.lexis.uses(index, "harm")
            if reading.use.tail and reading.use.tail[-1] in _AFTER_TAIL
        ]
        return max([self.lexis.until[index] if self.lexis.any(index, TAGS) else index + 1, *ends])

    def _counts_itself(self, index: int) -> bool:
        word = self.lexis.view.words[index].lstrip("وب").removeprefix("ال")
        return word in _DUAL or word in _SELF_COUNTING

    def _pronoun(self, index: int, end: int, harm: Harm) -> Harmed | None:
        """`اعتقاله`, `قتلوهم`, `الإفراج عنه`: a pronoun tells who was harmed, if no people follow."""
        lexis, last = self.lexis, self._tail(index) - 1
        word, phrase = lexis.view.words[last], last > index or harm == "released"
        if phrase and last == index and index + 1 < end and lexis.view.words[index + 1].startswith("عن"):
            word, last = lexis.view.words[index + 1], index + 1
        if phrase:
            after = next((a for a in ("هما", "هم", "ها", "ه") if last > index and word in _possessed(a)), "")
        else:
            after = self._object(index)
        if not after or self._part(last + 1, end) is not None:
            return None
        n = {"ه": 1, "ها": 1, "هما": 2}.get(after)
        return self._row(index, last + 1, harm, Part(last + 1, n, n, self._meant(index) if n == 1 else "unknown"))

    def _meant(self, index: int) -> Group:
        """The group of the person told of last before the pronoun in its sentence (`على طبيب، ما أدى لمقتله`)."""
        first, _ = self.lexis.view.sentence_at(index)
        for at in range(index - 1, max(first, index - _BACK) - 1, -1):
            if at in self.persons:
                return "unknown"
            people = self._people(at) if at not in self.actors else None
            if people is not None and people[1] == 1:
                return people[0]
        return "unknown"

    def _object(self, index: int) -> str:
        """The pronoun on a verb of harm, or on its verbal noun."""
        lexis = self.lexis
        if lexis.any(index, _UNTAKEN) or self._people(index) is not None:
            return ""
        if lexis.any(index, TAGS):
            return lexis.infos[index].after if self._bare(index) in _DEEDS else ""
        return next((r.peeled.after for r in lexis.uses(index, "harm") if not r.use.tail), "")

    def _before(self, first: int, index: int, harm: Harm, end: int) -> Harmed | None:
        """`إن ثلاثة أشخاص قتلوا`, `قتلتا`, `أن الشاب قتل برصاص`: a verb after its people."""
        lexis, at = self.lexis, index - 1
        linked = lexis.infos[index].before.startswith("و") or lexis.view.words[index].startswith("و")
        if at < first or linked or not lexis.is_verb(index) or self._part(index + 1, end) is not None:
            return None
        if not self._numbered(index):
            return self._one_before(first, index, harm, end)
        at = self._past_adjectives(first, at)
        apart = lexis.view.breaks[index] or self._is_linked(at)
        people = None if apart else self._people(at)
        quantity = self.number_ends.get(at) or (self.number_ends.get(at - 1) if at - 1 > first else None)
        if quantity is not None and (people is not None or lexis.view.words[at] not in NOT_PEOPLE):
            group = people[0] if people else "unknown"
            return self._row(quantity.first, index + 1, harm, Part(index + 1, quantity.low, quantity.high, group))
        if lexis.view.words[index].endswith("تا") or (people and people[1] == 2):
            return self._row(index, index + 1, harm, Part(index + 1, 2, 2, people[0] if people else "unknown"))
        return None

    def _past_adjectives(self, first: int, at: int) -> int:
        """`جنديين عراقيين قتلا`, `28 شخصا على الأقل قتلوا`: the word of the people, past what tells more of them."""
        words = self.lexis.view.words
        if at - 2 > first and words[at - 1 : at + 1] == ["علي", "الاقل"]:
            at -= 2
        if self._people(at) is not None or at in self.numbers or at - 1 <= first:
            return at
        agrees = words[at].endswith(("ين", "ان", "ون")) and self._people(at - 1) is not None
        return at - 1 if agrees or self.lexis.any(at, _ADJECTIVES) else at

    def _one_before(self, first: int, index: int, harm: Harm, end: int) -> Harmed | None:
        """`الطفل سالم، 14 عاما، قتل برصاص`: one person right before a verb that nothing follows but how and where."""
        lexis, at = self.lexis, index - 1
        if harm == "released" or lexis.infos[index].before or not self._led_off(index + 1, end):
            return None
        age = self.number_ends.get(at)
        at = age.first - 1 if age and lexis.view.words[at] in NOT_PEOPLE else at
        named = next((p for p in self.persons.values() if p.end == at + 1), None)
        if named is not None and named.first >= first:
            return self._row(named.first, index + 1, harm, Part(index + 1, 1, 1, self._titled(named.first), named.who))
        people = self._people(at) if at >= first and at == index - 1 and not lexis.view.breaks[index] else None
        if people is None or people[1] != 1:
            return None
        return self._row(at, index + 1, harm, Part(index + 1, 1, 1, people[0]))

    def _led_off(self, index: int, end: int) -> bool:
        """Whether nothing that a verb could have harmed comes next: a break, or a preposition."""
        if index >= end or self.lexis.view.breaks[index] >= Break.SOFT:
            return True
        return self.lexis.has(index, "particles.preposition") or self._by(index)

    def _by(self, index: int) -> bool:
        """`برصاص`, `بقصف`: a noun behind a written ب."""
        word = self.lexis.view.words[index]
        if not word.startswith("ب") or len(word) < 4 or index in self.actors:
            return False
        tags = self.lexis.tags[index]
        return self.lexis.infos[index].before == "ب" or not tags or "particles.by" in tags

    def _numbered(self, index: int) -> bool:
        """Whether the harm word is a verb in the dual or the plural, or ends like one."""
        return self.lexis.is_verb(index) and self.lexis.view.words[index].endswith(("وا", "ا", "ت"))

    def _joined_harm(self, first: int, index: int) -> bool:
        lexis, word = self.lexis, self.lexis.view.words[index]
        if not word.startswith("و") or lexis.view.breaks[index] != Break.NONE or index not in self.harms:
            return False
        if self._counts_itself(index - 1) or (index - 1 == first and self._numbered(first)):
            return lexis.view.words[first].endswith("ت") and lexis.view.words[index].endswith("ت")
        return not lexis.view.words[index].endswith(("ه", "ها", "هم")) or self._bare(index) not in _DEEDS

    def _count(self, first: int, stop: int, end: int, harms: list[Harm]) -> list[Harmed]:
        lexis, words = self.lexis, self.lexis.view.words
        if any(words[k] in _WITHOUT for k in range(max(0, first - 3), first)) or self._denied(first):
            return []
        bare = [words[k][1:] if words[k][:1] in "وب" and len(words[k]) > 4 else words[k] for k in range(first, stop)]
        bare = [w.removeprefix("ال") for w in bare]
        if len(harms) == stop - first and all(w in _MANY for w in bare):
            return self._plurals(first, stop, end, harms)
        if bare[0] in _DUAL or bare[0] in _SELF_COUNTING:
            return [self._self_counted(first, stop, end, harm, 2 if bare[0] in _DUAL else 1) for harm in harms]
        part = self._first_part(stop, end)
        if part is None:
            return []
        if lexis.is_verb(first) and part.who is None and self._uncounted(stop, part.end):
            taken = self._object_after(part, end)
            if taken is None and harms[0] == "detained" and self._gunmen(stop, part.end):
                return []
            part = taken or part
        if len(harms) > 1 and part.who is None:  # one number for two harms
            return [self._row(first, part.end, harm, replace(part, low=None, high=None)) for harm in harms]
        return [self._row(first, one.end, harm, one) for one in self._summed(part, end) for harm in harms]

    def _denied(self, first: int) -> bool:
        """`لم تسفر الغارة عن وقوع أي إصابات`, `دون أن يخلف ضحايا`: the verb of result, or `أي`, is negated."""
        words, lexis = self.lexis.view.words, self.lexis
        start = max(0, first - _NEGATED)
        for at in range(first - 1, start - 1, -1):
            if lexis.view.breaks[at + 1] > Break.NONE:
                return False
            if words[at].lstrip("وف") in _NOT or words[at] in _WITHOUT:
                return words[first - 1] in _ANY or any(lexis.has(k, "harm.result") for k in range(at + 1, first))
        return False

    def _plurals(self, first: int, stop: int, end: int, harms: list[Harm]) -> list[Harmed]:
        """`قتلى وجرحى من الطرفين`, `12 قتيلا`; one number before two of them is not told apart."""
        shared = len(harms) > 1 and first in self.number_ends and first + 1 not in self.number_ends
        rows = [self._self_counted(at, at + 1, end, harm, None, shared=shared) for at, harm in enumerate(harms, first)]
        sides = next((self.both[k] for k in range(stop, min(stop + 4, end)) if k in self.both), None)
        if sides is None:
            return rows
        return [
            replace(row, victims=replace(row.victims, group="combatant", side=side)) for row in rows for side in sides
        ]

    def _self_counted(self, at: int, stop: int, end: int, harm: Harm, n: int | None, *, shared: bool = False) -> Harmed:
        """`قتيلان`, `خمسة جرحى`; in `15 قتيلا وجريحا` and `15 بين قتيل وجريح` each number is unknown."""
        words, before = self.lexis.view.words, self.number_ends.get(at)
        group = self._group(stop, end)
        if n == 1 and not before:
            shared |= "بين" in words[max(0, at - 2) : at]
            shared |= at - 1 in self.number_ends and words[at].startswith("و") and words[at].endswith("ا")
        shared |= bool(n == 1 and before and stop < end and self._joined_count(stop))
        low, high = (None, None) if shared else (before.low, before.high) if before else (n, n)
        return self._row(at, stop, harm, Part(stop, low, high, group))

    def _joined_count(self, index: int) -> bool:
        word = self.lexis.view.words[index]
        return word.startswith("و") and word.endswith("ا") and word[1:] in _SELF_COUNTING

    def _first_part(self, start: int, end: int) -> Part | None:
        """`مقتل 5 مدنيين`, `إصابة عدد من العناصر`, `اعتقال الناشط X`: the people after words of harm."""
        lexis, words = self.lexis, self.lexis.view.words
        for at in range(start, min(start + _REACH, end)):
            if at > start and lexis.view.breaks[at] >= Break.SOFT and not lexis.view.opens(at):
                return None
            part = self._part(at, end)
            if part is not None:
                return part
            verbal = lexis.is_verb(start - 1)
            if verbal and (self._by(at) or words[at] in _IN):
                return self._far_part(at + 1, end)
            ended = lexis.is_verb(at) or lexis.has(at, "particles.preposition") or at in self.harms
            if words[at] in AMONG or words[at] in _HELD_BY or (at > start and ended and words[at] != "من"):
                return None
        return None

    def _far_part(self, start: int, end: int) -> Part | None:
        """`قتل في القصف على غزة 45 شخصا`: behind where and how, only a number of people in the accusative counts."""
        lexis, words = self.lexis, self.lexis.view.words
        for at in range(start, min(start + _REACH, end)):
            if lexis.view.breaks[at] >= Break.SOFT or lexis.is_verb(at) or at in self.harms or words[at] in AMONG:
                return None
            quantity = self.numbers.get(at)
            if quantity is not None and not self._starts_link(at) and quantity.end < end:
                return self._counted(quantity, end) if self._people(quantity.end) is not None else None
        return None

    def _uncounted(self, start: int, end: int) -> bool:
        """Whether people are told of without a number, and not in the accusative: those may be who did it."""
        told = any(k in self.numbers or self.lexis.has(k, "harm.some") for k in range(start, end))
        return not told and not self.lexis.view.words[end - 1].endswith(("ا", "ين"))

    def _gunmen(self, start: int, end: int) -> bool:
        """`اختطف مسلحون حاكما`: gunmen behind a verb of seizing are who did it."""
        words = self.lexis.view.words
        return any(self.lexis.any(k, _GUNMEN) and words[k].endswith(("ون", "ان")) for k in range(start, end))

    def _object_after(self, subject: Part, end: int) -> Part | None:
        """`قتل مسلحون مجهولون شرطيا`: of two without `و`, the one in the accusative, or counted, was harmed."""
        lexis, words = self.lexis, self.lexis.view.words
        for at in range(subject.end, min(subject.end + NEAR, end)):
            if lexis.view.breaks[at] >= Break.SOFT or self._starts_link(at) or words[at] in AMONG or at in self.harms:
                return None
            if lexis.has(at, "particles.preposition") or lexis.is_verb(at) or self._by(at):
                return None
            part = self._part(at, end)
            if part is not None and (at in self.numbers or words[at].endswith(("ا", "ين"))):
                return part if at not in self.numbers or words[part.end - 1] not in _AGES else None
        return None

    def _row(self, first: int, end: int, harm: Harm, part: Part) -> Harmed:
        body = self._body(end) if part.group != "civilian" else None
        if body is not None and part.group == "unknown" and self.lexis.view.words[end] == "من":
            part = replace(part, group="combatant")
        self.last = (part.group, end)
        side = body if part.group == "combatant" else None
        low, high = part.low, part.high
        victims = Victims(
            harm=harm, n=low if part.exact else None, min=None if part.exact else low,
            max=None if part.exact else high, some=low is None and high is None, group=part.group, side=side,
            who=part.who, evidence=self.lexis.view.span(first, self._phrase_end(end)),
        )  # fmt: skip
        return Harmed(first, end, victims)

    def _phrase_end(self, end: int) -> int:
        """The end of the noun phrase: past adjectives, and past the body that `من` or `في` tells (`من قوات الأمن`)."""
        lexis, size = self.lexis, self.lexis.size
        while end < size and lexis.joined(end) and lexis.any(end, _ADJECTIVES) and not lexis.infos[end].before:
            end += 1
        at = end + 1 if end < size and lexis.joined(end) and lexis.view.words[end] in ("من", "في") else end
        if at < size and at in self.actors and lexis.joined(at):
            return self.actors[at].end
        return end

    def _body(self, end: int) -> str | None:
        """The body whose people these are: right behind them (`عناصر الشرطة`), or behind `من` or `في`."""
        if end in self.actors:
            return self.actors[end].who
        inside = end + 1 < self.lexis.size and self.lexis.view.words[end] in ("من", "في")
        return self.actors[end + 1].who if inside and end + 1 in self.actors else None


def _possessed(pronoun: str) -> frozenset[str]:
    return frozenset(word + pronoun for word in _AFTER_TAIL)
