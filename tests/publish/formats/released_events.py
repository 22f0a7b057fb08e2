"""Released events for the tests of the formats: a few told by hand with all that is odd, and as many as wanted.

Every name is made up. `EVENTS` are in the order of their ids, as a release gives them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from isnad.publish.release.release import Release
from isnad.publish.release.released import (
    AcledCode,
    CameoCode,
    Event,
    Header,
    Loss,
    Party,
    PloverCode,
    Report,
    Spot,
    State,
    Statement,
    Toll,
    Withdrawn,
)

RLM, LRM, BOM = "\u200f", "\u200e", "\ufeff"
FORMULAS = (
    "=1+2", "+49 30", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", f"{RLM}=1+2", f"{BOM}=1+2", f"{LRM}-3",
    f"  {RLM} =هجوم", "＝1+2", "＋1", "－1", "＠x", "'=1", "''+1", "−4",
)  # fmt: skip
"""Texts that a spreadsheet takes, or may take, for a formula."""

ARMY = Party(
    id="actor:valley-army", kind="actor", name_ar="جيش الوادي", name_en="Valley Army", class_="state force",
    acled="State forces", country="SY", wikidata="Q4115189",
)  # fmt: skip
HAWKS = Party(
    id="actor:hawks", kind="actor", name_ar="لواء الصقور", name_en="Hawks Brigade", class_="rebel group",
    acled="Rebel group", country="SY",
)  # fmt: skip
DAWN = Party(
    id="actor:dawn", kind="actor", name_ar="كتيبة الفجر", name_en="Dawn Battalion", class_="political militia",
    acled="Political militia", country="SY",
)  # fmt: skip
UNKNOWN_BODY = Party(id="x-9f3a", kind="actor", name_ar="مجموعة الجسر")
COMMANDER = Party(id="x-17aa", kind="person", name_ar="أبو سالم", class_="commander")
FORMULA_PARTY = Party(id="x-c0de", kind="actor", name_ar=f'{RLM}=HYPERLINK("x")', name_en="=cmd|' /C calc'!A0")
BODY_OF_STATES = Party(
    id="actor:union", kind="actor", name_ar="اتحاد الأنهار", name_en="Union of Rivers",
    class_="international organisation", acled="External/Other forces",
)  # fmt: skip
CIVIL_BODY = Party(
    id="actor:crescent", kind="actor", name_ar="الهلال الأخضر", name_en="Green Crescent",
    class_="humanitarian organisation", acled="Civilians",
)  # fmt: skip

TOWN = Spot(
    id="place:river-town", name_ar="بلدة النهر", name_en="River Town", kind="town", precision="town", lat=34.45,
    lon=40.92, metres=2000, admin1="Deir ez-Zor", admin2="Abu Kamal", country="Syria", country_code="SY",
)  # fmt: skip
QUARTER = Spot(
    id="place:mill", name_ar="حي الطاحونة", name_en="Mill Quarter", kind="neighbourhood", precision="neighbourhood",
    lat=34.4512, lon=40.9234, metres=300, admin1="Deir ez-Zor", admin2="Abu Kamal", admin3="River Town",
    country="Syria", country_code="SY",
)  # fmt: skip
COARSE = Spot(
    id="place:abu-kamal-district", name_ar="منطقة البوكمال", name_en="Abu Kamal District", kind="district",
    precision="district", lat=34.4, lon=40.9, metres=25000, admin1="Deir ez-Zor", admin2="Abu Kamal", country="Syria",
    country_code="SY", coarsened=True,
)  # fmt: skip
POINTLESS = Spot(id="x-aa01", name_ar="قرية السد", kind="village", precision="village", country_code="SY")
NATION = Spot(
    id="place:sudan", name_ar="السودان", name_en="Sudan", kind="country", precision="country", country="Sudan",
    country_code="SD",
)  # fmt: skip

VALLEY = Report(
    id="sha256:" + "1" * 64, outlet="Valley Paper", published="2023-05-14", title="هجوم على حاجز",
    url="https://valley.example/1", language="ar",
)  # fmt: skip
RIVER = Report(id="sha256:" + "2" * 64, outlet="إذاعة النهر", published="2023-05-15", title="=عاجل", language="ar")
COPY = Report(id="sha256:" + "3" * 64, outlet="Copy Site", published="2023-05-15", copy_of=VALLEY.id)
CHANNEL = Report(id="sha256:" + "4" * 64, outlet=None, published=None, platform="telegram")

SAID = Statement(
    id="s-1", report=VALLEY.id, stance="asserts", denies=False, status="actual", speaker="Valley Paper",
    speaker_id="actor:valley-paper", speaker_kind="outlet", chain=("Valley Paper",), says={"status": "actual"},
    quote="أصيب ثلاثة عناصر", span=(40, 56), prefix="قال المراسل إن ", suffix=" في هجوم",
)  # fmt: skip
DENIED = Statement(
    id="s-2", report=RIVER.id, stance="denies", denies=True, status="denied", speaker_kind="commander",
    chain=("إذاعة النهر",), says={"status": "denied", "victims": [{"harm": "killed", "n": 2}]},
)  # fmt: skip
ANONYMOUS = Statement(
    id="s-3", report=RIVER.id, stance="claims", denies=False, speaker_kind="source", anonymous=True, near="جيش الوادي",
    chain=("إذاعة النهر", "وكالة"), quote=f"{RLM}😀 3 killed في البلدة", span=(7, 28), prefix="-", suffix="=",
)  # fmt: skip


def _clash() -> AcledCode:
    return AcledCode(
        event_type="Battles", sub_event_type="Armed clash", disorder_type="Political violence", actor1="Valley Army",
        assoc1=(), inter1="State forces", actor2="Hawks Brigade", assoc2=("Dawn Battalion",), inter2="Rebel group",
        interaction="State forces-Rebel group", interaction_code=12, civilian_targeting=None,
    )  # fmt: skip


def _attack() -> AcledCode:
    return AcledCode(
        event_type="Violence against civilians", sub_event_type="Attack", disorder_type="Political violence",
        actor1="Unidentified Armed Group (Syria)", assoc1=(), inter1="Political militia", actor2="Civilians",
        assoc2=(), inter2="Civilians", interaction="Political militia-Civilians", interaction_code=37,
        civilian_targeting="Civilians targeted",
    )  # fmt: skip


def _assault(actors: tuple[Party, ...], recipients: tuple[Party, ...], mode: str | None = "firearms") -> PloverCode:
    return PloverCode(
        type="ASSAULT", mode=mode, quad=4, intensity=-9.0, contexts=(), actors=actors, recipients=recipients
    )


CLASH = Event(
    id="01CLASH", type="ASSAULT", mode="firearms", status="actual", polarity="positive",
    title_ar="اشتباك بين جيش الوادي ولواء الصقور في بلدة النهر", title_en="Clash of Valley Army and Hawks Brigade",
    from_="2023-05-12", to="2023-05-12", precision="day", where=TOWN, agents=(ARMY,), targets=(HAWKS, DAWN),
    tolls=(
        Toll(harm="killed", low=2, best=3, high=5, group="combatant", side=HAWKS.id),
        Toll(harm="killed", low=1, best=1, high=1, group="combatant", side=ARMY.id),
        Toll(harm="killed", low=1, best=2, high=2, group="civilian"),
        Toll(harm="injured", low=4, best=4, high=9),
    ),
    reports=(VALLEY, RIVER, COPY), statements=(SAID, DENIED, ANONYMOUS), outlets=3, origins=2, unknown_origins=1,
    contradictions=("toll killed", "occurrence"), confidence=0.86, reviewed="corrected", reviewers=("salma",),
    notes=("=تحقق",), changed_at="2023-06-01", plover=_assault((ARMY,), (HAWKS, DAWN)), acled=_clash(),
    cameo=CameoCode(code="190", name="Use conventional military force, not specified below", quad=4, goldstein=-10.0),
)  # fmt: skip
SERIES = Event(
    id="02SERIES", type="ASSAULT", mode="explosives", status="actual", polarity="positive",
    title_ar="سلسلة هجمات في منطقة البوكمال", title_en="Series of attacks in Abu Kamal District", from_="2023-03-15",
    to="2023-05-05", precision="part_of_month", where=COARSE, targets=(ARMY,), unidentified=True, attacks=17,
    reports=(VALLEY,), outlets=1, origins=1, changed_at="2023-06-02", plover=_assault((), (ARMY,), "explosives"),
    acled=replace(
        _clash(), actor1="Unidentified Armed Group (Syria)", inter1="Political militia", actor2="Valley Army",
        assoc2=(), inter2="State forces", interaction="State forces-Political militia", interaction_code=13,
    ),
    cameo=CameoCode(code="183", name="Conduct suicide, car, or other non-military bombing", quad=4, goldstein=-10.0),
)  # fmt: skip
ACCUSED = Event(
    id="03ACCUSED", type="ASSAULT", mode="targeted", status="alleged", polarity="positive",
    title_ar="اغتيال تاجر في حي الطاحونة", title_en="Killing of a trader in Mill Quarter", from_="2023-04-01",
    to="2023-04-30", precision="month", where=QUARTER, accused=(DAWN,), unidentified=True,
    tolls=(Toll(harm="killed", low=1, best=1, high=1, group="civilian"),), reports=(RIVER,), statements=(ANONYMOUS,),
    outlets=1, origins=0, unknown_origins=1, reviewed="disputed", changed_at="2023-06-03",
    plover=_assault((), (), "targeted"), acled=_attack(),
    cameo=CameoCode(code="186", name="Assassinate", quad=4, goldstein=-10.0),
)  # fmt: skip
MEETING = Event(
    id="04MEETING", type="CONSULT", mode=None, status="actual", polarity="positive", title_ar="اجتماع في السودان",
    title_en="Meeting in Sudan", from_="2023-05-01", to=None, precision="vague", where=NATION,
    agents=(HAWKS, COMMANDER), targets=(BODY_OF_STATES,), reports=(CHANNEL,), changed_at="2023-06-04",
    plover=PloverCode(
        type="CONSULT", mode="visit", quad=1, intensity=4.0, contexts=("diplomatic",), actors=(HAWKS, COMMANDER),
        recipients=(BODY_OF_STATES,),
    ),
    cameo=CameoCode(code="042", name="Make a visit", quad=1, goldstein=1.9), why_not={"acled": "speech"},
)  # fmt: skip
AID = Event(
    id="05AID", type="AID", mode=None, status="actual", polarity="positive", title_ar="توزيع مساعدات",
    title_en="Aid handed out", from_="2023-05-02", to="2023-05-02", precision="day", where=POINTLESS,
    agents=(CIVIL_BODY,), reports=(VALLEY,), outlets=1, changed_at="2023-06-05",
    plover=PloverCode(type="AID", mode=None, quad=2, intensity=10.0, contexts=(), actors=(CIVIL_BODY,), recipients=()),
    why_not={"acled": "no-category", "cameo": "no-category"},
)  # fmt: skip
NOWHERE = Event(
    id="06NOWHERE", type="ASSAULT", mode=None, status="rumoured", polarity="positive", title_ar="شائعة عن هجوم",
    title_en="Rumour of an attack", from_=None, to=None, precision=None, where=None, reports=(CHANNEL,),
    changed_at="2023-06-06", why_not={"plover": "rumour", "acled": "rumour", "cameo": "rumour"},
)  # fmt: skip
FORMULA = Event(
    id="07FORMULA", type="COERCE", mode="seize", status="actual", polarity="positive", title_ar=f"{BOM}＝1+1",
    title_en="+cmd", from_="2023-01-01", to="2023-12-31", precision="year", where=replace(TOWN, name_en="@town"),
    agents=(FORMULA_PARTY,), targets=(UNKNOWN_BODY,), reports=(replace(RIVER, outlet="-outlet"),), outlets=1,
    notes=tuple(FORMULAS), changed_at="2023-06-07",
    plover=PloverCode(
        type="COERCE", mode="seize", quad=4, intensity=-7.0, contexts=(), actors=(FORMULA_PARTY,),
        recipients=(UNKNOWN_BODY,),
    ),
    acled=AcledCode(
        event_type="Strategic developments", sub_event_type="Looting/property destruction",
        disorder_type="Strategic developments", actor1="=cmd|' /C calc'!A0", assoc1=("@x",), inter1=None, actor2=None,
        assoc2=(), inter2=None, interaction=None, interaction_code=None, civilian_targeting=None,
    ),
    cameo=CameoCode(code="1711", name="Confiscate property", quad=4, goldstein=-9.2),
)  # fmt: skip
UNHURT = Event(
    id="08UNHURT", type="ASSAULT", mode="heavy-weapons", status="denied", polarity="negative",
    title_ar="نفي قصف بلدة النهر", title_en="Shelling of River Town is denied", from_="2023-05-08", to="2023-05-14",
    precision="week", where=TOWN, agents=(ARMY,), tolls=(Toll(harm="killed", low=0, best=0, high=0),),
    reports=(RIVER,), statements=(DENIED,), outlets=1, changed_at="2023-06-08",
    why_not={"plover": "negative", "acled": "negative", "cameo": "negative"},
)  # fmt: skip
SHELLING = Event(
    id="09SHELLING", type="ASSAULT", mode="heavy-weapons", status="actual", polarity="positive",
    title_ar="قصف بلدة النهر", title_en="Shelling of River Town", from_="2023-05-09", to="2023-05-11",
    precision="day", where=TOWN, agents=(ARMY,), targets=(HAWKS,),
    tolls=(Toll(harm="killed", low=0, best=0, high=0), Toll(harm="displaced", low=10, best=20, high=40)),
    reports=(VALLEY, COPY), outlets=2, origins=1, reviewed="accepted", changed_at="2023-06-09",
    plover=_assault((ARMY,), (HAWKS,), "heavy-weapons"),
    acled=replace(
        _clash(), event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack", assoc2=()
    ),
    cameo=CameoCode(code="194", name="Fight with artillery and tanks", quad=4, goldstein=-10.0),
)  # fmt: skip
EVENTS = (CLASH, SERIES, ACCUSED, MEETING, AID, NOWHERE, FORMULA, UNHURT, SHELLING)

STATES = (
    State(
        id="r-1", type="leads", source=COMMANDER, target=HAWKS, role="قائد", scope=TOWN, since="2022-01-01",
        until=None, first="2023-05-14", last="2023-05-15", standing="stands", reports=2, statements=(SAID,),
        told_by=(VALLEY, RIVER),
    ),
    State(
        id="r-2", type="controls", source=ARMY, target=TOWN, role=None, scope=None, since=None, until="2023-05-12",
        first="2023-01-01", last="2023-05-14", standing="ended", reports=1, told_by=(VALLEY,),
    ),
    State(
        id="r-3", type="hostile_to", source=HAWKS, target=DAWN, role=None, scope=None, since=None, until=None,
        first=None, last=None, standing="undated", reports=1, statements=(DENIED,), told_by=(RIVER,),
    ),
)  # fmt: skip

WITHDRAWN = (Withdrawn("00GONE", "2023-06-10"), Withdrawn("00JOINED", "2023-06-11", "01CLASH"))

HEADER = Header(
    archive="north", profile="internal", at="2023-06-11T08:30:00.000000Z", version="0.1.0", licence="CC-BY-4.0"
)


def release_of(
    events: Iterable[Event] = EVENTS, states: Iterable[State] = STATES, *, header: Header = HEADER,
    withdrawn: Sequence[Withdrawn] = WITHDRAWN, lost: Sequence[Loss] = (),
) -> Release:  # fmt: skip
    """A release of these, whose streams begin anew with each call."""
    events, states = tuple(events), tuple(states)
    return Release(
        header=header, events=lambda: iter(events), states=lambda: iter(states),
        withdrawn=lambda: iter(withdrawn), lost=lambda: lost,
    )  # fmt: skip


def many(number: int) -> Iterator[Event]:
    """So many events made of EVENTS in turn, each with an id and reports of its own; one at a time."""
    for key in range(number):
        event = EVENTS[key % len(EVENTS)]
        ids = {report.id: f"sha256:{key:08x}{report.id[-56:]}" for report in event.reports}
        yield replace(
            event,
            id=f"{key:08d}",
            reports=tuple(replace(one, id=ids[one.id], copy_of=None) for one in event.reports),
            statements=tuple(
                replace(one, id=f"{one.id}-{key:08d}", report=ids.get(one.report, one.report))
                for one in event.statements
            ),
        )
