"""Sending one message to a stranger's server without being led astray: only to public addresses, to exactly the
address that was checked, never after a redirect, and within a limit that holds for the whole exchange."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from queue import Empty, SimpleQueue
from typing import NamedTuple

from chalicelib.domain.webhooks.addresses import WebhookAddress, is_loopback, is_public

SECONDS = 10.0
_MOST_ADDRESSES = 3

Resolve = Callable[[str, int], list[str]]


class Reached(NamedTuple):
    """What became of a message: the status that was answered, or in our own words why there was none."""

    status_code: int | None
    error: str | None
    milliseconds: int


class NotSent(Exception):
    """The message could not be delivered; the text is fit for the subscriber."""


def post(
    address: WebhookAddress,
    body: bytes,
    headers: Mapping[str, str],
    *,
    loopback: bool = False,
    seconds: float = SECONDS,
    resolve: Resolve | None = None,
) -> Reached:
    """POST `body` and wait for the status; the answer's body is not read. Whatever goes wrong is told, not raised.

    The name is resolved once, every address it has must be public (or, with `loopback`, this machine's), and the
    connection is made to such an address without asking again: a name that changes meanwhile changes nothing.
    """
    exchange = _Exchange(address, body, headers, loopback=loopback, seconds=seconds, resolve=resolve or look_up)
    begun = time.perf_counter()
    status, error = exchange.run()
    return Reached(status, error, round((time.perf_counter() - begun) * 1000))


def look_up(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host. Raises NotSent when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSent("The host name could not be resolved.") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _Answer(http.client.HTTPResponse):
    """The answer itself: what a server may say before it, such as `103 Early Hints`, is passed over (RFC 9110, 15.2).
    The library passes over `100 Continue` alone."""

    def begin(self) -> None:
        super().begin()
        while 100 <= self.status < 200 and self.status != HTTPStatus.SWITCHING_PROTOCOLS:
            self.headers = None  # type: ignore[assignment]  # by which the library knows that it has not begun
            super().begin()


class _Exchange:
    """One exchange in a thread of its own, because neither resolving a name nor a server that sends a byte now and then
    is bound by a socket's timeout. When the time is over the socket is shut, and the thread ends with it."""

    def __init__(
        self,
        address: WebhookAddress,
        body: bytes,
        headers: Mapping[str, str],
        *,
        loopback: bool,
        seconds: float,
        resolve: Resolve,
    ) -> None:
        self._address, self._body, self._headers = address, body, headers
        self._loopback, self._seconds, self._resolve = loopback, seconds, resolve
        self._socket: socket.socket | None = None
        self._over = False
        self._lock = threading.Lock()
        self._outcome: SimpleQueue[tuple[int | None, str | None]] = SimpleQueue()

    def run(self) -> tuple[int | None, str | None]:
        """Return the status, or why there is none."""
        threading.Thread(target=self._work, daemon=True).start()
        try:
            return self._outcome.get(timeout=self._seconds)
        except Empty:
            return None, f"No answer within {self._seconds:g} s."
        finally:
            self._end()

    def _work(self) -> None:
        try:
            self._outcome.put((self._exchange(), None))
        except NotSent as error:
            self._outcome.put((None, str(error)))
        except ssl.SSLCertVerificationError as error:
            self._outcome.put((None, f"The certificate is not valid for this host: {error.verify_message}."))
        except TimeoutError:
            self._outcome.put((None, f"No answer within {self._seconds:g} s."))
        except (OSError, http.client.HTTPException) as error:
            self._outcome.put((None, f"The connection failed ({type(error).__name__})."))

    def _exchange(self) -> int:
        connected = self._keep(self._connect(self._check_addresses()))
        if self._address.secure:
            wrapped = _context().wrap_socket(
                connected, server_hostname=self._address.host, do_handshake_on_connect=False
            )
            connected = self._keep(wrapped)
            wrapped.do_handshake()
        connection = http.client.HTTPConnection(self._address.host, self._address.port)
        connection.auto_open = 0  # never by the name
        connection.response_class = _Answer
        connection.sock = connected
        sent = {**self._headers, "Host": self._address.authority, "Connection": "close"}
        connection.request("POST", self._address.target, body=self._body, headers=sent)
        return connection.getresponse().status

    def _check_addresses(self) -> list[str]:
        """Return the addresses of the host, all of them sound. One that leads inside among sound ones is an attack, or
        soon will be one."""
        host = self._address.host.strip("[]")
        found = self._resolve(host, self._address.port)
        sound = [each for each in found if is_public(each) or (self._loopback and is_loopback(each))]
        if not found or len(sound) < len(found):
            raise NotSent("The host name resolves to an address that is not public.")
        return sound[:_MOST_ADDRESSES]

    def _connect(self, addresses: list[str]) -> socket.socket:
        reasons = []
        for ip in addresses:
            family = socket.AF_INET6 if ":" in ip else socket.AF_INET
            made = self._keep(socket.socket(family, socket.SOCK_STREAM))
            made.settimeout(self._seconds / len(addresses))  # one that says nothing leaves time for the next
            try:
                made.connect((ip, self._address.port))
            except OSError as error:
                made.close()
                reasons.append(type(error).__name__)
            else:
                made.settimeout(self._seconds)
                return made
        raise NotSent(f"No connection ({', '.join(reasons)}).")

    def _keep(self, made: socket.socket) -> socket.socket:
        """Remember the socket that is in use, so that it can be shut from outside."""
        with self._lock:
            if self._over:
                made.close()
                raise NotSent("The request timed out.")
            self._socket = made
        return made

    def _end(self) -> None:
        with self._lock:
            self._over = True
            if self._socket is None:
                return
            with suppress(OSError):  # it was never connected, or is closed already
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()


@cache
def _context() -> ssl.SSLContext:
    """Return the TLS context: certificates are verified, against the name; TLS 1.2 or newer."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
