"""What analysts know, as files, and their loader and checker. See docs/codebook.md."""

from isnad.codebook.book import Codebook
from isnad.codebook.loading import load

__all__ = ["Codebook", "load"]
