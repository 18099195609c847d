"""A plugin of pytest that sees which rights each of our functions needs, in the tests that run in process: whoever
answers their calls, moto or the simulation's own cloud, every call passes here first.

`--record-rights=FOLDER` writes a record for each process. `--take-rights=FILE` runs tests with a right taken away from
a function, once for each right, and writes which of them failed.
"""

import json
import os
import signal
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from botocore.client import BaseClient

from chalicelib.gateways import aws, storage
from infra.packaged_template import ALIAS
from tests.least_privilege import requests
from tests.least_privilege.acting import NOBODY
from tests.least_privilege.evaluator import is_allowed
from tests.least_privilege.marked import ACTING
from tests.least_privilege.naming import NotNamed, arn, requests_of
from tests.least_privilege.pairs import Pair, on_stage, without
from tests.least_privilege.requests import RECORDED_STAGE, Call, Request
from tests.least_privilege.stages import MACHINE, role_policy
from tests.simulation.cloud.wire import Wire
from tests.simulation.world import World
from tests.support.streamed import Invocation

LONGEST_SECONDS = 60  # that a test may take without a right, which may keep it trying
Params = Mapping[str, Any]


class Recorder:
    """What was called, by whom, and in which test; and whose right is taken away meanwhile."""

    def __init__(self) -> None:
        self.acting = ACTING
        self.calls: defaultdict[Call, dict[str, None]] = defaultdict(dict)
        self.unnamed: set[str] = set()
        self.test = ""
        self._of_test = set[Call]()
        self._taken: tuple[str, Any] | None = None

    def begin(self, test: str) -> None:
        """Begin a test, with all functions cold."""
        self.test = test
        self._of_test.clear()
        self.acting.begin()

    @contextmanager
    def taken(self, function: str, pair: Pair) -> Iterator[None]:
        """Meanwhile the function may not do this."""
        self._taken = function, without(role_policy(function, RECORDED_STAGE), pair)
        try:
            yield
        finally:
            self._taken = None

    def pass_on(self, client: Any, operation: str, params: Params) -> None:
        """Let a call of a client pass; it is noted, if one of our functions makes it in a test. Raises what a client
        raises when the function has no right to it."""
        for request in self._note(client.meta.service_model.service_name, operation, params):
            self._authorize(request, client, operation)

    def _note(self, service: str, operation: str, params: Params) -> list[Request]:
        function = self.acting.function
        if function == NOBODY or not self.test:
            return []
        try:
            needed = requests_of(service, operation, params)
        except NotNamed as error:
            self.unnamed.add(f"{error} by {function} in {self.test}")
            return []
        for request in needed:
            self._keep(Call(function, request))
        return needed

    def _authorize(self, request: Request, client: Any, operation: str) -> None:
        if self._taken is None or self._taken[0] != self.acting.function:
            return
        if not is_allowed(self._taken[1], on_stage(request, RECORDED_STAGE, emulated=True)):
            code = "AccessDeniedException"
            raise client.exceptions.from_code(code)({"Error": {"Code": code, "Message": request.action}}, operation)

    def listen(self) -> None:
        """From now on every call passes here first."""
        over_http, simulated = BaseClient._make_api_call, Wire.aws  # type: ignore[attr-defined]

        def call(client: Any, operation: str, params: Params) -> Any:
            self.pass_on(client, operation, params)
            with self.acting.as_function(NOBODY):  # what others do meanwhile, they do in their own name
                return over_http(client, operation, params)

        def answer(wire: Wire, client: Any, operation: str, params: Params) -> Any:
            if not wire._quiet:
                self.pass_on(client, operation, params)
            with self.acting.as_function(NOBODY):
                return simulated(wire, client, operation, params)

        BaseClient._make_api_call = call  # type: ignore[attr-defined]
        Wire.aws = answer  # type: ignore[method-assign,assignment]
        open_wire, invoke, stall, waited = Wire.__init__, World._invoke, World.stall, Invocation.wait

        def start(wire: Wire, *args: Any) -> None:
            open_wire(wire, *args)
            self.acting.begin()  # in every world the same, however many a test makes

        def step(world: World, template: str, payload: Any) -> Any:
            self._invoked(template.removeprefix("${").removesuffix("}"))
            return invoke(world, template, payload)

        def others_work(world: World, seconds: float) -> None:
            with self.acting.as_function(NOBODY):
                stall(world, seconds)

        def wait(invocation: Invocation, seconds: float) -> bool:
            with self.acting.as_function(NOBODY):
                return waited(invocation, seconds)

        World.stall = others_work  # type: ignore[method-assign,assignment]
        Invocation.wait = wait  # type: ignore[method-assign,assignment]
        Wire.__init__ = start  # type: ignore[method-assign,assignment]
        World._invoke = step  # type: ignore[method-assign,assignment]
        self._sign("upload_form", "PutObject")
        self._sign("download_url", "GetObject")

    def _invoked(self, function: str) -> None:
        """Note that the state machine invokes a step."""
        where = arn("lambda", f"function:sojourn-{RECORDED_STAGE}-{function}:{ALIAS}")
        self._keep(Call(MACHINE, Request("lambda:InvokeFunction", where)))

    def _keep(self, call: Call) -> None:
        if call not in self._of_test:  # most are made many times by a test
            self._of_test.add(call)
            requests.keep_test(self.calls[call], self.test)

    def _sign(self, name: str, operation: str) -> None:
        """Whoever uses what was signed here does so by the right of the function that signed it: without that it opens
        nothing."""
        sign: Callable[..., Any] = getattr(storage, name)

        def signing(key: str, **more: Any) -> Any:
            made = sign(key, **more)
            for request in self._note("s3", operation, {"Bucket": "documents", "Key": key}):
                self._authorize(request, aws.client("s3"), operation)
            return made

        setattr(storage, name, signing)


_RECORDER = Recorder()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record-rights", metavar="FOLDER", help="write which rights each function needed")
    parser.addoption("--take-rights", metavar="FILE", help="run each test without each of the rights named for it")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--record-rights") or config.getoption("--take-rights"):
        _RECORDER.listen()
    if config.getoption("--take-rights"):
        config.pluginmanager.register(Taker(Path(config.getoption("--take-rights"))))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Any:
    _RECORDER.begin(item.nodeid)
    try:
        return (yield)
    finally:
        _RECORDER.test = ""


def pytest_sessionfinish(session: pytest.Session) -> None:
    folder = session.config.getoption("--record-rights")
    if folder and _RECORDER.calls:
        requests.write(_RECORDER.calls, Path(folder) / f"in-process-{os.getpid()}.jsonl")
        (Path(folder) / f"unnamed-{os.getpid()}.txt").write_text("\n".join(sorted(_RECORDER.unnamed)), encoding="utf-8")


class Taker:
    """Runs each test once for each right that is to be taken away meanwhile: `[test, function, pair]` in the file, in
    whose place it writes the numbers of those whose test failed, and passes with the right. One such test is enough."""

    def __init__(self, file: Path) -> None:
        self._file, self._failed = file, list[int]()
        self._noticed: set[tuple[str, Pair]] = set()
        self._plans: defaultdict[str, list[tuple[int, str, Pair]]] = defaultdict(list)
        for number, (test, function, pair) in enumerate(json.loads(file.read_text(encoding="utf-8"))):
            self._plans[test].append((number, function, Pair(*pair)))
        signal.signal(signal.SIGALRM, lambda *_: pytest.fail("does not end without the right"))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        for number, function, pair in self._plans[item.nodeid]:
            if (function, pair) in self._noticed:
                continue
            with _RECORDER.taken(function, pair):
                fails = not _passes(item, nextitem)
            if fails and _passes(item, nextitem):
                self._noticed.add((function, pair))
                self._failed.append(number)
        return True

    def pytest_sessionfinish(self) -> None:
        self._file.write_text(json.dumps(self._failed), encoding="utf-8")


def _passes(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test once more, with fixtures of its own and all functions cold."""
    _RECORDER.begin(item.nodeid)
    item._initrequest()  # type: ignore[attr-defined]
    signal.alarm(LONGEST_SECONDS)
    try:
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
    finally:
        signal.alarm(0)
    return all(report.passed for report in reports)
