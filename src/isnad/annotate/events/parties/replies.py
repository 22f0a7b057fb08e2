"""To whom a refusal or denial answers, where it does not say so itself."""

from dataclasses import replace

from isnad.annotate.events.draft import Draft, Party

_ASKING = frozenset({"ACCUSE", "REQUEST", "THREATEN"})
_LATELY, _RECENT = 4, 40


def answer(drafts: list[Draft], before: list[Draft]) -> None:
    """`اتهمت القوات الكتيبة …، ونفت الكتيبة التهم`: who had accused, asked or threatened the one that rejects is its
    target. `before` holds the drafts of earlier sentences; the last of them that fits counts."""
    for position, draft in enumerate(drafts):
        if draft.type != "REJECT" or draft.who("target") or not draft.who("agent"):
            continue
        earlier = [*before[-_RECENT:], *drafts[:position]]
        asked = next((d for d in reversed(earlier) if _asked(d, draft)), None)
        for party in _authors(asked) if asked is not None else ():
            draft.add(party)


def charge(drafts: list[Draft]) -> None:
    """`اشتكى السكان من الاعتداءات التي تقوم بها القوات`: who is said to have done what is complained of is complained
    of."""
    for deed in drafts:
        holder = deed.content_of
        if holder is None or holder.type != "ACCUSE" or holder.who("target"):
            continue
        voices = _voices(holder)
        for party in deed.parties:
            if party.role == "agent" and party.who and party.who not in voices:
                holder.add(replace(party, role="target", basis="stated"))


def accuse(drafts: list[Draft]) -> None:
    """`تحقق الشرطة مع عناصر بتهمة ضلوعهم في`: who looks into somebody's deeds brings the charge named with it."""
    for position, draft in enumerate(drafts):
        if draft.type != "ACCUSE" or not draft.trigger.is_noun or draft.who("agent"):
            continue
        charged = set(draft.who("target"))
        earlier = (d for d in reversed(drafts[:position]) if d.type == "ACCUSE" and charged & set(d.who("target")))
        for party in next(([p for p in d.parties if p.role == "agent"] for d in earlier), []):
            draft.add(replace(party))


def _asked(old: Draft, reply: Draft) -> bool:
    """Whether the earlier draft turned to the one who now rejects."""
    if old.type not in _ASKING or reply.sentence - old.sentence > _LATELY or not old.who("agent"):
        return False
    return bool(set(old.who("target")) & _voices(reply)) and not set(old.who("agent")) & _voices(reply)


def _voices(draft: Draft) -> set[str]:
    """Those who reject, and the bodies that they speak for."""
    named = {p.for_ for p in draft.parties if p.role == "agent" and p.for_}
    return named | set(draft.who("agent"))


def _authors(draft: Draft) -> list[Party]:
    return [replace(p, role="target", basis="stated") for p in draft.parties if p.role == "agent" and p.who]
