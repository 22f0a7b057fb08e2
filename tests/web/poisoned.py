"""An archive in which every word that came from outside tries to become part of a page."""

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text, update

from isnad.annotate.reader import Reader
from isnad.archive.library import Library
from isnad.archive.opening import reading, writing
from isnad.archive.people import accounts
from isnad.archive.schema import claims, clusters, documents, mentions
from isnad.errors import IsnadError
from isnad.ingest.bring import items
from isnad.ingest.items import Custody, Item
from isnad.model.document import Channel
from tests.ingest.loopback import web as a_web
from tests.web.conftest import NOON
from tests.web.vectors import SCHEMES, VECTORS

_TOLD = "قال مصدر محلي إن اشتباكات اندلعت أمس بين ميليشيا الدفاع الوطني والحرس الثوري الإيراني في مدينة البوكمال"
_FIRST = date(2021, 1, 1)
_FEED = "https://feed.example/all.json"


def poison(folder: Path, files: Path, reader: Reader) -> Library:
    """The archive, in a new folder; `files` is an empty folder for what comes from files."""
    library = Library.create(folder, load=lambda: reader)
    library.readers = 1
    list(library.add(_posts()))
    list(library.add(items([str(_laid(files))])))
    with a_web() as web:
        web.page("feed.example/all.json", json.dumps(_feed()), Content_Type="application/feed+json")
        list(library.follow(_FEED, web.fetcher()))
    _judge(library)
    with writing(library.engine) as connection:
        _poison_claims(connection)
        _poison_clusters(connection)
    return library


def _posts() -> Iterator[Item]:
    """Each vector stands in a text and in one of its title and outlet; as addresses those stand first that look so."""
    addresses = [*SCHEMES, *VECTORS]
    for number, (vector, other) in enumerate(zip(VECTORS[::2], VECTORS[1::2], strict=True)):
        text = f"{vector}\n{_TOLD} {vector} شرقي دير الزور.\n{other}"
        key = f"https://example.org/{number}" if number % 2 else f"x:{vector}"
        yield Item(
            key=key, raw=text.encode(), media="text", title=vector, outlet=other, text=text,
            published=_day(number), channel=Channel(platform="telegram", account=vector),
            custody=Custody(
                source=other, fetched_at="2026-01-02T03:04:05+00:00", tool="isnad/test", url=addresses[number]
            ), warnings=(vector, other),
        )  # fmt: skip


def _day(number: int) -> str:
    return (_FIRST + timedelta(days=3 * number)).isoformat()


def _laid(folder: Path) -> Path:
    """Files with such names, and a table with such cells; every other file cannot be read."""
    for number, vector in enumerate(VECTORS[::4]):
        name = "".join(char for char in vector if char not in "/\x00")[:60] + f"{number}.txt"
        raw = b"\x00\xff\x00" if number % 2 else f"{_TOLD} {number}. {vector}".encode()
        Path(os.path.join(folder, name)).write_bytes(raw)  # noqa: PTH118 -- a Path would tidy the name
    told = io.StringIO()
    rows = [[f"{_TOLD}. {number} {v}", v, v, v, v, _day(number)] for number, v in enumerate(VECTORS[::4])]
    csv.writer(told).writerows([["text", "title", "url", "author", "outlet", "published"], *rows])
    (folder / "table.csv").write_text(told.getvalue(), encoding="utf-8", newline="")
    return folder


def _feed() -> Mapping[str, Any]:
    entries = [
        {"id": vector, "title": vector, "content_html": f"<p>{_TOLD}. {n}</p>{vector}", "authors": [{"name": vector}]}
        for n, vector in enumerate(VECTORS[::8])
    ]  # fmt: skip
    return {"version": "https://jsonfeed.org/version/1.1", "title": VECTORS[0], "items": entries}


def handles(library: Library) -> list[tuple[str, str]]:
    """The accounts of the archive with their events."""
    with reading(library.engine) as connection:
        asked = select(mentions.c.handle, mentions.c.cluster).where(
            mentions.c.sort == "event", mentions.c.gone_at.is_(None), mentions.c.cluster.is_not(None)
        )
        return [(row.handle, row.cluster) for row in connection.execute(asked.order_by(mentions.c.id))]


def reports(library: Library) -> list[str]:
    """The reports of the archive, as addresses have them."""
    with reading(library.engine) as connection:
        return [
            one[7:23] for one in connection.execute(select(documents.c.document).order_by(documents.c.id)).scalars()
        ]


def _judge(library: Library) -> None:
    """Reviews, remarks, judgements and accounts with such words, each of somebody with such a name."""
    told = handles(library)
    for number, vector in enumerate(VECTORS[::8]):
        handle, event = told[number % len(told)]
        with writing(library.engine) as connection:
            try:
                name = accounts.add(connection, vector[:60], "coder", who="x", now=NOON).name
            except IsnadError:
                name = "coder"
        own = library.as_user(name)
        own.review(handle, ("accepted", "unsure")[number % 2], note=vector)
        own.comment(event, vector)
        own.comment(handle, vector)
        own.judge(handle, told[(number + 1) % len(told)][0], "different", vector)
        own.assess(event, source="B", information="2", note=vector)


def _poison_claims(connection: Connection) -> None:
    """What reports call their sources. Rows of claims are only ever added: what forbids it is taken away first."""
    named = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'claims'")
    for name in connection.execute(named).scalars().all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for number, row in enumerate(connection.execute(select(claims.c.id, claims.c.says, claims.c.speaker)).all()):
        vector = VECTORS[number % len(VECTORS)]
        told = json.loads(json.dumps(row.says))
        for one in (told.get("speaker"), *told.get("chain", ())):
            if one and one.get("words"):
                one["words"] = vector
        speaker = vector if row.speaker else None
        connection.execute(update(claims).where(claims.c.id == row.id).values(says=told, speaker=speaker))


def _poison_clusters(connection: Connection) -> None:
    """What reports call whom no codebook knows, and the words by which events are shown."""
    for number, row in enumerate(connection.execute(select(clusters.c.id, clusters.c.data)).all()):
        vector = VECTORS[number % len(VECTORS)]
        told = {**row.data, **{key: vector for key in ("label", "where") if row.data.get(key)}}
        told.update({key: [vector] for key in ("names", "posts", "bodies") if row.data.get(key)})
        connection.execute(update(clusters).where(clusters.c.id == row.id).values(data=told))
