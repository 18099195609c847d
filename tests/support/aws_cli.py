"""AWS's own command line, as far as guides use it: `aws <service> <operation> --<parameter> <value>...`, with `--query`
and `--output`. The command itself is no part of the environment; names, types and errors are botocore's."""

import json
import sys
from collections.abc import Sequence
from typing import Any

import boto3
import jmespath  # type: ignore[import-untyped]
from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.model import ListShape, Shape, StructureShape


def run(words: Sequence[str]) -> Any:
    """Return what an operation answers, or what is asked of it. Raises ClientError, KeyError for an unknown name."""
    service, command, *rest = words
    client: Any = boto3.client(service)  # type: ignore[call-overload]
    operations = {xform_name(each, "-"): each for each in client.meta.service_model.operation_names}
    shape = client.meta.service_model.operation_model(operations[command]).input_shape
    given = _split(rest)
    query = given.pop("query", None)
    given.pop("output", None)
    members = {xform_name(name, "-"): name for name in shape.members}
    parameters = {members[name]: _read(shape.members[members[name]], values) for name, values in given.items()}
    answer = getattr(client, xform_name(operations[command]))(**parameters)
    answer.pop("ResponseMetadata")
    return jmespath.search(query[0], answer) if query else answer


def _split(words: Sequence[str]) -> dict[str, list[str]]:
    """Return the values of each parameter."""
    given = dict[str, list[str]]()
    name = ""
    for word in words:
        if word.startswith("--"):
            name = word.removeprefix("--")
            given[name] = []
        else:
            given[name].append(word)
    return given


def _read(shape: Shape, values: Sequence[str]) -> Any:
    """Return values as an operation takes them: a flag, a text, a list of texts, or `Name=...,Value=...`."""
    match shape:
        case ListShape():
            return [_read(shape.member, [value]) for value in values]
        case StructureShape():
            return dict(pair.split("=", 1) for pair in values[0].split(","))
    if shape.type_name == "boolean":
        return True
    (value,) = values
    return value


def main(words: Sequence[str]) -> int:
    try:
        found = run(words)
    except ClientError as error:
        sys.stderr.write(f"{error}\n")
        return 254
    sys.stdout.write(f"{found if isinstance(found, str) else json.dumps(found, default=str)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
