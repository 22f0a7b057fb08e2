"""Numbers as dates and lengths of time write them: cardinals, ordinals, days of the month, years."""

from isnad.annotate.times.number_words import FIRST, ordinals, word_value
from isnad.annotate.times.text import Text

_TEN = ("عشر", "عشره")


def ordinal(text: Text, index: int) -> tuple[int, int] | None:
    """The number of a definite ordinal (`الخامس عشر`, `الحادي والعشرين`, `الـ 13`) and the index after it."""
    if not 0 <= index < len(text):
        return None
    word, known = text.words[index], ordinals()
    if word in ("ال", "لل", "وال", "بال"):
        number = text.number(index + 1)
        return (number, index + 2) if number is not None and text.near(index + 1) else None
    first = known.get(word)
    if first is None:
        return None
    if first <= 9 and text.joined(index + 1):
        after = text.words[index + 1]
        if after in _TEN:
            return first + 10, index + 2
        if after.startswith("وال") and known.get(after, 0) >= 20:
            return first + known[after], index + 2
    return first, index + 1


def cardinal(text: Text, index: int) -> tuple[int, int] | None:
    """The number in digits or words, article or not (`48`, `ثلاثة`, `الأربع والعشرين`), and the index after it."""
    if not 0 <= index < len(text):
        return None
    number = text.number(index)
    if number is not None:
        return number, index + 1
    if text.words[index] in ("ال", "وال", "لل") and text.near(index + 1):
        number = text.number(index + 1)
        return (number, index + 2) if number is not None else None
    total = word_value(text.words[index])
    if total is None:
        return None
    index += 1
    while text.joined(index):
        more = word_value(text.words[index])
        if more is None:
            break
        if more == 10 and 0 < total % 100 < 10:
            total += 10
        elif more == 1000 and total < 100:
            total *= 1000
        elif text.words[index].startswith("و") and more < 1000 and (more > total or total % 10 == 0 or total >= 20):
            total += more
        else:
            break
        index += 1
    return total, index


def day_number(text: Text, index: int) -> tuple[int, int] | None:
    """A day of the month: `15`, `الـ 11`, `الخامس عشر`, `خمسة عشر`, `أول`."""
    found = ordinal(text, index)
    if found is None and 0 <= index < len(text) and not text.look(index, "weekday"):
        found = cardinal(text, index)
    if found is None and 0 <= index < len(text) and text.words[index] in FIRST[:4]:
        found = 1, index + 1
    return found if found and 1 <= found[0] <= 31 else None


def said_year(text: Text, index: int) -> tuple[int, int] | None:
    """A year in words, 1900 to 2100 (`ألفين وثمانية عشر`, `ألف وتسعمائة وثمانية وسبعين`), and the index after it."""
    if not 0 <= index < len(text) or word_value(text.words[index]) not in (1000, 2000):
        return None
    found = cardinal(text, index)
    return found if found and 1900 <= found[0] <= 2100 else None


def year_number(text: Text, index: int) -> int | None:
    """A year in four digits, Gregorian or Hijri."""
    number = text.number(index)
    if number is None or len(text.words[index]) != 4:
        return None
    return number if 1900 <= number <= 2100 or 1300 <= number <= 1500 else None
