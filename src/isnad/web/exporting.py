"""Exports: which format, by which profile, of which events; and the files when they are written."""

import tempfile
from typing import Final

from starlette.responses import FileResponse, Response

from isnad.archive.people.accounts import Role, at_least
from isnad.errors import NotFoundError, ProfileError, UnknownFormatError
from isnad.publish.formats import FORMATS
from isnad.publish.release.released import ProfileName
from isnad.web import progress
from isnad.web.door import Door
from isnad.web.visit import Visit
from isnad.web.worker import Export

PROFILES: Final[dict[ProfileName, Role]] = {"public": "reader", "partner": "editor", "internal": "editor"}
"""Who may let data leave by which profile, at least."""


def show(visit: Visit) -> Response:
    """The page on which an export is asked for, and those that were."""
    return visit.page(
        "export.html", formats=tuple(FORMATS), profiles=_profiles(visit), q=visit.asked("q"),
        jobs=visit.desk.exporting.of(visit.viewer),
    )  # fmt: skip


def export(visit: Visit) -> Response:
    """Takes an order and leads to its progress."""
    form, profile = visit.told("format"), visit.told("profile", "public")
    if form not in FORMATS:
        raise UnknownFormatError(f"«{form}» is no format: use one of {', '.join(FORMATS)}")
    _ = FORMATS[form]  # its extra may be missing
    if profile not in _profiles(visit):
        raise ProfileError(f"«{profile}» is no profile of yours: use one of {', '.join(_profiles(visit))}")
    order = Export(
        who=visit.name, folder=tempfile.mkdtemp(prefix="isnad-export-"), form=form, profile=profile,
        query=visit.told("q").strip(), since=visit.told("since").strip(),
        cleared=visit.cleared and profile == "internal" and bool(visit.told("cleared")),
    )  # fmt: skip
    return visit.go(f"/export/{visit.desk.exporting.take(order, None).id}")


def show_progress(visit: Visit) -> Response:
    """How far an export is, and its files when it is whole."""
    return progress.progress(visit, visit.desk.exporting, "exported.html")


def file(visit: Visit) -> Response:
    """A file of an export that is whole."""
    job = visit.desk.exporting.named(visit.part("job"), visit.viewer)
    found = next((path for path in job.files if job.done and path.name == visit.part("name")), None)
    if found is None:
        raise NotFoundError("no such file: the export is not whole, or was cleared away")
    return FileResponse(found, filename=found.name, media_type="application/octet-stream")


def _profiles(visit: Visit) -> tuple[ProfileName, ...]:
    role = visit.viewer.role if visit.viewer else "reader"
    return tuple(name for name, least in PROFILES.items() if at_least(role, least))


DOORS = (
    Door("/{lang}/export", show),
    Door("/{lang}/export", export, "reader", "POST"),
    Door("/{lang}/export/{job}", show_progress),
    Door("/{lang}/export/{job}/{name}", file),
)
