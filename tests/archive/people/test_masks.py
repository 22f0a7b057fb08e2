from itertools import product

import pytest
from sqlalchemy import Engine

from isnad.archive.opening import reading, writing
from isnad.archive.people import accounts
from isnad.archive.people.accounts import LOCAL, ROLES, Account, Role, at_least
from isnad.archive.people.masks import Masks
from tests.archive.people.conftest import NOON


@pytest.fixture
def masks(engine: Engine) -> Masks:
    with writing(engine) as connection:
        for name in ("Amal", "سمر", "Nur"):
            accounts.add(connection, name, "coder", who="x", now=NOON)
    with reading(engine) as connection:
        return Masks.of(connection)


@pytest.mark.parametrize(("role", "name"), list(product(ROLES, ["سمر", "nUR", "no-account", "x" * 500, "\ud800"])))
def test_names_of_others_are_for_editors_and_admins(masks: Masks, role: Role, name: str) -> None:
    """S13."""
    viewer = Account(1, "Amal", role)
    for lang in ("ar", "en"):
        shown = masks.shown_name(viewer, name, lang)
        assert (shown == name) is at_least(role, "editor")
        assert at_least(role, "editor") or name.casefold() not in shown.casefold()


def test_a_mask_is_the_same_each_time_and_tells_people_apart(engine: Engine, masks: Masks) -> None:
    viewer = Account(1, "Amal", "reader")
    names = ["سمر", "nur", "login", "other", "third"]
    told = [masks.shown_name(viewer, name, "en") for name in names]
    assert told[:2] == ["Reviewer 2", "Reviewer 3"] and len(set(told)) == 5
    assert masks.shown_name(viewer, "NUR", "ar") == "مراجع 3"
    with reading(engine) as connection:
        assert [Masks.of(connection).shown_name(viewer, name, "en") for name in names] == told


def test_letters_say_nothing_outside_of_their_archive(masks: Masks) -> None:
    viewer = Account(1, "Amal", "reader")
    other = Masks(masks.numbers, "0" * 32)
    assert len(masks.key) == 32
    assert masks.shown_name(viewer, "login", "en") != other.shown_name(viewer, "login", "en")


def test_oneself_and_what_no_person_did_are_told(masks: Masks) -> None:
    viewer = Account(1, "Amal", "reader")
    assert [masks.shown_name(viewer, name, "ar") for name in ("amal", "engine", "isnad")] == ["amal", "engine", "isnad"]
    assert Masks({}, "").shown_name(LOCAL, "somebody", "ar") == "somebody"
