"""How the things of a record are called in a sentence: names, speakers, the isnad, dates, numbers."""

from dataclasses import dataclass, replace
from datetime import date

from isnad.model import Attribution, Entity, Event, Record, Span, TimeExpression, Victims
from isnad.publish.words import Lang, word, word_or

_FSI, _LRI, _PDI = "\u2068", "\u2066", "\u2069"
_NO_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def isolated(text: str) -> str:
    """`text` in Unicode isolates, for strings that hold no markup; its own isolates would end ours and are dropped."""
    return f"{_FSI}{text.translate(_NO_ISOLATES)}{_PDI}"


def ltr(text: str) -> str:
    """A date or id in left-to-right isolates."""
    return f"{_LRI}{text.translate(_NO_ISOLATES)}{_PDI}"


@dataclass(frozen=True, slots=True)
class Label:
    """A few words to show. `lang` is their language; `fact` the anchor that they lead to; `kind` what they name.

    `code` says that they are a date, number or id, which always run left to right; `quote` that the report says so.
    `lead` goes before and `note` after, both in the language of the page.
    """

    text: str
    lang: str
    fact: str | None = None
    kind: str = ""
    note: str = ""
    lead: str = ""
    code: bool = False
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels for one record in one language. Anchors are our own short ids: ids of the record may hold anything."""

    record: Record
    lang: Lang
    anchors: dict[str, str]
    entities: dict[str, Entity]
    attributions: dict[str, Attribution]
    events: dict[str, Event]
    times: dict[str, TimeExpression]

    @classmethod
    def of(cls, record: Record, lang: Lang) -> "Labels":
        """The labels of `record`. Where two things share an id the first keeps it."""
        anchors: dict[str, str] = {}
        for letter, ids in (
            ("e", [e.id for e in record.events]),
            ("s", [a.id for a in record.attributions]),
            ("n", [n.id for n in record.entities]),
            ("t", [t.id for t in record.times]),
        ):
            for number, key in enumerate(ids, 1):
                anchors.setdefault(key, f"{letter}{number}")
        return cls(
            record,
            lang,
            anchors,
            {n.id: n for n in record.entities},
            {a.id: a for a in record.attributions},
            {e.id: e for e in record.events},
            {t.id: t for t in record.times},
        )

    def quote(self, span: Span | None) -> Label | None:
        """The report's own words at `span`; None where there are none."""
        words = " ".join(span.of(self.record.document.text).split()) if span else ""
        return Label(words, self.record.document.language, quote=True) if words else None

    def name(self, entity: Entity) -> tuple[str, str]:
        """The display name and its language: the page's language first, then the first name, then the first mention."""
        found = next((n for n in entity.names if n.lang == self.lang), next(iter(entity.names), None))
        if found:
            return found.text, found.lang
        if entity.mentions:
            return entity.mentions[0].of(self.record.document.text), self.record.document.language
        return entity.id, "en"

    def who(self, key: str, note: str = "", lead: str = "") -> Label:
        """An entity, speaker or event by its id; an unknown id is shown as it is."""
        return replace(self._who(key), note=note, lead=lead)

    def _who(self, key: str) -> Label:
        if key in self.entities:
            text, lang = self.name(self.entities[key])
            return Label(text, lang, self.anchors[key], self.entities[key].kind)
        if key in self.attributions:
            return self.speaker(self.attributions[key])
        if key in self.events:
            return Label(word(f"type.{self.events[key].type}", self.lang), self.lang, self.anchors[key], "event")
        return Label(key.partition(":")[2] or key, "en", code=True)

    def inline(self, key: str) -> str:
        """The label of an id for use inside a phrase, isolated from it."""
        return isolated(self.who(key).text)

    def speaker(self, attribution: Attribution) -> Label:
        """A speaker: the name where the speaker is an entity, else the report's description."""
        anchor = self.anchors[attribution.id]
        if attribution.who in self.entities:
            text, lang = self.name(self.entities[attribution.who])
            return Label(text, lang, anchor, "speaker")
        words = self.quote(attribution.description) or self.quote(attribution.span)
        if words:
            return Label(words.text, words.lang, anchor, "speaker")
        return Label(word(f"source.{attribution.kind}", self.lang), self.lang, anchor, "speaker")

    def outlet(self) -> Label:
        """The outlet of the report, or the report itself where the outlet is not known."""
        outlet = self.record.document.outlet
        return self.who(outlet) if outlet else Label(word("outlet-itself", self.lang), self.lang)

    def isnad(self, attribution: str | None) -> tuple[Label, ...]:
        """The chain from the outlet to the speaker; of a fact without a speaker, the outlet alone."""
        said = self.attributions.get(attribution or "")
        if not said:
            return (self.outlet(),)
        chain = tuple(self.who(link.who) for link in said.chain) or (self.outlet(),)
        last = self.speaker(said)
        return chain if said.chain and said.chain[-1].who in (said.id, said.who) else (*chain, last)

    def dates(self, from_: str | None, to: str | None, partial: str | None = None) -> tuple[str, ...]:
        """Bounds as one or two ISO days or a phrase around one; empty where there are none and no partial day."""
        if from_ and to:
            return (from_,) if from_ == to else (from_, to)
        if from_:
            return (word("time.since", self.lang, date=ltr(from_)),)
        if to:
            return (word("time.until", self.lang, date=ltr(to)),)
        return (word("time.partial", self.lang, date=ltr(partial.lstrip("-"))),) if partial else ()

    def period(self, from_: str | None, to: str | None, partial: str | None = None) -> Label | None:
        """Bounds as one label; None where there are none."""
        parts = self.dates(from_, to, partial)
        if not parts:
            return None
        if len(parts) == 2:
            return Label(f"{ltr(parts[0])} – {ltr(parts[1])}", self.lang, kind="when")
        return Label(parts[0], self.lang, kind="when", code=parts[0][:1].isdigit())

    def long_date(self, day: str) -> str:
        """An ISO day with the month's name in the page's language; anything else as it is."""
        try:
            read = date.fromisoformat(day)
        except ValueError:
            return day
        return f"{read.day} {word(f'month.{read.month}', self.lang)} {read.year}"

    def number(self, n: int | str | None, low: int | None = None, high: int | None = None) -> str:
        """A count as stated; an unstated one is said to be so."""
        if isinstance(n, int):
            return str(n)
        if low is not None and high is not None:
            return ltr(f"{low}–{high}")
        if low is not None:
            return word("n.min", self.lang, n=low)
        if high is not None:
            return word("n.max", self.lang, n=high)
        return word("n.some", self.lang)

    def victims(self, victims: Victims) -> Label:
        """One statement of harm: what, how many, who they were, of which side."""
        parts = [self.number(victims.n, victims.min, victims.max), word(f"group.{victims.group}", self.lang)]
        sides = (key for key in (victims.side, victims.who) if key)
        parts.extend(word("of-side", self.lang, name=self.inline(key)) for key in sides)
        return Label(word(f"harm.{victims.harm}", self.lang), self.lang, note=" · ".join(parts))

    def open_word(self, prefix: str, value: str) -> Label:
        """A value of an open vocabulary: our word for it, else the value itself."""
        text = word_or(prefix, value, self.lang)
        return Label(text, self.lang if text != value else "en")
