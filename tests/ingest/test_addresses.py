import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.errors import AddressError, FetchError, SourceError
from isnad.ingest.addresses import Address, canonical, checked, joined, not_public, pinned

PUBLIC = "93.184.215.14"

REFUSED_AS_WRITTEN = """
file:///etc/passwd
file://example.com/x
gopher://example.com/
ftp://example.com/x
data:text/html,x
javascript:alert(1)
ws://example.com/
jar:http://example.com/!/x
mailto:a@example.com
ldap://example.com/
dict://example.com:11211/
about:blank
//example.com/
/path
example.com
http:example.com
http:/example.com
http://
http:///example.com
https://?x
http://:80/
http://@example.com/
http://user@example.com/
http://user:word@example.com/
http://example.com@127.0.0.1/
http://127.0.0.1@example.com/
http://example.com:8080/
http://example.com:22/
http://example.com:0/
http://example.com:65536/
http://example.com:-80/
http://example.com:80:80/
http://example.com:x/
http://example.com:8443/
http://example.com\\@127.0.0.1/
http:\\\\example.com/
http://example.com/a\\b
http://exam%70le.com/
http://127.0.0.1%00.example.com/
http://%6c%6f%63%61%6c%68%6f%73%74/
http://example.com%2f@127.0.0.1/
http://exam ple.com/
http://-example.com/
http://exa..mple.com/
http://.example.com/
http://example.com../
http://ex*mple.com/
http://exam,ple.com/
http://exam(ple.com/
http://2130706433/
http://017700000001/
http://0x7f000001/
http://0x7F.0.0.1/
http://0177.0.0.1/
http://127.1/
http://127.0.1/
http://127.0.0.01/
http://0/
http://1.2.3.4.5/
http://256.256.256.256/
http://134744072/
http://8.8.8.010/
http://１２７.1/
http://localhost/
http://localhost./
http://LOCALHOST/
http://a.localhost/
http://printer/
http://router.local/
http://wiki.internal/
http://nas.lan/
http://host.home.arpa/
http://ⓛocalhost/
http://[::1/
http://[example.com]/
http://[fe80::1%25eth0]/
http://[v1.x]/
http://[::1]x/
""".split("\n")[1:-1]

PRIVATE = """
http://127.0.0.1/
http://127.255.255.254/
http://127.0.0.1./
http://127。0。0。1/
http://１２７.０.０.１/
http://0.0.0.0/
http://10.0.0.1/
http://100.64.0.1/
http://100.127.255.255/
http://169.254.169.254/latest/meta-data/
http://172.16.0.1/
http://172.31.255.255/
http://192.0.0.1/
http://192.0.0.9/
http://192.0.0.192/
http://168.63.129.16/machine
http://100.100.100.200/
http://192.0.2.1/
http://192.88.99.1/
http://192.168.0.1/
http://198.18.0.1/
http://198.51.100.1/
http://203.0.113.1/
http://224.0.0.1/
http://239.255.255.250/
http://240.0.0.1/
http://255.255.255.255/
http://[::]/
http://[::1]/
http://[0:0:0:0:0:0:0:1]:80/
http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/
http://[::ffff:169.254.169.254]/
http://[::127.0.0.1]/
http://[::8.8.8.8]/
http://[64:ff9b::7f00:1]/
http://[64:ff9b::10.0.0.1]/
http://[64:ff9b:1::808:808]/
http://[2002:7f00:1::]/
http://[2002:a00:1::1]/
http://[2002:c0a8:1::]/
http://[2001:0:7f00:1::]/
http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/
http://[2001:1::1]/
http://[2001:20::1]/
http://[::ffff:0:127.0.0.1]/
http://[::ffff:168.63.129.16]/
http://[2002:a83f:8110::]/
http://[2606:4700::5efe:a00:1]/
http://[100::1]/
http://[2001:db8::1]/
http://[3fff::1]/
http://[5f00::1]/
http://[fc00::1]/
http://[fd00::1]/
http://[fd00:ec2::254]/
http://[fe80::1]/
http://[fec0::1]/
http://[ff02::1]/
""".split()


def resolver(*answers: str) -> "Asked":
    return Asked(answers)


class Asked:
    def __init__(self, answers: tuple[str, ...]) -> None:
        self.answers, self.hosts = answers, list[str]()

    def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.hosts.append(host)
        return self.answers


def test_the_tables_are_long_enough() -> None:
    assert len(REFUSED_AS_WRITTEN) > 60 and len(PRIVATE) > 40


@pytest.mark.parametrize("url", REFUSED_AS_WRITTEN)
def test_forms_that_are_refused_as_they_are_written(url: str) -> None:
    with pytest.raises(AddressError, match="is not fetched: "):
        checked(url)


@pytest.mark.parametrize(
    "url",
    ["http://exam\tple.com/", "http://example.com/\n", "\nhttp://example.com/", "http://example.com/a\r\nX: y",
     "http://example.com\0.org/", "http://exa\u2028mple.com/", " http://example.com/", "http://example.com/\ud800",
     "http://example.com/" + "a" * 9000, "http://" + "a." * 200 + "com/", "http://" + "a" * 64 + ".com/", ""],
)  # fmt: skip
def test_control_characters_and_lengths(url: str) -> None:
    with pytest.raises(AddressError):
        checked(url)


@pytest.mark.parametrize("url", PRIVATE)
def test_addresses_that_are_not_public_are_never_pinned(url: str) -> None:
    asked = resolver(PUBLIC)
    with pytest.raises(AddressError, match="public"):
        pinned(checked(url), asked)
    assert asked.hosts == []


@pytest.mark.parametrize("url", PRIVATE)
def test_names_that_lead_to_such_an_address(url: str) -> None:
    ip = checked(url).host
    for answers in ((ip,), (PUBLIC, ip), (ip, PUBLIC)):
        with pytest.raises(AddressError, match="its host is"):
            pinned(checked("https://news.example.com/"), resolver(*answers))


@pytest.mark.parametrize("answer", ["fe80::1%eth0", "1.2.3", "", "localhost", "2606:4700::1111%2"])
def test_answers_of_a_resolver_that_are_no_address_of_the_internet(answer: str) -> None:
    with pytest.raises(AddressError):
        pinned(checked("https://news.example.com/"), resolver(answer))


@pytest.mark.parametrize("ip", [PUBLIC, "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses(ip: str) -> None:
    assert not_public(ip) is None
    host = f"[{ip}]" if ":" in ip else ip
    assert pinned(checked(f"https://{host}/x"), resolver()) == (checked(f"https://{host}/").host,)


def test_a_name_is_resolved_once_and_all_answers_count() -> None:
    asked = resolver(PUBLIC, "2606:4700::1111", PUBLIC)
    assert pinned(checked("https://news.example.com/"), asked) == (PUBLIC, "2606:4700::1111")
    assert asked.hosts == ["news.example.com"]


def test_a_name_without_an_address() -> None:
    def unknown(host: str, port: int) -> tuple[str, ...]:
        raise OSError(-2, "Name or service not known")

    for resolve in (unknown, resolver()):
        with pytest.raises(FetchError, match=r"news\.example\.com cannot be found") as raised:
            pinned(checked("https://news.example.com/"), resolve)
        assert raised.value.passing


@pytest.mark.parametrize(
    ("url", "address", "authority"),
    [
        ("http://Example.COM", Address("http", "example.com", 80, "/"), "example.com"),
        ("HTTPS://example.com.:443/a?b=c#d", Address("https", "example.com", 443, "/a?b=c"), "example.com"),
        ("http://example.com:/x", Address("http", "example.com", 80, "/x"), "example.com"),
        ("http://example.com:443/", Address("http", "example.com", 443, "/"), "example.com:443"),
        ("https://[2606:4700:0::1111]/", Address("https", "2606:4700::1111", 443, "/"), "[2606:4700::1111]"),
        ("http://a_b.example.com/خبر 1", Address("http", "a_b.example.com", 80, "/%D8%AE%D8%A8%D8%B1%201"),
         "a_b.example.com"),
        ("http://مثال.إختبار/", Address("http", "xn--mgbh0fb.xn--kgbechtv", 80, "/"), "xn--mgbh0fb.xn--kgbechtv"),
        ("http://ｅxample。com/", Address("http", "example.com", 80, "/"), "example.com"),
        ("http://example.com?x=@y", Address("http", "example.com", 80, "/?x=@y"), "example.com"),
        ("http://example.com/a@b:8080", Address("http", "example.com", 80, "/a@b:8080"), "example.com"),
    ],
)  # fmt: skip
def test_what_an_address_is(url: str, address: Address, authority: str) -> None:
    found = checked(url)
    assert (found, found.authority) == (address, authority)
    assert checked(found.url) == found


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://example.com/b"),
        ("b?x", "https://example.com/a/b?x"),
        ("//other.example.org/", "https://other.example.org/"),
        ("http://other.example.org", "http://other.example.org/"),
        ("?page=2", "https://example.com/a/?page=2"),
    ],
)
def test_where_a_redirect_leads(location: str, url: str) -> None:
    assert joined(checked("https://example.com/a/"), location).url == url


@pytest.mark.parametrize(
    "location",
    ["//127.1/", "file:///x", "http://x@y.com/", "/a\\b", "\n", "http://[", "//localhost", "x" * 9000, "gopher://a.b/"],
)
def test_redirects_that_lead_nowhere(location: str) -> None:
    with pytest.raises(AddressError):
        joined(checked("https://example.com/a/"), location)


@pytest.mark.parametrize(
    ("url", "known_as"),
    [
        ("HTTP://Example.com:80", "http://example.com/"),
        ("https://example.com./a#b", "https://example.com/a"),
        ("https://example.com:8443/a", "https://example.com:8443/a"),
        ("https://user@example.com/", "https://example.com/"),
        ("https://example.com/a/./b/../c/..", "https://example.com/a/"),
        ("https://example.com//a//b/", "https://example.com//a//b/"),
        ("https://example.com/%d8%a7%7Ex", "https://example.com/%D8%A7~x"),
        ("https://example.com/ا~x", "https://example.com/%D8%A7~x"),
        ("https://example.com/a%2Fb", "https://example.com/a%2Fb"),
        ("https://example.com/?utm_source=a&id=5&UTM_Medium=b&fbclid=c&gclid=d", "https://example.com/?id=5"),
        ("https://example.com/?utm_source=a", "https://example.com/"),
        ("https://example.com/?utm%5Fsource=a&x", "https://example.com/?x"),
        ("https://example.com/?b=2&a=1&&c=", "https://example.com/?b=2&a=1&c="),
        ("https://example.com/?u=https://x.org/?utm_source=a", "https://example.com/?u=https://x.org/?utm_source=a"),
        ("http://[2001:DB8:0::1]:80/", "http://[2001:db8:0::1]/"),
        ("http://مثال.إختبار/خبر", "http://xn--mgbh0fb.xn--kgbechtv/%D8%AE%D8%A8%D8%B1"),
        ("urn:x", "urn:x"),
        ("http://", "http://"),
        ("http://[", "http://["),
        ("http://a:99999/", "http://a:99999/"),
        ("HTTP://a.bc/" + "x" * 9000, "HTTP://a.bc/" + "x" * 9000),
        ("", ""),
    ],
)
def test_by_which_address_a_report_is_known(url: str, known_as: str) -> None:
    assert canonical(url) == known_as


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("abcx01.:/@%[]#?&=\\ \n\tا。", max_size=60).map("http://{}".format))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    known = canonical(text)
    assert canonical(known) == known
    try:
        found = checked(text)
    except AddressError:
        return
    assert found.url.isascii() and checked(found.url) == found
    assert canonical(found.url) == known
    try:
        assert pinned(found, resolver(PUBLIC)) == (PUBLIC,) or not_public(found.host) is None
    except SourceError:
        assert not_public(found.host) is not None
