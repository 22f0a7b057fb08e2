"""Layer 11: standing states that the text itself states."""

from isnad.annotate.relations.reader import RelationReader

__all__ = ["RelationReader"]
