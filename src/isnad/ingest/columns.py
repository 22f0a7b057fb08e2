"""Which column of a table is what: as the user says, else by the names that columns bear in English and Arabic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from isnad.errors import ColumnsError
from isnad.ingest.phrases import fold_words

ColumnRole = Literal["text", "title", "published", "outlet", "url", "platform", "account", "id"]
ROLES: tuple[ColumnRole, ...] = get_args(ColumnRole)
_NAMES: Mapping[ColumnRole, str] = {
    "text": "text, body, content, article, article text, article body, full text, message, message text, story, post, "
    "post text, tweet, tweet text, maintext, النص, نص, نص الخبر, نص التقرير, نص المنشور, المحتوى, محتوى, المتن, متن, "
    "الخبر, التقرير, المنشور, الرسالة",
    "title": "title, headline, heading, subject, العنوان, عنوان, عنوان الخبر, عنوان التقرير",
    "published": "published, published at, publication date, date published, date publish, pubdate, pub date, date, "
    "datetime, created at, timestamp, time, التاريخ, تاريخ, تاريخ النشر, وقت النشر, تاريخ الخبر",
    "outlet": "outlet, source, publisher, source name, newspaper, site, website, media, المصدر, مصدر, الوسيلة, "
    "الجهة الناشرة, الناشر, الموقع, الصحيفة, الوكالة",
    "url": "url, link, href, address, source url, permalink, webpage, الرابط, رابط, رابط الخبر",
    "platform": "platform, network, channel type, المنصة, منصة",
    "account": "account, author, user, username, screen name, channel, page, from, الحساب, حساب, القناة, قناة, الصفحة, "
    "الكاتب, المستخدم",
    "id": "id, uid, uuid, post id, message id, tweet id, article id, record id, المعرف, معرف, الرقم, رقم",
}
"""Names as analysts' sheets, crawlers and exports of networks write them, the commonest first."""
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Columns:
    """The name of the column for each role that the table has."""

    names: Mapping[ColumnRole, str]

    @classmethod
    def of(cls, header: Iterable[str], given: Mapping[str, str] | None = None) -> "Columns":
        """The columns of a table with these names. `given` says of a role (`text`, `title`, …) which column it is, and
        goes before what names tell; in JSON, `user.name` is `name` within `user`. ColumnsError, with the names that
        there are, where there is no column for the text, or none of a name or no role that the user gave."""
        there = [name for name in header if name.strip()]
        given = given or {}
        for role, name in given.items():
            if role not in ROLES:
                raise ColumnsError(f"{role!r} is no part of a report: map {', '.join(ROLES)}")
            if name not in there and name.partition(".")[0] not in there:
                raise ColumnsError(f"there is no column {name!r}; the table has {_listed(there)}")
        taken = set(given.values())
        names: dict[ColumnRole, str] = {role: given[role] for role in ROLES if role in given}
        folded = {" ".join(fold_words(name.replace("_", " "))): name for name in reversed(there) if name not in taken}
        for role in ROLES:
            if role not in names and (found := next((folded[n] for n in _FOLDED[role] if n in folded), None)):
                names[role] = found
        if "text" not in names:
            raise ColumnsError(f"no column holds the text: say which does; the table has {_listed(there)}")
        return cls(names)


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name[:60]) for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{shown or 'no columns'}{more}"


_FOLDED = {
    role: tuple(" ".join(fold_words(name)) for name in names.split(", ")) for role, names in _NAMES.items()
}  # fmt: skip
