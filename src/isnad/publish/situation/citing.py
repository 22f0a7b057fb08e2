"""Numbers for what is cited: one for each statement, or for a report that is cited as a whole, in order of mention."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from isnad.publish.answers.naming import clean
from isnad.publish.release.protecting import UNNAMED
from isnad.publish.release.released import Event, Report, State, Statement
from isnad.publish.situation.calling import day
from isnad.publish.situation.document import Line, Run, Source, Sources
from isnad.publish.situation.words import say, say_or
from isnad.publish.words import Lang


@dataclass(slots=True)
class Citations:
    """Gives numbers, and the list of sources in their order."""

    lang: Lang
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _cited: list[tuple[Report | None, Statement | None]] = field(default_factory=list)

    def of(self, event: Event) -> tuple[int, ...]:
        """The numbers of all statements on an event, and of reports of it that none of them stands in."""
        return self._all(event.statements, event.reports)

    def of_state(self, state: State) -> tuple[int, ...]:
        """The numbers of all statements of a state, and of further reports of it."""
        return self._all(state.statements, state.told_by)

    def of_one(self, statement: Statement, reports: tuple[Report, ...]) -> tuple[int, ...]:
        """The number of one statement, which stands in one of the reports."""
        found = next((one for one in reports if one.id == statement.report), None)
        return (self._number(found, statement),)

    def sources(self) -> Sources:
        """The list of all that was cited."""
        return Sources(tuple(self._source(number, *one) for number, one in enumerate(self._cited, 1)))

    def _all(self, statements: tuple[Statement, ...], reports: tuple[Report, ...]) -> tuple[int, ...]:
        by_id = {one.id: one for one in reports}
        numbers = [self._number(by_id.get(one.report), one) for one in statements]
        bare = [one for one in reports if one.id not in {said.report for said in statements}]
        return tuple(dict.fromkeys([*numbers, *(self._number(one, None) for one in bare)]))

    def _number(self, report: Report | None, statement: Statement | None) -> int:
        key = (report.id if report else "", statement.id if statement else "")
        if key not in self._numbers:
            self._cited.append((report, statement))
            self._numbers[key] = len(self._cited)
        return self._numbers[key]

    def _source(self, number: int, report: Report | None, statement: Statement | None) -> Source:
        line = tuple(self._parts(report, statement))
        quote = clean(statement.quote) if statement and statement.quote else ""
        return Source(number, line, quote)

    def _parts(self, report: Report | None, statement: Statement | None) -> Iterator[Run]:
        lang = self.lang
        outlet = clean(report.outlet) if report and report.outlet else say("outlet.unknown", lang)
        yield Run(outlet, "name")
        if report is not None:
            if report.title:
                yield Run(say("comma", lang))
                yield Run(f"«{clean(report.title)}»", "quote")
            yield Run(say("comma", lang))
            yield Run(day(report.published, lang) if report.published else say("date.unknown", lang), "number")
            if report.copy_of:
                yield Run(f" ({say('source.copy', lang)})", "faint")
        if statement is not None:
            yield Run(f"{say('semicolon', lang)}{say('source.chain', lang)}{say('colon', lang)}", "faint")
            yield Run(chain(statement, lang) or say("source.outlet-itself", lang))
        if report is not None and report.url:
            yield Run(" · ")
            yield Run(clean(report.url), "number")
        if report is not None:
            yield Run(" · ")
            yield Run(_place_of(report, statement), "number")


def _place_of(report: Report, statement: Statement | None) -> str:
    """The report's id, shortened, and where the words stand in its text."""
    kind, colon, rest = report.id.partition(":")
    short = f"{kind}:{rest[:12]}" if colon else report.id[:20]
    return f"{short}@{statement.span[0]}–{statement.span[1]}" if statement and statement.span else short


def chain(statement: Statement, lang: Lang) -> str:
    """Through whom it came, the outlet first, and who says it in the end; empty where the outlet itself does."""
    names = [say("chain.unnamed", lang) if one == UNNAMED else clean(one) for one in statement.chain]
    links = [f"\u2068{one}\u2069" for one in names]
    if speaks_itself(statement):
        links = links if len(links) > 1 else []
    else:
        last = statement.chain[-1] if statement.chain else None
        note = f" ({say('speaker.anonymous', lang)})" if statement.anonymous else ""
        links = links[:-1] if last in (UNNAMED, statement.speaker) else links
        links.append(f"\u2068{speaker_words(statement, lang)}\u2069{note}")
    return " ← ".join(links)


def speaks_itself(statement: Statement) -> bool:
    """Whether the outlet itself says it."""
    return statement.speaker is None and statement.speaker_kind in (None, "outlet")


def speaker(statement: Statement, lang: Lang) -> Line:
    """Who says it: the name or the report's description, else the sort; and that no name is told."""
    note = (Run(f" ({say('speaker.anonymous', lang)})"),) if statement.anonymous else ()
    return (Run(speaker_words(statement, lang), "name"), *note)


def speaker_words(statement: Statement, lang: Lang) -> str:
    """The name or the description of who says it, else the sort."""
    kind = statement.speaker_kind
    words = clean(statement.speaker or "") if statement.speaker != kind else ""
    return words or (say_or("source", kind, lang) if kind else say("speaker.some", lang))
