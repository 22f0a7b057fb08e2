"""Persons: after a title, by a kunya, or by given names."""

from collections.abc import Iterator

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.annotate.proclitics import proclitics

_TITLES = frozenset({"people.rank", "people.honorific", "people.alias"})
_GIVEN = "given_names.given"
_LINKING = frozenset("بن ابن ابو ابا ابي ام ال بو ولد".split())
_NOBLE = frozenset({"الحاج", "الحج", "الشيخ", "الملا", "السيد"})
_LONGEST = 5


def persons(lexis: Lexis, listed: dict[int, Mention]) -> Iterator[Mention]:
    """Every person's name, the title left outside it."""
    index, size = 0, len(lexis.view)
    while index < size:
        found = None
        if not lexis.skip[index]:
            if lexis.any(index, _TITLES):
                found = _titled(lexis, index, listed)
            if found is None and _begins(lexis, index, listed):
                found = _plain(lexis, index, listed)
        if found:
            yield found
            index = found.end
        else:
            index += 1


def _titled(lexis: Lexis, index: int, listed: dict[int, Mention]) -> Mention | None:
    if index in listed and listed[index].rank > 0 and listed[index].end > index + 1:
        return None
    start = lexis.until[index]
    while (
        start < len(lexis.view) and lexis.joined(start) and lexis.any(start, _TITLES) and not lexis.has(start, _GIVEN)
    ):
        start = lexis.until[start]
    if start >= len(lexis.view) or lexis.skip[start]:
        return None
    quoted = lexis.bracketed(start)
    if quoted:
        return Mention(start, quoted, "person", (start, quoted), (), "title", rank=4, found_by="person.title")
    if len(lexis.view.words[start]) < 2:
        return None
    if not lexis.joined(start) or _stops(lexis, start, listed) or lexis.view.words[start].isdigit():
        return None
    if proclitics(lexis, start) and not lexis.has(start, _GIVEN):
        return None
    ranked = lexis.has(index, "people.rank") or lexis.has(index, "people.alias") or lexis.view.words[index] in _NOBLE
    if not ranked and not _begins(lexis, start, listed) and lexis.article(start):
        return None
    end = _run(lexis, start, listed)
    title = lexis.view.words[index].removeprefix("و")
    noble = title in ("الحاج", "الحج") or (title in _NOBLE and end - start == 1)
    first = index if noble else start
    return Mention(first, end, "person", (first, end), (), "title", rank=4, found_by="person.title")


def _begins(lexis: Lexis, index: int, listed: dict[int, Mention]) -> bool:
    if index in listed and listed[index].rank > 0 and listed[index].end > index + 1:
        return False
    return lexis.has(index, _GIVEN) or lexis.has(index, "people.kunya") or lexis.has(index, "people.compound")


def _plain(lexis: Lexis, index: int, listed: dict[int, Mention]) -> Mention | None:
    """A name without a title needs two words, the second of them name-like."""
    before = lexis.infos[index].before
    if before not in ("", "و", "ل", "ب", "ف", "ول") or lexis.article(index):
        return None
    end = _run(lexis, index, listed)
    if end - index < 2:
        return None
    kunya = lexis.has(index, "people.kunya") or lexis.has(index, "people.compound")
    second_given = any(lexis.has(k, _GIVEN) for k in range(index + 1, end))
    nisba = any(lexis.article(k) for k in range(index + 1, end))
    if (
        kunya
        and not lexis.has(index, _GIVEN)
        and not (second_given or nisba or lexis.view.words[index].startswith("ابو"))
    ):
        return None
    return Mention(index, end, "person", (index, end), (), None, rank=3 if second_given or nisba else 1,
                   found_by="person.given")  # fmt: skip


def _run(lexis: Lexis, start: int, listed: dict[int, Mention]) -> int:
    """The word after the name that starts here."""
    end = start + 1
    if lexis.view.words[start] in _LINKING or (lexis.has(start, "people.compound") and not lexis.has(start, _GIVEN)):
        end = min(end + lexis.joined(end), len(lexis.view))
    while end < len(lexis.view) and end - start < _LONGEST and lexis.joined(end):
        word = lexis.view.words[end]
        if word in _LINKING and end + 1 < len(lexis.view) and lexis.joined(end + 1):
            end += 2
        elif (lexis.has(end, _GIVEN) and not lexis.infos[end].before) or (
            end == start + 1 and lexis.has(end, "nations.adjective") and lexis.article(end) and lexis.has(start, _GIVEN)
        ):
            end += 1
        elif _stops(lexis, end, listed) or word.startswith("و") or len(word) < 2:
            break
        else:
            end += 1
            if not lexis.article(end - 1) and not _nameish(lexis, end):
                break
    return min(end, len(lexis.view))


def _nameish(lexis: Lexis, index: int) -> bool:
    return index < len(lexis.view) and (lexis.article(index) or lexis.has(index, _GIVEN))


def _stops(lexis: Lexis, index: int, listed: dict[int, Mention]) -> bool:
    """A word that is known as something else ends a name."""
    if lexis.has(index, _GIVEN):
        return bool(lexis.infos[index].before)
    word = lexis.view.words[index]
    if lexis.article(index) and not lexis.tags[index] and all(r.use.part == "dual" for r in lexis.infos[index].uses):
        return index in listed and listed[index].rank > 0
    if lexis.is_common(index) or word.isdigit() or lexis.has(index, "nations.adjective"):
        return True
    known = listed.get(index)
    if known and known.rank > 0:
        return True
    return bool(lexis.infos[index].before) and not lexis.article(index) and word[0] in "ول" and len(word) > 5
