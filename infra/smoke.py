"""Tries a deployed stage as its users do: somebody signs in, requests a trip through the public API, books and cancels
it, and is gone again.

`python -m infra.smoke --stage dev` uses the credentials and region of the environment. On `prod` nothing is bought: the
options are as far as it goes. What stays is one cancelled booking, charged to the default cost centre.
"""

import argparse
import secrets
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from botocore.exceptions import ClientError

from infra import policies
from infra.commands import CommandFailed, command
from infra.deploy import Target
from infra.edge.closing import PARAMETER
from infra.sign_in import Account, SignInFailed, sign_in
from sojourn_client import Client, errors
from sojourn_client.models import (
    BookingRequest,
    BookingStatus,
    BookingView,
    Outcome,
    QuoteRequest,
    RequestedSlice,
    SelectionRequest,
)

WITHOUT_PURCHASE = frozenset({"prod"})
DAYS_AHEAD = 60
PATIENCE_SECONDS = 120.0
_STACKS = ("foundation", "service")


class SmokeTestFailed(CommandFailed):
    """The stage does not do what it is for; the message says what came instead."""


class Copy(NamedTuple):
    """What is tried: the API's address, before `/v1`, and where its users are."""

    address: str
    pool: str
    client_id: str


def find_copy(target: Target) -> Copy:
    """Return what the stage's stacks say of themselves: where something stands in front of the gateway, it is tried
    through that. SmokeTestFailed: the stage is not deployed."""
    outputs: dict[str, str] = {}
    cloudformation = target.client("cloudformation")
    for part in _STACKS:
        name = target.stack(part)
        try:
            (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
        except ClientError as error:
            raise SmokeTestFailed(f"{name}: {error.response['Error']['Message']}") from error
        outputs |= {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}
    given = {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", [])}  # of the service
    address = given.get(PARAMETER) or outputs["EndpointURL"]
    return Copy(address.rstrip("/"), outputs["UserPoolId"], outputs["UserPoolClientId"])


def try_stage(target: Target, copy: Copy) -> str:
    """Return in words how far a trip came that was requested, booked and cancelled through the API.

    SmokeTestFailed says what went wrong instead; the user is removed whatever happens.
    """
    try:
        health = Client(copy.address).get_health().body
        if health.status != "ok":
            raise SmokeTestFailed(f"GET /v1/health says {health.status}")
        with _traveller(target, copy) as traveller:
            return _try_as(traveller, is_bought=target.stage not in WITHOUT_PURCHASE)
    except (errors.SojournError, TimeoutError) as error:
        raise SmokeTestFailed(str(error)) from error
    except (ClientError, SignInFailed) as error:
        raise SmokeTestFailed(f"nobody can be signed in: {error}") from error


def _try_as(traveller: Client, *, is_bought: bool) -> str:
    traveller.get_me()
    try:
        traveller.get_policy()
    except errors.NotFound:
        return "healthy, signs people in; no travel policy is in force yet, so nothing can be booked"
    return _book_and_cancel(traveller, is_bought=is_bought)


@contextmanager
def _traveller(target: Target, copy: Copy) -> Iterator[Client]:
    """Around the calls of somebody made for them, whose password nobody knows."""
    cognito = target.client("cognito-idp")
    who = {"UserPoolId": copy.pool, "Username": f"smoke-test-{secrets.token_hex(8)}@sojourn.invalid"}
    password = f"{secrets.token_urlsafe(24)}aA1"
    attributes = {
        "email": who["Username"],
        "email_verified": "true",
        "name": "Smoke Test",
        "given_name": "Smoke",
        "family_name": "Test",
    }
    cognito.admin_create_user(**who, MessageAction="SUPPRESS", UserAttributes=_pairs(attributes))
    try:
        cognito.admin_set_user_password(**who, Password=password, Permanent=True)
        cognito.admin_add_user_to_group(**who, GroupName="traveller")
        account = Account(copy.pool, copy.client_id, who["Username"], password)
        yield Client(copy.address, sign_in(cognito, account))
    finally:
        cognito.admin_delete_user(**who)


def _pairs(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in attributes.items()]


def _book_and_cancel(traveller: Client, *, is_bought: bool) -> str:
    day = (datetime.now(UTC) + timedelta(days=DAYS_AHEAD)).date()
    trip = RequestedSlice(origin="BER", destination="LHR", depart_on=day)
    asked = BookingRequest(slices=(trip,), purpose="smoke test of a release")
    booking_id = traveller.create_booking(asked).body.booking_id
    booking = _wait(traveller, booking_id, BookingStatus.AWAITING_SELECTION)
    count = len(booking.options)
    if not is_bought:
        traveller.cancel_booking(booking_id)
        _wait(traveller, booking_id, BookingStatus.CANCELLED)
        return f"{booking_id}: {count} options, cancelled before the purchase"
    booking = _select(traveller, booking)
    if booking.status == BookingStatus.AWAITING_APPROVAL:
        traveller.cancel_booking(booking_id)
        _wait(traveller, booking_id, BookingStatus.CANCELLED)
        return f"{booking_id}: {count} options, held, waits for an approval, cancelled"
    quote = traveller.create_quote(booking_id, QuoteRequest(kind="cancellation")).body
    traveller.confirm_quote(booking_id, quote.quote_id)
    _wait(traveller, booking_id, BookingStatus.CANCELLED)
    return f"{booking_id}: {count} options, booked, cancelled"


def _select(traveller: Client, booking: BookingView) -> BookingView:
    allowed = (each for each in booking.options if each.verdict and each.verdict.outcome != Outcome.DENIED)
    chosen = next(allowed, None)
    if chosen is None:
        raise SmokeTestFailed(f"{booking.booking_id}: the travel policy denies all {len(booking.options)} options")
    traveller.select_option(booking.booking_id, SelectionRequest(option_id=chosen.option_id))
    return _wait(traveller, booking.booking_id, BookingStatus.AWAITING_APPROVAL, BookingStatus.BOOKED)


def _wait(traveller: Client, booking_id: str, *statuses: BookingStatus) -> BookingView:
    """Return the booking once it is in one of the statuses. SmokeTestFailed: it ended otherwise."""
    booking = traveller.wait_until(booking_id, *statuses, seconds=PATIENCE_SECONDS)
    if booking.status not in statuses:
        reason = booking.failure.detail if booking.failure else "without a reason"
        raise SmokeTestFailed(f"{booking_id} is {booking.status} instead of {' or '.join(statuses)}: {reason}")
    return booking


@command
def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument("--address", help="where the API is reached, before /v1, if not at the gateway's own address")
    asked = parser.parse_args(arguments)
    target = Target.from_environment(asked.stage)
    started = time.monotonic()
    try:
        copy = find_copy(target)
        came = try_stage(target, copy._replace(address=asked.address) if asked.address else copy)
    except SmokeTestFailed as error:
        raise CommandFailed(f"smoke: {target.stage} fails: {error}") from error
    print(f"smoke: {target.stage} works, {time.monotonic() - started:.1f} s ({came})")


if __name__ == "__main__":
    sys.exit(main())
