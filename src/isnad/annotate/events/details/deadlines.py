"""By when something that is asked or threatened has to be done."""

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.arabic.numbers import Quantity
from isnad.model import TimeExpression

_SPELT = {
    "T": "دقيقه دقايق", "H": "ساعه ساعات", "D": "يوم يوما ايام", "W": "اسبوع اسبوعا اسابيع", "M": "شهر شهرا اشهر شهور",
    "Y": "سنه سنوات عام عاما",
}  # fmt: skip
_PAIRS = {"H": "ساعتين ساعتان", "D": "يومين يومان", "W": "اسبوعين اسبوعان", "M": "شهرين شهران", "Y": "سنتين عامين"}
_UNITS = {word: unit for unit, words in _SPELT.items() for word in words.split()}
_TWO = {word: unit for unit, words in _PAIRS.items() for word in words.split()}
_WITHIN = frozenset("خلال غضون مهله امهل مدتها اقصاه اقصاها ظرف مهلا".split())
_UNTIL = frozenset(("until", "before"))
_ASKING = frozenset({"THREATEN", "REQUEST"})
_ONE = frozenset("اسبوعا يوما شهرا عاما".split())
_PART = frozenset("نهايه اخر اواخر مطلع منتصف بدايه اوايل".split())
_BACK, _FAR = 3, 30


class DeadlineReader:
    """Finds deadlines; `quantities` are the report's numbers by the word after them."""

    def __init__(
        self, lexis: Lexis, quantities: dict[int, Quantity], times: tuple[TimeExpression, ...], published: str | None
    ) -> None:
        self.lexis, self.quantities, self.published = lexis, quantities, published
        self.times = {lexis.view.word_range(time.span)[0]: time for time in times}

    def read(self, scene: Scene, drafts: list[Draft]) -> None:
        """Set the deadlines of the threats and requests of a sentence, as ISO 8601: a day, or a length from then on.

        A time that is a deadline is not when it was asked, so the event loses it as its time.
        """
        for draft in drafts:
            if draft.type not in _ASKING or draft.deadline is not None:
                continue
            for k in range(draft.trigger.first, min(scene.end, draft.trigger.end + _FAR)):
                if k > draft.trigger.end and self.lexis.has(k, "particles.contrast"):
                    break
                found = self._at(scene, draft, k)
                if found is not None:
                    draft.deadline = found
                    self._undate(draft, k)
                    break

    def _at(self, scene: Scene, draft: Draft, k: int) -> str | None:
        """The day or length that stands at this word, where it is one by which something has to be done."""
        length = self._length(k)
        if length is not None:
            first = self.quantities[k].first if k in self.quantities else k
            given = draft.trigger.entry.id == "threaten.ultimatum" and not self._ago(first)
            return length if given or self._within(scene, first) else None
        time = self.times.get(k)
        if time is None or k < draft.trigger.end or not time.rule.startswith(tuple(_UNTIL)) or time.to is None:
            return None
        if any(self.lexis.view.words[m] in _PART for m in range(k, min(k + 3, scene.end))):
            return None
        return time.to if self.published is None or time.to >= self.published else None

    def _length(self, k: int) -> str | None:
        """`48 ساعة`, `يومين`, `مهلة أسبوع` as a length of ISO 8601."""
        word = self.lexis.view.words[k]
        if word in _TWO:
            return _iso(2, _TWO[word])
        unit, number = _UNITS.get(word), self.quantities.get(k)
        if unit is None:
            return None
        if number is not None:
            return _iso(number.exact, unit) if number.exact else None
        before = self.lexis.view.words[max(0, k - 1)]
        return _iso(1, unit) if before in ("مهله", "خلال", "لمده") or word in _ONE else None

    def _within(self, scene: Scene, first: int) -> bool:
        """Whether the length counts from what is asked (`خلال 48 ساعة`)."""
        near = self.lexis.view.words[max(scene.first, first - _BACK) : first]
        return not _WITHIN.isdisjoint(word.removeprefix("و").removeprefix("ال") for word in near)

    def _ago(self, first: int) -> bool:
        return first > 0 and self.lexis.view.words[first - 1] in ("قبل", "منذ", "بعد", "طوال", "استمر", "استمرت")

    def _undate(self, draft: Draft, k: int) -> None:
        time = next((t for first, t in self.times.items() if first <= k < self.lexis.view.word_range(t.span)[1]), None)
        if time is not None and draft.time == time.id:
            draft.time, draft.time_inherited = None, False


def _iso(number: int, unit: str) -> str:
    return f"PT{number}{'M' if unit == 'T' else unit}" if unit in "HT" else f"P{number}{unit}"
