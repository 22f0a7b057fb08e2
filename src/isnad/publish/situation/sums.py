"""Sums of a period: in brief, who against whom, by district, and the pictures with their tables."""

from collections.abc import Sequence

from isnad.publish.answers.naming import clean
from isnad.publish.release.released import Event, Party, Spot
from isnad.publish.situation import calling, map, timeline  # noqa: A004 -- a map is what it draws
from isnad.publish.situation.calling import day
from isnad.publish.situation.citing import Citations
from isnad.publish.situation.deeds import deed_of, happened, noun_of, reserve_of
from isnad.publish.situation.document import Block, Line, Paragraph, Points, Run, Section, Table
from isnad.publish.situation.material import Material, counts
from isnad.publish.situation.sentences import title
from isnad.publish.situation.words import say, say_or
from isnad.publish.words import Lang

_DISTRICTS = 40
_Row = tuple[tuple[Party, ...], str, tuple[Party, ...]]


def summary_section(material: Material, citations: Citations) -> Section:
    """The report in a few lines of numbers."""
    lang, events = citations.lang, material.events
    done = [one for one in events if happened(one.status, one.polarity)]
    reports = {report.id: report.outlet for one in events for report in one.reports}
    lines = [say("brief.events", lang, n=len(done)), say("brief.others", lang, n=len(events) - len(done)),
             say("brief.reports", lang, reports=len(reports), outlets=len({one for one in reports.values() if one})),
             say("brief.disputed", lang, n=sum(bool(one.contradictions) for one in events))]  # fmt: skip
    lines += _tolls(material.counted(), lang)
    if loose := material.loose():
        lines.append(say("brief.loose", lang, n=len(loose)))
    points = Points(tuple((Run(one),) for one in lines))
    caution = Paragraph((Run(say("caution.claims", lang)),), caution=True)
    return Section("summary", say("section.summary", lang), (caution, points))


def parties_section(material: Material, citations: Citations) -> Section:
    """Who did what to whom, by the word of reports; accusations apart from it."""
    lang = citations.lang
    rows: dict[_Row, list[Event]] = {}
    for event in material.events:
        if event.agents or event.targets:
            what = reserve_of(event.status, event.polarity, lang) + noun_of(event.type, event.mode, lang)
            doers, others = _sides(event)
            rows.setdefault((doers, what, others), []).append(event)
    blocks: list[Block] = []
    if rows:
        head = tuple(say(f"col.{name}", lang) for name in ("who", "what", "whom", "number", "sources"))
        order = sorted(rows, key=lambda one: (-len(rows[one]), one[1], [p.id for p in one[0]], [p.id for p in one[2]]))
        lines = tuple(_party_row(one, rows[one], citations) for one in order)
        blocks.append(Table(say("parties.caption", lang), head, lines))
    accused = [event for event in material.events if event.accused]
    if accused:
        head = tuple(say(f"col.{name}", lang) for name in ("accused", "of", "sources"))
        told = tuple((calling.parties(one.accused, lang), title(one, lang), (Run("", cites=citations.of(one)),))
                     for one in accused)  # fmt: skip
        blocks += [Paragraph((Run(say("caution.accused", lang)),), caution=True),
                   Table(say("parties.accused", lang), head, told)]  # fmt: skip
    return Section("parties", say("section.parties", lang), tuple(blocks))


def counts_section(material: Material, citations: Citations) -> Section:
    """Events told as having happened by district, beside those of the period before."""
    lang, before = citations.lang, material.period.before()
    now = _by_district(material.counted(), lang)
    then = _by_district([one for one in material.earlier if counts(one, before)], lang)
    names = sorted({*now, *then}, key=lambda one: (-len(now.get(one, ())), -len(then.get(one, ())), one))
    head = tuple(say(f"col.{one}", lang) for one in
                 ("district", "now", "before", "difference", "assaults", "assaults-before"))  # fmt: skip
    rows = tuple(_count_row(name, now.get(name, []), then.get(name, [])) for name in names[:_DISTRICTS])
    bounds = {"first": day(before.first, lang), "last": day(before.last, lang)}
    blocks: tuple[Block, ...] = (
        Paragraph((Run(say("caution.counts", lang)),), caution=True),
        Table(say("counts.caption", lang, **bounds), head, rows),
    )
    return Section("counts", say("section.counts", lang), blocks if rows else ())


def pictures_section(material: Material, citations: Citations) -> Section:
    """The map and the timeline, each with a table that says the same."""
    lang = citations.lang
    return Section(
        "pictures", say("section.pictures", lang),
        (*_map(material.events, lang), *_timeline(timeline.timeline(material.events, material.period), lang)),
    )  # fmt: skip


def _map(events: Sequence[Event], lang: Lang) -> tuple[Block, ...]:
    found = map.areas(events)
    figure = map.draw(found, lang)
    if figure is None:
        return (Paragraph((Run(say("map.none", lang)),)),) if events else ()
    head = tuple(say(f"col.{one}", lang) for one in ("place", "radius", "happened", "others"))
    rows = tuple(_area_row(one, lang) for one in found)
    missing = len(events) - sum(len(one.events) for one in found)
    notes = [say("caution.map", lang)]
    notes += [say("map.unplaced", lang, n=missing)] if missing else []
    notes += [say("map.credit", lang, credit=map.credit())] if map.credit() else []
    return (
        Paragraph((Run(" ".join(notes)),), caution=True), figure, Table(say("map.caption", lang), head, rows)
    )  # fmt: skip


def _timeline(found: timeline.Timeline, lang: Lang) -> tuple[Block, ...]:
    bars = [one for one in found.bars if one.done or one.others]
    if not bars:
        return ()
    head = (say(f"timeline.{found.step}", lang), say("col.happened", lang), say("col.others", lang))
    rows = tuple(
        ((Run(day(one.first, lang), "number"),), (Run(str(one.done)),), (Run(str(one.others)),)) for one in bars
    )
    loose = (Paragraph((Run(say("timeline.loose", lang, n=found.loose)),), caution=True),) if found.loose else ()
    return (timeline.draw(found, lang), *loose, Table(say("timeline.caption", lang), head, rows))


def _tolls(events: Sequence[Event], lang: Lang) -> list[str]:
    found: dict[str, list[tuple[int, int]]] = {}
    for event in events:
        harms: dict[str, list[tuple[int, int]]] = {}
        for one in event.tolls:
            harms.setdefault(one.harm, []).append((one.low, one.high))
        for harm, bounds in harms.items():
            found.setdefault(harm, []).append((sum(low for low, _ in bounds), sum(high for _, high in bounds)))
    lines = []
    for harm, rows in sorted(found.items()):
        low, high = sum(one for one, _ in rows), sum(one for _, one in rows)
        key = "brief.toll-exact" if low == high else "brief.toll"
        lines.append(say(key, lang, harm=say_or("harm", harm, lang), low=low, high=high, n=len(rows)))
    silent = sum(one.type == "ASSAULT" and not one.tolls for one in events)
    return [*lines, *([say("brief.no-toll", lang, n=silent)] if silent else [])]


def _sides(event: Event) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who did it and to whom; of what is between parties all of them in one order, whoever is told first."""
    if deed_of(event.type).shared or not event.targets:
        return tuple(sorted({*event.agents, *event.targets}, key=lambda one: one.id)), ()
    return event.agents, event.targets


def _party_row(row: _Row, events: Sequence[Event], citations: Citations) -> tuple[Line, ...]:
    lang = citations.lang
    who, what, whom = row
    unknown = "party.unidentified" if any(one.unidentified for one in events) else "party.none"
    numbers = tuple(dict.fromkeys(number for one in events for number in citations.of(one)))
    return (
        calling.parties(who, lang) or (Run(say(unknown, lang), "faint"),), (Run(what),),
        calling.parties(whom, lang) or (Run("–", "faint"),), (Run(str(len(events))),), (Run("", cites=numbers),),
    )  # fmt: skip


def _by_district(events: Sequence[Event], lang: Lang) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(_district(event.where, lang), []).append(event)
    return found


def _district(spot: Spot | None, lang: Lang) -> str:
    """The district of a place, else what is above it, else that no place is known."""
    if spot is None:
        return say("place.unknown", lang)
    own = calling.called(spot, lang)
    above = [clean(one) for one in (spot.admin2, spot.admin1) if one]
    if not above and spot.kind not in ("district", "governorate", "country", "region"):
        return clean(spot.country or "") or own
    return say("comma", lang).join(dict.fromkeys(above)) or own


def _count_row(name: str, now: Sequence[Event], then: Sequence[Event]) -> tuple[Line, ...]:
    difference = len(now) - len(then)
    assaults = [sum(one.type == "ASSAULT" for one in events) for events in (now, then)]
    numbers = (len(now), len(then), f"{difference:+d}" if difference else "0", *assaults)
    return ((Run(name, "name"),), *((Run(str(number), "number"),) for number in numbers))


def _area_row(area: map.Area, lang: Lang) -> tuple[Line, ...]:
    done = sum(happened(one.status, one.polarity) for one in area.events)
    radius = say("km", lang, n=round(area.metres / 1000)) if area.metres >= 1000 else say("metres", lang, n=area.metres)
    return (
        calling.place(area.spot, lang), (Run(radius),), (Run(str(done)),), (Run(str(len(area.events) - done)),)
    )  # fmt: skip
