"""How much room an account has for a stage's functions, and what of it the stage keeps to itself."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from infra.limits import API, RESERVED, list_reserved
from infra.target import DeploymentFailed, Target
from infra.templates import Value

LAMBDA_KEEPS = 100  # of an account's limit, for functions without a room of their own
PROVISIONED = "ApiProvisionedConcurrency"


class Room(NamedTuple):
    """How many functions of an account may run at once without a room of their own, and what a stage wants."""

    limit: int
    left: int
    wanted: int

    @property
    def is_enough(self) -> bool:
        return self.wanted == 0 or self.left - self.wanted >= LAMBDA_KEEPS

    def describe(self) -> str:
        """Say why nothing can be reserved, and what to do."""
        return (
            f"{self.wanted} functions at once are to have room to themselves and Lambda keeps {LAMBDA_KEEPS} for"
            f" all others, but of the account's {self.limit} only {self.left} are left. Ask for 1,000 in Service Quotas"
            ' ("Concurrent executions"), then deploy again'
        )


def find_room(target: Target, reserved: Mapping[str, int]) -> Room:
    """Return how much room the account has for what is to be reserved, by functions' names in `app.py`; what the stage
    has reserved already is counted as left."""
    if not reserved:
        return Room(0, 0, 0)
    functions = target.client("lambda")
    account = functions.get_account_settings()["AccountLimit"]
    own = sum(_find_reserved(functions, f"sojourn-{target.stage}-{name}") for name in reserved)
    left = account["UnreservedConcurrentExecutions"] + own
    return Room(account["ConcurrentExecutions"], left, sum(reserved.values()))


def _find_reserved(functions: Any, name: str) -> int:
    try:
        return int(functions.get_function_concurrency(FunctionName=name).get(RESERVED, 0))
    except functions.exceptions.ResourceNotFoundException:
        return 0


def read_provisioned(asked: str | None, template: Value) -> dict[str, str]:
    """Return how many environments of the API are to be kept warm, as a parameter; nothing where nothing is asked, and
    none where nothing is said of how many. DeploymentFailed: Lambda would refuse it, after all else was deployed."""
    if asked is None:
        return {}
    if asked and not (asked.isascii() and asked.isdecimal()):
        raise DeploymentFailed(f"API_PROVISIONED_CONCURRENCY is a whole number, 0 for none, and not {asked!r}.")
    most = list_reserved(template).get(API)
    if most is not None and int(asked or 0) > most:
        raise DeploymentFailed(f"At most {most} of the API's function run at once, so {asked} cannot be kept warm.")
    return {PROVISIONED: asked or "0"}
