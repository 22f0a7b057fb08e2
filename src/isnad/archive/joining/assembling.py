"""One happening, one entity: the clusters of mentions, kept up as documents come in and as people judge.

Only what a new document touches is looked at again: the mentions that share a block with one of its own, and the
clusters that those are in. What was decided is a judgement that is appended; clusters follow from judgements and can be
made anew from them at any time.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, count

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from isnad.archive import chain, judging
from isnad.archive.claims import beyond
from isnad.archive.joining import laying, summaries, witnesses
from isnad.archive.joining.components import components, links
from isnad.archive.joining.holding import Held, Parsed, held, sharing
from isnad.archive.joining.minting import minted, mints
from isnad.archive.joining.sorts import SORTS, Sort
from isnad.archive.joining.usage import Usage
from isnad.archive.schema import blocks, mentions, records, redirects, relations
from isnad.codebook import Codebook
from isnad.resolve.judgement import RULE, Decision, Pair
from isnad.resolve.rarity import Rarity

MOST_NEAR = 25
"""With so many of those that share most blocks a mention is compared."""
MOST_PAIRED = 20
"""Up to so many mentions all pairs of a component are compared; above, the new ones with all others."""
STOOD = f"{RULE}stood@1"
"""By which those of a large component are kept together that stood in one cluster."""
_MANY = 400

Group = tuple[str, Sequence[Held]]
"""A cluster's id and its members."""


@dataclass(slots=True)
class Memory:
    """What is kept of an archive between two transactions, so that not all has to be fetched anew."""

    usage: Usage
    parsed: Parsed
    claims: witnesses.ParsedClaims = field(default_factory=witnesses.ParsedClaims)

    @classmethod
    def of(cls, connection: Connection) -> "Memory":
        """As the archive is now."""
        return cls(Usage.of(connection), Parsed.of(connection))

    @classmethod
    def brief(cls, connection: Connection) -> "Memory":
        """For a single change: which blocks are full is found on the way."""
        return cls(Usage.of(connection), Parsed())


@dataclass(slots=True)
class Assembler:
    """Keeps the clusters of one archive, within one writing transaction."""

    connection: Connection
    book: Codebook
    memory: Memory
    _rarity: Rarity = field(init=False)
    _compared: dict[tuple[int, int], Decision] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rarity = self.memory.usage.rarity
        self.memory.parsed.forget()
        self.memory.claims.forget()

    def take(self, documents: Collection[int]) -> None:
        """Clusters the mentions of these documents, and all that they touch."""
        first = self._read_once(documents)
        laying.forget_unread(self.connection, documents)
        said = laying.lay(self.connection, mentions.c.document.in_(documents), self.book, chain.now())
        for sort in SORTS.values():
            new = self._held(sort, mentions.c.document.in_(documents))
            if sort.name == "event":
                self.memory.usage.count(one.mention for one in new)
                self._rarity = self.memory.usage.rarity
            self._again(sort, new, {one.handle for one in new if one.document in first})
        self._sum_up("event", said.left)

    def retire(self, documents: Collection[int], at: str) -> None:
        """From now on the mentions and relations of these documents count no more: other versions took their place."""
        live = and_(mentions.c.document.in_(documents), mentions.c.gone_at.is_(None))
        left = self.connection.execute(select(mentions.c.id, mentions.c.sort, mentions.c.cluster).where(live)).all()
        self.connection.execute(delete(blocks).where(blocks.c.mention.in_([row.id for row in left])))
        self.connection.execute(update(mentions).where(live).values(gone_at=at))
        gone = and_(relations.c.document.in_(documents), relations.c.gone_at.is_(None))
        self.connection.execute(update(relations).where(gone).values(gone_at=at))
        for sort in SORTS:
            touched = {row.cluster for row in left if row.sort == sort and row.cluster}
            self._sum_up(sort, touched)

    def veil(self, touched: Mapping[str, Collection[str]]) -> None:
        """Makes anew what those see of these clusters, by their sort, who may see no hidden report."""
        for sort, ids in touched.items():
            summaries.write_open(self.connection, sort, ids, self.book, self.memory.parsed, self.memory.claims)

    def judged(self, sort: str, handles: Collection[str]) -> None:
        """Clusters anew what a person's judgement on these mentions touches, as if all of it were new: what stood
        together may have stood so by an earlier judgement."""
        self._again(SORTS[sort], self._held(SORTS[sort], mentions.c.handle.in_(handles)), whole=True)

    def settle(self, changed: laying.Laid) -> None:
        """Clusters anew what it touches that people's word was laid over mentions of events."""
        event = SORTS["event"]
        self._again(event, self._held(event, mentions.c.id.in_(changed.came)))
        for cluster in sorted(changed.left):
            rest = self._held(event, mentions.c.cluster == cluster)
            if len(rest) <= MOST_PAIRED:  # one that is gone may have held the others together
                self._again(event, rest, whole=True)
        self._sum_up("event", changed.left)

    def _held(self, sort: Sort, condition: object) -> list[Held]:
        return held(self.connection, sort, self.memory.parsed, condition)

    def _read_once(self, documents: Collection[int]) -> set[int]:
        """Those of the documents that were read for the first time."""
        of_these = records.c.document.in_(documents)
        once = select(records.c.document).where(of_these).group_by(records.c.document).having(func.count() == 1)
        return set(self.connection.execute(once).scalars())

    def _again(
        self, sort: Sort, new: Sequence[Held], fresh: Collection[str] = (), *, whole: bool = False
    ) -> None:  # fmt: skip
        if not new:
            return
        near = self._near(sort, new)
        decisions = [self._decided(sort, one, other) for one in new for other in near.get(one.row, ())]
        handles = {one.id: one.handle for one in (*new, *_all(near))}
        judging.by_rules(self.connection, sort.name, decisions, handles, fresh)
        members = self._touched(sort, new, near, decisions)
        said = judging.by_persons(self.connection, sort.name, [one.handle for one in members.values()])
        rows = set(members) if whole else {one.row for one in new}
        groups = [
            group
            for component in components(list(members.values()), said, links(members, decisions))
            for group in self._grouped(sort, component, rows, said)
        ]
        self._place(sort, groups, rows)

    def _touched(
        self, sort: Sort, new: Sequence[Held], near: Mapping[int, Sequence[Held]], decisions: Iterable[Decision]
    ) -> dict[int, Held]:
        """The new mentions, those that may be one with them, and all that are in a cluster with either, or that a
        person named beside one of them; by their rows."""
        linked = {end for one in decisions if one.verdict != "different" for end in (one.left, one.right)}
        members = {one.row: one for one in (*new, *(other for other in _all(near) if other.id in linked))}
        known = {one.handle for one in members.values()}
        said = judging.by_persons(self.connection, sort.name, known)
        partners = {handle for ends in said for handle in ends} - known
        joined = {one.cluster for one in members.values() if one.cluster}
        if joined or partners:
            beside = or_(mentions.c.cluster.in_(joined), mentions.c.handle.in_(partners))
            members.update((one.row, one) for one in self._held(sort, beside))
        return members

    def _grouped(
        self, sort: Sort, component: Sequence[Held], new: Collection[int], said: Mapping[Pair, Decision]
    ) -> Iterator[Sequence[Held]]:
        if len(component) == 1:
            yield component
            return
        of, ids = {one.id: one for one in component}, {one.handle: one.id for one in component}
        persons = (
            replace(decision, left=ids[left], right=ids[right])
            for (left, right), decision in said.items()
            if left in ids and right in ids
        )
        decisions = [*self._pairs(sort, component, new), *persons]
        for group in sort.cluster([one.mention for one in component], decisions):
            yield [of[id_] for id_ in group]

    def _pairs(self, sort: Sort, component: Sequence[Held], new: Collection[int]) -> Iterator[Decision]:
        """What is decided on the pairs of a component: on all of a small one. In a large one, those that stood in one
        cluster stay in it, and only the new ones are compared with all others."""
        few = len(component) <= MOST_PAIRED
        for one, other in combinations(component, 2):
            if one.document != other.document and (few or one.row in new or other.row in new):
                yield self._decided(sort, one, other)
        if not few:
            first: dict[str, Held] = {}
            for one in component:
                if one.row not in new and one.cluster and first.setdefault(one.cluster, one) is not one:
                    yield Decision(first[one.cluster].id, one.id, "same", 1.0, STOOD)

    def _place(self, sort: Sort, groups: Sequence[Sequence[Held]], new: Collection[int]) -> None:
        """Puts each group into its cluster. What is shown of a cluster follows from who is in it in the end."""
        named = list(self._named(sort, groups))
        moved = [(one, cluster) for cluster, group in named for one in group if one.cluster != cluster]
        if moved:
            self.connection.execute(
                update(mentions).where(mentions.c.id == bindparam("row")).values(cluster=bindparam("into")),
                [{"row": one.row, "into": cluster} for one, cluster in moved],
            )
            self._relate(sort, moved)
        left = {one.cluster: cluster for one, cluster in moved if one.cluster}
        entered = {cluster for cluster, group in named if any(one.row in new for one in group)}
        changed = entered | {cluster for _, cluster in moved} | left.keys()
        self._sum_up(sort.name, changed)
        self._redirect(left, {cluster for cluster, _ in named})

    def _sum_up(self, sort: str, ids: Collection[str]) -> None:
        summaries.write(self.connection, sort, ids, self.book, self.memory.parsed, self.memory.claims)

    def _relate(self, sort: Sort, moved: Sequence[tuple[Held, str]]) -> None:
        """What a document states of one of its own entities is stated of the cluster that it is in."""
        if sort.name != "entity":
            return
        into = {
            (one.document, name): cluster
            for one, cluster in moved
            for name in (beyond(one.local, one.mention.document), one.cluster)
            if name
        }
        ends = relations.c.source, relations.c.target, relations.c.scope
        rows = self.connection.execute(
            select(relations.c.id, relations.c.document, *ends).where(
                relations.c.document.in_({one.document for one, _ in moved})
            )
        ).all()
        related = [
            {
                "row": row,
                **{f"to_{end.name}": into.get((document, name), name) for end, name in zip(ends, names, strict=True)},
            }
            for row, document, *names in rows
            if any((document, name) in into for name in names)
        ]
        if related:
            self.connection.execute(
                update(relations)
                .where(relations.c.id == bindparam("row"))
                .values({end.name: bindparam(f"to_{end.name}") for end in ends}),
                related,
            )

    def _redirect(self, left: Mapping[str, str], live: Collection[str]) -> None:
        """Whoever asks for an id whose mentions are all elsewhere now is led to where they went."""
        if not left:
            return
        self.connection.execute(delete(redirects).where(redirects.c.old.in_({*live, *left})))
        inhabited = set(
            self.connection.execute(
                select(mentions.c.cluster)
                .where(mentions.c.cluster.in_(set(left)), mentions.c.gone_at.is_(None))
                .distinct()
            ).scalars()
        )
        for old, new in sorted(left.items()):
            if old not in inhabited:
                self.connection.execute(insert(redirects).values(old=old, new=new))
                chain.append(self.connection, who="engine", action="redirect", subject=old, detail={"to": new})

    def _decided(self, sort: Sort, one: Held, other: Held) -> Decision:
        first, last = (one, other) if one.row < other.row else (other, one)
        known = self._compared.get((first.row, last.row))
        if known is None:
            known = sort.compare(first.mention, last.mention, self.book, self._rarity)
            self._compared[first.row, last.row] = known
        return known

    def _near(self, sort: Sort, new: Sequence[Held]) -> dict[int, list[Held]]:
        """For each row the mentions of other documents that share most blocks with it."""
        own: dict[int, list[int]] = defaultdict(list)
        for start in range(0, len(new), _MANY):
            rows = [one.row for one in new[start : start + _MANY]]
            for block, row in self.connection.execute(
                select(blocks.c.block, blocks.c.mention).where(blocks.c.mention.in_(rows))
            ):
                own[block].append(row)
        shared: dict[int, Counter[int]] = defaultdict(Counter)
        for block, rows in sharing(self.connection, self.memory.parsed, list(own)):
            for row in own[block]:
                shared[row].update(rows)
        wanted = {row: _most(counts, row) for row, counts in shared.items()}
        loaded = {one.row: one for one in self._loaded(sort, {other for rows in wanted.values() for other in rows})}
        documents = {one.row: one.document for one in new}
        return {
            row: [loaded[other] for other in rows if other in loaded and loaded[other].document != documents[row]]
            for row, rows in wanted.items()
        }

    def _loaded(self, sort: Sort, rows: Collection[int]) -> Iterator[Held]:
        listed = sorted(rows)
        for start in range(0, len(listed), _MANY):
            yield from self._held(sort, mentions.c.id.in_(listed[start : start + _MANY]))

    def _named(self, sort: Sort, groups: Sequence[Sequence[Held]]) -> Iterator[Group]:
        """Each group with its id: the one that most of its members had, else a new one made of its first mention's
        evidence. Of several groups that come of one, the one keeps its id whose evidence that was made of, so that what
        was joined and comes apart has the ids that it had before; else the greatest."""
        counted = [Counter(one.cluster for one in group if one.cluster) for group in groups]
        in_groups = Counter(cluster for of_group in counted for cluster in of_group)
        held_before = sorted(
            (
                (in_groups[cluster] > 1 and _made(sort, group, cluster), number, -place, cluster)
                for place, (group, of_group) in enumerate(zip(groups, counted, strict=True))
                for cluster, number in of_group.items()
            ),
            reverse=True,
        )
        taken: dict[int, str] = {}
        used: set[str] = set()
        for _, _, place, cluster in held_before:
            if -place not in taken and cluster not in used:
                taken[-place] = cluster
                used.add(cluster)
        nameless = [place for place in range(len(groups)) if place not in taken]
        minted = {place: _minted(sort, groups[place], 0) for place in nameless}
        used |= self._known(minted.values())
        for place in nameless:
            tried = (minted[place] if not number else _minted(sort, groups[place], number) for number in count())
            taken[place] = next(
                id_ for id_ in tried if id_ not in used and (id_ == minted[place] or not self._known([id_]))
            )
            used.add(taken[place])
        yield from ((taken[place], group) for place, group in enumerate(groups))

    def _known(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that some cluster has or had."""
        listed, found = sorted(ids), set[str]()
        for start in range(0, len(listed), _MANY):
            had = select(mentions.c.cluster).where(mentions.c.cluster.in_(listed[start : start + _MANY])).distinct()
            found.update(self.connection.execute(had).scalars())
        return found


def reviewed(
    connection: Connection, handles: Collection[str], book: Codebook, remembered: Callable[[], Memory]
) -> None:  # fmt: skip
    """Lays over these mentions what people said of them. Where that changes none, what is shown of it is made anew, and
    nothing has to be remembered."""
    changed = laying.lay(connection, mentions.c.handle.in_(handles), book, chain.now())
    if changed.came or changed.left:
        Assembler(connection, book, remembered()).settle(changed)
    of_it = mentions.c.handle.in_(handles), mentions.c.gone_at.is_(None), mentions.c.cluster.is_not(None)
    touched = set(connection.execute(select(mentions.c.cluster).where(*of_it)).scalars())
    summaries.write(connection, "event", touched, book, Parsed(), witnesses.ParsedClaims())


def _made(sort: Sort, group: Sequence[Held], cluster: str) -> bool:
    """Whether an id was made of the evidence of one of these."""
    return any(cluster in mints(sort.prefix, one.handle) for one in group)


def _minted(sort: Sort, group: Sequence[Held], number: int) -> str:
    """An id of the evidence of a group's first mention; another one for each number."""
    return minted(sort.prefix, min(group, key=lambda one: one.row).handle, number)


def _most(counts: Counter[int], row: int) -> list[int]:
    """The rows that share most blocks with one, without itself; of those that share as many the latest."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], -item[0]))
    return [other for other, _ in ranked[: MOST_NEAR + 1] if other != row][:MOST_NEAR]


def _all(near: Mapping[int, Sequence[Held]]) -> Iterator[Held]:
    for others in near.values():
        yield from others
