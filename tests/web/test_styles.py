"""Styles and pages for both directions: nothing physical, nothing that spoils Arabic letters, lines with room."""

import re
from pathlib import Path

import pytest

import isnad

ROOT = Path(isnad.__file__).parent
STYLES = sorted(
    path for room in ("web/static", "publish/static") for path in (ROOT / room).rglob("*.css")
    if "vendor" not in path.parts
)  # fmt: skip
PAGES = sorted(path for room in ("web", "publish") for path in (ROOT / room / "templates").rglob("*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
    r"|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
SPOILING = re.compile(r"letter-spacing|text-transform|font-style\s*:\s*(?:italic|oblique)|font:[^;}]*\bitalic\b")
ATTRIBUTES = re.compile(r"\s(?:align|valign|bgcolor|hspace)=|\sstyle=")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TIGHT = 1.6
_SMALL = re.compile(r"kbd|leaflet|\.badge|\.area-number|\.gap")
"""What holds a number or a key and no text that runs on."""


def found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match[0] for match in pattern.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))]


def tight(style: str) -> list[str]:
    """The rules whose lines stand closer than Arabic needs."""
    heights = {}
    for selector, body in _RULE.findall(style):
        for height in re.findall(r"(?:font:[^;]*?/|line-height:)\s*(\d*\.?\d+)(?![\d.]|[a-z%])", body):
            heights[selector.strip()] = float(height)
    return [f"{name}: {height}" for name, height in heights.items() if height < _TIGHT and not _SMALL.search(name)]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_serve_both_directions(path: Path) -> None:
    style = path.read_text("utf-8")
    assert found(PHYSICAL, style) == []
    assert found(SPOILING, style) == []
    assert tight(style) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_hold_no_look(path: Path) -> None:
    assert found(ATTRIBUTES, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "style",
    [
        "a{margin-left:1rem}", "a{padding-right : 2px}", "a{left:0}", "a{color:red;right:1px}", "a{text-align:left}",
        "a{float: right}", "a{border-left:0}", "a{border-top-left-radius:2px}",
    ],
)  # fmt: skip
def test_a_side_would_be_found(style: str) -> None:
    assert found(PHYSICAL, style)


@pytest.mark.parametrize(
    "style",
    [
        "a{margin-inline-start:1rem}", "a{inset-inline-start:0}", "a{text-align:start}",
        "/* left: no */a{float:inline-end}",
        ":root[dir=rtl] a{direction:rtl}", "a{background-position:left}",
    ],
)  # fmt: skip
def test_what_serves_both_passes(style: str) -> None:
    assert found(PHYSICAL, style) == []


def test_tight_lines_would_be_found() -> None:
    assert tight("p{font:1rem/1.4 serif}.x{line-height:1.2}h1{font:2rem/1.7 serif}kbd{font:1em/1 mono}") == [
        "p: 1.4", ".x: 1.2",
    ]  # fmt: skip
    assert found(SPOILING, "a{letter-spacing:1px}b{font-style:italic}c{text-transform:uppercase}d{font:italic 1rem x}")


def test_styles_and_pages_are_looked_at() -> None:
    assert len(STYLES) >= 3 and len(PAGES) > 30
