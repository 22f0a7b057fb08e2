"""Actors by grammar: a head noun and what follows it."""

from collections.abc import Iterator

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.annotate.proclitics import proclitics
from isnad.codebook.lexicon import NameRef

_HEADS = ("family", "militia", "unit", "movement", "service", "tribe", "media", "force")
_HEAD_NOUNS = frozenset("units." + head for head in _HEADS)
_SELF_STANDING = frozenset({"militia", "unit", "movement", "service", "tribe", "media"})
_CALLED = frozenset({"militia", "force"})
EPITHETS = frozenset({"anaphors.militia", "anaphors.rebels", "anaphors.revolt"})
"""Classes of words that only armed groups are called by."""
_BLOCKING = frozenset(
    {
        "particles.preposition", "particles.relative", "particles.demonstrative", "particles.complement",
        "particles.negation", "particles.conjunction", "particles.adverb", "people.members", "people.assets",
        "people.people", "units.plain_adjective", "particles.contrast", "particles.pronoun", "people.rank",
        "particles.past_marker", "units.allegiance", "particles.future", "particles.deal", "places.direction",
        "harm.killed", "harm.injured", "sources.adjective", "anaphors.both", "people.post", "people.leaders",
        "sources.source", "places.near", "particles.attempt", "particles.purpose", "sources.witness",
        "particles.demand", "anaphors.city", "anaphors.town", "anaphors.village", "anaphors.district",
    }
)  # fmt: skip
_LOYAL = ("الموالي", "موالي", "المدعوم", "مدعوم", "موال")
_GENERIC = frozenset("قوات جيش ميليشيا ميليشيات مليشيا مليشيات نظام حكومه سلطات".split())


def head_at(lexis: Lexis, index: int) -> str | None:
    """The class of the head noun at this word."""
    for tag in sorted(lexis.tags[index]):
        if tag.startswith("units.") and tag[6:] in _HEADS:
            return tag[6:]
    return None


def cued_actors(lexis: Lexis, listed: dict[int, Mention]) -> Iterator[Mention]:
    """Actors named by a head noun with a listed, quoted, numbered or well-shaped name, or a nationality."""
    for index in lexis.bearing(_HEAD_NOUNS):
        if lexis.skip[index]:
            continue
        head = head_at(lexis, index)
        if head is None or _is_listed(lexis, index, listed):
            continue
        found = _after_head(lexis, index, head, listed)
        if found:
            yield found


def _is_listed(lexis: Lexis, index: int, listed: dict[int, Mention]) -> bool:
    """Whether a listed name begins with the head noun, and none behind the head noun goes beyond it (`قوات التحالف` in
    `قوات التحالف الدولي`)."""
    whole, behind = listed.get(index), listed.get(lexis.until[index])
    if whole is None or whole.rank <= 0 or whole.end <= lexis.until[index]:
        return False
    return behind is None or behind.end <= whole.end or behind.rank <= 0


def _after_head(lexis: Lexis, index: int, head: str, listed: dict[int, Mention]) -> Mention | None:
    start = lexis.until[index]
    if start >= lexis.size or not (lexis.joined(start) or lexis.view.opens(start)):
        return None
    if head == "family":
        return _family(lexis, index, start)
    if head in _CALLED and lexis.any(start, EPITHETS) and lexis.joined(start + 1):  # `ميليشيات التمرد الحوثي`
        start += 1
    known = listed.get(start)
    refs = tuple(ref for ref in known.refs if _fits(lexis, ref, head)) if known else ()
    if known and refs and not lexis.infos[start].before:
        end = _trailing(lexis, known.end)
        return Mention(index, end, "actor", (start, known.end), refs, head, rank=4, found_by="actor.cue")
    if head == "militia":
        respelt = _respelt(lexis, index, start)
        if respelt:
            return respelt
    if head != "force" or not lexis.article(index):
        named = _named(lexis, index, start, head, known)
        if named:
            return named
    return (
        _national(lexis, index, start)
        or _definite(lexis, index, start)
        or _loyal(lexis, index, start, listed)
        or _founded(lexis, index, start)
    )


def _family(lexis: Lexis, index: int, start: int) -> Mention | None:
    """`عائلة العسكري`, `عائلة "الجاسم"`: a family by its name, not that of a person (`عائلة سالم`) nor any family."""
    quoted = lexis.bracketed(start)
    end = quoted or start + 1
    known = lexis.is_common(start) or any(tag.startswith(("nations.", "given_names.")) for tag in lexis.tags[start])
    if not quoted and (known or not lexis.article(start) or lexis.infos[start].before):
        return None
    return Mention(index, end, "actor", (index, end), (), "family", rank=2, found_by="actor.family")


def _fits(lexis: Lexis, ref: NameRef, head: str) -> bool:
    """Whether an actor may be meant behind this head noun: of names that are plain words, an outlet's only behind
    `قناة` and its like, and no other body's (`قوات الحدث` is no channel)."""
    if ref.kind != "actor":
        return False
    return ref.use != "cued" or (lexis.book.actors[ref.id].class_ in _MEDIA) == (head == "media")


_MEDIA = frozenset({"outlet", "agency", "monitor"})
_MILITIAS = ("ميليشيا", "ميليشيات", "مليشيا", "مليشيات")


def _respelt(lexis: Lexis, index: int, start: int) -> Mention | None:
    """A listed name under another spelling of its first word (`مليشات إيران` for `ميليشيات إيران`)."""
    for end in range(min(start + 3, lexis.size), start, -1):
        rest = lexis.view.phrase(start, end)
        for head in _MILITIAS:
            refs = tuple(r for r in lexis.book.names.get(f"{head} {rest}", ()) if r.kind == "actor")
            if refs and all(lexis.joined(k) for k in range(start, end)):
                return Mention(index, end, "actor", (index, end), refs, "militia", rank=4, found_by="actor.respelt")
    return None


def _named(lexis: Lexis, index: int, start: int, head: str, known: Mention | None) -> Mention | None:
    article = lexis.article(index)
    quoted = lexis.bracketed(start)
    if quoted and head in _SELF_STANDING and not lexis.infos[start].before:
        end = _trailing(lexis, quoted)
        return Mention(index, end, "actor", (start, quoted), (), head, rank=4, found_by="actor.quoted")
    numbered = head in ("unit", "service")
    if numbered and (lexis.view.words[start].isdigit() or lexis.has(start, "units.ordinal")):
        if lexis.view.words[start].isdigit() and not (article or lexis.view.words[index].endswith("لواء")):
            return None
        return Mention(index, lexis.until[start], "actor", (index, lexis.until[start]), (), head, rank=2,
                       found_by="actor.number")  # fmt: skip
    if article or head == "media":
        return None
    if known and head in ("unit", "militia", "movement", "service", "tribe") and not lexis.infos[start].before:
        end = _trailing(lexis, known.end)
        return Mention(index, end, "actor", (index, end), (), head, rank=2, found_by="actor.of-place")
    stop = _shape(lexis, index, start, head)
    return Mention(index, stop, "actor", (index, stop), (), head, rank=2, found_by="actor.shape") if stop else None


def _shape(lexis: Lexis, index: int, start: int, head: str) -> int | None:
    """An unknown name after an indefinite head: a construct that ends in a definite word (`لواء شهداء الحرية`)."""
    end = start
    council = lexis.view.words[index].lstrip("و") in _COUNCILS and lexis.view.words[start] in _ELDERS
    while end < lexis.size and end - start < 4 and (end == start or lexis.joined(end)):
        if council and end == start:
            end += 1
            continue
        governed = lexis.infos[end].before or proclitics(lexis, end)[-1:] in ("ب", "ل", "ك")
        if lexis.any(end, _BLOCKING) or governed or (lexis.is_verb(end) and not lexis.article(end)):
            break
        if lexis.has(end, "nations.adjective") and not lexis.article(end):
            break
        if (end > start and not lexis.article(end)) or (not lexis.article(end) and lexis.view.words[end].endswith("ه")
                                                      and lexis.view.words[index].endswith(("ه", "ات"))):  # fmt: skip
            break
        end += 1
        if lexis.article(end - 1):
            return _trailing(lexis, end)
    if (end == start + 1 and head in ("tribe",)) or (end > start and lexis.has(start, "given_names.given")):
        return end
    single = end == start + 1 and head in ("movement", "militia") and not lexis.is_common(start)
    return end if single and lexis.view.words[start] not in ("من", "في") else None


_COUNCILS = frozenset("مجلس ملتقي لجنه هييه رابطه تجمع".split())
_ELDERS = frozenset("اعيان شيوخ وجهاء حكماء مشايخ قبايل عشاير شوري".split())


def _trailing(lexis: Lexis, end: int) -> int:
    """A nationality or defining adjective after the name belongs to it (`الحرس الثوري الإيراني`)."""
    while lexis.joined(end) and lexis.article(end) and not lexis.infos[end].before:
        if not lexis.has(end, "nations.adjective") and lexis.view.words[end] not in (
            "الارهابي",
            "الارهابيه",
            "العسكري",
        ):
            break
        end += 1
    return end


def _national(lexis: Lexis, index: int, start: int) -> Mention | None:
    """`القوات التركية`, `الطيران الحربي الروسي`, `طائرات حربية تركية`."""
    if not any(tag in lexis.tags[index] for tag in ("units.force", "units.service", "units.militia")):
        return None
    if index and lexis.view.words[index - 1] in _MINISTERS:  # the adjective is the minister's
        return None
    end, article = start, lexis.article(index)
    while end < lexis.size and end - start < 3 and lexis.joined(end) and not lexis.infos[end].before:
        if lexis.has(end, "nations.adjective") and lexis.article(end) in (article, True):
            return Mention(index, end + 1, "actor", (index, end + 1), (), "national", rank=2, found_by="actor.nation")
        if lexis.article(end) != article and not (not article and end == start):
            return None
        if lexis.is_verb(end) or lexis.has(end, "particles.preposition"):
            return None
        end += 1
    return None


_MINISTERS = ("وزير", "وزيره", "وزيرا", "لوزير")
_DEFINITE_HEADS = frozenset(
    "القوات الفصايل الشرطه المجلس الجهاز اللجنه الاداره الحكومه النيابه المقاومه الطيران الحشد الاجهزه المليشيات "
    "الميليشيات الاستخبارات المخابرات الهييه الجيش الحرس الكتايب المعارضه السلطات السلطه الدفاع البحريه المحكمه الاذرع "
    "الاحتلال الجناح الفيلق اللواء القوه".split()
)

_STATE_HEADS = frozenset("القوات الاجهزه السلطات".split())
_ARMS = frozenset("الامنيه المسلحه المشتركه".split())
"""Adjectives that make `القوات` a state's body, though they say of others only how they are."""


def _definite(lexis: Lexis, index: int, start: int) -> Mention | None:
    """`القوات الحكومية`, `الشرطة المدنية`: a body and the adjective that tells which."""
    word = lexis.view.words[index]
    if index and lexis.view.words[index - 1] in _MINISTERS and not lexis.view.words[start].endswith("ه"):
        return None
    bare = word[1:] if word[0] in "وفبك" and word[1:3] == "ال" else "ا" + word[1:] if word.startswith("لل") else word
    if (
        bare not in _DEFINITE_HEADS
        or not lexis.article(start)
        or proclitics(lexis, start)
        or lexis.has(start, "units.ordinal")
    ):
        return None
    if lexis.any(start, _BLOCKING - {"units.plain_adjective", "sources.adjective", "people.people"}) or not _agrees(
        bare, lexis.view.words[start]
    ):
        return None
    arms = bare in _STATE_HEADS and lexis.view.words[start] in _ARMS
    if (lexis.has(start, "units.plain_adjective") and not arms) or _a_thing(lexis, start):
        return None
    end = _trailing(lexis, start + 1)
    return Mention(index, end, "actor", (index, end), (), "definite", rank=2, found_by="actor.definite")


def _a_thing(lexis: Lexis, at: int) -> bool:
    """Whether the word is a noun of weapons, damage or deeds rather than an adjective (`أطلق حاجز للجيش النار`)."""
    thing = any(tag.startswith(("weapons.", "damage.")) for tag in lexis.tags[at])
    deeds = (r for r in lexis.infos[at].uses if r.use.use == "event" and r.use.part in ("noun", "plural"))
    return thing or any(not r.peeled.after for r in deeds)


def _agrees(noun: str, adjective: str) -> bool:
    """Gender by ending; plurals of things count as feminine."""
    feminine = noun.endswith(("ه", "ات")) or noun in ("الفصايل", "الاجهزه", "الكتايب", "الاذرع")
    return adjective.endswith("ه") == feminine and not adjective.endswith(("ات", "ون", "ين"))


def _loyal(lexis: Lexis, index: int, start: int, listed: dict[int, Mention]) -> Mention | None:
    """`الفصائل الموالية لتركيا`: a body known only by whom it is loyal to."""
    at = start
    while at < lexis.size and at - start < 2 and lexis.joined(at) and not lexis.has(at, "units.allegiance"):
        at += 1
    if at >= lexis.size or not lexis.has(at, "units.allegiance"):
        return None
    if not lexis.view.words[at].startswith(_LOYAL):
        return None
    lord = next((listed[k] for k in range(lexis.until[at], min(lexis.until[at] + 3, lexis.size)) if k in listed), None)
    if lord is None or any(lexis.view.breaks[k] for k in range(at, lord.first + 1)):
        return None
    return Mention(index, lord.end, "actor", (index, lord.end), (), "loyal", lord, rank=5, found_by="actor.loyal")


_FOUNDED = frozenset(
    "لجنه غرفه قوه لواء لواءا كتيبه فرقه هييه مجلسا مجلس خليه جهازا جهاز محكمه فصيلا فيلقا وحده".split()
)
_FOUNDING = 18


def _founded(lexis: Lexis, index: int, start: int) -> Mention | None:
    """`شكلت الحركة لجنة أمنية`: a body that is founded is named by what the report calls it, with its adjectives."""
    word, end = lexis.view.words[index], start
    if word not in _FOUNDED or not lexis.joined(start):
        return None
    while end < lexis.size and end - start < 2 and lexis.joined(end) and _describes(lexis, word, end):
        end += 1
    first, _ = lexis.view.sentence_at(index)
    founding = (k for k in range(max(first, index - _FOUNDING), index) if "event" in lexis.infos[k].kinds)
    if end == start or not any(r.use.entry.startswith("establish.") for k in founding for r in lexis.uses(k, "event")):
        return None
    return Mention(index, end, "actor", (index, end), (), "founded", rank=1, found_by="actor.founded")


def _describes(lexis: Lexis, noun: str, at: int) -> bool:
    """Whether the word is an adjective of the indefinite noun: of its gender, and no word of another kind."""
    word = lexis.view.words[at]
    if lexis.article(at) or lexis.infos[at].before or lexis.is_verb(at) or lexis.any(at, _BLOCKING - _ADJECTIVES):
        return False
    return word.endswith("يه") if noun.endswith("ه") else word.endswith(("يا", "ي"))


_ADJECTIVES = frozenset({"units.plain_adjective", "sources.adjective"})
