"""Seeded bugs of a trip's parts: slices, stays and cars taken for one another, and what was asked for of them."""

from tests.simulation.teeth.bug import Bug

_FAR = (47,)
_CHANGING = tuple(range(0, 50, 10))

OF_SHAPES = (
    Bug(
        "the last slice is not covered by any fare",
        "chalicelib.domain.planning.itineraries:list_covers",
        "return cover(frozenset(range(count)))",
        "return cover(frozenset(range(max(1, count - 1))))",
    ),
    Bug(
        "a fare keeps the places of slices that its supplier has given them",
        "chalicelib.services.booking_workflow.searches:_search_fares",
        "slice_indexes=tuple(places[index] for index in offer.slice_indexes)",
        "slice_indexes=offer.slice_indexes",
    ),
    Bug(
        "rooms of the first stay are offered for every other",
        "chalicelib.services.booking_workflow.searches:_search_rooms",
        "query = stay_query(request, index, check_in)",
        "query = stay_query(request, 0, check_in)",
    ),
    Bug(
        "a slice by rail is flown",
        "chalicelib.services.booking_workflow.searches:_search_flights",
        "if each.mode is not TravelMode.RAIL)",
        "if each)",
    ),
    Bug(
        "a stay begins when it was asked for, whenever its travellers come",
        "chalicelib.domain.planning.nights:first_night",
        "return arrival if stay.begins_on_arrival else max(stay.check_in, arrival)",
        "return stay.check_in",
        _FAR,
    ),
    Bug(
        "the times asked for are ignored",
        "chalicelib.domain.planning.preferences:_windows",
        'for name, window in (("departure", each.departure), ("arrival", each.arrival)):',
        'for name, window in (("departure", None), ("arrival", each.arrival)):',
    ),
    Bug(
        "a time window is open at its end",
        "chalicelib.domain.trip_requests.preferences:TimeWindow.includes",
        "return (self.not_before or shown) <= shown <= (self.not_after or shown)",
        "return (self.not_before or shown) <= shown",
    ),
    Bug(
        "a must counts as a wish",
        "chalicelib.domain.planning.preferences:_want_of",
        "return Want(name, preference.strength, _worth_of(",
        "return Want(name, Strength.WISH, _worth_of(",
    ),
    Bug(
        "stars that must be are not asked of hotels",
        "chalicelib.domain.planning.preferences:_stars_check",
        "elif offer.stars < stars:",
        "elif offer.stars < 0:",
    ),
    Bug(
        "a stay keeps the places of its slices when these are revised",
        "chalicelib.services.trip_requests.shapes:_settle_stays",
        "if isinstance(each, StayRequest) and tuple(slices) == tuple(shape.before):",
        "if isinstance(each, StayRequest):",
    ),
    Bug(
        "cars are not on the itinerary",
        "chalicelib.domain.trips.itinerary:_items_of_part",
        "yield _car_item(car, part, new_id())",
        "yield from ()",
    ),
    Bug(
        "trains are not on the itinerary",
        "chalicelib.domain.trips.itinerary:_items_of_part",
        "yield from (_rail_item(each, part, new_id()) for each in fare.slices[part.part_index].segments)",
        "yield from ()",
    ),
    Bug(
        "what comes back for the last component is not returned to a budget",
        "chalicelib.domain.bookings.traveller_payments:_refunds_by_component",
        "tuple(part for part in cancelled if part.component_index == component_index)",
        """
            tuple(
                part
                for part in cancelled
                if part.component_index == component_index < len(booking.selected.components) - 1
            )
        """,
    ),
    Bug(
        "a notice counts for the first fare of its supplier",
        "chalicelib.services.servicing.supplier_notices:_find_part",
        "if bought == (supplier, notice.data.order_id, notice.data.order_key, notice.data.part_index):",
        "if bought[::3] == (supplier, notice.data.part_index):",
    ),
    Bug(
        "other parts are cancelled than those that move",
        "chalicelib.domain.servicing.moves:move_parts",
        "part_ids=tuple(each.part_id for each in trip.parts if each.requested in pointers),",
        "part_ids=tuple(each.part_id for each in trip.parts[: len(pointers)]),",
    ),
    Bug(
        "connection times are ignored",
        "chalicelib.domain.planning.itineraries:Gaps.fits",
        "return before.arrives + needed <= after.departs",
        "return bool(needed)",
    ),
    Bug(
        "every fare is charged to the year of the first slice",
        "chalicelib.domain.offers.periods:period_of",
        "return _year(request.slices[offer.slice_indexes[0]].depart_on)",
        "return _year(request.slices[0].depart_on)",
    ),
    Bug(
        "what the policy denies takes the place of a trip",
        "chalicelib.services.servicing.date_changes:replacement_of",
        "if option.verdict is None or option.verdict.outcome is Outcome.DENIED:",
        "if option.verdict is None:",
        _CHANGING,
    ),
)
