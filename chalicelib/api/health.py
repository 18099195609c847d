"""The health of the service; public, so that monitors need no account."""

from typing import Annotated, Literal

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example
from chalicelib.domain.value import Value
from chalicelib.services.operations import health as service

blueprint = ApiBlueprint(__name__, tag="Service", description="Health, the current user and this reference.")

HealthStatus = Annotated[Literal["ok", "degraded"], msgspec.Meta(description="`ok` if every dependency answers")]


class Dependency(Value, frozen=True):
    """A system that the service depends on."""

    status: Annotated[Literal["ok", "failing"], msgspec.Meta(description="Whether it answers")]
    latency_milliseconds: Annotated[int, msgspec.Meta(ge=0, description="Milliseconds until it answered or timed out")]


class HealthView(Value, frozen=True):
    """The health of the service, at most ten seconds old."""

    status: HealthStatus
    stage: Annotated[str, msgspec.Meta(description="Stage that answers, such as `prod`")]
    version: Annotated[str, msgspec.Meta(description="Release that answers")]
    dependencies: Annotated[dict[str, Dependency], msgspec.Meta(description="Systems that it depends on, by name")]


def _example(queue: Literal["ok", "failing"] = "ok") -> Example:
    dependencies = {name: Dependency(status="ok", latency_milliseconds=4) for name in ("database", "workflow")}
    dependencies["queue"] = Dependency(status=queue, latency_milliseconds=4 if queue == "ok" else 2_000)
    status: HealthStatus = "ok" if queue == "ok" else "degraded"
    return Example(HealthView(status=status, stage="prod", version="0.1.0", dependencies=dependencies))


@blueprint.route(
    "/v1/health",
    summary="Get the health of the service",
    description="200 if every dependency answers, 503 with the same body if one does not.",
    public=True,
    also={503: lambda: _example("failing")},
    example=_example,
)
def get_health(_call: Call[None, None]) -> Answer[HealthView]:
    found = service.check_health()
    dependencies = {
        name: Dependency(status="ok" if probe.ok else "failing", latency_milliseconds=probe.latency_milliseconds)
        for name, probe in found.dependencies.items()
    }
    view = HealthView(
        status="ok" if found.ok else "degraded",
        stage=found.stage,
        version=found.version,
        dependencies=dependencies,
    )
    return Answer(view, status=200 if found.ok else 503)
