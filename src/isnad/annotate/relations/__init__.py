"""Layer 11: standing states that the text itself states."""

from isnad.annotate.relations.reader import RelationReader
from isnad.annotate.relations.since import dated

__all__ = ["RelationReader", "dated"]
