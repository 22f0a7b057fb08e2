"""Whose deed a verb tells: the name behind it, before it, or the subject of the verbs before."""

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import LIGHT_NOUNS, SOURCES, Tied
from isnad.annotate.events.triggers import OF_FORCE, Trigger
from isnad.annotate.lexis import WEEKDAYS, Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.view import Break

_PEOPLE = frozenset({"people.people", "people.members", "units.unit", "sources.witness", "people.groups"})
_ACTING = frozenset({"people.people", "people.unknown", "people.members", "harm.combatant"})
_TITLES = frozenset({"people.rank", "people.honorific"})
_OF_A_BODY = frozenset({"people.members", "people.groups"})
_TOLD_OF = frozenset({"people.people", "people.groups", "people.members", "people.unknown", "harm.combatant"})
THAT = frozenset("ان بان".split())
_OWN_PEOPLE = frozenset({"people.members", "people.leaders", "people.groups", "harm.combatant", "units.force"})
_BEING = frozenset("يكون تكون يكونوا كان كانت كانوا".split())
_AUXILIARY = frozenset("كان كانت كانوا قد لا لم".split())
_WHEN = WEEKDAYS | frozenset("اليوم امس الماضي الجاري مساء صباح".split())
HARMED = frozenset({"harm.civilian", "harm.combatant", "harm.person", "harm.some"})
"""Classes of people to whom something was done, and of numbers of them."""
_REACH = 6
_SHORTEST = 3
_FEMININE = frozenset(
    "قوات كتايب فصايل عشاير قبايل سرايا خلايا ميليشيا ميليشيات مليشيا مليشيات وحدات طايرات شرطه حكومه وزاره قياده حركه "
    "جماعه مجموعه هييه جبهه فرقه كتيبه لجنه اداره سلطات".split()
)
_MASCULINE = frozenset("جيش حزب تنظيم لواء فيلق فوج جهاز مجلس طيران حشد حرس تحالف امن دفاع درع".split())
_SUBJECT_TIES = ("start", "comma", "verb", "noun")


class Subjects:
    """Finds subjects in one report; remembers them, for verbs that have none of their own."""

    def __init__(self, lexis: Lexis, countries: frozenset[str], media: frozenset[str]) -> None:
        self.lexis, self.countries, self.media = lexis, countries, media
        self._topics: list[tuple[int, Tied]] = []
        self._stranger = -1

    def acts(self, tied: Tied) -> bool:
        """Whether the name is of somebody who can act: actors, persons, and countries."""
        return tied.pointer.kind in ("actor", "person") or tied.pointer.who in self.countries

    def begin(self, scene: Scene, sentence: int) -> None:
        """Remember the subjects of all verbs of a sentence, so that a later verb without one can take them up."""
        taken: set[int] = set()
        for tied in scene.tied:
            if not self.acts(tied) or tied.pointer.who in self.media:
                continue
            behind = tied.pointer.end
            before = tied.tie == "start" and behind < scene.end and self.lexis.joined(behind)
            if tied.tie == "verb" and tied.at not in taken and self._leads(scene, tied):
                taken.add(tied.at)
                self._topics.append((sentence, scene.holder(tied)))
            elif before and self.lexis.is_verb(behind) and behind not in scene.inside:
                taken.add(behind)
                self._topics.append((sentence, tied))

    def stranger(self, trigger: Trigger) -> None:
        """Note that somebody without a name did this: `قوة مجهولة تداهم الحي وتعتقل` goes on with the same."""
        self._stranger = trigger.first

    def _before_stranger(self, tied: Tied, verb: int) -> bool:
        return tied.pointer.first < self._stranger < verb

    def _leads(self, scene: Scene, tied: Tied) -> bool:
        """Whether the name behind a verb is its subject, and the verb no mere aside (`التي كانت تحتلها القوات`)."""
        if self.man_of_her(tied) or self.forces_behind(scene, tied.at + 1, tied):
            return False
        at = tied.at - 1
        while at > scene.first and self.lexis.view.words[at] in _AUXILIARY:
            at -= 1
        return not (at >= scene.first and self.lexis.has(at, "particles.relative"))

    def man_of_her(self, tied: Tied) -> bool:
        """`واعتقلت سالم المحمود`: a man behind a feminine verb is its object."""
        verb, name = self.lexis.view.words[tied.at].lstrip("وف"), self.lexis.view.words[tied.pointer.first]
        hers = verb.endswith("ت") or (
            verb.startswith("ت") and any(r.use.part == "present" for r in self.lexis.infos[tied.at].uses)
        )
        return tied.pointer.kind == "person" and hers and not name.endswith(("ه", "ا", "اء", "ي"))

    def topic(self, draft: Draft) -> Tied | None:
        """The last subject told of before the trigger, in this sentence or the one before."""
        for sentence, tied in reversed(self._topics):
            if draft.sentence - sentence > 1:
                return None
            told = draft.type in OF_FORCE and any(r.use.use == "speech" for r in self.lexis.infos[tied.at].uses)
            if self._before_stranger(tied, draft.trigger.first):
                return None
            if not told and (sentence < draft.sentence or tied.pointer.end <= draft.trigger.first):
                return tied if self.agrees(tied, draft.trigger) else None
        return None

    def agrees(self, tied: Tied, trigger: Trigger) -> bool:
        """Whether a verb may have a subject that stands before it: `القوات … اعتقل` and `الجيش … قصفت` may not. True
        where the gender of either is not certain."""
        gender = self._gender_of_verb(trigger)
        if gender is None or tied.unit is not None or tied.asset or len(tied.chain()) > 1:
            return True
        at = min(tied.start, tied.pointer.first)
        head = self.lexis.view.words[at].removeprefix(self.lexis.infos[at].before).removeprefix("ال")
        if tied.pointer.kind == "person":
            return gender == "m" or head.endswith(("ه", "ا", "اء", "ي"))
        return head not in (_FEMININE if gender == "m" else _MASCULINE)

    def _gender_of_verb(self, trigger: Trigger) -> str | None:
        """`m` or `f` where a finite verb tells that its subject is one man or body, or feminine; else None."""
        noun = any(reading.use.part == "noun" for reading in self.lexis.infos[trigger.first].uses)  # `قصف`
        phrase = trigger.end - trigger.first > 1  # `وقف إطلاق النار`
        if trigger.part not in ("past", "present", "passive") or noun or phrase:
            return None
        verb = self.lexis.view.words[trigger.first].removeprefix(trigger.before).removesuffix(trigger.after)
        if len(verb) < _SHORTEST or verb.endswith(("وا", "ون", "ان") if trigger.part == "present" else ("وا", "تا")):
            return None
        if trigger.part == "present":
            return {"ت": "f", "ي": "m"}.get(verb[0])
        return "f" if verb.endswith("ت") else "m"

    def of_verb(self, scene: Scene, verb: int, limit: int) -> Tied | None:
        """The name that is the subject of the verb at this word: behind it, else before it."""
        for tied in scene.tied:
            if tied.tie == "verb" and tied.at == verb and tied.pointer.first < limit:
                return scene.holder(tied)
        return self.before(scene, verb)

    def before(self, scene: Scene, verb: int) -> Tied | None:
        """The nearest name before the verb that can be its subject."""
        participle = any(r.use.part == "participle" for r in self.lexis.infos[verb].uses)
        going_on = participle or self.lexis.view.words[verb].startswith("و")
        relative = verb > scene.first and self.lexis.has(verb - 1, "particles.relative")
        for tied in reversed(scene.tied):
            if self._before_stranger(tied, verb) and going_on:
                return None
            if tied.pointer.end > verb or not self.acts(tied) or (going_on and tied.pointer.first in scene.done_to):
                continue
            if any(self.lexis.any(k, SOURCES) for k in range(tied.start, tied.pointer.first)):
                continue
            if relative and tied.pointer.end >= verb - 2:
                return tied
            if (going_on or self.lexis.view.words[verb].endswith("وا")) and self._suffers(scene, tied):
                continue
            if tied.tie in _SUBJECT_TIES and not self._interrupted(tied, verb) and not self._others_told(tied, verb):
                return tied
        return None

    def _suffers(self, scene: Scene, tied: Tied) -> bool:
        """`بحجة القبض على سالم، وداهموا`: who stands behind a deed as what it is done to does not go on acting."""
        trigger = scene.trigger_words.get(tied.at) if tied.tie == "noun" else None
        return trigger is not None and trigger.entry.slots.get("of") == "target" and trigger.entry.type in OF_FORCE

    def _others_told(self, tied: Tied, verb: int) -> bool:
        """`قال الوزير سالم المحمد إن دورية أوقفت رجلا وقامت بـ`: behind `إن` stands a subject of its own."""
        lexis = self.lexis
        if tied.tie != "verb" or not any(r.use.use == "speech" for r in lexis.infos[tied.at].uses):
            return False
        opened = next((k for k in range(tied.pointer.end, verb - 1) if lexis.view.words[k] in THAT), None)
        return opened is not None and not lexis.is_verb(opened + 1) and lexis.any(opened + 1, _TOLD_OF)

    def _interrupted(self, tied: Tied, verb: int) -> bool:
        """Whether another clause with a subject of its own, or a sentence's end, stands between."""
        lexis = self.lexis
        if tied.tie == "noun" and verb - tied.pointer.end > 1:
            return tied.asset or not lexis.view.words[verb].startswith("و")
        return any(
            lexis.view.breaks[k] > Break.SOFT or lexis.has(k, "particles.contrast")
            for k in range(tied.pointer.end, verb)
        )

    def light(self, index: int) -> str | None:
        """What a light verb at this word does with its subject: does, suffers, hosts, happens."""
        if self.lexis.article(index):
            return None
        for reading in self.lexis.infos[index].uses:
            if reading.use.use != "light":
                continue
            if reading.use.part in ("past", "present"):
                return reading.use.entry
            if reading.use.entry == "does" and reading.peeled.core in LIGHT_NOUNS:
                return "does"
        return None

    # word order ----------------------------------------------------------------------------------------------------
    def unnamed_behind(self, first: int, end: int) -> bool:
        """Whether unnamed people stand right behind the verb, as its subject."""
        lexis = self.lexis
        for k in range(first, min(end, first + 2, lexis.size)):
            if proclitics(lexis, k)[-1:] in ("ب", "ل") or lexis.has(k, "particles.preposition"):
                return False  # `أشاد بحرص الأهالي`
            if lexis.has(k, "people.people") and lexis.infos[k].before == "":
                return True
        return False

    def unnamed(self, scene: Scene, verb: int, limit: int) -> bool:
        """`أرسلت الحكومة تعزيزات`, `يحاول مسلحون انتزاع`: whether the subject behind the verb is nobody by name."""
        at = verb + 1
        while at < limit and self.lexis.view.words[at] in _WHEN:
            at += 1
        if at >= limit or at in scene.inside or not self.lexis.joined(at) or self.lexis.infos[at].before:
            return False
        definite = self.lexis.article(at) and not self.lexis.has(at, "particles.adverb")
        return definite or self.lexis.any(at, _ACTING | SOURCES)

    def forces_behind(self, scene: Scene, first: int, behind: Tied) -> bool:
        """`اعتقلت الشرطة الصحفي خالد المحمد`, `اختطف مسلحون الطبيب`: a body without a name right behind the verb, by
        its article or its nun no part of the name's phrase, is the subject, so that the name is not."""
        lexis, pointer = self.lexis, behind.pointer
        if pointer.kind not in ("actor", "person") or not first < pointer.first or first in scene.inside:
            return False
        if not lexis.joined(first) or lexis.infos[first].before:
            return False
        if lexis.view.words[first].endswith(("ون", "ان")) and lexis.any(first, _ACTING):
            return pointer.kind == "person"
        if lexis.any(first, _OF_A_BODY) and first + 1 < pointer.first and first + 1 not in scene.inside:
            first += 1  # `عناصر الشرطة`
        titled = pointer.kind == "person" and lexis.any(first + 1, _TITLES) and not lexis.is_common(first)
        return lexis.article(first) and (titled or any(tag.startswith("units.") for tag in lexis.tags[first]))

    def come_first(self, scene: Scene, trigger: Trigger, behind: Tied) -> bool:
        """`إن القوات قصفت الحي`: a name or people before the verb are the subject, so the name behind it is not."""
        if trigger.before or trigger.entry.frame in ("suffer", "mutual"):
            return False
        if self.people_first(scene, trigger) or self.other_first(scene, trigger) or self.one_first(scene, trigger):
            return True
        for other in scene.tied:
            gap = trigger.first - other.pointer.end
            if 0 <= gap <= 4 and self.acts(other) and other.tie == "start" and other.pointer is not behind.pointer:
                between = range(other.pointer.end, trigger.first + 1)
                return not any(
                    self.lexis.view.breaks[k] >= Break.SOFT and not self.lexis.view.opens(k) for k in between
                )
        return False

    def own_people(self, index: int) -> bool:
        """`مسلحيه`, `قواتها`: people of a body that was named before."""
        lexis = self.lexis
        return bool(lexis.infos[index].after) and lexis.joined(index) and lexis.any(index, _OWN_PEOPLE)

    def told_before(self, scene: Scene, verb: int) -> bool:
        """`أن يكون الجهاز قد أوقف عناصر`: whether the subject stands between the auxiliary and `قد`."""
        words, at = self.lexis.view.words, verb - 1
        if at <= scene.first or words[at] != "قد":
            return False
        return any(words[k].lstrip("وف") in _BEING for k in range(max(scene.first, at - _REACH), at - 1))

    def other_first(self, scene: Scene, trigger: Trigger) -> bool:
        """`أن السلطات عززت`: a definite noun that is no name opens the clause as the subject."""
        lexis, at = self.lexis, trigger.first - 1
        if trigger.before or at <= scene.first or lexis.view.breaks[trigger.first] != Break.NONE:
            return False
        return lexis.article(at) and at not in scene.inside and lexis.has(at - 1, "particles.complement")

    def one_meant(self, scene: Scene, trigger: Trigger) -> bool:
        """`الشخص الذي عين وزيرا`: what a relative clause is about, where it is no name, is its subject."""
        lexis, at = self.lexis, trigger.first - 2
        if at < scene.first or not lexis.has(at + 1, "particles.relative") or not lexis.joined(at + 1):
            return False
        return lexis.article(at) and not any(k in scene.inside or k in scene.trigger_words for k in (at, at - 1))

    def one_first(self, scene: Scene, trigger: Trigger) -> bool:
        """`برلمانية تتهم القوات`, `رجل يحذر الرئيس`: an indefinite noun that opens the clause, or of somebody, right
        before a verb in the present that agrees with it."""
        lexis, at = self.lexis, trigger.first - 1
        if at < scene.first or trigger.part != "present" or not lexis.joined(trigger.first) or at in scene.inside:
            return False
        word, verb = lexis.view.words[at], lexis.view.words[trigger.first]
        if (
            trigger.before
            or lexis.article(at)
            or lexis.is_verb(at)
            or any(t.startswith("particles.") for t in lexis.tags[at])
        ):
            return False
        agrees = word.endswith(("ه", "ات")) == verb.startswith("ت")
        return agrees and (at == scene.first or lexis.any(at, _ACTING))

    def people_first(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether (`أهالي السويداء يطالبون الحكومة`) unnamed people open the clause as the subject."""
        lexis, first = self.lexis, trigger.first
        while first > scene.first and trigger.first - first < 4 and lexis.view.breaks[first] == Break.NONE:
            if lexis.has(first - 1, "particles.complement"):
                break
            first -= 1
        if first == trigger.first or trigger.first - first > 3:
            return False
        named = (scene.inside.get(k) for k in (first, first + 1))
        known = any(p and p.kind == "actor" for p in named) or lexis.infos[first].before or lexis.is_verb(first)
        return lexis.any(first, _PEOPLE) and not known
