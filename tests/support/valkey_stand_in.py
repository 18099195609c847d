"""A server that speaks as Valkey does, as far as the cache asks it, on the loopback: its answers can be cut, delayed or
replaced. What it stands in for is asked itself by `make data-plane-servers`."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from chalicelib.gateways.cache.resp import RespConnection

Answer = Callable[[list[bytes]], bytes | None]
LONG = 30.0  # for what answers at once, on a machine that is busy


class ValkeyStandIn:
    """Keeps what it is given; `says`, if it is set, is asked for the answer first, and hangs up where that is None."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.kept: dict[bytes, bytes] = {}
        self.commands: list[list[bytes]] = []
        self.connections = 0
        self.says: Answer | None = None
        self._open: list[socket.socket] = []
        self._connected: list[RespConnection] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def connect(self, seconds: float = LONG) -> RespConnection:
        """A connection as the cache has one."""
        self._connected.append(RespConnection("127.0.0.1", self.port, None, seconds=seconds))
        return self._connected[-1]

    def cut(self) -> None:
        """Hang up on everybody."""
        opened, self._open = self._open, []
        for each in opened:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.close()
        self.cut()
        for each in self._connected:
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):  # until the listener is closed
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                self._open.append(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with (
            suppress(OSError, ValueError),
            self._tls.wrap_socket(client, server_side=True) if self._tls else client as it,
        ):
            self._answer_all(it)

    def _answer_all(self, client: socket.socket) -> None:
        with client.makefile("rb") as said:
            while head := said.readline():
                words = []
                for _ in range(int(head[1:])):
                    length = int(said.readline()[1:])
                    words.append(said.read(length + 2)[:-2])
                self.commands.append(words)
                answer = self.says(words) if self.says else self.answer(words)
                if answer is None:
                    return
                client.sendall(answer)

    def answer(self, words: list[bytes]) -> bytes:
        """What the real one says."""
        match words:
            case [b"AUTH", *_]:
                return b"+OK\r\n"
            case [b"GET", key]:
                value = self.kept.get(key)
                return b"$-1\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)
            case [b"SET", key, value, b"EX", seconds] if int(seconds) > 0:
                self.kept[key] = value
                return b"+OK\r\n"
        return b"-ERR unknown command\r\n"


@contextmanager
def valkey_stand_in(tls: ssl.SSLContext | None = None) -> Iterator[ValkeyStandIn]:
    """A server that runs for as long as the block."""
    made = ValkeyStandIn(tls)
    try:
        yield made
    finally:
        made.close()
