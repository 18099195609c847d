"""Commands of the embedded cloud: `python -m local up|down|status|base|token|...`; `make` wraps them."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from infra import queues as infra_queues
from infra.commands import CommandFailed
from infra.package import ROOT
from local import cloud, deployment
from local.stack import Stack, home, load


def up(arguments: argparse.Namespace) -> int:
    """Start the embedded cloud, deploy the application into it, create the users and publish the policy."""
    stack, _ = _up(persist=arguments.persist, is_seeded=arguments.seeded)
    print(deployment.describe(stack))
    print(f"up: ready at {stack.endpoint}, state in {stack.home}")
    return 0


def _up(*, persist: bool, is_seeded: bool = True) -> tuple[Stack, bool]:
    built = deployment.build(home(), print)
    running, started = cloud.start(home(), int(os.environ.get("SOJOURN_PORT", "0")), persist=persist)
    print(f"cloud: {'started' if started else 'already running'} on port {running.port} (log: {home() / 'cloud.log'})")
    try:
        return deployment.install(running, home(), built, print, is_seeded=is_seeded), started
    except CommandFailed:
        if started:
            cloud.stop(home())
        raise


def down(arguments: argparse.Namespace) -> int:
    """Stop the embedded cloud and everything that it started."""
    print("down: stopped" if cloud.stop(home()) else "down: nothing was running")
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Say whether a copy runs here, and where."""
    if running := cloud.find(home()):
        print(deployment.describe(load()))
        print(f"status: running on port {running.port}, pid {running.pid}")
        return 0
    print("status: not running")
    return 1


def base(arguments: argparse.Namespace) -> int:
    """Print the API's address, before `/v1`, and nothing else, so that it can be used in a command line."""
    print(load().base_url)
    return 0


def token(arguments: argparse.Namespace) -> int:
    """Print a fresh id token, and nothing else, so that it can be used in a command line."""
    stack = load()
    if arguments.user not in stack.users:
        print(f"There is no {arguments.user}; there are {', '.join(stack.users)}.", file=sys.stderr)
        return 1
    print(stack.token(arguments.user))
    return 0


def logs(arguments: argparse.Namespace) -> int:
    """Print what the functions logged, oldest first."""
    for function, message in _lines(load(), arguments.function)[-arguments.last :]:
        print(f"{function:22} {message}")
    return 0


def _lines(stack: Stack, function: str = "") -> list[tuple[str, str]]:
    reader = stack.client("logs")
    prefix = f"/aws/lambda/{stack.name(function)}"
    groups = [group["logGroupName"] for group in reader.describe_log_groups(logGroupNamePrefix=prefix)["logGroups"]]
    lines = [
        (event["timestamp"], group.rsplit("-", 1)[1], event["message"].rstrip())
        for group in groups
        for page in reader.get_paginator("filter_log_events").paginate(logGroupName=group)
        for event in page["events"]
    ]
    return [(name, message) for _, name, message in sorted(lines)]


def queues(arguments: argparse.Namespace) -> int:
    """Print the waiting messages and dead letters of each queue."""
    print(infra_queues.describe(load().target))
    return 0


def redrive(arguments: argparse.Namespace) -> int:
    """Put what a queue's function gave up back on the queue."""
    print(infra_queues.put_back(load().target, arguments.queue))
    return 0


def serve(arguments: argparse.Namespace) -> int:
    """Run `chalice local` against the resources of the running copy: the inner loop, with hot reload unless it is
    turned off. Any file that changes in this folder or below starts it again, and ends what it is answering."""
    stack = load()
    port = os.environ.get("SOJOURN_LOCAL_PORT", "8000")
    # Its reloader starts itself again by this very path, so it has to be a program.
    chalice = Path(sys.executable).with_name("chalice")
    reload = "--autoreload" if arguments.reload else "--no-autoreload"
    command = [str(chalice), "local", "--stage", stack.stage, "--port", port, reload]
    print(f"local: http://127.0.0.1:{port}/v1/health, against {stack.endpoint}; Ctrl-C ends it", flush=True)
    try:
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **stack.environment()}, check=False).returncode
    except KeyboardInterrupt:
        return 0


def run(arguments: argparse.Namespace) -> int:
    """Start, deploy, show one whole booking, then serve until Ctrl-C (or stop at once with --once)."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs start with it ignored
    started = False
    try:
        stack, started = _up(persist=arguments.persist)
        print(deployment.describe(stack), flush=True)
        demo = [sys.executable, "-m", "local.demo", *(["--request", arguments.request] if arguments.request else [])]
        code = subprocess.run(demo, cwd=ROOT, check=False).returncode
        if code:
            _show_errors(stack)
        if not arguments.once and code == 0:
            print("run: serving until Ctrl-C", flush=True)
            while cloud.find(home()):
                time.sleep(2)
        return code
    except KeyboardInterrupt:
        return 0
    finally:
        if started:
            cloud.stop(home())


def _show_errors(stack: Stack) -> None:
    """Show what went wrong inside, before the logs go with the emulator."""
    for function, message in [line for line in _lines(stack) if '"level":"ERROR"' in line[1]][-5:]:
        print(f"{function}: {message}", file=sys.stderr)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    command.__name__: command for command in (up, down, status, base, token, logs, queues, redrive, serve, run)
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        added = commands.add_parser(name, help=command.__doc__)
        if name in {"up", "run"}:
            added.add_argument("--persist", action="store_true", help="keep everything across a restart")
        if name == "up":
            added.add_argument(
                "--unseeded", dest="seeded", action="store_false", help="create the users and nothing else"
            )
        if name == "run":
            added.add_argument("--once", action="store_true")
            added.add_argument("--request", default="", help="the trip request, in words or as JSON")
        if name == "serve":
            added.add_argument("--no-reload", dest="reload", action="store_false", help="whatever files change")
        if name == "token":
            added.add_argument("user")
        if name == "redrive":
            added.add_argument("queue", help="name of the queue, such as reconciliations")
        if name == "logs":
            added.add_argument("function", nargs="?", default="", help="name of a function; all functions if left out")
            added.add_argument("--last", type=int, default=200)
    arguments = parser.parse_args()
    try:
        return COMMANDS[arguments.command](arguments)
    except CommandFailed as error:
        print(error, file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
