"""What is read for the first time by several threads is read whole by each; other releases' values are tried with the
tables."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

# The inner kind is found out about slowly: its field's type is said by a call, which goes on when the other thread has
# read, or else after a while. Whatever the other one reads meanwhile, `Outer` or what is around it, has `Inner` inside.
SCRIPT = """
import threading
import msgspec
from chalicelib.domain import compatibility

begun, read = threading.Event(), threading.Event()

def find_out():
    begun.set()
    read.wait(0.3)
    return int

class Inner(msgspec.Struct):
    number: "find_out()"

class Outer(msgspec.Struct):
    inner: Inner
    inners: tuple[Inner, ...]

class Around(msgspec.Struct):
    outer: Outer

OUTER = '{"inner": {"number": 1}, "inners": [{"number": 2}]}'
TEXTS = {Outer: OUTER, Around: '{"outer": %s}' % OUTER, tuple[Outer, ...]: '[%s]' % OUTER}

def read_meanwhile():
    begun.wait()
    found.append(compatibility.read(TEXTS[KIND], KIND))
    read.set()

found = []
thread = threading.Thread(target=read_meanwhile)
thread.start()
found.append(compatibility.read(OUTER, Outer))
thread.join()
print(len(found), "1" in repr(found[0]), "1" in repr(found[1]))
"""


@pytest.mark.parametrize("kind", ["Outer", "Around", "tuple[Outer, ...]"])
def test_kind_is_found_out_about_by_one_thread_while_the_others_wait(kind: str) -> None:
    # In a process of its own, which it ended.
    script = SCRIPT.replace("KIND", kind)

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.split()) == (0, ["2", "True", "True"]), done.stderr[-1000:]
