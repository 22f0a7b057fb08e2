"""Layers 7 and 8: events, their slots, and which mentions are one happening."""

from isnad.annotate.events.reader import EventReader

__all__ = ["EventReader"]
