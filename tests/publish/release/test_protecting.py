"""The gate, rule by rule: what each profile makes of parties, places, statements, reports and movements."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from isnad.annotate.reader import Reader
from isnad.publish.release.drawn import Drawn, DrawnState
from isnad.publish.release.parties import commands, is_in_role, may_hide_a_person
from isnad.publish.release.profile import PROFILES
from isnad.publish.release.protecting import UNNAMED, Gate
from isnad.publish.release.released import Event, Party, ProfileName, Report, Spot, State, Statement, Toll
from isnad.publish.release.spots import Spots

DAY = "2024-06-30"
ARMY = Party(id="actor:syria-army", kind="actor", name_ar="الجيش", name_en="Army", class_="state force")
BAND = Party(id="x-band", kind="actor", name_ar="كتيبة الوادي")
NAMED_BAND = Party(id="x-named", kind="actor", name_ar="مجموعة الحاج سالم")
COMMANDER = Party(id="x-1", kind="person", name_ar="سالم", in_role=True)
NEIGHBOUR = Party(id="x-2", kind="person", name_ar="نزار")
CLINIC = Party(id="facility:c", kind="facility", name_ar="مستشفى السهل", name_en="Sahl Clinic", class_="hospital")
BRIDGE = Party(id="facility:b", kind="facility", name_ar="جسر", name_en="A bridge", class_="bridge")
TENT = Party(id="x-3", kind="facility", name_ar="خيمة سالم")
HAMLET = Party(id="x-4", kind="place", name_ar="مزرعة سالم")


def gate(reader: Reader, profile: ProfileName) -> Gate:
    return Gate(PROFILES[profile], reader.book, Spots(reader.book), b"key", DAY)


def event(**given: Any) -> Event:
    told = {
        "id": "ev-1", "type": "ASSAULT", "mode": None, "status": "actual", "polarity": "positive", "title_ar": "",
        "title_en": "", "from_": "2024-06-01", "to": "2024-06-01", "precision": "day", "where": None,
    }  # fmt: skip
    return Event(**{**told, **given})


def let_out(reader: Reader, profile: ProfileName, told: Event, *unsayable: str) -> Event | None:
    return gate(reader, profile).event(Drawn(told, {}, frozenset(unsayable)))


@pytest.mark.parametrize(
    ("party", "internal", "partner", "public"),
    [
        (ARMY, "actor:syria-army", "actor:syria-army", "actor:syria-army"),
        (BAND, "x-band", "x-band", "x-band"),
        (NAMED_BAND, "x-named", None, None),
        (COMMANDER, "x-1", "x-1", "x-1"),
        (NEIGHBOUR, "x-2", None, None),
        (CLINIC, "facility:c", "kind:hospital", "kind:hospital"),
        (BRIDGE, "facility:b", "facility:b", "kind:bridge"),
        (TENT, "x-3", None, None),
        (HAMLET, "x-4", "x-4", None),
    ],
)
def test_who_is_named(
    reader: Reader, party: Party, internal: str | None, partner: str | None, public: str | None
) -> None:  # fmt: skip
    expected: Sequence[tuple[ProfileName, str | None]] = (
        ("internal", internal), ("partner", partner), ("public", public),
    )  # fmt: skip
    for profile, id_ in expected:
        left = let_out(reader, profile, event(agents=(party,), targets=(party,)))
        assert left is not None
        assert [one.id for one in left.agents] == [one.id for one in left.targets] == ([id_] if id_ else [])
        assert (party.name in left.title_en) == (id_ == party.id and profile != "internal")


def test_a_sort_of_facility_bears_no_name(reader: Reader) -> None:
    left = let_out(reader, "public", event(targets=(CLINIC,)))
    assert left is not None
    assert (left.targets[0].name_ar, left.targets[0].name_en) == ("مستشفى", "hospital")


@pytest.mark.parametrize(
    ("place", "partner", "public"),
    [
        ("place:albukamal", "place:albukamal", "place:albukamal"),
        ("place:hmeimim", "place:jablah-district", "place:jablah-district"),
        ("place:ain-al-hilweh-camp", None, None),
        ("place:mashlab", "place:mashlab", "place:raqqa-city"),
        ("place:syria", "place:syria", "place:syria"),
    ],
)
def test_where_it_is_told_to_be(reader: Reader, place: str, partner: str | None, public: str | None) -> None:
    spot = Spots(reader.book).registered(place)
    assert spot is not None
    profiles: Sequence[tuple[ProfileName, str | None]] = (
        ("internal", place), ("partner", partner), ("public", public),
    )  # fmt: skip
    for profile, id_ in profiles:
        left = gate(reader, profile).place(spot)
        if id_ is not None:
            assert left is not None
            assert left.id == id_
        elif left is not None:
            assert left.kind in ("district", "governorate", "region", "country")
        assert left is None or left.coarsened == (left.id != place)


def test_points_are_rounded_and_their_radius_is_honest(reader: Reader) -> None:
    spot = Spot(id="place:x", name_ar="س", kind="town", lat=34.45678, lon=40.91234, metres=5000)
    left = gate(reader, "public").place(spot)
    assert left is not None
    assert (left.lat, left.lon, left.metres) == (34.46, 40.91, 5800)
    assert gate(reader, "partner").place(spot) == spot


def test_places_that_only_reports_know(reader: Reader) -> None:
    within = {"within": "place:albukamal-district"}
    village, gate_ = (Spot(id=None, name_ar=name, kind=kind, **within)  # type: ignore[arg-type]
                      for name, kind in (("قرية السهل", "village"), ("البوابة الغربية", None)))  # fmt: skip
    for profile in ("partner", "public"):
        assert gate(reader, profile).place(village) == village
        left = gate(reader, profile).place(gate_)
        assert left is not None
        assert left.id == "place:albukamal-district"
    assert gate(reader, "public").place(replace(gate_, within=None)) is None


def statement(**given: Any) -> Statement:
    told = {"id": "7", "report": "sha256:1", "stance": "asserts", "denies": False, "quote": "قصف المدينة",
            "span": (1, 9), "prefix": "قال نزار", "suffix": "أمس"}  # fmt: skip
    return Statement(**{**told, **given})


NAMELESS = {
    "speaker": "مصدر يدعى نزار", "speaker_kind": "source", "near": "actor:regiment-47",
    "chain": ("موقع", "مصدر يدعى نزار"), "chain_ids": (None, None),
}  # fmt: skip
OFFICIAL = {
    "speaker": "المتحدث سالم", "speaker_kind": "official", "in_role": True, "chain": ("موقع", "المتحدث سالم"),
    "chain_ids": (None, None),
}  # fmt: skip
BODY = {
    "speaker": "سانا", "speaker_kind": "agency/network", "speaker_id": "actor:sana", "chain": ("موقع", "سانا"),
    "chain_ids": (None, "actor:sana"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "partner", "public"),
    [
        (NAMELESS, ("source close to Regiment 47", False), None),
        (OFFICIAL, ("المتحدث سالم", True), "المتحدث سالم"),
        (BODY, ("سانا", True), "سانا"),
        ({"chain": ("موقع",), "chain_ids": (None,)}, (None, True), None),
        ({"speaker": "أحمد", "speaker_kind": "person"}, ("person", False), None),
        ({"speaker": "ضابط", "speaker_kind": "commander", "anonymous": True}, ("commander", False), None),
    ],
)
def test_who_says_it_in_which_words(
    reader: Reader, given: dict[str, Any], partner: tuple[str | None, bool], public: str | None
) -> None:  # fmt: skip
    told, outlets = statement(**given), frozenset({"موقع"})
    whole = gate(reader, "internal").statement(told, frozenset(), outlets)
    some = gate(reader, "partner").statement(told, frozenset(), outlets)
    least = gate(reader, "public").statement(told, frozenset(), outlets)
    assert whole == told
    assert (some.speaker, some.quote is not None) == partner
    assert (some.span is not None) == partner[1]
    assert (least.speaker, least.quote, least.span, least.near) == (public, None, None, None)
    assert least.speaker_kind == told.speaker_kind
    assert {some.prefix, some.suffix, least.prefix, least.suffix} == {""}
    assert told.id not in (some.id, least.id)
    hidden = {"مصدر يدعى نزار"}
    assert hidden.isdisjoint((*some.chain, *least.chain))
    assert len(least.chain) == len(told.chain)


def test_a_station_that_may_not_be_named_is_not_left_out(reader: Reader) -> None:
    left = gate(reader, "public").statement(statement(**NAMELESS), frozenset(), frozenset({"موقع"}))
    assert left.chain == ("موقع", UNNAMED)


def test_words_that_name_a_private_person_do_not_leave(reader: Reader) -> None:
    told = statement(quote="قتل نزار العبيدان في المدينة")
    left = gate(reader, "partner").statement(told, frozenset({"نزار العبيدان"}), frozenset())
    assert left.quote is None
    assert gate(reader, "partner").statement(told, frozenset({"سالم"}), frozenset()).quote is not None


@pytest.mark.parametrize(
    ("given", "url", "outlet"),
    [
        ({"url": "https://user:pass@example.org/a?id=1#top"}, "https://example.org/a?id=1", "قناة"),
        ({"url": "https://t.me/chan/1", "platform": "telegram"}, None, None),
        ({"platform": "telegram", "outlet_id": "actor:sana"}, None, "قناة"),
    ],
)
def test_reports_in_public(reader: Reader, given: dict[str, Any], url: str | None, outlet: str | None) -> None:
    told = Report(**{"id": "sha256:1", "outlet": "قناة", "published": "2024-06-01", "title": "خبر",
                     "copy_of": "sha256:0", **given})  # fmt: skip
    left = gate(reader, "public").report(told)
    assert (left.url, left.outlet, left.title) == (url, outlet, None)
    assert "sha256" not in left.id
    assert "sha256" not in (left.copy_of or "")
    # the same in each release of one archive, another one in that of another
    assert left.id == gate(reader, "public").report(told).id
    other = Gate(PROFILES["public"], reader.book, Spots(reader.book), b"another", DAY)
    assert left.id != other.report(told).id
    assert gate(reader, "partner").report(told) == told


REPORTED = Report(id="1", outlet=None, published="2024-06-28")
FIGHT = (Toll(harm="killed", low=1, best=1, high=1),)


@pytest.mark.parametrize(
    ("given", "internal", "partner", "public"),
    [
        ({"type": "MOBILIZE", "to": "2024-06-29"}, True, False, False),
        ({"type": "RETREAT", "to": "2024-06-16"}, True, True, False),
        ({"type": "RELOCATE", "to": "2024-05-31"}, True, True, True),
        ({"type": "CONTROL", "to": "2024-06-29"}, True, False, False),
        ({"type": "CONTROL", "to": "2024-06-29", "tolls": FIGHT}, True, True, True),
        ({"type": "ASSAULT", "to": "2024-06-29"}, True, True, True),
        ({"type": "MOBILIZE", "from_": None, "to": None, "changed_at": "2024-06-29"}, True, False, False),
        ({"type": "MOBILIZE", "from_": None, "to": None, "changed_at": "2024-01-01"}, True, True, True),
        ({"type": "MOBILIZE", "from_": "2017-01-01", "to": None, "reports": (REPORTED,)}, True, False, False),
    ],
)
def test_movements_leave_late(
    reader: Reader, given: dict[str, Any], internal: bool, partner: bool, public: bool
) -> None:  # fmt: skip
    rows: Sequence[tuple[ProfileName, bool]] = (("internal", internal), ("partner", partner), ("public", public))
    for profile, leaves in rows:
        door = gate(reader, profile)
        assert (door.event(Drawn(event(**given), {}, frozenset())) is not None) == leaves
        assert [one.what for one in door.lost()] == ([] if leaves else ["movements"])


def test_what_people_noted(reader: Reader) -> None:
    told = event(notes=("رآه نزار", "مؤكد"), reviewers=("ليلى",))
    some, least = let_out(reader, "partner", told, "نزار"), let_out(reader, "public", told, "نزار")
    assert some is not None
    assert least is not None
    assert (some.notes, some.reviewers) == (("مؤكد",), ())
    assert (least.notes, least.reviewers) == ((), ())


def test_the_public_is_told_of_accused_bodies_only(reader: Reader) -> None:
    told = event(accused=(ARMY, BAND, COMMANDER, NEIGHBOUR))
    some, least = let_out(reader, "partner", told), let_out(reader, "public", told)
    assert some is not None
    assert least is not None
    assert [one.id for one in some.accused] == [ARMY.id, BAND.id, COMMANDER.id]
    assert [one.id for one in least.accused] == [ARMY.id]


@pytest.mark.parametrize(
    ("given", "partner", "public"),
    [
        ({"source": COMMANDER}, True, True),
        ({"source": NEIGHBOUR}, False, False),
        ({"source": ARMY, "target": NEIGHBOUR}, False, False),
        ({"source": ARMY, "type": "present_at", "last": "2024-06-20"}, False, False),
        ({"source": ARMY, "type": "controls", "last": "2024-06-10"}, True, False),
        ({"source": ARMY, "type": "controls", "last": "2024-05-10"}, True, True),
    ],
)
def test_states(reader: Reader, given: dict[str, Any], partner: bool, public: bool) -> None:
    told = {"id": "st-1", "type": "role", "target": ARMY, "role": "قائد العميد سالم", "scope": None, "since": None,
            "until": None, "first": None, "last": "2024-01-01", "standing": "stands", "reports": 1}  # fmt: skip
    state = State(**{**told, **given})
    assert gate(reader, "internal").state(DrawnState(state, frozenset())) == state
    for profile, leaves in (("partner", partner), ("public", public)):
        left = gate(reader, profile).state(DrawnState(state, frozenset()))  # type: ignore[arg-type]
        assert (left is not None) == leaves
        assert left is None or (left.role is None and left.id != state.id)


@pytest.mark.parametrize(
    ("post", "is_one"),
    [
        ("قائد اللواء", True), ("المتحدث باسم الجيش", True), ("وزير الدفاع", True), ("leads", True),
        ("قائد سابق", False), ("مدير مستشفى", False), ("عضو", False), ("مختار القرية", False), ("", False),
    ],
)  # fmt: skip
def test_who_acts_in_a_role(post: str, is_one: bool) -> None:
    assert is_in_role(post) is is_one


def test_a_former_commander_is_none() -> None:
    assert commands(["قائد اللواء", "متحدث"])
    assert not commands(["قائد اللواء", "قيادي سابق في الفصيل"])
    assert not commands([])


@pytest.mark.parametrize(
    ("name", "hides"),
    [("الحرس “الحاج ذو الفقار", True), ("مجموعة أبو علي", True), ("كتيبة الوادي", False), ("جهاز الإسناد", False)],
)
def test_names_that_may_be_of_people(reader: Reader, name: str, hides: bool) -> None:
    assert may_hide_a_person(name, reader.book) is hides
