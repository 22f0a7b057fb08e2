"""A draft of an entry as text for its file: what is known filled in, what is asked for said in a comment."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from isnad.arabic.clitics import peel
from isnad.arabic.inflect import noun, verb
from isnad.arabic.letters import fold
from isnad.proof.drafts.labels import ASKED, FRAMES, WORD_FIELDS, Asked, Noun
from isnad.publish.words import Lang

Values = Mapping[str, Sequence[str]]
"""What is known of an entry by field; names and glosses by `names.ar`, `names.en`."""

_PLAIN = re.compile(r"[^\W\d_][\w ()./،؟-]*")


def draft(kind: Noun, id_: str, values: Values, lang: Lang) -> str:
    """The entry as it stands in its file: an actor or place under its id, an event or speech entry as the whole file.

    Comments are in `lang`. A field that is needed and not known stands there empty; one that is not needed, as a
    comment.
    """
    lines = [line for asked in ASKED[kind] for line in _Writer(kind, values, lang).field(asked)]
    if kind in ("event", "speech"):
        return "".join(f"{line}\n" for line in lines)
    return "".join((f"{id_}:\n", *(f"  {line}\n" for line in lines)))


def accepted(kind: Noun) -> frozenset[str]:
    """The keys of `Values` that an entry of this kind has."""
    keys = {asked.key for asked in ASKED[kind]} - {"names", "gloss", "point"}
    return frozenset((*keys, "names.ar", "names.en"))


@dataclass(frozen=True, slots=True)
class _Writer:
    kind: Noun
    values: Values
    lang: Lang

    def field(self, asked: Asked) -> Iterator[str]:
        known = [*self.values.get(asked.key, ())]
        words_known = any(self.values.get(key) for key in WORD_FIELDS)
        if not known and (not asked.needed or (words_known and asked.key in WORD_FIELDS)):
            yield from self.comment(asked)
            yield f"# {asked.key}: {asked.sample}"
            return
        yield from self.comment(asked)
        yield from self.value(asked, known)

    def comment(self, asked: Asked) -> Iterator[str]:
        choice = f"{', '.join(asked.choice)}" if asked.choice else ""
        said = asked.ar if self.lang == "ar" else asked.en
        yield f"# {said}: {choice}" if choice else f"# {said}"
        if asked.key == "frame":
            for name, told in FRAMES.items():
                yield f"#   {name}: {told[0] if self.lang == 'ar' else told[1]}"

    def value(self, asked: Asked, known: list[str]) -> Iterator[str]:
        key = asked.key
        if asked.shape == "text":
            yield f"{key}: {_scalar(known[0])}" if known else f"{key}:"
        elif asked.shape == "list":
            yield f"{key}: {_flow(known)}"
        elif asked.shape in ("names", "gloss"):
            yield f"{key}:"
            for code in ("ar", "en"):
                yield f"  {code}: {self.named(code, alone=asked.shape == 'gloss')}".rstrip()
        elif asked.shape == "lines":
            yield f"{key}:"
            yield from (f"  - {_scalar(line)}".rstrip() for line in known or [""])
        else:
            yield f"{key}:"
            for line in known or ["", ""]:
                yield from self.example(line, speech=asked.shape == "speakers")

    def named(self, code: str, *, alone: bool) -> str:
        known = [*self.values.get(f"names.{code}", ())]
        return _scalar(known[0] if known else "") if alone else _flow(known)

    def example(self, text: str, *, speech: bool) -> Iterator[str]:
        yield f"  - text: {_scalar(text)}".rstrip()
        word = self.trigger(text)
        if speech:
            yield "    speaker:"
        yield f"    {'cue' if speech else 'trigger'}: {_scalar(word)}".rstrip()

    def trigger(self, text: str) -> str:
        """The first word or phrase of the sentence that is one of the entry's own; empty where none is."""
        phrases = (phrase for key in ("phrases", "prepositions") for phrase in self.values.get(key, ()))
        whole = next((phrase for phrase in phrases if f" {phrase} " in f" {text} "), "")
        own = {form for row in self.values.get("verbs", ()) for form in _verb_forms(row.split())}
        own |= {form.text for row in self.values.get("nouns", ()) for form in noun(*map(fold, row.split()[:2]))}
        words = (word.strip("،.؛:") for word in text.split())
        return whole or next((word for word in words if any(way.core in own for way in peel(fold(word)))), "")


def _verb_forms(parts: Sequence[str]) -> set[str]:
    past, present, verbal_noun = (*(fold(part) if part != "-" else "" for part in parts), "", "", "")[:3]
    return {form.text for form in verb(past, present, verbal_noun or None)} if past and present else {past}


def _flow(values: Sequence[str]) -> str:
    return f"[{', '.join(map(_scalar, values))}]"


def _scalar(text: str) -> str:
    """A text so that YAML takes it for nothing else."""
    text = " ".join(text.split())
    plain = not text or (_PLAIN.fullmatch(text) and text not in ("null", "true", "false"))
    return text if plain else json.dumps(text, ensure_ascii=False)
