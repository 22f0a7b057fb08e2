"""Whether times are read, on cases that others made: `python -m benchmarks.dates` (part of `make bench`).

- Date cases of Microsoft's Recognizers-Text: those with one value, in the past or present. A case is right when that
  day is read in the sentence, and no other time that has bounds. dateparser searches the same sentences, in the same
  run, and is judged alike. Left out, each with its reason, are cases that contradict the conventions of docs/times.md.
- Incidents that Airwars coded: pairs of a report and the incident that it tells of, published on that day or later. The
  day of the first deed that the record dates to one day or night is set against the coded day; where it dates none, the
  day of publication stands in, here only and never in a record. No reader can reach more than the pairs in which some
  time of the report, or its day of publication, is the coded day: their share is printed beside.
- Speed of reading times alone, on one core.
- `--trials N`: N random strings and N/10 mutated dates, with any day of publication.

What is measured against lies in ../shared and is skipped where it is absent.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import SHARED, inputs
from isnad import IsnadError, Reader
from isnad.annotate.times import read_times
from isnad.arabic.view import View
from isnad.ingest.capture import capture
from isnad.model import Record, TimeExpression

CASES = SHARED / "data" / "ms_recognizers_ar_dev" / "DateParser.json"
INCIDENTS = SHARED / "data" / "airwars_dev"
LEAST_RIGHT, TIMES_BETTER, FASTEST_FLOOR = 0.85, 2, 100_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
_LENGTHS = "a length in months or years ago is that month or year as a whole"
_FEW = "an unstated number of days or months has no bounds"
_NO_SUCH_DAY = "a month without such a day gives no bounds, not 1 January of the year 1"
LEFT_OUT = {
    "سوف أعود 16/04/21": "the year first in two digits; newsrooms write the day first",
    "سأعود 08/12, 2015": "the month first",
    "سأعود 08/12, 15": "the month first",
    "سأعود آخر يوم": "`آخر يوم` is the last day of something, not yesterday",
    "سأعود في آخر يوم": "`آخر يوم` is the last day of something, not yesterday",
    "سأعود يومي": "`يومي` is an adjective, daily, and not today",
    "من الذي راسلته عبر البريد الإلكتروني قبل شهر": _LENGTHS,
    "لقد عدت قبل عامين": _LENGTHS,
    "من الذي راسلته عبر البريد الإلكتروني قبل بضعة أشهر": _FEW,
    "من الذي راسلته عبر البريد الإلكتروني قبل بضعة أيام": _FEW,
    "عدت للثاني": "an ordinal alone is no date",
    "سأعود يوم الأحد الخامس": _NO_SUCH_DAY,
    "لقد عدت إلى الحادي والثلاثين من هذا الشهر": _NO_SUCH_DAY,
    "عقدنا اجتماعاً في 5 ديسمبر 1391": "years before 1900 are not read",
}
"""Cases whose value contradicts our conventions, with the convention."""


class Case(NamedTuple):
    """One sentence, the day that it counts from, and the day that it tells."""

    text: str
    reference: date
    day: date


@dataclass(slots=True)
class Tally:
    """How many of `cases` were right, and which were not."""

    cases: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Of 1."""
        return self.right / max(self.cases, 1)


def cases(path: Path) -> Iterator[Case]:
    """The cases with one value, not after the day they count from."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        reference = date.fromisoformat(row.get("Context", {}).get("ReferenceDateTime", "2016-11-07")[:10])
        values = [result["Value"] for result in row["Results"] if result.get("Value")]
        if len(values) != 1:
            continue
        past, future = (values[0].get(f"{way}Resolution", {}).get("date") for way in ("Past", "Future"))
        if past and past == future and past <= reference.isoformat():
            yield Case(row["Input"], reference, date.fromisoformat(past))


def is_right(case: Case) -> bool:
    """Whether we read that day and no other."""
    read = read_times(View(case.text), case.reference)
    days = {(one.from_, one.to) for one in read if one.from_ or one.to}
    return days == {(case.day.isoformat(), case.day.isoformat())}


def is_right_for_dateparser(case: Case) -> bool:
    """Whether dateparser finds that day in the sentence and no other."""
    # slow to import, and wanted here only
    from dateparser.search import search_dates  # type: ignore[import-untyped]  # noqa: PLC0415

    start = datetime(case.reference.year, case.reference.month, case.reference.day)
    found = search_dates(case.text, languages=["ar"], settings={"RELATIVE_BASE": start}) or []
    return {moment.date() for _, moment in found} == {case.day}


def day_told(record: Record, published: str) -> str | None:
    """The day of the first deed of the last month that the record dates to one day, or the later day of its night."""
    oldest = (date.fromisoformat(published) - timedelta(days=31)).isoformat()
    for event in record.events:
        when = event.when if event.type in ("ASSAULT", "COERCE") and event.status in ("actual", "alleged") else None
        if when is None or when.from_ is None or when.from_ < oldest:
            continue
        if when.from_ == when.to or when.precision == "night":
            return when.to
    return None


@dataclass(slots=True)
class Pairs:
    """Pairs of report and incident: how often the day of publication is the coded one, ours is, and any time that the
    report tells is (the most that can be reached); `told`: the same where the record dates the deed itself."""

    pairs: int = 0
    published: int = 0
    ours: int = 0
    reachable: int = 0
    told: int = 0
    told_right: int = 0
    told_published: int = 0


def pairs(folder: Path, reader: Reader) -> Pairs:
    """Every pair of which the report has a day of publication, not before the incident's one coded day."""
    coded = {row["incident_id"]: row for row in _rows(folder / "incidents.jsonl")}
    tally = Pairs()
    for row in _rows(folder / "docs.jsonl"):
        days = [coded[id_]["date"] for id_ in row["incident_ids"] if coded[id_]["date_type"] == "date"]
        published = (row["published_iso"] or "")[:10]
        for day in (day for day in days if published and day and day <= published):
            try:
                text = f"{row['title']}\n\n{row['body']}"
                record = reader.read(capture(text.encode(), published=published)[0])
            except IsnadError:
                continue
            told = day_told(record, published)
            tally.pairs += 1
            tally.published += published == day
            tally.ours += (told or published) == day
            tally.reachable += published == day or any(_holds(one, day) for one in record.times)
            if told is not None:
                tally.told += 1
                tally.told_right += told == day
                tally.told_published += published == day
    return tally


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _holds(one: TimeExpression, day: str) -> bool:
    """Whether the expression is that day, or a night of which it is a part."""
    return one.from_ == one.to == day or (one.precision == "night" and day in (one.from_, one.to))


def speed(texts: list[str], rounds: int = 5) -> float:
    """Words a second, the best of some rounds, of reading times where the words are already told apart."""
    views, day = [View(text) for text in texts], date(2021, 2, 16)
    words, best = sum(map(len, views)), float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        for view in views:
            read_times(view, day)
        best = min(best, time.process_time() - begun)
    return words / best


_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
_SIGNS = _LETTERS * 2 + "0123456789٠١٢٣٤٥٦٧٨٩" * 2 + " " * 20 + "/-.:،,()–|\n"
_WORDS = tuple(
    "يوم الأحد الثلاثاء الماضي القادم قبل منذ بعد حتى من إلى بين و خلال ثلاثة أيام أشهر عامين سنة شهر كانون الثاني "
    "شباط فبراير رمضان هـ 1446 2021 31 30 29 00 99 الخامس العشرين مطلع منتصف أواخر العام الجاري فجر ليل مساء الساعة "
    "ذاته التالي عيد الأضحى شتاء العقد القرن / - الـ لليوم على التوالي كل ألفين وتسعمائة".split()
)


def trial(chance: random.Random, *, mutated: bool) -> str:
    """A random string; `mutated`: words of dates in any order, some with a letter changed."""
    if not mutated:
        return "".join(chance.choices(_SIGNS, k=chance.randrange(1, 80)))
    words = chance.choices(_WORDS, k=chance.randrange(2, 12))
    at = chance.randrange(len(words))
    letter = chance.randrange(len(words[at]))
    words[at] = words[at][:letter] + chance.choice(_SIGNS) + words[at][letter + chance.randrange(2) :]
    return chance.choice((" ", " ", "", " و")).join(words)


def broken(count: int, seed: int = 0) -> list[str]:
    """The trials of `count` random strings and a tenth as many mutated dates that went wrong, with what did."""
    failed = []
    for number in range(count + count // 10):
        chance = random.Random(seed + number)
        text = trial(chance, mutated=number >= count)
        day = date(1990, 1, 1) + timedelta(days=chance.randrange(16_000)) if chance.random() < 0.9 else None
        try:
            read = read_times(View(text), day)
        except Exception as error:
            failed.append(f"{seed + number}: {text!r}: {type(error).__name__}: {error}")
            continue
        failed += [f"{seed + number}: {text!r}: {one}" for one in read if not _sound(one)]
    return failed


def _sound(one: TimeExpression) -> bool:
    """Whether the bounds are in order and within the years that are read at all."""
    years = [int(day[:4]) for day in (one.from_, one.to) if day]
    ordered = one.from_ is None or one.to is None or one.from_ <= one.to
    return ordered and all(FIRST_YEAR <= year <= LAST_YEAR for year in years)


def _on_cases() -> bool:
    chosen = [case for case in cases(CASES) if case.text not in LEFT_OUT]
    ours, theirs = Tally(len(chosen)), Tally(len(chosen))
    for case in chosen:
        right = is_right(case)
        ours.right += right
        ours.wrong += [] if right else [f"{case.text}  ({case.reference}: {case.day})"]
        theirs.right += is_right_for_dateparser(case)
    every = list(cases(CASES))
    print(f"dates of Microsoft's cases, one value not after the reference: {len(every)}, left out {len(LEFT_OUT)}")
    for text, reason in LEFT_OUT.items():
        print(f"    {text}: {reason}")
    print(f"  ours        {ours.right} of {ours.cases}  {ours.share:.1%};  none left out: "
          f"{sum(map(is_right, every))} of {len(every)}")  # fmt: skip
    print(f"  dateparser  {theirs.right} of {theirs.cases}  {theirs.share:.1%};  none left out: "
          f"{sum(map(is_right_for_dateparser, every))} of {len(every)}")  # fmt: skip
    print("  not right:", *(ours.wrong or ["none"]), sep="\n    ")
    return ours.share >= LEAST_RIGHT and ours.right >= TIMES_BETTER * theirs.right


def _on_incidents() -> None:
    found = pairs(INCIDENTS, Reader.with_codebook())
    print(f"days of incidents, pairs of report and incident: {found.pairs}")
    for name, right in (("day of publication", found.published), ("ours", found.ours),
                        ("any time told, or publication", found.reachable)):  # fmt: skip
        print(f"  {name:30} {right}  {right / max(found.pairs, 1):.1%}")
    print(f"  the record dates the deed in {found.told}: right {found.told_right}  "
          f"{found.told_right / max(found.told, 1):.1%}, day of publication there {found.told_published}  "
          f"{found.told_published / max(found.told, 1):.1%}")  # fmt: skip


def main() -> int:
    """Measure, print, and return 1 where a floor is missed or a trial fails."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--trials", type=int, default=20_000, help="random strings to try (default: 20000)")
    parser.add_argument("--seed", type=int, default=0, help="of the first trial")
    chosen = parser.parse_args()
    held = True
    if CASES.is_file():
        held = _on_cases()
    if INCIDENTS.is_dir():
        _on_incidents()
    words = speed([one.raw.decode("utf-8", "replace") for one in inputs(200)])
    print(f"times alone, one core: {words:,.0f} words a second (at least {FASTEST_FLOOR:,})")
    failed = broken(chosen.trials, chosen.seed)
    print(f"trials: {chosen.trials} random strings, {chosen.trials // 10} mutated dates; failed: {len(failed)}")
    print(*failed[:10], sep="\n")
    return 0 if held and not failed and words >= FASTEST_FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
