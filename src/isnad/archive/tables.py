"""All tables of an archive, whichever room they belong to: for who copies, checks or counts them."""

from isnad.archive import schema
from isnad.archive.metadata import METADATA
from isnad.archive.people import tables as people
from isnad.archive.reviewing import tables as reviewing

__all__ = ["METADATA", "people", "reviewing", "schema"]
