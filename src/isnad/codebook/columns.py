"""Which column of somebody's table is what: by its head, and for names by the script of its cells.

Known are the columns of GeoNames, of the OCHA common operational datasets in their several styles (`admin2Name_ar`,
`ADM2_AR`, `adm2_name1`, `NAME_AR` beside `ADM1_PCODE`), and plain ones (`name_ar`, `lat`, `population`).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from isnad.arabic.toponyms import has_arabic_script
from isnad.codebook.tables import Table

_LEVEL = re.compile(r"(?:adm|admin)(\d)(.*)")
_LEVEL_CODE = re.compile(r"(?:p?code|pcod)?")
_LEVEL_NAME = re.compile(r"(?:name|nam)?(?:\d|ar|en|fr|tr|ku|alt\d?(?:ar|en)?)?(?:ref)?")
_PLACE = "place|location|village|town|city|camp|neighbou?rhood|community|settlement"
_LANG = "ar|en|arabic|english"
_OWN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("id", r"geonameid|geonamesid"),
        ("pcode", r"(?:place|location|neighbou?rhood|village|cod)?pcode"),
        ("lat", r"lat|latitude|latitudey|ylat|latdd|pointy|ycoord(?:inate)?|y"),
        ("lon", r"lon|long|lng|longitude|longitudex|xlon|longdd|pointx|xcoord(?:inate)?|x"),
        ("centre_lat", r"cent(?:er|re|roid)?lat(?:itude)?"),
        ("centre_lon", r"cent(?:er|re|roid)?(?:lon|long|longitude)"),
        ("population", r"pop|population|totpop|poptotal"),
        ("country", r"cc|country|countrycode|iso|iso2|iso3166|isoalpha2"),
        ("feature_class", r"featureclass|fclass"),
        ("feature_code", r"featurecode|fcode|dsg"),
        ("kind", r"kind|placekind"),
        ("alternates", r"alternatenames|altnames|alternates|namesar"),
        ("name", rf"(?:{_PLACE})?name?(?:\d|{_LANG})?(?:ref)?|(?:{_LANG})(?:name)?|asciiname"),
    )
)  # fmt: skip
_SAMPLE, _ENOUGH = 200, 0.5


@dataclass(slots=True)
class Above:
    """The columns of one administrative level: its code and its Arabic names."""

    codes: list[int] = field(default_factory=list)
    arabic: list[int] = field(default_factory=list)
    latin: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Columns:
    """The columns of a table by what they hold; `level` is the administrative level that its rows are of (0 is the
    country), None where none is told; `above` are the levels that contain them."""

    single: dict[str, int]
    arabic: list[int]
    latin: list[int]
    alternates: list[int]
    level: int | None
    above: dict[int, Above]
    heads: Sequence[str]

    def told(self) -> list[str]:
        """What was taken for what, a line for each."""
        lines = [f"{role.replace('_', ' ')}: {self.heads[at]}" for role, at in self.single.items()]
        for role, found in (("Arabic name", self.arabic), ("English name", self.latin), ("all names", self.alternates)):
            if found:
                lines.append(f"{role}: {', '.join(self.heads[at] for at in found)}")
        for level, one in sorted(self.above.items()):
            found = [*one.codes, *one.arabic]
            if found:
                lines.append(f"contained in (level {level}): {', '.join(self.heads[at] for at in found)}")
        return lines


def columns(table: Table) -> Columns:
    """What the columns of a table hold."""
    single, named, levels = dict[str, int](), defaultdict[str, list[int]](list), defaultdict[int, Above](Above)
    for at, head in enumerate(table.head):
        key = re.sub(r"[^a-z0-9]", "", head.lower())
        arabic, filled = _is_arabic(table, at)
        level = _LEVEL.fullmatch(key)
        if level:
            _put_level(levels[int(level[1])], level[2], at, arabic)
            continue
        role = next((role for role, pattern in _OWN if pattern.fullmatch(key)), "name" if _is_bare(head) else None)
        if role == "name":
            if filled:
                named["arabic" if arabic else "latin"].append(at)
        elif role == "alternates":
            named[role].append(at)
        elif role:
            single.setdefault(role, at)
    for role in ("lat", "lon"):
        centre = single.pop(f"centre_{role}", None)
        if centre is not None:
            single.setdefault(role, centre)
    return _settled(table, single, named, dict(levels))


def _settled(table: Table, single: dict[str, int], named: dict[str, list[int]], levels: dict[int, Above]) -> Columns:
    """Which level the rows are of: that of the deepest names, or one below where they have names of their own."""
    arabic, latin = named.get("arabic", []), named.get("latin", [])
    level: int | None = None
    if not arabic and "id" not in single and "alternates" not in named:
        level = max((n for n, one in levels.items() if one.arabic), default=None)
        if level is not None:
            own = levels.pop(level)
            arabic, latin = own.arabic, own.latin
            if own.codes:
                single.setdefault("pcode", own.codes[0])
            levels = {n: one for n, one in levels.items() if n < level}
    elif "id" not in single and levels:
        level = max(levels) + 1
    return Columns(single, arabic, latin, named.get("alternates", []), level, levels, table.head)


def _put_level(level: Above, rest: str, at: int, arabic: bool) -> None:
    if _LEVEL_CODE.fullmatch(rest):
        level.codes.append(at)
    elif _LEVEL_NAME.fullmatch(rest):
        (level.arabic if arabic else level.latin).append(at)


def _is_arabic(table: Table, at: int) -> tuple[bool, bool]:
    """Whether most cells of a column that are not empty are in Arabic script, and whether there are any."""
    cells = [row[at] for _, row in table.rows[:_SAMPLE] if at < len(row) and row[at]]
    return sum(map(has_arabic_script, cells)) > _ENOUGH * len(cells), bool(cells)


def _is_bare(head: str) -> bool:
    """`الاسم`: a head in Arabic that says name."""
    return head.strip() in ("الاسم", "اسم", "الاسم بالعربية", "اسم المكان", "اسم القرية", "اسم البلدة", "اسم الحي")
