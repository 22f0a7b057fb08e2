"""`isnad codebook new` and `list`: what an analyst gets without programming, and what is never damaged."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from isnad.codebook.files import read
from isnad.proof.drafts.strays import strays

Run = Callable[..., Result]
WHOLE = (
    "--name", "سرايا الرمل", "--class", "rebel group", "--source", "made up",
    "--example", "انسحبت سرايا الرمل من القرية",
)  # fmt: skip
OURS = "rsf-sudan"


def new(run: Run, folder: Path, *args: str) -> Result:
    return run("codebook", "new", *args, "--codebook", folder)


def test_a_whole_entry_leaves_nothing_to_fill_in(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    result = new(run, folder, "actor", "sand-brigades", *WHOLE, "--lang", "en")
    assert result.exit_code == 0
    assert f"Written to {folder}/actors/mine.yaml:1\nThen:\n" in result.stdout
    assert f"isnad codebook check --codebook {folder}" in result.stdout
    shown = run("codebook", "try", "انسحبت سرايا الرمل من القرية", "--codebook", folder, "--format", "json").stdout
    assert "actor:sand-brigades" in {entity["id"] for entity in json.loads(shown)["entities"]}


ASKED = [
    ("actor", "x", "actors/mine.yaml", ["class", "an actor needs an Arabic name", "a source", "an example"]),
    ("place", "x", "places/mine.yaml", ["kind", "a place needs an Arabic name"]),
    ("event", "assault.x", "events/assault/x.yaml",
     ["a gloss", "frame", "a verb, a noun or a phrase", "two examples", "a counter-example"]),
    ("speech", "x", "speech/x.yaml", ["stance", "a verb, noun or preposition", "an example and a counter"]),
]  # fmt: skip


def test_the_checker_asks_for_the_same(run: Run, tmp_path: Path) -> None:
    told = [line.strip() for kind, id_, _, _ in ASKED for line in new(run, tmp_path, kind, id_).stdout.splitlines()]
    result = run("codebook", "check", "--codebook", tmp_path)
    assert result.exit_code == 1
    assert set(result.stdout.splitlines()[:-1]) == {line for line in told if line.startswith(f"{tmp_path}/")}


@pytest.mark.parametrize(("kind", "id_", "file", "asked"), ASKED)
def test_what_is_not_given_is_asked_for_with_its_line(
    run: Run, tmp_path: Path, kind: str, id_: str, file: str, asked: list[str]
) -> None:
    told = new(run, tmp_path, kind, id_).stdout.splitlines()
    lines = (tmp_path / file).read_text("utf-8").splitlines()
    for what in asked:
        (row,) = [line for line in told if what in line]
        number = int(row.split(":")[1])
        assert lines[number - 1].strip().endswith(":") and row.strip().startswith(f"{tmp_path}/{file}:"), row


def test_without_a_folder_it_is_mine_or_that_of_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "mine/actors/mine.yaml:1" in run("codebook", "new", "actor", "x").stdout
    monkeypatch.setenv("ISNAD_CODEBOOK", "own")
    assert "own/actors/mine.yaml:1" in run("codebook", "new", "actor", "x").stdout
    monkeypatch.setenv("ISNAD_CODEBOOK", "nowhere")
    assert "nowhere does not exist" in run("codebook", "list").stderr


@pytest.mark.parametrize("end", ["\n", "", "\r\n", "\n\n# the end"])
def test_a_file_that_is_there_keeps_every_letter(run: Run, tmp_path: Path, end: str) -> None:
    path = tmp_path / "actors" / "mine.yaml"
    path.parent.mkdir()
    old = f"# mine, all mine\nold-one:   # kept\n  class: tribe{end}"
    path.write_bytes(old.encode())
    assert new(run, tmp_path, "actor", "x").exit_code == 0
    text = path.read_bytes().decode()
    assert text.startswith(old)
    assert ("\r\n" in text) == ("\r\n" in old)
    told = new(run, tmp_path, "actor", "y").stdout
    number = int(told.splitlines()[0].rpartition(":")[2])
    assert path.read_text("utf-8").splitlines()[number - 1] == "y:"


@pytest.mark.parametrize("content", ["a: [", "{a: {class: tribe}}", "- a\n", "a:\n  class: tribe\n...\n", b"\xff\xfe"])
def test_a_file_that_cannot_take_an_entry_is_left_alone(run: Run, tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "actors" / "mine.yaml"
    path.parent.mkdir()
    raw = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(raw)
    result = new(run, tmp_path, "actor", "x")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"isnad: output: {path}")
    assert path.read_bytes() == raw


def test_an_id_that_is_taken_says_where(run: Run, tmp_path: Path) -> None:
    new(run, tmp_path, "actor", "x")
    assert f"x is there already, in {tmp_path}/actors/mine.yaml:1" in new(run, tmp_path, "actor", "x").stderr
    ours = new(run, tmp_path, "actor", OURS)
    assert ours.exit_code == 2
    assert "(actors/sudan.yaml:" in ours.stderr and "--correct" in ours.stderr
    assert "places/towns.csv:" in new(run, tmp_path, "place", "gn-170063").stderr
    new(run, tmp_path, "speech", "x")
    assert "x is there already" in new(run, tmp_path, "speech", "x").stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("actor", "Sand Guard"), "for example sand-guard"),
        (("event", "slide"), "an event's id is type.name, like assault.slide"),
        (("event", "asault.slide"), "did you mean assault.slide?"),
        (("actor", "x", "--stance", "asserts"), "actor: there is no --stance in such an entry; there is --name"),
        (("actor", "x", "--file", "sudan"), "a file of this name would stand for the whole of ours"),
        (("actor", "x", "--file", "../x"), "--file ../x: a name of small Latin letters"),
        (("actor", OURS, "--correct", "--name", "x"), "leave out --name"),
        (("actor", "rsf-sudann", "--correct"), "did you mean rsf-sudan?"),
    ],
)
def test_what_cannot_be_meant_is_told_and_writes_nothing(
    run: Run, tmp_path: Path, args: tuple[str, ...], told: str
) -> None:
    result = new(run, tmp_path / "mine", *args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "mine").exists()


def test_what_is_given_is_checked_at_once(run: Run, tmp_path: Path) -> None:
    args = ("--class", "rebel grup", "--parent", "rsf-sudn", "--name", "سَرايا الرمل")
    told = new(run, tmp_path, "actor", "x", *args).stdout
    assert "did you mean 'rebel group'?" in told
    assert "its parent 'rsf-sudn' does not exist; did you mean rsf-sudan" in told
    assert "diacritic U+064E" in told


@pytest.mark.parametrize("name", ['a: "b" # c', "{x}", "- y", "null", "12", "لواء (الرمل)، الأول"])
def test_whatever_is_given_stands_in_the_file_as_it_is(run: Run, tmp_path: Path, name: str) -> None:
    new(run, tmp_path, "actor", "x", *WHOLE[2:], "--name", name, "--name", "سرايا الرمل")
    fields, _ = read(tmp_path / "actors" / "mine.yaml", "")
    assert fields["x"]["names"]["ar"] == [name, "سرايا الرمل"]


def test_a_trigger_is_found_in_its_example(run: Run, tmp_path: Path) -> None:
    sentence = "ثم تزحلقت سرايا الرمل"
    new(run, tmp_path, "event", "slide", "--type", "ASSAULT", "--verb", "تزحلق يتزحلق تزحلق", "--example", sentence)
    text = (tmp_path / "events" / "assault" / "slide.yaml").read_text("utf-8")
    assert f"  - text: {sentence}\n    trigger: تزحلقت\n" in text


def test_our_entry_corrected_in_the_users_folder_stands_for_ours(run: Run, tmp_path: Path) -> None:
    assert new(run, tmp_path, "actor", OURS, "--correct").exit_code == 0
    path = tmp_path / "actors" / "mine.yaml"
    text = path.read_text("utf-8")
    assert text.startswith(f"{OURS}:\n")
    path.write_text(text.replace("    ar: [", "    ar: [جيش التجربة الأول, "), "utf-8")
    search = ("--match", "جيش التجربة الأول", "--format", "json", "--codebook", tmp_path)
    (row,) = json.loads(run("codebook", "list", "actors", *search).stdout)
    assert (row["id"], row["file"], row["line"]) == (OURS, str(path), 1)
    assert run("codebook", "list", "--codebook", tmp_path).stdout == run("codebook", "list").stdout


def test_our_event_corrected_is_a_file_of_the_same_name(run: Run, tmp_path: Path) -> None:
    assert new(run, tmp_path, "event", "assault.clash", "--correct").exit_code == 0
    path = tmp_path / "events" / "assault" / "clash.yaml"
    path.write_text(path.read_text("utf-8").replace("type: ASSAULT", "type: CONSULT"), "utf-8")
    shown = run("codebook", "list", "events", "--match", "assault.clash", "--codebook", tmp_path).stdout
    assert f"CONSULT  {path}:1" in shown


def test_list_finds_by_name_word_and_id_in_any_spelling(run: Run) -> None:
    def ids(*args: str) -> set[str]:
        return {row["id"] for row in json.loads(run("codebook", "list", *args, "--format", "json").stdout)}

    assert OURS in ids("actors", "--match", "الدَعم السريع")
    assert OURS in ids("--match", "rapid support forces")
    assert "assault.clash" in ids("--match", "اشتباك")
    assert "say" in ids("speech", "--match", "قال")
    assert ids("places", "--match", "el-obeid") >= {"el-obeid", "el-obeid-airport"}


def test_list_gives_the_line_where_an_entry_stands(run: Run, samples: Path) -> None:
    rows = json.loads(run("codebook", "list", "actors", "--format", "json").stdout)
    assert len(rows) > 2000
    for row in rows[:: len(rows) // 20]:
        lines = (samples.parent / "codebook" / row["file"]).read_text("utf-8").splitlines()
        assert lines[row["line"] - 1].startswith(f"{row['id']}:")


def test_list_says_what_is_like_it_where_there_is_none(run: Run) -> None:
    result = run("codebook", "list", "actors", "--match", "الدعم السريغ")
    assert result.exit_code == 1
    assert "similar: " in result.stderr and OURS in result.stderr
    assert run("codebook", "list", "events", "--match", "xyz").exit_code == 1
    counts = json.loads(run("codebook", "list", "--format", "json").stdout)
    assert set(counts) == {"actors", "places", "events", "speech"}


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("actor/x.yaml", "did you mean the folder actors/?"),
        ("x.yaml", "entries belong into actors/"),
        ("actors/x.yml", "rename it to x.yaml"),
        ("actors/x.yaml.txt", "rename it to x.yaml"),
        ("actors/x.csv", "tables of places belong into places/"),
        ("calendar/x.yaml", "calendar/ of your own folder is not laid over ours"),
    ],
)
def test_a_file_that_nothing_is_read_from_is_told(tmp_path: Path, file: str, told: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text("x: {}\n", "utf-8")
    (problem,) = strays(tmp_path)
    assert (problem.file, problem.line) == (file, 1)
    assert problem.message.startswith("nothing is read from it: ") and told in problem.message


def test_files_that_are_read_and_hidden_ones_are_no_strays(run: Run, tmp_path: Path) -> None:
    for file in ("actors/x.yaml", "places/x.csv", "places/x.skipped.txt", ".git/x.yaml", "README.md"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("", "utf-8")
    assert strays(tmp_path) == []
    (tmp_path / "stray.yaml").write_text("x: {}\n", "utf-8")
    assert f"{tmp_path}/stray.yaml:1: nothing is read" in run("codebook", "check", "--codebook", tmp_path).stdout


def test_a_broken_folder_is_told_by_every_command_that_reads(run: Run, tmp_path: Path, report: Path) -> None:
    (tmp_path / "mine" / "actors").mkdir(parents=True)
    (tmp_path / "mine" / "actors" / "mine.yaml").write_text("x:\n  clas: tribe\n", "utf-8")
    where = f"{tmp_path}/mine/actors/mine.yaml:2: unknown key 'clas'; did you mean 'class'?"
    overlay = ("--codebook", tmp_path / "mine")
    for command in (("read", report), ("who", "x"), ("where", "x"), ("codebook", "try", "x"), ("codebook", "list")):
        result = run(*command, *overlay)
        assert result.exit_code == 2
        assert where in result.stderr
    assert where in run("compare", "-", tmp_path / "mine", report).stderr
