"""From the material of a report to the paper, in Arabic or in English."""

from isnad.publish.situation import happenings, sums
from isnad.publish.situation.calling import called, day
from isnad.publish.situation.citing import Citations
from isnad.publish.situation.document import Paper, Run, Section
from isnad.publish.situation.material import Material
from isnad.publish.situation.words import say
from isnad.publish.words import Lang

_KEPT = frozenset({"summary", "happened", "news", "sources"})


def write(material: Material, lang: Lang) -> Paper:
    """The paper of a report: the same material gives the same paper. Sections that would be empty are left out."""
    material, citations = material.said_in(lang), Citations(lang)
    sections = [
        make(material, citations)
        for make in (
            sums.summary_section, happenings.news_section, happenings.happened_section, sums.parties_section,
            happenings.disputed_section, happenings.said_section, happenings.changes_section, sums.counts_section,
            sums.pictures_section,
        )
    ]  # fmt: skip
    sections.append(Section("sources", say("section.sources", lang), (citations.sources(),)))
    kept = tuple(one for one in sections if one.blocks or one.key in _KEPT)
    return Paper(lang, title_of(material, lang), _made_of(material, lang), kept, material.header.at,
                 say("section.own", lang))  # fmt: skip


def section_titles(lang: Lang) -> list[tuple[str, str]]:
    """All sections that a report can have, by key and title."""
    keys = ("summary", "news", "happened", "parties", "disputed", "said", "changes", "counts", "pictures", "sources")
    return [(key, say(f"section.{key}", lang)) for key in keys]


def title_of(material: Material, lang: Lang) -> str:
    """What the report is called."""
    if material.asked is None:
        return say("title", lang)
    return say("title.of", lang, what=called(material.asked, lang))


def _made_of(material: Material, lang: Lang) -> tuple[tuple[Run, ...], ...]:
    header, period = material.header, material.period
    told = say("period", lang, first=day(period.first, lang), last=day(period.last, lang))
    at = day(header.at, lang)
    rows = [("made.period", Run(told)), ("made.profile", Run(say(f"profile.{header.profile}", lang))),
            ("made.at", Run(at, "number")), ("made.version", Run(f"Isnad {header.version}", "number"))]  # fmt: skip
    return tuple((Run(say(key, lang) + say("colon", lang), "faint"), run) for key, run in rows)
