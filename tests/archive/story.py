"""A small archive, told in rows: what reports say, who says it, and which of them tell of one event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, update

from isnad.archive import schema, searching
from isnad.archive.hierarchy import over_actor, over_place
from isnad.archive.joining import summaries, witnesses
from isnad.archive.joining.holding import Parsed
from isnad.codebook import Codebook
from isnad.model import to_plain
from isnad.resolve.mentions import EventMention, Harmed, Spot

EARLY, LATE = "2024-01-01T10:00:00.000000Z", "2024-02-01T10:00:00.000000Z"
LATER = "2024-03-01T10:00:00.000000Z"
"""When the archive came to know of things."""


@dataclass(slots=True)
class Story:
    """Writes rows into an archive; every method gives the row's id."""

    connection: Connection
    book: Codebook
    rows: int = 0
    shas: dict[int, str] = field(default_factory=dict)
    outlets: dict[int, str | None] = field(default_factory=dict)
    days: dict[int, str | None] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    reports: dict[int, int] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)

    def report(
        self, text: str, day: str | None = "2021-02-16", *, outlet: str | None = None, title: str | None = None,
        at: str = EARLY, terms: Iterable[str] = (), copy_of: int | None = None, after: int | None = None,
    ) -> int:  # fmt: skip
        """A document with its words in the index: of a report of its own, or the next version of what was `after`."""
        id_ = self._next()
        self.shas[id_], self.outlets[id_], self.days[id_], self.texts[id_] = f"sha256:{id_:064x}", outlet, day, text
        shown = [text.index(title), text.index(title) + len(title)] if title else None
        self._insert(
            schema.documents, id=id_, document=self.shas[id_], text=text, title=title, outlet=outlet, published=day,
            url=f"https://example.org/{id_}", platform="web", text_origin="captured",
            captured={"title": shown, "channel": {"forwarded_from": None}}, warnings=[], signature=b"",
            text_group=copy_of or id_, added_at=at,
        )  # fmt: skip
        self._insert(schema.blobs, sha256=f"{id_:064x}", size=0, packed=b"")
        if after is None:
            self._insert(schema.reports, id=id_, key=f"https://example.org/{id_}", added_at=at)
        self.found(id_, self.reports.get(after, id_) if after else id_, at=at)
        self._insert(schema.records, id=id_, document=id_, engine="0", codebook="0", digest="", packed=b"", read_at=at)
        for term in terms:
            self.term(id_, term)
        searching.index(self.connection, id_, title, text)
        return id_

    def found(self, document: int, report: int, *, at: str) -> None:
        """The bytes of a document came in as the next version of a report."""
        self.reports[document] = report
        self.versions[report] = self.versions.get(report, 0) + 1
        self._insert(
            schema.captures, report=report, version=self.versions[report], blob=f"{document:064x}", document=document,
            custody={}, attachments=[], added_at=at,
        )  # fmt: skip

    def term(self, document: int, term: str) -> None:
        """By what a document is found; actors and places with those above them."""
        name, _, value = term.partition(":")
        over = over_actor if name == "actor" else over_place if name == "place" else None
        for one in over(value, self.book) if over else (value,):
            self._insert(schema.document_terms, term=f"{name}:{one}", document=document)

    def event(
        self, document: int, words: str, cluster: str, *, type_: str = "ASSAULT", status: str = "actual",
        day: str | None = "2021-02-15", agents: tuple[str, ...] = (), targets: tuple[str, ...] = (),
        place: str | None = None, killed: int | None = None, at: str = EARLY, gone: str | None = None,
    ) -> int:  # fmt: skip
        """A mention of an event in a cluster, which has to be summed up with `settle`."""
        id_, start = self._next(), self.texts[document].index(words)
        mention = EventMention(
            id=f"{self.shas[document]}#e{id_}", document=self.shas[document], text_group=self.shas[document],
            type=type_, family=type_.lower(), mode=None, status=status, polarity="positive", rank=0, agents=agents,  # type: ignore[arg-type]
            targets=targets, spots=(Spot(place, "", (place,)),) if place else (), from_=day, to=day,
            precision="day" if day else None, published=self.days[document], outlet=self.outlets[document],
            harmed=(Harmed("killed", killed, killed),) if killed else (),
        )  # fmt: skip
        self._insert(
            schema.mentions, id=id_, sort="event", document=document, local=f"e{id_}",
            handle=f"{self.shas[document]}@{start}-{start + len(words)}:{type_}", start=start, end=start + len(words),
            type=type_, data=to_plain(mention), cluster=cluster, known_at=at, gone_at=gone,
        )  # fmt: skip
        return id_

    def claim(
        self, mention: int, document: int, words: str, *, stance: str = "asserts", speaker: str | None = None,
        anonymous: bool = False, says: Mapping[str, Any] | None = None, type_: str = "ASSAULT", at: str = EARLY,
        names: Mapping[str, str] | None = None,
    ) -> int:  # fmt: skip
        """What somebody claims of an event: `speaker` in the report's words, None for the outlet itself; `names` are
        the report's for its own ids."""
        id_, start = self._next(), self.texts[document].index(words)
        content = {"status": "actual", "participants": None, "when": None, "where": None, "victims": None}
        evidence = [start, start + len(words)]
        claim = {"id": "c1", "attribution": "s1" if speaker else None, "stance": stance, "denies": None,
                 "says": {**content, **(says or {})}, "said_at": None, "evidence": evidence}  # fmt: skip
        self._claim(
            id_, document, evidence, stance, type_, speaker, anonymous, at, {"claim": claim, "names": names or {}}
        )
        self._insert(schema.tellings, mention=mention, claim=id_)
        return id_

    def state(
        self, document: int, words: str, type_: str, source: str, target: str, *, role: str | None = None,
        scope: str | None = None, since: str | None = None, until: str | None = None, stance: str = "asserts",
        at: str = EARLY, gone: str | None = None,
    ) -> int:  # fmt: skip
        """A relation that a report states, and its claim."""
        id_, start = self._next(), self.texts[document].index(words)
        self._claim(id_, document, [start, start + len(words)], stance, type_, None, False, at, {"relation": {}})
        self._insert(
            schema.relations, id=id_, document=document, claim=id_, type=type_, source=source, target=target, role=role,
            scope=scope, since=since, until=until, day=self.days[document] or since or "", denies=stance == "denies",
            known_at=at, gone_at=gone,
        )  # fmt: skip
        return id_

    def entity(self, id_: str, kind: str, name: str, document: int) -> None:
        """An entity that only reports know."""
        self._insert(
            schema.clusters, id=id_, sort="entity", type=kind, status=None, from_day=None, to_day=None, place=None,
            reports=1, data={"kind": kind, "names": [name], "posts": [], "bodies": []}, known_at=EARLY,
        )  # fmt: skip
        start = self.texts[document].index(name)
        self._insert(
            schema.mentions, id=self._next(), sort="entity", document=document, local="p:1", handle=f"{id_}@1-2:{kind}",
            start=start, end=start + len(name), type=kind, data={}, cluster=id_, known_at=EARLY, gone_at=None,
        )  # fmt: skip

    def judge(
        self, left: str, right: str, verdict: str, by: str, *, at: str = EARLY, person: bool = False
    ) -> int:  # fmt: skip
        """A judgement on two handles."""
        id_ = self._next()
        left, right = sorted((left, right))
        self._insert(
            schema.judgements, id=id_, sort="event", left=left, right=right, verdict=verdict, score=0.9, by=by,
            person=person, reasons=[{"rule": "days", "weight": 1.5, "detail": "one day"}], made_at=at,
        )  # fmt: skip
        return id_

    def settle(self, *ids: str) -> None:
        """Sums up clusters of events as the archive does."""
        summaries.write(self.connection, "event", ids, self.book, Parsed(), witnesses.ParsedClaims())

    def withdraw(self, claim: int, at: str) -> None:
        """A later reading does not hold a claim any more."""
        self._insert(schema.withdrawals, claim=claim, record=None, withdrawn_at=at)

    def moved(self, old: str, new: str) -> None:
        """A cluster was joined to another one."""
        self._insert(schema.redirects, old=old, new=new)

    def gone(self, mention: int, at: str) -> None:
        """A mention counts no more."""
        self.connection.execute(update(schema.mentions).where(schema.mentions.c.id == mention).values(gone_at=at))

    def _claim(
        self, id_: int, document: int, evidence: list[int], stance: str, type_: str, speaker: str | None,
        anonymous: bool, at: str, content: Mapping[str, Any],
    ) -> None:  # fmt: skip
        told = speaker and {"kind": "source", "who": None, "words": speaker, "anonymous": anonymous, "number": "one",
                            "near": None, "span": [0, 1]}  # fmt: skip
        chain = [{"who": None, "words": speaker, "anonymous": anonymous}] if speaker else []
        self._insert(
            schema.claims, id=id_, document=document, record=document, fingerprint=str(id_), about=f"e{id_}",
            type=type_, stance=stance, status=None, speaker=speaker, anonymous=anonymous if speaker else None,
            start=evidence[0], end=evidence[1], known_at=at,
            says={"names": {}, **content, "speaker": told or None, "chain": chain},
        )  # fmt: skip

    def _next(self) -> int:
        self.rows += 1
        return self.rows

    def _insert(self, table: Any, **values: Any) -> None:
        self.connection.execute(insert(table), values)
