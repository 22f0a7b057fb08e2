"""What each kind of fault means to whoever wrote the sentence; behind it stands what was read."""

from typing import Literal

from isnad.proof.words import Cause

MEANINGS: dict[Cause | Literal["crash"], str] = {
    "trigger-absent": "the trigger must be a word of the sentence, written alike",
    "no-event": "an event must be read at the trigger; read was",
    "other-type": "an event of this type must be read at the trigger; read was",
    "agents-missing": "a doer that the example names is not read as one; read was",
    "agents-accused": "who is only accused must not stand under agents; read was",
    "agents-extra": "a doer is read that the example does not name under agents; read was",
    "targets-missing": "a target that the example names is not read as one; read was",
    "targets-extra": "a target is read that the example does not name under targets; read was",
    "place-missing": "the place of the event is not read; read was",
    "place-other": "another place is read than the example names; read was",
    "status": "another status is read than the example says",
    "counter-fired": "this entry must not be read in a counter-example; read was",
    "no-speech": "somebody must be read as saying something; read was",
    "other-speaker": "another speaker is read than the example names; read was",
    "other-cue": "the speaker is read by another word than the cue of the example; read was",
    "counter-speech": "no word of this entry may make speech in a counter-example; read was",
    "actor-not-read": "this actor must be read in its example; read was",
    "actor-read": "this actor must not be read in its counter-example; read was",
    "place-not-read": "this place must be read in the example; read was",
    "place-read": "this place must not be read in the counter-example; read was",
    "name-after-cue": "the name of a place must be read after the word for its kind",
    "crash": "the engine failed on this sentence, please report it",
}
