"""JSON files that are too large to hold: their parts one after the other, as they stand in the file."""

import codecs
import json
from collections.abc import Iterator
from json import JSONDecodeError
from typing import IO

from isnad.errors import ExportError

_PIECE = 64 * 1024
_LONGEST = 20 * 1024 * 1024
"""Characters of one part, such as a message: as long as an input may be (`words.MOST_BYTES`)."""
_DEEPEST = 60
_SPACES = " \t\n\r"
_DECODER = json.JSONDecoder()


class JsonStream:
    """A JSON text that is read piece by piece. Its methods raise ExportError where it is none or is cut off."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._text, self._at, self._ended = "", 0, False

    def opens(self) -> str:
        """The next character that is no space, left where it is; nothing at the end of the text."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACES:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def takes(self, char: str) -> bool:
        """Whether the next character is this one; it is then passed."""
        if self.opens() != char:
            return False
        self._at += 1
        return True

    def needs(self, char: str) -> None:
        """Passes this character."""
        if not self.takes(char):
            raise ExportError(f"the JSON file is broken: {char!r} is missing; export it again")

    def value(self) -> object:
        """The next value, whole."""
        self.opens()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                if not self._more():
                    raise ExportError(f"the JSON file is broken or cut off ({error.msg}): export it again") from error
            except (ValueError, RecursionError) as error:
                raise ExportError("the JSON file holds what no program exports: export it again") from error
            else:
                if end < len(self._text) or not self._more():
                    self._at = end
                    return found

    def members(self) -> Iterator[str]:
        """The names of the object that opens here, each before its value, which the caller passes by `value`,
        `members`, `elements` or `skip`."""
        self.needs("{")
        if self.takes("}"):
            return
        while True:
            name = self.value()
            self.needs(":")
            yield str(name)
            if not self.takes(","):
                self.needs("}")
                return

    def elements(self) -> Iterator[int]:
        """The places of the list that opens here, each before its value."""
        self.needs("[")
        if self.takes("]"):
            return
        number = 0
        while True:
            yield number
            number += 1
            if not self.takes(","):
                self.needs("]")
                return

    def skip(self, depth: int = 0) -> None:
        """Passes the next value, without holding it where it is a list or an object."""
        opens = self.opens()
        if opens in ("{", "[") and depth >= _DEEPEST:
            raise ExportError("the JSON file is nested as no program does: export it again")
        if opens == "{":
            for _ in self.members():
                self.skip(depth + 1)
        elif opens == "[":
            for _ in self.elements():
                self.skip(depth + 1)
        else:
            self.value()

    def _more(self) -> bool:
        """Reads on, in ever larger pieces where one value needs many; False at the end."""
        if self._ended:
            return False
        kept = self._text[self._at :]
        if len(kept) > _LONGEST:
            raise ExportError(f"the JSON file holds a value of over {_LONGEST // 1024**2} MB: it cannot be read")
        raw = self._stream.read(max(_PIECE, len(kept)))
        self._ended = not raw
        self._text = kept + self._decoder.decode(raw, final=self._ended)
        self._at = 0
        return len(self._text) > len(kept) or not self._ended
