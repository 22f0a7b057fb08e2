"""Bringing reports in through the pages: by file, by paste, and what cannot be."""

import re
from pathlib import Path

import pytest

from isnad.web.adding import _name
from tests.web.conftest import Bench

TEXT = "قال مصدر عسكري إن الجيش السوداني قصف مواقع قوات الدعم السريع قرب مدينة الأبيض أمس الاثنين.\n"


def done(bench: Bench, location: str, lang: str = "ar") -> str:
    """The page of an order that is carried out."""
    bench.desk.adding.wait()
    assert location.startswith(f"/{lang}/add/")
    return bench.browser().get(location).text


def test_pasted_text_comes_in_as_what_it_is(bench: Bench) -> None:
    data = {
        "text": TEXT,
        "url": "https://t.me/canal/12",
        "platform": "telegram",
        "author": "قناة",
        "published": "2021-02-16",
    }
    answer = bench.browser().post("/ar/add", data=data)
    assert answer.status_code == 303
    page = done(bench, answer.headers["location"])
    assert "أُضيف" in page
    short = re.findall(r"/ar/report/([0-9a-f]{16})", page)[0]
    record = bench.browser().get(f"/ar/report/{short}.json").json()
    assert record["document"]["channel"]["platform"] == "telegram"
    assert record["document"]["channel"]["account"] == "قناة"
    assert record["document"]["published"] == "2021-02-16"
    again = bench.browser().post("/ar/add", data=data)
    assert "موجود بلا تغيير" in done(bench, again.headers["location"])


def test_files_come_in_with_what_cannot_be_read(bench: Bench) -> None:
    files = [("files", ("one.txt", TEXT.encode())), ("files", ("../two.txt", b"\x00\x01\x02\xff" * 40)),
             ("files", ("three.txt", b"English only, and nothing else in it at all."))]  # fmt: skip
    answer = bench.browser().post("/en/add", files=files, data={"outlet": "صحيفة"})
    page = done(bench, answer.headers["location"], "en")
    assert page.count("could not be read") == 2
    assert "one.txt" in page and "two.txt" in page and "../" not in page
    listed = bench.browser().get("/en/failures").text
    assert "three.txt" in listed and "language" in listed
    assert not Path(bench.desk.adding._jobs[0].order.folder).exists()


def test_the_same_name_is_no_new_version(bench: Bench) -> None:
    for number in ("الأول", "الثاني"):
        files = [("files", ("report.txt", TEXT.replace("الاثنين", number).encode()))]
        page = done(bench, bench.browser().post("/en/add", files=files).headers["location"], "en")
        assert "new version" not in page and ">added<" in page


@pytest.mark.parametrize(
    ("data", "code"),
    [({}, "nothing-given"), ({"text": "  "}, "nothing-given"), ({"text": TEXT, "published": "أمس"}, "date")],
)
def test_what_is_no_order_is_told(bench: Bench, data: dict[str, str], code: str) -> None:
    answer = bench.browser().post("/en/add", data=data)
    assert answer.status_code in (400, 422)
    assert code in answer.text


@pytest.mark.parametrize("address", ["file:///etc/passwd", "/etc/passwd", "nothing"])
def test_what_is_no_address_is_not_looked_for(bench: Bench, address: str) -> None:
    """A path would be one of the server's own files."""
    answer = bench.browser().post("/en/add", data={"address": address})
    assert answer.status_code == 422 and "address-refused" in answer.text


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "http://169.254.169.254/"])
def test_addresses_inside_are_never_asked(bench: Bench, address: str) -> None:
    answer = bench.browser().post("/en/add", data={"address": address})
    page = done(bench, answer.headers["location"], "en")
    assert "could not be read" in page


def test_orders_are_their_owners(bench: Bench) -> None:
    bench.settle()
    answer = bench.browser("coder").post("/ar/add", data={"text": TEXT})
    bench.desk.adding.wait()
    where = answer.headers["location"]
    assert bench.browser("coder").get(where).status_code == 200
    assert bench.browser("editor").get(where).status_code == 404
    assert bench.browser("admin").get(where).status_code == 200
    assert bench.browser("reader").post("/ar/add", data={"text": TEXT}).status_code == 403


@pytest.mark.parametrize(
    "given",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\x\\y.txt",
        "a\x00b.txt",
        "..",
        ".",
        "",
        "\u202etxt.exe",
        "x" * 300 + ".txt",
        "تقرير.txt",
    ],
)
def test_names_lead_nowhere(given: str) -> None:
    name = _name(3, given)
    assert name not in ("", ".", "..")
    assert not set(name) & set("/\\\x00\u202e")
    assert len(name) <= 100
