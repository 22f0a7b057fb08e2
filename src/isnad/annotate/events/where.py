"""Where an event was: attached from the clause outward."""

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import Tied
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.model import Entity
from isnad.model.vocabulary import PlacePrecision, PlaceRelation

_RANK = {
    "building": 0, "base": 0, "prison": 0, "hospital": 0, "shrine": 0, "airport": 0, "field": 0, "dam": 0, "port": 0,
    "square": 0, "bridge": 0, "neighbourhood": 1, "camp": 1, "village": 1, "crossing": 1, "front": 1, "road": 2,
    "town": 2, "city": 3, "mountain": 3, "district": 4, "countryside": 5, "part": 5, "region": 6, "governorate": 6,
    "country": 8,
}  # fmt: skip
_PRECISION: dict[str, PlacePrecision] = {
    "neighbourhood": "neighbourhood", "village": "village", "camp": "village", "town": "town", "city": "city",
    "district": "district", "countryside": "region", "part": "region", "governorate": "region", "region": "region",
    "country": "country",
}  # fmt: skip
UNPLACED = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "APPOINT"})
"""Types that have a place only where their own sentence says so."""
_WORDS = frozenset({"ACCUSE", "REQUEST", "SUPPORT"})
_LOOKED_INTO = frozenset({"accuse.investigate", "accuse.trial"})
_CONTENT = frozenset({"particles.complement", "particles.preposition", "particles.relative"})
_SAID_REACH, _OUTLET = 5, 3
_BETWEEN = frozenset({"بين", "من", "الي"})
_OUTLETS = frozenset("كاله وكاله شبكه قناه صحيفه اذاعه جريده تلفزيون مجله فضاييه".split())
_STRUCK = frozenset("علي باتجاه نحو صوب".split())
_STANDING = ("متمركز", "متواجد", "منتشر", "متموضع", "مرابط", "موجود")
_STANDING_REACH = 5
_IN = frozenset("في ب داخل وسط ضمن قرب محيط علي بين عند باتجاه نحو خارج".split())


class Placer:
    """Chooses the place of each event of one report."""

    def __init__(self, lexis: Lexis, cast: Cast) -> None:
        self.lexis = lexis
        self.entities: dict[str, Entity] = {entity.id: entity for entity in cast.entities}
        self._spatial: list[Tied] = []

    def begin(self, scene: Scene) -> None:
        """Find the places of a sentence at which something may have happened."""
        self._spatial = [tied for tied in scene.tied if self._may_hold(scene, tied)]

    def kind(self, tied: Tied) -> str:
        """The kind of place that this mention makes."""
        return self.kind_of(tied.pointer.who, tied.pointer.first)

    def kind_of(self, who: str, first: int | None = None) -> str:
        """The kind of place of an entity; the cue at word `first` tells for those that are not registered."""
        entity = self.entities.get(who)
        if entity and entity.class_:
            return entity.class_
        if first is not None:
            for tag in sorted(self.lexis.tags[first]):
                if tag.startswith("places.") and tag[7:] in _RANK:
                    return tag[7:]
            if self.lexis.has(first, "places.direction"):
                return "part"
        return "building" if entity and entity.kind == "facility" else "town"

    def is_large(self, who: str) -> bool:
        """Whether a place is so wide that an event told of there may be the same as one told of inside it."""
        entity = self.entities.get(who)
        if entity is None or entity.kind != "place" or not entity.mentions:
            return False
        first, _ = self.lexis.view.word_range(entity.mentions[0])
        return _RANK.get(self.kind_of(who, first), 3) >= 4

    def place(self, scene: Scene, draft: Draft) -> None:
        """Choose the place in this sentence, and those named in a row with it."""
        self._choose(scene, draft)
        first = draft.place
        if first is not None and first.preposition not in _BETWEEN:
            row = [t for t in scene.tied if t is not first and (first in t.chain() or t in first.chain())]
            draft.also_at = [t for t in row if t.pointer.kind in ("place", "facility")]

    def _choose(self, scene: Scene, draft: Draft) -> None:
        """The one place, unless the slots have already given one."""
        if draft.place is not None:
            draft.place = self._most_specific(scene, draft.place)
            return
        taken = {*draft.from_place, *draft.to_place, *draft.who("agent", "target")}
        spatial = [t for t in self._spatial if t.pointer.who not in taken]
        trigger = draft.trigger
        if draft.type in _WORDS and trigger.entry.id not in _LOOKED_INTO:
            spatial = [t for t in spatial if self._said_in(scene, trigger, t)]
        right = [t for t in spatial if t.pointer.first >= trigger.end]
        clear = [t for t in right if not self._crosses(scene, trigger.end, t)]
        own = [t for t in clear if not self._of_leader(scene, t) and not self._of_force(scene, t)]
        if trigger.entry.type == "ASSAULT":  # `قصف للقوات المتمركزة في بلدة على مدينة`: what is struck is the place
            own = [t for t in own if self.lexis.view.words[t.at] in _STRUCK] or own
        left = [t for t in spatial if t.pointer.end <= trigger.first]
        chosen = own[0] if own else left[-1] if left else clear[0] if clear else None
        if chosen is not None:
            draft.place = self._most_specific(scene, chosen)

    def _may_hold(self, scene: Scene, tied: Tied) -> bool:
        """Whether something may have happened at what is named, as the sentence puts it."""
        spatial = tied.pointer.kind in ("place", "facility") and self._stands_for_place(tied)
        return spatial and not self._dateline(scene, tied) and not self._in_outlet(scene, tied)

    def _stands_for_place(self, tied: Tied) -> bool:
        if tied.tie == "preposition":
            return tied.preposition in _IN or bool(
                {"places.near", "particles.against"} & self.lexis.tags[tied.at]
                or (tied.preposition == "ل" and self.kind(tied) != "country")
            )
        return self.kind(tied) != "country" or tied.tie == "start"

    def _said_in(self, scene: Scene, trigger: Trigger, tied: Tied) -> bool:
        """`دعا المجلس، في بيان من عدن، إلى`: where words were spoken, not what they are about."""
        if tied.tie != "preposition" or self.lexis.view.words[tied.at].lstrip("و") not in ("في", "من", "داخل"):
            return False
        if tied.at < trigger.first:
            return not any(tied.pointer.end <= t.first < trigger.first for t in scene.triggers)
        between = range(trigger.end, tied.at)
        opened = any(self.lexis.any(k, _CONTENT) or self.lexis.infos[k].before[-1:] in ("ب", "ل") for k in between)
        return len(between) <= _SAID_REACH and not opened

    def _in_outlet(self, scene: Scene, tied: Tied) -> bool:
        """`مراسل وكالة ضفاف الفرات`: a place inside the name of an outlet that no list has."""
        lexis, at = self.lexis, tied.pointer.first
        for k in range(at - 1, max(scene.first, at - _OUTLET) - 1, -1):
            if not lexis.joined(k + 1) or lexis.article(k) or lexis.has(k, "particles.preposition"):
                return False
            if lexis.view.words[k].lstrip("ول") in _OUTLETS:
                return True
        return False

    def _dateline(self, scene: Scene, tied: Tied) -> bool:
        """`دمشق – وكالة`, at the head of a report."""
        first, end = tied.pointer.first, tied.pointer.end
        if first != scene.first or end >= scene.end or tied.tie != "start":
            return False
        return any(dash in self.lexis.view.gaps[end] for dash in "-–—/") and ":" not in self.lexis.view.gaps[end]

    def _of_leader(self, scene: Scene, tied: Tied) -> bool:
        """`مع قائد القوات في المدينة`: the place belongs to the post, not to what happened."""
        before = [t for t in scene.tied if t.pointer.end <= tied.at]
        return bool(before) and before[-1].unit == "leader" and tied.at - before[-1].pointer.end <= 1

    def _of_force(self, scene: Scene, tied: Tied) -> bool:
        """`القوات المتمركزة في المدينة`: the place is where the force stands, as are those told of behind it."""
        if tied.tie != "preposition":
            return False
        before = range(max(scene.first, tied.at - _STANDING_REACH), tied.at)
        stands = next(
            (k for k in reversed(before) if self.lexis.view.words[k].lstrip("وال").startswith(_STANDING)), None
        )
        others = (t for t in scene.triggers if stands is not None and stands < t.first < tied.at)
        return stands is not None and self.lexis.view.words[tied.at] == "في" and not any(others)

    def _crosses(self, scene: Scene, start: int, tied: Tied) -> bool:
        """Whether another trigger stands between, so that the place is rather that one's."""
        return any(start <= other.first < tied.pointer.first and not other.is_noun for other in scene.triggers)

    def _most_specific(self, scene: Scene, chosen: Tied) -> Tied:
        """Of a run of places (`في حي X ببلدة Y شرقي Z`) the smallest."""
        spatial = [t for t in scene.tied if t.pointer.kind in ("place", "facility")]
        at = spatial.index(chosen) if chosen in spatial else 0
        run = [chosen]
        for step in (-1, 1):
            k = at
            while 0 <= k + step < len(spatial):
                a, b = sorted((spatial[k], spatial[k + step]), key=lambda t: t.pointer.first)
                coordinated = self.lexis.view.words[b.start].startswith("و")
                struck = b.tie == "preposition" and self.lexis.view.words[b.at] in _STRUCK
                apart = b.pointer.first - a.pointer.end > 2 or b.tie in ("verb", "noun")
                if apart or coordinated or struck:
                    break
                k += step
                run.append(spatial[k])
        return min(run, key=lambda t: (_RANK.get(self.kind(t), 3), t.pointer.first))

    def relation(self, tied: Tied) -> PlaceRelation:
        """How the text puts the event to the place."""
        if self.lexis.any(tied.at, frozenset({"places.near"})) or tied.preposition in ("قرب", "محيط"):
            return "near"
        return "towards" if tied.preposition in ("باتجاه", "نحو") else "in"

    def precision(self, who: str, first: int) -> PlacePrecision | None:
        """How exact a place is, by its kind."""
        kind = self.kind_of(who, first)
        entity = self.entities.get(who)
        return "exact" if entity and entity.kind == "facility" else _PRECISION.get(kind)
