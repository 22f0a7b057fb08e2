"""Short English sentences for formats whose graphs have a field for prose and none for what it says."""

from isnad.publish.release.released import Event, Report, Statement, Toll

_OF_OUTLETS = frozenset({None, "outlet"})


def toll_phrase(toll: Toll) -> str:
    """`killed: 2 to 5, most told 3, civilian`; nobody's group is guessed."""
    number = str(toll.best) if toll.low == toll.high else f"{toll.low} to {toll.high}, most told {toll.best}"
    group = "" if toll.group == "unknown" else f", {toll.group}"
    return f"{toll.harm}: {number}{group}{f', of {toll.side}' if toll.side else ''}"


def speaker_phrase(statement: Statement, report: Report | None) -> str:
    """Who makes a statement: a name or description, the outlet, or the sort of a speaker that may not be named."""
    if statement.speaker:
        return statement.speaker
    if statement.speaker_kind in _OF_OUTLETS:
        return (report.outlet if report else None) or "the report itself"
    near = f" close to {statement.near}" if statement.near else ""
    return f"{statement.speaker_kind}{near}, not named"


def statement_phrase(statement: Statement, report: Report | None) -> str:
    """Who says it, how, and through whom: `Abu Salem denies it; through River Radio`."""
    speaker = speaker_phrase(statement, report)
    chain = [name for name in statement.chain if name != speaker]
    through = f"; through {', '.join(chain)}" if chain else ""
    return f"{speaker} {statement.stance}{' (denies it)' if statement.denies else ''}{through}"


def event_phrase(event: Event) -> str:
    """What fields of an event most graphs have no place for, in one line."""
    parts = [
        f"{event.type}{f'/{event.mode}' if event.mode else ''}",
        f"status: {event.status if event.polarity == 'positive' else 'did not happen'}",
        "authors not known" if event.unidentified else "",
        f"{event.attacks} attacks" if event.attacks is not None else "",
        *map(toll_phrase, event.tolls),
        f"{event.outlets} outlets, {event.origins} known origins, {event.unknown_origins} unknown",
        f"disputed: {', '.join(event.contradictions)}" if event.contradictions else "",
        f"review: {event.reviewed}",
    ]
    return "; ".join(filter(None, parts))


def accused_phrase(event: Event) -> str:
    """Who is accused, said so that nobody can take it for an author."""
    names = ", ".join(f"{party.name} ({party.id})" for party in event.accused)
    return f"Accused or suspected by somebody, established by nobody: {names}"
