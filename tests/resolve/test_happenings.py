"""The whole way: reports, mentions, blocks, judgements, clusters."""

from itertools import combinations

import pytest

from isnad.annotate.reader import Reader
from isnad.codebook import Codebook
from isnad.resolve.happenings import EventMention, Rarity, blocks, cluster, compare
from isnad.resolve.judgement import Decision
from tests.resolve.tellings import reading

REPORTS = {
    "first": ("مقتل ثلاثة مدنيين بقصف مدفعي لقوات النظام على بلدة سرمين بريف إدلب، صباح اليوم.", "2022-03-04"),
    "second": ("استهدفت قوات النظام بالمدفعية بلدة سرمين شرقي إدلب أمس الجمعة، ما أدى إلى مقتل ثلاثة مدنيين.",
               "2022-03-05"),
    "later": ("قصفت قوات النظام بالمدفعية بلدة سرمين بريف إدلب في 20 آذار 2022 وقُتل مدني.", "2022-03-21"),
    "elsewhere": ("قصفت قوات النظام بالمدفعية مدينة درعا يوم 4 آذار 2022 ما أدى إلى مقتل مدني.", "2022-03-05"),
}  # fmt: skip


@pytest.fixture(scope="module")
def mentions(reader: Reader) -> dict[str, EventMention]:
    read = reading(reader)
    return {name: read(*report)[0] for name, report in REPORTS.items()}


@pytest.fixture(scope="module")
def decisions(mentions: dict[str, EventMention], book: Codebook) -> list[Decision]:
    rarity = Rarity.of(mentions.values())
    pairs = combinations(mentions.values(), 2)
    return [compare(one, other, book, rarity) for one, other in pairs if blocks(one) & blocks(other)]


def _together(mentions: dict[str, EventMention], decisions: list[Decision]) -> set[frozenset[str]]:
    names = {mention.id: name for name, mention in mentions.items()}
    groups = cluster(mentions.values(), decisions)
    return {frozenset(names[id_] for id_ in group) for group in groups if len(group) > 1}


def test_what_is_one_comes_together(mentions: dict[str, EventMention], decisions: list[Decision]) -> None:
    assert _together(mentions, decisions) == {frozenset({"first", "second"})}
    assert _together(mentions, decisions[::-1]) == _together(mentions, decisions)


def test_a_person_joins_what_contradicts_and_can_take_it_back(
    mentions: dict[str, EventMention], decisions: list[Decision]
) -> None:
    ends = (mentions["first"].id, mentions["later"].id)
    joined = Decision(*ends, "same", 1.0, "Hala")
    assert _together(mentions, [*decisions, joined]) == {frozenset({"first", "later"})}  # `second` contradicts `later`
    undone = Decision(*ends, "different", 0.0, "Hala")
    assert _together(mentions, [*decisions, joined, undone]) == {frozenset({"first", "second"})}


def test_a_person_keeps_apart(mentions: dict[str, EventMention], decisions: list[Decision]) -> None:
    apart = Decision(mentions["first"].id, mentions["second"].id, "different", 0.0, "Hala")
    assert _together(mentions, [apart, *decisions]) == set()
