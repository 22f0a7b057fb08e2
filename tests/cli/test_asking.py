import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from isnad.archive.asking.query import parse
from isnad.archive.migrating import create
from isnad.archive.opening import Place, engine_of, writing
from isnad.cli import asking
from isnad.codebook import load
from tests.archive.story import Story

BOOK = load(None)
DOCS = Path(__file__).parents[2] / "docs" / "asking.md"
TEXT = "=خبر عاجل\nقصف الجيش أطراف القرية، وقال مصدر محلي إن ثلاثة قُتلوا. ويسيطر اللواء على البلدة\u202e."
Run = Callable[..., Result]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with a small archive."""
    engine = engine_of(Place(folder=tmp_path), new=True)
    create(engine)
    with writing(engine) as connection:
        told = Story(connection, BOOK)
        for number in range(3):
            one = told.report(
                TEXT, f"2021-02-{16 + number}", outlet="actor:syria-tv", title="=خبر عاجل", terms=("type:ASSAULT",)
            )
            event = told.event(
                one, "قصف", f"ev-{number}", agents=("actor:regiment-47",), place="place:albukamal", killed=3
            )
            told.claim(event, one, "إن ثلاثة قُتلوا", speaker="مصدر محلي", anonymous=True)
        told.state(one, "ويسيطر اللواء على البلدة", "controls", "actor:regiment-47", "place:albukamal")
        told.settle("ev-0", "ev-1", "ev-2")
    engine.dispose()
    return tmp_path


@pytest.fixture
def ask(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs one of the commands on the archive."""
    monkeypatch.setenv("ISNAD_ARCHIVE", str(archive))
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command(context_settings=asking.QUERY_SETTINGS)(asking.find)
    app.command(context_settings=asking.QUERY_SETTINGS)(asking.events)
    app.command()(asking.event)
    app.command()(asking.actor)
    app.command()(asking.place)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


COMMANDS = (
    ("find", "قصف"), ("find", "قصف", "-عرس", "type:ASSAULT"), ("events", "actor:regiment-47"), ("event", "ev-1"),
    ("actor", "Regiment", "47", "--on", "2021-03"), ("place", "البوكمال", "--on", "2021-03"),
)  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_a_terminal_shows(ask: Run, words: tuple[str, ...], lang: str) -> None:
    shown = ask(*words, "--lang", lang)
    assert shown.exit_code == 0, shown.output
    assert "القرية" in shown.stdout or "البلدة" in shown.stdout
    assert "\u202e" not in shown.stdout and "None" not in shown.stdout
    assert shown.stdout.count("\u2066") + shown.stdout.count("\u2068") == shown.stdout.count("\u2069")


@pytest.mark.parametrize("words", COMMANDS)
def test_what_a_program_reads(ask: Run, words: tuple[str, ...]) -> None:
    plain = json.loads(ask(*words, "--format", "json").stdout)
    assert "names" in plain
    rows = list(csv.DictReader(io.StringIO(ask(*words, "--format", "csv").stdout)))
    assert rows and None not in rows[0]


def test_a_cell_is_no_formula(ask: Run) -> None:
    (row, *_) = csv.DictReader(io.StringIO(ask("find", "--format", "csv").stdout))
    assert row["title"] == "'=خبر عاجل"


def test_the_page_of_an_event_shows_who_says_what(ask: Run) -> None:
    shown = ask("event", "ev-1", "--lang", "en").stdout
    plain = re.sub("[\u200e\u200f\u2066-\u2069]", "", shown)
    assert "outlets 1, named origins 0, origin unknown 1" in plain
    assert "Syria TV ← مصدر محلي: asserts" in plain and "«إن ثلاثة قُتلوا»" in plain
    assert "nobody has assessed it yet" in plain


def test_pages_follow_one_another(ask: Run) -> None:
    ids: list[str] = []
    after: list[str] = []
    for _ in range(3):
        page = json.loads(ask("events", "--limit", "1", "--format", "json", *after).stdout)
        ids += [row["id"] for row in page["rows"]]
        after = ["--after", page["after"]]
    assert ids == ["ev-2", "ev-1", "ev-0"] and page["after"] is None
    assert page["total"] == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("find", "type:WAR"), "isnad: query: «WAR» is no value"),
        (("find", "--limti", "3"), "--limti: there is no such option"),
        (("find", "--after", "x"), "is no cursor"),
        (("events", "--as-of", "gestern"), "isnad: date"),
        (("event", "ev-x"), "isnad: not-found: ev-x"),
        (("actor", "زعفرانستان"), "isnad: not-found: no actor is called"),
        (("place", "--on", "2021-99", "البوكمال"), "no day of the calendar"),
        (("find", "--archive", "nowhere"), "isnad: archive-missing"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line(ask: Run, words: tuple[str, ...], told: str) -> None:
    shown = ask(*words)
    assert shown.exit_code == 2 and told in shown.stderr
    assert shown.stderr.count("\n") == 1 and not shown.stdout


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["قصف مدينة"], "قصف مدينة"), (["قصف", "ريف دمشق"], 'قصف "ريف دمشق"'), ([], ""),
        (["قصف", "-ريف دمشق"], 'قصف -"ريف دمشق"'), (["قصف", "actor:الحرس الثوري"], 'قصف actor:"الحرس الثوري"'),
        (["قصف", '"ريف دمشق"'], 'قصف "ريف دمشق"'), (["a", "b OR c"], "a b OR c"),
    ],
)  # fmt: skip
def test_quotes_that_the_shell_took_away(words: list[str], line: str) -> None:
    assert asking._line(words) == line


QUERIES = re.findall(r"^\| `(.+?)` \|", DOCS.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", QUERIES)
def test_the_examples_of_the_page_are_questions(ask: Run, line: str) -> None:
    query = parse(line, BOOK)
    assert query.wanted or query.filters or query.days.first or query.published.first
    assert ask("find", line).exit_code == 0 and ask("events", line).exit_code == 0


def test_the_page_has_examples() -> None:
    assert len(QUERIES) >= 15
