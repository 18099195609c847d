"""What the API answers, in a line or a few as people would read it."""

from collections.abc import Iterator, Sequence

import msgspec

from sojourn_client import Event
from sojourn_client.models import (
    BookingView,
    CarOfferView,
    CitedClause,
    FlightOfferView,
    Money,
    OptionView,
    Outcome,
    PassengerView,
    RailOfferView,
    StayOfferView,
    TripRequest,
)

Component = FlightOfferView | RailOfferView | StayOfferView | CarOfferView


def money(value: Money) -> str:
    """Return an amount for people; the demo's currencies all have hundredths."""
    return f"{value.amount / 100:,.2f} {value.currency}"


def describe_profile(profile: PassengerView) -> str:
    """Return a profile on one line, as masked as the API answers it."""
    documents = ", ".join(f"{each.kind} {each.number} of {each.issuing_country}" for each in profile.documents)
    return f"{profile.given_name} {profile.family_name}, born {profile.birth_date}, {documents or 'no travel document'}"


def describe_event(event: Event) -> str:
    """Return an event's data on one line."""
    parts = [
        f"{name}={money(Money(**value)) if isinstance(value, dict) and 'amount' in value else value}"
        for name, value in msgspec.to_builtins(event.data).items()
        if name != "citedClauses"  # in full beside the verdict
    ]
    line = ", ".join(parts)
    return line if len(line) <= 90 else f"{line[:87]}..."


def describe_options(booking: BookingView) -> list[str]:
    """Return the options as people would compare them, a line or a few for each."""
    lines = []
    for option in booking.options:
        currency = option.components[0].price.currency
        price = Money(amount=sum(each.price.amount for each in option.components), currency=currency)
        parts = " + ".join(map(describe_component, option.components))
        lines.append(f"{option.rank}. {money(price):>14}  {outcome(option):17} {parts}")
        for each in option.verdict.violations if option.verdict else ():
            lines.append(f"      clause {each.clause} {each.rule}: {each.expected}; {each.actual} -> {each.action}")
            lines.extend(f"          {words}" for words in describe_citation(each.cited_clause))
        lines.extend(f"      {line}" for line in describe_shortfalls(option))
    return lines


def describe_citation(clause: CitedClause | None) -> Iterator[str]:
    """Yield the words of a policy document that a clause cites, and where they stand, on one line; nothing of a clause
    that cites none."""
    cited = clause.citation if clause else None
    if cited is not None:
        yield f'"{cited.quote}" ({cited.title}, {cited.number} {cited.heading}, page {cited.page})'


def describe_clause(clause: CitedClause) -> Iterator[str]:
    """Yield a clause and the words that it cites, a line each."""
    yield f"clause {clause.number} {clause.title}"
    yield from (f"    {words}" for words in describe_citation(clause))


def name_clauses(clauses: Sequence[CitedClause]) -> str:
    """Return the numbers of clauses, to go behind what rests on them."""
    return f"  clauses {', '.join(each.number for each in clauses)}" if clauses else ""


def describe_shortfalls(option: OptionView) -> Iterator[str]:
    """Yield what an option lacks of what was asked for, and what choosing it costs, a line each."""
    for each in option.unmet:
        yield f"{each.strength} {each.preference} of {each.pointer}: {each.detail}"
    if option.choice_cost is None:
        return
    for excess in option.choice_cost.excesses:
        yield f"{money(excess.excess)} above {excess.rule} of clause {excess.clause}"
    for cheaper in option.choice_cost.cheaper:
        minutes = cheaper.extra_seconds // 60
        longer = f"{abs(minutes)} minutes {'longer' if minutes > 0 else 'shorter'}" if minutes else "as long"
        yield f"option {cheaper.rank} saves {money(cheaper.saves)}, {longer} under way"


def describe_component(component: Component) -> str:
    """Return what an option has of one kind, on one line."""
    match component:
        case FlightOfferView():
            segments = [segment for each in component.slices for segment in each.segments]
            flights = " ".join(f"{segment.marketing_carrier}{segment.flight_number}" for segment in segments)
            return f"{flights} ({component.fare_brand})" if component.fare_brand else flights
        case RailOfferView():
            trains = ", ".join(segment.train for each in component.slices for segment in each.segments)
            return f"{trains} ({component.fare})"
        case StayOfferView():
            return f"{component.name} ({component.distance_to_centre_metres / 1000:.1f} km)"
        case CarOfferView():
            return f"{component.category} car in {component.pick_up.city} ({component.company})"


def describe_request(request: TripRequest) -> list[str]:
    """Return what is asked for, a line for each slice, stay and car."""
    slices = [
        f"{each.origin.name} ({each.origin.country}) to {each.destination.name} ({each.destination.country}) on "
        f"{each.depart_on} by {each.mode}, {each.cabin}"
        for each in request.slices
    ]
    stays = [f"stay in {each.place.name} from {each.check_in} to {each.check_out}" for each in request.stays]
    cars = [
        f"{each.category} car from {each.pick_up.name}, {each.pick_up_on} {each.pick_up_at}, to {each.drop_off.name}, "
        f"{each.drop_off_on} {each.drop_off_at}"
        for each in request.cars
    ]
    preferences = [f"{each.strength} {each.__struct_config__.tag}" for each in request.preferences]
    return [*slices, *stays, *cars, *preferences]


def outcome(option: OptionView) -> Outcome | str:
    """Return what the travel policy says of an option."""
    return option.verdict.outcome if option.verdict else "not judged"
