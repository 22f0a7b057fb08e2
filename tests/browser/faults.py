"""What is wrong with a page as it stands: for axe, for narrow screens, for fingers, and for who watches the line."""

from playwright.sync_api import Page

from tests.browser.served import NARROW, WIDE, Opened, barriers

_SMALL = """
() => [...document.querySelectorAll("button, summary, select, input:not([type=hidden])")]
  .filter((one) => one.checkVisibility() && !one.closest(".vh"))
  .map((one) => [one, one.matches("[type=checkbox],[type=radio]") && one.labels[0] || one])
  .map(([one, target]) => [one, target.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([one, box]) => `${one.tagName} ${one.name || one.textContent.trim()} ${box.width} × ${box.height}`)
"""
_BESIDE = """
() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = (box) => box.right > root.clientWidth + 1 || box.left < -1;
  return [`${root.scrollWidth} > ${root.clientWidth}`, ...[...document.body.querySelectorAll("*")]
    .filter((one) => out(one.getBoundingClientRect())).slice(0, 5)
    .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`)];
}
"""
_DRAWN = "() => !document.querySelector('[data-map] > svg, [data-network] > svg')"


def faults(opened: Opened, lang: str) -> list[str]:
    """Everything that is wrong with the page that is open, in words; an empty list for a good one."""
    page = opened.page
    page.wait_for_function(_DRAWN)
    found = [f"line: {one}" for one in opened.troubles()]
    html = page.locator("html")
    if (html.get_attribute("lang"), html.get_attribute("dir")) != (lang, "rtl" if lang == "ar" else "ltr"):
        found.append("language or direction")
    found += [f"axe: {one}" for one in barriers(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"axe, dark: {one}" for one in barriers(page, ("color-contrast", "link-in-text-block"))]
    page.emulate_media(color_scheme="light")
    found += [f"wide: {one}" for one in beside(page)]
    page.set_viewport_size(NARROW)
    found += [f"narrow: {one}" for one in beside(page)]
    found += [f"too small: {one}" for one in page.evaluate(_SMALL)]
    page.set_viewport_size(WIDE)
    return found


def beside(page: Page) -> list[str]:
    """What reaches over the sides of the window."""
    return list(page.evaluate(_BESIDE))
