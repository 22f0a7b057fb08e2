import hashlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isnad.errors import ExportError, IsnadError, OversizedSourceError
from isnad.ingest.chat_lines import head_of, order_of, said_in
from isnad.ingest.items import Item, Refused, document
from isnad.ingest.whatsapp import chat_name, is_whatsapp, whatsapp_items
from tests.ingest.packing import contained
from tests.ingest.report_texts import FIRST, SECOND, THIRD

NAME = "WhatsApp Chat with أخبار الوادي.txt"


def found_in(path: Path, *lines: str, passed: Counter[str] | None = None) -> list[Item | Refused]:
    return list(whatsapp_items(contained(path, "\n".join(lines)), passed))


def items_in(path: Path, *lines: str) -> list[Item]:
    return [one for one in found_in(path, *lines) if isinstance(one, Item)]


@pytest.mark.parametrize(
    ("line", "clock", "author"),
    [
        ("12/03/2024, 18:22 - مراسل: خبر", "18:22", "مراسل"),
        ("[12/03/2024, 18:22:10] مراسل: خبر", "18:22:10", "مراسل"),
        ("\u200e[12/03/2024, 6:22:10\u202fPM] ~ مراسل: خبر", "18:22:10", "مراسل"),
        ("3/12/24, 6:22 PM - Reporter: خبر", "18:22", "Reporter"),
        ("3/12/24, 12:05 a.m. - Reporter: خبر", "00:05", "Reporter"),
        ("12.03.24, 18:22 - +963 933 000 000: خبر", "18:22", "+963 933 000 000"),
        ("١٢\u200f/٣\u200f/٢٠٢٤، ٦:٢٢ م - مراسل: خبر", "18:22", "مراسل"),
        ("\u200f١٢\u200f/٣\u200f/٢٠٢٤، ١٢:٢٢ ص - \u202bمراسل\u202c: خبر", "00:22", "مراسل"),
        ("[١٢/٣/٢٠٢٤، ٦:٢٢:١٠ م] مراسل: خبر", "18:22:10", "مراسل"),
        ("2024-03-12, 18:22 - مراسل: خبر", "18:22", "مراسل"),
        ("12/03/2024 18:22 - مراسل: خبر", "18:22", "مراسل"),
        ("12/03/2024, 18:22 - انضم شخص عبر رابط الدعوة", "18:22", None),
        ("12/03/2024, 18:22 - Someone created group “أخبار: الوادي”", "18:22", None),
        ("12/03/2024, 18:22 - قام شخص بتغيير اسم المجموعة إلى «أخبار: الوادي»", "18:22", None),
        ("12/03/2024, 18:22 - الرسائل والمكالمات مشفرة تمامًا بين الطرفين: اضغط", "18:22", None),
    ],
)
def test_how_entries_begin(line: str, clock: str, author: str | None) -> None:
    head = head_of(line)
    assert head is not None
    assert (head.stamp.clock, head.author) == (clock, author)
    assert author is None or head.rest == "خبر"


@pytest.mark.parametrize(
    "line",
    [
        "خبر",
        "12/03/2024 وصل الوفد",
        "12/03/2024, 25:10 - م: خبر",
        "12/03/2024, 13:10 م - م: خبر",
        "12/03, 18:22 - م: خبر",
        "[12/03/2024, 18:22 - م: خبر",
        "قال 12/03/2024, 18:22 - م: خبر",
        "12/03/2024, 18:61 - م: خبر",
        "",
    ],
)
def test_lines_that_go_on(line: str) -> None:
    assert head_of(line) is None


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["12/03/2024", "13/03/2024"], ["2024-03-12", "2024-03-13"]),
        (["3/12/24", "3/13/24"], ["2024-03-12", "2024-03-13"]),
        (["1/3/24", "1/4/24", "2/1/24"], ["2024-01-03", "2024-01-04", "2024-02-01"]),
        (["3/1/24", "4/1/24", "1/2/24"], ["2024-01-03", "2024-01-04", "2024-02-01"]),
        (["2024-03-12", "2024-03-13"], ["2024-03-12", "2024-03-13"]),
        (["03/03/2024", "03/04/2024"], ["2024-03-03", None]),
        (["13/14/2024", "14/13/2024"], [None, None]),
        (["31/02/2024", "30/01/2024"], [None, "2024-01-30"]),
        (["13/01/1999"], [None]),
    ],
)
def test_which_number_is_the_day_is_told_by_the_whole_chat(dates: list[str], days: list[str | None]) -> None:
    heads = [head_of(f"{date}, 18:22 - م: خبر") for date in dates]
    order = order_of(head.stamp for head in heads if head)
    assert [head.stamp.day(order) for head in heads if head] == days


@pytest.mark.parametrize(
    ("written", "text", "forwarded", "files"),
    [
        (FIRST, FIRST, None, ()),
        (f"{FIRST}\n\n{SECOND}\n", f"{FIRST}\n\n{SECOND}", None, ()),
        (f"{FIRST} <This message was edited>", FIRST, None, ()),
        (f"{FIRST} \u200e<تم تعديل هذه الرسالة>", FIRST, None, ()),
        (f"Forwarded\n{FIRST}", FIRST, "Forwarded", ()),
        (f"\u200fتمت إعادة التوجيه\n{FIRST}", FIRST, "تمت إعادة التوجيه", ()),
        ("Forwarded", "Forwarded", None, ()),
        ("<Media omitted>", "", None, ()),
        ("\u200f<تم استبعاد الوسائط>", "", None, ()),
        ("\u200eimage omitted", "", None, ()),
        ("\u200eتم استبعاد الصورة", "", None, ()),
        ("This message was deleted", "", None, ()),
        ("تم حذف هذه الرسالة.", "", None, ()),
        ("تم حذف هذه الرسالة من قبل مشرف", "", None, ()),
        ("حذفتَ هذه الرسالة", "", None, ()),
        (f"IMG-1.jpg (file attached)\n{FIRST}", FIRST, None, ("IMG-1.jpg",)),
        (f"\u200fصورة 1.jpg (الملف مرفق)\n{FIRST}", FIRST, None, ("صورة 1.jpg",)),
        (f"{FIRST}\n\u200e<attached: 1-PHOTO.jpg>", FIRST, None, ("1-PHOTO.jpg",)),
        ("<المرفق: 1.jpg>", "", None, ("1.jpg",)),
    ],
)
def test_what_is_said(written: str, text: str, forwarded: str | None, files: tuple[str, ...]) -> None:
    said = said_in(written)
    assert (said.text, said.forwarded, said.files) == (text, forwarded, files)


def test_a_chat(tmp_path: Path) -> None:
    lines = [
        "13/03/2024, 18:20 - الرسائل والمكالمات مشفّرة تمامًا بين الطرفين.",
        f"13/03/2024, 18:22 - أبو فلان: {FIRST}",
        SECOND,
        "13/03/2024, 18:23 - أم فلان: <Media omitted>",
        f"13/03/2024, 18:24 - أم فلان: {THIRD}",
    ]
    passed = Counter[str]()
    first, second = found_in(tmp_path / NAME, *lines, passed=passed)
    assert isinstance(first, Item) and isinstance(second, Item)
    assert passed == Counter({"lines of the application": 1, "messages without words": 1})
    assert first.raw.decode() == f"{lines[1]}\n{SECOND}"
    assert first.custody.member == "line 2" and second.custody.member == "line 5"
    record, warnings = document(first)
    assert (record.text, warnings) == (f"{FIRST}\n{SECOND}", ())
    assert (record.published, record.published_at) == ("2024-03-13", "2024-03-13T18:22:00")
    assert (record.channel.platform, record.channel.account) == ("whatsapp", "أبو فلان")
    assert second.text == THIRD and first.key != second.key
    assert first.key.startswith("whatsapp:" + hashlib.sha256("أخبار الوادي".encode()).hexdigest()[:16])


def test_keys_are_the_same_when_the_chat_goes_on(tmp_path: Path) -> None:
    lines = [f"12/03/2024, 18:22 - م: {FIRST}", f"12/03/2024, 18:23 - م: {SECOND}"]
    before = [one.key for one in items_in(tmp_path / NAME, *lines)]
    grown = [f"11/03/2024, 10:00 - م: {THIRD}", *lines, f"13/03/2024, 9:00 - م: {FIRST}"]
    for name in (NAME, "WhatsApp Chat with أخبار الوادي (2).txt", "WhatsApp Chat - أخبار الوادي/_chat.txt"):
        after = [one.key for one in items_in(tmp_path / "later" / name, *grown)]
        assert after[1:3] == before and len(set(after)) == 4
    assert not set(before) & {one.key for one in items_in(tmp_path / "WhatsApp Chat with غيرها.txt", *lines)}


def test_one_message_told_twice_is_one(tmp_path: Path) -> None:
    passed = Counter[str]()
    line = f"12/03/2024, 18:22 - م: {FIRST}"
    assert len(found_in(tmp_path / NAME, line, line, passed=passed)) == 1
    assert passed == Counter({"messages told twice": 1})


def test_an_open_day_is_no_day(tmp_path: Path) -> None:
    first, second = items_in(tmp_path / NAME, f"03/04/2024, 18:22 - م: {FIRST}", f"04/04/2024, 18:23 - م: {SECOND}")
    assert first.published is None and "day and month" in first.warnings[0]
    assert (second.published, second.warnings) == ("2024-04-04T18:23", ())


def test_attachments_lie_beside_the_chat(tmp_path: Path) -> None:
    folder = tmp_path / "chat"
    folder.mkdir()
    (folder / "IMG-1.jpg").write_bytes(b"1")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    items = items_in(
        folder / "_chat.txt",
        f"13/03/2024, 18:22 - م: IMG-1.jpg (file attached)\n{FIRST}",
        f"13/03/2024, 18:23 - م: {SECOND} <attached: ../secret.jpg>",
        f"13/03/2024, 18:24 - م: {THIRD} <attached: link.jpg>",
    )
    assert [[file.raw for file in one.attachments] for one in items] == [[b"1"], [], []]
    assert [len(one.warnings) for one in items] == [0, 1, 1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    container = contained(tmp_path / NAME, f"13/03/2024, 18:22 - مراسل: {FIRST}\r\n{SECOND}\r\n".encode(encoding))
    (item,) = whatsapp_items(container)
    assert isinstance(item, Item) and item.text == f"{FIRST}\r\n{SECOND}"


def test_a_message_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isnad.ingest.whatsapp.MOST_BYTES", 500)
    first, second = found_in(
        tmp_path / NAME, "13/03/2024, 18:22 - م: خبر", *[FIRST] * 20, f"13/03/2024, 18:23 - م: {SECOND}"
    )
    assert isinstance(first, Refused) and isinstance(first.error, OversizedSourceError)
    assert isinstance(second, Item) and second.text == SECOND


def test_no_chat(tmp_path: Path) -> None:
    (refused,) = found_in(tmp_path / NAME, FIRST, SECOND)
    assert isinstance(refused, Refused) and isinstance(refused.error, ExportError)


@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        ("_chat.txt", ["", "13/03/2024, 18:22 - انضم شخص"], True),
        ("WhatsApp Chat with X.txt", ["13/03/2024, 18:22 - م: خبر"], True),
        ("محادثة واتساب مع الوادي.txt", ["13/03/2024, 18:22 - م: خبر"], True),
        ("_chat.txt", [FIRST], False),
        ("a.txt", ["13/03/2024, 18:22 - م: خبر", "تتمة", "13/03/2024, 18:25 - م: خبر"], True),
        ("a.txt", ["13/03/2024, 18:22 - م: خبر"], False),
        ("a.txt", [FIRST, "13/03/2024, 18:22 - م: خبر", "13/03/2024, 18:25 - م: خبر"], False),
        ("a.txt", ["13/03/2024, 18:22 - خبر", "13/03/2024, 18:25 - خبر"], False),
        ("a.txt", [], False),
    ],
)
def test_chats_are_told_from_other_texts(name: str, lines: list[str], expected: bool) -> None:
    assert is_whatsapp(name, lines) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("WhatsApp Chat with أ ب.txt", "أ ب"),
        ("WhatsApp Chat - أ ب/_chat.txt", "أ ب"),
        ("x/_chat.txt", "x"),
        ("y.txt", "y"),
        ("دردشة WhatsApp مع أ ب.txt", "أ ب"),
        ("WhatsApp Chat with أ (3).txt", "أ"),
    ],
)
def test_names_of_chats(path: str, expected: str) -> None:
    assert chat_name(Path(path)) == expected


PARTS = [
    "13/03/2024, 18:22 - ",
    "[1/2/24, 1:2:3 ص] ",
    "م: ",
    "خبر",
    "\n",
    "\r\n",
    "\u200f",
    "<attached: ",
    "a.jpg",
    ">",
    " (file attached)",
    "Forwarded\n",
    "<Media omitted>",
    "\0",
    "\ud800",
    "٣/٣/٢٤، ٣:٣ م - ",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=4), max_size=30))
def test_any_chat_is_taken_or_refused(tmp_path: Path, parts: list[str]) -> None:
    raw = "".join(parts).encode("utf-8", "surrogatepass")
    for one in whatsapp_items(contained(tmp_path / "_chat.txt", raw)):
        if isinstance(one, Refused):
            assert isinstance(one.error, IsnadError)
        else:
            assert one.text and one.raw and one.channel.account is not None
