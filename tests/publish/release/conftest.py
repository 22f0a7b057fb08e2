"""Archives that releases are made of."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

import isnad
from isnad.annotate.reader import Reader
from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.ingest.by_hand import pasted
from tests.publish.release.secret_words import Secrets, seeded


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The engine with our codebook."""
    return Reader.with_codebook()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[Library]:
    """An archive of the sample reports."""
    folder = Path(isnad.__file__).parent / "samples"
    known = json.loads((folder / "manifest.json").read_text("utf-8"))
    library = Library.create(tmp_path_factory.mktemp("samples"), load=lambda: reader)
    library.readers = 1
    texts = sorted(folder.glob("*.txt"))
    items = (
        pasted(one.read_text("utf-8"), url=f"https://example.org/{one.stem}", **known.get(one.stem, {}))
        for one in texts
    )
    assert {outcome.became for outcome in library.add(items)} == {"added"}
    yield library
    library.close()


@pytest.fixture
def connection(samples: Library) -> Iterator[Connection]:
    """A reading transaction of the archive of samples."""
    with reading(samples.engine) as found:
        yield found


@pytest.fixture(scope="session")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Secrets]]:
    """An archive with a thousand secrets."""
    library, secrets = seeded(tmp_path_factory.mktemp("secret"))
    yield library, secrets
    library.close()
