"""Web annotations: the shape that the data model wants, and quotes that stand where they say."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest

from isnad.publish.formats.webannotation import FORMAT
from isnad.publish.release.release import Release
from tests.publish.formats.released_events import ANONYMOUS, CLASH, EVENTS, RLM, SAID, STATES, release_of


def collection(release: Release) -> dict[str, Any]:
    file = io.BytesIO()
    FORMAT.write(release, file)
    return dict(json.loads(file.getvalue()))


def selectors(annotation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["type"]: one for one in annotation["target"]["selector"]}


def test_the_collection_is_one_of_the_model() -> None:
    """Web Annotation Data Model, 3.1 (annotations), 3.2 (bodies), 4.2 (selectors), 5.1 (collections), 5.2 (pages)."""
    found = collection(release_of())
    page = found["first"]
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld" and found["type"] == "AnnotationCollection"
    assert page["type"] == "AnnotationPage" and page["startIndex"] == 0 and found["total"] == len(page["items"]) > 0
    for one in page["items"]:
        assert one["type"] == "Annotation" and one["id"].startswith("urn:uuid:")
        assert {"id", "type", "format", "language"} == one["target"]["source"].keys()
        quote, position = selectors(one)["TextQuoteSelector"], selectors(one)["TextPositionSelector"]
        assert quote["exact"] and 0 <= position["start"] < position["end"]
        claim, *tags = one["body"]
        assert claim["type"] == "SpecificResource" and claim["purpose"] == "identifying"
        assert {tag["purpose"] for tag in tags} == {"tagging"}
    ids = [one["id"] for one in page["items"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "text",
    [
        "قال مصدر: «أصيب 3 من اللواء 47» أمس",
        f"{RLM}😀 نقلت Reuters: «أصيب 3 من اللواء 47» 👨‍👩‍👧",
        "e\u0301 مُحَمَّد «أصيب 3 من اللواء 47»",
        "𐤀𐤁 «أصيب 3 من اللواء 47» ۱۲",
    ],
)
def test_positions_are_code_points(text: str) -> None:
    exact = "أصيب 3 من اللواء 47"
    start = text.index(exact)
    said = replace(
        SAID, quote=exact, span=(start, start + len(exact)), prefix=text[max(start - 32, 0) : start],
        suffix=text[start + len(exact) :][:32],
    )  # fmt: skip
    (one,) = collection(release_of((replace(CLASH, statements=(said,)),), ()))["first"]["items"]
    quote, position = selectors(one)["TextQuoteSelector"], selectors(one)["TextPositionSelector"]
    points = [text.encode("utf-32-le")[at : at + 4] for at in range(0, 4 * len(text), 4)]
    assert b"".join(points[position["start"] : position["end"]]).decode("utf-32-le") == exact == quote["exact"]
    assert quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "") in text


def test_words_that_may_not_leave_are_no_annotation_but_a_loss() -> None:
    silent = replace(
        CLASH, statements=tuple(replace(s, quote=None, span=None, prefix="", suffix="") for s in CLASH.statements)
    )
    found = collection(release_of((silent,), ()))
    assert found["first"]["items"] == [] and found["total"] == 0
    losses = {loss.why: loss.number for loss in FORMAT.write(release_of((silent,), ()), io.BytesIO())}
    assert losses["their words may not leave"] == 3


def test_the_same_words_about_two_things_are_two_annotations() -> None:
    about = release_of((CLASH,), STATES[:1])
    claims = [one["body"][0]["source"] for one in collection(about)["first"]["items"]]
    assert len(claims) == 3 and len(set(claims)) == 2
    assert ANONYMOUS.quote in {
        selectors(one)["TextQuoteSelector"]["exact"] for one in collection(about)["first"]["items"]
    }


def test_the_same_release_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    FORMAT.write(release_of(EVENTS), first)
    FORMAT.write(release_of(EVENTS), second)
    assert first.getvalue() == second.getvalue()
