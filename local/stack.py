"""A deployed copy of Sojourn as its callers see it: addresses, users and tokens. Tests and the demo use it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import msgspec
from botocore import UNSIGNED
from botocore.config import Config

from infra.deploy import Target
from infra.policy_statements import EMULATED
from infra.sign_in import Account, sign_in

ROOT = Path(__file__).parent.parent


def home() -> Path:
    """Return where this copy keeps its state: `.local/`, or what SOJOURN_HOME says."""
    return Path(os.environ.get("SOJOURN_HOME", ROOT / ".local")).resolve()


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can sign in. `role` is what `make token USER=` takes; the password was made for this copy."""

    role: str
    email: str
    name: str
    groups: tuple[str, ...]
    password: str


class Stack(msgspec.Struct, frozen=True, kw_only=True):
    """One running copy. `base_url` ends before `/v1`; `websocket_endpoint` is where pushes to connections are sent."""

    home: str
    stage: str
    region: str
    endpoint: str
    base_url: str
    websocket_url: str
    websocket_endpoint: str
    user_pool_id: str
    user_pool_client_id: str
    state_machine_arn: str
    users: dict[str, User] = {}

    @property
    def target(self) -> Target:
        """The copy as what is deployed to it, and looked after in it, knows it."""
        return Target(self.stage, self.region, self.endpoint)

    def client(self, service: str) -> Any:
        """Return a client of one of the copy's services, as its root: for setting up and looking in only."""
        return self.target.client(service)

    def name(self, thing: str) -> str:
        """Return the physical name of one of the copy's resources."""
        return f"sojourn-{self.stage}-{thing}"

    def tokens(self, role: str) -> Mapping[str, str]:
        """Return fresh tokens of a user by password: IdToken, AccessToken, RefreshToken. KeyError if there is no such
        role."""
        user = self.users[role]
        unsigned = Config(signature_version=UNSIGNED)
        cognito = boto3.client("cognito-idp", region_name=self.region, endpoint_url=self.endpoint, config=unsigned)
        answer = cognito.initiate_auth(
            ClientId=self.user_pool_client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user.email, "PASSWORD": user.password},
        )["AuthenticationResult"]
        return {
            "IdToken": answer["IdToken"],
            "AccessToken": answer["AccessToken"],
            "RefreshToken": answer["RefreshToken"],
        }

    def token(self, role: str) -> str:
        """Return a fresh id token, what the API takes in `Authorization`. On a stage of AWS the password is proved by
        SRP, for nothing else is taken there."""
        if self.stage == EMULATED:
            return self.tokens(role)["IdToken"]
        user = self.users[role]
        account = Account(self.user_pool_id, self.user_pool_client_id, user.email, user.password)
        return sign_in(self.client("cognito-idp"), account)

    def environment(self) -> dict[str, str]:
        """Return what a process outside Lambda needs to be this copy's application (`chalice local`, scripts)."""
        return {
            "SOJOURN_STAGE": self.stage,
            "SOJOURN_USER_POOL_ID": self.user_pool_id,
            "SOJOURN_USER_POOL_CLIENT_ID": self.user_pool_client_id,
            "SOJOURN_STATE_MACHINE_ARN": self.state_machine_arn,
            "SOJOURN_WEBSOCKET_ENDPOINT": self.websocket_endpoint,
            "SOJOURN_API_URL": self.base_url,
            "SOJOURN_VERIFY_TOKENS_IN_APP": "true",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",  # nosec B105 - as above
        }


def save(stack: Stack) -> None:
    """Remember the copy, readable by its owner only: it holds the users' passwords."""
    path = Path(stack.home) / "stack.json"
    path.touch(mode=0o600)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(stack)))


def load(where: Path | None = None) -> Stack:
    """Return the copy that runs from `where` (this clone's own by default); SystemExit with advice if none was
    deployed."""
    path = (where or home()) / "stack.json"
    if not path.exists():
        raise SystemExit("Nothing is deployed here yet: `make up` starts and deploys a copy.")
    return msgspec.json.decode(path.read_bytes(), type=Stack)
