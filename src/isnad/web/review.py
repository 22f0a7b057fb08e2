"""Judging: the queue of what is in doubt, and what a person says of each account of an event."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from starlette.responses import Response

from isnad.archive.asking.event_lists import lines_of
from isnad.archive.asking.happenings import Judged, event_page
from isnad.archive.asking.naming import Sought, current, described, one_of, registered
from isnad.archive.asking.report_pages import text_of
from isnad.archive.asking.snippets import Snippet, stretch
from isnad.archive.people.masks import Masks
from isnad.archive.reviewing import queue as queues
from isnad.archive.reviewing import telling
from isnad.archive.reviewing.doubts import Reason
from isnad.archive.reviewing.examples import example
from isnad.archive.reviewing.reviews import FIELDS, FieldName
from isnad.archive.reviewing.standing import Standing
from isnad.archive.reviewing.values import HARMS, POLARITIES, STATUSES, modes
from isnad.errors import IsnadError, NotFoundError, ReviewValueError
from isnad.model import Span
from isnad.model.vocabulary import EVENT_TYPES
from isnad.publish.answers.naming import Names
from isnad.web.answers import Words
from isnad.web.door import Door
from isnad.web.visit import Visit

_PARTIES: Final[tuple[FieldName, ...]] = ("agents", "targets", "accused")
_NEAR: Final = 4_000
_SOUGHT: Final[Mapping[str, tuple[Sought, ...]]] = {"actor": ("actor",), "place": ("place",), "facility": ("place",)}
"""As what names of ids are looked up; those that only reports know may be either."""


def queue(visit: Visit) -> Response:
    """What is in doubt, most first, each with why."""
    state = visit.asked("state", "unreviewed")
    place = (
        one_of(visit.connection, visit.asked("place"), "place", visit.book, visit.sight)
        if visit.asked("place")
        else None
    )
    found = queues.queue(
        visit.connection, state=None if state == "all" else state,  # type: ignore[arg-type]
        mine=visit.name if visit.asked("mine") else None, type_=visit.asked("type") or None, place=place,
        reason=visit.asked("reason") or None, after=visit.asked("after") or None, cleared=visit.cleared,
    )  # fmt: skip
    return visit.page(
        "queue.html", found=found, state=state, states=get_args(queues.State), types=EVENT_TYPES,
        words=Words.of(visit, {}), once=_once,
        lines=lines_of(visit.connection, [one.event for one in found.items], visit.book, cleared=visit.cleared),
    )  # fmt: skip


def _once(reasons: Sequence[Reason]) -> list[Reason]:
    """Reasons of one kind once, however many accounts they are of."""
    return list({(one.code, one.about): one for one in reasons}.values())


def review(visit: Visit) -> Response:
    """An event's accounts, each as the machine read it and as people have it."""
    return _page(visit, visit.part("event"))


def say(visit: Visit) -> Response:
    """Takes what a person says of one account."""
    handle, verdict = visit.told("handle"), visit.told("verdict")
    seen = visit.told("seen")

    def act() -> str | None:
        changes = _changes(visit, handle) if verdict == "corrected" else None
        standing = visit.library.review(
            handle, verdict, changes, seen=int(seen) if seen.isdecimal() else None, note=visit.told("note").strip(),
            cleared=visit.cleared,
        )  # fmt: skip
        return standing.event

    return _done(visit, act)


def pair(visit: Visit) -> Response:
    """Takes whether two accounts or events are one."""
    left, right = visit.told("left"), _id(visit.told("right"))

    def act() -> str | None:
        _require_seen(visit, left, right)
        visit.library.judge(left, right, visit.told("verdict"), visit.told("note").strip())
        return visit.library.standing(left, cleared=visit.cleared).event if "@" in left else left

    return _done(visit, act)


def split(visit: Visit) -> Response:
    """Takes an account off the other accounts of its event."""
    handle = visit.told("handle")

    def act() -> str | None:
        _require_seen(visit, handle)
        others = [one.handle for one in _standings(visit, visit.part("event")) if one.handle != handle and one.counts]
        visit.library.split(handle, others, visit.told("note").strip())
        return visit.library.standing(handle, cleared=visit.cleared).event

    return _done(visit, act)


def comment(visit: Visit) -> Response:
    """Takes a remark on the event, or on one account of it."""

    def act() -> str | None:
        visit.library.comment(visit.told("subject"), visit.told("note"), cleared=visit.cleared)
        return visit.part("event")

    return _done(visit, act)


def as_example(visit: Visit) -> Response:
    """An account as an example for the codebook, to be copied."""
    made = example(visit.connection, visit.asked("handle"), visit.book, sight=visit.sight)
    return visit.page("example.html", made=made, event=visit.part("event"))


def _done(visit: Visit, act: Callable[[], str | None]) -> Response:
    """Leads back to the event after an act; where it cannot be done, shows why, and what was sent stays in the form."""
    try:
        event = act()
    except IsnadError as error:
        return _page(visit, visit.part("event"), error)
    return visit.go(f"/review/{event or visit.part('event')}")


def _page(visit: Visit, asked: str, error: IsnadError | None = None) -> Response:
    event = current(visit.connection, asked, visit.sight)
    standings = _standings(visit, event)
    if not standings:
        raise NotFoundError(f"{asked}: no event of that id is in the archive; `isnad events` lists them")
    ids = {id_ for one in standings for field in one.fields for id_ in _ids(field.machine, field.value)}
    hidden, names = Masks.of(visit.connection), _named(visit, ids)
    waiting = queues.queue(visit.connection, state="unreviewed", limit=2, cleared=visit.cleared).items
    return visit.page(
        "review.html", 422 if error else 200, event=event, standings=standings, error=error,
        words=Words.of(visit, described(visit.connection, ids, visit.sight)), fields=FIELDS, harms=HARMS,
        choices={"type": EVENT_TYPES, "status": STATUSES, "polarity": POLARITIES, "mode": ("", *modes(visit.book))},
        comments=telling.comments(visit.connection, event, visit.sight), by=lambda name: _shown(visit, hidden, name),
        pairs=_pairs(visit, event), following=next((one.event for one in waiting if one.event != event), None),
        around=lambda one: _around(visit, one), sent=visit.told, plain_name=lambda id_: _plain(visit, id_, names),
    )  # fmt: skip


def _around(visit: Visit, one: Standing) -> Snippet:
    """The words that tell it, in their sentence."""
    start, end = one.field("span").value
    return stretch(text_of(visit.connection, one.document), Span(start, end))


def _standings(visit: Visit, event: str) -> tuple[Standing, ...]:
    return telling.of_event(visit.connection, event, visit.sight)


def _pairs(visit: Visit, event: str) -> list[Judged]:
    """What people judged of the event's accounts, and what rules leave open; nothing where all were rejected."""
    try:
        page = event_page(visit.connection, event, visit.book, cleared=visit.cleared)
    except NotFoundError:
        return []
    return [one for one in page.judgements if one.person or one.verdict != "same"]


def _changes(visit: Visit, handle: str) -> dict[str, Any]:
    """The fields of the form, as reviews have them. Raises NotFoundError for a name that nobody bears."""
    standing = visit.library.standing(handle, cleared=visit.cleared)
    found: dict[str, Any] = {}
    for name in FIELDS:
        if name == "victims":
            found[name] = dict(_harmed(visit))
        elif f"f.{name}" in visit.form:
            found[name] = _READ.get(name, _plain_value)(visit, name, standing)
    return found


def _plain_value(visit: Visit, name: FieldName, _: Standing) -> str | None:
    return visit.told(f"f.{name}").strip() or None


def _people(visit: Visit, name: FieldName, _: Standing) -> list[str]:
    given = visit.told(f"f.{name}").replace(";", "\n").replace("؛", "\n").splitlines()
    return [_one(visit, one.strip(), "actor") for one in given if one.strip()]


def _somewhere(visit: Visit, name: FieldName, _: Standing) -> str | None:
    given = visit.told(f"f.{name}").strip()
    return _one(visit, given, "place") if given else None


def _one(visit: Visit, name: str, sought: Sought) -> str:
    return one_of(visit.connection, name, sought, visit.book, visit.sight)


def _says(visit: Visit, name: FieldName, standing: Standing) -> str | None:
    """An id by its name where it is one, else the report's own words."""
    given = visit.told(f"f.{name}").strip()
    now = standing.field(name).value
    if not given or (now and given in (now, _plain(visit, now, _named(visit, [now])))):
        return now if given else None
    try:
        return _one(visit, given, "actor")
    except NotFoundError:
        return given


def _words(visit: Visit, name: FieldName, standing: Standing) -> list[int]:
    """The span of the words that were written, where they stand nearest to those that count now."""
    now: list[int] = standing.field(name).value
    given = visit.told(f"f.{name}").strip()
    text = text_of(visit.connection, standing.document)
    if not given or given == text[now[0] : now[1]].strip():
        return now
    places = list(_finds(text, given))
    if not places:
        raise ReviewValueError(f"span: «{given}» does not stand in the report: give its own words")
    start = min(places, key=lambda place: abs(place - now[0]))
    return [start, start + len(given)]


def _finds(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at != -1:
        yield at
        at = text.find(words, at + 1)


_READ: Final[Mapping[str, Callable[[Visit, FieldName, Standing], Any]]] = {
    **dict.fromkeys(_PARTIES, _people), "place": _somewhere, "speaker": _says, "span": _words,
}  # fmt: skip


def _harmed(visit: Visit) -> Iterator[tuple[str, Any]]:
    for harm in HARMS:
        given = visit.told(f"f.victims.{harm}").strip().replace("–", "-")
        if given:
            low, dash, high = given.partition("-")
            if not (low.strip().isdecimal() and (not dash or high.strip().isdecimal())):
                raise ReviewValueError(f"victims: {harm} {given}: give a number, or the least and the most: 3-5")
            yield harm, [int(low), int(high)] if dash else int(low)


def _ids(*values: Any) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | tuple):
            yield from (one for one in value if isinstance(one, str))


def _plain(visit: Visit, id_: str, names: Mapping[str, str]) -> str:
    """What an id is called in a form; an id that its name does not lead back to stands as it is."""
    name = names.get(id_, id_)
    if id_ == name:
        return id_
    for sought in get_args(Sought):
        if registered(name, sought, visit.book) == (id_,):
            return name
    return id_


def _named(visit: Visit, ids: Iterable[str]) -> dict[str, str]:
    """What the entries of the codebook among some ids are called. Names that only reports know are given to several."""
    names = Names(visit.book, visit.lang)
    return {id_: names.plain(id_) for id_ in ids if names.entry(id_)}


def _id(given: str) -> str:
    """An id, of an address its last part."""
    return given.strip().rstrip("/").rpartition("/")[2].partition("?")[0]


def _require_seen(visit: Visit, *names: str) -> None:
    """Raises NotFoundError for what the viewer may not see, in the words for what is not there."""
    for name in names:
        if "@" in name:
            telling.standing(visit.connection, name, visit.sight)
        elif not _standings(visit, current(visit.connection, name, visit.sight)):
            raise NotFoundError(f"{name}: no event of that id is in the archive; `isnad events` lists them")


def _shown(visit: Visit, hidden: Masks, name: str) -> str:
    assert visit.viewer is not None  # noqa: S101 -- these doors need one
    return hidden.shown_name(visit.viewer, name, visit.lang)


DOORS = (
    Door("/{lang}/review", queue, "coder"),
    Door("/{lang}/review/{event}", review, "coder"),
    Door("/{lang}/review/{event}/account", say, "coder", "POST"),
    Door("/{lang}/review/{event}/pair", pair, "coder", "POST"),
    Door("/{lang}/review/{event}/split", split, "coder", "POST"),
    Door("/{lang}/review/{event}/comment", comment, "coder", "POST"),
    Door("/{lang}/review/{event}/example", as_example, "coder"),
)
