"""How usual each sign is on which two mentions could agree: counted in a sample of the archive and in what comes in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from isnad.archive.joining.sorts import SORTS
from isnad.archive.schema import mentions
from isnad.resolve.happenings import Rarity
from isnad.resolve.rarity import signs

_SAMPLE = 4_000
"""So many of the latest mentions are counted when work begins."""
_MOST_SIGNS = 200_000
"""With more, those that stand in one text only are let go: they weigh nearly as much as those never seen."""


@dataclass(slots=True)
class Usage:
    """In how many of `texts` texts each sign stands."""

    texts: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    _latest: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> "Usage":
        """As the latest mentions of the archive have it."""
        sort = SORTS["event"]
        latest = connection.execute(
            select(mentions.c.data)
            .where(mentions.c.sort == sort.name, mentions.c.gone_at.is_(None))
            .order_by(mentions.c.id.desc())
            .limit(_SAMPLE)
        ).scalars()
        usage = cls()
        usage.count(sort.from_plain(data) for data in latest)
        return usage

    def count(self, found: Iterable[Any]) -> None:
        """Takes mentions of events into account: those of one text once, and with them copies that come soon after."""
        for mention in found:
            known = self._latest.get(mention.text_group)
            if known is None:
                known = self._latest[mention.text_group] = set()
                self.texts += 1
            new = set(signs(mention)) - known
            known |= new
            self.counts.update(new)
        for group in list(self._latest)[:-_SAMPLE]:
            del self._latest[group]
        if len(self.counts) > _MOST_SIGNS:
            self.counts = Counter({sign: number for sign, number in self.counts.items() if number > 1})

    @property
    def rarity(self) -> Rarity:
        """What weighs a shared sign."""
        return Rarity(self.texts, self.counts)
