"""The words of one report beside what the codebook knows of each: the table that all later layers read."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from isnad.arabic.clitics import bare_forms, peel
from isnad.arabic.view import Break, View
from isnad.codebook.book import Codebook, Reading, WordInfo
from isnad.codebook.lexicon import GAP
from isnad.model.span import Span

_NONE: frozenset[str] = frozenset()
FINITE = frozenset({"past", "present", "passive"})
NOUN_PARTS = frozenset({"noun", "plural", "dual"})
"""Parts of the forms that the codebook lists."""
WEEKDAYS = frozenset("الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت".split())
"""The days of the week, folded."""
_SHADDA = "\u0651"
_ALI = "علي"
_LIKE_PRONOUNS, _NO_PRONOUNS = ("ه", "ي"), ("ة", "ى")


class Lexis:
    """`tags[i]`: classes of the function word, cue or head noun at word i (a phrase of several words has its classes
    at its first word, and `until[i]` is the word after it); `skip[i]`: furniture, never read."""

    __slots__ = ("_bearing", "_classes", "_kinds", "book", "infos", "size", "skip", "tags", "until", "view")

    def __init__(self, view: View, book: Codebook, furniture: Iterable[Span] = ()) -> None:
        self.view, self.book, self.size = view, book, len(view)
        self.infos: list[WordInfo] = [book.info(word) for word in view.words]
        self.tags: list[frozenset[str]] = [info.tags for info in self.infos]
        self.until: list[int] = list(range(1, len(view) + 1))
        self.skip = bytearray(len(view))
        for span in furniture:
            first, end = view.word_range(span)
            self.skip[first:end] = b"\x01" * (end - first)
        self._as_written()
        self._kinds: dict[str, list[int]] = defaultdict(list)
        for index, info in enumerate(self.infos):
            for kind in info.kinds:
                self._kinds[kind].append(index)
        self._classes: dict[str, list[int]] = defaultdict(list)
        for index, tags in enumerate(self.tags):
            for tag in tags:
                self._classes[tag].append(index)
        self._bearing: dict[frozenset[str], list[int]] = {}

    def _as_written(self) -> None:
        """Phrases of several words, and what the folded form of a word does not tell but its letters do."""
        view = self.view
        for index, info in enumerate(self.infos):
            if info.phrase_tags:
                self._phrase(index, info)
            if view.words[index].endswith(_ALI):
                self._ali(index)
            if info.uses and view.words[index].endswith(_LIKE_PRONOUNS):
                self._without_pronoun(index, info)
        if _SHADDA in view.text:
            for index, info in enumerate(self.infos):
                if info.tags and not info.uses and _SHADDA in view.text[view.starts[index] : view.ends[index]]:
                    self._doubled(index, info)

    def _phrase(self, index: int, info: WordInfo) -> None:
        """The longest listed phrase that begins here."""
        words, breaks = self.view.words, self.view.breaks
        for core, longest in info.phrase_tags:
            end = index + 1
            while end < len(words) and end - index < longest and breaks[end] == Break.NONE:
                end += 1
            for stop in range(end, index + 1, -1):
                found = self.book.tags.get(" ".join((core, *words[index + 1 : stop])))
                if found:
                    self.tags[index], self.until[index] = found, stop
                    return

    def _doubled(self, index: int, info: WordInfo) -> None:
        """`بيّن`, `عبّر`: with its doubled letter written the word is the verb, and no preposition."""
        if not any(tag.startswith("particles.") for tag in info.tags):
            return
        ways = peel(self.view.words[index])
        uses = tuple(
            Reading(use, way) for way in ways for use in self.book.forms.get(way.core, ()) if use.part in FINITE
        )
        said = tuple(reading for reading in uses if reading.use.use in ("speech", "continue"))
        if said:
            self.tags[index] = frozenset()
            kinds = frozenset(reading.use.use for reading in said)
            self.infos[index] = info._replace(tags=frozenset(), uses=said, kinds=kinds, verb=True)

    def _without_pronoun(self, index: int, info: WordInfo) -> None:
        """ة and ى fold to what the pronouns are written with: a word that ends in them carries none (`قضية`)."""
        if self.view.text[self.view.ends[index] - 1] not in _NO_PRONOUNS:
            return
        uses = tuple(reading for reading in info.uses if reading.peeled.after not in _LIKE_PRONOUNS)
        if len(uses) < len(info.uses):
            finite = any(reading.use.part in ("past", "present", "passive") for reading in uses)
            kinds = frozenset(reading.use.use for reading in uses)
            self.infos[index] = info._replace(uses=uses, kinds=kinds, verb=info.verb and finite)

    def _ali(self, index: int) -> None:
        """`على` and `علي` fold alike: the last letter as written tells the preposition from the name."""
        written = self.view.text[self.view.starts[index] : self.view.ends[index]]
        if "ى" in written:
            self.tags[index] -= {"given_names.given", "given_names.weak"}
        elif "ى" in self.view.text:
            self.tags[index] = frozenset({"given_names.given"})

    def has(self, index: int, tag: str) -> bool:
        """Whether the word has the class `tag`; a word past the end has none."""
        return index < self.size and tag in self.tags[index]

    def any(self, index: int, tags: frozenset[str]) -> bool:
        """Whether the word has one of the classes; a word past the end has none."""
        return index < self.size and not tags.isdisjoint(self.tags[index])

    def bearing(self, tags: frozenset[str], first: int = 0, end: int | None = None) -> list[int]:
        """The words that have one of the classes, in text order, from `first` up to the one before `end`."""
        known = self._bearing.get(tags)
        if known is None:
            known = sorted({index for tag in tags for index in self._classes.get(tag, ())})
            self._bearing[tags] = known
        if not known or (end is None and not first):
            return known
        return known[bisect_left(known, first) : bisect_left(known, self.size if end is None else end)]

    def of_kind(self, *kinds: str) -> list[int]:
        """The words that have a reading of one of the kinds (`event`, `speech`, …), in text order."""
        if len(kinds) == 1:
            return self._kinds.get(kinds[0], [])
        return sorted({index for kind in kinds for index in self._kinds.get(kind, ())})

    def family(self, prefix: str) -> list[int]:
        """The words that have a class of the family (`places.`), in text order."""
        return sorted({k for tag, words in self._classes.items() if tag.startswith(prefix) for k in words})

    def cue(self, index: int, prefix: str) -> str | None:
        """The first class of the word in a family (`places.`), by name, without the family."""
        found = sorted(tag for tag in self.tags[index] if tag.startswith(prefix))
        return found[0][len(prefix) :] if found else None

    def uses(self, index: int, kind: str) -> Iterator[Reading]:
        """The word's readings of one kind (`event`, `speech`, …) whose tail, if any, follows."""
        info = self.infos[index]
        for reading in info.uses if kind in info.kinds else ():
            if reading.use.use == kind and (not reading.use.tail or self.tail_end(index, reading.use.tail)):
                yield reading

    def tail_end(self, index: int, tail: tuple[str, ...]) -> int | None:
        """The word after the phrase whose further words are `tail`, when they follow (`*` passes up to four words)."""
        position, words, breaks = index + 1, self.view.words, self.view.breaks
        if tail[0] != GAP and (position >= self.size or breaks[position] or tail[0] not in bare_forms(words[position])):
            return None
        slack = 0
        for wanted in tail:
            if wanted == GAP:
                slack = 5
                continue
            for step in range(max(slack, 1)):
                at = position + step
                if at >= len(words) or breaks[at] >= Break.SENTENCE or (breaks[at] and not step and not slack):
                    return None
                if self.is_word(at, wanted):
                    position = at + 1
                    break
            else:
                return None
            slack = 0
        return position

    def is_word(self, index: int, wanted: str) -> bool:
        """Whether the word is `wanted`, give or take a proclitic, the article, a pronoun or the accusative."""
        return wanted in bare_forms(self.view.words[index])

    def is_verb(self, index: int) -> bool:
        """Whether the word can be a finite verb that the codebook knows."""
        return self.infos[index].verb

    def is_common(self, index: int) -> bool:
        """Whether the word is known as anything but a name."""
        return bool(self.tags[index] - _NAMELIKE or self.infos[index].uses)

    def article(self, index: int) -> bool:
        """Whether the word carries the article; a word past the end carries none."""
        return index < self.size and self.infos[index].article

    def joined(self, index: int) -> bool:
        """Whether nothing separates the word from the one before it."""
        return index < self.size and not self.view.breaks[index] and not self.skip[index]

    def bracketed(self, index: int) -> int | None:
        """The word after a quotation or bracket that opens before this word, when it closes within six words."""
        if not self.view.opens(index):
            return None
        for end in range(index, min(index + 6, len(self.view))):
            if end > index and self.view.breaks[end] >= Break.SENTENCE:
                return None
            if self.view.closes(end):
                return end + 1
        return None

    def inner_start(self, index: int, letters: int) -> int:
        """The offset in the captured text after the first `letters` letters of the word (its peeled proclitics)."""
        position = self.view.starts[index]
        while letters and position < self.view.ends[index] - 1:
            letters -= self.view.text[position].isalpha() and self.view.text[position] != "ـ"
            position += 1
        return position


_NAMELIKE = frozenset({"given_names.given", "given_names.weak", "people.kunya", "people.compound", "places.compound"})
