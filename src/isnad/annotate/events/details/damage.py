"""What was damaged, and how: the result of a deed of force for things."""

from isnad.annotate.events.details.phrases import Phrases
from isnad.annotate.events.details.weapons import HEADS
from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.model import Span

OPENING = frozenset({"damage.noun", "damage.partly", "damage.verb"})
"""Classes of words that a statement of damage may begin with."""
_NONE = frozenset("دون بدون بلا لا ولا لم ولم عدم وعدم نفي نفت تنفي ينفي".split())
_HARM = frozenset({"harm.killed", "harm.injured", "harm.detained", "harm.missing", "harm.displaced"})
_LEADING = frozenset("الي في ب عن".split())
_SUFFERED = frozenset("قصف القصف هجوم الهجوم غاره الغاره انفجار الانفجار".split())
_DESTRUCTION = "assault.destruction"
_HAPPENED = ("actual", "alleged", "rumoured", "denied", "failed")
_DENIED_WITHIN, _NEAR, _SERVICE, _BEHIND = 5, 3, 8, 9


class DamageReader:
    """Finds statements of damage in a sentence and gives them to the deed that did it."""

    def __init__(self, lexis: Lexis, phrases: Phrases) -> None:
        self.lexis, self.phrases = lexis, phrases

    def read(self, scene: Scene, drafts: list[Draft], heads: list[int]) -> None:
        """Give the drafts their damage; `heads` are the words of the sentence that can begin a statement of it."""
        deeds = [draft for draft in drafts if draft.type == "ASSAULT" and draft.status in _HAPPENED]
        past = -1
        for at in heads:
            if at < past or at in scene.inside or not self._states(scene, at):
                continue
            home = self._home(deeds, at)
            end = self._end(scene, at)
            if home is None or (end - at < 2 and not self._enough(at)):
                continue
            past = end
            if home.damage is None:
                home.damage = self._span(at, end)

    def _home(self, deeds: list[Draft], at: int) -> Draft | None:
        """The deed that did it: the one before; what destroys by itself only where no other is told."""
        before = [d for d in deeds if d.trigger.first <= at and d.trigger.entry.id != _DESTRUCTION]
        if before:
            return before[-1]
        own = [d for d in deeds if d.trigger.first <= at < d.trigger.end]
        if own:
            behind = (d for d in deeds if 0 < d.trigger.first - at <= _BEHIND and d.trigger.entry.id != _DESTRUCTION)
            return next(behind, own[0])
        return next((d for d in deeds if 0 < d.trigger.first - at <= _BEHIND), None)

    def _states(self, scene: Scene, at: int) -> bool:
        lexis, words = self.lexis, self.lexis.view.words
        for k in range(at - 1, max(scene.first, at - _DENIED_WITHIN) - 1, -1):
            if lexis.view.breaks[k + 1]:
                break
            if words[k] in _NONE:
                return False
        letter, partly = proclitics(lexis, at)[-1:], lexis.has(at, "damage.partly")
        if (letter == "ل" or (letter == "ب" and not partly)) and not self._led(at):
            return False
        if partly or words[at].removeprefix("و") in ("خرج", "خرجت", "اشتعلت"):
            return self._of_things(at)
        if lexis.has(at, "damage.verb"):
            return self._told(scene, at)
        return not (lexis.article(at) and lexis.joined(at + 1) and lexis.has(at + 1, "particles.relative"))

    def _led(self, at: int) -> bool:
        """`تسبب بأضرار`, `أدى لتدمير`: behind a word of result."""
        return any(
            self.lexis.has(k, "harm.result") or self.lexis.view.words[k].startswith("تسبب")
            for k in range(max(0, at - 6), at)
        )

    def _of_things(self, at: int) -> bool:
        """`خسائر مادية`, `انقطاع التيار`, `خروج المشفى عن الخدمة`: the word that makes it damage."""
        reach = _SERVICE if self.lexis.view.words[at].startswith(("خروج", "خرج", "وخرج", "وخروج", "اخراج")) else _NEAR
        for k in range(at + 1, min(at + 1 + reach, self.lexis.size)):
            if self.phrases.parted(k):
                return False
            if self.lexis.has(k, "damage.what"):
                return reach == _NEAR or self.lexis.view.words[k] == "الخدمه"
        return False

    def _told(self, scene: Scene, at: int) -> bool:
        """A verb of damage that is not the deed itself and has no person for its subject."""
        trigger = scene.trigger_words.get(at)
        word = self.lexis.view.words[at]
        active = word.removeprefix("و").startswith(("دمر", "يدمر", "تدمر", "اعطب"))
        if trigger is not None and trigger.entry.id == _DESTRUCTION:
            return active and at + 1 < scene.end and at + 1 not in scene.inside and word.startswith("و")
        return trigger is None and not self.lexis.article(at) and not active

    def _enough(self, at: int) -> bool:
        return self.lexis.view.words[at].removeprefix("و") in ("دمار", "دمارا", "اضرار", "اضرارا", "حريقا", "حرايق")

    def _end(self, scene: Scene, at: int) -> int:
        """Where the statement ends: its clause, or the next statement of harm to people, or the weapon."""
        end = self.phrases.clause(scene, at if not self.lexis.has(at, "damage.verb") else at + 1)
        for k in range(at + 1, end):
            if self.phrases.linked(k) and (self.lexis.any(k, _HARM) or self.lexis.has(k, "damage.verb")):
                return k
            weapon = proclitics(self.lexis, k)[-1:] == "ب" and self.lexis.any(k, HEADS)
            if weapon or self._by_deed(scene, k):
                return k
        return end

    def _by_deed(self, scene: Scene, k: int) -> bool:
        """`بقصف`, `في قصف`: the deed that did it is told behind the damage."""
        trigger = scene.trigger_words.get(k)
        if trigger is None or trigger.entry.type != "ASSAULT":
            return False
        return trigger.before == "ب" or self.lexis.view.words[k - 1] in ("في", "اثر", "جراء", "نتيجه")

    def _span(self, at: int, end: int) -> Span:
        words = self.lexis.view.words
        while end - 1 > at and words[end - 1] in ("في", "و", "اثر", "جراء", "نتيجه"):
            end -= 1
        before = proclitics(self.lexis, at)
        word = words[at]
        letters = len(before) if before and word.startswith(before) and not word[len(before) :].startswith("لل") else 0
        return self.phrases.span(at, end, letters)
