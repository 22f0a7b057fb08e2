"""The passwords that many people use, as lines that the sign-in refuses: of the package @zxcvbn-ts/language-common."""

import json
from pathlib import Path

SHORTEST = 8
"""Characters: a shorter password is refused for its length anyhow."""


def write(source: Path, target: Path) -> None:
    """Writes each of the package's common passwords once, in lower case, the most common first."""
    known = json.loads(source.read_text(encoding="utf-8"))
    lines = dict.fromkeys(word.lower() for word in known if len(word) >= SHORTEST and word.isprintable())
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
