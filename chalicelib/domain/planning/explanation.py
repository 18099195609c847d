"""Why an itinerary ranks where it does, in words, and what it lacks of what is wanted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

from chalicelib.domain.offers.offers import MissingNight, MissingNightReason, Option, UnmetPreference
from chalicelib.domain.planning import scoring
from chalicelib.domain.planning.itineraries import MUSTS, Layout
from chalicelib.domain.planning.planner import Ranked
from chalicelib.domain.planning.preferences import as_unmet, list_rides, pointer_of
from chalicelib.domain.planning.scoring import Rating, Traits, Valuation
from chalicelib.domain.planning.stay_limits import describe_limits
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.trip_requests.preferences import Strength
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import NO_CLAUSE, Finding, Outcome, Verdict


class Explanation:
    """Explains itineraries beside all that could have been made: `least` holds the best of each trait among these."""

    def __init__(
        self, request: TripRequest, policy: Policy, valuation: Valuation, layouts: Sequence[Layout], least: Traits
    ) -> None:
        self._request, self._policy, self._valuation, self._least = request, policy, valuation, least
        self._layouts = layouts
        self._met: dict[tuple[int, str], bool] = {}

    def explain(self, one: Ranked, option: Option, place: int, *, is_cheapest: bool) -> Option:
        """Return the option, which stands at this place, with its reasons and with what it lacks."""
        unmet = tuple(self._list_unmet(one))
        words = scoring.describe(option, one.traits, self._least)
        if is_cheapest and one.traits.price > self._least.price:
            words.insert(0, self._describe_cheapest(one))
        words += self._describe_stays(option)
        words += [f"{each.detail}: not offered otherwise" for each in unmet if _is_impossible(each)]
        if option.verdict and one.gravity:
            words.append(_describe_verdict(option.verdict))
        return msgspec.structs.replace(option, rank=place, reasons=tuple(words), unmet=unmet)

    def _describe_cheapest(self, one: Ranked) -> str:
        """Return as what the cheapest of the kindest verdict is so: what is cheaper may lack more of what must be."""
        if all(want.strength is Strength.WISH for want in self._valuation.wants):
            return "cheapest with the best verdict"
        musts = "the fewest musts unmet" if one.figures[MUSTS] else "all musts met"
        return f"cheapest with the best verdict and {musts}"

    def _list_unmet(self, one: Ranked) -> Iterator[UnmetPreference]:
        for candidate in one.chosen:
            for shortfall in candidate.rating.shortfalls if candidate.rating else ():
                is_offered = self._is_met(shortfall.want, shortfall.pointer)
                yield as_unmet(self._valuation.wants[shortfall.want], shortfall, is_offered=is_offered)

    def _is_met(self, want: int, pointer: str) -> bool:
        """Return whether something that is offered for a slice, stay or car is as it is wanted."""
        if (want, pointer) not in self._met:
            self._met[want, pointer] = any(
                all(each[:2] != (want, pointer) for each in rating.shortfalls) for rating in self._rivals[pointer]
            )
        return self._met[want, pointer]

    @cached_property
    def _rivals(self) -> dict[str, list[Rating]]:
        """Return what is offered, by what it is offered for."""
        rivals: dict[str, list[Rating]] = defaultdict(list)
        slots = {id(slot): slot for layout in self._layouts for slot in layout.slots}
        for candidate in (each for slot in slots.values() for each in slot):
            if candidate.offer is not None and candidate.rating is not None:
                for pointer in [ride.pointer for ride in list_rides(candidate.offer)] or [pointer_of(candidate.offer)]:
                    rivals[pointer].append(candidate.rating)
        return rivals

    def _describe_stays(self, option: Option) -> list[str]:
        """Return in what an option falls short of the stays that were asked for."""
        words = [_describe_missing(missing) for missing in option.missing_nights]
        if len(option.stays) < len(self._request.stays):
            booked = {stay.stay_index for stay in option.stays}
            without = [stay for index, stay in enumerate(self._request.stays) if index not in booked]
            if len(self._request.stays) == 1:
                words.insert(0, "no hotel was offered for these nights")
            else:
                words[:0] = [f"no hotel was offered in {stay.place.name} from {stay.check_in}" for stay in without]
        for stay in option.stays:
            words += describe_limits(stay, self._request, self._policy)
        return words


def _is_impossible(unmet: UnmetPreference) -> bool:
    return unmet.strength is Strength.MUST and not unmet.is_offered


def _describe_missing(missing: MissingNight) -> str:
    """Return in words why there is no room for a night; one that is spent in transit needs none."""
    night = f"the night of {missing.night.day} {missing.night:%B %Y}"
    match missing.reason:
        case MissingNightReason.IN_TRANSIT:
            return f"{night} is spent in transit"
        case MissingNightReason.NOT_OFFERED:
            return f"no hotel has a room for {night}"
        case MissingNightReason.NOT_REQUESTED:
            return f"no room was requested for {night}"


def _describe_verdict(verdict: Verdict) -> str:
    """Return why a verdict is not the kindest: its clauses, or where no clause says it, what does."""
    if verdict.outcome is Outcome.CANNOT_BE_JUDGED:
        found: Iterable[Finding] = verdict.missing_facts
    else:
        gravest = verdict.violations[0].action
        found = [each for each in verdict.violations if each.action is gravest]
    clauses = dict.fromkeys(each.clause for each in found if each.clause != NO_CLAUSE)
    others = dict.fromkeys(each.rule.replace("_", " ") for each in found if each.clause == NO_CLAUSE)
    reasons = ([f"clause {', '.join(clauses)}"] if clauses else []) + list(others)
    return f"{verdict.outcome.replace('_', ' ')} by {', '.join(reasons)}"
