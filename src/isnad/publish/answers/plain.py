"""An archive's answers as plain data: what `--format json` prints."""

from typing import Any

from isnad.archive.asking.actors import ActorPage
from isnad.archive.asking.happenings import EventPage
from isnad.archive.asking.pages import Page
from isnad.archive.asking.places import PlacePage
from isnad.codebook import Codebook
from isnad.model import to_plain
from isnad.publish.answers.naming import names_of
from isnad.resolve.contradictions import Contradiction

_INNER = ("own_names",)
"""What is only for reading in lines: statements have these names too, each in its report's terms."""


def list_plain(page: Page[Any], book: Codebook) -> dict[str, Any]:
    """A page of a list: `rows`, `after` (the next page's cursor), `total`, `more` (there are more than `total`),
    `as_of`, and `names`: of every id the Arabic and the English name, null where only reports know it."""
    rows = [to_plain(row) for row in page.rows]
    return {
        "rows": rows, "after": page.after, "total": page.total, "more": page.more, "as_of": page.as_of,
        "names": names_of(rows, book, page.names),
    }  # fmt: skip


def page_plain(page: EventPage | ActorPage | PlacePage, book: Codebook) -> dict[str, Any]:
    """A page as it is typed, with `names` as of a list. What the engine thinks of its own reading is not in it."""
    plain = _without_inner(to_plain(page))
    if isinstance(page, EventPage):
        plain["contradictions"] = [_disputed(one) for one in page.contradictions]
        for origins in ("origins", "unknown", "denials"):
            for one in plain["testimony"][origins]:
                one.update(name=one["name"] or None, tellings=list(map(int, one["tellings"])))
    else:
        plain["events"].pop("names")
    plain.pop("names")
    return {**plain, "names": names_of(plain, book, page.names)}


def _disputed(one: Contradiction) -> dict[str, Any]:
    """A contradiction with the `id` of each statement that gives a value."""
    sides = [{"value": side.value, "statements": list(map(int, side.accounts))} for side in one.sides]
    return {"kind": one.kind, "about": one.about or None, "sides": sides}


def _without_inner(plain: Any) -> Any:
    if isinstance(plain, list):
        return [_without_inner(item) for item in plain]
    if isinstance(plain, dict):
        return {key: _without_inner(item) for key, item in plain.items() if key not in _INNER}
    return plain
