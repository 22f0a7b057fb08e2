"""How names, places, days and numbers stand in a line."""

from collections.abc import Iterable, Sequence
from datetime import date

from isnad.publish.answers.naming import clean
from isnad.publish.release.released import Event, Party, Spot, Toll
from isnad.publish.situation.document import Line, Run
from isnad.publish.situation.words import say, say_or
from isnad.publish.words import Lang, word

_NARROW = ("exact", "neighbourhood", "village", "town", "city")


def called(one: Party | Spot, lang: Lang) -> str:
    """What a party or place is called in a language, in one line without characters that turn it."""
    return clean(one.name_ar if lang == "ar" else one.name) or clean(one.name)


def named(one: Party | Spot, lang: Lang) -> Run:
    """A party or place by its name."""
    return Run(called(one, lang), "name")


def listed(runs: Sequence[Run], lang: Lang) -> Line:
    """Several of a kind in a row."""
    found: list[Run] = []
    for number, run in enumerate(runs):
        if number and (number == len(runs) - 1 or lang == "ar"):
            found.append(Run(say("and", lang)))
        elif number:
            found.append(Run(say("comma", lang)))
        found.append(run)
    return tuple(found)


def parties(ones: Iterable[Party], lang: Lang) -> Line:
    """Several parties in a row."""
    return listed([named(one, lang) for one in ones], lang)


def day(value: str, lang: Lang) -> str:
    """An ISO day with its month's name; a month or year, or what is none, as it is."""
    try:
        read = date.fromisoformat(value[:10])
    except ValueError:
        return clean(value)
    return f"{read.day} {word(f'month.{read.month}', lang)} {read.year}"


def days(first: str | None, last: str | None, lang: Lang) -> Run:
    """Inclusive bounds, one of which may be open."""
    if first and last:
        ends = {"first": day(first, lang), "last": day(last, lang)}
        return Run(ends["first"] if first == last else say("day.range", lang, **ends), "number")
    if first:
        return Run(say("day.since", lang, first=day(first, lang)), "number")
    return Run(say("day.until", lang, last=day(last, lang)) if last else say("day.unknown", lang), "number")


def place(spot: Spot | None, lang: Lang) -> Line:
    """A place with what it lies in, how exactly it is known, and whether a more exact one is withheld."""
    if spot is None:
        return (Run(say("place.unknown", lang)),)
    own = called(spot, lang)
    notes = [say_or("exact", spot.precision, lang)] if spot.precision and spot.precision not in _NARROW else []
    notes += [say("place.coarse", lang)] if spot.coarsened else []
    note = f" ({say('semicolon', lang).join(notes)})" if notes else ""
    return (Run(own, "name"), *([Run(note, "faint")] if note else []))


def toll(one: Toll, lang: Lang) -> Run:
    """The most frequent number of a harm, with the least and the largest where they differ."""
    harm = say_or("harm", one.harm, lang)
    if one.group != "unknown":
        harm = f"{harm} ({say_or('group', one.group, lang)})"
    key = "toll.number" if one.low == one.high else "toll.spread"
    return Run(say(key, lang, harm=harm, n=one.best, low=one.low, high=one.high))


def disputes(event: Event, lang: Lang) -> str:
    """In what accounts differ, in a row."""
    return say("comma", lang).join(say_or("difference", kind, lang) for kind in event.contradictions)
