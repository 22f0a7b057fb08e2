"""A made-up February in a made-up valley, as it comes through the gate."""

from dataclasses import replace

from isnad.publish.release.released import Event, Header, Party, Report, Spot, State, Statement, Toll
from isnad.publish.situation.material import Material, Period

HOSTILE = '<script>alert(1)</script> <!-- isnad:own said --> #import "@preview/x:1.0.0" | [x](javascript:1) `c` *b* _i_'
FALCONS = Party(id="actor:falcons", kind="actor", name_ar="لواء الصقور", name_en="Falcons Brigade")
DAWN = Party(id="x-dawn", kind="actor", name_ar="كتيبة الفجر")
FORCES = Party(id="actor:river", kind="actor", name_ar="قوات النهر", name_en="River Forces")
SALIM = Party(id="x-salim", kind="person", name_ar="أبو سالم")
RIVER = Spot(
    id="place:nahr", name_ar="النهر", name_en="Nahr", kind="town", precision="town", lat=35.1, lon=40.2, metres=4000,
    admin2="Wadi", admin1="Province",
)  # fmt: skip
DISTRICT = replace(RIVER, id="place:wadi", name_ar="منطقة الوادي", name_en="Wadi", kind="district",
                   precision="district", metres=25_000, coarsened=True)  # fmt: skip
WIRE = Report(id="sha256:aa", outlet="صحيفة الوادي", published="2023-02-15", title="هجوم على حاجز")
RADIO = Report(id="sha256:bb", outlet="راديو النهر", published="2023-02-16")


def said(id_: str, report: Report = WIRE, **more: object) -> Statement:
    """A statement of a report."""
    values: dict[str, object] = {"stance": "asserts", "denies": False, "chain": (report.outlet,), **more}
    return Statement(id=id_, report=report.id, **values)  # type: ignore[arg-type]


def event(id_: str, **more: object) -> Event:
    """An attack on the fourteenth, unless said otherwise."""
    values: dict[str, object] = {
        "type": "ASSAULT", "mode": None, "status": "actual", "polarity": "positive", "from_": "2023-02-14",
        "to": "2023-02-14", "precision": "day", "where": RIVER, "reports": (WIRE,), "statements": (said(f"{id_}-c1"),),
        "title_ar": f"حدث {id_}", "title_en": f"event {id_}", **more,
    }  # fmt: skip
    return Event(id=id_, **values)  # type: ignore[arg-type]


ATTACK = event(
    "ev-attack", agents=(FORCES,), targets=(FALCONS,), accused=(DAWN,), contradictions=("author", "toll"),
    tolls=(Toll(harm="injured", low=2, best=3, high=5, group="combatant", side=FALCONS.id),), reports=(WIRE, RADIO),
    statements=(
        said("c1", speaker="مراسل الصحيفة", speaker_kind="correspondent", anonymous=True, quote="أصيب ثلاثة عناصر",
             chain=("صحيفة الوادي", "مراسل الصحيفة"), span=(10, 26),
             says={"status": "actual", "when": {"from": "2023-02-14", "to": "2023-02-14"},
                   "victims": [{"harm": "injured", "n": 3}]}),
        said("c2", RADIO, speaker="قيادة كتيبة الفجر", speaker_kind="official", stance="denies", denies=True,
             chain=("راديو النهر", "قيادة كتيبة الفجر"), quote="لا صلة لنا بما جرى"),
    ),
)  # fmt: skip
THREAT = event(
    "ev-threat", status="threatened", agents=(DAWN,), targets=(FALCONS,), from_="2023-02-20", to="2023-02-20"
)
DENIED = event("ev-denied", status="denied", from_="2023-02-21", to="2023-02-21", where=DISTRICT)
MEETING = event("ev-meeting", type="CONSULT", agents=(FORCES, FALCONS), where=None, from_="2023-02-18", to="2023-02-18")
LOOSE = event("ev-loose", from_="2023-01-01", to="2023-12-31", reports=(RADIO,), statements=())
EARLIER = event("ev-earlier", from_="2023-01-20", to="2023-01-20")
HOLDS = State(
    id="st-1", type="controls", source=FORCES, target=RIVER, role=None, scope=None, since=None, until=None,
    first="2023-02-15", last="2023-02-20", standing="stands", reports=1, statements=(said("c9"),), told_by=(WIRE,),
)  # fmt: skip
LEADS = replace(HOLDS, id="st-2", type="leads", source=SALIM, target=DAWN, role="القائد", standing="overtaken")
OLD = replace(HOLDS, id="st-3", first="2022-01-01")


def header(profile: str = "internal") -> Header:
    """Of what archive it was made."""
    return Header(archive="a", profile=profile, at="2023-03-01T10:00:00.000000Z", version="0.0.0")  # type: ignore[arg-type]


def material(*events: Event, **more: object) -> Material:
    """The month with these events, or with all."""
    values: dict[str, object] = {
        "asked": None, "earlier": (EARLIER,), "states": (HOLDS, LEADS, OLD),
        "arabic": {"Wadi": "منطقة الوادي", "Province": "المحافظة"}, **more,
    }  # fmt: skip
    told = events or (ATTACK, THREAT, DENIED, MEETING, LOOSE)
    return Material(header=header(), period=Period.of("2023-02-01", "2023-02-28"), events=told, **values)  # type: ignore[arg-type]
