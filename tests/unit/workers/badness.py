"""How one thing of many may be bad: every kind of error that its turn may end in, and a receiver that hangs."""

from collections.abc import Callable

import msgspec
from botocore.exceptions import ClientError, ReadTimeoutError
from pynamodb.exceptions import GetError

from chalicelib.errors import Unavailable, VersionConflict
from tests.support.turning_clock import TurningClock

HANG = 20  # seconds; no call of ours waits longer


def hang(clock: TurningClock) -> None:
    clock.turn(seconds=HANG)
    raise ReadTimeoutError(endpoint_url="https://example.com")


def refuse(error: Exception) -> Callable[[TurningClock], None]:
    def raise_it(_clock: TurningClock) -> None:
        raise error

    return raise_it


BADNESS: dict[str, Callable[[TurningClock], None]] = {
    "an error of ours": refuse(Unavailable("It cannot be reached.")),
    "a conflict": refuse(VersionConflict("It has changed.")),
    "an error of the SDK": refuse(ClientError({"Error": {"Code": "Throttling"}}, "GetItem")),
    "an error of the tables": refuse(GetError("no", KeyError("no"))),
    "a row that cannot be read": refuse(msgspec.ValidationError("Object contains unknown field `more`")),
    "a message that is no JSON": refuse(msgspec.DecodeError("JSON is malformed")),
    "an error that nobody foresaw": refuse(KeyError("Anna Berger")),
    "a receiver that hangs": hang,
}
