"""The grammar of one sentence, as far as slots need it: every name with what governs it."""

from dataclasses import replace

from isnad.annotate.events.tie import Tied, Walk
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.annotate.names.anaphors import Pointer
from isnad.arabic.view import Break

_NEAR = 5
_POSTS = frozenset({"people.post", "people.rank", "people.leaders"})


class Scene:
    """The pointers of the sentence `first` to `end`, each tied."""

    def __init__(self, lexis: Lexis, first: int, end: int, pointers: list[Pointer], triggers: list[Trigger]) -> None:
        self.lexis, self.first, self.end = lexis, first, end
        self.triggers = triggers
        self.trigger_words = {k: t for t in triggers for k in range(t.first, t.end)}
        self.inside: dict[int, Pointer] = {}
        for pointer in pointers:
            for k in range(pointer.first, pointer.end):
                self.inside.setdefault(k, pointer)
        self.tied: list[Tied] = []
        for pointer in pointers:
            if not pointer.nested:
                self.tied.append(self._twin(pointer) or Walk(self, pointer).tie())

    def _twin(self, pointer: Pointer) -> Tied | None:
        """The second of the two that one anaphor stands for (`الطرفان`): tied and joined like the first."""
        if self.tied and self.tied[-1].pointer.first == pointer.first:
            return replace(self.tied[-1], pointer=pointer, joined=self.tied[-1])
        return None

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
        return walk.done("comma", at=at, start=at)

    def after_name(self, walk: Walk, other: Pointer) -> Tied:
        """Right behind another name: an apposition, or the next argument of the same verb."""
        pointer = walk.pointer
        tied = next((t for t in reversed(self.tied) if t.pointer.end == other.end), None)
        if tied is None:
            return walk.done("name")
        if tied.pointer.who == pointer.who or self.lexis.view.opens(pointer.first):
            return walk.done(tied.tie, tied.preposition, tied.at)
        if pointer.kind == "person" and self._titled(tied):
            return walk.done(tied.tie, tied.preposition, tied.at, start=tied.start)
        spatial = tied.pointer.kind in ("place", "facility") and tied.tie == "preposition"
        if spatial and pointer.kind in ("actor", "person"):
            return self.argument(walk)
        return walk.done("name", at=tied.at)

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
