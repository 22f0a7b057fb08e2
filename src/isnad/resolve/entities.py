"""One entity across reports: the unregistered whom a report names, who could be meant alike, and who is one.

Registered ones are one by their id and never come here. `entity_mentions` takes a record apart, `entity_blocks` says
which mentions to compare, `compare_entities` judges a pair, `cluster_entities` puts the judged together.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from isnad.resolve.clustering import linked
from isnad.resolve.entity_comparing import RULE, SAME_FROM, UNSURE_FROM, compare_entities, entity_contradiction
from isnad.resolve.entity_mentions import entity_mentions, surroundings
from isnad.resolve.judgement import Decision
from isnad.resolve.named import Alias, EntityMention, entity_mention_from_plain

__all__ = [
    "RULE", "SAME_FROM", "UNSURE_FROM", "EntityMention", "cluster_entities", "compare_entities", "entity_blocks",
    "entity_contradiction", "entity_mention_from_plain", "entity_mentions", "surroundings",
]  # fmt: skip
_WEAK = re.compile("[اويه]")
_COMMON = 1
_RARE = 3
_MONTH = len("2020-01")


def entity_blocks(mention: EntityMention) -> frozenset[str]:
    """The keys of a mention. Two that could be one share at least one: a part of the name together with a body, a
    post, a place or a named companion, in the rough spelling without long vowels.

    Rare names of persons are keys within a month, so that someone can judge where nothing but the name is told. Names
    that tell nothing apart (`القوات`, `علي`) have a key of their text only, by which copies meet.
    """
    keys = {f"{mention.kind}|{name}|{anchor}" for name in set(_names(mention)) for anchor in _anchors(mention)}
    rare = {" ".join(_rough(form)) for form in mention.forms if form.strength >= _RARE and mention.kind == "person"}
    copied = f"{mention.kind}|{mention.name}|{mention.text_group}"
    at_once = {f"{mention.kind}|{name}|{mention.published[:_MONTH]}" for name in rare} if mention.published else set()
    return frozenset({copied, *keys, *at_once})


def _rough(form: Alias) -> list[str]:
    return [_WEAK.sub("", part) or part for part in form.parts]


def _names(mention: EntityMention) -> Iterator[str]:
    for form in mention.forms:
        rough = _rough(form)
        if form.strength and mention.kind != "person":
            yield " ".join((*rough, *mention.numbers))
        elif form.strength:
            yield from (f"{one} {two}" for one, two in pairwise(rough))
            yield from {rough[0] if " " in rough[0] else rough[-1], rough[-1]}


def _anchors(mention: EntityMention) -> Iterator[str]:
    yield from mention.over
    yield from mention.ties
    wide_enough = mention.strength > _COMMON or mention.kind in ("place", "facility")
    yield from mention.around if wide_enough else set(mention.around) - set(mention.wide)
    if mention.strength > _COMMON:
        yield from mention.posts


def cluster_entities(
    mentions: Iterable[EntityMention], decisions: Iterable[Decision]
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """The ids of all mentions in clusters of one entity each, sorted, in the order of their first ids.

    Mentions whose kinds, names, numbers, bodies or places contradict never stand in one cluster, unless a person joined
    them. The outcome hangs on nothing but the mentions and the decisions that stand.
    """
    return linked({one.id: _profile(one) for one in mentions}, decisions, _contradict, SAME_FROM)


def _profile(mention: EntityMention) -> EntityMention:
    """What of a mention can contradict another."""
    return replace(
        mention, id="", document="", text_group="", names=(), posts=(), places=(), around=(), ties=(), killed=None,
        acted=None, published=None,
    )  # fmt: skip


def _contradict(one: EntityMention, other: EntityMention) -> bool:
    return entity_contradiction(one, other) is not None
