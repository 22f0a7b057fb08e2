"""What `isnad review` says, in Arabic and in English."""

from isnad.cli.options import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "sep": ("، ", ", "),
    "next": ("الصفحة التالية: {option}", "next page: {option}"),
    "read": ("قرأته الآلة", "read"),
    "disagree": ("مختلف فيه", "people disagree"),
    "unreviewed": ("لم يُراجع", "unreviewed"),
    "accepted": ("مقبول", "accepted"),
    "corrected": ("مصحَّح", "corrected"),
    "disputed": ("مختلف فيه", "disputed"),
    "unsure": ("غير متيقَّن", "unsure"),
    "rejected": ("مرفوض", "rejected"),
    "reason.disputed": ("اختلف فيه المراجعون", "people disagree"),
    "reason.unsure": ("لم يتيقن منه أحدهم", "somebody was not sure"),
    "reason.contradiction": ("تتعارض فيه التقارير ({about})", "reports contradict each other ({about})"),
    "reason.merge": ("لم يُحسم هل روايتان عن حدث واحد ({about})", "two accounts may be of one event or not ({about})"),
    "reason.accused": ("اتهام لم تتيقن منه القراءة ({about})", "an accusation, read without being sure ({about})"),
    "reason.status": ("لم تتيقن القراءة من وقوعه ({about})", "not told as done, read without being sure ({about})"),
    "reason.confidence": ("القراءة غير متيقنة ({about})", "read without being sure ({about})"),
    "example.written": ("كُتب في {path}", "Written to {path}"),
    "example.unnamed": ("لا تذكره هذه الجملة: {id}", "not named in this sentence: {id}"),
}


def said(key: str, lang: Lang, **values: object) -> str:
    """The words of that key, with `values` in their places."""
    text = _WORDS[key][0 if lang == "ar" else 1]
    return text.format(**values) if values else text
