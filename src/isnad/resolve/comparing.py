"""Whether two mentions are of one happening: grounds for and against, each weighed in log-odds and told.

The weights are set by hand, in the order in which a researcher would ask: what, when, where, who, how many, and which
rare words and names both reports use. They were looked at on one half of the incidents of `benchmarks.incidents`.
"""

from collections.abc import Iterator, Mapping
from math import exp, sqrt
from typing import Final

from rapidfuzz import fuzz

from isnad.codebook.book import Codebook
from isnad.codebook.lookup import WIDE
from isnad.resolve.days import Agreement, agreement_of_days, contradicting_days
from isnad.resolve.judgement import Decision, Reason, Verdict
from isnad.resolve.mentions import EventMention, Harmed
from isnad.resolve.places import CITIES, agreement_of_places, contradicting_places
from isnad.resolve.rarity import NOT_COUNTED, Rarity

RULE: Final = "rule:happening@1"
SAME_FROM: Final = 0.8
"""A score from which two mentions are one happening by rule."""
UNSURE_FROM: Final = 0.4
"""From here on rules leave it open; such mentions stand in one cluster where nothing better is found for either."""
_TELL_APART: Final = frozenset({"days", "toll", "names", "words", "copy"})
_LITTLE: Final = 1.0
_NOT_TOLD_APART: Final = UNSURE_FROM - 0.01
"""The most that place, manner and author give, with little else: they are the same every week on a front."""
_ANCHORS: Final = frozenset({"days", "places", "toll"})
_NAMED: Final = 4.0
"""Words that both use, and one name that many bear, are no ground without a day, a place or a number in common: people
write of the same forces in the same words every week."""
_IN_THE_FIELD: Final = frozenset({"force", "ground", "movement"})
_WHO: Final = frozenset({"actors", "names"})
"""A day and a village tell one attack from another, but not one meeting in a capital from another: for that it takes
who met, or the words. A day and one name do not either: of a president there is news every day."""
_VETO: Final = -8.0
_DONE: Final = frozenset({"actual", "alleged", "failed", "denied", "rumoured"})
_CLOSE: Final = frozenset({"firearms", "targeted", "beat", "torture", "abduct", "arrest", "primitive", "sexual"})
_FIRE: Final = frozenset({"heavy-weapons", "aerial", "drone", "explosives", "unconventional"})
_NAME_LIKE: Final = 88.0
_MOST_OF_NAMES: Final = 8.0
_OF_COSINE, _LEAST_COSINE, _MOST_OF_WORDS = 12.0, 0.08, 5.0
_TOLD_WORDS: Final = 5
_MANY_HARMED, _RISEN = 4, 1.5
_OF_STATES: Final = frozenset({"state force", "external force", "government"})


def contradiction(one: EventMention, other: EventMention) -> Reason | None:
    """Why two mentions cannot be of one happening, whatever else they share; None where they can.

    A deed and what is only threatened or planned are not one; a deed and its denial are. Days contradict by more than
    one day (see `days`), places where neither contains the other and they lie further apart than the reports' precision
    lets them (see `places`). Types contradict that are not of one family.
    """
    if one.family != other.family:
        return Reason("types", _VETO, f"{one.type} and {other.type}")
    if (one.status in _DONE) != (other.status in _DONE):
        return Reason("reality", _VETO, f"{one.status} and {other.status}")
    if (one.mode in _CLOSE and other.mode in _FIRE) or (one.mode in _FIRE and other.mode in _CLOSE):
        return Reason("manner", _VETO, f"{one.mode} and {other.mode}")
    return contradicting_days(one, other) or contradicting_places(one, other)


def compare(one: EventMention, other: EventMention, book: Codebook, rarity: Rarity = NOT_COUNTED) -> Decision:
    """The judgement on two mentions of different reports, with every reason that weighed.

    Two events of one report were told apart by its reader: they are `different` here.
    """
    if one.document == other.document:
        told = Reason("one report", _VETO, "one report tells both apart")
        return Decision(one.id, other.id, "different", 0.0, RULE, (told,))
    against = contradiction(one, other)
    if against is not None:
        return Decision(one.id, other.id, "different", 0.0, RULE, (against,))
    reasons = tuple(reason for reason in _reasons(one, other, book, rarity) if reason.weight)
    score = 1 / (1 + exp(-rarity.prior() - sum(reason.weight for reason in reasons)))
    if not _tells_apart({reason.rule: reason.weight for reason in reasons if reason.weight > 0}, one, other):
        score = min(score, _NOT_TOLD_APART)
    return Decision(one.id, other.id, _verdict(score), round(score, 4), RULE, reasons)


def _tells_apart(for_it: Mapping[str, float], one: EventMention, other: EventMention) -> bool:
    """Whether what two mentions share can tell one happening from others: see the notes on what is little."""
    if sum(weight for rule, weight in for_it.items() if rule in _TELL_APART) < _LITTLE:
        return False
    if "copy" in for_it:
        return True
    alike = for_it.get("words", 0.0) >= _LITTLE or "toll" in for_it
    anchored = not _ANCHORS.isdisjoint(for_it)
    if for_it.get("names", 0.0) >= _NAMED:
        return alike or anchored
    if not anchored:
        return False
    in_field = one.family in _IN_THE_FIELD and "places" in for_it and (_is_small(one) or _is_small(other))
    return alike or in_field or (not _WHO.isdisjoint(for_it) and "places" in for_it)


def _is_small(mention: EventMention) -> bool:
    """Whether it has a place smaller than a city, or one that no codebook knows."""
    return any(spot.kind not in CITIES and spot.kind not in WIDE for spot in mention.spots)


def _verdict(score: float) -> Verdict:
    return "same" if score >= SAME_FROM else "unsure" if score >= UNSURE_FROM else "different"


def _reasons(one: EventMention, other: EventMention, book: Codebook, rarity: Rarity) -> Iterator[Reason]:
    yield _weighed("days", agreement_of_days(one, other), rarity)
    places = [_weighed("places", agreed, rarity) for agreed in agreement_of_places(one, other)]
    yield max(places, key=lambda reason: reason.weight, default=Reason("places", 0.0, "not known of both"))
    yield _what(one, other)
    yield _who(one, other, book, rarity)
    yield _toll(one, other, rarity)
    yield _names(one, other, rarity)
    yield _words(one, other, rarity)
    if one.text_group == other.text_group:
        yield Reason("copy", 3.0, one.text_group)


def _weighed(rule: str, agreed: Agreement, rarity: Rarity) -> Reason:
    rare = agreed.share * rarity.weight(*agreed.signs) if agreed.signs else 0.0
    return Reason(rule, round(rare + agreed.more, 2), agreed.told)


def _what(one: EventMention, other: EventMention) -> Reason:
    if one.type != other.type:
        return Reason("types", -0.3, f"{one.type}, {other.type}")
    return Reason("types", 0.5 if one.mode and one.mode == other.mode else 0.2, f"{one.mode}, {other.mode}")


def _who(one: EventMention, other: EventMention, book: Codebook, rarity: Rarity) -> Reason:
    """Who did it or is accused of it; reports differ on that of one happening, so that it never contradicts."""
    a, b = {*one.agents, *one.accused}, {*other.agents, *other.accused}
    if not a or not b:
        return Reason("actors", 0.0, "not known of both")
    told = f"{', '.join(sorted(a))} | {', '.join(sorted(b))}"
    if a & b:
        return Reason("actors", round(0.7 * max(rarity.weight(f"actor:{id_}") for id_ in a & b), 2), told)
    if {up for id_ in a for up in over_actor(id_, book)} & {up for id_ in b for up in over_actor(id_, book)}:
        return Reason("actors", 0.6, told)
    return Reason("actors", -0.7, told)


def over_actor(id_: str, book: Codebook) -> set[str]:
    """An actor, all that it belongs to, and the country whose force it is."""
    kind, _, bare = id_.partition(":")
    if kind != "actor":
        return {f"country:{book.country_of(bare)}"}
    found, actor = {id_}, book.actors.get(bare)
    while actor is not None:
        if actor.class_ in _OF_STATES and actor.country:
            found.add(f"country:{actor.country}")
        above = f"actor:{actor.parent}" if actor.parent else ""
        actor = book.actors.get(actor.parent) if actor.parent and above not in found else None
        found.update({above} - {""})
    return found


def _toll(one: EventMention, other: EventMention, rarity: Rarity) -> Reason:
    """Numbers of harmed: equal ones speak for one happening, great ones that lie near one another a little, since tolls
    rise; others a little against it."""
    a, b = {row.harm: row for row in one.harmed}, {row.harm: row for row in other.harmed}
    weight, told = 0.0, []
    for harm in sorted(a.keys() & b.keys()):
        x, y = a[harm], b[harm]
        told.append(f"{harm} {x.low}, {y.low}")
        same = bool({x.low, x.high} & {y.low, y.high})
        weight += 0.6 * rarity.weight(f"{harm}:{x.low}") if same else _unlike_tolls(x, y)
    return Reason("toll", round(weight, 2), "; ".join(told))


def _unlike_tolls(one: Harmed, other: Harmed) -> float:
    least, most = sorted((one.low, other.low))
    if least >= _MANY_HARMED and least * _RISEN >= most:
        return 0.5
    return -0.2 if min(one.high, other.high) * 3 >= most else -0.7


def _names(one: EventMention, other: EventMention, rarity: Rarity) -> Reason:
    shared = [name for name in one.names if any(fuzz.ratio(name, rival) >= _NAME_LIKE for rival in other.names)]
    weight = sum(0.7 * rarity.weight(f"name:{name}") for name in shared)
    return Reason("names", round(min(weight, _MOST_OF_NAMES), 2), ", ".join(shared))


def _words(one: EventMention, other: EventMention, rarity: Rarity) -> Reason:
    """The cosine of the words, each weighed by its rarity."""
    shared = set(one.words).intersection(other.words)
    if not shared:
        return Reason("words", 0.0, "none shared")
    both = sqrt(rarity.length(one.words) * rarity.length(other.words)) or 1.0
    cosine = sum(map(rarity.of_word, sorted(shared))) / both
    rarest = sorted(shared, key=lambda word: (-rarity.of_word(word), word))[:_TOLD_WORDS]
    weight = min(_OF_COSINE * max(0.0, cosine - _LEAST_COSINE), _MOST_OF_WORDS)
    return Reason("words", round(weight, 2), f"{cosine:.2f}: {' '.join(rarest)}")
