"""Two archives: one holds a report that nobody may see who is not cleared, the other never had it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from isnad.annotate.reader import Reader
from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.people import accounts
from isnad.archive.schema import clusters, documents, mentions
from isnad.errors import NoWordsError
from isnad.ingest.items import Refused
from isnad.model.document import Channel
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, item
from tests.web.conftest import Bench

TOKENS = (
    "زعفرانية", "كبريتية", "قرمزيون", "ياقوتيون", "مرجانية", "نيلوفرية", "سندروسي", "عقيقيون", "qirmizi", "zabarjad",
    "firuzaj",
)  # fmt: skip
"""Words that stand nowhere but in the hidden report and in what is said of it."""
HIDDEN = (
    f"خبر {TOKENS[0]}\nقال العقيد سليم {TOKENS[6]}، قائد لواء {TOKENS[2]}، إن اشتباكات اندلعت أمس "
    f"بين ميليشيا الدفاع الوطني والحرس الثوري الإيراني في مدينة البوكمال. وأفاد مصدر في كتيبة {TOKENS[1]} "
    f"بأن مسلحين قصفوا بلدة {TOKENS[5]} في ريف حلب يوم الخميس. "
    f"واتهم ناشطون {TOKENS[3]} لواء {TOKENS[2]} باعتقال ثلاثة مدنيين في قرية {TOKENS[7]}."
)
ADDRESS = f"https://{TOKENS[8]}.example/{TOKENS[8]}"
OUTLET = f"شبكة {TOKENS[4]}"
ORDINARY = (CLASH, AGAIN, OTHER, MEETING)


@dataclass(frozen=True)
class Twins:
    """`holding` has the hidden report, `without` never had it; all else is the same, to the moment."""

    holding: Bench
    without: Bench

    def close(self) -> None:
        """Lets go of both."""
        self.holding.close()
        self.without.close()


def twins(folder: Path, reader: Reader) -> Twins:
    """Makes both in an empty folder."""
    library = Library.create(folder / "without", load=lambda: reader)
    library.readers = 1
    list(library.add(item(f"https://example.org/{n}", text, outlet="وكالة خيالية") for n, text in enumerate(ORDINARY)))
    without = Bench(library)
    for role in accounts.ROLES:
        without.token(role)
        without.token(role, cleared=True)
    shutil.copytree(folder / "without", folder / "holding")
    holding = Bench(Library.open(folder / "holding", load=lambda: reader))
    _hide(holding.library)
    return Twins(holding, without)


def _hide(library: Library) -> None:
    library.readers = 1
    told = item(ADDRESS, HIDDEN, outlet=OUTLET)
    told = replace(told, title=f"خبر {TOKENS[0]}", channel=Channel(platform="telegram", account=TOKENS[9]))
    failed = Refused(where=ADDRESS, error=NoWordsError(f"{ADDRESS} holds no words: {TOKENS[10]}"))
    list(library.add([told, failed]))
    own = library.as_user("admin-cleared")
    for handle in handles(library):
        own.review(handle, "unsure", note=TOKENS[10])
        own.comment(handle, TOKENS[10])
    library.restrict(ADDRESS, TOKENS[10])


def handles(library: Library) -> list[str]:
    """The accounts of the hidden report."""
    with reading(library.engine) as connection:
        told = select(mentions.c.handle).join(documents, documents.c.id == mentions.c.document)
        told = told.where(documents.c.outlet == OUTLET, mentions.c.sort == "event").order_by(mentions.c.id)
        return list(connection.execute(told).scalars())


def ids(library: Library) -> Iterator[str]:
    """All that the archive gave an id."""
    with reading(library.engine) as connection:
        yield from connection.execute(select(clusters.c.id).order_by(clusters.c.id)).scalars()
