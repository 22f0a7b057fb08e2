from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.archive.people import passwords
from isnad.archive.people.passwords import LONGEST, SHORTEST, hashed, is_outdated, matches, require_fit
from isnad.errors import PasswordError


@pytest.fixture(autouse=True)
def many_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A list of two."""
    (tmp_path / "list.txt").write_text("correcthorsebattery\nكلمةالسرالطويلة\n", "utf-8")
    monkeypatch.setattr(passwords, "COMMON", tmp_path / "list.txt")
    passwords.common.cache_clear()
    yield
    passwords.common.cache_clear()


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "short"), ("a" * 11, "short"), ("كلمة قصيرة", "short"), ("e\u0301" * 11, "short"), ("a" * 129, "long"),
        ("CorrectHorseBattery", "common"), ("كلمةالسرالطويلة", "common"), ("amalhariri.1", "name"),
        ("isnad-20260301", "name"), ("AmalHaririIsnad1", "name"), ("123456789isnad", "name"),
    ],
)  # fmt: skip
def test_a_bad_password_is_refused(password: str, reason: str) -> None:
    with pytest.raises(PasswordError) as told:
        require_fit(password, "AmalHariri")
    assert told.value.reason == reason


@pytest.mark.parametrize(
    "password",
    [
        "a" * 12,
        "a" * 128,
        "قهوة على السطح",
        "🌶" * 12,
        "            ",
        "\x00\n\t\u202e12345678",
        "839201938475",
        "ALLCAPSLETTERS",
    ],
)
def test_any_characters_will_do(password: str) -> None:
    require_fit(password, "أمل")
    assert matches(hashed(password), password)
    assert not matches(hashed(password), password + "x")


@settings(max_examples=60)
@given(st.text(st.characters(), min_size=SHORTEST, max_size=LONGEST), st.text(st.characters(), max_size=LONGEST))
def test_a_password_matches_itself_only(one: str, other: str) -> None:
    kept = hashed(one)
    assert matches(kept, one)
    assert matches(kept, other) == (passwords._plain(one) == passwords._plain(other))


def test_a_password_is_one_on_every_keyboard() -> None:
    assert matches(hashed("سل\ufefcم على الجميع"), "سللام على الجميع")
    assert matches(hashed("cafe\u0301 au lait!!"), "caf\u00e9 au lait!!")


def test_an_endless_password_costs_nothing_and_matches_nothing() -> None:
    assert not matches(hashed("a" * LONGEST), "a" * 10_000_000)


def test_passwords_are_kept_as_argon2id_of_rfc_9106(monkeypatch: pytest.MonkeyPatch) -> None:
    old = hashed("a good long one")
    monkeypatch.undo()
    found = extract_parameters(hashed("a good long one"))
    wanted = RFC_9106_LOW_MEMORY
    assert found.type is Type.ID
    assert (found.memory_cost, found.time_cost, found.parallelism) == (64 * 1024, 3, 4)
    assert found.salt_len == wanted.salt_len == 16
    assert is_outdated(old) and not is_outdated(hashed("a good long one"))
    assert hashed("a good long one") != hashed("a good long one")


def test_a_missing_list_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COMMON", tmp_path / "none.txt")
    with pytest.warns(UserWarning, match="not refused"):
        require_fit("correcthorsebattery", "x")
    require_fit("correcthorsebattery", "x")


@pytest.mark.parametrize("kept", ["", "plain", "$argon2id$v=19$m=1$x$y", "$2b$12$abc"])
def test_what_was_not_kept_by_us_matches_nothing(kept: str) -> None:
    assert not matches(kept, "a good long one")


def test_nobody_matches_nothing_and_takes_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
            asked.append(str(hash).split("$p")[0])
            return super().verify(hash, password)

    kept = hashed("a good long one")
    monkeypatch.setattr(passwords, "HASHER", Counting(time_cost=1, memory_cost=8, parallelism=1))
    assert not matches(None, "nobody has this one") and not matches(kept, "another one")
    assert len(asked) == 2
    assert [extract_parameters(one).memory_cost for one in (kept, passwords._for_nobody())] == [8, 8]
