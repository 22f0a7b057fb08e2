"""Who was harmed, how many, of which group."""

from dataclasses import dataclass, replace

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.entities import Pointer
from isnad.arabic.numbers import Quantity
from isnad.arabic.view import Break
from isnad.model import Victims
from isnad.model.vocabulary import Group, Harm

_HARMS: tuple[Harm, ...] = ("killed", "injured", "detained", "released", "missing", "displaced")
_SELF_COUNTING = frozenset("قتيل قتيلا شهيد شهيدا جريح جريحا مصاب مصابا قتيله".split())
_DUAL = frozenset("قتيلين قتيلان شهيدين شهيدان جريحين جريحان مصابان".split())
_MANY = frozenset("قتلي القتلي شهداء الشهداء جرحي الجرحي مصابين مصابون اصابات ضحايا جثث جثامين اسري".split())
_DUAL_PEOPLE = frozenset(
    "عنصرين عنصران شخصين شخصان طفلين طفلان طفلتين امراتين جنديين جنديان شابين شابان رجلين رجلان مقاتلين ضابطين "
    "ضابطان قياديين مسلحين مواطنين اثنين اثنان صحفيين".split()
)
_PLURAL_ALSO = frozenset("مقاتلين مسلحين مواطنين قياديين صحفيين".split())
_ONE = frozenset(
    "طفل طفلا طفله امراه سيده رجل رجلا شاب شابا مدني مدنيا مدنيه شخص شخصا عنصر عنصرا جندي جنديا ضابط ضابطا مسلح مسلحا "
    "مقاتل مواطن مواطنا قيادي قياديا صحفي صحفيا طبيب راعي فتاه شابه لاجي نازح معتقل قايد مجند شرطي مسعف عامل احد احدي "
    "اخر والده شقيقه زوجته ابنه".split()
)
_OTHERS = frozenset("اخرين اخرون اخر اخران اخري".split())
_NOT_PEOPLE = frozenset("هجوم هجمات غاره غارات قذيفه قذايف صاروخ صواريخ يوم ايام ساعه عام سنه اليه سياره".split())
_WITHOUT = frozenset("دون بدون عدم لم ولم".split())
_REACH = 9


@dataclass(frozen=True, slots=True)
class Harmed:
    """A statement of harm in the words `first` to `end`, with the harm word at `first`."""

    first: int
    end: int
    victims: Victims


class VictimReader:
    """Finds statements of harm in one report."""

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

    def read(self, first: int, end: int) -> list[Harmed]:
        """Statements of harm in the sentence `first` to `end`."""
        found: list[Harmed] = []
        index = first
        while index < end:
            harms = [] if self.lexis.skip[index] else self._harms(index)
            if not harms:
                index += 1
                continue
            before = self._before(first, index, harms)
            if before is not None:
                found.append(before)
                index += 1
                continue
            stop = index + 1
            while stop < end and self._joined_harm(stop) and not self._counts_itself(stop - 1):
                harms += self._harms(stop)
                stop += 1
            rows = self._count(index, stop, end, list(dict.fromkeys(harms)))
            found += rows
            index = max(stop, rows[-1].end if rows else stop)
        return found

    def _counts_itself(self, index: int) -> bool:
        word = self.lexis.view.words[index].lstrip("وب").removeprefix("ال")
        return word in _DUAL or word in _SELF_COUNTING

    def _before(self, first: int, index: int, harms: list[Harm]) -> Harmed | None:
        """`إن ثلاثة أشخاص قتلوا`: people right before a plural verb of harm; `اعتقاله`: a pronoun on the noun."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        nouns = [r.peeled.after for r in lexis.infos[index].uses if r.use.part == "noun"]
        after = nouns[0] if nouns and all(nouns) and not lexis.has(index, "harm." + harms[0]) else ""
        if after in ("ه", "ها", "هم"):
            return self._row(index, index + 1, harms[0], 1 if after != "هم" else None, None, None, "unknown")
        if index - 1 < first or not word.endswith(("وا", "ا", "ت")) or lexis.view.breaks[index]:
            return None
        group = self._group_of(index - 1)
        if group is None or not lexis.is_verb(index):
            return None
        at = index - 1
        quantity = self.number_ends.get(at) or (self.number_ends.get(at - 1) if at - 1 > first else None)
        if quantity is None:
            return None
        return self._row(quantity.first, index + 1, harms[0], quantity.exact, quantity.low, quantity.high, group)

    def _harms(self, index: int) -> list[Harm]:
        if index in self.actors or index in self.persons:
            return []
        for harm in _HARMS:
            if self.lexis.has(index, "harm." + harm):
                return [harm]
        for reading in self.lexis.uses(index, "harm"):
            return [reading.use.entry]  # type: ignore[list-item]
        return []

    def _joined_harm(self, index: int) -> bool:
        word = self.lexis.view.words[index]
        return word.startswith("و") and self.lexis.view.breaks[index] == Break.NONE and bool(self._harms(index))

    def _count(self, first: int, stop: int, end: int, harms: list[Harm]) -> list[Harmed]:
        words = self.lexis.view.words
        if any(words[k] in _WITHOUT for k in range(max(0, first - 3), first)):
            return []
        bare = [words[k][1:] if words[k][:1] in "وب" and len(words[k]) > 4 else words[k] for k in range(first, stop)]
        bare = [w.removeprefix("ال") for w in bare]
        if len(harms) == stop - first and all(w in _MANY for w in bare):
            rows = [self._plural(first + k, harm, end) for k, harm in enumerate(harms)]
            sides = next((self.both[k] for k in range(stop, min(stop + 4, end)) if k in self.both), None)
            return (
                rows
                if sides is None
                else [
                    Harmed(r.first, r.end, replace(r.victims, group="combatant", side=side))
                    for r in rows
                    for side in sides
                ]
            )
        if bare[0] in _DUAL or bare[0] in _SELF_COUNTING:
            n = 2 if bare[0] in _DUAL else 1
            before = self.number_ends.get(first)
            group = self._group(stop, end)
            if before:
                return [self._row(first, stop, h, before.exact, before.low, before.high, group) for h in harms]
            return [self._row(first, stop, harm, n, None, None, group) for harm in harms]
        return self._people_after(first, stop, end, harms)

    def _plural(self, at: int, harm: Harm, end: int) -> Harmed:
        before = self.number_ends.get(at)
        group = self._group(at + 1, end)
        if before:
            return self._row(at, at + 1, harm, before.exact, before.low, before.high, group)
        return self._row(at, at + 1, harm, None, None, None, group)

    def _people_after(self, first: int, stop: int, end: int, harms: list[Harm]) -> list[Harmed]:
        """`مقتل 5 مدنيين`, `إصابة عدد من العناصر`, `اعتقال الناشط X`."""
        lexis, words = self.lexis, self.lexis.view.words
        quantity: Quantity | None = None
        for at in range(stop, min(stop + _REACH, end)):
            if at > stop and lexis.view.breaks[at] >= Break.SOFT and not lexis.view.opens(at):
                return []
            if at in self.persons:
                return [self._row(first, at + 1, h, 1, None, None, "unknown", self.persons[at].who) for h in harms]
            if at in self.numbers and quantity is None:
                quantity = self.numbers[at]
            if lexis.has(at, "harm.some"):
                group = self._group(at, end)
                return [self._row(first, lexis.until[at], h, None, None, None, group) for h in harms]
            told = self._group_of(at)
            if told is not None or words[at] in _OTHERS or words[at] in _ONE or words[at] in _DUAL_PEOPLE:
                return self._noun(first, at, harms, quantity, told, end)
            if (
                at > stop
                and (lexis.is_verb(at) or lexis.has(at, "particles.preposition"))
                and words[at] != "من"
                and not quantity
            ):
                return []
        if quantity and quantity.end < len(words) and words[quantity.end] not in _NOT_PEOPLE:
            group = self.last[0] if first - self.last[1] < 12 else "unknown"
            return [
                self._row(first, quantity.end, h, quantity.exact, quantity.low, quantity.high, group) for h in harms
            ]
        return []

    def _noun(
        self, first: int, at: int, harms: list[Harm], quantity: Quantity | None, group: Group | None, end: int
    ) -> list[Harmed]:
        word = self.lexis.view.words[at]
        if (word in _OTHERS or word in ("اثنين", "اثنان")) and group in (None, "unknown"):
            group = self.last[0] if first - self.last[1] < 12 else "unknown"
        group = self._refined(at, end, group or "unknown")
        if quantity:
            return [self._row(first, at + 1, h, quantity.exact, quantity.low, quantity.high, group) for h in harms]
        single = word.removeprefix("ال") if self.lexis.article(at) else word
        n = 2 if word in _DUAL_PEOPLE else 1 if single in _ONE else None
        return [self._row(first, at + 1, h, n, None, None, group) for h in harms]

    def _group_of(self, index: int) -> Group | None:
        if self.lexis.has(index, "harm.civilian"):
            return "civilian"
        if self.lexis.has(index, "harm.combatant"):
            return "combatant"
        return "unknown" if self.lexis.has(index, "harm.person") else None

    def _refined(self, at: int, end: int, group: Group) -> Group:
        """`رجل مدني`, `شخصين مدنيين`: an adjective right after tells the group."""
        if group == "unknown" and at + 1 < end and self.lexis.view.breaks[at + 1] == Break.NONE:
            return self._group_of(at + 1) or "unknown"
        return group

    def _group(self, start: int, end: int) -> Group:
        for at in range(start, min(start + 4, end)):
            if self.lexis.view.breaks[at] >= Break.SOFT and at > start:
                break
            group = self._group_of(at)
            if group:
                return group
        return "unknown"

    def _row(
        self, first: int, end: int, harm: Harm, n: int | None, low: int | None, high: int | None, group: Group,
        who: str | None = None,
    ) -> Harmed:  # fmt: skip
        exact = n is not None
        self.last = (group, end)
        side = self.actors[end].who if group == "combatant" and end in self.actors else None
        victims = Victims(
            harm=harm, n=n, min=None if exact else low, max=None if exact else high,
            some=not exact and low is None and high is None, group=group, side=side, who=who,
            evidence=self.lexis.view.span(first, end),
        )  # fmt: skip
        return Harmed(first, end, victims)
