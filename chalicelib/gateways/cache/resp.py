"""A connection to Valkey or Redis, in the few words of their protocol (RESP 2) that a cache needs.

https://valkey.io/topics/protocol
"""

import socket
import ssl

from chalicelib import clock

LONGEST_ANSWER = 16 * 1024 * 1024
_LONGEST_HEAD = 64 * 1024
_END = b"\r\n"


class RespError(Exception):
    """The server refused a command, or said what is no answer to it. Only the first word of what it said is kept: the
    others may be of the command."""


class RespConnection:
    """One connection; every command has to be answered within `seconds`, however the answer trickles in."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None, *, seconds: float) -> None:
        """Connect, over TLS if there is a context. Raises OSError."""
        self._seconds = seconds
        self._until = clock.elapsed() + seconds
        self._received = b""
        plain = socket.create_connection((host, port), seconds)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket = tls.wrap_socket(plain, server_hostname=host) if tls else plain
        except BaseException:
            plain.close()
            raise

    def command(self, *words: bytes | str) -> bytes | None:
        """Return the answer to a command; None where there is nothing. Raises OSError and RespError, after either of
        which the connection is of no use any more."""
        self._until = clock.elapsed() + self._seconds
        self._socket.settimeout(self._seconds)
        self._socket.sendall(encode_command(*words))
        return self._read_answer()

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _read_answer(self) -> bytes | None:
        head = self._read_head()
        kind, said = head[:1], head[1:]
        match kind:
            case b"+" | b":":
                return said
            case b"-":
                raise RespError(said.split(b" ", 1)[0].decode(errors="replace"))
            case b"$":
                return self._read_bulk(said)
            case _:
                raise RespError("no answer")

    def _read_bulk(self, said: bytes) -> bytes | None:
        if said == b"-1":
            return None
        if not said.isdigit() or int(said) > LONGEST_ANSWER:
            raise RespError("no length")
        length = int(said)
        while len(self._received) < length + len(_END):
            self._receive()
        body, end = self._received[:length], self._received[length : length + len(_END)]
        self._received = self._received[length + len(_END) :]
        if end != _END:
            raise RespError("no end")
        return body

    def _read_head(self) -> bytes:
        while _END not in self._received:
            if len(self._received) > _LONGEST_HEAD:
                raise RespError("no line")
            self._receive()
        head, _, self._received = self._received.partition(_END)
        return head

    def _receive(self) -> None:
        left = self._until - clock.elapsed()
        if left <= 0:
            raise TimeoutError("the server takes too long")
        self._socket.settimeout(left)
        received = self._socket.recv(65_536)
        if not received:
            raise ConnectionError("the server hung up")
        self._received += received


def encode_command(*words: bytes | str) -> bytes:
    """Return a command as it is sent."""
    said = [word.encode() if isinstance(word, str) else word for word in words]
    return b"*%d\r\n" % len(said) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in said)
