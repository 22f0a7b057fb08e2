"""Layer 11: standing states that the text itself states."""

from collections.abc import Iterator

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.names.entities import Pointer
from isnad.arabic.view import Break
from isnad.model import Attribution, Relation, Span
from isnad.model.vocabulary import RelationType

_SUBORDINATE = ("التابع", "تابع", "المنضوي", "منضوي", "المرتبط")
_LOYAL = ("الموالي", "موالي", "موال", "المدعوم", "مدعوم", "المقرب", "المحسوب")
_LEADING = frozenset("قايد القايد زعيم زعيمه رييس الرييس امير مسوول المسوول مدير المدير امر قايدها قايده قيادتها حاكم وزير محافظ والي".split())
_HOLDING = frozenset("تسيطر يسيطر المسيطره المسيطر المسيطرين السيطره سيطره لسيطره لسيطرة الخاضعه الخاضع تخضع يخضع لنفوذ نفوذ".split())
_PRESENT = frozenset(
    "تتمركز يتمركز المتمركزه المتمركز المتمركزين تنتشر ينتشر المنتشره المنتشر تتواجد يتواجد المتواجده المتواجد المتواجدين تتحصن "
    "يتحصن تتموضع المتموضعه معقل معاقل المعقل".split()
)
_HOSTILE = frozenset("توتر التوتر توترا خلاف الخلاف خلافات الخلافات صراع الصراع احتقان الاحتقان عداء حرب الحرب نزاع النزاع".split())
_PARTING = frozenset({"في", "ب", "من"})


class RelationReader:
    """Finds the relations of one report."""

    def __init__(self, lexis: Lexis, cast: Cast, attributions: tuple[Attribution, ...]) -> None:
        self.lexis, self.cast, self.attributions = lexis, cast, attributions
        self.free = [p for p in cast.pointers if not p.nested]
        self.at = {k: p for p in self.free for k in range(p.first, p.end)}

    def read(self) -> tuple[Relation, ...]:
        """Relations without repetition, in text order."""
        found: dict[tuple[str, str, str], Relation] = {}
        for relation in (*self._bodies(), *self._posts(), *self._ground(), *self._hostility(), *self._parts()):
            if relation.from_ != relation.to:
                found.setdefault((relation.type, relation.from_, relation.to), relation)
        return tuple(sorted(found.values(), key=lambda r: r.evidence))

    def _make(
        self, kind: RelationType, from_: str, to: str, first: int, end: int, by: str, role: str | None = None,
        scope: str | None = None,
    ) -> Relation:  # fmt: skip
        evidence = self.lexis.view.span(first, end)
        return Relation(type=kind, from_=from_, to=to, role=role, scope=scope, evidence=evidence, found_by=by,
                        attribution=self._speaker(evidence))  # fmt: skip

    def _speaker(self, evidence: Span) -> str | None:
        rows = [(c.end - c.start, a.id) for a in self.attributions for c in a.content if c.start <= evidence.start < c.end]
        return min(rows)[1] if rows else None

    def _next(self, index: int, reach: int, *kinds: str) -> Pointer | None:
        for k in range(index, min(index + reach, len(self.lexis.view))):
            if self.lexis.view.breaks[k] >= Break.SENTENCE:
                return None
            if k in self.at:
                return self.at[k] if self.at[k].kind in kinds else None
        return None

    def _previous(self, index: int, reach: int, *kinds: str) -> Pointer | None:
        for k in range(index - 1, max(index - reach, 0) - 1, -1):
            if self.lexis.view.breaks[k + 1] >= Break.SENTENCE:
                return None
            if k in self.at:
                return self.at[k] if self.at[k].kind in kinds else None
        return None

    # bodies ------------------------------------------------------------------------------------------------------
    def _bodies(self) -> Iterator[Relation]:
        """`A التابعة لـB`, `A الموالية لـB`, also inside a name (`الفصائل الموالية لتركيا`)."""
        for index in range(len(self.lexis.view)):
            if self.lexis.skip[index] or not self.lexis.has(index, "units.allegiance"):
                continue
            word = self.lexis.view.words[index].lstrip("و")
            kind: RelationType = "subordinate_to" if word.startswith(_SUBORDINATE) else "allied_with"
            if kind == "allied_with" and not word.startswith(_LOYAL):
                continue
            outer = self.at.get(index)
            if outer is not None and outer.kind == "actor":
                inner = next((p for p in self.cast.pointers if p.nested and index < p.first < outer.end), None)
                if inner is not None and inner.kind in ("actor", "person", "place"):
                    yield self._make(kind, outer.who, inner.who, outer.first, outer.end, "allegiance.inside")
                continue
            above = self._next(index + 1, 4, "actor", "person", "place")
            below = self._previous(index, 3, "actor", "place", "facility")
            if above is None or below is None:
                continue
            if below.kind in ("place", "facility"):
                if above.kind == "place" and kind == "subordinate_to":
                    yield self._make("part_of", below.who, above.who, below.first, above.end, "allegiance.place")
                continue
            if above.kind == "place" and kind == "subordinate_to":
                continue
            yield self._make(kind, below.who, above.who, below.first, above.end, "allegiance")

    # posts -------------------------------------------------------------------------------------------------------
    def _posts(self) -> Iterator[Relation]:
        """`القيادي في A، X`, `قائد A X`, `X قائد قطاع Y في A`."""
        for person in (p for p in self.free if p.kind == "person" and not p.anaphor):
            yield from self._post_after(person)
            yield from self._post_before(person)

    def _is_post(self, index: int) -> bool:
        return self.lexis.has(index, "people.post") or self.lexis.has(index, "people.leaders")

    def _post_after(self, person: Pointer) -> Iterator[Relation]:
        lexis, at = self.lexis, person.end
        while at < len(lexis.view) and at - person.end < 3 and lexis.view.breaks[at] <= Break.SOFT and not self._is_post(at):
            if at in self.at or lexis.is_verb(at):
                return
            at += 1
        if at >= len(lexis.view) or not self._is_post(at) or lexis.view.breaks[at] > Break.SOFT or at in self.at:
            return
        if lexis.view.words[at].startswith("و") and lexis.infos[at].before:
            return
        yield from self._post(person, at, self._end_of_post(at), person.first)

    def _post_before(self, person: Pointer) -> Iterator[Relation]:
        lexis = self.lexis
        for at in range(person.first - 1, max(person.first - 9, -1), -1):
            if lexis.view.breaks[at + 1] >= Break.SENTENCE or (at in self.at and self.at[at].kind == "person"):
                return
            if lexis.is_verb(at) and not lexis.article(at) and not self._is_post(at):
                return
            if self._is_post(at) and at not in self.at:
                yield from self._post(person, at, person.first, at)
                return

    def _end_of_post(self, at: int) -> int:
        lexis, end = self.lexis, at + 1
        while end < len(lexis.view) and end - at < 10 and lexis.view.breaks[end] == Break.NONE or lexis_opens(lexis, end, at):
            if (lexis.is_verb(end) and not lexis.article(end)) or (lexis.view.words[end].startswith("و") and end not in self.at
                                                                  and lexis.infos[end].before.startswith("و")):  # fmt: skip
                break
            if end in self.at and self.at[end].kind == "person":
                break
            end += 1
        return end

    def _post(self, person: Pointer, first: int, end: int, start: int) -> Iterator[Relation]:
        lexis = self.lexis
        body = next((self.at[k] for k in range(first + 1, end) if k in self.at and self.at[k].kind == "actor"), None)
        place = next((self.at[k] for k in range(first + 1, end) if k in self.at and self.at[k].kind == "place"), None)
        if body is None and place is not None:
            body = place
        if body is None:
            return
        word = lexis.view.words[first]
        bare = word[len(lexis.infos[first].before) :]
        kind: RelationType = "leads" if word in _LEADING or bare in _LEADING else "role"
        stop = max(end, body.end)
        role = lexis.view.span(first, max(first + 1, min(end, stop))).of(lexis.view.text)
        yield self._make(kind, person.who, body.who, min(start, first), max(stop, person.end), "post", role,
                         place.who if place is not None and place is not body else None)  # fmt: skip

    # ground ------------------------------------------------------------------------------------------------------
    def _ground(self) -> Iterator[Relation]:
        """Who holds what, and who is merely there."""
        for index, word in enumerate(self.lexis.view.words):
            bare = word[1:] if word.startswith("و") and len(word) > 4 else word
            holding, present = bare in _HOLDING, bare in _PRESENT
            if self.lexis.skip[index] or not (holding or present) or index in self.at:
                continue
            actor = self._previous(index, 5, "actor")
            place = self._next(index + 1, 6, "place", "facility")
            if "سيطر" in bare and bare.removeprefix("ل").startswith(("سيطر", "نفوذ")) or bare in ("السيطره", "نفوذ"):
                holder = self._next(index + 1, 3, "actor")
                where = self._previous(index, 4, "place", "facility") or (
                    self._next(holder.end, 4, "place", "facility") if holder else None
                )
                if holder and where:
                    yield self._make("controls", holder.who, where.who, min(holder.first, where.first),
                                     max(holder.end, where.end), "control.area")  # fmt: skip
                continue
            if actor and place:
                yield self._make("controls" if holding else "present_at", actor.who, place.who, actor.first, place.end,
                                 "control" if holding else "presence")  # fmt: skip

    def _hostility(self) -> Iterator[Relation]:
        """`التوتر بين A وB`."""
        for index, word in enumerate(self.lexis.view.words):
            bare = word[1:] if word.startswith(("و", "ب")) and len(word) > 4 else word
            if self.lexis.skip[index] or bare not in _HOSTILE:
                continue
            for k in range(index + 1, min(index + 6, len(self.lexis.view))):
                if self.lexis.view.words[k] == "بين":
                    first = self._next(k + 1, 5, "actor")
                    second = self._next(first.end, 6, "actor") if first else None
                    if first and second and self.lexis.view.breaks[second.first] <= Break.SOFT:
                        yield self._make("hostile_to", first.who, second.who, index, second.end, "hostility")
                    break

    def _parts(self) -> Iterator[Relation]:
        """`قرية X بريف Y`, `X في محافظة Y`: places that the text puts inside others."""
        spatial = [p for p in self.free if p.kind in ("place", "facility") and not p.anaphor]
        for inner, outer in zip(spatial, spatial[1:], strict=False):
            if outer.first != inner.end or self.lexis.view.breaks[outer.first] != Break.NONE:
                between = range(inner.end, outer.first)
                if len(between) != 1 or self.lexis.view.words[inner.end] not in ("في", "من") or self.lexis.view.breaks[outer.first]:
                    continue
            elif not self.lexis.view.words[outer.first].startswith("ب"):
                continue
            yield self._make("part_of", inner.who, outer.who, inner.first, outer.end, "part")


def lexis_opens(lexis: Lexis, end: int, at: int) -> bool:
    """Whether a quotation opens here, which a post may hold."""
    return end < len(lexis.view) and end - at < 10 and lexis.view.breaks[end] == Break.NONE and lexis.view.opens(end)
