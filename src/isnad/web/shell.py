"""Templates of the workbench and what all of them may call."""

from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from isnad import _version
from isnad.archive.people.accounts import Role, at_least
from isnad.publish.page import bidi, text
from isnad.publish.words import Lang
from isnad.web import narrowing, spans
from isnad.web.words import said

if TYPE_CHECKING:
    from isnad.web.visit import Visit

ROOMS = ("isnad.web", "isnad.publish")
"""Whose folders `static` are served."""
NAVIGATION: tuple[tuple[str, str, Role], ...] = (
    ("/events", "nav.events", "reader"), ("/reports", "nav.reports", "reader"),
    ("/timeline", "nav.timeline", "reader"), ("/map", "nav.map", "reader"), ("/network", "nav.network", "reader"),
    ("/review", "nav.review", "coder"), ("/add", "nav.add", "coder"), ("/export", "nav.export", "reader"),
    ("/people", "nav.people", "admin"),
)  # fmt: skip
"""Sections of the workbench: path, word, and the least role that sees them."""
_EASTERN = {ord(str(digit)): chr(0x0660 + digit) for digit in range(10)}


def render(template: str, visit: "Visit", values: Mapping[str, Any]) -> str:
    """A page, in the language and with the digits of the visit."""
    arabic_digits = visit.lang == "ar" and visit.request.cookies.get("digits") == "arab"
    return (
        environment()
        .get_template(template)
        .render(
            visit=visit, lang=visit.lang, dir=direction(visit.lang), viewer=visit.viewer, arabic_digits=arabic_digits,
            allowed=lambda role: visit.viewer is not None and at_least(visit.viewer.role, role),
            w=partial(_word, visit.lang, arabic_digits), version=_version.__version__, **values,
        )
    )  # fmt: skip


def direction(lang: Lang) -> str:
    """In which direction a page of that language runs."""
    return "rtl" if lang == "ar" else "ltr"


def _word(lang: Lang, arabic_digits: bool, key: str, **values: object) -> Markup:
    return _figures(bidi(said(key, lang, **values)), arabic_digits)


def _figures(marked: Markup, arabic_digits: bool) -> Markup:
    return Markup(marked.translate(_EASTERN)) if arabic_digits and "&" not in marked else marked  # noqa: S704


@pass_context
def _told(context: Context, value: object) -> Markup:
    """A phrase, number or date of ours: its isolates as elements, its digits as the reader wants them. Never used for
    what reports say."""
    return _figures(bidi(str(value)), context["arabic_digits"])


@pass_context
def _quoted(_: Context, value: str) -> Markup:
    """What a report says, as it stands there."""
    return Markup('<bdi lang="ar">{}</bdi>').format(text(value))


def outward(told: str | None) -> str:
    """The address of a page of the web, to be led to; empty for all else that a report may call its address, such as
    what would run in our page."""
    try:
        parts = urlsplit(told or "")
    except ValueError:
        return ""
    return told if told and parts.scheme in ("http", "https") and parts.netloc and told.isprintable() else ""


@cache
def environment() -> Environment:
    """The templates of the workbench, and beneath them those of pages of a single record."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("isnad.web"), PackageLoader("isnad.publish")]), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(
        outward=outward, text=text, bidi=bidi, told=_told, quoted=_quoted, plain=lambda value: escape(str(value))
    )
    made.globals.update(
        asset=asset, navigation=NAVIGATION, span_of=spans.span_of, months_between=spans.months_between,
        narrowed=narrowing.narrowed, facet_value=narrowing.value_in_words,
    )  # fmt: skip
    return made


@cache
def asset(name: str) -> str:
    """The address of one of our static files, which changes with its content."""
    from hashlib import sha256  # noqa: PLC0415

    for room in ROOMS:
        found = files(room).joinpath("static", *name.split("/"))
        if found.is_file():
            return f"/static/{name}?v={sha256(found.read_bytes()).hexdigest()[:12]}"
    return f"/static/{name}"
