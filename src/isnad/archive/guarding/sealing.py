"""Backups that only their readers can open, in the format of age (https://age-encryption.org/v1).

They are sealed for keys or with a passphrase; the tool `age` opens them too. Whatever was changed or cut off in such a
file is noticed when it is opened.
"""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Any

from isnad.errors import BackupError, BackupKeyError, MissingExtraError, SealedBackupError

Seal = Callable[[Path, Path], None]
"""Writes the first file, encrypted, as the second one, which is new. Raises BackupError and OSError."""
_INTRO = b"age-encryption.org/v1\n"
_WITH_PASSPHRASE = _INTRO + b"-> scrypt "
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 -- how one begins
_SSH_SECRET = b" PRIVATE KEY-----"
_MOST_IN_MEMORY = 500 * 1000 * 1000
"""Bytes of a backup that gets a passphrase: the library holds it in memory, three times over."""
_WANTED = "give one with AGE-SECRET-KEY-1…, or an SSH key that no passphrase protects"


def for_keys(given: Iterable[str]) -> Seal:
    """Seals for all of `given`: public keys (`age1…`, `ssh-ed25519 …`, `ssh-rsa …`), or files of them, one a line.

    The memory it needs does not grow with the backup. Raises BackupKeyError, MissingExtraError.
    """
    age = _age()
    keys = [_recipient(age, words, told) for one in given for words, told in _public_keys(one)]
    return partial(_seal_for_keys, keys)


def with_passphrase(words: str) -> Seal:
    """Seals with a passphrase, which the library does in memory. Raises BackupKeyError, MissingExtraError."""
    _age()
    return partial(_seal_with_passphrase, _usable(words))


def is_sealed(file: Path) -> bool:
    """Whether the file is encrypted, by its content. Raises OSError."""
    return _starts(file, _INTRO)


def unseal(file: Path, target: Path, identity: Path | None, ask: Callable[[], str] | None) -> None:
    """Writes what is sealed in `file` to `target`, with the secret keys in the file `identity` or the passphrase for
    which it may `ask`, whichever is needed.

    Nothing at `target` may be used when this fails. Raises SealedBackupError where it cannot be opened, BackupError
    where it is cut off or changed, BackupKeyError, MissingExtraError, OSError.
    """
    age = _age()
    try:
        if _starts(file, _WITH_PASSPHRASE):
            if ask is None:
                raise SealedBackupError(f"{file} is encrypted with a passphrase, which is needed to restore it")
            target.write_bytes(age.passphrase.decrypt(file.read_bytes(), _usable(ask())))
        elif identity is None:
            raise SealedBackupError(f"{file} is encrypted: give the file of your secret key with --identity")
        else:
            _stream(age.decrypt_io, file, target, _identities(age, identity))
    except age.DecryptError as error:
        raise SealedBackupError(
            f"{file} cannot be opened ({error}): give the right key or passphrase; if it is that, take another copy"
        ) from error
    except OSError as error:
        if error.errno is not None:
            raise
        # the key fits: this is how the library tells that what is behind it does not
        raise BackupError(f"{file} is damaged: take an earlier backup, or another copy of this one") from error


class _Watched(FileIO):
    """A file that keeps why it failed: of the library's own buffer a failure to write the last bytes is told to
    nobody, and of others only the words are left."""

    failure: BaseException | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        with self._kept():
            return super().read(size)

    def write(self, data: Any, /) -> int:
        with self._kept():
            return super().write(data)

    @contextlib.contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self.failure = error
            raise


def _stream(how: Callable[..., None], source: Path, target: Path, keys: list[Any]) -> None:
    with _Watched(source, "r") as reader, _Watched(target, "w") as writer:
        try:
            how(reader, writer, keys)
        finally:
            for file in (reader, writer):
                if file.failure:
                    raise file.failure
        os.fsync(writer.fileno())


def _seal_for_keys(keys: list[Any], plain: Path, target: Path) -> None:
    age = _age()
    try:
        _stream(age.encrypt_io, plain, target, keys)
    except age.EncryptError as error:
        raise BackupError(f"the backup cannot be encrypted ({error}): try other keys") from error


def _seal_with_passphrase(words: str, plain: Path, target: Path) -> None:
    if (size := plain.stat().st_size) > _MOST_IN_MEMORY:
        raise BackupKeyError(
            f"a backup of {size / 1e6:.0f} MB is too large for a passphrase ({_MOST_IN_MEMORY / 1e6:.0f} MB at most): "
            "encrypt it for a key with --for"
        )
    with target.open("wb") as sealed:
        sealed.write(_age().passphrase.encrypt(plain.read_bytes(), words))
        sealed.flush()
        os.fsync(sealed.fileno())


def _public_keys(given: str) -> Iterator[tuple[str, str]]:
    """Each key, with what it may be called in a message: a secret one, given by mistake, must not be shown."""
    if given.upper().startswith(_SECRET):
        yield given, "what was given"
    elif given.startswith(("age1", "ssh-")):
        yield given, given
    else:
        lines = list(_lines(Path(given)))
        if not lines:
            raise BackupKeyError(f"{given} holds no key: write public keys into it (age1…, ssh-ed25519 …), one a line")
        for number, line in lines:
            yield line, f"{given}, line {number},"


def _recipient(age: Any, key: str, told: str) -> Any:
    try:
        return (age.ssh if key.startswith("ssh-") else age.x25519).Recipient.from_str(key)
    except age.RecipientError as error:
        raise BackupKeyError(
            f"{told} is no public key that can be encrypted for: give one like age1…, ssh-ed25519 … or ssh-rsa …"
        ) from error


def _identities(age: Any, file: Path) -> list[Any]:
    try:
        raw = file.read_bytes()
        if _SSH_SECRET in raw:
            return [age.ssh.Identity.from_buffer(raw)]
        found = [age.x25519.Identity.from_str(line) for _, line in _lines(file)]
    except OSError as error:
        raise BackupKeyError(f"{file} cannot be read: {error.strerror or error}") from error
    except age.IdentityError as error:
        raise BackupKeyError(f"{file} is no file of secret keys ({error}): {_WANTED}") from error
    if not found:
        raise BackupKeyError(f"{file} holds no secret key: {_WANTED}")
    return found


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers."""
    try:
        words = file.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise BackupKeyError(
            f"{file} is neither a public key (age1…, ssh-…) nor a file that can be read: {error.strerror or error}"
        ) from error
    for number, line in enumerate(words.splitlines(), 1):
        if (kept := line.strip()) and not kept.startswith("#"):
            yield number, kept


def _usable(words: str) -> str:
    try:
        words.encode()
    except UnicodeEncodeError as error:
        raise BackupKeyError("the passphrase is not valid text: give it in UTF-8") from error
    if not words:
        raise BackupKeyError("the passphrase is empty: give one of several words")
    return words


def _starts(file: Path, wanted: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(wanted)) == wanted


def _age() -> Any:
    try:
        import pyrage  # noqa: PLC0415 -- an extra
    except ImportError as error:
        raise MissingExtraError(
            f"encrypted backups need a part that is not installed: pip install 'isnad[sealed]' ({error})"
        ) from error
    return pyrage
