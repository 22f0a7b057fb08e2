"""Every door of the workbench with an address that leads through it, for tests that try all of them."""

from dataclasses import dataclass
from urllib.parse import quote

from isnad.web.app import doors
from isnad.web.door import Door
from tests.web.conftest import Bench


@dataclass(frozen=True)
class Way:
    """A door and the address of something that is there behind it."""

    door: Door
    path: str


def ways(bench: Bench, lang: str = "ar") -> list[Way]:
    """All doors, each with an address; an error where a door has a part that nobody thought of."""
    return [Way(door, filled(path, bench, lang)) for door in doors() for path, _ in door.paths]


def filled(path: str, bench: Bench, lang: str = "ar") -> str:
    """A path of the router with real values in its places."""
    event = next(one for one in bench.events() if one.agents and one.reports > 1)
    document = bench.reports()[0].document.partition(":")[2]
    parts = {
        "/event/{id}": event.id, "/e/{id}": event.id, "/report/{id}": document[:16], "/s/{id}": document[:16],
        "/actor/{id}": "actor:irgc", "/place/{id}": "place:albukamal", "/speaker/{name}": quote("مصدر"),
        "/review/{event}": event.id, "/c/{id}": "1",
    }  # fmt: skip
    for pattern, value in parts.items():
        head = pattern[: pattern.index("{")]
        path = path.replace(pattern, f"{head}{value}")
    for name in ("job", "name", "token", "account", "number", "id"):
        path = path.replace(f"{{{name}}}", "0")
    path = path.replace("{lang}", lang)
    assert "{" not in path, f"{path}: say in `filled` what stands there"
    return path
