"""Every string of the workbench in both languages, and none that is missing, or that nobody uses."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

import isnad
from isnad.errors import IsnadError
from isnad.web.words import AREAS, said

OWN = {area: words for area, words in AREAS.items() if area not in ("answers", "views")}
ARABIC = re.compile("[\u0621-\u064a]")
LATIN_WORD = re.compile("[A-Za-z]{4,}")
ROOT = Path(isnad.__file__).parent
TEMPLATES = sorted((ROOT / "web" / "templates").rglob("*.html"))
USED = re.compile(r"""\bw\(\s*'([^']+)'\s*(~)?""")
_SAME = {"other-lang", "people.lang.ar", "people.lang.en", "people.digits.arab", "people.digits.latn"}
"""Names of languages and digits stand for themselves."""


@pytest.mark.parametrize("area", OWN)
def test_every_string_is_in_both_languages(area: str) -> None:
    wrong = [
        key for key, (arabic, english) in OWN[area].items()
        if key not in _SAME and not (arabic.strip() and english.strip() and ARABIC.search(arabic))
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("area", OWN)
def test_english_strings_are_english(area: str) -> None:
    wrong = [
        key for key, (_, english) in OWN[area].items() if key not in _SAME and not LATIN_WORD.search(english + "    ")
        and not re.search("[A-Za-z0-9–]", english)
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("area", OWN)
def test_both_languages_take_the_same_values(area: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    wrong = [key for key, (arabic, english) in OWN[area].items() if places(arabic) != places(english)]
    assert wrong == []


def test_arabic_uses_its_own_marks() -> None:
    wrong = [
        key for words in OWN.values() for key, (arabic, _) in words.items() if re.search("[\u0621-\u064a][,;?]", arabic)
    ]  # fmt: skip
    assert wrong == []


def test_every_string_that_a_template_asks_for_is_there() -> None:
    known = {key for words in AREAS.values() for key in words}
    missing = []
    for path in TEMPLATES:
        for key, goes_on in USED.findall(path.read_text("utf-8")):
            there = any(one.startswith(key) for one in known) if goes_on else key in known
            if not there:
                missing.append((path.name, key))
    assert missing == []


def test_no_string_of_ours_is_left_over() -> None:
    text = "\n".join(path.read_text("utf-8") for path in (*TEMPLATES, *sorted((ROOT / "web").rglob("*.py"))))
    begun = {key for key, goes_on in re.findall(r"""['"]([a-z][\w.-]*[.-])['"]\s*(~)""", text) if goes_on}
    begun |= {
        f"{prefix}."
        for prefix in re.findall(r"""value\('([\w-]+)'|said_or\(\s*"([\w-]+)\"""", text)
        for prefix in prefix
        if prefix
    }
    begun |= {f"{name}-" for name in ("facet",)} | set(re.findall(r"""f["']([a-z][\w.-]*[.-])\{""", text))
    ended = set(re.findall(r"""~\s*'(\.[\w-]+)'""", text))
    spare = [
        key for words in OWN.values() for key in words
        if f"'{key}'" not in text.replace(f'"{key}": (', "") and f'"{key}"' not in text.replace(f'"{key}": (', "")
        and not any(key.startswith(one) for one in begun) and not any(key.endswith(one) for one in ended)
    ]  # fmt: skip
    assert sorted(spare) == []


def test_an_unknown_string_is_an_error() -> None:
    with pytest.raises(KeyError):
        said("no such string", "ar")


def test_templates_are_shipped() -> None:
    assert files("isnad.web").joinpath("templates", "shell.html").is_file()


def test_every_error_is_told_in_both_languages() -> None:
    def leaves(kind: type[IsnadError]) -> Iterator[type[IsnadError]]:
        yield kind
        for below in kind.__subclasses__():
            yield from leaves(below)

    codes = {kind.code for kind in leaves(IsnadError) if kind.__module__ == "isnad.errors"}
    told = {key.partition(".")[2] for key in AREAS["errors"]}
    assert codes | {"work-ended"} == told
