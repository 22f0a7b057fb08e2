"""Lengths of time in words: `PT48H` as «48 ساعة», «48 hours»."""

import re

from isnad.publish.words import Lang

_LENGTH = re.compile(r"P(?:(\d{1,4})([YMWD])|T(\d{1,4})([HM]))")
_ARABIC = {
    "Y": ("سنة", "سنتان", "سنوات"), "M": ("شهر", "شهران", "أشهر"), "W": ("أسبوع", "أسبوعان", "أسابيع"),
    "D": ("يوم", "يومان", "أيام"), "TH": ("ساعة", "ساعتان", "ساعات"), "TM": ("دقيقة", "دقيقتان", "دقائق"),
}  # fmt: skip
_ENGLISH = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute"}
_FEW = range(3, 11)


def length_in_words(iso: str, lang: Lang) -> str | None:
    """A length of one unit in words; None for anything else, such as a day."""
    found = _LENGTH.fullmatch(iso)
    if found is None:
        return None
    number, unit = (int(found[1]), found[2]) if found[1] else (int(found[3]), "T" + found[4])
    if lang == "en":
        return f"{number} {_ENGLISH[unit]}{'' if number == 1 else 's'}"
    one, two, few = _ARABIC[unit]
    if number in (1, 2):
        return one if number == 1 else two
    return f"{number} {few if number % 100 in _FEW else one}"
