"""The sockets that a process and all it started listen on, as the kernel lists them."""

import os
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
LISTENING, UNCONNECTED = "0A", "07"  # states of the kernel's table, the second of UDP


class Listener(NamedTuple):
    """One open door: an address and a port."""

    protocol: str
    address: IPv4Address | IPv6Address
    port: int


def listeners_of(leader: int) -> set[Listener]:
    """Return what anything of a session listens on, by the process that leads it."""
    pids = set(_session(leader))
    return {each for pid in pids for each in _listeners(pid)}


def _session(leader: int) -> Iterator[int]:
    for path in PROC.iterdir():
        if not path.name.isdigit():
            continue
        try:
            if os.getsid(int(path.name)) == leader:
                yield int(path.name)
        except ProcessLookupError:
            continue  # it has ended since


def _listeners(pid: int) -> Iterator[Listener]:
    owned = set(_inodes(pid))
    for protocol, state in (("tcp", LISTENING), ("tcp6", LISTENING), ("udp", UNCONNECTED), ("udp6", UNCONNECTED)):
        table = PROC / str(pid) / "net" / protocol
        if not table.exists():
            continue
        for line in table.read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == state and fields[9] in owned:
                address, _, port = fields[1].partition(":")
                yield Listener(protocol, read_address(address), int(port, 16))


def _inodes(pid: int) -> Iterator[str]:
    try:
        for each in (PROC / str(pid) / "fd").iterdir():
            name = str(each.readlink())
            if name.startswith("socket:["):
                yield name[len("socket:[") : -1]
    except FileNotFoundError:
        return  # it has ended, or closed the file, since


def read_address(text: str) -> IPv4Address | IPv6Address:
    """Return an address that the kernel wrote: words of four bytes, each with its last byte first."""
    words = bytes.fromhex(text)
    told = b"".join(words[start : start + 4][::-1] for start in range(0, len(words), 4))
    return IPv4Address(told) if len(told) == 4 else IPv6Address(told)
