"""The hosted zone that a stage's hosts belong to, looked at before anything is made: the certificate of a host that is
not in it would be waited for in vain, for an hour."""

from botocore.exceptions import ClientError

from infra.edge.said import Edge
from infra.target import DeploymentFailed, Target


def check_zone(target: Target, edge: Edge) -> None:
    """DeploymentFailed: the zone is not there, is not the world's, or does not have the host."""
    try:
        zone = target.client("route53").get_hosted_zone(Id=edge.zone_id)["HostedZone"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchHostedZone":
            raise
        raise DeploymentFailed(
            f"There is no hosted zone {edge.zone_id} in this account: `aws route53 list-hosted-zones` lists those."
        ) from error
    name = str(zone["Name"]).rstrip(".")
    if zone.get("Config", {}).get("PrivateZone"):
        raise DeploymentFailed(
            f"The hosted zone {edge.zone_id} ({name}) is private: the world cannot see what is in it."
        )
    if edge.domain != name and not edge.domain.endswith(f".{name}"):
        raise DeploymentFailed(f"The hosted zone {edge.zone_id} is of {name}, to which {edge.domain} does not belong.")
