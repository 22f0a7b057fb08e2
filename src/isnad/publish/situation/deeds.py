"""What an event is called in a sentence: nouns by type and mode, and how its parties are tied to them.

Arabic has verbal nouns throughout, so that nothing has to agree with a party's gender or number.
"""

from typing import Final, NamedTuple

from isnad.publish.situation.words import say_or
from isnad.publish.words import Lang

_Pair = tuple[str, str]


class Deed(NamedTuple):
    """`noun` of a type, `by` before those who do it, `to` before those to whom it is done; `shared`: it is between
    parties."""

    noun: _Pair
    by: _Pair = (" من جانب ", " by ")
    to: _Pair = (" على ", " on ")
    shared: bool = False


_FOR: Final = (" في شأن ", " concerning ")
_TOWARDS: Final = (" تجاه ", " towards ")
_AGAINST: Final = (" بحق ", " against ")
_DEEDS: Final[dict[str, Deed]] = {
    "AGREE": Deed(("اتفاق", "agreement"), to=_FOR, shared=True),
    "CONSULT": Deed(("لقاء أو تواصل", "meeting or contact"), to=_FOR, shared=True),
    "SUPPORT": Deed(("تأييد", "support"), to=_TOWARDS),
    "CONCEDE": Deed(("تنازل", "concession"), to=_TOWARDS),
    "COOPERATE": Deed(("عمل مشترك", "cooperation"), to=_FOR, shared=True),
    "AID": Deed(("مساعدة", "aid"), (" من ", " from "), (" إلى ", " to ")),
    "RETREAT": Deed(("انسحاب أو تراجع", "retreat"), to=(" أمام ", " in the face of ")),
    "REQUEST": Deed(("مطالبة", "demand"), (" من ", " by "), (" موجّهة إلى ", " addressed to ")),
    "ACCUSE": Deed(("اتهام", "accusation"), (" من ", " by "), (" موجّه إلى ", " addressed to ")),
    "REJECT": Deed(("رفض", "refusal"), to=_TOWARDS),
    "THREATEN": Deed(("تهديد", "threat"), (" من ", " by "), (" موجّه إلى ", " addressed to ")),
    "PROTEST": Deed(("احتجاج", "protest"), to=(" على ", " against ")),
    "SANCTION": Deed(("عقوبة أو قطيعة", "sanction or break"), to=_AGAINST),
    "MOBILIZE": Deed(("حشد أو استنفار", "mobilisation"), to=_TOWARDS),
    "COERCE": Deed(("إجراء قسري", "coercive measure"), to=_AGAINST),
    "ASSAULT": Deed(("هجوم أو اشتباك", "assault or clash")),
    "ESTABLISH": Deed(("إنشاء موقع أو جهة", "establishment of a site or body"), to=_FOR),
    "APPOINT": Deed(("تعيين أو عزل", "appointment or dismissal"), to=_FOR),
    "RELOCATE": Deed(("نقل أو انتقال", "relocation"), to=_FOR),
    "CONTROL": Deed(("سيطرة أو تغيّرها", "control or its change"), to=(" على حساب ", " at the expense of ")),
}
_MODES: Final[dict[str, _Pair]] = {
    "APPOINT.appoint": ("تعيين", "appointment"),
    "APPOINT.dismiss": ("عزل", "dismissal"),
    "APPOINT.replace": ("استبدال", "replacement"),
    "ASSAULT.abduct": ("اختطاف", "abduction"),
    "ASSAULT.aerial": ("قصف جوي", "air strike"),
    "ASSAULT.beat": ("اعتداء بالضرب", "beating"),
    "ASSAULT.crowd-control": ("تفريق بالقوة", "use of force against a crowd"),
    "ASSAULT.destroy": ("تدمير", "destruction"),
    "ASSAULT.drone": ("هجوم بطائرة مسيّرة", "drone strike"),
    "ASSAULT.explosives": ("تفجير", "explosion"),
    "ASSAULT.firearms": ("إطلاق نار", "shooting"),
    "ASSAULT.heavy-weapons": ("قصف بأسلحة ثقيلة", "shelling"),
    "ASSAULT.sexual": ("اعتداء جنسي", "sexual violence"),
    "ASSAULT.suicide-attack": ("تفجير انتحاري", "suicide attack"),
    "ASSAULT.targeted": ("اغتيال أو محاولته", "assassination or attempt at one"),
    "ASSAULT.torture": ("تعذيب", "torture"),
    "COERCE.arrest": ("اعتقال", "arrest"),
    "COERCE.censor": ("حجب أو منع نشر", "censorship"),
    "COERCE.curfew": ("حظر تجوال", "curfew"),
    "COERCE.deport": ("ترحيل", "deportation"),
    "COERCE.restrict": ("تقييد", "restriction"),
    "COERCE.seize": ("مصادرة أو استيلاء", "seizure"),
    "CONCEDE.lift": ("رفع قيود", "lifting of restrictions"),
    "CONCEDE.release": ("إفراج", "release"),
    "CONCEDE.resign": ("استقالة", "resignation"),
    "CONSULT.phone": ("اتصال", "call"),
    "CONSULT.visit": ("زيارة", "visit"),
    "CONTROL.hold": ("سيطرة قائمة", "control held"),
    "CONTROL.lose": ("فقدان سيطرة", "loss of control"),
    "CONTROL.take": ("بسط سيطرة", "taking of control"),
    "ESTABLISH.base": ("إنشاء قاعدة", "establishment of a base"),
    "ESTABLISH.checkpoint": ("إقامة حاجز", "establishment of a checkpoint"),
    "ESTABLISH.committee": ("تشكيل لجنة", "establishment of a committee"),
    "ESTABLISH.office": ("افتتاح مكتب", "opening of an office"),
    "ESTABLISH.unit": ("تشكيل وحدة", "formation of a unit"),
    "MOBILIZE.troops": ("حشد أو إرسال قوات", "mobilisation or dispatch of troops"),
    "MOBILIZE.militia": ("تجنيد أو تعبئة", "recruitment"),
    "MOBILIZE.weapons": ("نشر أسلحة", "deployment of weapons"),
    "PROTEST.demo": ("تظاهرة", "demonstration"),
    "PROTEST.hunger": ("إضراب عن الطعام", "hunger strike"),
    "PROTEST.obstruct": ("اعتصام أو قطع طريق", "obstruction"),
    "PROTEST.riot": ("أعمال شغب", "riot"),
    "PROTEST.strike": ("إضراب", "strike"),
    "RELOCATE.families": ("انتقال عائلات", "relocation of families"),
    "RELOCATE.forces": ("إعادة انتشار قوات", "redeployment of forces"),
    "RELOCATE.headquarters": ("نقل مقرات", "relocation of headquarters"),
    "RETREAT.ceasefire": ("وقف إطلاق نار", "ceasefire"),
    "RETREAT.disarm": ("تسليم سلاح", "disarmament"),
    "RETREAT.withdraw": ("انسحاب", "withdrawal"),
    "SANCTION.convict": ("حكم قضائي", "conviction"),
    "SANCTION.expel": ("طرد", "expulsion"),
    "THREATEN.violence": ("تهديد بالعنف", "threat of violence"),
}
_STATUS: Final[dict[str, _Pair]] = {
    "threatened": ("تهديد (لم يُذكر تنفيذه): ", "threat (not reported as carried out): "),
    "conditional": ("حديث مشروط (لم يُذكر وقوعه): ", "conditional (not reported as done): "),
    "planned": ("عزم أو خطة (لم يُذكر التنفيذ): ", "plan (not reported as carried out): "),
    "denied": ("نفي وقوع ", "denial of "),
    "failed": ("محاولة لم تنجح: ", "failed attempt: "),
    "alleged": ("زعم لم يتأكد: ", "unconfirmed allegation: "),
    "rumoured": ("شائعة لم تتأكد: ", "unconfirmed rumour: "),
}
_NOT: Final = ("إشارة إلى عدم وقوع ", "reported as not having happened: ")
_ELSE: Final = Deed(("حدث", "event"))


def deed_of(type_: str) -> Deed:
    """How parties are tied to an event of that type."""
    return _DEEDS.get(type_, _ELSE)


def noun_of(type_: str, mode: str | None, lang: Lang) -> str:
    """What an event of that type and mode is called."""
    pair = _MODES.get(f"{type_}.{mode}") or deed_of(type_).noun
    return pair[0 if lang == "ar" else 1]


def reserve_of(status: str, polarity: str, lang: Lang) -> str:
    """What stands before the noun of an event that is not told as done; empty for one that is."""
    if happened(status, polarity):
        return ""
    told = f"{say_or('status', status, 'ar')}: ", f"{say_or('status', status, 'en')}: "
    pair = _NOT if polarity == "negative" else _STATUS.get(status, told)
    return pair[0 if lang == "ar" else 1]


def happened(status: str, polarity: str) -> bool:
    """Whether an event is told as having happened."""
    return status == "actual" and polarity != "negative"
