"""Layer 11: standing states that the text itself states."""

from collections.abc import Iterator
from itertools import pairwise

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.names.entities import Pointer
from isnad.annotate.speech import speakers_by_word
from isnad.arabic.view import Break
from isnad.model import Attribution, Relation, Span
from isnad.model.vocabulary import RelationType

_SUBORDINATE = ("التابع", "تابع", "المنضوي", "منضوي", "المرتبط")
_LOYAL = ("الموالي", "موالي", "موال", "المدعوم", "مدعوم", "المقرب", "المحسوب")
_LEADING = frozenset(
    "قايد القايد زعيم زعيمه رييس الرييس امير مسوول المسوول مدير المدير امر قايدها قايده قيادتها "
    "حاكم وزير محافظ والي".split()
)
_HOLDING = frozenset("تسيطر يسيطر يسيطرون المسيطره المسيطر المسيطرين المسيطرون".split())
_AREA = frozenset("سيطره لسيطره السيطره نفوذ لنفوذ بسيطره".split())
_UNDER = ("مناطق", "منطقه", "المنطقه", "المناطق", "خاضع", "الخاضع", "تخضع", "يخضع", "تحت", "ضمن")
_POSITIONS = frozenset(
    "موقع مواقع نقاط نقطه مقر مقرات مقار معسكر معسكرات معقل معاقل حاجز حواجز ثكنه ثكنات تجمع تجمعات تجمعا مراكز قواعد "
    "تحصينات تمركزات اهداف خطوط مستودعات".split()
)
_LOCATING = frozenset("في علي داخل ضمن شمال جنوب شرق غرب شمالي جنوبي شرقي غربي".split())
_NOMINAL = frozenset({"units.militia", "people.members", "people.groups", "units.unit", "units.allegiance"})
_PRESENT = frozenset(
    "تتمركز يتمركز المتمركزه المتمركز المتمركزين تنتشر ينتشر المنتشره المنتشر تتواجد يتواجد المتواجده المتواجد "
    "المتواجدين تتحصن يتحصن تتموضع المتموضعه معقل معاقل المعقل".split()
)
_HOSTILE = frozenset(
    "توتر التوتر توترا خلاف الخلاف خلافات الخلافات صراع الصراع احتقان الاحتقان عداء حرب الحرب نزاع النزاع".split()
)


class RelationReader:
    """Finds the relations of one report."""

    def __init__(self, lexis: Lexis, cast: Cast, attributions: tuple[Attribution, ...]) -> None:
        self.lexis, self.cast = lexis, cast
        self.speakers = speakers_by_word(lexis.view, attributions)
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
        return self.speakers.get(self.lexis.view.word_range(evidence)[0])

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
        while (
            at < len(lexis.view)
            and at - person.end < 3
            and lexis.view.breaks[at] <= Break.SOFT
            and not self._is_post(at)
        ):
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
            limit = Break.SENTENCE if at + 1 == person.first else Break.SOFT
            if lexis.view.breaks[at + 1] >= limit and not lexis.view.opens(at + 1):
                return
            if (at in self.at and self.at[at].kind == "person") or lexis.view.words[at] == "و":
                return
            if (
                lexis.view.words[at + 1].startswith("و")
                and at + 1 not in self.at
                and lexis.infos[at + 1].before.startswith("و")
            ):
                return
            if lexis.is_verb(at) and not lexis.article(at) and not self._is_post(at):
                return
            if self._is_post(at) and at not in self.at:
                yield from self._post(person, at, person.first, at, before=True)
                return

    def _end_of_post(self, at: int) -> int:
        lexis, end = self.lexis, at + 1
        while (end < len(lexis.view) and end - at < 10 and lexis.view.breaks[end] == Break.NONE) or lexis_opens(
            lexis, end, at
        ):
            added = end not in self.at and lexis.infos[end].before.startswith("و")
            if added or (lexis.is_verb(end) and not lexis.article(end)):
                break
            if end in self.at and self.at[end].kind == "person":
                break
            end += 1
        return end

    def _body_before(self, start: int) -> Pointer | None:
        """Where a post names no body: the last one named before it in the sentence."""
        first, _ = self.lexis.view.sentence_at(start)
        for k in range(start - 1, first - 1, -1):
            if k in self.at and self.at[k].kind == "actor":
                return self.at[k]
        return None

    def _post(self, person: Pointer, first: int, end: int, start: int, *, before: bool = False) -> Iterator[Relation]:
        lexis = self.lexis
        body = next((self.at[k] for k in range(first + 1, end) if k in self.at and self.at[k].kind == "actor"), None)
        place = next((self.at[k] for k in range(first + 1, end) if k in self.at and self.at[k].kind == "place"), None)
        if body is None:
            body = place if before else self._body_before(start) or place
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
            if self.lexis.skip[index] or index in self.at:
                continue
            bare = word[1:] if word.startswith("و") and len(word) > 4 else word
            if bare in _AREA:
                if index and self.lexis.view.words[index - 1].lstrip("و").startswith(_UNDER):
                    yield from self._area(index)
            elif bare in _HOLDING or bare in _PRESENT:
                actor = self._previous(index, 5, "actor")
                kind: RelationType = "controls" if bare in _HOLDING else "present_at"
                for place in self._run(index + 1, 6, "place", "facility") if actor else []:
                    if actor:
                        yield self._make(kind, actor.who, place.who, actor.first, place.end, "ground")
        yield from self._positions()

    def _area(self, index: int) -> Iterator[Relation]:
        """`مناطق سيطرة A وB في X`, `X الخاضعة لسيطرة A`."""
        holders = self._run(index + 1, 3, "actor")
        if not holders:
            return
        before = self._previous(index, 4, "place", "facility")
        for place in [before] if before else self._run(holders[-1].end, 3, "place", "facility"):
            for holder in holders:
                first, end = min(holder.first, place.first, index), max(holder.end, place.end)
                yield self._make("controls", holder.who, place.who, first, end, "ground.area")

    def _positions(self) -> Iterator[Relation]:
        """`مواقع تابعة لـA في X`: whose positions stand somewhere is there."""
        lexis = self.lexis
        for actor in (p for p in self.free if p.kind == "actor" and not p.anaphor):
            owned = any(
                lexis.view.words[k].lstrip("ولب").removeprefix("ال") in _POSITIONS
                and k not in self.at
                and not any(lexis.view.breaks[m] for m in range(k + 1, actor.first + 1))
                for k in range(max(0, actor.first - 3), actor.first)
            )
            for place in self._run(actor.end, 4, "place", "facility") if owned else []:
                between = range(actor.end, place.first + 1)
                located = lexis.view.words[place.first].startswith("ب") or any(
                    lexis.view.words[k] in _LOCATING or lexis.has(k, "places.near") for k in between
                )
                if located and not any(lexis.is_verb(k) for k in between):
                    yield self._make("present_at", actor.who, place.who, actor.first, place.end, "ground.positions")

    def _run(self, index: int, reach: int, *kinds: str) -> list[Pointer]:
        """The next pointer of these kinds and those joined to it by `و`."""
        first = self._next(index, reach, *kinds)
        found = [first] if first else []
        while found:
            after = self._next(found[-1].end, 2, *kinds)
            words = self.lexis.view.words
            if after is None or not (words[found[-1].end].startswith("و") or words[after.first].startswith("و")):
                break
            found.append(after)
        return found

    def _hostility(self) -> Iterator[Relation]:
        """`التوتر بين A وB من جهة وC من جهة أخرى`: each of one side with each of the other."""
        for index, word in enumerate(self.lexis.view.words):
            bare = word[1:] if word.startswith(("و", "ب")) and len(word) > 4 else word
            if self.lexis.skip[index] or bare not in _HOSTILE or index in self.at:
                continue
            between = next((k for k in range(index + 1, min(index + 6, len(self.at) + index + 6, len(self.lexis.view)))
                            if self.lexis.view.words[k] == "بين"), None)  # fmt: skip
            if between is None:
                continue
            one, other = self._sides(between)
            for a in one:
                for b in other:
                    yield self._make("hostile_to", a.who, b.who, index, max(a.end, b.end), "hostility")

    def _sides(self, between: int) -> tuple[list[Pointer], list[Pointer]]:
        lexis = self.lexis
        groups: list[list[Pointer]] = [[]]
        _, end = lexis.view.sentence_at(between)
        k, quiet = between + 1, 0
        while k < min(end, between + 40) and quiet < 7 and len(groups) < 3:
            if k in self.at:
                if self.at[k].kind == "actor":
                    groups[-1].append(self.at[k])
                    quiet = 0
                k = max(self.at[k].end, k + 1)
                continue
            if groups[-1] and (lexis.has(k, "particles.sides") or lexis.view.words[k] == "وبين"):
                groups.append([])
            if lexis.is_verb(k) and not lexis.any(k, _NOMINAL):
                break
            quiet, k = quiet + 1, k + 1
        groups = [group for group in groups if group]
        if len(groups) == 1 and len(groups[0]) == 2:
            return [groups[0][0]], [groups[0][1]]
        return (groups[0], groups[1]) if len(groups) == 2 else ([], [])

    def _parts(self) -> Iterator[Relation]:
        """`قرية X بريف Y`, `X في محافظة Y`: places that the text puts inside others."""
        spatial = [p for p in self.free if p.kind in ("place", "facility") and not p.anaphor]
        countries = {e.id for e in self.cast.entities if e.class_ == "country"}
        for inner, outer in pairwise(spatial):
            if inner.who in countries or self.lexis.any(outer.first, frozenset({"places.countryside"})):
                continue
            if outer.first != inner.end or self.lexis.view.breaks[outer.first] != Break.NONE:
                between = range(inner.end, outer.first)
                if (
                    len(between) != 1
                    or self.lexis.view.words[inner.end] not in ("في", "من")
                    or self.lexis.view.breaks[outer.first]
                ):
                    continue
            elif not self.lexis.view.words[outer.first].startswith("ب"):
                continue
            yield self._make("part_of", inner.who, outer.who, inner.first, outer.end, "part")


def lexis_opens(lexis: Lexis, end: int, at: int) -> bool:
    """Whether a quotation opens here, which a post may hold."""
    return end < len(lexis.view) and end - at < 10 and lexis.view.breaks[end] == Break.NONE and lexis.view.opens(end)
