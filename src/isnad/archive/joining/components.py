"""Which mentions hang together: only those can become one cluster, and each part is clustered by itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from isnad.archive.joining.holding import Held
from isnad.resolve.judgement import Decision


def links(members: Mapping[int, Held], decisions: Iterable[Decision]) -> Iterator[tuple[int, int]]:
    """Pairs of rows that belong to one component: compared and not different, or in one cluster until now."""
    by_id = {h.id: h.row for h in members.values()}
    for decision in decisions:
        if decision.verdict != "different" and decision.left in by_id and decision.right in by_id:
            yield by_id[decision.left], by_id[decision.right]
    clusters: dict[str, int] = {}
    for member in members.values():
        if member.cluster:
            yield clusters.setdefault(member.cluster, member.row), member.row


def components(
    members: Sequence[Held], said: Iterable[tuple[str, str]], links: Iterable[tuple[int, int]]
) -> list[list[Held]]:
    """The members in parts that nothing links."""
    rows = {h.handle: h.row for h in members}
    parent = {h.row: h.row for h in members}

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    pairs = [(rows[a], rows[b]) for a, b in said if a in rows and b in rows]
    for one, other in (*pairs, *links):
        a, b = root(one), root(other)
        parent[max(a, b)] = min(a, b)
    parts: dict[int, list[Held]] = {}
    for member in sorted(members, key=lambda one: one.row):
        parts.setdefault(root(member.row), []).append(member)
    return list(parts.values())
