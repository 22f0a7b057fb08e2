"""Feature codes of GeoNames as kinds of places."""

_KINDS = {
    "P": {"PPLC": "city", "PPLA": "city", "PPLA2": "town", "PPLA3": "town", "PPLX": "neighbourhood"},
    "A": {"ADM1": "governorate", "ADM2": "district", "ADM3": "district"},
    "H": {
        "STM": "river", "STMI": "river", "LK": "lake", "LKI": "lake", "LKS": "lake", "RSV": "lake", "WAD": "valley",
        "SEA": "sea", "GULF": "sea", "STRT": "sea",
    },
    "L": {"RGN": "region", "MILB": "base", "OILF": "field", "GASF": "field", "PRT": "port", "DSRT": "desert"},
    "R": {"RD": "road"},
    "S": {
        "AIRP": "airport", "AIRF": "airport", "AIRB": "base", "AIRH": "airport", "CMPRF": "camp", "CMP": "camp",
        "PRN": "prison", "HSP": "hospital", "DAM": "dam", "SHRN": "shrine", "MSQE": "shrine", "SQR": "square",
        "BDG": "bridge", "PSTB": "crossing", "OILR": "field", "BLDG": "building", "UNIV": "building",
    },
    "T": {
        "MT": "mountain", "MTS": "mountain", "HLL": "mountain", "HLLS": "mountain", "PK": "mountain", "VAL": "valley",
        "ISL": "island", "ISLS": "island", "DSRT": "desert", "PASS": "crossing",
    },
}  # fmt: skip
_GONE = frozenset(("PPLQ", "PPLH", "PPLW", "PPLCH"))
"""Abandoned, former and destroyed places."""
_CITY, _TOWN = 100_000, 2_000


def kind_of(class_: str, code: str, population: int) -> str | None:
    """The kind of place of a feature, None where it is none that reports speak of."""
    if class_ != "P":
        return _KINDS.get(class_, {}).get(code)
    if code in _GONE:
        return None
    known = _KINDS["P"].get(code)
    return known if known and population < _CITY else settlement(population, unknown="village")


def settlement(population: int, *, unknown: str = "town") -> str:
    """The kind of a settlement by its size; `unknown` where there is no figure."""
    if population >= _CITY:
        return "city"
    if population <= 0:
        return unknown
    return "town" if population >= _TOWN else "village"
