"""Without scripts everything that matters works: reading, searching, judging, adding, exporting, and the pictures'
tables."""

import pytest
from playwright.sync_api import Browser, expect

from isnad.publish.words import Lang
from isnad.web.words import said
from tests.browser.conftest import Open
from tests.browser.served import Opened

TEXT = "هاجم تنظيم داعش حاجزاً للحرس الثوري الإيراني في مدينة الميادين يوم 24/8/2025، وقُتل 3 عناصر."
_LONG = 120_000


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_all_of_it(lang: Lang, move_in: Open) -> None:
    with move_in(java_script_enabled=False, locale=lang) as window:
        search(window, lang)
        read(window, lang)
        judge(window, lang)
        for picture in ("timeline", "map", "network"):
            page = window.go(f"/{lang}/{picture}")
            expect(page.locator("main svg.drawn")).to_be_visible()
            assert page.locator("main table tbody tr").count() > 3
        assert window.heard.complaints == []


def test_bringing_in_and_taking_out(move_in: Open) -> None:
    with move_in(java_script_enabled=False) as window:
        page = window.go("/ar/add")
        page.locator("#text").fill(TEXT)
        page.locator("form", has=page.locator("#text")).get_by_role("button").click()
        page.locator("table.outcomes a").click(timeout=_LONG)
        assert page.locator("#report").text_content() == TEXT
        page = window.go("/ar/export")
        page.locator("#format").select_option("geojson")
        page.locator("form.narrow").get_by_role("button").click()
        with page.expect_download() as told:
            page.locator("main li a[download]").first.click(timeout=_LONG)
        assert told.value.suggested_filename


def search(window: Opened, lang: Lang) -> None:
    """By words, then by a facet; the question stands in the address."""
    page = window.go(f"/{lang}/")
    page.locator("#q").fill("داعش")
    page.locator("form.seek button").click()
    page.wait_for_url(f"**/{lang}/events?q=*")
    before = page.locator("li.event-row").count()
    assert before
    page.locator(".facets a").first.click()
    expect(page.locator("#q")).not_to_have_value("داعش")
    assert 0 < page.locator("li.event-row").count() <= before
    page.locator(".views a").first.click()
    assert page.locator("li.event-row mark").count()


def read(window: Opened, lang: Lang) -> None:
    """A report: words lead to their fact, a fact to its words."""
    page = window.go(f"/{lang}/report/{window.bench.reports()[0].document.partition(':')[2][:16]}")
    page.locator("#report a.m").first.click()
    expect(page.locator("#facts :target")).to_be_in_viewport()
    page.locator("#facts a.go").first.click()
    expect(page.locator("#report :target")).to_be_in_viewport()
    page = window.go(f"/{lang}/actor/actor:irgc")
    page.locator("#on").fill("2019-06-01")
    page.locator("#on").press("Enter")
    page.wait_for_url("**on=2019-06-01*")


def judge(window: Opened, lang: Lang) -> None:
    """From the queue to an account: corrected, accepted, taken back."""
    page = window.go(f"/{lang}/review")
    page.locator("li.event-row h3 a").first.click()
    mark = page.locator(".mark").first
    page.locator("[data-key=y]").first.click()
    expect(mark).to_have_text(said("reviewed.accepted", lang))
    page.locator("details.correct summary").first.click()
    page.locator("#a1-place").fill("الميادين")
    page.locator("details.correct button").first.click()
    expect(mark).to_have_text(said("reviewed.corrected", lang))
    page.locator("[data-key=z]").first.click()
    expect(mark).not_to_have_text(said("reviewed.corrected", lang))


def test_scripts_are_off(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content("<p id=a>no</p><script>a.textContent = 'yes'</script>")
    assert page.locator("#a").text_content() == "no"
    context.close()
