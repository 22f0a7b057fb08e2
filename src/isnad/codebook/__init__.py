"""What analysts know, as files, and their loader and checker. See docs/codebook.md."""

from isnad.codebook.book import Codebook, load

__all__ = ["Codebook", "load"]
