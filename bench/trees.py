"""Two trees of Sojourn, this one and the one of an earlier commit: each packaged by itself and driven through `app.py`.

Nothing of either tree's own layout is known here but `app.py`, `infra.package`, the template that it writes, and, where
there is one, `bench/work.py`, which knows the tree's own fields.
"""

import json
import subprocess
import tarfile
from pathlib import Path
from typing import Any, NamedTuple

from bench import work
from bench.packages import BUILT, ROOT, Peer, make_read_only, package, remove
from bench.running import PYTHON, Given

Json = dict[str, Any]
KINDS = ("api", "queue", "step", "schedule", "websocket")
_ABSENT = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"
_NOTHING: Json = {"Items": [], "Count": 0, "ScannedCount": 0}
# What the first call of each kind of function is given. There is no such booking, no message that can be read, and no
# token: a call ends in an error or at once. What it loads until then is what any first call loads, in both trees alike.
_FIRST: dict[str, Json] = {
    "queue": {"Records": [{"messageId": "m", "receiptHandle": "r", "body": "{}"}]},
    "step": {
        "bookingId": _ABSENT,
        "taskToken": "t",
        "enteredAt": "2026-11-29T09:00:00.000Z",
        "attempt": 0,
        "round": 1,
        "approvalRequests": 1,
        "ending": "failed",
    },
    "schedule": {
        "version": "0",
        "id": "e",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": "2026-11-29T09:00:00Z",
        "region": "eu-central-1",
        "resources": [],
        "detail": {},
    },
    "websocket": {
        "requestContext": {
            "apiId": "abcdefghij",
            "connectionId": "c",
            "domainName": "abcdefghij.execute-api.eu-central-1.amazonaws.com",
            "routeKey": "$default",
            "stage": "api",
        },
        "headers": {},
        "multiValueHeaders": {},
        "body": "{}",
    },
}
_ASK_FOR_WORK = """
import json, sys
sys.path.insert(0, sys.argv[1])
from bench import work
print(json.dumps([work.ENVIRONMENT, work.events(), work.answers()]))
"""


class Function(NamedTuple):
    """One Lambda function of a package: its name within the stage, the attribute of `app` that it is, and its kind."""

    name: str
    attribute: str
    kind: str

    @property
    def peer(self) -> Peer:
        return Peer(self.name, self.name, (), "app", self.attribute)


class Tree(NamedTuple):
    """A packaged tree: its unpacked folder, its functions, and what its API is given and answered."""

    title: str
    folder: Path
    functions: tuple[Function, ...]
    given: Given

    def of_kind(self, kind: str) -> list[Function]:
        return [function for function in self.functions if function.kind == kind]

    def given_to(self, function: Function) -> Given:
        """What the function is given: the environment that Lambda names it by, and the first event of its kind."""
        named = {
            "AWS_LAMBDA_FUNCTION_NAME": f"sojourn-local-{function.name}",
            "_HANDLER": f"app.{function.attribute}",
            "LAMBDA_TASK_ROOT": str(self.folder),
        }
        environment = {**self.given.environment, **named}
        if function.kind == "api":
            return Given(environment, self.given.events, self.given.answers)
        return Given(environment, {"first": _FIRST[function.kind]}, {"Query": _NOTHING, "Scan": _NOTHING})


def commit_of(name: str) -> str:
    """The full id of a commit. SystemExit where git knows none of that name."""
    command = ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    found = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if found.returncode:
        raise SystemExit(f"bench: git knows no commit {name}")
    return found.stdout.strip()


def export(commit: str) -> Path:
    """The files of a commit, in `build/`; git itself keeps no trace of it."""
    tree, file = BUILT / "base" / "tree", BUILT / "base.tar"
    remove(tree)
    tree.mkdir(parents=True)
    command = ["git", "archive", "--format=tar", f"--output={file}", commit]
    subprocess.run(command, cwd=ROOT, check=True)
    with tarfile.open(file) as archive:
        archive.extractall(tree, filter="data")
    return tree


def build(title: str, source: Path, home: Path) -> Tree:
    """Package the tree of `source` into `home`."""
    folder = home / "bytecode"
    remove(folder)
    folder.mkdir(parents=True)
    template = package(source, home / "packaged", folder)
    make_read_only(folder)
    functions = functions_in(json.loads(template.read_text(encoding="utf-8")))
    return Tree(title, folder, functions, ask_for_work(source))


def functions_in(template: Json) -> tuple[Function, ...]:
    """The functions of a template that `infra.package` wrote, of the kinds that are compared."""
    found = [r["Properties"] for r in template["Resources"].values() if r["Type"] == "AWS::Serverless::Function"]
    return tuple(function for function in map(_function, found) if function.kind in KINDS)


def _function(properties: Json) -> Function:
    attribute = str(properties["Handler"]).removeprefix("app.")
    name = "api_handler" if attribute == "app" else attribute
    return Function(name, attribute, _kind(attribute, [e["Type"] for e in properties.get("Events", {}).values()]))


def _kind(attribute: str, sources: list[str]) -> str:
    if attribute == "app":
        return "api"
    if sources:
        return {"SQS": "queue", "Schedule": "schedule"}[sources[0]]
    return attribute.partition("_")[0]  # a step, a connection by WebSocket; others are called in ways of their own


def ask_for_work(source: Path) -> Given:
    """The requests and answers of a tree's own bench, which follows its fields; ours where it has none."""
    if not (source / "bench" / "work.py").exists():
        return Given(work.ENVIRONMENT, work.events(), work.answers())
    command = [str(PYTHON), "-I", "-S", "-B", "-c", _ASK_FOR_WORK, str(source)]
    asked = subprocess.run(command, check=True, capture_output=True, text=True)
    return Given(*json.loads(asked.stdout))
