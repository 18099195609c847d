"""The one place for the API's conventions: a blueprint whose routes are typed, guarded and documented as declared."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from chalice.app import Authorizer, Blueprint, Chalice, CORSConfig, Request, Response

from chalicelib import settings
from chalicelib.api.http import problems
from chalicelib.api.http.calls import Answer, Call, Page, PageQuery, RawBody, answer_in
from chalicelib.api.http.exchange import id_of, refuse, serve, split_path, to_response
from chalicelib.api.http.route import (
    JSON,
    Alternative,
    Example,
    Idempotency,
    Links,
    PathParam,
    Route,
    View,
    identifier,
    links_to,
    params_of,
    types_of,
    user_identifier,
)
from chalicelib.api.http.versions import VERSION_HEADER, Deprecation, check_deprecation
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.identity import Role
from chalicelib.errors import FieldError

if TYPE_CHECKING:
    from chalicelib.domain.bookings.booking import BookingStatus

__all__ = [
    "Alternative",
    "Answer",
    "ApiBlueprint",
    "Call",
    "Example",
    "Guards",
    "Page",
    "PageQuery",
    "PathParam",
    "RawBody",
    "answer_in",
    "identifier",
    "links_to",
    "mount",
    "user_identifier",
]

AnyView = TypeVar("AnyView", bound=View)

ALLOW_HEADERS = [
    "Act-For",
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Last-Event-ID",
    "traceparent",
]
EXPOSE_HEADERS = [
    "Deprecation",
    "ETag",
    "Idempotency-Replayed",
    "Link",
    "Location",
    "Retry-After",
    VERSION_HEADER,
    "Sunset",
    "X-Request-Id",
]


def allow_origin(origin: str) -> CORSConfig:
    """Return what browsers are told of who may call from a page, and with which headers."""
    return CORSConfig(allow_origin=origin, allow_headers=ALLOW_HEADERS, expose_headers=EXPOSE_HEADERS, max_age=600)


class Guards(NamedTuple):
    """Who verifies tokens at the gateway: the user pool's authorizer, which takes people's for nothing and at once, and
    the function, which takes programs' too, and another issuer's."""

    people: Authorizer
    programs: Authorizer

    def choose(self, route: Route) -> Authorizer | None:
        """Return whose verdict a route waits for."""
        if route.public or route.takes_ticket:
            return None  # of a ticket the gateway knows nothing: whoever comes is asked for one, or a token, here
        return self.programs if route.scope or settings.current().token_issuer else self.people


class Endpoint:
    """A route bound to the blueprint that knows the request; what Chalice calls."""

    def __init__(self, route: Route, blueprint: Blueprint) -> None:
        self.route = route
        self._blueprint = blueprint
        self.__name__ = route.name
        self.__doc__ = route.summary

    def __call__(self, **_path: str) -> Response:
        return serve(self.route, self._blueprint.current_request)


class HeadEndpoint:
    """HEAD of a route that is read by GET: the same answer without its body, as calendar programs ask for it."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.__name__ = f"head_{endpoint.route.name}"
        self.__doc__ = f"{endpoint.route.summary}: the headers alone"

    def __call__(self, **path: str) -> Response:
        read = self._endpoint(**path)
        return Response(body="", headers=read.headers, status_code=read.status_code)


class ApiBlueprint(Blueprint):
    """The routes of one resource. A route takes an id token unless it is public, and a program's token by its scope."""

    def __init__(self, import_name: str, *, tag: str, description: str = "") -> None:
        super().__init__(import_name)
        self.tag = tag
        self.description = description
        self.api_routes: list[Route] = []
        self.guards: Guards | None = None

    @property
    def module(self) -> str:
        """The name of the module that has it, as `blueprint`."""
        return str(self._import_name)

    def route(  # type: ignore[override]  # noqa: PLR0913 - narrower than Chalice's **kwargs; all by keyword
        self,
        path: str,
        *,
        summary: str,
        example: Callable[[], Example],
        method: str = "GET",
        description: str = "",
        status: int = 200,
        public: bool = False,
        roles: Sequence[Role] = (),
        scope: Scope | None = None,
        idempotency: Idempotency | None = None,
        statuses: "Sequence[BookingStatus]" = (),
        links: Sequence[Links] = (),
        also: Mapping[int, Callable[[], Example]] | None = None,
        params: Mapping[str, PathParam] | None = None,
        errors: Sequence[type[Exception]] = (),
        cache_control: str = "no-store",
        produces: str = JSON,
        alternatives: Mapping[str, Alternative] | None = None,
        verify: Callable[[Mapping[str, str], Mapping[str, str], bytes], None] | None = None,
        takes: Mapping[str, Alternative] | None = None,
        open_query: Any = None,
        further_errors: Callable[[Any], Iterable[FieldError]] | None = None,
        events: Mapping[str, Any] | None = None,
        deprecated: Deprecation | None = None,
    ) -> Callable[[AnyView], AnyView]:
        """Register a view for `method` and `path`; its annotations say body, query and output.

        `status` is what an Answer has that names none. `roles`: the caller needs one of them. `scope`: what a program
        needs; unless given, it takes a person. `idempotency` defaults to "accepted" on a POST.
        `statuses` are those of a booking in which there is something to do; unless given, all. `links`: the operations
        that a successful answer leads to. `also`: further statuses of the same body, each with its example.
        `errors` are the view's own, for the document. `produces` is the media type of what the view answers; one that
        is not JSON is answered as text, already written out. `verify` looks at path, headers and the body's bytes
        before anything is read of it. `alternatives` are further media types in which it may answer. `takes`: what a
        view that reads its RawBody by itself understands, by media type. `open_query`: the parameters that such a view
        knows of a query that may have others. `further_errors`: what else is wrong with a body, as plain JSON values,
        of which something cannot be read. `events`: the types of the data of what a stream sends, by the names of its
        events. `deprecated`: since when, until when, and what to use instead. Raises at import when the declaration is
        not whole: a path parameter that nobody described, a body that would take unknown fields, a stream of nobody
        knows what, a deprecation without the notice that is due.
        """

        def register(view: AnyView) -> AnyView:
            body, query, output = types_of(view)
            if deprecated is not None:
                check_deprecation(deprecated)
            default: Idempotency = "accepted" if method == "POST" and not public else "none"
            self.api_routes.append(
                Route(
                    path=path,
                    method=method,
                    view=view,
                    tag=self.tag,
                    tag_description=self.description,
                    summary=summary,
                    description=description,
                    status=status,
                    public=public,
                    roles=tuple(roles),
                    scope=scope,
                    idempotency=idempotency or default,
                    statuses=tuple(statuses),
                    links=tuple(links),
                    also=also or {},
                    errors=tuple(errors),
                    cache_control=cache_control,
                    produces=produces,
                    alternatives=alternatives or {},
                    example=example,
                    verify=verify,
                    takes=takes or {},
                    open_query=open_query,
                    further_errors=further_errors,
                    events=events or {},
                    deprecated=deprecated,
                    params=params_of(path, params or {}),
                    body_type=body,
                    query_type=query,
                    output_type=output,
                )
            )
            return view

        return register

    def register(self, app: Chalice, options: dict[str, Any]) -> None:
        """Hand the routes to Chalice, which asks for any content type here: a wrong one is answered by a problem."""
        bound = Blueprint(self._import_name)  # one for each app, since Chalice's keep what they registered before
        for route in self.api_routes:
            endpoint = Endpoint(route, bound)
            self._declare(bound, route, route.method, endpoint)
            if route.method == "GET":
                self._declare(bound, route, "HEAD", HeadEndpoint(endpoint))
        bound.register(app, options)
        super().register(app, options)

    def _declare(self, bound: Blueprint, route: Route, method: str, endpoint: Endpoint | HeadEndpoint) -> None:
        declare = bound.route(
            route.path,
            methods=[method],
            name=endpoint.__name__,
            authorizer=self.guards.choose(route) if self.guards else None,
            content_types=[],
            cors=None,
        )
        declare(endpoint)


def mount(app: Chalice, blueprints: Iterable[ApiBlueprint], guards: Guards) -> None:
    """Register the API's blueprints on `app`, whose `api.cors` is set already, behind `guards`."""
    for blueprint in blueprints:
        register(app, blueprint, guards)
    shape_refusals(app)


def register(app: Chalice, blueprint: ApiBlueprint, guards: Guards) -> None:
    """Register one blueprint on `app`, behind `guards`.

    Where the app checks tokens itself (`chalice local`) no authorizer is registered: Chalice's stand-in for Cognito
    breaks on garbage and believes forged claims.
    """
    blueprint.guards = None if settings.current().verify_tokens_in_app else guards
    app.register_blueprint(blueprint)


def shape_refusals(app: Chalice) -> None:
    """Have what Chalice refuses by itself answered as the API answers."""

    def shape(request: Request, get_response: Callable[[Request], Response]) -> Response:
        return _shape_refusal(get_response(request), request, app.api.cors)

    app.register_middleware(shape, "http")


def _shape_refusal(response: Response, request: Request, cors: CORSConfig | bool) -> Response:
    """Return Chalice's own refusals (405, 500) as problems; everything else as it is."""
    if not isinstance(response.body, dict) or "Code" not in response.body:
        return response
    error = (
        problems.MethodNotAllowed("See `Allow` for the supported methods.")
        if response.status_code == 405
        else RuntimeError()
    )
    kind = problems.kind_of(type(error))
    _, resource = split_path(request.context.get("path") or request.path)
    shaped = to_response(refuse(error, kind, request, instance=resource), id_of(request), cache_control="no-store")
    kept = {**response.headers, **(cors.get_access_control_headers() if isinstance(cors, CORSConfig) else {})}
    body = "" if request.method == "HEAD" else shaped.body
    return Response(body=body, headers={**shaped.headers, **kept}, status_code=kind.status)
