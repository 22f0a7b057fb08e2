"""Text as XML 1.0 can hold it."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character in XML 1.0 (section 2.2): it cannot even be escaped, so U+FFFD stands for it."""


def content(text: str) -> str:
    """Text between tags."""
    return escape(_NO_XML.sub("\ufffd", text))


def attributes(**values: str | None) -> str:
    """Attributes of a tag, each with a space before it; those that are None are left out."""
    return "".join(
        f" {name}={quoteattr(_NO_XML.sub(chr(0xFFFD), value))}" for name, value in values.items() if value is not None
    )
