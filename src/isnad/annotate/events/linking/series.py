"""Series: many deeds of a kind told of as one (`سلسلة هجمات`, `17 هجوما منذ …`), and the single deeds in them."""

from collections.abc import Mapping

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.arabic.numbers import Quantity
from isnad.model import TimeExpression

_CHAIN = frozenset("سلسله موجه موجات".split())
_PART_OF = frozenset("ضمن وضمن اطار سياق حلقه من".split())
_LATEST = frozenset("اخرها احدثها ابرزها بينها منها اعنفها اخطرها اولها".split())
_COUNTING = frozenset("خلال منذ غضون نوعه نوعها التوالي".split())
_BEING = frozenset("وهو وهي ويعد وتعد ويعتبر وتعتبر في ليكون لتكون هو هي يعد تعد".split())
_TELLING = frozenset("جاء جاءت ياتي تاتي يندرج تندرج".split())
_ORDINALS = {
    "ثان": 2, "ثاني": 2, "ثالث": 3, "رابع": 4, "خامس": 5, "سادس": 6, "سابع": 7, "ثامن": 8, "تاسع": 9, "عاشر": 10,
}  # fmt: skip
_UNITS = frozenset("عمليه عمليات حادثه حوادث محاوله محاولات حاله حالات".split())
_KINDS = frozenset({"ASSAULT", "COERCE"})
_LASTING = ("since", "streak", "throughout", "until", "from_to")
_NEAR, _AHEAD, _INTRODUCED = 3, 6, 4


class SeriesReader:
    """Marks the series of one report and ties single deeds to them. `times`: the expressions of time by id."""

    def __init__(self, lexis: Lexis, times: Mapping[str, TimeExpression], quantities: Mapping[int, Quantity]) -> None:
        self.lexis, self.times, self.quantities = lexis, times, quantities

    def join(self, scene: Scene, drafts: list[Draft], before: list[Draft]) -> None:
        """Mark the series among the drafts of a sentence, and tie to each the deeds that are told to be of it."""
        for position, draft in enumerate(drafts):
            if draft.type not in _KINDS or not draft.trigger.is_noun:
                continue
            chain = self._chain(scene, draft)
            draft.attacks = draft.attacks or self._counted(draft)
            if chain is not None:
                draft.attacks = draft.attacks or ("some" if draft.type == "ASSAULT" else None)
                draft.series = self._lasting(draft, days=False)
                if chain > scene.first and self.lexis.view.words[chain - 1] in _PART_OF:
                    self._tie(self._single(scene, draft, drafts[:position], before), draft)
            elif isinstance(draft.attacks, int) and draft.attacks > 1:
                draft.series = self._lasting(draft, days=True)
            else:
                self._ordinal(scene, draft, drafts[:position], before)
                continue
            self._latest(scene, draft, drafts[position + 1 :])

    def _chain(self, scene: Scene, draft: Draft) -> int | None:
        """The word `سلسلة` before the deeds, or None."""
        words, first = self.lexis.view.words, draft.trigger.first
        low = max(scene.first, first - _NEAR)
        return next((at for at in range(first - 1, low - 1, -1) if words[at].lstrip("و") in _CHAIN), None)

    def _counted(self, draft: Draft) -> int | None:
        """The number before `عملية اغتيال`."""
        at = draft.trigger.first - 1
        number = self.quantities.get(at) if draft.type == "ASSAULT" and self.lexis.view.words[at] in _UNITS else None
        return number.low if number is not None else None

    def _lasting(self, draft: Draft, *, days: bool) -> bool:
        """Whether it went on: since, throughout or until, or for more than a day where `days` are enough."""
        time = self.times.get(draft.time or "")
        if time is None or draft.time_inherited:
            return False
        return time.rule.startswith(_LASTING) or (days and time.from_ != time.to and time.precision != "night")

    def _ordinal(self, scene: Scene, draft: Draft, earlier: list[Draft], before: list[Draft]) -> None:
        """`وهو الهجوم الثالث خلال شهر`, `في ثالث هجوم من نوعه`: the noun tells of the series, the deed before is its
        last one."""
        words, trigger = self.lexis.view.words, draft.trigger
        behind = words[trigger.first + 1] if trigger.article and trigger.first + 1 < scene.end else ""
        ahead = words[trigger.first - 1] if not trigger.article and trigger.first > scene.first else ""
        number = _ordinal(behind.removeprefix("ال")) if behind.startswith("ال") else _ordinal(ahead)
        if number is None:
            return
        counted = range(trigger.end, min(scene.end, trigger.end + _AHEAD))
        opened = range(max(scene.first, trigger.first - 2), trigger.first)
        if not any(words[at] in _COUNTING for at in counted) or not any(words[at] in _BEING for at in opened):
            return
        single = self._single(scene, draft, earlier, before)
        if single is not None:
            draft.attacks, draft.series = number if draft.type == "ASSAULT" else None, True
            self._tie(single, draft)

    def _single(self, scene: Scene, series: Draft, earlier: list[Draft], before: list[Draft]) -> Draft | None:
        """The deed that is said to be of the series: the last one of its type before, in the sentence, or in the one
        before where `وهو`, `ويأتي ذلك` take it up."""
        own = [d for d in earlier if d.type == series.type and not d.series]
        if own:
            return own[-1]
        opening = (self.lexis.view.words[at].lstrip("و") for at in range(scene.first, min(scene.first + 3, scene.end)))
        if not any(word in _TELLING or word in _BEING for word in opening):
            return None
        near = (d for d in before[-12:] if d.sentence == series.sentence - 1 and d.type == series.type)
        return next(near, None)

    def _latest(self, scene: Scene, series: Draft, later: list[Draft]) -> None:
        """`… كان آخرها هجوم على`: what such a word introduces is of the series."""
        words = self.lexis.view.words
        for draft in later:
            span = range(max(series.trigger.end, draft.trigger.first - _INTRODUCED), draft.trigger.first)
            if draft.type == series.type and draft.trigger.is_noun and any(words[at] in _LATEST for at in span):
                self._tie(draft, series)

    def _tie(self, single: Draft | None, series: Draft) -> None:
        if single is None or single is series:
            return
        single.bonds.append(("part_of_series", series))
        time = self.times.get(single.time or "")
        if time is not None and single.time == series.time and time.rule.startswith(_LASTING):
            single.time = None  # what went on since then is the series


def _ordinal(word: str) -> int | None:
    return _ORDINALS.get(word) or _ORDINALS.get(word.removesuffix("ه"))
