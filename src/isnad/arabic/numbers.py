"""Numbers in digits and words, with what qualifies them (`أكثر من 17`, `ما لا يقل عن خمسة`, `بين 10 و15`, `قتيلان`)."""

from functools import cache
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
    200: "ميتان ميتين مايتان مايتين ميتا ميتي مئتان مئتين",
    1000: "الف الاف",
    2000: "الفان الفين الفا الفي",
    1_000_000: "مليون ملايين",
    2_000_000: "مليونان مليونين",
}
_MULTIPLES = {**dict.fromkeys(("الف", "الاف", "الفا"), 1000), **dict.fromkeys(("مليون", "ملايين", "مليونا"), 1_000_000)}
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
_BETWEEN = fold("بين")
_LONGEST_CUE = 4


def value_of(word: str) -> int | None:
    """The number that one folded word stands for, `و` before it tolerated."""
    if word.isdecimal():
        return int(word) if len(word) < 10 else None
    values = _values()
    if word in values:
        return values[word]
    return values.get(word[1:]) if word.startswith("و") else None


def _plain(view: View, first: int) -> tuple[int, int] | None:
    """The value and end of the number that starts at `first`: digits (with thousands) or a run of number words."""
    word = view.words[first]
    if word.isdecimal():
        return _digits(view, first)
    if word not in _values():
        return None
    total, group, index = 0, 0, first
    while index < len(view) and (index == first or not view.breaks[index]):
        number = value_of(view.words[index])
        if number is None or view.words[index].isdecimal():
            break
        if number == 2000 and group:
            number = 1000
        if number >= 1000 and number not in (2000, 2_000_000):
            total, group = total + max(group, 1) * number, 0
        elif number == 100 and 3 <= group <= 9:
            group *= 100
        else:
            group += number
        index += 1
    return total + group, index


def _digits(view: View, first: int) -> tuple[int, int] | None:
    text, index = view.words[first], first + 1
    while index < len(view) and view.gaps[index] in (",", ".", "٬") and len(view.words[index]) == 3:
        if not view.words[index].isdecimal() or len(text) > 9:
            break
        text, index = text + view.words[index], index + 1
    if len(text) > 9:
        return None
    number = int(text)
    if index < len(view) and not view.breaks[index] and view.words[index] in _MULTIPLES:
        number, index = number * _MULTIPLES[view.words[index]], index + 1
    return number, index


def _cue_before(view: View, first: int, cues: frozenset[str]) -> int | None:
    for length in range(min(_LONGEST_CUE, first), 0, -1):
        words = view.words[first - length : first]
        phrase = " ".join(words)
        bare = phrase[1:] if phrase.startswith(("و", "ل", "ب", "ف")) else phrase
        if phrase in cues or bare in cues:
            return first - length
    return None


def quantities(view: View) -> list[Quantity]:
    """Every number of the view with its bounds, in order."""
    found: list[Quantity] = []
    index = 0
    while index < len(view):
        read = _plain(view, index) if (view.words[index].isdecimal() or view.words[index] in _values()) else None
        if read is None:
            index += 1
            continue
        number, end = read
        found.append(_qualified(view, index, end, number))
        index = found[-1].end
    return found


def _qualified(view: View, first: int, end: int, number: int) -> Quantity:
    if first and view.words[first - 1] in (_BETWEEN, "من") and end < len(view) and view.words[end].startswith("و"):
        second = _second_bound(view, end)
        if second and view.words[first - 1] == _BETWEEN and second[0] > number:
            return Quantity(first - 1, second[1], number, second[0])
    start = _cue_before(view, first, _AT_LEAST)
    if start is not None:
        return Quantity(start, end, number, None)
    start = _cue_before(view, first, _AT_MOST)
    if start is not None and view.words[first - 1] != fold("حتى"):
        return Quantity(start, end, None, number)
    return Quantity(first, end, number, number)


def _second_bound(view: View, index: int) -> tuple[int, int] | None:
    if view.words[index] == "و" and index + 1 < len(view):
        return _plain(view, index + 1)
    number = value_of(view.words[index])
    return (number, index + 1) if number is not None else None
