"""The two sorts of things that are told apart and joined across reports: happenings, and entities no codebook knows.

Both go one way: mentions, blocks under which they meet, comparison, clusters. What differs is here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from isnad.codebook import Codebook
from isnad.model import Record, Span
from isnad.resolve.entities import (
    EntityMention,
    cluster_entities,
    compare_entities,
    entity_blocks,
    entity_mention_from_plain,
    entity_mentions,
)  # fmt: skip
from isnad.resolve.happenings import (
    EventMention,
    Rarity,
    blocks,
    cluster,
    compare,
    event_mentions,
    mention_from_plain,
)  # fmt: skip
from isnad.resolve.judgement import Decision

Mention: TypeAlias = EventMention | EntityMention
Clusters = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """How one sort of mentions is read, met, compared and clustered; `prefix` begins the ids of its clusters."""

    name: str
    prefix: str
    mentions: Callable[[Record, Codebook], Sequence[Mention]]
    from_plain: Callable[[Mapping[str, Any]], Any]
    blocks: Callable[[Any], frozenset[str]]
    compare: Callable[[Any, Any, Codebook, Rarity], Decision]
    cluster: Callable[[Any, Sequence[Decision]], Clusters]
    where: Callable[[Record, Mention], tuple[str, Span]]
    """The type of a mention and the characters by which it is known."""


def _event_at(record: Record, mention: Mention) -> tuple[str, Span]:
    local = mention.id.rpartition("#")[2]
    event = next(event for event in record.events if event.id == local)
    return event.type, event.triggers[0]


def _entity_at(record: Record, mention: Mention) -> tuple[str, Span]:
    local = mention.id.rpartition("#")[2]
    entity = next(entity for entity in record.entities if entity.id == local)
    return entity.kind, (entity.mentions or entity.anaphors)[0]


SORTS: Mapping[str, Sort] = {
    "entity": Sort(
        "entity", "x", entity_mentions, entity_mention_from_plain, entity_blocks,
        lambda one, other, book, _: compare_entities(one, other, book), cluster_entities, _entity_at,
    ),
    "event": Sort(
        "event", "ev", event_mentions, mention_from_plain, blocks, compare, cluster, _event_at,
    ),
}  # fmt: skip
"""Entities first: events are told by who took part."""
