"""What may not be named to who is not cleared: in logs a hidden report stands under many names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from isnad.archive.schema import captures, documents, hidden, open_clusters, reports, restrictions, veiled

_OF_RESTRICTIONS: Final = frozenset({"restrict", "lift"})


@dataclass(frozen=True, slots=True)
class Veil:
    """What hidden reports are called: `rows` and `blobs` of their documents, their `keys` and where they were had, what
    is restricted, and `clusters` of which only they tell, or tell too (`shared`)."""

    rows: frozenset[int]
    blobs: frozenset[str]
    called: frozenset[str]
    clusters: frozenset[str]
    shared: frozenset[str]

    @classmethod
    def of(cls, connection: Connection) -> "Veil":
        """As the archive is now."""
        held = connection.execute(
            select(documents.c.id, documents.c.document).join(hidden, hidden.c.document == documents.c.id)
        ).all()
        came = connection.execute(
            select(reports.c.key, captures.c.custody)
            .join(captures, captures.c.report == reports.c.id)
            .join(hidden, hidden.c.document == captures.c.document)
        ).all()
        called = {name for key, custody in came for name in (key, custody.get("source")) if name}
        called |= set(connection.execute(select(restrictions.c.subject)).scalars())
        told = set(connection.execute(select(veiled.c.cluster)).scalars())
        shared = set(connection.execute(select(open_clusters.c.id)).scalars())
        return cls(
            frozenset(row.id for row in held), frozenset(row.document.partition(":")[2] for row in held),
            frozenset(called), frozenset(told - shared), frozenset(shared),
        )  # fmt: skip

    def names(self, text: str) -> bool:
        """Whether a text names a hidden report, its bytes or what is restricted."""
        return (
            text in self.called
            or any(part in self.called for part in text.split(" · "))
            or any(word.partition("@")[0].removeprefix("sha256:") in self.blobs for word in text.split())
        )

    def shows(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of the history tells of nothing that is hidden."""
        subject, detail = row["subject"], json.loads(row["detail"])
        ids = {subject, str(detail.get("to", ""))}
        if row["action"] in _OF_RESTRICTIONS or self.names(subject) or ids & self.clusters:
            return False
        if row["action"] == "redirect" and ids & self.shared:
            return False
        return detail.get("document") not in self.rows and detail.get("blob") not in self.blobs
