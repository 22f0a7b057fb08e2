"""Times: every expression that places something in time, with the bounds it denotes, and the day of publication."""

from isnad.annotate.times.publication import find_publication
from isnad.annotate.times.reader import read_times

__all__ = ["find_publication", "read_times"]
