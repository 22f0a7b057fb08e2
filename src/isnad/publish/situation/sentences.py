"""Events, statements and states in sentences, each ending in the numbers of its sources."""

from collections.abc import Iterator

from isnad.arabic.gender import agreeing
from isnad.publish.answers.naming import clean
from isnad.publish.release.released import Event, Report, State, Statement
from isnad.publish.situation import calling
from isnad.publish.situation.citing import Citations, speaker, speaker_words, speaks_itself
from isnad.publish.situation.deeds import deed_of, happened, noun_of, reserve_of
from isnad.publish.situation.document import Line, Run
from isnad.publish.situation.words import say, say_or
from isnad.publish.words import Lang

_FEW = 3
_DENIALS = frozenset({"denies", "rejects"})
_SAYS: dict[str, tuple[str, str]] = {
    "asserts": ("تحدث", "tells of: "), "confirms": ("أكد", "confirms: "), "denies": ("نفى", "denies what is told of: "),
    "accuses": ("اتهم", "accuses; concerning: "), "rejects": ("رفض", "rejects: "), "claims": ("زعم", "claims: "),
    "warns": ("حذّر", "warns of: "), "threatens": ("هدّد", "threatens: "), "promises": ("وعد", "promises: "),
    "expects": ("توقّع", "expects: "), "hedges": ("رجّح", "thinks likely: "),
}  # fmt: skip
_ABOUT: dict[str, str] = {
    "asserts": " عن ", "denies": " ما ذُكر عن ", "accuses": " غيره، في شأن ", "warns": " من ", "threatens": "، في شأن ",
    "promises": "، في شأن ", "claims": " وقوع ", "hedges": " وقوع ", "expects": " وقوع ", "confirms": " وقوع ",
}  # fmt: skip


def deed(event: Event, lang: Lang, *, bare: bool = False) -> Line:
    """What an event is, with who does it to whom, and that it is not told as done; `bare` leaves that out."""
    kind = deed_of(event.type)
    reserve = "" if bare else reserve_of(event.status, event.polarity, lang)
    head = Run(reserve + noun_of(event.type, event.mode, lang))
    side = 0 if lang == "ar" else 1
    doers, others = calling.parties(event.agents, lang), calling.parties(event.targets, lang)
    if kind.shared and len(event.agents) + len(event.targets) > 1:
        together = tuple(dict.fromkeys((*event.agents, *event.targets)))
        return (head, Run(say("between", lang)), *calling.parties(together, lang))
    if len(event.agents) > 1 and not event.targets:
        return (head, Run(say("involving", lang)), *doers)
    return (
        head, *((Run(kind.by[side]), *doers) if doers else ()), *((Run(kind.to[side]), *others) if others else ()),
    )  # fmt: skip


def sentence(event: Event, citations: Citations, *, dated: bool = True) -> Line:
    """An event as its reports tell it: by whose word, what, how many came to harm, what is disputed, who is accused."""
    lang = citations.lang
    parts = [part for part in _rest(event, lang) if part]
    tail = tuple(run for part in parts for run in (Run(say("semicolon", lang)), *part))
    start: Line = (calling.days(event.from_, event.to, lang), Run(say("colon", lang))) if dated else ()
    said = (*_by_whom(event, lang), Run(say("colon", lang)), *deed(event, lang), *tail)
    return (*start, *said, Run(say("stop", lang), cites=citations.of(event)))


def title(event: Event, lang: Lang) -> Line:
    """An event in a line, without its sources: what, where, when."""
    where = (Run(say("comma", lang)), calling.named(event.where, lang)) if event.where else ()
    return (*deed(event, lang), *where, Run(say("comma", lang)), calling.days(event.from_, event.to, lang))


def statement_sentence(statement: Statement, event: Event, citations: Citations) -> Line:
    """Who says what of an event, through whom."""
    lang = citations.lang
    denied = statement.denies or statement.stance in _DENIALS
    stance = "denies" if statement.denies else statement.stance
    said = deed(event, lang, bare=denied or stance in ("threatens", "warns", "promises", "expects"))
    who = speaker(statement, lang)
    number = citations.of_one(statement, event.reports)
    end = (*_content(statement, lang), *_through(statement, event.reports, lang), Run(say("stop", lang), cites=number))
    if lang == "en":
        return (*who, Run(" " + _SAYS.get(stance, ("", "says: "))[1]), *said, *end)
    verb = agreeing(_SAYS.get(stance, ("تحدث", ""))[0], speaker_words(statement, lang))
    return (Run(verb + " "), *who, Run(_ABOUT.get(stance, " ")), *said, *end)


def state_sentence(state: State, citations: Citations) -> Line:
    """A standing state with the days between which it is told, and what speaks against it."""
    lang = citations.lang
    predicate = say_or("relation", state.type, lang)
    if lang == "ar":
        predicate = agreeing(predicate, calling.called(state.source, lang))
    role = (Run(f" («{clean(state.role)}»)", "quote"),) if state.role else ()
    within = Run(f" ({say('relation.scope', lang)}{say('colon', lang)}")
    scope: Line = (within, calling.named(state.scope, lang), Run(")")) if state.scope else ()
    notes = [Run(say(f"change.{key}", lang, day=calling.day(value, lang)), "number") for key, value in _turns(state)]
    if state.standing != "stands":
        notes.append(Run(say_or("standing", state.standing, lang), "strong"))
    said = tuple(run for note in notes for run in (Run(say("semicolon", lang)), note))
    return (
        calling.named(state.source, lang), Run(f" {predicate} "), calling.named(state.target, lang), *role,
        *scope, *said, Run(say("stop", lang), cites=citations.of_state(state)),
    )  # fmt: skip


def account(statement: Statement, lang: Lang) -> tuple[str, str, str]:
    """Of a statement's own content: whether it happened, when, and the harm, each empty where it says nothing of it."""
    says = statement.says or {}
    when = says.get("when")
    bounds = (when.get("from"), when.get("to")) if isinstance(when, dict) else (None, None)
    told = calling.days(*bounds, lang).text if any(bounds) else ""
    harm = [_harm(one, lang) for one in _victims(statement)]
    status = says.get("status")
    return say_or("status", str(status), lang) if status else "", told, say("comma", lang).join(harm)


def _turns(state: State) -> Iterator[tuple[str, str]]:
    for key, value in (("since", state.since), ("until", state.until), ("first", state.first), ("last", state.last)):
        if value:
            yield key, value


def _by_whom(event: Event, lang: Lang) -> Line:
    """By whose word: the outlets, and whom a single report cites."""
    outlets = list(dict.fromkeys(clean(one.outlet) for one in event.reports if one.outlet))
    runs: list[Run] = [Run(one, "name") for one in outlets[: _FEW if len(outlets) == _FEW else _FEW - 1]]
    found: Line = calling.listed(runs, lang) if runs else (Run(say("by.unknown", lang)),)
    if len(outlets) > _FEW:
        found = (*found, Run(" " + say("by.more", lang, n=len(outlets))))
    speakers = {speaker(one, lang) for one in event.statements if not speaks_itself(one) and not one.denies}
    if len(event.reports) == 1 and len(speakers) == 1:
        found = (*found, Run(f" {say('by.through', lang)} "), *speakers.pop())
    return (Run(say("by", lang) + " "), *found)


def _rest(event: Event, lang: Lang) -> Iterator[Line]:
    done = happened(event.status, event.polarity)
    if event.unidentified:
        yield (Run(say("author.unknown", lang)),)
    elif done and event.type in ("ASSAULT", "COERCE") and not event.agents and not event.accused:
        yield (Run(say("author.unstated", lang)),)
    for one in event.tolls:
        side = next((party for party in (*event.agents, *event.targets) if party.id == one.side), None)
        yield (calling.toll(one, lang), *((Run(" – "), calling.named(side, lang)) if side else ()))
    unnumbered = _unnumbered(event)
    for harm in unnumbered:
        yield (Run(say("toll.number", lang, harm=say_or("harm", harm, lang), n=say("n.some", lang))),)
    if done and event.type == "ASSAULT" and not event.tolls and not unnumbered:
        yield (Run(say("toll.unstated", lang)),)
    if event.attacks and event.attacks > 1:
        yield (Run(say("attacks", lang, n=event.attacks)),)
    if event.accused:
        note = Run(say("accused.note", lang), "faint")
        yield (Run(say("accused", lang)), *calling.parties(event.accused, lang), note)
    if event.contradictions:
        yield (Run(say("disputed.kinds", lang, kinds=calling.disputes(event, lang)), "strong"),)
    if event.reviewed in ("disputed", "unsure"):
        yield (Run(say(f"reviewed.{event.reviewed}", lang), "strong"),)


def _victims(statement: Statement) -> list[dict[str, object]]:
    found = (statement.says or {}).get("victims")
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list | tuple) else []


def _unnumbered(event: Event) -> list[str]:
    """The harms that statements tell of without any number, and for which none is told elsewhere."""
    told = [row for one in event.statements if not one.denies for row in _victims(one)]
    harms = [str(row["harm"]) for row in told if row.get("n") is None and row.get("min") is None is row.get("max")]
    return [harm for harm in dict.fromkeys(harms) if harm not in {one.harm for one in event.tolls}]


def _content(statement: Statement, lang: Lang) -> Line:
    _, when, harm = account(statement, lang)
    parts = [Run(part) for part in (when, harm) if part]
    return tuple(run for part in parts for run in (Run(say("semicolon", lang)), part))


def _through(statement: Statement, reports: tuple[Report, ...], lang: Lang) -> Line:
    report = next((one for one in reports if one.id == statement.report), None)
    if report is None or not report.outlet:
        return ()
    return (Run(f"{say('comma', lang)}{say('by', lang) if lang == 'ar' else 'according to'} "),
            Run(clean(report.outlet), "name"))  # fmt: skip


def _harm(row: dict[str, object], lang: Lang) -> str:
    number, low, high = row.get("n"), row.get("min"), row.get("max")
    if number is not None:
        told = str(number)
    elif low is not None and high is not None:
        told = f"{low}–{high}"
    elif low is not None:
        told = say("n.min", lang, n=low)
    else:
        told = say("n.max", lang, n=high) if high is not None else say("n.some", lang)
    group = row.get("group")
    whom = "" if group in (None, "unknown") else f" ({say_or('group', str(group), lang)})"
    return f"{say_or('harm', str(row.get('harm', '')), lang)}{say('colon', lang)}{told}{whom}"
