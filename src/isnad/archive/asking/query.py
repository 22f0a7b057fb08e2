"""What a user asks for, in words, phrases and filters: from the written line to a `Query`.

`قصف "ريف دمشق" -شائعة type:ASSAULT actor:"الحرس الثوري" from:2021-02`: words stand for all of their spellings and
must all be there; `OR` or `|` between two takes either; a minus takes out. docs/asking.md tells it to analysts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from isnad.arabic.searching import search_words
from isnad.archive.asking import filters
from isnad.archive.asking.filters import Filter, FilterName, Reading
from isnad.archive.asking.moments import Days
from isnad.archive.asking.naming import Known
from isnad.codebook import Codebook
from isnad.errors import QueryError

MOST_WORDS: Final = 64
MOST_CHARACTERS: Final = 2_000
"""No question is longer; without a limit a pasted article would keep the database busy."""
Phrase = tuple[str, ...]
"""Forms of words (`arabic.searching`) that stand one behind the other; a single word is a phrase of one."""

_INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CLOSERS: dict[str, str] = {'"': '"', "«": "»", "“": "”“", "”": "”“", "„": "“”"}
_SPACE = re.compile(r"[\s»]+")
_OR = re.compile(r"\||OR(?=[\s|]|$)")
_NAME = re.compile(r"([^\W\d_]+):(?!//)(?=\S)")
_LONE_NAME = re.compile(r"([^\W\d_]+):(?=\s|$)")
_BARE = re.compile(r"[^\s|\"«»“”„]+")
_LISTED = re.compile(r"[,،]")
_OPEN: Final = Days(None, None)


@dataclass(frozen=True, slots=True)
class Query:
    """A question. Each of `wanted` is a row of phrases one of which must stand in the report, `excluded` are those that
    may not. `days` bound the days of what is listed: of reports their publication, of events their own; `published`
    bounds the publication whatever is listed."""

    text: str = ""
    wanted: tuple[tuple[Phrase, ...], ...] = ()
    excluded: tuple[Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()
    days: Days = _OPEN
    published: Days = _OPEN

    def of(self, name: FilterName) -> tuple[Filter, ...]:
        """The filters of that name."""
        return tuple(one for one in self.filters if one.name == name)


class _Item(NamedTuple):
    """A piece of the line: `name` is that of a filter, `excluded` that a minus stands before it."""

    kind: str
    value: str
    name: str = ""
    excluded: bool = False
    quoted: bool = False


@dataclass(slots=True)
class _Draft:
    """A query in the making."""

    reading: Reading
    wanted: list[list[Phrase]] = field(default_factory=list)
    excluded: list[Phrase] = field(default_factory=list)
    filters: dict[tuple[FilterName, bool], Filter] = field(default_factory=dict)
    bounds: dict[FilterName, Days] = field(default_factory=dict)
    pending: bool = False


def parse(text: str, book: Codebook, *, known: Known | None = None, today: date | None = None) -> Query:
    """The query that a line means. Names are looked up in the codebook, then by `known`; relative days count from
    `today`. Every line is a query or raises QueryError, which says what is wrong with it and what is possible."""
    if len(text) > MOST_CHARACTERS:
        raise QueryError(f"the question has {len(text)} characters: ask with at most {MOST_CHARACTERS}")
    draft = _Draft(Reading(book, known, today))
    line = _INVISIBLE.sub("", text)
    for item in _items(line):
        _take(draft, item)
    if draft.pending:
        raise QueryError("OR needs a word or a phrase on both sides")
    query = _finished(draft, text)
    if line.strip() and query == Query(text):
        raise QueryError(f"«{line.strip()}» holds no word: ask with letters or digits")
    return query


def _items(line: str) -> Iterator[_Item]:
    at = 0
    while at < len(line):
        if space := _SPACE.match(line, at):
            at = space.end()
            continue
        if either := _OR.match(line, at):
            at = either.end()
            yield _Item("or", "")
            continue
        excluded = line[at] == "-" and at + 1 < len(line) and not line[at + 1].isspace()
        at += excluded
        name = ""
        if (found := _NAME.match(line, at)) and (filters.named(found[1]) or found.end() < len(line)):
            name, at = found[1], found.end()
        elif (lone := _LONE_NAME.match(line, at)) and filters.named(lone[1]) and lone[1].isascii():
            raise QueryError(f"«{lone[1]}:» needs its value directly behind it, such as {lone[1]}:VALUE")
        value, quoted, at = _value(line, at)
        yield _Item("value", value, name, excluded, quoted)


def _value(line: str, at: int) -> tuple[str, bool, int]:
    """The quoted or bare value that begins here, and where it ends."""
    closers = _CLOSERS.get(line[at]) if at < len(line) else None
    if closers:
        end = next((i for i in range(at + 1, len(line)) if line[i] in closers), None)
        if end is None:
            raise QueryError(
                f"the phrase that begins with {line[at : at + 20]} is not closed: write {closers[0]} after it"
            )
        return line[at + 1 : end], True, end + 1
    bare = _BARE.match(line, at)
    return (bare.group(), False, bare.end()) if bare else ("", False, at + 1)


def _take(draft: _Draft, item: _Item) -> None:
    if item.kind == "or":
        if draft.pending or not draft.wanted:
            raise QueryError("OR needs a word or a phrase on both sides")
        draft.pending = True
    elif item.name:
        _take_filter(draft, item)
    else:
        _take_phrase(draft, item)


def _take_filter(draft: _Draft, item: _Item) -> None:
    if draft.pending:
        raise QueryError("OR stands between words or phrases only; a filter takes several values: type:ASSAULT,COERCE")
    name = filters.named(item.name)
    if name is None:
        filters.unknown(item.name)
    given = [item.value] if item.quoted else _LISTED.split(item.value)
    given = [value for value in (value.strip() for value in given) if value]
    if not given:
        raise QueryError(f"«{item.name}:» needs a value")
    if name in ("from", "to", "published"):
        if item.excluded or name in draft.bounds or len(given) > 1:
            raise QueryError(f"{name}: takes one date, once, and cannot be excluded")
        draft.bounds[name] = filters.bounds_of(name, given[0], draft.reading)
        return
    values = [value for one in given for value in filters.values_of(name, one, draft.reading)]
    before = draft.filters.get((name, item.excluded), Filter(name, (), ()))
    draft.filters[name, item.excluded] = Filter(
        name, tuple(dict.fromkeys((*before.values, *values))), (*before.given, *given), item.excluded
    )


def _take_phrase(draft: _Draft, item: _Item) -> None:
    phrase = tuple(word.form for word in search_words(item.value))
    if not phrase:
        return
    if item.excluded and draft.pending:
        raise QueryError("OR stands between words or phrases that are to be there; take out with a minus elsewhere")
    if item.excluded:
        draft.excluded.append(phrase)
    elif draft.pending:
        draft.wanted[-1].append(phrase)
        draft.pending = False
    else:
        draft.wanted.append([phrase])


def _finished(draft: _Draft, text: str) -> Query:
    wanted = tuple(tuple(dict.fromkeys(row)) for row in draft.wanted)
    words = sum(len(phrase) for row in (*wanted, draft.excluded) for phrase in row)
    if words > MOST_WORDS:
        raise QueryError(f"the question has {words} words: ask with at most {MOST_WORDS}")
    start, end = draft.bounds.get("from"), draft.bounds.get("to")
    bounds = Days(start.first if start else None, end.last if end else None)
    if bounds.first and bounds.last and bounds.first > bounds.last:
        raise QueryError(f"from: {bounds.first} comes after to: {bounds.last}: write the earlier day with from:")
    return Query(
        text, wanted, tuple(dict.fromkeys(draft.excluded)), tuple(draft.filters.values()), bounds,
        draft.bounds.get("published", _OPEN),
    )  # fmt: skip
