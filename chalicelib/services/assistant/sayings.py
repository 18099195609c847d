"""How facts are said in sentences: days, times, what a booking's status means, and what is due.

What somebody wrote (a name, a comment, a supplier's text) stands in quotation marks, on one line and bounded, so that
it is not taken for a sentence of the assistant's.
"""

from collections.abc import Mapping
from datetime import date, datetime

from chalicelib.domain.assistant.quoting import quote_text
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.services.assistant.facts import (
    AnyFact,
    ApprovalTaskFact,
    BookingDetail,
    BookingFact,
    BudgetFact,
    DocumentFact,
    ItemFact,
    OptionFact,
    TripDetail,
    TripFact,
)

_MOST_ITEMS = 12

_MEANS: Mapping[BookingStatus, str] = {
    BookingStatus.REQUESTED: "it was taken in and is about to be planned",
    BookingStatus.PLANNING: "options are being searched for",
    BookingStatus.AWAITING_SELECTION: "it waits for you to select an option",
    BookingStatus.HOLDING: "what you selected is being held",
    BookingStatus.AWAITING_APPROVAL: "it waits for approval",
    BookingStatus.REVISING: "it came back to you to be revised",
    BookingStatus.PURCHASING: "it is being bought",
    BookingStatus.BOOKED: "it is booked",
    BookingStatus.CHANGING: "it is booked, and a change of it is under way",
    BookingStatus.DECLINED: "it was declined",
    BookingStatus.EXPIRED: "it expired before it was decided on",
    BookingStatus.CANCELLED: "it was cancelled",
    BookingStatus.FAILED: "it failed",
    BookingStatus.COMPENSATION_REQUIRED: "it failed, and what was bought or held is being given back",
}


def say_fact(fact: AnyFact) -> str:
    """Return what there is to say of a fact, with a line for each item of a trip."""
    match fact:
        case TripDetail():
            return "\n".join([say_trip(fact), *(say_item(each) for each in fact.items[:_MOST_ITEMS])])
        case TripFact():
            return say_trip(fact)
        case BookingFact():
            return say_booking(fact)
        case BookingDetail():
            return say_booking_detail(fact)
        case ApprovalTaskFact():
            return say_task(fact)
        case BudgetFact():
            return say_budget(fact)
        case DocumentFact():
            return say_document(fact)


def say_day(day: date) -> str:
    """Return a day with its weekday: "Wednesday, 3 March 2027"."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"


def say_moment(moment: datetime) -> str:
    """Return a local time with its day: "Wednesday, 3 March 2027, 07:15"."""
    return f"{say_day(moment.date())}, {moment:%H:%M}"


def _say_local(moment: datetime) -> str:
    """Return a time on the wall where it is, or in UTC where nobody knows where that is."""
    return f"{say_moment(moment)} {'UTC' if str(moment.tzinfo) == 'UTC' else 'local time'}"


def say_trip(trip: TripFact) -> str:
    """Return when a trip is, and whether it stands."""
    status = trip.status.value.replace("_", " ")
    when = f"from {_say_local(trip.starts_at)} to {_say_local(trip.ends_at)}"
    return f"{quote_text(trip.name)}: {when} ({status})."


def say_item(item: ItemFact) -> str:
    """Return what an item of a trip is, where and when."""
    ends = [quote_text(each) for each in (item.origin, item.destination) if each]
    place = " to ".join(ends) if len(ends) == 2 else item.place and quote_text(item.place)
    when = f"from {_say_local(item.starts_at)}" if item.starts_at else ""
    until = f"to {_say_local(item.ends_at)}" if item.ends_at else ""
    named = f"{item.kind.value.capitalize()}: {quote_text(item.name)}"
    return ", ".join(each for each in (named, place, " ".join(each for each in (when, until) if each)) if each) + "."


def say_booking(booking: BookingFact) -> str:
    """Return what became of a booking so far."""
    days = f"{say_day(booking.starts_on)} to {say_day(booking.ends_on)}"
    return f"{' – '.join(booking.places)}, {days}: {say_status(booking.status)}."


def say_status(status: BookingStatus) -> str:
    """Return what a status means for whoever asked for the booking."""
    return _MEANS[status]


def say_booking_detail(booking: BookingDetail) -> str:
    """Return where a booking stands, with what is next and until when."""
    said = [f"{' – '.join(booking.places)}, {say_day(booking.starts_on)}: {say_status(booking.status)}."]
    if booking.options_expire_at:
        said.append(f"The options can be selected until {say_moment(booking.options_expire_at)} UTC.")
    if booking.approval and booking.status is BookingStatus.AWAITING_APPROVAL:
        said.append(f"It can be approved until {say_moment(booking.approval.deadline)} UTC.")
    if booking.approval and booking.approval.comment:
        said.append(f"The approver wrote: {quote_text(booking.approval.comment)}.")
    if booking.failure:
        said.append(f"Why: {quote_text(booking.failure)}.")
    if booking.price:
        said.append(f"Its price is {booking.price}.")
    return " ".join(said)


def say_option(option: OptionFact) -> str:
    """Return what an option costs, and what the policy makes of it."""
    outcome = f", {option.outcome.value.replace('_', ' ')}" if option.outcome else ""
    clauses = f" (clause {', '.join(each.clause for each in option.violations)})" if option.violations else ""
    return f"Option {option.rank}: {option.price}{outcome}{clauses}."


def say_task(task: ApprovalTaskFact) -> str:
    """Return what somebody is asked to approve."""
    who = quote_text(task.requester_name) if task.requester_name else "A colleague"
    where = " – ".join(task.places)
    clauses = f"; it violates clause {', '.join(task.clauses)}" if task.clauses else ""
    return f"{who}: {where}, {task.price}, to be decided until {say_moment(task.deadline)} UTC{clauses}."


def say_budget(budget: BudgetFact) -> str:
    """Return what is left of a budget, and where the rest went."""
    return (
        f"Of the budget of {budget.cost_centre} for {budget.period}, {budget.remaining} of {budget.limit} is left: "
        f"{budget.committed} is spent and {budget.reserved} is reserved."
    )


def say_document(document: DocumentFact) -> str:
    """Return what a document is, and when it expires."""
    named = f"{document.kind.value.capitalize()} {quote_text(document.file_name)}"
    if document.expires_on is None or document.days_left is None:
        return f"{named} ({document.status.value})."
    if document.days_left < 0:
        return f"{named} expired on {say_day(document.expires_on)}."
    return f"{named} expires on {say_day(document.expires_on)}, in {document.days_left} days."
