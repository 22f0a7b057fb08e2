"""What holds for the record of any text."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import isnad
from isnad.annotate.reader import Reader
from isnad.ingest.capture import capture
from isnad.ingest.phrase_files import FURNITURE
from isnad.model import Record, to_plain
from tests.annotate.reports import FILES, REPORT, as_json, cases, record_of, sample, spans

FURNITURE_LINES = {
    stem: yaml.safe_load((FURNITURE / f"{stem}.yaml").read_text("utf-8"))["examples"]
    for stem in ("related", "newsletter", "comment", "share")
}


def check(record: Record) -> None:
    """Every span lies in the text and is not empty; every id that is pointed to is there."""
    plain, length = to_plain(record), len(record.document.text)
    for start, end in spans(plain):
        assert 0 <= start < end <= length
    local = {entity.id for entity in record.entities} | {said.id for said in record.attributions}
    for event in record.events:
        pointed = {*event.agents, *event.accused, *event.targets, *event.from_place, *event.to_place, event.place}
        pointed |= {one.place for one in event.also_at}
        pointed |= {claim.attribution for claim in event.claims} | {event.attribution}
        assert pointed - {None} <= local, event
        assert event.triggers and not {*event.agents} & {*event.accused}
    for relation in record.relations:
        assert {relation.from_, relation.to, relation.scope, relation.attribution} - {None} <= local
    for ids in (record.entities, record.times, record.attributions, record.events):
        assert len({one.id for one in ids}) == len(ids)
    json.dumps(plain, ensure_ascii=False, allow_nan=False).encode("utf-8")


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_samples_are_read_soundly(reader: Reader, path: Path) -> None:
    record = sample(reader, path)
    check(record)
    assert record.events and record.entities


VOCABULARY = (
    "قال مصدر عسكري إن الجيش السوداني قوات سوريا الديمقراطية تنظيم داعش قصف قصفت هاجم اعتقلت انسحب اجتماع بين "
    "مع من إلى في على ضد مدينة دير الزور بريف دمشق الشرقي قرية محافظة الحسكة مقتل خمسة 17 أكثر من جنود مدنيين "
    "عناصر الميليشيا أمس الاثنين 16 شباط 2021 اليوم الماضي قائد لواء العقيد أحمد محمد العلي المتحدث باسم وأضاف "
    "ونفى هدد بأن سوف لم لن الذي التي وذلك بعد أن كما حيث ما أدى إلى إصابة القيادي المدعو أبو عبد الله بحسب "
    "وفق نقلا عن وكالة اتهم اتفاق وقف إطلاق النار عبوة ناسفة مجهولون هجوم انتحاري حاجز سيطر سيطرة نقطة تابعة "
    "لـ التابع فجر صباح مساء "
).split()
words = st.sampled_from(VOCABULARY) | st.text("ابتحدرسعقكلمنهويءأةى\u064b\u0640", min_size=1, max_size=7)
gaps = st.sampled_from(
    [" "] * 12 + ["، ", ". ", ": ", " «", "» ", "\n", "\n\n", " - ", " (", ") ", "؟ ", "… ", ' "', ""]
)
texts = st.lists(st.tuples(words, gaps), max_size=60).map(lambda parts: "".join(word + gap for word, gap in parts))


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts | st.text(max_size=80), published=st.sampled_from([None, "2021-02-16"]))
def test_any_text_is_read_soundly(reader: Reader, text: str, published: str | None) -> None:
    check(record_of(reader, text, published))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 3000), length=st.integers(1, 800), which=st.integers(0, len(FILES) - 1))
def test_any_piece_of_a_sample_is_read_soundly(reader: Reader, cut: int, length: int, which: int) -> None:
    check(record_of(reader, FILES[which].read_text("utf-8")[cut : cut + length]))


@pytest.mark.parametrize("name", ["events", "slots", "parties", "speech"])
def test_a_report_may_end_behind_any_word(reader: Reader, name: str) -> None:
    for case in cases(name):
        words_of_it = case["text"].split(" ")
        for end in range(2, len(words_of_it)):
            check(record_of(reader, " ".join(words_of_it[:end])))


def test_the_same_bytes_give_the_same_record(reader: Reader) -> None:
    for path in FILES:
        assert as_json(sample(reader, path)) == as_json(sample(reader, path))


SCRIPT = """
import sys
from isnad.annotate.reader import Reader
from tests.annotate.reports import FILES, as_json, sample
reader = Reader.with_codebook()
for path in FILES:
    sys.stdout.buffer.write((as_json(sample(reader, path)) + "\\n").encode("utf-8"))
"""


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_another_process_gives_the_same_record(reader: Reader, seed: str, tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    found = os.pathsep.join([str(Path(isnad.__file__).parents[1]), str(root)])
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], check=True, capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": found, "ISNAD_CACHE": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout.decode("utf-8").splitlines() == [as_json(sample(reader, path)) for path in FILES]


def test_the_order_of_a_batch_does_not_matter(reader: Reader) -> None:
    expected = {path: as_json(sample(reader, path)) for path in FILES}
    fresh = Reader(reader.book)
    for seed in range(3):
        order = list(FILES)
        Random(seed).shuffle(order)
        assert {path: as_json(sample(fresh, path)) for path in order} == expected


def facts(record: Record) -> dict[str, object]:
    """All that was read in the text."""
    plain = to_plain(record)
    return {key: plain[key] for key in ("entities", "times", "attributions", "events", "relations")}


TEXTS = [path for path in FILES if path.suffix == ".txt"]
ADDED = [
    "\n\n".join(FURNITURE_LINES["related"]),
    "\n".join(FURNITURE_LINES["newsletter"]),
    "\n".join(FURNITURE_LINES["comment"]),
    "\n".join(FURNITURE_LINES["share"]),
    "اقرأ أيضاً: مقتل قائد في الجيش السوداني بقصف على مدينة الأبيض",
    "مواضيع ذات صلة\nمقتل خمسة جنود بهجوم لتنظيم الدولة شرقي حمص\nروسيا وتركيا تتفقان على وقف إطلاق النار في إدلب",
    "\n\n".join(lines[0] for lines in FURNITURE_LINES.values()),
]


@pytest.mark.parametrize("added", ADDED, ids=range(len(ADDED)))
def test_furniture_below_a_report_changes_none_of_its_facts(reader: Reader, added: str) -> None:
    for text in (REPORT, *(path.read_text("utf-8") for path in TEXTS if not path.stem.startswith("post-"))):
        whole, plain = (capture(each.encode())[0] for each in (f"{text.rstrip()}\n\n{added}\n", f"{text.rstrip()}\n"))
        assert facts(reader.read(whole)) == facts(reader.read(plain))


@pytest.mark.parametrize("path", TEXTS[:4], ids=[path.stem for path in TEXTS[:4]])
def test_time_grows_no_faster_than_the_text(reader: Reader, path: Path) -> None:
    text = path.read_text("utf-8").rstrip()
    record_of(reader, text)

    def seconds(times: int) -> float:
        return min(_took(reader, "\n\n".join([text] * times)) for _ in range(4)) / times

    once, more, most = seconds(1), seconds(4), seconds(16)
    assert more < 2.5 * once and most < 2.5 * once, (once, more, most)


def _took(reader: Reader, text: str) -> float:
    start = time.process_time()
    record_of(reader, text)
    return time.process_time() - start


SENTENCE = "قصف الجيش السوداني مواقع قوات الدعم السريع في مدينة الأبيض أمس"
PATHOLOGICAL = {
    "bidi controls": "\u202e".join(SENTENCE) + "\u2066" * 500 + SENTENCE,
    "10,000 marks on a letter": SENTENCE + "\u064b" * 10_000 + " " + SENTENCE,
    "marks only": "\u064b" * 10_000 + " ا",
    "a very long word": "والس" * 25_000 + " " + SENTENCE,
    "a very long word of one letter": "و" * 100_000 + " " + SENTENCE,
    "punctuation only": "،.!؟:؛«»()[]…-–*/" * 500,
    "opening quotation marks only": SENTENCE + " «" * 3_000 + SENTENCE,
    "digits only": "12345 " * 3_000,
    "one long number": "9" * 50_000 + " " + SENTENCE,
    "2,000 sentences in one paragraph": (SENTENCE + ". ") * 2_000,
    "one sentence without end": (SENTENCE + " ") * 120,
    "one word per line": "\n".join(SENTENCE.split() * 300),
    "tatweel only": "ـ" * 20_000,
    "a list without end": "في " + "، و".join(["دمشق", "حلب", "حمص"] * 300),
    "NUL and replacement": "\x00\ufffd" + SENTENCE + "\ufffd\x00",
    "lone surrogates": "\ud83d" + SENTENCE + "\udc00",
    "nothing": "",
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_text_is_too_much(reader: Reader, name: str) -> None:
    text = PATHOLOGICAL[name]
    start = time.process_time()
    record = record_of(reader, text)
    assert time.process_time() - start < 20
    if name != "lone surrogates":
        check(record)
    if SENTENCE in text and name != "a very long word of one letter":
        assert any(event.type == "ASSAULT" for event in record.events)
