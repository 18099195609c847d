"""When secrets are rotated, and by which function. It is here because it names a function, and that has to be there.

The embedded cloud knows no rotation; there the function is called by tests.
"""

from infra.packaged_template import ALIAS
from infra.templates import Value, identify, name_of, resource, sub

EVERY = "rate(90 days)"
ROTATED = ("signing", "supplier-sandbox")  # what is ours to choose; a real supplier's is the supplier's
FUNCTION = "rotate_secret"


def resources() -> dict[str, Value]:
    """Return the rotation of every secret, and the right of Secrets Manager to call the function."""
    return {"RotationPermission": _on_aws(_permission())} | {
        identify(secret, "Rotation"): _on_aws(_schedule(secret)) for secret in ROTATED
    }


def _permission() -> Value:
    return resource(
        "Lambda::Permission",
        {
            "FunctionName": name_of(f"{FUNCTION}:{ALIAS}"),
            "Action": "lambda:InvokeFunction",
            "Principal": "secretsmanager.amazonaws.com",
            "SourceAccount": {"Ref": "AWS::AccountId"},
        },
    )


def _schedule(secret: str) -> Value:
    functions = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:sojourn-${Stage}-"
    made = resource(
        "SecretsManager::RotationSchedule",
        {
            "SecretId": name_of(secret),
            "RotationLambdaARN": sub(f"{functions}{FUNCTION}:{ALIAS}"),
            "RotationRules": {"ScheduleExpression": EVERY},
            # A secret that was made a moment ago is new enough.
            "RotateImmediatelyOnUpdate": False,
        },
    )
    return {"DependsOn": "RotationPermission", **made}


def _on_aws(made: Value) -> Value:
    return {"Condition": "OnAws", **made}
