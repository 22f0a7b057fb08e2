"""What a meeting discussed, and what was asked for."""

from collections.abc import Iterator

from isnad.annotate.events.details.phrases import Phrases
from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.model import Span

DISCUSSING = frozenset(
    "لبحث لمناقشه لمناقشات للتباحث للتشاور للوقوف لدراسه لاستعراض للبحث للتفاوض لتناول لتدارس للنقاش للحوار "
    "لمتابعه".split()
)
_AT = frozenset("حول بشان بخصوص في علي ب مع".split())
_LEADING = frozenset("الي علي حول بشان بخصوص".split())
_ABOUT = frozenset("حول بشان بخصوص يتعلق تتعلق متعلقه".split())
_AGENDA = frozenset("اعمال اعماله اعمالها اعمالهم".split())
ASKED = frozenset({"REQUEST", "PROTEST", "THREATEN"})
"""Types of event that ask for something."""
_ASKING = frozenset({"REQUEST", "PROTEST"})
_TO = ("الي", "علي")
_TAKES = {
    "request.demand": ("ب",), "request.call-on": _TO, "request.insist": _TO, "request.order": ("ب",),
    "request.appeal": ("ب",),
}  # fmt: skip
_THAT = frozenset("ان بان".split())
_DUTY = frozenset("ضروره بضروره وجوب بوجوب".split())
_FORWARD, _FAR, _ASK_FAR, _VERB_BEFORE = 22, 30, 16, 5


class MatterReader:
    """Finds agendas and demands in one report."""

    def __init__(self, lexis: Lexis, phrases: Phrases) -> None:
        self.lexis, self.phrases = lexis, phrases

    # agendas -------------------------------------------------------------------------------------------------------
    def agenda(self, scene: Scene, drafts: list[Draft]) -> None:
        """Set what the meetings of a sentence discussed."""
        for draft in drafts:
            if draft.type == "CONSULT" and not draft.agenda:
                start = self._matter(scene, draft)
                if start is not None:
                    draft.agenda = tuple(self._items(scene, start))

    def _matter(self, scene: Scene, draft: Draft) -> int | None:
        """The first word of what the meeting was about."""
        words, trigger = self.lexis.view.words, draft.trigger
        if trigger.entry.id == "consult.discuss":
            return self._topic(scene, trigger.end)
        for k in range(trigger.end, min(scene.end, trigger.end + _FAR)):
            if self.lexis.has(k, "particles.contrast") or k in scene.inside:
                if k not in scene.inside:
                    break
                continue
            if words[k] in DISCUSSING:
                return self._past_at(scene, k + 1)
            if words[k] in _ABOUT:
                return self._past_at(scene, k + 1)
            if self.lexis.has(k, "details.treats") and not self.lexis.article(k):
                return self._topic(scene, k + 1)
            if words[k] == "جدول" and k + 1 < scene.end and words[k + 1] in _AGENDA:
                return self._topic(scene, k + 2)
            later = scene.trigger_words.get(k)
            if later is not None and later.entry.type != "CONSULT" and not later.is_noun and later.part != "participle":
                break
        return self._told_before(scene, draft)

    def _told_before(self, scene: Scene, draft: Draft) -> int | None:
        """`ناقش الوفدان خلال اجتماع …`, `تركزت المباحثات على …`: the verb before the noun that names the meeting."""
        first = max(scene.first, draft.trigger.first - _VERB_BEFORE)
        told = any(self.lexis.has(k, "details.treats") for k in range(first, draft.trigger.first))
        return self._topic(scene, draft.trigger.end) if told and draft.trigger.is_noun else None

    def _past_at(self, scene: Scene, k: int) -> int | None:
        """Past `في` or `حول` (`للتباحث في`, `للتشاور حول`); a name alone is no matter."""
        if k < scene.end and self.lexis.view.words[k] in ("مع", "بين"):
            return self._topic(scene, k + 1)
        if k < scene.end and self.lexis.view.words[k] in _AT:
            k += 1
        return k if k < scene.end and not self.phrases.parted(k) else None

    def _topic(self, scene: Scene, first: int) -> int | None:
        """The first matter after a verb: not its subject, nor with whom or where."""
        if self.lexis.view.words[first - 1].endswith("ا") and first < scene.end and self._plain(scene, first):
            return first
        for k in range(first, min(scene.end, first + _FORWARD)):
            if self.phrases.parted(k) and k > first and k - 1 not in scene.inside:
                return None
            if self._leads_on(scene, k):
                return k + 1
            if k in scene.inside or (k > first and self._governed(k)):
                continue
            if self.phrases.finite(scene, k) and not self.lexis.has(k, "details.treats"):
                return None
            named = self.lexis.has(k, "details.topic") or self.phrases.deed(scene, k)
            if named and proclitics(self.lexis, k)[-1:] not in ("ب", "ل"):
                return k
        return None

    def _plain(self, scene: Scene, k: int) -> bool:
        """Whether a bare noun stands here: behind `ناقشا` or `ناقشوا` it is what they discussed."""
        particle = any(tag.startswith("particles.") for tag in self.lexis.tags[k])
        return k not in scene.inside and not particle and not self.phrases.parted(k) and not proclitics(self.lexis, k)

    def _leads_on(self, scene: Scene, k: int) -> bool:
        """`تطرق اللقاء إلى …`, `تركزت على …`: the matter stands behind the preposition of the verb."""
        words = self.lexis.view.words
        behind = k + 1 < scene.end and k + 1 not in scene.inside and words[k + 1] not in ("هامش", "جانب")
        return words[k] in _LEADING and behind

    def _governed(self, k: int) -> bool:
        """Whether a preposition of with whom, where or when stands before the word."""
        own = self.lexis.view.words[k - 1] in _AT or self.lexis.infos[k - 1].after
        return self.lexis.has(k - 1, "particles.preposition") and not own

    def _items(self, scene: Scene, start: int) -> Iterator[Span]:
        """The matters, one by one: a new one behind a comma, or with `و` where it is like the first."""
        end = self.phrases.clause(scene, start, listed=True)
        first, ways = start, self.lexis.has(start, "details.way")
        for k in range(start + 1, end):
            if self._begins_item(scene, start, k, ways):
                yield self.phrases.span(first, k, self._letters(first))
                first = k
        yield self.phrases.span(first, end, self._letters(first))

    def _begins_item(self, scene: Scene, start: int, k: int, ways: bool) -> bool:
        if not self.phrases.linked(k) or k in scene.inside:
            return False
        told = self.lexis.has(k, "details.topic") or (not ways and self.phrases.deed(scene, k))
        if self.phrases.parted(k):
            return told or self.lexis.article(k)
        return told and not ways and self.lexis.article(k) == self.lexis.article(start)

    def _letters(self, first: int) -> int:
        return 1 if self.phrases.linked(first) else 0

    # demands -------------------------------------------------------------------------------------------------------
    def demand(self, scene: Scene, drafts: list[Draft]) -> None:
        """Set what the requests, protests and ultimatums of a sentence ask."""
        for draft in drafts:
            if draft.type in ASKED and draft.demand is None:
                found = self._asked(scene, draft, drafts)
                if found is not None:
                    start, letters = found
                    end = self.phrases.clause(scene, start, listed=True)
                    draft.demand = self.phrases.span(start, end, letters) if end > start else None

    def _asked(self, scene: Scene, draft: Draft, drafts: list[Draft]) -> tuple[int, int] | None:
        trigger = draft.trigger
        if draft.type == "REQUEST":
            takes = _TAKES.get(trigger.entry.id, ())
            bare = trigger.part in ("present", "participle") and not trigger.after
            if "ب" in takes and bare and self._by_shape(scene, trigger.end):
                return trigger.end, 1
            return self._complement(scene, trigger.end, takes)
        if draft.type == "PROTEST":
            asks = range(trigger.first, min(scene.end, trigger.end + _FAR))
            at = next(
                (k for k in asks if self.lexis.has(k, "details.asks") and self._of_protest(scene, draft, k)), None
            )
            if at is not None and self._by_shape(scene, at + 1):
                return at + 1, 1
            return self._complement(scene, at + 1, ("ب",)) if at is not None else None
        if trigger.entry.id == "threaten.ultimatum":
            return self._to_do(scene, trigger.end)
        return None

    def _by_shape(self, scene: Scene, k: int) -> bool:
        """`تطالب بفرص عمل`: an unlisted word right behind the verb, which begins with the preposition it takes."""
        if k >= scene.end or k in scene.inside or not self.lexis.joined(k):
            return False
        info, word = self.lexis.infos[k], self.lexis.view.words[k]
        return word.startswith("ب") and len(word) > 3 and not (info.tags or info.uses or info.names)

    def _of_protest(self, scene: Scene, draft: Draft, k: int) -> bool:
        """Whether the protesters ask: no other event that is told, and no contrast, stands between."""
        return not any(self.lexis.has(m, "particles.contrast") for m in range(draft.trigger.end, k)) and not any(
            draft.trigger.end <= t.first < k and not t.is_noun and t.entry.type not in _ASKING for t in scene.triggers
        )

    def _complement(self, scene: Scene, first: int, takes: tuple[str, ...]) -> tuple[int, int] | None:
        """The first word of what is asked, and the letters before it: behind the preposition that the verb takes,
        behind `أن`, or a verbal noun in the open."""
        words = self.lexis.view.words
        for k in range(first, min(scene.end, first + _ASK_FAR)):
            if k > first and self.phrases.parted(k) and not self._appositive(scene, k):
                return None
            if k in scene.inside:
                continue
            if words[k] in _THAT or words[k] in _DUTY:
                return k, self.phrases.peeled(k, "ب") if words[k] == "بان" or words[k].startswith("بض") else 0
            if words[k][0] == "ب" and self._asked_thing(scene, first, k, takes):
                return k, self.phrases.peeled(k, "ب")
            if words[k] in takes and k + 1 < scene.end and not self._person(scene, k + 1):
                return k + 1, 0
            if "ب" not in takes and self.phrases.meant(scene, k, "ل"):
                return k, self.phrases.peeled(k, "ل")
            if takes != _TO and self._bare_deed(scene, first, k):
                return k, 0
            if self.phrases.finite(scene, k):
                return None
        return None

    def _bare_deed(self, scene: Scene, first: int, k: int) -> bool:
        """`طلبت وقف القصف`, `ناشد المنظمات التدخل`: a verbal noun right behind the verb, or behind who is asked."""
        if proclitics(self.lexis, k) or not self.phrases.deed(scene, k):
            return False
        return not self.lexis.article(k) if k == first else k - 1 in scene.inside or self.lexis.article(k - 1)

    def _asked_thing(self, scene: Scene, first: int, k: int, takes: tuple[str, ...]) -> bool:
        """`دعا إلى … بوقف`: a verbal noun; of a verb that takes `ب` any thing right behind who is asked (`بحقوقهم`)."""
        if self.phrases.meant(scene, k, "ب"):
            return True
        between = all(m in scene.inside or self.lexis.article(m) for m in range(first, k))
        return "ب" in takes and between and proclitics(self.lexis, k)[-1:] == "ب"

    def _person(self, scene: Scene, k: int) -> bool:
        pointer = scene.inside.get(k)
        return pointer is not None and pointer.kind in ("actor", "person", "place")

    def _appositive(self, scene: Scene, k: int) -> bool:
        """A comma after the name of who asks or is asked."""
        return k - 1 in scene.inside

    def _to_do(self, scene: Scene, first: int) -> tuple[int, int] | None:
        """`أمهل … 48 ساعة لتسليم السلاح`, `أنذر السكان بالإخلاء`."""
        for k in range(first, min(scene.end, first + _ASK_FAR)):
            if self.lexis.has(k, "particles.contrast"):
                return None
            for letter in ("ل", "ب"):
                if self.phrases.meant(scene, k, letter) and (
                    letter == "ل" or not self.lexis.has(k, "particles.threat")
                ):
                    return k, self.phrases.peeled(k, letter)
        return None
