"""Whom a pronoun of a deed means: the person told of last."""

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import Tied
from isnad.annotate.lexis import Lexis

_ONE = frozenset({"ه", "ها"})
_TYPES = frozenset({"ASSAULT", "COERCE", "CONCEDE", "APPOINT", "SANCTION"})
_ABOUT = frozenset("عنه عنها به بها عليه عليها له لها".split())
_LATELY = 2


class Antecedents:
    """Remembers the persons of one report, so that `اعتقاله`, `أفرجت عنه`, `قتلوه` find theirs."""

    def __init__(self, lexis: Lexis) -> None:
        self.lexis = lexis
        self._last: tuple[int, Tied] | None = None

    def target(self, scene: Scene, draft: Draft) -> Tied | None:
        """The person whom the pronoun at the trigger, or right behind it, means; None where no one fits."""
        trigger = draft.trigger
        if draft.type not in _TYPES or not self._points(trigger.end, trigger.after):
            return None
        doers = draft.who("agent")
        told = (t for t in scene.tied if t.pointer.end <= trigger.first and self._told_of(t))
        here = [t for t in told if t.pointer.who not in doers]
        if here:
            return here[-1]
        recent = self._last is not None and draft.sentence - self._last[0] <= _LATELY
        named = any(t.pointer.end <= trigger.first and t.pointer.kind == "person" for t in scene.tied)
        return self._last[1] if self._last is not None and recent and not named else None

    def remember(self, scene: Scene, sentence: int) -> None:
        """Note the last person that the sentence tells of."""
        told = [t for t in scene.tied if self._told_of(t)]
        if told:
            self._last = (sentence, told[-1])

    def _points(self, behind: int, after: str) -> bool:
        words = self.lexis.view.words
        return after in _ONE or any(word in _ABOUT for word in words[behind - 1 : behind + 2])

    def _told_of(self, tied: Tied) -> bool:
        """Whether the name is of a person other than one who speaks."""
        if tied.pointer.kind != "person":
            return False
        return not (tied.tie == "verb" and any(r.use.use == "speech" for r in self.lexis.infos[tied.at].uses))
