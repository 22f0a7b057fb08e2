"""R9 on the pages: reviewers at one time. Nothing is overwritten or lost, and each sees that the other differs."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from isnad.archive.opening import reading
from isnad.archive.people.accounts import Role
from isnad.archive.reviewing.tables import reviews
from isnad.web.words import said, said_or
from tests.web.conftest import Bench
from tests.web.poisoned import handles

_TURNS = 25
_ROLES: tuple[tuple[Role, bool], ...] = (
    ("coder", False),
    ("coder", True),
    ("editor", False),
    ("editor", True),
    ("admin", False),
)


def rows(bench: Bench) -> list[tuple[str, str, str | None]]:
    """What was said: of which account, by whom, with which words."""
    with reading(bench.library.engine) as connection:
        return [
            (one.handle, one.by, one.note) for one in connection.execute(select(reviews)) if one.verdict != "comment"
        ]


def test_two_who_saw_the_same_are_both_kept(bench: Bench) -> None:
    handle, event = handles(bench.library)[0]
    browsers = {"coder": bench.browser("coder"), "editor": bench.browser("editor")}
    pages = {name: one.get(f"/en/review/{event}") for name, one in browsers.items()}
    assert all('name="seen" value="0"' in page.text for page in pages.values())
    types = [one for one in ("CONSULT", "ASSAULT", "AGREE") if not handle.endswith(one)][:2]
    for (name, one), type_ in zip(browsers.items(), types, strict=True):
        form = {"handle": handle, "verdict": "corrected", "seen": "0", "f.type": type_, "note": name}
        answer = one.post(f"/en/review/{event}/account", data=form)
        assert answer.status_code == 303
    kept = [row for row in rows(bench) if row[0] == handle]
    assert Counter(by for _, by, _ in kept) == {"coder": 1, "editor": 1}
    for one in browsers.values():
        page = one.get(answer.headers["location"]).text  # what is of another type may tell of another event
        assert said("conflict", "en") in page
        assert all(said_or("type", type_, "en") in page for type_ in types)


def test_many_who_say_much_lose_nothing(bench: Bench) -> None:
    told = [pair for pair in handles(bench.library) if pair[1]][:5]
    bench.settle()
    browsers = [bench.browser(role, cleared=cleared) for role, cleared in (*_ROLES, *_ROLES[:3])]

    def say(number: int) -> list[tuple[int, str]]:
        wrong = []
        for turn in range(_TURNS):
            handle, event = told[(number + turn) % len(told)]
            form = {
                "handle": handle,
                "verdict": ("accepted", "unsure")[turn % 2],
                "seen": "0",
                "note": f"{number}-{turn}",
            }
            answer = browsers[number].post(f"/en/review/{event}/account", data=form)
            if answer.status_code != 303 or "locked" in answer.text:
                wrong.append((answer.status_code, answer.text[:200]))
        return wrong

    with ThreadPoolExecutor(8) as pool:
        assert [one for wrong in pool.map(say, range(8)) for one in wrong] == []
    assert {note for _, _, note in rows(bench)} >= {f"{number}-{turn}" for number in range(8) for turn in range(_TURNS)}
