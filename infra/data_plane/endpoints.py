"""How functions in the plane's network reach AWS's services: tables and files by routes, which cost nothing; the
others, where there is no NAT, by endpoints in each zone."""

from infra.data_plane.network import ZONES, group_id, list_subnets, of_zone, under
from infra.templates import Value, ref, resource, sub

ROUTED = {"Tables": "dynamodb", "Files": "s3"}
# What functions call that may be in the network, by the service's name in endpoints.
CALLED = {
    "Accounts": "cognito-idp",
    "Functions": "lambda",
    "Keys": "kms",
    "Parameters": "ssm",
    "Queues": "sqs",
    "Secrets": "secretsmanager",
    "Workflow": "states",
}


def resources() -> dict[str, Value]:
    """Return every endpoint."""
    routed = {f"{name}Endpoint": _route_to(service) for name, service in ROUTED.items()}
    called = {f"{name}Endpoint": _reach("HasEndpoints", service) for name, service in CALLED.items()}
    return routed | called | {"ModelsEndpoint": _reach("HasModelEndpoint", "bedrock-runtime")}


def _route_to(service: str) -> Value:
    routes = [of_zone(f"PrivateRoutes{zone.letter}", zone) for zone in ZONES]
    return resource(
        "EC2::VPCEndpoint",
        {**_describe(service), "VpcEndpointType": "Gateway", "RouteTableIds": routes, "PolicyDocument": _only_ours()},
    )


def _reach(condition: str, service: str) -> Value:
    made = resource(
        "EC2::VPCEndpoint",
        {
            **_describe(service),
            "VpcEndpointType": "Interface",
            "PrivateDnsEnabled": True,
            "SubnetIds": list_subnets(),
            "SecurityGroupIds": [group_id("EndpointGroup")],
            "PolicyDocument": _only_ours(),
        },
    )
    return under(condition, made)


def _describe(service: str) -> Value:
    return {"VpcId": ref("Network"), "ServiceName": sub(f"com.amazonaws.${{AWS::Region}}.{service}")}


def _only_ours() -> Value:
    """Return who may call through an endpoint: roles of this account. What each may do stands in the role."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "*",
                "Resource": "*",
                "Condition": {"StringEquals": {"aws:PrincipalAccount": ref("AWS::AccountId")}},
            }
        ],
    }
