"""Under which name others are seen: who reviewed what is for editors and admins to know (trust.md, S13)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from isnad.archive import settings
from isnad.archive.people.accounts import MASK_KEY, NOBODY, Account, Lang, at_least, folded
from isnad.archive.people.tables import accounts

_WORDS: Mapping[Lang, str] = {"ar": "مراجع", "en": "Reviewer"}
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Masks:
    """What stands for the people of one archive: the number of an account, else letters made of the name and of what
    only the archive knows. They stay the same for as long as the archive lives."""

    numbers: Mapping[str, int]
    key: str

    @classmethod
    def of(cls, connection: Connection) -> "Masks":
        """Those of an archive, to be asked once for a page."""
        rows = connection.execute(select(accounts.c.folded, accounts.c.id))
        return cls({row.folded: row.id for row in rows}, settings.get(connection, MASK_KEY) or "")

    def shown_name(self, viewer: Account, name: str, lang: Lang) -> str:
        """The name of somebody as `viewer` may see it: editors and admins see it, others their own only. What no
        person did (`engine`) is told to all."""
        plain = folded(name)
        if at_least(viewer.role, "editor") or plain == folded(viewer.name) or plain in NOBODY:
            return name
        return f"{_WORDS[lang]} {self.numbers.get(plain) or self._letters(plain)}"

    def _letters(self, plain: str) -> str:
        made = hmac.digest(self.key.encode(), plain.encode("utf-8", "surrogatepass"), "sha256")
        return "".join(_LETTERS[byte % len(_LETTERS)] for byte in made[:4])
