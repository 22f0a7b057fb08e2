"""How the command line behaves: when something goes wrong a short line, an exit status, never a traceback."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from isnad.errors import IsnadError

FAILED, USAGE, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141
_CONTROLS = (*range(10), *range(11, 32), *range(127, 160))
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_SAFE: dict[int, str] = {**dict.fromkeys(_CONTROLS, "\ufffd"), **dict.fromkeys(_DIRECTIONS, "")}


def say(line: str) -> None:
    """A line on standard error, without the characters by which a file's name could drive the terminal."""
    print(shown(line), file=sys.stderr)


def shown(text: str) -> str:
    """A text that came from outside, without the characters by which it could drive the terminal."""
    return text.translate(_SAFE)


def collect_seldom() -> None:
    """Let the collector of garbage look rarely: loading the codebook makes many objects and no garbage, reading makes
    little that counting references does not free."""
    gc.set_threshold(200_000, 20, 20)


@contextmanager
def manners(*, exits: bool = False) -> Iterator[None]:
    """Turns errors that a user can cause into a line and an exit status; `exits`: outside of typer."""
    try:
        yield
        sys.stdout.flush()
    except IsnadError as error:
        say(f"isnad: {error.code}: {error}")
        _leave(USAGE, exits)
    except KeyboardInterrupt:
        say("isnad: interrupted")
        _leave(INTERRUPTED, exits)
    except BrokenPipeError:
        _silence()
        _leave(BROKEN_PIPE, exits)
    except OSError as error:
        _silence()
        say(f"isnad: system: {error.strerror or error}: {error.filename or 'what was to be written or read'}")
        _leave(FAILED, exits)


def _leave(status: int, exits: bool) -> None:
    if exits:
        sys.exit(status)
    raise typer.Exit(status) from None


def _silence() -> None:
    """Nobody reads standard output any more: let what is left of it go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
