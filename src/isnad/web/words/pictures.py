"""Strings of the timeline, the network and the map."""

PICTURES_WORDS: dict[str, tuple[str, str]] = {
    "picture.table": ("الجدول", "Table"),
    "picture.none": ("لا أحداث تطابق هذا السؤال", "No events answer this question"),
    "picture.query": ("السؤال", "Query"),
    "picture.all": ("كل الأحداث", "All events"),
    "picture.left-out": ("بقي خارج الصورة والجدول: {n}", "Left out of picture and table: {n}"),
    "picture.partial": (
        "الأحداث كثيرة: هنا أحدثها فقط. ضيّق السؤال لترى ما قبلها.",
        "There are many events: only the latest are here. Narrow the question to see earlier ones.",
    ),
    "picture.number": ("عدد الأحداث", "Events"),
    "timeline.title": ("الخط الزمني", "Timeline"),
    "timeline.said": (
        "أعمدة بعدد الأحداث من {first} إلى {last}، أكثرها {most} في فترة واحدة؛ الجدول التالي يقول الشيء نفسه",
        "Bars of how many events there were from {first} to {last}, at most {most} in one period; the table below says "
        "the same",
    ),
    "timeline.note": (
        "المعدود هو الأحداث التي روتها التقارير، في أول يوم لكل منها. قلّة الأعمدة قد تعني قلّة التقارير لا الهدوء.",
        "Counted are events that reports tell of, on the first day of each. Few may mean few reports, not calm.",
    ),
    "timeline.undated": (
        "أحداث لا يُعرف يومها، وليست في الأعمدة: {n}",
        "Events of no known day, which are in no bar: {n}",
    ),
    "timeline.by": ("لكل", "By"),
    "timeline.unit.day": ("يوم", "day"),
    "timeline.unit.week": ("أسبوع", "week"),
    "timeline.unit.month": ("شهر", "month"),
    "timeline.unit.year": ("سنة", "year"),
    "timeline.run": ("يسير الزمن", "Time runs"),
    "timeline.run.rtl": ("من اليمين إلى اليسار", "from right to left"),
    "timeline.run.ltr": ("من اليسار إلى اليمين", "from left to right"),
    "timeline.col.days": ("الفترة", "Period"),
    "map.title": ("الخريطة", "Map"),
    "map.said": (
        "خريطة فيها {n} من الأمكنة، كل منها دائرة بقدر ما يُجهل من موضعه؛ الجدول التالي يقول الشيء نفسه",
        "Map with {n} places, each a circle as wide as its position is uncertain; the table below says the same",
    ),
    "map.note": (
        "الدائرة هي المساحة التي وقع الحدث في موضع ما منها. لا نقطة لما لا يُعرف إلا قضاؤه أو محافظته: عدده وحده.",
        "A circle is the area somewhere in which the events were. What is known only to a district or governorate has "
        "no dot, only its number.",
    ),
    "map.credit": (
        "اليابسة والحدود من Natural Earth. الحدود المتقطعة متنازع عليها، ولا يتخذ هذا البرنامج موقفاً منها.",
        "Land and borders: Natural Earth. Broken borders are disputed; this program takes no side.",
    ),
    "map.bare": (
        "بُني البرنامج بلا شبكة فلا يابسة ولا حدود هنا؛ المواضع صحيحة.",
        "This program was built without a network, so no land or borders are drawn; positions are right.",
    ),
    "map.without": (
        "أحداث لا يُعرف لمكانها موضع يُرسم: {n}",
        "Events whose place is not known well enough to be drawn: {n}",
    ),
    "map.outside": (
        "أمكنة خارج هذه الخريطة، وهي في الجدول: {n}",
        "Places outside this map, which are in the table: {n}",
    ),
    "map.more": (
        "أمكنة أخرى أحداثها أقل، وهي في البيانات وحدها: {n}",
        "Further places, of fewer events, which are in the data only: {n}",
    ),
    "map.within": ("ضمن {km} كم", "within {km} km"),
    "map.closer": ("تقريب", "Closer"),
    "map.close": ("إغلاق", "Close"),
    "map.further": ("تبعيد", "Further"),
    "map.col.place": ("المكان", "Place"),
    "map.col.within": ("يُعرف إلى", "Known to"),
    "network.title": ("الشبكة", "Network"),
    "network.said": (
        "حلقة من {n} من الأطراف وبينها خطوط؛ الجدول التالي يقول الشيء نفسه",
        "Ring of {n} parties with lines between them; the table below says the same",
    ),
    "network.note": (
        "الخط من الفاعل إلى من وقع عليه الفعل، كما تقول التقارير. من يُتهم بحدث ليس فاعله، فلا خط له.",
        "A line goes from who acted to whom it was done, as reports say. Who is accused of an event is not its author, "
        "and has no line.",
    ),
    "network.done": (
        "الأحداث هنا ما قالت التقارير إنه وقع؛ اكتب مثلاً status:threatened في السؤال لغيره.",
        "Events here are those that reports tell as having happened; ask for others, such as status:threatened.",
    ),
    "network.denied": ("ينفيه {n}", "denied by {n}"),
    "network.more": ("أطراف أخرى في الجدول وحده: {n}", "Further parties in the table only: {n}"),
    "network.choose": ("اختر طرفاً في الصورة لترى صلاته هنا.", "Choose a party in the picture to see its ties here."),
    "network.manner": ("الخطوط", "Lines"),
    "network.manner.force": ("عمل بالقوة", "force"),
    "network.manner.words": ("تهديد أو اتهام أو رفض", "threat, accusation, refusal"),
    "network.manner.accord": ("لقاء أو اتفاق أو دعم", "meeting, agreement, support"),
    "network.manner.state": (
        "صلة قائمة: تبعية أو قيادة أو تحالف أو عداء",
        "standing tie: command, alliance, hostility",
    ),
    "network.col.source": ("من", "From"),
    "network.col.type": ("الصلة", "Tie"),
    "network.col.target": ("إلى", "To"),
    "network.col.count": ("العدد", "Number"),
    "network.col.days": ("من – إلى", "First – last"),
}
