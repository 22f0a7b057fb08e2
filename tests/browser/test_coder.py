"""The whole way of a coder: from an account, or none, over adding and reading a report to a judged event and a file."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from isnad.archive.opening import writing
from isnad.archive.people import accounts, links
from isnad.publish.words import Lang
from isnad.web.words import said
from tests.archive.people.conftest import GOOD
from tests.browser.conftest import Open
from tests.browser.faults import faults
from tests.browser.served import Opened

REPORT = """خاص | هاجم مسلحون مجهولون حاجزاً للحرس الثوري الإيراني في مدينة البوكمال مساء الأحد 24/8/2025 🚨
وأدى الهجوم إلى مقتل 3 عناصر وإصابة ٤ آخرين، بحسب شبكة محلية خيالية (Wadi Watch 2.0 👨‍👩‍👧).

وفي خبر آخر اعتقلت قوات سوريا الديمقراطية قيادياً في تنظيم داعش في الميادين يوم 25/8/2025."""
_LONG = 120_000
_EVENT = re.compile(r"/(ev-[a-z0-9]+)")


@pytest.mark.parametrize(("lang", "with_accounts"), [("ar", True), ("en", False)])
def test_from_a_report_to_a_file(lang: Lang, with_accounts: bool, move_in: Open, tmp_path: Path) -> None:
    with move_in(locale=lang) as window:
        if with_accounts:
            come_in(window, lang)
        add(window, lang)
        read(window.page)
        event = to_event(window, lang)
        judge(window, lang, event)
        join_and_part(window, lang, event)
        rows = export(window, lang, tmp_path)
        own = [row for row in rows if row["isnad_reviewed"] == "corrected"]
        told = [(row["event_date"], row["location"], row["isnad_status"], row["isnad_type"]) for row in own]
        assert told == [("2025-08-25", "Albukamal", "alleged", "COERCE")]
        assert len(rows) > 20
        assert window.troubles() == []


def come_in(window: Opened, lang: Lang) -> None:
    """By the link of a new account, out again, and in with the password."""
    with writing(window.bench.library.engine) as connection:
        made = accounts.add(connection, "أمل", "coder", who="x", now=window.bench.now)
        token = links.make(connection, made, who="x", now=window.bench.now)
    page = window.go(f"/{lang}/link/{token}")
    page.get_by_label(said("people.new-password", lang)).fill(GOOD)
    page.get_by_label(said("people.again", lang)).fill(GOOD)
    page.get_by_role("button", name=said("people.choose.go", lang)).click()
    expect(page.locator(".self")).to_contain_text("أمل")
    page.get_by_role("button", name=said("sign-out", lang)).click()
    assert "/sign-in" in window.go(f"/{lang}/add").url
    page.get_by_label(said("people.name", lang), exact=True).fill("أمل")
    page.get_by_label(said("people.password", lang), exact=True).fill("غير صحيحة تماما")
    page.get_by_label(said("people.password", lang), exact=True).press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(window, lang) == []
    page.get_by_label(said("people.password", lang), exact=True).fill(GOOD)
    page.get_by_role("main").get_by_role("button", name=said("people.sign-in", lang)).click()
    page.wait_for_url(f"**/{lang}/add")


def add(window: Opened, lang: Lang) -> None:
    """Pastes the report and waits until it was read."""
    page = window.go(f"/{lang}/add")
    form = page.locator("form", has=page.locator("#text"))
    form.locator("#text").fill(REPORT)
    form.locator("[name=outlet]").fill("مرصد الوادي")
    form.locator("[name=published]").fill("2025-08-26")
    form.get_by_role("button").click()
    page.wait_for_url(f"**/{lang}/add/*")
    expect(page.get_by_role("status")).to_have_text(plain(said("add.done", lang, done=1)), timeout=_LONG)
    assert faults(window, lang) == []
    page.locator("table.outcomes a").click()
    page.wait_for_url(f"**/{lang}/report/*")
    # browsers send the lines of a form with CR LF
    assert page.locator("#report").evaluate("(all) => all.textContent").replace("\r\n", "\n") == REPORT


def read(page: Page) -> None:
    """From a fact to its words, and from words to their fact."""
    words = page.locator("#report .e1")
    dark = words.first.evaluate("(one) => getComputedStyle(one).backgroundColor")
    page.locator("#e1 a.go").first.click()
    page.wait_for_url("**#w-e1")
    page.mouse.move(0, 0)
    lit = page.evaluate(
        "() => { const one = document.createElement('i'); one.style.backgroundColor = 'var(--lit)';"
        "document.body.append(one); const found = getComputedStyle(one).backgroundColor; one.remove(); return found; }"
    )
    assert dark != lit
    assert {one.evaluate("(one) => getComputedStyle(one).backgroundColor") for one in words.all()} == {lit}
    place = page.locator("#report a.m.place").last
    place.click()
    card = page.locator("#facts .card:target")
    expect(card).to_be_in_viewport()
    assert "الميادين" in card.inner_text()
    assert card.evaluate("(one) => getComputedStyle(one).boxShadow") != "none"


def to_event(window: Opened, lang: Lang) -> str:
    """To the page of the event across all reports; its id."""
    page = window.page
    page.locator("#facts .card.event", has_text=re.compile("Coerc|إكراه|قسر|arrest|اعتقال")).locator("a.on").click()
    found = _EVENT.search(page.url)
    assert found, page.url
    expect(page.locator("blockquote").first).to_contain_text("اعتقلت")
    assert faults(window, lang) == []
    page.locator("a.act", has_text=said("event.review", lang)).click()
    page.wait_for_url(f"**/{lang}/review/ev-*")
    return found[1]


def judge(window: Opened, lang: Lang, event: str) -> None:
    """Corrects what the machine read, accepts the rest, and says why."""
    page = window.page
    page.locator("details.correct summary").first.click()
    assert faults(window, lang) == []
    page.locator("#a1-place").fill("البوكمال" if lang == "ar" else "Albukamal")
    page.locator("#a1-status").select_option("alleged")
    page.locator("#a1-agents").fill("قوات النظام السوري")
    page.locator("details.correct button").first.click()
    if page.get_by_role("alert").count():
        raise AssertionError(page.get_by_role("alert").inner_text())
    row = page.locator("tr.corrected", has=page.get_by_role("rowheader", name=said("field.place", lang)))
    expect(row.locator("td").nth(0)).to_contain_text("الميادين" if lang == "ar" else "Mayadin")
    expect(row.locator("td").nth(1)).to_contain_text("البوكمال" if lang == "ar" else "Albukamal")
    assert page.locator("tr.corrected").count() == 3
    page.locator("[data-key=y]").first.click()
    expect(page.locator(".mark").first).to_have_text(said("reviewed.corrected", lang))
    page.locator("#comment").fill("راجعه مراجع ثانٍ <b>لا HTML هنا</b>")
    page.get_by_role("button", name=said("act.comment.go", lang)).click()
    expect(page.locator("ol.spoken").last).to_contain_text("<b>لا HTML هنا</b>")
    assert event in page.url
    assert faults(window, lang) == []


def join_and_part(window: Opened, lang: Lang, event: str) -> None:
    """Merges the event with another one and takes it back."""
    page = window.page
    other = next(one for one in window.bench.events() if one.id != event and one.reports == 1)
    before = page.locator(".judged-account").count()
    page.locator("#right").fill(f"{window.address}/e/{other.id}")
    page.get_by_role("button", name=re.compile(re.escape(said("act.merge.go", lang)))).first.click()
    expect(page.locator(".judged-account")).to_have_count(before + 1)
    expect(page.locator("ul.judged")).to_contain_text(said("verdict.same", lang))
    page.locator("ul.judged").get_by_role("button", name=said("act.undo", lang), exact=True).click()
    expect(page.locator(".judged-account")).to_have_count(before)
    parted = next(one for one in window.bench.events() if one.type == "COERCE" and one.status == "alleged")
    window.go(f"/{lang}/review/{parted.id}")
    expect(page.locator(".judged-account")).to_have_count(before)


def export(window: Opened, lang: Lang, folder: Path) -> list[dict[str, str]]:
    """Has the public file in ACLED's columns written, and saves it; its rows."""
    page = window.go(f"/{lang}/export")
    page.locator("#format").select_option("acled")
    page.locator("input[value=public]").check()
    page.get_by_role("button", name=said("export.go", lang)).click()
    page.wait_for_url(f"**/{lang}/export/*")
    file = page.locator("main li a[download]").first
    expect(file).to_be_visible(timeout=_LONG)
    assert faults(window, lang) == []
    with page.expect_download() as told:
        page.locator("main li a[download]", has_text="csv").first.click()
    told.value.save_as(folder / "file.csv")
    return list(csv.DictReader(io.StringIO((folder / "file.csv").read_text("utf-8-sig"))))


def plain(marked: str) -> str:
    """A phrase as it is seen: without the marks of isolates."""
    return re.sub("[\u2066-\u2069]", "", marked)
