"""The domain's types: frozen, slotted, free of behaviour that needs anything else of ours."""

from isnad.model.document import Channel, Document, Link
from isnad.model.entity import Entity, Name
from isnad.model.event import Event, EventLink, Object, Participant, Victims, When, Where
from isnad.model.plain import from_plain, to_plain
from isnad.model.record import RECORD_VERSION, Record
from isnad.model.relation import Relation
from isnad.model.span import Evidence, Span, UngroundedError
from isnad.model.speech import Attribution, ChainLink, Claim, Difference, Says, Utterance
from isnad.model.time import TimeExpression

__all__ = [
    "RECORD_VERSION",
    "Attribution",
    "ChainLink",
    "Channel",
    "Claim",
    "Difference",
    "Document",
    "Entity",
    "Event",
    "EventLink",
    "Evidence",
    "Link",
    "Name",
    "Object",
    "Participant",
    "Record",
    "Relation",
    "Says",
    "Span",
    "TimeExpression",
    "UngroundedError",
    "Utterance",
    "Victims",
    "When",
    "Where",
    "from_plain",
    "to_plain",
]
