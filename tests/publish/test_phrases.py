import pytest

from isnad.archive.asking.states import State
from isnad.codebook import load
from isnad.publish.answers.naming import Names
from isnad.publish.answers.phrases import state
from isnad.publish.words import Lang

BOOK = load(None)


@pytest.mark.parametrize(
    ("lang", "type_", "source", "own", "expected"),
    [
        ("ar", "controls", "actor:sdf", {}, "قوات سوريا الديمقراطية تسيطر على البوكمال"),
        ("ar", "controls", "a:1", {"a:1": "لواء الصقور"}, "لواء الصقور يسيطر على البوكمال"),
        ("ar", "present_at", "a:1", {"a:1": "كتيبة الفجر"}, "كتيبة الفجر موجودة في البوكمال"),
        ("en", "controls", "a:1", {"a:1": "كتيبة الفجر"}, "\u2068كتيبة الفجر\u2069 controls Albukamal"),
    ],
)
def test_what_is_told_of_a_state_agrees_with_who_stands_in_it(
    lang: Lang, type_: str, source: str, own: dict[str, str], expected: str
) -> None:
    one = State(
        type=type_, source=source, target="place:albukamal", role=None, scope=None, since=None, until=None, first=None,
        last=None, age=None, reports=1, standing="stands", own_names=own,
    )  # fmt: skip
    assert state(one, Names(BOOK, lang)) == expected
