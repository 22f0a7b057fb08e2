"""How a backup is to be encrypted, as the options and the environment say, and asking for a passphrase."""

import getpass
import os
import warnings

from isnad.archive.guarding.sealing import Seal, for_keys, with_passphrase
from isnad.errors import BackupKeyError

FOR, PASSPHRASE = "ISNAD_BACKUP_FOR", "ISNAD_BACKUP_PASSPHRASE"
IN_PLAIN = f"isnad: this backup is not encrypted: give --for KEY, or set {FOR}; --plain says that it need not be"


def wanted(recipients: list[str], *, passphrase: bool, plain: bool) -> Seal | None:
    """How to encrypt; without an option it is for whom the environment names. None: not at all. Raises BackupKeyError,
    MissingExtraError."""
    if bool(recipients) + passphrase + plain > 1:
        raise BackupKeyError("give one of --for, --passphrase and --plain")
    if passphrase:
        return with_passphrase(asked(again=True))
    usual = os.environ.get(FOR)
    if not recipients and usual and not plain:
        recipients = [usual]
    return for_keys(recipients) if recipients else None


def asked(*, again: bool = False) -> str:
    """The passphrase that the environment holds, or else is typed, twice where it is a new one (`again`). Raises
    BackupKeyError."""
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            words = getpass.getpass("Passphrase: ")
            if again and getpass.getpass("The same again: ") != words:
                raise BackupKeyError("the two passphrases differ: try again")
    except (getpass.GetPassWarning, EOFError) as error:
        raise BackupKeyError(f"no terminal to ask for the passphrase: set {PASSPHRASE}") from error
    return words
