"""Layer 6: the phrase that names a speaker: a name, or a source noun with what describes it."""

from dataclasses import dataclass

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.names.entities import Pointer
from isnad.arabic.view import Break
from isnad.model.vocabulary import SourceKind

_KINDS: dict[str, SourceKind] = {
    "source": "source", "witness": "source", "activist": "source", "correspondent": "correspondent",
    "official": "official", "commander": "commander", "medical": "source", "person": "person",
    "document": "source", "agency": "agency/network",
}  # fmt: skip
_BODIES = frozenset(
    "وزاره الوزاره خارجيه الخارجيه حكومه الحكومه رياسه سلطات السلطات نيابه محكمه مكتب بيان البيان".split()
)
_MANY = ("مصادر", "المصادر", "شهود", "ناشطون", "نشطاء", "سكان", "اهالي")
_MEDIA_CLASSES = frozenset({"outlet", "agency", "monitor"})
_INSIDE = frozenset("من في داخل باسم لدي".split())
_SAYING = frozenset("قولهم قوله قولها بالقول القول".split())
_BACK = frozenset("المصدر المصادر المراسل مراسلنا المتحدث القيادي الناطق الناشط الشاهد المسوول البيان التقرير".split())
_OPENING = frozenset({"particles.complement", "particles.contrast"})
_SELF = ("ذاته", "نفسه", "ذاتها", "نفسها")


@dataclass(slots=True)
class Speaker:
    """A speaker phrase in words, before it becomes an attribution; `back`: it refers to one already named."""

    first: int
    end: int
    who: str | None
    kind: SourceKind
    anonymous: bool
    many: bool
    near: str | None
    back: bool = False


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

    def kind(self, index: int) -> str | None:
        """The kind of source that a word names, if it names one."""
        tags = self.lexis.tags[index]
        return next((kind for kind in _KINDS if "sources." + kind in tags), None)

    def at(self, start: int, *, opening: bool = False) -> Speaker | None:
        """The speaker phrase that starts here: a name, or a source noun with its description. `opening`: it may begin
        a clause, as a subject before its verb does."""
        lexis = self.lexis
        if start >= len(lexis.view) or lexis.skip[start]:
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
        if kind is None:
            title = lexis.any(start, frozenset({"people.post", "people.rank", "people.honorific"}))
            if not title:
                return None
            kind = "official"
        end = self._description_end(start)
        inner = [self.pointers[k] for k in range(start, end) if k in self.pointers]
        person = next((p for p in inner if p.kind == "person"), None)
        if person and kind not in ("source", "witness"):
            return self._of_pointer(person.first, person.end, person, end)
        return self._described(start, end, kind, inner)

    def _of_pointer(self, first: int, end: int, pointer: Pointer, stop: int | None = None) -> Speaker:
        media = pointer.who in self.media or self.lexis.has(first, "units.media")
        kind: SourceKind = "agency/network" if media else "official"
        return Speaker(first, stop or end, pointer.who, kind, False, False, None)

    def _described(self, start: int, end: int, kind: str, inner: list[Pointer]) -> Speaker:
        word = self.lexis.view.words[start]
        body = word.lstrip("و") in _BODIES or (kind == "document" and bool(inner))
        near = next((p.who for p in inner if p.kind == "actor"), None)
        many = word.endswith(("ون", "ين", "ات")) or word in _MANY
        back = (end == start + 1 and word in _BACK) or (end == start + 2 and self.lexis.view.words[end - 1] in _SELF)
        who = near if kind == "agency" and inner and inner[0].first <= start + 1 else None
        return Speaker(start, end, who, _KINDS[kind], not body and who is None, many, near, back)

    def _description_end(self, start: int) -> int:
        lexis, index = self.lexis, max(start + 1, self.lexis.until[start])
        witnessed = self.kind(start) in ("witness", "activist")
        while index < len(lexis.view) and index - start < 14:
            pointer = self.pointers.get(index)
            if lexis.view.breaks[index] > Break.SOFT or lexis.skip[index] or index in self.time_words:
                break
            if lexis.view.breaks[index] == Break.SOFT and not (lexis.view.opens(index) and pointer):
                break
            if lexis.has(index, "particles.complement") or self._to_media(index) or lexis.view.words[index] in _SAYING:
                break
            if pointer:
                index = pointer.end
                continue
            if lexis.has(index, "particles.preposition") and (lexis.view.words[index] not in _INSIDE or witnessed):
                break
            if lexis.is_verb(index) and not lexis.article(index) and not lexis.has(index, "sources.adjective"):
                break
            if any(r.use.use == "event" for r in lexis.infos[index].uses) and not lexis.article(index):
                break
            index += 1
        return index

    def told_to(self, index: int) -> Speaker | None:
        """The agency that a speaker talked to, when it is not the outlet itself: a station of the chain."""
        if index >= len(self.lexis.view) or not self._to_media(index):
            return None
        for k in range(index, min(index + 3, len(self.lexis.view))):
            pointer = self.pointers.get(k)
            if pointer and pointer.who in self.media and self.outlet and pointer.who != self.outlet:
                return self._of_pointer(pointer.first, pointer.end, pointer)
        return None

    def _to_media(self, index: int) -> bool:
        """`لـ"الحل نت"`, `لموقع تلفزيون سوريا`: whom the speaker told it."""
        before = self.lexis.infos[index].before
        if not before.endswith("ل") and self.lexis.view.words[index] != "ل":
            return False
        near = self.pointers.get(index) or self.pointers.get(index + 1)
        return self.lexis.has(index, "units.media") or bool(near and near.who in self.media) or near is None

    def before(self, index: int) -> Speaker | None:
        """A subject right before its verb: `المتحدث باسم القوات قال إن`."""
        lexis = self.lexis
        first, _ = lexis.view.sentence_at(index)
        if index == first or lexis.view.breaks[index] > Break.SOFT:
            return None
        for start in range(max(first, index - 20), index):
            begins = start in self.pointers or self.kind(start)
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
