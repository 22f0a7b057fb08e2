"""When an event was: the time of its clause, then of its sentence, then of the heading above it."""

from bisect import bisect_left, bisect_right

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.times.text import Text
from isnad.model import Attribution, TimeExpression

Words = tuple[int, int]
_TOO_FAR, _PER_VERB = 24, 8
_HEADING_WORDS, _LINE_WORDS = 16, 5
_NEAR_HEAD = 10
_GOES_ON = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "CONTROL", "CONSULT"})


class Timer:
    """Chooses the time of each event of one report. `published` is the ISO day of publication, where known."""

    def __init__(
        self, lexis: Lexis, times: tuple[TimeExpression, ...], attributions: tuple[Attribution, ...],
        published: str | None,
    ) -> None:  # fmt: skip
        self.lexis, self.published = lexis, published
        self.by_id = {time.id: time for time in times}
        self.rows: list[tuple[Words, TimeExpression]] = [
            (lexis.view.word_range(time.span), time) for time in times if time.rule != "dateline"
        ]
        self.firsts = [first for (first, _), _ in self.rows]
        self.said = [_Said(lexis, one) for one in attributions if one.content and one.cue]
        headings = [(first, time) for (first, end), time in self.rows if self._heads(first, end, time)]
        self.heads, self.headings = [first for first, _ in headings], [time for _, time in headings]

    @property
    def roundup(self) -> bool:
        """Whether the report has headings that date what stands below them."""
        return bool(self.headings)

    def heading(self, first: int) -> TimeExpression | None:
        """The last heading above the word `first`."""
        above = bisect_right(self.heads, first)
        return self.headings[above - 1] if above else None

    def is_day(self, time: str | None) -> bool:
        """Whether the expression is one day or night."""
        found = self.by_id.get(time or "")
        return found is not None and found.from_ is not None and (found.from_ == found.to or found.precision == "night")

    def time(self, scene: Scene, draft: Draft) -> str | None:
        """The expression that dates this trigger: right of it in its clause, else left, else in the sentence."""
        trigger = draft.trigger
        others = [t for t in scene.triggers if t is not trigger]
        found: tuple[int, str] | None = None
        low, high = bisect_left(self.firsts, scene.first), bisect_left(self.firsts, scene.end)
        for (first, end), time in self.rows[low:high]:
            if not _may_date(time, draft) or self._of_saying(trigger.first, first, scene):
                continue
            near, far = (trigger.end, first) if first >= trigger.end else (end, trigger.first)
            crossed = sum(near <= o.first < far and not o.is_noun for o in others)
            cost = far - near + _PER_VERB * crossed
            if cost <= _TOO_FAR and (found is None or cost < found[0]):
                found = cost, time.id
        return found[1] if found else None

    def _of_saying(self, trigger: int, time: int, scene: Scene) -> bool:
        """`أعلنت الوزارة، السبت، عن انسحاب القوات`: the time beside the verb of saying is when it was said."""
        return any(
            scene.first <= said.cue < scene.end
            and trigger in said.words
            and time not in said.words
            and trigger != said.cue
            for said in self.said
        )

    def _heads(self, first: int, end: int, time: TimeExpression) -> bool:
        """Whether the time stands in a line that dates those below: the title of a round-up, or a date by itself that
        is not the day of publication."""
        if time.from_ is None or time.from_ != time.to or (self.published and time.from_ > self.published):
            return False
        start, stop = self._paragraph(first)
        if stop >= self.lexis.size:
            return False
        text = Text.of(self.lexis.view)
        if any(text.look(k, "round_up") for k in range(max(start, first - _NEAR_HEAD), end)):
            return stop - start <= _HEADING_WORDS or start == 0
        alone = (stop - start) - (end - first) <= _LINE_WORDS and stop == end
        of_page = any(text.look(k, "published_cue") for k in range(start, first))
        return alone and time.rule == "date" and time.from_ != self.published and not of_page

    def _paragraph(self, index: int) -> Words:
        paragraphs = self.lexis.view.paragraphs
        return paragraphs[bisect_right(paragraphs, (index, self.lexis.size + 1)) - 1]


def _may_date(time: TimeExpression, draft: Draft) -> bool:
    """Whether such a time can be when this happened: `حتى` ends what goes on, else it is a term that was set."""
    return not time.rule.startswith("until") or (draft.type in _GOES_ON and draft.status == "actual")


class _Said:
    """The word of a cue, and the words that are said."""

    __slots__ = ("cue", "words")

    def __init__(self, lexis: Lexis, attribution: Attribution) -> None:
        self.cue = lexis.view.word_range(attribution.cue or attribution.span)[0]
        self.words = {k for content in attribution.content for k in range(*lexis.view.word_range(content))}
