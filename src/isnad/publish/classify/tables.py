"""Tables of the classification views: PLOVER's scores, what makes a weapon or a target, and why a code is missing.

PLOVER: the manual and its Goldstein-like scores. ACLED: the public ACLED Codebook (2024). Both in our own words. Arabic
words are folded (hamza seats unified, ة as ه, ى as ي).
"""

from typing import Literal

QUADS = {
    **dict.fromkeys("AGREE CONSULT SUPPORT CONCEDE".split(), 1),
    **dict.fromkeys("COOPERATE AID RETREAT".split(), 2),
    **dict.fromkeys("REQUEST ACCUSE REJECT THREATEN".split(), 3),
    **dict.fromkeys("PROTEST SANCTION MOBILIZE COERCE ASSAULT".split(), 4),
}
"""1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. The manual has SANCTION both in
3 and in 4; it is a deed, so it is 4 here."""

SCORES: dict[str, float] = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10, "RETREAT": 6.5,
    "REQUEST": 0, "ACCUSE": -3, "REJECT": -2, "THREATEN": -3.5, "PROTEST": -5, "SANCTION": -6, "MOBILIZE": -5.5,
    "COERCE": -7, "ASSAULT": -9,
}  # fmt: skip
"""Of a type where no mode is known. The manual prints 3 for ACCUSE; its modes show that -3 is meant."""

MODES: dict[str, dict[str, float]] = {
    "CONSULT": {"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5},
    "RETREAT": {"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    "REQUEST": {"assist": 0.5, "change": -1, "yield": -1, "meet": 0},
    "ACCUSE": {"disapprove": -2, "investigate": -3.5, "allege": -3.5},
    "REJECT": {"assist": -1.5, "change": -2, "yield": -2, "meet": -2},
    "THREATEN": {"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4, "violence": -3.5},
    "PROTEST": {
        "demo": -5, "riot": -7, "strike": -5, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5, "vandalize": -5,
    },
    "SANCTION": {"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6},
    "MOBILIZE": {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6},
    "COERCE": {
        "seize": -7, "restrict": -7, "censor": -6.5, "curfew": -6.5, "martial-law": -7.5, "arrest": -7, "deport": -7,
        "withhold": -7, "misinformation": -6.5, "cyber": -7,
    },
    "ASSAULT": {
        "abduct": -8.5, "beat": -7.5, "torture": -8.5, "sexual": -8.5, "targeted": -9.5, "destroy": -8.5,
        "primitive": -8, "firearms": -9, "explosives": -9, "suicide-attack": -9.5, "aerial": -9.5, "drone": -9.5,
        "heavy-weapons": -9.5, "crowd-control": -7.5, "unconventional": -10,
    },
}  # fmt: skip
"""Modes of a type and the score of each. `vandalize` has none of its own: it takes its type's."""

CONTEXTS = {
    "assault.chemical-attack": "cbrn", "sanction.convict": "legal", "accuse.trial": "legal",
    "sanction.expel-diplomat": "diplomatic", "support.recognise": "diplomatic",
    "cooperate.share-intelligence": "intelligence", "sanction.blacklist": "terrorism",
}  # fmt: skip
"""PLOVER's context where the kind of happening alone makes it certain."""

MILITARY_MODES = frozenset({"aerial", "drone", "heavy-weapons", "troops", "weapons"})
"""With these a deed of state forces is in PLOVER's context `military`, which is for states only."""

DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
DISORDER_OF_SUB = {
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Mob violence": "Political violence",
}
"""Sub-event types whose disorder type is not that of their event type."""

ACTOR_TYPES = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
"""ACLED's actor types; the number of each is its place, from 1."""

ARMED = frozenset(ACTOR_TYPES[:4] + ACTOR_TYPES[7:])

UNIDENTIFIED = "Unidentified Armed Group"
"""ACLED's name for authors that nobody names; it counts them among the political militias."""

WEAPONS: dict[str, frozenset[str]] = {
    "Chemical weapon": frozenset("كيماوي كيماويه كيميايي كيمياييه الكلور السارين الخردل".split()),
    "Air/drone strike": frozenset(
        "غاره غارات غارتين طايره طايرات طايرتين طيران مسيره مسيرات مسيرتين مروحيه مروحيات درون جويه جويا جوي مقاتلات "
        "براميل".split()
    ),
    "Suicide bomb": frozenset("انتحاري انتحاريه انتحاريا انتحاريين انتحاريان".split()),
    "Shelling/artillery/missile attack": frozenset(
        "مدفعيه مدفعي مدفعيا قذيفه قذايف قذيفتين هاون صاروخ صواريخ صاروخين صاروخي صاروخيه راجمه راجمات دبابه "
        "دبابات".split()
    ),
    "Remote explosive/landmine/IED": frozenset(
        "عبوه عبوات عبوتين ناسفه لغم الغام لغمين الغاما مفخخه مفخخات متفجرات ملغومه".split()
    ),
    "Grenade": frozenset({"قنبله يدويه", "قنابل يدويه", "رمانه يدويه"}),
}
"""Words beside a deed that tell ACLED's sub-event type of remote violence, in its order of precedence."""

EXCHANGE = frozenset("تبادل تبادلت تبادلا تبادلوا يتبادل متبادل متبادله".split())
"""Words by which two sides did it to each other."""

AIRCRAFT = frozenset("مروحيه مروحيات مقاتله مقاتلات حربيه ميغ سوخوي".split())
UNCREWED = frozenset("مسيره مسيرات مسيرتين درون صاروخ صواريخ صاروخا صاروخين مقذوف".split())
ARMS = frozenset(
    "سلاح اسلحه ذخيره ذخاير صواريخ صاروخ متفجرات عبوات عبوه ناسفه الغام لغم قذايف قذيفه بنادق مسيرات مسيره "
    "دبابه دبابات".split()
)
STUN = frozenset("صوتيه صوتيتين صوتيتان مولوتوف".split())
"""Stun grenades and petrol bombs, which ACLED does not count as grenades."""
COURT = frozenset("قضاء القضاء قضاييه محكمه محاكم حكم احكام".split())
FIGHTING = frozenset(
    "معارك معركه اشتباكات اشتباك قتال مواجهات هجوم هجمات هجوما عمليه عسكريه اقتحام بالقوه عنوه هاجم هاجمت".split()
)
PEACEFUL = frozenset("انسحاب انسحبت انسحب اخلاء اخلت سلميا".split())
NO_FIGHT = ("دون قتال", "بدون قتال", "دون مقاومه", "بدون مقاومه", "دون اشتباك", "دون اشتباكات", "بلا قتال")
POSTS = frozenset("حاجز حواجز مقر مقرات مقار قاعده قواعد معسكر ثكنه ثكنات نقطه موقع مواقع رتل دوريه كمين اليه".split())
"""First words of facilities that belong to armed forces."""

AT = frozenset("علي ضد بحق استهداف مهاجمه".split())
"""The word directly behind one of these is what was struck."""
CIVIL_PEOPLE = frozenset("مدني مدنيين مدنيون مدنيه مدنيات متظاهرين محتجين نازحين".split())

CIVIL_KINDS = frozenset({"hospital", "shrine", "camp"})

Reason = Literal[
    "no-category", "speech", "not-yet", "denied", "negative", "rumour", "failed", "state", "target-unknown",
    "doer-unknown", "taker-unknown", "fight-unsaid", "combatants", "no-armed-group", "direction-unknown",
    "goods-unknown", "judicial", "no-entry",
]  # fmt: skip
FORCES = frozenset(
    "قوات القوات قوه كتيبه لواء جيش الجيش فصيل فصايل ميليشيا مليشيا ميليشيات مليشيات سرايا كتايب فرقه الفرقه فوج حرس "
    "شرطه الشرطه درك خليه خلايا مسلحو مسلحي مسلحون مسلحين مقاتلو مقاتلي جبهه سريه".split()
)
"""First words of the names of armed bodies."""
