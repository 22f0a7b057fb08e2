"""What no file of the project may hold, and what its data files may not."""

import re

import pytest

from isnad.arabic.letters import unfit_letters
from tests.house.tree import ROOT, SOURCE, texts

REGISTRY = re.compile(
    r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|registry)|\b(?:pypi|pythonhosted|npmjs)\.(?:org|com)\b"
)
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|home|root|Users|opt|mnt)/(?=\w)|\b[A-Z]:\\Users\\")
CONFLICT = re.compile(r"^(?:<{7} |>{7} )", re.MULTILINE)


def holding(pattern: re.Pattern[str]) -> list[str]:
    return [f"{path}: {found[0]}" for path, text in texts().items() if (found := pattern.search(text))]


def test_no_file_names_a_registry_host() -> None:
    assert holding(REGISTRY) == []


def test_no_file_names_a_place_on_a_machine() -> None:
    assert holding(MACHINE) == []
    assert holding(re.compile(re.escape(f"{ROOT}/"))) == []


def test_no_conflict_is_left() -> None:
    assert holding(CONFLICT) == []


def test_text_files_are_utf8() -> None:
    assert [str(path) for path, text in texts().items() if "\ufffd" in text and path.suffix != ".py"] == []


def test_codebook_files_hold_no_unfit_letter() -> None:
    codebook = {
        p: t for p, t in texts().items() if p.suffix == ".yaml" and (ROOT / p).is_relative_to(SOURCE / "codebook")
    }
    wrong = [
        f"{path}:{number}: {what}"
        for path, text in codebook.items()
        for number, line in enumerate(text.splitlines(), 1)
        for what in unfit_letters(line.partition("#")[0])
    ]
    assert codebook
    assert wrong == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRY, "see https" + "://pypi" + ".org/simple"),
        (REGISTRY, "from files.python" + "hosted.org"),
        (MACHINE, "open('/" + "work/main/x')"),
        (MACHINE, "in /" + "home/someone"),
        (CONFLICT, "a\n" + "<" * 7 + " HEAD\n"),
    ],
)
def test_the_patterns_find_what_they_should(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize("text", ["https://www.apache.org/licenses/", "src/" + "work/done", "at home/away", "a/root/b"])
def test_the_patterns_pass_what_they_may(text: str) -> None:
    assert not REGISTRY.search(text)
    assert not MACHINE.search(text)


def test_an_unfit_letter_would_be_found() -> None:
    assert unfit_letters("\u06cc")
