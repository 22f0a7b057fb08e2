"""The strings of exports, in Arabic and in English."""

from isnad.publish.words import Lang

RELEASE_WORDS: dict[str, tuple[str, str]] = {
    "default": (
        "لم تُحدَّد صيغة الإتاحة، فاختيرت «{profile}»، وهي الأكثر أماناً: {internal} أو {partner} لغيرها",
        "no profile was given, so {profile} was taken, the safest one: {internal} or {partner} for another",
    ),
    "written": (
        "عدد الأحداث المقروءة: {events}، بصيغة الإتاحة «{profile}». ما حُذف أو لا مكان له: {lost}، وبيانه في {file}",
        "{events} events read, by the profile {profile}; taken out or without a field: {lost}, stated in {file}",
    ),
}


def said(key: str, lang: Lang, **values: object) -> str:
    """The string `key` in `lang`, with `values` in its places."""
    given = {"internal": "--profile internal", "partner": "--profile partner", **values}
    return RELEASE_WORDS[key][0 if lang == "ar" else 1].format(**given)
