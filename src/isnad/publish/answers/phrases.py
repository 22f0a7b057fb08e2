"""Events, statements and states in a phrase: what, when, where, who, how many."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from isnad.arabic.gender import agreeing
from isnad.archive.asking.event_lists import EventLine
from isnad.archive.asking.statements import Statement
from isnad.archive.asking.states import State
from isnad.publish.answers.naming import Names, clean
from isnad.publish.answers.words import told, told_or
from isnad.publish.labels import ltr
from isnad.publish.lengths import length_in_words
from isnad.publish.sheet import directed
from isnad.publish.words import Lang

_MANY_DAYS = 60


def what(type_: str, status: str | None, polarity: str, lang: Lang) -> str:
    """`Assault [threatened]`; what happened has no bracket."""
    key = "polarity.negative" if polarity == "negative" else f"status.{status}"
    reserve = "" if polarity == "positive" and status in ("actual", None) else f" [{told(key, lang)}]"
    return told_or("type", type_, lang) + reserve


def days(from_: str | None, to: str | None, lang: Lang) -> str:
    """Inclusive bounds, one of which may be open."""
    if from_ and to:
        return ltr(from_) if from_ == to else f"{ltr(from_)} – {ltr(to)}"
    if from_:
        return told("time.since", lang, date=ltr(from_))
    return told("time.until", lang, date=ltr(to)) if to else told("undated", lang)


def tolls(victims: Mapping[str, Mapping[str, int]], lang: Lang) -> str:
    """`killed 3 (2–5)`: the most frequent number, and the least and the largest where they differ."""
    return " · ".join(_toll(harm, toll, lang) for harm, toll in victims.items())


def _toll(harm: str, toll: Mapping[str, int], lang: Lang) -> str:
    low, high = toll["low"], toll["high"]
    spread = "" if low == high else f" ({ltr(f'{low}–{high}')})"
    return f"{told_or('harm', harm, lang)} {toll['best']}{spread}"


def parties(line: EventLine, names: Names) -> str:
    """`agent ← target`, and apart from them who is accused."""
    arrow = " ← " if names.lang == "ar" else " → "
    deed = arrow.join(filter(None, (names.all(line.agents), names.all(line.targets))))
    accused = f"{told('slot.accused', names.lang)}: {names.all(line.accused)}" if line.accused else ""
    return " · ".join(filter(None, (deed, accused)))


def where(line: EventLine, names: Names) -> str:
    """The place by its name, else the report's words for it."""
    return names.of(line.place) if line.place else directed(clean(line.where or ""), names.lang)


def disputed(kinds: Sequence[str], lang: Lang) -> str:
    """`disputed: toll, author`; empty where nothing is."""
    words = ("، " if lang == "ar" else ", ").join(told_or("difference", kind, lang) for kind in kinds)
    return told("disputed", lang, kinds=words) if kinds else ""


def said(statement: Statement, names: Names) -> str:
    """In which stance, and what of its own: whether it happened, who, where, when, how many."""
    stance = told_or("stance", statement.stance, names.lang)
    return " · ".join((stance, *_content(statement.says, names, statement.names)))


def _content(says: Mapping[str, Any], names: Names, own: Mapping[str, str]) -> Iterator[str]:
    lang = names.lang
    if says.get("status"):
        yield told_or("status", says["status"], lang)
    for row in says.get("participants") or ():
        if row.get("who"):
            basis = row.get("basis")
            note = "" if basis in ("stated", None) else f" ({told_or('basis', basis, lang)})"
            yield f"{told_or('role', row['role'], lang)}: {names.of(row['who'], own)}{note}"
    if says.get("where") and names.known(says["where"]["place"], own):
        yield f"{told('slot.where', lang)}: {names.of(says['where']['place'], own)}"
    when = says.get("when")
    if when and (when.get("from") or when.get("to")):
        yield days(when.get("from"), when.get("to"), lang)
    for row in says.get("victims") or ():
        yield f"{told_or('harm', row['harm'], lang)}: {_number(row, lang)}"


def _number(row: Mapping[str, Any], lang: Lang) -> str:
    low, high = row.get("min"), row.get("max")
    if row.get("n") is not None:
        return str(row["n"])
    if low is not None and high is not None:
        return ltr(f"{low}–{high}")
    if low is not None:
        return told("n.min", lang, n=low)
    return told("n.max", lang, n=high) if high is not None else told("n.some", lang)


def state(one: State, names: Names) -> str:
    """`A leads B («post», in C)`."""
    lang = names.lang
    notes = [f"«{clean(one.role)}»"] if one.role else []
    notes += [f"{told('relation.scope', lang)}: {names.of(one.scope, one.own_names)}"] if one.scope else []
    source, target = (names.of(end, one.own_names) for end in (one.source, one.target))
    predicate = told_or("relation", one.type, lang)
    if lang == "ar":
        predicate = agreeing(predicate, names.plain(one.source, one.own_names))
    sentence = f"{source} {predicate} {target}"
    return f"{sentence} ({' · '.join(notes)})" if notes else sentence


def _length(days: int, lang: Lang) -> str:
    """Days in words; many of them as years and months, which are easier to grasp."""
    if days < _MANY_DAYS:
        return length_in_words(f"P{days}D", lang) or str(days)
    years, rest = divmod(days, 365)
    units = ((years, "Y"), (min(rest // 30, 11), "M"))
    words = (length_in_words(f"P{number}{unit}", lang) or str(number) for number, unit in units if number)
    return (" و" if lang == "ar" else " and ").join(words)


def standing(one: State, names: Names) -> str:
    """Since when, when it was last said and how long before the day asked for, and what turned it."""
    lang = names.lang
    parts = [told("state.since", lang, date=ltr(one.since))] if one.since else []
    if one.last:
        parts.append(told("state.last", lang, date=ltr(one.last)))
        parts += [told("state.age", lang, time=_length(one.age, lang))] if one.age else []
    if one.reports > 1:
        parts.append(told("state.reports", lang, n=one.reports))
    if one.standing == "overtaken":
        by = names.of(one.by or "")
        parts.append(told("state.overtaken", lang, date=ltr(one.turned or ""), by=by))
    elif one.standing in ("ended", "denied"):
        parts.append(told(f"state.{one.standing}", lang, date=ltr(one.turned or "")))
    elif one.standing == "undated":
        parts.append(told("state.undated", lang))
    return " · ".join(parts)
