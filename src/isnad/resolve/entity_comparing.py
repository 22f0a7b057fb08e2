"""Whether two mentions are of one unregistered entity: what is told of both, weighed in log-odds, and said.

A name alone never makes two one: many men are called `أبو محمد`, and towns have a `لواء التوحيد` each. What decides is
whom they lead or belong to, their post, where they are, and who is named with them. The weights are set by hand; see
the pairs in `tests/resolve/test_entities.py`.
"""

from collections.abc import Iterator
from itertools import product
from math import exp
from typing import Final, NamedTuple

from isnad.codebook.book import Codebook
from isnad.model.vocabulary import EntityKind
from isnad.resolve.days import FRESH, SLACK, ordinal
from isnad.resolve.judgement import Decision, Reason, Verdict
from isnad.resolve.named import EntityMention
from isnad.resolve.naming import Likeness, agreeing, related

RULE: Final = "rule:entity@1"
SAME_FROM: Final = 0.7
"""A score from which two mentions are one by rule, where more than the name agrees."""
UNSURE_FROM: Final = 0.4
_PRIOR: Final = -3.0
_VETO: Final = -8.0
_OF_NAMES: Final = (-2.0, 1.0, 2.0, 3.0, 5.0)
_OF_THINGS: Final = (-2.0, 2.5, 3.5, 4.0, 4.0)
"""What a name weighs by its strength, see `naming.Naming`."""
_OF_HEADS: Final = {"actor": -2.0, "facility": -1.0, "place": -0.5}
"""That one is called a brigade and one a battalion says much, that one is called a village and one a town little."""
_OF_PLACES: Final = {"person": (1.5, 0.8), "actor": (1.0, 0.5), "facility": (3.0, 0.5), "place": (3.0, 2.0)}
"""What it weighs to share a place below the governorate, and to share the governorate only."""
_ANCHORS: Final = frozenset({"bodies", "posts", "places", "ties", "copy"})
_HIGHEST_BY_NAME: Final = 0.55
"""No score is higher where nothing but the name agrees."""
_COMMON: Final = 1
_YEARS: Final = 2 * 365
"""After two years a commander known by a kunya may be another one."""


def entity_contradiction(one: EntityMention, other: EntityMention) -> Reason | None:
    """Why two mentions cannot be of one entity, whatever else they share; None where they can.

    Kinds, numbers (`اللواء 47`, `اللواء 74`) and states must not differ, and the names must agree. Bearers of a name
    that many bear must not belong to bodies of which neither stands under the other. Places must not lie in different
    governorates.
    """
    if one.kind != other.kind:
        return Reason("kinds", _VETO, f"{one.kind} and {other.kind}")
    if sorted(one.numbers) != sorted(other.numbers):
        return Reason("numbers", _VETO, f"{' '.join(one.numbers)} and {' '.join(other.numbers)}")
    if one.nations and other.nations and not set(one.nations) & set(other.nations):
        return Reason("states", _VETO, f"{', '.join(one.nations)} and {', '.join(other.nations)}")
    agreed = _likeness(one, other)
    if agreed is None:
        return Reason("names", _VETO, f"{one.name} and {other.name}")
    if one.kind == "person":
        return _of_two_bodies(one, other) if agreed.strength <= _COMMON else None
    return _of_two_places(one, other)


def _of_two_bodies(one: EntityMention, other: EntityMention) -> Reason | None:
    if not one.bodies or not other.bodies:
        return None
    if related(one.bodies, one.over, other.bodies, other.over):
        return None
    return Reason("bodies", _VETO, f"{', '.join(one.bodies)} and {', '.join(other.bodies)}")


def _of_two_places(one: EntityMention, other: EntityMention) -> Reason | None:
    if not one.wide or not other.wide or one.kind == "actor" or set(one.wide) & set(other.wide):
        return None
    return Reason("places", _VETO, f"{', '.join(one.wide)} and {', '.join(other.wide)}")


def compare_entities(one: EntityMention, other: EntityMention, book: Codebook) -> Decision:
    """The judgement on two mentions of different reports, with every reason that weighed.

    Two entities of one report were told apart by its reader: they are `different` here.
    """
    if one.document == other.document:
        return _different(one, other, Reason("one report", _VETO, "one report tells both apart"))
    against = entity_contradiction(one, other)
    agreed = _likeness(one, other, book)
    if against is not None or agreed is None:
        return _different(one, other, against or Reason("names", _VETO, f"{one.name} and {other.name}"))
    reasons = tuple(reason for reason in _reasons(one, other, agreed) if reason.weight)
    score = 1 / (1 + exp(-_PRIOR - sum(reason.weight for reason in reasons)))
    anchors = {reason.rule for reason in reasons if reason.rule in _ANCHORS and reason.weight > 0}
    if not anchors or ("copy" not in anchors and agreed.strength == 0):
        score = min(score, _HIGHEST_BY_NAME)
    return Decision(one.id, other.id, _verdict(score), round(score, 4), RULE, reasons)


def _different(one: EntityMention, other: EntityMention, against: Reason) -> Decision:
    return Decision(one.id, other.id, "different", 0.0, RULE, (against,))


def _verdict(score: float) -> Verdict:
    return "same" if score >= SAME_FROM else "unsure" if score >= UNSURE_FROM else "different"


class _Agreed(NamedTuple):
    """The names of both that agree best, and how."""

    likeness: Likeness
    strength: int
    names: str


def _likeness(one: EntityMention, other: EntityMention, book: Codebook | None = None) -> _Agreed | None:
    """How the names agree; those of bodies and places must agree as a whole."""
    if not one.parts and not other.parts:
        same = one.heads == other.heads
        return _Agreed(Likeness(whole=True, misspelt=0), min(one.strength, other.strength), one.name) if same else None
    agreed = []
    for a, b in product(one.forms, other.forms):
        found = agreeing(a.parts, b.parts, book)
        if found is not None and (found.whole or one.kind == "person"):
            told = ", ".join(dict.fromkeys((" ".join(a.parts), " ".join(b.parts))))
            agreed.append(_Agreed(found, min(a.strength, b.strength), told))
    return max(agreed, key=lambda found: (found.strength, -found.likeness.misspelt), default=None)


def _reasons(one: EntityMention, other: EntityMention, agreed: _Agreed) -> Iterator[Reason]:
    yield _name(one.kind, agreed)
    yield _heads(one, other)
    yield _bodies(one, other)
    yield _posts(one, other)
    yield _places(one, other)
    yield _ties(one, other)
    yield _lives(one, other, agreed.strength)
    yield _days(one, other, agreed.strength)
    if one.text_group == other.text_group:
        yield Reason("copy", 6.0, one.text_group)


def _name(kind: EntityKind, agreed: _Agreed) -> Reason:
    table, likeness = _OF_NAMES if kind == "person" else _OF_THINGS, agreed.likeness
    return Reason("names", table[agreed.strength] - likeness.misspelt - (0.0 if likeness.whole else 0.5), agreed.names)


def _heads(one: EntityMention, other: EntityMention) -> Reason:
    if one.kind == "person" or set(one.heads) & set(other.heads) or not one.heads or not other.heads:
        return Reason("heads", 0.0, "")
    return Reason("heads", _OF_HEADS[one.kind], f"{' '.join(one.heads)} and {' '.join(other.heads)}")


def _bodies(one: EntityMention, other: EntityMention) -> Reason:
    told = f"{', '.join(one.bodies)} | {', '.join(other.bodies)}"
    if not one.bodies or not other.bodies:
        return Reason("bodies", 0.0, "not known of both")
    if set(one.bodies) & set(other.bodies):
        return Reason("bodies", 2.5, told)
    if related(one.bodies, one.over, other.bodies, other.over):
        return Reason("bodies", 1.5, told)
    return Reason("bodies", -2.0, told)


def _posts(one: EntityMention, other: EntityMention) -> Reason:
    shared = sorted(set(one.posts) & set(other.posts))
    if not shared:
        return Reason("posts", 0.0, "")
    of_one_body = related(one.bodies, one.over, other.bodies, other.over)
    return Reason("posts", 1.0 if of_one_body else 0.5, ", ".join(shared))


def _places(one: EntityMention, other: EntityMention) -> Reason:
    """The narrowest place that both share; of a village or hospital it says most."""
    if not one.around or not other.around:
        return Reason("places", 0.0, "not known of both")
    shared = set(one.around) & set(other.around)
    narrow = sorted((shared - set(one.wide)) & ({*one.places} | {*other.places}))
    in_narrow, in_wide = _OF_PLACES[one.kind]
    if narrow:
        return Reason("places", in_narrow, ", ".join(narrow))
    if shared:
        return Reason("places", in_wide, ", ".join(sorted(shared)))
    return Reason("places", -1.0, f"{', '.join(one.places)} | {', '.join(other.places)}")


def _ties(one: EntityMention, other: EntityMention) -> Reason:
    shared = sorted(set(one.ties) & set(other.ties))
    return Reason("ties", 2.0 if shared else 0.0, ", ".join(shared))


def _lives(one: EntityMention, other: EntityMention, strength: int) -> Reason:
    """What days say against it: killed twice, acting after death, or a name many bear, met again after years."""
    if one.killed and other.killed:
        apart = max(
            ordinal(one.killed[0]) - ordinal(other.killed[1]), ordinal(other.killed[0]) - ordinal(one.killed[1])
        )
        if apart > SLACK:
            return Reason("lives", -4.0, f"killed by {one.killed[1]} and by {other.killed[1]}")
        return Reason("lives", 1.5, f"killed by {one.killed[1]} and by {other.killed[1]}")
    for dead, alive in ((one, other), (other, one)):
        if dead.killed and alive.acted and ordinal(alive.acted) > ordinal(dead.killed[1]) + SLACK:
            return Reason("lives", -3.0, f"killed by {dead.killed[1]}, acted on {alive.acted}")
    both = one.kind == "person" and one.published and other.published and strength <= _COMMON
    if both and abs(ordinal(one.published or "") - ordinal(other.published or "")) > _YEARS:
        return Reason("lives", -1.5, f"{one.published}, {other.published}")
    return Reason("lives", 0.0, "")


def _days(one: EntityMention, other: EntityMention, strength: int) -> Reason:
    """That reports of the same days name a man of a name that few bear."""
    if one.kind != "person" or strength <= _COMMON or not one.published or not other.published:
        return Reason("days", 0.0, "")
    near = abs(ordinal(one.published) - ordinal(other.published)) <= FRESH
    return Reason("days", 1.0 if near else 0.0, f"{one.published}, {other.published}")
