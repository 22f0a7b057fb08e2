"""Somebody's table of places as a table of ours: `isnad places import`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from isnad.arabic.letters import fold_phrase
from isnad.arabic.toponyms import arabic_names, has_arabic_script, labelled
from isnad.codebook.book import Codebook
from isnad.codebook.columns import Columns, columns
from isnad.codebook.entries import FACILITY_KINDS, PLACE_KINDS
from isnad.codebook.features import kind_of, settlement
from isnad.codebook.tables import Table, tables
from isnad.errors import TableError

_GEONAMES = "GeoNames (CC BY 4.0)"
_BY_LEVEL = {1: "governorate", 2: "district", 3: "district", 4: "village", 5: "neighbourhood"}
_CITIES = frozenset({"city", "town"})


class Wish(NamedTuple):
    """What the user says of a table that it does not say itself; `source` is who is credited."""

    country: str | None = None
    kind: str | None = None
    sheet: str | None = None
    source: str | None = None


class Refusal(NamedTuple):
    """A row that was not taken."""

    table: str
    line: int
    code: str
    reason: str


class _Refused(Exception):  # noqa: N818 -- it is no error: a row is left out
    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Imported(NamedTuple):
    """The rows of our table as cells by column, those not taken, and which column of which table was what."""

    rows: list[dict[str, str]]
    refused: list[Refusal]
    told: dict[str, list[str]]


def take(path: Path, wish: Wish, book: Codebook) -> Imported:
    """The places of a table, beside the entries of `book`. Raises TableError where there is nothing to take."""
    rows, refused, told, seen = list[dict[str, str]](), list[Refusal](), dict[str, list[str]](), set[str]()
    for table in tables(path, wish.sheet):
        found = columns(table)
        if not (found.arabic or found.alternates):
            continue
        if found.level == 0:
            continue
        told[table.name] = found.told()
        taker = _Taker(table, found, wish, book, path.stem)
        for line, cells in table.rows:
            try:
                rows.append(taker.row(line, cells, seen))
            except _Refused as one:
                refused.append(Refusal(table.name, line, one.code, one.reason))
    if not told:
        message = f"{path} has no column of Arabic names (such as name_ar, ADM2_AR or alternatenames)"
        raise TableError(message)
    if not rows:
        counts = ", ".join(f"{code} ({number})" for code, number in by_code(refused).items())
        raise TableError(f"{path}: no row of it could be taken: {counts}")
    return Imported(rows, refused, told)


def by_code(refused: Iterable[Refusal]) -> dict[str, int]:
    """How many rows were not taken for which reason, the most frequent first."""
    counts: dict[str, int] = {}
    for one in refused:
        counts[one.code] = counts.get(one.code, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


@dataclass(slots=True)
class _Taker:
    table: Table
    columns: Columns
    wish: Wish
    book: Codebook
    stem: str

    def row(self, line: int, cells: tuple[str, ...], seen: set[str]) -> dict[str, str]:
        """Our row of a row; raises _Refused."""
        if len(cells) != len(self.table.head):
            raise _Refused("cells", f"{len(cells)} cells under {len(self.table.head)} heads")
        get = self._get(cells)
        country = self._country(get, cells)
        kind = self._kind(get)
        english = self._english(cells)
        arabic = self._arabic(cells, english)
        pcode = get.get("pcode", "").upper()
        id_ = self._id(get, pcode, country, line)
        if id_ in seen:
            raise _Refused("twice", f"the id {id_} stands in the table twice")
        latitude, longitude = self._point(get)
        parent = self._parent(cells, country)
        in_city = bool(parent) and self.book.places[parent].kind in _CITIES
        within = self._within(cells, get, country, above=3 if in_city else 0)
        seen.add(id_)
        credit = _GEONAMES if "id" in self.columns.single else f"OCHA COD ({self.stem})" if pcode else self.stem
        return {
            "id": id_, "kind": kind, "ar": "|".join(arabic), "en": "|".join(english), "lat": latitude, "lon": longitude,
            "country": country, "parent": parent, "within": "|".join(within), "pcode": pcode,
            "population": _digits(get.get("population", "")), "source": self.wish.source or credit,
        }  # fmt: skip

    def _get(self, cells: tuple[str, ...]) -> dict[str, str]:
        return {role: cells[at] for role, at in self.columns.single.items()}

    def _country(self, get: Mapping[str, str], cells: tuple[str, ...]) -> str:
        above = [cells[at] for at in (self.columns.above[0].codes if 0 in self.columns.above else ())]
        deeper = [cells[at] for level, one in self.columns.above.items() if level for at in one.codes]
        wanted = (self.wish.country or "").upper()
        for code in (get.get("country", ""), *above, *deeper, get.get("pcode", "")):
            if (own := code[:2].upper()) in self.book.codes.values():
                if wanted and own != wanted:
                    raise _Refused("country", f"it lies in {own}, not in {wanted}")
                return own
        if wanted:
            return wanted
        raise _Refused("no-country", "its country is not told: give --country")

    def _kind(self, get: Mapping[str, str]) -> str:
        population = int(_digits(get.get("population", "")) or 0)
        kind: str | None = get.get("kind", "")
        if self.wish.kind:
            kind = self.wish.kind
        elif "feature_class" in get:
            kind = kind_of(get["feature_class"], get.get("feature_code", ""), population)
            if kind is None:
                what = f"{get['feature_class']}.{get.get('feature_code', '')}"
                raise _Refused("feature", f"{what} is no place that reports speak of, or it is abandoned")
        elif kind not in PLACE_KINDS | FACILITY_KINDS:
            kind = _BY_LEVEL.get(self.columns.level) if self.columns.level else settlement(population)
        if not kind:
            raise _Refused("kind", "what kind of place it is is not told: give --kind")
        return kind

    def _english(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        plain = {re.sub(r"\W", "", cells[at].lower()): cells[at] for at in reversed(self.columns.latin) if cells[at]}
        names = [" ".join(name.replace("|", " ").split()) for name in reversed(plain.values())]
        return tuple(names[:1] if "id" in self.columns.single else names)

    def _arabic(self, cells: tuple[str, ...], english: tuple[str, ...]) -> tuple[str, ...]:
        given = [cells[at] for at in self.columns.arabic if cells[at]]
        listed = [name for at in self.columns.alternates for name in re.split(r"[|,;]", cells[at]) if name.strip()]
        if "id" in self.columns.single:
            names = arabic_names(english[0] if english else "", [name.strip() for name in (*given, *listed)])
        else:
            found = [labelled(name) for cell in given for name in cell.split("|")] + [labelled(name) for name in listed]
            names = tuple({fold_phrase(name): name for name in reversed(found) if name}.values())[::-1]
        script = [name for name in (*given, *listed) if has_arabic_script(name)]
        if not names and script:
            raise _Refused("bad-name", f"no clean Arabic name in '{'، '.join(script)[:60]}'")
        if not names:
            raise _Refused("no-arabic-name", f"no Arabic name{f' for {english[0]}' if english else ''}")
        return names

    def _id(self, get: Mapping[str, str], pcode: str, country: str, line: int) -> str:
        if get.get("id"):
            return f"gn-{_slug(get['id'])}"
        if pcode:
            return f"pc-{_slug(pcode if pcode.startswith(country) else f'{country}-{pcode}')}"
        return f"{_slug(self.stem) or 'row'}-{line}"

    def _point(self, get: Mapping[str, str]) -> tuple[str, str]:
        """Both cells as degrees, empty where there are none; 0, 0 is how tables write that there are none."""
        cells = [get.get(role, "").replace(",", ".") for role in ("lat", "lon")]
        try:
            latitude, longitude = (float(cell) if cell else 0.0 for cell in cells)
        except ValueError:
            raise _Refused("point", f"'{cells[0]}, {cells[1]}' is no latitude and longitude in degrees") from None
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise _Refused("point", f"{cells[0]}, {cells[1]} is not on the globe")
        known = latitude or longitude
        return (f"{latitude:.5f}", f"{longitude:.5f}") if known else ("", "")

    def _within(self, cells: tuple[str, ...], get: Mapping[str, str], country: str, above: int) -> list[str]:
        """The codes of the levels above the row, the nearest first; those deeper than level `above` only."""
        found = ((n, one) for n, one in self.columns.above.items() if n > above)
        levels = sorted(found, key=lambda row: -row[0])
        if "id" in self.columns.single:
            return [f"{country}.{code}" for n, one in levels if n == 1 for at in one.codes if (code := cells[at])]
        own = get.get("pcode", "").upper()
        return [code for _, one in levels for at in one.codes if (code := cells[at].upper()) and code != own]

    def _parent(self, cells: tuple[str, ...], country: str) -> str:
        """The city or else the governorate of the codebook whose name stands in the columns of the levels above."""
        named = {n: {fold_phrase(cells[at]) for at in one.arabic} for n, one in self.columns.above.items()}
        governorates = list(self._entries(named.get(1, set()), "governorate", country))
        if len(governorates) != 1:
            return ""
        cities = [id_ for id_ in self._cities(named.get(4, set()), country) if self._lies_in(id_, governorates[0])]
        return cities[0] if len(cities) == 1 else governorates[0]

    def _cities(self, names: set[str], country: str) -> Iterator[str]:
        return (id_ for kind in _CITIES for id_ in self._entries(names, kind, country))

    def _entries(self, names: set[str], kind: str, country: str) -> Iterator[str]:
        ids = dict.fromkeys(ref.id for name in names for ref in self.book.names.get(name, ()) if ref.kind == "place")
        for id_ in ids:
            place = self.book.places[id_]
            if place.kind == kind and not place.gazetteer and self.book.country_of(id_) == country:
                yield id_

    def _lies_in(self, id_: str, governorate: str) -> bool:
        place = self.book.places.get(id_)
        for _ in range(9):
            if place is None or place.id == governorate:
                break
            place = self.book.places.get(place.parent or "")
        return place is not None and place.id == governorate


def _digits(cell: str) -> str:
    number = cell.replace(",", "").partition(".")[0]
    return number if number.isdecimal() and number.isascii() and int(number) else ""


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
