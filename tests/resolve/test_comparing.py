"""Pairs of short reports: one happening, two, or not to be told, and why."""

from typing import Any

import pytest

from isnad.annotate.reader import Reader
from isnad.codebook import Codebook
from isnad.resolve.comparing import SAME_FROM, UNSURE_FROM, compare, contradiction
from isnad.resolve.judgement import Decision
from isnad.resolve.mentions import EventMention, Harmed
from isnad.resolve.rarity import Rarity
from tests.resolve.tellings import IDLIB, SARMIN, Read, reading, told

SHELLING = ("مقتل ثلاثة مدنيين بقصف مدفعي لقوات النظام على بلدة سرمين بريف إدلب، صباح اليوم.", "2022-03-04")
CASES = {
    "told by another outlet the day after": (
        "استهدفت قوات النظام بالمدفعية بلدة سرمين شرقي إدلب أمس الجمعة، ما أدى إلى مقتل ثلاثة مدنيين.",
        "2022-03-05", "same", "places"),
    "denied": ("نفت قوات النظام قصف بلدة سرمين بريف إدلب صباح اليوم.", "2022-03-04", "same", "places"),
    "weeks later": ("قصفت قوات النظام بالمدفعية بلدة سرمين بريف إدلب في 20 آذار 2022 وقُتل مدني.", "2022-03-21",
        "different", "days"),
    "elsewhere": ("قصفت قوات النظام بالمدفعية مدينة درعا يوم 4 آذار 2022 ما أدى إلى مقتل ثلاثة مدنيين.",
        "2022-03-05", "different", "places"),
    "threatened": ("هددت قوات النظام بقصف بلدة سرمين بريف إدلب.", "2022-03-04", "different", "reality"),
    "arrests": ("اعتقلت قوات النظام ثلاثة مدنيين في بلدة سرمين بريف إدلب صباح اليوم.", "2022-03-04", "different",
        "manner"),
    "nothing but that there was shelling": ("قصف على مناطق مدنية.", None, "different", "types"),
}  # fmt: skip


@pytest.fixture(scope="module")
def read(reader: Reader) -> Read:
    return reading(reader)


def _deed(found: tuple[EventMention, ...]) -> EventMention:
    return next(one for one in found if one.family == "force")


def _rules(decision: Decision) -> set[str]:
    return {reason.rule for reason in decision.reasons}


@pytest.mark.parametrize(("text", "published", "verdict", "rule"), CASES.values(), ids=CASES)
def test_two_reports(
    text: str, published: str | None, verdict: str, rule: str, read: Read, book: Codebook
) -> None:  # fmt: skip
    one, other = _deed(read(*SHELLING)), _deed(read(text, published))
    decision = compare(one, other, book)
    assert decision.verdict == verdict
    assert rule in _rules(decision)
    assert decision.by == "rule:happening@1"
    assert compare(other, one, book).score == decision.score


SHELLED: dict[str, Any] = {"spots": (SARMIN,), "mode": "heavy-weapons", "agents": ("actor:assad-army",)}


def test_place_manner_and_author_alone_tell_no_happening(book: Codebook) -> None:
    decision = compare(told(1, **SHELLED), told(2, **SHELLED), book)
    assert decision.verdict == "different"
    assert decision.score < UNSURE_FROM


COUNTED = Rarity(2_000, {"place:place:sarmin": 40, "actor:actor:assad-army": 400})
WORDS = ("طاحونه", "سوق", "حي", "خضار", "مدرسه")


@pytest.mark.parametrize(
    ("one", "other"),
    [({"weekday": 4}, {"weekday": 4}), ({"words": WORDS[:3], "agents": ()}, {"words": WORDS[2:5], "agents": ()})],
    ids=["a weekday", "a word of several"],
)
def test_a_little_more_leaves_it_open(one: dict[str, Any], other: dict[str, Any], book: Codebook) -> None:
    decision = compare(told(1, **(SHELLED | one)), told(2, **(SHELLED | other)), book, COUNTED)
    assert decision.verdict == "unsure"
    assert UNSURE_FROM <= decision.score < SAME_FROM


def test_two_events_of_one_report_are_two(book: Codebook) -> None:
    assert compare(told(1, "2022-03-04"), told(1, "2022-03-04"), book).verdict == "different"


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        (told(1, type="CONSULT", family="talks"), told(2), "types"),
        (told(1, status="threatened"), told(2, status="alleged"), "reality"),
        (told(1, mode="firearms"), told(2, mode="aerial"), "manner"),
        (told(1, status="denied"), told(2, status="alleged"), None),
        (told(1, type="COERCE"), told(2), None),
        (told(1), told(2), None),
    ],
)
def test_vetoes(one: EventMention, other: EventMention, rule: str | None) -> None:
    found = contradiction(one, other)
    assert (found.rule if found else None) == rule


SAME_TOLL, NEAR_TOLL, OTHER_TOLL = Harmed("killed", 9, 9), Harmed("killed", 10, 10), Harmed("killed", 60, 60)


def test_more_agreement_scores_higher(book: Codebook) -> None:
    base = told(1, "2022-03-04", harmed=(SAME_TOLL,), agents=("actor:irgc",))
    scores = [
        compare(base, told(2, "2022-03-04", harmed=(toll,), agents=(agent,)), book).score
        for toll, agent in ((SAME_TOLL, "actor:irgc"), (NEAR_TOLL, "actor:irgc"), (OTHER_TOLL, "actor:irgc"),
                            (OTHER_TOLL, "actor:sdf"))
    ]  # fmt: skip
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


@pytest.mark.parametrize(("agent", "better"), [("actor:irgc", True), ("place:iran", True), ("actor:sdf", False)])
def test_actors_agree_through_those_above_them(agent: str, better: bool, book: Codebook) -> None:
    unit = told(1, "2022-03-04", agents=("actor:regiment-47",), spots=(SARMIN,))
    nobody = compare(unit, told(2, "2022-03-04", spots=(SARMIN,)), book).score
    assert (compare(unit, told(2, "2022-03-04", agents=(agent,), spots=(SARMIN,)), book).score > nobody) is better


MEETING: dict[str, Any] = {"type": "CONSULT", "family": "talks", "spots": (IDLIB,)}


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ({"spots": (SARMIN,)}, {"spots": (SARMIN,)}, "same"),
        (MEETING, MEETING, "different"),
        (MEETING | {"names": ("سالم خيالي",)}, MEETING | {"names": ("سالم خيالي",)}, "same"),
    ],
    ids=["an attack on a day in a town", "two meetings", "two meetings of one person"],
)
def test_what_tells_one_happening_from_others(
    one: dict[str, Any], other: dict[str, Any], verdict: str, book: Codebook
) -> None:
    assert compare(told(1, "2022-03-04", **one), told(2, "2022-03-04", **other), book).verdict == verdict


def test_a_day_and_the_name_of_somebody_who_is_often_in_the_news_are_little(book: Codebook) -> None:
    one, other = (told(number, "2022-03-04", names=("سالم خيالي",)) for number in (1, 2))
    assert compare(one, other, book, Rarity(300, {"name:سالم خيالي": 20})).verdict == "different"


def test_undated_reports_published_months_apart_tell_of_two(book: Codebook) -> None:
    words = ("حافله", "جسر", "انقلاب")
    near, far = (
        compare(told(1, published="2022-03-04", spots=(SARMIN,), words=words), told(2, published=day, spots=(SARMIN,),
                words=words), book).verdict for day in ("2022-03-05", "2022-06-05")
    )  # fmt: skip
    assert (near, far) == ("same", "different")


def test_words_and_a_common_name_are_no_ground_without_day_place_or_number(book: Codebook) -> None:
    counted = Rarity(2_000, {"name:القوات المحليه": 50})
    alike: dict[str, Any] = {"words": WORDS, "names": ("القوات المحليه",), "spots": (), "agents": ()}
    decision = compare(told(1, **alike), told(2, **alike), book, counted)
    assert decision.verdict == "different"
    anchored = compare(told(1, "2022-03-04", **alike), told(2, "2022-03-04", **alike), book, counted)
    assert anchored.verdict == "same"
