"""How the happenings of a report hang together: what was caused by what, in response to what, as a result of what.

A connective ties what it stands in to what stands right behind it (`إثر اعتقال`) or was told before (`ردا على ذلك`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.view import Break
from isnad.model.vocabulary import LinkType

_CLASSES: dict[str, LinkType] = {
    "links.caused_by": "caused_by", "links.response_to": "response_to", "links.reply": "response_to",
    "links.result_of": "result_of",
}  # fmt: skip
_CLAUSE = frozenset({"particles.complement", "particles.relative", "particles.negation"})
_YIELDED = ("اسفر", "تسفر", "يسفر", "اثمر", "افضي", "افضت")
_FORWARD = frozenset({"links.leads_to", "harm.result"})
_ANSWERING = frozenset({"links.caused_by", "links.response_to", "links.reply"})
TIES = frozenset({*_CLASSES, *_FORWARD, "links.within", "links.after"})
_THAT = frozenset("ذلك هذا هذه تلك عليه عليها عليهم لذلك".split())
_TELLING = frozenset("جاء جاءت ياتي تاتي وجاء وجاءت وياتي وتاتي وذلك".split())
_ANY = frozenset("اي ايه لاي لايه باي بايه".split())
_PASSED = frozenset("علي ل من في ب عن الي".split())
_BEHIND = {
    "خلفيه": ("علي", "وعلي"), "اطار": ("في", "وفي"), "سياق": ("في", "وفي"),
    "رد": ("في", "وفي", "اطار"), "الرد": ("في", "وفي", "اطار"),
}  # fmt: skip
_STANDING = frozenset("للوقوف الوقوف وقف وقفت يقف".split())  # `للوقوف على خلفية`: to learn of it
_REACH, _EFFECT_REACH, _LIGHT, _FEW, _FAR = 5, 8, 1, 3, 18
_FREED = frozenset({"CONCEDE", "RETREAT", "RELOCATE", "AGREE"})
_TALKS = frozenset({"CONSULT", "AGREE"})
_TROUBLE = frozenset({"ASSAULT", "COERCE"})
_CLASH = "assault.clash"


@dataclass(frozen=True, slots=True)
class Connective:
    """Words `first` to `end` that tie two happenings; `back`: to the one told before, by `ذلك` or a pronoun."""

    first: int
    end: int
    kind: str
    back: bool


class Binder:
    """Finds the ties of one report, a sentence at a time."""

    def __init__(self, lexis: Lexis) -> None:
        self.lexis = lexis

    def bind(self, scene: Scene, cues: list[int], drafts: list[Draft], before: list[Draft]) -> list[Draft]:
        """Tie the drafts of a sentence, by the connectives among its `cues`, to each other and to the ones `before`;
        give those that are happenings: what would be answered (`ردا على أي هجوم`) is none."""
        general = {id(draft) for draft in drafts if self._is_general(scene, draft)}
        for one in self._connectives(scene, cues) if drafts else ():
            if one.kind in _FORWARD:
                self._forward(one, drafts)
            elif one.back:
                self._backward(one, drafts, before)
            else:
                cause = self._named(scene, one, drafts)
                if cause is not None and id(cause) not in general:
                    self._tie(one, self._effect(scene, one, cause, drafts, before), cause)
                    self._free(one, [cause, *(d for d in drafts if self._tells_of(cause, d))])
        for protest, cause in pairwise(drafts):
            if protest.type == "PROTEST" and cause.type in _TROUBLE and self._protested(protest, cause):
                _bond("response_to", protest, cause)
        return [draft for draft in drafts if id(draft) not in general] if general else drafts

    def _protested(self, protest: Draft, cause: Draft) -> bool:
        """`احتجت القبائل على اعتقال …`."""
        first = cause.trigger.first
        near = cause.trigger.is_noun and self.lexis.view.words[first - 1] == "علي"
        return near and first - protest.trigger.end <= _EFFECT_REACH and not self._comma(protest.trigger.first, first)

    # connectives ---------------------------------------------------------------------------------------------------
    def _connectives(self, scene: Scene, cues: list[int]) -> Iterator[Connective]:
        lexis, words = self.lexis, self.lexis.view.words
        for at in cues:
            if TIES.isdisjoint(lexis.tags[at]):
                continue
            kind, end = min(lexis.tags[at] & TIES), lexis.until[at]
            wanted = _BEHIND.get("رد" if kind == "links.reply" else words[at])
            if wanted and (at == scene.first or words[at - 1] not in wanted or words[at - 2] in _STANDING):
                continue
            while end < scene.end and words[end] in _PASSED and not lexis.view.breaks[end]:
                end += 1
            pronoun = lexis.until[at] == at + 1 and bool(lexis.infos[at].after)
            back = pronoun or words[lexis.until[at] - 1] in _THAT or (end < scene.end and words[end] in _THAT)
            yield Connective(at, end, kind, back or words[lexis.until[at] - 1] == "اثرها")

    def _named(self, scene: Scene, one: Connective, drafts: list[Draft]) -> Draft | None:
        """The happening that stands behind the connective, as a noun, with no name, verb or clause between."""
        lexis = self.lexis
        reach = _LIGHT if one.kind == "links.after" else _REACH
        behind = next((d for d in drafts if d.trigger.first >= one.end), None)
        if behind is None or not behind.trigger.is_noun or behind.trigger.first - one.end > reach:
            return None
        for at in range(one.end, behind.trigger.first):
            if at in scene.inside or lexis.any(at, _CLAUSE):
                return None
            finite = lexis.is_verb(at) and not any(r.use.part == "noun" for r in lexis.infos[at].uses)
            if lexis.view.breaks[at + 1] or (finite and not lexis.tags[at]) or proclitics(lexis, at)[-1:] == "ب":
                return None
        return behind

    def _is_general(self, scene: Scene, draft: Draft) -> bool:
        at = draft.trigger.first - 1
        told = draft.trigger.is_noun and draft.status == "actual"
        return told and at >= scene.first and self.lexis.view.words[at] in _ANY

    # what is tied --------------------------------------------------------------------------------------------------
    def _effect(
        self, scene: Scene, one: Connective, cause: Draft, drafts: list[Draft], before: list[Draft]
    ) -> Draft | None:
        """The happening that the connective stands in: the last one before it, else, where it opens the sentence, the
        first one behind what it names, else what `وجاء ذلك` takes up."""
        first = cause.trigger.first
        own = (
            d for d in drafts if d.trigger.first < one.first or (d.trigger.first == one.first and d.type == "PROTEST")
        )
        near = (d for d in own if d is not cause and one.first - d.trigger.end <= _FAR)
        earlier = [d for d in near if d.clause == cause.clause]
        named = {id(d) for other in drafts for _, d in other.bonds}
        if earlier:
            return next((d for d in reversed(earlier) if id(d) not in named), None)
        opening = range(scene.first, min(one.first, scene.first + _FEW))
        if any(self.lexis.view.words[at] in _TELLING for at in opening):
            return _told_before(before, cause.sentence)
        if one.first - scene.first > _FEW:
            return None
        later = [d for d in drafts if d.trigger.first > first and not self._tells_of(cause, d)]
        return next((d for d in later if not d.trigger.is_noun or self._comma(first, d.trigger.first)), None)

    def _tells_of(self, cause: Draft, draft: Draft) -> bool:
        """`هجوم استهدف المطار`: the verb right behind an indefinite noun, or behind a relative pronoun, tells of it."""
        lexis, at = self.lexis, draft.trigger.first
        if draft.trigger.is_noun or draft.trigger.first <= cause.trigger.first or self._comma(cause.trigger.first, at):
            return False
        return at - cause.trigger.end <= 1 or lexis.has(at - 1, "particles.relative")

    def _comma(self, first: int, last: int) -> bool:
        return any(self.lexis.view.breaks[at] >= Break.SOFT for at in range(first + 1, last + 1))

    def _backward(self, one: Connective, drafts: list[Draft], before: list[Draft]) -> None:
        """`وردا على ذلك هاجمت …`, `اندلعت على إثره اشتباكات`."""
        if one.kind not in _CLASSES:
            return
        earlier = [d for d in drafts if d.trigger.first < one.first]
        later = [d for d in drafts if d.trigger.first >= one.end]
        if later:
            cause = earlier[-1] if earlier else _told_before(before, later[0].sentence)
            self._tie(one, later[0], cause)
        elif len(earlier) == 1:
            self._tie(one, earlier[0], _told_before(before, earlier[0].sentence))

    def _forward(self, one: Connective, drafts: list[Draft]) -> None:
        """`أدى القصف إلى نزوح`, `أسفرت المفاوضات عن اتفاق`, `هاجموا الحاجز، ما دفع القوات إلى الانسحاب`."""
        words, last = self.lexis.view.words, one.first + _EFFECT_REACH
        reach = range(one.first, min(last, self.lexis.size - 1))
        by = {d.trigger.first for d in drafts if d.trigger.before.endswith("ب")}
        to = next((at for at in reach if words[at] in ("الي", "عن") or (at >= one.end and at in by)), None)
        if to is None:
            return
        effect = next((d for d in drafts if to <= d.trigger.first <= to + _FEW), None)
        earlier = [d for d in drafts if d.trigger.first < to and d is not effect]
        talks = [d for d in earlier if d.type in _TALKS] if effect is not None and effect.type in _FREED else []
        cause = next(reversed(talks or earlier), None)
        if effect is None or cause is None or self._comma(to, effect.trigger.first):
            return
        if _is_harm(cause) and cause.trigger.first < one.first:  # `تسبب بمقتل … وأدى إلى`: both are effects
            return
        if effect.type != cause.type and not _is_harm(effect) and effect.status == cause.status == "actual":
            yielded = any(words[at].lstrip("وم").startswith(_YIELDED) for at in range(one.first, one.end))
            if cause.type not in _TALKS or effect.type in _FREED:
                _bond("result_of" if yielded or cause.type in _TALKS else "caused_by", effect, cause)

    def _tie(self, one: Connective, effect: Draft | None, cause: Draft | None) -> None:
        if effect is None or cause is None or effect is cause:
            return
        kind = self._kind(one, effect, cause)
        if kind is not None:
            _bond(kind, effect, cause)

    def _kind(self, one: Connective, effect: Draft, cause: Draft) -> LinkType | None:
        kind = _CLASSES.get(one.kind)
        if kind == "result_of" and cause.type == "REQUEST":
            return "response_to"
        if kind == "result_of" or one.kind == "links.within":
            return "result_of" if cause.type == "AGREE" != effect.type else None
        if kind == "caused_by":
            talks = cause.type in _TALKS and effect.type in _FREED
            return "result_of" if talks else "caused_by" if _plain_cause(effect, cause) else None
        if one.kind == "links.after":
            if cause.type in _TALKS and effect.type in _FREED:
                return "result_of"
            return "caused_by" if effect.type == "PROTEST" and cause.type in _TROUBLE else None
        return kind

    def _free(self, one: Connective, causes: list[Draft]) -> None:
        """Who answers is not who did what is answered: the subject before the connective is none of the causes'; and
        `انتقاما لمقتله` is no purpose."""
        border = self.lexis.view.starts[one.first]
        for cause in causes if one.kind in _ANSWERING else ():
            cause.parties = [p for p in cause.parties if p.role != "agent" or p.evidence.end > border]
        if causes[0].status == "planned" and causes[0].trigger.first == one.end:
            causes[0].status = "actual"


def _bond(kind: LinkType, draft: Draft, other: Draft) -> None:
    if not any(other is known for _, known in draft.bonds):
        draft.bonds.append((kind, other))


def _is_harm(draft: Draft) -> bool:
    return draft.type == "ASSAULT" and draft.trigger.entry.frame == "suffer"


def _plain_cause(effect: Draft, cause: Draft) -> bool:
    """Whether two deeds, not one: harm and the blow that did it are one (`مقتل مدني جراء قصف`)."""
    if effect.type != cause.type:
        return not (_is_harm(cause) and effect.type == "COERCE")
    return effect.trigger.entry.id == _CLASH != cause.trigger.entry.id and not _is_harm(cause)


def _told_before(before: list[Draft], sentence: int) -> Draft | None:
    """What `ذلك` at the head of a sentence takes up: the first happening of the sentence before."""
    told = [d for d in before[-12:] if d.sentence == sentence - 1 and d.status in ("actual", "failed", "alleged")]
    return told[0] if told else None
