"""The keys of KMS: what each is for, and what may be done with it. Who may is said by each function's role."""

from typing import NamedTuple

from infra.templates import Value, identify, ref, resource, sub


class Key(NamedTuple):
    """A key, known by its alias. All of them outlive the stack, for what was encrypted under them does."""

    name: str
    description: str
    signs: bool = False


KEYS = (
    Key("passengers", "Encrypts the data keys of passenger profiles of sojourn-${Stage}."),
    Key("locators", "Encrypts the data keys of record locators of sojourn-${Stage}."),
    Key("documents", "Encrypts the files of documents of sojourn-${Stage}."),
    Key("webhooks", "Encrypts the data keys of webhooks' signing secrets of sojourn-${Stage}."),
    Key("audit", "Signs the anchors of the audit of sojourn-${Stage}.", signs=True),
)


def resources() -> dict[str, Value]:
    """Return every key with its alias, as CloudFormation makes them."""
    made: dict[str, Value] = {}
    for key in KEYS:
        name = identify(key.name, "Key")
        alias = {"AliasName": sub(f"alias/sojourn-${{Stage}}-{key.name}"), "TargetKeyId": ref(name)}
        made[name] = resource("KMS::Key", _properties(key), kept=True)
        made[f"{name}Alias"] = resource("KMS::Alias", alias, kept=True)
    return made


def _properties(key: Key) -> Value:
    return {
        "Description": sub(key.description),
        # So that what it encrypted can be read in a second region, too. It costs nothing until there is one, and can
        # never be changed: a stage that was made without stays so (infra/identity.py).
        "MultiRegion": {"Fn::If": ["IsLocal", False, True]},
        # A key that signs stays the same: whoever has its public half checks every anchor that there ever was.
        **({"KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY"} if key.signs else {"EnableKeyRotation": True}),
        "PendingWindowInDays": 30,
        "KeyPolicy": {
            "Version": "2012-10-17",
            # Who may use it is said by each function's role; this lets the account's IAM say so.
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")},
                    "Action": "kms:*",
                    "Resource": "*",
                }
            ],
        },
    }
