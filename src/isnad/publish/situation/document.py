"""A paper before it is HTML, PDF, DOCX or Markdown: sections of blocks, blocks of runs.

All texts in it are plain: what a format takes for markup is for its writer to escape. A run says what it is, so that a
writer can keep a name in Latin letters or a number together in an Arabic line.
"""

from dataclasses import dataclass
from typing import Literal

from isnad.publish.words import Lang

Kind = Literal["plain", "name", "number", "quote", "strong", "faint"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line. `cites` are the numbers of the sources that bear what stands up to here."""

    text: str
    kind: Kind = "plain"
    cites: tuple[int, ...] = ()


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section, of level 3 or 4."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `caution` marks one that says how to read the rest."""

    line: Line
    caution: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences one below the other."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are lines; every row has as many as `head`."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of our own drawing, without links; `alt` says what it shows. `width` and `height` are its units."""

    name: str
    svg: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the list of sources; `quote` are the exact words, empty where they may not leave."""

    number: int
    line: Line
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The list of sources."""

    entries: tuple[Source, ...]


Block = Heading | Paragraph | Points | Table | Figure | Sources


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper. `key` is its name for paragraphs that people add to it, the same in every run."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `made_of` says from what it was made; `at` is an ISO time for formats that hold one. `own_title`
    heads what people added to sections that are not there any more."""

    lang: Lang
    title: str
    made_of: tuple[Line, ...]
    sections: tuple[Section, ...]
    at: str
    own_title: str
