"""S7: files that are sent with any name, size and wrapping end up in a folder of their own, which is gone afterwards;
each outcome is told under the name that was given."""

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from isnad.annotate.reader import Reader
from isnad.archive.people.accounts import LOCAL
from isnad.web import adding
from tests.archive.reports import CLASH
from tests.web.conftest import Bench
from tests.web.inside import work_inside
from tests.web.pages import faults

NAMES = (
    "../x.txt", "../../../../etc/cron.d/x", "/etc/passwd", "/var/x.txt", "C:\\Windows\\x.txt",
    "\\\\host\\share\\x.txt", "..\\..\\x.txt",
    "a\x00b.txt", "\x00", "CON", "con.txt", "NUL.txt", "COM1", "\u202etxt.exe", "\u2066x\u2069.txt",
    "x" * 300 + ".txt", "ق" * 300,
    "." * 50, ".", "..", "...", " ", " .txt", ".htaccess", "-rf", "--help", "~", "$(id)", "`id`", "a;b|c", "a\nb.txt",
    "a\rb", "a\tb.txt",
    "<img src=x onerror=1>.txt", "\"'.txt", "a" + "/" * 200 + "b", "%2e%2e%2fx.txt", "x.txt/", "x.txt\x1f",
    "\ufeff.txt", "x" * 100 + "." + "y" * 200,
    "خبر.txt", "😀.txt", "a..b.txt", "report.tar.gz", "table.csv", "x.warc.gz",
)  # fmt: skip


@pytest.fixture
def house(bench: Bench, read_samples: tuple[Path, Reader], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A workbench whose work is done here, and whose temporary files lie where they are counted."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    work_inside(bench, read_samples[1])
    return bench


def send(bench: Bench, files: list[tuple[str, tuple[str, bytes, str]]], **form: str) -> tuple[Any, Any]:
    """The answer to files that are sent, and the page of what became of them."""
    browser = bench.browser()
    answer = browser.post("/en/add", files=files, data=form)
    bench.desk.adding.wait()
    return answer, browser.get(answer.headers["location"]) if answer.status_code == 303 else None


def one(name: str, raw: bytes, kind: str = "text/plain") -> tuple[str, tuple[str, bytes, str]]:
    """A part of a form that is a file."""
    return "files", (name, raw, kind)


def around(tmp_path: Path) -> set[str]:
    """All that lies in the folders of the test, but the archive's own files."""
    return {str(path) for path in tmp_path.rglob("*") if "archive" not in str(path.relative_to(tmp_path)).split("/")[0]}


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_anywhere(name: str, tmp_path: Path) -> None:
    told = adding._name(7, name)
    assert "/" not in told and told not in ("", ".", "..") and not told.startswith((".", "-"))
    assert len(told.encode()) <= 255 and told.isprintable() and "\u202e" not in told
    (tmp_path / told).write_bytes(b"")
    assert [path.name for path in tmp_path.iterdir()] == [told]


def test_files_of_every_name_at_once(house: Bench, tmp_path: Path) -> None:
    before = around(tmp_path)
    sent = [one(name, f"{CLASH} {number}".encode()) for number, name in enumerate(NAMES)]
    answer, page = send(house, sent)
    assert answer.status_code == 303 and page.status_code == 200 and faults(page.text) == []
    assert around(tmp_path) == before
    assert "isnad-sent" not in page.text and str(tmp_path) not in page.text
    for shown in ("خبر.txt", "😀", "report.tar.gz", "table.csv"):
        assert shown.split(".")[0] in page.text or shown == "😀"
    assert page.text.count("data-row") > 40


def test_two_of_one_name_are_two_reports(house: Bench) -> None:
    known = len(house.reports("البوكمال"))
    _, page = send(house, [one("x.txt", f"{CLASH} أول".encode()), one("x.txt", f"{CLASH} ثان".encode())])
    assert page.text.count('class="added"') == 2
    assert len(house.reports("البوكمال")) == known + 2


def test_the_same_bytes_again_are_known(house: Bench) -> None:
    for became in ("added", "elsewhere|unchanged"):
        _, page = send(house, [one("x.txt", CLASH.encode())])
        assert re.search(f'class="({became})"', page.text)


@pytest.mark.parametrize(("raw", "kind", "became"), [
    (b"", "text/plain", "failed"), (b"\x00" * 500, "text/plain", "failed"), (b"%PDF-1.7", "application/pdf", "failed"),
    (CLASH.encode(), "application/zip", "added"), (CLASH.encode(), "image/png", "added"), (b"PK\x03\x04" + b"x" * 99,
    "text/html", "failed"),
    (b"\x89PNG\r\n\x1a\n", "text/plain", "failed"), (b"\xff\xfe" + CLASH.encode("utf-16-le"), "text/plain", "added"),
    (b"MZ" + b"\x00" * 99, "text/plain", "failed"),
])  # fmt: skip
def test_what_a_file_is_its_bytes_tell(house: Bench, tmp_path: Path, raw: bytes, kind: str, became: str) -> None:
    before = around(tmp_path)
    answer, page = send(house, [one("given name.txt", raw, kind)])
    if answer.status_code == 303:
        assert f'class="{became}"' in page.text and "given name" in page.text
    else:
        assert answer.status_code == 422 and became == "failed"
    assert around(tmp_path) == before


def test_too_many_files_are_refused(house: Bench, tmp_path: Path) -> None:
    before = around(tmp_path)
    answer, _ = send(house, [one(f"{n}.txt", b"x") for n in range(adding.MOST_FILES + 1)])
    assert answer.status_code in (400, 413, 422) and faults(answer.text) == []
    assert around(tmp_path) == before and house.desk.adding.of(LOCAL) == []


def test_a_file_that_is_too_large_is_refused(house: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_BYTES", 1_000_000)
    before = around(tmp_path)
    answer, _ = send(house, [one("small.txt", b"x"), one("large.txt", b"x" * 1_000_001)])
    assert answer.status_code == 422 and "large.txt" in answer.text and "1 MB" in answer.text
    assert around(tmp_path) == before


_PART = b'--x\r\nContent-Disposition: form-data; name="text"\r\n'


@pytest.mark.parametrize("body", [
    b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nabc",
    b"--x\r\nContent-Disposition: form-data",
    b"--x\r\n\r\n\r\n--x--", b"--x", b"",
    b"--y\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\na\r\n--y--\r\n",
    b"--x\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\na\r\n--x--\r\n",
    b"--x\r\n" + b"A: b\r\n" * 5_000 + b"\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename*=UTF-8''..%2f..%2fx\r\n\r\na\r\n--x--\r\n",
    _PART + b"Content-Type: text/plain; charset=utf-7\r\n\r\n+ADw-\r\n--x--\r\n",
    _PART + b"Content-Type: text/plain; charset=nonsense\r\n\r\nabc\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n\xff\xfe\xed\xa0\x80\r\n--x--\r\n",
])  # fmt: skip
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the parser lets go of a part half sent
def test_a_form_that_was_cut_off(house: Bench, tmp_path: Path, body: bytes) -> None:
    before = around(tmp_path)
    browser: TestClient = house.browser()
    answer = browser.post("/en/add", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    house.desk.adding.wait()
    assert answer.status_code in (303, 400, 422) and faults(answer.text) == []
    assert "Content-Security-Policy" in answer.headers
    assert around(tmp_path) == before


def test_a_text_over_the_limit_is_refused(house: Bench) -> None:
    answer = house.browser().post("/en/add", files={"text": (None, b"x" * 25_000_001)})
    assert answer.status_code in (400, 413, 422) and "Content-Security-Policy" in answer.headers


def test_a_file_that_fails_on_its_way_leaves_nothing(
    house: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = around(tmp_path)
    monkeypatch.setattr(Path, "write_bytes", _full)
    browser = house.browser()
    browser.__dict__["_transport"].raise_server_exceptions = False
    assert browser.post("/en/add", files=[one("a.txt", b"x")]).status_code in (500, 503, 507)
    assert around(tmp_path) == before


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_link_or_a_folder_of_the_server_cannot_be_named(house: Bench, tmp_path: Path) -> None:
    """`isnad add` takes paths; the page takes no text for one."""
    secret = tmp_path / "secret.txt"
    secret.write_text(CLASH, encoding="utf-8")
    refused = (
        secret,
        tmp_path,
        f"file://{secret}",
        "-",
        "~",
        ".",
        "x.opml",
        f"HTTP:{secret}",
        f" {secret}",
        "ftp://example.org/x",
    )
    for address in map(str, refused):
        answer, _ = send(house, [], address=address)
        assert answer.status_code == 422 and "address-refused" in answer.text, address
    for address in (
        "http://127.0.0.1/",
        "http://[::1]/",
        "https://localhost/x.opml",
        "http://169.254.169.254/",
        "https:///etc/passwd",
    ):
        answer, page = send(house, [], address=address)
        assert answer.status_code == 303 and 'class="added"' not in page.text and ("address-refused" in page.text), (
            address
        )
