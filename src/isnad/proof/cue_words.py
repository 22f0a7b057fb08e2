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
    needed = place.kind != "country" or name in place.cued
    cue = CUES[place.kind] if needed and not _has_cue(book, name) else ""
    refs = [ref for ref in book.names.get(fold_phrase(name), ()) if ref.kind != "actor"]
    ids = dict.fromkeys([f"place:{place.id}", *(f"place:{ref.id}" for ref in refs)])
    return f"وصلت القافلة إلى {' '.join(filter(None, (cue, name)))} قبل ساعات", list(ids)


def _has_cue(book: Codebook, name: str) -> bool:
    """Whether the name begins with a word for a kind of place, with or without the article."""
    first = fold(name.split(maxsplit=1)[0])
    tags = book.tags.get(first, frozenset()) | book.tags.get(first.removeprefix("ال"), frozenset())
    return any(tag.startswith("places.") and tag.removeprefix("places.") not in _NOT_KINDS for tag in tags)
