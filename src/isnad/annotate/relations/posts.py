"""Persons and the posts they hold."""

from collections.abc import Iterator

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.relations.reach import Reach
from isnad.arabic.view import Break
from isnad.model import Relation
from isnad.model.vocabulary import RelationType

_LEADING = frozenset(
    "قايد القايد زعيم زعيمه رييس الرييس امير مسوول المسوول مدير المدير امر قايدها قايده قيادتها حاكم والي".split()
)
_CROWD = frozenset(
    "قاده قيادات زعماء شيوخ وجهاء امراء اعيان مشايخ مسوولون مسوولين مسوولو مسوولي قياديون قياديين ممثلون ممثلين ممثلي "
    "مستشارو مستشاري".split()
)
_OFFICIALS = ("مسوول", "مدير")
_TITLES = frozenset({"people.honorific", "people.rank"})
_OF_WHOM = ("قايده", "قايدها", "زعيمه", "زعيمها", "رييسه", "رييسها", "اميره", "مديره", "مديرها")
_ONE_OF = frozenset("احد احدي من ابرز كبار اهم".split())


class Posts(Reach):
    """Persons and the posts they hold."""

    def _posts(self) -> Iterator[Relation]:
        """`القيادي في A، X`, `قائد A X`, `X قائد قطاع Y في A`."""
        for person in (p for p in self.free if p.kind == "person" and not p.anaphor):
            yield from self._post_after(person)
            yield from self._post_before(person)

    def _crowd(self, at: int) -> bool:
        """Whether the word means several people, of whom the person is not said to be one."""
        words = self.lexis.view.words
        return words[at] in _CROWD and words[at - 1] not in _ONE_OF

    def _start_of_post(self, at: int) -> int:
        """`نائب قائد A`, `المتحدث باسم قائد A`: where the post begins that this word is part of."""
        words, breaks = self.lexis.view.words, self.lexis.view.breaks
        while at and not breaks[at] and not self._added(at, at + 1):
            step = 2 if words[at - 1] == "باسم" and at > 1 and not breaks[at - 1] else 1
            if not self._is_post(at - step) or at - step in self.at:
                break
            at -= step
        return at

    def _is_post(self, index: int) -> bool:
        if self.lexis.view.words[index].lstrip("ب") in _OF_WHOM:
            return True
        return self.lexis.has(index, "people.post") or self.lexis.has(index, "people.leaders")

    def _post_after(self, person: Pointer) -> Iterator[Relation]:
        lexis, at = self.lexis, person.end
        while at < lexis.size and at - person.end < 3 and lexis.view.breaks[at] <= Break.SOFT and not self._is_post(at):
            if at in self.at or lexis.is_verb(at):
                return
            at += 1
        if at >= lexis.size or not self._is_post(at) or lexis.view.breaks[at] > Break.SOFT or at in self.at:
            return
        if lexis.view.words[at].startswith("و") and lexis.infos[at].before:
            return
        end = self._end_of_post(at)
        if not self._crowd(at) and not self._introduces(at, end):
            yield from self._post(person, at, end, person.first)

    def _introduces(self, at: int, end: int) -> bool:
        """Whether the post belongs to the person named right after it (`X قائد A Y` without a comma)."""
        breaks, after = self.lexis.view.breaks, self.at.get(end)
        joined = after is not None and after.kind == "person" and not self._added(end, end + 1)
        return joined and not breaks[at] and not breaks[end]

    def _post_before(self, person: Pointer) -> Iterator[Relation]:
        """The post right before a person; a title (`الشيخ`) or `الملقب بـ` may stand between."""
        if self._added(person.first, person.first + 1):
            return
        called = self._called(person)
        for at in range(called - 1, max(called - 9, -1), -1):
            if self._cut_off(at, called):
                return
            if self._is_post(at) and at not in self.at:
                start = self._start_of_post(at)
                found = [] if self._crowd(start) else list(self._post(person, start, called, start, before=True))
                yield from found
                if found or at + 1 != called or not self.lexis.any(at, _TITLES):
                    return
                called = at

    def _called(self, person: Pointer) -> int:
        """Where the words that only introduce a name begin (`المدعو`, `الملقب بـ`, `المعروف بلقب`)."""
        words, first = self.lexis.view.words, person.first
        for start in range(first - 1, max(first - 4, -1), -1):
            if start in self.at or self.lexis.view.breaks[start + 1] >= Break.SOFT:
                return first
            if self.lexis.has(start, "people.alias") and not words[start].startswith("و"):
                return start
        return first

    def _cut_off(self, at: int, called: int) -> bool:
        """Whether what stands at this word cannot belong to the post of the person named after it."""
        lexis, view = self.lexis, self.lexis.view
        limit = Break.SENTENCE if at + 1 == called else Break.SOFT
        if view.breaks[at + 1] >= limit and not view.opens(at + 1):
            return True
        if (at in self.at and self.at[at].kind == "person") or view.words[at] == "و":
            return True
        joined = view.words[at + 1].startswith("و") and lexis.infos[at + 1].before.startswith("و")
        if joined and at + 1 not in self.at:
            return True
        return lexis.is_verb(at) and not lexis.article(at) and not self._is_post(at)

    def _end_of_post(self, at: int) -> int:
        lexis, end = self.lexis, at + 1
        while (end < lexis.size and end - at < 10 and lexis.view.breaks[end] == Break.NONE) or lexis_opens(
            lexis, end, at
        ):
            added = end not in self.at and self._added(end, end + 1)
            if added or (lexis.is_verb(end) and not lexis.article(end)):
                break
            if end in self.at and self.at[end].kind == "person":
                break
            end += 1
        return end

    def _post(self, person: Pointer, first: int, end: int, start: int, *, before: bool = False) -> Iterator[Relation]:
        body = next((self.at[k] for k in range(first + 1, end) if k in self.at and self.at[k].kind == "actor"), None)
        place = next((self.at[k] for k in range(first + 1, end) if k in self.at and self.at[k].kind == "place"), None)
        if body is None:
            near = None if before and not self._bodiless(first, end) else self._body_before(start)
            body = self._nation(first + 1, end) or near or place
        elif body.anaphor and body.who in self.media:
            body = self._body_before(body.first)
        if body is None:
            return
        stop = max(end, body.end)
        role = self._words(first, max(first + 1, min(end, stop)))
        yield self._make(self._post_kind(first, body), person.who, body.who, min(start, first), max(stop, person.end),
                         "post", role, place.who if place is not None and place is not body else None)  # fmt: skip

    def _bodiless(self, first: int, end: int) -> bool:
        """`قائده في X`, `مسؤول قطاع X`: a post in a body that was named before."""
        words = self.lexis.view.words
        return words[first].lstrip("بول").startswith(_OF_WHOM) or "قطاع" in words[first + 1 : end]

    def _post_kind(self, first: int, body: Pointer) -> RelationType:
        """Who commands a body leads it; offices of a country or a place, and posts `في` a body, are roles."""
        word = self.lexis.view.words[first]
        bare = word[len(self.lexis.infos[first].before) :]
        if self.lexis.view.words[first + 1 : first + 2] == ["في"]:
            return "role"
        if (
            bare.endswith(_OFFICIALS)
            and first + 1 not in self.at
            and self.lexis.article(first + 1)
            and self._kind_of(first + 1)
        ):
            return "role"
        return "leads" if body.kind != "place" and (word in _LEADING or bare in _LEADING) else "role"

    def _kind_of(self, index: int) -> bool:
        """`المسؤول الإعلامي`: an adjective that tells what sort of official."""
        return self.lexis.view.words[index].endswith(("ي", "يه")) and not self.lexis.has(index, "nations.adjective")

    def _nation(self, first: int, end: int) -> Pointer | None:
        """`رئيس الوزراء العراقي`: the country of the adjective, where the report names it."""
        for k in range(first, end):
            if k in self.at:
                return None
            for tag in self.lexis.tags[k]:
                if tag.startswith("nation:") and "place:" + tag.removeprefix("nation:") in self.known:
                    return Pointer(k, k + 1, "place:" + tag.removeprefix("nation:"), "place")
        return None


def lexis_opens(lexis: Lexis, end: int, at: int) -> bool:
    """Whether a quotation opens here, which a post may hold."""
    return end < lexis.size and end - at < 10 and lexis.view.breaks[end] == Break.NONE and lexis.view.opens(end)
