"""The plane's cache: Valkey, over TLS alone, encrypted where it lies, and open to the functions' roles by tokens. What
is in it can be read again from where it came from, so it is not backed up."""

from infra.data_plane.network import CACHE_PORT, group_id, list_subnets, tags, under
from infra.templates import Value, ref, resource, sub

VERSION, FAMILY = "8.0", "valkey8"
_HAS = "HasCache"
# What the gateway asks of it, on keys of its own; who may do no more can neither list nor flush.
ACCESS = "on ~sojourn:* resetchannels -@all +get +set +ping"


def resources() -> dict[str, Value]:
    """Return the cache with who may use it."""
    made = {
        "CacheSubnets": _subnets(),
        "CacheParameters": _parameters(),
        "CacheUser": _user(),
        "CacheUsers": _users(),
        "CacheGroup": _nodes(),
    }
    return {name: under(_HAS, each) for name, each in made.items()}


def _subnets() -> Value:
    return resource(
        "ElastiCache::SubnetGroup",
        {
            "CacheSubnetGroupName": sub("sojourn-${Stage}"),
            "Description": "The private subnets of the data plane.",
            "SubnetIds": list_subnets(),
            "Tags": tags(),
        },
    )


def _parameters() -> Value:
    """Return how it makes room when it is full: what was not asked for longest goes first, whether it expires or
    not."""
    return resource(
        "ElastiCache::ParameterGroup",
        {
            "CacheParameterGroupFamily": FAMILY,
            "Description": "What was not asked for longest makes room.",
            "Properties": {"maxmemory-policy": "allkeys-lru"},
            "Tags": tags(),
        },
    )


def _user() -> Value:
    name = sub("sojourn-${Stage}-functions")  # with tokens of a role, a user's id is its name
    return resource(
        "ElastiCache::User",
        {
            "UserId": name,
            "UserName": name,
            "Engine": "valkey",
            "AccessString": ACCESS,
            "AuthenticationMode": {"Type": "iam"},
            "Tags": tags(),
        },
    )


def _users() -> Value:
    return resource(
        "ElastiCache::UserGroup",
        {"UserGroupId": sub("sojourn-${Stage}"), "Engine": "valkey", "UserIds": [ref("CacheUser")], "Tags": tags()},
    )


def _nodes() -> Value:
    several = {"Fn::If": ["HasSeveralNodes", True, False]}
    return resource(
        "ElastiCache::ReplicationGroup",
        {
            "ReplicationGroupId": sub("sojourn-${Stage}"),
            "ReplicationGroupDescription": "Policy versions and their exchange rates.",
            "Engine": "valkey",
            "EngineVersion": VERSION,
            "CacheNodeType": ref("CacheNodeType"),
            "NumCacheClusters": ref("CacheNodes"),
            "AutomaticFailoverEnabled": several,
            "MultiAZEnabled": several,
            "Port": CACHE_PORT,
            "TransitEncryptionEnabled": True,
            "TransitEncryptionMode": "required",
            "AtRestEncryptionEnabled": True,
            "UserGroupIds": [ref("CacheUsers")],
            "CacheSubnetGroupName": ref("CacheSubnets"),
            "CacheParameterGroupName": ref("CacheParameters"),
            "SecurityGroupIds": [group_id("CacheAccessGroup")],
            "AutoMinorVersionUpgrade": True,
            "Tags": tags(),
        },
        kept=False,
    )
