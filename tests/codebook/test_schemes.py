"""What an entry may name of other schemes, and what is said where it names something else."""

from pathlib import Path

import pytest

from isnad.codebook import load
from isnad.codebook.schemes import ACLED, EVENT_TYPE_OF
from tests.codebook.codebook_files import EVENT, WHOLE, compiled

NAME = next(name for name in WHOLE if name.startswith("events/"))
WRONG = [
    ('cameo: "1752"', "cameo '1752' is no CAMEO code; did you mean '175'?"),
    ('cameo: "99"', "cameo '99' is no CAMEO code; did you mean '"),
    ('cameo: ["190"]', "cameo '['190']' is no CAMEO code"),
    ("acled: [Battle, Armed clash]", "acled 'Battle' is no ACLED event type; did you mean 'Battles'?"),
    ("acled: [Battles, Armed clashes]", "no sub-event type of 'Battles'; did you mean 'Armed clash'?"),
    ("acled: [Battles, Grenade]", "no sub-event type of 'Battles'; it belongs to 'Explosions/Remote violence'"),
    ("acled: [Fights, Grenade]", "no ACLED event type; did you mean 'Explosions/Remote violence'?"),
    ("acled: Battles", "acled is [event type], [event type, sub-event type] or null"),
    ("acled: [Battles, Armed clash, Other]", "acled is [event type]"),
    ("acled: []", "acled is [event type]"),
    ("acled: [[Battles]]", "acled is [event type]"),
]  # fmt: skip
RIGHT = ["acled: null", "acled: [Battles]", "acled: [Battles, Armed clash]", "cameo: null", 'cameo: "0841"', "note: x"]


@pytest.mark.parametrize(("line", "told"), WRONG)
def test_an_unknown_code_is_refused_with_its_line_and_the_nearest(tmp_path: Path, line: str, told: str) -> None:
    _, problems = compiled(tmp_path, {**WHOLE, NAME: f"{EVENT}{line}\n"})
    assert [one for one in map(str, problems) if f"{NAME}:9: " in one and told in one], list(map(str, problems))


@pytest.mark.parametrize("line", RIGHT)
def test_a_known_code_is_taken(tmp_path: Path, line: str) -> None:
    _, problems = compiled(tmp_path, {**WHOLE, NAME: f"{EVENT}{line}\n"})
    assert problems == []


def test_every_sub_event_type_has_one_event_type() -> None:
    assert sum(map(len, ACLED.values())) == len(EVENT_TYPE_OF) == 25


def test_words_have_no_acled_event_in_our_entries() -> None:
    words = {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "CONSULT"}
    assert [entry.id for entry in load().events.values() if entry.type in words and entry.acled] == []
