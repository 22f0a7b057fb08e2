from datetime import UTC, datetime
from pathlib import Path

import pytest

from isnad.ingest.by_hand import pasted, pictured, transcribed
from isnad.ingest.items import document
from tests.ingest.report_texts import FIRST, SECOND


def at() -> datetime:
    return datetime(2024, 3, 12, 18, tzinfo=UTC)


def test_a_pasted_post() -> None:
    item = pasted(
        FIRST, url="https://X.com/valley/5#top", platform="x", account="الوادي", published="2024-03-12",
        outlet="صحيفة", clock=at,
    )  # fmt: skip
    assert (item.key, item.raw) == ("https://x.com/valley/5", FIRST.encode())
    assert (item.custody.source, item.custody.fetched_at) == ("-", "2024-03-12T18:00:00+00:00")
    found, warnings = document(item)
    assert (found.text, found.text_origin, found.url, warnings) == (FIRST, "pasted", "https://X.com/valley/5#top", ())
    assert (found.channel.platform, found.channel.account) == ("x", "الوادي")
    assert (found.published, found.outlet) == ("2024-03-12", "صحيفة")


def test_the_same_words_pasted_twice_are_one_report() -> None:
    assert pasted(FIRST).key == pasted(FIRST.encode()).key != pasted(SECOND).key


def test_pasted_markup_is_text() -> None:
    words = f"<b>{FIRST}</b>"
    assert document(pasted(words))[0].text == words


def test_what_is_no_character_is_told() -> None:
    found, warnings = document(pasted(f"{FIRST}\ud800\0"))
    assert found.text == f"{FIRST}\ufffd\ufffd"
    assert len(warnings) == 2 and "surrogate" in warnings[0] and "NUL" in warnings[1]


def test_a_transcript(tmp_path: Path) -> None:
    image = tmp_path / "shot.png"
    image.write_bytes(b"\x89PNG")
    item = transcribed(image, FIRST, published="2024-03-12", outlet="صحيفة", clock=at)
    assert (item.key, item.custody.source, item.warnings) == (str(image), str(image), ())
    assert [(one.name, one.raw) for one in item.attachments] == [("shot.png", b"\x89PNG")]
    found, _ = document(item)
    assert (found.text, found.text_origin, found.published, found.outlet) == (
        FIRST,
        "transcribed",
        "2024-03-12",
        "صحيفة",
    )
    told = transcribed(image, SECOND, url="https://example.com/1", source="shot.png.txt")
    assert (told.key, told.custody.source) == ("https://example.com/1", "shot.png.txt")


def test_a_picture_that_cannot_be_had_costs_no_words(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    with (folder / "large.png").open("wb") as file:
        file.truncate(21 * 1024**2)
    for name in ("link.png", "none.png", "large.png"):
        item = transcribed(folder / name, FIRST)
        assert item.attachments == () and len(item.warnings) == 1 and "picture is left out" in item.warnings[0]
        assert document(item)[0].text == FIRST


@pytest.mark.parametrize(
    ("name", "picture"),
    [
        ("a.png.txt", "a.png"),
        ("a.JPG.TXT", "a.JPG"),
        ("b.txt", None),
        ("a.png", None),
        ("c.pdf.txt", None),
        ("d.png.txt", None),
    ],
)
def test_which_text_is_a_transcript(tmp_path: Path, name: str, picture: str | None) -> None:
    for one in ("a.png", "a.JPG", "c.pdf"):
        (tmp_path / one).touch()
    (tmp_path / "d.png").mkdir()
    assert pictured(tmp_path / name) == (tmp_path / picture if picture else None)
