"""A disk that loses power: what may be left of what a program wrote and did not sync.

The model is the one SQLite's authors assume (https://www.sqlite.org/atomiccommit.html, section 2), stricter in names:
what a file held when a sync of it ended is there. Of what was written later any part may be there, in any order: each
write whole, not at all, or torn between sectors of 512 bytes, a sector being old, new or garbage. A file may have grown
though the bytes are lost: zeros or garbage stand there. Bytes beside those that were written stay as they were
(https://www.sqlite.org/psow.html). Names are a matter of the folder: until the folder itself is synced, any of what was
made, renamed or taken out in it since may be lost, a folder's own name as well; a rename happens as a whole.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
TORN = 0.2
"""Share of the unsynced writes that is torn."""
GARBAGE = 0.1
"""Share of the lost sectors of torn or lost writes in whose place stands garbage."""
_ENTRY = struct.Struct("=8sQQQQ")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a program, as `recorder.c` notes it: w(rite), t(runcate), s(ync), c(reate), d (a folder is made),
    l(ink), r(ename), u(nlink), m(ap so as to write). `node` is the number of what it was done to, `holder` that of the
    folder in which a name was given or taken away, `at` an offset or a size in bytes; `data` are bytes or names."""

    action: str
    node: int
    holder: int
    at: int
    data: bytes


def calls_of(log: Path) -> Iterator[Call]:
    """The calls that were recorded, in their order."""
    with log.open("rb") as file:
        while head := file.read(_ENTRY.size):
            action, node, holder, at, length = _ENTRY.unpack(head)
            yield Call(action[:1].decode(), node, holder, at, file.read(length))


@dataclass(slots=True)
class _File:
    """What is on the disk for sure, and what was done since: bytes at an offset, or a size."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        self.safe, self.since = _applied(self.safe, self.since), []


@dataclass(slots=True)
class _Folder:
    """The names that are on the disk for sure, and what was done to them since: some taken away, some given."""

    safe: "dict[bytes, _File | _Folder]" = field(default_factory=dict)
    since: "list[tuple[bytes | None, bytes | None, _File | _Folder | None]]" = field(default_factory=list)

    def sync(self) -> None:
        for gone, name, node in self.since:
            _rename(self.safe, gone, name, node)
        self.since = []


class Disk:
    """A folder of the number `root`, empty and synced, and what is done to it."""

    def __init__(self, root: int) -> None:
        self._root = _Folder()
        self._nodes: dict[int, _File | _Folder] = {root: self._root}

    def do(self, call: Call) -> None:
        """One call is done."""
        if call.action in "cd":  # a number may have been that of a file that is gone
            self._nodes[call.node] = _File() if call.action == "c" else _Folder()
        if call.action in "cdlru":
            gone, _, name = call.data.rpartition(b"/")
            holder, node = self._nodes[call.holder], self._nodes.get(call.node)
            assert isinstance(holder, _Folder)  # noqa: S101 -- the system says so
            if call.action == "u":
                gone, name = name, b""
            elif call.action == "r" and call.holder != call.at:
                raise ValueError("a file was moved from one folder to another: the model does not know that")
            holder.since.append((gone or None, name or None, node))
            return
        node = self._nodes[call.node]
        if call.action == "s":
            node.sync()
        elif call.action in "wt" and isinstance(node, _File):
            node.since.append((call.at, call.data if call.action == "w" else None))

    def write(self, folder: Path, chance: random.Random | None = None) -> None:
        """Writes what is there after the power was lost now; without `chance`, what is there when it was not."""
        kept = 1.0 if chance is None else chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        _write(self._root, folder, _Loss(kept, chance) if chance else None)


@dataclass(frozen=True, slots=True)
class _Loss:
    """How much of what was not synced is there all the same."""

    kept: float
    chance: random.Random

    def keeps(self) -> bool:
        return self.chance.random() < self.kept

    def left_of(self, safe: bytearray, since: list[tuple[int, bytes | None]]) -> bytearray:
        return _applied(safe, [piece for at, data in since for piece in self._pieces(at, data)])

    def _pieces(self, at: int, data: bytes | None) -> Iterator[tuple[int, bytes | None]]:
        torn = data is not None and 0 < self.kept < 1 and self.chance.random() < TORN
        if not torn and self.keeps():
            yield at, data
        elif data is not None:
            for start, sector in _sectors(at, data):
                if torn and self.keeps():
                    yield start, sector
                elif self.chance.random() < GARBAGE:
                    yield start, self.chance.randbytes(len(sector))


def _sectors(at: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    begin, end = at, at + len(data)
    while begin < end:
        stop = min(end, (begin // SECTOR + 1) * SECTOR)
        yield begin, data[begin - at : stop - at]
        begin = stop


def _applied(safe: bytearray, since: list[tuple[int, bytes | None]]) -> bytearray:
    """What a file holds after writes of bytes and changes of its size."""
    held = bytearray(safe)
    for at, data in since:
        end = at if data is None else at + len(data)
        if data is None:
            del held[at:]
        held.extend(bytes(max(0, end - len(held))))
        if data is not None:
            held[at:end] = data
    return held


def _rename(
    names: dict[bytes, _File | _Folder], gone: bytes | None, name: bytes | None, node: _File | _Folder | None
) -> None:
    if gone is not None:
        names.pop(gone, None)
    if name is not None and node is not None:
        names[name] = node


def _write(folder: _Folder, at: Path, loss: _Loss | None) -> None:
    at.mkdir(exist_ok=True)
    names = dict(folder.safe)
    for gone, name, node in folder.since:
        if loss is None or loss.keeps():
            _rename(names, gone, name, node)
    for name, node in names.items():
        path = at / name.decode()
        if isinstance(node, _Folder):
            _write(node, path, loss)
        else:
            path.write_bytes(loss.left_of(node.safe, node.since) if loss else _applied(node.safe, node.since))
