"""Commands are sent as the protocol has them, and whatever comes back is an answer or an error, in time."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import clock
from chalicelib.gateways.cache.resp import RespConnection, RespError, encode_command
from tests.support.valkey_stand_in import LONG, valkey_stand_in


@contextmanager
def saying(*pieces: bytes, hang: bool = False) -> Iterator[RespConnection]:
    """A connection to somebody who says this, piece by piece, whatever is asked, and then hangs up, or hangs."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        client, _ = listener.accept()
        with client:
            client.recv(65_536)
            for piece in pieces:
                client.sendall(piece)
            if hang:
                over.wait()

    thread = threading.Thread(target=serve)
    thread.start()
    connection = RespConnection("127.0.0.1", listener.getsockname()[1], None, seconds=0.2 if hang else LONG)
    try:
        yield connection
    finally:
        over.set()
        connection.close()
        thread.join()
        listener.close()


def test_a_command_says_how_many_words_it_has_and_how_long_each_is() -> None:
    assert encode_command("SET", "ключ", b"\r\n\x00") == b"*3\r\n$3\r\nSET\r\n$8\r\n" + "ключ".encode() + (
        b"\r\n$3\r\n\r\n\x00\r\n"
    )


@given(st.binary(max_size=300), st.binary(min_size=1, max_size=300))
def test_bytes_come_back_as_they_were_put(key: bytes, value: bytes) -> None:
    with valkey_stand_in() as server:
        connection = server.connect()
        connection.command("SET", key, value, "EX", "1")

        assert connection.command("GET", key) == value
        connection.close()


@pytest.mark.waits
@pytest.mark.parametrize(
    ("pieces", "answer"),
    [
        ((b"+OK\r\n",), b"OK"),
        ((b":12\r\n",), b"12"),
        ((b"$-1\r\n",), None),
        ((b"$0\r\n\r\n",), b""),
        ((b"$4", b"\r", b"\nab", b"\r\n\r", b"\n"), b"ab\r\n"),
    ],
)
def test_an_answer_is_read_however_it_is_cut(pieces: tuple[bytes, ...], answer: bytes | None) -> None:
    with saying(*pieces) as connection:
        assert connection.command("GET", "a") == answer


@pytest.mark.waits
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"-WRONGPASS invalid username-password pair 'hunter2'\r\n", "WRONGPASS"),
        (b"HTTP/1.1 400 Bad Request\r\n", "no answer"),
        (b"$\r\n", "no length"),
        (b"$-2\r\n", "no length"),
        (b"$99999999999\r\n", "no length"),
        (b"$1\r\nabc\r\n", "no end"),
        (b"a" * 70_000, "no line"),
    ],
)
def test_what_is_no_answer_is_an_error_that_repeats_nothing(said: bytes, reason: str) -> None:
    with saying(said) as connection, pytest.raises(RespError) as failed:
        connection.command("AUTH", "user", "hunter2")

    assert str(failed.value) == reason


@pytest.mark.waits
@pytest.mark.parametrize("said", [b"", b"+O", b"$5\r\nab"])
def test_whoever_hangs_up_is_an_error(said: bytes) -> None:
    with saying(said) as connection, pytest.raises(ConnectionError):
        connection.command("GET", "a")


@pytest.mark.waits
@pytest.mark.parametrize("said", [b"", b"$5\r\nab"])
def test_whoever_hangs_is_waited_for_no_longer_than_was_said(said: bytes) -> None:
    with saying(said, hang=True) as connection, pytest.raises(TimeoutError):
        connection.command("GET", "a")


@pytest.mark.waits
def test_an_answer_that_trickles_in_gets_no_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    time = iter([0.0, 0.0])
    with saying(b"$9\r\n", b"abc") as connection:
        connection._seconds = 1.0
        monkeypatch.setattr(clock, "elapsed", lambda: next(time, 1.5))
        with pytest.raises(TimeoutError, match="takes too long"):
            connection.command("GET", "a")
