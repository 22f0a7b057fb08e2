"""What comes again and again, placed in time without bounds: `كل يوم جمعة`, `مساء كل خميس`, `يوميا`, `من كل عام`."""

from isnad.annotate.times.counts import count_at
from isnad.annotate.times.meaning import Vague
from isnad.annotate.times.points import point_at
from isnad.annotate.times.text import Match, Text


def recurrent(text: Text, index: int) -> Match | None:
    """`كل يوم جمعة`, `كل أسبوع`, `كل ثلاثة أيام`, a part of the day before it or not; `يوميا`."""
    adverb = text.look(index, "recurrent_adverb")
    if adverb and _adjective(text, index):
        return None
    if adverb:
        return Match(index, adverb.end, Vague(), "recurrent")
    part = text.look(index, "daypart")
    end = every(text, part.end if part and text.joined(part.end) else index)
    return Match(index, end, Vague(), "recurrent") if end else None


def _adjective(text: Text, index: int) -> bool:
    """`راتبا شهريا`, `قصفًا يوميًا`: what an indefinite noun in the accusative is like (`سوريا`, `إصابتها` are none)."""
    noun = text.words[index - 1]
    return text.joined(index) and noun.endswith("ا") and not noun.endswith(_NO_TANWIN) and not noun.startswith("ال")


_NO_TANWIN = ("يا", "ها", "نا", "هما")


def every(text: Text, index: int) -> int | None:
    """Where `كل يوم`, `كل جمعة`, `كل مساء`, `كل شهرين` ends."""
    hit = text.look(index, "every")
    if hit is None or not text.joined(hit.end):
        return None
    head = text.look(hit.end, "day_head")
    weekday = (text.next(head.end, "weekday_bare") if head else None) or text.look(hit.end, "weekday_bare")
    if weekday and not weekday.before:  # `كل واحد`
        return weekday.end
    part = text.look(hit.end, "daypart")
    if part:
        return part.end
    count = count_at(text, hit.end)
    return count.end if count and count.number and not count.definite and count.unit != "minute" else None


def of_every(text: Text, match: Match) -> Match:
    """The match, or what comes every year or week when that follows (`15 آذار من كل عام`)."""
    of = text.next(match.end, "of")
    end = every(text, of.end) if of else None
    return Match(match.first, end, Vague(), "recurrent") if end else match


def days_of(text: Text, index: int) -> Match | None:
    """`أيام الجمعة`, `أيام الجمعة من كل أسبوع`: more than one, so that no day is meant."""
    head = text.look(index, "day_pair")
    weekday = text.next(head.end, "weekday") if head and head.value == "many" else None
    point = point_at(text, head.end) if head and weekday else None
    if point is None or weekday is None or point.end > weekday.end:
        return None
    return of_every(text, Match(index, weekday.end, Vague(), "recurrent"))
