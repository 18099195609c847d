"""The plane's network: private subnets in two or three zones, a way out if one is wanted, and who may reach whom."""

from collections.abc import Iterator
from typing import NamedTuple

from infra.templates import Value, attribute, name_of, ref, resource, sub

DATABASE_PORT, CACHE_PORT, HTTPS = 5432, 6379, 443
_NOWHERE = "127.0.0.1/32"  # a group without any rule for what goes out lets everything out
_SUBNETS = 16  # into which the network's addresses are divided
_HOST_BITS = 8


class Zone(NamedTuple):
    """A zone of the network: under which condition it is there, and under which it has a NAT gateway of its own."""

    letter: str
    condition: str
    natted: str


ZONES = (
    Zone("A", "", "HasNat"),
    Zone("B", "", "HasNatInEach"),
    Zone("C", "HasThreeZones", "HasThirdPublicZone"),
)


def resources() -> dict[str, Value]:
    """Return the network with its subnets, routes and security groups."""
    made = dict(_network())
    for place, zone in enumerate(ZONES):
        made |= _private(place, zone) | _public(place, zone)
    return made | dict(_groups()) | dict(_rules())


def tags(name: str = "") -> list[Value]:
    """Return the tags of a thing, and by what name people know one that has no other."""
    called = [{"Key": "Name", "Value": name_of(name)}] if name else []
    return [*called, {"Key": "application", "Value": "sojourn"}, {"Key": "stage", "Value": ref("Stage")}]


def under(condition: str, made: Value) -> Value:
    """Return a resource that is there under a condition alone; without one always."""
    return {"Condition": condition, **made} if condition else made


def list_subnets() -> list[Value]:
    """Return the private subnets, of the zones that there are."""
    return [of_zone(f"PrivateSubnet{zone.letter}", zone) for zone in ZONES]


def of_zone(thing: str, zone: Zone) -> Value:
    """Return a reference to a thing of a zone, where the zone is there."""
    return {"Fn::If": [zone.condition, ref(thing), ref("AWS::NoValue")]} if zone.condition else ref(thing)


def _network() -> Iterator[tuple[str, Value]]:
    network = {"CidrBlock": ref("VpcCidr"), "EnableDnsSupport": True, "EnableDnsHostnames": True}
    yield "Network", resource("EC2::VPC", {**network, "Tags": tags("data-plane")})
    yield "NetworkLog", _keep_log("/aws/vpc/sojourn-${Stage}-data-plane")
    yield "NetworkLogRole", _log_role()
    yield (
        "NetworkFlowLog",
        resource(
            "EC2::FlowLog",
            {
                "ResourceId": ref("Network"),
                "ResourceType": "VPC",
                "TrafficType": "REJECT",  # what was let through is in the logs of who was reached
                "LogGroupName": ref("NetworkLog"),
                "DeliverLogsPermissionArn": attribute("NetworkLogRole", "Arn"),
                "Tags": tags("data-plane"),
            },
        ),
    )
    yield "Gateway", under("HasNat", resource("EC2::InternetGateway", {"Tags": tags("data-plane")}))
    attached = {"VpcId": ref("Network"), "InternetGatewayId": ref("Gateway")}
    yield "GatewayAttachment", under("HasNat", resource("EC2::VPCGatewayAttachment", attached))
    yield "PublicRoutes", under("HasNat", _routes("public"))
    out = {"RouteTableId": ref("PublicRoutes"), "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": ref("Gateway")}
    yield "PublicRoute", {"DependsOn": "GatewayAttachment", **under("HasNat", resource("EC2::Route", out))}


def _private(place: int, zone: Zone) -> dict[str, Value]:
    """Return where functions, database and cache are in a zone, with the way out that there is."""
    letter = zone.letter
    own = ref(f"Nat{letter}")
    nat = own if letter == "A" else {"Fn::If": [zone.natted, own, ref("NatA")]}
    routes = ref(f"PrivateRoutes{letter}")
    out = {"RouteTableId": routes, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": nat}
    is_routed = "HasNatForThirdZone" if zone.condition else "HasNat"
    return {
        f"PrivateSubnet{letter}": under(zone.condition, _subnet(place, place, f"private-{letter.lower()}")),
        f"PrivateRoutes{letter}": under(zone.condition, _routes(f"private-{letter.lower()}")),
        f"PrivateAssociation{letter}": under(zone.condition, _associate(f"PrivateSubnet{letter}", routes)),
        f"PrivateRoute{letter}": under(is_routed, resource("EC2::Route", out)),
    }


def _public(place: int, zone: Zone) -> dict[str, Value]:
    """Return a zone's NAT gateway, and where it is."""
    letter = zone.letter
    nat = {
        "SubnetId": ref(f"PublicSubnet{letter}"),
        "AllocationId": attribute(f"NatAddress{letter}", "AllocationId"),
        "Tags": tags(f"data-plane-{letter.lower()}"),
    }
    address = {"Domain": "vpc", "Tags": tags(f"data-plane-{letter.lower()}")}
    made = {
        f"PublicSubnet{letter}": _subnet(len(ZONES) + place, place, f"public-{letter.lower()}"),
        f"PublicAssociation{letter}": _associate(f"PublicSubnet{letter}", ref("PublicRoutes")),
        f"NatAddress{letter}": {"DependsOn": "GatewayAttachment", **resource("EC2::EIP", address, kept=False)},
        f"Nat{letter}": {"DependsOn": "PublicRoute", **resource("EC2::NatGateway", nat)},
    }
    return {name: under(zone.natted, each) for name, each in made.items()}


def _subnet(number: int, place: int, name: str) -> Value:
    return resource(
        "EC2::Subnet",
        {
            "VpcId": ref("Network"),
            "AvailabilityZone": {"Fn::Select": [place, {"Fn::GetAZs": ""}]},
            "CidrBlock": {"Fn::Select": [number, {"Fn::Cidr": [ref("VpcCidr"), _SUBNETS, _HOST_BITS]}]},
            "MapPublicIpOnLaunch": False,
            "Tags": tags(f"data-plane-{name}"),
        },
    )


def _routes(name: str) -> Value:
    return resource("EC2::RouteTable", {"VpcId": ref("Network"), "Tags": tags(f"data-plane-{name}")})


def _associate(subnet: str, routes: Value) -> Value:
    return resource("EC2::SubnetRouteTableAssociation", {"SubnetId": ref(subnet), "RouteTableId": routes})


def _groups() -> Iterator[tuple[str, Value]]:
    """Yield the security groups; who may reach whom are rules of their own, for groups name each other."""
    yield "FunctionGroup", _group("functions", "Functions that use what lies in the data plane")
    yield "EndpointGroup", under("HasEndpoints", _group("endpoints", "Endpoints of AWS services"))
    yield "DatabaseGroup", under("HasDatabase", _group("database", "The database"))
    yield "ReaderGroup", under("HasDatabase", _group("readers", "Whoever reads the reporting copy"))
    yield "CacheAccessGroup", under("HasCache", _group("cache", "The cache"))


def _group(name: str, description: str) -> Value:
    return resource(
        "EC2::SecurityGroup",
        {
            "GroupName": name_of(f"data-plane-{name}"),
            "GroupDescription": f"{description}.",
            "VpcId": ref("Network"),
            "SecurityGroupEgress": [
                {
                    "IpProtocol": "-1",
                    "CidrIp": _NOWHERE,
                    "Description": "Nothing but what rules of their own let out.",
                }
            ],
            "Tags": tags(f"data-plane-{name}"),
        },
    )


def _rules() -> Iterator[tuple[str, Value]]:
    """Yield who may reach whom, on which port: nothing else passes."""
    for source, target, port, condition in (
        ("FunctionGroup", "DatabaseGroup", DATABASE_PORT, "HasDatabase"),
        ("ReaderGroup", "DatabaseGroup", DATABASE_PORT, "HasDatabase"),
        ("FunctionGroup", "CacheAccessGroup", CACHE_PORT, "HasCache"),
        ("FunctionGroup", "EndpointGroup", HTTPS, "HasEndpoints"),
        ("ReaderGroup", "EndpointGroup", HTTPS, "HasReaderEndpoints"),
    ):
        pair = f"{source.removesuffix('Group')}To{target.removesuffix('Group')}"
        ports = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
        out = {**ports, "GroupId": group_id(source), "DestinationSecurityGroupId": group_id(target)}
        into = {**ports, "GroupId": group_id(target), "SourceSecurityGroupId": group_id(source)}
        said = {"Description": f"From {source} to {target}."}
        yield f"{pair}Out", under(condition, resource("EC2::SecurityGroupEgress", out | said))
        yield f"{pair}In", under(condition, resource("EC2::SecurityGroupIngress", into | said))
    # S3 and DynamoDB are reached by routes, whose addresses change; what there is no route for is not reached.
    https = {"IpProtocol": "tcp", "FromPort": HTTPS, "ToPort": HTTPS, "CidrIp": "0.0.0.0/0"}
    said = {"Description": "AWS's services, and what else there is NAT for."}
    for source, condition in (("FunctionGroup", ""), ("ReaderGroup", "HasDatabase")):
        out = {**https, "GroupId": group_id(source), **said}
        pair = f"{source.removesuffix('Group')}ToServicesOut"
        yield pair, under(condition, resource("EC2::SecurityGroupEgress", out))


def group_id(group: str) -> Value:
    return attribute(group, "GroupId")


def _keep_log(name: str) -> Value:
    days = {"Fn::FindInMap": ["Logs", ref("Stage"), "Days"]}
    return resource("Logs::LogGroup", {"LogGroupName": sub(name), "RetentionInDays": days}, kept=False)


def _log_role() -> Value:
    """Return as whom the network writes what it let nobody through."""
    trusted = {"StringEquals": {"aws:SourceAccount": ref("AWS::AccountId")}}
    writing = {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        "Resource": attribute("NetworkLog", "Arn"),
    }
    return resource(
        "IAM::Role",
        {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                        "Condition": trusted,
                    }
                ],
            },
            "Policies": [
                {"PolicyName": "log", "PolicyDocument": {"Version": "2012-10-17", "Statement": [writing]}},
            ],
        },
    )
