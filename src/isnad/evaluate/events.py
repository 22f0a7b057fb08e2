"""Events of one document: found at all, of the right type, and slot by slot."""

from dataclasses import dataclass
from typing import Any

from isnad.evaluate.entities import Identity
from isnad.evaluate.matching import Place, best_overlap, bounds, listed, pair
from isnad.evaluate.materials import Plain
from isnad.evaluate.sheet import Sheet
from isnad.evaluate.statements import Speakers

_ROLES = ("agents", "targets", "accused")


@dataclass(frozen=True, slots=True)
class _Scorer:
    sheet: Sheet
    identity: Identity
    speakers: Speakers

    def triggers(self, event: Plain) -> list[Place]:
        return self.sheet.finder.find(*event["triggers"])

    def likeness(self, gold: Plain, system: Plain) -> float:
        """1 and more for the right type at an overlapping trigger; the rest ranks candidates."""
        at = best_overlap(self.triggers(gold), _places(system))
        if at < 0.3:
            return 0.0
        parties = self.identity.hits(gold["agents"] + gold["targets"], system["agents"] + system["targets"])
        place = self.identity.same(gold.get("place"), system.get("place"))
        time = any(bounds(gold["when"])) and bounds(gold["when"]) == bounds(system.get("when"))
        same = bool(gold["type"] == system["type"])
        return same + 0.1 * at + 0.05 * parties + 0.02 * place + 0.02 * time

    def slots(self, gold: Plain, system: Plain) -> tuple[bool, bool]:
        """Counts the slots of one pair; whether its parties are close enough, and whether they are exact."""
        exact, close = self._roles(gold, system)
        self._where_and_when(gold, system)
        self._source(gold, system)
        self._counts(gold, system)
        self._status(gold, system)
        self._sides(gold, system)
        return close, exact

    def wrong(self, kind: str, gold: Any, read: Any, system: Plain) -> None:
        """Note a slot that is filled otherwise than annotated."""
        self.sheet.fault(kind, "wrong", f"{read or '–'}, annotated {gold or '–'}", _places(system)[:1])

    def _roles(self, gold: Plain, system: Plain) -> tuple[bool, bool]:
        exact, close = True, True
        for role in _ROLES:
            a, b = gold.get(role) or [], system.get(role) or []
            hit, wanted, read = self.identity.hits(a, b), len(set(a)), len(set(b))
            self.sheet.tally.add("role/" + role, hit, wanted, read)
            exact &= hit == wanted == read
            required = role == "agents" or (role == "targets" and bool(gold["targets"]))
            close &= not required or _f1(hit, wanted, read) >= 0.5
            self._party_faults(role, a, b, system)
        return exact, close

    def _party_faults(self, role: str, gold: list[str], read: list[str], system: Plain) -> None:
        at, identity = _places(system)[:1], self.identity
        for who in identity.missing(gold, read):
            places = [*at, *identity.gold_at.get(who, [])]
            self.sheet.fault(role, "missed", f"{identity.gold_name(who)} in {system['type']}", places)
        for who in identity.unfounded(gold, read):
            places = [*at, *identity.system_at.get(who, [])]
            self.sheet.fault(role, "invented", f"{identity.system_name(who)} in {system['type']}", places)

    def _where_and_when(self, gold: Plain, system: Plain) -> None:
        wanted, read = listed(gold.get("place")), listed(system.get("place"))
        same = self.identity.same(wanted, read)
        self.sheet.tally.add("slot/place", same, bool(wanted), bool(read))
        if not same and (wanted or read):
            names = [*map(self.identity.gold_name, wanted)], [*map(self.identity.system_name, read)]
            self.wrong("place", " / ".join(names[0]), " / ".join(names[1]), system)
        if "when" in self.sheet.skip:
            return
        a, b = bounds(gold["when"]), bounds(system.get("when"))
        self.sheet.tally.add("slot/when", any(a) and a == b, any(a), any(b))
        if a != b:
            self.wrong("when", "/".join(filter(None, a)), "/".join(filter(None, b)), system)

    def _source(self, gold: Plain, system: Plain) -> None:
        a, b = gold["attribution"], system.get("attribution")
        same = (a, b) in self.speakers.pairs
        self.sheet.tally.add("slot/source", same, bool(a), bool(b))
        if not same and (a or b):
            self.wrong("source", self.speakers.gold.get(a or ""), self.speakers.system.get(b or ""), system)

    def _counts(self, gold: Plain, system: Plain) -> None:
        a, b = gold.get("counts") or {}, system.get("counts") or {}
        right = sum(str(a[key]) == str(b.get(key)) for key in a)
        self.sheet.tally.add("slot/counts", right, len(a), len(b))
        if right != len(a) or right != len(b):
            self.wrong("counts", _shown(a), _shown(b), system)
        left, found = ([_victim(v) for v in event.get("victims") or []] for event in (gold, system))
        both = sum(min(left.count(v), found.count(v)) for v in set(left))
        self.sheet.tally.add("victims", both, len(left), len(found))
        if both != len(left) or both != len(found):
            self.wrong("victims", "; ".join(map(" ".join, left)), "; ".join(map(" ".join, found)), system)

    def _status(self, gold: Plain, system: Plain) -> None:
        add, a, b = self.sheet.tally.add, gold["status"], system.get("status")
        add("status", a == b, 1, 1)
        add("status/not-a-deed", a != "actual" and a == b, a != "actual", b != "actual")
        add("deeds-invented", a != "actual" and b == "actual", a != "actual", a != "actual")
        if a != b:
            self.wrong("status", a, b, system)

    def _sides(self, gold: Plain, system: Plain) -> None:
        if not gold.get("sides"):
            return
        wanted = sorted(sorted(frozenset(side)) for side in gold["sides"])
        read = sorted(sorted(p for p, q in self.identity.pairs if q in side) for side in system.get("sides") or [])
        self.sheet.tally.add("sides", wanted == read, 1, bool(system.get("sides")))
        if wanted != read:
            a, b = (" | ".join(" + ".join(map(self.identity.gold_name, s)) for s in sides) for sides in (wanted, read))
            self.wrong("sides", a, b, system)


def score_events(
    sheet: Sheet, identity: Identity, speakers: Speakers, gold: list[Plain], system: list[Plain]
) -> None:  # fmt: skip
    """`event/*`, and over events of the right type `role/*`, `slot/*`, `status*`, `victims` and `sides`."""
    scorer = _Scorer(sheet, identity, speakers)
    pairs = pair(gold, system, scorer.likeness, 1.0)
    spotted = pair(gold, system, scorer.likeness, 0.03)
    sheet.tally.add("event/type", len(pairs), len(gold), len(system))
    sheet.tally.add("event/spot", len(spotted), len(gold), len(system))
    slots = [scorer.slots(gold[i], system[j]) for i, j in pairs]
    sheet.tally.add("event/who", sum(close for close, _ in slots), len(gold), len(system))
    sheet.tally.add("event/who-strict", sum(exact for _, exact in slots), len(gold), len(system))
    _faults(scorer, pairs, spotted, gold, system)


def _faults(
    scorer: _Scorer, pairs: list[tuple[int, int]], spotted: list[tuple[int, int]], gold: list[Plain],
    system: list[Plain],
) -> None:  # fmt: skip
    found, right = {i for i, _ in pairs}, {j for _, j in pairs}
    mistaken = [(i, j) for i, j in spotted if i not in found and j not in right]
    for i, j in mistaken:
        what = f"{_kind(system[j])}, annotated {_kind(gold[i])}"
        scorer.sheet.fault("event", "wrong", what, _places(system[j])[:1])
    for i in sorted(set(range(len(gold))) - found - {i for i, _ in mistaken}):
        what = f"{_kind(gold[i])}: {' / '.join(gold[i]['triggers'])}"
        scorer.sheet.fault("event", "missed", what, scorer.triggers(gold[i]))
    for j in sorted(set(range(len(system))) - right - {j for _, j in mistaken}):
        scorer.sheet.fault("event", "invented", _kind(system[j]), _places(system[j]))


def _kind(event: Plain) -> str:
    status = "" if event.get("status") == "actual" else f" {event.get('status')}"
    by = f" ({event['found_by']})" if event.get("found_by") else ""
    return f"{event['type']}{status}{by}"


def _places(event: Plain) -> list[Place]:
    return [(t[0], t[1]) for t in event["triggers"]]


def _victim(victim: Plain) -> tuple[str, str, str]:
    return victim["harm"], str(victim.get("n", "some")), victim.get("group", "unknown")


def _shown(counts: Plain) -> str:
    return ", ".join(f"{key} {value}" for key, value in counts.items())


def _f1(hits: int, gold: int, system: int) -> float:
    return 1.0 if not gold and not system else 2 * hits / (gold + system)
