"""The first half of the workflow: the clauses that apply, the options there are, the verdict on each, the wait."""

from datetime import datetime

import msgspec

from chalicelib import clock, settings
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, Decision, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.seen import bind_option
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.planning.choices import with_choice_costs
from chalicelib.domain.planning.itineraries import describe_lack
from chalicelib.domain.planning.ranking import Plan, plan
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.groups import policy_for
from chalicelib.domain.policies.retrieval import relevant_clauses
from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.value import JsonObject
from chalicelib.domain.verdict import Outcome
from chalicelib.gateways import workflow
from chalicelib.services import policies
from chalicelib.services.approvals.dead_ends import foresee_dead_end
from chalicelib.services.booking_workflow.searches import search_offers
from chalicelib.services.bookings.budget_room import reason_of_budget
from chalicelib.services.bookings.carrier_facts import missing_facts
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.bookings.evaluation import evaluate_options, groups_of, planning_judge
from chalicelib.services.bookings.steps import (
    StepResult,
    Wait,
    deadline_after,
    overdue_at,
    result,
    run_step,
    seconds_until,
)
from chalicelib.services.policy_search.trips import find_trip_sections

CLAUSES_SHOWN = 8


def retrieve_policy(booking_id: str) -> StepResult:
    """Bind the booking to the policy of today and the clauses of it that apply. Raises NotFound without a policy."""

    def work(booking: Booking) -> StepResult:
        is_bound = booking.status is BookingStatus.PLANNING and booking.policy_version is not None
        if is_bound or booking.status not in (BookingStatus.REQUESTED, BookingStatus.PLANNING):
            return result(booking, "ready")
        return result(_bind_to_policy(booking), "ready")

    return run_step(booking_id, work)


def _bind_to_policy(booking: Booking) -> Booking:
    policy = policies.get_policy()
    clauses = relevant_clauses(policy_for(policy, groups_of(booking)), booking.request, CLAUSES_SHOWN)
    sections = find_trip_sections(booking.request)
    after = move(
        booking,
        BookingStatus.PLANNING,
        clock.now(),
        policy_version=policy.version,
        clauses=clauses,
        policy_sections=sections,
    )
    data: JsonObject = {"policyVersion": policy.version, "clauses": [clause.number for clause in clauses]}
    if sections:
        data["sections"] = [_name_section(hit.citation) for hit in sections]
    record = BookingCommit(actor=system("retrieve"), event=EventType.POLICY_RETRIEVED, data=data)
    return change(booking, after, record)


def _name_section(citation: Citation) -> JsonObject:
    """Return what an event says of a section: where it is, and not its words."""
    return {"documentId": citation.document_id, "version": citation.version, "position": citation.position}


def plan_options(booking_id: str) -> StepResult:
    """Search, combine and rank; `no_offers` when nothing at all can be had."""

    def work(booking: Booking) -> StepResult:
        if booking.status is not BookingStatus.PLANNING or booking.options:
            return result(booking, "ready")
        if booking.policy_version is None:  # it was revised instead of a selection
            booking = _bind_to_policy(booking)
        planned = _find_plan(booking)
        options = planned.options
        if not options:
            return result(booking, "no_offers", reason=planned.lack)
        after = move(
            booking,
            BookingStatus.PLANNING,
            clock.now(),
            options=options,
            missing=missing_facts(booking),
            options_expire_at=_selection_deadline(options),
        )
        data = {
            "options": len(options),
            "round": booking.round,
            "cheapest": _find_cheapest(options),
            "exact": planned.is_exact,
        }
        record = BookingCommit(actor=system("plan"), event=EventType.OPTIONS_PLANNED, data=data)
        return result(change(booking, after, record), "ready")

    return run_step(booking_id, work)


def judge_options(booking_id: str) -> StepResult:
    """Give every option its verdict; `declined` when the policy leaves none of them to choose."""

    def work(booking: Booking) -> StepResult:
        if booking.status is BookingStatus.PLANNING and not _all_judged(booking):
            booking = _commit_verdicts(booking)
        if all(_outcome(option) is Outcome.DENIED for option in booking.options):
            return result(booking, "denied", reason=_reason_of_denial(booking.options))
        return result(booking, "options", wait_seconds=seconds_until(booking.options_expire_at))

    return run_step(booking_id, work)


def await_selection(booking_id: str, wait: Wait) -> StepResult:
    """Remember whom to call back once the traveller has chosen; call at once if that has happened already."""

    def work(booking: Booking) -> StepResult:
        decision = booking.decision_on("selection")
        if decision is not None:
            workflow.notify(wait.task_token, decision)
            return result(booking, "done")
        if booking.replaces_booking_id is not None and booking.status is BookingStatus.HOLDING:
            workflow.notify(wait.task_token, Decision.SELECTED)  # it was chosen before the workflow began
            return result(booking, "done")
        waiting = wait.on("selection")
        if not (_is_choice_open(booking) and (booking.planned_since_decision or waiting.comes_after(booking.waiting))):
            return result(booking, "done")
        deadline = booking.options_expire_at
        after = move(
            booking, BookingStatus.AWAITING_SELECTION, clock.now(), waiting=waiting, due_at=overdue_at(deadline)
        )
        data = {"options": [option.option_id for option in booking.options], "deadline": deadline}
        record = BookingCommit(actor=system("await_selection"), event=EventType.AWAITING_SELECTION, data=data)
        return result(change(booking, after, record), "done")

    return run_step(booking_id, work)


def best_options(booking: Booking) -> tuple[Option, ...]:
    """Return the options worth showing. They are ranked by today's verdicts, but carry none: `judge_options` gives
    it."""
    return _find_plan(booking).options


def _find_plan(booking: Booking) -> Plan:
    request, policy = booking.request, _policy_of(booking)
    offers = search_offers(request)
    if not offers:
        return Plan((), is_exact=True, lack=describe_lack(offers, request))
    judge = planning_judge(booking, offers, policy)
    planned = plan(offers, request, policy_for(policy, groups_of(booking)), judge)
    bare = tuple(msgspec.structs.replace(option, verdict=None) for option in planned.options)
    return planned._replace(options=bare)


def _reason_of_denial(options: tuple[Option, ...]) -> str:
    """Return why none of the options may be chosen: how far the cheapest is beyond the budget, if that forbids all."""
    over = [(option.price.amount, reason) for option in options if (reason := reason_of_budget(option))]
    return min(over)[1] if len(over) == len(options) else "The travel policy allows none of the options."


def _commit_verdicts(booking: Booking) -> Booking:
    policy = _policy_of(booking)
    judged = with_choice_costs(evaluate_options(booking, booking.options, policy), policy)
    options = tuple(bind_option(booking, option) for option in judged)
    judged_booking = msgspec.structs.replace(booking, options=options)
    outlook = foresee_dead_end(judged_booking)
    after = move(booking, BookingStatus.PLANNING, clock.now(), options=options, approval_outlook=outlook)
    verdicts = {option.option_id: _outcome(option) for option in options}
    record = BookingCommit(actor=system("validate"), event=EventType.OPTIONS_EVALUATED, data={"verdicts": verdicts})
    return change(booking, after, record)


def _policy_of(booking: Booking) -> Policy:
    """Return the version of the policy that `retrieve_policy` bound the booking to."""
    return policies.get_policy(booking.policy_version)


def _is_choice_open(booking: Booking) -> bool:
    here = booking.status in (BookingStatus.PLANNING, BookingStatus.AWAITING_SELECTION)
    return here and bool(booking.options) and _all_judged(booking)


def _all_judged(booking: Booking) -> bool:
    return all(option.verdict is not None for option in booking.options)


def _outcome(option: Option) -> Outcome | None:
    return option.verdict.outcome if option.verdict else None


def _selection_deadline(options: tuple[Option, ...]) -> datetime:
    """Return until when one may choose: while every option stands, and no longer than the stage allows."""
    stand_until = min(option.expires_at for option in options)
    return min(stand_until, deadline_after(settings.current().selection_limit_seconds))


def _find_cheapest(options: tuple[Option, ...]) -> Money:
    return min(options, key=lambda option: (option.unoffered_nights, option.price.amount)).price
