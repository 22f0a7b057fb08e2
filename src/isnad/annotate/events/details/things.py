"""What was formed, filled, moved, taken, given, lifted or sent."""

from isnad.annotate.events.details.phrases import Phrases
from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.clitics import bare_forms
from isnad.arabic.numbers import value_of
from isnad.model import Span

_CLASS = {"AID": "details.given", "MOBILIZE": "details.sent", "COERCE": "details.taken", "CONCEDE": "details.lifted"}
_BEFORE = {"AID": ("", "و", "ب"), "MOBILIZE": ("", "و", "ب"), "COERCE": ("", "و", "ل"), "CONCEDE": ("", "و", "ل")}
_NEAR = frozenset({"ESTABLISH", "RELOCATE"})
_TAKING = frozenset(
    f"coerce.{name}" for name in "raid search confiscation looting seize-property seize-weapons close-route".split()
)
_GIVING = frozenset({"concede.lift", "concede.release", "concede.reopen", "concede.set-free"})
_SENDING = frozenset(f"mobilize.{name}" for name in "reinforcements deployment emplacement patrol joint-patrol".split())
_HANDING = frozenset({"aid.distribute", "aid.funding", "aid.humanitarian", "aid.military"})
_NO_OBJECT = frozenset({"relocate.return", "relocate.displacement"})
_POSTS = frozenset({"people.post", "people.leaders", "people.rank"})
_PERSON = frozenset({"people.rank", "people.honorific", "people.post"})
_OFFICE = frozenset("منصب بمنصب لمنصب منصبا".split())
_LEADING = frozenset("قياده رياسه زعامه اماره حقيبه اداره وزاره".split())
_ADJECTIVES = frozenset({"sources.adjective", "units.plain_adjective", "weapons.adjective"})
_WHO = ("actor", "person")
_OF_POST = frozenset(("ل", "باسم", "عن"))
_REACH, _POST_REACH, _NAME = 14, 20, 3


class ThingReader:
    """Finds the objects of events in one report."""

    def __init__(self, lexis: Lexis, phrases: Phrases) -> None:
        self.lexis, self.phrases = lexis, phrases

    def read(self, scene: Scene, drafts: list[Draft]) -> None:
        """Set `object` of those drafts of a sentence whose type has one."""
        for draft in drafts:
            if draft.object is None and draft.type in _READ:
                draft.object = self._post(scene, draft) if draft.type == "APPOINT" else self._thing(scene, draft)

    # things --------------------------------------------------------------------------------------------------------
    def _thing(self, scene: Scene, draft: Draft) -> Span | None:
        """The first thing of the right kind in or behind the trigger, in its clause."""
        trigger = draft.trigger
        if trigger.after and not trigger.is_noun:
            return None
        if (draft.type not in _NEAR and trigger.entry.id not in _HAVING) or trigger.entry.id in _NO_OBJECT:
            return None
        product = {p.who for p in draft.parties if p.role == "product"}
        stop = self._stop(scene, draft)
        for k in range(trigger.first, stop):
            inside = scene.inside.get(k)
            if inside is not None and (k != inside.first or (inside.who not in product and inside.kind in _WHO)):
                continue
            if self._fits(draft, k) and self._direct(scene, draft, k):
                start = self._head(scene, draft, k)
                end = max(self.phrases.noun(scene, start), inside.end if inside and inside.end - k <= _NAME else 0)
                return self.phrases.span(start, end, len(self._written(start))) if end > start else None
        return None

    def _fits(self, draft: Draft, k: int) -> bool:
        if draft.type not in _NEAR:
            return self.lexis.has(k, _CLASS[draft.type]) and self.lexis.infos[k].before in _BEFORE[draft.type]
        single, _ = self.lexis.book.near_words(draft.trigger.entry.near)
        if k < draft.trigger.end:
            return k > draft.trigger.first and draft.trigger.is_noun
        return not single.isdisjoint(bare_forms(self.lexis.view.words[k]))

    def _direct(self, scene: Scene, draft: Draft, k: int) -> bool:
        """Whether no preposition but those of the object itself (`الإفراج عن`, `مداهمة ل`) stands before it."""
        trigger = draft.trigger
        if k < trigger.end:
            return True
        if proclitics(self.lexis, k)[-1:] == "ب" and draft.type not in ("MOBILIZE", "AID"):
            return False
        for m in range(trigger.end, k):
            if self.phrases.meant(scene, m, "ل"):
                return False
            if m in scene.inside or not self.lexis.has(m, "particles.preposition"):
                continue
            own = self.lexis.view.words[m] in ("عن", "من", "علي") and self._passed(scene, trigger.end - 1, m, least=0)
            if not own and not self._passed(scene, m, k):
                return False
        return True

    def _passed(self, scene: Scene, m: int, k: int, *, least: int = 1) -> bool:
        """Whether only names, numbers and amounts stand between the words `m` and `k`, at least so many."""
        between = range(m + 1, k)
        return len(between) >= least and all(j in scene.inside or self._counts(j) for j in between)

    def _counts(self, k: int) -> bool:
        return value_of(self.lexis.view.words[k]) is not None or self.lexis.has(k, "harm.some")

    def _head(self, scene: Scene, draft: Draft, k: int) -> int:
        """The noun that the thing begins with: a hit on its adjective goes back to it (`قاعدة عسكرية`)."""
        first = draft.trigger.first
        if draft.type in _NEAR:
            while k - 1 > first and self.lexis.joined(k) and self._led_by_noun(scene, k - 1):
                k -= 1
            return k
        while k - 1 > first and self.lexis.any(k, _ADJECTIVES) and self.lexis.joined(k) and k - 1 not in scene.inside:
            k -= 1
        return first if k < draft.trigger.end and draft.trigger.is_noun and self._is_own(draft, first) else k

    def _led_by_noun(self, scene: Scene, k: int) -> bool:
        """Whether the word is a bare noun that the next one belongs to (`نقاط تفتيش`)."""
        plain = k not in scene.inside and not self.lexis.article(k) and not self._counts(k)
        particle = any(tag.startswith("particles.") for tag in self.lexis.tags[k])
        return plain and not particle and proclitics(self.lexis, k) == "" and not self.phrases.finite(scene, k)

    def _is_own(self, draft: Draft, first: int) -> bool:
        return self.lexis.has(first, _CLASS[draft.type])

    def _written(self, k: int) -> str:
        """The letters before the thing; where the article has eaten the preposition, all stay."""
        before = proclitics(self.lexis, k)
        return "" if self.lexis.view.words[k][len(before) - 1 :].startswith("لل") else before

    def _stop(self, scene: Scene, draft: Draft) -> int:
        """The end of the clause, as far as an object is looked for."""
        trigger, k = draft.trigger, draft.trigger.end
        while k < min(scene.end, trigger.end + _REACH):
            other = scene.trigger_words.get(k)
            told = other is not None and other.first == k and (not other.is_noun or other.before.startswith("و"))
            if told or (self.phrases.parted(k) and k - 1 not in scene.inside) or self.lexis.any(k, _CLAUSE):
                break
            k += 1
        return k

    # posts ---------------------------------------------------------------------------------------------------------
    def _post(self, scene: Scene, draft: Draft) -> Span | None:
        """`قائدا للفرقة الرابعة`, `بمنصب وزير الدفاع`, `قيادة اللواء`, `إقالة قائد الشرطة`."""
        words, trigger = self.lexis.view.words, draft.trigger
        kind = trigger.entry.id.removeprefix("appoint.")
        for k in range(trigger.end, min(scene.end, trigger.end + _POST_REACH)):
            if self.lexis.has(k, "particles.contrast") or (
                k > trigger.end and k in scene.trigger_words and self._other(scene, k, trigger.first)
            ):
                return None
            if words[k] in _OFFICE and k + 1 < scene.end and self.lexis.joined(k + 1):
                return self._filled(scene, k + 1)
            if kind in ("appointment", "replacement") and words[k].endswith("ا") and self._is_post(scene, k):
                return self._filled(scene, k)
            if kind == "take-office" and words[k] in _LEADING and self._near(scene, trigger.end, k):
                return self._filled(scene, k)
            if (
                kind == "dismissal"
                and k not in scene.inside
                and self.lexis.any(k, _POSTS)
                and self._near(scene, trigger.end, k)
            ):
                return self._filled(scene, k) if not self.lexis.article(k) else None
        return None

    def _other(self, scene: Scene, k: int, first: int) -> bool:
        return scene.trigger_words[k].first != first

    def _near(self, scene: Scene, first: int, k: int) -> bool:
        return all(
            m in scene.inside or self._counts(m) or self.lexis.article(m) or self.lexis.any(m, _PERSON)
            for m in range(first, k)
        )

    def _is_post(self, scene: Scene, k: int) -> bool:
        """A listed post in the accusative, however it is listed (`قائدا`, `محافظا`)."""
        word = self.lexis.view.words[k]
        info = self.lexis.book.info(word[:-1])
        return (
            k not in scene.inside and (self.lexis.any(k, _POSTS) or not _POSTS.isdisjoint(info.tags)) and len(word) > 3
        )

    def _filled(self, scene: Scene, k: int) -> Span | None:
        end = self.phrases.noun(scene, k, ties=_OF_POST)
        return self.phrases.span(k, end)


_HAVING = _TAKING | _GIVING | _SENDING | _HANDING
_READ = frozenset({"APPOINT", *_NEAR, *_CLASS})
_CLAUSE = frozenset({"particles.contrast", "particles.complement", "particles.relative"})
