"""The workbench in front of an archive of the bundled reports, and accounts of every role."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

import isnad
from isnad.annotate.reader import Reader
from isnad.archive.asking import event_lists, finding
from isnad.archive.asking.event_lists import EventLine
from isnad.archive.library import Library
from isnad.archive.opening import reading, writing
from isnad.archive.people import accounts, passwords, sessions
from isnad.archive.people.accounts import ROLES, Role
from isnad.ingest.bring import Bringing, items
from isnad.ingest.manifest import load_manifest
from isnad.web.app import workbench
from isnad.web.entry import COOKIES
from isnad.web.serving import desk_of
from isnad.web.visit import Desk

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAMPLES = Path(isnad.__file__).parent / "samples"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Bench:
    """An archive and the workbench in front of it."""

    library: Library
    now: datetime = NOON
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = desk_of(self.library)
        self.desk.clock = lambda: self.now

    def browser(self, role: Role | None = None, *, cleared: bool = False) -> TestClient:
        """A browser of an account of that role, of nobody where None is given."""
        found = TestClient(
            workbench(self.desk), "http://127.0.0.1", follow_redirects=False, headers=SAME_SITE,
            raise_server_exceptions=True,
        )  # fmt: skip
        if role is not None:
            found.cookies.set(COOKIES[False], self.token(role, cleared=cleared))
        return found

    def token(self, role: Role, *, cleared: bool = False) -> str:
        """The token of a new session of the account of that role."""
        name = f"{role}{'-cleared' if cleared else ''}"
        with writing(self.library.engine) as connection:
            there = {one.name: one for one in accounts.listed(connection)}
            own = there.get(name) or accounts.add(connection, name, role, who="x", now=self.now, cleared=cleared)
            return sessions.begin(connection, own, self.now)

    def settle(self) -> None:
        """Makes an account of every role, so that nobody comes in without one."""
        for role in ROLES:
            self.token(role)

    def events(self, query: str = "") -> list[EventLine]:
        """The events of the archive."""
        with reading(self.library.engine) as connection:
            asked = finding.asked(connection, query, self.library.reader.book)
            return list(event_lists.events(connection, asked, self.library.reader.book, limit=500).rows)

    def reports(self, query: str = "") -> list[finding.Hit]:
        """The reports of the archive."""
        with reading(self.library.engine) as connection:
            return list(finding.find(connection, finding.asked(connection, query, self.library.reader.book)).rows)

    def close(self) -> None:
        """Lets go of all that it holds."""
        self.desk.adding.end()
        self.desk.exporting.end()
        self.library.close()


@pytest.fixture(scope="session")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reader]:
    """A folder with an archive of the bundled reports, not to be changed, and the engine that read them."""
    reader = Reader.with_codebook()
    folder = tmp_path_factory.mktemp("samples") / "archive"
    library = Library.create(folder, load=lambda: reader)
    library.readers = 1
    how = Bringing(manifest=load_manifest(SAMPLES / "manifest.json"))
    texts = sorted(str(path) for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md", ".html"))
    assert {one.became for one in library.add(items(texts, how))} == {"added"}
    library.close()
    return folder, reader


@pytest.fixture
def open_bench(read_samples: tuple[Path, Reader], tmp_path: Path) -> Iterator[Callable[[], Bench]]:
    """Opens a workbench on a copy of the archive of the bundled reports."""
    made: list[Bench] = []

    def opened() -> Bench:
        folder, reader = read_samples
        own = tmp_path / f"archive{len(made)}"
        shutil.copytree(folder, own)
        made.append(Bench(Library.open(own, load=lambda: reader)))
        return made[-1]

    yield opened
    for bench in made:
        bench.close()


@pytest.fixture
def bench(open_bench: Callable[[], Bench]) -> Bench:
    """A workbench on a copy of the archive of the bundled reports, without accounts."""
    return open_bench()


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._for_nobody.cache_clear()
