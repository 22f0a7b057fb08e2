"""From entries to the written forms that stand for them."""

from pathlib import Path

import pytest

from isnad.codebook.book import Codebook
from isnad.codebook.lexicon import NameRef, WordUse, noun_forms, without_clitic
from tests.codebook.codebook_files import ACTOR, EVENT, WHOLE, compiled

MORE_ACTOR = ACTOR + (
    "  short: [حرس الوادي]\n  reading: [عصابة الوادي]\n  cued: [الأخضر]\n"
    "  ambiguous:\n    - {name: الحرس, since: 2024-12-08}\n"
)
MORE_EVENT = EVENT + "nouns: [لغم ألغام]\nphrases: [شن * غارة, عبوة ناسفة, نسفت بيد]\n"


@pytest.fixture
def book(tmp_path: Path) -> Codebook:
    found, problems = compiled(
        tmp_path, {**WHOLE, "actors/test.yaml": MORE_ACTOR, "events/assault/blow-up.yaml": MORE_EVENT}
    )
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("حرس الوادي الاخضر", "name"),
        ("green valley guard", "name"),
        ("حرس الوادي", "short"),
        ("عصابه الوادي", "reading"),
        ("الاخضر", "cued"),
    ],
)
def test_names_by_use(book: Codebook, name: str, use: str) -> None:
    assert [(ref.id, ref.kind, ref.use) for ref in book.names[name]] == [("river-guard", "actor", use)]


def test_an_ambiguous_name_has_its_days(book: Codebook) -> None:
    assert book.names["الحرس"] == (NameRef("river-guard", "actor", "ambiguous", "2024-12-08", None),)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("نسف", "past"), ("نسفت", "past"), ("نسفوا", "past"), ("ينسف", "present"), ("ينسفون", "present"),
        ("نسفا", "noun"), ("لغم", "noun"), ("لغمين", "dual"), ("الغام", "plural"),
    ],
)  # fmt: skip
def test_forms_of_an_event(book: Codebook, word: str, part: str) -> None:
    assert ("event", "assault.blow-up", part) in {(use.use, use.entry, use.part) for use in book.forms[word]}


def test_phrases_keep_what_must_follow(book: Codebook) -> None:
    assert WordUse("event", "assault.blow-up", "past", False, ("*", "غاره")) in book.forms["شنت"]
    assert WordUse("event", "assault.blow-up", "noun", False, ("ناسفه",)) in book.forms["عبوه"]
    assert WordUse("event", "assault.blow-up", "past", False, ("بيد",)) in book.forms["نسفت"]
    assert not any(use.tail == ("بيد",) for use in book.forms["نسفوا"])


def test_forms_of_the_grammar(book: Codebook) -> None:
    assert any(use.use == "light" and use.entry == "does" for use in book.forms["شنوا"])
    assert any(use.use == "harm" and use.entry == "killed" for use in book.forms["قتلت"])
    assert WordUse("harm", "killed", "past", False, ("*", "مصرعه")) in book.forms["لقي"]


def test_a_speech_verb_is_no_noun(book: Codebook) -> None:
    assert {use.part for use in book.forms["همست"]} == {"past"}
    assert "همسات" not in book.forms


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("ونسفوا", True), ("سينسفون", True), ("ونسفه", True), ("الألغام", True), ("بلغم", True),
        ("المنسف", False), ("النسفوا", False), ("سلغم", False), ("نسفوك", False),
    ],
)  # fmt: skip
def test_clitics_that_fit(book: Codebook, word: str, read: bool) -> None:
    folded = " ".join(book.fold_words(word))
    assert any(use.use.entry == "assault.blow-up" for use in book.info(folded).uses) is read


def test_an_actor_is_found_by_any_name(book: Codebook) -> None:
    assert book.actor_named("Green Valley Guard") == book.actor_named("حَرس الوادي الأخضر") == "actor:river-guard"
    assert book.actor_named("بلدة الاختبار") is None
    assert book.actor_named("لا أحد") is None


def test_name_begins(book: Codebook) -> None:
    words = "هاجم حرس الوادي الاخضر".split()
    assert book.name_begins("حرس", words, 1)
    assert not book.name_begins("حرس", ["حرس", "المدرسه"], 0)


def test_nouns_with_and_without_a_listed_plural() -> None:
    assert "هجومات" not in {form.text for form in noun_forms(("هجوم", "هجمات"))}
    assert "غارات" in {form.text for form in noun_forms(("غارة",))}


def test_a_clitic_at_the_end_of_a_phrase_is_left_out() -> None:
    assert without_clitic("التابع ل") == "التابع"
    assert without_clitic("التابع") == "التابع"
