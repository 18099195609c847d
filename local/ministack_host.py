"""Runs the emulator, in the emulator's own environment, with nine things done better.

The emulator unpacks a function's zip anew for every worker that it starts, thousands of files each time, which costs a
cold start more than the function itself does, and a hundred megabytes. All functions share one package, and Lambda's
code folder is shared and read-only too; so here each distinct zip is unpacked once, and workers get a link to it.

The emulator calls every exception of a Python function `Runtime.HandlerError`. On AWS the error's name is the name of
its class, and the booking workflow retries and ends by that name; so here it is too.

A function that has no room is an unknown error to the emulator's state machines, and its versions have all the room;
on AWS the error is called by its name, and a function's room is that of its versions.

A WebSocket's calls go to workers that the emulator keeps by the alias that is called, and so to the release before once
that has moved; on AWS to those of the version that it leads to, and here as well.

The emulator's CloudFormation takes many kinds of resources into a stack, but no state machine, secret or
backup vault; AWS does.

The emulator makes an empty API where one is imported from a document; here it is imported (`ministack_apis.py`).

The emulator's authorizers by a user pool take access tokens where AWS's do not; nor do they here
(`ministack_tokens.py`).

The emulator's backups of tables are not AWS's; here they are, as far as they are used (`ministack_recovery.py`).

The emulator starts an instance for every call that finds none free; here a few at a time (`ministack_starts.py`).

The emulator saves its state when it ends in peace only; here also every few seconds (`ministack_snapshots.py`).

The emulator's app clients have one secret each, and what it refreshes is less than AWS's; here they are as on AWS
(`ministack_sign_in.py`).

When it is told to, it counts what AWS would bill (`ministack_meter.py`), and writes down which rights are used
(`ministack_rights.py`).
"""

import hashlib
import os
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ministack import app
from ministack.core import iam_evaluator, lambda_runtime, persistence
from ministack.services import apigateway, apigateway_v1, backup, cognito, dynamodb, lambda_svc, s3, stepfunctions
from ministack.services.cloudformation import provisioners

sys.path.append(str(Path(__file__).parents[1]))  # last, so that nothing of it is taken for the emulator's
from local import (
    ministack_apis,
    ministack_meter,
    ministack_recovery,
    ministack_rights,
    ministack_sign_in,
    ministack_snapshots,
    ministack_starts,
    ministack_tokens,
)

Execute = Callable[[dict[str, Any], dict[str, Any], str], dict[str, Any]]

_unpacking = threading.Lock()
# Put after the traceback that the emulator's worker writes of an exception, to tell its class.
_TRACE = "traceback.format_exc()"
_MARK = "\nerror class: "


class _UnpackedOnce(zipfile.ZipFile):
    """A zip whose `extractall` leaves a link to the one unpacked copy."""

    def extractall(self, path: object = None, *_: object) -> None:  # the emulator names the folder and nothing else
        content = hashlib.sha256(Path(str(self.filename)).read_bytes()).hexdigest()
        shared = Path(tempfile.gettempdir(), "code", content[:16])
        with _unpacking:
            if not shared.exists():
                fresh = shared.with_suffix(".fresh")
                super().extractall(fresh)
                fresh.rename(shared)
        folder = Path(str(path))
        folder.rmdir()
        folder.symlink_to(shared, target_is_directory=True)


def _name_error_classes(execute: Execute) -> Execute:
    """Return `execute` with errors called by their class."""

    def run(function: dict[str, Any], event: dict[str, Any], request_id: str) -> dict[str, Any]:
        result = execute(function, event, request_id)
        log, mark, name = str(result.get("log", "")).rpartition(_MARK)
        if not (result.get("error") and mark):
            return result
        return {**result, "log": log, "body": {**result["body"], "errorType": name.strip()}}

    return run


def _name_errors() -> None:
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    if _TRACE not in script:
        raise SystemExit("The emulator's worker reports errors in another way than this was written for.")
    mark = _MARK.replace("\n", "\\n")
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace(_TRACE, f'{_TRACE} + "{mark}" + type(e).__name__')
    lambda_svc._execute_function_warm = _name_error_classes(lambda_svc._execute_function_warm)


def _name_throttles(respond: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Return `respond`, which says that a function has no room, with the name that a state machine knows this by."""

    def run(*args: Any, **kwargs: Any) -> dict[str, Any]:
        result = respond(*args, **kwargs)
        return {**result, "body": {**result["body"], "errorType": "Lambda.TooManyRequestsException"}}

    return run


def _share_room(read: Callable[..., int | None]) -> Callable[..., int | None]:
    """Return `read`, which finds how many of a function may run at once, for its versions as well."""

    def run(function: dict[str, Any], config: dict[str, Any]) -> int | None:
        return read(lambda_svc._functions.get(config.get("FunctionName", "")) or function, config)

    return run


def _key_by_version(key: Callable[[str, dict[str, Any], str], str]) -> Callable[[str, dict[str, Any], str], str]:
    """Return `key`, by which the workers of a function are kept, for the version that an alias leads to."""

    def run(name: str, config: dict[str, Any], qualifier: str) -> str:
        return key(name, config, config.get("Version", qualifier))

    return run


def _import_machine(identifier: dict[str, str]) -> tuple[str, dict[str, str]]:
    arn = identifier["Arn"]
    return arn, {"Arn": arn, "Name": arn.rsplit(":", 1)[1]}


def _import_secret(identifier: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Take a secret into a stack by its ARN, of which the last six characters are AWS's own."""
    arn = identifier["Id"]
    return arn.rpartition(":")[2].rpartition("-")[0], {"Id": arn, "Arn": arn}


def _import_vault(identifier: dict[str, str]) -> tuple[str, dict[str, str]]:
    name = identifier["BackupVaultName"]
    return name, {"BackupVaultArn": backup._vault_arn(name), "BackupVaultName": name}


def main() -> None:
    lambda_runtime.zipfile = SimpleNamespace(ZipFile=_UnpackedOnce, BadZipFile=zipfile.BadZipFile)
    lambda_runtime._worker_key = _key_by_version(lambda_runtime._worker_key)
    _name_errors()
    lambda_svc._throttle_response = _name_throttles(lambda_svc._throttle_response)
    lambda_svc._reserved_concurrency = _share_room(lambda_svc._reserved_concurrency)
    ministack_starts.install(lambda_runtime, lambda_svc)
    ministack_apis.install(apigateway_v1)
    ministack_sign_in.install(cognito)
    ministack_tokens.install(apigateway_v1)
    ministack_recovery.install(dynamodb, s3, provisioners._RESOURCE_HANDLERS)
    provisioners._RESOURCE_HANDLERS["AWS::StepFunctions::StateMachine"]["import"] = _import_machine
    provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]["import"] = _import_secret
    provisioners._RESOURCE_HANDLERS["AWS::Backup::BackupVault"]["import"] = _import_vault
    ministack_meter.install(app, lambda_runtime, apigateway, stepfunctions, dynamodb)
    if log := os.environ.get(ministack_rights.VARIABLE):
        ministack_rights.install(iam_evaluator, Path(log))
    if persistence.PERSIST_STATE:
        ministack_snapshots.install(app, persistence, lambda_svc)
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    app.main()


if __name__ == "__main__":
    main()
