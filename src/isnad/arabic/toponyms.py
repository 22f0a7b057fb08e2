"""Which of a place's unmarked names is its Arabic one.

Lists of place names (GeoNames, for one) give alternate names in all languages without saying which is which: Arabic
beside Persian, Urdu, Kurdish and Uyghur in the same script. The rule, in this order:

1. A name is *clean* if, after taking away marks and tatweel, it holds letters of the Arabic alphabet only, in places
   where Arabic has them (no hamza on a seat or teh marbuta at the beginning, no alef maqsura inside a word), and is at
   least three letters long. What announces a kind of place (`مدينة`, `قرية`, ...) is taken off, unless the Latin name
   begins with that very word (Madinat Isa).
2. A clean name is *the place's* if its consonants are those of one of the Latin names, as far as transliterations tell
   them apart (Latin names in lower case do not count: they are made from the names in other scripts, whatever these
   are). A name of other consonants is left out: it may be of another language, or of another place.
3. First is the one nearest to the Latin main name; of equal ones that with the article, unless the main name is an
   exact transliteration without one; then the one nearest letter for letter to an exact transliteration; then the
   fuller spelling (teh marbuta, hamza, the letters that no European language has).
4. Others are kept where they are spellings of the first or of the main name, or long second names that a Latin name
   gives exactly; not where folding or the peeled article make them one with another.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from isnad.arabic.letters import CONTROLS, MARKS, TATWEEL, fold_phrase

_DROPPED = re.compile(f"[{MARKS}{CONTROLS}{TATWEEL}]")
_WORD = re.compile("[ء-غف-ي]+")
_MISPLACED = re.compile(r"(?:^|(?<= ))(?:[ئؤةىء]|اا|ال(?= |$))|[ةى](?=[ء-ي])|[ؤئ](?=[ؤئ])|(.)\1\1|اؤ(?= |$)")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_CUES = {
    **dict.fromkeys("مدينة مدينه".split(), "mad?i"), **dict.fromkeys("قرية قريه".split(), "[qk][aou]r|gar|ghar"),
    "بلدة": "bald", "بلدية": "bal", "ناحية": "na[hḩ]", "محافظة": "mu", "ولاية": "w", "قضاء": "qa", "مركز": "m",
    "شعبية": "sh", "إمارة": "i",
}  # fmt: skip
"""Words that announce a kind of place, with how the Latin name begins where they belong to the name."""
_LOOK_ALIKES = str.maketrans("یکھہۀٱٲ", "يكهههاأ")
_BESIDE = frozenset("-/.،'\"")
"""What may stand beside letters in a name that is said to be Arabic."""
_FOREIGN = frozenset(fold_phrase("شهر شهرستان شهرک بخش دهستان کوی روستای شهرداری ضلع استان آباد").split())
_SOUNDS = {
    **dict.fromkeys("ب", "b"), **dict.fromkeys("تثطة", "t"), **dict.fromkeys("جغ", "g"), "ق": "q",
    **dict.fromkeys("خك", "k"), **dict.fromkeys("دذضزظ", "d"), "ر": "r", **dict.fromkeys("سشص", "s"), "ف": "f",
    "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_DIGRAPHS = (
    ("tch", "s"), ("ch", "s"), ("kh", "k"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("gh", "g"), ("ph", "f"),
    ("dj", "g"), ("x", "ks"), ("ts", "s"),
)  # fmt: skip
_LATIN = {**{c: c for c in "bdfgklmnqrstv"}, **dict(zip("cjpzç", "kgbds", strict=True)), "ş": "s"}
_LETTERS = {
    "kh": "خ", "sh": "ش", "th": "ث", "dh": "ذ", "gh": "غ", "ţ": "ط", "ṭ": "ط", "ş": "ص", "ṣ": "ص", "ḑ": "ض", "ḍ": "ض",
    "ḩ": "ح", "ḥ": "ح", "z\u0327": "ظ", "ẓ": "ظ", "‘": "ع", "ʿ": "ع", "`": "ع", "ā": "ا", "ū": "و", "ī": "ي",
    "á": "ي", "b": "ب", "t": "ت", "j": "ج", "d": "د", "r": "ر", "z": "ز", "s": "س", "f": "ف", "q": "ق", "k": "ك",
    "l": "ل", "m": "م", "n": "ن", "h": "ه", "w": "و", "y": "ي",
}  # fmt: skip
"""The system of transliteration that official gazetteers use (BGN/PCGN), and its variant with dots."""
_LETTER = re.compile("|".join(sorted(map(re.escape, _LETTERS), key=len, reverse=True)))
_EXACT = re.compile("[āīūţṭşṣḑḍḩḥẓ‘]")
_ARTICLES = frozenset("al el ar er as es ash ad ed adh an en at et ath az ez the le la les l ach".split())
_NEAR = 0.3
_SECOND = 4
"""The least length in letters of a further spelling; second names are longer: short ones are plain words too often."""


def clean(name: str, latin: str = "") -> str | None:
    """The name in plain letters without the word for its kind; None where it is no Arabic name."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", name)).replace("ٱ", "ا").replace("ٲ", "أ")
    words = re.sub(r"\(.*\)", "", plain).replace("-", " ").split()
    while len(words) > 1 and words[0] in _CUES and not re.match(_CUES[words[0]], _ascii(latin)):
        words = words[1:]
    plain = " ".join(words)
    if not words or not all(map(_WORD.fullmatch, words)) or _MISPLACED.search(plain):
        return None
    if len(plain.replace(" ", "")) < 3 or not _FOREIGN.isdisjoint(fold_phrase(plain).split()):
        return None
    if any(len(word) == 1 and word != "و" for word in words) or len(set(words)) < len(words):
        return None
    return plain


def labelled(name: str) -> str | None:
    """A name that is said to be Arabic, in plain letters: look-alikes of Persian keyboards are put right. None where
    it holds letters of another language."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", name)).translate(_LOOK_ALIKES)
    words = re.sub(r"\(.*?\)", " ", plain).replace("_", " ").split()
    if not words or not any(map(_WORD.search, words)):
        return None
    known = all(char in _BESIDE or char.isdecimal() or _WORD.fullmatch(char) for word in words for char in word)
    return " ".join(words) if known else None


def has_arabic_script(name: str) -> bool:
    """Whether any letter is of the Arabic script, of whatever language."""
    return bool(_ARABIC.search(name))


def arabic_names(latin: str, others: Iterable[str]) -> tuple[str, ...]:
    """The Arabic names of a place among `others`, the first to be shown; `latin` is its main name."""
    listed = [other for other in others if other]
    romanised = [
        latin,
        *(other for other in listed if other[0].isupper() or not (other[0].isalpha() and other.isascii())),
    ]
    romanised = [name for name in romanised if not has_arabic_script(name)]
    main = _latin_sounds(latin)
    known = [sounds for name in romanised if (sounds := _latin_sounds(name)) or not main]
    rate = _rating(latin, romanised)
    theirs: list[tuple[tuple[float, ...], float, str]] = []
    for name in dict.fromkeys(found for other in listed if has_arabic_script(other) and (found := clean(other, latin))):
        nearest = min((_heard(name, one) for one in known), default=1.0)
        if nearest <= _NEAR:
            theirs.append(((_heard(name, main), *rate(name)), nearest, name))
    theirs.sort()
    kept: dict[str, str] = {}
    for (away, *_), nearest, name in theirs:
        if not kept or _is_further(name, theirs[0][-1], away, nearest):
            kept.setdefault(" ".join(word.removeprefix("ال") for word in fold_phrase(name).split()), name)
    return tuple(kept.values())


def _is_further(name: str, first: str, away: float, nearest: float) -> bool:
    """Whether a name is kept beside the first one: a spelling of it, or a real second name."""
    if (name.endswith("ه") and first.endswith("ة")) or name.count(" ") > first.count(" ") + 1 or "وو" in name:
        return False  # as Persian, Kurdish and Turkish write it, and descriptions
    if len(name.removeprefix("ال")) < min(_SECOND, len(first)):
        return False
    sounds = _arabic_sounds(name)
    if min(away, _distance(sounds, _arabic_sounds(first))) <= _NEAR:
        return True
    return nearest == 0 and len(sounds) > 2 and len(name.removeprefix("ال")) > _SECOND


def _rating(latin: str, romanised: list[str]) -> Callable[[str], tuple[float, ...]]:
    """How plain a name is beside these Latin ones (less is better); see the third rule."""
    exact = [name for name in romanised if _EXACT.search(unicodedata.normalize("NFC", name.lower()))]
    exact = [latin] if latin in exact else exact
    article = exact != [latin] or _ascii(latin).split(" ")[0] in _ARTICLES
    spelled = [_spelled(name) for name in exact] or [""]

    def rate(name: str) -> tuple[float, ...]:
        bare = " ".join(word.removeprefix("ال") for word in fold_phrase(name).split())
        loose = sum(word.endswith(("ه", "ى")) for word in name.split()) - sum(name.count(c) for c in "أإةئؤعحقطصضظ")
        away = min(_distance(bare.replace(" ", ""), one) for one in spelled)
        return (name.startswith("ال") != article, away, name.count(" "), loose, len(name))

    return rate


def _ascii(latin: str) -> str:
    """Lower case without diacritics, hyphens as spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFD", latin.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z ]", "", bare.replace("-", " ").replace("ı", "i"))


def _spelled(latin: str) -> str:
    """A Latin name letter for letter in folded Arabic: its consonants and long vowels, without articles."""
    text = unicodedata.normalize("NFC", latin.lower().replace("-", " "))
    words = [word for word in text.split() if _ascii(word) not in _ARTICLES]
    letters = ("".join(_LETTERS[part] for part in _LETTER.findall(word)) for word in words)
    begins = ("ا" if word[0] in "aeiou" else "" for word in words)
    return _once("".join(start + rest for start, rest in zip(begins, letters, strict=True)))


def _latin_sounds(latin: str) -> str:
    text = " ".join(word for word in _ascii(latin).split() if word not in _ARTICLES)
    for pair, sound in _DIGRAPHS:
        if pair != "ts" or latin.isascii():  # one sound as newspapers write it, two letters as gazetteers do
            text = text.replace(pair, sound)
    return _once("".join(_LATIN.get(c, "") for c in text))


def _arabic_sounds(name: str, *, bound: bool = False) -> str:
    """The consonants of an Arabic name as far as transliterations tell them apart; `bound`: the teh marbuta of all
    words but the last is heard."""
    words = [word.removeprefix("ال") for word in name.split()]
    heard = [word if bound and word is not words[-1] else word.removesuffix("ة") for word in words]
    return _once("".join(_SOUNDS.get(c, "") for word in heard for c in word))


def _heard(name: str, sounds: str) -> float:
    """How far an Arabic name is from the consonants of a Latin one."""
    return min(_distance(_arabic_sounds(name), sounds), _distance(_arabic_sounds(name, bound=True), sounds))


def _once(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)


_ALIKE = frozenset(("qk", "qg", "fv"))
"""Arabic and Latin consonants that are one: qaf is k, and g where Bedouins or the Maghreb speak."""


def _distance(one: str, other: str) -> float:
    """Edits between two strings of letters, as a share of the longer. A `v` may be nothing: it is a waw as well."""
    if not one or not other:
        return 0.0 if one == other else 1.0
    row = [0.0]
    for b in other:
        row.append(row[-1] + (b != "v"))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], float(i)
        for j, b in enumerate(other, 1):
            changed = before + (a != b and a + b not in _ALIKE)
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + (b != "v"), changed)
    return row[-1] / max(len(one), len(other))
