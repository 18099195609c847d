"""Everything that a stage sets from outside, read once from the environment. The only reader of `os.environ`."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from chalicelib import residency
from chalicelib.model_names import (
    EMBEDDER,
    EMBEDDERS,
    MODELS,
    EmbeddingModel,
    PricedModel,
    read_embedder,
    read_models,
)

# Who sells each kind of component, the usual one first; `gateways.suppliers.registry` knows the same ones.
SUPPLIERS: Mapping[str, tuple[str, ...]] = {
    "flight": ("sandbox",),
    "rail": ("sandbox",),
    "stay": ("sandbox",),
    "car": ("sandbox",),
}

# A setting that begins so is the value of the parameter `/sojourn/<stage>/settings/<the rest>`.
IN_PARAMETER_STORE = "ssm:"
# What is needed while packaging, or for the rights of functions, when there may be no stage to read from yet.
PACKAGED = frozenset(
    {
        "stage",
        "allow_origin",
        "user_pool_arn",
        "token_issuer",
        "passengers_enabled",
        "reading_models",
        "assistant_models",
        "assistant_guardrail",
        "allowed_regions",
        "parsing_project",
        "geocoding",
        "routing",
        "data_plane",
        "cache",
        "reporting_copy",
    }
)

# What Chalice calls the function that serves the API.
API_FUNCTION = "api_handler"

_PROJECT = r"arn:aws[a-z-]*:bedrock:[a-z0-9-]+:[0-9]{12}:data-automation-project/[A-Za-z0-9_-]+"
IndexPlace = Literal["local", "s3_vectors", "pgvector"]
_ADDRESS = r"https?://[^\s?#,=]+"
_MODE = "(car|bicycle|foot)"
_CLAIM = r"(sub|groups|scope|client_id|email|name|given_name|family_name)=[^\s=,]+"
_ROADS = rf"offline|location_service|valhalla:{_ADDRESS}|osrm:({_ADDRESS}|{_MODE}={_ADDRESS}(,{_MODE}={_ADDRESS})*)"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between stages. Ids that CloudFormation makes are empty where they are looked up by name."""

    stage: str = "local"
    region: str = "eu-central-1"
    log_level: str = "INFO"
    invoke_mode: Literal["direct", "queue"] = "direct"
    suppliers: Mapping[str, str] = msgspec.field(
        default_factory=lambda: {kind: names[0] for kind, names in SUPPLIERS.items()}
    )
    """Where each kind of component is searched: `flight=sandbox,rail=sandbox,stay=sandbox,car=sandbox`."""
    currency: str = "EUR"
    verify_tokens_in_app: bool = False
    public_url: Annotated[str, msgspec.Meta(pattern="^(https?://[^\\s?#]+)?$")] = ""
    """Where the API is reached from outside, before `/v1`, if that is not the gateway's own domain and stage."""
    api_url: str = ""
    """The gateway's own domain and stage, for what is sent to somebody who has asked nothing over HTTP."""
    reading_models: Annotated[str, MODELS] = ""
    """Models of Bedrock that read requests in words, the first one first, each with what a million tokens in and out
    cost in US dollars: `eu.amazon.nova-lite-v1:0=0.078/0.312`. Empty: rules alone read them."""
    allowed_regions: Annotated[str, msgspec.Meta(pattern=rf"^({residency.ENTRY}(,{residency.ENTRY})*)?$")] = ""
    """Where the stage's data may be, in regions or whole parts of the world: `eu-central-1,eu-west-1`, `eu-*`. Empty:
    anywhere. What would take it elsewhere is refused when it is deployed, and again when a function starts."""
    reading_region: str = ""
    """The region whose Bedrock is asked, if it is another than the stage's."""
    embeddings: Annotated[str, msgspec.Meta(pattern=f"^(local|{EMBEDDER})$")] = "local"
    """Who embeds policy documents and questions: `local`, the models that searching functions carry, or one of Bedrock,
    with the price of a million tokens in US dollars if you like: `bedrock:amazon.titan-embed-text-v2:0=0.02`."""
    parsing_project: Annotated[str, msgspec.Meta(pattern=f"^({_PROJECT})?$")] = ""
    """The project of Bedrock Data Automation that parses PDFs of policy documents, by its ARN. Empty: libraries do."""
    policy_index: Annotated[str, msgspec.Meta(pattern="^(local|(s3_vectors|pgvector)(:[1-9][0-9]{0,5})?)$")] = "local"
    """Where their vectors lie: in files beside the documents, in S3 Vectors, or in PostgreSQL with pgvector. Another
    number behind it (`pgvector:2`) has all documents indexed again, as when what it kept is lost."""
    data_plane: bool = False
    """Whether functions that use PostgreSQL or Valkey are in the network of the stage's own data plane."""
    cache: Literal["in_process", "valkey"] = "in_process"
    """Where policy versions are kept near, with their exchange rates: in each process, or also in the plane's cache."""
    cache_endpoint: Annotated[str, msgspec.Meta(pattern=r"^([\w.-]+:[0-9]{1,5})?$")] = ""
    """Where that cache answers, as a function in its network is told: `host:port`."""
    reporting_copy: bool = False
    """Whether what bookings count for in reports is copied to PostgreSQL, for tools that read SQL."""
    geocoding: Literal["offline", "location_service"] = "offline"
    """Who finds places by name and by position: the gazetteer that ships with the service, or Amazon Location."""
    routing: Annotated[str, msgspec.Meta(pattern=f"^({_ROADS})$")] = "offline"
    """Who knows roads: nobody, Amazon Location, or an engine of your own: `valhalla:https://...`, `osrm:https://...`
    for cars, or one a mode: `osrm:car=https://...,foot=https://...`."""
    map_calls_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 60
    map_calls_a_day: Annotated[int, msgspec.Meta(ge=0)] = 10_000
    """How often whoever finds places and roads may be asked: for one person in a minute, for everybody in a day (UTC).
    0 is any number."""
    reading_seconds: Annotated[int, msgspec.Meta(ge=1, le=20)] = 8
    """How long models are waited for, all of them together."""
    reading_tokens: Annotated[int, msgspec.Meta(ge=200, le=8_000)] = 2_000
    """How long the answer of a model may be."""
    reading_cents_a_request: Annotated[int, msgspec.Meta(ge=0)] = 2
    reading_cents_a_day: Annotated[int, msgspec.Meta(ge=0)] = 500
    """How many US cents models may cost: for one request, and for all requests of a day (UTC)."""
    assistant_models: Annotated[str, MODELS] = ""
    """Models of Bedrock that answer as the assistant, written alike, the first one first. Empty: it quotes and lists by
    rules alone."""
    assistant_guardrail: Annotated[str, msgspec.Meta(pattern=r"^([a-z0-9]+:(DRAFT|[1-9][0-9]*))?$")] = ""
    """The guardrail of Bedrock that watches them, with its version: `abc123def456:3`."""
    assistant_region: str = ""
    """The region whose Bedrock answers, if it is another than the stage's."""
    assistant_seconds: Annotated[int, msgspec.Meta(ge=2, le=24)] = 15
    """How long models are waited for, all of them and all that they ask for together."""
    assistant_tokens: Annotated[int, msgspec.Meta(ge=200, le=4_000)] = 1_000
    """How long a model's turn may be."""
    assistant_tokens_a_day: Annotated[int, msgspec.Meta(ge=0)] = 200_000
    """How many tokens models may take a day (UTC) to answer one person."""
    assistant_cents_a_day: Annotated[int, msgspec.Meta(ge=0)] = 500
    """How many US cents they may cost a day to answer everybody."""
    user_pool_id: str = ""
    user_pool_client_id: str = ""
    user_pool_arn: str = "arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_unset"
    token_issuer: Annotated[str, msgspec.Meta(pattern=r"^(https://[^\s?#]+)?$")] = ""
    token_keys_url: Annotated[str, msgspec.Meta(pattern=r"^(https?://[^\s#]+)?$")] = ""
    token_audience: str = ""
    """Whose tokens are taken in place of the user pool's: their `iss`, where the keys are, and their `aud`; or none."""
    token_claims: Annotated[str, msgspec.Meta(pattern=rf"^({_CLAIM}(,{_CLAIM})*)?$")] = ""
    """What the claims of such a token are called, where not as the user pool's: `sub=oid,groups=roles`."""
    allow_origin: str = "*"
    state_machine_arn: str = ""
    documents_bucket: str = ""
    audit_bucket: str = ""
    signing_key: str = ""
    locator_index_key: str = ""
    supplier_secret: str = ""
    """What the supplier signs its notices with; read from Secrets Manager where it is not given."""
    websocket_endpoint: str = ""
    aws_endpoint_url: str = ""
    function_name: str = ""
    """Which of the stage's Lambda functions this process is; empty where it is none."""
    initialization: str = ""
    """For whom Lambda starts this process: `on-demand` for an event, or ahead of any; empty where it is none of its."""
    reads_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 0
    writes_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How many calls a person may make in a minute; 0 is any number."""
    device_calls_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 0
    """How often a device may report positions in a minute; 0 is any number."""
    tracking_devices_a_person: Annotated[int, msgspec.Meta(ge=1, le=50)] = 10
    clock_ahead_seconds: Annotated[int, msgspec.Meta(ge=0, le=604_800)] = 86_400
    """How far ahead of the time here a device's clock may be."""
    approval_limit_seconds: int = 86_400
    selection_limit_seconds: int = 1_800
    revision_limit_seconds: int = 259_200
    price_tolerance_percent: int = 2
    supplier_move_days: int = 2
    """A supplier's notice that moves a flight by more is put aside for a travel manager."""
    default_cost_centre: str = "GENERAL"
    unapproved_reservation_percent: int = 50
    """How much of a budget one person may have reserved by bookings that nobody has approved yet."""
    sweep_seconds: int = 40
    """How long the sweeper goes on while work is due; less than its function may run, by what one item may take."""
    webhook_loopback: bool = False
    """Whether webhooks may lead to this very machine; counts on the local stage only."""
    passengers_enabled: bool = True
    """Whether this stage keeps passenger profiles. What it kept before is still exported, purged and erased."""
    anchor_seconds: int = 240
    """For how long one run anchors the audit at most; the next goes on."""
    conversation_days: Annotated[int, msgspec.Meta(ge=1, le=365)] = 30
    """How long a conversation with the assistant is kept after its last message."""
    positions_kept_days: Annotated[int, msgspec.Meta(ge=1, le=365)] = 90
    """How long it is kept where travellers were."""
    consent_days: int = 730
    """How long a consent lasts unless it is withdrawn or renewed."""
    tracking_level: Literal["exact", "in_zone", "city", "country", "none"] = "exact"
    """How exactly the company lets positions of travellers be kept, whatever they choose; `none`: not at all."""
    tracking_lead_hours: Annotated[int, msgspec.Meta(ge=0, le=72)] = 3
    tracking_tail_hours: Annotated[int, msgspec.Meta(ge=0, le=72)] = 3
    """For how long before a trip's departure, and after its arrival, positions are kept already and still."""
    tracking_exact_hours: Annotated[int, msgspec.Meta(ge=0, le=720)] = 72
    """For how long after a trip its positions stay as exact as they came in; then they say the city."""
    position_looks_days: Annotated[int, msgspec.Meta(ge=30, le=3_650)] = 365
    """For how long people see who looked at their positions."""
    guests_kept_days: int = 365
    profiles_kept_days: int = 1_095
    """How long a profile that nobody uses is kept: a guest's, and an employee's."""
    names_kept_days: int = 1_095
    """How long a booking names its travellers after their journey."""

    def name(self, thing: str) -> str:
        """Return the physical name of one of this stage's resources."""
        return f"sojourn-{self.stage}-{thing}"

    @property
    def models(self) -> tuple[PricedModel, ...]:
        """The models that read requests in words, with their prices."""
        return read_models(self.reading_models)

    @property
    def answering_models(self) -> tuple[PricedModel, ...]:
        """The models that answer as the assistant, with their prices."""
        return read_models(self.assistant_models)

    @property
    def embedding_model(self) -> EmbeddingModel | None:
        """The model of Bedrock that embeds; None where those do that searching functions carry."""
        return read_embedder(self.embeddings)

    @property
    def index_place(self) -> IndexPlace:
        """Where vectors of policy documents lie."""
        places: Mapping[str, IndexPlace] = {"local": "local", "s3_vectors": "s3_vectors", "pgvector": "pgvector"}
        return places[self.policy_index.partition(":")[0]]

    @property
    def serves_http(self) -> bool:
        """Whether this process may be asked over HTTP: it is the API's function, or none at all (packaging, `chalice
        local`, tests).

        Only who has the name of another of the stage's functions is not. Any other name may be the API's: `chalice
        deploy` calls it `sojourn-<stage>`.
        """
        return self.handler in ("", API_FUNCTION)

    @property
    def starts_ahead(self) -> bool:
        """Whether this process has been started before anybody waits for its first answer."""
        return self.initialization in ("provisioned-concurrency", "snap-start")

    @property
    def handler(self) -> str:
        """The handler of `app.py` after which the function is named; empty where it is not named after one."""
        prefix = self.name("")
        return self.function_name.removeprefix(prefix) if self.function_name.startswith(prefix) else ""


def load(environ: Mapping[str, str]) -> Settings:
    """Return settings from `SOJOURN_*` variables; region, endpoint, function from AWS's own. ValidationError if one is
    off.

    What a variable says lies in Parameter Store is read from there by a function; everybody else has the default.
    """
    given: dict[str, Any] = {
        field: environ[variable]
        for field in Settings.__struct_fields__
        if (variable := f"SOJOURN_{field.upper()}") in environ
    }
    given["region"] = environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION") or "eu-central-1"
    given["function_name"] = environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
    given["initialization"] = environ.get("AWS_LAMBDA_INITIALIZATION_TYPE", "")
    given["aws_endpoint_url"] = environ.get("AWS_ENDPOINT_URL", "")
    given = _put_in_parameters(given)
    if "suppliers" in given:
        given["suppliers"] = read_suppliers(given["suppliers"])
    here = msgspec.convert(given, Settings, strict=False)
    _require_embedder(here)
    _require_issuer(here)
    _require_plane(here)
    _require_residency(here, known="AWS_REGION" in environ or "AWS_DEFAULT_REGION" in environ)
    return here


def _require_embedder(here: Settings) -> None:
    """Refuse a model of which nobody here knows how it is asked to embed."""
    model = here.embedding_model
    if model and residency.name_model(model.model_id) not in EMBEDDERS:
        raise msgspec.ValidationError(
            f"SOJOURN_EMBEDDINGS is {here.embeddings}; models of Bedrock that embed are {', '.join(EMBEDDERS)}"
        )


def _require_issuer(here: Settings) -> None:
    """Refuse an issuer of tokens of which it is not said where its keys are, or for whom it issues."""
    named = (here.token_issuer, here.token_keys_url, here.token_audience)
    if any(named) and not all(named):
        raise msgspec.ValidationError("SOJOURN_TOKEN_ISSUER, _KEYS_URL and _AUDIENCE are set together, or not at all")


def _require_plane(here: Settings) -> None:
    """Refuse the shared cache where no function is in its network."""
    if here.cache == "valkey" and not here.data_plane:
        raise msgspec.ValidationError("SOJOURN_CACHE is valkey, which lies in the data plane: SOJOURN_DATA_PLANE=true")


def _require_residency(here: Settings, *, known: bool) -> None:
    """Refuse what would have the stage's data in a region that it does not allow; its own only where it is `known`."""
    home = here.region if known else ""
    asked = (
        (here.reading_region, [model.model_id for model in here.models]),
        (here.reading_region, [model.model_id for model in filter(None, [here.embedding_model])]),
        (here.assistant_region, [model.model_id for model in here.answering_models]),
    )
    leaving = [
        reason
        for asked_in, model_ids in asked
        for reason in residency.list_departures(
            residency.read_regions(here.allowed_regions),
            region=home,
            asked_in=asked_in,
            model_ids=model_ids,
        )
    ]
    if reasons := dict.fromkeys([*leaving, *_list_parsing_departures(here)]):
        raise msgspec.ValidationError(f"SOJOURN_ALLOWED_REGIONS is {here.allowed_regions}, but {'; '.join(reasons)}")


def _list_parsing_departures(here: Settings) -> list[str]:
    """Return why Data Automation may take documents out of the allowed regions: it works anywhere in a part of the
    world."""
    allowed = residency.read_regions(here.allowed_regions)
    if not here.parsing_project or not allowed:
        return []
    area = residency.AREAS.get(residency.find_area(here.parsing_project.split(":")[3]))
    if area is not None and residency.is_allowed(area, allowed):
        return []
    return [f"documents are parsed anywhere in {area or 'the world'}, and not all of it is allowed"]


def read_trace() -> tuple[str, str]:
    """Return X-Ray's header of the invocation under way and the address of its daemon, by which Lambda says that it
    traces; empty where it does not. Unlike settings they change from event to event."""
    return os.environ.get("_X_AMZN_TRACE_ID", ""), os.environ.get("AWS_XRAY_DAEMON_ADDRESS", "")


def process_environment() -> dict[str, str]:
    """Return what a child process needs to find programs and libraries: neither settings nor credentials."""
    wanted = ("PATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR")
    return {name: os.environ[name] for name in wanted if name in os.environ}


def _put_in_parameters(given: dict[str, Any]) -> dict[str, Any]:
    """Return the settings with the values of those that lie in Parameter Store."""
    folder = f"/sojourn/{given.get('stage', Settings.stage)}/settings/"
    named = {
        field: folder + value.removeprefix(IN_PARAMETER_STORE)
        for field, value in given.items()
        if value.startswith(IN_PARAMETER_STORE)
    }
    if early := sorted(named.keys() & PACKAGED):
        raise msgspec.ValidationError(
            f"{', '.join(early)}: needed while packaging, so it cannot lie in Parameter Store"
        )
    others = {field: value for field, value in given.items() if field not in named}
    if not (named and given["function_name"]):
        return others
    from chalicelib.parameter_store import read_parameters

    found = read_parameters(sorted(set(named.values())), given["region"], given["aws_endpoint_url"])
    if missing := sorted(set(named.values()) - found.keys()):
        raise msgspec.ValidationError(f"there is no parameter {', '.join(missing)}")
    return others | {field: found[name] for field, name in named.items()}


def read_suppliers(text: str) -> dict[str, str]:
    """Return the supplier of each kind of component, from `kind=supplier` between commas. ValidationError if one is
    off.

    Every kind has to be there: one that was forgotten must not be sold by a default that nobody chose.
    """
    chosen: dict[str, str] = {}
    for pair in text.split(","):
        kind, _, name = (text.strip() for text in pair.partition("="))
        if kind not in SUPPLIERS:
            raise _wrong_suppliers(f"there is no component {kind!r}; there are {', '.join(SUPPLIERS)}")
        if name not in SUPPLIERS[kind]:
            raise _wrong_suppliers(f"no {name!r} sells {kind!r}; it is sold by {', '.join(SUPPLIERS[kind])}")
        if kind in chosen:
            raise _wrong_suppliers(f"{kind!r} has more than one supplier")
        chosen[kind] = name
    missing = [kind for kind in SUPPLIERS if kind not in chosen]
    if missing:
        raise _wrong_suppliers(f"nobody is named for {', '.join(missing)}")
    return chosen


def _wrong_suppliers(reason: str) -> msgspec.ValidationError:
    return msgspec.ValidationError(
        f"SOJOURN_SUPPLIERS: {reason}; expected for example flight=sandbox,rail=sandbox,stay=sandbox,car=sandbox"
    )


@cache
def current() -> Settings:
    """Return this process's settings."""
    return load(os.environ)
