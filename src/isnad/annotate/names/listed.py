"""Names that the codebook lists."""

from collections.abc import Iterator
from dataclasses import replace

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.arabic.view import Break
from isnad.codebook.lexicon import NameRef
from isnad.model.vocabulary import EntityKind


def listed(lexis: Lexis, published: str | None) -> Iterator[Mention]:
    """Every listed name, the longest at each word, towns of the gazetteer among them (see `believed`). Names that need
    a cue are given with the rank -1."""
    for index, info in enumerate(lexis.infos):
        if info.names and not lexis.skip[index]:
            found = _at(lexis, index, published)
            if found and not (_adjective(lexis, found) or _of_allegiance(lexis, found) or _cuts_quoted(lexis, found)):
                yield found


def _cuts_quoted(lexis: Lexis, mention: Mention) -> bool:
    """`وكالة «خبر الجسر»`: whether a name in quotation marks begins inside the mention and goes on behind it."""
    inside = range(mention.first, mention.end)
    return any((lexis.bracketed(k) or 0) > mention.end for k in inside)


def _at(lexis: Lexis, index: int, published: str | None) -> Mention | None:
    view, names, pairs = lexis.view, lexis.book.names, lexis.book.name_pairs
    following = view.words[index + 1] if index + 1 < len(view) and view.breaks[index + 1] == Break.NONE else None
    best: Mention | None = None
    for core, before, longest in lexis.infos[index].names:
        end = index + 1
        if following and longest > 1 and f"{core} {following}" in pairs:
            end += 1
            while end < len(view) and end - index < longest and view.breaks[end] == Break.NONE:
                end += 1
        for stop in range(end, index, -1):
            refs = names.get(" ".join((core, *view.words[index + 1 : stop])), ())
            if any(ref.use == "ambiguous" for ref in refs):
                refs = tuple(ref for ref in refs if _holds(ref, published))
            if refs and not (before and _whole_word_better(lexis, index, stop)):
                if best is None or stop > best.end:
                    weak = all(ref.use == "cued" for ref in refs)
                    best = Mention(index, stop, _kind(refs), (index, stop), refs, rank=-1 if weak else 3)
                break
    return best


def _adjective(lexis: Lexis, mention: Mention) -> bool:
    """`مصادر سورية`: a country's name that is also the adjective needs a preposition, or to begin its clause."""
    if mention.end != mention.first + 1 or not lexis.has(mention.first, "nations.adjective"):
        return False
    if lexis.infos[mention.first].before or lexis.view.breaks[mention.first]:
        return False
    return not (mention.first and lexis.has(mention.first - 1, "particles.preposition"))


def believed(lexis: Lexis, mention: Mention, about: frozenset[str]) -> Mention | None:
    """The mention with the towns of the gazetteer, and the bodies of an ambiguous name, of a country which the report
    is about, and without the others. A name of one word needs a cue, as do `cued` names, unless it is a city's behind
    a preposition of place."""
    if all(ref.use not in _OF_A_COUNTRY for ref in mention.refs):
        return mention
    refs = tuple(ref for ref in mention.refs if ref.use not in _OF_A_COUNTRY or _at_home(lexis, ref, about))
    if not refs:
        return None
    if any(ref.use not in ("town", "cued") for ref in refs):
        return replace(mention, refs=refs, kind=_kind(refs))
    if any(ref.use == "cued" for ref in refs):
        return replace(mention, refs=refs, kind=_kind(refs), rank=-1)
    return replace(mention, refs=refs, rank=2 if mention.end > mention.first + 1 or _city_told(lexis, mention) else -1)


_OF_A_COUNTRY = frozenset({"town", "ambiguous"})


def _at_home(lexis: Lexis, ref: NameRef, about: frozenset[str]) -> bool:
    """Whether the report is about the country of what the name stands for; where it names no country, a body's name
    that only a period binds (`الجيش الوطني`) still counts."""
    country = lexis.book.country_of(ref.id)
    return country in about or (ref.use == "ambiguous" and (not about or not country))


def _city_told(lexis: Lexis, mention: Mention) -> bool:
    """A city's name of one word that is nothing else, behind a preposition of place (`في طنطا`, `إلى قسنطينة`)."""
    index = mention.first
    if index == 0 or lexis.tags[index] or lexis.infos[index].uses or not lexis.joined(index):
        return False
    city = any(ref.id in lexis.book.places and lexis.book.places[ref.id].kind == "city" for ref in mention.refs)
    return city and (lexis.view.words[index - 1] in _PLACING or lexis.has(index - 1, "places.direction"))


_PLACING = frozenset("في من الي قرب نحو باتجاه وفي ومن داخل".split())


def _of_allegiance(lexis: Lexis, mention: Mention) -> bool:
    """`الجيش الموالي للشرعية`: the word tells whose side a body is on, it is not the tribe of that name."""
    alone = mention.end == mention.first + 1
    return alone and mention.first > 0 and lexis.has(mention.first, "units.allegiance") and lexis.joined(mention.first)


def _holds(ref: NameRef, published: str | None) -> bool:
    """A name bound to a period counts within it; without a publication date it names nobody registered."""
    if ref.use != "ambiguous":
        return True
    if published is None:
        return False
    return (ref.since or "") <= published <= (ref.until or "9999")


def _whole_word_better(lexis: Lexis, index: int, stop: int) -> bool:
    """`بكر` in `بكر`: a one-word name behind a peeled proclitic gives way to a word known as it stands."""
    return stop == index + 1 and bool(lexis.infos[index].tags) and not lexis.infos[index].before


def _kind(refs: tuple[NameRef, ...]) -> EntityKind:
    order = {"name": 0, "reading": 1, "ambiguous": 1, "short": 2, "cued": 3, "town": 4}
    return min(refs, key=lambda ref: order[ref.use]).kind
