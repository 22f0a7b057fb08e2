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


class ServingError(IsnadError):
    """The workbench may not be opened that way."""

    code = "serving"


class NotOursError(IsnadError):
    """What was asked for may be done by whoever it belongs to only."""

    code = "not-yours"


class NothingGivenError(SourceError):
    """Nothing was sent that could be added."""

    code = "nothing-given"


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


class MissingExtraError(IsnadError):
    """A part that is not installed by default is needed; the message says what to install."""

    code = "extra-missing"


class ArchiveError(IsnadError):
    """An archive cannot be used."""

    code = "archive"


class NoArchiveError(ArchiveError):
    """There is no archive where one was looked for."""

    code = "archive-missing"


class ArchiveExistsError(ArchiveError):
    """An archive is to be made where one is."""

    code = "archive-exists"


class ArchiveVersionError(ArchiveError):
    """The archive is of another release: it has to be migrated, or needs a newer program."""

    code = "archive-version"


class CorruptArchiveError(ArchiveError):
    """The archive's database is damaged."""

    code = "archive-corrupt"


class ArchiveFullError(ArchiveError):
    """The disk is full."""

    code = "archive-full"


class ArchiveBusyError(ArchiveError):
    """Another program has been writing for too long."""

    code = "archive-busy"


class ReadOnlyArchiveError(ArchiveError):
    """The archive may be read but not written."""

    code = "archive-read-only"


class NotFoundError(IsnadError):
    """Nothing in the archive has that id or name."""

    code = "not-found"


class QueryError(IsnadError):
    """A query cannot be understood."""

    code = "query"


class DamagedSourceError(BinarySourceError):
    """A file of a kind that is read is broken or cut off."""

    code = "source-damaged"


class EncryptedSourceError(SourceError):
    """A file can only be read with a password."""

    code = "source-encrypted"


class NoTextLayerError(SourceError):
    """A document holds pictures of pages and no words."""

    code = "source-no-text-layer"


class BombError(SourceError):
    """Packed data would unpack to more than is allowed."""

    code = "source-bomb"


class UnsafeArchiveError(SourceError):
    """A packed file names files outside of itself, or holds links or further archives."""

    code = "source-unsafe"


class ExportError(SourceError):
    """An exported chat or channel is not of the shape that its program writes."""

    code = "export"


class ColumnsError(SourceError):
    """A table has no column for the text of its reports, or not the ones that were named."""

    code = "columns"


class NoWordsError(SourceError):
    """A row or a message holds no words."""

    code = "no-words"


class AddressError(SourceError):
    """An address is none that may be fetched: not of the public web, or written so that programs disagree."""

    code = "address-refused"


class FetchError(SourceError):
    """An address did not give what it should: no answer, too slow, cut off, too large, refused by its server.

    `status` is the server's (None: none came). `retry_after` says in seconds when the server wants to be asked again.
    `passing` says that the same request may well succeed later.
    """

    code = "fetch"

    def __init__(
        self, message: str, *, status: int | None = None, retry_after: float | None = None, passing: bool = False
    ) -> None:
        super().__init__(message)
        self.status, self.retry_after, self.passing = status, retry_after, passing


class FeedError(SourceError):
    """What should be a feed is none, or one that no parser should be given."""

    code = "feed"


class OutlineError(SourceError):
    """A list of feeds (OPML) cannot be read."""

    code = "outline"


class WebArchiveError(SourceError):
    """A web archive (WARC, WACZ), or one record of it, cannot be read."""

    code = "web-archive"


class CheckpointError(ArchiveError):
    """A checkpoint of the history cannot be read or written."""

    code = "checkpoint"


class BackupError(ArchiveError):
    """A backup cannot be made, or what is given as one is none."""

    code = "backup"


class SealedBackupError(BackupError):
    """An encrypted backup cannot be opened with the key or passphrase that was given."""

    code = "backup-sealed"


class BackupKeyError(BackupError):
    """A key or passphrase for backups is none, or cannot be used."""

    code = "backup-key"


class HeavySourceError(SourceError):
    """Reading the input takes too much time or memory."""

    code = "source-heavy"


class FeedGivenError(SourceError):
    """What was asked for as a report is a feed."""

    code = "source-feed"


class AccountError(IsnadError):
    """An account cannot be made or changed in this way."""

    code = "account"


class AccountExistsError(AccountError):
    """There is an account of that name."""

    code = "account-exists"


class PasswordError(AccountError):
    """A new password is refused. `reason` is one of `short long common name differs`."""

    code = "password"

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class SignInError(AccountError):
    """Name, password or code are not right; which of them is never told."""

    code = "sign-in"


class TooManyTriesError(AccountError):
    """Too much failed lately; `retry_after` says in whole seconds when to try again."""

    code = "too-many-tries"

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class LinkError(AccountError):
    """A one-time link was used, has run out or never was."""

    code = "link"


class ReviewError(IsnadError):
    """A review cannot be taken."""

    code = "review"


class ReviewValueError(ReviewError):
    """What is given as the right value of a field cannot be one."""

    code = "review-value"


class ReviewConflictError(ReviewError):
    """Somebody else reviewed an account since it was looked at."""

    code = "review-conflict"


class NothingToUndoError(ReviewError):
    """Nothing of one's own is left to be taken back."""

    code = "review-nothing-to-undo"


class CodedSheetError(IsnadError):
    """A coded spreadsheet cannot be taken: it is no table, or its columns are not known."""

    code = "coded-sheet"


class SituationError(IsnadError):
    """A situation report cannot be made, or not be compared with the last one."""

    code = "situation"


class OwnPartError(SituationError):
    """What people added to a report cannot be told from the rest of it."""

    code = "situation-own"


class EditedReportError(SituationError):
    """A report was changed outside of the places for one's own paragraphs, which a new run would lose."""

    code = "situation-edited"


class UnknownFormatError(IsnadError):
    """No export has that format."""

    code = "format-unknown"


class ProfileError(IsnadError):
    """A release cannot be made by that profile."""

    code = "profile"
