"""Layer 6: the phrase that names a speaker: a name, or a source noun with what describes it."""

from dataclasses import dataclass, replace

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.proclitics import proclitics
from isnad.arabic.letters import fold
from isnad.arabic.view import Break
from isnad.model import Span
from isnad.model.vocabulary import SourceKind

_KINDS: dict[str, SourceKind] = {
    "source": "source", "witness": "source", "activist": "source", "correspondent": "correspondent",
    "official": "official", "commander": "commander", "medical": "source", "person": "person",
    "document": "source", "agency": "agency/network", "body": "official",
}  # fmt: skip
_BODIES = frozenset(
    "وزاره الوزاره خارجيه الخارجيه حكومه الحكومه رياسه سلطات السلطات نيابه محكمه مكتب بيان البيان".split()
)
_MANY = ("مصادر", "المصادر", "شهود", "ناشطون", "نشطاء", "سكان", "اهالي")
_SEVERAL = frozenset("وسائل وسايل شبكات مواقع صفحات حسابات صحف قنوات وكالات منصات اذاعات جهات اعلام".split())
_MEDIA_CLASSES = frozenset({"outlet", "agency", "monitor"})
_INSIDE = frozenset("من في داخل باسم لدي".split())
_SAYING = frozenset("قولهم قوله قولها بالقول القول".split())
_BACK = frozenset("المصدر المصادر المراسل مراسلنا المتحدث القيادي الناطق الناشط الشاهد المسوول البيان التقرير".split())
_OPENING = frozenset({"particles.complement", "particles.contrast"})
_OF_BODIES = frozenset({"sources.adjective", "units.plain_adjective"})
_TITLED = frozenset({"official", "commander", "person"})
_ISSUED = frozenset("صادر صادره صدر صدرت من اصدره اصدرته اصدرها اصدرتها نشره نشرته نشرها نشرتها ل".split())
_ISSUED_BY = frozenset("صادر صادره صدر صدرت".split())
_SETTINGS = frozenset("موتمر لقاء حوار ندوه جلسه اتصال بث حساب حسابه حسابها".split())
_SINGLE_DOCUMENTS = frozenset("خبر فيديو بيان تقرير تسجيل مقطع بلاغ منشور".split())
_HOLDERS = frozenset("وزير وزيره رييس رييسه محافظ سفير سفيره مبعوث".split())
DENIED = frozenset("اي صحه وجود علاقه علاقته علاقتها صله صلته صلتها مسووليته مسووليتها ضلوعه ضلوعها الانباء".split())
_NAMING = frozenset({"people.rank", "people.honorific", "people.post"})
_AFFILIATED = frozenset({"units.allegiance", "sources.near"})
_APPOSED = frozenset({"people.post", "people.leaders", "people.kin", "people.rank", "people.honorific", "people.alias"})
_GENERAL = frozenset("العام العامه الاعلي العليا الاول الثاني السابق السابقه المشترك المشتركه المتحده الخاص".split())
_NAMED_BODIES = frozenset({"sources.body", "sources.agency", "units.movement", "units.media"})
_WITH_NAMES = frozenset({"official", "correspondent", "commander", "person"})
_US = frozenset(
    "للصفحه للقناه للشبكه للوكاله للموقع للصحيفه للاذاعه للمجله للمرصد للصحافيين للصحفيين لنا لقناتنا لموقعنا لشبكتنا لوكالتنا لصفحتنا".split()
)
_ONE_OF = frozenset("احد احدي المقاتل الناطق المتحدث صاحب والده والد".split())
_HIDING = ("رفض", "فضل", "طلب", "اشترط", "تحفظ", "اكتفي", "لم")
NAME_OF = frozenset("هويتيهما هويتهما اسمائهما اسمه اسمها هويته هويتها اسميهما اسماءهم اسمائهم".split())
_WHY = frozenset("لانه لانها لان خشيه خوفا حرصا تجنبا كونه كونها تفاديا لعدم".split())
_QUOTED = frozenset("قوله قولها".split())
_LONG = 16
_SELF = ("ذاته", "نفسه", "ذاتها", "نفسها")


@dataclass(slots=True)
class Speaker:
    """A speaker phrase in words, before it becomes an attribution. `head`: its head noun without the article, empty for
    a bare name; `definite`: the head noun alone, with the article, which means the last speaker of that head; `back`:
    it means the last speaker of its kind; `acts`: a body, whose threats and warnings are deeds more than reports;
    `left`: where its phrase begins with posts and titles, -1 where that is `first`."""

    first: int
    end: int
    who: str | None
    kind: SourceKind
    anonymous: bool
    many: bool
    near: str | None
    back: bool = False
    head: str = ""
    definite: bool = False
    acts: bool = False
    left: int = -1


class Speakers:
    """Reads the speaker phrases of one report."""

    def __init__(self, lexis: Lexis, cast: Cast, time_words: set[int], outlet: str | None) -> None:
        self.lexis, self.time_words, self.outlet = lexis, time_words, outlet
        self.pointers: dict[int, Pointer] = {}
        self.inside: dict[int, Pointer] = {}
        for pointer in cast.pointers:
            if pointer.kind in ("actor", "person"):
                self.pointers.setdefault(pointer.first, pointer)
                for k in range(pointer.first, pointer.end):
                    self.inside.setdefault(k, pointer)
        self.media = {e.id for e in cast.entities if e.class_ in _MEDIA_CLASSES}
        self.heads = {
            e.id: {fold(name.text.split()[0]).removeprefix("ال") for name in e.names if name.text.split()}
            for e in cast.entities
        }
        self.actors = [p for p in cast.pointers if p.kind == "actor" and not p.anaphor and not p.nested]

    def kind(self, index: int) -> str | None:
        """The kind of source that a word names, if it names one."""
        tags = self.lexis.tags[index]
        return next((kind for kind in _KINDS if "sources." + kind in tags), None)

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
        pointer = self.pointers.get(start)
        kind = self.kind(start)
        if pointer and not (kind in ("source", "witness", "activist", "correspondent") and pointer.kind == "person"):
            return self._of_pointer(start, max(pointer.end, start + 1), pointer)
        author = self._author(start) if lexis.has(start, "speech.noun") else None
        if author:
            return author
        if kind is None:
            titled = self._titled(start) if lexis.joined(start) or opening else None
            if titled is not None:
                return replace(self._of_pointer(titled.first, titled.end, titled), left=start)
            if not lexis.any(start, _NAMING):
                return None
            kind = "official"
        end = self._description_end(start, governed)
        inner = [self.pointers[k] for k in range(start, end) if k in self.pointers]
        person = next((p for p in inner if p.kind == "person"), None)
        if person and kind not in ("source", "witness"):
            return replace(self._of_pointer(person.first, person.end, person, end), left=start)
        return self._described(start, end, kind, inner)

    def described(self, start: int, end: int) -> Speaker:
        """A phrase that speaks, as what stands around it tells: its person, else its body, else as it is described."""
        inner = [self.pointers[k] for k in range(start, end) if k in self.pointers]
        person = next((p for p in inner if p.kind == "person"), None)
        if person is not None:
            return replace(self._of_pointer(person.first, person.end, person, end), left=start)
        if inner and inner[0].first == start:
            return self._of_pointer(start, max(inner[0].end, start + 1), inner[0], end)
        speaker = self._described(start, end, self.kind(start) or "person", inner)
        named = self.lexis.article(start) and end - start > 2
        word = self.lexis.view.words[start]
        alone = end == start + 1 and self.lexis.article(start)
        return replace(
            speaker, anonymous=speaker.anonymous and not named, head=word.removeprefix("ال"), definite=alone
        )  # fmt: skip

    def description(self, speaker: Speaker) -> Span:
        """The fullest phrase that says who the speaker is: with posts before the name and an apposition behind it."""
        lexis, first = self.lexis, speaker.first if speaker.left < 0 else speaker.left
        end = self.apposition(speaker.end, speaker)
        span = lexis.view.span(first, end)
        letters = len(proclitics(lexis, first)) if first not in self.pointers or speaker.left >= 0 else 0
        return Span(lexis.inner_start(first, letters), span.end) if letters else span

    def apposition(self, end: int, speaker: Speaker | None) -> int:
        """The word after `، رئيسة قسم الإسعاف في المستشفى،` behind a speaker: up to the comma or what brings in what is
        said."""
        lexis, view = self.lexis, self.lexis.view
        if end >= lexis.size or view.breaks[end] != Break.SOFT or "،" not in view.gaps[end]:
            return end
        named = speaker is not None and speaker.kind in _WITH_NAMES and self._name_like(end)
        if not (named or lexis.any(end, _APPOSED) or self.names(end) or view.words[end] in _ONE_OF):
            return end
        for k in range(end + 1, min(end + _LONG, lexis.size)):
            stop = view.breaks[k] > Break.NONE or lexis.has(k, "particles.complement")
            if stop or (lexis.is_verb(k) and not lexis.article(k) and k not in self.inside) or self.setting(k):
                return k
        return end

    def _name_like(self, start: int) -> bool:
        """Two to four words between commas that nothing is known of: a name (`سفير الدولة، بوكار ساني مالم، أن`)."""
        lexis, view = self.lexis, self.lexis.view
        for k in range(start, min(start + 5, lexis.size)):
            ended = k > start and (view.breaks[k] > Break.NONE or lexis.has(k, "particles.complement"))
            if ended:
                return k - start > 1
            known = any(tag.startswith(("particles.", "people.post", "sources.")) for tag in lexis.tags[k])
            if known or (lexis.is_verb(k) and not lexis.article(k)) or k in self.time_words:
                return False
        return False

    def hides(self, index: int) -> bool:
        """Whether words on how little the speaker wants to be known begin here (`، رفض نشر اسمه لأن …`)."""
        lexis = self.lexis
        near = lexis.view.words[index : index + 5]
        return lexis.has(index, "sources.anonymity") or (
            any(word.startswith(_HIDING) for word in near[:1]) and any(word in NAME_OF for word in near)
        )

    def reason(self, speaker: Speaker) -> Span | None:
        """Why an unnamed speaker is not named, where the text says so: `لأسباب أمنية`, `خشية الانتقام`."""
        lexis, view = self.lexis, self.lexis.view
        if not speaker.anonymous:
            return None
        hidden = next((k for k in range(speaker.end, min(speaker.end + 4, lexis.size)) if self.hides(k)), None)
        if hidden is None:
            return None
        for k in range(hidden + 1, min(hidden + _LONG, lexis.size)):
            if view.breaks[k] >= Break.SENTENCE or (lexis.has(k, "particles.complement") and view.words[k] not in _WHY):
                return None
            if (
                view.words[k] in _WHY
                or (view.words[k] == "كي")
                or view.words[k].startswith(("لاسباب", "لدواع", "لاعتبارات"))
            ):
                end = next(
                    (m for m in range(k + 1, min(k + _LONG, lexis.size)) if view.breaks[m] > Break.NONE
                     or lexis.has(m, "particles.complement") or view.words[m] in _QUOTED), k + 1,
                )  # fmt: skip
                return view.span(k, end)
        return None

    def _titled(self, start: int) -> Pointer | None:
        """The person whom a noun of one to three words introduces, whatever it is: `المتهم سالم المحمود`."""
        lexis = self.lexis
        if lexis.infos[start].before or start in self.time_words or lexis.has(start, "particles.preposition"):
            return None
        for k in range(start, min(start + 4, lexis.size)):
            if k > start and k in self.pointers:
                return self.pointers[k] if self.pointers[k].kind == "person" and lexis.joined(k) else None
            apart = k > start and not lexis.joined(k)
            if (
                apart
                or (lexis.is_verb(k) and not lexis.article(k))
                or any(t.startswith("particles.") for t in lexis.tags[k])
            ):
                return None
        return None

    def _of_pointer(self, first: int, end: int, pointer: Pointer, stop: int | None = None) -> Speaker:
        media = pointer.who in self.media or self.lexis.has(first, "units.media")
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
        return self.lexis.article(index) and self.lexis.any(index, _OF_BODIES) and index not in self.pointers

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
        anonymous = not body and who is None and not (head in _HOLDERS and end > start + 1) and not titled
        return Speaker(start, end, who, _KINDS[kind], anonymous, many, near, back, head, definite, kind == "body")

    def _head(self, index: int) -> str:
        """The head noun without proclitics and article; empty for a word that is no known noun."""
        lexis = self.lexis
        if self.kind(index) is None and not any(tag.startswith("units.") for tag in lexis.tags[index]):
            return ""
        word = lexis.view.words[index][len(lexis.infos[index].before) :]
        if not lexis.article(index):
            return word
        return word.removeprefix("ال") if word.startswith("ال") else word.removeprefix("ل")

    def _referent(self, index: int, head: str) -> str | None:
        """The body named last before the word whose name has this head noun: `الوزارة` after a ministry."""
        before = (p for p in reversed(self.actors) if p.first < index)
        return next((p.who for p in before if head and head in self.heads.get(p.who, ())), None)

    def _author(self, start: int) -> Speaker | None:
        """Whose document it is: `بيان للجيش`, `بيان صادر عن الوزارة`, `بيان وزارة الدفاع`."""
        lexis, linked = self.lexis, True
        for index in range(lexis.until[start], min(start + 6, lexis.size)):
            word = lexis.view.words[index]
            if not lexis.joined(index):
                return None
            toward = lexis.infos[index].before.endswith("ل")
            if index in self.pointers or (self.kind(index) and not lexis.has(index, "speech.noun")):
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

    def is_subject(self, index: int) -> bool:
        """Whether the word may begin a subject: `لشبكة` is whom something was told, unless the ل is of a name."""
        return index < self.lexis.size and not self._toward(index)

    def _toward(self, index: int) -> bool:
        """Whether the word carries the preposition ل, which is no letter of a name."""
        info = self.lexis.infos[index]
        named = [before for _, before, _ in info.names]
        return all(before.endswith("ل") for before in named) if named else info.before.endswith("ل")

    def _description_end(self, start: int, governed: str | None) -> int:
        lexis, index = self.lexis, max(start + 1, self.lexis.until[start])
        witnessed, titled = self.kind(start) in ("witness", "activist"), self.kind(start) in _TITLED
        while index < lexis.size and index - start < 14:
            pointer = self.pointers.get(index)
            if lexis.view.breaks[index] > Break.SOFT or lexis.skip[index] or index in self.time_words:
                break
            named = titled and self.names(index)
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
            inside = lexis.view.words[index] in _INSIDE and (placed or not witnessed)
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
        word = lexis.view.words[index]
        definite = lexis.view.words[index - 1].startswith("ال")
        if self._object(start, index, definite=definite):
            return True
        if index <= start + 1 or not definite or lexis.article(index) or index in self.pointers:
            return False
        near = lexis.any(index, _AFFILIATED | _OF_BODIES | _NAMING) or lexis.has(index, "particles.preposition")
        return not near and not lexis.infos[index].before and lexis.view.words[index] not in _INSIDE

    def _object(self, start: int, index: int, *, definite: bool) -> bool:
        """`الصحيفة القرار`, `أحد السكان الرواية`: a definite noun, no adjective, behind one that is complete."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        whole = lexis.article(start) and index == start + 1
        one_of = lexis.view.words[start] in ("احد", "احدي") and index == start + 2
        if not (definite and word.startswith("ال") and (whole or one_of)) or index in self.pointers:
            return False
        described = word.endswith(("ي", "يه", "يين", "يون")) or lexis.any(index, _OF_BODIES | _NAMING)
        return not described and word not in _GENERAL

    def names(self, index: int) -> bool:
        """Whether a person's name stands here, a title before it or not: `المتحدث باسم الجهاز، النقيب طارق`."""
        while self.lexis.any(index, _NAMING) and index not in self.pointers:
            index = self.lexis.until[index]
        return index in self.pointers and self.pointers[index].kind == "person"

    def _ends_at(self, index: int, governed: str | None) -> bool:
        """Whether what is said, where, or to whom begins here, or a verb: no more of who says it."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        placed = index + 1 < lexis.size and any(tag.startswith("places.") for tag in lexis.tags[index + 1])
        if (word == governed and not placed) or word == "قد" or word in _SAYING or word in DENIED:
            return True
        if lexis.has(index, "particles.complement") or lexis.has(index, "sources.anonymity"):
            return True
        if self._to_media(index) or self.told_media(index) or self.setting(index):
            return True
        named = index and lexis.any(index - 1, _NAMED_BODIES) and not lexis.article(index - 1)
        verb = lexis.is_verb(index) and index not in self.pointers and not named
        return verb and not lexis.article(index) and not lexis.has(index, "sources.adjective")

    def _unlinked(self, index: int) -> bool:
        """A body's name that only follows, and is no part of who speaks: `اتهمت مصادر محلية قوات الأسد`."""
        before = self.lexis.view.words[index - 1]
        closed = before.endswith(("ون", "ين")) or self.lexis.has(index - 1, "sources.adjective")
        named = any(tag.startswith("units.") for tag in self.lexis.tags[index])
        bound = proclitics(self.lexis, index).endswith("ب")
        return closed and named and not bound and not self.lexis.article(index) and self.is_subject(index)

    def _happens(self, index: int) -> bool:
        """Whether the word names a happening, and no building, behind the speaker's description."""
        lexis = self.lexis
        if lexis.article(index) or any(tag.startswith("places.") for tag in lexis.tags[index]):
            return False
        return any(r.use.use == "event" for r in lexis.infos[index].uses)

    def setting(self, index: int) -> bool:
        """`في بيان`, `في مؤتمر صحفي`: where it was said, no part of who said it."""
        after = index + 1
        if self.lexis.view.words[index].removeprefix("و") not in ("في", "خلال") or after >= self.lexis.size:
            return False
        return self.lexis.has(after, "speech.noun") or self.lexis.view.words[after] in _SETTINGS

    def told_to(self, index: int) -> Speaker | None:
        """The agency that a speaker talked to, when it is not the outlet itself: a station of the chain."""
        if index >= self.lexis.size or not self._to_media(index):
            return None
        for k in range(index, min(index + 3, self.lexis.size)):
            pointer = self.pointers.get(k)
            if pointer and pointer.who in self.media and self.outlet and pointer.who != self.outlet:
                return self._of_pointer(pointer.first, pointer.end, pointer)
        return None

    def past_told(self, index: int) -> int:
        """The word after whom it was told, where that stands here: `مصدر أمني لـ"نبض الرافدين": …`."""
        if index < self.lexis.size and self.lexis.view.words[index] in _US:
            return index + 1
        if index >= self.lexis.size or not self._to_media(index):
            return index
        named = index + (self.lexis.view.words[index] == "ل")
        if named >= self.lexis.size:
            return index
        pointer = self.pointers.get(named)
        return pointer.end if pointer else self.lexis.bracketed(named) or named + 1

    def told_media(self, index: int) -> bool:
        """`لموقع تلفزيون المدى`, `لقناتنا`: whether an outlet, or us, is told it here for certain."""
        lexis = self.lexis
        near = self.pointers.get(index) or self.pointers.get(index + 1)
        outlet = near is not None and near.who in self.media
        us = lexis.view.words[index] in _US
        return us or (self._toward(index) and (outlet or lexis.any(index, frozenset({"units.media"}))))

    def _to_media(self, index: int) -> bool:
        """`لـ"الحل نت"`, `لموقع تلفزيون سوريا`: whom the speaker told it."""
        if not self._toward(index) and self.lexis.view.words[index] != "ل":
            return False
        near = self.pointers.get(index) or self.pointers.get(index + 1)
        if near and near.anaphor:
            return False
        if near and near.first > index and near.who.startswith("a:") and self.lexis.view.words[index] == "ل":
            return not self.lexis.any(index - 1, _AFFILIATED) and self.lexis.view.opens(index + 1)
        return (
            self.lexis.has(index, "units.media")
            or bool(near and near.who in self.media)
            or (near is None and (not self.lexis.article(index) or self.lexis.has(index, "sources.activist")))
        )

    def before(self, index: int) -> Speaker | None:
        """A subject right before its verb: `المتحدث باسم القوات قال إن`."""
        lexis = self.lexis
        first, _ = lexis.view.sentence_at(index)
        if index > first and lexis.view.words[index - 1] == "قد":
            index -= 1
        if index == first or lexis.view.breaks[index] > Break.SOFT:
            return None
        for start in range(max(first, index - 20), index):
            begins = start in self.pointers or self.kind(start) or lexis.any(start, _NAMING)
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
