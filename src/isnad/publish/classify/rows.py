"""The codes of events as lines of a view, and as rows of a table for spreadsheets and programs."""

import csv
import io
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from isnad.cells import defused
from isnad.codebook import Codebook
from isnad.model import Event, Record
from isnad.publish.classify import Classification, classify_all
from isnad.publish.classify.parties import Party
from isnad.publish.classify.standing import Standing
from isnad.publish.labels import Label, Labels, ltr
from isnad.publish.words import Lang, word

Cell = str | int | float | None | list[str]
SCHEMES = ("plover", "acled", "cameo")
COLUMNS = tuple(
    "report event type mode status date_from date_to place place_id country agents agent_ids accused accused_ids "
    "targets target_ids plover_type plover_mode plover_quad plover_intensity plover_contexts plover_actors "
    "plover_recipients plover_none "
    "acled_event_type acled_sub_event_type acled_disorder_type acled_actor1 acled_inter1 acled_actor2 acled_inter2 "
    "acled_interaction acled_interaction_code acled_civilian_targeting acled_accused acled_none cameo_code cameo_name "
    "cameo_quad cameo_goldstein cameo_none evidence".split()
)


def code_labels(found: Classification, lang: Lang) -> tuple[Label, ...]:
    """One label for each scheme, in a fixed order; what has no code in any of them for one reason is told once."""
    shown = {"plover": _plover(found), "acled": _acled(found), "cameo": _cameo(found)}
    reasons = set(found.reasons.values())
    if not any(shown.values()) and len(reasons) == 1:
        return (_none("PLOVER · ACLED · CAMEO", reasons.pop(), lang),)
    names = {scheme: scheme.upper() for scheme in SCHEMES}
    return tuple(
        Label(f"{names[scheme]} {text}", "en", code=True) if text else _none(names[scheme], found.reasons[scheme], lang)
        for scheme, text in shown.items()
    )


def _none(scheme: str, reason: str, lang: Lang) -> Label:
    return Label(scheme, "en", code=True, note=word("codes.none", lang, reason=word(f"reason.{reason}", lang)))


def _plover(found: Classification) -> str:
    if found.plover is None:
        return ""
    mode = f"/{found.plover.mode}" if found.plover.mode else ""
    return f"{found.plover.type}{mode} Q{found.plover.quad} {signed(found.plover.intensity)}"


def _acled(found: Classification) -> str:
    if found.acled is None:
        return ""
    between = f" {found.acled.interaction_code}" if found.acled.interaction_code else ""
    return f"{found.acled.sub_event_type}{between}"


def _cameo(found: Classification) -> str:
    return f"{found.cameo.code} Q{found.cameo.quad} {signed(found.cameo.goldstein)}" if found.cameo else ""


def signed(value: float) -> str:
    """A score with its sign, as a reader expects it: `+2.5`, `−9`, `0`."""
    return f"{value:+g}".replace("-", "−") if value else "0"


def rows(report: str, record: Record, book: Codebook, lang: Lang) -> Iterator[dict[str, Cell]]:
    """A row for every event of `record`: all of COLUMNS, None where there is nothing, lists where there may be many.

    Names are in `lang`; the terms of the schemes are theirs.
    """
    labels, standing = Labels.of(record, lang), Standing.of(record, book)
    for event, found in classify_all(record, book):
        country = standing.country_of(event)
        cells = {**_event(report, event, labels, country), **_codes(found, labels, _nation(country, book))}
        yield {column: cells.get(column) for column in COLUMNS}


def as_csv(table: Iterable[dict[str, Cell]], *, head: bool = True) -> str:
    """Rows as CSV, with a line of heads where `head`. Several values stand in one cell with `; ` between; tabs and ends
    of line become spaces; a text that a spreadsheet would take for a formula is led by an apostrophe; numbers are left
    as they are."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    if head:
        writer.writeheader()
    writer.writerows({column: _plain(cell) for column, cell in row.items()} for row in table)
    return text.getvalue()


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, int | float):
        return cell
    text = " ".join(("; ".join(cell) if isinstance(cell, list) else cell or "").split())
    return defused(text)


def _event(report: str, event: Event, labels: Labels, country: str) -> dict[str, Cell]:
    words = event.evidence.of(labels.record.document.text)
    cells: dict[str, Cell] = {
        "report": report, "event": event.id, "type": event.type, "mode": event.mode, "country": country or None,
        "status": event.status if event.polarity == "positive" else "negative", "evidence": " ".join(words.split()),
        "date_from": event.when.from_ if event.when else None, "date_to": event.when.to if event.when else None,
        "place": labels.who(event.place).text if event.place else None, "place_id": event.place,
    }  # fmt: skip
    for column, who in (("agent", event.agents), ("target", event.targets)):
        cells |= {f"{column}s": _names(who, labels), f"{column}_ids": list(who)}
    return cells | {"accused": _names(event.accused, labels), "accused_ids": list(event.accused)}


def _codes(found: Classification, labels: Labels, nation: str) -> dict[str, Cell]:
    cells: dict[str, Cell] = {f"{scheme}_none": found.reasons.get(scheme) for scheme in SCHEMES}
    if (plover := found.plover) is not None:
        cells |= {
            "plover_type": plover.type, "plover_mode": plover.mode, "plover_quad": plover.quad,
            "plover_intensity": plover.intensity, "plover_contexts": list(plover.contexts),
            "plover_actors": _names(plover.actors, labels), "plover_recipients": _names(plover.recipients, labels),
        }  # fmt: skip
    if (acled := found.acled) is not None:
        cells |= {
            "acled_event_type": acled.event_type, "acled_sub_event_type": acled.sub_event_type,
            "acled_disorder_type": acled.disorder_type, "acled_interaction": acled.interaction,
            "acled_interaction_code": acled.interaction_code, "acled_accused": _names(acled.accused, labels),
            "acled_civilian_targeting": acled.civilian_targeting,
        }  # fmt: skip
        for number, party in ((1, acled.actor1), (2, acled.actor2)):
            cells |= {f"acled_actor{number}": _party(party, labels, nation)}
            cells |= {f"acled_inter{number}": party.type if party else None}
    if (cameo := found.cameo) is not None:
        cells |= {"cameo_code": cameo.code, "cameo_name": cameo.name, "cameo_quad": cameo.quad}
        cells |= {"cameo_goldstein": cameo.goldstein}
    return cells


def _party(party: Party | None, labels: Labels, nation: str) -> Cell:
    """Its names; of a generic one ACLED's name with the country, and then who they are said to be."""
    if party is None:
        return []
    generic = [f"{party.generic} ({nation})" if nation else party.generic] if party.generic else []
    return [*generic, *_names(party.who, labels)]


def _names(ids: Iterable[str], labels: Labels) -> list[str]:
    return [labels.who(one).text for one in ids]


def _nation(country: str, book: Codebook) -> str:
    """The English name of a country, as ACLED writes it behind a generic actor."""
    ids = (id_ for id_, code in book.codes.items() if code == country)
    place = book.places.get(next(ids, ""))
    return next(iter(place.names.get("en", ())), country) if place else country


def print_table(table: Iterable[dict[str, Cell]], console: Console, lang: Lang) -> None:
    """Print rows for reading: event, what it is, and its code in each scheme or why there is none."""
    heads = (word("column.what", lang), *(scheme.upper() for scheme in SCHEMES))
    grid = Table("", *heads, box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    report = ""
    for row in table:
        report = str(row["report"])
        what = (row["type"], row["mode"], _status(row["status"], lang))
        grid.add_row(
            Text(ltr(str(row["event"])), "dim"),
            Text(" ".join(str(one) for one in what if one)),
            *(_code(row, scheme, lang) for scheme in SCHEMES),
        )
    if report:
        console.print(Text(f"═══ {report}"))
        console.print(grid)


def _code(row: dict[str, Cell], scheme: str, lang: Lang) -> Text:
    """One cell; a reason that is the same in all schemes is told in the first of them only."""
    reason = row[f"{scheme}_none"]
    if reason and scheme != SCHEMES[0] and len({row[f"{one}_none"] for one in SCHEMES}) == 1:
        return Text("–", "dim")
    if reason:
        return Text(f"– {word(f'reason.{reason}', lang)}", "dim")
    keys = {
        "plover": ("type", "mode", "intensity"),
        "acled": ("sub_event_type", "interaction"),
        "cameo": ("code", "goldstein"),
    }
    cells = [row[f"{scheme}_{key}"] for key in keys[scheme]]
    return Text(" ".join(signed(one) if isinstance(one, int | float) else str(one) for one in cells if one is not None))


def _status(status: Cell, lang: Lang) -> str:
    key = "polarity.negative" if status == "negative" else f"status.{status}"
    return "" if status == "actual" else f"[{word(key, lang)}]"
