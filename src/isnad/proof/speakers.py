"""Examples of speech entries."""

from isnad.annotate.lexis import Lexis
from isnad.annotate.reader import Reader
from isnad.arabic.view import View
from isnad.model import Attribution, Record, Span
from isnad.proof.cases import Case
from isnad.proof.phrases import likeness, occurrences
from isnad.proof.words import Faults, all_speech_read, speech_read

_HALF = 0.5
_BEHIND = 8
"""Characters between a cue and what is said: `إلى أن`."""


def check_speech(reader: Reader, case: Case, record: Record) -> Faults:
    """What is wrong with the reading of a speech entry's sentence.

    An example needs its speaker with its cue; in a counter-example no word of the entry may make speech.
    """
    if case.counter:
        lexis = Lexis(View(case.text), reader.book)
        for row in record.attributions:
            if case.entry in cue_entries(lexis, row):
                yield "counter-speech", speech_read(record, row)
        return
    speaker, cue = (occurrences(case.text, case.expect.get(key)) for key in ("speaker", "cue"))
    cued = [row for row in record.attributions if not cue or _meets(row, cue)]
    if not record.attributions:
        yield "no-speech", all_speech_read(record)
    elif speaker and not any(_exact(row, speaker) for row in record.attributions):
        yield "other-speaker", all_speech_read(record)
    elif not any(not speaker or _exact(row, speaker) for row in cued):
        yield "other-cue", all_speech_read(record)


def cue_entries(lexis: Lexis, row: Attribution) -> set[str]:
    """The speech entries that know the words of an attribution's cue."""
    if row.cue is None:
        return set()
    first, end = lexis.view.word_range(row.cue)
    uses = {
        reading.use.entry
        for index in range(first, end)
        for kind in ("speech", "continue")
        for reading in lexis.uses(index, kind)
    }
    tags = {tag for index in range(first, end) for tag in lexis.tags[index]}
    return uses | {tag.removeprefix("cue:") for tag in tags if tag.startswith("cue:")}


def _meets(row: Attribution, places: list[Span]) -> bool:
    """Whether the cue is the speaker's first one, or goes on with the speaker: something said begins right behind."""
    first = row.cue is not None and any(row.cue.overlaps(place) for place in places)
    return first or any(0 <= said.start - place.end <= _BEHIND for said in row.content for place in places)


def _exact(row: Attribution, places: list[Span]) -> bool:
    return likeness([row.span], places) >= _HALF
