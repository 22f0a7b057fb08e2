"""For whom a release is: what of everything that is told may leave, the same in every format."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from isnad.publish.release.released import ProfileName


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What leaves and how exactly.

    `delay` is how many days a movement of forces is kept back (None: not at all). `restricted`: reports that only the
    cleared may see can be among those that leave. `private`: names of people without a post, of sources, and of bodies
    that may be people. `exact`: places at which people are at risk are told themselves. `settled`: other places are
    told down to the neighbourhood, square or bridge, and points as they are kept. `words`: quotations, with their
    place in the text, titles of reports and notes; without `private` only words of those who speak for a body.
    `addresses`: the id of a report is that of its bytes, posts keep their address and account, and times the hour.
    `reviewers`: who judged is named.
    """

    name: ProfileName
    delay: int | None = None
    restricted: bool = False
    private: bool = False
    exact: bool = False
    settled: bool = False
    words: bool = False
    addresses: bool = False
    reviewers: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all is told that is kept."""
        return self.private and self.exact and self.words


INTERNAL: Final = Profile(
    name="internal", restricted=True, private=True, exact=True, settled=True, words=True, addresses=True,
    reviewers=True,
)  # fmt: skip
PARTNER: Final = Profile(name="partner", delay=14, settled=True, words=True, addresses=True)
PUBLIC: Final = Profile(name="public", delay=30)
PROFILES: Final[Mapping[ProfileName, Profile]] = {one.name: one for one in (INTERNAL, PARTNER, PUBLIC)}
