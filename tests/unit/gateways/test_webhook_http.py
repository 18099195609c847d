"""Sending to servers that misbehave, and to names that lead inside."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from chalicelib.domain.webhooks.addresses import WebhookAddress, read_address
from chalicelib.gateways import webhook_http
from chalicelib.gateways.webhook_http import Reached, post
from tests.support.receiver import Behaviour, Receiver, answer, dribble, hang_up, huge_body, receiver, say, silence
from tests.support.waiting import PATIENCE, SOON, ends_soon, eventually

HOST = "hooks.example.com"
METADATA = "http://169.254.169.254/latest/meta-data/"


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


def send(to: Receiver, *, seconds: float = SOON) -> Reached:
    address = read_address(to.url, loopback=True)
    return post(address, b'{"a":1}', {"Content-Type": "application/json"}, loopback=True, seconds=seconds)


def test_message_arrives_as_it_was_sent(server: Receiver) -> None:
    reached = send(server)

    (received,) = server.received
    assert (reached.status_code, reached.error) == (204, None)
    assert (received.path, received.body) == ("/events", b'{"a":1}')
    assert received.headers["host"] == f"127.0.0.1:{server.port}"
    assert received.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [200, 299, 301, 302, 307, 308, 404, 410, 429, 500, 503])
def test_status_is_reported_and_nothing_is_followed(server: Receiver, status: int) -> None:
    server.behaviours.append(answer(status, Location=server.url))

    reached = send(server)

    assert (reached.status_code, reached.error) == (status, None)
    assert len(server.received) == 1


@pytest.mark.parametrize("interim", [b"100 Continue", b"102 Processing", b"103 Early Hints\r\nLink: </a.css>"])
@pytest.mark.parametrize("status", [204, 500])
def test_what_is_said_before_the_answer_is_none(server: Receiver, interim: bytes, status: int) -> None:
    words = b"HTTP/1.1 " + interim + b"\r\n\r\n"
    server.behaviours.append(say(words * 2 + b"HTTP/1.1 %d Said\r\nContent-Length: 0\r\n\r\n" % status))

    assert send(server).status_code == status


def test_redirect_to_the_metadata_address_is_not_followed(server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    reached_out = _watch_connections(monkeypatch)
    server.behaviours.append(answer(307, Location=METADATA))

    assert send(server).status_code == 307
    assert reached_out == [("127.0.0.1", server.port)]


@pytest.mark.waits
@pytest.mark.parametrize(
    ("behaviour", "seconds", "said"),
    [
        (silence(PATIENCE), 0.3, "No answer within 0.3 s."),
        (dribble, 0.3, "No answer within 0.3 s."),
        (hang_up, PATIENCE, "The connection failed (RemoteDisconnected)."),
        (say(b"SSH-2.0-OpenSSH_9.9\r\n"), PATIENCE, "The connection failed (BadStatusLine)."),
        (
            say(b"HTTP/1.1 200 OK\r\nx-long: " + b"a" * 100_000 + b"\r\n\r\n"),
            PATIENCE,
            "The connection failed (LineTooLong).",
        ),
        (
            say(b"HTTP/1.1 200 OK\r\n" + b"x-more: 1\r\n" * 1_000 + b"\r\n"),
            PATIENCE,
            "The connection failed (HTTPException).",
        ),
        (say(b"HTTP/1.1 100 Continue\r\n\r\n", for_ever=True), 0.3, "No answer within 0.3 s."),
        (say(b"HTTP/1.1 103 Early Hints\r\n\r\n", for_ever=True), 0.3, "No answer within 0.3 s."),
    ],
)
def test_server_that_gives_no_answer_is_left_in_time(
    server: Receiver, behaviour: Behaviour, seconds: float, said: str
) -> None:
    server.behaviours.append(behaviour)

    with ends_soon():
        reached = send(server, seconds=seconds)

    assert (reached.status_code, reached.error) == (None, said)


@pytest.mark.waits
def test_huge_body_is_not_read(server: Receiver) -> None:
    server.behaviours.append(huge_body)

    with ends_soon():
        assert send(server, seconds=PATIENCE).status_code == 200


@pytest.mark.waits
def test_no_thread_stays_behind(server: Receiver) -> None:
    before = threading.active_count()
    server.behaviours.extend([dribble, hang_up, answer(204)])

    for _ in range(3):
        send(server, seconds=0.2)

    eventually(lambda: threading.active_count() <= before + 1)  # one may be the server's


def test_nobody_there_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"

        reached = post(read_address(url, loopback=True), b"", {}, loopback=True)

    assert (reached.status_code, reached.error) == (None, "No connection (ConnectionRefusedError).")


# --- names that lead inside -------------------------------------------------------------------------------------------

PUBLIC = read_address(f"https://{HOST}/events")


def _watch_connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The addresses that are really connected to."""
    reached: list[Any] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        reached.append(address)
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return reached


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["10.1.2.3"],
        ["100.64.0.1"],
        ["::1"],
        ["::ffff:169.254.169.254"],
        ["fd00:ec2::254"],
        ["8.8.8.8", "10.0.0.1"],
        ["2606:4700:4700::1111", "fe80::1%eth0"],
        [],
    ],
)
def test_name_that_leads_inside_is_not_connected_to(found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    reached_out = _watch_connections(monkeypatch)

    reached = post(PUBLIC, b"", {}, resolve=lambda _host, _port: found)

    assert (reached.status_code, reached.error) == (None, "The host name resolves to an address that is not public.")
    assert reached_out == []


def test_where_this_machine_is_allowed_the_inner_network_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    reached_out = _watch_connections(monkeypatch)

    reached = post(PUBLIC, b"", {}, loopback=True, resolve=lambda _host, _port: ["169.254.169.254"])

    assert reached.error == "The host name resolves to an address that is not public."
    assert reached_out == []


def test_name_that_changes_after_the_check_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int, **_: Any) -> list[Any]:
        """Public for whoever checks, and this machine for whoever asks again."""
        asked.append(host)
        ip = "203.0.114.7" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    reached_out: list[Any] = []

    def connect(_self: socket.socket, address: Any) -> None:
        reached_out.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket.socket, "connect", connect)

    reached = post(PUBLIC, b"", {})

    assert reached.error == "No connection (ConnectionRefusedError)."
    assert reached_out == [("203.0.114.7", 443)]
    assert asked == [HOST]


def test_next_address_is_tried_where_one_does_not_answer(server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    reached_out = _watch_connections(monkeypatch)
    address = WebhookAddress(secure=False, host=HOST, port=server.port, target="/events")

    reached = post(address, b"", {}, loopback=True, resolve=lambda _host, _port: ["127.0.0.2", "127.0.0.1"])

    assert reached.status_code == 204
    assert reached_out == [("127.0.0.2", server.port), ("127.0.0.1", server.port)]


@pytest.mark.waits
def test_an_address_that_says_nothing_leaves_time_for_the_next(
    server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = socket.socket.connect

    def say_nothing(made: socket.socket, address: Any) -> None:
        if address[0] != "127.0.0.2":
            return connect(made, address)
        threading.Event().wait(made.gettimeout())
        raise TimeoutError

    monkeypatch.setattr(socket.socket, "connect", say_nothing)
    address = WebhookAddress(secure=False, host=HOST, port=server.port, target="/events")

    reached = post(
        address, b"", {}, loopback=True, seconds=0.4, resolve=lambda _host, _port: ["127.0.0.2", "127.0.0.1"]
    )

    assert reached.status_code == 204


@pytest.mark.waits
def test_no_more_than_three_addresses_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def refuse(_self: socket.socket, address: Any) -> None:
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    found = ["203.0.114.1", "203.0.114.2", "2606:4700:4700::1111", "203.0.114.4"]

    reached = post(PUBLIC, b"", {}, resolve=lambda _host, _port: found)

    assert reached.error == f"No connection ({', '.join(['ConnectionRefusedError'] * 3)})."
    assert tried == found[:3]


def test_name_without_an_address_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert post(PUBLIC, b"", {}).error == "The host name could not be resolved."


@pytest.mark.waits
def test_resolver_that_never_answers_is_left_in_time() -> None:
    asleep = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        asleep.wait(PATIENCE)
        return ["127.0.0.1"]

    with ends_soon():
        reached = post(PUBLIC, b"", {}, loopback=True, seconds=0.2, resolve=resolve)
    asleep.set()

    assert reached.error == "No answer within 0.2 s."


# --- TLS --------------------------------------------------------------------------------------------------------------


class Authority:
    """A certificate authority, and the server contexts with certificates that it signs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        made = self._builder(self._name, self._key).add_extension(x509.BasicConstraints(True, None), True)
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        own = x509.SubjectKeyIdentifier.from_public_key(self._key.public_key())
        signed = made.add_extension(usage, True).add_extension(own, False).sign(self._key, SHA256())
        self.bundle = folder / "authority.pem"
        self.bundle.write_bytes(signed.public_bytes(Encoding.PEM))

    def serving(self, host: str, *, expired: bool = False) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        signed = (
            self._builder(name, key, days=-1 if expired else 1)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
            .add_extension(issuer, False)
            .sign(self._key, SHA256())
        )
        file = self._folder / "server.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(secret + signed.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _builder(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, days: int = 1) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=7))
            .not_valid_after(now + timedelta(days=days))
        )


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """An authority that this process trusts."""
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.bundle))
    webhook_http._context.cache_clear()
    yield made
    webhook_http._context.cache_clear()


def send_by_tls(context: ssl.SSLContext) -> tuple[Reached, Receiver]:
    with receiver(context) as server:
        address = WebhookAddress(secure=True, host=HOST, port=server.port, target="/events")
        reached = post(address, b"{}", {}, loopback=True, seconds=SOON, resolve=lambda _host, _port: ["127.0.0.1"])
    return reached, server


def test_certificate_is_that_of_the_name_and_not_of_the_address(authority: Authority) -> None:
    reached, server = send_by_tls(authority.serving(HOST))

    assert (reached.status_code, reached.error) == (204, None)
    assert server.received[0].headers["host"] == f"{HOST}:{server.port}"


def test_server_is_asked_for_by_its_name(authority: Authority) -> None:
    asked_for: list[str | None] = []
    context = authority.serving(HOST)
    context.sni_callback = lambda _socket, name, _context: asked_for.append(name)

    reached, _ = send_by_tls(context)

    assert reached.status_code == 204
    assert asked_for == [HOST]


def test_handshake_that_never_ends_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = WebhookAddress(secure=True, host=HOST, port=listening.getsockname()[1], target="/")

        reached = post(address, b"", {}, loopback=True, seconds=0.3, resolve=lambda _host, _port: ["127.0.0.1"])

    assert reached.error == "No answer within 0.3 s."


@pytest.mark.parametrize(
    ("serving", "said"),
    [
        (lambda ours, _other: ours.serving("elsewhere.example.com"), "Hostname mismatch"),
        (lambda ours, _other: ours.serving(HOST, expired=True), "certificate has expired"),
        (lambda _ours, other: other.serving(HOST), "unable to get local issuer|self.signed|signature failure"),
    ],
)
def test_certificate_that_does_not_hold_is_not_spoken_to(
    authority: Authority,
    tmp_path: Path,
    serving: Callable[[Authority, Authority], ssl.SSLContext],
    said: str,
) -> None:
    (folder := tmp_path / "other").mkdir()

    reached, server = send_by_tls(serving(authority, Authority(folder)))

    assert reached.status_code is None
    assert reached.error is not None
    assert any(part in reached.error for part in said.split("|")), reached.error
    assert server.received == []
