"""Short reports of our own, plainly fictional, as items and as archives hold them."""

from collections.abc import Iterable
from pathlib import Path

from isnad.archive.intake import Outcome
from isnad.archive.library import Library
from isnad.ingest.items import Custody, Item, Refused

CLASH = "قال مصدر محلي إن اشتباكات اندلعت أمس بين ميليشيا الدفاع الوطني والحرس الثوري الإيراني في مدينة البوكمال."
AGAIN = "أفاد ناشطون بأن اشتباكات عنيفة دارت يوم الاثنين بين الحرس الثوري والدفاع الوطني في البوكمال شرقي دير الزور."
OTHER = "أعلنت وزارة الدفاع العراقية أن غارة جوية أسفرت عن مقتل ثلاثة من عناصر تنظيم داعش في جبال حمرين يوم الجمعة."
MEETING = "اجتمع وفد من وجهاء العشائر مع ضباط روس في مدينة الميادين لبحث ملف المعتقلين، بحسب شبكة محلية."
DAY = "2021-02-16"


def item(key: str, text: str, *, published: str | None = DAY, outlet: str | None = None) -> Item:
    """A text that was had from `key`."""
    custody = Custody(source=key, fetched_at="2026-01-02T03:04:05+00:00", tool="isnad/test", url=key)
    return Item(key=key, raw=text.encode(), custody=custody, media="text", published=published, outlet=outlet)


def put(library: Library, *items: Item | Refused) -> list[Outcome]:
    """Adds them; what became of each."""
    return list(library.add(items))


def add(library: Library, texts: Iterable[str], outlet: str = "وكالة خيالية") -> list[Outcome]:
    """Adds texts under addresses of their own, each by another outlet."""
    found = enumerate(texts, 1)
    return put(library, *(item(f"https://example.org/{n}", text, outlet=f"{outlet} {n}") for n, text in found))


def write(folder: Path, **texts: str) -> Path:
    """A folder with these reports as text files."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
