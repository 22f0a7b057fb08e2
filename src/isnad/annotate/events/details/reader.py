"""The details of the events of a sentence: with what, on what, what for, about what, by when, and how it ended."""

from isnad.annotate.events.details.aims import AIMED, OPENERS, AimReader
from isnad.annotate.events.details.damage import OPENING, DamageReader
from isnad.annotate.events.details.deadlines import DeadlineReader
from isnad.annotate.events.details.matters import ASKED, MatterReader
from isnad.annotate.events.details.outcomes import ENDING, ENDS, OutcomeReader
from isnad.annotate.events.details.phrases import Phrases
from isnad.annotate.events.details.struck import StruckReader
from isnad.annotate.events.details.things import ThingReader
from isnad.annotate.events.details.weapons import HEADS, WeaponReader
from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.arabic.numbers import Quantity
from isnad.model import TimeExpression

_FIRE = frozenset({"weapons.fire"})


class Details:
    """Fills what a draft has beside parties, place, time and victims, for one report."""

    def __init__(
        self, lexis: Lexis, quantities: dict[int, Quantity], times: tuple[TimeExpression, ...], published: str | None
    ) -> None:
        phrases = Phrases(lexis, frozenset(lexis.view.word_range(time.span)[0] for time in times))
        self.lexis = lexis
        self.weapons, self.damage = WeaponReader(lexis, phrases), DamageReader(lexis, phrases)
        self.struck = StruckReader(lexis, phrases)
        self.things, self.aims = ThingReader(lexis, phrases), AimReader(lexis, phrases)
        self.matters, self.outcomes = MatterReader(lexis, phrases), OutcomeReader(lexis, phrases)
        self.deadlines = DeadlineReader(lexis, quantities, times, published)

    def read(self, scene: Scene, drafts: list[Draft]) -> None:
        """Fill the drafts of a sentence, once their statuses are known."""
        if not drafts:
            return
        types, words, where = {draft.type for draft in drafts}, self.lexis.view.words, (scene.first, scene.end)
        if "ASSAULT" in types:
            self.weapons.read(scene, drafts, self.lexis.bearing(HEADS, *where))
            if self.lexis.bearing(_FIRE, *where):
                self.weapons.read_fire(drafts)
            self.damage.read(scene, drafts, self.lexis.bearing(OPENING, *where))
            self.struck.read(scene, drafts)
        if not ENDING.isdisjoint(types):
            self.outcomes.read(scene, drafts, self.lexis.bearing(ENDS, *where))
        if "CONSULT" in types:
            self.matters.agenda(scene, drafts)
        if not ASKED.isdisjoint(types):
            self.matters.demand(scene, drafts)
            self.deadlines.read(scene, drafts)
        self.things.read(scene, drafts)
        openers = self.lexis.bearing(OPENERS, *where)
        if not AIMED.isdisjoint(types):
            openers += [k for k in range(drafts[0].trigger.end, scene.end) if words[k][0] == "ل"]
        if openers:
            self.aims.read(scene, drafts, sorted(openers))
