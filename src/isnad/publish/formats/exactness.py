"""How near to its point a place is, in the steps that ACLED's and UCDP's codes of precision share."""

from typing import Final

from isnad.publish.release.released import Spot

_TOWN_METRES: Final = 10_000
"""Within so much lies what is in a town or city; what is near one reaches further."""
_NEAR_METRES: Final = 25_000
"""`Near` in UCDP's code list, and about what ACLED means by it."""


def nearness(where: Spot) -> int:
    """1 the place itself, 2 its surroundings, 3 a wider area. A place that is less exact than it is kept, or of which
    it is not told how exact it is, is never the place itself."""
    metres = where.metres or 0
    if metres > _NEAR_METRES:
        return 3
    return 2 if where.coarsened or where.precision is None or metres > _TOWN_METRES else 1
