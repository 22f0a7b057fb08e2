"""One entity, many mentions: shorter forms of a person's full name, and names that the text itself equates."""

from collections import defaultdict
from collections.abc import Iterator

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.equated import equated
from isnad.annotate.names.keys import Named
from isnad.annotate.names.mention import Mention
from isnad.codebook.lexicon import NameRef

_TOO_COMMON = frozenset({"محمد", "احمد", "علي"})

Name = tuple[str, ...]


def one_each(lexis: Lexis, rows: list[Named]) -> list[Named]:
    """A surname or shorter form later in the text is the person whose full name it is part of, where one person only
    bears it; a nom de guerre is one's who is called so right there, and nobody else's."""
    names = sorted({tuple(row.key[7:].split()) for row in rows if row.key.startswith("person/")}, key=len, reverse=True)
    merged = {_key(name): _key(whole) for name, whole in _shorter(names)}
    merged |= dict(equated(lexis, rows))
    taken = {k for m, *_ in rows for k in range(m.first, m.end)}
    extra = list(_surnames(lexis, names, merged, taken))
    refs = {row.key: row.ref for row in rows if row.ref}
    resolved = [_under(row, _root(merged, row.key), refs) for row in rows]
    return sorted((*resolved, *extra), key=lambda row: (row.mention.first, -row.mention.end))


def _under(row: Named, key: str, refs: dict[str, NameRef]) -> Named:
    return row if key == row.key else row._replace(key=key, ref=refs.get(key), candidates=())


def _key(name: Name) -> str:
    return "person/" + " ".join(name)


def _root(merged: dict[str, str], key: str) -> str:
    seen: set[str] = set()
    while key in merged and key not in seen:
        seen.add(key)
        key = merged[key]
    return key


def _shorter(names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Each name that is part of a longer one, with that; none of which two persons could be meant."""
    holding: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for word in {name[0], name[-1]}:
            holding[word].append(name)
    for name in names:
        longer = [n for n in dict.fromkeys((*holding[name[0]], *holding[name[-1]])) if len(n) > len(name)]
        wholes = [n for n in longer if _part_of(name, n)]
        if wholes and all(_part_of(n, wholes[0]) or set(n) <= set(wholes[0]) for n in wholes):
            yield name, wholes[0]


def _part_of(name: Name, whole: Name) -> bool:
    """`صالح` and `علي صالح` are of `علي عبدالله صالح`; `خليل الحمود` is rather the father of `سامر خليل الحمود`."""
    return set(name) <= set(whole) and (name[0] == whole[0] or (len(name) == 1 and name[0] == whole[-1]))


def _surnames(lexis: Lexis, names: list[Name], merged: dict[str, str], taken: set[int]) -> Iterator[Named]:
    """The last part of a full name where it stands alone, if it is one person's only."""
    bearers: dict[Name, set[str]] = defaultdict(set)
    for name in names:
        if len(name) >= 2 and name[-1] not in _TOO_COMMON:
            tail = name[-2:] if name[-2] in ("ابو", "ال") else name[-1:]
            bearers[tail].add(_root(merged, _key(name)))
    if not bearers:
        return
    for tail, keys in bearers.items():
        for index in lexis.view.words_in({tail[0], "و" + tail[0]}) if len(keys) == 1 else ():
            end = index + len(tail)
            if index in taken or lexis.skip[index] or lexis.is_common(index):
                continue
            if tuple(lexis.view.words[index + 1 : end]) == tail[1:]:
                yield Named(Mention(index, end, "person", (index, end), found_by="person.surname"), next(iter(keys)))
                taken.update(range(index, end))
