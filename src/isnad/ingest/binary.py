"""What an input is when it is not text, by its first bytes or by its control characters."""

import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a RIFF file (WebP image, sound or video)"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (or a DOCX, XLSX, EPUB or ODT document)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"ID3", "an MP3 sound file"),
    (b"OggS", "an Ogg sound or video file"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_MOST_CONTROLS = 0.05
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def seems_binary(raw: bytes) -> str | None:
    """The kind of file that the first bytes of `raw` announce ("a PDF document"), or None."""
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return kind
    if raw[4:8] == b"ftyp":
        return "an MP4 video or HEIF image"
    return None


def seems_garbled(text: str) -> bool:
    """Whether more than one character in twenty of a decoded text is a control character (tabs and line ends are
    not): no text of people has that."""
    return len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text) + 1
