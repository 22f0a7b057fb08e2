"""Rare things that two reports share weigh more than common ones."""

from isnad.resolve.mentions import EventMention, Harmed, Spot
from isnad.resolve.rarity import NOT_COUNTED, Rarity, signs


def _mention(number: int, group: str = "", **more: object) -> EventMention:
    return EventMention(
        id=f"d{number}#e1", document=f"d{number}", text_group=group or f"d{number}", type="ASSAULT", family="force",
        mode=None, status="actual", polarity="positive", rank=0, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_what_few_hold_weighs_more() -> None:
    counted = Rarity.of(_mention(n, words=("قصف", "ناعورة") if n == 0 else ("قصف",)) for n in range(2000))
    assert counted.weight("word:ناعورة") > counted.weight("word:قصف")
    assert counted.weight("word:قصف") < 0.5


def test_weights_are_never_below_zero() -> None:
    counted = Rarity.of(_mention(n, words=("قصف",)) for n in range(3))
    assert counted.weight(*(f"word:{n}" for n in range(500))) == 0.0


def test_copies_of_one_text_count_once() -> None:
    copies = Rarity.of(_mention(n, group="one", words=("ناعورة",)) for n in range(50))
    assert copies.texts == 1
    assert copies.counts["word:ناعورة"] == 1


def test_where_nothing_is_counted_what_is_usual_stands_in() -> None:
    assert NOT_COUNTED.weight("killed:1") < NOT_COUNTED.weight("killed:17")
    assert NOT_COUNTED.weight("name:ا") > NOT_COUNTED.weight("word:ا") > NOT_COUNTED.weight("actor:ا") > 0


def test_one_of_several_signs_is_less_rare_than_one() -> None:
    assert NOT_COUNTED.weight("day:2020-01-01") > NOT_COUNTED.weight("day:2020-01-01", "day:2020-01-02")


def test_the_more_texts_the_less_likely_are_two_of_one_happening() -> None:
    assert Rarity(10_000, {}).prior() < Rarity(100, {}).prior() < 0


def test_the_signs_of_a_mention() -> None:
    told = _mention(
        1, from_="2020-01-01", to="2020-01-01", agents=("actor:x",), accused=("actor:x",), words=("جسر",),
        spots=(Spot("place:b", "", ("place:b", "place:a")), Spot(None, "الرابية")), harmed=(Harmed("killed", 3, 4),),
        names=("سعيد الناعم",),
    )  # fmt: skip
    assert sorted(signs(told)) == sorted([
        "day:2020-01-01", "place:place:a", "place:place:b", "name:الرابية", "actor:actor:x", "killed:3",
        "name:سعيد الناعم", "word:جسر",
    ])  # fmt: skip
