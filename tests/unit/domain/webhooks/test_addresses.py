"""Where a webhook may lead: nowhere but to a public host by TLS, however the address is dressed up."""

import re
import string
from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from urllib3.util import parse_url

from chalicelib.domain.webhooks.addresses import LONGEST, PUBLIC_URL, is_public, read_address
from chalicelib.errors import InvalidInput

HOSTILE = [
    # Not https, or not a URL of a host at all.
    "http://hooks.example.com/",
    "ftp://hooks.example.com/",
    "file:///etc/passwd",
    "gopher://hooks.example.com:443/_x",
    "javascript:alert(1)",
    "//hooks.example.com/",
    "hooks.example.com",
    "https:hooks.example.com",
    "https:///hooks.example.com",
    "HTTPS://hooks.example.com/",
    " https://hooks.example.com/",
    "https://hooks.example.com/ ",
    "https://hooks.example.com/\r\nX-Injected: 1",
    "https://hooks.example.com/\n",
    "https://hooks.example.com/a b",
    "https://hooks.example.com/\x00",
    "https://",
    "https://:443/",
    "",
    # Numbers in the place of a name, in every notation that some resolver takes.
    "https://127.0.0.1/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://8.8.8.8/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0/",
    "https://0x0/",
    "https://1.2.3.0x4/",
    "https://169.254.43518/",
    "https://a.b.0xA9FEA9FE/",
    "https://hooks.example.1/",
    # IPv6 literals: loopback, mapped, metadata, with a zone.
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1%25eth0]/",
    "https://[2606:4700:4700::1111]/",
    # Somebody else's host behind a user, a backslash, a fragment or an encoding.
    "https://user@hooks.example.com/",
    "https://user:password@hooks.example.com/",
    "https://hooks.example.com@169.254.169.254/",
    "https://hooks.example.com:443@127.0.0.1/",
    "https://hooks.example.com\\@127.0.0.1/",
    "https://hooks.example.com\\.evil.example.com/",
    "https://hooks.example.com#@127.0.0.1/",
    "https://hooks.example.com/#fragment",
    "https://hooks%2eexample.com/",
    "https://%31%32%37.0.0.1/",
    # Names of inner networks, and names that no public host has.
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://sub.localhost/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://intranet/",
    "https://wiki.corp/",
    "https://1.0.0.127.in-addr.arpa/",
    "https://service.onion/",
    "https://hooks.example.com./",
    "https://.example.com/",
    "https://hooks..example.com/",
    "https://-hooks.example.com/",
    "https://hooks_.example.com/",
    f"https://{'a' * 64}.example.com/",
    f"https://{'a.' * 127}com/",
    f"https://hooks.example.com/{'a' * 2048}",
    # IDN: letters that look or normalise like others are to be written as they are in DNS.
    "https://hoöks.example.com/",
    "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "https://127。0。0。1/",
    "https://①②⑦.⓪.⓪.①/",
    "https://hooks.exаmple.com/",
    # Ports that are not a web server's.
    "https://hooks.example.com:22/",
    "https://hooks.example.com:80/",
    "https://hooks.example.com:6379/",
    "https://hooks.example.com:0/",
    "https://hooks.example.com:65979/",
    "https://hooks.example.com:-1/",
    "https://hooks.example.com:٤٤٣/",
    "https://hooks.example.com:443443/",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_address_that_may_lead_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_address(url)

    assert [error.pointer for error in refused.value.errors] == ["/url"]


@pytest.mark.parametrize(
    ("url", "host", "port", "target"),
    [
        ("https://hooks.example.com", "hooks.example.com", 443, "/"),
        ("https://Hooks.Example.COM/Path", "hooks.example.com", 443, "/Path"),
        ("https://hooks.example.com:8443/a/b?c=d&e=%20", "hooks.example.com", 8443, "/a/b?c=d&e=%20"),
        ("https://hooks.example.com?token=a@b", "hooks.example.com", 443, "/?token=a@b"),
        ("https://xn--hks-0qa.example.com/", "xn--hks-0qa.example.com", 443, "/"),
        ("https://1and1.example.com/", "1and1.example.com", 443, "/"),
        ("https://10.0.0.1.nip.io/", "10.0.0.1.nip.io", 443, "/"),
    ],
)
def test_public_address_is_taken_apart(url: str, host: str, port: int, target: str) -> None:
    address = read_address(url)

    assert (address.secure, address.host, address.port, address.target) == (True, host, port, target)


# What RFC 3986 lets stand in a path and a query as it is.
PLAIN = {*string.ascii_letters, *string.digits, *"-._~!$&'()*+,;=:@/?"}


@pytest.mark.parametrize("before", ["/a", "?q=", "/a/b?c=d&e="])
@pytest.mark.parametrize("character", sorted({*map(chr, range(128))} - {"%"}))
def test_characters_that_a_uri_has_not_are_to_be_percent_encoded(before: str, character: str) -> None:
    url = f"https://hooks.example.com{before}{character}z"

    assert bool(re.search(PUBLIC_URL, url)) is (character in PLAIN)
    if character in PLAIN:
        assert read_address(url).target.endswith(f"{character}z")
    else:
        with pytest.raises(InvalidInput):
            read_address(url)
        assert read_address(f"https://hooks.example.com{before}%{ord(character):02X}z").target.endswith("z")


@pytest.mark.parametrize("escape", ["%", "%2", "%zz", "%G0", "%%20", "%u0020"])
def test_percent_is_followed_by_two_hexadecimal_digits(escape: str) -> None:
    with pytest.raises(InvalidInput):
        read_address(f"https://hooks.example.com/{escape}")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.from_regex(PUBLIC_URL, fullmatch=True))
def test_what_the_document_calls_a_public_address_is_accepted(url: str) -> None:
    host = urlsplit(url).hostname or ""
    assume(len(url) <= LONGEST and len(host) <= 253 and host.rpartition(".")[2] not in INNER)

    assert read_address(url).host == host


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://localhost:8000/", "https://[::1]:9443/"])
def test_this_machine_is_an_address_only_where_it_is_allowed(url: str) -> None:
    assert read_address(url, loopback=True).target in {"/", "/x"}

    with pytest.raises(InvalidInput):
        read_address(url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.2/", "http://10.0.0.1/", "http://169.254.169.254/", "http://hooks.example.com/"]
)
def test_where_this_machine_is_allowed_no_other_is_by_http(url: str) -> None:
    with pytest.raises(InvalidInput):
        read_address(url, loopback=True)


INNER = {"local", "internal", "intranet", "lan", "home", "corp", "arpa", "test", "invalid", "onion"}
TRICKS = [*".:/@?#\\%&=;,[]-_~!$'\"<>{}|^` \t\r\n\0", "%40", "%2f", "\u3002", "\u24db", "\u0131", "\u200b"]
WORDS = ["hooks", "example", "com", "localhost", "127.0.0.1", "0x7f", "1", "443", ":8443", "[::1]", "user@", "//"]
PIECES = st.lists(st.sampled_from(TRICKS + WORDS), max_size=4).map("".join)
URLS = st.builds("https://{}hooks.example.com{}".format, st.just("") | PIECES, PIECES)


@settings(max_examples=500, deadline=None)
@given(URLS, st.booleans())
@example("https://a.com:443/\\@127.0.0.1", False)
@example("https://a.com:8443?@127.0.0.1", False)
def test_other_readers_of_urls_find_the_same_host_in_what_is_accepted(url: str, loopback: bool) -> None:
    try:
        address = read_address(url, loopback=loopback)
    except InvalidInput:
        return

    assert (urlsplit(url).hostname, urlsplit(url).username) == (address.host.strip("[]"), None)
    assert (parse_url(url).host, parse_url(url).auth) == (address.host, None)
    assert {urlsplit(url).port, parse_url(url).port} <= {None, address.port}
    if not loopback:
        with pytest.raises(ValueError, match="does not appear to be"):
            ip_address(address.host)


INSIDE = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
    169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1
    198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1
    fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 2001::1 2001:db8::1 2002:a9fe:a9fe::1 2002::1
    3fff::1 5f00::1 2606:4700:4700::1111%eth0
""".split()  # noqa: SIM905 - read more easily than a list


@pytest.mark.parametrize("ip", [*INSIDE, "hooks.example.com", "", "0x7f000001", "127.1"])
def test_special_address_is_not_public(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip",
    ["8.8.8.8", "9.255.255.255", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "223.1.1.1",
     "2606:4700:4700::1111", "2a00:1450:4001:80b::200e", "2001:4860:4860::8888"],
)  # fmt: skip
def test_address_on_the_internet_is_public(ip: str) -> None:
    assert is_public(ip)
