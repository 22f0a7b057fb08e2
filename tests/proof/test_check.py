"""The checker itself: what is right passes, what is wrong is told with its cause, file and line."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from isnad.annotate.reader import Reader
from isnad.codebook.loading import compile_files, entry_files
from isnad.proof import Case, cases, check, explain, prove

CLASH = "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في مدينة الأبيض"
AGENTS = ["الجيش السوداني", "قوات الدعم السريع"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.with_codebook()


def case(kind: Any = "events", entry: str = "assault.clash", text: str = CLASH, **more: Any) -> Case:
    return Case(kind, entry, "file.yaml", 1, text, **more)


def causes(reader: Reader, one: Case) -> list[str]:
    failure = check(reader, one)
    return [fault.cause for fault in failure.faults] if failure else []


@pytest.mark.parametrize(
    ("expect", "wrong"),
    [
        ({"trigger": "اشتباكات"}, []),
        ({"trigger": "اشتباكات", "agents": AGENTS, "place": "مدينة الأبيض", "status": "actual"}, []),
        ({"trigger": "اشتباكات", "agents": AGENTS[:1]}, ["agents-extra"]),
        ({"trigger": "اشتباكات", "targets": AGENTS[:1]}, ["targets-missing"]),
        ({"trigger": "اشتباكات", "place": "السوداني"}, ["place-other"]),
        ({"trigger": "اشتباكات", "status": "planned"}, ["status"]),
        ({"trigger": "مدينة"}, ["no-event"]),
        ({"trigger": "هجوم"}, ["trigger-absent"]),
    ],
)
def test_examples_of_events(reader: Reader, expect: dict[str, Any], wrong: list[str]) -> None:
    assert causes(reader, case(expect=expect)) == wrong


def test_an_event_of_another_type(reader: Reader) -> None:
    assert causes(reader, case(entry="consult.meeting", expect={"trigger": "اشتباكات"})) == ["other-type"]


def test_counter_examples_of_events(reader: Reader) -> None:
    assert causes(reader, case(counter=True)) == ["counter-fired"]
    assert causes(reader, case(entry="assault.attack", counter=True)) == []


def test_actors_and_places(reader: Reader) -> None:
    army, city = {"ids": ["actor:rsf-sudan"]}, {"ids": ["place:el-obeid"]}
    assert causes(reader, case("actors", "rsf-sudan", expect=army)) == []
    assert causes(reader, case("actors", "rsf-sudan", expect=army, counter=True)) == ["actor-read"]
    assert causes(reader, case("actors", "irgc", expect={"ids": ["actor:irgc"]})) == ["actor-not-read"]
    assert causes(reader, case("places", "_examples", expect=city)) == []
    assert causes(reader, case("places", "_examples", expect={"ids": ["place:el-obeid", "x"]})) == ["place-not-read"]
    assert causes(reader, case("places", "el-obeid", expect={"ids": ["place:el-obeid", "x"], "any": True})) == []
    assert causes(reader, case("places", "_counter_examples", expect=city, counter=True)) == ["place-read"]


def test_speech(reader: Reader) -> None:
    text = "قال مصدر عسكري إن القوات انسحبت من القرية"
    right = case("speech", "say", text, expect={"speaker": "مصدر عسكري", "cue": "قال"})
    assert causes(reader, right) == []
    assert causes(reader, replace(right, expect={"speaker": "القوات", "cue": "قال"})) == ["other-speaker"]
    assert causes(reader, replace(right, expect={"speaker": "مصدر عسكري", "cue": "انسحبت"})) == ["other-cue"]
    assert causes(reader, replace(right, text="مصدر عسكري")) == ["no-speech"]
    assert causes(reader, replace(right, counter=True)) == ["counter-speech"]
    assert causes(reader, replace(right, entry="deny", counter=True)) == []


def test_a_name_bound_to_a_time_may_be_read_at_that_time(reader: Reader) -> None:
    text = "قصفت قوات الجيش السوري بلدة سراقب"
    bound = case("actors", "assad-army", text, expect={"ids": ["actor:assad-army"]})
    assert causes(reader, bound) == ["actor-not-read"]
    assert causes(reader, replace(bound, days=(None, "2020-02-01"))) == []


def test_a_sentence_that_breaks_the_reader_is_a_failure(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr(Reader, "read", broken)
    assert causes(reader, case()) == ["crash"]


def test_every_case_has_the_line_where_it_stands() -> None:
    paths = entry_files()
    book, _ = compile_files(paths, keep_examples=True)
    lines = {path.relative_to(root).as_posix(): path.read_text("utf-8").splitlines() for root, path in paths}
    found = list(cases(book, paths))
    assert {one.kind for one in found} == {"actors", "places", "events", "speech"}
    for one in found:
        quoted = one.expect["name"] if one.made else one.text
        assert any(quoted in line for line in lines[one.file][one.line - 1 : one.line + 1]), one


EVENT = """\
type: ASSAULT
gloss: {{ar: تجربة, en: trial}}
frame: act
verbs: [تزحلق يتزحلق تزحلق]
examples:
  - {{text: تزحلق لواء الاختبار قرب مدينة الأبيض, trigger: {trigger}}}
  - {{text: يتزحلق الجنود قرب المدينة, trigger: يتزحلق}}
counter_examples: [{counter}]
"""


def overlay(folder: Path, **values: str) -> Path:
    (folder / "events" / "assault").mkdir(parents=True)
    (folder / "events" / "assault" / "slide.yaml").write_text(EVENT.format(**values), "utf-8")
    return folder


def test_a_users_entry_is_proved_with_ours(tmp_path: Path) -> None:
    proof = prove(overlay(tmp_path, trigger="قرب", counter="تزحلق الجنود"))
    mine = [failure for failure in proof.failures if failure.case.file == "events/assault/slide.yaml"]
    assert [(failure.case.line, failure.faults[0].cause) for failure in mine] == [(6, "no-event"), (8, "counter-fired")]
    assert not proof.problems and not proof.holds
    events = next(row for row in proof.rows if row.kind == "events")
    assert events.failures == len([failure for failure in proof.failures if failure.case.kind == "events"])


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"\xff\xfe", 1), (b"a: ]", 1), (b"- a", 1), ("type: ASSAULT\nverbs: [\u202bقصف يقصف قصف]\n".encode(), 2)],
)
def test_files_that_are_wrong_are_told_with_their_line(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "x.yaml").write_bytes(content)
    problems = prove(tmp_path).problems
    assert line in {problem.line for problem in problems if problem.file == "events/x.yaml"}


def test_explain_knows_names_slots_and_near_entries(reader: Reader) -> None:
    notes = {note.word: note for note in explain(reader, CLASH + "، قال مصدر عسكري إن القتال توقف").words}
    assert any(
        name.id == "place:el-obeid" and name.condition == "needs a cue before it" for name in notes["الأبيض"].names
    )
    assert "agents" in notes["اشتباكات"].fired[0]
    assert notes["قال"].speech[0].startswith("say: ")
    near = explain(reader, "راقبت البعثة فض الاشتباك في الجولان").words[3].near
    assert [(row.entry, row.reason) for row in near] == [("assault.clash", "preceded by a word of not_after")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("events/assault/x.yaml", content)
        for content in (
            'verbs: [""]\nnouns: [""]\nphrases: [""]\n', "verbs: {a: b}\n", "slots: {من: [a]}\n", "frame: {a: b}\n",
            "type: [a]\n", "examples: [a, {text: [x]}]\n", "&a [*a]\n", "a: *b\n", "", "null\n",
        )
    ]
    + [
        ("actors/x.yaml", content)
        for content in ("x: y\n", "x: {names: [a], class: [b], parent: [c]}\n", "x: {names: {ar: [{}]}}\n")
    ]
    + [("places/x.yaml", content) for content in ("x: {kind: [a]}\n", "x: {parent: {}, point: [a, b]}\n")]
    + [("speech/x.yaml", 'stance: [a]\nverbs: [""]\nprepositions: [""]\n')],
)  # fmt: skip
def test_entries_of_any_shape_are_told_and_never_break_the_check(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(content, "utf-8")
    assert [problem for problem in prove(tmp_path).problems if problem.file == name]
