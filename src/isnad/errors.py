"""Every error that Isnad raises on purpose: one root, leaves by cause, each with a stable code."""

from typing import ClassVar


class IsnadError(Exception):
    """Root of all errors of this library. `code` is stable; the message tells the user what to do."""

    code: ClassVar[str] = "isnad"


class SourceError(IsnadError):
    """An input cannot be turned into a document."""

    code = "source"


class UnreadableSourceError(SourceError):
    """The file does not exist or cannot be opened."""

    code = "source-unreadable"


class EmptySourceError(SourceError):
    """The input holds no text."""

    code = "source-empty"


class BinarySourceError(SourceError):
    """The input is not text."""

    code = "source-binary"


class OversizedSourceError(SourceError):
    """The input is larger than a report can be."""

    code = "source-oversized"


class LanguageError(SourceError):
    """The text is not Arabic."""

    code = "language"


class NoReportsError(SourceError):
    """A folder holds no file that could be a report."""

    code = "no-reports"


class ManifestError(IsnadError):
    """The manifest is not what `--manifest` expects."""

    code = "manifest"


class DateError(IsnadError):
    """A date given by the user cannot be understood."""

    code = "date"


class CodebookError(IsnadError):
    """The codebook cannot be loaded; the message lists every problem with file and line."""

    code = "codebook"


class TableError(IsnadError):
    """A table of places cannot be taken: it is no table, or its columns are not known."""

    code = "table"


class EvaluationError(IsnadError):
    """Annotations or records for the evaluation are missing or malformed."""

    code = "evaluation"


class ComparisonError(IsnadError):
    """What is to be compared is neither a codebook nor records, or not of the same reports."""

    code = "comparison"


class EngineError(IsnadError):
    """The engine failed on this input: a mistake of ours, not of the input."""

    code = "engine"


class OutputError(IsnadError):
    """A result cannot be written."""

    code = "output"


class OutputExistsError(OutputError):
    """A file of the result's name is already there."""

    code = "output-exists"
