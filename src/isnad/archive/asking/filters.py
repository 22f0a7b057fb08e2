"""Filters of a query: how they are written in English and in Arabic, and which values they take."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NoReturn, get_args

from isnad.arabic.letters import fold_phrase
from isnad.archive.asking.moments import Days, days, span_of_days
from isnad.archive.asking.naming import Known, Sought, nobody, registered
from isnad.codebook import Codebook
from isnad.errors import DateError, QueryError
from isnad.model.vocabulary import EVENT_TYPES, Status

FilterName = Literal[
    "type", "actor", "place", "status", "speaker", "anonymous", "outlet", "from", "to", "published"
]  # fmt: skip
FILTERS: Final[tuple[FilterName, ...]] = get_args(FilterName)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
_ARABIC: Mapping[str, FilterName] = {
    "نوع": "type", "جهة": "actor", "مكان": "place", "حالة": "status", "متحدث": "speaker", "قائل": "speaker",
    "مجهول": "anonymous", "منفذ": "outlet", "من": "from", "إلى": "to", "نشر": "published",
}  # fmt: skip
NAMES: Final[Mapping[str, FilterName]] = {
    **{name: name for name in FILTERS}, **{fold_phrase(name): filter_ for name, filter_ in _ARABIC.items()},
}  # fmt: skip
_TYPES = {
    "اتفاق": "AGREE", "لقاء": "CONSULT", "تأييد": "SUPPORT", "تنازل": "CONCEDE", "عمل مشترك": "COOPERATE",
    "مساعدة": "AID", "انسحاب": "RETREAT", "مطالبة": "REQUEST", "اتهام": "ACCUSE", "رفض": "REJECT", "تهديد": "THREATEN",
    "احتجاج": "PROTEST", "عقوبة": "SANCTION", "قطيعة": "SANCTION", "حشد": "MOBILIZE", "استنفار": "MOBILIZE",
    "إجراء قسري": "COERCE", "هجوم": "ASSAULT", "اشتباك": "ASSAULT", "إنشاء": "ESTABLISH", "تعيين": "APPOINT",
    "عزل": "APPOINT", "نقل": "RELOCATE", "سيطرة": "CONTROL",
}  # fmt: skip
_STATUSES = {
    "وقع": "actual", "مهدد به": "threatened", "مهدد": "threatened", "مشروط": "conditional", "مزمع": "planned",
    "منفي": "denied", "محاولة فاشلة": "failed", "فاشل": "failed", "مزعوم": "alleged", "شائعة": "rumoured",
}  # fmt: skip
_YES_NO = {"yes": "yes", "no": "no", "نعم": "yes", "لا": "no"}
_VALUES: Mapping[FilterName, Mapping[str, str]] = {
    "type": {
        **{name.lower(): name for name in EVENT_TYPES},
        **{fold_phrase(name): type_ for name, type_ in _TYPES.items()},
    },
    "status": {
        **{name: name for name in STATUSES},
        **{fold_phrase(name): status for name, status in _STATUSES.items()},
    },
    "anonymous": _YES_NO,
}
"""The closed vocabularies, by folded value."""
_LISTED: Mapping[FilterName, Sequence[str]] = {
    "type": EVENT_TYPES, "status": STATUSES, "anonymous": ("yes", "no", "نعم", "لا")
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """What a report or an event must have one of, or, `excluded`, none of.

    `values` are those of the vocabulary or global ids; of `speaker` also folded words that the description of the
    speaker begins with; of `outlet` also a name as it is kept. `given` are the values as the user wrote them.
    """

    name: FilterName
    values: tuple[str, ...]
    given: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What values are read against: the codebook, what looks up names that only reports know, and the day today."""

    book: Codebook
    known: Known | None = None
    today: date | None = None


def named(written: str) -> FilterName | None:
    """The filter of a name in English or Arabic; None where there is none of that name."""
    return NAMES.get(fold_phrase(written))


def unknown(written: str) -> NoReturn:
    """Raises the QueryError for a name that is no filter."""
    listed = ", ".join(f"{name}:" for name in FILTERS)
    arabic = ", ".join(f"{name}:" for name in _ARABIC)
    raise QueryError(f"«{written}:» is no filter: use one of {listed} ({arabic}), or put the words in quotes")


def values_of(name: FilterName, given: str, reading: Reading) -> tuple[str, ...]:
    """The values that a written one stands for. Raises QueryError that says what is possible."""
    if name in _VALUES:
        value = _VALUES[name].get(fold_phrase(given))
        if value is None:
            raise QueryError(f"«{given}» is no value of {name}: — use one of {', '.join(_LISTED[name])}")
        return (value,)
    return _NAMED[name](given, reading)


def bounds_of(name: FilterName, given: str, reading: Reading) -> Days:
    """The days that a date filter bounds. Raises QueryError for what is no date."""
    try:
        if name == "published":
            return span_of_days(given, reading.today)
        found = days(given, reading.today)
    except DateError as error:
        raise QueryError(f"{name}: {error}") from error
    return Days(found.first, None) if name == "from" else Days(None, found.last)


def _entities(given: str, sought: Sought, reading: Reading) -> tuple[str, ...]:
    if given.startswith("x-"):
        return (given,)
    found = registered(given, sought, reading.book)
    if not found and reading.known:
        found = tuple(reading.known(given, sought))
    if not found:
        raise QueryError(nobody(given, sought, reading.book))
    return found


def _actors(given: str, reading: Reading) -> tuple[str, ...]:
    return _entities(given, "actor", reading)


def _places(given: str, reading: Reading) -> tuple[str, ...]:
    return _entities(given, "place", reading)


def _speakers(given: str, reading: Reading) -> tuple[str, ...]:
    words = fold_phrase(given)
    return (*registered(given, "actor", reading.book), *((words,) if words else ()))


def _outlets(given: str, reading: Reading) -> tuple[str, ...]:
    return (*registered(given, "actor", reading.book), given)


_NAMED: Mapping[FilterName, Callable[[str, Reading], tuple[str, ...]]] = {
    "actor": _actors, "place": _places, "speaker": _speakers, "outlet": _outlets,
}  # fmt: skip
