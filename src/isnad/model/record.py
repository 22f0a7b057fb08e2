"""What reading one report yields."""

from dataclasses import dataclass

from isnad.model.document import Document
from isnad.model.entity import Entity
from isnad.model.event import Event
from isnad.model.relation import Relation
from isnad.model.speech import Attribution
from isnad.model.time import TimeExpression

RECORD_VERSION = "1.3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The contract: see docs/record.md. `isnad` is the version of this shape, `codebook` the hash of the knowledge."""

    isnad: str = RECORD_VERSION
    engine: str
    codebook: str
    warnings: tuple[str, ...] = ()
    document: Document
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
