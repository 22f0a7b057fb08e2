"""Under which conditions the workbench opens, and what pictures of time are made of."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from isnad.errors import ServingError
from isnad.web.guard import is_from_here
from isnad.web.narrowing import narrowed
from isnad.web.serving import Serving, require_safe
from isnad.web.spans import months_between, span_of

PEM = Path("x.pem")
EVERYWHERE = ".".join("0000")


@pytest.mark.parametrize(
    ("how", "alone", "safe"),
    [
        (Serving(), True, True), (Serving(host="::1"), True, True), (Serving(host="localhost"), False, True),
        (Serving(host=EVERYWHERE), True, False), (Serving(host=EVERYWHERE), False, False),
        (Serving(host="192.0.2.1", certificate=PEM, key=PEM), False, True),
        (Serving(host="192.0.2.1", certificate=PEM, key=PEM), True, False),
        (Serving(names=("desk.example",)), False, False),
        (Serving(names=("desk.example",), behind_proxy=True), False, True),
        (Serving(names=("desk.example",), behind_proxy=True), True, False),
    ],
)  # fmt: skip
def test_others_need_accounts_and_tls(how: Serving, alone: bool, safe: bool) -> None:
    if safe:
        require_safe(how, alone=alone)
    else:
        with pytest.raises(ServingError):
            require_safe(how, alone=alone)


@pytest.mark.parametrize(
    ("how", "address"),
    [
        (Serving(), "http://127.0.0.1:8000/"), (Serving(host="::1", port=81), "http://[::1]:81/"),
        (Serving(names=("a.example",), behind_proxy=True), "https://a.example/"),
    ],
)  # fmt: skip
def test_the_address_is_told(how: Serving, address: str) -> None:
    assert how.address == address


@pytest.mark.parametrize(
    ("headers", "here"),
    [
        ({"sec-fetch-site": "same-origin"}, True), ({"sec-fetch-site": "none"}, True), ({}, False),
        ({"sec-fetch-site": "cross-site"}, False), ({"origin": "http://a:80", "host": "a:80"}, True),
        ({"origin": "http://a:81", "host": "a:80"}, False),
        ({"origin": "http://[", "host": "a"}, False),
    ],
)  # fmt: skip
def test_where_a_request_comes_from(headers: dict[str, str], here: bool) -> None:
    assert is_from_here(Headers(headers)) == here


@dataclass(frozen=True)
class State:
    since: str | None = None
    first: str | None = None
    last: str | None = None
    until: str | None = None


def test_a_bar_ends_with_the_last_word_for_it() -> None:
    told = span_of(State(since="2020", last="2020-07-01"), "2020-01-01", "2021-01-01", "ltr")
    assert told is not None
    assert (told.x, told.first, told.last) == (0, "2020", "2020-07-01")
    assert 49 < told.width < 51
    turned = span_of(State(since="2020", last="2020-07-01"), "2020-01-01", "2021-01-01", "rtl")
    assert turned is not None and turned.x == round(100 - told.width, 2)
    assert span_of(State(), "2020-01-01", "2021-01-01", "ltr") is None


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("day", ["1999-01-01", "2020-06-01", "2021-01-01", "2035"])
def test_a_bar_stays_in_its_frame(day: str, direction: str) -> None:
    told = span_of(State(first=day, last=day), "2020-01-01", "2021-01-01", direction)
    assert told is not None and told.x >= 0 and told.x + told.width <= 100.01 and told.width > 0


def test_months_between_days() -> None:
    assert months_between("2020-01-01", "2021-01-01") == 12
    assert months_between("2021-01-01", "2020-01-01") == 0


@pytest.mark.parametrize(
    ("query", "facet", "value", "then"),
    [
        ("", "type", "ASSAULT", "type:ASSAULT"), ("قصف", "place", "place:albukamal", "قصف place:albukamal"),
        ("x", "outlet", "قناة ما", 'x outlet:"قناة ما"'), ("", "month", "2021-02", "from:2021-02 to:2021-02"),
        ("x", "platform", "web", ""), ("from:2020 to:2022 x", "month", "2021-02", "x from:2021-02 to:2021-02"),
    ],
)  # fmt: skip
def test_a_value_narrows_the_question(query: str, facet: str, value: str, then: str) -> None:
    assert narrowed(query, facet, value) == then
