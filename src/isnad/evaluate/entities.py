"""Which entity read is which annotated one."""

from dataclasses import dataclass

from isnad.evaluate.matching import Finder, Place, best_overlap, listed, pair
from isnad.evaluate.materials import Plain
from isnad.evaluate.sheet import Sheet

KINDS = ("actor", "person", "place", "facility")


@dataclass(frozen=True, slots=True)
class Identity:
    """`pairs`: (annotated id, read id) that stand for one another, whatever their kinds, one to one."""

    gold: list[Plain]
    system: list[Plain]
    gold_at: dict[str, list[Place]]
    system_at: dict[str, list[Place]]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, gold: list[Plain], system: list[Plain], finder: Finder) -> "Identity":
        """The identity of two lists of entities over one text."""
        gold_at = {e["id"]: finder.find(*e["names"]) for e in gold}
        system_at = {e["id"]: [(m[0], m[1]) for m in e["mentions"]] for e in system}
        draft = cls(gold, system, gold_at, system_at, frozenset())
        left, right = list(gold_at), list(system_at)
        pairs = frozenset((left[i], right[j]) for i, j in pair(left, right, draft.likeness, 0.5))
        return cls(gold, system, gold_at, system_at, pairs)

    def likeness(self, gold: str, system: str) -> float:
        """How well a read entity's mentions fall on the annotated names; 0 where fewer than half of them do."""
        mentions, names = self.system_at[system], self.gold_at[gold]
        hits = [m for m in mentions if best_overlap(names, [m]) >= 0.5]
        return best_overlap(names, hits) if mentions and 2 * len(hits) >= len(mentions) else 0.0

    def hits(self, gold: list[str], system: list[str]) -> int:
        """How many annotated ids have a counterpart among the read ids."""
        return len({a for a in set(gold) for b in set(system) if (a, b) in self.pairs})

    def missing(self, gold: list[str], system: list[str]) -> list[str]:
        """The annotated ids without a counterpart among the read ids."""
        return [a for a in dict.fromkeys(gold) if not any((a, b) in self.pairs for b in system)]

    def unfounded(self, gold: list[str], system: list[str]) -> list[str]:
        """The read ids without a counterpart among the annotated ids."""
        return [b for b in dict.fromkeys(system) if not any((a, b) in self.pairs for a in gold)]

    def same(self, gold: object, system: object) -> bool:
        """Whether one of the ids of an annotated slot stands for one of a read slot."""
        return any((a, b) in self.pairs for a in listed(gold) for b in listed(system))

    def gold_name(self, who: str) -> str:
        """An annotated entity's first name."""
        return next((str(e["names"][0]) for e in self.gold if e["id"] == who and e["names"]), who)

    def system_name(self, who: str) -> str:
        """A read entity's first name and its id."""
        for entity in self.system:
            if entity["id"] == who and entity.get("names"):
                return f"{entity['names'][0]['text']} ({who})"
        return who


def score_entities(sheet: Sheet, identity: Identity) -> None:
    """`entity/KIND` and `entity/ALL`."""
    for kind in KINDS:
        gold = [e["id"] for e in identity.gold if e["kind"] == kind]
        system = [e["id"] for e in identity.system if e["kind"] == kind]
        pairs = pair(gold, system, identity.likeness, 0.5)
        for key in (kind, "ALL"):
            sheet.tally.add("entity/" + key, len(pairs), len(gold), len(system))
        found, right = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, who in enumerate(gold):
            if i not in found:
                sheet.fault(f"entity/{kind}", "missed", identity.gold_name(who), identity.gold_at[who])
        for j, who in enumerate(system):
            if j not in right:
                sheet.fault(f"entity/{kind}", "invented", identity.system_name(who), identity.system_at[who])
