"""Where a stage is deployed to: the account and region of the environment, or the embedded cloud."""

import os
from collections.abc import Callable
from typing import Any, NamedTuple, Self

import boto3

from infra.commands import CommandFailed
from infra.package import REGION

Say = Callable[[str], None]


class DeploymentFailed(CommandFailed):
    """A stage could not be brought up to date; the message says what failed and why, and what to do."""


class Held(DeploymentFailed):
    """More than code would change, so somebody has to approve it; the message says what, and nothing was changed."""

    exit_code = 3


class Target(NamedTuple):
    """Where to deploy to. `endpoint` is empty on AWS."""

    stage: str
    region: str = REGION
    endpoint: str = ""

    @classmethod
    def from_environment(cls, stage: str) -> Self:
        """Return where a stage is from here: on AWS, or on the embedded cloud whose address the environment has."""
        return cls(stage, endpoint=os.environ.get("AWS_ENDPOINT_URL", ""))

    @property
    def on_aws(self) -> bool:
        return not self.endpoint

    def client(self, service: str) -> Any:
        """Return a client of one service there; the embedded cloud takes fixed credentials for its root."""
        if self.on_aws:
            return boto3.client(service, region_name=self.region)  # type: ignore[call-overload]
        return boto3.client(  # type: ignore[call-overload]
            service,
            region_name=self.region,
            endpoint_url=self.endpoint,
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106  # nosec B106 - the emulator's own root, no secret
        )

    def account(self) -> str:
        """Return the id of the account that the credentials belong to."""
        return str(self.client("sts").get_caller_identity()["Account"])

    def stack(self, part: str) -> str:
        """Return the name of one of the stage's stacks."""
        return f"sojourn-{self.stage}-{part}"
