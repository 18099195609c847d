"""What was seen is what is decided: each value that is shown is changed in turn, and the token of before is refused."""

import re
from typing import Any

import msgspec
import pytest

from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.api.booking_views import BookingView
from chalicelib.api.openapi import examples
from chalicelib.api.quotes import QuoteView
from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.seen import NOT_APPROVED, NOT_ASKED, approval_hash, bind_option
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.servicing.travel_credits import CreditUse
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import Conflict, InvalidInput, QuoteStale
from chalicelib.models import quotes
from chalicelib.models.bookings import to_row
from chalicelib.services import policies
from chalicelib.services.approvals.inbox import ApprovalTask
from chalicelib.services.booking_workflow import decisions, revisions, terms
from chalicelib.services.servicing.quotes import confirm_quote, quote_cancellation
from tests.simulation.stages import booked, planned, revise, sent_back, waiting_for_approval
from tests.simulation.world import ANNA, BEN, World
from tests.support.shown import Changed, change_each
from tests.support.tables import ROOT
from tests.unit.policy_samples import euros

GUIDE = (
    (ROOT / "docs" / "security.md")
    .read_text(encoding="utf-8")
    .partition("## What was seen is what is decided")[2]
    .partition("\n## ")[0]
)

# What a view shows beside the fields of the booking itself.
OF_BOOKING_VIEW = {
    "operations": "what the reader may do",
    "parts": "made of what is bought",
    "events_url": "a link",
}
OF_TASK = {
    "requester_name": "how the requester, who is covered, is called",
    "delegator_id": "for whom the reader decides",
    "decision": "is there only once the reader has decided",
    "outcome": "is there only once it is over",
    "ended_by": "is there only once it is over",
    "ended_at": "is there only once it is over",
    "requested_at": "says since when the reader is asked",
    "deadline": "says until when it may be decided, and not on what",
    "option": "the selected one of `options`",
    "remaining_budgets": "move with other bookings; judged again before the purchase",
    "cheapest_compliant": "one of `options`",
    "comparison": "made of `revisions` and the selected option",
}
# What a quote's own status says comes of the booking and the time.
OF_QUOTE_VIEW = {"status": "open until it expires, is confirmed or is stale"}


def size() -> tuple[int, int]:
    """How many views, and how many values of them are changed."""
    from tests.simulation.worlds import world

    with world() as made:
        return 3, len(_shown(rich(made)))


def rich(world: World) -> Booking:
    """A booking that waits for approval the second time, with something in every field that an approver sees."""
    booking_id = sent_back(world, stay=None)
    revise(world, booking_id, purpose="Fair")
    world.run()
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()
    booking = world.booking(booking_id)
    assert booking.approval_request is not None
    use = CreditUse(credit_id="crd_1", supplier="sandbox", amount=euros(1), status="reserved")
    return _asked_for(
        msgspec.structs.replace(
            booking,
            request_text="Berlin to London",
            policy_sections=(examples.POLICY_SECTION,),
            credits=(use,),
            replaces_booking_id="bkg_before",
        )
    )


def _asked_for(booking: Booking) -> Booking:
    """The booking, had approval been asked for just what it holds."""
    approval = booking.approval_request
    assert approval is not None
    asked = msgspec.structs.replace(approval, hash=approval_hash(booking, approval))
    return msgspec.structs.replace(booking, approval_request=asked)


def _shown(booking: Booking) -> list[Changed]:
    """The booking once for each covered value that it shows, with only that changed."""
    approval = booking.approval_request
    assert approval is not None
    asked = [
        Changed(f"/approvalRequest{each.pointer}", msgspec.structs.replace(booking, approval_request=each.value))
        for each in change_each(approval)
        if _field(ApprovalRequest, each.pointer) not in NOT_ASKED
    ]
    return [each for each in change_each(booking) if _field(Booking, each.pointer) not in NOT_APPROVED] + asked


def _can_be_kept(booking: Booking) -> bool:
    try:
        msgspec.json.decode(msgspec.json.encode(booking), type=Booking)
    except msgspec.ValidationError:
        return False
    return booking.selected_option_id in {option.option_id for option in booking.options}


def _field(kind: Any, pointer: str) -> str:
    """The name of the field that a pointer begins with."""
    names = {field.encode_name: field.name for field in msgspec.structs.fields(kind)}
    return names[pointer.split("/")[1]]


@pytest.mark.parametrize(("view", "beside"), [(BookingView, OF_BOOKING_VIEW), (ApprovalTask, OF_TASK)])
def test_every_field_that_an_approver_sees_is_covered_or_argued(view: Any, beside: dict[str, str]) -> None:
    fields = {field.name for field in msgspec.structs.fields(view)}
    kept = {field.name for field in msgspec.structs.fields(Booking)}

    assert fields - kept == set(beside)
    assert set(NOT_APPROVED) <= kept
    assert set(NOT_ASKED) <= {field.name for field in msgspec.structs.fields(ApprovalRequest)}


def test_every_value_that_is_shown_changes_the_hash_and_no_other_does(world: World) -> None:
    booking = rich(world)
    approval = booking.approval_request
    assert approval is not None
    covered = {_field(Booking, each.pointer) for each in _shown(booking)} - {"approval_request"}
    assert covered | set(NOT_APPROVED) == {field.name for field in msgspec.structs.fields(Booking)}

    for each in _shown(booking):
        asked = each.value.approval_request
        assert approval_hash(each.value, asked) != approval.hash, each.pointer

    for each in change_each(booking):
        if _field(Booking, each.pointer) in NOT_APPROVED:
            assert approval_hash(each.value, approval) == approval.hash, each.pointer


def test_hash_of_before_is_refused_by_every_decision(world: World) -> None:
    """One value of each field, through the services that decide."""
    booking = rich(world)
    assert booking.approval_request is not None
    seen = booking.approval_request.hash
    whole = [each for each in _shown(booking) if _can_be_kept(each.value)]
    firsts = {each.pointer.split("/")[1] + each.pointer.partition("/request/")[2]: each for each in whole}

    for each in firsts.values():
        with world.unwatched():
            to_row(_asked_for(each.value)).save()
        with pytest.raises(Conflict, match="read it again"):
            decisions.decide_approval(BEN, booking.booking_id, decision="approved", approval_hash=seen, comment=None)
        if _field(Booking, each.pointer) != "revisions":  # whether it has come back already is asked first
            with pytest.raises(Conflict, match="read it again"):
                revisions.send_back(BEN, booking.booking_id, approval_hash=seen, comment="No.")
    assert len(firsts) > 20


def test_approval_of_something_else_buys_nothing(world: World) -> None:
    """However a booking came to hold something else than what was approved."""
    booking = rich(world)
    approval = booking.approval_request
    assert approval is not None
    given = msgspec.structs.replace(approval, status=ApprovalStatus.APPROVED)
    approved = msgspec.structs.replace(booking, approval_request=given)
    here = terms.Terms(option=booking.selected, policy=policies.get_policy(), shares=booking.budgets)
    assert terms.covers(approved, here)

    for each in _shown(booking):
        if each.pointer.startswith(("/approvalRequest", "/selectedOptionId")):
            continue
        assert not terms.covers(msgspec.structs.replace(each.value, approval_request=given), here), each.pointer


def test_same_offers_at_the_same_price_for_another_purpose_are_asked_again(world: World) -> None:
    booking_id = waiting_for_approval(world, purpose="Visit of the plant")
    before = world.booking(booking_id)
    assert before.approval_request is not None
    revisions.recall(ANNA, booking_id, None)
    world.run()
    revise(world, booking_id, purpose="My cousin's wedding")
    world.run()
    offers = [offer.offer_id for offer in before.selected.components]
    (same,) = (o for o in world.booking(booking_id).options if [c.offer_id for c in o.components] == offers)
    decisions.select_option(ANNA, booking_id, same.option_id)
    world.run()

    asked = world.booking(booking_id)
    assert asked.approval_request is not None
    assert (asked.approval_request.price, asked.policy_version) == (before.price, before.policy_version)
    with pytest.raises(Conflict, match="read it again"):
        decisions.decide_approval(
            BEN, booking_id, decision="approved", approval_hash=before.approval_request.hash, comment=None
        )
    assert world.decide(booking_id, "approved").approval_request is not None
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_approval_is_of_the_same_through_every_step(world: World) -> None:
    booking_id = waiting_for_approval(world)
    asked = world.booking(booking_id).approval_request

    world.decide(booking_id, "approved")
    world.run()

    bought = world.booking(booking_id).approval_request
    assert asked is not None
    assert bought is not None
    assert (bought.hash, bought.voided) == (asked.hash, ())


def test_every_value_that_is_shown_of_an_option_changes_its_id(world: World) -> None:
    booking = world.booking(planned(world, stay=None))
    option = booking.options[0]
    others = [bind_option(booking, each.value) for each in change_each(option) if each.pointer != "/optionId"]
    others += [
        bind_option(each.value, option)
        for each in change_each(booking)
        if _field(Booking, each.pointer) in {"request", "round", "policy_version"}
    ]

    assert bind_option(booking, option) == option
    assert len({option.option_id, *(each.option_id for each in others)}) == len(others) + 1
    assert {field.name for field in msgspec.structs.fields(Option)} >= {"components", "rank", "reasons", "verdict"}


def test_option_of_an_earlier_round_selects_nothing(world: World) -> None:
    booking_id = planned(world)
    seen = [option.option_id for option in world.booking(booking_id).options]
    world.publish()  # a policy of the same rules
    other = sent_back(world)
    before = [option.option_id for option in world.booking(other).options]
    revise(world, other)
    world.run()

    after = world.booking(other)
    assert after.status is BookingStatus.AWAITING_SELECTION
    for each in {*seen, *before} - {option.option_id for option in after.options}:
        with pytest.raises(InvalidInput):
            decisions.select_option(ANNA, other, each)
    assert not {option.option_id for option in after.options} & set(seen)


def test_quote_stays_as_it_was_seen_and_ends_with_the_booking_it_was_seen_for(world: World) -> None:
    booking_id = booked(world)
    quote = quote_cancellation(ANNA, booking_id, None, quote_id="qte_1")
    assert {f.name for f in msgspec.structs.fields(QuoteView)} - {
        f.name for f in msgspec.structs.fields(type(quote))
    } == {*OF_QUOTE_VIEW}

    for each in change_each(quote):
        if each.pointer not in ("/bookingId", "/quoteId"):
            assert quotes.put_quote(each.value) == quote, each.pointer

    booking = world.booking(booking_id)
    with world.unwatched():
        to_row(msgspec.structs.replace(booking, version=booking.version + 1)).save()
    with pytest.raises(QuoteStale):
        confirm_quote(ANNA, booking_id, "qte_1")


# --- the table ------------------------------------------------------------------------------------------------------


def _tokens() -> set[str]:
    """What requests name of what was shown to decide on: hashes, and ids of offers, quotes and changes."""
    found = {"If-Match"}
    for route in (route for blueprint in BLUEPRINTS for route in blueprint.api_routes if route.method == "POST"):
        if not route.path.startswith("/v1/bookings/{bookingId}/"):
            continue
        found |= {name for name in route.params if name != "bookingId"}
        body = route.body_type
        names = [field.encode_name for field in msgspec.structs.fields(body)] if body is not None else []
        found |= {name for name in names if re.search(r"(Hash|Id|Version)$", name)}
    return found


def test_each_token_is_in_the_table_and_no_other() -> None:
    rows = set(re.findall(r"^\| `([\w-]+)`", GUIDE, re.MULTILINE))

    assert rows == _tokens()


def test_guide_names_what_no_approval_covers() -> None:
    names = {field.encode_name for field in msgspec.structs.fields(Booking) if field.name in NOT_APPROVED}
    names |= {field.encode_name for field in msgspec.structs.fields(ApprovalRequest) if field.name in NOT_ASKED}
    listed = re.search(r"No approval covers (.+?)\.\n", GUIDE, re.DOTALL)

    assert listed is not None
    assert set(re.findall(r"`(\w+)`", listed[1])) == names
