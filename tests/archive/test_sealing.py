import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from isnad.archive.guarding import sealing as module
from isnad.archive.guarding.sealing import Seal, for_keys, is_sealed, unseal, with_passphrase
from isnad.errors import BackupError, BackupKeyError, MissingExtraError, SealedBackupError
from tests.archive.keys import SSH_PROTECTED, SSH_PUBLIC, Pair, pair, ssh_pair

PLAIN = bytes(range(256)) * 600
"""Three of the pieces that age encrypts by themselves."""
WORDS = "كلمة السر الطويلة"
_FULL = Path("/dev/full")
_UNREADABLE = Path("/proc/self/mem")


def sealed(seal: Seal, folder: Path, raw: bytes = PLAIN, name: str = "sealed") -> Path:
    """A file with these bytes, encrypted."""
    (folder / "plain").write_bytes(raw)
    seal(folder / "plain", folder / name)
    return folder / name


def opened(file: Path, identity: Path | None = None, ask: Callable[[], str] | None = None) -> bytes:
    """What is in an encrypted file."""
    target = file.with_name("opened")
    target.unlink(missing_ok=True)
    unseal(file, target, identity, ask)
    return target.read_bytes()


@pytest.fixture
def mine(tmp_path: Path) -> Pair:
    return pair(tmp_path)


@pytest.fixture(scope="module")
def with_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a passphrase, made once: that takes seconds, on purpose."""
    return sealed(with_passphrase(WORDS), tmp_path_factory.mktemp("words"))


def test_each_of_those_it_is_for_can_open_it_and_nobody_else(tmp_path: Path, mine: Pair) -> None:
    other, ssh = pair(tmp_path, "other.txt"), ssh_pair(tmp_path)
    file = sealed(for_keys([mine.public, SSH_PUBLIC]), tmp_path)
    assert is_sealed(file) and not is_sealed(tmp_path / "plain") and PLAIN[:256] not in file.read_bytes()
    assert opened(file, mine.secret) == opened(file, ssh.secret) == PLAIN
    with pytest.raises(SealedBackupError, match="right key"):
        opened(file, other.secret)
    both = tmp_path / "both.txt"
    both.write_bytes(other.secret.read_bytes() + mine.secret.read_bytes())
    assert opened(file, both) == PLAIN


def test_a_file_of_keys(tmp_path: Path, mine: Pair) -> None:
    ssh, team = ssh_pair(tmp_path), tmp_path / "team.pub"
    team.write_bytes(f"\ufeff# the team\r\n\r\n  {mine.public} \r\n# Salma\r\n{SSH_PUBLIC}\r\n".encode())
    file = sealed(for_keys([str(team)]), tmp_path)
    assert opened(file, mine.secret) == opened(file, ssh.secret) == PLAIN


@pytest.mark.parametrize("raw", [b"", b"x", PLAIN[:65536]], ids=["nothing", "a byte", "one piece"])
def test_of_any_size(tmp_path: Path, mine: Pair, raw: bytes) -> None:
    assert opened(sealed(for_keys([mine.public]), tmp_path, raw), mine.secret) == raw


NO_KEYS = {
    "nobody": "nobody knows.pub", "a folder": ".", "too short": "age1qqqq", "no such SSH key": "ssh-ed25519 AAAA",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("given", NO_KEYS.values(), ids=NO_KEYS)
def test_what_is_no_key_is_refused(given: str) -> None:
    with pytest.raises(BackupKeyError, match="public key"):
        for_keys([given])


@pytest.mark.parametrize("line", [b"nonsense", b"age1qqqq", b"ecdsa-sha2-nistp256 AAAA", b"\xff\xfe"])
def test_a_bad_line_is_named(tmp_path: Path, mine: Pair, line: bytes) -> None:
    team = tmp_path / "team.pub"
    team.write_bytes(f"# us\n{mine.public}\n".encode() + line)
    with pytest.raises(BackupKeyError, match=r"team\.pub, line 3,"):
        for_keys([str(team)])


def test_a_file_without_keys_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.pub").write_text("# nobody yet\n\n", "utf-8")
    with pytest.raises(BackupKeyError, match="holds no key"):
        for_keys([str(tmp_path / "none.pub")])


def test_a_secret_key_given_by_mistake_is_not_shown(mine: Pair) -> None:
    secret = mine.secret.read_text("utf-8").splitlines()[-1]
    for given in (secret, secret.lower(), str(mine.secret)):
        with pytest.raises(BackupKeyError) as refused:
            for_keys([given])
        assert secret[20:].lower() not in str(refused.value).lower()


NO_SECRETS: dict[str, bytes | None] = {
    "missing": None, "empty": b"", "comments": b"# public key: age1\n", "public": SSH_PUBLIC.encode(),
    "binary": bytes(range(256)), "protected": SSH_PROTECTED.encode(), "cut": SSH_PROTECTED[:90].encode(),
}  # fmt: skip


@pytest.mark.parametrize("raw", NO_SECRETS.values(), ids=NO_SECRETS)
def test_a_file_without_a_secret_key_is_refused(tmp_path: Path, mine: Pair, raw: bytes | None) -> None:
    file, keys = sealed(for_keys([mine.public]), tmp_path), tmp_path / "keys.txt"
    if raw is not None:
        keys.write_bytes(raw)
    with pytest.raises(BackupKeyError, match=r"keys\.txt"):
        opened(file, keys)


def test_what_is_cut_off_or_changed_is_never_opened(tmp_path: Path, mine: Pair) -> None:
    file = sealed(for_keys([mine.public]), tmp_path)
    raw = file.read_bytes()
    head = raw.index(b"\n--- ") + 50
    pieces = (head + 16, head + 16 + 65552, head + 16 + 2 * 65552)
    for end in (*range(22, head, 7), *pieces, len(raw) // 2, len(raw) - 1):
        file.write_bytes(raw[:end])
        with pytest.raises(BackupError):
            opened(file, mine.secret)
    for place in (*range(22, head + 17), *pieces, len(raw) - 1):
        file.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        with pytest.raises(BackupError):
            opened(file, mine.secret)
    file.write_bytes(raw + b"x")
    with pytest.raises(BackupError, match="damaged"):
        opened(file, mine.secret)


@pytest.mark.skipif(not _FULL.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("size", [1, 5_000, 65_536, 200_000])
def test_a_full_disk_is_told(tmp_path: Path, mine: Pair, size: int) -> None:
    """The last bytes too, which the library writes when it no longer tells of errors."""
    seal = for_keys([mine.public])
    file = sealed(seal, tmp_path, b"x" * size)
    fillings: tuple[Callable[[], None], ...] = (
        lambda: seal(tmp_path / "plain", _FULL), lambda: unseal(file, _FULL, mine.secret, None),
    )  # fmt: skip
    for fill in fillings:
        with pytest.raises(OSError, match="No space left") as full:
            fill()
        assert full.value.errno == errno.ENOSPC


@pytest.mark.skipif(not _UNREADABLE.exists(), reason="there is no file that cannot be read")
def test_a_disk_that_cannot_be_read_is_told(tmp_path: Path, mine: Pair) -> None:
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        for_keys([mine.public])(_UNREADABLE, tmp_path / "sealed")


@pytest.mark.skipif(not _UNREADABLE.exists(), reason="nobody tells which file it is")
def test_it_is_on_the_disk(tmp_path: Path, mine: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(Path(f"/proc/self/fd/{file}").readlink().name))
    sealed(for_keys([mine.public]), tmp_path)
    assert synced == ["sealed"]


def test_an_interruption_ends_it(tmp_path: Path, mine: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(module._Watched):
        def write(self, _: object, /) -> int:
            with self._kept():
                raise KeyboardInterrupt

    monkeypatch.setattr(module, "_Watched", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        sealed(for_keys([mine.public]), tmp_path)


def test_a_passphrase_opens_what_it_sealed(tmp_path: Path, with_words: Path, mine: Pair) -> None:
    assert is_sealed(with_words) and PLAIN[:256] not in with_words.read_bytes()
    assert opened(with_words, mine.secret, lambda: WORDS) == PLAIN
    with pytest.raises(SealedBackupError, match="right key or passphrase"):
        opened(with_words, None, lambda: "another")
    with pytest.raises(SealedBackupError, match="passphrase, which is needed"):
        opened(with_words, mine.secret)
    with pytest.raises(SealedBackupError, match="--identity"):
        opened(sealed(for_keys([mine.public]), tmp_path), None, lambda: WORDS)


def test_a_changed_file_is_not_opened_by_its_passphrase(tmp_path: Path, with_words: Path) -> None:
    raw = bytearray(with_words.read_bytes())
    raw[-1] ^= 1
    (tmp_path / "changed").write_bytes(raw)
    with pytest.raises(SealedBackupError, match="another copy"):
        opened(tmp_path / "changed", None, lambda: WORDS)


@pytest.mark.parametrize("words", ["", "\udcff"], ids=["empty", "no text"])
def test_a_passphrase_that_is_none(with_words: Path, words: str) -> None:
    with pytest.raises(BackupKeyError, match="passphrase is"):
        with_passphrase(words)
    with pytest.raises(BackupKeyError, match="passphrase is"):
        opened(with_words, None, lambda: words)


def test_what_is_too_large_for_a_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_IN_MEMORY", 1_000)
    with pytest.raises(BackupKeyError, match="--for"):
        sealed(with_passphrase(WORDS), tmp_path, b"x" * 1_001)
    assert not (tmp_path / "sealed").exists()


def test_where_the_part_is_not_installed(tmp_path: Path, mine: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    file = sealed(for_keys([mine.public]), tmp_path)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    tried: tuple[Callable[[], object], ...] = (
        lambda: for_keys([mine.public]), lambda: with_passphrase(WORDS), lambda: opened(file, mine.secret),
    )  # fmt: skip
    for one in tried:
        with pytest.raises(MissingExtraError, match=r"isnad\[sealed\]"):
            one()
    assert is_sealed(file)


def test_memory_does_not_grow_with_the_backup(tmp_path: Path, mine: Pair) -> None:
    program = (
        "import resource, sys; from pathlib import Path; from isnad.archive.guarding.sealing import for_keys, unseal;"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "small, large, key, public = *map(Path, sys.argv[1:4]), sys.argv[4]; at = [];"
        "[(for_keys([public])(file, file.with_suffix('.age')), unseal(file.with_suffix('.age'), file, key, None),"
        " at.append(peak())) for file in (small, large)];"
        "print(at[1] - at[0])"
    )
    for name, size in (("small", 1), ("large", 40)):
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, size * 1_000_000)
    words = [
        sys.executable,
        "-c",
        program,
        str(tmp_path / "small"),
        str(tmp_path / "large"),
        str(mine.secret),
        mine.public,
    ]
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=60)
    assert int(done.stdout) < 8_000, "kilobytes"
    assert (tmp_path / "large").stat().st_size == 40_000_000
