"""An archive in which a thousand words are secret, and what finds them in any file."""

import html
import io
import random
import re
import sqlite3
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet  # type: ignore[import-untyped]
from sqlalchemy import select

from isnad.annotate.reader import Reader
from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.schema import mentions
from isnad.ingest.by_hand import pasted
from isnad.ingest.items import Item

REPORTS = 100
KINDS = (
    "source", "victim", "hospital", "degrees", "title", "address", "account", "note", "comment", "reviewer",
)  # fmt: skip
"""What is secret in each report: ten words."""
_LETTERS = "جدرزسشصطعقمن"
_FIRST = date(2021, 1, 1)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(slots=True)
class Secrets:
    """The secret words by kind; the degrees are such that no rounding gives them."""

    words: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def all(self) -> Iterator[tuple[str, str]]:
        """Each with its kind."""
        for kind, words in self.words.items():
            yield from ((kind, word) for word in words)


def _secrets() -> Secrets:
    chance, found = random.Random(11), Secrets()
    for _ in range(REPORTS):
        for kind in KINDS:
            if kind == "degrees":
                word = f"34.{chance.randrange(10**5, 10**6)}7"
            elif kind in ("address", "account"):
                word = "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=12))
            else:
                word = "".join(chance.choices(_LETTERS, k=9))
            found.words[kind].append(word)
    return found


def seeded(folder: Path) -> tuple[Library, Secrets]:
    """An archive of reports each with ten secrets: in its words, beside them, and in what people say of it."""
    secrets = _secrets()
    places = folder / "overlay" / "places"
    places.mkdir(parents=True)
    (places / "hospitals.yaml").write_text("\n".join(_entries(secrets)), "utf-8")
    reader = Reader.with_codebook(folder / "overlay")
    library = Library.create(folder / "archive", load=lambda: reader)
    library.readers = 1
    items = (_item(number, {kind: words[number] for kind, words in secrets.words.items()}) for number in range(REPORTS))
    assert {outcome.became for outcome in library.add(items)} == {"added"}
    _judge(library, secrets)
    return library, secrets


def _entries(secrets: Secrets) -> Iterator[str]:
    rows = zip(secrets.words["hospital"], secrets.words["degrees"], strict=True)
    for number, (name, degrees) in enumerate(rows):
        yield (
            f"clinic-{number}:\n  kind: hospital\n  names: {{ar: [مستشفى {name}], en: [Clinic {name}]}}\n"
            f"  parent: albukamal\n  point: [{degrees}, 40.9]\n"
        )


def _item(number: int, own: Mapping[str, str]) -> Item:
    day = _FIRST + timedelta(days=2 * number)
    text = (
        f"خبر {own['title']} من البوكمال\n\n"
        f"قال المسعف {own['source']} إن قوات النظام السوري قصفت مستشفى {own['hospital']} "
        f"يوم {day.day}/{day.month}/2021، ما أدى إلى مقتل المواطن {own['victim']} وإصابة ثلاثة مدنيين."
    )
    return pasted(
        text, url=f"https://t.me/{own['address']}/{number}", platform="telegram", account=own["account"],
        published=day.isoformat(), outlet=f"@{own['account']}",
    )  # fmt: skip


def _judge(library: Library, secrets: Secrets) -> None:
    """Each report's account of its event gets a note and a comment by somebody whose name is secret."""
    with reading(library.engine) as connection:
        rows = connection.execute(
            select(mentions.c.document, mentions.c.handle).where(mentions.c.sort == "event").order_by(mentions.c.id)
        )
        handles = {row.document: row.handle for row in rows}
    assert len(handles) == REPORTS
    for number, handle in enumerate(handles[document] for document in sorted(handles)):
        library.who = secrets.words["reviewer"][number]
        library.assess(handle, source="B", note=secrets.words["note"][number])
        library.comment(handle, secrets.words["comment"][number])


def found(content: bytes, secrets: Secrets) -> set[tuple[str, str]]:
    """Which of the secrets stand in a file: as they are, escaped, packed, or as numbers."""
    texts = "\n".join(_texts(content))
    return {(kind, word) for kind, word in secrets.all() if word in texts or _packed(kind, word, content)}


def _packed(kind: str, word: str, content: bytes) -> bool:
    """Whether a number stands in the bytes of a database or a table."""
    if kind != "degrees":
        return word.encode("utf-16-le") in content
    return any(struct.pack(f"{order}d", float(word)) in content for order in "<>")


def _texts(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8", "ignore")
    yield text
    yield html.unescape(text)
    yield _ESCAPED.sub(lambda one: chr(int(one[1], 16)), text)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name
                yield from _texts(packed.read(name))
    elif content.startswith(b"PAR1"):
        table = pyarrow.parquet.read_table(io.BytesIO(content))
        yield str(table.to_pylist())
        yield str(pyarrow.parquet.read_metadata(io.BytesIO(content)).metadata)
    elif content.startswith(b"SQLite format 3"):
        connection = sqlite3.connect(":memory:")
        connection.deserialize(content)
        yield "\n".join(connection.iterdump())
        connection.close()
