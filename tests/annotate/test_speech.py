"""Who says it, and what."""

from typing import Any

import pytest

from isnad.annotate.reader import Reader
from tests.annotate.reports import REPORT, cases, record_of, told

CASES = cases("speech")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_speakers(reader: Reader, case: dict[str, Any]) -> None:
    record = record_of(reader, case["text"])
    found = [
        f"{told(record, said.span)} | {said.kind} | {'yes' if said.anonymous else 'no'} | {said.stance}"
        for said in record.attributions
    ]
    assert found == case["reads"]
    if "says" in case:
        assert case["says"] in " ".join(told(record, span) for span in record.attributions[0].content)


def test_speech_goes_on_with_the_last_speaker(reader: Reader) -> None:
    record = record_of(reader, "قال مصدر عسكري إن الجيش قصف القرية. وأضاف أن القوات انسحبت من البلدة.")
    (said,) = record.attributions
    assert [told(record, span) for span in said.content] == ["الجيش قصف القرية", "القوات انسحبت من البلدة"]


def test_what_is_said_is_its_speaker_s(reader: Reader) -> None:
    record = record_of(reader, REPORT)
    (source,) = [said for said in record.attributions if said.anonymous]
    retreat = next(event for event in record.events if event.type == "RETREAT")
    assert source.id in {claim.attribution for claim in retreat.claims}
    shelling = next(event for event in record.events if event.type == "ASSAULT")
    assert shelling.attribution is None


def test_the_chain_begins_at_the_outlet(reader: Reader) -> None:
    record = record_of(reader, "قال مصدر عسكري إن الجيش قصف القرية.", outlet="رويترز")
    (said,) = record.attributions
    assert [link.who for link in said.chain] == ["actor:reuters", said.id]
