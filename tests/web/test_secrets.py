"""S12 and S13 on the pages: whoever is not cleared finds a restricted report at no door, by no id of it and in no time;
and nobody finds the names of other reviewers who may not. An archive with the report is held beside one that never had
it: all answers have to be the same."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from httpx2 import Response
from sqlalchemy import event
from starlette.testclient import TestClient

from isnad.annotate.reader import Reader
from isnad.archive.opening import reading
from isnad.archive.people.accounts import ROLES, Role
from isnad.publish.formats import FORMATS
from isnad.publish.release.gathering import release_of
from isnad.publish.release.writing import write
from tests.web.conftest import Bench
from tests.web.filling import ways
from tests.web.pages import links
from tests.web.poisoned import handles as all_handles
from tests.web.remembering import names_remembered
from tests.web.secret import ADDRESS, HIDDEN, OUTLET, TOKENS, Twins, handles, ids, twins

NEVER = {"ev": "ev-aaaaaaaaaa", "x-": "x-aaaaaaaaaa", "sh": f"sha256:{'0' * 64}"}
"""Ids that nothing has."""
QUERIES = (
    *TOKENS, "البوكمال", f'"{TOKENS[0]}"', f"-{TOKENS[0]}", f"outlet:{TOKENS[4]}", f'outlet:"{OUTLET}"',
        f'actor:"سليم {TOKENS[6]}"',
    f'speaker:"{TOKENS[1]}"', "speaker:مصدر", "type:COERCE", "type:ACCUSE", "type:ASSAULT", "status:alleged",
    "anonymous:yes",
    "from:2021-02-11 to:2021-02-11", "place:aleppo", f'place:"بلدة {TOKENS[5]}"', "published:2021-02-16",
    "reviewed:unsure",
)  # fmt: skip
_PARTS = {"reader": 7, "coder": 5, "editor": 31, "admin": 31}
"""Every so many-th address is tried as that role."""
LISTS = ("events", "reports", "events.atom", "map.json", "network.json", "timeline.csv")


@pytest.fixture(scope="module")
def both(read_samples: tuple[Path, Reader], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """The two archives and the workbenches before them."""
    with names_remembered():
        found = twins(tmp_path_factory.mktemp("twins"), read_samples[1])
        yield found
        found.close()


@pytest.fixture(scope="module")
def tried(both: Twins) -> list[str]:
    """All addresses, those first by which an id of the hidden report is asked for."""
    return addresses(both)


def addresses(twins: Twins) -> list[str]:
    """Every door, all that there is to know behind each, and all that a cleared admin is led to."""
    library = twins.holding.library
    browser = twins.holding.browser("admin", cleared=True)
    documents = [one.document[7:23] for one in twins.holding.reports()]
    found = [f"/ar/{path}?q={quote(query)}" for path, query in product(LISTS, QUERIES)]
    for id_ in (*ids(library), *(id_ for id_ in NEVER.values())):
        kinds = ("event", "review", "actor", "place", "speaker")
        found += [f"/ar/{kind}/{id_}" for kind in kinds] + [
            f"/e/{id_}",
            f"/ar/event/{id_}.json",
            f"/ar/actor/{id_}.csv",
        ]
        found += [f"/ar/event/{id_}?asof=2035", f"/ar/events.json?q=actor:{id_}", f"/ar/events.json?q=place:{id_}"]
    for one in (*documents, *(document[:8] for document in documents), "0" * 16):
        found += [f"/ar/report/{one}", f"/ar/report/{one}.json", f"/ar/report/{one}/marks.css", f"/s/{one}"]
    found += [f"/ar/review/{NEVER['ev']}/example?handle={quote(one)}" for one in handles(library)]
    found += [
        f"/ar/speaker/{quote(name)}"
        for name in ("مصدر", "ناشطون", *TOKENS, f"مصدر في كتيبة {TOKENS[1]}", f"سليم {TOKENS[6]}")
    ]
    found += [
        f"/ar/complete?typed={quote(word[:n])}" for word in (*TOKENS[5:8], "سليم", "بلدة", "شبكة") for n in (3, 20)
    ]
    found += [
        f"/ar/review?{query}"
        for query in ("state=all", "state=unsure", "type=COERCE", "mine=1&state=all", "reason=copy")
    ]
    found += [f"/ar/coded?q={quote(TOKENS[0])}", "/ar/failures", "/ar/add", "/ar/export"]
    for path in [way.path for way in ways(twins.holding) if way.door.method == "GET"]:
        found.append(path)
        found += [to for to in links(browser.get(path).text) if "lang=" not in to]
    return list(dict.fromkeys(found))


def told(answer: Response) -> tuple[int, str, str]:
    """What of an answer is compared."""
    return answer.status_code, answer.headers.get("location", ""), _bare(answer.text)


def _bare(text: str) -> str:
    """A page without what is of the clock: moments in which sessions began."""
    return re.sub(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+Z?", "", text)


def words_in(answer: Response, asked: str) -> list[str]:
    """The words of the hidden report that an answer tells beyond those that were asked for."""
    return [token for token in (*TOKENS, "64745bd50e66c85a") if token in answer.text and quote(token) not in asked]


def test_the_twins_differ(both: Twins) -> None:
    assert len(handles(both.holding.library)) >= 4 and not handles(both.without.library)
    assert set(ids(both.without.library)) < set(ids(both.holding.library))
    assert all(token in HIDDEN + OUTLET + ADDRESS for token in TOKENS[:9])


def test_whoever_is_cleared_finds_it(both: Twins) -> None:
    browser = both.holding.browser("coder", cleared=True)
    for path in (
        f"/ar/events?q={TOKENS[0]}", f"/ar/reports?q={TOKENS[0]}", "/ar/review?state=all",
        f"/ar/complete?typed={quote('سليم')}",
        "/ar/events.json", "/ar/reports.csv", "/ar/failures", f"/ar/speaker/{quote('ناشطون ' + TOKENS[3])}",
        *(f"/ar/{'event' if one.startswith('ev') else 'actor'}/{one}" for one in _only(both)),
    ):  # fmt: skip
        assert words_in(browser.get(path), path) or "/event/" in path, path


def _only(both: Twins) -> list[str]:
    return sorted(set(ids(both.holding.library)) - set(ids(both.without.library)))


@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_finds_it_at_any_door(both: Twins, tried: list[str], role: Role) -> None:
    holding, without = both.holding.browser(role), both.without.browser(role)
    every = [*tried[ROLES.index(role) :: _PARTS[role]], f"/ar/complete?typed={quote('سليم')}"]
    wrong = []
    for path in every:
        one, other = holding.get(path), without.get(path)
        if told(one) != told(other) or words_in(one, path):
            wrong.append((path, one.status_code, other.status_code, words_in(one, path)))
    assert wrong == []
    assert len(every) > 350 / _PARTS[role]


@pytest.mark.parametrize("role", ["coder", "admin"])
def test_nobody_else_can_tell_by_judging_it(both: Twins, role: Role) -> None:
    holding, without = both.holding.browser(role), both.without.browser(role)
    open_event = all_handles(both.without.library)[0][1]
    hidden = [*handles(both.holding.library), *_only(both), handles(both.holding.library)[0].replace("6", "7")]
    before = _counts(both.holding)
    events = (open_event, _only(both)[0], NEVER["ev"])
    for about, event_ in ((about, events[number % 3]) for number, about in enumerate(hidden)):
        for end, form in (
            ("account", {"handle": about, "verdict": "accepted", "seen": "0"}), ("account", {"handle": about,
            "verdict": "undone"}),
            ("account", {"handle": about, "verdict": "corrected", "seen": "0", "f.type": "CONSULT",
            "f.agents": TOKENS[2]}),
            ("pair", {"left": about, "right": open_event, "verdict": "same"}), ("pair", {"left": open_event,
            "right": about, "verdict": "same"}),
            ("split", {"handle": about}), ("comment", {"subject": about, "note": "x"}),
        ):  # fmt: skip
            path = f"/ar/review/{event_}/{end}"
            one, other = holding.post(path, data=form), without.post(path, data=form)
            assert told(one) == told(other), (path, form)
            assert one.status_code in (404, 422) and not words_in(one, path + quote(str(form))), (path, form)
    assert _counts(both.holding) == before


def _counts(bench: Bench) -> dict[str, int]:
    """How many rows stand in what people can add to."""
    with reading(bench.library.engine) as connection:
        named = ("reviews", "judgements", "history", "redirects")
        return {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in named}  # noqa: S608


@pytest.mark.parametrize("profile", ["internal", "partner", "public"])
@pytest.mark.parametrize("form", ["geojson", "webannotation", "acled", "graphml", "jsonld"])
def test_no_export_has_it(both: Twins, tmp_path: Path, form: str, profile: str) -> None:
    made = []
    (tmp_path / "holding").mkdir()
    (tmp_path / "without").mkdir()
    for name, bench in (("holding", both.holding), ("without", both.without)):
        with reading(bench.library.engine) as connection:
            release = release_of(connection, bench.library.reader.book, profile, cleared=False)  # type: ignore[arg-type]
            written = write(release, FORMATS[form], tmp_path / name / f"x{FORMATS[form].suffix}")
        made.append([_bare(path.read_text("utf-8")) for path in written.files])
    assert made[0] and (form in _NAMED_BY_MOMENT or made[0] == made[1])
    assert not any(token in text for text in made[0] for token in TOKENS)


_NAMED_BY_MOMENT = ("webannotation", "jsonld")
"""Formats whose ids are made of the moment of the archive's last change, which differs."""


@contextmanager
def counted(bench: Bench) -> Iterator[list[str]]:
    """The statements that are asked of the database meanwhile."""
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(bench.library.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(bench.library.engine, "before_cursor_execute", note)


def test_as_much_is_asked_of_the_database_for_what_is_hidden_as_for_what_never_was(both: Twins) -> None:
    """Time would tell: so the same statements are sent, whatever the id."""
    browser = both.holding.browser("coder")
    document = next(one.document for one in both.holding.reports(TOKENS[0]))
    pairs = [(f"/ar/{kind}/{one}", f"/ar/{kind}/{NEVER[one[:2]]}") for one in _only(both)
             for kind in (("event", "review") if one.startswith("ev") else ("actor", "place", "speaker"))]  # fmt: skip
    pairs += [(f"/ar/report/{document[7:23]}", f"/ar/report/{'0' * 16}")]
    example = f"/ar/review/{NEVER['ev']}/example?handle="
    pairs += [(f"{example}{quote(one)}", f"{example}{quote(_never(one))}") for one in handles(both.holding.library)]
    for hidden, never in pairs:
        asked = []
        for path in (hidden, never):
            with counted(both.holding) as statements:
                assert browser.get(path).status_code == 404, path
            asked.append(list(statements))
        assert asked[0] == asked[1], hidden


def _never(handle: str) -> str:
    return f"sha256:{'0' * 64}@{handle.partition('@')[2]}"


@pytest.mark.usefixtures("both")
def test_who_reviewed_is_told_to_editors_alone(bench: Bench) -> None:
    """S13. Of admins the list of accounts has them anyway."""
    names = ("نسرين-المراجعة", "Basil-Reviews")
    handle, event_ = all_handles(bench.library)[0]
    other = all_handles(bench.library)[-1][0]
    bench.settle()
    for name in names:
        own = bench.library.as_user(name)
        own.review(handle, "unsure", note="x")
        own.comment(event_, "remark")
        own.comment(handle, "remark")
    bench.library.as_user(names[0]).judge(handle, other, "different", "note")
    paths = [way.path for way in ways(bench) if way.door.method == "GET" and way.door.role is not None]
    paths += [f"/en/{kind}/{event_}" for kind in ("event", "review")] + [
        f"/ar/event/{event_}.json",
        f"/ar/event/{event_}.csv",
    ]
    for role, shown in (("reader", False), ("coder", False), ("editor", True)):
        browser: TestClient = bench.browser(role)  # type: ignore[arg-type]
        asked = paths[-4:] if shown else paths
        seen = {name for path in asked for name in names if name in browser.get(path).text}
        assert seen == (set(names) if shown else set()), role
