"""An archive's answers as plain data: what `--format json` prints."""

from typing import Any

from isnad.archive.actors import ActorPage
from isnad.archive.happenings import EventPage
from isnad.archive.pages import Page
from isnad.archive.places import PlacePage
from isnad.codebook import Codebook
from isnad.model import to_plain
from isnad.publish.answers.naming import names_of

_INNER = ("said_by", "denied_by")


def list_plain(page: Page[Any], book: Codebook) -> dict[str, Any]:
    """A page of a list: `rows`, `after` (the next page's cursor), `total`, `more` (there are more than `total`) and
    `names`, the Arabic and the English name of every id."""
    rows = [to_plain(row) for row in page.rows]
    return {
        "rows": rows, "after": page.after, "total": page.total, "more": page.more,
        "names": names_of(rows, book, page.names),
    }  # fmt: skip


def page_plain(page: EventPage | ActorPage | PlacePage, book: Codebook) -> dict[str, Any]:
    """A page as it is typed, with `names` as of a list. What the engine thinks of its own reading is not in it."""
    plain = _without_inner(to_plain(page))
    if "events" in plain:
        plain["events"].pop("names")
    plain.pop("names")
    return {**plain, "names": names_of(plain, book, page.names)}


def _without_inner(plain: Any) -> Any:
    if isinstance(plain, list):
        return [_without_inner(item) for item in plain]
    if isinstance(plain, dict):
        return {key: _without_inner(item) for key, item in plain.items() if key not in _INNER}
    return plain
