"""What pages show, and that the same answer is had for programs."""

import csv
import io
import json
from xml.etree.ElementTree import fromstring

import pytest
from markupsafe import escape

from isnad.publish.answers.naming import clean
from tests.web.conftest import Bench

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_address_without_a_language_leads_to_the_readers(bench: Bench) -> None:
    browser = bench.browser()
    assert browser.get("/").headers["location"] == "/ar/"
    assert browser.get("/", headers={"Accept-Language": "en-GB,ar"}).headers["location"] == "/en/"
    assert browser.get("/", headers={"Accept-Language": "fr"}).headers["location"] == "/ar/"


def test_first_page_tells_that_nobody_signs_in(bench: Bench) -> None:
    browser = bench.browser()
    assert "isnad people add" in browser.get("/en/").text
    bench.settle()
    assert browser.get("/en/").status_code == 303
    assert "isnad people add" not in bench.browser("reader").get("/en/").text


@pytest.mark.parametrize("query", ["", "type:ASSAULT", "place:albukamal", "قصف OR اشتباكات", "status:planned"])
def test_a_list_and_its_forms_agree(bench: Bench, query: str) -> None:
    browser = bench.browser()
    wanted = [line.id for line in bench.events(query)]
    assert wanted
    asked = {"q": query, "limit": "500"}
    page = browser.get("/ar/events", params=asked).text
    assert [one for one in wanted if f"/ar/event/{one}" not in page] == []
    rows = json.loads(browser.get("/ar/events.json", params=asked).text)["rows"]
    table = list(csv.DictReader(io.StringIO(browser.get("/ar/events.csv", params=asked).text)))
    points = json.loads(browser.get("/ar/events.geojson", params=asked).text)["features"]
    feed = fromstring(browser.get("/ar/events.atom", params=asked).text)  # noqa: S314 -- ours
    assert [row["id"] for row in rows] == [row["id"] for row in table] == [one["id"] for one in points] == wanted
    assert [one.findtext(f"{ATOM}id", "").rpartition("/")[2] for one in feed.findall(f"{ATOM}entry")] == wanted


def test_pages_follow_one_another(bench: Bench) -> None:
    browser = bench.browser()
    seen: list[str] = []
    after = ""
    while True:
        page = json.loads(browser.get("/en/events.json", params={"limit": "20", "after": after}).text)
        seen += [row["id"] for row in page["rows"]]
        after = page["after"]
        if not after:
            break
    assert seen == [line.id for line in bench.events()]


def test_points_are_never_surer_than_their_place(bench: Bench) -> None:
    for one in json.loads(bench.browser().get("/en/events.geojson").text)["features"]:
        place = bench.library.reader.book.places.get((one["properties"]["place"] or "").partition(":")[2])
        if one["geometry"] is None:
            assert one["properties"]["geo_precision_m"] is None
        else:
            assert place is not None and place.point is not None
            assert one["geometry"]["coordinates"] == [place.point[1], place.point[0]]
            assert one["properties"]["geo_precision_m"] >= 1_000


def test_facets_narrow_the_question(bench: Bench) -> None:
    browser = bench.browser()
    page = browser.get("/en/events").text
    assert "/en/events?q=type%3AASSAULT" in page
    both = browser.get("/en/events", params={"q": "type:ASSAULT"}).text
    assert "q=type%3AASSAULT+place%3Aalbukamal" in both


def test_an_event_shows_each_statement_with_its_words(bench: Bench) -> None:
    line = max(bench.events(), key=lambda one: (len(one.contradictions), one.reports))
    assert line.contradictions
    browser = bench.browser()
    page = browser.get(f"/ar/event/{line.id}")
    told = json.loads(browser.get(f"/ar/event/{line.id}.json").text)
    quotes = {one["quote"] for report in told["reports"] for one in report["statements"]}
    assert quotes
    assert [quote for quote in quotes if str(escape(quote)) not in page.text] == []
    assert "ما تختلف فيه الأقوال" in page.text
    assert browser.get(f"/e/{line.id}").headers["location"].endswith(f"/event/{line.id}")


def test_a_report_shows_all_its_text_and_what_was_read(bench: Bench) -> None:
    browser = bench.browser()
    for hit in bench.reports():
        short = hit.document.partition(":")[2][:16]
        page = browser.get(f"/en/report/{short}")
        record = json.loads(browser.get(f"/en/report/{short}.json").text)
        assert page.status_code == 200
        assert record["document"]["id"] == hit.document
        assert page.text.count('class="card event') == len(record["events"])
        marks = browser.get(f"/en/report/{short}/marks.css")
        assert marks.headers["content-type"].startswith("text/css")
        assert f'href="/en/report/{short}/marks.css"' in page.text
        assert browser.get(f"/s/{short}").headers["location"] == f"/ar/report/{short}"


@pytest.mark.parametrize("id_", ["0" * 64, "zz", "%27", "sha256:", "abcdefgh"])
def test_there_is_no_such_report(bench: Bench, id_: str) -> None:
    assert bench.browser().get(f"/ar/report/{id_}").status_code == 404


def test_an_actor_on_a_day(bench: Bench) -> None:
    browser = bench.browser()

    def states(**asked: str) -> str:
        page = browser.get("/en/actor/actor:irgc", params=asked).text
        return page.partition("<h2>Chain of command")[2].partition("<h2>Events")[0]

    early, late = states(on="2021-02-16"), states(on="2021-12-31")
    assert 'value="2021-02-16"' in early and 'value="2021-12-31"' in late
    assert "2021-12-08" in late and "2021-12-08" not in early
    assert 'value="2021-03-2' in states(back="60")


def test_a_speaker_says_what_reports_say(bench: Bench) -> None:
    page = bench.browser().get("/ar/speaker/مصدر").text
    assert "صفحة الجهة" not in page
    assert "تحت هذا الوصف قد يكون أكثر من شخص واحد." in page
    assert bench.browser().get("/ar/speaker/nobodyatall").status_code == 404


def test_what_was_sent_already_is_not_sent_again(bench: Bench) -> None:
    browser = bench.browser()
    first = browser.get("/ar/events")
    again = browser.get("/ar/events", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = browser.get("/en/events", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_digits_are_as_the_reader_wants_them(bench: Bench) -> None:
    browser = bench.browser()
    before = browser.get("/ar/events").text
    answer = browser.post("/ar/digits", data={"digits": "arab", "next": "/ar/events"})
    assert answer.headers["location"] == "/ar/events"
    after = browser.get("/ar/events").text
    assert "٢٠٢٤" not in before and "٢٠٢٤" in after
    english = browser.get("/en/events").text
    assert "٢٠٢٤" not in english
    # what reports say stays as it stands there
    for line in bench.events():
        label = str(escape(clean(line.label)))
        assert (label in before) == (label in after)


@pytest.mark.parametrize("next_", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "/en/x"])
def test_nobody_is_led_elsewhere(bench: Bench, next_: str) -> None:
    answer = bench.browser().post("/ar/digits", data={"digits": "latn", "next": next_})
    assert answer.headers["location"] == "/ar/"


def test_a_bad_question_is_told_as_one(bench: Bench) -> None:
    page = bench.browser().get("/en/events", params={"q": "type:NOTHING"})
    assert page.status_code == 400
    assert "query" in page.text and "ASSAULT" in page.text
    told = bench.browser().get("/en/events.json", params={"q": "type:NOTHING"})
    assert told.status_code == 400 and told.text.startswith("query")


def test_names_are_offered_as_they_are_typed(bench: Bench) -> None:
    offers = bench.browser().get("/ar/complete", params={"typed": "البوكم"}).json()
    assert {"kind": "place", "id": "place:albukamal", "name": "البوكمال"} in offers
