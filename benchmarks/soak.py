"""Full-size trials of the reader's promises: `make soak`.

- Broken input: bytes, pages and texts made at random give a record or an error of ours, none takes over five seconds.
- Every record holds what it must: spans lie in the text, and it becomes JSON.
- Bombs: pages made to hang a parser are read or refused within ten seconds.
- Length: the time that a text takes grows as its length does, up to several megabytes.

A failing case is told by its seed: `--seed N --cases 1` repeats it.
"""

import argparse
import json
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from benchmarks.corpora import inputs
from isnad import IsnadError, Reader, to_plain
from isnad.ingest.capture import capture

LONGEST_SECONDS = 5.0
LONGEST_BOMB_SECONDS = 120.0  # 10 MB of nothing but events take about 50, in proportion to their length
GROWTH = 3.0
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
_STRANGE = "\u202e\u202d\u2066\u2069\u200c\u200d\u0640\u064b\u0651\ufeff\x00\ud800\ufb50\ufefb٠١٢۳4\u00a0\r\n\t«»“”"
_TAGS = ("div", "p", "article", "h1", "a", "script", "table", "time", "meta", "!--", "svg", "title", "li", "span")
_NAMES = ("case.txt", "case.html", "case.md", "")

Maker = Callable[[random.Random], bytes]


def some_bytes(chance: random.Random) -> bytes:
    """Bytes of any value, behind a byte order mark now and then."""
    mark = chance.choice((b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<html>"))
    return mark + chance.randbytes(chance.randrange(400))


def some_text(chance: random.Random) -> bytes:
    """Letters and what does not belong among them, in words and lines."""
    letters = _LETTERS * 4 + " " * 30 + ".،:؛\n" + _STRANGE * chance.randrange(3)
    text = "".join(chance.choices(letters, k=chance.randrange(600)))
    encoding, errors = chance.choice((("utf-8", "surrogatepass"), ("utf-16", "surrogatepass"), ("cp1256", "replace")))
    return text.encode(encoding, errors)


def some_page(chance: random.Random) -> bytes:
    """Markup of any shape around Arabic words, hardly ever closed."""
    parts = []
    for _ in range(chance.randrange(60)):
        tag, words = chance.choice(_TAGS), "".join(chance.choices(_LETTERS + "    ", k=chance.randrange(60)))
        attributes = "".join(
            f" {chance.choice(('class', 'id', 'datetime'))}={chance.choice(words or 'x')}" for _ in range(3)
        )
        opened = f"<{tag}{attributes if chance.random() < 0.3 else ''}>"
        parts += [
            opened * chance.choice((1, 1, 1, 50)),
            words,
            chance.choice((f"</{tag}>", "", "&#x", "&amp;", "<![CDATA[")),
        ]
    return "".join(parts).encode("utf-8", "surrogatepass")


def some_report(chance: random.Random, texts: list[bytes]) -> bytes:
    """A real report with pieces of it cut, doubled, moved or overwritten."""
    raw = bytearray(chance.choice(texts))
    for _ in range(chance.randrange(1, 12)):
        first, end = sorted((chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)))
        piece = bytes(raw[first : min(end, first + 300)])
        at = chance.randrange(len(raw) + 1)
        raw[at : at + chance.choice((0, 0, len(piece)))] = chance.choice(
            (piece, b"", _STRANGE.encode("utf-8", "replace"))
        )
    return bytes(raw[:6000])


def trials(seed: int, cases: int) -> Iterator[tuple[int, bytes, str]]:
    """`cases` broken inputs with their seeds and file names."""
    texts = [one.raw for one in inputs(100)]
    makers: tuple[Maker, ...] = (some_bytes, some_text, some_page, lambda chance: some_report(chance, texts))
    for number in range(seed, seed + cases):
        chance = random.Random(number)
        yield number, makers[number % len(makers)](chance), chance.choice(_NAMES)


def try_one(reader: Reader, raw: bytes, name: str) -> str:
    """How one input ends: `record`, or the code of its error. What else is raised is a failure of ours."""
    try:
        document, warnings = capture(raw, name=name)
        record = reader.read(document, warnings)
    except IsnadError as error:
        return error.code
    text = record.document.text
    spans = [mention for entity in record.entities for mention in entity.mentions]
    spans += [event.evidence for event in record.events] + [told.span for told in record.attributions]
    if not all(0 <= span.start < span.end <= len(text) for span in spans):
        raise AssertionError("a span lies outside the text")
    json.dumps(to_plain(record), ensure_ascii=False).encode()
    return "record"


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in what takes longer, so that a trial ends and is named."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"took over {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def broken_inputs(seed: int, cases: int) -> int:
    """Try them all; the number of failures."""
    reader, ends, failures, slowest = Reader.with_codebook(), Counter[str](), 0, 0.0
    for number, raw, name in trials(seed, cases):
        begun = time.perf_counter()
        try:
            with within(LONGEST_SECONDS):
                ends[try_one(reader, raw, name)] += 1
        except Exception as error:
            failures += 1
            print(f"  FAILED --seed {number}: {type(error).__name__}: {error}")
        slowest = max(slowest, time.perf_counter() - begun)
    told = ", ".join(f"{end} {count}" for end, count in ends.most_common())
    print(f"Broken inputs: {cases} tried, {failures} failed, slowest {slowest:.2f} s ({told})")
    return failures


def bombs(share: float) -> Iterator[tuple[str, bytes]]:
    """Pages and texts that are small to send and dear to read, by name, at `share` of their full size."""
    words = "قُتل جنديان في هجوم على حاجز شمالي المدينة. "
    many = int(100_000 * share)
    yield "50,000 nested elements", ("<div>" * (many // 2) + words).encode()
    yield "200,000 attributes", ("<p " + " ".join(f"a{n}=1" for n in range(2 * many)) + f">{words}</p>").encode()
    yield "a node of 10 MB", f"<p>{words * (many * 100 // len(words.encode()))}</p>".encode()
    yield "100,000 entities", ("<p>" + "&amp;&#1603;" * many + words + "</p>").encode()
    yield "100,000 open tags", ("<a><b><table>" * (many // 3) + words).encode()
    yield "10,000 marks on one letter", (words + "ب" + "\u064b" * (many // 10) + words).encode()
    yield "100,000 direction marks", (words + "\u202e\u2066" * (many // 2) + words).encode()
    yield "a word of 500,000 letters", (words + "ب" * (5 * many)).encode()


def defused(share: float = 1.0) -> int:
    """Read every bomb at `share` of its full size; the number of those that crash or take too long."""
    reader, failures = Reader.with_codebook(), 0
    for name, raw in bombs(share):
        begun = time.perf_counter()
        try:
            with within(LONGEST_BOMB_SECONDS):
                end = f"ok     {name}: {try_one(reader, raw, 'case.html' if raw.startswith(b'<') else 'case.txt')}"
        except Exception as error:
            failures += 1
            end = f"FAILED {name}: {type(error).__name__}: {error}"
        print(f"  {end}, {time.perf_counter() - begun:.2f} s", flush=True)
    return failures


def long_texts(megabytes: float) -> int:
    """Read ever longer texts made of the bundled reports; 1 where the time outgrows the length."""
    reader = Reader.with_codebook()
    bundled = [one for one in inputs(0) if one.name.endswith(".txt")]
    text = "\n\n".join(one.raw.decode() for one in bundled)
    each = []
    for share in (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1):
        wanted = int(megabytes * share * 1_000_000)
        raw = text.encode() * (wanted // len(text.encode()) + 1)
        raw = raw[:wanted].decode("utf-8", "ignore").encode()
        begun = time.perf_counter()
        try_one(reader, raw, "long.txt")
        taken = time.perf_counter() - begun
        each.append(taken / max(1, len(raw)))
        print(f"  {len(raw) / 1e6:6.2f} MB: {taken:7.2f} s, {len(raw) / 1e6 / taken:.2f} MB/s", flush=True)
    growth = each[-1] / each[0]
    holds = growth <= GROWTH
    print(f"Length: 16 times as long takes {growth:.2f} times as long per byte (at most {GROWTH:g})")
    return 0 if holds else 1


def main() -> int:
    """Run the trials of the size asked for; 1 where one fails."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=10_000, help="broken inputs (default: 10000)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first of them (default: 0)")
    parser.add_argument("--megabytes", type=float, default=0.0, help="length of the longest text (default: none)")
    options = parser.parse_args()
    failures = broken_inputs(options.seed, options.cases)
    if options.megabytes:
        failures += defused() + long_texts(options.megabytes)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
