from dataclasses import replace

import pytest

from isnad.errors import SituationError
from isnad.publish.situation.document import Heading, Line, Paper, Paragraph, Points, Section, Sources, Table
from isnad.publish.situation.material import Material, Period
from isnad.publish.situation.words import SITUATION_WORDS
from isnad.publish.situation.writing import section_titles, write
from isnad.publish.words import Lang
from tests.publish.situation.material import (
    ATTACK,
    DAWN,
    DENIED,
    FALCONS,
    FORCES,
    LOOSE,
    MEETING,
    RIVER,
    THREAT,
    event,
    material,
    said,
)

LANGS: tuple[Lang, ...] = ("ar", "en")


def section(paper: Paper, key: str) -> Section:
    return next(one for one in paper.sections if one.key == key)


def plain(line: Line) -> str:
    """A line with the numbers of its sources."""
    return "".join(run.text + "".join(f"[{number}]" for number in run.cites) for run in line)


def lines(section_: Section) -> list[str]:
    found: list[str] = []
    for block in section_.blocks:
        if isinstance(block, Heading | Paragraph):
            found.append(plain(block.line))
        elif isinstance(block, Points):
            found += map(plain, block.items)
        elif isinstance(block, Table):
            found += [" | ".join(map(plain, row)) for row in block.rows]
        elif isinstance(block, Sources):
            found += [f"{plain(one.line)} «{one.quote}»" for one in block.entries]
    return found


def told(key: str, lang: Lang, given: Material | None = None) -> str:
    return "\n".join(lines(section(write(given or material(), lang), key)))


SENTENCES = [
    (ATTACK, "ar", "14 شباط/فبراير 2023: بحسب صحيفة الوادي وراديو النهر: هجوم أو اشتباك من جانب قوات النهر على "
     "لواء الصقور؛ جرحى (مقاتلون): 3 (بين 2 و5) – لواء الصقور؛ وُجّه الاتهام إلى كتيبة الفجر (اتهام لم يثبت)؛ "
     "تختلف الروايات في: الفاعل، الحصيلة.[1][2]"),
    (ATTACK, "en", "14 February 2023: According to صحيفة الوادي and راديو النهر: assault or clash by River Forces on "
     "Falcons Brigade; injured (combatants): 3 (2 to 5) – Falcons Brigade; an accusation names كتيبة الفجر "
     "(not established); accounts differ in: who did it, how many were harmed.[1][2]"),
    (THREAT, "ar", "20 شباط/فبراير 2023: بحسب صحيفة الوادي: تهديد (لم يُذكر تنفيذه): هجوم أو اشتباك من جانب كتيبة "
     "الفجر على لواء الصقور.[1]"),
    (THREAT, "en", "20 February 2023: According to صحيفة الوادي: threat (not reported as carried out): assault or "
     "clash by كتيبة الفجر on Falcons Brigade.[1]"),
    (MEETING, "ar", "18 شباط/فبراير 2023: بحسب صحيفة الوادي: لقاء أو تواصل بين قوات النهر ولواء الصقور.[1]"),
    (event("e", agents=(FORCES, DAWN)), "en", "14 February 2023: According to صحيفة الوادي: assault or clash involving "
     "River Forces and كتيبة الفجر; the toll is not stated.[1]"),
    (event("e", status="planned", mode="aerial"), "ar",
     "14 شباط/فبراير 2023: بحسب صحيفة الوادي: عزم أو خطة (لم يُذكر التنفيذ): قصف جوي.[1]"),
    (event("e", polarity="negative"), "en", "14 February 2023: According to صحيفة الوادي: reported as not having "
     "happened: assault or clash.[1]"),
    (event("e", unidentified=True, statements=(said("x", says={"victims": [{"harm": "killed", "n": None}]}),)), "en",
     "14 February 2023: According to صحيفة الوادي: assault or clash; reports say that the author is not known; "
     "killed: number not stated.[1]"),
    (event("e"), "ar", "14 شباط/فبراير 2023: بحسب صحيفة الوادي: هجوم أو اشتباك؛ الفاعل غير مذكور؛ "
     "الحصيلة غير مذكورة.[1]"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "lang", "expected"), SENTENCES)
def test_an_event_is_told_in_a_sentence_that_ends_in_its_sources(one: object, lang: Lang, expected: str) -> None:
    assert expected in told("happened", lang, material(one)).split("\n")  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
def test_the_accused_are_no_authors(lang: Lang) -> None:
    paper = write(material(replace(ATTACK, agents=())), lang)
    table = next(one for one in section(paper, "parties").blocks if isinstance(one, Table))
    assert DAWN.name_ar not in " ".join(plain(row[0]) for row in table.rows)
    assert DAWN.name_ar in told("parties", lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "status", ["threatened", "planned", "conditional", "denied", "failed", "alleged", "rumoured", "x"]
)
def test_what_is_not_told_as_done_is_neither_said_nor_counted_as_done(status: str, lang: Lang) -> None:
    done, not_done = (told("happened", lang, material(event("e", status=one))) for one in ("actual", status))
    assert done != not_done
    assert section(write(material(event("e", status=status), earlier=()), lang), "summary")
    assert not [
        one for one in write(material(event("e", status=status), earlier=()), lang).sections if one.key == "counts"
    ]


def test_verbs_agree_with_who_speaks_and_who_holds() -> None:
    assert "قوات النهر تسيطر على النهر" in told("changes", "ar")
    assert "أبو سالم يقود كتيبة الفجر («القائد»)" in told("changes", "ar")
    assert "نفت قيادة كتيبة الفجر ما ذُكر عن هجوم" in told("said", "ar")
    assert "تحدث مراسل الصحيفة (لم يُذكر اسمه) عن هجوم" in told("said", "ar")


def test_only_states_that_turn_in_the_period_are_changes() -> None:
    assert lines(section(write(material(), "en"), "changes"))[1:] == [
        "River Forces controls Nahr; first reported on 15 February 2023; last reported on 20 February 2023.[7]",
        "أبو سالم leads كتيبة الفجر («القائد»); first reported on 15 February 2023; last reported on 20 February 2023; "
        "another was reported later.[7]",
    ]


def test_sources_give_outlet_title_day_chain_and_words() -> None:
    found = lines(section(write(material(ATTACK), "en"), "sources"))
    assert found[0] == (
        "صحيفة الوادي, «هجوم على حاجز», 15 February 2023; chain: \u2068صحيفة الوادي\u2069 ← "
        "\u2068مراسل الصحيفة\u2069 (not named) · sha256:aa@10–26 «أصيب ثلاثة عناصر»"
    )
    assert len(found) == 3  # and the one of the states


@pytest.mark.parametrize("lang", LANGS)
def test_every_sentence_is_cited_and_every_source_is_mentioned(lang: Lang) -> None:
    paper = write(material(), lang)
    points = [line for key in ("happened", "said", "changes") for block in section(paper, key).blocks
              if isinstance(block, Points) for line in block.items]  # fmt: skip
    assert all(line[-1].cites for line in points)
    cited = {number for line in points for run in line for number in run.cites}
    entries = section(paper, "sources").blocks[0]
    assert isinstance(entries, Sources)
    assert [one.number for one in entries.entries] == list(range(1, len(entries.entries) + 1))
    assert cited <= {one.number for one in entries.entries}


def test_counts_are_beside_the_period_before_of_the_same_length() -> None:
    assert material().period.before() == Period("2023-01-04", "2023-01-31")
    assert lines(section(write(material(), "ar"), "counts"))[1:] == [
        "منطقة الوادي، المحافظة | 1 | 1 | 0 | 1 | 1", "مكان غير معروف | 1 | 0 | +1 | 0 | 0",
    ]  # fmt: skip
    assert "not of what happened" in lines(section(write(material(), "en"), "counts"))[0]


def test_what_is_dated_wider_than_the_period_is_told_but_not_counted() -> None:
    found = told("summary", "en", material(LOOSE))
    assert "Events whose dates are wider than this period: 1" in found
    assert not [one for one in write(material(LOOSE, earlier=()), "en").sections if one.key == "counts"]


def test_accounts_of_what_is_disputed_stand_side_by_side() -> None:
    assert lines(section(write(material(), "en"), "disputed"))[2:] == [
        "مراسل الصحيفة (not named) – صحيفة الوادي | asserts | happened | 14 February 2023 | injured: 3 | "
        "«أصيب ثلاثة عناصر» | [2]",
        "قيادة كتيبة الفجر – راديو النهر | denies | – | – | – | «لا صلة لنا بما جرى» | [3]",
    ]


def test_a_coarse_place_says_so() -> None:
    assert "منطقة الوادي (بدقة المنطقة؛ حُجب الموضع الأدق)، المحافظة" in told("happened", "ar", material(DENIED))


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_period_says_so(lang: Lang) -> None:
    paper = write(replace(material(), events=(), earlier=(), states=()), lang)
    assert [one.key for one in paper.sections] == ["summary", "news", "happened", "sources"]
    assert SITUATION_WORDS["none"][LANGS.index(lang)] in "\n".join(lines(section(paper, "happened")))


def test_the_title_names_what_was_asked_for() -> None:
    assert write(material(asked=RIVER), "ar").title == "تقرير حالة: النهر"
    assert write(material(asked=FALCONS), "en").title == "Situation report: Falcons Brigade"


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_material_gives_the_same_paper(lang: Lang) -> None:
    assert write(material(), lang) == write(material(), lang)
    assert {one.key for one in write(material(), lang).sections} == {key for key, _ in section_titles(lang)}


def test_every_string_is_in_both_languages_with_the_same_places() -> None:
    for key, (arabic, english) in SITUATION_WORDS.items():
        assert arabic.strip(), key
        assert english.strip(), key
        places = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in (arabic, english)]
        assert places[0] == places[1], key


@pytest.mark.parametrize(("first", "last"), [("2023-02-02", "2023-02-01"), ("1900-01-01", "2023-01-01")])
def test_a_period_that_is_none_is_refused(first: str, last: str) -> None:
    with pytest.raises(SituationError):
        Period.of(first, last)
