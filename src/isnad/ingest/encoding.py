"""From bytes to characters: which encoding, and what could not be decoded.

Nothing is repaired. What is no character (a broken byte sequence, NUL, a lone surrogate) becomes U+FFFD, with a
warning; a byte order mark is no part of the text.
"""

import codecs
import re
from dataclasses import dataclass

_REPLACEMENT = "\ufffd"
_SURROGATE_BYTES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 8192
_HIGH_BYTES = bytes((0x00, 0x06))
"""The high bytes of UTF-16 text in Arabic: U+06xx letters; U+00xx spaces, digits, line ends."""

_SURROGATES = "{} lone surrogate(s) stand as U+FFFD in the text"
_NULS = "{} NUL character(s) stand as U+FFFD in the text"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of an input, the encoding that gave them and what was lost."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(raw: bytes) -> Decoded:
    """The text of `raw`, which is UTF-8, UTF-16, UTF-32 (with a byte order mark) or Windows-1256. Never fails."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _cleaned(raw[len(bom) :], encoding)
    if wide := _by_high_bytes(raw[:_SAMPLE]):
        return _cleaned(raw, wide)
    return _cleaned(raw, "utf-8" if _is_utf8(raw) else "windows-1256")


def cleaned(text: str) -> Decoded:
    """`text`, which came as characters, with U+FFFD for each NUL and each lone surrogate, and a warning for either."""
    warnings = []
    text, surrogates = _SURROGATE.subn(_REPLACEMENT, text)
    if surrogates:
        warnings.append(_SURROGATES.format(surrogates))
    if nuls := text.count("\0"):
        text = text.replace("\0", _REPLACEMENT)
        warnings.append(_NULS.format(nuls))
    return Decoded(text, "utf-8", tuple(warnings))


def _by_high_bytes(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte is 00 or 06, bytes that no other text has."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[offset : pairs * 2 : 2]
        if sum(high.count(byte) for byte in _HIGH_BYTES) >= 0.7 * pairs:
            low = sample[1 - offset : pairs * 2 : 2]
            if sum(low.count(byte) for byte in _HIGH_BYTES) < 0.3 * pairs:
                return encoding
    return None


def _is_utf8(raw: bytes) -> bool:
    """Whether UTF-8 explains `raw` better than Windows-1256 does; a few broken bytes are no proof against it."""
    text = _SURROGATE_BYTES.sub(b"?", raw).decode("utf-8", "replace")
    broken = text.count(_REPLACEMENT) - raw.count(b"\xef\xbf\xbd")
    if broken <= 0:
        return True
    read = sum(1 for char in text if char > "\x7f") - text.count(_REPLACEMENT)
    if read >= 3 * broken:
        return True
    other = raw.decode("cp1256", "replace")
    letters = sum(1 for char in other if char > "\x7f" and char.isalpha())  # markup would outweigh the words
    return 2 * len(_ARABIC_LETTER.findall(other)) < letters


def _cleaned(raw: bytes, encoding: str) -> Decoded:
    text, cut = _characters(raw, encoding)
    warnings = []
    if cut:
        text += _REPLACEMENT
        warnings.append("the input ends in the middle of a character: its end may be missing")
    broken = text.count(_REPLACEMENT) - cut
    text = _SURROGATE.sub(_REPLACEMENT, text)
    surrogates = text.count(_REPLACEMENT) - cut - broken
    if encoding == "utf-8":
        surrogates = len(_SURROGATE_BYTES.findall(raw))
        broken -= surrogates + raw.count(b"\xef\xbf\xbd")
    else:
        broken = 0
    if broken > 0:
        warnings.append(f"{broken} byte sequence(s) are not {encoding}: each stands as U+FFFD in the text")
    if surrogates:
        warnings.append(_SURROGATES.format(surrogates))
    if nuls := text.count("\0"):
        text = text.replace("\0", _REPLACEMENT)
        warnings.append(_NULS.format(nuls))
    return Decoded(text, encoding, tuple(warnings))


def _characters(raw: bytes, encoding: str) -> tuple[str, bool]:
    """The text and whether the last character is cut off (it is then not in the text)."""
    if encoding == "utf-8":
        whole = raw[: len(raw) - _cut_utf8(raw)]
        return _SURROGATE_BYTES.sub(_REPLACEMENT.encode(), whole).decode("utf-8", "replace"), len(whole) < len(raw)
    if encoding == "windows-1256":
        return raw.decode("cp1256", "replace"), False
    width = 4 if encoding.startswith("utf-32") else 2
    whole = raw[: len(raw) // width * width]
    try:
        text = whole.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        text = whole.decode(encoding, "replace")
    return text, len(whole) < len(raw)


def _cut_utf8(raw: bytes) -> int:
    """How many bytes at the end of `raw` are the start of a character that goes on."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    decoder.decode(raw[-4:])
    left, _ = decoder.getstate()
    return len(left)
