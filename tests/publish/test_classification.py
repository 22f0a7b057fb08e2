"""What each kind of deed is in PLOVER, ACLED and CAMEO. The events are made here, not read."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, get_args

import pytest
from rich.console import Console

from isnad.codebook import Codebook, cameo, load
from isnad.codebook.schemes import ACLED, EVENT_TYPE_OF
from isnad.model import Document, Entity, Event, Name, Participant, Record, Relation, Span, Victims, When
from isnad.model.vocabulary import EntityKind
from isnad.publish import print_record, render_page
from isnad.publish.classify import Classification, classify, classify_all, tables
from isnad.publish.classify.deed import Deed
from isnad.publish.classify.rows import COLUMNS, as_csv, rows
from isnad.publish.classify.standing import Standing
from isnad.publish.words import WORDS

AT = Span(0, 1)
SYRIAN, TURKISH, SDF, HTS = "actor:assad-army", "actor:turkey-army", "actor:sdf", "actor:hts"
OFFICE = "actor:assad-government"
HELMETS, CITY = "actor:white-helmets", "place:albukamal"
CIVILIAN, COMBATANT = {"group": "civilian"}, {"group": "combatant"}


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def victim(harm: str = "killed", group: str = "unknown", **more: Any) -> Victims:
    return Victims(harm=harm, n=2, group=group, evidence=AT, **more)  # type: ignore[arg-type]


def entity(id_: str, kind: EntityKind = "actor", name: str = "", class_: str | None = None) -> Entity:
    names = (Name(name),) if name else ()
    return Entity(id=id_, kind=kind, registered=not name, class_=class_, names=names, mentions=(AT,))


ENTITIES = (
    *(entity(who) for who in (SYRIAN, TURKISH, SDF, HTS, HELMETS)),
    entity("p:1", "person", "رامي الحلاق"),
    entity("p:2", "person", "سعد الكيال"),
    entity("a:1", "actor", "كتيبة الريحان"),
    entity("f:1", "facility", "حاجز الرابية"),
    entity("f:2", "facility", "مشفى الرابية", "hospital"),
    entity(CITY, "place", class_="city"),
)
OFFICER = Relation(type="member_of", from_="p:2", to=SYRIAN, evidence=AT, found_by="member.title")


def happening(book: Codebook, found_by: str, text: str = "حدث", **more: Any) -> tuple[Event, Record]:
    """An event of the entry `found_by` and its record, of which `text` is both the trigger and the words beside it."""
    entry, words = book.events[found_by], text.split()
    first = Span(0, len(words[0]))
    values = {"mode": entry.mode, "place": CITY, "triggers": (first,), "evidence": Span(0, len(text)), **more}
    event = Event(id="e1", type=entry.type, found_by=found_by, reading_confidence=1.0, **values)  # type: ignore[arg-type]
    document = Document(id="sha256:1", text=text)
    record = Record(
        engine="0", codebook=book.version, document=document, entities=ENTITIES, relations=(OFFICER,), events=(event,)
    )
    return event, record


def coded(book: Codebook, found_by: str, text: str = "حدث", **more: Any) -> Classification:
    event, record = happening(book, found_by, text, **more)
    return classify(event, record, book)


def sub_event(found: Classification) -> str | None:
    return found.acled.sub_event_type if found.acled else found.reasons["acled"]


SUB_EVENTS = [
    # fighting of two sides is a battle, whatever the weapons
    ("assault.clash", "اشتباكات بالمدفعية", {"agents": (SYRIAN, SDF), "sides": ((SYRIAN,), (SDF,))}, "Armed clash"),
    ("assault.shelling-exchange", "قصف متبادل", {"agents": (SYRIAN, SDF)}, "Armed clash"),
    ("assault.shelling", "قصف", {"agents": (SYRIAN,), "targets": (SDF,)}, "Shelling/artillery/missile attack"),
    ("assault.shelling", "تبادلا القصف", {"agents": (SYRIAN, SDF)}, "Armed clash"),
    ("assault.shelling", "قصف مشترك", {"agents": (SYRIAN, TURKISH)}, "Shelling/artillery/missile attack"),
    ("assault.repel", "صد هجوم", {"agents": (SYRIAN,), "status": "failed"}, "Armed clash"),
    # deaths change no type
    ("assault.shelling", "قصف", {"victims": (victim(),)}, "Shelling/artillery/missile attack"),
    # weapons told beside the deed, in order of precedence
    ("assault.shelling", "قصفت طائرات حربية الحي", {}, "Air/drone strike"),
    ("assault.attack-on", "استهدفت رتلا بطائرة مسيرة", {}, "Air/drone strike"),
    ("assault.killing", "قتل بقذيفة هاون", {}, "Shelling/artillery/missile attack"),
    ("assault.killing", "قتل بانفجار عبوة ناسفة", {}, "Remote explosive/landmine/IED"),
    ("assault.bombing", "تفجير انتحاري بعبوة ناسفة", {}, "Suicide bomb"),
    ("assault.attack", "هجوم بغاز الكلور وبالقذائف", {}, "Chemical weapon"),
    ("assault.explosion", "انفجار دوى فجرا في المدينة وسط تحليق طائرات", {}, "Remote explosive/landmine/IED"),
    ("assault.grenade", "ألقوا قنبلة يدوية", {}, "Grenade"),
    ("assault.grenade", "ألقوا قنبلة صوتية", {}, "no-category"),
    # people who cannot fight back, and only where the report says so
    ("assault.killing", "مقتل", {"victims": (victim(**CIVILIAN),)}, "Attack"),
    ("assault.attack", "هجوم", {"targets": (HELMETS,)}, "Attack"),
    ("assault.attack", "هجوم", {"targets": ("f:2",)}, "Attack"),
    ("assault.killing", "مقتل", {"victims": (victim(),)}, "target-unknown"),
    ("assault.shooting", "أطلقت النار على مدنيين", {"agents": (SDF,)}, "Attack"),
    ("assault.attack", "هجوم على حاجز", {"agents": (SDF,)}, "Armed clash"),
    ("assault.attack", "هجوم", {"targets": (OFFICE,)}, "target-unknown"),
    ("assault.shooting", "أطلق حاجز النار", {}, "target-unknown"),
    ("assault.attack", "هجوم", {"targets": ("p:1",)}, "target-unknown"),
    ("assault.attack", "هجوم", {"targets": ("p:2",)}, "Armed clash"),
    ("assault.attack", "هجوم", {"targets": ("f:1",)}, "Armed clash"),
    ("assault.attack", "هجوم", {"targets": ("a:1",)}, "Armed clash"),
    ("assault.killing", "مقتل", {"victims": (victim(**CIVILIAN), victim(**COMBATANT))}, "Armed clash"),
    ("assault.attack", "هجوم", {"agents": (HELMETS,), "victims": (victim(**CIVILIAN),)}, "no-armed-group"),
    ("assault.sexual-violence", "اغتصاب", {}, "Sexual violence"),
    ("assault.torture", "تعذيب", {}, "Attack"),
    ("assault.execution", "أعدم أسرى", {"agents": (SDF,)}, "Attack"),
    ("assault.execution", "أعدم بموجب حكم المحكمة", {"agents": (SYRIAN,)}, "judicial"),
    ("assault.kidnapping", "خطف", {"targets": ("p:1",)}, "Abduction/forced disappearance"),
    ("assault.kidnapping", "خطف", {"victims": (victim("injured"),)}, "Attack"),
    ("assault.kidnapping", "خطف", {"victims": (victim("detained", **COMBATANT),)}, "combatants"),
    ("assault.capture", "أسر", {}, "combatants"),
    ("assault.plant-explosives", "زرع", {}, "no-category"),
    ("assault.incursion", "توغل", {"agents": (TURKISH,)}, "Change to group/activity"),
    ("assault.incursion", "توغل", {"agents": (TURKISH,), "targets": (SDF,)}, "Armed clash"),
    ("assault.shoot-down", "أسقطت مسيرة", {}, "Disrupted weapons use"),
    ("assault.shoot-down", "أسقطت مروحية", {}, "Shelling/artillery/missile attack"),
    ("assault.shoot-down", "أسقطت طائرة", {}, "target-unknown"),
    ("assault.destruction", "أحرقت المنازل", {"agents": (SDF,)}, "Looting/property destruction"),
    ("assault.crowd-control", "فرقت", {"agents": (SYRIAN,)}, "Protest with intervention"),
    ("assault.crowd-control", "فرقت", {"victims": (victim(),)}, "Excessive force against protesters"),
    # those who hold the law arrest, others abduct
    ("coerce.arrest", "اعتقلت", {"agents": (SYRIAN,)}, "Arrests"),
    ("coerce.arrest", "اعتقلت", {"agents": (TURKISH,)}, "Arrests"),
    ("coerce.arrest", "اعتقلت", {"agents": (HTS,)}, "Abduction/forced disappearance"),
    ("coerce.arrest", "اعتقلت", {"agents": (HTS,), "targets": (SDF,)}, "combatants"),
    ("coerce.arrest", "اعتقل", {}, "doer-unknown"),
    ("coerce.raid", "داهمت", {"agents": (SYRIAN,)}, "no-category"),
    ("coerce.raid", "داهمت", {"agents": (SYRIAN,), "victims": (victim("detained"),)}, "Arrests"),
    ("coerce.seize-weapons", "ضبطت مستودع أسلحة", {"agents": (SYRIAN,)}, "Disrupted weapons use"),
    ("coerce.seize-weapons", "ضبطت شحنة مخدرات", {"agents": (SYRIAN,)}, "goods-unknown"),
    ("coerce.confiscation", "صادرت ذخائر", {"agents": (SDF,)}, "Disrupted weapons use"),
    ("coerce.looting", "نهبت المتاجر", {"agents": (SDF,)}, "Looting/property destruction"),
    ("coerce.siege", "حاصرت", {"agents": (SYRIAN,)}, "no-category"),
    # ground goes by who takes it, if there was fighting
    ("control.take", "سيطر بعد معارك", {"agents": (SYRIAN,)}, "Government regains territory"),
    ("control.take", "سيطر بعد معارك", {"agents": (SDF,)}, "Non-state actor overtakes territory"),
    ("control.take", "سيطر بعد معارك", {"agents": (TURKISH,)}, "Non-state actor overtakes territory"),
    ("control.take", "سيطر", {"agents": (SDF,), "targets": (SYRIAN,)}, "Non-state actor overtakes territory"),
    ("control.take", "سيطر", {"agents": (SDF,)}, "fight-unsaid"),
    ("control.take", "سيطر دون قتال", {"agents": (SDF,)}, "Non-violent transfer of territory"),
    ("control.take", "سيطر بعد معارك", {"agents": ("a:1",)}, "taker-unknown"),
    ("control.recapture", "استعاد", {"agents": (SYRIAN,)}, "Government regains territory"),
    ("control.lose", "خسر مواقعه", {"agents": (SYRIAN,), "targets": (SDF,)}, "Non-state actor overtakes territory"),
    ("control.lose", "خسر مواقعه", {"agents": (SYRIAN,)}, "taker-unknown"),
    ("control.handover", "سلم مواقعه", {"agents": (SYRIAN,)}, "Non-violent transfer of territory"),
    ("control.hold", "يحتفظ", {"agents": (SYRIAN,)}, "state"),
    ("control.advance", "تقدم", {"agents": (SYRIAN,)}, "fight-unsaid"),
    # demonstrations
    ("protest.demonstration", "تظاهر", {}, "Peaceful protest"),
    ("protest.demonstration", "تظاهر", {"victims": (victim("detained"),)}, "Protest with intervention"),
    ("protest.demonstration", "تظاهر", {"victims": (victim(),)}, "Excessive force against protesters"),
    ("protest.riot", "شغب", {}, "Violent demonstration"),
    ("protest.hunger-strike", "إضراب", {}, "no-category"),
    # strategic developments
    ("agree.truce", "هدنة", {"agents": (SYRIAN, SDF)}, "Agreement"),
    ("agree.deal", "اتفاق", {"agents": (SYRIAN, SDF), "result": "failed"}, "failed"),
    ("mobilize.reinforcements", "تعزيزات", {"agents": (SDF,)}, "Change to group/activity"),
    ("mobilize.recruitment", "تجنيد", {"agents": (HELMETS,)}, "no-armed-group"),
    ("establish.base", "قاعدة", {"agents": (TURKISH,)}, "Headquarters or base established"),
    ("establish.office", "مكتب", {"agents": (HELMETS,)}, "no-armed-group"),
    ("establish.committee", "لجنة", {"agents": (SDF,)}, "no-category"),
    ("appoint.appointment", "عين", {"agents": (SDF,)}, "Change to group/activity"),
    ("appoint.appointment", "عين", {}, "no-armed-group"),
    ("coerce.defuse", "فكك", {"agents": (SYRIAN,)}, "Disrupted weapons use"),
    # words are no deeds
    ("accuse.accuse", "اتهم", {"agents": (SDF,)}, "speech"),
    ("threaten.threaten", "هدد", {"agents": (SDF,)}, "speech"),
    ("consult.meeting", "اجتماع", {"agents": (SDF,)}, "speech"),
]  # fmt: skip


@pytest.mark.parametrize(("found_by", "text", "facts", "expected"), SUB_EVENTS)
def test_the_acled_sub_event_depends_on_what_is_said(
    book: Codebook, found_by: str, text: str, facts: dict[str, Any], expected: str
) -> None:
    assert sub_event(coded(book, found_by, text, **facts)) == expected


PARTIES: list[tuple[str, dict[str, Any], str | None, str | None, int | None]] = [
    ("assault.clash", {"sides": ((SYRIAN,), (SDF,)), "agents": (SYRIAN, SDF)}, "State forces", "Rebel group", 12),
    ("assault.clash", {"sides": ((SDF,), (TURKISH,))}, "Rebel group", "External/Other forces", 28),
    ("assault.shelling", {"agents": (TURKISH,), "place": "place:ankara"}, "State forces", None, 10),
    ("assault.shelling", {"agents": (TURKISH,)}, "External/Other forces", None, 80),
    ("assault.shelling", {"agents": (SYRIAN,), "victims": (victim(**CIVILIAN),)}, "State forces", "Civilians", 17),
    ("assault.shelling", {"victims": (victim(**CIVILIAN),)}, None, "Civilians", None),
    ("assault.shelling", {"agents": ("a:1",), "targets": (SDF,)}, None, "Rebel group", None),
    ("assault.shelling", {"agents": (SYRIAN,), "targets": ("f:2",)}, "State forces", "Civilians", 17),
    ("assault.assassination", {"agents": (SYRIAN,), "targets": ("p:1",)}, "State forces", None, None),
    ("protest.demonstration", {"targets": (SDF,)}, "Protesters", "Rebel group", 26),
    ("protest.riot", {}, "Rioters", None, 50),
    ("mobilize.reinforcements", {"agents": (SYRIAN,)}, "State forces", None, 10),
]  # fmt: skip


@pytest.mark.parametrize(("found_by", "facts", "first", "second", "number"), PARTIES)
def test_actor_types_and_interaction(
    book: Codebook, found_by: str, facts: dict[str, Any], first: str | None, second: str | None, number: int | None
) -> None:
    acled = coded(book, found_by, **facts).acled
    assert acled is not None
    one, two = (party.type if party else None for party in (acled.actor1, acled.actor2))
    assert (one, two, acled.interaction_code) == (first, second, number)
    assert (acled.interaction is None) == (number is None)


def test_interaction_in_words(book: Codebook) -> None:
    acled = coded(book, "assault.clash", sides=((SDF,), (SYRIAN,)), agents=(SDF, SYRIAN)).acled
    assert acled is not None and acled.interaction == "State forces-Rebel group"
    alone = coded(book, "mobilize.reinforcements", agents=(SDF,)).acled
    assert alone is not None and alone.interaction == "Rebel group only"


def test_who_is_only_accused_is_no_actor(book: Codebook) -> None:
    accused = Participant(who=SDF, role="agent", basis="accused", evidence=AT)
    acled = coded(book, "assault.shelling", participants=(accused,), accused=(SDF,), targets=(SYRIAN,)).acled
    assert acled is not None and acled.actor1 is not None
    assert (acled.actor1.who, acled.actor1.generic) == ((), tables.UNIDENTIFIED)
    assert acled.actor1.type == "Political militia"
    assert acled.accused == (SDF,)


def test_unidentified_is_said_only_where_the_report_says_it(book: Codebook) -> None:
    unknown = Participant(who=None, described=AT, role="agent", basis="unidentified", evidence=AT)
    said, unsaid = (coded(book, "assault.shelling", participants=p).acled for p in ((unknown,), ()))
    assert said is not None and said.actor1 is not None and said.actor1.generic == tables.UNIDENTIFIED
    assert unsaid is not None and unsaid.actor1 is None


@pytest.mark.parametrize(
    ("found_by", "victims", "targeted"),
    [
        ("assault.shelling", (victim(**CIVILIAN),), "Civilians targeted"),
        ("assault.shelling", (victim(**CIVILIAN), victim(**COMBATANT)), None),
        ("assault.shelling", (victim(),), None),
        ("assault.killing", (victim(**CIVILIAN),), "Civilians targeted"),
        ("assault.assassination", (victim(),), None),
        ("mobilize.reinforcements", (), None),
    ],
)
def test_civilians_are_targeted_only_where_said(
    book: Codebook, found_by: str, victims: tuple[Victims, ...], targeted: str | None
) -> None:
    acled = coded(book, found_by, victims=victims, agents=(SDF,)).acled
    assert acled is not None and acled.civilian_targeting == targeted


def test_disorder_types(book: Codebook) -> None:
    force = coded(book, "protest.demonstration", victims=(victim(),)).acled
    assert force is not None and force.disorder_type == "Political violence; Demonstrations"
    assert [EVENT_TYPE_OF[sub] for sub in tables.DISORDER_OF_SUB] == ["Protests", "Riots"]
    assert set(tables.DISORDER) == set(ACLED)


NOT_DONE = [
    ({"status": "threatened"}, "not-yet"), ({"status": "planned"}, "not-yet"), ({"status": "conditional"}, "not-yet"),
    ({"status": "denied"}, "denied"), ({"status": "rumoured"}, "rumour"), ({"polarity": "negative"}, "negative"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "reason"), NOT_DONE)
def test_what_did_not_happen_has_no_code(book: Codebook, facts: dict[str, Any], reason: str) -> None:
    found = coded(book, "assault.shelling", agents=(SDF,), **facts)
    assert (found.plover, found.acled, found.cameo) == (None, None, None)
    assert found.reasons == dict.fromkeys(("plover", "acled", "cameo"), reason)


def test_a_failed_attack_is_a_deed_and_a_failed_deal_is_none(book: Codebook) -> None:
    attack = coded(book, "assault.assassination", status="failed")
    assert attack.acled is not None and attack.cameo is not None and attack.cameo.code == "185"
    assert coded(book, "agree.deal", status="failed").reasons["plover"] == "failed"


PLOVER: list[tuple[str, dict[str, Any], tuple[str, str | None, int, float] | str]] = [
    ("agree.truce", {}, ("AGREE", None, 1, 2.5)),
    ("consult.phone", {}, ("CONSULT", "phone", 1, 1.5)),
    ("concede.release", {}, ("RETREAT", "release", 2, 6.5)),
    ("concede.resign", {}, ("RETREAT", "resign", 2, 4.5)),
    ("concede.lift", {}, ("CONCEDE", None, 1, 4.5)),
    ("accuse.accuse", {}, ("ACCUSE", "allege", 3, -3.5)),
    ("accuse.complain", {}, ("ACCUSE", None, 3, -3)),
    ("sanction.convict", {}, ("SANCTION", "convict", 4, -6)),
    ("assault.drone", {}, ("ASSAULT", "drone", 4, -9.5)),
    ("establish.base", {}, ("MOBILIZE", None, 4, -5.5)),
    ("establish.committee", {}, "no-category"),
    ("appoint.appointment", {}, "no-category"),
    ("control.take", {"agents": (SDF,)}, ("COERCE", "seize", 4, -7)),
    ("control.take", {}, "taker-unknown"),
    ("control.hold", {}, "state"),
    ("control.handover", {"agents": (SDF,)}, "no-category"),
    ("relocate.forces", {"to_place": (CITY,)}, ("MOBILIZE", None, 4, -5.5)),
    ("relocate.forces", {"from_place": (CITY,)}, ("RETREAT", "withdraw", 2, 8)),
    ("relocate.forces", {"from_place": (CITY,), "to_place": (CITY,)}, "direction-unknown"),
    ("relocate.displacement", {"to_place": (CITY,)}, "no-category"),
]


@pytest.mark.parametrize(("found_by", "facts", "expected"), PLOVER)
def test_plover(
    book: Codebook, found_by: str, facts: dict[str, Any], expected: tuple[str, str | None, int, float] | str
) -> None:
    found = coded(book, found_by, **facts)
    got = found.plover
    assert expected == ((got.type, got.mode, got.quad, got.intensity) if got else found.reasons["plover"])


def test_in_plover_the_side_that_takes_acts(book: Codebook) -> None:
    found = coded(book, "control.lose", agents=(SYRIAN,), targets=(SDF,)).plover
    assert found is not None and (found.actors, found.recipients) == ((SDF,), (SYRIAN,))


def test_the_context_military_is_for_states(book: Codebook) -> None:
    state, group = (coded(book, "assault.air-strike", agents=(who,)).plover for who in (TURKISH, SDF))
    assert state is not None and state.contexts == ("military",)
    assert group is not None and group.contexts == ()
    chemical = coded(book, "assault.chemical-attack").plover
    assert chemical is not None and chemical.contexts == ("cbrn",)


CAMEO = [
    ("assault.attack", "هجوم", {}, ("190", 4, -10.0)),
    ("assault.attack", "هجوم بطائرة مسيرة", {}, ("195", 4, -10.0)),
    ("assault.bombing", "تفجير انتحاري", {}, ("1831", 4, -10.0)),
    ("coerce.raid", "داهمت", {}, ("170", 4, -7.0)),
    ("coerce.raid", "داهمت", {"agents": (SYRIAN,), "victims": (victim("detained"),)}, ("173", 4, -5.0)),
    ("concede.release", "أفرجت", {}, ("0841", 2, 7.0)),
    ("request.demand", "طالب", {}, ("100", 3, -5.0)),
    ("support.praise", "أشاد", {}, ("051", 1, 3.4)),
]  # fmt: skip


@pytest.mark.parametrize(("found_by", "text", "facts", "expected"), CAMEO)
def test_cameo(
    book: Codebook, found_by: str, text: str, facts: dict[str, Any], expected: tuple[str, int, float]
) -> None:
    got = coded(book, found_by, text, **facts).cameo
    assert got is not None and (got.code, got.quad, got.goldstein) == expected
    assert got.name == cameo.CODES[got.code]


def test_where_cameo_has_nothing_it_is_said(book: Codebook) -> None:
    assert coded(book, "appoint.appointment").reasons["cameo"] == "no-category"
    assert coded(book, "control.hold").reasons["cameo"] == "state"
    lasting = When(from_="2020-01-01", to=None, precision="day", extent="throughout", time="t1")
    assert coded(book, "control.take", agents=(SDF,), when=lasting).reasons["cameo"] == "state"


def test_every_code_has_a_name_a_quad_class_and_a_goldstein_value() -> None:
    assert len(cameo.CODES) == 293
    assert all(-10 <= cameo.goldstein(code) <= 10 and cameo.quad_class(code) in (1, 2, 3, 4) for code in cameo.CODES)
    shown = {code: cameo.goldstein(code) for code in ("017", "0334", "0874", "1214", "130", "1385", "1823", "2042")}
    assert list(shown.values()) == [0.0, 6.0, 10.0, -4.0, -4.4, -7.0, -10.0, -10.0]
    assert [cameo.quad_class(code) for code in ("057", "060", "087", "090", "139", "140")] == [1, 2, 2, 3, 3, 4]


def test_an_event_of_an_unknown_entry_is_told(book: Codebook) -> None:
    event, record = happening(book, "assault.attack")
    stranger = Event(**{name: getattr(event, name) for name in event.__slots__} | {"found_by": "assault.unheard-of"})
    assert set(classify(stranger, record, book).reasons.values()) == {"no-entry"}


def test_every_event_of_every_kind_has_a_code_or_a_reason(book: Codebook) -> None:
    for found_by in book.events:
        found = coded(book, found_by, agents=(SDF,), targets=("p:1",))
        for scheme in ("plover", "acled", "cameo"):
            assert (getattr(found, scheme) is None) == (scheme in found.reasons), found_by


def test_every_reason_has_words() -> None:
    assert [one for one in get_args(tables.Reason) if f"reason.{one}" not in WORDS] == []


def test_the_country_of_an_event_decides_who_is_at_home(book: Codebook) -> None:
    event, record = happening(book, "assault.attack", place=None)
    standing = Standing.of(record, book)
    assert standing.country_of(event) == ""
    assert standing.type_of(TURKISH, "TR") == "State forces"
    assert standing.type_of(TURKISH, "SY") == "External/Other forces"
    assert standing.type_of(TURKISH, "") is None
    assert standing.type_of("p:2", "SY") == "State forces"
    assert standing.type_of("a:1", "SY") is None and standing.is_armed("a:1", "SY")
    assert Deed.of(event, book.events["assault.attack"], record, standing).country == ""


# rows and views


def table(book: Codebook, name: str = "report", **more: Any) -> list[dict[str, Any]]:
    _, record = happening(book, "assault.shelling", agents=(TURKISH,), victims=(victim(**CIVILIAN),), **more)
    return list(rows(name, record, book, "en"))


def test_a_row_holds_all_columns_and_names(book: Codebook) -> None:
    (row,) = table(book)
    assert tuple(row) == COLUMNS
    assert row["acled_actor1"] == row["agents"] != []
    assert row["acled_actor2"] == ["Civilians (Syria)"]
    assert (row["country"], row["plover_intensity"], row["cameo_code"]) == ("SY", -9.5, "194")
    assert json.loads(json.dumps(row)) == row


def test_a_row_without_codes_says_why(book: Codebook) -> None:
    (row,) = table(book, status="planned")
    assert {row[f"{scheme}_none"] for scheme in ("plover", "acled", "cameo")} == {"not-yet"}
    assert row["acled_event_type"] is None


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1"])
def test_csv_holds_no_formula(book: Codebook, evil: str) -> None:
    (read,) = csv.DictReader(io.StringIO(as_csv(table(book, evil)), newline=""))
    assert read["report"] == f"'{evil.strip()}"
    assert read["plover_intensity"] == "-9.5"
    assert float(read["cameo_goldstein"]) == -10


def test_csv_has_one_head_and_joins_lists(book: Codebook) -> None:
    text = as_csv(table(book)) + as_csv(table(book, accused=(SDF, SYRIAN)), head=False)
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == list(COLUMNS)
    assert len(lines) == 3
    assert lines[2][COLUMNS.index("accused_ids")] == f"{SDF}; {SYRIAN}"


def views(record: Record, book: Codebook | None) -> Iterable[tuple[str, str]]:
    for lang in ("ar", "en"):
        out = io.StringIO()
        print_record(record, Console(file=out, width=1000), lang, book)
        yield out.getvalue(), render_page(record, lang=lang, book=book)


def test_codes_are_one_quiet_line_of_both_views(book: Codebook) -> None:
    _, record = happening(book, "assault.clash", agents=(SYRIAN, SDF), sides=((SYRIAN,), (SDF,)))
    for text, page in views(record, book):
        (line,) = [line for line in text.splitlines() if "CAMEO" in line]
        assert "PLOVER ASSAULT Q4 −9" in line and "ACLED Armed clash 12" in line
        assert line == line.rstrip()
        assert page.count('class="codes"') == 1 and "CAMEO 190 Q4 −10" in page


def test_what_has_no_code_is_said_once(book: Codebook) -> None:
    _, record = happening(book, "assault.clash", status="planned")
    for (text, page), reason in zip(views(record, book), WORDS["reason.not-yet"], strict=True):
        assert text.count(reason) == 1 and "PLOVER · ACLED · CAMEO" in text
        assert reason in page


def test_without_a_codebook_the_views_show_no_codes(book: Codebook) -> None:
    _, record = happening(book, "assault.clash")
    assert all("CAMEO" not in text and 'class="codes"' not in page for text, page in views(record, None))


def test_all_events_come_in_order(book: Codebook) -> None:
    _, record = happening(book, "assault.clash")
    assert [event.id for event, _ in classify_all(record, book)] == ["e1"]
