"""The strings of the views of an archive's answers, in Arabic and in English."""

from isnad.publish.words import WORDS, Lang, word

ANSWER_WORDS: dict[str, tuple[str, str]] = {
    "found": ("{n} من {total}", "{n} of {total}"),
    "found.none": ("لا شيء يطابق", "nothing matches"),
    "more-than": ("أكثر من {n}", "more than {n}"),
    "next": ("الصفحة التالية: {option}", "next page: {option}"),
    "untitled": ("بلا عنوان", "untitled"),
    "copy": ("نسخة من {id}", "copy of {id}"),
    "events-in": ("أحداثه: {ids}", "events: {ids}"),
    "undated": ("بلا تاريخ", "no date"),
    "as-of": ("كما كان معلوماً في {date}", "as known on {date}"),
    "as-of.events": (
        "كما كان معلوماً في {date}؛ أما أيّ التقارير عن حدث واحد فبحكم اليوم",
        "as known on {date}; which reports tell of one event is judged as now",
    ),
    "replaced": ("حلّت محلّه نسخة أحدث في {date}", "a later version took its place on {date}"),
    "on": ("في يوم {date}", "on {date}"),
    "moved": ("{old} ضُمّ إلى {new}", "{old} was joined to {new}"),
    "col.id": ("المعرّف", "Id"),
    "col.day": ("اليوم", "Day"),
    "col.what": ("الحدث", "Event"),
    "col.where": ("المكان", "Where"),
    "col.who": ("الأطراف", "Who"),
    "col.toll": ("الضحايا", "Toll"),
    "col.reports": ("التقارير", "Reports"),
    "col.words": ("بلفظ أول تقرير", "In the first report's words"),
    "disputed": ("متنازع فيه: {kinds}", "disputed: {kinds}"),
    "testimony": ("من يقف وراءه", "Who stands behind it"),
    "testimony.line": (
        "منافذ: {outlets} · مصادر مسمّاة: {origins} · مصادر مجهولة: {unknown}",
        "outlets {outlets}, named origins {origins}, origin unknown {unknown}",
    ),
    "testimony.origins": ("مصادر مسمّاة", "Named origins"),
    "testimony.unknown": ("مصادر مجهولة", "Unknown origins"),
    "testimony.denials": ("ينفون", "Deny it"),
    "contradictions": ("ما تختلف فيه الروايات", "What the accounts contradict each other in"),
    "reports": ("التقارير وأقوالها", "Reports and what they state"),
    "statement.outlet": ("بلسان المنفذ", "in its own voice"),
    "judgements": ("لماذا عُدّت حدثاً واحداً", "Why these are held to be one event"),
    "judgements.none": ("تقرير واحد: لا شيء ليُحكم فيه", "one report: there was nothing to judge"),
    "assessments": ("تقييم المحللين (أدميرالية)", "Analysts' assessments (Admiralty)"),
    "assessments.none": ("لم يقيّمه أحد بعد", "nobody has assessed it yet"),
    "verdict.same": ("واحد", "same"),
    "verdict.different": ("مختلفان", "different"),
    "verdict.unsure": ("غير محسوم", "unsure"),
    "by-person": ("حكم شخص", "a person's judgement"),
    "more-left": ("و{n} غيرها", "and {n} more"),
    "registry": ("في المعجم", "In the codebook"),
    "registry.note": ("لا بقول تقرير", "on no report's word"),
    "registry.none": ("ليس في المعجم: لا يُعرف إلا من التقارير", "not in the codebook: known from reports only"),
    "registry.class": ("الصنف", "Class"),
    "registry.kind": ("النوع", "Kind"),
    "registry.dates": ("من – إلى", "From – to"),
    "registry.above": ("يتبع", "Belongs to"),
    "registry.below": ("يتبعه", "Under it"),
    "registry.ties": ("صلاته", "Its ties"),
    "registry.ties-to-it": ("من له صلة به", "Tied to it"),
    "registry.in": ("يقع في", "Lies in"),
    "names": ("أسماؤه في التقارير", "Names in reports"),
    "posts": ("مناصبه في التقارير", "Posts in reports"),
    "named-in": ("عدد التقارير التي ورد فيها: {n}", "named in {n} reports"),
    "stated": ("بقول التقارير", "By the word of reports"),
    "part.above": ("من فوقه", "Above it"),
    "part.below": ("ما يتبعه", "Under it"),
    "part.leaders": ("قادته", "Its leaders"),
    "part.posts": ("مناصبه", "Posts"),
    "part.people": ("أصحاب المناصب والأعضاء", "Holders of posts, members"),
    "part.allies": ("حلفاء", "Allies"),
    "part.foes": ("خصوم", "Foes"),
    "part.controls": ("السيطرة", "Control"),
    "part.present": ("الوجود", "Presence"),
    "part.others": ("غير ذلك مما يخصّ المكان", "Other states that concern it"),
    "part.within": ("في أماكن داخله", "In places within it"),
    "state.last": ("آخر ذكر {date}", "last reported on {date}"),
    "state.age": ("قبل {time}", "{time} before"),
    "state.since": ("منذ {date}", "since {date}"),
    "state.reports": ("عدد التقارير: {n}", "{n} reports"),
    "state.ended": ("انتهى في {date}", "ended on {date}"),
    "state.overtaken": ("ذُكر غيره منذ {date}: {by}", "another is reported from {date} on: {by}"),
    "state.denied": ("نُفي في {date}", "denied on {date}"),
    "state.undated": ("لا يُعرف يومه", "no day is told"),
    "no-states": ("لا تقول التقارير شيئاً عن ذلك حتى هذا اليوم", "reports say nothing of that up to this day"),
    "events-of": ("أحداث", "Events"),
}


def told(key: str, lang: Lang, **values: object) -> str:
    """The string `key` of these views, else of all views, in `lang`, with `values` in its places; KeyError where there
    is no such string."""
    if key not in ANSWER_WORDS:
        return word(key, lang, **values)
    text = ANSWER_WORDS[key][0 if lang == "ar" else 1]
    return text.format(**values) if values else text


def told_or(prefix: str, value: str, lang: Lang) -> str:
    """The string for a value of an open vocabulary, or the value itself where there is none."""
    key = f"{prefix}.{value}"
    return told(key, lang) if key in ANSWER_WORDS or key in WORDS else value
