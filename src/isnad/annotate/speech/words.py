"""Words of grammar that more than one module of this room asks for, folded."""

WAS = frozenset("كان كانت كانوا وكان وكانت وكانوا".split())
WHILE = frozenset("وهو وهي وهم وهما وهن".split())
OWN = ("ه", "ها", "هم", "هما")
"""Pronouns written onto a noun of whoever was told of."""
SOUND = ("ون", "ين")
"""Endings of sound plurals, which no noun can follow in construct."""
TELLING = ("اخبر", "ابلغ", "افاد")
"""Beginnings of verbs that take whom something is told."""
DESCRIBES = ("وصف", "صف", "وصفت")
PASSING = ("نقل", "نقلت", "تنقل", "ينقل", "نسب", "نسبت", "نقلوا")
SPREADING = ("بث", "بثت", "نشر", "نشرت", "نشروا", "تداول", "تداولت", "تناقل", "تناقلت")
ASCRIBES = ("رجع", "رجعت", "عزا", "عزت", "عزوا", "يعزو", "تعزو", "نسب", "نسبت")
BEARS = ("حمل", "حملت", "حملوا", "حملا", "حملون", "محملا", "محمله")
"""Ends of verbs by which somebody describes, passes on what another says, spreads a document, ascribes something to
something (`عزا الأزمة إلى`), holds another responsible."""
RESPONSIBLE = frozenset("مسووليته مسووليتها مسووليتهم".split())
BLAME = "مسووليه"


def is_blame(word: str) -> bool:
    """Whether the word is `مسؤولية`, with the article or without."""
    return word.removeprefix("ال") == BLAME
