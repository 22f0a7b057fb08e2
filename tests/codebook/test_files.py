"""What is wrong in a file is told with its line."""

from pathlib import Path

import pytest

from isnad.codebook.loading import compile_files, entry_files
from tests.codebook.codebook_files import ACTOR, EVENT, PLACE, SPEECH, WHOLE, compiled, grammar

ACTORS, PLACES, EVENTS, SPEAKING = WHOLE
WRONG = [
    (ACTORS, ACTOR.replace("  class:", "  clas:"), "2: unknown key 'clas'; did you mean 'class'?"),
    (ACTORS, ACTOR + "  zzz: x\n", "8: unknown key 'zzz'; known keys: "),
    (ACTORS, ACTOR + "  source: again\n", "8: key 'source' stands twice"),
    (ACTORS, ACTOR + ACTOR, "8: key 'river-guard' stands twice"),
    (ACTORS, ACTOR.replace("هاجم", "هاجَم"), "7: diacritic U+064E may not stand in a codebook file"),
    (ACTORS, ACTOR.replace("الوادي", "الوادی", 1), "4: look-alike letter ی U+06CC"),
    (ACTORS, ACTOR.replace("حرس", "حـرس", 1), "4: tatweel U+0640"),
    (ACTORS, ACTOR.replace("حرس", "حر\u200fس", 1), "4: bidi control U+200F"),
    (ACTORS, ACTOR.replace("rebel group", "rebels"), "2: class 'rebels' is not one of"),
    (ACTORS, ACTOR.replace("  examples:", "  counter_examples:"), "2: an actor needs an example"),
    (ACTORS, ACTOR.replace("  source: made up for a test\n", ""), "2: an actor needs a source"),
    (ACTORS, ACTOR.replace("    ar:", "    fr:"), "3: an actor needs an Arabic name"),
    (ACTORS, "river-guard: x\n", "1: 'river-guard' must be a mapping"),
    (ACTORS, "- x\n", "1: the file must be a mapping"),
    (ACTORS, ACTOR.replace("[هاجم", "[[هاجم"), "8: not valid YAML"),
    (ACTORS, ACTOR + "  parent: nobody\n", "8: river-guard: its parent 'nobody' does not exist"),
    (PLACES, PLACE + "  parent: nowhere\n", "4: test-town: its parent 'nowhere' does not exist"),
    (PLACES, PLACE.replace("town\n", "hamlet\n"), "2: kind 'hamlet' is not one of"),
    (PLACES, PLACE + "  point: [95.0, 40.0]\n", "4: the point is not on the globe"),
    (PLACES, PLACE + "  point: [north, 40.0]\n", "4: a point is [latitude, longitude]"),
    (EVENTS, EVENT.replace("frame: act", "frame: acts"), "2: frame 'acts'"),
    (EVENTS, EVENT.replace("ASSAULT", "ATTACK"), "1: type 'ATTACK'"),
    (EVENTS, EVENT.replace("ينسف نسف", "ينسف"), "4: 'نسف ينسف': a verb is"),
    (EVENTS, EVENT.replace("verbs: [نسف ينسف نسف]\n", ""), "1: an event needs a verb, a noun or a phrase"),
    (EVENTS, EVENT.replace("  - {text: نسفت القوات المنزل, trigger: نسفت}\n", ""),
     "5: an event needs two examples or more"),
    (EVENTS, EVENT.replace("counter_examples: [جسر المدينة مغلق]\n", ""), "1: an event needs a counter-example"),
    (EVENTS, EVENT + "slots: {على: victim}\n", "9: slot 'علي': 'victim'"),
    (EVENTS, EVENT.replace(", en: blowing up", ""), "3: an event needs a gloss"),
    (SPEAKING, SPEECH.replace("asserts", "whispers"), "1: stance 'whispers' is not one of"),
    (SPEAKING, SPEECH.partition("counter")[0], "1: a speech entry needs an example and a counter"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "told"), WRONG, ids=[f"{name}:{told[:50]}" for name, _, told in WRONG])
def test_a_mistake_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    _, problems = compiled(tmp_path, {**WHOLE, name: text})
    assert [one for one in map(str, problems) if f"{name}:{told}" in one], [str(problem) for problem in problems]


def test_right_files_have_no_problem(tmp_path: Path) -> None:
    book, problems = compiled(tmp_path, WHOLE)
    assert problems == []
    assert set(book.actors) == {"river-guard"} and set(book.places) == {"test-town"}
    assert set(book.events) == {"assault.blow-up"} and set(book.speech) == {"whisper"}


def test_an_id_stands_in_one_file_only(tmp_path: Path) -> None:
    _, problems = compiled(tmp_path, {**WHOLE, "actors/zweite.yaml": ACTOR})
    assert [str(problem) for problem in problems] == [
        "actors/zweite.yaml:1: the id 'river-guard' is used in another file as well"
    ]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "actors" / "bad.yaml"
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00")
    _, problems = compile_files([(tmp_path, path), *grammar()])
    assert [(problem.file, problem.line) for problem in problems] == [("actors/bad.yaml", 1)]
    assert "UTF-8" in problems[0].message


def test_bad_letters_in_a_comment_do_no_harm(tmp_path: Path) -> None:
    _, problems = compiled(tmp_path, {**WHOLE, "actors/test.yaml": "# حَرس\n" + ACTOR})
    assert problems == []


def test_a_value_within_itself_is_told(tmp_path: Path) -> None:
    _, problems = compiled(tmp_path, {**WHOLE, "actors/test.yaml": "a: &x\n  b: *x\n"})
    assert any("within itself" in problem.message for problem in problems)


def test_our_own_files_have_no_problem() -> None:
    _, problems = compile_files(entry_files())
    assert [str(problem) for problem in problems] == []
