"""Who calls is found by both ends of the connection: one port of a computer has several, to different places."""

import os
import socket

import pytest

from tests.e2e.killing import caller, find_inode

# As /proc/net/tcp has it: two connections of the port 0xA2EC (41708), to 0xEB0F (60175) and to 0x8AE9 (35561).
TABLE = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:A2EC 0100007F:EB0F 01 00000000:00000000 00:00000000 00000000     0        0 1111 1 0 20 4 30 10 -1
   1: 0100007F:A2EC 0100007F:8AE9 01 00000000:00000000 00:00000000 00000000     0        0 2222 1 0 20 4 30 10 -1
   2: 0100007F:8AE9 0100007F:A2EC 01 00000000:00000000 00:00000000 00000000     0        0 3333 1 0 20 4 30 10 -1
"""


@pytest.mark.parametrize(("to", "inode"), [(60175, "1111"), (35561, "2222")])
def test_connection_is_known_by_both_of_its_ends(to: int, inode: str) -> None:
    assert find_inode(TABLE, 41708, to) == f"socket:[{inode}]"


def test_connection_that_is_not_there_is_not_taken_for_another() -> None:
    with pytest.raises(ProcessLookupError):
        find_inode(TABLE, 41708, 8000)


def test_process_behind_a_connection_is_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        here = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", here)) as client:
            assert caller(client.getsockname()[1], here) == os.getpid()
