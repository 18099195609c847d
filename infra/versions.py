"""Removes published versions of functions that no release can need any more: all of an account's code together has a
limit, and CloudFormation keeps every version that it has published."""

from infra.packaged_template import ALIAS, functions
from infra.target import Target
from infra.templates import Value

KEPT = 5  # of each function, beside those that its alias leads to


def remove_old_versions(target: Target, template: Value) -> int:
    """Remove what is older than the last few versions of each function; how many there were."""
    client = target.client("lambda")
    removed = 0
    for properties in functions(template).values():
        name = properties["FunctionName"]["Fn::Sub"].replace("${Stage}", target.stage)
        pages = client.get_paginator("list_versions_by_function").paginate(FunctionName=name)
        numbers = {it["Version"] for page in pages for it in page["Versions"]} - {"$LATEST"}
        alias = client.get_alias(FunctionName=name, Name=ALIAS)
        live = {alias["FunctionVersion"], *alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})}
        for number in sorted(numbers - live, key=int)[:-KEPT]:
            client.delete_function(FunctionName=name, Qualifier=number)
            removed += 1
    return removed
