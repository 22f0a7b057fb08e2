"""The grammar of one sentence, as far as slots need it: every name with what governs it."""

from dataclasses import replace

from isnad.annotate.events.tie import Tied, Walk
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.annotate.names.anaphors import Pointer
from isnad.arabic.view import Break

_NEAR, _SHARED = 5, 6
_POSTS = frozenset({"people.post", "people.rank", "people.leaders"})


class Scene:
    """The pointers of the sentence `first` to `end`, each tied; `done_to`: first words of those who were found to
    suffer a deed; `classes`: all classes of its words."""

    def __init__(self, lexis: Lexis, first: int, end: int, pointers: list[Pointer], triggers: list[Trigger]) -> None:
        self.lexis, self.first, self.end = lexis, first, end
        self.triggers = triggers
        self.classes: frozenset[str] = frozenset().union(*lexis.tags[first:end]) if triggers else frozenset()
        self.trigger_words = {k: t for t in triggers for k in range(t.first, t.end)}
        self.inside: dict[int, Pointer] = {}
        for pointer in pointers:
            for k in range(pointer.first, pointer.end):
                self.inside.setdefault(k, pointer)
        self.done_to: set[int] = set()
        self.nested = [pointer for pointer in pointers if pointer.nested]
        self.tied: list[Tied] = []
        for pointer in pointers:
            if not pointer.nested:
                self.tied.append(self._twin(pointer) or Walk(self, pointer).tie())

    def _twin(self, pointer: Pointer) -> Tied | None:
        """The second of the two that one anaphor stands for (`الطرفان`): tied and joined like the first."""
        if self.tied and self.tied[-1].pointer.first == pointer.first:
            return replace(self.tied[-1], pointer=pointer, joined=self.tied[-1])
        return None

    def holder(self, tied: Tied) -> Tied:
        """The person whose post the name only tells (`قائد الفرقة سالم المحمود`), else the name itself."""
        if tied.pointer.kind != "actor":
            return tied
        behind = (t for t in self.tied if t.start == tied.start and t.pointer.first >= tied.pointer.end)
        return next((t for t in behind if t.pointer.kind == "person"), tied)

    def joined(self, walk: Walk, at: int) -> Tied:
        """`A وB`: tied as A is, when A is of the same sort and no verb stands between."""
        spatial = walk.pointer.kind in ("place", "facility")
        for other in reversed(self.tied):
            if other.pointer.end > at:
                continue
            if (other.pointer.kind in ("place", "facility")) == spatial:
                if at - other.pointer.end <= _NEAR and not self._verb_between(other.pointer.end, at):
                    as_it = walk.done(other.tie, other.preposition, other.at, start=at)
                    return replace(as_it, asset=walk.asset or other.asset, joined=other)
                break
            if at - other.pointer.end <= 1 and other.tie == "preposition":
                continue
        shared = self._between(at)
        if shared is not None:
            return walk.done("preposition", self.lexis.view.words[shared].lstrip("و"), shared, start=at)
        return walk.done("comma", at=at, start=at)

    def _between(self, at: int) -> int | None:
        """`بين الفصائل وعناصر الجيش`, `على وحدتين وعنصر من الحركة`: what governs those whom the name is joined to."""
        for k in range(at - 1, max(self.first, at - _SHARED) - 1, -1):
            if self.lexis.view.breaks[k + 1] or k in self.inside or self.lexis.is_verb(k):
                return None
            if self.lexis.has(k, "particles.preposition"):
                return k
        return None

    def after_name(self, walk: Walk, other: Pointer) -> Tied | None:
        """Right behind another name: an apposition, or the next argument of the same verb. None where the walk goes on
        from a post before that name (`النائبة عن الحزب سهام حسن`)."""
        pointer = walk.pointer
        tied = next((t for t in reversed(self.tied) if t.pointer.end == other.end), None)
        if tied is None:
            return walk.done("name")
        holding = self._above(tied)
        if pointer.kind == "person" and self._titled(holding):
            return walk.done(holding.tie, holding.preposition, holding.at, start=holding.start)
        if tied.pointer.who == pointer.who or self.lexis.view.opens(pointer.first):
            return walk.done(tied.tie, tied.preposition, tied.at)
        post = self._post_before(tied) if pointer.kind == "person" else None
        if post is not None:
            walk.k = post
            return None
        spatial = tied.pointer.kind in ("place", "facility") and tied.tie == "preposition"
        if spatial and pointer.kind in ("actor", "person"):
            return self.argument(walk)
        if self.lexis.has(walk.k, "units.allegiance"):  # `المجلس المدني التابع للإدارة`
            return walk.done("name")
        return walk.done("name", at=tied.at)

    def _above(self, tied: Tied) -> Tied:
        """The body that this one stands behind as whose it is (`المجلس المدني` before `التابع للإدارة`)."""
        while tied.tie == "name" and self.lexis.has(tied.start, "units.allegiance"):
            lord = next((t for t in self.tied if t.pointer.end == tied.start), None)
            if lord is None:
                break
            tied = lord
        return tied

    def _post_before(self, tied: Tied) -> int | None:
        """Where the post stands that a body or place behind `عن` or `في` belongs to, its adjective between or not."""
        at = tied.at - 1
        if tied.tie != "preposition" or tied.preposition not in ("عن", "في", "ل") or at <= self.first:
            return None
        heads = (at, at - 1) if self.lexis.article(at) else (at,)
        return next((k for k in heads if k not in self.inside and self.lexis.any(k, _POSTS)), None)

    def _titled(self, tied: Tied) -> bool:
        """`مدير المخابرات المصرية X`: a post stands before the body, so that the person behind it holds it."""
        words = range(tied.start, tied.pointer.first)
        return tied.unit == "leader" or any(self.lexis.any(k, _POSTS) for k in words)

    def argument(self, walk: Walk) -> Tied:
        """A phrase of its own that no preposition governs: an argument of the last verb or event before it."""
        for at in range(walk.k - 1, self.first - 1, -1):
            if self.lexis.view.breaks[at + 1] > Break.SOFT:
                break
            trigger = self.trigger_words.get(at)
            if trigger is not None and not trigger.is_noun:
                return walk.done("argument", at=trigger.first)
        return walk.done("start")

    def _verb_between(self, first: int, end: int) -> bool:
        return any(
            self.lexis.is_verb(k) and not self.lexis.article(k) and k not in self.inside for k in range(first, end)
        )
