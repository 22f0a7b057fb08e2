"""Rows of the tables of places beside the entries of the codebook: what is the same place, and what lies in what.

The rule is told in docs/decisions/0007-a-gazetteer-is-a-table.md.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from isnad.arabic.letters import fold_phrase
from isnad.codebook.distance import kilometres
from isnad.codebook.entries import Place
from isnad.codebook.files import Problem
from isnad.codebook.gazetteer import Row

_SAME_KM = {"settlement": 25.0, "quarter": 5.0}
"""How far apart two points of one place may lie: points of lists are somewhere in a town, or at its old centre."""
_MIXED_KM = 5.0
_CLASSES = {
    **dict.fromkeys(("city", "town", "village"), "settlement"),
    **dict.fromkeys(("neighbourhood", "camp"), "quarter"),
}  # fmt: skip
_AREAS = ("region", "governorate", "district")
"""Kinds without a point of their own: one name is one area within the area above."""
_ABOVE_MOST = 9


def join(
    rows: Iterable[Row], places: Mapping[str, Place], codes: Mapping[str, str]
) -> tuple[dict[str, Place], list[Problem]]:
    """The entries that the rows add to `places` or replace in it, and what is wrong with the rows.

    `codes` gives the id of a country's entry by ISO code. A row that is the same place as an entry, or as a row of an
    earlier file, is not added; an entry without point or P-code gets them from it where nothing else can be meant.
    """
    table = _Join(places, codes)
    good, problems = table.accept(rows)
    table.find_parents(good)
    table.merge(good)
    return table.found, problems


class _Join:
    def __init__(self, places: Mapping[str, Place], codes: Mapping[str, str]) -> None:
        self.places, self.codes = places, codes
        self.country_ids = {place: code for code, place in codes.items()}
        self.found: dict[str, Place] = {}
        self.same: dict[str, str] = {}
        self.bearers: dict[tuple[str, str], list[tuple[Place, str]]] = defaultdict(list)
        for place in places.values():
            country = self._above(place.id)[0]
            for key in _keys(place):
                self.bearers[country, key].append((place, ""))

    def accept(self, rows: Iterable[Row]) -> tuple[list[Row], list[Problem]]:
        """The rows that fit in, of rows with one id the first file's; and what is wrong with the others."""
        rows, good, problems, files = list(rows), list[Row](), list[Problem](), dict[str, str]()
        ids = {row.place.id for row in rows}
        for row in rows:
            wrong = self._wrong(row, files.get(row.place.id), ids)
            if wrong:
                problems.append(row.problem(f"{row.place.id}: {wrong}"))
            elif row.place.id not in files:
                files[row.place.id] = row.file
                good.append(row)
        return good, problems

    def _wrong(self, row: Row, file: str | None, ids: set[str]) -> str | None:
        id_, parent = row.place.id, row.place.parent
        if id_ in self.places or file == row.file:
            return "the id is used twice"
        if row.country and row.country not in self.codes:
            return f"the country '{row.country}' has no entry in grammar/codes.yaml"
        if parent and parent not in self.places and parent not in ids:
            return f"its parent '{parent}' does not exist"
        if parent == id_:
            return "it may not be its own parent"
        return None if row.country or parent else "it needs a country or a parent"

    def find_parents(self, rows: list[Row]) -> None:
        """Puts the rows into `found`, each with its parent."""
        coded = {code: place.id for place in self.places.values() for code in (place.admin1, place.pcode) if code}
        for row in rows:
            if row.place.pcode:
                coded.setdefault(row.place.pcode, row.place.id)
        for row in rows:
            near = (id_ for code in row.within if (id_ := coded.get(code)) and id_ != row.place.id)
            parent = next(near, None) or row.place.parent or self.codes.get(row.country)
            self.found[row.place.id] = replace(row.place, parent=parent)

    def merge(self, rows: list[Row]) -> None:
        """Takes out of `found` what is an entry's place or an earlier file's, areas first, so that what lies in them
        finds the entry above."""
        for kinds in (("region", "governorate"), ("district",), None):
            some = [row for row in rows if (row.place.kind in kinds if kinds else row.place.kind not in _AREAS)]
            lying = {row.place.id: self._above(row.place.id) for row in some}
            bearing = Counter((lying[row.place.id], key) for row in some for key in _keys(self.found[row.place.id]))
            for row in some:
                self._merge_one(row, lying[row.place.id], bearing)
        for id_, place in self.found.items():
            if place.parent in self.same:
                self.found[id_] = replace(place, parent=self.same[place.parent])

    def _merge_one(
        self, row: Row, lies_in: tuple[str, str], bearing: Mapping[tuple[tuple[str, str], str], int]
    ) -> None:
        place, (country, governorate) = self.found[row.place.id], lies_in
        keys = _keys(place)
        alike = {one.id: (one, key) for key in keys for one in self._alike(row, place, lies_in, key)}
        if not alike:
            for key in keys:
                self.bearers[country, key].append((place, row.file))
            return
        one, key = next(iter(alike.values()))
        self.same[place.id] = one.id
        del self.found[place.id]
        alone = len(alike) == 1 and bearing[lies_in, key] == 1
        known = place.kind == "governorate" or (governorate and self._above(one.id)[1] == governorate)
        if alone and known and not one.gazetteer:
            self._give(one.id, place)

    def _give(self, id_: str, place: Place) -> None:
        """Point and P-code of a row to the entry that it is the place of, where the entry has none."""
        entry = self.found.get(id_) or self.places[id_]
        point = place.point if entry.point is None and place.kind not in _AREAS else None
        pcode = place.pcode if entry.pcode is None and entry.kind == place.kind else None
        if point or pcode:
            given = " and ".join(filter(None, (point and "point", pcode and "P-code")))
            source = "; ".join(filter(None, (entry.source, place.source and f"{given}: {place.source}")))
            self.found[id_] = replace(entry, point=point or entry.point, pcode=pcode or entry.pcode, source=source)

    def _alike(self, row: Row, place: Place, lies_in: tuple[str, str], key: str) -> Iterator[Place]:
        country, governorate = lies_in
        for one, file in self.bearers.get((country, key), ()):
            if file == row.file or not _same_class(one, place):
                continue
            if key.startswith("#"):
                yield one
            elif one.point and place.point and place.kind not in _AREAS:
                if kilometres(one.point, place.point) <= _reach(one, place):
                    yield one
            elif not key.startswith("=") and _class(one) == _class(place):
                theirs = self._above(one.id)[1]
                if place.kind == "governorate" or not (governorate and theirs and governorate != theirs):
                    yield one

    def _above(self, id_: str) -> tuple[str, str]:
        """The ISO code of the country and the id of the governorate that a place lies in, "" where none is known."""
        governorate = ""
        for _ in range(_ABOVE_MOST):
            id_ = self.same.get(id_, id_)
            place = self.places.get(id_) or self.found.get(id_)
            if place is None:
                return "", governorate
            if place.kind == "governorate" and not governorate:
                governorate = place.id
            if not place.parent:
                break
            id_ = place.parent
        return self.country_ids.get(id_, ""), governorate


def _class(place: Place) -> str:
    return _CLASSES.get(place.kind, place.kind)


def _same_class(one: Place, other: Place) -> bool:
    """Whether two kinds may be one place: a governorate and its city never are."""
    return _class(one) == _class(other) or (one.kind in _CLASSES and other.kind in _CLASSES)


def _reach(one: Place, other: Place) -> float:
    return _SAME_KM.get(_class(one), _MIXED_KM) if _class(one) == _class(other) else _MIXED_KM


def _keys(place: Place) -> dict[str, None]:
    """What entries of one place have in common: the P-code (after `#`), the Arabic names folded and without article,
    the English ones in plain letters (after `=`; these only count beside the points)."""
    arabic = (*place.names.get("ar", ()), *place.cued)
    keys = (" ".join(word.removeprefix("ال") for word in fold_phrase(name).split()) for name in arabic)
    code = f"#{place.pcode}" if place.pcode else ""
    return dict.fromkeys(key for key in (code, *keys, *map(_plain, place.names.get("en", ()))) if key)


def _plain(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isascii() and c.isalnum())
    return f"={bare}" if bare else ""
