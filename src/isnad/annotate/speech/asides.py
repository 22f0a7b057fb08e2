"""Layer 6: what stands beside a speaker: an apposition, why there is no name, where and to whom it was said."""

from isnad.annotate.speech.act import Speaker
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.words import OWN, WHILE
from isnad.arabic.view import Break
from isnad.model import Span

_SETTINGS = frozenset(
    "عددها عدده حيثيات معرض ختام مستهل سياق اشاره رد صفحته صفحتها صفحه موتمر لقاء حوار ندوه جلسه اتصال بث حساب "
    "حسابه حسابها".split()
)
NAMING = frozenset({"people.rank", "people.honorific", "people.post"})
AFFILIATED = frozenset({"units.allegiance", "sources.near"})
_APPOSED = frozenset({"people.post", "people.leaders", "people.kin", "people.rank", "people.honorific", "people.alias"})
_TRADES = frozenset({"sources.person", "sources.official", "sources.commander", "sources.medical", "sources.activist"})
_WHO = WHILE | {"هو", "هي"}
_WITH_NAMES = frozenset({"official", "correspondent", "commander", "person"})
_US = frozenset(
    "للصفحه للقناه للشبكه للوكاله للموقع للصحيفه للاذاعه للمجله للمرصد للصحافيين للصحفيين "
    "لنا لينا لقناتنا لموقعنا لشبكتنا لوكالتنا لصفحتنا".split()
)
_ONE_OF = frozenset("بينها بينهم بينهما منها منهم احد احدي المقاتل الناطق المتحدث صاحب والده والد".split())
_HIDING = ("رفض", "فضل", "طلب", "اشترط", "تحفظ", "اكتفي", "لم", "امتنع", "رافض", "مفضل", "مشترط", "متحفظ")
DENIED = frozenset("اي صحه وجود علاقه علاقته علاقتها صله صلته صلتها مسووليته مسووليتها ضلوعه ضلوعها الانباء".split())
NAME_OF = frozenset("هويتيهما هويتهما اسمائهما اسمه اسمها هويته هويتها اسميهما اسماءهم اسمائهم".split())
_WHY = frozenset("لانه لانها لان خشيه خوفا حرصا تجنبا كونه كونها تفاديا لعدم".split())
QUOTING = frozenset("قوله قولها قولهم قولهما".split())
_LONG = 16
_NAME_LONG = 5


class Asides:
    """Reads what stands beside the speakers of one report."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.lexis = ground, ground.lexis

    def apposition(self, end: int, speaker: Speaker | None) -> int:
        """The word after `، رئيسة قسم الإسعاف في المستشفى،` behind a speaker: up to the comma or what brings in what is
        said."""
        lexis, view = self.lexis, self.lexis.view
        if end >= lexis.size or view.breaks[end] != Break.SOFT or "،" not in view.gaps[end]:
            return end
        if self.ground.with_by(end):
            return end
        nameless = speaker is not None and speaker.kind in _WITH_NAMES and not self._ends_in_person(speaker)
        named = nameless and bool(self.name_between(end))
        crowd = view.words[end].endswith(("ات", "ون", "ين"))
        trade = speaker is not None and lexis.any(end, _TRADES) and not (speaker.many or crowd)
        who = view.words[end] in _WHO and end + 1 < lexis.size and self._is_somebody(end + 1)
        if who:
            return next((k for k in range(end + 2, min(end + _LONG, lexis.size)) if self._parted(k)), end)
        if not (named or trade or lexis.any(end, _APPOSED) or self.names(end) or view.words[end] in _ONE_OF):
            return end
        for k in range(end + 1, min(end + _LONG, lexis.size)):
            stop = self._parted(k)
            described = lexis.any(end, _TRADES) and not lexis.article(end)
            if stop or (self.ground.verb(k) and not described) or self.setting(k):
                return k
        return lexis.size if lexis.size - end < _LONG else end

    def _ends_in_person(self, speaker: Speaker) -> bool:
        """Whether the phrase ends in a person's name already: `رئيس البلدية، مصطفى الرويشدي`."""
        pointer = self.ground.inside.get(speaker.end - 1)
        return pointer is not None and pointer.kind == "person"

    def _parted(self, index: int) -> bool:
        """Whether a comma or what brings in what is said stands before the word."""
        return self.lexis.view.breaks[index] > Break.NONE or self.lexis.has(index, "particles.complement")

    def _is_somebody(self, index: int) -> bool:
        """`، وهو طالب ثانوي،`, `، هو الحاج بخيت،`: whether an indefinite noun or a title tells who it is."""
        somebody = self.ground.kind(index) is not None and not self.lexis.article(index)
        return somebody or self.lexis.any(index, NAMING) or self.names(index)

    def name_between(self, start: int) -> int:
        """The word after two to four words between commas that nothing is known of: a name (`سفير الدولة، بوكار ساني
        مالم، أن`); 0 where there is none."""
        lexis, view = self.lexis, self.lexis.view
        for k in range(start, min(start + 5, lexis.size)):
            ended = k > start and (view.breaks[k] > Break.NONE or lexis.has(k, "particles.complement"))
            if ended:
                return k if k - start > 1 else 0
            tags = lexis.tags[k] - {"sources.adjective"}
            if k == start + 1 and lexis.article(k) and not lexis.article(start):
                tags = frozenset(tag for tag in tags if not tag.startswith("sources."))  # `نعيم الخطيب شريتح`
            known = view.words[k] in WHILE or any(
                tag.startswith(("particles.", "people.post", "sources.")) for tag in tags
            )
            if known or self.ground.verb(k) or k in self.ground.time_words or view.words[k].startswith("بال"):
                return 0
        return 0

    def hides(self, index: int) -> bool:
        """Whether words on how little the speaker wants to be known begin here (`، رفض نشر اسمه لأن …`)."""
        lexis = self.lexis
        if lexis.has(index, "sources.anonymity"):
            return True
        near = lexis.view.words[index : index + 5]
        return bool(near) and near[0].startswith(_HIDING) and not NAME_OF.isdisjoint(near)

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
                     or lexis.has(m, "particles.complement") or view.words[m] in QUOTING), min(k + _LONG, lexis.size),
                )  # fmt: skip
                return view.span(k, end)
        return None

    def is_subject(self, index: int) -> bool:
        """Whether the word may begin a subject: `لشبكة` is whom something was told, unless the ل is of a name."""
        return index < self.lexis.size and not self._toward(index) and self.lexis.view.words[index] not in WHILE

    def _toward(self, index: int) -> bool:
        """Whether the word carries the preposition ل, which is no letter of a name."""
        info = self.lexis.infos[index]
        named = [before for _, before, _ in info.names]
        return all(before.endswith("ل") for before in named) if named else info.before.endswith("ل")

    def names(self, index: int) -> bool:
        """Whether a person's name stands here, a title before it or not: `المتحدث باسم الجهاز، النقيب طارق`."""
        while self.lexis.any(index, NAMING) and index not in self.ground.pointers:
            index = self.lexis.until[index]
        return index in self.ground.pointers and self.ground.pointers[index].kind == "person"

    def setting(self, index: int) -> bool:
        """`في بيان`, `في مؤتمر صحفي`: where it was said, no part of who said it."""
        after = index + 1
        if after >= self.lexis.size or self.lexis.view.words[index].removeprefix("و") not in ("في", "خلال"):
            return False
        own = self.lexis.view.words[after].endswith(OWN[1:]) and not self.lexis.tags[after]
        return (
            own
            or self.lexis.view.words[after] == "وقت"
            or self.lexis.has(after, "speech.noun")
            or self.lexis.view.words[after] in _SETTINGS
        )

    def past_told(self, index: int) -> int:
        """The word after whom it was told, where that stands here: `مصدر أمني لـ"نبض الرافدين": …`."""
        if index < self.lexis.size and (self.lexis.view.opens(index) or ":" in self.lexis.view.gaps[index]):
            return index
        if index < self.lexis.size and self.to_us(index):
            return index + 1
        if index >= self.lexis.size or not self.to_media(index):
            return index
        named = index + (self.lexis.view.words[index] == "ل")
        if named >= self.lexis.size:
            return index
        pointer = self.ground.pointers.get(named)
        if pointer is None and self.lexis.has(index, "units.media"):
            near = range(index + 1, min(index + _NAME_LONG, self.lexis.size))
            return next((k for k in near if self._parted(k)), index + 1)
        return pointer.end if pointer else self.lexis.bracketed(named) or named + 1

    def to_us(self, index: int) -> bool:
        """`للموقع`, `لإذاعتنا`: whether the word says that the outlet itself was told."""
        word = self.lexis.view.words[index]
        return word in _US or (word.startswith("ل") and word.endswith("تنا") and len(word) > len("لقناتنا") - 1)

    def told_media(self, index: int) -> bool:
        """`لموقع تلفزيون المدى`, `لقناتنا`: whether an outlet, or us, is told it here for certain."""
        lexis = self.lexis
        near = self.ground.pointers.get(index) or self.ground.pointers.get(index + 1)
        outlet = near is not None and near.who in self.ground.media
        us = self.to_us(index)
        return us or (self._toward(index) and (outlet or lexis.any(index, frozenset({"units.media"}))))

    def to_media(self, index: int) -> bool:
        """`لـ"الحل نت"`, `لموقع تلفزيون سوريا`: whom the speaker told it."""
        if not self._toward(index) and self.lexis.view.words[index] != "ل":
            return False
        near = self.ground.pointers.get(index) or self.ground.pointers.get(index + 1)
        if near and near.anaphor:
            return False
        if near and near.first > index and near.who.startswith("a:") and self.lexis.view.words[index] == "ل":
            return not self.lexis.any(index - 1, AFFILIATED) and self.lexis.view.opens(index + 1)
        return (
            self.lexis.has(index, "units.media")
            or bool(near and near.who in self.ground.media)
            or (near is None and self._unknown_or_activist(index))
        )

    def _unknown_or_activist(self, index: int) -> bool:
        """Whether the word with ل may be an outlet that nobody knows, or activists, and no place, body or happening."""
        lexis = self.lexis
        if lexis.article(index):
            return lexis.has(index, "sources.activist")
        known = any(tag.startswith(("places.", "units.", "sources.body")) for tag in lexis.tags[index])
        return not (known or any(r.use.use == "event" for r in lexis.infos[index].uses))
