"""The strings of the classification views, in Arabic and in English."""

CLASSIFICATION_WORDS: dict[str, tuple[str, str]] = {
    "codes": ("الترميز", "Codes"),
    "codes.none": ("لا رمز: {reason}", "none: {reason}"),
    "reason.no-category": ("لا فئة له في هذا الترميز", "the scheme has no category for it"),
    "reason.speech": ("قول لا فعل", "words, not a deed"),
    "reason.not-yet": ("لم يقع: مهدَّد به أو مزمع أو مشروط", "it has not happened: threatened, planned or conditional"),
    "reason.denied": ("منفيّ", "it is denied"),
    "reason.negative": ("لم يحدث", "it did not happen"),
    "reason.rumour": ("شائعة", "it is a rumour"),
    "reason.failed": ("محاولة لم تتم", "an attempt that failed"),
    "reason.state": ("حال مستمرة لا حدث", "a lasting state, no event"),
    "reason.target-unknown": (
        "لم يُذكر أمدنيون المستهدفون أم مسلحون",
        "not said whether civilians or armed people were hit",
    ),
    "reason.doer-unknown": ("لا يُعرف صنف الفاعل", "what the doer is, is not known"),
    "reason.taker-unknown": ("لا يُعرف من سيطر أو صنفه", "who took it, or what they are, is not known"),
    "reason.fight-unsaid": ("لم يُذكر أقتالاً أُخذ المكان أم بلا قتال", "not said whether there was fighting"),
    "reason.combatants": ("أسر مقاتلين", "fighters were captured"),
    "reason.no-armed-group": ("ليس الفاعل جهة مسلحة معروفة", "no armed group is known to have done it"),
    "reason.direction-unknown": ("لا تُعرف وجهة النقل", "whether towards or away is not known"),
    "reason.goods-unknown": ("لم يُذكر أن المضبوط سلاح", "not said that weapons were seized"),
    "reason.judicial": ("حكم قضائي", "a sentence of a court"),
    "reason.no-entry": ("ليس في المعجم مدخله", "its entry is not in the codebook"),
}
