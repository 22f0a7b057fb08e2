"""The page of work that goes on, which renews itself until the work is done."""

from starlette.responses import Response

from isnad.web.jobs import Jobs
from isnad.web.visit import Visit

_SECONDS = "2"


def progress(visit: Visit, jobs: Jobs, template: str) -> Response:
    """How far the order of the address is. Raises NotFoundError for one that is forgotten, or another's."""
    job = jobs.named(visit.part("job"), visit.viewer)
    response = visit.page(template, job=job, before=jobs.before(job))
    if not job.done:
        response.headers["Refresh"] = _SECONDS
    return response
