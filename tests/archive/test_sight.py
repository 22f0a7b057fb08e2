"""A hidden report is, to who is not cleared, as if it had never been added: the same archive is built with and without
the hidden reports, and every answer has to be the same, ids of events included, since both are told with these."""

from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from isnad.archive import schema
from isnad.archive.asking.finding import asked, find
from isnad.archive.migrating import create
from isnad.archive.opening import Place, engine_of, reading
from isnad.archive.sight import PLAIN, sight_of
from tests.archive.telling import BOOK, REPORTS, RESTRICTED, answers, hide, told


@pytest.mark.parametrize("seed", range(2))
def test_hidden_reports_are_as_if_they_had_never_come(
    place: Place, tmp_path: Any, request: pytest.FixtureRequest, seed: int
) -> None:
    other = request.getfixturevalue("postgres_server").fresh() if place.folder is None else tmp_path / "other"
    if place.folder is not None:
        other.mkdir()
    whole, less = engine_of(place, new=True), engine_of(Place.of(other), new=True)
    create(whole)
    create(less)
    told(whole, seed)
    hidden = hide(whole, *RESTRICTED)
    assert 3 <= len(hidden) <= REPORTS - 6
    told(less, seed, hidden)
    expected, seen = dict(answers(less)), dict(answers(whole))
    assert [name for name, found in expected.items() if seen[name] != found] == []
    whole.dispose()
    less.dispose()


def test_who_is_cleared_sees_all(engine: Engine) -> None:
    told(engine, 0)
    with reading(engine) as connection:
        before = find(connection, asked(connection, "", BOOK), limit=100)
    hidden = hide(engine, *RESTRICTED)
    with reading(engine) as connection:
        assert find(connection, asked(connection, "", BOOK), limit=100) == before
        seen = find(connection, asked(connection, "", BOOK), limit=100, cleared=False)
        assert len(seen.rows) < len(before.rows)
        assert not {hit.document for hit in seen.rows} & {f"sha256:{one:064x}" for one in hidden}


def test_what_is_lifted_is_seen_again(engine: Engine) -> None:
    told(engine, 1)
    before = dict(answers(engine))
    hide(engine, *RESTRICTED)
    assert dict(answers(engine)) != before
    hide(engine, *RESTRICTED, restricts=False)
    with reading(engine) as connection:
        assert sight_of(connection, None, cleared=False) == PLAIN
        for table in (schema.veiled, schema.open_clusters, schema.open_actors, schema.open_places):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0
    assert dict(answers(engine)) == before
