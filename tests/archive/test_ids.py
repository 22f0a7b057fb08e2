"""What is joined and comes apart again has the ids that it had before: addresses stay good."""

from isnad.archive.asking import event_lists, finding
from isnad.archive.asking.happenings import event_page
from isnad.archive.library import Library
from isnad.archive.opening import reading
from tests.archive.reports import item

ARREST = "اعتقلت الشرطة العراقية عشرة مطلوبين في مدينة الموصل في 15 شباط 2021.\n"
SHELLING = "قصفت مدفعية الجيش السوداني مواقع قوات الدعم السريع في مدينة بارا في 15 آذار 2021.\n"


def ids(library: Library) -> dict[str, str]:
    with reading(library.engine) as connection:
        asked = finding.asked(connection, "", library.reader.book)
        found = event_lists.events(connection, asked, library.reader.book).rows
    return {line.type: line.id for line in found}


def handle(library: Library, id_: str) -> str:
    with reading(library.engine) as connection:
        return event_page(connection, id_, library.reader.book).reports[0].handle


def test_what_comes_apart_has_the_ids_of_before(library: Library) -> None:
    list(library.add([item("one", ARREST), item("two", SHELLING)]))
    before = ids(library)
    assert set(before) == {"COERCE", "ASSAULT"}
    one, other = before.values()
    handles = handle(library, one), handle(library, other)
    library.judge(one, other, "same")
    assert len(ids(library)) == 1
    library.judge(handles[0], handles[1], "undone")
    assert ids(library) == before
    for type_, id_ in before.items():
        with reading(library.engine) as connection:
            assert event_page(connection, id_, library.reader.book).line.type == type_
