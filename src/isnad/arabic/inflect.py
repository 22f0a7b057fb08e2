"""From principal parts to the forms that stand in texts.

A verb is its past third person masculine singular, its present, its verbal noun and, where reports use it, its active
participle (`اتهم يتهم اتهام متهم`). Third persons are derived; unvocalised, most passives are spelt like the active,
and those that are not (`هاجم` to `هوجم`, `قال` to `قيل`) are derived too. Everything here is folded text.
"""

from typing import Literal, NamedTuple

Part = Literal["past", "present", "passive", "noun", "plural", "dual", "participle"]


class Form(NamedTuple):
    """A written form: which part it is, and whether it occurs only with a pronoun attached (`اعتقلو` + `ه`)."""

    text: str
    part: Part
    bound: bool = False


_WEAK = ("ا", "ي")


def _past(past: str, firm: bool) -> list[Form]:
    weak = past.endswith(_WEAK) and len(past) > 2
    before_t = past[:-1] if weak and not firm else past
    before_w = past[:-1] if weak and not (firm and past.endswith("ا")) else past
    forms = [Form(past, "past"), Form(before_t + "ت", "past"), Form(before_t + "تا", "past")]
    forms += [Form(before_w + "وا", "past"), Form(before_w + "و", "past", bound=True), Form(past + "ا", "past")]
    if past.endswith("ي"):
        forms.append(Form(past[:-1] + "ا", "past", bound=True))
    return forms


def _passive(past: str) -> list[Form]:
    """Only where writing shows it: form III (`هوجم`) and hollow verbs (`اغتيل`, `أقيل`)."""
    if len(past) == 4 and past[1] == "ا" and past[0] != "ا":
        base = past[0] + "و" + past[2:]
        return [Form(base, "passive"), Form(base + "ت", "passive"), Form(base + "وا", "passive")]
    if len(past) >= 3 and past[-2] == "ا":
        base = past[:-2] + "ي" + past[-1]
        return [Form(base, "passive"), Form(base + "ت", "passive"), Form(base + "وا", "passive")]
    return []


def _present(present: str, hamza: bool) -> list[Form]:
    if not present.startswith("ي"):
        return [Form(present, "present")]
    rest = present[1:]
    stem = rest[:-1] if rest.endswith(("ي", "و", "ا")) and len(rest) > 2 and not hamza else rest
    forms = []
    for person in "يت":
        forms += [Form(person + rest, "present"), Form(person + stem + "ون", "present")]
        forms += [Form(person + stem + "وا", "present"), Form(person + stem + "ان", "present")]
        forms.append(Form(person + stem + "و", "present", bound=True))
    forms.append(Form("ن" + rest, "present"))
    return forms


def noun(singular: str, plural: str | None = None, *, verbal: bool = False) -> list[Form]:
    """A noun's forms: bare, accusative, construct before a pronoun, dual, and the plural (derived when verbal)."""
    forms = [Form(singular, "noun")]
    if singular.endswith("ه"):
        stem = singular[:-1] + "ت"
        forms.append(Form(stem, "noun", bound=True))
        forms += [Form(stem + "ان", "dual"), Form(stem + "ين", "dual"), Form(stem + "ي", "dual")]
        derived = singular[:-1] + "ات"
    else:
        forms.append(Form(singular + "ا", "noun"))
        forms += [Form(singular + "ان", "dual"), Form(singular + "ين", "dual")]
        derived = singular + "ات"
    if plural is None and verbal:
        plural = derived
    if plural and plural != singular:
        forms.append(Form(plural, "plural"))
        if plural.endswith("ه"):
            forms.append(Form(plural[:-1] + "ت", "plural", bound=True))
        elif not plural.endswith(("ات", "ين", "ون", "ا")):
            forms.append(Form(plural + "ا", "plural"))
    return forms


def participle(active: str) -> list[Form]:
    """Only the indefinite accusative, as in `قال … متهماً الطرفين`: the other forms name people, not deeds."""
    if active.endswith("ي"):
        return [Form(active + suffix, "participle") for suffix in ("ا", "ه", "ين")]
    return [Form(active + suffix, "participle") for suffix in ("ا", "ه", "ين")]


def verb(
    past: str, present: str, verbal_noun: str | None = None, active: str | None = None, *, firm: bool = False
) -> list[Form]:
    """All written forms of a verb from its principal parts. `firm`: the last letter of its past is no alef maqsura and
    stays before suffixes: a hamza (`بدأ`, `بدأت`) or a written ي (`لقي`, `لقيت`, but `لقوا`)."""
    hamza = firm and past.endswith("ا")
    forms = [*_past(past, firm), *_passive(past), *_present(present, hamza)]
    if verbal_noun:
        forms += noun(verbal_noun, verbal=True)
    if active:
        forms += participle(active)
    return forms


def counted(word: str, possessed: bool) -> list[tuple[str, int]]:
    """The singulars that a noun's form may be of, and how many it then tells of: one or two. `possessed`: a pronoun was
    taken off it (`طفلي` + `هما`, `زوجت` + `ه`)."""
    found = [(word[:-1] + "ه" if possessed and word.endswith("ت") else word, 1)]
    for ending in ("ي", "ا") if possessed else ("ين", "ان"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 1:
            found.append((base, 2))
            if base.endswith("ت"):
                found.append((base[:-1] + "ه", 2))
    return found
