"""A door of the workbench: an address, who may come in, and what answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from starlette.responses import Response

from isnad.archive.people.accounts import Role

if TYPE_CHECKING:
    from isnad.web.visit import Visit

Method = Literal["GET", "POST"]
Form = Literal["json", "csv", "geojson", "atom"]


@dataclass(frozen=True, slots=True)
class Door:
    """`path` is a path of Starlette's router; with `{lang}` first where the page has a language. `role` is the least
    that may come in, None: anybody, also without an account. `forms` are the further ends of the address under which
    the same answer is had for programs (`/ar/events.csv`). GET doors change nothing."""

    path: str
    handler: Callable[["Visit"], Response]
    role: Role | None = "reader"
    method: Method = "GET"
    forms: tuple[Form, ...] = ()

    @property
    def paths(self) -> tuple[tuple[str, Form | None], ...]:
        """Every path that leads here, with its end; the longer ones first, since a part of a path may hold a dot."""
        return (*((f"{self.path}.{form}", form) for form in self.forms), (self.path, None))
