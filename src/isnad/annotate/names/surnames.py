"""One person, many mentions: a surname or shorter form is the person whose full name it is part of."""

from collections import defaultdict

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.keys import Named
from isnad.annotate.names.mention import Mention

_TOO_COMMON = frozenset({"محمد", "احمد", "علي"})


def one_person(lexis: Lexis, rows: list[Named]) -> list[Named]:
    """A surname or shorter form later in the text is the person whose full name it is part of."""
    full: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for _, key, *_ in rows:
        if key.startswith("person/"):
            full["all"].append(tuple(key[7:].split()))
    names = sorted(set(full["all"]), key=len, reverse=True)
    merged: dict[str, str] = {}
    holding: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in names:
        for word in {name[0], name[-1]}:
            holding[word].append(name)
    for name in names:
        longer = (*holding[name[0]], *holding[name[-1]])
        whole = next((n for n in longer if len(n) > len(name) and _part_of(name, n)), None)
        if whole:
            merged["person/" + " ".join(name)] = "person/" + " ".join(whole)
    taken = {k for m, *_ in rows for k in range(m.first, m.end)}
    extra: list[Named] = []
    places = defaultdict(list)
    for index, word in enumerate(lexis.view.words):
        places[word.removeprefix("و")].append(index)
    for name in names:
        if len(name) < 2 or name[-1] in _TOO_COMMON:
            continue
        tail = name[-2:] if name[-2] in ("عبد", "ابو", "ال") else name[-1:]
        extra += _surnames(
            lexis, tail, merged.get("person/" + " ".join(name), "person/" + " ".join(name)), taken, places
        )
    resolved = [row._replace(key=_root(merged, row.key)) for row in rows]
    return sorted((*resolved, *extra), key=lambda row: (row.mention.first, -row.mention.end))


def _root(merged: dict[str, str], key: str) -> str:
    while key in merged:
        key = merged[key]
    return key


def _part_of(name: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return set(name) <= set(whole) and (len(name) > 1 or name[0] in (whole[0], whole[-1]))


def _surnames(
    lexis: Lexis, tail: tuple[str, ...], key: str, taken: set[int], places: dict[str, list[int]]
) -> list[Named]:
    found: list[Named] = []
    for index in places.get(tail[0], ()):
        if index not in taken and not lexis.skip[index]:
            end = index + len(tail)
            if tuple(lexis.view.words[index + 1 : end]) == tail[1:] and not lexis.is_common(index):
                found.append(Named(Mention(index, end, "person", (index, end), found_by="person.surname"), key))
                taken.update(range(index, end))
    return found
