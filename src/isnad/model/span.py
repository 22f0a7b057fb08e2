"""Where in the captured text something stands."""

from dataclasses import dataclass
from typing import NamedTuple

from isnad.errors import IsnadError


class Span(NamedTuple):
    """Half-open interval of Unicode code points over the captured text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this span."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies inside this span (equal spans contain each other)."""
        return self.start <= other.start and other.end <= self.end

    def cover(self, other: "Span") -> "Span":
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class UngroundedError(IsnadError):
    """A quotation does not stand in the text where it is said to stand."""

    code = "ungrounded"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation with its place; it cannot be built unless the text at the span is the quoted text."""

    text: str
    span: Span
    quote: str

    def __post_init__(self) -> None:
        inside = 0 <= self.span.start < self.span.end <= len(self.text)
        if not inside or self.span.of(self.text) != self.quote:
            raise UngroundedError(f"the text at {tuple(self.span)} is not {self.quote!r}")

    @classmethod
    def at(cls, text: str, span: Span) -> "Evidence":
        """The evidence for whatever stands at `span`; UngroundedError where nothing does."""
        return cls(text, span, span.of(text))
