"""Persons on a roll: what stands between the commas behind `أسماء الشهداء:` or `والقتلى هم` is a name, known or not."""

from collections.abc import Iterator

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.annotate.proclitics import proclitics
from isnad.arabic.view import Break

_HARMED = frozenset({"harm.killed", "harm.injured", "harm.detained", "harm.missing"})
_TITLES = frozenset(
    {"people.rank", "people.honorific", "people.kin", "people.people", "harm.civilian", "harm.combatant"}
)
_GIVEN = frozenset({"given_names.given", "given_names.weak", "people.kunya", "people.compound"})
_NAMES = frozenset("اسماء واسماء اسماي واسماي الاسماء والاسماء باسماء وباسماء".split())
NAMELY = frozenset("هم وهم هما وهما هن كل وكل كالتالي كالاتي التاليه".split())
"""Words behind which a roll begins."""
_LINK = "و"
_CUE_REACH, _LONGEST, _MOST = 6, 4, 60
_AND = ("و",)


def named_victims(lexis: Lexis) -> Iterator[Mention]:
    """The names of every roll of the dead, wounded, detained, missing or released."""
    listing = lexis.view.words_in(_NAMES)
    for index in sorted({*listing, *lexis.bearing(_HARMED)}):
        start = _opened(lexis, index)
        if start is not None:
            yield from _items(lexis, start)


def _opened(lexis: Lexis, index: int) -> int | None:
    """The first word behind the colon, or behind `هم`, close after the word for names or for victims."""
    harmed = lexis.any(index, _HARMED)
    for at in range(index + 1, min(index + _CUE_REACH, lexis.size)):
        harmed = harmed or lexis.any(at, _HARMED)
        if harmed and ":" in lexis.view.gaps[at]:
            return at
        if lexis.view.breaks[at] >= Break.SENTENCE:
            return None
        if harmed and lexis.view.words[at] in NAMELY and at + 1 < lexis.size and ":" in lexis.view.gaps[at + 1]:
            return at + 1
    return None


def _items(lexis: Lexis, start: int) -> Iterator[Mention]:
    """Runs of at most four words that may be a name, divided by commas; the first that is none ends the roll."""
    first = start
    for _ in range(_MOST):
        end = first
        while end < lexis.size and end - first <= _LONGEST and (end == first or lexis.joined(end)):
            if end > first and _joins(lexis, end):
                break
            end += 1
        if not 1 <= end - first <= _LONGEST or not all(_may_name(lexis, k) for k in range(first, end)):
            return
        begin = _untitled(lexis, first, end)
        if end - begin > 1 or (begin < end and lexis.any(begin, _GIVEN)):
            yield Mention(begin, end, "person", (begin, end), (), "roll", rank=4, found_by="person.roll")
        if end >= lexis.size or lexis.view.breaks[end] >= Break.PARAGRAPH:
            return
        first = end


def _untitled(lexis: Lexis, first: int, end: int) -> int:
    """The first word of the name itself, behind `و`, a title or a word for kin (`والسيدة`, `وزوجته`)."""
    while first < end and (lexis.view.words[first] == _LINK or _titled(lexis, first)):
        first += 1
    return first


def _titled(lexis: Lexis, at: int) -> bool:
    kin = bool(lexis.infos[at].after) and lexis.view.words[at].startswith(("و", "زوج", "ابن", "طفل", "شقيق"))
    return (kin or lexis.any(at, _TITLES)) and not lexis.any(at, _GIVEN)


def _joins(lexis: Lexis, at: int) -> bool:
    return lexis.view.words[at] == _LINK or (proclitics(lexis, at) in _AND and lexis.is_common(at))


def _may_name(lexis: Lexis, at: int) -> bool:
    if lexis.view.words[at] == _LINK:
        return True
    if lexis.view.words[at].isdigit() or lexis.has(at, "particles.preposition"):
        return False
    return not lexis.is_common(at) or any(tag.startswith(("given_names.", "people.")) for tag in lexis.tags[at])
