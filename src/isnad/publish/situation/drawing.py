"""The little of SVG that our pictures need: no links, no scripts, no fonts, and every text escaped."""

from xml.sax.saxutils import escape

from isnad.publish.answers.naming import clean

FONTS = "'Noto Sans Arabic','DejaVu Sans',Tahoma,sans-serif"
INK, MUTE, LINE, LAND, WATER, DONE, ELSE = "#1c1e22", "#5b5f68", "#c9c3b4", "#f4efe2", "#e3ebf0", "#8a4b16", "#c9a15f"


def text(x: float, y: float, words: str, *, size: int = 11, fill: str = INK) -> str:
    """A line of text around its middle; its direction is that of its letters."""
    turned = ' direction="rtl"' if any("\u0590" < char < "\u0800" for char in words) else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="middle" fill="{fill}"{turned}>'
        f"{escape(clean(words))}</text>"
    )


def rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    """A filled box."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, width: float = 1) -> str:
    """A straight line."""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width:.1f}"/>'
    )


def picture(width: int, height: int, parts: list[str]) -> str:
    """A whole picture of that size."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="{FONTS}">'
    return "".join([head, *parts, "</svg>"])
