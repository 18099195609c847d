"""Positions over HTTP: what devices report, in our own form and in those of OsmAnd, Traccar's client and OwnTracks.

Devices are no people: they have no id token but a credential of their own, wherever each client has a field for it.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from chalicelib import observability
from chalicelib.api import position_views as views
from chalicelib.api.http.media_types import refuse_other_media
from chalicelib.api.http.route import JSON
from chalicelib.api.http.routing import Alternative, Answer, ApiBlueprint, Call, Example, RawBody
from chalicelib.api.position_views import MOST_FIXES, FixBatch, OsmAndParameters, PositionsReceipt, show_receipt
from chalicelib.decoding.device_json import parse_device_json
from chalicelib.domain.tracking.device_formats import osmand, own, owntracks, traccar
from chalicelib.domain.tracking.devices import Credential, TrackingDevice, read_authorization, read_credential
from chalicelib.domain.value import JsonObject
from chalicelib.errors import BodyTooLarge, FieldError, InvalidInput, TooManyRequests, Unauthenticated, Unavailable
from chalicelib.services import call_limits
from chalicelib.services.tracking import devices, intake

blueprint = ApiBlueprint(
    __name__,
    tag="Positions",
    description=(
        "What devices report of where their owner is. A device signs in by its credential: as a bearer token, as the "
        "password of basic authentication, or where the form of its client has an identifier."
    ),
)

LARGEST_BODY = 512 * 1024
_FORM = "application/x-www-form-urlencoded"
_MOST_PARAMETERS = 100
_ERRORS = [Unauthenticated, InvalidInput, TooManyRequests, Unavailable]
_OSMAND = (
    "For OsmAnd and Traccar's client, whose device identifier is the credential. Other parameters than these are "
    "passed over. The answer is 200 also where a position is refused, for these clients would send it again for ever."
)

Parameters = Mapping[str, Sequence[str]]


@blueprint.route(
    "/v1/tracking/positions",
    method="POST",
    status=202,
    public=True,
    takes={JSON: Alternative(FixBatch, lambda: views.BATCH)},
    summary="Report positions",
    description=(
        f"Takes one fix or up to {MOST_FIXES:,}, in any order, in `fixes`; one may also be sent by itself. "
        "Each is judged by itself. Fixes that came before change nothing, and late ones are put where they belong."
    ),
    errors=[*_ERRORS, BodyTooLarge],
    example=lambda: Example(response=views.RECEIPT),
)
def report_positions(call: Call[RawBody, None]) -> Answer[PositionsReceipt]:
    device = _authenticate(read_authorization(call.headers))
    refuse_other_media(call.body.media or JSON)
    items = _list_fixes(parse_device_json(call.body.content, largest=LARGEST_BODY))
    decoded = own.decode_fixes(items, device=device.device_id, bounds=intake.find_time_bounds())
    return Answer(show_receipt(intake.take_reported(device, decoded)))


@blueprint.route(
    "/v1/tracking/osmand",
    method="POST",
    public=True,
    takes={
        JSON: Alternative(JsonObject, lambda: views.TRACCAR_MESSAGE),
        _FORM: Alternative(views.OsmAndForm, lambda: views.FORM),
    },
    open_query=OsmAndParameters,
    summary="Report a position as OsmAnd or Traccar's client",
    description=f"{_OSMAND} Parameters may come in the query or as a form; newer clients send JSON.",
    errors=[*_ERRORS, BodyTooLarge],
    example=lambda: Example(response=views.ACCEPTED),
)
def report_osmand_position(call: Call[RawBody, None]) -> Answer[PositionsReceipt]:
    if call.body.media == JSON:
        return _take_traccar_message(call)
    return _take_parameters(call, _merge(call.parameters, _read_form(call.body)))


@blueprint.route(
    "/v1/tracking/osmand",
    public=True,
    open_query=OsmAndParameters,
    summary="Report a position in a query",
    description=_OSMAND,
    errors=_ERRORS,
    example=lambda: Example(response=views.ACCEPTED),
)
def report_queried_position(call: Call[None, None]) -> Answer[PositionsReceipt]:
    return _take_parameters(call, call.parameters)


@blueprint.route(
    "/v1/tracking/owntracks",
    method="POST",
    public=True,
    takes={JSON: Alternative(JsonObject, lambda: views.OWNTRACKS_MESSAGE)},
    summary="Report a position as OwnTracks",
    description=(
        "For OwnTracks in HTTP mode, with the credential as the password. Messages that are no location are answered "
        "alike and not kept. The answer is a list of commands for the app, and there are none."
    ),
    errors=[*_ERRORS, BodyTooLarge],
    example=lambda: Example(response=()),
)
def report_owntracks_message(call: Call[RawBody, None]) -> Answer[tuple[str, ...]]:
    device = _authenticate(read_authorization(call.headers))
    body = parse_device_json(call.body.content, largest=LARGEST_BODY)
    decoded = owntracks.decode_message(body, device=device.device_id, bounds=intake.find_time_bounds())
    intake.take_reported(device, decoded)
    return Answer(())


def _take_traccar_message(call: Call[RawBody, None]) -> Answer[PositionsReceipt]:
    body = parse_device_json(call.body.content, largest=LARGEST_BODY)
    identifier = body.get(traccar.IDENTIFIER) if isinstance(body, dict) else None
    given = _read_parameter(call.parameters, osmand.IDENTIFIERS) or (identifier if isinstance(identifier, str) else "")
    device = _authenticate(read_authorization(call.headers) or read_credential(given))
    items = traccar.list_locations(body)
    _refuse_too_many(items, "/location")
    decoded = traccar.decode_locations(items, device=device.device_id, bounds=intake.find_time_bounds())
    return Answer(show_receipt(intake.take_reported(device, decoded)))


def _take_parameters(call: Call[RawBody, None] | Call[None, None], given: Parameters) -> Answer[PositionsReceipt]:
    identifier = _read_parameter(given, osmand.IDENTIFIERS)
    device = _authenticate(read_authorization(call.headers) or read_credential(identifier))
    decoded = osmand.decode_parameters(given, device=device.device_id, bounds=intake.find_time_bounds())
    return Answer(show_receipt(intake.take_reported(device, decoded)))


def _authenticate(credential: Credential | None) -> TrackingDevice:
    """Return the device that calls, whose call counts. Raises Unauthenticated, TooManyRequests."""
    device = devices.authenticate_device(credential)
    observability.touch(deviceId=device.device_id, subjectId=device.user_id)
    call_limits.count_call(device.device_id, "device")
    return device


def _list_fixes(body: object) -> list[object]:
    """Return the fixes of a body, readable or not; one that has no `fixes` is a fix. Raises InvalidInput."""
    if not isinstance(body, dict):
        raise InvalidInput("The body is not valid.", [FieldError("", "Send an object with `fixes`.")])
    if "fixes" not in body:
        return [body]
    others = [FieldError(f"/{name[:100]}", "Unknown field.") for name in sorted(body) if name != "fixes"]
    if others:
        raise InvalidInput("The body is not valid.", others[:10])
    fixes = body["fixes"]
    if not isinstance(fixes, list) or not fixes:
        raise InvalidInput("The body is not valid.", [FieldError("/fixes", "Give a list of fixes.")])
    _refuse_too_many(fixes, "/fixes")
    return fixes


def _refuse_too_many(items: list[object], pointer: str) -> None:
    if len(items) > MOST_FIXES:
        raise InvalidInput("There are too many fixes.", [FieldError(pointer, f"Send {MOST_FIXES:,} at most at once.")])


def _read_form(body: RawBody) -> Parameters:
    """Return the parameters of a form; none where there is no body. Raises BodyTooLarge, InvalidInput."""
    if len(body.content) > LARGEST_BODY:
        raise BodyTooLarge(f"A body may have {LARGEST_BODY} bytes.")
    if not body.content.strip():
        return {}
    try:
        text = body.content.decode()
        return parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS, errors="strict")
    except ValueError as error:  # too many, or not UTF-8
        detail = f"Send a form of {_MOST_PARAMETERS} parameters at most, in UTF-8."
        raise InvalidInput("The body is not valid.", [FieldError("", detail)]) from error


def _merge(query: Parameters, form: Parameters) -> Parameters:
    """Return all parameters, with all that each was given as."""
    return {name: [*query.get(name, ()), *form.get(name, ())] for name in {**query, **form}}


def _read_parameter(given: Parameters, names: Sequence[str]) -> str:
    """Return the first of these parameters that is given once; else nothing."""
    return next((given[name][0] for name in names if len(given.get(name, ())) == 1), "")
