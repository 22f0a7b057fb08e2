"""Names of the codebook folded once for all tests that ask for many names that nobody bears."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import pytest

from isnad.codebook import lookup


@contextmanager
def names_remembered() -> Iterator[None]:
    """What a name is folded to is worked out once meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookup, "name_key", lru_cache(maxsize=None)(lookup.name_key))
        patch.setattr(lookup, "_consonants", lru_cache(maxsize=None)(lookup._consonants))
        yield
