"""What a deed was for, and on what condition something would be done."""

from isnad.annotate.events.details.matters import DISCUSSING
from isnad.annotate.events.details.phrases import Phrases
from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.view import Break
from isnad.model import Span

OPENERS = frozenset(
    {
        "particles.purpose", "particles.condition", "details.aiming", "details.aims", "details.trying",
        "details.exchange",
    }
)  # fmt: skip
"""Classes of words that a purpose or a condition may begin with, beside words with `ل` written before them."""
_TO = frozenset("الي ل عن علي في من".split())
_TAKES_TO = tuple(
    (
        "تعرض يتعرض تتعرض خضع تخضع يخضع ادي ادت تابع دعا دعت دعو وفق نتيج نظر تبع خلاف طبق اضطر انضم استجاب تصد رفض "
        "ادان مويد مخالف موالي سبق سمح حاج مواز قابل خطه وصل وسيل دليل موعد مجال"
    ).split()
)
_PURPOSEFUL = frozenset(
    "COERCE MOBILIZE ESTABLISH COOPERATE AID RELOCATE CONSULT ASSAULT RETREAT AGREE PROTEST CONCEDE APPOINT "
    "CONTROL SANCTION".split()
)
AIMED = frozenset("COERCE MOBILIZE ESTABLISH COOPERATE AID RELOCATE CONSULT RETREAT AGREE APPOINT CONCEDE".split())
"""Types of event that a bare `ل` with a verbal noun tells the purpose of."""
_CONDITIONED = frozenset("THREATEN AGREE CONCEDE REQUEST RETREAT REJECT".split())
_EXCHANGED = frozenset("AGREE CONCEDE RETREAT CONTROL".split())
_OPEN = frozenset({"threatened", "conditional", "planned"})
_FAR, _TO_FAR, _CONDITION_FAR = 30, 14, 24


class AimReader:
    """Finds purposes and conditions in one report."""

    def __init__(self, lexis: Lexis, phrases: Phrases) -> None:
        self.lexis, self.phrases = lexis, phrases

    def read(self, scene: Scene, drafts: list[Draft], openers: list[int]) -> None:
        """Set `purpose` and `condition` of the drafts of a sentence; `openers` are the words that may begin one."""
        past = -1
        for k in openers:
            if k < past:
                continue
            start = self._aim(scene, k)
            if start is not None and start[0] < scene.end:
                past = self._purpose(scene, drafts, k, *start)
            elif self.lexis.any(k, OPENERS) and self.opens_condition(scene, k):
                past = self._condition(scene, drafts, k)

    def _aim(self, scene: Scene, k: int) -> tuple[int, int, bool] | None:
        """Where the aim itself begins, with the letters before it, and whether its opener stands by itself."""
        lexis, words = self.lexis, self.lexis.view.words
        if not lexis.any(k, OPENERS):
            meant = words[k][0] == "ل" and self.phrases.meant(scene, k, "ل") and self._free(scene, k)
            return (k, self.phrases.peeled(k, "ل"), False) if meant else None
        if lexis.has(k, "particles.purpose") or lexis.has(k, "details.aiming"):
            if lexis.article(k) or (words[k] in ("قصد", "بحثا") and not lexis.joined(k)):
                return None
            return self._after(scene, lexis.until[k])
        if lexis.has(k, "details.aims") and k + 1 < scene.end:
            if any(words[m] == "الي" for m in (k + 1, k + 2) if m < scene.end):
                return self._after(scene, k + 1 + (words[k + 1] != "الي"))
            return None
        if lexis.has(k, "details.trying") and k > scene.first and words[k - 1].removeprefix("و") == "في":
            return self._after(scene, k + 1) if words[k + 1 : k + 2] and words[k + 1][:1] in "لا" else None
        return None

    def _after(self, scene: Scene, k: int) -> tuple[int, int, bool] | None:
        """Past the preposition of the opener (`سعيا إلى`, `تمهيدا ل`)."""
        words = self.lexis.view.words
        if k >= scene.end or self.lexis.view.breaks[k] > Break.NONE:
            return None
        if words[k] in _TO:
            k += 1
        if k >= scene.end:
            return None
        written = words[k].startswith("ل") and (self.phrases.meant(scene, k, "ل") or proclitics(self.lexis, k) == "ل")
        return k, self.phrases.peeled(k, "ل") if written else 0, True

    def _free(self, scene: Scene, k: int) -> bool:
        """Whether the `ل` belongs to no word before it that asks for one (`تعرض لقصف`, `أدى لمقتل`)."""
        before = self.lexis.view.words[max(scene.first, k - 3) : k]
        if any(word.removeprefix("و").removeprefix("ال").startswith(_TAKES_TO) for word in before):
            return False
        return not self.lexis.has(k - 1, "harm.result") and not any(
            use.use.use == "light" and use.use.entry == "suffers"
            for m in range(max(scene.first, k - 6), k)
            for use in self.lexis.infos[m].uses
        )

    def _purpose(self, scene: Scene, drafts: list[Draft], at: int, start: int, letters: int, own: bool) -> int:
        """Give the aim to its deed; the word after the aim, or `start` where it is nobody's."""
        home = self._aimed(scene, drafts, at, own) or (self._ahead(scene, drafts, start) if own else None)
        if home is None or (home.type == "CONSULT" and self.lexis.view.words[at] in DISCUSSING):
            return start
        end = self.phrases.clause(scene, start, told=self.lexis.view.words[at] in ("كي", "لكي"))
        if home.purpose is None and end > start and not self._of_words(drafts, start, end):
            home.purpose = self.phrases.span(start, end, letters)
        return end

    def _aimed(self, scene: Scene, drafts: list[Draft], at: int, own: bool) -> Draft | None:
        """The deed before the aim, where nothing between can have it instead; a bare `ل` reaches less far."""
        before = [d for d in drafts if d.trigger.first < at and d.type in (_PURPOSEFUL if own else AIMED)]
        if not before or at - before[-1].trigger.end > (_FAR if own else _TO_FAR):
            return None
        home = before[-1]
        if self._apart(home.trigger.end, at) or self._told_between(scene, home.trigger.end, at) > own:
            return None
        nearer = any(home.trigger.first < d.trigger.first < at for d in drafts)
        return None if not own and (nearer or self.lexis.any(at, _NOT_AIMS)) else home

    def _ahead(self, scene: Scene, drafts: list[Draft], start: int) -> Draft | None:
        """`بهدف تأمين الطريق، نشرت القوات …`: the deed behind the comma that ends the aim."""
        end = self.phrases.clause(scene, start)
        if any(d.trigger.first < start for d in drafts) or end >= scene.end or not self.phrases.parted(end):
            return None
        behind = (d for d in drafts if end <= d.trigger.first <= start + _FAR and not d.trigger.before)
        return next((d for d in behind if d.type in _PURPOSEFUL), None)

    def _of_words(self, drafts: list[Draft], start: int, end: int) -> bool:
        """`من أجل ذلك`, `لتحقيق هذا الهدف` point to an aim and tell none; what was discussed, asked or agreed has aims
        of its own."""
        if any(self.lexis.has(k, "particles.demonstrative") for k in range(start, end)) and end - start <= 3:
            return True
        at = self.lexis.view.ends[start] - 1
        told = (span for d in drafts for span in (*d.agenda, d.demand, d.outcome) if span is not None)
        return any(span.start <= at < span.end for span in told)

    def _told_between(self, scene: Scene, first: int, end: int) -> int:
        """How many deeds are told in between whose aim it may be rather; what only says that it took place is none."""
        return sum(
            self.phrases.finite(scene, k) and not any(r.use.use == "light" for r in self.lexis.infos[k].uses)
            for k in range(first, end)
        )

    def _apart(self, first: int, end: int) -> bool:
        """Whether another clause with its own verb of speech or contrast begins between; no verb stands behind a
        preposition (`من رد قاس`)."""
        return any(
            self.lexis.has(k, "particles.contrast")
            or (
                any(r.use.use == "speech" and r.use.part == "past" for r in self.lexis.infos[k].uses)
                and not self.lexis.has(k - 1, "particles.preposition")
            )
            for k in range(first, end)
        )

    # conditions ----------------------------------------------------------------------------------------------------
    def opens_condition(self, scene: Scene, k: int) -> bool:
        """Whether a condition begins at this word: not where somebody is `في حالة تأهب`, nor at a bare noun."""
        if not self.lexis.has(k, "particles.condition"):
            named = k + 1 in scene.inside or not self.lexis.joined(k + 1)
            return self.lexis.has(k, "details.exchange") and k + 1 < scene.end and not named
        word, until = self.lexis.view.words[k], self.lexis.until[k]
        if until < scene.end and self.lexis.view.words[until - 1] in ("حاله", "حال"):
            told = (
                self.phrases.finite(scene, until) or self.lexis.any(until, _NEGATED) or self.phrases.deed(scene, until)
            )
            return told and word != "الحال"
        return word not in ("شرط", "الشرط", "شرطا") and not self.lexis.article(k)

    def condition(self, scene: Scene, k: int) -> Span:
        """The condition that begins at this word, with the word that makes it one."""
        return self.phrases.span(k, self._condition_end(scene, k))

    def _condition_end(self, scene: Scene, k: int) -> int:
        """Its own clause; behind `إذا` and the like it is a verb that tells it."""
        start = self.lexis.until[k]
        if start >= scene.end:
            return start
        return max(self.phrases.clause(scene, start, told=not self.phrases.finite(scene, start), bare=_WITHIN), start)

    def _condition(self, scene: Scene, drafts: list[Draft], k: int) -> int:
        end = self._condition_end(scene, k)
        exchange = self.lexis.has(k, "details.exchange")
        fitting = [d for d in drafts if d.status in _OPEN or d.type in (_EXCHANGED if exchange else _CONDITIONED)]
        before = [d for d in fitting if d.trigger.first < k and k - d.trigger.end <= _CONDITION_FAR]
        behind = [d for d in fitting if d.trigger.first >= end]
        home = before[-1] if before and not self._apart(before[-1].trigger.end, k) else next(iter(behind), None)
        if home is not None and home.condition is None and end - k > 1:
            home.condition = self.phrases.span(k, end)
        return end


_NEGATED = frozenset({"particles.negation", "particles.complement"})
_NOT_AIMS = frozenset({"harm.killed", "harm.injured"})
_WITHIN = frozenset("خلال قبل حتي بعد".split())
