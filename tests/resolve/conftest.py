"""One reader and one codebook for all tests of this room: they are slow to build and hold no state."""

import pytest

from isnad.annotate.reader import Reader
from isnad.codebook import Codebook


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with the bundled codebook."""
    return Reader.with_codebook()


@pytest.fixture(scope="session")
def book(reader: Reader) -> Codebook:
    """The bundled codebook."""
    return reader.book
