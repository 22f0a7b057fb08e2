"""S14: of a thousand secrets none leaves in public, by any format, nor by two releases laid side by side."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.model import to_plain
from isnad.publish.formats import FORMATS
from isnad.publish.release.gathering import release_of
from isnad.publish.release.released import Event, ProfileName, State
from isnad.publish.release.writing import write
from tests.publish.release.secret_words import KINDS, REPORTS, Secrets, found

_PRECISE = re.compile(r"\d+\.\d{3,}(?!\d*Z)")
_SHA = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def _exported(library: Library, profile: ProfileName, folder: Path) -> dict[str, list[bytes]]:
    """What each format writes, with the files beside it."""
    folder.mkdir()
    with reading(library.engine) as connection:
        release = release_of(connection, library.reader.book, profile)
        return {
            name: [path.read_bytes() for path in write(release, form, folder / f"out{form.suffix}", force=True).files]
            for name, form in FORMATS.items()
        }


@pytest.fixture(scope="module")
def public(secret: tuple[Library, Secrets], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bytes]]:
    """All public exports."""
    return _exported(secret[0], "public", tmp_path_factory.mktemp("out") / "public")


@pytest.mark.parametrize("name", FORMATS)
def test_no_secret_leaves_in_public(secret: tuple[Library, Secrets], public: dict[str, list[bytes]], name: str) -> None:
    assert not {one for content in public[name] for one in found(content, secret[1])}


def test_the_same_secrets_stand_in_what_stays_within_the_house(
    secret: tuple[Library, Secrets], tmp_path: Path
) -> None:  # fmt: skip
    exported = _exported(secret[0], "internal", tmp_path / "internal")
    told = {one for contents in exported.values() for content in contents for one in found(content, secret[1])}
    assert Counter(kind for kind, _ in told) == dict.fromkeys(KINDS, REPORTS)


def test_what_partners_get_names_no_source_and_no_victim(secret: tuple[Library, Secrets]) -> None:
    library, secrets = secret
    with reading(library.engine) as connection:
        release = release_of(connection, library.reader.book, "partner")
        told = "".join([*map(_line, release.events()), *map(_line, release.states())])
    kinds = {kind for kind, _ in found(told.encode(), secrets)}
    assert kinds.isdisjoint({"source", "victim", "hospital", "degrees", "reviewer"})


def test_all_public_formats_together_are_no_finer_than_one(public: dict[str, list[bytes]]) -> None:
    texts = [content.decode("utf-8", "ignore") for contents in public.values() for content in contents]
    assert not [one for text in texts for one in _PRECISE.findall(text)]
    assert not [one for text in texts for one in _SHA.findall(text)]


def test_two_public_releases_side_by_side_tell_no_more_than_one(secret: tuple[Library, Secrets]) -> None:
    library, _ = secret
    queries = (
        "",
        "type:ASSAULT",
        "speaker:المسعف from:2021-05 to:2021-05",
        "from:2021-02 to:2021-03",
        "مستشفى",
        "actor:assad-army",
    )
    with reading(library.engine) as connection:
        book = library.reader.book
        releases = [release_of(connection, book, "public", query=query) for query in queries]
        releases.append(release_of(connection, book, "public", since="2020"))
        told = [{event.id: event for event in release.events()} for release in releases]
    assert len(told[0]) == REPORTS
    assert 1 <= len(told[2]) < len(told[0])
    for part in told[1:]:
        assert part.items() <= told[0].items()
    # a question that asks for what may not leave is not told beside its answer
    assert [release.header.query for release in releases[:6]] == [
        "", "type:ASSAULT", "", "from:2021-02 to:2021-03", "", "actor:assad-army",
    ]  # fmt: skip


def _line(one: Event | State) -> str:
    return json.dumps(to_plain(one), ensure_ascii=False)


def _places(lines: Iterator[Event]) -> set[str | None]:
    return {event.where.kind if event.where else None for event in lines}


def test_hospitals_are_told_by_their_district(secret: tuple[Library, Secrets]) -> None:
    library, _ = secret
    with reading(library.engine) as connection:
        assert _places(release_of(connection, library.reader.book, "public").events()) == {"district"}
        assert _places(release_of(connection, library.reader.book, "internal").events()) == {"hospital"}
