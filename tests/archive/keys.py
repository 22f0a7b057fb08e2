"""Keys for the tests: new ones, and an SSH key that was made for nothing else."""

from dataclasses import dataclass
from pathlib import Path

import pyrage

SSH_PUBLIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDU6ajfN+mdZ/GZo/i8+sQ+qGE7o/nxXNV3o4Hl3eJ4U made for these tests"
_EDGE = "-----{} OPENSSH PRIVATE KEY-----\n"
SSH_SECRET = f"""{_EDGE.format("BEGIN")}\
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACA1Omo3zfpnWfxmaP4vPrEPqhhO6P58VzVd6OB5d3ieFAAAAJhZR8wNWUfM
DQAAAAtzc2gtZWQyNTUxOQAAACA1Omo3zfpnWfxmaP4vPrEPqhhO6P58VzVd6OB5d3ieFA
AAAEBsMTL1o9LmwD7twYfN88LFHMKkYVG830pFHtR32JvnjDU6ajfN+mdZ/GZo/i8+sQ+q
GE7o/nxXNV3o4Hl3eJ4UAAAAFG1hZGUgZm9yIHRoZXNlIHRlc3RzAQ==
{_EDGE.format("END")}"""
SSH_PROTECTED = f"""{_EDGE.format("BEGIN")}\
b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABBJGNTVb6
UX3EbvWsVmkyHjAAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIChXLQuxgFeOI6BZ
CO73DRb8jO5R0Vh5KurRY3K5EeGWAAAAkB0rDzbF1crE8nMjIufaLaCADC+37X+vOpMbYw
RutvXEdOn9FBCKJ29BdyK9E++47jjtb8TJw9jioMfhu2GlymLklmSdi1bSLZ5rBajF1/21
N9+it+PEtjm44uX7bWuYwhtKpSeYj/QQze4+RSF8pzUyDZkqP1DsIRqz4VkSrN2B2GoWgg
bMRSyuUP0RaQ1l7Q==
{_EDGE.format("END")}"""


@dataclass(frozen=True, slots=True)
class Pair:
    """A public key, and the file of its secret one."""

    public: str
    secret: Path


def pair(folder: Path, name: str = "key.txt") -> Pair:
    """A new pair, whose file looks as `age-keygen` writes it."""
    made = pyrage.x25519.Identity.generate()
    file = folder / name
    file.write_text(f"# created: 2021-02-16T10:00:00Z\n# public key: {made.to_public()}\n{made}\n", "utf-8")
    return Pair(str(made.to_public()), file)


def ssh_pair(folder: Path) -> Pair:
    """The SSH key of the tests."""
    file = folder / "id_ed25519"
    file.write_text(SSH_SECRET, "utf-8")
    return Pair(SSH_PUBLIC, file)
