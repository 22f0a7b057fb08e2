import re
from string import Formatter
from typing import get_args

import pytest

from isnad.model import vocabulary
from isnad.publish.words import WORDS, word, word_or

VOCABULARIES = {
    "kind": vocabulary.EntityKind,
    "kinds": vocabulary.EntityKind,
    "type": vocabulary.EventType,
    "status": vocabulary.Status,
    "role": vocabulary.Role,
    "basis": vocabulary.Basis,
    "unit": vocabulary.Unit,
    "harm": vocabulary.Harm,
    "group": vocabulary.Group,
    "precision": vocabulary.Precision,
    "extent": vocabulary.Extent,
    "stance": vocabulary.Stance,
    "source": vocabulary.SourceKind,
    "relation": vocabulary.RelationType,
    "eventlink": vocabulary.LinkType,
    "place": vocabulary.PlaceRelation,
    "exact": vocabulary.PlacePrecision,
    "outcome": vocabulary.Outcome,
    "number": vocabulary.Number,
    "link": vocabulary.LinkRole,
    "published": vocabulary.PublishedBasis,
}


@pytest.mark.parametrize("key", WORDS)
def test_every_string_is_in_both_languages(key: str) -> None:
    arabic, english = WORDS[key]
    assert re.search(r"[\u0621-\u064a]", arabic) or not re.search(r"\w\w", english)
    assert english.strip()
    assert not re.search(r"[\u0621-\u064a]", english)
    fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (arabic, english)]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("prefix", VOCABULARIES)
def test_every_value_of_the_model_has_a_word(prefix: str) -> None:
    missing = [value for value in get_args(VOCABULARIES[prefix]) if f"{prefix}.{value}" not in WORDS]
    assert missing == []


def test_months_and_sides_are_complete() -> None:
    assert all(f"month.{n}" in WORDS for n in range(1, 13))
    assert len(word("sides", "ar").split()) == len(word("sides", "en").split())


def test_words_are_filled_and_unknown_values_pass() -> None:
    assert word("near", "en", name="X") == "close to X"
    assert word_or("class", "tribe", "ar") == "عشيرة أو قبيلة"
    assert word_or("class", "unheard of", "ar") == "unheard of"
