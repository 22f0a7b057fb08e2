"""How a meeting, a deal, a protest or an assault ended."""

from isnad.annotate.events.details.phrases import Phrases
from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.view import Break
from isnad.model.vocabulary import Outcome

ENDS = frozenset({"details.ended", "details.unended", "particles.negation"})
"""Classes of words that the telling of an end may begin with."""
ENDING = frozenset({"CONSULT", "AGREE", "PROTEST", "ASSAULT"})
"""Types of event whose end is told."""
_WITHOUT = frozenset("دون بدون بلا".split())
_UNREACHED = frozenset(
    "وصول الوصول توصل التوصل اتفاق نتيجه نتايج تحقيق احراز تقدم جدوي التوافق توافق حل يتوصل يتوصلوا يتمكن تتمكن "
    "يتمكنوا يحقق تحقق اختراق".split()
)
_AGREED = frozenset(
    "اتفاق الاتفاق اتفاقا اتفاقيه هدنه تفاهم تفاهمات توافق تسويه صلح مصالحه تهديه التهديه توقيع وقف صيغه".split()
)
_IN_PART = ("مبدي", "جزي", "اولي", "بعض")
_TALKS = frozenset({"CONSULT", "AGREE"})
_OF_RESULT = frozenset("اسفر اسفرت ادي ادت افضي افضت اثمر اثمرت تمخض تمخضت".split())
_MADE = frozenset({"agree.reach", "agree.deal", "agree.settlement", "agree.prisoner-exchange"})
_NEAR, _AHEAD, _FAR = 3, 8, 14


class OutcomeReader:
    """Finds how things ended, in the sentences that tell of them."""

    def __init__(self, lexis: Lexis, phrases: Phrases) -> None:
        self.lexis, self.phrases = lexis, phrases

    def read(self, scene: Scene, drafts: list[Draft], heads: list[int]) -> None:
        """Set `outcome` and `result` of the drafts; `heads` are the words that can open the telling of an end."""
        for at in heads:
            home = self._home(scene, drafts, at)
            if home is not None and home.outcome is None:
                self._ended(scene, home, at)
        for draft in drafts:
            if draft.type in _TALKS and draft.result is None:
                draft.result = self._result(scene, draft)

    def _home(self, scene: Scene, drafts: list[Draft], at: int) -> Draft | None:
        """Whose end it is: the noun right behind the verb, else the last one told of before it in its clause."""
        behind = [d for d in drafts if 0 < d.trigger.first - at <= _NEAR and d.trigger.is_noun and d.type in ENDING]
        if behind and not self.lexis.view.breaks[behind[0].trigger.first] and not behind[0].trigger.before:
            return behind[0]
        before = [d for d in drafts if d.trigger.first < at and d.type in ENDING]
        if not before or at - before[-1].trigger.end > _FAR:
            return None
        between = range(before[-1].trigger.end, at + 1)
        apart = any(self.lexis.has(k, "particles.contrast") for k in between)
        return None if apart else before[-1]

    def _ended(self, scene: Scene, draft: Draft, at: int) -> None:
        words = self.lexis.view.words
        word = words[at].removeprefix("و")
        if self.lexis.has(at, "particles.negation") and word not in _WITHOUT:
            return
        if word in _WITHOUT:
            if self._unreached(scene, at):
                self._put(scene, draft, at - (words[at - 1] == "من"), "failed")
            return
        if self.lexis.has(at, "details.unended"):
            named = 0 < draft.trigger.first - at <= 2
            if draft.type in _TALKS and (named or at - draft.trigger.end < 4):
                draft.outcome = self.phrases.span(
                    at, draft.trigger.end if named else self.phrases.clause(scene, at + 1)
                )
                draft.result = "failed"
            return
        if word in _OF_RESULT and draft.type not in _TALKS:
            return
        start = self._complement(scene, max(at + 1, draft.trigger.end if draft.trigger.first > at else at + 1))
        if start is not None:
            self._put(scene, draft, start, None)

    def _complement(self, scene: Scene, first: int) -> int | None:
        """The first word of what it ended in: behind `إلى`, `عن` or `ب`, or `دون` itself."""
        words = self.lexis.view.words
        for k in range(first, min(first + _AHEAD, scene.end)):
            if words[k] in ("الي", "عن", "علي"):
                return k + 1 if k + 1 < scene.end else None
            if words[k] in _WITHOUT:
                return k - (words[k - 1] == "من")
            if (
                proclitics(self.lexis, k) == "ب"
                and k not in scene.inside
                and (self.phrases.meant(scene, k, "ب") or self.lexis.article(k))
            ):
                return k
            if self.phrases.parted(k) or self.phrases.finite(scene, k):
                return None
        return None

    def _put(self, scene: Scene, draft: Draft, start: int, result: Outcome | None) -> None:
        words = self.lexis.view.words
        if any(words[k] in _WITHOUT for k in range(start, min(start + 2, scene.end))) and self._unreached(scene, start):
            result = "failed"
        bare = _UNREACHED | _WITHOUT if result == "failed" else frozenset[str]()
        first = start + (words[start] == "من") + (result == "failed" and words[start] == "من")
        end = max(
            self.phrases.clause(scene, min(first, scene.end - 1), bare=bare), min(first + 2 * bool(bare), scene.end)
        )
        by = proclitics(self.lexis, start) == "ب" and words[start] not in _WITHOUT
        letters = self.phrases.peeled(start, "ب") if by else 0
        draft.outcome = self.phrases.span(start, end, letters)
        if draft.type in _TALKS:
            told = [words[k].removeprefix("و").removeprefix("ب") for k in range(start, min(start + 4, end))]
            draft.result = draft.result or result or ("agreed" if not _AGREED.isdisjoint(told) else None)
            if draft.result == "agreed" and any(w.startswith(_IN_PART) for w in told):
                draft.result = "partial"

    def _unreached(self, scene: Scene, at: int) -> bool:
        words = self.lexis.view.words
        return any(words[k] in _UNREACHED for k in range(at + 1, min(at + 4, scene.end)))

    def _result(self, scene: Scene, draft: Draft) -> Outcome | None:
        """Told by the words beside the trigger: `فشل اللقاء`, `توصل الطرفان إلى اتفاق مبدئي`."""
        trigger, words = draft.trigger, self.lexis.view.words
        if any(self.lexis.has(k, "details.unended") for k in range(max(scene.first, trigger.first - 2), trigger.first)):
            return "failed"
        if draft.status == "failed":
            return "failed"
        made = trigger.entry.id in _MADE and not trigger.is_noun and trigger.part in ("past", "passive")
        if not made or draft.status != "actual":
            return None
        near = range(trigger.first, min(trigger.end + _AHEAD, scene.end))
        stop = next((k for k in near if k > trigger.first and self.lexis.view.breaks[k] > Break.NONE), near.stop)
        partly = any(words[k].startswith(_IN_PART) for k in range(trigger.first, stop))
        return "partial" if partly else "agreed"
