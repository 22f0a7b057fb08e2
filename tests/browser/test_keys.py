"""Reviewing with the keyboard alone, on a Latin and on an Arabic layout: keys go by their place."""

import pytest
from playwright.sync_api import Page, expect

from isnad.publish.words import Lang
from isnad.web.words import said
from tests.browser.conftest import Open
from tests.browser.served import Opened

ARABIC = {"KeyJ": "ت", "KeyK": "ن", "KeyO": "خ", "KeyY": "غ", "KeyN": "ى", "KeyU": "ع", "KeyE": "ث", "KeyZ": "ئ",
          "KeyM": "ة", "KeyS": "س", "Slash": "ظ"}  # fmt: skip
_SEEN = """
(one) => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  // a field for a day holds parts of its own, which the browser itself shows
  const ring = one.type === "date" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  return { ring, there: box.width > 0 && box.height > 0, text: (one.textContent || one.name || "").trim().slice(0, 40),
    at: [...document.querySelectorAll("*")].indexOf(one) };
}
"""


def press(page: Page, code: str, layout: str, *, shift: bool = False) -> None:
    """Presses the key at a place of the keyboard; on an Arabic one it gives an Arabic letter."""
    if layout == "latin":
        page.keyboard.press(f"Shift+{code}" if shift else code)
        return
    page.evaluate(
        "([code, key, shiftKey]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " { code, key, shiftKey, bubbles: true, cancelable: true, composed: true }))",
        [code, ARABIC[code], shift],
    )


@pytest.mark.parametrize(("lang", "layout"), [("ar", "arabic"), ("en", "latin")])
def test_a_review_by_keys_alone(lang: Lang, layout: str, move_in: Open) -> None:
    with move_in(locale=lang) as window:
        page = window.go(f"/{lang}/review")
        press(page, "KeyJ", layout)
        press(page, "KeyJ", layout)
        expect(page.locator("[data-row]").nth(1)).to_have_attribute("data-at", "")
        press(page, "KeyK", layout)
        expect(page.locator("[data-row]").nth(0)).to_have_attribute("data-at", "")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{lang}/review/ev-*")
        for code, state in (("KeyY", "accepted"), ("KeyU", "unsure"), ("KeyN", "rejected")):
            act(window, code, layout)
            expect(page.locator(".mark").first).to_have_text(said(f"reviewed.{state}", lang))
        for state in ("unsure", "accepted"):
            act(window, "KeyZ", layout)
            expect(page.locator(".mark").first).to_have_text(said(f"reviewed.{state}", lang))
        correct(window, lang, layout)
        open_report(page, lang, layout)
        assert window.troubles() == []


def act(window: Opened, code: str, layout: str) -> None:
    """Presses a key that sends a form."""
    with window.page.expect_navigation():
        press(window.page, code, layout)


def correct(window: Opened, lang: Lang, layout: str) -> None:
    """Opens the form, changes the place, saves with Ctrl+Enter; leaves a field with Esc."""
    page = window.page
    press(page, "KeyE", layout)
    place = page.locator("#a1-place")
    expect(place).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if place.evaluate("(one) => one === document.activeElement"):
            break
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("الميادين")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator(".mark").first).to_have_text(said("reviewed.corrected", lang))
    page.locator("#comment").focus()
    page.keyboard.insert_text("yn")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")


def open_report(page: Page, lang: Lang, layout: str) -> None:
    """From the account to its report, to the search, and to the list of keys."""
    press(page, "KeyJ", layout)
    with page.expect_navigation():
        press(page, "KeyO", layout)
    assert f"/{lang}/report/" in page.url
    press(page, "Slash", layout)
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    with page.expect_navigation():
        press(page, "Slash", layout, shift=True)
    assert page.url.endswith(f"/{lang}/keys")


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["/", "/events", "/review", "/add", "/export", "/people", "/map", "/network"])
def test_focus_is_seen_and_goes_in_the_order_of_reading(lang: str, path: str, window: Opened) -> None:
    page = window.go(f"/{lang}{path}")
    found = []
    for _ in range(25):
        page.keyboard.press("Tab")
        found.append(page.evaluate(f"() => ({_SEEN})(document.activeElement)"))
    within = found[: next((n for n, one in enumerate(found) if n and one["at"] < found[n - 1]["at"]), len(found))]
    assert len(within) > 8
    assert [one["text"] for one in within if not (one["ring"] and one["there"])] == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_first_key_leads_past_the_head(lang: Lang, window: Opened) -> None:
    page = window.go(f"/{lang}/events")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=said("skip.main", lang))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_words_of_a_report_are_reached_by_keys(lang: str, window: Opened) -> None:
    first = window.bench.reports()[0].document.partition(":")[2][:16]
    page = window.go(f"/{lang}/report/{first}")
    page.locator("#report a.m:not([tabindex])").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#facts :target")).to_be_in_viewport()
    page.keyboard.press("Escape")
    assert not page.evaluate("location.hash.slice(1)")
