"""Who is named: from ids of actors, persons and places to what may be told of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from isnad.arabic.letters import fold_phrase
from isnad.archive.asking.naming import UNREGISTERED, Unregistered, global_id
from isnad.codebook import Codebook
from isnad.codebook.entries import Actor, Place
from isnad.publish.answers.naming import clean
from isnad.publish.release.released import Kind, Party
from isnad.resolve.wording import tokens

_IN_ROLE: Final = frozenset(
    "قايد القايد قايده قايدها قيادي القيادي قياديه قاده قيادات زعيم زعيمه امير والي امر حاكم رييس الرييس رييسه رييسها "
    "وزير الوزير وزيره الوزيره محافظ المحافظ متحدث المتحدث متحدثه المتحدثه ناطق الناطق ناطقه الناطقه مبعوث المبعوث "
    "مبعوثه المبعوثه سفير السفير سفيره السفيره مسوول المسوول مسووله قنصل القنصل المرشد leads".split()
)
"""First words of posts of those who command or hold an office of a state or a body. Directors, members, elders and
coordinators are not among them: they run hospitals, schools and committees, and are at risk by being named."""
_FORMER: Final = frozenset("سابق السابق سابقا سابقه السابقه المنشق منشق المقال مقال المعتقل".split())
_OF_PEOPLE: Final = frozenset(
    {"people.rank", "people.honorific", "people.alias", "people.kunya", "given_names.given", "given_names.weak"}
)


def is_in_role(post: str) -> bool:
    """Whether a post in a report's words is that of a commander or an official who holds it now."""
    words = fold_phrase(post).split()
    return bool(words) and words[0] in _IN_ROLE and _FORMER.isdisjoint(words)


def commands(posts: Sequence[str]) -> bool:
    """Whether these posts of one person make a commander or official. One that is told as a former one does not."""
    return any(map(is_in_role, posts)) and not any(_FORMER & set(fold_phrase(post).split()) for post in posts)


def may_hide_a_person(name: str, book: Codebook) -> bool:
    """Whether the name that reports give a body may be that of a person whom it was taken for, or who stands in it."""
    infos = [book.info(word) for word in tokens(name)]
    return any(not _OF_PEOPLE.isdisjoint(info.tags) for info in infos)


@dataclass(slots=True)
class Parties:
    """What ids stand for, those of the codebook remembered."""

    book: Codebook
    _known: dict[str, Party | None] = field(default_factory=dict)

    def of(
        self, id_: str, names: Mapping[str, Unregistered], posts: Mapping[str, Sequence[str]]
    ) -> Party | None:  # fmt: skip
        """The party of a global id; `names` and `posts` are what reports tell of those whom no codebook knows. None
        where nothing tells who it is."""
        if not id_.startswith(UNREGISTERED):
            if id_ not in self._known:
                self._known[id_] = self._registered(id_)
            return self._known[id_]
        one = names.get(id_)
        if one is None or not one.names:
            return None
        kind = _KINDS.get(one.kind, "actor")
        return Party(
            id=id_, kind=kind, name_ar=clean(one.names[0]), in_role=kind == "person" and commands(posts.get(id_, ()))
        )  # fmt: skip

    def named(self, name: str | None) -> str | None:
        """The id of the registered actor that an outlet is, given by id or by a name; None where it is none."""
        if not name:
            return None
        id_ = name if name.startswith("actor:") else self.book.actor_named(name)
        actor = self.book.actors.get((id_ or "").removeprefix("actor:"))
        return global_id(actor) if actor is not None else None

    def _registered(self, id_: str) -> Party | None:
        kind, _, rest = id_.partition(":")
        entry = self.book.actors.get(rest) if kind in ("actor", "person") else self.book.places.get(rest)
        if entry is None:
            return None
        first, english = _first(entry), entry.names.get("en")
        if isinstance(entry, Place):
            return Party(
                id=global_id(entry), kind="facility" if global_id(entry).startswith("facility:") else "place",
                name_ar=first, name_en=english[0] if english else None, class_=entry.kind,
                country=self.book.country_of(entry.id) or None,
            )  # fmt: skip
        return Party(
            id=global_id(entry), kind="actor", name_ar=first, name_en=english[0] if english else None,
            class_=entry.class_, acled=entry.acled or None, country=entry.country,
        )  # fmt: skip


_KINDS: Final[Mapping[str, Kind]] = {"actor": "actor", "person": "person", "place": "place", "facility": "facility"}


def _first(entry: Actor | Place) -> str:
    """The name that is shown: the first Arabic one, else any."""
    return next((names[0] for names in (entry.names.get("ar"), *entry.names.values()) if names), entry.id)
