"""Where the clusters stand that somebody sees: all of them, or, for who is not cleared, those that no hidden report
tells of, and beside them what the other reports make of the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Table, exists, select

from isnad.archive.schema import (
    cluster_actors,
    cluster_places,
    clusters,
    open_actors,
    open_clusters,
    open_places,
    veiled,
)
from isnad.archive.sight import Sight

_MANY = 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """Clusters with who took part in them and where they are; `others` are the same clusters under another name. Of
    those that are `veiled` none is meant."""

    clusters: Table
    others: FromClause
    actors: Table
    places: Table
    is_veiled: bool = False

    def seen(self, column: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
        """That the clusters of a column are meant."""
        if self.is_veiled:
            yield ~exists(select(veiled.c.cluster).where(veiled.c.cluster == column).correlate(column.table))


_OTHERS = clusters.alias("others")
ALL: Final = Shelf(clusters, _OTHERS, cluster_actors, cluster_places)
_BARE: Final = Shelf(clusters, _OTHERS, cluster_actors, cluster_places, is_veiled=True)
_OPEN: Final = Shelf(open_clusters, open_clusters.alias("other_open"), open_actors, open_places)


def shelves_of(sight: Sight) -> tuple[Shelf, ...]:
    """Where all clusters stand that are seen, each on one shelf."""
    return (ALL,) if sight.cleared else (_BARE, _OPEN)


def rows_of(connection: Connection, ids: Iterable[str], sight: Sight) -> dict[str, Any]:
    """The rows of those of the clusters that are seen, by their ids."""
    wanted = sorted(set(ids))
    found: dict[str, Any] = {}
    for shelf in shelves_of(sight):
        kept = shelf.clusters
        for start in range(0, len(wanted), _MANY):
            some = select(kept).where(kept.c.id.in_(wanted[start : start + _MANY]), *shelf.seen(kept.c.id))
            found.update((row.id, row) for row in connection.execute(some))
    return found
