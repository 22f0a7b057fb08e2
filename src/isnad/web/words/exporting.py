"""Strings of the pages that write exports."""

EXPORTING_WORDS: dict[str, tuple[str, str]] = {
    "export": ("تصدير", "Export"),
    "export.note": (
        "ما لا يصح أن يخرج يُنزع قبل الكتابة، في كل الصيغ على السواء، ويُذكر ما نُزع وكم هو في ملف مرفق.",
        "What may not leave is taken out before anything is written, in all formats alike; "
        "a file beside the export states what, and how much.",
    ),
    "export.format": ("الصيغة", "Format"),
    "export.profile": ("لمن", "For whom"),
    "profile.public": (
        "للعموم: بلا مصادر ولا ألفاظ، ولا أشخاص إلا القادة والمسؤولين",
        "Public: no sources, no quotes, no people but commanders and officials",
    ),
    "profile.partner": ("لشريك: بلا أسماء المصادر والمراجعين", "Partner: without names of sources and reviewers"),
    "profile.internal": ("للفريق نفسه", "Internal: for the team itself"),
    "export.query": ("الأحداث التي تطابق", "Events that answer"),
    "export.query.hint": ("فارغ: كلها", "empty: all"),
    "export.since": ("ما تغيّر منذ", "Changed since"),
    "export.cleared": ("مع التقارير المقيّدة", "With restricted reports"),
    "export.go": ("صدّر", "Export"),
    "export.accused": (
        "المتّهم لا يخرج فاعلاً في أي صيغة: يُكتب الفاعل مجهولاً، وللمتّهم حقل خاص به.",
        "Whoever is only accused never leaves as author: the author is unidentified; the accused have their own field.",
    ),
    "export.recent": ("ما صُدّر منذ تشغيل المنصة", "Exported since the workbench was started"),
    "export.none": ("لا شيء بعد.", "Nothing yet."),
    "export.running": ("تجري الكتابة: {n} حدثاً حتى الآن", "Writing: {n} events so far"),
    "export.done": ("كُتب: {n} حدثاً", "Written: {n} events"),
    "export.files": ("الملفات", "Files"),
}
