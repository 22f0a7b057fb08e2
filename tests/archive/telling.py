"""An archive told by chance, with reports that can be left out, and all that who is not cleared can ask of it."""

import json
import zlib
from collections.abc import Callable, Iterator
from itertools import combinations, product
from random import Random
from typing import Any

from sqlalchemy import Engine, select, update

from isnad.archive import restricting, schema
from isnad.archive.asking import facets, series
from isnad.archive.asking.actors import actor_page
from isnad.archive.asking.completion import completions
from isnad.archive.asking.event_lists import events
from isnad.archive.asking.finding import asked, find
from isnad.archive.asking.happenings import event_page
from isnad.archive.asking.networks import network
from isnad.archive.asking.places import place_page
from isnad.archive.asking.query import Query
from isnad.archive.asking.report_pages import report_page
from isnad.archive.asking.speakers import speaker_page
from isnad.archive.joining import summaries, witnesses
from isnad.archive.joining.holding import Parsed
from isnad.archive.opening import reading, writing
from isnad.codebook import load
from isnad.errors import IsnadError
from isnad.model import Document, Record, to_plain
from isnad.resolve.named import EntityMention
from tests.archive.story import EARLY, LATE, LATER, Story

BOOK = load(None)
REPORTS = 22
OUTLETS = ("actor:syria-tv", "actor:sana", "نبض خيالي", None)
RESTRICTED = ("actor:sana", "https://example.org/300")
WORDS = ("قصف", "هدنة", "ريف", "دمشق", "اجتماع", "سوق", "جسر", "نهر", "قرية", "طريق")
ACTORS, PLACES = ("actor:irgc", "actor:ndf", "actor:regiment-47"), ("place:albukamal", "place:damascus", None)
PEOPLE = {"x-one": "ناصر الخيالي", "x-two": "سالم المتخيل", "x-three": "غانم الموهوم"}
TYPES, STATUSES = ("ASSAULT", "CONSULT", "AGREE"), ("actual", "threatened")
EVENTS = tuple(f"ev-{number}" for number in range(9))


class Telling(Story):
    """A story told by chance; `left_out` are the reports that are not told, at whose rows nothing stands."""

    def __init__(self, connection: Any, seed: int, left_out: frozenset[int]) -> None:
        super().__init__(connection, BOOK)
        self.chance, self.left_out, self.groups = Random(seed), left_out, dict[int, int]()
        self.handles: dict[str, list[str]] = {}

    def tell(self) -> None:
        """All reports, what they tell, and what people say of it."""
        for number in range(1, REPORTS + 1):
            drawn = Random(self.chance.random())
            self.rows = 100 * number - 1
            if 100 * number not in self.left_out:
                self._report(100 * number, drawn)
        for event in EVENTS:
            told = self.handles.get(event, [])
            for left, right in combinations(told, 2):
                self.rows = 10_000 + REPORTS * _document(left) // 100 + _document(right) // 100
                self.judge(left, right, "same", "rule:happening@1")
        for subject in (
            *OUTLETS[:3],
            *(one for handles in self.handles.values() for one in handles if _document(one) % 200 == 0),
        ):
            self._insert(
                schema.assessments, subject=subject, source_grade="B", information_grade=None, note=None, by="tester",
                made_at=EARLY,
            )  # fmt: skip
        self.settle(*EVENTS)
        summaries.write(self.connection, "entity", list(PEOPLE), self.book, Parsed(), witnesses.ParsedClaims())

    def _report(self, number: int, drawn: Random) -> None:
        who = drawn.choice(list(PEOPLE))
        words = " ".join(drawn.choices(WORDS, k=8))
        named, outlet = PEOPLE[who], drawn.choice(OUTLETS)
        original = drawn.choice([None, None, None, 100 * drawn.randrange(1, REPORTS)])
        at = drawn.choice([EARLY, LATE])
        after = drawn.choice([None] * 5 + [100 * drawn.randrange(1, REPORTS)])
        day = drawn.choice([None, *(f"2021-02-{n:02}" for n in range(1, 9))])
        type_, actor, place = drawn.choice(TYPES), drawn.choice(ACTORS), drawn.choice(PLACES)
        speaker = drawn.choice([None, "مصدر محلي", "شهود عيان"])
        group = self._group(number, original)
        terms = [f"type:{type_}", f"actor:{actor}", *([f"place:{place}"] if place else []),
                 *([f"outlet:{outlet}"] if outlet else []), *([f"speaker:{speaker}"] if speaker else [])]  # fmt: skip
        earlier = after if after in self.reports and after not in self._replaced() else None
        text = f"خبر {words}\nقال {named} إن {words} بعد {number}."
        assert self.report(text, day, outlet=outlet, title=f"خبر {words}", at=at, terms=terms, copy_of=group,
                           after=earlier) == number  # fmt: skip
        gone = LATER if drawn.random() < 0.1 else None
        event = drawn.choice(EVENTS)
        told = self.event(
            number, drawn.choice(words.split()), event, type_=type_, status=drawn.choice(STATUSES), agents=(actor,),
            targets=(drawn.choice(ACTORS),), place=place, killed=drawn.choice([None, 2, 5]), at=at, gone=gone,
            day=drawn.choice([None, "2021-02-03", "2021-02-05"]),
        )  # fmt: skip
        handle = self.connection.execute(select(schema.mentions.c.handle).where(schema.mentions.c.id == told)).scalar()
        self.handles.setdefault(event, []).append(str(handle))
        denies = drawn.choice(["asserts", "denies"])
        self.claim(told, number, named, speaker=speaker, anonymous=speaker == "شهود عيان", at=at, stance=denies)
        other = drawn.choice([one for one in PEOPLE if one != who])
        for type_ in ("leads", "member_of"):
            self.state(number, named, type_, who, actor, role="قائد" if type_ == "leads" else None, at=at, gone=gone)
        self.state(number, named, "allied_with", who, other, at=at)
        self.state(number, named, "present_at", who, place or "place:damascus", at=at, stance=denies)
        self.person(who, number, named, at)
        if earlier is not None:
            self.connection.execute(
                update(schema.mentions).where(schema.mentions.c.document == earlier).values(gone_at=LATE)
            )

    def _insert(self, table: Any, **values: Any) -> None:
        if table is schema.records:
            values["packed"] = zlib.compress(json.dumps(to_plain(_record(self.texts[values["document"]]))).encode())
        super()._insert(table, **values)

    def _group(self, number: int, original: int | None) -> int | None:
        """The first document of what this is a copy of that is told at all."""
        group = self.groups[number] = self.groups.get(original, original) if original in self.groups else number
        same = [one for one, held in self.groups.items() if held == group and one not in self.left_out]
        return same[0] if same and same[0] != number else None

    def _replaced(self) -> set[int]:
        newest = {report: document for document, report in self.reports.items()}
        return set(self.reports) - set(newest.values())

    def person(self, id_: str, document: int, name: str, at: str) -> None:
        """An entity that only reports know is named in a report."""
        start, sha = self.texts[document].index(name), self.shas[document]
        mention = EntityMention(
            id=f"{sha}#p:1", document=sha, text_group=sha, kind="person", names=(name,), parts=(), strength=3
        )
        self._insert(
            schema.mentions, id=self._next(), sort="entity", document=document, local="p:1",
            handle=f"{sha}@{start}-9:person", start=start, end=start + len(name), type="person",
            data=to_plain(mention), cluster=id_, known_at=at, gone_at=None,
        )  # fmt: skip


def _record(text: str) -> Record:
    return Record(engine="0", codebook="0", document=Document(id="sha256:0", text=text))


def _document(handle: str) -> int:
    return int(handle[len("sha256:") :].partition("@")[0], 16)


def told(engine: Engine, seed: int, left_out: frozenset[int] = frozenset()) -> None:
    with writing(engine) as connection:
        Telling(connection, seed, left_out).tell()


def hide(engine: Engine, *given: str, restricts: bool = True) -> frozenset[int]:
    """Restricts these or lifts that; the documents that are hidden then."""
    with writing(engine) as connection:
        for one in given:
            restricting.say(connection, one, BOOK, restricts=restricts, note="", who="tester")
        changed = restricting.touched(connection, restricting.renewed(connection))
        for sort, ids in changed.items():
            summaries.write_open(connection, sort, ids, BOOK, Parsed(), witnesses.ParsedClaims())
        return frozenset(connection.execute(select(schema.hidden.c.document)).scalars())


LINES = (
    "", "قصف", "قصف ريف", '"قصف ريف"', "هدنة OR سوق", "قصف -دمشق", "-قصف", "type:ASSAULT", "-type:ASSAULT",
    "status:threatened", "actor:irgc", "-actor:ndf", "actor:x-one", "place:albukamal", "place:syria", "outlet:sana",
    "-outlet:sana", "outlet:syria-tv قصف", "speaker:مصدر", "anonymous:yes", "anonymous:no", "from:2021-02-04",
    "to:2021-02-04", "published:2021-02-03..2021-02-05", "قرية type:CONSULT", "type:AGREE place:damascus جسر",
    'actor:"ناصر الخيالي"', 'actor:"غانم الموهوم"', "خيالي",
)  # fmt: skip
COUNTS: dict[str, Callable[..., Any]] = {
    "facets of events": lambda c, line, as_of: facets.of_events(c, _query(c, line), BOOK, as_of=as_of, cleared=False),
    "facets of reports": lambda c, line, as_of: facets.of_reports(c, _query(c, line), BOOK, as_of=as_of, cleared=False),
    "counts": lambda c, line, as_of: series.counts(c, _query(c, line), step="week", as_of=as_of, cleared=False),
    "map": lambda c, line, as_of: series.map_points(c, _query(c, line), BOOK, as_of=as_of, cleared=False),
    "network": lambda c, line, as_of: network(c, _query(c, line), as_of=as_of, cleared=False),
}
TIMES = (None, "2024-01-15", "2024-02-20")


def _query(connection: Any, line: str) -> Query:
    return asked(connection, line, BOOK, cleared=False)


def answer(ask: Callable[..., Any], *given: Any, **more: Any) -> Any:
    """What is answered, or how it is refused."""
    try:
        return ask(*given, **more)
    except IsnadError as error:
        return type(error).__name__, str(error)


def answers(engine: Engine) -> Iterator[tuple[str, Any]]:
    """All that somebody may ask who is not cleared."""
    with reading(engine) as c:
        for line in LINES:
            yield f"asked {line}", answer(asked, c, line, BOOK, cleared=False)
        for line, as_of in product(LINES, TIMES):
            for ask in (find, events):
                yield f"{ask.__name__} {line} {as_of}", answer(pages, c, ask, line, as_of)
            for name, count in COUNTS.items():
                yield f"{name} {line} {as_of}", answer(count, c, line, as_of)
        for as_of in TIMES:
            see = {"as_of": as_of, "cleared": False}
            for id_ in EVENTS:
                yield f"event {id_} {as_of}", answer(event_page, c, id_, BOOK, **see)
            for name in (*ACTORS, *PEOPLE, *PEOPLE.values(), "خيالي"):
                yield f"actor {name} {as_of}", answer(actor_page, c, name, BOOK, **see)
            for place in (*filter(None, PLACES), "place:syria"):
                yield f"place {place} {as_of}", answer(place_page, c, place, BOOK, **see)
        for typed in ("نا", "غانم", "سالم الم", "نبض", "دم", "الحرس"):
            yield f"completion {typed}", completions(c, typed, BOOK, cleared=False)
        for name in ("مصدر", "شهود عيان", "x-one", "غانم الموهوم"):
            yield f"speaker {name}", answer(speaker_page, c, name, BOOK, cleared=False)
        for number in range(1, REPORTS + 1):
            yield f"report {number}", answer(report_page, c, f"sha256:{100 * number:064x}", cleared=False)


def pages(connection: Any, ask: Any, line: str, as_of: str | None) -> list[Any]:
    """All pages of three rows each."""
    found: list[Any] = []
    query, after = asked(connection, line, BOOK, cleared=False), None
    more = (BOOK,) if ask is events else ()
    while True:
        page = ask(connection, query, *more, after=after, limit=3, as_of=as_of, cleared=False)
        found.append(page)
        after = page.after
        if after is None:
            return found
