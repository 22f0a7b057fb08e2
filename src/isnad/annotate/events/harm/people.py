"""The people whom words of harm tell of: how many, of which group, by name or as kin."""

from dataclasses import dataclass, replace

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.anaphors import Pointer
from isnad.arabic.clitics import peel
from isnad.arabic.inflect import counted
from isnad.arabic.numbers import Quantity, value_of
from isnad.arabic.view import Break
from isnad.model.vocabulary import Group, Harm

HARMS: tuple[Harm, ...] = ("killed", "injured", "detained", "released", "missing", "displaced")
TAGS = frozenset("harm." + harm for harm in HARMS)
_TWO = frozenset("اثنين اثنان اثنتين اثنتان".split())
_ONE = frozenset("احد احدي معتقل نازح لاجي عامل راعي شابه".split())
_OTHERS = frozenset("اخرين اخرون اخر اخران اخري".split())
_KIN = frozenset("زوجه زوج ابن ابنه والد والده شقيق شقيقه طفل طفله حفيد حفيده نجل صهر مرافق زميل صديق".split())
_CIVILIAN_KIN = frozenset("زوجه ابنه شقيقه طفل طفله حفيد حفيده".split())
_MANY_KIN = frozenset("ابناي ابناء اطفال اولاد بنات اشقاي اشقاء شقيقات".split())
_WAW_OF_ITS_OWN = ("واحد", "والد")
_FATHA = "\u064e"
NOT_PEOPLE = frozenset(
    "هجوم هجمات غاره غارات قذيفه قذايف صاروخ صواريخ يوم ايام ساعه ساعات عام عاما سنه سنوات اليه اليات سياره سيارات "
    "منزل منازل مبني مباني دبابه دبابات طايره طايرات مسيره مسيرات سفينه سفن موقع مواقع كيلومتر مليون دولار".split()
)
_BELONGING = frozenset("ينتمون ينتمي تنتمي ينتميان المنتمين منتمين منتسبين المنتسبين".split())
AMONG = frozenset("بينهم وبينهم بينها بينهما منهم منها بينهن ضمنهم".split())
NEAR = 5


@dataclass(frozen=True, slots=True)
class Part:
    """People told of in the words up to `end`: how many (no bounds: some), which group, by name or as kin."""

    end: int
    low: int | None
    high: int | None
    group: Group
    who: str | None = None
    kin: bool = False

    @property
    def exact(self) -> bool:
        """Whether the number is told, and one."""
        return self.low is not None and self.low == self.high


class People:
    """Reads the people of one report."""

    def __init__(self, lexis: Lexis, pointers: tuple[Pointer, ...], quantities: list[Quantity]) -> None:
        self.lexis = lexis
        self.persons = {p.first: p for p in pointers if p.kind == "person" and not p.nested}
        self.actors = {k: p for p in pointers if p.kind == "actor" for k in range(p.first, p.end)}
        self.both: dict[int, list[str]] = {}
        for pointer in pointers:
            if pointer.anaphor and "anaphors.both" in lexis.tags[pointer.first]:
                self.both.setdefault(pointer.first, []).append(pointer.who)
        self.numbers = {q.first: q for q in quantities}
        self.number_ends = {q.end: q for q in quantities}
        self.last: tuple[Group, int] = ("unknown", -99)
        told = lexis.of_kind("harm")
        self.harms = {k: harm for k in sorted({*told, *lexis.bearing(TAGS)}) if (harm := self._harm(k))}
        self.harmed = list(self.harms)

    def _harm(self, index: int) -> Harm | None:
        """The harm that the word tells of."""
        if index in self.actors or index in self.persons:
            return None
        listed = next((harm for harm in HARMS if "harm." + harm in self.lexis.tags[index]), None)
        told = next((reading.use.entry for reading in self.lexis.uses(index, "harm")), None)
        return listed or next((harm for harm in HARMS if harm == told), None)

    def _bare(self, index: int) -> str:
        """The word without what is written onto it."""
        info, word = self.lexis.infos[index], self.lexis.view.words[index]
        return word.removeprefix(info.before).removeprefix("ال").removesuffix(info.after)

    def _part(self, at: int, end: int) -> Part | None:
        """The people whom the text tells of at this very word."""
        if at >= end:
            return None
        if at in self.persons:
            return Part(self.persons[at].end, 1, 1, self._titled(at), self.persons[at].who)
        if at in self.numbers:
            return self._counted(self.numbers[at], end)
        if self.lexis.has(at, "harm.some"):
            return Part(self.lexis.until[at], None, None, self._group(at, end))
        people = self._people(at) if at not in self.actors or at - 1 not in self.actors else None
        if people is None:
            return None
        group, n, stop = people[0], people[1], self.lexis.until[at]
        if self.lexis.view.words[at] in _OTHERS and group == "unknown":
            group = self._last_group(at)
        if stop < end and self.lexis.view.words[stop] in _TWO:
            n, stop = 2, stop + 1
        named = self._named(stop, end) if n == 1 else None
        if named is not None:
            return Part(named.end, 1, 1, self._refined(at, end, group), named.who)
        kin = self._is_kin(at)
        if kin and group == "unknown" and self._last_group(at) == "civilian":
            group = "civilian"
        return Part(stop, n, n, self._refined(at, end, group), kin=kin)

    def _titled(self, at: int) -> Group:
        """`الطفل سالم المحمود`: the group that the word before a name tells."""
        return (self._group_of(at - 1) if at and self.lexis.joined(at) else None) or "unknown"

    def _named(self, start: int, end: int) -> Pointer | None:
        """`القيادي في حركة حماس صالح العاروري`: the name that follows someone's post."""
        for at in range(start, min(start + NEAR, end)):
            if self.lexis.view.breaks[at] >= Break.SOFT or self._starts_link(at) or at in self.persons:
                return self.persons.get(at)
            if at not in self.actors and self.lexis.view.words[at] != "في":
                return None
        return None

    def _counted(self, quantity: Quantity, end: int) -> Part | None:
        """A number with the noun that it counts, or alone (`مقتل 29 وإصابة 24`)."""
        lexis, words = self.lexis, self.lexis.view.words
        for at in range(quantity.end, min(quantity.end + NEAR, end)):
            if lexis.view.breaks[at] >= Break.SOFT or words[at] in AMONG or self._starts_link(at):
                break
            people = self._people(at)
            if people is not None:
                group = self._last_group(at) if words[at] in _OTHERS else people[0]
                return Part(lexis.until[at], quantity.low, quantity.high, self._refined(at, end, group))
            if words[at] != "من" and (lexis.is_verb(at) or lexis.has(at, "particles.preposition") or at in self.harms):
                break
        if quantity.end < end and words[quantity.end] in NOT_PEOPLE:
            return None
        return Part(quantity.end, quantity.low, quantity.high, self._last_group(quantity.first))

    def _last_group(self, at: int) -> Group:
        return self.last[0] if at - self.last[1] < 14 else "unknown"

    def _starts_link(self, at: int) -> bool:
        word = self.lexis.view.words[at]
        numeral = word.startswith("و") and value_of(word[1:]) is not None
        return word == "و" or numeral or self.lexis.infos[at].before.startswith("و")

    def _is_linked(self, at: int) -> bool:
        """The same for words that are told by what follows: any `و` that is no root letter."""
        word = self.lexis.view.words[at]
        return word.startswith("و") and not word.startswith(_WAW_OF_ITS_OWN)

    def _summed(self, part: Part, end: int) -> list[Part]:
        """`جندي وخمسة مدنيين`, `رجل وزوجته وطفليهما`: the people joined by `و`, numbers added within a group."""
        parts = self._pair(part, end) or [part]
        following = self._next_part(parts[-1].end, end)
        while following is not None:
            last = parts[-1]
            alike = last.group == following.group or following.kin
            if alike and last.exact and following.exact and last.who is None and following.who is None:
                total = (last.low or 0) + (following.low or 0)
                parts[-1] = replace(last, end=following.end, low=total, high=total)
            else:
                parts.append(following)
            following = self._next_part(following.end, end)
        return parts

    def _pair(self, part: Part, end: int) -> list[Part]:
        """`الطفلين سالم المحمود وخالد الأحمد`: two of whom both names follow."""
        first = self.persons.get(part.end) if part.low == part.high == 2 and part.who is None else None
        second = self.persons.get(first.end) if first is not None and first.end < end else None
        if first is None or second is None or not self._is_linked(second.first):
            return []
        return [Part(one.end, 1, 1, part.group, one.who) for one in (first, second)]

    def _next_part(self, start: int, end: int) -> Part | None:
        """Further people after `و`, past what tells more of those before (`من قوات النظام`, `بجروح`)."""
        lexis, words = self.lexis, self.lexis.view.words
        for at in range(start, min(start + NEAR, end)):
            linked = self._is_linked(at)
            if lexis.view.breaks[at] >= Break.SOFT and not linked:
                return None
            if linked:
                return self._linked_part(at + 1 if words[at] == "و" else at, end)
            if at in self.harms or words[at] in AMONG or lexis.is_verb(at):
                return None
            inside = words[at] == "من" or (words[at] == "في" and at + 1 in self.actors)
            if lexis.has(at, "particles.preposition") and not inside:
                return None
        return None

    def _linked_part(self, at: int, end: int) -> Part | None:
        if at >= end or (at in self.harms and self._people(at) is None) or self.lexis.article(at) or at in self.actors:
            return None
        part = self._part(at, end)
        if part is None or part.end >= end or part.exact:
            return None if self._counted_along(at) else part
        return None if self.lexis.is_verb(part.end) or part.end in self.actors else part

    def _counted_along(self, at: int) -> bool:
        """`30 معتقلا وسجينا`: the number counts both."""
        words = self.lexis.view.words
        return at - 1 in self.number_ends and words[at].endswith("ا") and words[at - 1].endswith("ا")

    def _people(self, index: int) -> tuple[Group, int | None] | None:
        """The group that the word names, and how many it tells of by its form (None: several)."""
        group = self._group_of(index)
        if group is not None:
            return group, self._form(index)
        word = self.lexis.view.words[index]
        if word in _ONE or word in _OTHERS:
            return "unknown", None if word in ("اخرين", "اخرون") else 2 if word == "اخران" else 1
        for way in peel(word) if "people.unknown" not in self.lexis.tags[index] else ():
            if way.article:
                continue
            for base, n in counted(way.core, bool(way.after)):
                kin = bool(way.after) and base in _KIN
                told: Group | None = "civilian" if kin and base in _CIVILIAN_KIN else None
                if n == 2 and not self._tagged(base + "ون"):
                    told = told or self._tagged(base)
                if told is not None or kin:
                    return told or "unknown", n
            if way.after and way.core in _MANY_KIN:
                return self._tagged(way.core) or "unknown", None
        return None

    def _is_kin(self, index: int) -> bool:
        ways = [way.core for way in peel(self.lexis.view.words[index]) if way.after]
        return any(core in _MANY_KIN or base in _KIN for core in ways for base, _ in counted(core, True))

    def _tagged(self, word: str) -> Group | None:
        tags = self.lexis.book.tags.get(word, frozenset())
        groups: tuple[Group, ...] = ("civilian", "combatant")
        return next((g for g in groups if f"harm.{g}" in tags), "unknown" if "harm.person" in tags else None)

    def _form(self, index: int) -> int | None:
        """One or two, by the form of a listed noun; `مدنيين` is two where it is vowelled so, else several."""
        core = self._bare(index)
        if self.lexis.has(index, "harm.many") or index in self.actors:  # `الحوثيين`: a body, no two men
            return None
        duals = [base for base, n in counted(core, False) if n == 2 and self._tagged(base)]
        if duals:
            view = self.lexis.view
            vowelled = _FATHA + "ين" in view.text[view.starts[index] : view.ends[index]]
            sound = core.endswith("ين") and any(self._tagged(base + "ون") for base in duals)
            return 2 if vowelled or not sound else None
        return None if core.endswith(("ات", "ون", "ين")) else 1

    def _group_of(self, index: int) -> Group | None:
        if self.lexis.has(index, "harm.civilian"):
            return "civilian"
        if self.lexis.has(index, "harm.combatant"):
            return "combatant"
        return "unknown" if self.lexis.has(index, "harm.person") else None

    def _refined(self, at: int, end: int, group: Group) -> Group:
        """`رجل مدني`, `شخصين مدنيين`: an adjective right after tells the group."""
        if group != "unknown" or at + 1 >= end or self.lexis.view.breaks[at + 1] != Break.NONE:
            return group
        return self._group_of(at + 1) or ("combatant" if self._enlisted(at + 1, end) else "unknown")

    def _enlisted(self, start: int, end: int) -> bool:
        """`20 شخصا ينتمون لتنظيم داعش`: who belongs to an armed body is one of its fighters."""
        for at in range(start, min(start + 3, end)):
            if self.lexis.view.words[at] in _BELONGING:
                return any(k in self.actors for k in range(at + 1, min(at + 4, end)))
        return False

    def _group(self, start: int, end: int) -> Group:
        for at in range(start, min(start + 4, end)):
            if self.lexis.view.breaks[at] >= Break.SOFT and at > start:
                break
            group = self._group_of(at)
            if group:
                return group
        return "unknown"
