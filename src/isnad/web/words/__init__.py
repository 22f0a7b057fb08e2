"""Every string of the workbench, in Arabic and in English: a module for each area, and those of all views beneath."""

from isnad.publish.answers.words import ANSWER_WORDS
from isnad.publish.words import WORDS, Lang
from isnad.web.words.adding import ADDING_WORDS
from isnad.web.words.errors import ERROR_WORDS
from isnad.web.words.exporting import EXPORTING_WORDS
from isnad.web.words.pages import PAGES_WORDS
from isnad.web.words.people import PEOPLE_WORDS
from isnad.web.words.pictures import PICTURES_WORDS
from isnad.web.words.review import REVIEW_WORDS
from isnad.web.words.shell import SHELL_WORDS

AREAS: dict[str, dict[str, tuple[str, str]]] = {
    "shell": SHELL_WORDS, "pages": PAGES_WORDS, "adding": ADDING_WORDS, "review": REVIEW_WORDS,
    "exporting": EXPORTING_WORDS, "pictures": PICTURES_WORDS, "errors": ERROR_WORDS,
    "people": PEOPLE_WORDS, "answers": ANSWER_WORDS, "views": WORDS,
}  # fmt: skip
"""By area; an earlier one comes first where two have a string of one name."""


def said(key: str, lang: Lang, **values: object) -> str:
    """The string `key` in `lang`, with `values` in its places; KeyError where there is none."""
    for words in AREAS.values():
        if key in words:
            found = words[key][0 if lang == "ar" else 1]
            return found.format(**values) if values else found
    raise KeyError(key)


def said_or(prefix: str, value: str, lang: Lang) -> str:
    """The string for a value of an open vocabulary, or the value itself where there is none."""
    key = f"{prefix}.{value}"
    return said(key, lang) if any(key in words for words in AREAS.values()) else value
