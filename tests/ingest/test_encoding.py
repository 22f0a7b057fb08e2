import codecs

import pytest

from isnad.ingest.encoding import decode
from tests.ingest.report_texts import REPORT


@pytest.mark.parametrize(
    ("prefix", "codec", "said"),
    [
        (b"", "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (b"", "utf-16-le", "utf-16-le"),
        (b"", "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (b"", "cp1256", "windows-1256"),
    ],
)
@pytest.mark.parametrize("text", [REPORT, REPORT.replace("\n", "\r\n"), "مقتل 3 جنود"])
def test_encodings(prefix: bytes, codec: str, said: str, text: str) -> None:
    decoded = decode(prefix + text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.warnings) == (text, said, ())


@pytest.mark.parametrize(("codec", "cut"), [("utf-8", 1), ("utf-16-le", 1)])
def test_truncated_end(codec: str, cut: int) -> None:
    decoded = decode("قصف المدينة".encode(codec)[:-cut])
    assert decoded.text == "قصف المدين\ufffd"
    assert "end may be missing" in decoded.warnings[0]


def test_nul_and_surrogates_one_for_one() -> None:
    decoded = decode("قصف\0 \ud800المدينة\udfff".encode("utf-8", "surrogatepass"))
    assert decoded.text == "قصف\ufffd \ufffdالمدينة\ufffd"
    assert [w.split()[0] for w in decoded.warnings] == ["2", "1"]
    wide = decode(codecs.BOM_UTF16_LE + "قصف \ud800المدينة".encode("utf-16-le", "surrogatepass"))
    assert wide.text == "قصف \ufffdالمدينة"
    assert "surrogate" in wide.warnings[0]


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    raw = REPORT.encode()
    decoded = decode(raw[:13] + b"\xff" + raw[13:])
    assert decoded.encoding == "utf-8"
    assert decoded.text.replace("\ufffd", "") == REPORT
    assert "1 byte sequence" in decoded.warnings[0]


def test_replacement_characters_of_the_input_are_no_loss() -> None:
    assert decode("قصف \ufffd المدينة".encode()).warnings == ()


def test_markup_does_not_outweigh_the_words_of_an_old_page() -> None:
    page = (
        f'<html><head><meta name="viewport" content="width=device-width">{"<div class=box>" * 40}</head><p>{REPORT}</p>'
    )
    decoded = decode(page.encode("cp1256"))
    assert (decoded.encoding, decoded.text) == ("windows-1256", page)
