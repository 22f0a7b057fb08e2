"""What an event is called in a line: its sort, who, where, when; never a word of a report, and never who is accused."""

from collections.abc import Sequence

from isnad.publish.answers.words import told, told_or
from isnad.publish.release.released import Event, Party
from isnad.publish.words import Lang

_MOST = 3


def title(event: Event, lang: Lang) -> str:
    """`Assault [planned]: A, B → C, Albukamal, 2021-02-14`, of an event whose parties and place may be told."""
    arrow, comma = (" ← ", "، ") if lang == "ar" else (" → ", ", ")
    deed = arrow.join(filter(None, (_named(event.agents, lang), _named(event.targets, lang))))
    where = (event.where.name_ar if lang == "ar" else event.where.name) if event.where else ""
    rest = comma.join(filter(None, (deed, where, _days(event, lang))))
    return ": ".join(filter(None, (_what(event, lang), rest)))


def _what(event: Event, lang: Lang) -> str:
    """The sort of event; what did not happen, or not yet, or not by every word, has a bracket."""
    key = "polarity.negative" if event.polarity == "negative" else f"status.{event.status}"
    reserve = "" if key == "status.actual" else f" [{told(key, lang)}]"
    return told_or("type", event.type, lang) + reserve


def _named(parties: Sequence[Party], lang: Lang) -> str:
    names = [one.name_ar if lang == "ar" else one.name for one in parties]
    more = [told("more-left", lang, n=len(names) - _MOST)] if len(names) > _MOST else []
    return ("، " if lang == "ar" else ", ").join([*names[:_MOST], *more])


def _days(event: Event, lang: Lang) -> str:
    first, last = event.from_, event.to
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return told("time.since", lang, date=first)
    return told("time.until", lang, date=last) if last else ""
