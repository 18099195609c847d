"""What a newcomer reads before the operations: a guide for each thing that holds for all of them."""

from typing import NamedTuple

from chalicelib import __version__
from chalicelib.api.http import problems
from chalicelib.api.http.versions import NOTICE_MONTHS, VERSION_HEADER
from chalicelib.api.openapi.meanings.events import EVENTS


class Guide(NamedTuple):
    """A guide: paragraphs with `code` in them, commands to copy, and rows of what it lists."""

    anchor: str
    title: str
    text: str
    commands: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    words: str = ""
    """What else somebody may search for who looks for this guide."""


_POST = 'curl "$BASE/v1/bookings" -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: $KEY" \\\n  '

GUIDES: tuple[Guide, ...] = (
    Guide(
        "token",
        "Get a token",
        """\
Every request carries `Authorization: Bearer <id token>`: the **id** token of the company's Cognito user pool,
good for an hour. An access token is refused. What needs none says so.

On a copy on your own computer `make token` prints one of an example user. On AWS your sign-in gives it; without
one, the pool's own command does, after the person has set a password.

In the examples `$BASE` is where this API is, without `/v1`. In Python `client` is made once; `models` and `dt`
are imported as here.
""",
        (
            ("On a copy here", "export BASE=$(make -s base)\nexport TOKEN=$(make -s token USER=traveller)"),
            ("Who am I?", 'curl "$BASE/v1/me" -H "Authorization: Bearer $TOKEN"'),
            (
                "In Python",
                (
                    "import datetime as dt\nimport os\n\nfrom sojourn_client import Client, models\n\n"
                    'client = Client(os.environ["BASE"], os.environ["TOKEN"])\nprint(client.get_me().body.name)'
                ),
            ),
        ),
        words=(
            "authentication authenticate login log in sign in bearer jwt cognito password credentials 401 "
            "unauthorized access key"
        ),
    ),
    Guide(
        "first-booking",
        "Make a first booking",
        """\
**Request** the trip in words or as fields: the answer is a 202 with a `bookingId`, or a 422 with `questions` if
the words can be read in more than one way. **Wait** until its `status` is `awaiting_selection`, by its events
or by reading it again. **Select** one of its `options`: the verdict of each names the clauses of the policy
that it violates. If the verdict asks for an **approval**, an approver decides. Then it is bought, and its
`tripId` leads to the trip.

After that it can be changed or cancelled with a **quote**, which says beforehand what it costs.
""",
        (
            (
                "Request a trip",
                "KEY=$(python3 -c 'import uuid; print(uuid.uuid4())')\n"
                + _POST
                + '-H "Content-Type: application/json" -d \'{"request": "Berlin to London 3-5 March 2027, hotel"}\'',
            ),
            (
                "In Python",
                (
                    'request = models.BookingRequest(request="Berlin to London 3-5 March 2027, hotel")\n'
                    "booking_id = client.create_booking(request).body.booking_id\n"
                    "booking = client.wait_until(booking_id, models.BookingStatus.AWAITING_SELECTION)\n"
                    "client.select_option(booking_id, models.SelectionRequest(option_id=booking.options[0].option_id))"
                ),
            ),
        ),
        words="quick start quickstart getting started tutorial hello world first steps how to book flow",
    ),
    Guide(
        "errors",
        "Errors",
        """\
Errors are problem details (RFC 9457), `application/problem+json`. Decide by `type`, show `detail`, read
`errors` for all fields that are wrong at once, and quote `requestId` (also the header `X-Request-Id`) when you
ask for help. What belongs to somebody else is a 404, as if it did not exist. After a 429, a 503 or a 504 wait
as many seconds as `Retry-After` says. What the gateway refuses by itself has the `type` `about:blank`: decide
by its status.
""",
        rows=tuple((f"{kind.status} {kind.slug}", kind.title) for kind in sorted(set(problems.TABLE.values()))),
        words="problem details exception failure status code 400 403 404 409 412 422 500 503 validation invalid",
    ),
    Guide(
        "idempotency",
        "Idempotency: retry without doing it twice",
        """\
Send a new UUID as `Idempotency-Key` with each POST, and the same one when you retry: for 24 hours the request
is done once, and the same request again gets the first answer, with `Idempotency-Replayed: true`. The same key
with another body is a 422, and a 409 while the first is at work. A GET, PUT, PATCH or DELETE may be repeated as
it is. The Python client sends a key by itself and retries what may be retried.
""",
        words="retry safe duplicate twice idempotent key replay timeout",
    ),
    Guide(
        "versions-of-things",
        "Change things: ETag and If-Match",
        """\
An answer's `ETag` is the version of what it shows. PUT and PATCH need it as `If-Match`: 428 without, 412 when
somebody was faster; `*` is any version, `"v0"` creates. DELETE takes it. PATCH is a JSON Merge Patch (RFC
7396): null removes a field, what is left out stays. A GET with `If-None-Match` is a 304 without a body while
nothing has changed.
""",
        words=(
            "optimistic locking concurrency conflict precondition lost update etag merge patch update cache 304 412 428"
        ),
    ),
    Guide(
        "paging",
        "Lists and paging",
        """\
A list is `items` and `nextCursor`, newest first unless it says otherwise. `limit` is 1 to 100, 20 by default.
Send `nextCursor` as `cursor` for the next page, or follow `Link: <...>; rel="next"`; null is the last page, and
a page may be short before it. A cursor belongs to its caller, its list and its filters. In Python
`client.all_bookings()` goes through all pages, and so does the `all_...` of every list.
""",
        words="pagination page cursor limit next offset list all filter",
    ),
    Guide(
        "events",
        "Events: what happens, as it happens",
        """\
A booking's `eventsUrl` is a stream of server-sent events; `Last-Event-ID` resumes after the last one that you
have. A stream says things as they happen, and ends after a quarter of an hour, or, where it cannot be streamed, after
`wait` seconds: open it again. A browser, which can send no header, brings a ticket of `POST /v1/tickets` in the
address, for one connection. The same events come over WebSocket, the advised way for pages, and by webhooks, with the
same `eventId`, so that one that arrives twice is known. These are the types:
""",
        rows=tuple(EVENTS.items()),
        words=("sse server sent stream eventsource subscribe notification push realtime event types polling progress"),
    ),
    Guide(
        "webhooks",
        "Webhooks: events to your own server",
        """\
A travel manager subscribes an https address to types of events. Each delivery is signed as Standard Webhooks
have it: verify `webhook-signature` with the secret that was shown once, and refuse what is older than five
minutes. Answer with 2xx soon; all else is retried for days. A delivery may come twice, with the same
`webhook-id`. Webhooks carry ids and no names: read the rest by the API.
""",
        words=("callback signature hmac verify secret subscribe endpoint delivery standard webhooks integration slack"),
    ),
    Guide(
        "rate-limits",
        "Rate limits",
        """\
A person who makes too many calls in a minute is answered 429 with `Retry-After`: wait so many seconds. So is
everybody, by the gateway and without that header, when too many requests arrive at once: wait, and longer each
time. The Python client does both.
""",
        words="throttling throttled quota too many requests 429 limit backoff calls per minute",
    ),
    Guide(
        "api-versions",
        "Versions and deprecation of the API",
        f"""\
This is release {__version__}; every answer says its own in `{VERSION_HEADER}`. Within `/v1` things are only
added: operations, optional fields of requests, fields of answers, values of their lists, types of events. Pass
over what you do not know. What will go away is first deprecated: the description marks it, and its answers
carry `Deprecation` (RFC 9745, since when) and `Sunset` (RFC 8594, until when, at least {NOTICE_MONTHS} months
later). The changelog has every change that a caller can see.
""",
        words="changelog breaking change deprecated sunset compatibility release notes upgrade version header",
    ),
)
