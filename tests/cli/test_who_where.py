import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.text import Text
from typer.testing import Result

from isnad.codebook import load
from isnad.codebook.lookup import find
from isnad.publish.registry import print_sheets
from isnad.publish.sheet import actor_sheet, place_sheet, rtl
from isnad.publish.words import Lang
from tests.house.tree import ROOT

Run = Callable[..., Result]

ACTORS = """\
hill-army:
  class: coalition
  names:
    ar: [جيش التلال الافتراضي]
    en: [Imaginary Hill Army]
    ku: [Artêşa Girê]
    tr: [Hayali Tepe Ordusu]
  short: [التلاليون]
  reading: [عصابة التلال]
  country: SY
  since: 2013-04
  until: 2021
  parent: irgc
  allegiance:
    - {to: valley-guard, as: backed by, since: 2014, until: 2016-05}
  source: made up for a test
  examples: [هاجم جيش التلال الافتراضي الحاجز]
valley-guard:
  class: rebel group
  names: {ar: [حرس الوادي الافتراضي], en: [Imaginary Valley Guard]}
  parent: hill-army
  ambiguous:
    - {name: الحرس الافتراضي, since: 2014-01-01, until: 2016-02-01}
  source: made up for a test
  examples: [هاجم حرس الوادي الافتراضي الحاجز]
"""
PLACES = """\
imagined-province: {kind: governorate, names: {ar: [الأملية], en: [Amaliya Governorate]}, parent: syria}
imagined-city: {kind: city, names: {ar: [الأملية], en: [Amaliya]}, parent: imagined-province, point: [0.0, -30.0]}
imagined-base: {kind: base, names: {ar: [قاعدة الأملية], en: [Amaliya base]}, parent: imagined-city}
imagined-north: {kind: town, names: {ar: [الشملية], en: [Shamliya]}, parent: imagined-province, point: [0.5, -30.0]}
imagined-same-1: {kind: village, names: {ar: [الكثيرية], en: [Kathiriya]}, parent: imagined-province}
imagined-same-2: {kind: village, names: {ar: [الكثيرية], en: [Kathiriya]}, parent: iraq}
imagined-same-3: {kind: village, names: {ar: [الكثيرية], en: [Kathiriya]}, parent: jordan}
imagined-same-4: {kind: village, names: {ar: [الكثيرية], en: [Kathiriya]}, parent: lebanon}
"""
TABLE = """\
id,kind,ar,en,lat,lon,parent,source
tb-1,town,الجدولية,Jadwaliya,0.1000,-30.1000,imagined-province,Test Table (CC0)
"""


@pytest.fixture(scope="module")
def overlay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder of entries and a table."""
    folder = tmp_path_factory.mktemp("overlay")
    for name, text in (("actors/mine.yaml", ACTORS), ("places/mine.yaml", PLACES), ("places/mine.csv", TABLE)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def plain(text: str) -> str:
    """Without marks of direction and runs of spaces."""
    return re.sub(" +", " ", re.sub("[\u200e\u200f\u2066-\u2069]", "", text))


@pytest.mark.parametrize("name", ["الحرس الثوري", "الحَرَسُ الثورى", "irgc", "actor:irgc", "IRGC"])
def test_an_actor_in_arabic(run: Run, name: str) -> None:
    result = run("who", name)
    shown = plain(result.stdout)
    assert result.exit_code == 0
    assert "الحرس الثوري الإيراني · Islamic Revolutionary Guard Corps · actor:irgc" in shown
    assert " الصنف قوة خارجية" in shown and " البلد إيران" in shown
    assert re.search(r"^ للقراءة فقط حرس الملالي.* \(ألفاظ منافذ، لا أسماء تُعرض\)$", shown, re.MULTILINE)


def test_an_actor_in_english(run: Run, overlay: Path) -> None:
    shown = plain(run("who", "imaginary", "hill", "army", "--lang", "en", "--codebook", overlay).stdout)
    assert shown.splitlines() == [
        "Imaginary Hill Army · جيش التلال الافتراضي · actor:hill-army",
        " Class coalition",
        " Country Syria",
        " Founded 2013-04",
        " Dissolved 2021",
        "",
        *[line for line in shown.splitlines() if line.startswith(" Belongs to Islamic Revolutionary Guard Corps")],
        " Under it Imaginary Valley Guard",
        " Backed by Imaginary Valley Guard (2014 – 2016-05)",
        "",
        " English Imaginary Hill Army",
        " Arabic جيش التلال الافتراضي",
        " Kurdish Artêşa Girê",
        " Turkish Hayali Tepe Ordusu",
        " Short forms التلاليون (read only after a full name)",
        " Reading only عصابة التلال (outlets' words, never shown as names)",
        "",
        " Source made up for a test",
    ]
    assert " Belongs to " in shown


@pytest.mark.parametrize("name", ["Artesa Gire", "ARTÊŞA GIRÊ", "hayalı tepe ordusu", "التلاليون"])
def test_any_language_and_spelling_leads_to_it(run: Run, overlay: Path, name: str) -> None:
    assert "actor:hill-army" in run("who", name, "--codebook", overlay).stdout


def test_the_other_side_of_an_allegiance(run: Run, overlay: Path) -> None:
    assert " Backs Imaginary Hill Army (2014 – 2016-05)" in plain(
        run("who", "valley-guard", "--lang", "en", "--codebook", overlay).stdout
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("عصابة التلال", "an outlet's word: عصابة التلال"),
        ("التلاليون", "a short form: التلاليون"),
        ("الحرس الافتراضي", "a dated name: الحرس الافتراضي (2014-01-01 – 2016-02-01)"),
    ],
)
def test_it_is_told_as_what_the_name_was_found(run: Run, overlay: Path, name: str, told: str) -> None:
    assert f" Found as {told}" in plain(run("who", name, "--lang", "en", "--codebook", overlay).stdout)


def test_a_place(run: Run, overlay: Path) -> None:
    result = run("where", "place:imagined-city", "--lang", "en", "--codebook", overlay, "--near", "2")
    assert plain(result.stdout).splitlines() == [
        "Amaliya · الأملية · place:imagined-city",
        " Kind city",
        " Lies in Amaliya Governorate ‹ Syria",
        " Point 0.0, -30.0",
        "",
        " Holds base: Amaliya base",
        "",
        " Nearest 16 km NW Jadwaliya* (town)",
        " 56 km N Shamliya (town)",
        "",
        " English Amaliya",
        " Arabic الأملية",
        "",
        " Source common knowledge",
        " * Tables Test Table (CC0)",
    ]


def test_a_place_in_arabic(run: Run, overlay: Path) -> None:
    shown = plain(run("where", "imagined-city", "--codebook", overlay, "--near", "1").stdout)
    assert " يقع في الأملية ‹ سوريا" in shown
    assert " الأقرب إليه 16 كم شمال غرب الجدولية* (بلدة)" in shown


def test_all_bearers_of_a_name_are_shown(run: Run, overlay: Path) -> None:
    shown = plain(run("where", "الاملية", "--lang", "en", "--codebook", overlay).stdout)
    assert shown.splitlines()[:3] == [
        "Entries of this name: 2",
        " Amaliya Governorate · governorate · Syria · place:imagined-province",
        " Amaliya · city · Amaliya Governorate ‹ Syria · 0.0, -30.0 · place:imagined-city",
    ]
    assert " Point no point: not certain" in shown
    assert (
        " Holds city: Amaliya" in shown
        and " village: Kathiriya" in shown
        and " town (2): Shamliya, Jadwaliya*" in shown
    )


def test_many_bearers_are_listed_only(run: Run, overlay: Path) -> None:
    shown = plain(run("where", "Kathiriya", "--lang", "en", "--codebook", overlay).stdout)
    assert shown.splitlines() == [
        "Entries of this name: 4",
        " Kathiriya · village · Amaliya Governorate ‹ Syria · place:imagined-same-1",
        " Kathiriya · village · Iraq · place:imagined-same-2",
        " Kathiriya · village · Jordan · place:imagined-same-3",
        " Kathiriya · village · Lebanon · place:imagined-same-4",
        "One of them in full: isnad where place:imagined-same-1",
    ]


def test_a_place_of_a_table_says_so(run: Run, overlay: Path) -> None:
    shown = plain(run("where", "Jadwaliya", "--lang", "en", "--codebook", overlay).stdout)
    assert " Kind town (from a table of places)" in shown and " Source Test Table (CC0)" in shown


def test_similar_names_are_offered(run: Run, overlay: Path) -> None:
    result = run("who", "Imaginery Hil Army", "--lang", "en", "--codebook", overlay)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert lines[:3] == [
        "isnad: not-found: no actor of the codebook is called «Imaginery Hil Army»",
        "did you mean:",
        "  Imaginary Hill Army · coalition · Syria · actor:hill-army",
    ]
    assert lines[-1] == "to add an entry, see docs/codebook.md"
    assert "أتقصد:" in run("where", "الامليه الافتراضية", "--codebook", overlay).stderr


def test_the_other_command_is_named(run: Run, overlay: Path) -> None:
    assert 'try: isnad where "Shamliya"' in run("who", "Shamliya", "--lang", "en", "--codebook", overlay).stderr
    assert 'isnad who "Hill-army"' in run("where", "Hill-army", "--codebook", overlay).stderr


def test_a_name_cannot_drive_the_terminal(run: Run) -> None:
    assert "\x1b" not in run("who", "\x1b[31m\u202eqqqq").stderr


@pytest.mark.parametrize(
    "arguments", [["who"], ["where"], ["where", "x", "--near", "-1"], ["who", "x", "--format", "y"]]
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_an_overlay_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("who", "irgc", "--codebook", tmp_path / "none").exit_code == 2


@pytest.fixture(scope="module")
def documented() -> dict[str, set[str]]:
    """The keys of docs/registry.md by what they are keys of."""
    keys: dict[str, set[str]] = {}
    text = (ROOT / "docs" / "registry.md").read_text("utf-8")
    for named, owner in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (\w+) \|", text, re.MULTILINE):
        keys.setdefault(owner, set()).update(re.findall(r"`(\w+)`", named))
    return keys


def test_json_of_an_actor(run: Run, overlay: Path, documented: dict[str, set[str]]) -> None:
    answer = json.loads(run("who", "hill-army", "--format", "json", "--codebook", overlay).stdout)
    (match,) = answer["matches"]
    assert set(answer) == documented["answer"]
    assert set(match) == documented["entry"] | documented["actor"]
    assert match["chain"][0]["id"] == "actor:irgc"
    assert match["allegiance"] == [{
        "id": "actor:valley-guard", "ar": "حرس الوادي الافتراضي", "en": "Imaginary Valley Guard", "as": "backed by",
        "since": "2014", "until": "2016-05",
    }]  # fmt: skip
    assert match["country_names"] == {"ar": "سوريا", "en": "Syria"}
    assert match["names"]["ku"] == ["Artêşa Girê"]


def test_json_of_a_place(run: Run, overlay: Path, documented: dict[str, set[str]]) -> None:
    answer = json.loads(run("where", "imagined-city", "--near", "1", "--format", "json", "--codebook", overlay).stdout)
    (match,) = answer["matches"]
    assert set(match) == documented["entry"] | documented["place"]
    assert match["neighbours"] == [{
        "id": "place:tb-1", "ar": "الجدولية", "en": "Jadwaliya", "kind": "town", "gazetteer": True, "km": 16,
        "direction": "nw",
    }]  # fmt: skip
    assert match["children"][0]["id"] == "facility:imagined-base"


def test_json_of_no_match(run: Run, overlay: Path) -> None:
    result = run("where", "Shamlia", "--format", "json", "--codebook", overlay)
    answer: dict[str, Any] = json.loads(result.stdout)
    assert (result.exit_code, answer["matches"]) == (1, [])
    assert answer["near"][0]["id"] == "place:imagined-north"
    assert set(answer["near"][0]) == {"id", "ar", "en", "name", "score"}


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("width", [50, 80])
def test_lines_fit_and_begin_in_the_direction_of_the_view(lang: Lang, width: int) -> None:
    book, stream = load(), io.StringIO()
    console = Console(file=stream, width=width, highlight=False)
    actors = [actor_sheet(match, book, lang) for match in find(book.actors, "الجيش الوطني")]
    places = [place_sheet(match, book, lang, 8) for match in find(book.places, "حلب")]
    for sheets in (actors, places):
        assert sheets
        print_sheets(sheets, console, lang, "isnad")
    lines = stream.getvalue().splitlines()
    assert [line for line in lines if Text(line).cell_len > width] == []
    assert [line for line in lines if rtl(line) is (lang != "ar")] == []
