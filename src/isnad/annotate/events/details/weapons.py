"""What a deed of force was done with."""

from isnad.annotate.events.details.phrases import Phrases
from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.numbers import value_of
from isnad.model import Span

HEADS = frozenset({"weapons.munition", "weapons.gun", "weapons.platform", "weapons.drone", "weapons.rigged"})
"""Classes of words that a weapon may begin with."""
_THROWN = frozenset({"weapons.munition", "weapons.drone", "weapons.rigged"})
_ARMS = _THROWN | {"weapons.gun"}
_OWN = frozenset({"weapons.adjective", "weapons.name", "weapons.charge", "weapons.munition", "weapons.gun"})
_THROWING = frozenset(
    f"assault.{name}"
    for name in "explosion mine detonate shell-fall launch air-drop-bombs plant-explosives grenade drone bombing "
    "suicide-attack blow shelling-kind air-strike chemical-attack hit".split()
)
_HITTING = frozenset({"assault.attack-on", "assault.hit"})
_WITH = frozenset(
    "باستخدام بواسطه باستعمال عبر مستخدما مستخدمه مستخدمين مستعمله مستعملين بوساطه استخدمت استخدم".split()
)
_TAIL = frozenset("المدي الانفجار للدموع للصوت الصوت الصنع ابيض الابيض البيضاء بيضاء الحي الحيه".split())
_MAKE = frozenset("نوع طراز عيار صنف".split())
_CORPS = frozenset("الجو الجوي البحريه البر الهندسه المدفعيه الاشاره الحدود".split())
_UNMANNED = ("بدون", "دون")
_PEOPLE = frozenset(
    {
        "people.people", "people.unknown", "people.members", "harm.combatant", "units.force", "weapons.adjective",
        "units.plain_adjective", "nations.adjective", "sources.adjective",
    }
)  # fmt: skip
_COUNTING = frozenset(
    "عدد عددا عشرات بعشرات بعدد مجموعه برشقه رشقه رشقات برشقات وابل بوابل دفعه بدفعه اكثر باكثر نحو حوالي من".split()
)
_BACK, _AHEAD, _NEAR = 5, 6, 3


class WeaponReader:
    """Finds the weapon of each deed of force in a sentence."""

    def __init__(self, lexis: Lexis, phrases: Phrases) -> None:
        self.lexis, self.phrases = lexis, phrases

    def read(self, scene: Scene, drafts: list[Draft], heads: list[int]) -> None:
        """Give the drafts their weapons; `heads` are the words of the sentence that can begin one."""
        armed = [draft for draft in drafts if draft.type == "ASSAULT"]
        for at in heads:
            if at in scene.inside or not self._is_weapon(at):
                continue
            home = self._wielded(scene, armed, at) or self._thrown(scene, armed, at) or self._striking(armed, at)
            if home is not None and home.weapon is None:
                home.weapon = self._span(at)

    def read_fire(self, drafts: list[Draft]) -> None:
        """Give the drafts that have no weapon the kind of fire that their words name."""
        for draft in drafts:
            if draft.type == "ASSAULT" and draft.weapon is None:
                draft.weapon = self._by_kind_of_fire(draft)

    def _is_weapon(self, at: int) -> bool:
        """A head noun alone, but `سيارة` or `برميل` only with what makes a weapon of it."""
        if self.lexis.view.words[at].endswith("سلاح") and self._next(at) in _CORPS:
            return False
        plain = self.lexis.any(at, HEADS - {"weapons.rigged"})
        return plain or any(self.lexis.joined(k) and self.lexis.has(k, "weapons.charge") for k in (at + 1, at + 2))

    def _wielded(self, scene: Scene, armed: list[Draft], at: int) -> Draft | None:
        """`بصواريخ`, `باستخدام مسيرة`, `بثلاثة براميل متفجرة`: the nearest deed before it, else the one behind."""
        first = self._quantified(scene, at)
        letter = self._by(first)
        by = first > scene.first and self.lexis.view.words[first - 1].removeprefix("و") in _WITH
        if not (letter or by) or not self.lexis.joined(first) * (first > scene.first):
            return self._loosely(scene, armed, first) if letter else None
        if any(self.lexis.has(k, "weapons.laden") for k in range(max(scene.first, first - 3), first)):
            return None
        return self._nearest(armed, first)

    def _loosely(self, scene: Scene, armed: list[Draft], first: int) -> Draft | None:
        """The same behind a comma or a bracket, or at the head of the sentence."""
        return self._nearest(armed, first) if self.lexis.view.words[first][:1] == "ب" else None

    def _nearest(self, armed: list[Draft], at: int) -> Draft | None:
        before = [draft for draft in armed if draft.trigger.first <= at]
        return before[-1] if before else armed[0] if armed and armed[0].trigger.first - at <= _AHEAD else None

    def _quantified(self, scene: Scene, at: int) -> int:
        """The first word of the number or amount before the head."""
        first = at
        while first - 1 >= scene.first and self.lexis.joined(first) and at - first < _BACK:
            word = self.lexis.view.words[first - 1]
            if self._by(first) or not (self._counts(word) or self.lexis.has(first - 1, "harm.some")):
                break
            first -= 1
        return first

    def _by(self, k: int) -> bool:
        """Whether `ب` is written before the word (`بصاروخ` is listed as it stands)."""
        return proclitics(self.lexis, k)[-1:] == "ب" or self.lexis.has(k, "particles.by")

    def _counts(self, word: str) -> bool:
        bare = word.removeprefix("ب")
        return word in _COUNTING or value_of(word) is not None or value_of(bare) is not None or word.isdigit()

    def _thrown(self, scene: Scene, armed: list[Draft], at: int) -> Draft | None:
        """`انفجار لغم`, `أطلق الحزب 20 صاروخا`: what blows up, is thrown or fired, with only its subject between."""
        if not self.lexis.any(at, _ARMS) or proclitics(self.lexis, at)[-1:] not in ("", "و"):
            return None
        for draft in armed:
            trigger = draft.trigger
            if trigger.entry.id not in _THROWING:
                continue
            if trigger.first <= at < trigger.end:
                return draft
            apart = trigger.entry.id in ("assault.hit", "assault.air-strike", "assault.shelling-kind", "assault.blow")
            if not apart and trigger.end <= at <= trigger.end + _AHEAD and self._only_subject(scene, trigger.end, at):
                return draft
            if self._end(at) == trigger.first and not trigger.before and self._set_off(at, trigger.first):
                return draft
        return None

    def _set_off(self, at: int, verb: int) -> bool:
        return self.lexis.any(at, _THROWN) and not self.lexis.view.breaks[verb]

    def _only_subject(self, scene: Scene, first: int, end: int) -> bool:
        between = range(first, end)
        named = (k in scene.inside or self._amount(k) or self.lexis.any(k, _PEOPLE) for k in between)
        return not any(self.lexis.view.breaks[k] for k in range(first, end + 1)) and all(named)

    def _amount(self, k: int) -> bool:
        return self._counts(self.lexis.view.words[k]) or self.lexis.has(k, "harm.some")

    def _striking(self, armed: list[Draft], at: int) -> Draft | None:
        """`استهدفت طائرة مسيرة سيارة`, `استهدفت قذائف حيا`: what flies unmanned or is fired, as the subject of the verb
        before or behind it."""
        fired = self.lexis.has(at, "weapons.munition")
        if not (fired or self._unmanned(at)) or proclitics(self.lexis, at)[-1:] not in ("", "و"):
            return None
        end = self._end(at)
        for draft in armed:
            trigger = draft.trigger
            if trigger.is_noun and 0 <= trigger.first - end < _NEAR and self._carried_out(at - 1):
                return draft
            if trigger.is_noun or trigger.part == "passive" or trigger.entry.id == "assault.shoot-down":
                continue
            if (fired and trigger.entry.id not in _HITTING) or (trigger.end == at and self._owned(end)):
                continue
            verb = self.lexis.view.words[trigger.first].removeprefix("و")
            behind = trigger.end == at and self.lexis.joined(at) and (verb.endswith("ت") or verb.startswith("ت"))
            if behind or (end == trigger.first and verb.endswith("ت")):
                return draft
        return None

    def _unmanned(self, at: int) -> bool:
        drone = self.lexis.has(at, "weapons.drone") or self.lexis.has(at + 1, "weapons.drone")
        return drone or self._next(at) in _UNMANNED

    def _owned(self, end: int) -> bool:
        """`استهدفت مسيرة للحزب`: somebody's, and rather what was hit."""
        return self.lexis.joined(end) and proclitics(self.lexis, end)[-1:] == "ل"

    def _carried_out(self, k: int) -> bool:
        """`نفذت طائرة مسيرة غارة`: a verb that says only that the deed was done, right before its doer."""
        return k >= 0 and any(r.use.use == "light" and r.use.entry == "does" for r in self.lexis.infos[k].uses)

    def _by_kind_of_fire(self, draft: Draft) -> Span | None:
        """`قصف مدفعي وصاروخي`: the adjective tells it, where nothing else does."""
        first = next((k for k in range(draft.trigger.first, draft.trigger.end + 1) if self._fire(k)), None)
        if first is None or first == draft.trigger.first:
            return None
        end = first + 1
        while self._fire(end) and self.lexis.joined(end):
            end += 1
        return self.phrases.span(first, end)

    def _fire(self, k: int) -> bool:
        return self.lexis.has(k, "weapons.fire") and self.lexis.infos[k].before in ("", "و")

    def _next(self, at: int) -> str:
        return self.lexis.view.words[at + 1] if at + 1 < self.lexis.size and self.lexis.joined(at + 1) else ""

    def _span(self, at: int) -> Span:
        letters = self.phrases.peeled(at, "ب") if self._by(at) else len(proclitics(self.lexis, at))
        return self.phrases.span(at, self._end(at), letters)

    def _end(self, at: int) -> int:
        """The word after the weapon: its kind and make, and further weapons joined by `و`."""
        words, k = self.lexis.view.words, at + 1
        while self.lexis.joined(k):
            if words[k] == "من" and self._next(k) in _MAKE:
                k += 1
            if words[k] in _MAKE:
                k = self._made(k + 1)
                continue
            before = self.lexis.infos[k].before
            own = (self.lexis.any(k, _OWN) and before in ("", "و")) or words[k] in _TAIL or self._in_craft(k)
            own = (
                own
                or (words[k] in _UNMANNED and self._next(k) == "طيار")
                or (words[k] == "طيار" and words[k - 1] in _UNMANNED)
            )
            joined = before == "و" and self.lexis.any(k, HEADS) and self._is_weapon(k)
            filled = words[k - 1].startswith("محشو") and self.lexis.has(k, "weapons.munition")
            if not (own or joined or filled) or (
                before == "و" and not joined and not self.lexis.has(k, "weapons.adjective")
            ):
                break
            k = self.lexis.until[k] if self.lexis.has(k, "weapons.name") else k + 1
        return k

    def _in_craft(self, k: int) -> bool:
        """The adjective `مسيرة` behind an aircraft."""
        return self.lexis.has(k, "weapons.drone") and self.lexis.infos[k].before == ""

    def _made(self, k: int) -> int:
        """The word after a make or calibre: a name, quoted or not, or a number with its unit."""
        words, end = self.lexis.view.words, k
        if end < self.lexis.size and self.lexis.view.breaks[end] == 0:
            end += 1
            while self.lexis.joined(end) and (words[end] in ("ملم", "مم", "ميليمتر", "بوصه") or words[end].isdigit()):
                end += 1
        return end
