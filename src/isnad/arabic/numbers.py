"""Numbers in digits and words, with what qualifies them (`أكثر من 17`, `ما لا يقل عن خمسة`, `بين 10 و15`, `قتيلان`)."""

from functools import cache, lru_cache
from typing import NamedTuple

from isnad.arabic.letters import fold, fold_phrase
from isnad.arabic.view import View


class Quantity(NamedTuple):
    """A number in the words `first` to `end`: bounds, equal when the text is exact; None where it is open."""

    first: int
    end: int
    low: int | None
    high: int | None

    @property
    def exact(self) -> int | None:
        """The number, when the text gives one."""
        return self.low if self.low == self.high else None


_UNITS: dict[int, str] = {
    1: "واحد واحده احدي احد",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    3: "ثلاث ثلاثه",
    4: "اربع اربعه",
    5: "خمس خمسه",
    6: "ست سته",
    7: "سبع سبعه",
    8: "ثمان ثماني ثمانيه",
    9: "تسع تسعه",
    10: "عشر عشره",
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "اربعون اربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
    100: "ميه مايه مئه مائه",
    200: "ميتان ميتين مايتان مايتين ميتا ميتي مايتا مايتي",
    1000: "الف الاف",
    2000: "الفان الفين الفا الفي",
    1_000_000: "مليون ملايين",
    2_000_000: "مليونان مليونين مليونا مليوني",
}
_MULTIPLES = {**dict.fromkeys(("الف", "الاف", "الفا"), 1000), **dict.fromkeys(("مليون", "ملايين", "مليونا"), 1_000_000)}
_SCALES = {1000: 1000, 2000: 1000, 1_000_000: 1_000_000, 2_000_000: 1_000_000}
_PLURAL_SCALES = frozenset(map(fold, ("آلاف", "ملايين")))
_TENS = frozenset(range(20, 100, 10))
_HUNDREDS = {"ثلاث": 300, "اربع": 400, "خمس": 500, "ست": 600, "سبع": 700, "ثمان": 800, "تسع": 900}


@cache
def _values() -> dict[str, int]:
    values = {fold(word): number for number, words in _UNITS.items() for word in words.split()}
    for head, number in _HUNDREDS.items():
        for tail in ("ميه", "مايه"):
            values[head + tail] = number
    return values


_AT_LEAST = frozenset(
    map(
        fold_phrase,
        ("أكثر من", "نحو أكثر من", "ما لا يقل عن", "لا يقل عن", "ما يزيد عن", "ما يزيد على", "يزيد عن", "تزيد عن",
         "ما يربو على", "فوق", "يفوق", "تجاوزت", "تجاوز"),
    )
)  # fmt: skip
_AT_MOST = frozenset(map(fold_phrase, ("أقل من", "ما لا يزيد عن", "لا يزيد عن", "حتى")))
_BETWEEN, _UP_TO = fold("بين"), fold("إلى")
_LONGEST_CUE = 4


def value_of(word: str) -> int | None:
    """The number that one folded word stands for, `و` before it tolerated."""
    if word.isdecimal():
        return int(word) if len(word) < 10 else None
    values = _values()
    if word in values:
        return values[word]
    return values.get(word[1:]) if word.startswith("و") else None


def _linked(word: str) -> bool:
    return word not in _values() and word.startswith("و")


def _plain(view: View, first: int, *, links: bool = True) -> tuple[int, int] | None:
    """The value and end of the number that starts at `first`: digits (with thousands) or a run of number words, joined
    by `و` only as grammar joins them (`خمسة وعشرون`, `مئة وثلاثة`; never `عشرة وعشرون`)."""
    word = view.words[first]
    if word.isdecimal():
        return _digits(view, first)
    start = value_of(word)
    if start is None or word.removeprefix("و") in _PLURAL_SCALES:
        return None
    total, group = (start, 0) if start >= 1000 else (0, start)
    index = first + 1
    while index < len(view) and not view.breaks[index] and not view.words[index].isdecimal():
        linked = _linked(view.words[index])
        step = _join(total, group, value_of(view.words[index]), linked) if links or not linked else None
        if step is None:
            break
        (total, group), index = step, index + 1
    return total + group, index


def _join(total: int, group: int, number: int | None, linked: bool) -> tuple[int, int] | None:
    """The number so far (complete thousands, and what is below) with one more word; None where it does not belong."""
    if number is None:
        return None
    if linked:
        if number >= 1000:
            return (total + number, 0) if total > number and not group else None
        above = (total and not group) or (group >= 100 and not group % 100 and number < 100)
        return (total, group + number) if above or (group % 100 in range(1, 10) and number in _TENS) else None
    if number in _SCALES:
        return (total + group * _SCALES[number], 0) if group else None
    if number == 100 and group in range(3, 10):
        return total, group * 100
    return (total, group + number) if number == 10 and group % 100 in range(1, 10) else None


def _digits(view: View, first: int) -> tuple[int, int] | None:
    text, index = view.words[first], first + 1
    while index < len(view) and view.gaps[index] in (",", ".", "٬") and len(view.words[index]) == 3:
        if not view.words[index].isdecimal() or len(text) > 9:
            break
        text, index = text + view.words[index], index + 1
    if len(text) > 9:
        return None
    if _multiple(view, index):
        return int(text) * _multiple(view, index), index + 1
    tenths = index < len(view) and view.gaps[index] in (".", ",", "٫") and len(view.words[index]) == 1
    if tenths and view.words[index].isdecimal() and _multiple(view, index + 1):
        return int(text + view.words[index]) * _multiple(view, index + 1) // 10, index + 2
    return int(text), index


def _multiple(view: View, index: int) -> int:
    inside = index < len(view) and not view.breaks[index]
    return _MULTIPLES.get(view.words[index], 0) if inside else 0


def _cue_before(view: View, first: int, cues: frozenset[str]) -> int | None:
    for length in range(min(_LONGEST_CUE, first), 0, -1):
        words = view.words[first - length : first]
        phrase = " ".join(words)
        bare = phrase[1:] if phrase.startswith(("و", "ل", "ب", "ف")) else phrase
        if phrase in cues or bare in cues:
            return first - length
    return None


@lru_cache(maxsize=100_000)
def _opens(word: str) -> bool:
    """Whether a number may begin with this word."""
    return word.isdecimal() or value_of(word) is not None


def quantities(view: View) -> list[Quantity]:
    """Every number of the view with its bounds, in order."""
    found: list[Quantity] = []
    for index in view.where(_opens):
        read = _plain(view, index) if not found or index >= found[-1].end else None
        if read is not None:
            number, end = read
            found.append(_qualified(view, index, end, number))
    return found


def _qualified(view: View, first: int, end: int, number: int) -> Quantity:
    if first and view.words[first - 1] == _BETWEEN:
        between = _range(view, first, end, number)
        if between:
            return between
    start = _cue_before(view, first, _AT_LEAST)
    if start is not None:
        return Quantity(start, end, number, None)
    start = _cue_before(view, first, _AT_MOST)
    if start is not None and view.words[first - 1] != fold("حتى"):
        return Quantity(start, end, None, number)
    return Quantity(first, end, number, number)


def _range(view: View, first: int, end: int, number: int) -> Quantity | None:
    """`بين 10 و15`, `بين عشرة إلى عشرين`; `بين خمسة وعشرين` are two numbers, not 25."""
    for low, stop in ((number, end), _plain(view, first, links=False) or (number, end)):
        second = _second_bound(view, stop)
        if second and second[0] > low:
            return Quantity(first - 1, second[1], low, second[0])
    return None


def _second_bound(view: View, index: int) -> tuple[int, int] | None:
    if index >= len(view) or view.breaks[index]:
        return None
    if view.words[index] in ("و", _UP_TO):
        return _plain(view, index + 1) if index + 1 < len(view) else None
    return _plain(view, index) if _linked(view.words[index]) else None
