"""Packed files as the tests of this folder need them: whole, broken and hostile."""

import gzip
import io
import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from isnad.ingest.custody import Container

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def gzipped(raw: bytes, level: int = 9) -> bytes:
    """Packed without the time of day, so that tests bear the same names in every process."""
    return gzip.compress(raw, level, mtime=0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of these files."""
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def zipped_link(name: str, target: str) -> bytes:
    """A ZIP archive with a symbolic link."""
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        entry = ZipInfo(name)
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, target)
    return held.getvalue()


def understated(raw: bytes, size: int) -> bytes:
    """A ZIP archive of one file whose size is told to be this, in the list of files and before the file itself."""
    told, listed = struct.pack("<L", size), raw.rindex(b"PK\x01\x02")
    return raw[:22] + told + raw[26 : listed + 24] + told + raw[listed + 28 :]


def docx(body: str, title: str | None = None, prolog: str = "") -> bytes:
    """A DOCX file with this markup in its body."""
    main = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    files = {"[Content_Types].xml": b"<Types/>", "word/document.xml": main.encode()}
    if title is not None:
        dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        files["docProps/core.xml"] = f"<core {dc}><dc:title>{escape(title)}</dc:title></core>".encode()
    return zipped(files)


def paragraph(text: str) -> str:
    """A paragraph of a DOCX file."""
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def telegram(messages: Sequence[object], **chat: object) -> str:
    """An export of one chat."""
    told = {"name": "قناة الوادي", "type": "public_channel", "id": 1234567890, **chat, "messages": messages}
    return json.dumps(told, ensure_ascii=False, indent=1)


def contained(path: Path, content: str | bytes) -> Container:
    """A file that holds many items."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Container.of(path)
