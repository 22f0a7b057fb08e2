"""One happening across reports: what each report tells of it, who could be meant alike, and what is one.

`event_mentions` takes a record apart, `blocks` says which mentions to compare, `compare` judges a pair, `cluster` puts
the judged together. Everything here is a function of frozen values: an archive stores mentions and decisions, and can
make the clusters again from them at any time.
"""

from collections.abc import Iterable
from dataclasses import replace

from isnad.resolve.blocking import MOST_PER_BLOCK, blocks
from isnad.resolve.clustering import LINK_FROM, linked
from isnad.resolve.comparing import RULE, SAME_FROM, UNSURE_FROM, compare, contradiction
from isnad.resolve.event_mentions import FAMILIES, event_mentions
from isnad.resolve.judgement import Decision
from isnad.resolve.mentions import EventMention, Harmed, Spot, mention_from_plain
from isnad.resolve.rarity import Rarity

__all__ = [
    "FAMILIES", "LINK_FROM", "MOST_PER_BLOCK", "RULE", "SAME_FROM", "UNSURE_FROM", "EventMention", "Harmed", "Rarity",
    "Spot", "blocks", "cluster", "compare", "contradiction", "event_mentions", "mention_from_plain",
]  # fmt: skip


def cluster(mentions: Iterable[EventMention], decisions: Iterable[Decision]) -> tuple[tuple[str, ...], ...]:
    """The ids of all mentions in clusters of one happening each, sorted, in the order of their first ids.

    Mentions whose days, places, types or realities contradict never stand in one cluster, unless a person joined them.
    The outcome hangs on nothing but the mentions and the decisions that stand.
    """
    return linked({one.id: _profile(one) for one in mentions}, decisions, _contradict)


def _profile(mention: EventMention) -> EventMention:
    """What of a mention can contradict another, so that the many that say the same are looked at once."""
    return replace(
        mention, id="", document="", text_group="", rank=0, agents=(), accused=(), targets=(), outlet=None, harmed=(),
        names=(), words=(), weekday=None,
    )  # fmt: skip


def _contradict(one: EventMention, other: EventMention) -> bool:
    return contradiction(one, other) is not None
