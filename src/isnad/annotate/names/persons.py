"""Persons: after a title, a post or a word for kin, by a kunya, by given names, in lists."""

from collections.abc import Iterator

from isnad.annotate.lexis import WEEKDAYS, Lexis
from isnad.annotate.names.mention import Mention
from isnad.annotate.names.places import cue_at
from isnad.annotate.proclitics import proclitics

_TITLES = frozenset({"people.rank", "people.honorific", "people.alias"})
_POSTS = frozenset({"people.post", "people.leaders"})
_GIVEN = "given_names.given"
_WEAK = "given_names.weak"
_NAMES = frozenset({_GIVEN, _WEAK})
_LINKING = frozenset("بن ابن ابو ابا ابي ام ال بو ولد بنت".split())
_NOBLE = frozenset({"الحاج", "الحج", "الشيخ", "الملا", "السيد"})
_VERB_LIKE = ("ي", "ت", "سي", "ست", "وي", "وت")
_OPENING = _TITLES | _POSTS | _NAMES | {"people.kin", "people.kunya", "people.compound"}
_LONGEST = 5
_POST_LONG = 4
_SHORTEST_ALONE = 4


def persons(lexis: Lexis, listed: dict[int, Mention]) -> Iterator[Mention]:
    """Every person's name, the title left outside it."""
    index, size, last = 0, lexis.size, -1
    opening = set(lexis.bearing(_OPENING))
    while index < size:
        told = index in opening or 0 < last >= index - 1
        found = _person(lexis, index, listed, after=last) if told and not lexis.skip[index] else None
        if found:
            yield found
            index = last = found.end
        else:
            index += 1


def _person(lexis: Lexis, index: int, listed: dict[int, Mention], *, after: int) -> Mention | None:
    found = None
    if _matter(lexis, index):
        return None
    if lexis.any(index, _TITLES):
        found = _titled(lexis, index, listed)
    if found is None and lexis.any(index, _POSTS):
        found = _posted(lexis, index, listed)
    if found is None and lexis.has(index, "people.kin"):
        found = _kin(lexis, index, listed)
    if found is None and _begins(lexis, index, listed):
        found = _alone(lexis, index) or _plain(lexis, index, listed)
    if found is None and after > 0 and index - after <= 1:
        found = _next_in_list(lexis, after, listed)
    return found


def _titled(lexis: Lexis, index: int, listed: dict[int, Mention]) -> Mention | None:
    if index in listed and listed[index].rank > 0 and listed[index].end > index + 1:
        return None
    if index and lexis.joined(index) and cue_at(lexis, index - 1) and not lexis.has(index, "people.rank"):
        return None  # `قرية الشيخ سعد`
    start = lexis.until[index]
    while start < lexis.size and lexis.joined(start) and lexis.any(start, _TITLES) and not lexis.any(start, _NAMES):
        start = lexis.until[start]
    if start >= lexis.size or lexis.skip[start]:
        return None
    quoted = lexis.bracketed(start)
    if quoted:
        return Mention(start, quoted, "person", (start, quoted), (), "title", rank=4, found_by="person.title")
    if not lexis.joined(start) or not _may_begin(lexis, start, listed):
        return None
    ranked = lexis.has(index, "people.rank") or lexis.has(index, "people.alias") or lexis.view.words[index] in _NOBLE
    if not ranked and not _begins(lexis, start, listed) and lexis.article(start):
        return None
    end = _run(lexis, start, listed)
    title = lexis.view.words[index].removeprefix("و")
    noble = title in ("الحاج", "الحج") or (title in _NOBLE and end - start == 1)
    first = index if noble else start
    return Mention(first, end, "person", (first, end), (), "title", rank=4, found_by="person.title")


def _matter(lexis: Lexis, index: int) -> bool:
    """Whether the word is `الأمر`, the matter, and not `الآمر`, who commands."""
    written = lexis.view.text[lexis.view.starts[index] : lexis.view.ends[index]]
    return lexis.view.words[index].endswith("الامر") and "آ" not in written


def _may_begin(lexis: Lexis, start: int, listed: dict[int, Mention]) -> bool:
    """Whether a name may begin here, once a title says that one follows."""
    word = lexis.view.words[start]
    if len(word) < 2 or word.isdigit() or _stops(lexis, start, listed):
        return False
    if lexis.any(start, _NAMES) or lexis.has(start, "people.kunya"):
        return True
    return not proclitics(lexis, start) and not (word[0] == "و" and len(word) > 4)


def _posted(lexis: Lexis, index: int, listed: dict[int, Mention]) -> Mention | None:
    """An unknown, as a rule foreign, name right behind a post that says of which country or that is definite by itself
    (`وزير الخارجية الأمريكي ريكس تيلرسون`, `الرئيس ماكرون`)."""
    at, definite = lexis.until[index], lexis.article(index)
    while at < lexis.size and lexis.joined(at) and at - index <= _POST_LONG:
        if not (lexis.article(at) or lexis.has(at, "nations.adjective")) or lexis.infos[at].before:
            break
        definite = lexis.has(at, "nations.adjective") or lexis.any(at, _DIRECTION)
        at = lexis.until[at]
    if not definite or at >= lexis.size or not lexis.joined(at) or at in listed or lexis.any(at, _NAMES):
        return None
    end = at
    if lexis.view.opens(at) or not foreign(lexis, at):
        return None
    while end < lexis.size and end - at < _POST_LONG and (end == at or lexis.joined(end)):
        if not unknown(lexis, end) or lexis.article(end) or lexis.view.words[end][0] == "و":
            break
        end += 1
    word = lexis.view.words[at]
    plain = end - at == 1 and (word.endswith(("ه", "ات", "ا")) or len(word) < _SHORTEST_ALONE)
    if plain or end - at == _POST_LONG:
        return None
    return Mention(at, end, "person", (at, end), (), "title", rank=1, found_by="person.post")


_DIRECTION = frozenset({"places.direction_adjective"})


def foreign(lexis: Lexis, index: int) -> bool:
    """A word without article that nothing is known of and that has not the shape of a verb, nor of an accusative."""
    word = lexis.view.words[index]
    if not unknown(lexis, index) or lexis.article(index) or len(word) < 2:
        return False
    return not word.startswith(("و", "ب", "ل", "ف", *_VERB_LIKE)) or lexis.any(index, _NAMES) or word[:2] == "بو"


def unknown(lexis: Lexis, index: int) -> bool:
    """A word of letters that nothing is known of, or a given name; no accusative."""
    info, word = lexis.infos[index], lexis.view.words[index]
    if info.names or info.uses or (lexis.tags[index] - _NAMES) or not word[0].isalpha() or word.isascii():
        return False
    return "ً" not in lexis.view.text[lexis.view.starts[index] : lexis.view.ends[index]]


def _kin(lexis: Lexis, index: int, listed: dict[int, Mention]) -> Mention | None:
    """`منزل شواخ محمد اللقمان`: a name that begins with an unknown word, with a given name in it."""
    start = lexis.until[index]
    if not lexis.joined(start) or start in listed or lexis.article(start) or not _may_begin(lexis, start, listed):
        return None
    end = _run(lexis, start, listed)
    named = any(lexis.any(k, _NAMES) for k in range(start, end))
    if end - start < 2 or not named:
        return None
    return Mention(start, end, "person", (start, end), (), None, rank=2, found_by="person.kin")


def _begins(lexis: Lexis, index: int, listed: dict[int, Mention]) -> bool:
    if index in listed and listed[index].rank > 0 and listed[index].end > index + 1:
        return False
    return lexis.any(index, _NAMES) or lexis.has(index, "people.kunya") or lexis.has(index, "people.compound")


def _alone(lexis: Lexis, index: int) -> Mention | None:
    """A single given name in brackets (`ابنه (علاء)`), also as the first of two (`(علاء وعلي الهليل)`)."""
    if not lexis.has(index, _GIVEN) or not lexis.view.opens(index) or lexis.infos[index].before:
        return None
    pair = lexis.has(index + 1, _GIVEN) and lexis.infos[index + 1].before == "و"
    closed = lexis.bracketed(index)
    if closed == index + 1 or (pair and closed and closed > index + 1):
        return Mention(index, index + 1, "person", (index, index + 1), (), None, rank=3, found_by="person.bracket")
    return None


def _plain(lexis: Lexis, index: int, listed: dict[int, Mention]) -> Mention | None:
    """A name without a title needs two words, the second of them name-like."""
    before = lexis.infos[index].before
    if before not in ("", "و", "ل", "ب", "ف", "ول") or lexis.article(index):
        return None
    end = _run(lexis, index, listed)
    if end - index < 2:
        return None
    kunya = lexis.has(index, "people.kunya") or lexis.has(index, "people.compound")
    second_given = any(lexis.any(k, _NAMES) for k in range(index + 1, end))
    nisba = any(lexis.article(k) for k in range(index + 1, end))
    quoted = lexis.bracketed(index) == end
    if not (second_given or nisba or quoted) and lexis.has(index, _WEAK):
        return None
    if lexis.has(index, _WEAK) and before:
        return None
    bare_kunya = kunya and not lexis.any(index, _NAMES)
    if bare_kunya and not (second_given or nisba or lexis.view.words[index].startswith("ابو")):
        return None
    return Mention(index, end, "person", (index, end), (), None, rank=3 if second_given or nisba else 1,
                   found_by="person.given")  # fmt: skip


def _next_in_list(lexis: Lexis, start: int, listed: dict[int, Mention]) -> Mention | None:
    """Two or three unknown words between the commas of a list of names (`ماجد البوري، عذاب الحسوني، وعلي المداد`)."""
    if start >= lexis.size or lexis.joined(start) or lexis.view.gaps[start].strip(" \n") != "،":
        return None
    end = start
    while end < lexis.size and end - start < _POST_LONG and (end == start or lexis.joined(end)):
        if not unknown(lexis, end) or end in listed or (end == start and not foreign(lexis, end)):
            return None
        end += 1
    if not 2 <= end - start < _POST_LONG or not lexis.article(end - 1):
        return None
    return Mention(start, end, "person", (start, end), (), None, rank=1, found_by="person.list")


def _run(lexis: Lexis, start: int, listed: dict[int, Mention]) -> int:
    """The word after the name that starts here."""
    end = start + 1
    if lexis.view.words[start] in _LINKING or (lexis.has(start, "people.compound") and not lexis.any(start, _NAMES)):
        end = min(end + lexis.joined(end), lexis.size)
    while end < lexis.size and end - start < _LONGEST and lexis.joined(end) and not _shut(lexis, start, end):
        word = lexis.view.words[end]
        if lexis.has(end + 1, "people.about") and lexis.has(end, "nations.adjective"):
            break  # `أبو جمال تركي الجنسية`
        if word in _LINKING and end + 1 < lexis.size and lexis.joined(end + 1):
            end += 2
        elif (lexis.any(end, _NAMES) and not lexis.infos[end].before) or _nisba(lexis, start, end):
            end += 1
        elif _stops(lexis, end, listed) or word.startswith("و") or len(word) < 2 or not _goes_on(lexis, start, end):
            break
        else:
            end += 1
            if not lexis.article(end - 1) and not _nameish(lexis, end):
                end += _last_of(lexis, end, listed)
                break
    return min(end, lexis.size)


def _nisba(lexis: Lexis, start: int, index: int) -> bool:
    """`يوسف المصري`, `عبد الكريم الروسي`: where somebody is from, as a family name right behind the given name."""
    if not lexis.has(index, "nations.adjective") or not lexis.article(index) or lexis.infos[index].before:
        return False
    compound = index == start + 2 and lexis.has(start, "people.compound")
    return compound or (index == start + 1 and lexis.any(start, _NAMES))


def _shut(lexis: Lexis, start: int, end: int) -> bool:
    """Whether the quotation marks that opened before the name closed before this word."""
    return lexis.view.opens(start) and lexis.view.closes(end - 1)


def _goes_on(lexis: Lexis, start: int, index: int) -> bool:
    """Whether an unknown word may go on a name: none in another script, no accusative, no shape of a verb, and none
    without article behind a family name (`سامي العون مقتولين`)."""
    if lexis.article(index):
        return index - start < 2 or lexis.view.words[index] not in WEEKDAYS  # `سالم المحمود السبت`
    word = lexis.view.words[index]
    text = lexis.view.text[lexis.view.starts[index] : lexis.view.ends[index]]
    compound = index == start + 2 and lexis.has(start, "people.compound")  # `عبد الرحيم دقلو`
    if index - start > 1 and lexis.article(index - 1) and not compound and not word.startswith("بو"):
        return False
    return not word.isascii() and "ً" not in text and not (word[0] == "ي" and len(word) == 4)


def _last_of(lexis: Lexis, index: int, listed: dict[int, Mention]) -> bool:
    """`رجب طيب أردوغان`: one more unknown word, where what follows it is known or apart."""
    if index >= lexis.size or not lexis.joined(index) or index in listed or not foreign(lexis, index):
        return False
    after = index + 1
    return not lexis.joined(after) or lexis.is_common(after) or lexis.infos[after].names != ()


def _nameish(lexis: Lexis, index: int) -> bool:
    return index < lexis.size and (lexis.article(index) or lexis.any(index, _NAMES))


def _stops(lexis: Lexis, index: int, listed: dict[int, Mention]) -> bool:
    """A word that is known as something else ends a name."""
    if lexis.any(index, _NAMES):
        return bool(lexis.infos[index].before)
    if lexis.has(index, "people.kunya"):
        return False
    word = lexis.view.words[index]
    if lexis.article(index) and not lexis.tags[index] and all(r.use.part == "dual" for r in lexis.infos[index].uses):
        return index in listed and listed[index].rank > 0
    if lexis.is_common(index) or word.isdigit() or lexis.has(index, "nations.adjective"):
        return True
    known = listed.get(index)
    if known and known.rank > 0:
        return True
    return bool(lexis.infos[index].before) and not lexis.article(index) and word[0] in "ول" and len(word) > 5
