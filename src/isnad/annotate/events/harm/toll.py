"""Statements of harm beside one another: restated, added to, at odds."""

from isnad.model import Victims


def victims_agree(old: list[Victims], new: list[Victims]) -> bool:
    """Whether the numbers can tell of one toll: some number or the sum is the same, or one person is picked out of
    many."""
    for harm in {v.harm for v in old} & {v.harm for v in new}:
        a, b = ([v for v in rows if v.harm == harm and v.n] for rows in (old, new))
        groups = [{v.group for v in rows} - {"unknown"} for rows in (a, b)]
        if len(a) == len(b) == 1 and all(groups) and not groups[0] & groups[1]:
            return False
        numbers, others = {v.n for v in a}, {v.n for v in b}
        if not numbers or not others or numbers & others:
            continue
        if sum(n or 0 for n in numbers) == sum(n or 0 for n in others):
            continue
        if not any(v.who and v.n == 1 for v in (*a, *b)):
            return False
    return True


def joined(known: list[Victims], new: Victims) -> list[Victims]:
    """The statements with a further one: restated harm counts once, and the more exact wording stays."""
    same = next((old for old in known if _same_victims(new, old)), None)
    if same is None:
        return [*known, new]
    if same.some and not new.some:
        return [new if old is same else old for old in known]
    return known


def _same_victims(a: Victims, b: Victims) -> bool:
    """Restated harm: the same number, or a vaguer word for it."""
    if a.harm != b.harm or (a.side and b.side and a.side != b.side):
        return False
    same_number = a.n == b.n or a.some or b.some
    return same_number and (a.group == b.group or "unknown" in (a.group, b.group))
