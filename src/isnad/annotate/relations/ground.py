"""Who holds a place, and who is merely there."""

from collections.abc import Iterator

from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.relations.reach import Reach
from isnad.model import Relation
from isnad.model.vocabulary import RelationType

_HOLDING = frozenset("تسيطر يسيطر يسيطرون المسيطره المسيطر المسيطرين المسيطرون".split())
_THERE = frozenset("عليها عليه عليهما فيها فيه بها به".split())
_RELATIVE = frozenset("التي الذي اللتين اللتان والتي والذي".split())
_UNREAL = frozenset("ان لم لن لا كي لكي حتي سوف قد ربما كان كانت كانوا وكانت وكان".split())
_PARTLY = frozenset(
    "اجزاء جزء مناطق مساحات مواقع نقاط قري احياء بعض اطراف محيط مداخل مدخل طريق طرق اراض اراضي مخارج جيوب".split()
)
_RUN_BY = frozenset("يديره يديرها تديره تديرها يحتله يحتلها تحتله تحتلها".split())
_OWN_AREA = frozenset("سيطرته سيطرتها سيطرتهم نفوذه نفوذها نفوذهم".split())
_LANDS = frozenset("مناطق بمناطق لمناطق".split())
_STRONGHOLD = frozenset("معقل المعقل معاقل".split())
_AREA = frozenset("سيطره لسيطره السيطره نفوذ لنفوذ بسيطره".split())
_UNDER = ("مناطق", "منطقه", "المنطقه", "المناطق", "خاضع", "الخاضع", "تخضع", "يخضع", "تحت", "ضمن")
_POSITIONS = frozenset(
    "موقع مواقع نقاط نقطه مقر مقرات مقار معسكر معسكرات معقل معاقل حاجز حواجز ثكنه ثكنات تجمع تجمعات تجمعا مراكز قواعد "
    "تحصينات تمركزات اهداف خطوط مستودعات".split()
)
_OWN_POSITIONS = frozenset(
    "نقاطها نقاطه مواقعها مواقعه وجودها وجوده تواجدها تواجده انتشارها انتشاره حضورها حضوره".split()
)
_SOURCE = frozenset({"مصدرها", "مصدره", "مصدرهما"})
_HOUSES = frozenset({"places.building", "places.base"})
_LOCATING = frozenset("في علي داخل ضمن شمال جنوب شرق غرب شمالي جنوبي شرقي غربي".split())
_DIRECTIONS = frozenset("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي قرب محيط".split())
_PRESENT = frozenset(
    "تتمركز يتمركز المتمركزه المتمركز المتمركزين تنتشر ينتشر المنتشره المنتشر تتواجد يتواجد المتواجده المتواجد "
    "المتواجدين تتحصن يتحصن تتموضع المتموضعه متمركزه متمركز متمركزين منتشره متواجده متواجدين ترابط يرابط المرابطه "
    "الموجوده الموجودين".split()
)
_TELLING = _OWN_POSITIONS | _SOURCE
_PLAIN = _AREA | _OWN_AREA | _HOLDING | _PRESENT | _RUN_BY | _LANDS | _STRONGHOLD
_OPENING = _PLAIN | {"و" + word for word in _PLAIN}


class Ground(Reach):
    """Who holds a place, and who is merely there."""

    def _ground(self) -> Iterator[Relation]:
        """Who holds what, and who is merely there."""
        for index in self.lexis.view.words_in(_OPENING):
            if self.lexis.skip[index] or index in self.at:
                continue
            word = self.lexis.view.words[index]
            bare = word[1:] if word.startswith("و") and len(word) > 4 else word
            if bare in _AREA or bare in _OWN_AREA:
                yield from self._area(index, own=bare in _OWN_AREA)
            elif bare in _HOLDING or bare in _PRESENT:
                yield from self._held(index, "controls" if bare in _HOLDING else "present_at")
            elif bare in _RUN_BY:
                yield from self._run_by(index)
            elif bare in _LANDS:
                yield from self._lands(index)
            elif bare in _STRONGHOLD:
                yield from self._stronghold(index)
        yield from self._positions()
        yield from self._own_positions()
        yield from self._houses()

    def _held(self, index: int, kind: RelationType) -> Iterator[Relation]:
        """`A تسيطر على X`, `تسيطر A على X`, `X التي تسيطر عليها A`, `X حيث تتمركز A`."""
        if not self._stated(index):
            return
        words = self.lexis.view.words
        there = index + 1 < len(words) and words[index + 1] in _THERE
        finite = words[index].removeprefix("و")[0] in "تي"
        holders = self._run(index + 1 + there, 3, "actor") if finite else []
        if there or (holders and words[index - 1] == "حيث"):
            place = self._antecedent(index)
            for holder in holders if place else []:
                if place:
                    yield self._make(kind, holder.who, place.who, place.first, holder.end, "ground.relative")
            return
        if not holders or self._added(holders[0].first, holders[0].first + 1):
            before = self._previous(index, 5, "actor")
            holders = [before] if before else []
        start = max(index + 1, holders[-1].end) if holders else index + 1
        places = self._run(start, 6, "place", "facility")
        if not places or not self._reached(start, places[0], kind):
            return
        for holder in holders:
            for place in places:
                first = min(holder.first, index)
                yield self._make(kind, holder.who, place.who, first, place.end, "ground")

    def _stated(self, index: int) -> bool:
        """Whether the verb says how things stand: not what was, may be, or shall be."""
        words, breaks = self.lexis.view.words, self.lexis.view.breaks
        if self.lexis.article(index):
            return True
        for k in range(index - 1, max(index - 6, -1), -1):
            if breaks[k + 1]:
                return True
            if words[k] in _UNREAL and (k == index - 1 or words[k].lstrip("و").startswith("كان")):
                return False
        return True

    def _reached(self, start: int, place: Pointer, kind: RelationType) -> bool:
        """Whether the right preposition leads to the place, and to all of it."""
        gap = self._gap(start, place.first)
        if kind == "controls":
            return "علي" in gap and not gap & _PARTLY
        return bool(gap & _LOCATING) or self.lexis.view.words[place.first].startswith("ب")

    def _antecedent(self, index: int) -> Pointer | None:
        """The place that a relative clause is about; of `X بريف Y التي` X, the nearer one being masculine."""
        words = self.lexis.view.words
        if index == 0 or words[index - 1] not in _RELATIVE | {"حيث"}:
            return None
        place = self._previous(index - 1, 1, "place", "facility")
        while place and words[place.first].startswith("بريف") and words[index - 1] != "الذي":
            wider = self._previous(place.first, 1, "place", "facility")
            if wider is None:
                break
            place = wider
        return place

    def _run_by(self, index: int) -> Iterator[Relation]:
        """`X الذي يديره A`, `نقطة تديرها A`."""
        related = index > 0 and self.lexis.view.words[index - 1] in _RELATIVE
        place, actor = self._previous(index - related, 1, "place", "facility"), self._next(index + 1, 2, "actor")
        if place and actor and not self._added(index, actor.first + 1):
            yield self._make("controls", actor.who, place.who, place.first, actor.end, "ground.run")

    def _lands(self, index: int) -> Iterator[Relation]:
        """`مناطق A في X`: who has areas in a place controls there."""
        actor = self._next(index + 1, 1, "actor")
        for place in self._run(actor.end, 2, "place") if actor else []:
            if actor and self._gap(actor.end, place.first) & {"في", "داخل", "ضمن"}:
                yield self._make("controls", actor.who, place.who, index, place.end, "ground.lands")

    def _stronghold(self, index: int) -> Iterator[Relation]:
        """`X معقل A`, `X، المعقل الرئيسي لـA`."""
        place = self._previous(index, 1, "place", "facility")
        actor = self._next(index + 1, 3, "actor")
        if place and actor and not self._added(index, actor.first + 1):
            yield self._make("present_at", actor.who, place.who, place.first, actor.end, "ground.stronghold")

    def _area(self, index: int, *, own: bool) -> Iterator[Relation]:
        """`مناطق سيطرة A وB في X`, `X الخاضعة لسيطرة A`, `تخضع X لسيطرة A`, `مناطق سيطرتها في X`."""
        words = self.lexis.view.words
        before = self._previous(index, 4, "place", "facility")
        if not words[index - 1].lstrip("و").startswith(_UNDER) and not self._subject_to(index, before):
            return
        owner = self._body_before(index) if own else None
        holders = ([owner] if owner else []) if own else self._run(index + 1, 3, "actor")
        if not holders:
            return
        start = index + 1 if own else holders[-1].end
        after = self._run(start, 3, "place", "facility") if own or not before else []
        if any(self._gap(start, place.first) & _DIRECTIONS for place in after):
            return
        for place in after or ([before] if before and not own else []):
            for holder in holders:
                first, end = min(holder.first, place.first, index), max(holder.end, place.end)
                yield self._make("controls", holder.who, place.who, first, end, "ground.area")

    def _subject_to(self, index: int, place: Pointer | None) -> bool:
        """Whether a verb of being subject stands before the place (`تخضع X لسيطرة A`)."""
        words = self.lexis.view.words
        if place is None or not words[index].startswith("ل"):
            return False
        near = range(max(place.first - 2, 0), place.first)
        return any(words[k].removeprefix("و").startswith(("تخضع", "يخضع", "خاضع")) for k in near)

    def _positions(self) -> Iterator[Relation]:
        """`مواقع تابعة لـA في X`: whose positions stand somewhere is there."""
        lexis = self.lexis
        for actor in (p for p in self.free if p.kind == "actor" and not p.anaphor):
            owned = any(
                lexis.view.words[k].lstrip("ولب").removeprefix("ال") in _POSITIONS
                and k not in self.at
                and not any(lexis.view.breaks[m] for m in range(k + 1, actor.first + 1))
                for k in range(max(0, actor.first - 3), actor.first)
            )
            for place in self._run(actor.end, 4, "place", "facility") if owned else []:
                between = range(actor.end, place.first + 1)
                located = lexis.view.words[place.first].startswith("ب") or any(
                    lexis.view.words[k] in _LOCATING or lexis.has(k, "places.near") for k in between
                )
                if located and not any(lexis.is_verb(k) for k in between):
                    yield self._make("present_at", actor.who, place.who, actor.first, place.end, "ground.positions")

    def _own_positions(self) -> Iterator[Relation]:
        """`عززت A نقاطها في X`, `قذائف مصدرها قوات A في X`: where its positions are, a body is."""
        words = self.lexis.view.words
        for index in self.lexis.view.words_in(_TELLING):
            if self.lexis.skip[index] or index in self.at:
                continue
            if words[index] in _SOURCE:
                body = self._next(index + 1, 2, "actor")
                start = body.end if body else index
            else:
                body, start = self._previous(index, 3, "actor"), index + 1
            place = self._next(start, 2, "place", "facility") if body else None
            if body is None or place is None or body.who in self.media:
                continue
            if words[place.first].startswith("ب") or (place.first == start + 1 and words[start] == "في"):
                yield self._make("present_at", body.who, place.who, min(body.first, index), place.end, "ground.own")

    def _houses(self) -> Iterator[Relation]:
        """`مقر قيادة A بمدينة X`: where its headquarters stand, a body is."""
        inner = [p for p in self.cast.pointers if p.nested and p.kind == "actor" and not p.anaphor]
        for body in inner:
            house = self.at.get(body.first)
            if house is None or house.kind != "facility" or not self.lexis.any(house.first, _HOUSES):
                continue
            inside = (
                p for p in self.cast.pointers if p.nested and p.kind == "place" and body.end <= p.first < house.end
            )
            place = next(inside, None) or self._next(house.end, 2, "place")
            if place is None or self._added(house.end, place.first + 1):
                continue
            tied = self.lexis.view.words[place.first].startswith("ب") or self.lexis.view.words[place.first - 1] == "في"
            if tied:
                yield self._make("present_at", body.who, place.who, house.first, place.end, "ground.house")
