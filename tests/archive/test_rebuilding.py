"""Reading an archive again with another codebook: what comes and goes, and what people said stays in force."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text

from isnad.annotate.reader import Reader
from isnad.archive.guarding.verifying import verify
from isnad.archive.library import Library
from isnad.archive.opening import reading, writing
from isnad.archive.schema import ASSEMBLED, clusters, mentions
from isnad.archive.tables import METADATA
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, add

SLIDE = "أفاد مصدر محلي أن قوات النظام السوري تزحلقت، أمس، نحو موقع تنظيم داعش في مدينة تدمر."
ENTRY = """\
type: ASSAULT
frame: strike
gloss: {ar: تزحلق, en: slide}
verbs: [تزحلق يتزحلق تزحلق]
examples: [{text: تزحلقت القوات, trigger: تزحلقت}, {text: تزحلق الجنود, trigger: تزحلق}]
counter_examples: [وقفت القوات]
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder of entries by which one more deed is read."""
    folder = tmp_path / "mine" / "events" / "assault"
    folder.mkdir(parents=True)
    (folder / "slide.yaml").write_text(ENTRY, "utf-8")
    return tmp_path / "mine"


@pytest.fixture
def library(library: Library) -> Library:
    """An archive of four reports, two of them on one happening."""
    add(library, (CLASH, AGAIN, f"{SLIDE} {OTHER}", MEETING))
    return library


def again(library: Library, folder: Path | None) -> Library:
    """The same archive, opened with a user's entries."""
    found = Library.open(library.place, who="tester", load=partial(Reader.with_codebook, folder))
    found.readers = 1
    return found


def events(library: Library) -> dict[str, str]:
    """The cluster of each live mention of an event, by its handle."""
    with reading(library.engine) as connection:
        rows = connection.execute(
            select(mentions.c.handle, mentions.c.cluster).where(
                mentions.c.gone_at.is_(None), mentions.c.sort == "event"
            )
        )
        return {row.handle: row.cluster for row in rows}


def test_what_another_codebook_reads_comes_and_goes(library: Library, mine: Path) -> None:
    before = events(library)
    opened = again(library, mine)
    changed = {one.document: (one.came, one.went) for one in opened.rebuild()}
    assert changed == {1: (0, 0), 2: (0, 0), 3: (1, 0), 4: (0, 0)}
    after = events(opened)
    assert before.items() <= after.items() and len(after) == len(before) + 1
    assert list(opened.rebuild()) == []
    opened.close()
    assert [(one.came, one.went) for one in library.rebuild()] == [(0, 0), (0, 0), (0, 1), (0, 0)]
    assert events(library) == before
    assert list(verify(library.engine, None)) == []


def test_what_people_said_stays_in_force(library: Library, mine: Path) -> None:
    left, right = sorted(handle for handle, cluster in events(library).items() if _is_shared(library, cluster))
    library.judge(left, right, "different", "two streets")
    opened = again(library, mine)
    list(opened.rebuild())
    found = events(opened)
    assert found[left] != found[right]
    opened.close()


def _is_shared(library: Library, cluster: str) -> bool:
    return list(events(library).values()).count(cluster) > 1


def test_what_is_assembled_can_be_dropped_and_made_again(library: Library) -> None:
    before = events(library)
    left, right = sorted(handle for handle, cluster in before.items() if _is_shared(library, cluster))
    library.judge(left, right, "different")
    apart = events(library)
    shown, known = _lists(library), _known(library)
    with writing(library.engine) as connection:
        for table in ASSEMBLED:
            connection.execute(delete(METADATA.tables[table]))
        connection.execute(text("DELETE FROM settings WHERE name IN ('assembled', 'tokens')"))
    assert [(one.came, one.went) for one in library.rebuild()] == [(0, 0)] * 4
    made = events(library)
    assert made.keys() == apart.keys() and made[left] != made[right]
    assert (_lists(library), _known(library)) == (shown, known)


def _lists(library: Library) -> list[str]:
    with reading(library.engine) as connection:
        return sorted(map(repr, connection.execute(select(clusters.c.data)).scalars()))


def _known(library: Library) -> list[tuple[str, str]]:
    """Since when each event is known: what is assembled anew is known no later than before."""
    wanted = select(mentions.c.handle, mentions.c.known_at).where(mentions.c.sort == "event")
    with reading(library.engine) as connection:
        return sorted((row.handle, row.known_at) for row in connection.execute(wanted))


def test_a_judgement_on_words_that_say_nothing_any_more_is_told(library: Library, mine: Path) -> None:
    opened = again(library, mine)
    before = events(opened)
    list(opened.rebuild())
    (new,) = events(opened).keys() - before.keys()
    other = next(handle for handle in before if not handle.startswith(new.partition("@")[0]))
    opened.judge(new, other, "different")
    opened.close()
    told = {one.document: one.orphaned for one in library.rebuild() if one.orphaned}
    assert told == {3: (new,)}
