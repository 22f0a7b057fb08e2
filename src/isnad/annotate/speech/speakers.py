"""Layer 6: the phrase that names a speaker: a name, or a source noun with what describes it."""

from dataclasses import replace

from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.proclitics import proclitics
from isnad.annotate.speech.act import Speaker
from isnad.annotate.speech.asides import AFFILIATED, DENIED, NAMING, Asides
from isnad.annotate.speech.ground import SOURCES, Ground
from isnad.arabic.view import Break
from isnad.model import Span
from isnad.model.vocabulary import SourceKind

_BODIES = frozenset(
    "وزاره الوزاره خارجيه الخارجيه حكومه الحكومه رياسه سلطات السلطات نيابه محكمه مكتب بيان البيان".split()
)
_MANY = ("مصادر", "المصادر", "شهود", "ناشطون", "نشطاء", "سكان", "اهالي")
_SEVERAL = frozenset("وسائل وسايل شبكات مواقع صفحات حسابات صحف قنوات وكالات منصات اذاعات جهات اعلام".split())
INSIDE = frozenset("من في داخل باسم لدي".split())
_SAID = frozenset("قولهم قوله قولها بالقول القول".split())
_BACK = frozenset("المصدر المصادر المراسل مراسلنا المتحدث القيادي الناطق الناشط الشاهد المسوول البيان التقرير".split())
_OPENING = frozenset({"particles.complement", "particles.contrast"})
_OF_BODIES = frozenset({"sources.adjective", "units.plain_adjective"})
_TITLED = frozenset({"official", "commander", "person"})
_GIVEN = frozenset({"given_names.given", "people.kunya", "people.compound"})
_ISSUED = frozenset("صادر صادره صدر صدرت من اصدره اصدرته اصدرها اصدرتها نشره نشرته نشرها نشرتها ل".split())
_ISSUED_BY = frozenset("صادر صادره صدر صدرت".split())
_SINGLE_DOCUMENTS = frozenset("خبر فيديو بيان تقرير تسجيل مقطع بلاغ منشور".split())
_HOLDERS = frozenset("وزير وزيره رييس رييسه محافظ سفير سفيره مبعوث".split())
_GENERAL = frozenset("العام العامه الاعلي العليا الاول الثاني السابق السابقه المشترك المشتركه المتحده الخاص".split())
_NAMED_BODIES = frozenset({"sources.body", "sources.agency", "units.movement", "units.media"})
_SELF = ("ذاته", "نفسه", "ذاتها", "نفسها")


class Speakers:
    """Reads the speaker phrases of one report."""

    def __init__(self, ground: Ground, asides: Asides) -> None:
        self.ground, self.lexis, self.asides = ground, ground.lexis, asides

    def at(self, start: int, *, opening: bool = False, governed: str | None = None) -> Speaker | None:
        """The speaker phrase that starts here: a name, or a source noun with its description. `opening`: it may begin
        a clause, as a subject before its verb does; `governed`: the preposition that the verb wants behind it."""
        lexis = self.lexis
        if start >= lexis.size or lexis.skip[start]:
            return None
        if (
            not opening
            and lexis.view.breaks[start] >= Break.SOFT
            and not (lexis.view.breaks[start] == Break.SOFT and lexis.view.opens(start))
        ):
            return None
        pointer = self.ground.pointers.get(start)
        kind = self.ground.kind(start)
        if pointer and not (kind in ("source", "witness", "activist", "correspondent") and pointer.kind == "person"):
            return self._of_pointer(start, max(pointer.end, start + 1), pointer)
        author = self._author(start) if lexis.has(start, "speech.noun") else None
        if author:
            return author
        if kind is None:
            titled = self._titled(start) if lexis.joined(start) or opening else None
            if titled is not None:
                return replace(self._of_pointer(titled.first, titled.end, titled), left=start)
            if not lexis.any(start, NAMING):
                return None
            kind = "official"
        end = self._description_end(start, governed)
        inner = [self.ground.pointers[k] for k in range(start, end) if k in self.ground.pointers]
        person = next((p for p in inner if p.kind == "person"), None)
        if person and kind not in ("source", "witness"):
            return replace(self._of_pointer(person.first, person.end, person, end), left=start)
        return self._described(start, end, kind, inner)

    def described(self, start: int, end: int) -> Speaker:
        """A phrase that speaks, as what stands around it tells: its person, else its body, else as it is described."""
        inner = [self.ground.pointers[k] for k in range(start, end) if k in self.ground.pointers]
        person = next((p for p in inner if p.kind == "person"), None)
        if person is not None:
            return replace(self._of_pointer(person.first, person.end, person, end), left=start)
        if inner and inner[0].first == start:
            return self._of_pointer(start, max(inner[0].end, start + 1), inner[0], end)
        speaker = self._described(start, end, self.ground.kind(start) or "person", inner)
        given = any(self.lexis.any(k, _GIVEN) for k in range(start + 1, end))
        named = given or (self.lexis.article(start) and end - start > 2)
        word = self.lexis.view.words[start]
        alone = end == start + 1 and self.lexis.article(start)
        return replace(
            speaker, anonymous=speaker.anonymous and not named, head=word.removeprefix("ال"), definite=alone
        )  # fmt: skip

    def description(self, speaker: Speaker) -> Span:
        """The fullest phrase that says who the speaker is: with posts before the name and an apposition behind it."""
        lexis, first = self.lexis, speaker.first if speaker.left < 0 else speaker.left
        end = self.asides.apposition(speaker.end, speaker)
        span = lexis.view.span(first, end)
        letters = len(proclitics(lexis, first)) if first not in self.ground.pointers or speaker.left >= 0 else 0
        return Span(lexis.inner_start(first, letters), span.end) if letters else span

    def _titled(self, start: int) -> Pointer | None:
        """The person whom a noun of one to three words introduces, whatever it is: `المتهم سالم المحمود`."""
        lexis = self.lexis
        if lexis.infos[start].before or start in self.ground.time_words or lexis.has(start, "particles.preposition"):
            return None
        for k in range(start, min(start + 4, lexis.size)):
            if k > start and k in self.ground.pointers:
                return self.ground.pointers[k] if self.ground.pointers[k].kind == "person" and lexis.joined(k) else None
            apart = k > start and not lexis.joined(k)
            if (
                apart
                or (lexis.is_verb(k) and not lexis.article(k))
                or any(t.startswith("particles.") for t in lexis.tags[k])
            ):
                return None
        return None

    def _of_pointer(self, first: int, end: int, pointer: Pointer, stop: int | None = None) -> Speaker:
        media = pointer.who in self.ground.media or self.lexis.has(first, "units.media")
        kind: SourceKind = "agency/network" if media else "official"
        body = pointer.kind == "actor"
        while body and stop is None and self.lexis.joined(end) and self._describes(end):
            end += 1
        definite = pointer.anaphor and self.lexis.article(first)
        who, head = pointer.who, self._head(first)
        if definite:
            who = self._referent(first, head) or who
        return Speaker(first, stop or end, who, kind, False, False, None, False, head, definite, body and not media)

    def _describes(self, index: int) -> bool:
        """`الرسمية` behind a name: an adjective of it."""
        return self.lexis.article(index) and self.lexis.any(index, _OF_BODIES) and index not in self.ground.pointers

    def _described(self, start: int, end: int, kind: str, inner: list[Pointer]) -> Speaker:
        word = self.lexis.view.words[start]
        bare = word[len(self.lexis.infos[start].before) :]
        body = bare in _BODIES or kind == "body" or (kind == "document" and bool(inner))
        near = next((p.who for p in inner if p.kind == "actor"), None)
        many = word.endswith(("ون", "ين", "ات")) or word in _MANY
        self_same = end == start + 2 and self.lexis.view.words[end - 1] in _SELF
        alone = end == start + 1 or self_same
        back = (end == start + 1 and word in _BACK) or self_same
        who = near if kind == "agency" and inner and inner[0].first <= start + 1 else None
        head, definite = self._head(start), alone and self.lexis.article(start)
        if definite and kind in ("agency", "body", "official"):
            who = self._referent(start, head)
        titled = kind == "agency" and end > start + 1 and not many and word not in _SEVERAL
        anonymous = not body and who is None and not (bare in _HOLDERS and end > start + 1) and not titled
        return Speaker(start, end, who, SOURCES[kind], anonymous, many, near, back, head, definite, kind == "body")

    def _head(self, index: int) -> str:
        """The head noun without proclitics and article; empty for a word that is no known noun."""
        lexis = self.lexis
        if self.ground.kind(index) is None and not any(tag.startswith("units.") for tag in lexis.tags[index]):
            return ""
        word = lexis.view.words[index][len(lexis.infos[index].before) :]
        if not lexis.article(index):
            return word
        return word.removeprefix("ال") if word.startswith("ال") else word.removeprefix("ل")

    def _referent(self, index: int, head: str) -> str | None:
        """The body named last before the word whose name has this head noun: `الوزارة` after a ministry."""
        before = (p for p in reversed(self.ground.actors) if p.first < index)
        return next((p.who for p in before if head and head in self.ground.heads.get(p.who, ())), None)

    def _author(self, start: int) -> Speaker | None:
        """Whose document it is: `بيان للجيش`, `بيان صادر عن الوزارة`, `بيان وزارة الدفاع`."""
        lexis, linked = self.lexis, True
        for index in range(lexis.until[start], min(start + 6, lexis.size)):
            word = lexis.view.words[index]
            if not lexis.joined(index):
                return None
            toward = lexis.infos[index].before.endswith("ل")
            if index in self.ground.pointers or (self.ground.kind(index) and not lexis.has(index, "speech.noun")):
                return self.at(index) if linked or toward else None
            if word in _ISSUED or (word == "عن" and lexis.view.words[index - 1] in _ISSUED_BY):
                linked = True
            elif lexis.any(index, _OF_BODIES):
                linked = False
            else:
                return None
        return None

    def agrees(self, word: str, speaker: Speaker) -> bool:
        """Whether the speaker can be the verb's subject by gender: not in `نشرت الخبر`, not in `حذر المجموعات`."""
        if word.endswith("ت"):
            return speaker.head not in _SINGLE_DOCUMENTS
        feminine = speaker.acts and speaker.head.endswith(("ه", "ات"))
        return not feminine or word.removeprefix("و").startswith("ت") or word.endswith("ن")

    def _description_end(self, start: int, governed: str | None) -> int:
        lexis, index = self.lexis, max(start + 1, self.lexis.until[start])
        witnessed, titled = self.ground.kind(start) in ("witness", "activist"), self.ground.kind(start) in _TITLED
        while index < lexis.size and index - start < 14:
            pointer = self.ground.pointers.get(index)
            if lexis.view.breaks[index] > Break.SOFT or lexis.skip[index] or index in self.ground.time_words:
                break
            named = titled and self.asides.names(index)
            quoted = pointer and lexis.view.opens(index) and "،" not in lexis.view.gaps[index]
            if lexis.view.breaks[index] == Break.SOFT and not (named or quoted):
                break
            if lexis.view.words[index] in _SELF:
                index += 1
                break
            if self._ends_at(index, governed) or self._unlinked(index):
                break
            titled = titled and not named
            if pointer:
                index = pointer.end
                continue
            placed = index + 1 < lexis.size and any(tag.startswith("places.") for tag in lexis.tags[index + 1])
            inside = lexis.view.words[index] in INSIDE and (placed or not witnessed)
            if lexis.has(index, "particles.preposition") and not inside:
                break
            if self._happens(index) or self._ended(start, index):
                break
            index += 1
        while index > start + 1 and lexis.has(index - 1, "particles.preposition"):
            index -= 1
        return index

    def _ended(self, start: int, index: int) -> bool:
        """`مصادر قريبة من هيئة التحقيق فرضية`: behind a definite noun an indefinite one begins another phrase."""
        lexis = self.lexis
        definite = lexis.view.words[index - 1].startswith("ال")
        if self._object(start, index, definite=definite):
            return True
        if index <= start + 1 or not definite or lexis.article(index) or index in self.ground.pointers:
            return False
        near = lexis.any(index, AFFILIATED | _OF_BODIES | NAMING) or lexis.has(index, "particles.preposition")
        return not near and not lexis.infos[index].before and lexis.view.words[index] not in INSIDE

    def _object(self, start: int, index: int, *, definite: bool) -> bool:
        """`الصحيفة القرار`, `أحد السكان الرواية`: a definite noun, no adjective, behind one that is complete."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        whole = lexis.article(start) and index == start + 1
        one_of = lexis.view.words[start] in ("احد", "احدي") and index == start + 2
        if not (definite and word.startswith("ال") and (whole or one_of)) or index in self.ground.pointers:
            return False
        noun = lexis.has(index, "speech.noun") or any(r.use.use == "event" for r in lexis.infos[index].uses)
        described = (word.endswith(("ي", "يه", "يين", "يون")) and not noun) or lexis.any(index, _OF_BODIES | NAMING)
        return not described and word not in _GENERAL

    def _ends_at(self, index: int, governed: str | None) -> bool:
        """Whether what is said, where, or to whom begins here, or a verb: no more of who says it."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        placed = index + 1 < lexis.size and any(tag.startswith("places.") for tag in lexis.tags[index + 1])
        if (word == governed and not placed) or word == "قد" or word in _SAID or word in DENIED:
            return True
        if lexis.has(index, "particles.complement") or lexis.has(index, "sources.anonymity"):
            return True
        if self.asides.to_media(index) or self.asides.told_media(index) or self.asides.setting(index):
            return True
        named = index and lexis.any(index - 1, _NAMED_BODIES) and not lexis.article(index - 1)
        verb = lexis.is_verb(index) and index not in self.ground.pointers and not named
        return verb and not lexis.article(index) and not lexis.has(index, "sources.adjective")

    def _unlinked(self, index: int) -> bool:
        """A body's name that only follows, and is no part of who speaks: `اتهمت مصادر محلية قوات الأسد`."""
        before = self.lexis.view.words[index - 1]
        closed = before.endswith(("ون", "ين")) or self.lexis.has(index - 1, "sources.adjective")
        named = any(tag.startswith("units.") for tag in self.lexis.tags[index])
        bound = proclitics(self.lexis, index).endswith("ب")
        return closed and named and not bound and not self.lexis.article(index) and self.asides.is_subject(index)

    def _happens(self, index: int) -> bool:
        """Whether the word names a happening, and no building, behind the speaker's description."""
        lexis = self.lexis
        if lexis.article(index) or any(tag.startswith("places.") for tag in lexis.tags[index]):
            return False
        return any(r.use.use == "event" for r in lexis.infos[index].uses)

    def told_to(self, index: int) -> Speaker | None:
        """The agency that a speaker talked to, when it is not the outlet itself: a station of the chain."""
        if index >= self.lexis.size or not self.asides.to_media(index):
            return None
        for k in range(index, min(index + 3, self.lexis.size)):
            pointer = self.ground.pointers.get(k)
            if pointer and pointer.who in self.ground.media and self.ground.outlet not in (None, pointer.who):
                return self._of_pointer(pointer.first, pointer.end, pointer)
        return None

    def before(self, index: int) -> Speaker | None:
        """A subject right before its verb: `المتحدث باسم القوات قال إن`."""
        lexis = self.lexis
        first, _ = lexis.view.sentence_at(index)
        if index > first and lexis.view.words[index - 1] == "قد":
            index -= 1
        if index == first or lexis.view.breaks[index] > Break.SOFT:
            return None
        for start in range(max(first, index - 20), index):
            begins = start in self.ground.pointers or self.ground.kind(start) or lexis.any(start, NAMING)
            free = (
                start == first
                or lexis.view.breaks[start] >= Break.SOFT
                or lexis.view.opens(start)
                or lexis.any(start - 1, _OPENING)
            )
            if begins and free:
                speaker = self.at(start, opening=True)
                if speaker and (speaker.end == index or self._aside(speaker.end, index)):
                    return speaker
        return None

    def _aside(self, start: int, index: int) -> bool:
        """Whether only a bracket stands between: `مصدر مقرب (فضل عدم ذكر اسمه) قال`."""
        gap = self.lexis.view.gaps
        return (
            start < index
            and "(" in gap[start]
            and ")" in gap[index]
            and not any(")" in gap[k] for k in range(start + 1, index))
        )
