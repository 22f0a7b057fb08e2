"""A browser, and workbenches that are served to it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, sync_playwright

from isnad.annotate.reader import Reader
from isnad.archive.library import Library
from isnad.archive.people import passwords
from tests.browser.served import Opened, opened, served
from tests.web.conftest import Bench, open_bench, read_samples

__all__ = ["open_bench", "read_samples"]
NEEDED = "CI_NEEDS_CHROMIUM"
"""Where this is set, a missing Chromium fails the tests that need one instead of skipping them."""
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
Open = Callable[..., AbstractContextManager[Opened]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser without a window, one for each process of the tests."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        reason = f"no browser is here: {', '.join(_PROGRAMS)} are looked for in PATH"
        if os.environ.get(NEEDED):
            pytest.fail(reason)
        pytest.skip(reason)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*sandbox, "--disable-dev-shm-usage"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def house(
    read_samples: tuple[Path, Reader], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Bench, str]]:  # fmt: skip
    """A workbench with accounts of every role, for tests that change nothing, and its address."""
    folder, reader = read_samples
    own = tmp_path_factory.mktemp("house") / "archive"
    shutil.copytree(folder, own)
    bench = Bench(Library.open(own, load=lambda: reader))
    bench.settle()
    with served(bench) as address:
        yield bench, address
    bench.close()


@pytest.fixture(scope="session")
def window(browser: Browser, house: tuple[Bench, str]) -> Iterator[Opened]:
    """A window on it in which an admin is signed in, kept open: opening one takes longer than most pages do."""
    with opened(browser, *house, role="admin") as found:
        yield found


@pytest.fixture
def enter(browser: Browser, house: tuple[Bench, str]) -> Open:
    """Opens a window on the workbench that nobody changes; see `opened`."""
    bench, address = house
    return partial(opened, browser, bench, address)


@pytest.fixture
def move_in(browser: Browser, open_bench: Callable[[], Bench]) -> Iterator[Open]:
    """Opens a window on a workbench of one's own; see `opened`."""
    with ExitStack() as stack:
        bench = open_bench()
        yield partial(opened, browser, bench, stack.enter_context(served(bench)))


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._for_nobody.cache_clear()
