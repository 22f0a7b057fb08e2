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


BACK = {
    "ذكرت وكالة سانا أن القوات انسحبت. وأضافت الوكالة أن الهجوم فشل.": "وكالة سانا",
    "قالت وزارة الدفاع السورية إن القوات انسحبت. وقالت الوزارة في بيان إن الهجوم فشل.": "وزارة الدفاع السورية",
    "قالت مديرية الصحة في إدلب إن القوات انسحبت. وأوضحت المديرية أن الهجوم فشل.": "مديرية الصحة في إدلب",
    "ذكرت الشبكة السورية لحقوق الإنسان أن القوات انسحبت. وقالت الشبكة إن الهجوم فشل.": "الشبكة السورية لحقوق الإنسان",
    "قال قائد قسد مظلوم عبدي إن القوات انسحبت. وفي مؤتمر صحفي قال إن الهجوم فشل.": "مظلوم عبدي",
}


@pytest.mark.parametrize("text", BACK, ids=list(BACK.values()))
def test_a_definite_noun_or_no_subject_means_the_last_speaker(reader: Reader, text: str) -> None:
    record = record_of(reader, text)
    (said,) = record.attributions
    assert told(record, said.span) == BACK[text]
    assert [told(record, span) for span in said.content] == ["القوات انسحبت", "الهجوم فشل"]


def test_a_definite_noun_means_a_body_that_has_not_spoken_yet(reader: Reader) -> None:
    record = record_of(reader, "اعتقل جهاز الأمن العام ثلاثة أشخاص. وقال الجهاز إن العملية مستمرة.")
    (said,) = record.attributions
    (body,) = [entity.id for entity in record.entities if entity.kind == "actor"]
    assert (said.who, said.anonymous) == (body, False)


def test_whom_the_agency_quotes_is_passed_on_by_it_each_time(reader: Reader) -> None:
    record = record_of(reader, "نقلت وكالة رويترز عن مصدر أمني أن القوات انسحبت. ونقلت الوكالة عن شهود أن القصف مستمر.")
    assert [told(record, said.span) for said in record.attributions] == ["وكالة رويترز", "مصدر أمني", "شهود"]


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


SAYS = {
    "نفت وزارة الدفاع السورية قصف السوق، وقالت في بيان إن «مسلحين أطلقوا القذائف».": [
        ("نفت", "denies", "قصف السوق"),
        ("قالت", "asserts", "مسلحين أطلقوا القذائف"),
    ],
    "حمّلت الحكومة اللبنانية إسرائيل المسؤولية الكاملة عن سلامة السكان.": [
        ("حمّلت", "accuses", "إسرائيل المسؤولية الكاملة عن سلامة السكان"),
    ],
    "أنكرت مصلحة المخازن هذه الوقائع جملة وتفصيلا.": [("أنكرت", "denies", "هذه الوقائع جملة وتفصيلا")],
    "رفضت نقابة الأطباء هذا الاتهام.": [("رفضت", "rejects", "هذا الاتهام")],
    "أكد أحد السكان الرواية ذاتها، طالبا عدم كشف هويته خوفا من الانتقام.": [("أكد", "confirms", "الرواية ذاتها")],
    "وردّ عليه الناطق باسم الجيش بالقول إن القوات لم تدخل الحي.": [("بالقول", "asserts", "القوات لم تدخل الحي")],
    "نفت الكتيبة عبر معرفاتها الرسمية علاقتها بالحادثة.": [("نفت", "denies", "علاقتها بالحادثة")],
    "«لا ماء في المخيم»، وأوضحت المنظمة أن الصهاريج توقفت.": [("أوضحت", "asserts", "الصهاريج توقفت")],
    "تعهد رئيس الحكومة بتعويض المتضررين.": [("تعهد", "promises", "تعويض المتضررين")],
    "وصف المتحدث العملية بأنها ناجحة.": [("وصف", "asserts", "العملية بأنها ناجحة")],
}


@pytest.mark.parametrize("text", SAYS)
def test_each_act_of_saying_has_its_cue_its_stance_and_its_words(reader: Reader, text: str) -> None:
    record = record_of(reader, text)
    (said,) = record.attributions
    assert SAYS[text] == [
        (told(record, one.cue) if one.cue else None, one.stance, " … ".join(told(record, span) for span in one.content))
        for one in said.utterances
    ]


NAMELESS = {
    "قالت عضو المجلس المحلي مريم الخالد إن الطريق مقطوع.": (False, None),
    "تعهد رئيس الحكومة بتعويض المتضررين.": (False, None),
    "أكد أحد السكان الرواية ذاتها، طالبا عدم كشف هويته خوفا من الانتقام.": (True, "خوفا من الانتقام"),
}


@pytest.mark.parametrize("text", NAMELESS)
def test_who_is_named_and_why_somebody_is_not(reader: Reader, text: str) -> None:
    record = record_of(reader, text)
    (said,) = record.attributions
    assert (said.anonymous, told(record, said.why) if said.why else None) == NAMELESS[text]


@pytest.mark.parametrize("case", cases("speakers"), ids=[case["text"] for case in cases("speakers")])
def test_where_a_speaker_s_phrase_ends_and_whom_it_means(reader: Reader, case: dict[str, Any]) -> None:
    record = record_of(reader, case["text"])
    assert [told(record, said.description) for said in record.attributions] == case["speakers"]
