"""The versions of a secret in Secrets Manager, as a rotation moves them: pending first, then the one in use."""

from collections.abc import Mapping
from typing import NamedTuple

from botocore.exceptions import ClientError

from chalicelib.gateways import aws
from chalicelib.gateways.secrets import CURRENT

PENDING = "AWSPENDING"


class Versions(NamedTuple):
    """Whether a secret is rotated at all, and the labels of each of its versions."""

    is_rotated: bool
    labels: Mapping[str, tuple[str, ...]]

    @property
    def in_use(self) -> str | None:
        """The version that is in use, if there is one."""
        return next((version for version, labels in self.labels.items() if CURRENT in labels), None)


def list_versions(secret: str) -> Versions:
    """Return the versions of a secret (its ARN)."""
    found = aws.client("secretsmanager").describe_secret(SecretId=secret)
    labels = {version: tuple(each) for version, each in found.get("VersionIdsToStages", {}).items()}
    return Versions(bool(found.get("RotationEnabled")), labels)


def find_pending(secret: str, version: str) -> str | None:
    """Return the value of a pending version; None while it has none."""
    try:
        answer = aws.client("secretsmanager").get_secret_value(SecretId=secret, VersionId=version, VersionStage=PENDING)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            return None
        raise
    return str(answer["SecretString"])


def put_pending(secret: str, version: str, value: str) -> None:
    """Give a pending version its value."""
    aws.client("secretsmanager").put_secret_value(
        SecretId=secret, ClientRequestToken=version, SecretString=value, VersionStages=[PENDING]
    )


def put_in_use(secret: str, version: str, *, instead_of: str | None) -> None:
    """Let a version be the one in use; the one before it stays readable as the previous one."""
    removed = {"RemoveFromVersionId": instead_of} if instead_of else {}
    aws.client("secretsmanager").update_secret_version_stage(
        SecretId=secret, VersionStage=CURRENT, MoveToVersionId=version, **removed
    )
