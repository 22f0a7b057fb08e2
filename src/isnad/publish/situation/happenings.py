"""What happened, by place and day; what is disputed; who said what; what changed."""

from collections.abc import Sequence

from isnad.publish.answers.naming import clean
from isnad.publish.release.released import Event, Spot, Statement
from isnad.publish.situation import calling
from isnad.publish.situation.citing import Citations, speaker, speaks_itself
from isnad.publish.situation.document import Block, Heading, Line, Paragraph, Points, Run, Section, Table
from isnad.publish.situation.material import Material
from isnad.publish.situation.memory import Gone
from isnad.publish.situation.sentences import account, sentence, state_sentence, statement_sentence, title
from isnad.publish.situation.words import say, say_or

_CHANGES = frozenset({"APPOINT", "CONTROL"})


def in_order(events: Sequence[Event]) -> list[Event]:
    """By day, those without one last."""
    return sorted(events, key=lambda one: (one.from_ or one.to or "9999", one.to or "", one.id))


def happened_section(material: Material, citations: Citations) -> Section:
    """Every event, by place and then by day."""
    lang = citations.lang
    places: dict[tuple[str, str], list[Event]] = {}
    for event in in_order(material.events):
        places.setdefault(_key(event.where), []).append(event)
    blocks: list[Block] = []
    for key in sorted(places, key=lambda one: (one == ("", ""), -len(places[one]), one)):
        where = places[key][0].where
        blocks.append(Heading(3, _heading(where, citations)))
        blocks.append(Points(tuple(sentence(event, citations) for event in places[key])))
    blocks = blocks or [Paragraph((Run(say("none", lang)),))]
    return Section("happened", say("section.happened", lang), tuple(blocks))


def disputed_section(material: Material, citations: Citations) -> Section:
    """Each event on which accounts differ, its accounts side by side."""
    lang = citations.lang
    blocks: list[Block] = []
    for event in in_order(material.events):
        if not event.contradictions:
            continue
        blocks.append(Heading(3, title(event, lang)))
        blocks.append(Paragraph((Run(say("disputed.kinds", lang, kinds=calling.disputes(event, lang)), "strong"),)))
        if event.statements:
            blocks.append(_accounts(event, citations))
    return Section("disputed", say("section.disputed", lang), tuple(blocks))


def said_section(material: Material, citations: Citations) -> Section:
    """What others than outlets say of each event."""
    lang = citations.lang
    blocks: list[Block] = []
    for event in in_order(material.events):
        told = [one for one in event.statements if not speaks_itself(one)]
        if told:
            blocks.append(Heading(4, title(event, lang)))
            blocks.append(Points(tuple(statement_sentence(one, event, citations) for one in told)))
    return Section("said", say("section.said", lang), tuple(blocks))


def changes_section(material: Material, citations: Citations) -> Section:
    """Posts, subordination, presence and control that begin, end or are first told in the period."""
    lang = citations.lang
    states = sorted(material.turned(), key=lambda one: (one.since or one.first or one.until or "", one.id))
    events = [one for one in in_order(material.events) if one.type in _CHANGES]
    blocks: list[Block] = []
    if states:
        blocks.append(Heading(3, (Run(say("change.states", lang)),)))
        blocks.append(Points(tuple(state_sentence(one, citations) for one in states)))
    if events:
        blocks.append(Heading(3, (Run(say("change.events", lang)),)))
        blocks.append(Points(tuple(sentence(one, citations) for one in events)))
    return Section("changes", say("section.changes", lang), tuple(blocks))


def news_section(material: Material, citations: Citations) -> Section:
    """What is new, updated or withdrawn since the last report."""
    lang, news = citations.lang, material.news
    if news.last is None or not news.comparable:
        said = say("news.first" if news.last is None else "news.profile", lang)
        return Section("news", say("section.news", lang), (Paragraph((Run(said),)),))
    bounds = {"first": calling.day(news.last.first, lang), "last": calling.day(news.last.last, lang)}
    blocks: list[Block] = [Paragraph((Run(say("news.since", lang, **bounds)),))]
    known = {one.id: one for one in (*material.events, *material.again)}
    lists: dict[str, list[Line]] = {
        "new": [title(known[id_], lang) for id_ in news.new],
        "updated": [(*title(known[id_], lang), _parts(changed, citations)) for id_, changed in news.updated.items()],
        "withdrawn": [_gone(one, citations) for one in news.gone],
    }
    for name, lines in lists.items():
        if lines:
            blocks += [Heading(3, (Run(f"{say(f'news.{name}', lang)} ({len(lines)})"),)), Points(tuple(lines))]
    if not any(lists.values()):
        blocks.append(Paragraph((Run(say("news.none", lang)),)))
    return Section("news", say("section.news", lang), tuple(blocks))


def _key(spot: Spot | None) -> tuple[str, str]:
    return (spot.id or spot.name_ar, spot.precision or "") if spot else ("", "")


def _heading(spot: Spot | None, citations: Citations) -> Line:
    own = (spot.name_ar, spot.name_en) if spot else ()
    above = [name for name in (spot.admin2, spot.admin1) if name and name not in own] if spot else []
    comma = say("comma", citations.lang)
    upper = [run for name in dict.fromkeys(above) for run in (Run(comma, "faint"), Run(clean(name), "faint"))]
    return (*calling.place(spot, citations.lang), *upper)


def _accounts(event: Event, citations: Citations) -> Table:
    """What each statement says, side by side; in its own words where they may leave."""
    lang = citations.lang
    quoted = any(one.quote for one in event.statements)
    names = ("by", "stance", "status", "when", "toll", *(("words",) if quoted else ()), "sources")
    head = tuple(say(f"col.{name}", lang) for name in names)
    return Table("", head, tuple(_account_row(one, event, citations, quoted=quoted) for one in event.statements))


def _account_row(statement: Statement, event: Event, citations: Citations, *, quoted: bool) -> tuple[Line, ...]:
    lang = citations.lang
    report = next((one for one in event.reports if one.id == statement.report), None)
    outlet = clean(report.outlet) if report and report.outlet else say("outlet.unknown", lang)
    who: Line = (Run(outlet, "name"),)
    if not speaks_itself(statement):
        who = (*speaker(statement, lang), Run(f" – {outlet}", "faint"))
    stance = say_or("stance", "denies" if statement.denies else statement.stance, lang)
    cells = [(Run(one or "–"),) for one in (stance, *account(statement, lang))]
    if quoted:
        cells.append((Run(f"«{clean(statement.quote)}»" if statement.quote else "–", "quote"),))
    return (who, *cells, (Run("", cites=citations.of_one(statement, event.reports)),))


def _parts(changed: Sequence[str], citations: Citations) -> Run:
    lang = citations.lang
    words = say("comma", lang).join(say_or("part", name, lang) for name in changed)
    return Run(f" – {say('news.parts', lang, parts=words)}", "faint")


def _gone(one: Gone, citations: Citations) -> Line:
    lang = citations.lang
    told = Run(clean(one.title_ar if lang == "ar" else one.title_en) or one.id)
    into = (Run(f" – {say('news.into', lang, id=one.into)}", "faint"),) if one.into else ()
    return (told, Run(" ("), Run(one.id, "number"), Run(")"), *into)
