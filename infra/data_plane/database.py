"""The plane's PostgreSQL: Aurora Serverless v2, over TLS alone, whose owner's password Aurora rotates by itself, and
which functions ask by tokens of their roles, that are good for a quarter of an hour."""

from infra.data_plane.network import group_id, list_subnets, tags, under
from infra.templates import Value, name_of, ref, resource, sub

OWNER, NAME = "sojourn_owner", "sojourn"
FAMILY = "aurora-postgresql17"
_HAS = "HasDatabase"


def resources() -> dict[str, Value]:
    """Return the database with what it is made of."""
    return {
        "DatabaseLog": under(_HAS, _log()),
        "DatabaseSubnets": under(_HAS, _subnets()),
        "DatabaseParameters": under(_HAS, _parameters()),
        "DatabaseCluster": {"DependsOn": "DatabaseLog", **under(_HAS, _cluster())},
        "DatabaseWriter": under(_HAS, _instance("1")),
        "DatabaseStandby": {"DependsOn": "DatabaseWriter", **under("HasSecondInstance", _instance("2"))},
    }


def _log() -> Value:
    """Return what the database logs into: made here, for Aurora would make it to be kept for ever."""
    name = sub("/aws/rds/cluster/sojourn-${Stage}/postgresql")
    days = {"Fn::FindInMap": ["Logs", ref("Stage"), "Days"]}
    return resource("Logs::LogGroup", {"LogGroupName": name, "RetentionInDays": days}, kept=False)


def _subnets() -> Value:
    said = {"DBSubnetGroupDescription": "The private subnets of the data plane.", "SubnetIds": list_subnets()}
    return resource("RDS::DBSubnetGroup", {**said, "Tags": tags()})


def _parameters() -> Value:
    return resource(
        "RDS::DBClusterParameterGroup",
        {
            "Description": "TLS for everybody, and what changes tables is logged.",
            "Family": FAMILY,
            "Parameters": {"rds.force_ssl": "1", "log_statement": "ddl", "log_min_duration_statement": "2000"},
            "Tags": tags(),
        },
    )


def _cluster() -> Value:
    return {
        **resource(
            "RDS::DBCluster",
            {
                "DBClusterIdentifier": sub("sojourn-${Stage}"),
                "Engine": "aurora-postgresql",
                "EngineVersion": ref("EngineVersion"),
                "DatabaseName": NAME,
                "MasterUsername": OWNER,
                "ManageMasterUserPassword": True,
                "EnableIAMDatabaseAuthentication": True,
                "StorageEncrypted": True,
                "DBSubnetGroupName": ref("DatabaseSubnets"),
                "DBClusterParameterGroupName": ref("DatabaseParameters"),
                "VpcSecurityGroupIds": [group_id("DatabaseGroup")],
                "ServerlessV2ScalingConfiguration": {
                    "MinCapacity": ref("MinimumCapacity"),
                    "MaxCapacity": ref("MaximumCapacity"),
                    "SecondsUntilAutoPause": {"Fn::If": ["MayPause", ref("PauseAfterSeconds"), ref("AWS::NoValue")]},
                },
                "BackupRetentionPeriod": {"Fn::FindInMap": ["Backups", ref("Stage"), "Days"]},
                "CopyTagsToSnapshot": True,
                "DeletionProtection": {"Fn::If": ["Protected", True, False]},
                "EnableCloudwatchLogsExports": ["postgresql"],
                "Tags": tags(),
            },
        ),
        "DeletionPolicy": "Snapshot",
        "UpdateReplacePolicy": "Snapshot",
    }


def _instance(number: str) -> Value:
    return resource(
        "RDS::DBInstance",
        {
            "DBInstanceIdentifier": name_of(number),
            "DBClusterIdentifier": ref("DatabaseCluster"),
            "DBInstanceClass": "db.serverless",
            "Engine": "aurora-postgresql",
            "PubliclyAccessible": False,
            "AutoMinorVersionUpgrade": True,
            "EnablePerformanceInsights": True,
            "Tags": tags(),
        },
        kept=False,  # what it keeps is the cluster's
    )
