"""All events of one report, from triggers to the record's form."""

from bisect import bisect_left
from itertools import pairwise

from isnad.annotate.events.assemble import Assembler
from isnad.annotate.events.details.reader import Details
from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.harm.roll import enrol
from isnad.annotate.events.harm.victims import HARMED_BY, Harmed, VictimReader
from isnad.annotate.events.linking.contents import Contents
from isnad.annotate.events.linking.fold import Folder
from isnad.annotate.events.linking.links import TIES, Binder
from isnad.annotate.events.linking.nearness import Nearness, points_of
from isnad.annotate.events.linking.sequence import set_apart
from isnad.annotate.events.linking.series import SeriesReader
from isnad.annotate.events.parties.authorship import POINTERS, Authorship
from isnad.annotate.events.parties.clause import SPOKEN
from isnad.annotate.events.parties.hosts import PARTS, RoleReader
from isnad.annotate.events.parties.replies import accuse, answer, charge
from isnad.annotate.events.parties.sides import attendance, sides
from isnad.annotate.events.parties.slots import SlotFiller
from isnad.annotate.events.parties.subjects import Subjects
from isnad.annotate.events.parties.units import measure
from isnad.annotate.events.reality.status import status_of
from isnad.annotate.events.reality.telling import asks, telling_of
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.triggers import Trigger, triggers
from isnad.annotate.events.when import Timer
from isnad.annotate.events.where import UNPLACED, Placer
from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.speech import voices_by_word
from isnad.arabic.numbers import Quantity
from isnad.model import Attribution, Event, TimeExpression

_CONTRAST = frozenset({"particles.contrast"})
_CUES = POINTERS | PARTS | TIES
_NO_SPEECH = frozenset({"RELOCATE", "MOBILIZE", "AID", "ESTABLISH"})
"""Types whose words also pass on what somebody says (`نقلت الصحيفة عن`, `نشر الناشط أن`)."""
_RECENT = 40
_OPENING, _LATELY = 3, 2


class EventReader:
    """Reads the events of one report."""

    def __init__(
        self, lexis: Lexis, cast: Cast, times: tuple[TimeExpression, ...], attributions: tuple[Attribution, ...],
        quantities: list[Quantity], published: str | None,
    ) -> None:  # fmt: skip
        self.lexis, self.cast, self.times, self.attributions = lexis, cast, times, attributions
        self.countries = frozenset(e.id for e in cast.entities if e.class_ == "country")
        saying = [(lexis.view.word_range(one.cue)[0], a) for a in attributions for one in a.utterances if one.cue]
        cues = {word: (a.who, a.span) for word, a in saying if a.who}
        media = frozenset(e.id for e in cast.entities if e.class_ in ("outlet", "agency", "monitor"))
        self.subjects = Subjects(lexis, self.countries, media)
        self.slots = SlotFiller(lexis, self.subjects, cues)
        self.placer, self.timer = Placer(lexis, cast), Timer(lexis, times, attributions, published)
        self.victims = VictimReader(lexis, cast.pointers, quantities)
        self.cues = {word for word, _ in saying}
        self.nameless = {word: a for word, a in saying if a.who is None}
        self.contents, self.binder = Contents(lexis, self.cues), Binder(lexis)
        self.roles = RoleReader(lexis, self.subjects)
        self.authorship = Authorship(lexis, self.subjects, attributions)
        self.quantities = {q.end: q for q in quantities}
        self.series = SeriesReader(lexis, self.timer.by_id, self.quantities)
        self.details = Details(lexis, self.quantities, times, published)
        self.trigger_words: set[int] = set()
        self.named_words = {k for p in cast.pointers for k in range(p.first, p.end)}
        self.pointer_firsts = [p.first for p in cast.pointers]
        self.saying = {a.id: a for a in attributions}
        self.persons = {a.who: a.id for a in attributions if a.who and a.who.startswith("p:")}
        self.voices = voices_by_word(lexis.view, attributions)
        self.time_words = {lexis.view.word_range(time.span)[0] for time in times}

    def read(self) -> tuple[Event, ...]:
        """Events in order of first mention, ids e1, e2…"""
        found = triggers(self.lexis, self.cast, [time.span for time in self.times])
        drafts: list[Draft] = []
        paragraph, starts = -1, {first for first, _ in self.lexis.view.paragraphs}
        firsts = [trigger.first for trigger in found]
        self.trigger_words.update(firsts)
        sentences = self.lexis.view.sentences
        told = [found[bisect_left(firsts, first) : bisect_left(firsts, end)] for first, end in sentences]
        for number, (first, end) in enumerate(sentences):
            paragraph += first in starts
            if told[number] or (number + 1 < len(told) and told[number + 1]) or self._met(number, drafts):
                drafts += self._sentence(number, paragraph, first, end, told[number], drafts)
            else:
                self._late_victims(first, end, drafts, number)
        enrol(self.lexis, self.victims, drafts)
        parts = {**self.cast.parts, **self._parents()}
        bounds = {time.id: (time.from_, time.to) for time in self.times}
        large = frozenset(e.id for e in self.cast.entities if self.placer.is_large(e.id))
        places = Nearness(parts, large, points_of(self.lexis.book, self.cast.pointers))
        folded = Folder(places, bounds, self._nations(), roundup=self.timer.roundup).fold(drafts)
        return Assembler(self.lexis, self.placer, self.timer).events(folded)

    def _met(self, number: int, drafts: list[Draft]) -> bool:
        """Whether a meeting was told of lately, of which this sentence may say who came."""
        return any(d.type == "CONSULT" and number - d.sentence <= 2 for d in drafts[-_RECENT:])

    def _sentence(
        self, number: int, paragraph: int, first: int, end: int, inside: list[Trigger], before: list[Draft]
    ) -> list[Draft]:
        low, high = bisect_left(self.pointer_firsts, first), bisect_left(self.pointer_firsts, end)
        pointers = list(self.cast.pointers[low:high])
        scene = Scene(self.lexis, first, end, pointers, inside)
        attendance(self.lexis, scene, before, number)
        self.subjects.begin(scene, number)
        if not inside:
            self.slots.antecedents.remember(scene, number)
            self._late_victims(first, end, before, number)
            return []
        self.placer.begin(scene)
        drafts: list[Draft] = []
        evidence = self.lexis.view.span(first, end)
        asked = asks(self.lexis, scene)
        contrasts = self.lexis.bearing(_CONTRAST, first, end)
        for trigger in inside:
            if trigger.first in self.cues and trigger.entry.type in _NO_SPEECH:
                continue
            status = status_of(self.lexis, scene, trigger)
            if status is None:
                continue
            span = self.lexis.view.span(trigger.first, self._phrase_end(trigger, end))
            draft = Draft(trigger, number, paragraph, evidence, [span], status=status)
            draft.telling = telling_of(self.lexis, scene, trigger, asked=asked)
            set_apart(self.lexis, scene, draft)
            draft.clause = sum(k < trigger.first for k in contrasts)
            self.slots.fill(scene, draft)
            self.placer.place(scene, draft)
            draft.time = self.timer.time(scene, draft)
            speaker, draft.stance = self.voices.get(trigger.first, (None, "asserts"))
            draft.attributions = [speaker]
            self._accuser(draft)
            self._nameless(draft)
            draft.attacks, draft.force = self._amounts(trigger)
            drafts.append(draft)
        drafts = self.contents.relate(scene, drafts)
        self.slots.clause.share(scene, drafts)
        answer(drafts, before)
        drafts = self._weigh(scene, drafts, before)
        self._own_words(drafts)
        self.details.read(scene, drafts)
        for draft in drafts:
            draft.sides = sides(self.lexis, scene, draft)
        self._inherit(first, end, drafts, before)
        self._harm(first, end, drafts, before)
        attendance(self.lexis, scene, drafts, number)
        self.slots.antecedents.remember(scene, number)
        return drafts

    def _weigh(self, scene: Scene, drafts: list[Draft], before: list[Draft]) -> list[Draft]:
        """The drafts with the ties between them, the parts of those who came, and what each authorship rests on."""
        if not drafts:
            return drafts
        cues = self.lexis.bearing(_CUES, scene.first, scene.end)
        drafts = self.roles.give(scene, cues, self.binder.bind(scene, cues, drafts, before))
        self.series.join(scene, drafts, before)
        self.authorship.weigh(scene, cues, drafts)
        charge(drafts)
        accuse(drafts)
        measure(self.lexis, scene, drafts)
        return drafts

    def _phrase_end(self, trigger: Trigger, end: int) -> int:
        """The trigger with the word that completes it: its adjective, its object, or who did it."""
        lexis, stop = self.lexis, trigger.end
        if trigger.end - trigger.first > 1 or stop >= end or not lexis.joined(stop):
            return stop
        opened = lexis.view.words[stop].startswith("و") and lexis.infos[stop].before.startswith("و")
        return stop if opened or stop in self.time_words or stop in self.trigger_words else stop + 1

    def _own_words(self, drafts: list[Draft]) -> None:
        """`ودعا سالم المحمود الأهالي إلى`: what a person who speaks in the report asks, praises or threatens is told in
        that person's own words."""
        for draft in drafts:
            if draft.type in SPOKEN and draft.attributions == [None]:
                own = (self.persons[who] for who in draft.who("agent") if who in self.persons)
                draft.attributions = [next(own, None)]

    def _accuser(self, draft: Draft) -> None:
        """`كشف الناطق سالم المحمود عن تورط الحزب`: who says of somebody that he took part accuses him."""
        if draft.type != "ACCUSE" or draft.who("agent") or not draft.trigger.is_noun:
            return
        said = self.saying.get(draft.attributions[0] or "")
        if said is not None and said.who and said.who not in (*draft.who("target"), *self.subjects.media):
            draft.add(Party(said.who, "agent", said.span))

    def _nameless(self, draft: Draft) -> None:
        """`ونفى مجلس البلدة ذلك`: who speaks without an entity does it, and nobody of the sentence before."""
        said = self.nameless.get(draft.trigger.first)
        if said is None or draft.trigger.is_noun:
            return
        words = said.description
        inside = (p for p in draft.parties if p.evidence.start < words.end and words.start < p.evidence.end)
        kept = [*inside, *(p for p in draft.parties if p.role != "agent")]
        draft.parties = [p for p in draft.parties if p in kept or p.who == said.near]

    def _amounts(self, trigger: Trigger) -> tuple[int | str | None, int | str | None]:
        before = self.quantities.get(trigger.first)
        attacks = None
        named = before is not None and before.first in self.named_words
        if before and not named and trigger.entry.type == "ASSAULT" and trigger.is_noun:
            attacks = before.low if before.low is not None else before.high
        force = "some" if trigger.entry.type == "MOBILIZE" and trigger.entry.mode in ("troops", "militia") else None
        return attacks, force

    def _inherit(self, first: int, end: int, drafts: list[Draft], before: list[Draft]) -> None:
        """The place that a sentence leaves out comes from the one before in its paragraph; the time from the sentence
        before where it opens with a word that says so (`في غضون ذلك`, `وعندما`), else from the heading."""
        recent = before[-_RECENT:]
        meanwhile = any(self.lexis.has(k, "particles.meanwhile") for k in range(first, min(first + _OPENING, end)))
        for draft in drafts:
            if draft.place is None and draft.type not in UNPLACED:
                near = (d for d in reversed(recent) if draft.sentence - d.sentence <= 2)
                placed = next((d for d in near if d.place and d.paragraph == draft.paragraph), None)
                if placed is not None:
                    draft.place, draft.place_inherited = placed.place, True
            if draft.time is None and meanwhile and draft.status == "actual":
                lately = (d for d in reversed(recent) if draft.sentence - d.sentence <= _LATELY and d.time)
                dated = next(lately, None)
                if dated is not None and self.timer.is_day(dated.time):
                    draft.time, draft.time_inherited = dated.time, True
            heading = self.timer.heading(draft.trigger.first) if draft.time is None else None
            if heading is not None:
                draft.time, draft.time_inherited = heading.id, True

    def _harm(self, first: int, end: int, drafts: list[Draft], before: list[Draft]) -> None:
        for harmed in self.victims.read(first, end):
            home = self._home(harmed, drafts)
            if home is None or harmed.victims in home.victims:
                continue
            home.victims.append(harmed.victims)
            if harmed.victims.who:
                home.add(Party(harmed.victims.who, "target", harmed.victims.evidence))
            side = harmed.victims.side
            if side and home.trigger.entry.frame != "mutual" and side not in home.who("agent", "party"):
                home.add(Party(side, "target", harmed.victims.evidence, unit="members"))

    def _home(self, harmed: Harmed, drafts: list[Draft]) -> Draft | None:
        """The event that a statement of harm belongs to: its own word, else the nearest before it, else after it."""
        fitting = [
            d
            for d in drafts
            if d.type in HARMED_BY[harmed.victims.harm] and d.status in ("actual", "alleged", "rumoured")
        ]
        own = [d for d in drafts if d.trigger.first <= harmed.first < d.trigger.end]
        if own:
            if own[0] in fitting:
                return own[0]
            if own[0].status != "actual":
                return None
        return self._nearest(harmed, fitting)

    def _nearest(self, harmed: Harmed, fitting: list[Draft]) -> Draft | None:
        earlier = [d for d in fitting if d.trigger.first <= harmed.first]
        return earlier[-1] if earlier else (fitting[0] if fitting else None)

    def _late_victims(self, first: int, end: int, before: list[Draft], number: int) -> None:
        """A sentence that only tells the toll belongs to the event of the sentence before."""
        recent = [d for d in before[-_RECENT:] if number - d.sentence <= 1]
        for harmed in self.victims.read(first, end):
            home = self._home(harmed, recent)
            if home is not None and not any(v.harm == harmed.victims.harm for v in home.victims):
                home.victims.append(harmed.victims)

    def _nations(self) -> dict[str, str]:
        """Forces and states of one nation are one author where reports vary the name (`تركيا`, `طائرات تركية`)."""
        nations = {who: who.removeprefix("place:") for who in self.countries}
        for entity in self.cast.entities:
            if entity.kind == "actor" and not entity.registered:
                first, end = self.lexis.view.word_range(entity.mentions[0])
                tags = sorted(t for k in range(first, end) for t in self.lexis.tags[k] if t.startswith("nation:"))
                if tags and self.lexis.any(first, frozenset({"units.force"})):
                    nations[entity.id] = tags[0].removeprefix("nation:")
        return nations

    def _parents(self) -> dict[str, str]:
        parents = {}
        for entity in self.cast.entities:
            place = self.lexis.book.places.get(entity.id.removeprefix("place:"))
            if place and place.parent:
                parents[entity.id] = "place:" + place.parent
        spatial = [p for p in self.cast.pointers if p.kind in ("place", "facility") and not p.nested and not p.anaphor]
        for inner, outer in pairwise(spatial):
            if 0 <= outer.first - inner.end <= 1 and inner.who not in parents and inner.who != outer.who:
                parents[inner.who] = outer.who
        return parents
