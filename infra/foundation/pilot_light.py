"""What stands of a stage in its second region before the first is lost: replicas of its keys, the buckets that its
files are replicated to, and the vault that its backups are copied to.

It is the stage's own foundation there, with the names that it will have, and nothing yet of what it can be given later:
a deployment to that region makes the rest around it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from infra.foundation import backup_plans, template
from infra.templates import Value, resource

REPLICA = "AWS::KMS::ReplicaKey"
KEY = "AWS::KMS::Key"
KINDS = frozenset({KEY, "AWS::KMS::Alias", "AWS::S3::Bucket", "AWS::S3::BucketPolicy"})
_SECTIONS = ("Parameters", "Conditions", "Mappings")


def make_template(primaries: Mapping[str, str]) -> Value:
    """Return the template of the second region; `primaries` are the ARNs of the stage's keys, by their names in the
    template."""
    whole = template.template()
    made = {name: it for name, it in whole["Resources"].items() if it["Type"] in KINDS}
    for name, it in made.items():
        it["Properties"].pop("ReplicationConfiguration", None)  # nothing goes back as long as nothing begins here
        if it["Type"] == KEY:
            made[name] = _replica(it, primaries[name])
    made["CopiesVault"] = backup_plans.vault(backup_plans.COPIES_VAULT)
    return {
        "AWSTemplateFormatVersion": whole["AWSTemplateFormatVersion"],
        "Description": "Sojourn, what stands in a second region - keys, files and copies of backups.",
        **_sections(whole, made),
        "Resources": made,
    }


def list_keys() -> list[str]:
    """Return the keys by their names in the template."""
    return [name for name, it in template.template()["Resources"].items() if it["Type"] == KEY]


def _replica(key: Value, primary: str) -> Value:
    given = ("Description", "KeyPolicy", "PendingWindowInDays")
    properties = {name: key["Properties"][name] for name in given}
    return resource(REPLICA.removeprefix("AWS::"), {"PrimaryKeyArn": primary, **properties}, kept=True)


def _sections(whole: Value, resources: Value) -> Value:
    """Return of parameters, conditions and mappings those that the resources need, and what these need themselves."""
    needed = set(_words(resources))
    conditions = whole["Conditions"]
    while more := {each for name in needed & conditions.keys() for each in _words(conditions[name])} - needed:
        needed |= more
    found = {each: {name: it for name, it in whole[each].items() if name in needed} for each in _SECTIONS}
    return {each: those for each, those in found.items() if those}


def _words(value: Any) -> Iterable[str]:
    """Yield every name that a value may refer to: its texts, and what is put into them."""
    match value:
        case str():
            yield value
            yield from (part.partition("}")[0] for part in value.split("${")[1:])
        case dict():
            for each in value.values():
                yield from _words(each)
        case list():
            for each in value:
                yield from _words(each)
