"""Layer 4: names of actors, persons, places and facilities, and what each stands for."""

from isnad.annotate.names.entities import Cast, cast
from isnad.annotate.names.mention import Mention

__all__ = ["Cast", "Mention", "cast"]
