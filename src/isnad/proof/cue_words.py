"""A sentence for every listed name of a place: the name after the word for its kind."""

from isnad.arabic.letters import fold, fold_phrase
from isnad.codebook.book import Codebook
from isnad.codebook.entries import Place

CUES = {
    "country": "دولة",
    "region": "منطقة", "governorate": "محافظة", "district": "منطقة", "city": "مدينة", "town": "بلدة",
    "village": "قرية", "neighbourhood": "حي", "countryside": "منطقة", "desert": "بادية", "mountain": "جبل",
    "valley": "وادي", "river": "نهر", "lake": "بحيرة", "sea": "بحر", "island": "جزيرة", "road": "طريق",
    "front": "محور", "crossing": "معبر", "camp": "مخيم", "airport": "مطار", "base": "قاعدة", "prison": "سجن",
    "hospital": "مستشفى", "dam": "سد", "field": "حقل", "shrine": "مقام", "port": "ميناء", "square": "ساحة",
    "bridge": "جسر", "building": "مبنى",
}  # fmt: skip
"""The cue word of each kind of place; countries have it before names that need one only."""

_NOT_KINDS = frozenset(("direction", "direction_adjective", "size_adjective", "near", "towards", "compound"))


def after_cue(book: Codebook, place: Place, name: str) -> tuple[str, list[str]]:
    """The sentence, and the ids (`place:…`) of all places of this name: any of them is a right reading."""
    cue = CUES[place.kind] if _needs_cue(book, place, name) else ""
    phrase = f"{cue} {name}".strip()
    known = [*book.names.get(fold_phrase(name), ()), *book.names.get(fold_phrase(phrase), ())]
    ids = dict.fromkeys([f"place:{place.id}", *(f"place:{ref.id}" for ref in known if ref.kind != "actor")])
    return f"وصلت القافلة إلى {phrase} قبل ساعات", list(ids)


def _needs_cue(book: Codebook, place: Place, name: str) -> bool:
    """Whether the name does not itself begin with a word for a kind of place. Before a name that is also a plain word
    (`الجزيرة`) that word has to stand without its article."""
    if place.kind == "country" and name not in place.cued:
        return False
    words = name.split()
    first = fold(words[0])
    heads = {first} if name in place.cued else {first, first.removeprefix("ال")}
    tags = {tag for head in heads for tag in book.tags.get(head, ())}
    kinds = {tag.removeprefix("places.") for tag in tags if tag.startswith("places.")} - _NOT_KINDS
    return not kinds or (name in place.cued and len(words) == 1)
