"""What is written onto the front of a word, where no single layer can tell."""

from isnad.annotate.lexis import Lexis

_WITH_ARTICLE = {"وبال": "وب", "ولل": "ول", "بال": "ب", "لل": "ل", "وال": "و", "فال": "ف", "كال": "ك"}
"""What stands before the article, as written and by itself."""


def proclitics(lexis: Lexis, index: int) -> str:
    """Conjunctions and prepositions written onto a word, as its listed reading or its shape tells."""
    info, word = lexis.infos[index], lexis.view.words[index]
    if info.tags:
        return info.before
    for core, before, _ in sorted(info.names, key=lambda row: len(row[1])):
        if lexis.book.name_begins(core, lexis.view.words, index):
            return before
    for prefix, before in _WITH_ARTICLE.items() if info.article else ():
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            return before
    uses = [r.peeled.before for r in info.uses]
    return min(uses, key=len) if uses else ""
