"""What is done to a stage's database as its owner, whose secret is needed here alone: schemas are made and changed, and
users kept, of whom functions are one each."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from botocore.exceptions import ClientError

from chalicelib.errors import Unavailable
from chalicelib.gateways.postgres import Connection, Credentials, Database
from chalicelib.gateways.postgres_schema import keep_user
from infra.target import DeploymentFailed, Target

T = TypeVar("T")


def as_owner(owner: bytes, functions: bytes, work: Callable[[Connection, list[str]], T]) -> T:
    """Return what comes of the work in one transaction as the owner, by both secrets: it is told the role of the
    functions, unless they are the owner. Theirs that has no password is made, for tokens. Raises Unavailable."""
    place = complete(owner, functions)
    theirs = Credentials.read(functions)
    others = [theirs.user] if theirs.user != Credentials.read(place).user else []

    def do(connection: Connection) -> T:
        if others and not theirs.password:
            keep_user(connection, theirs.user)
        return work(connection, others)

    database = Database(lambda: iter([place]))
    try:
        return database.transact(do)
    finally:
        database.close()


def complete(owner: bytes, functions: bytes) -> bytes:
    """Return the owner's secret with what it leaves out of where the database is, as one does that Amazon RDS manages:
    it has a name and a password. Raises Unavailable for what is no secret of a database."""
    try:
        known: dict[str, Any] = msgspec.json.decode(functions, type=dict[str, Any])
        own: dict[str, Any] = msgspec.json.decode(owner, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        # Not from the error, whose words may hold some of the secret.
        raise Unavailable("The secret of the database is no JSON object with host and username.") from None
    place = {name: value for name, value in known.items() if name not in {"username", "password"}}
    return msgspec.json.encode({**place, **own})


def read_secret(target: Target, name: str) -> bytes:
    """Return the value of a secret, by its name or its ARN. DeploymentFailed: it cannot be read."""
    try:
        answer = target.client("secretsmanager").get_secret_value(SecretId=name)
    except ClientError as error:
        raise DeploymentFailed(f"The secret {name} cannot be read: {error.response['Error']['Code']}.") from error
    return str(answer["SecretString"]).encode()
