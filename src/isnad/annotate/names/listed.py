"""Names that the codebook lists."""

from collections.abc import Iterator

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.arabic.view import Break
from isnad.codebook.lexicon import NameRef
from isnad.model.vocabulary import EntityKind


def listed(lexis: Lexis, published: str | None) -> Iterator[Mention]:
    """Every listed name, the longest at each word. Names that need a cue are given with the rank -1."""
    for index, info in enumerate(lexis.infos):
        if info.names and not lexis.skip[index]:
            found = _at(lexis, index, published)
            if found and not _adjective(lexis, found):
                yield found


def _at(lexis: Lexis, index: int, published: str | None) -> Mention | None:
    view, names = lexis.view, lexis.book.names
    best: Mention | None = None
    for core, before, longest in lexis.infos[index].names:
        end = index + 1
        while end < len(view) and end - index < longest and view.breaks[end] == Break.NONE:
            end += 1
        for stop in range(end, index, -1):
            refs = names.get(" ".join((core, *view.words[index + 1 : stop])))
            refs = tuple(ref for ref in refs or () if _holds(ref, published))
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
    order = {"name": 0, "reading": 1, "ambiguous": 1, "short": 2, "cued": 3}
    return min(refs, key=lambda ref: order[ref.use]).kind
