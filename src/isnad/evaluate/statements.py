"""Times, speakers and relations of one document."""

from dataclasses import dataclass

from isnad.evaluate.entities import Identity
from isnad.evaluate.matching import Place, best_overlap, bounds, pair
from isnad.evaluate.materials import Plain
from isnad.evaluate.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Speakers:
    """`pairs`: (annotated id, read id) of speakers that are one; the others give each id its words."""

    pairs: frozenset[tuple[str, str]]
    gold: dict[str, str]
    system: dict[str, str]


_LOOSE = {"role": "member", "member_of": "member", "leads": "member"}
_MUTUAL = frozenset(("allied_with", "hostile_to"))


def _span(row: Plain) -> Place:
    return row["span"][0], row["span"][1]


def score_times(sheet: Sheet, gold: list[Plain], system: list[Plain]) -> None:
    """`time/detect` and `time/value`."""
    left = [(sheet.finder.find(t["text"]), bounds((t["from"], t["to"]))) for t in gold]
    right = [(_span(t), bounds(t)) for t in system]
    pairs = pair(left, right, lambda a, b: best_overlap(a[0], [b[0]]), 0.5)
    exact = [(i, j) for i, j in pairs if any(left[i][1]) and left[i][1] == right[j][1]]
    sheet.tally.add("time/detect", len(pairs), len(left), len(right))
    dated = sum(any(b) for _, b in left), sum(any(b) for _, b in right)
    sheet.tally.add("time/value", len(exact), *dated)
    for i in sorted(set(range(len(left))) - {i for i, _ in pairs}):
        sheet.fault("time", "missed", gold[i]["text"], left[i][0])
    for j in sorted(set(range(len(right))) - {j for _, j in pairs}):
        sheet.fault("time", "invented", sheet.sentences.words(right[j][0]), [right[j][0]])
    for i, j in pairs:
        if left[i][1] != right[j][1]:
            what = f"{gold[i]['text']}: {_days(right[j][1])}, annotated {_days(left[i][1])}"
            sheet.fault("time", "wrong", what, [right[j][0]])


def _days(days: tuple[str | None, str | None]) -> str:
    return f"{days[0] or '…'}/{days[1] or '…'}" if any(days) else "undated"


def score_attributions(sheet: Sheet, gold: list[Plain], system: list[Plain]) -> Speakers:
    """`attribution` and `attribution/anonymous`; which speakers are one."""
    pairs = pair(gold, system, lambda a, b: best_overlap(sheet.finder.find(a["text"]), [_span(b)]), 0.5)
    right = [(i, j) for i, j in pairs if bool(gold[i]["anonymous"]) == bool(system[j]["anonymous"])]
    sheet.tally.add("attribution", len(pairs), len(gold), len(system))
    sheet.tally.add("attribution/anonymous", len(right), len(pairs), len(pairs))
    for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
        sheet.fault("speaker", "missed", gold[i]["text"], sheet.finder.find(gold[i]["text"]))
    for j in sorted(set(range(len(system))) - {j for _, j in pairs}):
        sheet.fault("speaker", "invented", sheet.sentences.words(_span(system[j])), [_span(system[j])])
    for i, j in pairs:
        if (i, j) not in right:
            read = "anonymous" if system[j]["anonymous"] else "named"
            sheet.fault("speaker", "wrong", f"{gold[i]['text']}: read as {read}", [_span(system[j])])
    return Speakers(
        frozenset((gold[i]["id"], system[j]["id"]) for i, j in pairs),
        {row["id"]: row["text"] for row in gold},
        {row["id"]: sheet.sentences.words(_span(row)) for row in system},
    )


def score_relations(sheet: Sheet, identity: Identity, gold: list[Plain], system: list[Plain]) -> None:
    """`relation`: type and both ends; `leads`, `role` and `member_of` count as one type."""
    left, right = [r for r in gold if r.get("to")], [r for r in system if r.get("to")]

    def alike(a: Plain, b: Plain) -> float:
        if _LOOSE.get(a["type"], a["type"]) != _LOOSE.get(b["type"], b["type"]):
            return 0.0
        straight = (a["from"], b["from"]) in identity.pairs and (a["to"], b["to"]) in identity.pairs
        crossed = (a["from"], b["to"]) in identity.pairs and (a["to"], b["from"]) in identity.pairs
        return float(straight or (a["type"] in _MUTUAL and crossed))

    pairs = pair(left, right, alike, 1.0)
    sheet.tally.add("relation", len(pairs), len(left), len(right))
    for i in sorted(set(range(len(left))) - {i for i, _ in pairs}):
        ends = [identity.gold_name(left[i][end]) for end in ("from", "to")]
        places = identity.gold_at.get(left[i]["from"], [])
        sheet.fault("relation", "missed", f"{left[i]['type']}: {ends[0]} → {ends[1]}", places)
    for j in sorted(set(range(len(right))) - {j for _, j in pairs}):
        ends = [identity.system_name(right[j][end]) for end in ("from", "to")]
        evidence = right[j].get("evidence")
        places = [(evidence[0], evidence[1])] if evidence else identity.system_at.get(right[j]["from"], [])
        sheet.fault("relation", "invented", f"{right[j]['type']}: {ends[0]} → {ends[1]}", places)
