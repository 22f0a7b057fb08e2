"""How WhatsApp writes the lines of an exported chat: their times, authors, and what is no message.

Telephones write the time as their language and region do: `[12/03/2024, 18:22:10] ` (iPhone) or `12/03/2024, 18:22 - `
(Android), with Arabic digits, an Arabic comma, ص and م, and marks of direction between. Phrases are those of the
application in English and Arabic.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Order = Literal["day first", "month first", "year first"]

_M = "[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]{0,5}+"
_SPACE = "[ \u00a0\u202f]"
_HEAD = re.compile(
    rf"{_M}(\[)?{_M}(\d{{1,4}}){_M}[/.-]{_M}(\d{{1,2}}){_M}[/.-]{_M}(\d{{1,4}}){_M}[,،]?{_M}{_SPACE}{{1,3}}+{_M}"
    rf"(\d{{1,2}}){_M}[:.](\d{{2}})(?:[:.](\d{{2}}))?{_M}(?:{_SPACE}{{0,2}}{_M}([AaPp]\.?{_SPACE}?[Mm]\.?|[صم]))?{_M}"
    rf"(?(1)\]{_SPACE}?|{_SPACE}[-–]{_SPACE}){_M}"
)
_MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_AUTHOR = re.compile(rf"{_M}(?:~{_SPACE}?)?([^:\n]{{1,120}}?){_M}:(?:{_SPACE}|(?=\r?\n?$))")
_LEFT_OUT = re.compile(
    r"<(?:Media omitted|تم استبعاد الوسائط|الوسائط غير مضم[ّنة]+|media omitted)>|"
    r"(?:image|video|audio|sticker|document|GIF|Contact card|contact card) omitted|null|"
    r"تم استبعاد (?:الصورة|الفيديو|الصوت|المقطع الصوتي|الملصق|المستند|صورة GIF|بطاقة جهة الاتصال|جهة الاتصال|الوسائط)"
)
_DELETED = re.compile(
    r"(?:This message was deleted|You deleted this message|This message was deleted by admin .{1,80}|"
    r"تم حذف هذه الرسالة(?: من قبل .{1,80})?|(?:لقد )?حذفتَ?(?: أنت)? هذه الرسالة)\.?"
)
_SYSTEM = re.compile(
    r"end-to-end encrypted|(?:مشف[ّر]{1,3}ة|تشفير) ?(?:تمام|بالكامل|تام)|مكالمة (?:صوتية|فيديو) فائتة|"
    r"Missed (?:voice|video) call",
    re.IGNORECASE,
)
_DOES = re.compile(
    r" (?:changed|created|added|removed|left|joined|pinned|turned) |بتغيير|غي[ّ]?رت? (?:اسم|وصف|صورة|رمز|موضوع|رقم)|"
    r"(?:أنشأت?|بإنشاء) (?:ال)?مجموعة|أضافت? |أزالت? |غادرت? |انضمت? "
)
"""In a line of the application that names a group with a colon, before the colon."""
_FIRST_YEAR = 2009
"""Of WhatsApp."""
_EDITED = re.compile(rf"{_SPACE}?{_M}<(?:This message was edited|تم تعديل هذه الرسالة)\.?>{_M}{_SPACE}{{0,3}}$")
_FORWARDED = re.compile(
    r"(?:Forwarded(?: many times)?|تمت إعادة (?:ال)?توجيه(?:ها)?(?: عد[ةّ]{1,2} مرات| كثير[اً]{1,2})?)"
)
_ATTACHED = re.compile(
    rf"{_M}<(?:attached|(?:ال)?م[ُ]?رفق|(?:ال)?م[ُ]?رفقات):{_SPACE}{{0,2}}([^<>\n]{{1,200}})>|"
    r"^([^\n/\\]{1,200}\.[A-Za-z0-9]{2,5}) \((?:file attached|(?:ال)?ملف (?:ال)?مرفق)\)"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The time of a line as it is written: its three numbers in their order, and the clock by 24 hours."""

    numbers: tuple[int, int, int]
    clock: str
    is_year_first: bool

    def day(self, order: Order | None) -> str | None:
        """The ISO day, where it is known which number is what; None where it is not or there is no such day."""
        first, second, third = self.numbers
        if self.is_year_first:
            year, month, day = first, second, third
        elif order == "month first" or (order is None and first == second):
            year, month, day = third, first, second
        elif order == "day first":
            year, month, day = third, second, first
        else:
            return None
        year += 2000 if year < 100 else 0
        try:
            return date(year, month, day).isoformat() if year >= _FIRST_YEAR else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an entry: its time, its author (None: the application itself speaks), and what follows."""

    stamp: Stamp
    author: str | None
    rest: str


def head_of(line: str) -> Head | None:
    """What a line begins with, if it begins an entry; None where it goes on with the one before."""
    match = _HEAD.match(line[:200])
    if not match:
        return None
    _, first, second, third, hour, minute, seconds, half = match.groups()
    clock = _clock(int(hour), int(minute), seconds, half)
    if clock is None:
        return None
    stamp = Stamp((int(first), int(second), int(third)), clock, len(first) > 2)
    rest = line[match.end() :]
    author = _AUTHOR.match(rest)
    if author is None or _DOES.search(author[1]) or _SYSTEM.search(rest[: author.end() + 200]):
        return Head(stamp, None, rest)
    return Head(stamp, _MARKS.sub("", author[1]).strip(), rest[author.end() :])


def _clock(hour: int, minute: int, seconds: str | None, half: str | None) -> str | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "Ppم" else 0)
    if hour > 23 or minute > 59 or (seconds and int(seconds) > 59):
        return None
    return f"{hour:02}:{minute:02}" + (f":{int(seconds):02}" if seconds else "")


def order_of(stamps: Iterable[Stamp]) -> Order | None:
    """In which order a chat writes its dates: by numbers over 12 in one place, else by which order lets the chat go
    forward in time. None where neither tells, or numbers contradict each other."""
    most, back, before = [0, 0], [0, 0], [(0, 0, 0), (0, 0, 0)]
    for stamp in stamps:
        if stamp.is_year_first:
            return "year first"
        first, second, year = stamp.numbers
        most = [max(most[0], first), max(most[1], second)]
        for at, told in enumerate(((year, second, first), (year, first, second))):
            back[at] += told < before[at]
            before[at] = told
    over = [number > 12 for number in most]
    if over[0] != over[1]:
        return "day first" if over[0] else "month first"
    if over[0] or bool(back[0]) == bool(back[1]):
        return None
    return "month first" if back[0] else "day first"


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says: its words, how it was forwarded, and the files that come with it."""

    text: str
    forwarded: str | None
    files: tuple[str, ...]


def said_in(written: str) -> Said:
    """The words of a message without what the application writes into it; none where it was deleted or is a file."""
    text = written.strip("\r\n ")
    text = _EDITED.sub("", text)
    files = tuple(_MARKS.sub("", name or other).strip() for name, other in _ATTACHED.findall(_bare(text)))
    first, _, below = text.partition("\n")
    bare = _bare(first).strip()
    forwarded = bare if _FORWARDED.fullmatch(bare) and below.strip() else None
    if forwarded:
        text, bare = below, ""
    if _DELETED.fullmatch(bare) or _LEFT_OUT.fullmatch(bare) or (files and _ATTACHED.match(bare)):
        text = below
    elif files:
        text = _ATTACHED.sub("", text)
    return Said(text.strip("\r\n "), forwarded, files)


def _bare(text: str) -> str:
    return _MARKS.sub("", text)
