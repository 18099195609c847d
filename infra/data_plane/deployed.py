"""The data plane as it was deployed: what it says of itself, and the functions of `chalice deploy` in it."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.settings import Settings
from infra.data_plane.functions import CACHE_VARIABLE, CACHING, COPYING, list_networked
from infra.data_plane.template import STACK
from infra.layers import RETRIEVAL
from infra.target import DeploymentFailed, Target


def put_deployed(target: Target, deployed: Mapping[str, str], here: Settings) -> int:
    """Put functions that `chalice deploy` has deployed, ARNs by name, into the network, or take them out of it; how
    many are in it. DeploymentFailed: some should be, and there is no plane."""
    networked = [name for name in list_networked(here) if name in deployed]
    plane = find_outputs(target)
    if not plane:
        if networked:
            raise DeploymentFailed(
                f"{', '.join(networked)} should be in the data plane of {target.stage}, which is not there:"
                f" `make data-plane STAGE={target.stage}` first."
            )
        return 0
    functions = target.client("lambda")
    for name in sorted({*RETRIEVAL.functions, *CACHING, *COPYING} & deployed.keys()):
        _place(functions, deployed[name], plane, networked=name in networked, caching=here.cache == "valkey")
    return len(networked)


def find_outputs(target: Target) -> dict[str, str]:
    """Return what the plane of a stage says of itself; nothing where there is none."""
    try:
        found = target.client("cloudformation").describe_stacks(StackName=target.stack(STACK))["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return {}
        raise
    return {each["OutputKey"]: each["OutputValue"] for stack in found for each in stack.get("Outputs", [])}


def _place(functions: Any, arn: str, plane: Mapping[str, str], *, networked: bool, caching: bool) -> None:
    known = functions.get_function_configuration(FunctionName=arn)
    network = known.get("VpcConfig", {})
    is_there = plane["FunctionGroup"] in network.get("SecurityGroupIds", [])
    if network.get("SubnetIds") and not is_there:
        return  # its configuration has put it into another network
    before = known.get("Environment", {}).get("Variables", {})
    variables = {name: value for name, value in before.items() if name != CACHE_VARIABLE}
    if networked and caching:
        if "CacheEndpoint" not in plane:
            raise DeploymentFailed(
                "SOJOURN_CACHE is valkey, and the data plane has no cache: `make data-plane PLANE_CACHE=on`."
            )
        variables[CACHE_VARIABLE] = plane["CacheEndpoint"]
    if networked == is_there and variables == before:
        return
    subnets = plane["FunctionSubnets"].split(",") if networked else []
    groups = [plane["FunctionGroup"]] if networked else []
    functions.update_function_configuration(
        FunctionName=arn,
        VpcConfig={"SubnetIds": subnets, "SecurityGroupIds": groups},
        Environment={"Variables": variables},
    )
    functions.get_waiter("function_updated_v2").wait(FunctionName=arn)
