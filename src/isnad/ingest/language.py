"""Whether a text is Arabic, and which language it seems to be when it is not.

The script is told by its letters; Arabic, Persian, Urdu, Central Kurdish and Pashto, which share a script, by the
letters that only they have and by their commonest words. Lists are from public knowledge of these languages.
"""

import re
import unicodedata
from collections import Counter

from isnad.errors import LanguageError

_SAMPLE = 200_000
_LEAST_ARABIC = 0.25
"""A page of posts may be two thirds buttons in English."""
_CLEARLY_ARABIC = 0.3
"""Share of articles and common Arabic words that texts in the other languages of the script do not reach."""

_ARABIC_SCRIPT = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+"
)
_WORD = re.compile(r"[^\W\d_]+")
_KEYBOARD = (("ك", "ک"), ("ي", "ی"), ("ى", "ی"), ("ۀ", "ه"))

_LETTERS = {
    "Persian": "پچژگ",
    "Urdu": "ٹڈڑںےہھ",
    "Central Kurdish (Sorani)": "ەێۆڕڵڤ",
    "Pashto": "ټډړږښڼېۍځڅ",
}
_WORDS = {
    "Arabic": "في من على إلى الى أن ان إن التي الذي الذين عن مع هذا هذه ذلك بعد قبل كما لم لا ما بين حيث قال وقال "
    "وأضاف كان كانت وكان أو خلال عبر ضد حتى منذ اليوم أمس أي كل عدد تم قد وقد ولم غير نحو لدى أثناء إثر جراء بسبب عليه "
    "عليها فيه منها",
    "Persian": "که در از این است را برای های شد می ها کرد شده خود یک با آن بود نیز کرده گفت باید هزار دو دارد",
    "Urdu": "کے میں ہے کی اور سے کا نے ہیں کو یہ کہ جو تھا اس پر بھی گیا ہوئے کیا",
    "Central Kurdish (Sorani)": "لە بە کە بۆ ئەو لەگەڵ ئەم هەر یان لەسەر دوای نێوان ئەوەی کرد",
    "Pashto": "چې کې په څخه دې کړې شوي کړي هغه یې ته پر کړ",
    "English": "the of and to in a is that for was on with by as at from it has are",
    "French": "le la les des et en du un une que est dans pour par sur au avec",
    "Turkish": "ve bir bu için ile olarak da de çok daha olan sonra kadar ise ancak",
    "German": "der die und in den von zu das mit sich des auf für ist im dem nicht",
    "Spanish": "el la de que y en los del las por con una para se su al",
    "Northern Kurdish (Kurmanji)": "û li di de ji bo ku ya yên jî ev bi hat ser hatin",
}


def _one_keyboard(text: str) -> str:
    """The text with the Persian form of letters that keyboards write in two ways."""
    for arabic, persian in _KEYBOARD:
        text = text.replace(arabic, persian)
    return text


_COMMON = {name: frozenset(_one_keyboard(words).split()) for name, words in _WORDS.items()}
_NEIGHBOURS = tuple(_LETTERS)
_LATIN = ("English", "French", "Turkish", "German", "Spanish", "Northern Kurdish (Kurmanji)")
_ARTICLES = ("ال", "وال", "بال", "لل", "فال", "کال", "ولل")
_SCRIPTS = {"CYRILLIC": "Russian or another language in Cyrillic script", "HEBREW": "Hebrew", "GREEK": "Greek",
            "ARMENIAN": "Armenian", "CJK": "Chinese", "HANGUL": "Korean", "HIRAGANA": "Japanese",
            "DEVANAGARI": "Hindi", "SYRIAC": "Syriac"}  # fmt: skip


def require_arabic(text: str) -> None:
    """Nothing where `text` is Arabic; LanguageError that says what it seems to be where it is not."""
    language = language_of(text)
    if language is None:
        raise LanguageError("the text holds no letters: give a report in Arabic")
    if language != "Arabic":
        raise LanguageError(f"the text is not Arabic but seems to be {language}: give the report in Arabic")


def language_of(text: str) -> str | None:
    """The English name of the language that `text` seems to be in; None where it has no letters. What is in Arabic
    script counts as Arabic unless another language of that script speaks louder."""
    sample = _one_keyboard(text[:_SAMPLE]).lower()
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if not letters:
        return None
    arabic = sum(map(len, _ARABIC_SCRIPT.findall(sample)))
    if arabic >= _LEAST_ARABIC * letters:
        return _in_arabic_script(sample, words, arabic)
    return _by_script(sample, words)


def known_arabic_words(text: str) -> int:
    """How many words of `text` are common Arabic ones or bear the article: hardly any where letters stand in the wrong
    order."""
    words = _WORD.findall(_one_keyboard(text))
    return sum(len(word) > 1 and (word in _COMMON["Arabic"] or word.startswith(_ARTICLES)) for word in words)


def _in_arabic_script(sample: str, words: list[str], letters: int) -> str:
    counts = Counter(words)
    own = sum(n for word, n in counts.items() if word in _COMMON["Arabic"] or word.startswith(_ARTICLES))
    best, strength = "Arabic", own / max(1, len(words))
    if strength >= _CLEARLY_ARABIC:
        return best
    for name in _NEIGHBOURS:
        special = sum(sample.count(letter) for letter in _LETTERS[name]) / letters
        common = sum(counts[word] for word in _COMMON[name]) / max(1, len(words))
        if special + common > 0.04 and 3 * special + common > strength:
            best, strength = name, 3 * special + common
    return best


def _by_script(sample: str, words: list[str]) -> str:
    scripts = Counter(unicodedata.name(char, "?").split()[0] for char in sample[:5000] if char.isalpha())
    script = scripts.most_common(1)[0][0] if scripts else "LATIN"
    if script != "LATIN":
        return _SCRIPTS.get(script, f"a language in {script.title()} script")
    counts = Counter(words)
    scores = {name: sum(counts[word] for word in _COMMON[name]) for name in _LATIN}
    best = max(_LATIN, key=lambda name: scores[name])
    return best if scores[best] else "a language in Latin script"
