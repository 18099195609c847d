"""Which functions are in the plane's network, and how each way to deploy puts them there.

Only those that use what lies in it are: whoever sends to browsers' connections or to others' webhooks stays outside,
where the internet is, and keeps policies in its own process."""

from collections.abc import Mapping
from pathlib import Path

from chalicelib import settings
from chalicelib.settings import API_FUNCTION, Settings
from infra.layers import RETRIEVAL
from infra.policy_index_rights import CHALICE, read_variables
from infra.templates import Value, imported

CACHING = (API_FUNCTION, "step_retrieve", "step_plan", "step_validate", "step_hold", "step_reprice")
COPYING = ("copy_reports",)
CACHE_VARIABLE = "SOJOURN_CACHE_ENDPOINT"


def read_settings(stage: str, config: Path = CHALICE) -> Settings:
    """Return what a stage's configuration sets."""
    return settings.load(read_variables(stage, config))


def list_networked(here: Settings) -> tuple[str, ...]:
    """Return the functions, by their name in app.py, that are in the plane's network with these settings."""
    if not here.data_plane:
        return ()
    searching = RETRIEVAL.functions if here.index_place == "pgvector" else ()
    caching = CACHING if here.cache == "valkey" else ()
    copying = COPYING if here.reporting_copy else ()
    return tuple(sorted({*searching, *caching, *copying}))


def put_into_network(functions: Mapping[str, Value]) -> None:
    """Put those functions of a packaged template, by their properties, into the network that belong there, and tell
    them where the cache is. One that its configuration has put into another network stays there."""
    for properties in functions.values():
        variables = properties["Environment"]["Variables"]
        here = settings.load({name: value for name, value in variables.items() if isinstance(value, str)})
        name = properties["FunctionName"]["Fn::Sub"].removeprefix("sojourn-${Stage}-")
        if name not in list_networked(here):
            continue
        subnets = {"Fn::Split": [",", imported("function-subnets")]}
        properties.setdefault("VpcConfig", {"SubnetIds": subnets, "SecurityGroupIds": [imported("function-group")]})
        if here.cache == "valkey":
            variables[CACHE_VARIABLE] = imported("cache-endpoint")
