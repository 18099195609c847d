from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.reading.journeys.journeys import find_journey
from chalicelib.domain.trip_requests.reading.journeys.named_slices import Journey


def spell(journey: Journey) -> str:
    if journey.is_of_several:
        return ", ".join(f"{each.origin}-{each.destination}" for each in journey.slices)
    first = journey.slices[0] if journey.slices else None
    origins = [*journey.origins, *([first.origin] if first and first.origin else [])]
    destinations = [*([first.destination] if first and first.destination else []), *journey.destinations]
    return f"{'/'.join(origins)}>{'/'.join(destinations)}"


# what is said, with what other readers have taken out as ¦; the journey: "A>B" there, and maybe back, else its slices
JOURNEYS = [
    ("Lille to Porto ¦¦¦. Return: Porto to Lille ¦¦¦", "Lille-Porto, Porto-Lille"),
    ("Outbound: ¦¦¦ Lille - Porto. Inbound: ¦¦¦ Porto - Lille", "Lille-Porto, Porto-Lille"),
    ("Kraków to Oslo ¦¦¦; Oslo to Kraków ¦¦¦", "Kraków-Oslo, Oslo-Kraków"),
    ("from Turin to Oslo ¦¦¦ and from Oslo to Riga ¦¦¦", "Turin-Oslo, Oslo-Riga"),
    ("LIS - OPO - FNC ¦¦¦ ¦¦¦", "LIS-OPO, OPO-FNC"),
    ("LIS OPO LIS ¦¦¦ ¦¦¦", "LIS-OPO, OPO-LIS"),
    ("Riga > Oslo > Bergen ¦¦¦", "Riga-Oslo, Oslo-Bergen"),
    ("Riga -> Oslo ¦¦¦, then Oslo -> Riga ¦¦¦", "Riga-Oslo, Oslo-Riga"),
    ("Turin to Oslo ¦¦¦, on to Riga ¦¦¦, and home ¦¦¦", "Turin-Oslo, Oslo-Riga, Riga-Turin"),
    ("Turin to Oslo ¦¦¦, back from Bergen ¦¦¦", "Turin-Oslo, Bergen-Turin"),
    ("Turin to Oslo ¦¦¦; the return shall be from Bergen to Turin ¦¦¦", "Turin-Oslo, Bergen-Turin"),
    (
        "Turin to Oslo ¦¦¦, Bergen to Turin ¦¦¦, and between Oslo and Bergen we have a car",
        "Turin-Oslo, Bergen-Turin",
    ),
    ("Graz - Oslo ¦¦¦, Oslo - Riga ¦¦¦, Riga - Graz ¦¦¦. ¦¦¦ on Oslo - Riga", "Graz-Oslo, Oslo-Riga, Riga-Graz"),
    ("Business to Durban out of Heathrow ¦¦¦, Cape Town back to Heathrow ¦¦¦", "Heathrow-Durban, Cape Town-Heathrow"),
    ("Turin to Oslo ¦¦¦, back ¦¦¦", "Turin>Oslo"),
    ("Turin to Oslo and back ¦¦¦", "Turin>Oslo"),
    ("Turin - Oslo - Turin ¦¦¦", "Turin-Oslo, Oslo-Turin"),
    ("I need a return to Oslo from Turin ¦¦¦", "Turin>Oslo"),
    ("to Oslo ¦¦¦, leaving from Turin, home ¦¦¦", "Turin>Oslo"),
    ("in Oslo ¦¦¦, with flights from Turin ¦¦¦ and to Turin ¦¦¦", "Turin>Oslo"),
    ("be in Oslo ¦¦¦, coming from Turin", "Turin>Oslo"),
    ("going in Oslo ¦¦¦ from Turin", "Turin>Oslo"),
    ("Kick-off in Oslo: Turin to Oslo ¦¦¦", "Turin>Oslo"),
    ("Turin to Milan ¦¦¦, landing at Linate", "Turin>Linate"),
    ("Flying to Graz ¦¦¦. I'm based in Paris, so out of ORY", "ORY>Graz"),
    ("from Turin for Oslo ¦¦¦ and on to Riga ¦¦¦", "Turin-Oslo, Oslo-Riga"),
    ("ex MXP ¦¦¦", "MXP>"),
    ("Turin to our Nordic office ¦¦¦", "Turin>"),
    ("TRN-??? ¦¦¦", "TRN>"),
    ("Oslo! from Turin ¦¦¦", "Turin>Oslo"),
    ("kl to penang ¦¦¦", "kl>penang"),
    ("From: Turin To: Oslo Date of departure: ¦¦¦", "Turin>Oslo"),
    ("Visit to Oslo plant. Turin to Oslo ¦¦¦", "Turin>Oslo"),
    ("Turin to Oslo ¦¦¦ and then back to Turin ¦¦¦", "Turin>Oslo"),
    ("Zürich to Valencia (Spain) ¦¦¦", "Zürich>Valencia (Spain)"),
    ("I have home in Tallinn. ¦¦¦ to Oslo ¦¦¦, to home ¦¦¦", "Tallinn>Oslo"),
    ("Turin to Oslo ¦¦¦. Bergen is nice, I hear", "Turin>Oslo"),
    ("leaving Turin ¦¦¦ for Oslo", "Turin>Oslo"),
    ("Turin to Oslo ¦¦¦, back ¦¦¦, ¦¦¦ from Bergen if possible", "Turin>Oslo"),
    ("Turin to Oslo ¦¦¦, back ¦¦¦, but from Bergen", "Turin-Oslo, Bergen-Turin"),
    ("Turin to Oslo or Bergen ¦¦¦", "Turin>Oslo or Bergen"),
    ("Turin to Oslo ¦¦¦; a colleague drives me to Bergen; from Bergen home to Turin ¦¦¦", "Turin-Oslo, Bergen-Turin"),
    ("from Turin at Oslo ¦¦¦ and from Oslo at Turin ¦¦¦", "Turin-Oslo, Oslo-Turin"),
    ("dep TRN arr OSL ¦¦¦ / dep OSL arr TRN ¦¦¦", "TRN-OSL, OSL-TRN"),
    ("in to Oslo ¦¦¦ (from Turin) and out again to Turin ¦¦¦", "Turin>Oslo"),
    ("from Turin, I need Oslo ¦¦¦ and Riga ¦¦¦, home ¦¦¦", "Turin-Oslo, Oslo-Riga, Riga-Turin"),
    ("Portland (the one in Maine) to Oslo ¦¦¦, Oslo to Portland ¦¦¦", "Portland, Maine-Oslo, Oslo-Portland, Maine"),
    ("Turin to Oslo ¦¦¦, I'll drive on to Bergen and fly Bergen to Turin ¦¦¦", "Turin-Oslo, Bergen-Turin"),
    ("Turin to Oslo ¦¦¦, by bus to Bergen, Bergen to Turin ¦¦¦", "Turin-Oslo, Bergen-Turin"),
    ("join the Oslo meeting. Flight from Turin ¦¦¦", "Turin>Oslo"),
    ("our Oslo plant needs me: from Turin ¦¦¦", "Turin>Oslo"),
    ("the Oslo team asked for a flight from Turin ¦¦¦", "Turin>"),
    ("we moved it to Oslo, so Turin to Oslo ¦¦¦", "Turin>Oslo"),
    ("I'm off to Oslo from Turin ¦¦¦", "Turin>Oslo"),
    ("Turin to Oslo ¦¦¦, Oslo to Riga ¦¦¦, from Riga to home in Turin ¦¦¦", "Turin-Oslo, Oslo-Riga, Riga-Turin"),
    ("leave Turin ¦¦¦, reach Oslo, leave Oslo ¦¦¦ for Turin", "Turin-Oslo, Oslo-Turin"),
    ("from Turin to Oslo (¦¦¦), thence to Riga (¦¦¦), and home to Turin (¦¦¦)", "Turin-Oslo, Oslo-Riga, Riga-Turin"),
    ("can we do Pisa... no wait, Turin to Oslo ¦¦¦", "Turin>Oslo"),
    ("Riga > Tallinn (¦¦¦) > Oslo (¦¦¦)", "Riga-Tallinn, Tallinn-Oslo"),
    ("trn/osl/rix/trn ¦¦¦", "TRN-OSL, OSL-RIX, RIX-TRN"),
    ("ord to osl ¦¦¦, osl to rix ¦¦¦", "ORD-OSL, OSL-RIX"),
    ("go home to Turin from Oslo", "Oslo>Turin"),
    ("home from Oslo, I live in Turin", "Oslo>Turin"),
    ("I'm based in Turin. from Milan to Oslo ¦¦¦", "Milan>Oslo"),
    ("my base is Turin. to Oslo ¦¦¦, on to Riga ¦¦¦, home ¦¦¦", "Turin-Oslo, Oslo-Riga, Riga-Turin"),
    ("from Pisa, no, from Turin to Oslo ¦¦¦", "Turin>Oslo"),
    ("Turin to Oslo ¦¦¦, Oslo to Riga - no, to Bergen ¦¦¦", "Turin-Oslo, Oslo-Bergen"),
    ("go from Pisa... no, from Turin to Oslo", "Turin>Oslo"),
]


@pytest.mark.parametrize(("said", "journey"), JOURNEYS)
def test_places_make_the_journey_that_is_meant(said: str, journey: str) -> None:
    assert spell(find_journey(said)) == journey


@pytest.mark.parametrize(
    "said",
    ["she has no access to the tool", "reply to the office", "I have to go out of station", "Sent from my phone"],
)
def test_words_that_are_no_places_are_none(said: str) -> None:
    journey = find_journey(said)

    assert (journey.slices, journey.origins, journey.destinations, journey.spans) == ((), (), (), ())


CITIES = ("Berlin", "Riga", "Madrid", "Oslo", "Vienna", "Prague", "Lisbon", "Shin-Osaka", "Gare de Lyon", "Fiumicino")
JOINTS = (" to ", " - ", " -> ", " > ")
BETWEEN = (" ¦¦¦, ", " ¦¦¦; ", " ¦¦¦. ", " ¦¦¦ and ", " ¦¦¦, then ", " ¦¦¦. Then ")


@settings(max_examples=100, deadline=None)
@given(
    names=st.lists(st.sampled_from(CITIES), min_size=4, max_size=6, unique=True),
    joint=st.sampled_from(JOINTS),
    between=st.sampled_from(BETWEEN),
    is_chain=st.booleans(),
)
def test_any_chain_of_places_is_gone_through_in_its_order(
    names: list[str], joint: str, between: str, is_chain: bool
) -> None:
    pairs = list(pairwise(names))
    said = joint.join(names) if is_chain else between.join(f"{start}{joint}{end}" for start, end in pairs)

    journey = find_journey(f"{said} ¦¦¦")

    assert [(each.origin, each.destination) for each in journey.slices] == pairs


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ABab ¦.,:->/()'éto", max_size=120))
def test_whatever_is_said_its_spans_lie_within_it(said: str) -> None:
    journey = find_journey(said)

    assert all(0 <= start < end <= len(said) for start, end in journey.spans)
