"""The page of an event in a terminal: what is told, who stands behind it, what is disputed, every report with its
statements and their chains, why the reports are held to be of one event, and what people think of them."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from isnad.archive.asking.happenings import EventPage, Judged, Report
from isnad.codebook import Codebook
from isnad.publish.answers.disputes import kind_in_words, sides
from isnad.publish.answers.lines import head, put
from isnad.publish.answers.naming import Names, clean
from isnad.publish.answers.phrases import days, disputed, parties, said, tolls, what, where
from isnad.publish.answers.words import told, told_or
from isnad.publish.labels import isolated, ltr
from isnad.publish.words import Lang
from isnad.resolve.contradictions import Contradiction
from isnad.resolve.testimony import Origin

_SHORT_ID = 19


def print_event(page: EventPage, console: Console, book: Codebook, lang: Lang) -> None:
    """Prints the page of an event."""
    names = Names(book, lang, page.names)
    _print_head(page, console, names)
    _print_testimony(page, console, names)
    if page.contradictions:
        head(console, lang, told("contradictions", lang))
        for contradiction in page.contradictions:
            _print_contradiction(contradiction, page, console, names)
    _print_reports(page, console, names)
    head(console, lang, told("judgements", lang))
    # what is least sure comes before what nobody doubts
    for judged in sorted(page.judgements, key=lambda one: (not one.person, one.verdict == "same")):
        _print_judgement(judged, console, lang)
    _print_more(page.more_judgements, console, lang)
    if not page.judgements:
        put(console, lang, told("judgements.none", lang), 2, "dim")
    _print_assessments(page, console, lang)


def _print_head(page: EventPage, console: Console, names: Names) -> None:
    line, lang = page.line, names.lang
    if page.asked != page.id:
        put(console, lang, told("moved", lang, old=ltr(page.asked), new=ltr(page.id)), style="yellow")
    if page.as_of:
        put(console, lang, told("as-of.events", lang, date=ltr(page.as_of)), style="yellow")
    happened = what(line.type, line.status, line.polarity, lang)
    put(
        console,
        lang,
        Text.assemble((happened, "bold"), f" · {days(line.from_, line.to, lang)} · ", (ltr(page.id), "dim")),
    )
    facts = (where(line, names), parties(line, names), tolls(line.victims, lang), disputed(line.contradictions, lang))
    for fact in filter(None, facts):
        put(console, lang, fact, 2)
    put(console, lang, isolated(f"«{clean(line.label)}»"), 2)


def _print_testimony(page: EventPage, console: Console, names: Names) -> None:
    lang, testimony = names.lang, page.testimony
    head(console, lang, told("testimony", lang))
    counts = {"outlets": len(testimony.outlets), "origins": len(testimony.origins), "unknown": len(testimony.unknown)}
    put(console, lang, told("testimony.line", lang, **counts), 2, "bold")
    for key in ("origins", "unknown", "denials"):
        found: Sequence[Origin] = getattr(testimony, key)
        if found:
            counts = Counter(_origin(one, names) for one in found)
            listed = " / ".join(name if number == 1 else f"{name} ({number})" for name, number in counts.items())
            put(console, lang, f"{told(f'testimony.{key}', lang)}: {listed}", 2)


def _origin(origin: Origin, names: Names) -> str:
    if origin.who:
        return names.of(origin.who)
    return isolated(clean(origin.name)) if origin.name else "—"


def _print_contradiction(one: Contradiction, page: EventPage, console: Console, names: Names) -> None:
    """The values side by side, each with who gives it."""
    lang = names.lang
    put(console, lang, Text(kind_in_words(one, names), "bold yellow"), 2)
    for side in sides(one, page, names):
        tellers = dict.fromkeys(map(names.chain, side.statements))
        put(console, lang, f"{side.value} ({side.number}): {' / '.join(tellers)}", 4)


def _print_reports(page: EventPage, console: Console, names: Names) -> None:
    """Every report once, with all that tells of the event in it."""
    groups = [list(told_) for _, told_ in groupby(page.reports, key=lambda report: report.document)]
    number = told("more-than", names.lang, n=len(groups)) if page.more_reports else len(groups)
    head(console, names.lang, f"{told('reports', names.lang)} ({number})")
    for mentions in groups:
        _print_report(mentions[0], console, names)
        for report in mentions:
            _print_mention(report, console, names)
    _print_more(page.more_reports, console, names.lang)


def _print_report(report: Report, console: Console, names: Names) -> None:
    lang, outlet = names.lang, _outlet(report, names)
    day = ltr(report.published) if report.published else told("undated", lang)
    title = f" · {isolated(clean(report.title))}" if report.title else ""
    put(console, lang, Text.assemble((outlet, "bold"), f" · {day}{title}"), 2)
    source = ltr(clean(report.url)) if report.url else ltr(report.document[:_SHORT_ID])
    copy = f" · {told('copy', lang, id=ltr(report.copy_of[:_SHORT_ID]))}" if report.copy_of else ""
    put(console, lang, f"{source}{copy}", 4, "dim")


def _print_mention(report: Report, console: Console, names: Names) -> None:
    lang, outlet = names.lang, _outlet(report, names)
    put(console, lang, ltr(report.handle.partition("@")[2]), 4, "dim")
    for statement in report.statements:
        put(
            console,
            lang,
            Text.assemble((names.chain(statement) or outlet, "magenta"), f": {said(statement, names)}"),
            4,
        )
        put(console, lang, isolated(f"«{clean(statement.quote)}»"), 6)


def _outlet(report: Report, names: Names) -> str:
    return names.of(report.outlet) if report.outlet else told("no-outlet", names.lang)


def _print_judgement(judged: Judged, console: Console, lang: Lang) -> None:
    by = f"{told('by-person', lang)}: {isolated(clean(judged.by))}" if judged.person else ltr(judged.by)
    score = ltr(f"{judged.score:.2f}")
    put(console, lang, f"{told_or('verdict', judged.verdict, lang)} · {score} · {by} · {ltr(judged.made_at[:10])}", 2)
    put(console, lang, " · ".join(ltr(_short(handle)) for handle in (judged.left, judged.right)), 4, "dim")
    reasons = [f"{reason['rule']} {reason['weight']:+.1f} {clean(reason['detail'])}" for reason in judged.reasons]
    if reasons:
        put(console, lang, isolated(" · ".join(reasons)), 4, "dim")


def _short(handle: str) -> str:
    document, _, place = handle.partition("@")
    return f"{document[:_SHORT_ID]}@{place}"


def _print_assessments(page: EventPage, console: Console, lang: Lang) -> None:
    head(console, lang, told("assessments", lang))
    for one in page.assessments:
        grade = f"{one.source_grade or ''}{one.information_grade or ''}"
        note = f" · {isolated(clean(one.note))}" if one.note else ""
        line = (
            f"{ltr(grade)} · {ltr(clean(one.subject)[:60])} · {isolated(clean(one.by))} · {ltr(one.made_at[:10])}{note}"
        )
        put(console, lang, line, 2)
    if not page.assessments:
        put(console, lang, told("assessments.none", lang), 2, "dim")


def _print_more(number: int, console: Console, lang: Lang) -> None:
    if number:
        put(console, lang, told("more-left", lang, n=number), 2, "dim")
