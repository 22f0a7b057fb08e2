"""A record of a short report of our own, with nearly every field filled, for the tests of the views."""

from isnad.model import (
    Attribution,
    ChainLink,
    Claim,
    Document,
    Entity,
    Event,
    EventLink,
    Link,
    Name,
    Object,
    Participant,
    Record,
    Relation,
    Says,
    Span,
    TimeExpression,
    Victims,
    When,
    Where,
)

TEXT = """صحيفة الوادي | 2023.05.14
توتر في بلدة النهر بعد هجوم على حاجز
قال مراسل الصحيفة إن ثلاثة عناصر من لواء الصقور أصيبوا أمس الأول في هجوم مسلح على حاجز الجسر شرقي بلدة النهر، \
واتهم اللواء كتيبة الفجر بالوقوف خلف الهجوم.
ونفى أبو سالم، القيادي في كتيبة الفجر، مسؤوليته عن الهجوم، وهدد باقتحام مقر اللواء في حال اعتُقل أي من عناصره.
وأفاد مصدر محلي فضّل عدم ذكر اسمه بأن اجتماعاً عُقد منذ أيام بين الطرفين فشل في تهدئة التوتر.
اقرأ أيضاً: أسعار الخضار في السوق
"""


def at(words: str, nth: int = 0, text: str = TEXT) -> Span:
    """The span of the `nth` occurrence (from 0) of `words`; ValueError where there is none."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def _entities() -> tuple[Entity, ...]:
    def entity(key: str, kind: str, class_: str | None, ar: str, en: str | None, *mentions: Span) -> Entity:
        names = (Name(ar), *([Name(en, "en")] if en else []))
        registered = key.startswith(("actor:", "place:"))
        return Entity(
            id=key, kind=kind, registered=registered, class_=class_, names=names, mentions=mentions,  # type: ignore[arg-type]
            anaphors=(at("اللواء"), at("اللواء", 1)) if key == "actor:falcons" else (),
        )  # fmt: skip

    return (
        entity("actor:valley", "actor", "outlet", "صحيفة الوادي", "The Valley", at("صحيفة الوادي")),
        entity("actor:falcons", "actor", "rebel group", "لواء الصقور", "Falcons Brigade", at("لواء الصقور")),
        entity("a:1", "actor", None, "كتيبة الفجر", None, at("كتيبة الفجر"), at("كتيبة الفجر", 1)),
        entity("p:1", "person", None, "أبو سالم", None, at("أبو سالم")),
        entity("place:nahr", "place", "town", "النهر", "Nahr", at("بلدة النهر"), at("بلدة النهر", 1)),
        entity("f:1", "facility", None, "حاجز الجسر", None, at("حاجز الجسر")),
    )


def _attributions() -> tuple[Attribution, ...]:
    outlet = ChainLink(who="actor:valley", evidence=None)

    def said(key: str, words: str, cue: str, **more: object) -> Attribution:
        values: dict[str, object] = {
            "kind": "source", "who": None, "anonymous": False, "near": None,
            "chain": (outlet, ChainLink(who=key, evidence=at(words))), **more,
        }  # fmt: skip
        return Attribution(id=key, span=at(words), description=at(words), number="one", cue=at(cue), **values)  # type: ignore[arg-type]

    return (
        said("s1", "مراسل الصحيفة", "قال", kind="correspondent", content=(at("ثلاثة عناصر من لواء الصقور أصيبوا"),)),
        said("s2", "أبو سالم، القيادي في كتيبة الفجر", "ونفى", kind="commander", who="p:1", stance="denies"),
        said("s3", "مصدر محلي", "وأفاد", anonymous=True, near="a:1"),
    )


def _events() -> tuple[Event, ...]:
    attack, threat, storm, meeting = at("هجوم مسلح"), at("وهدد"), at("باقتحام مقر اللواء"), at("اجتماعاً")
    accused = Participant(who="a:1", role="agent", basis="accused", evidence=at("كتيبة الفجر"))
    target = Participant(who="f:1", role="target", evidence=at("حاجز الجسر"))
    agent = Participant(who="p:1", role="agent", unit="leader", for_="a:1", evidence=at("أبو سالم"))
    sides = tuple(
        Participant(who=who, role="party", side=side, evidence=at("الطرفين"))
        for who, side in (("actor:falcons", "a"), ("a:1", "b"))
    )
    return (
        Event(
            id="e1",
            type="ASSAULT",
            mode="armed",
            found_by="assault.attack",
            reading_confidence=0.9,
            triggers=(at("هجوم"), attack, at("الهجوم"), at("الهجوم", 1)),
            evidence=at("أصيبوا أمس الأول في هجوم مسلح على حاجز الجسر"),
            participants=(accused, target),
            accused=("a:1",),
            targets=("f:1",),
            where=Where(place="f:1", relation="near", precision="exact", evidence=at("حاجز الجسر")),
            place="f:1",
            when=When(from_="2023-05-12", to="2023-05-12", precision="day", extent="within", time="t1"),
            victims=(
                Victims(harm="injured", n=3, group="combatant", side="actor:falcons", evidence=at("ثلاثة عناصر")),
            ),
            counts={"injured": 3, "attacks": 1},
            attribution="s1",
            claims=(
                Claim(id="c1", attribution="s1", stance="asserts", says=Says(status="actual"), evidence=attack),
                Claim(
                    id="c2",
                    attribution="s2",
                    stance="denies",
                    says=Says(participants=(agent,)),
                    denies="e1",
                    evidence=at("مسؤوليته عن الهجوم"),
                ),
            ),
        ),
        Event(
            id="e2",
            type="THREATEN",
            mode=None,
            found_by="threaten.verb",
            reading_confidence=0.8,
            triggers=(threat,),
            evidence=at("وهدد باقتحام مقر اللواء في حال اعتُقل أي من عناصره"),
            participants=(agent,),
            agents=("p:1",),
            targets=("actor:falcons",),
            condition=at("في حال اعتُقل أي من عناصره"),
            deadline="2023-05-20",
            attribution="s2",
        ),
        Event(
            id="e3",
            type="ASSAULT",
            mode=None,
            found_by="assault.storm",
            reading_confidence=0.7,
            triggers=(storm,),
            evidence=at("باقتحام مقر اللواء"),
            agents=("a:1",),
            status="conditional",
            attribution="s2",
            object=Object(described=at("مقر اللواء")),
            links=(EventLink(type="content_of", to="e2"),),
        ),
        Event(
            id="e4",
            type="CONSULT",
            mode=None,
            found_by="consult.meeting",
            reading_confidence=0.9,
            triggers=(meeting,),
            evidence=at("اجتماعاً عُقد منذ أيام بين الطرفين فشل"),
            participants=sides,
            sides=(("actor:falcons",), ("a:1",)),
            when=When(from_=None, to=None, precision="vague", extent="within", time="t2"),
            result="failed",
            outcome=at("فشل في تهدئة التوتر"),
            attribution="s3",
        ),
    )


def make_record() -> Record:
    """The record of `TEXT`."""
    link = at("اقرأ أيضاً: أسعار الخضار في السوق")
    return Record(
        engine="0.1.0",
        codebook="sha256:00ff",
        warnings=("حرف غير صالح استُبدل",),
        document=Document(
            id="sha256:" + "0" * 64,
            text=TEXT,
            title=at("توتر في بلدة النهر بعد هجوم على حاجز"),
            outlet="actor:valley",
            published="2023-05-14",
            published_basis="text",
            links=(Link(span=link, role="related"),),
            furniture=(at("صحيفة الوادي | 2023.05.14"), link),
        ),
        entities=_entities(),
        times=(
            TimeExpression(
                id="t1",
                span=at("أمس الأول"),
                from_="2023-05-12",
                to="2023-05-12",
                precision="day",
                anchor="published",
                rule="ago",
            ),
            TimeExpression(id="t2", span=at("منذ أيام"), from_=None, to=None, precision="vague", rule="vague"),
        ),
        attributions=_attributions(),
        events=_events(),
        relations=(
            Relation(
                type="leads",
                from_="p:1",
                to="a:1",
                role="القيادي",
                scope="place:nahr",
                since="2022-01-01",
                evidence=at("القيادي في كتيبة الفجر"),
                attribution="s2",
                found_by="leads.title",
            ),
        ),
    )


def plain_record(text: str) -> Record:
    """A record of `text` from which nothing was read."""
    return Record(engine="0.1.0", codebook="sha256:00ff", document=Document(id="sha256:1", text=text))
