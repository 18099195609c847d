"""How requests as people write them fare: read right, asked about, refused, or read wrong. None may be read wrong, and
what is asked is exactly what stands in the way."""

import sys
from collections import Counter
from datetime import date

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2026, 11, 20)  # a Friday

# The sentence, and what it asks for: slices, then stays and cars; or, after "?", the fields that have to be asked.
EXAMPLES = [
    ("waw-muc 12/5-14/5 biz 1 pax", "WAW-MUC 05-12, MUC-WAW 05-14"),
    ("PRG VIE 19OCT27 / VIE PRG 22OCT27 C class, refundable tkt", "PRG-VIE 10-19, VIE-PRG 10-22"),
    ("osl>cph 2027-03-03 dep 0900-1200, ret 2027-03-06, eco", "OSL-CPH 03-03, CPH-OSL 03-06"),
    ("arn-hel wed wk 10, hel-arn fri wk 10", "ARN-HEL 03-10, HEL-ARN 03-12"),
    ("DEN-SEA tomorrow before 0800, SEA-DEN same day after 1630", "DEN-SEA 11-21, SEA-DEN 11-21"),
    ("htl only warsaw 9-12 mar 27, PLN 480/nt max", "stay Warsaw 03-09 03-12"),
    ("Zurich to Bern 04/03/2027 by train, return also by train 25/03/2027.", "ZRH-BRN 03-04 rail, BRN-ZRH 03-25 rail"),
    ("Could I get from Leeds to Dublin on Tuesday week, coming back the Thursday? Non-stop only.",
     "LBA-DUB 12-01, DUB-LBA 12-03"),
    ("The day after tomorrow I go from Porto to Madrid, and three days later I come back.",
     "OPO-MAD 11-22, MAD-OPO 11-25"),
    ("Tbilisi to Yerevan on the first Thursday in March, back on the last Friday of March.",
     "TBS-EVN 03-04, EVN-TBS 03-26"),
    ("i need to fly from dallas to denver on may twenty seventh twenty twenty seven and return on may twenty ninth",
     "DFW-DEN 05-27, DEN-DFW 05-29"),
    ("please get me a one way ticket from boston to chicago on the twenty third of june coach class", "BOS-ORD 06-23"),
    ("Lagos to Accra on 6 July 2027, Accra to Abidjan on 9 July, Abidjan to Lagos on 13 July, all in business.",
     "LOS-ACC 07-06, ACC-ABJ 07-09, ABJ-LOS 07-13"),
    ("Desk,\n1) Lima - Bogotá, 12 Oct 2027\n2) Bogotá - Quito, 15 Oct\n3) Quito - Lima, 18 Oct\nMany thanks\nR. P.",
     "LIM-BOG 10-12, BOG-UIO 10-15, UIO-LIM 10-18"),
    ("Kick-off in London: Berlin to London 3-5 March 2027", "BER-LHR 03-03, LHR-BER 03-05"),
    ("I visit a fair in Tashkent: Riga to Tashkent on 18 March 2027, returning 21 March.",
     "RIX-TAS 03-18, TAS-RIX 03-21"),
    ("Oslo to Nice 3 March 2027, home from Marseille on 6 March", "OSL-NCE 03-03, MRS-OSL 03-06"),
    ("hii, plese book fligth oslo too helsinki on wensday 3 march and reurn on friday 5 march, econmy is ok, thx",
     "OSL-HEL 03-03, HEL-OSL 03-05"),
    ("Sofia to Vienna by trian on 8 April, bakc on 10 April plase", "SOF-VIE 04-08 rail, VIE-SOF 04-10 rail"),
    ("Just one way, Bergen to Stavanger, 11 January, economy.", "BGO-SVG 01-11"),
    ("Hi Mei, Singapore to Bangkok 27 Jul 2027, come back 29 Jul, need hotel, THB 4,200 a night maximum.",
     "SIN-BKK 07-27, BKK-SIN 07-29, stay Bangkok 07-27 07-29"),
    ("Berlin to Madrid 3-6 March 2027 with a hotel and a rental car",
     "BER-MAD 03-03, MAD-BER 03-06, stay Madrid 03-03 03-06, car Madrid 03-03 03-06"),
    ("Gatwick to Málaga Mon 18 Oct 2027, not before quarter to eight in the morning; Seville to Heathrow Fri 22 Oct",
     "LGW-AGP 10-18, SVQ-LHR 10-22"),
    ("FW: RE: visit\n\nAs per Dave's note, Oslo to Riga on Monday 1 March, home on Wednesday.\n\nRegards,\nPia",
     "OSL-RIX 03-01, RIX-OSL 03-03"),
    ("I was going to say March 3 but so let's make it Oslo to Riga on March 10, 2027, and I come home March 12",
     "OSL-RIX 03-10, RIX-OSL 03-12"),
    ("No flights this time. All I need is a room in Oslo from 1 March 2027 to 4 March, up to NOK 1 650 nightly.",
     "stay Oslo 03-01 03-04"),
    ("get me to Leipzig on 3 March 2027 and return me on 5 March 2027.", "? origin"),
    ("Miami to Georgetown, one way, 27 July 2027.", "? destination"),
    ("lis-fnc next sunday o/w", "? departOn"),
    ("mel-bne 3/8 ow", "? departOn"),
    ("Riga to Warsaw, one way, business, asap", "? departOn"),
    ("Pls arrange tickets for the audit team, Pune to Nagpur on 9th Aug 2027, return 11th Aug 2027.", "? travellers"),
    ("Lyon to Kraków on 21 September 2027, home 23 September, hotel included, limit of 180 nightly.", "? nightlyCap"),
    ("Perth to Singapore on 9 August 2027, back on 12 August, and a room below $230 for each night.", "? nightlyCap"),
    ("Hotel in Bologna from 11 October 2027, max €120 a night.", "? nights"),
    ("Would a train from Oslo to Bergen on 3 March be ok, one way, around six?", "? unread"),
]  # fmt: skip


def describe(trip: TripRequest) -> str:
    slices = [
        f"{each.origin.airports[0]}-{each.destination.airports[0]} {each.depart_on:%m-%d}"
        + ("" if each.mode is TravelMode.AIR else f" {each.mode}")
        for each in trip.slices
    ]
    stays = [f"stay {each.place.name} {each.check_in:%m-%d} {each.check_out:%m-%d}" for each in trip.stays]
    cars = [f"car {each.pick_up.name} {each.pick_up_on:%m-%d} {each.drop_off_on:%m-%d}" for each in trip.cars]
    return ", ".join([*slices, *stays, *cars])


def outcome(sentence: str) -> str:
    try:
        return describe(read_request(sentence, now=mid_morning(TODAY), defaults=DEFAULTS))
    except AmbiguousRequest as doubt:
        return "? " + " ".join(sorted(question.field for question in doubt.questions))
    except InvalidInput as error:
        return f"refused: {error}"


def test_examples_are_read_right_or_asked_about() -> None:
    found = {sentence: outcome(sentence) for sentence, _ in EXAMPLES}

    counts = Counter(
        "right" if found[sentence] == expected
        else "asked" if found[sentence].startswith("?")
        else "refused" if found[sentence].startswith("refused")
        else "wrong"
        for sentence, expected in EXAMPLES
    )  # fmt: skip
    sys.stdout.write(f"{dict(counts)}\n")
    assert {sentence: found[sentence] for sentence, expected in EXAMPLES if found[sentence] != expected} == {}
