"""What the rows of a history promise to be in the archive, entered into a ledger."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from isnad.archive.chain import HistoryRow, canonical, digest
from isnad.archive.claims import ClaimRow
from isnad.archive.ledger import Ledger

_CLAIM = tuple(field.name for field in fields(ClaimRow))


def custody_digest(custody: object, attachments: object) -> str:
    """One SHA-256 for whence a report was had and what came with it, as `captures` keeps both."""
    return digest([custody, attachments])


def rows_digest(rows: Iterable[Any]) -> str:
    """One SHA-256 for rows of claims, of the database or on their way into it, in their order and with all they say."""
    return digest([[getattr(row, name) for name in _CLAIM] for row in rows])


def fingerprints_digest(fingerprints: Iterable[str]) -> str:
    """One SHA-256 for a set of claims, by their fingerprints."""
    return digest(sorted(fingerprints))


def note(ledger: Ledger, row: HistoryRow) -> None:
    """Enters what one row says was kept. A row that says nothing of the kind, or is garbled, enters nothing: the chain
    finds what was changed in it, and what it should have named is found unknown."""
    entering = _ENTERING.get(row[3])
    if entering is None:
        return
    try:
        entering(ledger, row[4], json.loads(row[5]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return


def _added(ledger: Ledger, subject: str, detail: Mapping[str, Any]) -> None:
    _found(ledger, subject, detail)
    document = detail["document"]
    ledger.note("document", str(document), canonical([f"sha256:{detail['blob']}", detail["group"]]))
    _read(ledger, subject, detail)


def _found(ledger: Ledger, subject: str, detail: Mapping[str, Any]) -> None:
    for blob in (detail["blob"], *detail.get("attachments", ())):
        ledger.note("blob", blob)
    bound = [detail["blob"], detail["document"], detail.get("custody")]
    ledger.note("capture", canonical([subject, detail["version"]]), canonical(bound))


def _failed(ledger: Ledger, _: str, detail: Mapping[str, Any]) -> None:
    if detail["blob"]:
        ledger.note("blob", detail["blob"])


def _read(ledger: Ledger, _: str, detail: Mapping[str, Any]) -> None:
    document = detail["document"]
    number = ledger.nth(f"promised {document}")
    said = {"digest": detail["record"], "came": detail.get("came"), "went": detail.get("went", 0)}
    said["rows"], said["gone"] = detail.get("rows"), detail.get("gone")
    # that of a later reading covers claims that came with earlier ones
    said["claims"] = None if "came" in detail else detail["claims"]
    ledger.note("record", canonical([document, number]), canonical(said))


def _judged(ledger: Ledger, _: str, detail: Mapping[str, Any]) -> None:
    ledger.note("judgement", str(detail["judgement"]), detail["digest"])


def _assessed(ledger: Ledger, _: str, detail: Mapping[str, Any]) -> None:
    ledger.note("assessment", str(detail["assessment"]), detail["digest"])


def _reviewed(ledger: Ledger, _: str, detail: Mapping[str, Any]) -> None:
    ledger.note("review", str(detail["review"]), detail["digest"])


_ENTERING = {
    "add": _added, "found": _found, "fail": _failed, "reread": _read, "judge": _judged, "assess": _assessed,
    "review": _reviewed,
}  # fmt: skip
