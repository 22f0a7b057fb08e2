"""Layer 6: the phrase that names a speaker: a name, or a source noun with what describes it."""

from dataclasses import replace

from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.proclitics import proclitics
from isnad.annotate.speech.act import Speaker
from isnad.annotate.speech.asides import NAMING, Asides
from isnad.annotate.speech.ground import SOURCES, Ground
from isnad.annotate.speech.nominals import FOR_ONES_PART, NOTHING, SELF, Nominals
from isnad.annotate.speech.nouns import OF_BODIES
from isnad.arabic.view import Break
from isnad.model import Span
from isnad.model.vocabulary import SourceKind

_BODIES = frozenset(
    "وزاره الوزاره خارجيه الخارجيه حكومه الحكومه رياسه سلطات السلطات نيابه محكمه مكتب بيان البيان".split()
)
_MANY = ("مصادر", "المصادر", "شهود", "ناشطون", "نشطاء", "سكان", "اهالي")
_SEVERAL = frozenset("وسائل وسايل شبكات مواقع صفحات حسابات صحف قنوات وكالات منصات اذاعات جهات اعلام".split())
_BACK = frozenset("المصدر المصادر المراسل مراسلنا المتحدث القيادي الناطق الناشط الشاهد المسوول البيان التقرير".split())
_GIVEN = frozenset({"given_names.given", "people.kunya", "people.compound"})
_PLACES = ("places.", "anaphors.governorate", "anaphors.district", "anaphors.town")
_RANKED = frozenset("الاعلي العليا العام العامه المركزي المركزيه التنفيذي التنفيذيه الوطني الوطنيه".split())
ISSUED = frozenset("صادر صادره صدر صدرت من اصدره اصدرته اصدرها اصدرتها نشره نشرته نشرها نشرتها ل".split())
_ISSUED_BY = frozenset("صادر صادره صدر صدرت".split())
_SINGLE_DOCUMENTS = frozenset("خبر فيديو بيان تقرير تسجيل مقطع بلاغ منشور".split())
_HOLDERS = frozenset("وزير وزيره رييس رييسه محافظ سفير سفيره مبعوث".split())


class Speakers:
    """Reads the speaker phrases of one report."""

    def __init__(self, ground: Ground, asides: Asides, nominals: Nominals) -> None:
        self.ground, self.lexis, self.asides, self.nominals = ground, ground.lexis, asides, nominals

    def at(
        self, start: int, *, opening: bool = False, governed: frozenset[str] = NOTHING, bound: int | None = None
    ) -> Speaker | None:
        """The speaker phrase that starts here: a name, or a source noun with its description. `opening`: it may begin
        a clause, as a subject before its verb does; `governed` and `bound` as in `Nominals.extent`."""
        lexis = self.lexis
        if start >= lexis.size or lexis.skip[start]:
            return None
        if (
            not opening
            and lexis.view.breaks[start] >= Break.SOFT
            and not (lexis.view.breaks[start] == Break.SOFT and lexis.view.opens(start))
        ):
            return None
        if lexis.view.words[start : start + 2] == ["جهه", "اخري"] or lexis.view.words[start] in FOR_ONES_PART:
            return None  # `من جهة أخرى`, `من جهته`
        pointer = self.ground.pointers.get(start)
        kind = self.ground.kind(start)
        if pointer and not (kind in ("source", "witness", "activist", "correspondent") and pointer.kind == "person"):
            return self._named(start, pointer, bound, governed)
        author = self._author(start, bound) if lexis.has(start, "speech.noun") else None
        if author:
            return author
        state = self.ground.states.get(start)
        if state is not None and kind is None and not lexis.infos[start].before.endswith(("ب", "ل")):
            return Speaker(start, max(state.end, start + 1), None, "official", False, False, None)
        if kind is None:
            titled = self._titled(start) if lexis.joined(start) or opening else None
            if titled is not None:
                return replace(self._of_pointer(titled.first, titled.end, titled), left=start)
            if self.nominals.nouns.counted(start):
                return self.described(start, bound, governed)
            troops = lexis.has(start, "units.unit") and lexis.article(start) == (bound is None)
            if not (lexis.any(start, NAMING) or troops):
                return None
            kind = "body" if troops else "official"
        end, named = self.nominals.extent(start, bound, governed)
        inner = [self.ground.pointers[k] for k in range(start, end) if k in self.ground.pointers]
        person = next((p for p in inner if p.kind == "person"), None)
        if person and kind not in ("source", "witness"):
            return replace(self._of_pointer(person.first, person.end, person, end), left=start)
        speaker = self._described(start, end, kind, inner)
        return replace(speaker, anonymous=False) if named else speaker

    def _named(self, start: int, pointer: Pointer, bound: int | None, governed: frozenset[str]) -> Speaker:
        """A speaker by name, with what describes it up to where what is said is brought in, its place, or a post."""
        end = name = max(pointer.end, start + 1)
        if pointer.kind == "actor" and (bound is not None or self._placed(start, end) or self._unfinished(end)):
            end = self.nominals.extent(start, bound, governed).end
        if pointer.kind == "person" and self.lexis.joined(end) and self._post(end):
            end = self.nominals.extent(end, bound, governed).end
        speaker = self._of_pointer(start, end, pointer)
        return replace(speaker, definite=False) if end > name else speaker

    def _placed(self, start: int, end: int) -> bool:
        """Whether the place of an office stands behind its name: `وزارة الصحة بولاية النبق`."""
        lexis = self.lexis
        if self.ground.kind(start) not in ("body", "official") or not lexis.joined(end):
            return False
        if lexis.has(end, "units.tribe") and lexis.infos[end].before.endswith("ل"):
            return True  # `المجلس الأعلى لقبائل الوادي`
        at = end + (lexis.view.words[end] == "في")
        by = at > end or self.ground.with_by(end)
        return (
            by and at < lexis.size and (at in self.ground.places or any(t.startswith(_PLACES) for t in lexis.tags[at]))
        )

    def _unfinished(self, end: int) -> bool:
        """`المجلس الأعلى | للحراك الجنوبي`: whether a name ends in an adjective of rank, and whose it is follows."""
        lexis = self.lexis
        if not lexis.joined(end) or lexis.view.words[end - 1] not in _RANKED:
            return False
        return lexis.view.words[end].startswith("لل") and not self.asides.told_media(end)

    def _post(self, index: int) -> bool:
        """Whether a post or trade begins here behind a name: `إياد علاوي نائب الرئيس`, `أبو سامر صاحب الفرن`."""
        person = self.ground.kind(index) in ("official", "commander", "person", "medical", "activist")
        return person and not self.lexis.article(index) and not self.lexis.infos[index].before

    def described(self, start: int, bound: int | None, governed: frozenset[str] = NOTHING) -> Speaker:
        """A phrase that speaks, as what stands around it tells: its person, else its body, else as it is described."""
        end, titled = self.nominals.extent(start, bound, governed)
        inner = [self.ground.pointers[k] for k in range(start, end) if k in self.ground.pointers]
        person = next((p for p in inner if p.kind == "person"), None)
        if person is not None:
            return replace(self._of_pointer(person.first, person.end, person, end), left=start)
        if inner and inner[0].first == start:
            return self._of_pointer(start, max(inner[0].end, start + 1), inner[0], end)
        speaker = self._described(start, end, self.ground.kind(start) or "person", inner)
        given = any(self.lexis.any(k, _GIVEN) for k in range(start + 1, end))
        named = titled or given or (self.lexis.article(start) and end - start > 2)
        word = self.lexis.view.words[start]
        alone = end == start + 1 and self.lexis.article(start)
        return replace(
            speaker, anonymous=speaker.anonymous and not named, head=word.removeprefix("ال"), definite=alone
        )  # fmt: skip

    def description(self, speaker: Speaker) -> Span:
        """The fullest phrase that says who the speaker is: with posts before the name and an apposition behind it."""
        lexis, first = self.lexis, speaker.first if speaker.left < 0 else speaker.left
        end = self.asides.apposition(speaker.end, speaker)
        span = self._closed(lexis.view.span(first, end))
        letters = len(proclitics(lexis, first)) if first not in self.ground.pointers or speaker.left >= 0 else 0
        return Span(lexis.inner_start(first, letters), span.end) if letters else span

    def _closed(self, span: Span) -> Span:
        """The phrase with the quotation mark that closes behind it, where the one that it closes is inside."""
        text = self.lexis.view.text
        last, words = text[span.end : span.end + 1], span.of(text)
        pair = dict(zip("»”›", "«“‹", strict=True)).get(last)
        return Span(span.start, span.end + 1) if pair and words.count(pair) > words.count(last) else span

    def _titled(self, start: int) -> Pointer | None:
        """The person whom a noun of one to three words introduces, whatever it is: `المتهم سالم المحمود`."""
        lexis = self.lexis
        if lexis.infos[start].before or start in self.ground.time_words or lexis.has(start, "particles.preposition"):
            return None
        for k in range(start, min(start + 4, lexis.size)):
            if k > start and k in self.ground.pointers:
                return self.ground.pointers[k] if self.ground.pointers[k].kind == "person" and lexis.joined(k) else None
            apart = k > start and not lexis.joined(k)
            if apart or self.ground.verb(k) or any(t.startswith("particles.") for t in lexis.tags[k]):
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
        adjective = self.lexis.any(index, OF_BODIES) or self.nominals.nouns.describing(index, certain=True)
        return self.lexis.article(index) and adjective and index not in self.ground.pointers

    def _described(self, start: int, end: int, kind: str, inner: list[Pointer]) -> Speaker:
        word = self.lexis.view.words[start]
        bare = word[len(self.lexis.infos[start].before) :]
        body = bare in _BODIES or kind == "body" or (kind == "document" and bool(inner))
        near = next((p.who for p in inner if p.kind == "actor"), None)
        many = word.endswith(("ون", "ين", "ات")) or word in _MANY
        self_same = end == start + 2 and self.lexis.view.words[end - 1] in SELF
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
        return next((p.who for p in before if head and head in self.ground.heads(p.who)), None)

    def _author(self, start: int, bound: int | None) -> Speaker | None:
        """Whose document it is: `بيان للجيش`, `بيان صادر عن الوزارة`, `بيان وزارة الدفاع`."""
        lexis, linked = self.lexis, True
        quoted = self.nominals.bracketed(min(start + 1, lexis.size - 1))
        for index in range(lexis.until[start], min(max(start, quoted) + 6, lexis.size)):
            word = lexis.view.words[index]
            if index < quoted:
                continue
            if not (lexis.joined(index) or word.isdigit() or lexis.view.words[index - 1].isdigit()):
                return None
            toward = lexis.infos[index].before.endswith("ل")
            if word.endswith("يه") and not lexis.article(index) and index not in self.ground.pointers:
                continue  # `مذكرة دبلوماسية`
            if index in self.ground.pointers or (self.ground.kind(index) and not lexis.has(index, "speech.noun")):
                return self.at(index, bound=bound) if linked or toward else None
            word = word.removeprefix("ال") if word.removeprefix("ال") in ISSUED else word
            if word in ISSUED or (word == "عن" and lexis.view.words[index - 1].removeprefix("ال") in _ISSUED_BY):
                linked = True
            elif self.nominals.nouns.adjective(index):
                linked = False
            elif word == "رقم" or word.isdigit():
                continue
            else:
                return None
        return None

    def agrees(self, word: str, speaker: Speaker) -> bool:
        """Whether the speaker can be the verb's subject by gender: not in `نشرت الخبر`, not in `حذر المجموعات`."""
        if word.endswith("ت"):
            return speaker.head not in _SINGLE_DOCUMENTS
        feminine = speaker.body and speaker.head.endswith(("ه", "ات"))
        return not feminine or word.removeprefix("و").startswith("ت") or word.endswith("ن")

    def told_to(self, index: int) -> Speaker | None:
        """The agency that a speaker talked to, when it is not the outlet itself: a station of the chain."""
        if index >= self.lexis.size or not self.asides.to_media(index):
            return None
        for k in range(index, min(index + 3, self.lexis.size)):
            pointer = self.ground.pointers.get(k)
            if pointer and pointer.who in self.ground.media and self.ground.outlet not in (None, pointer.who):
                return self._of_pointer(pointer.first, pointer.end, pointer)
        return None
