"""Reports and statements as they may be told within the house: who says what, through whom, in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from isnad.archive.asking.behind import Source
from isnad.archive.asking.statements import Statement as Kept
from isnad.publish.answers.naming import clean
from isnad.publish.release.parties import Parties, is_in_role
from isnad.publish.release.released import Report, Statement

_BY_POST: Final = frozenset({"official", "commander"})
_VICTIMS: Final = ("harm", "n", "min", "max", "some", "group")
_WHEN: Final = ("from", "to", "precision")


@dataclass(frozen=True, slots=True)
class Teller:
    """Turns what is kept of reports and statements into what formats know."""

    parties: Parties

    def report(self, source: Source) -> Report:
        """A report that tells of an event or a state."""
        return Report(
            id=source.document, outlet=self._name(source.outlet), outlet_id=self.parties.named(source.outlet),
            published=source.published, title=clean(source.title) if source.title else None, url=source.url,
            platform=source.platform, language=source.language, copy_of=source.copy_of,
        )  # fmt: skip

    def statement(
        self, kept: Kept, around: tuple[str, str] = ("", ""), ids: Mapping[str, str] = MappingProxyType({})
    ) -> Statement:  # fmt: skip
        """A statement with its words and what stands around them; `ids` are the global ids of the record's own."""
        speaker = kept.speaker
        who = speaker.who if speaker else None
        registered = self.parties.named(who) if who and who.startswith("actor:") else None
        in_role = bool(
            speaker and speaker.kind in _BY_POST and not speaker.anonymous and speaker.number == "one"
            and is_in_role(speaker.words)
        )  # fmt: skip
        chain = self._chain(kept)
        return Statement(
            id=str(kept.id), report=kept.document, stance=kept.stance, denies=kept.denies, status=kept.status,
            speaker=(self._name(registered) or clean(speaker.words)) if speaker else None, speaker_id=registered,
            speaker_kind=speaker.kind if speaker else None, anonymous=bool(speaker and speaker.anonymous),
            near=_near(speaker.near, ids) if speaker else None, in_role=in_role, chain=tuple(name for name, _ in chain),
            chain_ids=tuple(id_ for _, id_ in chain), says=_says(kept.says), quote=kept.quote,
            span=(kept.span.start, kept.span.end), prefix=around[0], suffix=around[1],
        )  # fmt: skip

    def _chain(self, kept: Kept) -> list[tuple[str, str | None]]:
        """Names and ids of those through whom a statement came, the outlet first, who says it last."""
        found = [(name, self.parties.named(kept.outlet))] if (name := self._name(kept.outlet)) else []
        for link in kept.chain:
            id_ = self.parties.named(link.who) if link.who and link.who.startswith("actor:") else None
            found.append((self._name(id_) or clean(link.words), id_))
        return found

    def _name(self, id_: str | None) -> str | None:
        """The Arabic name of a registered actor, else the words themselves."""
        if not id_:
            return None
        registered = self.parties.named(id_)
        party = self.parties.of(registered, {}, {}) if registered else None
        return party.name_ar if party else clean(id_)


def _near(id_: str | None, ids: Mapping[str, str]) -> str | None:
    """The global id of whom a source is close to; ids of a record's own mean nothing beyond it."""
    return ids.get(id_ or "", id_ if id_ and id_.startswith("actor:") else None)


def _says(says: Mapping[str, Any]) -> Mapping[str, object]:
    """What a statement claims, but not of whom: parties stand in fields of their own, by one rule."""
    told: dict[str, object] = {}
    if says.get("status"):
        told["status"] = says["status"]
    if says.get("when"):
        told["when"] = {key: says["when"].get(key) for key in _WHEN}
    if says.get("victims"):
        told["victims"] = [{key: one[key] for key in _VICTIMS if key in one} for one in says["victims"]]
    return told
