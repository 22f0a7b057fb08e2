"""Members of bodies, and who leads them."""

from collections.abc import Iterator

from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.relations.reach import Reach
from isnad.model import Relation
from isnad.model.vocabulary import RelationType

_ONE_OF = frozenset("احد احدي من ابرز كبار اهم".split())
_MEMBER = frozenset(
    "عنصر عنصرا العنصر مقاتل مقاتلا المقاتل جندي جنديا الجندي مجند مجندا المجند منتسب منتسبا المنتسب متطوع متطوعا "
    "المتطوع ضابط ضابطا الضابط".split()
)
_MEMBERS = frozenset("عناصر مقاتلي جنود مجندي منتسبي متطوعي ضباط افراد اعضاء مسلحي".split())
_OF_BODIES = _MEMBER | _MEMBERS
_BEING = frozenset("وهو هو وكان كان وهي ويعد يعد ويعمل يعمل".split())
_BELONGING = frozenset("في صفوف لدي ضمن من ب ل".split())
_UNDER_LEADER = frozenset("بقياده بزعامه برياسه بامره".split())
_LEADING_VERB = frozenset("يقود تقود يتزعم تتزعم يراس تراس يترأس يتراس تتراس".split())
_LED_BY = frozenset("يقوده يقودها تقوده تقودها يتزعمه يتزعمها تتزعمه تتزعمها يراسه يراسها تراسه تراسها".split())
_OF_LEADERS = _UNDER_LEADER | _LEADING_VERB | _LED_BY
_NAMELY = frozenset({"هم", "وهم", "بينهم", "وبينهم", "ابرزهم", "وابرزهم"})
_LEADERS = frozenset("قيادات قيادي قياديي قاده".split())
_CROWD_REACH = 60
_HARMED = frozenset({"harm.killed", "harm.injured"})
_RELATIVE = frozenset("التي الذي اللتين اللتان والتي والذي".split())


class People(Reach):
    """Members of bodies, and who leads them."""

    def _members(self) -> Iterator[Relation]:
        """`X، عنصر في صفوف A`, `X أحد عناصر A`, `العنصر في A X`."""
        words = self.lexis.view.words
        for index in self.lexis.view.words_in(_OF_BODIES):
            one = words[index] in _MEMBER or (index > 0 and words[index - 1] in _ONE_OF)
            if not one or self.lexis.skip[index] or index in self.at:
                continue
            body = self._next(index + 1, 4, "actor")
            if body is None or self._added(index + 1, body.first + 1):
                continue
            if self._gap(index + 1, body.first) - _BELONGING or any(self.lexis.view.breaks[index + 1 : body.first]):
                continue
            person = self._member(index, body)
            if person:
                first, end = min(person.first, index), max(person.end, body.end)
                role = self._words(index - (words[index] in _MEMBERS), body.end)
                yield self._make("member_of", person.who, body.who, first, end, "member", role)

    def _member(self, index: int, body: Pointer) -> Pointer | None:
        """The person who is called a member: right before the words, or right after them."""
        before = self._previous(index, 4, "person")
        if before and not before.anaphor and not self._gap(before.end, index) - _BEING - _ONE_OF:
            return before
        after = self._next(body.end, 2, "person")
        if after is None or after.anaphor or self._added(after.first, after.first + 1):
            return None
        return after if all(self.lexis.has(k, "people.alias") for k in range(body.end, after.first)) else None

    def _leaders(self) -> Iterator[Relation]:
        """`A بقيادة X`, `A التي يقودها X`, `X الذي يقود A`."""
        words = self.lexis.view.words
        for index in self.lexis.view.words_in(_OF_LEADERS):
            if self.lexis.skip[index] or index in self.at:
                continue
            word = words[index]
            related = index > 0 and words[index - 1] in _RELATIVE
            body, head = None, None
            if word in _UNDER_LEADER or (word in _LED_BY and related):
                body = self._previous(index - related, 1, "actor")
                head = self._next(index + 1, 4, "person") or self._country(index + 1)
            elif word in _LEADING_VERB and related:
                body, head = self._next(index + 1, 2, "actor"), self._previous(index - 1, 1, "person")
            if body and head and not self._added(index + 1, max(head.first, body.first) + 1):
                first, end = min(head.first, body.first), max(head.end, body.end)
                yield self._make("leads", head.who, body.who, first, end, "leader")

    def _named_after(self) -> Iterator[Relation]:
        """`قوات حفتر`, `التحالف الدولي بقيادة الولايات المتحدة`: who leads a body stands in its name."""
        words = self.lexis.view.words
        inner = [p for p in self.cast.pointers if p.nested and not p.anaphor and p.kind in ("person", "place")]
        for one in inner:
            body = self.at.get(one.first)
            if body is None or body.kind != "actor" or body.anaphor or body.end != one.end:
                continue
            led = words[one.first - 1] in _UNDER_LEADER and (one.kind == "person" or one.who in self.countries)
            if led:
                yield self._make("leads", one.who, body.who, body.first, body.end, "leader.inside")

    def _listed_people(self) -> Iterator[Relation]:
        """`قتل 6 من قيادات A … وهم: X وY وZ`: the people of a body, named one by one."""
        words = self.lexis.view.words
        for index in self.lexis.view.words_in(_NAMELY):
            if self.lexis.skip[index] or index in self.at:
                continue
            start = index + 1 + (words[index + 1 : index + 3] == ["كل", "من"]) * 2
            people = self._row(start)
            found = self._crowd_before(index) if people else None
            for person in people if found else []:
                if found:
                    kind, body, at = found
                    yield self._make(kind, person.who, body.who, at, person.end, "listed", words[at])

    def _row(self, start: int) -> list[Pointer]:
        """The persons of one sentence from here on, where the first stands right here."""
        first = self._next(start, 3, "person")
        if first is None:
            return []
        _, end = self.lexis.view.sentence_at(first.first)
        return [p for p in self.free if p.kind == "person" and not p.anaphor and first.first <= p.first < end]

    def _crowd_before(self, index: int) -> tuple[RelationType, Pointer, int] | None:
        """The last `قيادات A`, `قياداته` or `عناصر A` within the sentence and the one before it."""
        words, view = self.lexis.view.words, self.lexis.view
        first, _ = view.sentence_at(index)
        first = view.sentence_at(first - 1)[0] if first else first
        for k in range(index - 1, max(first, index - _CROWD_REACH) - 1, -1):
            leaders = words[k].removesuffix("ه").removesuffix("ها") in _LEADERS
            if self.lexis.has(k, "people.people") and not leaders:
                return None
            if k in self.at or not (leaders or words[k] in _MEMBERS) or not self._counted(k):
                continue
            own = words[k].endswith(("اته", "اتها", "يه", "يها")) and leaders
            body = self._body_before(k) if own else self._next(k + 1, 3, "actor")
            if body is not None:
                return ("role" if leaders else "member_of"), body, k
        return None

    def _counted(self, index: int) -> bool:
        """`6 من قيادات A`, `مقتل عناصر A`: some of them, to whom something happened; not `من قبل عناصر A`."""
        words, before = self.lexis.view.words, index - 1
        if before < 0 or words[before] in ("قبل", "ايدي", "يد"):
            return False
        if words[before] in _ONE_OF or words[before].isdigit() or self.lexis.any(before, _HARMED):
            return True
        return any(r.use.use == "event" for r in self.lexis.infos[before].uses)

    def _country(self, index: int) -> Pointer | None:
        place = self._next(index, 1, "place")
        return place if place and place.who in self.countries else None
