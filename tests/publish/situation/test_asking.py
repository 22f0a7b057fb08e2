import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from isnad.archive.opening import writing
from isnad.codebook import load
from isnad.errors import QueryError, SituationError
from isnad.publish.release.released import ProfileName
from isnad.publish.situation.asking import Request, gather
from isnad.publish.situation.material import Material, Period
from isnad.publish.situation.memory import Memory
from isnad.publish.situation.own import own_parts
from isnad.publish.situation.writing import write
from tests.archive.conftest import engine as engine  # noqa: PLC0414 -- fixtures, by these names
from tests.archive.conftest import place as place  # noqa: PLC0414
from tests.archive.conftest import postgres_server as postgres_server  # noqa: PLC0414
from tests.archive.conftest import postgres_url as postgres_url  # noqa: PLC0414
from tests.archive.story import Story

BOOK = load(None)
DOCS = Path(__file__).parents[3] / "docs" / "situation.md"
TEXT = "قصف أبو فلان أطراف القرية. ويسيطر اللواء على البلدة، ويقود أبو فلان اللواء. واندلعت اشتباكات هناك."
FEBRUARY = Period("2021-02-01", "2021-02-28")


@pytest.fixture
def told(engine: Engine) -> Engine:
    """An archive of one report that tells of a person whom no codebook knows."""
    with writing(engine) as connection:
        story = Story(connection, BOOK)
        one = story.report(TEXT, "2021-02-16", outlet="actor:syria-tv", title="قصف أبو فلان")
        story.entity("x-fulan", "person", "أبو فلان", one)
        shelling = story.event(one, "قصف", "ev-1", agents=("x-fulan",), place="place:albukamal", killed=3)
        clash = story.event(one, "اشتباكات", "ev-2", agents=("actor:ndf",), place="place:mayadin", day="2021-01-20")
        story.claim(shelling, one, "قصف أبو فلان أطراف القرية", speaker="مصدر محلي", anonymous=True)
        story.claim(clash, one, "اشتباكات")
        story.state(one, "ويسيطر اللواء على البلدة", "controls", "actor:regiment-47", "place:albukamal")
        story.state(one, "ويقود أبو فلان اللواء", "leads", "x-fulan", "actor:ndf", role="قائد")
        story.settle("ev-1", "ev-2")
    return engine


def gathered(
    engine: Engine, profile: ProfileName = "internal", memory: Memory | None = None, period: Period = FEBRUARY,
    **about: str | None,
) -> tuple[Material, Memory]:  # fmt: skip
    asked = {"place": None, "actor": None, **about}
    with writing(engine) as connection:
        return gather(connection, BOOK, Request.of(period, profile, cleared=False, **asked), memory)


def test_the_events_of_the_period_and_of_the_one_before_are_apart(told: Engine) -> None:
    material, memory = gathered(told)
    assert [one.id for one in material.events] == ["ev-1"]
    assert [one.id for one in material.earlier] == ["ev-2"]
    assert list(memory.told) == ["ev-1"]


def test_states_are_those_of_what_was_asked_for(told: Engine) -> None:
    assert {one.type for one in gathered(told)[0].states} == {"controls", "leads"}
    assert [one.type for one in gathered(told, place="دير الزور")[0].states] == ["controls"]
    assert [one.type for one in gathered(told, actor="الدفاع الوطني")[0].states] == ["leads"]
    assert gathered(told, place="الميادين")[0].states == ()


def test_a_report_of_a_person_stays_inside(told: Engine) -> None:
    assert write(gathered(told, actor="أبو فلان")[0], "ar").title == "تقرير حالة: أبو فلان"
    for profile in ("partner", "public"):
        with pytest.raises(SituationError, match="--profile internal"):
            gathered(told, profile, actor="أبو فلان")


def test_a_quote_in_a_name_does_not_end_it(told: Engine) -> None:
    with pytest.raises(QueryError):
        gathered(told, place='لا" مكان:البوكمال "')


def test_a_later_report_knows_what_became_of_the_last_one(told: Engine) -> None:
    _, memory = gathered(told)
    with writing(told) as connection:
        story = Story(connection, BOOK, rows=1000)
        two = story.report("قُتل أربعة في القصف", "2021-03-02", outlet="actor:syria-tv")
        mention = story.event(two, "القصف", "ev-1", place="place:albukamal", day="2021-02-15", killed=4)
        story.claim(mention, two, "قُتل أربعة")
        story.settle("ev-1")
    march, after = gathered(told, memory=memory, period=Period("2021-03-01", "2021-03-31"))
    assert march.events == ()
    assert {"toll", "reports"} <= set(march.news.updated["ev-1"])
    assert march.news.gone == ()
    assert after.baseline == memory
    assert "ev-1" not in after.told


def test_the_page_shows_options_that_are_there() -> None:
    text = DOCS.read_text("utf-8")
    source = (Path(__file__).parents[3] / "src" / "isnad" / "cli" / "situation.py").read_text("utf-8")
    options = set(re.findall(r"--[a-z]+", text))
    assert {one for one in options if f'"{one}"' not in source and f"    {one[2:]}: " not in source} == set()
    snippet = text.partition("```html\n")[2].partition("```")[0]
    assert own_parts(snippet) == {"happened": "<p>The road was closed for two days.</p>"}
