import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isnad.errors import ExportError, IsnadError
from isnad.ingest.items import Item, Refused, document
from isnad.ingest.telegram import canonical_json, is_telegram, telegram_items
from tests.ingest.packing import contained, telegram
from tests.ingest.report_texts import FIRST, SECOND, THIRD


def message(number: object, text: object = FIRST, **more: object) -> dict[str, object]:
    return {
        "id": number, "type": "message", "date": "2023-11-15T00:13:20", "date_unixtime": "1700000000",
        "from": "قناة الوادي", "from_id": "channel1234567890", "text": text, **more,
    }  # fmt: skip


def found_in(
    folder: Path, *messages: object, passed: Counter[str] | None = None, **chat: object
) -> list[Item | Refused]:
    return list(telegram_items(contained(folder / "result.json", telegram(messages, **chat)), passed))


def test_a_message(tmp_path: Path) -> None:
    told = message(7, forwarded_from="وكالة النهر", edited="x", edited_unixtime="1700000100", views=3)
    (item,) = found_in(tmp_path, told)
    assert isinstance(item, Item)
    assert item.key == "telegram:1234567890/7"
    assert item.raw == canonical_json(told) and json.loads(item.raw) == told
    assert item.custody.member == "message 7" and item.custody.source == str(tmp_path / "result.json")
    assert item.custody.container == hashlib.sha256((tmp_path / "result.json").read_bytes()).hexdigest()
    record, warnings = document(item)
    assert (record.text, warnings) == (FIRST, ())
    assert record.id == "sha256:" + hashlib.sha256(item.raw).hexdigest()
    assert record.published_at == "2023-11-14T22:13:20+00:00" and record.published_basis == "given"
    channel = record.channel
    assert (channel.platform, channel.account, channel.post_id) == ("telegram", "قناة الوادي", "7")
    assert (channel.forwarded_from, channel.edited_at) == ("وكالة النهر", "2023-11-14T22:15:00+00:00")


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ([{"type": "bold", "text": "عاجل"}, " | ", FIRST, {"type": "link", "text": "https://e.example"}], None,
         f"عاجل | {FIRST}https://e.example"),
        ("", [{"type": "plain", "text": FIRST}], FIRST),
        ([], [{"type": "plain", "text": FIRST}, 7, {"type": "x"}], FIRST),
        (f" {FIRST}\n\n", None, f" {FIRST}\n\n"),
    ],
)  # fmt: skip
def test_words_with_marks(tmp_path: Path, text: object, entities: object, expected: str) -> None:
    (item,) = found_in(tmp_path, message(1, text, text_entities=entities))
    assert isinstance(item, Item) and item.text == expected


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"date_unixtime": 1700000000}, "2023-11-14T22:13:20+00:00"),
        ({"date_unixtime": None}, "2023-11-15T00:13:20"),
        ({"date_unixtime": "0", "date": "1970-01-01T00:00:00"}, None),
        ({"date_unixtime": "9" * 30}, None),
        ({"date_unixtime": None, "date": "أمس"}, None),
        ({"date_unixtime": "١٢", "date": None}, None),
    ],
)
def test_times(tmp_path: Path, times: dict[str, object], expected: str | None) -> None:
    (item,) = found_in(tmp_path, message(1, **times))
    assert isinstance(item, Item) and item.published == expected


def test_what_is_passed_over(tmp_path: Path) -> None:
    passed = Counter[str]()
    odd = [{"id": 1, "type": "service", "action": "pin"}, message(2, ""), message(3, "🔴 https"), message(4, None)]
    found = found_in(tmp_path, *odd, message(5, "❤️ …"), passed=passed)
    assert [one.key for one in found if isinstance(one, Item)] == ["telegram:1234567890/3"]
    assert passed == Counter({"service messages": 1, "messages without words": 3})


def test_broken_messages_stop_nothing(tmp_path: Path) -> None:
    deep: list[object] = []
    for _ in range(400):
        deep = [deep]
    found = found_in(tmp_path, "x", message("8"), message(None), message(True), message(9, more=deep), message(10))
    assert [type(one) for one in found] == [Refused, Refused, Refused, Refused, Item, Item]
    assert all(isinstance(one.error, ExportError) for one in found if isinstance(one, Refused))
    assert found[0] == Refused(where=f"{tmp_path / 'result.json'}: message 1", error=found[0].error)  # type: ignore[union-attr]


def test_reactions_make_no_new_version(tmp_path: Path) -> None:
    keys = {
        (one.key, one.raw)
        for count in (1, 2)
        for one in found_in(tmp_path, message(1, reactions=[{"emoji": "👍", "count": count}]))
        if isinstance(one, Item)
    }
    assert len(keys) == 1


def test_a_whole_account(tmp_path: Path) -> None:
    chats = [{"name": None, "type": "saved_messages", "id": 5, "messages": [message(1)]}, 3,
             {"name": "ب", "type": "public_channel", "id": 6, "messages": [message(1, SECOND)]}]  # fmt: skip
    left = [{"name": "ج", "messages": [message(1, THIRD)]}]
    export = {"about": "…", "personal_information": {"user_id": 1}, "contacts": {"list": [1]},
              "chats": {"about": "…", "list": chats}, "left_chats": {"list": left}}  # fmt: skip
    raw = json.dumps(export)
    assert is_telegram(raw.encode())
    container = contained(tmp_path / "result.json", raw)
    found = [one for one in telegram_items(container) if isinstance(one, Item)]
    assert [one.key for one in found] == ["telegram:5/1", "telegram:6/1", f"{tmp_path / 'result.json'}#1"]
    assert [one.channel.account for one in found] == [None, "ب", "ج"]


def test_an_album_is_one_report(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    for number in (1, 2, 3):
        (tmp_path / "photos" / f"{number}.jpg").write_bytes(b"%d" % number)
    album = [message(number, "", photo=f"photos/{number}.jpg") for number in (1, 2, 3)]
    album[1]["text"] = FIRST
    later = message(4, SECOND, photo="photos/3.jpg", date_unixtime="1700000001")
    passed = Counter[str]()
    found = found_in(tmp_path, *album, later, passed=passed)
    told = [
        (one.key[-1], [(file.name, file.raw) for file in one.attachments]) for one in found if isinstance(one, Item)
    ]
    assert told == [("2", [("1.jpg", b"1"), ("2.jpg", b"2"), ("3.jpg", b"3")]), ("4", [("3.jpg", b"3")])]
    assert not passed


@pytest.mark.parametrize(
    "change", [{"from_id": "user1"}, {"date_unixtime": "1700000001"}, {"photo": None}, {"text": SECOND}]
)
def test_what_is_no_album(tmp_path: Path, change: dict[str, object]) -> None:
    found = found_in(tmp_path, message(1, photo="(x)"), {**message(2, "", photo="(x)"), **change}, message(3, THIRD))
    assert all(not one.attachments for one in found if isinstance(one, Item))
    assert len(found) == (3 if "text" in change else 2)


@pytest.mark.parametrize("name", ["../secret.jpg", "/etc/passwd", "photos/link.jpg", "photos/none.jpg", "photos"])
def test_attachments_lie_below_the_export(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "export"
    (folder / "photos").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (folder / "photos" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (item,) = found_in(folder, message(1, photo=name))
    assert isinstance(item, Item) and item.attachments == ()
    assert len(item.warnings) == 1 and "an attachment is left out" in item.warnings[0]


def test_what_the_export_left_out_is_no_trouble(tmp_path: Path) -> None:
    (item,) = found_in(tmp_path, message(1, file="(File not included. Change data exporting settings to download.)"))
    assert isinstance(item, Item) and (item.attachments, item.warnings) == ((), ())


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.99])
def test_a_file_that_is_cut_off_gives_what_is_there(tmp_path: Path, cut: float) -> None:
    raw = telegram([message(number) for number in range(1000)])
    found = list(telegram_items(contained(tmp_path / "r.json", raw[: int(len(raw) * cut)])))
    assert len(found) > cut * 990
    assert isinstance(found[-1], Refused) and isinstance(found[-1].error, ExportError)


@pytest.mark.parametrize(
    "raw", ["", "[]", "{}", "{", '{"messages": 7}', '{"a": ' + "[" * 5000, '{"id": 1e', '{"a": "\n']
)
def test_what_is_no_export(tmp_path: Path, raw: str) -> None:
    (refused,) = telegram_items(contained(tmp_path / "r.json", raw))
    assert isinstance(refused, Refused) and isinstance(refused.error, ExportError)


@pytest.mark.parametrize(
    ("head", "expected"),
    [(telegram([]).encode(), True), (b"\xef\xbb\xbf " + telegram([]).encode(), True), (b"[]", False), (b"", False),
     (b'{"text": "x", "id": 1}', False), (b'{"about": "x", "chats": {}}', True), (b"\x89PNG", False)],
)  # fmt: skip
def test_exports_are_told_from_other_files(head: bytes, expected: bool) -> None:
    assert is_telegram(head) == expected


def test_the_same_message_has_the_same_bytes_in_any_order() -> None:
    assert (
        canonical_json({"b": 1, "a": "خ\ud800"})
        == canonical_json({"a": "خ\ud800", "b": 1})
        == '{"a":"خ\\ud800","b":1}'.encode()
    )


JSON = st.recursive(
    st.sampled_from([FIRST, "1.jpg", "7", None, True]) | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["id", "type", "text", "text_entities", "date", "date_unixtime", "edited_unixtime", "photo", "file", "messages"]
    ), inner, max_size=6),
    max_leaves=12,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(JSON | JSON.map(lambda value: {**message(1), "text": value, "photo": value, "id": value})), JSON)
def test_any_messages_are_taken_or_refused(tmp_path: Path, messages: list[object], chat: object) -> None:
    found = found_in(tmp_path, *messages, id=chat, name=chat)
    for one in found:
        if isinstance(one, Refused):
            assert isinstance(one.error, IsnadError)
        else:
            assert one.text and one.raw and one.key.encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.sampled_from([*'{}[],:"\\ 1e-', '"messages"', '"id"', "null", "\ud800", '"chats"', '"list"']),
        max_size=40,
    )
)
def test_any_json_is_taken_or_refused(tmp_path: Path, parts: list[str]) -> None:
    container = contained(tmp_path / "r.json", "".join(parts).encode("utf-8", "surrogatepass"))
    assert all(isinstance(one, Item | Refused) for one in telegram_items(container))
