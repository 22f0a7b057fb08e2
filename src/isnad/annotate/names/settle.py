"""From all candidate names to those that stand: overlaps settled, weak names dropped."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from isnad.annotate.lexis import FINITE, Lexis
from isnad.annotate.names.actors import EPITHETS, cued_actors, head_at
from isnad.annotate.names.anaphors import GROUPS
from isnad.annotate.names.home import countries_of
from isnad.annotate.names.listed import believed, listed
from isnad.annotate.names.mention import Mention
from isnad.annotate.names.named_victims import named_victims
from isnad.annotate.names.persons import persons
from isnad.annotate.names.places import cued_places, parts_of_places
from isnad.annotate.names.slips import misspelt
from isnad.arabic.letters import fold_phrase
from isnad.arabic.view import Break


def mentions(lexis: Lexis, published: str | None, outlet: str | None = None, outlet_country: str = "") -> list[Mention]:
    """Every name of the report, in order; names inside longer names are kept. `outlet` is the publisher's name,
    `outlet_country` the ISO code of its country, empty where unknown."""
    found = list(listed(lexis, published))
    found += misspelt(lexis, frozenset(k for m in found if m.rank > 0 for k in range(m.first, m.end)))
    about = countries_of(lexis, found, outlet_country)
    known = _without_stray_shorts(lexis, {m.first: m for one in found if (m := believed(lexis, one, about))})
    for first, mention in known.items():
        if mention.rank < 0 and _vouched(lexis, mention):
            known[first] = replace(mention, rank=2)
    places = list(cued_places(lexis, known))
    grouped = any(_of_group(lexis, mention) for mention in known.values() if mention.rank > 0)
    actors = [one for one in cued_actors(lexis, known) if not (grouped and _epithet(lexis, one))]
    named = (mention for mention in known.values() if mention.rank > 0)
    introduced = {ref.id for mention in (*actors, *places, *named) for ref in mention.refs}
    strong = [
        mention if mention.rank > 0 else replace(mention, rank=2)
        for mention in known.values()
        if mention.rank > 0 or any(ref.id in introduced and ref.kind == "actor" for ref in mention.refs)
    ]
    strong += _own_name(lexis, outlet)
    people = [*persons(lexis, known), *named_victims(lexis)]
    standing = _settle([*strong, *places, *actors, *people])
    spatial = [mention for mention in standing if mention.kind in ("place", "facility")]
    return _settle([*standing, *parts_of_places(lexis, spatial)])


def _of_group(lexis: Lexis, mention: Mention) -> bool:
    """Whether the name is of an armed group outside the state."""
    return any(ref.kind == "actor" and lexis.book.actors[ref.id].class_ in GROUPS for ref in mention.refs)


def _epithet(lexis: Lexis, mention: Mention) -> bool:
    """`ميليشيات التمرد`, `قوات الانقلابيين`: no name of a body, where the report names one that may be meant."""
    return mention.end - mention.first == 2 and lexis.any(mention.first + 1, EPITHETS)


def _without_stray_shorts(lexis: Lexis, known: dict[int, Mention]) -> dict[int, Mention]:
    """Short forms of one word count only in a report that has the full name too, or right after a head noun
    (`ميليشيا الحرس`)."""
    named = {
        ref.id
        for first, mention in known.items()
        for ref in mention.refs
        if ref.use != "short" or _headed(lexis, first)
    }
    return {
        first: mention
        for first, mention in known.items()
        if mention.end - mention.first > 1 or any(ref.id in named for ref in mention.refs)
    }


def _headed(lexis: Lexis, first: int) -> bool:
    return first > 0 and head_at(lexis, first - 1) in ("militia", "movement") and lexis.view.breaks[first] == Break.NONE


def _own_name(lexis: Lexis, outlet: str | None) -> list[Mention]:
    """Where the report names its own outlet, though the codebook does not know it."""
    words = tuple(fold_phrase(outlet or "").split())
    if not words or lexis.book.actor_named(outlet or ""):
        return []
    return [
        Mention(k, k + len(words), "actor", (k, k + len(words)), (), "media", rank=3, found_by="actor.outlet")
        for k in range(lexis.size - len(words) + 1)
        if not lexis.skip[k] and all(lexis.is_word(k + n, word) for n, word in enumerate(words))
    ]


def _vouched(lexis: Lexis, mention: Mention) -> bool:
    """Whether a name that is also a plain word is shown to be a name: by quotation marks around just it, by a verb of
    saying before an outlet, by a preposition of place before a town that is no noun (`في الباب`; `إلى تدمر`: no verb
    stands behind a preposition)."""
    first, end = mention.first, mention.end
    if lexis.bracketed(first) == end and lexis.view.gaps[first][-1:] not in "([{":
        return True
    if first == 0 or not lexis.joined(first):
        return False
    if any(ref.kind == "actor" for ref in mention.refs):
        told = any(True for _ in lexis.uses(first - 1, "speech")) or lexis.has(first - 1, "speech.preposition")
        return told and lexis.article(first)
    before = lexis.view.words[first - 1]
    placed = before in ("في", "قرب", "وفي") or lexis.has(first - 1, "places.direction")
    if end == first + 1 and not lexis.infos[first].before and _only_verb(lexis, first):
        return placed or before in _TOWARDS
    return placed and lexis.article(first) and not lexis.tags[first]


_TOWARDS = frozenset("الي نحو باتجاه داخل خارج مدينه اطراف".split())


def _only_verb(lexis: Lexis, at: int) -> bool:
    """Whether all that the word can be, beside the name, is a finite verb."""
    uses = lexis.infos[at].uses
    verbal = all(tag.endswith(".verb") for tag in lexis.tags[at])
    return bool(uses) and verbal and all(reading.use.part in FINITE for reading in uses)


def _settle(candidates: Iterable[Mention]) -> list[Mention]:
    """Equal spans: the higher rank. A crossing pair: the higher rank, then the longer. Nesting is allowed, but a cue
    with its name replaces the bare name, and nothing nests inside a person's name."""
    ranked = sorted(candidates, key=lambda m: (-m.rank, -(m.end - m.first), m.first))
    kept: list[Mention] = []
    at: dict[int, list[Mention]] = defaultdict(list)
    for mention in ranked:
        words = range(mention.first, mention.end)
        if all(_agree(mention, other) for k in words for other in at.get(k, ())):
            kept.append(mention)
            for k in words:
                at[k].append(mention)
    return sorted(kept, key=lambda m: (m.first, -m.end))


def _agree(mention: Mention, other: Mention) -> bool:
    if (mention.first, mention.end) == (other.first, other.end):
        return False
    if not (mention.covers(other) or other.covers(mention)):
        return False
    outer, inner = (other, mention) if other.covers(mention) else (mention, other)
    if outer.base is not None and inner.core == outer.core:
        return True
    if outer.core == inner.core and outer.kind != inner.kind:
        return True
    if outer.core in (inner.core, (inner.first, inner.end)):
        return False
    return not (outer.kind == "person" or (inner.kind == "person" and outer.rank >= inner.rank and not outer.base))
