"""Where data may be: the regions that a stage allows, and what would have its data processed in another.

A region is allowed by its name (`eu-central-1`) or with all of its part of the world (`eu-*`). Nothing here knows which
regions there are: what may choose among several is allowed only where all of that part of the world is.
"""

import re
from collections.abc import Iterator, Sequence

ENTRY = r"[a-z]{2}(-[a-z]+)*-([0-9]+|\*)"
# In which part of the world an inference profile of Bedrock chooses a region, by how the profile's id begins.
AREAS = {"eu": "eu-*", "us": "us-*", "us-gov": "us-gov-*", "apac": "ap-*", "jp": "ap-*", "au": "ap-*"}
# Inference profiles are called as their model, behind the part of the world in which they look for room.
PROFILE = re.compile(r"(?P<area>us-gov|[a-z]{2}|apac|global)\.(?P<model>[^/]+\..+)")
# What stays in the region of its own ARN.
_HOME_KINDS = frozenset({"foundation-model", "provisioned-model", "custom-model", "imported-model"})
_ARN = re.compile(r"arn:[^:]+:bedrock:(?P<region>[^:]*):[^:]*:(?P<kind>[^/]+)/(?P<name>.+)")


def find_area(region: str) -> str:
    """Return the part of the world that a region lies in, as inference profiles name it."""
    if region.startswith("us-gov-"):
        return "us-gov"
    head = region.partition("-")[0]
    return "apac" if head == "ap" else head


def name_model(model_id: str) -> str:
    """Return the model that an id leads to, without the profile or the ARN by which it is asked."""
    named = _ARN.fullmatch(model_id)
    name = named["name"] if named else model_id
    profile = PROFILE.fullmatch(name)
    return profile["model"] if profile else name


def read_regions(text: str) -> tuple[str, ...]:
    """Return the entries of a setting, which stand between commas."""
    return tuple(each for each in text.split(",") if each)


def is_allowed(region: str, allowed: Sequence[str]) -> bool:
    """Return whether data may be in a region, or in all of a part of the world (`eu-*`)."""
    return not allowed or any(
        region == each or (each.endswith("*") and region.startswith(each.removesuffix("*"))) for each in allowed
    )


def list_departures(allowed: Sequence[str], *, region: str, asked_in: str, model_ids: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each thing that would take data out of the allowed regions: the stage's own region, the one
    whose Bedrock is asked (`asked_in`), and models. A region that is not known is left out."""
    if not allowed:
        return
    if region and not is_allowed(region, allowed):
        yield f"the region {region} is not allowed"
    if model_ids and asked_in and asked_in != region and not is_allowed(asked_in, allowed):
        yield f"models are asked in {asked_in}, which is not allowed"
    for model_id in model_ids:
        reason = _find_departure(model_id, allowed)
        if reason:
            yield f"the model {model_id} {reason}"


def _find_departure(model_id: str, allowed: Sequence[str]) -> str:
    """Return why a model may be asked outside of the allowed regions; nothing where it may not."""
    named = _ARN.fullmatch(model_id)
    if named is None:
        return (
            "is named by an ARN that says no region"
            if model_id.startswith("arn:")
            else _weigh_profile(model_id, allowed)
        )
    if not is_allowed(named["region"], allowed):
        return f"is in {named['region'] or 'any region'}, which is not allowed"
    if named["kind"] == "inference-profile":
        return _weigh_profile(named["name"], allowed)
    if named["kind"] in _HOME_KINDS:
        return ""
    return f"is a {named['kind']}, whose name does not say in which regions it is asked"


def _weigh_profile(model_id: str, allowed: Sequence[str]) -> str:
    """Return why a profile may leave; nothing for what is none, which is asked where one asks."""
    profile = PROFILE.fullmatch(model_id)
    if profile is None:
        return ""
    area = AREAS.get(profile["area"])
    if area is None:
        return f"is an inference profile that may be asked anywhere ({profile['area']}.)"
    if is_allowed(area, allowed):
        return ""
    return f"is an inference profile that may be asked anywhere in {area}, and not all of {area} is allowed"
