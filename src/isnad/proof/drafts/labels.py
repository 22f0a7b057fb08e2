"""What a draft of an entry says to whoever fills it in, in Arabic and in English, and which fields it has."""

from typing import Literal, NamedTuple

from isnad.codebook.entries import ACTOR_CLASSES, FACILITY_KINDS, PLACE_KINDS
from isnad.model.vocabulary import EVENT_TYPES, STANCES

Noun = Literal["actor", "place", "event", "speech"]
Shape = Literal["text", "list", "lines", "names", "gloss", "triggers", "speakers"]


class Asked(NamedTuple):
    """One field of a draft. `needed`: the checker asks for it, else it stands as a comment until it is used; `sample`
    is what that comment shows; `choice` are the values that it may have."""

    key: str
    shape: Shape
    needed: bool
    ar: str
    en: str
    sample: str = ""
    choice: tuple[str, ...] = ()


_EXAMPLES = ("جمل يجب أن يُقرأ فيها", "sentences in which it must be read")
_COUNTER = ("جمل يجب ألا يُقرأ فيها", "sentences in which it must not be read")
_SOURCE = ("من أين يُعرف هذا، في كلمات قليلة", "where this is known from, in a few words")
_VERBS = (
    "الأفعال: الماضي ثم المضارع ثم المصدر، ومكان المصدر - إن لم يكن له",
    "verbs: past, present, verbal noun, with - where it has none",
)

FRAMES = {
    "act": ("من فعل بمن: اعتقل، اغتال", "who did it to whom: to arrest"),
    "strike": ("من هاجم ماذا: قصف، استهدف", "who attacked what: to shell"),
    "mutual": ("بين طرفين: اشتبك، اجتمع", "between two: to clash, to meet"),
    "move": ("من مكان إلى مكان: انسحب، نقل", "from a place to a place: to withdraw"),
    "address": ("قول موجَّه إلى أحد: هدد، طالب", "words to somebody: to threaten"),
    "suffer": ("ما أصاب أحداً: قُتل، أصيب", "what befell somebody: to be killed"),
    "hold": ("من يمسك بمكان: سيطر على", "who holds a place: to control"),
    "make": ("من صنع ماذا: شكّل، أنشأ", "who made what: to form, to found"),
}
"""What each frame of `codebook.entries.FRAMES` is for."""

ASKED: dict[Noun, tuple[Asked, ...]] = {
    "actor": (
        Asked("class", "text", True, "الصنف، واحد من", "what it is, one of", choice=tuple(sorted(ACTOR_CLASSES))),
        Asked("names", "names", True, "الأسماء؛ أولها هو الذي يُعرض", "names; the first one is shown"),
        Asked("short", "list", False, "أسماء مختصرة لا تُقرأ إلا بعد اسم كامل في التقرير نفسه",
              "short names, read only after a full one in the same report", "[]"),
        Asked("country", "text", False, "البلد بحرفين", "its country in two letters", "SY"),
        Asked("parent", "text", False, "معرّف الجهة التي يتبع لها", "id of the body that it belongs to", "other-id"),
        Asked("source", "text", True, *_SOURCE),
        Asked("examples", "lines", True, *_EXAMPLES),
        Asked("counter_examples", "lines", False, *_COUNTER, sample="[]"),
    ),
    "place": (
        Asked("kind", "text", True, "النوع، واحد من", "what it is, one of",
              choice=tuple(sorted(PLACE_KINDS | FACILITY_KINDS))),
        Asked("names", "names", True, "الأسماء؛ أولها هو الذي يُعرض", "names; the first one is shown"),
        Asked("parent", "text", True, "معرّف المكان الذي يقع فيه", "id of the place that it lies in"),
        Asked("point", "text", False, "العرض والطول بالدرجات، إن كانا أكيدين",
              "latitude and longitude in degrees, where certain", "[34.45, 40.92]"),
        Asked("source", "text", False, *_SOURCE, sample="…"),
    ),
    "event": (
        Asked("type", "text", True, "النوع، واحد من", "what happens, one of", choice=EVENT_TYPES),
        Asked("gloss", "gloss", True, "ما يحدث في كلمتين", "what happens, in two words"),
        Asked("frame", "text", True, "من الفاعل ومن المستهدف، واحد من", "who does it and to whom, one of"),
        Asked("verbs", "lines", True, *_VERBS, sample="[]"),
        Asked("nouns", "lines", True, "الأسماء: المفرد ثم الجمع", "nouns: singular, plural", "[]"),
        Asked("phrases", "lines", True, "عبارات من كلمتين أو أكثر", "phrases of two words or more", "[]"),
        Asked("examples", "triggers", True, *_EXAMPLES),
        Asked("counter_examples", "lines", True, *_COUNTER),
    ),
    "speech": (
        Asked("stance", "text", True, "الموقف، واحد من", "how it is said, one of", choice=STANCES),
        Asked("verbs", "lines", True, *_VERBS, sample="[]"),
        Asked("nouns", "lines", True, "الأسماء: المفرد ثم الجمع", "nouns: singular, plural", "[]"),
        Asked("prepositions", "lines", True, "ألفاظ يليها القائل: بحسب", "words before the speaker", "[]"),
        Asked("examples", "speakers", True, *_EXAMPLES),
        Asked("counter_examples", "lines", True, *_COUNTER),
    ),
}  # fmt: skip
"""The fields of a draft of each kind, in the order in which they are written."""

WORD_FIELDS = frozenset(("verbs", "nouns", "phrases", "prepositions"))
"""Of these an entry needs one only."""
