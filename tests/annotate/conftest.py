"""One reader for all tests of the engine: it is slow to build and holds no state."""

import pytest

from isnad.annotate.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with the bundled codebook."""
    return Reader.with_codebook()
