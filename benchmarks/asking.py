"""How long an archive of 50,000 reports takes to answer: `find`, `events`, `event`, `actor` and `place`.

The archive is made of rows, without the engine: made-up words, actors and places as often as in the news (the r-th
most frequent is named 1/r as often as the first), so that questions for the most common ones are the worst that can be
asked. Each question is asked several times in its own transaction, and the slowest of them stand beside the floors: 95
of 100 answers of `find` in 50 ms, of the pages of actors and places in 100 ms.
"""

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select

from isnad.archive import schema, searching
from isnad.archive.asking.actors import actor_page
from isnad.archive.asking.event_lists import events
from isnad.archive.asking.finding import asked, find
from isnad.archive.asking.happenings import event_page
from isnad.archive.asking.places import place_page
from isnad.archive.hierarchy import over_actor, over_place
from isnad.archive.migrating import create, revision
from isnad.archive.opening import Place, engine_of, is_postgres, reading, writing
from isnad.archive.tables import METADATA
from isnad.codebook import Codebook, load
from isnad.model import to_plain
from isnad.model.vocabulary import EVENT_TYPES
from isnad.resolve.mentions import EventMention

FIND_MS, PAGE_MS = 50.0, 100.0
REPORTS, WORDS, ROUNDS = 50_000, 150, 5
_RANKS = (0, 1, 2, 5, 10, 30, 100, 300)
_LETTERS = "ابتجحدرسشصطعفقكلمنهوي"
_FIRST = date(2016, 1, 1)
_DAYS = 3_650
_AT, _LATER = "2026-01-01T00:00:00.000000Z", "2026-01-02T00:00:00.000000Z"
_RELATIONS = ("leads", "role", "controls", "present_at", "subordinate_to", "allied_with", "hostile_to")
_BATCH = 1_000
_KNOWN = {"في": 1, "مدينة": 20, "قوات": 25, "ريف": 40, "قصف": 40, "الجيش": 60, "دمشق": 60, "هدنة": 600}
"""Words that are asked for, and which rank they have in news of conflicts: `قصف` stands in three of ten reports."""
_SPEAKERS = ("مصدر عسكري", "شهود عيان", "ناشطون", "مصدر محلي", "متحدث باسم القوات", "مسؤول حكومي", "مصدر امني")
_SPOKEN, _NAMELESS = 0.45, 0.4
"""So many claims have a speaker other than the outlet, and so many of those no name."""
_VERSIONS = 20
"""Of so many reports one is a new version of the one before."""
_ORDER = (
    "blobs", "reports", "documents", "captures", "records", "claims", "mentions", "tellings", "relations",
    "document_terms", "clusters", "cluster_actors", "cluster_places",
)  # fmt: skip


Speaker = tuple[str, bool] | None


class Zipf:
    """Draws from a row, the r-th 1/r as often as the first."""

    def __init__(self, chance: random.Random, row: Sequence[str]) -> None:
        self.chance, self.row = chance, row
        self.weights = list(accumulate(1 / rank for rank in range(1, len(row) + 1)))

    def draw(self, count: int) -> list[str]:
        """So many of the row, some of them more than once."""
        return self.chance.choices(self.row, cum_weights=self.weights, k=count)


class Maker:
    """Makes the rows of made-up reports, the same at each run."""

    def __init__(self, book: Codebook, words: int) -> None:
        self.chance, self.book, self.words = random.Random(7), book, words
        lexicon = {"".join(self.chance.choices(_LETTERS, k=self.chance.randrange(3, 8))) for _ in range(30_000)}
        ranked = sorted(lexicon)
        for word, rank in _KNOWN.items():
            ranked.insert(rank - 1, word)
        self.lexicon = Zipf(self.chance, ranked)
        self.actors = Zipf(self.chance, [f"actor:{id_}" for id_ in book.actors])
        self.places = Zipf(self.chance, [f"place:{id_}" for id_ in book.places])
        self.outlets = Zipf(self.chance, [f"actor:{a.id}" for a in book.actors.values() if a.class_ == "outlet"])
        self.types = Zipf(self.chance, list(EVENT_TYPES))
        self.speakers = Zipf(self.chance, _SPEAKERS)
        self.clusters: dict[str, list[EventMention]] = {}
        self.latest: list[str] = []

    def report(self, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Rows of one report, each with its table."""
        day = (_FIRST + timedelta(days=self.chance.randrange(_DAYS))).isoformat()
        sha = f"sha256:{number:064x}"
        outlet, body = self.outlets.draw(1)[0], " ".join(self.lexicon.draw(self.words))
        title = " ".join(self.lexicon.draw(8))
        yield "documents", {
            "id": number, "document": sha, "text": f"{title}\n{body}", "title": title, "outlet": outlet,
            "published": day, "url": f"https://example.org/{number}", "platform": "web", "text_origin": "captured",
            "captured": {"title": [0, len(title)], "channel": {"forwarded_from": None}}, "warnings": [],
            "signature": b"", "text_group": number, "added_at": _AT,
        }  # fmt: skip
        yield from _came(number)
        yield "records", {
            "id": number, "document": number, "engine": "0", "codebook": "0", "digest": "", "packed": b"",
            "read_at": _AT,
        }  # fmt: skip
        who, where = self.actors.draw(4), self.places.draw(3)
        terms = {f"actor:{up}" for one in who for up in over_actor(one, self.book)}
        terms |= {f"place:{up}" for one in where for up in over_place(one, self.book)}
        terms.add(f"outlet:{outlet}")
        for nth, type_ in enumerate(self.types.draw(3)):
            speaker = self.speaker()
            terms |= {f"type:{type_}", "status:actual", *_spoken(speaker)}
            yield from self.event(number, nth, sha, day, type_, who, where, outlet, speaker)
        for nth, type_ in enumerate(self.chance.sample(_RELATIONS, 2), 5):
            speaker = self.speaker()
            terms |= _spoken(speaker)
            yield from self.state(number, nth, day, type_, who, where, speaker)
        yield from (("document_terms", {"term": term, "document": number}) for term in sorted(terms))

    def speaker(self) -> Speaker:
        """Who says something: in which words, and whether without a name; None for the outlet itself."""
        if self.chance.random() > _SPOKEN:
            return None
        return self.speakers.draw(1)[0], self.chance.random() < _NAMELESS

    def event(
        self,
        number: int,
        nth: int,
        sha: str,
        day: str,
        type_: str,
        who: list[str],
        where: list[str],
        outlet: str,
        speaker: Speaker,
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """A mention of a new event or of a known one, and its claim."""
        row = 10 * number + nth
        known = self.latest[self.chance.randrange(len(self.latest))] if self.latest else None
        cluster = known if known and self.chance.random() < 0.4 else f"ev-{row}"
        mention = EventMention(
            id=f"{sha}#e{nth}", document=sha, text_group=sha, type=type_, family=type_.lower(), mode=None,  # type: ignore[arg-type]
            status="actual", polarity="positive", rank=nth, agents=(who[0],), targets=(who[1],), from_=day, to=day,
            precision="day", published=day, outlet=outlet,
        )  # fmt: skip
        if not _is_replaced(number):
            self.clusters.setdefault(cluster, []).append(mention)
            self.latest = [*self.latest[-300:], cluster]
        yield "claims", _claim(row, number, f"e{nth}", type_, {"status": "actual"}, speaker)
        yield "mentions", {
            "id": row, "sort": "event", "document": number, "local": f"e{nth}", "handle": f"{sha}@{nth}-9:{type_}",
            "start": nth, "end": 9, "type": type_, "data": to_plain(mention), "cluster": cluster, "known_at": _AT,
            "gone_at": _LATER if _is_replaced(number) else None,
        }  # fmt: skip
        yield "tellings", {"mention": row, "claim": row}

    def state(
        self, number: int, nth: int, day: str, type_: str, who: list[str], where: list[str], speaker: Speaker
    ) -> Iterator[tuple[str, dict[str, Any]]]:  # fmt: skip
        """A standing state and its claim."""
        row = 10 * number + nth
        target = where[0] if type_ in ("controls", "present_at") else who[1]
        yield "claims", _claim(row, number, f"r{nth}", type_, None, speaker)
        yield "relations", {
            "id": row, "document": number, "claim": row, "type": type_, "source": who[0], "target": target,
            "role": "قائد" if type_ in ("leads", "role") else None, "scope": None, "since": None, "until": None,
            "day": day, "denies": False, "known_at": _AT, "gone_at": _LATER if _is_replaced(number) else None,
        }  # fmt: skip

    def happened(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of all events."""
        for id_, told in self.clusters.items():
            first, place = told[0], self.places.draw(1)[0]
            data = {
                "type": first.type, "mode": None, "status": "actual", "polarity": "positive", "from": first.from_,
                "to": first.to, "precision": "day", "place": place, "where": None, "agents": list(first.agents),
                "targets": list(first.targets), "accused": [], "victims": {"killed": {"low": 1, "best": 2, "high": 3}},
                "outlets": 1, "origins": 1, "unknown": 0, "contradictions": [], "label": "قصف مدينة",
            }  # fmt: skip
            yield "clusters", {
                "id": id_, "sort": "event", "type": first.type, "status": "actual", "from_day": first.from_,
                "to_day": first.to, "place": place, "reports": len(told), "data": data, "known_at": _AT,
            }  # fmt: skip
            yield from self.parties(id_, first, place)

    def parties(self, id_: str, first: EventMention, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Who took part in an event and where, with those above them."""
        roles = {
            (up, role if up == one else f"^{role}")
            for role, ones in (("agents", first.agents), ("targets", first.targets))
            for one in ones
            for up in over_actor(one, self.book)
        }
        yield from (("cluster_actors", {"actor": up, "cluster": id_, "role": role}) for up, role in sorted(roles))
        yield from (("cluster_places", {"place": up, "cluster": id_}) for up in over_place(place, self.book))


def _came(number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Whence a report came: now and then one is the next version of the one before."""
    sha, later = f"{number:064x}", _is_replaced(number - 1)
    report = number - 1 if later else number
    yield "blobs", {"sha256": sha, "size": 0, "packed": b""}
    if not later:
        yield "reports", {"id": report, "key": f"https://example.org/{report}", "added_at": _AT}
    yield "captures", {
        "id": number, "report": report, "version": 1 + later, "blob": sha, "document": number, "custody": {},
        "attachments": [], "added_at": _LATER if later else _AT,
    }  # fmt: skip


def _is_replaced(number: int) -> bool:
    return number % _VERSIONS == _VERSIONS - 1


def _spoken(speaker: Speaker) -> set[str]:
    return {f"speaker:{speaker[0]}", f"anonymous:{'yes' if speaker[1] else 'no'}"} if speaker else set()


def _claim(
    row: int, number: int, about: str, type_: str, says: dict[str, Any] | None, speaker: Speaker
) -> dict[str, Any]:  # fmt: skip
    told = {"id": f"c{row}", "attribution": None, "stance": "asserts", "says": says, "denies": None, "said_at": None,
            "evidence": [0, 40]}  # fmt: skip
    content = {"relation": {}} if says is None else {"claim": told}
    words, anonymous = speaker or (None, None)
    who = {"kind": "source", "who": None, "words": words, "anonymous": anonymous, "number": "one", "near": None,
           "span": [0, 9]}  # fmt: skip
    return {
        "id": row, "document": number, "record": number, "fingerprint": "", "about": about, "type": type_,
        "stance": "asserts", "status": None, "speaker": words, "anonymous": anonymous, "start": 0, "end": 40,
        "says": {**content, "names": {}, "speaker": who if speaker else None, "chain": []}, "known_at": _AT,
    }  # fmt: skip


def fill(engine: Engine, book: Codebook, reports: int, words: int) -> None:
    """Fills a new archive with so many made-up reports."""
    maker = Maker(book, words)
    for first in range(1, reports + 1, _BATCH):
        with writing(engine) as connection:
            numbers = range(first, min(first + _BATCH, reports + 1))
            held = _put(connection, (row for number in numbers for row in maker.report(number)))
            for row in held["documents"]:
                searching.index(connection, row["id"], row["title"], row["text"])
    with writing(engine) as connection:
        _put(connection, maker.happened())
    if is_postgres(engine):  # as its own daemon does sooner or later
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _put(connection: Connection, rows: Iterator[tuple[str, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    held: dict[str, list[dict[str, Any]]] = {}
    for table, row in rows:
        held.setdefault(table, []).append(row)
    for table in _ORDER:
        if held.get(table):
            connection.execute(insert(METADATA.tables[table]), held[table])
    return held


class Asked(NamedTuple):
    """A question: what kind, in words, and how it is asked."""

    kind: str
    told: str
    ask: Callable[[Connection], object]


FOUND = (
    "قصف", "قصف مدينة", '"قصف مدينة"', "الجيش -دمشق", "قصف OR ريف", "type:AGREE", "type:AGREE actor:sana",
    "قوات type:ASSAULT", "from:2021 to:2021-03", "قصف from:2021-02", "actor:irgc place:syria", "anonymous:yes ريف",
    "غياب", "", "-قصف", "speaker:مصدر", "في", "هدنة", "هدنة ريف", 'outlet:"Syria TV" مدينة',
    "قصف مدينة قوات ريف دمشق", "type:CONSULT status:actual anonymous:no",
)  # fmt: skip


def named(connection: Connection, kind: str) -> list[str]:
    """The ids of the actors or places that most reports name, or belong to those, and of some that fewer do."""
    term = schema.document_terms.c.term
    counted = select(term).where(term.startswith(f"{kind}:")).group_by(term).order_by(func.count().desc(), term)
    found = [one.removeprefix(f"{kind}:") for one in connection.execute(counted).scalars()]
    return [found[rank] for rank in _RANKS if rank < len(found)]


def questions(connection: Connection, book: Codebook) -> Iterator[Asked]:
    """All that is asked: the most common words, actors and places, rarer ones, several filters in one."""
    for line in FOUND:
        yield Asked("find", line, lambda c, q=line: find(c, asked(c, q, book)))  # type: ignore[misc]
        yield Asked("events", line, lambda c, q=line: events(c, asked(c, q, book), book))  # type: ignore[misc]
    for actor in named(connection, "actor"):
        yield Asked("actor", actor, lambda c, q=actor: actor_page(c, q, book))  # type: ignore[misc]
    for place in named(connection, "place"):
        yield Asked("place", place, lambda c, q=place: place_page(c, q, book))  # type: ignore[misc]
    biggest = select(schema.clusters.c.id).order_by(schema.clusters.c.reports.desc()).limit(3)
    for id_ in connection.execute(biggest).scalars():
        yield Asked("event", id_, lambda c, q=id_: event_page(c, q, book))  # type: ignore[misc]


def measured(engine: Engine, book: Codebook, rounds: int) -> dict[str, list[tuple[float, str]]]:
    """Milliseconds of each answer, by kind, with the question."""
    with reading(engine) as connection:
        listed = list(questions(connection, book))
    found: dict[str, list[tuple[float, str]]] = {}
    for turn in range(rounds + 1):
        for one in listed:
            with reading(engine) as connection:
                begun = time.perf_counter()
                one.ask(connection)
                spent = (time.perf_counter() - begun) * 1000
            if turn:  # the first round warms up
                found.setdefault(one.kind, []).append((spent, one.told))
    return found


def main() -> int:
    """Prints the figures; 1 where one is above its floor."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--words", type=int, default=WORDS, help="of a report")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--archive", help="where to make or find it (default: made and thrown away)")
    parser.add_argument("--slowest", type=int, default=3, help="how many of the slowest to list")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        where = Place.of(given.archive or Path(folder) / "archive")
        book, engine = load(None), _opened(where)
        with reading(engine) as connection:
            empty = connection.execute(select(schema.documents.c.id).limit(1)).first() is None
        if empty:
            begun = time.perf_counter()
            fill(engine, book, given.reports, given.words)
            print(f"made in {time.perf_counter() - begun:.0f} s")
        gc.collect()
        gc.freeze()  # so that it is not the codebook that a collection of garbage has to go through
        found = measured(engine, book, given.rounds)
        kind = "PostgreSQL" if is_postgres(engine) else "SQLite"
        engine.dispose()
    return report(found, kind, given.slowest)


def _opened(where: Place) -> Engine:
    if where.file is None:
        known = engine_of(where)
        if revision(known) is not None:
            return known
    elif where.file.is_file():
        return engine_of(where)
    if where.folder is not None:
        where.folder.mkdir(parents=True, exist_ok=True)
    engine = engine_of(where, new=True)
    create(engine)
    return engine


def report(found: dict[str, list[tuple[float, str]]], kind: str, slowest: int) -> int:
    """Prints median and 95th percentile of each kind; 1 where one is above its floor."""
    floors = {"find": FIND_MS, "actor": PAGE_MS, "place": PAGE_MS}
    failed = False
    for name, times in found.items():
        ranked = sorted(times)
        p50, p95 = ranked[len(ranked) // 2][0], ranked[min(int(len(ranked) * 0.95), len(ranked) - 1)][0]
        floor = floors.get(name)
        failed |= floor is not None and p95 > floor
        beside = f"  floor {floor:.0f} ms" if floor else ""
        print(f"{kind} {name:7} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms{beside}")
        worst = {told: spent for spent, told in ranked}
        for told, spent in sorted(worst.items(), key=lambda row: -row[1])[:slowest]:
            print(f"    {spent:6.1f} ms  {told}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
