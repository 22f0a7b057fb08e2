"""Which network a post is from, by how people and tables name it, or by its address."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from isnad.model.vocabulary import Platform

_NAMES: Mapping[str, Platform] = {
    "web": "web", "website": "web", "site": "web", "news": "web", "ويب": "web", "موقع": "web",
    "telegram": "telegram", "تلغرام": "telegram", "تيليغرام": "telegram", "تلجرام": "telegram", "تليجرام": "telegram",
    "تليغرام": "telegram", "whatsapp": "whatsapp", "واتساب": "whatsapp", "واتس اب": "whatsapp",
    "facebook": "facebook", "فيسبوك": "facebook", "فيس بوك": "facebook", "x": "x", "twitter": "x", "تويتر": "x",
    "إكس": "x", "اكس": "x",
}  # fmt: skip
_HOSTS: Mapping[str, Platform] = {
    "t.me": "telegram", "telegram.me": "telegram", "wa.me": "whatsapp", "chat.whatsapp.com": "whatsapp",
    "facebook.com": "facebook", "fb.com": "facebook", "fb.watch": "facebook", "x.com": "x", "twitter.com": "x",
}  # fmt: skip


def platform_of(name: str = "", url: str = "") -> Platform:
    """The network of a post by its name in English or Arabic, else by the host of its address; `other` for a name that
    is not known, `web` where nothing is told."""
    if told := " ".join(name.lower().split()):
        return _NAMES.get(told, "other")
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return "web"
    return next((found for known, found in _HOSTS.items() if host == known or host.endswith(f".{known}")), "web")
