"""Judging through the pages: what is sent is kept, what cannot be kept is told, and nobody overwrites another."""

import re

import pytest
from starlette.testclient import TestClient

from isnad.archive.asking.event_lists import EventLine
from isnad.archive.asking.report_pages import text_of
from isnad.archive.opening import reading
from isnad.archive.reviewing import telling
from isnad.archive.reviewing.standing import Standing
from tests.web.conftest import Bench


def standings(bench: Bench, event: str) -> tuple[Standing, ...]:
    with reading(bench.library.engine) as connection:
        return telling.of_event(connection, event)


@pytest.fixture
def line(bench: Bench) -> EventLine:
    """An event that several reports tell."""
    return max(bench.events("place:albukamal"), key=lambda one: one.reports)


def sent(browser: TestClient, event: str, one: Standing, **values: str) -> str:
    """Sends a form of the account as the page has it, with some values changed; where it leads."""
    data = {"handle": one.handle, "seen": str(one.last), **values}
    answer = browser.post(f"/ar/review/{event}/account", data=data)
    assert answer.status_code == 303, re.findall(r'role="alert"[^>]*>([^<]+)', answer.text)
    return answer.headers["location"]


def correction(browser: TestClient, event: str, one: Standing, **changed: str) -> dict[str, str]:
    """What the page's form would send, with some fields changed."""
    page = browser.get(f"/ar/review/{event}").text
    form = next(part for part in page.split("<form")[1:] if one.handle in part and 'value="corrected"' in part)
    fields = dict(re.findall(r'<input id="[^"]+" name="(f\.[^"]+)"[^>]* value="([^"]*)"', form))
    for name, choices in re.findall(r'<select id="[^"]+" name="([^"]+)">(.*?)</select>', form, re.DOTALL):
        fields[name] = next(iter(re.findall(r'<option value="([^"]*)" selected', choices)), "")
    fields |= dict(re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    return {"verdict": "corrected", **fields, **{f"f.{name}": value for name, value in changed.items()}}


def test_the_queue_says_why(bench: Bench) -> None:
    page = bench.browser().get("/en/review").text
    assert "Why it is here" in page
    assert "reports contradict each other" in page
    one = re.findall(r"/en/review/(ev-\w+)", page)[0]
    assert bench.browser().get(f"/en/review/{one}").status_code == 200


@pytest.mark.parametrize("verdict", ["accepted", "rejected", "unsure"])
def test_a_verdict_is_kept(bench: Bench, line: EventLine, verdict: str) -> None:
    one = standings(bench, line.id)[0]
    browser = bench.browser()
    sent(browser, line.id, one, verdict=verdict)
    with reading(bench.library.engine) as connection:
        after = telling.standing(connection, one.handle)
    assert after.reviewed == verdict
    sent(browser, line.id, after, verdict="undone")
    with reading(bench.library.engine) as connection:
        assert telling.standing(connection, one.handle).reviewed == "unreviewed"


def test_a_form_sent_as_it_stands_changes_nothing(bench: Bench, line: EventLine) -> None:
    browser = bench.browser()
    for one in standings(bench, line.id):
        sent(browser, line.id, one, **correction(browser, line.id, one))
    assert {one.reviewed for one in standings(bench, line.id)} == {"unreviewed"}


def test_a_correction_keeps_both_versions(bench: Bench, line: EventLine) -> None:
    one, browser = standings(bench, line.id)[0], bench.browser()
    changes = {
        "type": "AGREE",
        "from": "2021-02-14",
        "to": "2021-02-15",
        "agents": "الجيش السوداني",
        "place": "place:idlib",
    }
    to = sent(browser, line.id, one, **correction(browser, line.id, one, **changes), note="سمعته")
    with reading(bench.library.engine) as connection:
        after = telling.standing(connection, one.handle)
    assert after.field("type").value == "AGREE" and after.field("type").machine == one.field("type").machine
    assert after.field("from").value == "2021-02-14"
    assert [one.partition(":")[0] for one in after.field("agents").value] == ["actor"]
    page = browser.get(to).text
    assert "مصحَّح" in page and "سمعته" in page


def test_words_are_found_where_they_stand(bench: Bench, line: EventLine) -> None:
    one, browser = standings(bench, line.id)[0], bench.browser()
    with reading(bench.library.engine) as connection:
        text = text_of(connection, one.document)
    words = text.split("\n")[0].split()[0]
    sent(browser, line.id, one, **correction(browser, line.id, one, span=words))
    with reading(bench.library.engine) as connection:
        start, end = telling.standing(connection, one.handle).field("span").value
    assert text[start:end] == words


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("agents", "لا أحد بهذا الاسم", "not-found"), ("from", "2021-13-40", "review-value"),
        ("span", "ليس في النص أبداً", "review-value"), ("victims.killed", "كثير", "review-value"),
        ("place", "مكان لا وجود له", "not-found"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_and_what_was_written_stays(
    bench: Bench, line: EventLine, field: str, value: str, code: str
) -> None:
    one, browser = standings(bench, line.id)[0], bench.browser()
    data = {"handle": one.handle, "seen": "0", **correction(browser, line.id, one, **{field: value})}
    answer = browser.post(f"/ar/review/{line.id}/account", data=data)
    assert answer.status_code == 422
    assert code in answer.text
    assert value in answer.text
    assert standings(bench, line.id)[0].reviewed == "unreviewed"


def test_two_reviewers_who_disagree_are_both_kept(bench: Bench, line: EventLine) -> None:
    bench.settle()
    first, second, coder = bench.browser("editor"), bench.browser("admin"), bench.browser("coder")
    one = standings(bench, line.id)[0]
    forms = [correction(browser, line.id, one, type=type_) for browser, type_ in ((first, "AGREE"), (second, "AID"))]
    for browser, form in zip((first, second), forms, strict=True):
        sent(browser, line.id, one, **form)
    with reading(bench.library.engine) as connection:
        after = telling.standing(connection, one.handle)
    assert [side.value for side in after.conflicts[0].sides] == ["AGREE", "AID"]
    assert "editor" in first.get(f"/en/review/{after.event}").text
    masked = coder.get(f"/en/review/{after.event}").text
    assert "Reviewers disagree" in masked and "Reviewer " in masked
    assert not re.search(r"<bdi>(editor|admin)</bdi>", masked)


def test_splitting_and_taking_it_back(bench: Bench, line: EventLine) -> None:
    browser = bench.browser()
    *others, one = standings(bench, line.id)
    assert others
    to = browser.post(f"/ar/review/{line.id}/split", data={"handle": one.handle}).headers["location"]
    assert [other.handle for other in standings(bench, to.rpartition("/")[2])] == [one.handle]
    again = {"left": one.handle, "right": others[0].handle, "verdict": "same"}
    assert browser.post(f"/ar/review/{line.id}/pair", data=again).status_code == 303
    with reading(bench.library.engine) as connection:
        events = {telling.standing(connection, one.handle).event for one in (one, others[0])}
    assert len(events) == 1


def test_a_comment_is_shown(bench: Bench, line: EventLine) -> None:
    browser = bench.browser()
    answer = browser.post(f"/ar/review/{line.id}/comment", data={"subject": line.id, "note": "راجع الصورة <b>"})
    assert answer.status_code == 303
    assert "راجع الصورة &lt;b&gt;" in browser.get(f"/ar/review/{line.id}").text
    empty = browser.post(f"/ar/review/{line.id}/comment", data={"subject": line.id, "note": " "})
    assert empty.status_code == 422


def test_an_example_for_the_codebook(bench: Bench, line: EventLine) -> None:
    one, browser = standings(bench, line.id)[0], bench.browser()
    early = browser.get(f"/en/review/{line.id}/example", params={"handle": one.handle})
    assert early.status_code == 422
    sent(browser, line.id, one, verdict="accepted")
    page = browser.get(f"/en/review/{line.id}/example", params={"handle": one.handle})
    assert page.status_code == 200 and "text:" in page.text
