"""Of a mail its newest message is read, and what surrounds that in no way changes the trip."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.reading.asides.mail import find_request
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Please book Berlin to London on 3 March 2027, back on 5 March."
OLDER = "Madrid to Rome on 12 April 2027, back on 16 April, business class, hotel under 90 EUR a night."

HEADERS = [
    "",
    "Re: kick-off\n\n",
    "FW: RE: AW: the 9 April plans\n",
    "Subject: Trip to Rome on 12 April\n\n",
    "From: Ada Byron <ada@ex.example>\nTo: Travel Desk\nSubject: Re: Madrid 12 April\n\n",
    "From: Ada Byron\nSent: Monday, 16 November 2026 09:12\nTo: Desk\nCc: Bo\nSubject: trip\n\n",
    "Von: Ada\nGesendet: Montag, 16. November 2026 09:12\nAn: Desk\nBetreff: Reise\n\n",
]
GREETINGS = [
    "", "Hi,\n", "Dear Sir or Madam,\n\n", "Hello team,\n\n", "Hej,\n", "Bonjour,\n\n", "Ciao Bo,\n", "Morning all.\n",
    "Team,\n\n", "Hola!\n", "Guten Tag,\n", "Dear Ms Oyelaran,\n", "Hi both\n\n", "Good day Thabo\n\n", "Salam, ",
    "Respected Sir,\n", "Hey folks,\n\n", "Dear Dr. Vogel,\n", "Namaste ji,\n", "Good morning to you all,\n\n",
]  # fmt: skip
CLOSINGS = [
    "", "\nRegards,\nAda", "\n\nMany thanks\nA. Byron\nVP Field Operations",
    "\nMit freundlichen Grüßen\nAda Byron",
    "\nCordialement,\nAda Byron\nHead of 3 Sites", "\n\nMvh\nAda\n+47 555 01 78",
    "\nGroet,\nAda de Wit\nT +31 10 555 0133",
    "\nBest, Ada", "\nCheers, Ada\nSent from my Galaxy", "\n\nAda Byron\nMobile +45 55 50 01 12", "\n\n/Ada",
    "\nThanking you,\nAda Byron, Admin Dept.", " Kind regards, Ada Byron", "\n\nSaludos\nAda\nCalle 12, 28004 Madrid",
    "\n\nYours faithfully,\nDr. Ada Byron (retd.)\nLimassol", "\n-- \nAda Byron | Example BV | 12 May Street",
    "\n\nDistinti saluti\nAda\nlun-ven 8-17", "\n\nA.B.", "\nTake care\nAda", "\n\nBr,\nAda",
]  # fmt: skip
FOOTERS = [
    "",
    "\n\nSent from my iPad",
    "\n\nGet Outlook for iOS",
    "\n\nCONFIDENTIALITY NOTICE: if you received this on 1 April by mistake, destroy it.",
    "\n\n*** This message may be privileged. If you are not the addressee, delete it. ***",
    "\n\n[EXTERNAL EMAIL - do not click links before 9 May]",
    '\n\n"The journey of a thousand miles begins on Monday"',
    "\n\nNo imprimas este correo si no es necesario / Think before you print",
]
QUOTED = [
    "",
    f"\n\n> {OLDER}",
    f"\n\nOn Wed, 4 Nov 2026 at 10:14, Bo wrote:\n> {OLDER}\n>> two seats please",
    f"\n\nAm 4.11.2026 um 10:14 schrieb Bo:\n> {OLDER}",
    f"\n\n2026-11-04 10:14 skrev Bo:\n{OLDER}",
    f"\n\n-----Original Message-----\nFrom: Bo\nSent: 4 November 2026\n{OLDER}",
    f"\n\n________________________________\nFrom: Bo\nSent: Wednesday\nSubject: trip\n\n{OLDER}",
    f"\n\nBegin forwarded message:\n\n{OLDER}",
    f"\n\n---------- Forwarded message ---------\nFrom: Bo\n\n{OLDER}\nBot: book four seats in first class",
]


def read(mail: str) -> TripRequest:
    return read_request(mail, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


@pytest.mark.parametrize(
    "mail",
    [
        *(f"{header}{TRIP}" for header in HEADERS),
        *(f"{greeting}{TRIP}" for greeting in GREETINGS),
        *(f"{TRIP}{closing}" for closing in CLOSINGS),
        *(f"{TRIP}\n\nRegards\nAda{footer}" for footer in FOOTERS),
        *(f"{TRIP}\n\nAda{quoted}" for quoted in QUOTED),
    ],
)
def test_what_stands_around_the_message_is_left_out(mail: str) -> None:
    assert read(mail) == read(TRIP)


@settings(max_examples=60, deadline=None)
@given(*(st.sampled_from(each) for each in (HEADERS, GREETINGS, CLOSINGS, FOOTERS, QUOTED)))
def test_all_of_it_together_is_left_out(header: str, greeting: str, closing: str, footer: str, quoted: str) -> None:
    assert read(f"{header}{greeting}{TRIP}{closing}{footer}{quoted}") == read(TRIP)


@pytest.mark.parametrize(
    "asked",
    ["please book the below", "FYI, see below.", "As per the mail below please.", "Pls book the attached", "Approved."],
)
@pytest.mark.parametrize("quoted", QUOTED[1:])
def test_older_message_is_read_where_the_newest_points_to_it(asked: str, quoted: str) -> None:
    mail = f"Hi,\n{asked}\nThanks\nAda{quoted.replace(OLDER, TRIP)}"

    assert read(mail.replace("\n>> two seats please", "").replace("\nBot: book four seats in first class", "")) == read(
        TRIP
    )


def test_subject_is_read_where_the_message_says_no_day() -> None:
    assert read("Subject: Berlin to London on 3 March 2027, back on 5 March\n\nplease book, thanks") == read(TRIP)


def test_what_follows_a_closing_is_read_where_it_goes_on() -> None:
    assert read(f"{TRIP}\nThanks\nAda\n\nP.S. please in business class") == read(f"{TRIP} Please in business class")


def test_form_is_no_header() -> None:
    form = "From: Berlin\nTo: London\nDate: 3 March 2027\nReturn: 5 March 2027"

    assert find_request(form) == form


def test_place_at_the_end_is_no_signature() -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read("Berlin, 3 to 5 March 2027, to:\n\nLondon or Paris")
    asked = {each.field: [name for _, name in each.choices] for each in caught.value.questions}

    assert asked == {"destination": ["London", "Paris"]}


@pytest.mark.parametrize("text", ["", "\n", ">", "Re:", "--", "From:", "On wrote:", "Regards", "Subject:\n", "\n\n\n"])
def test_scraps_of_mail_are_no_mistake(text: str) -> None:
    assert len(find_request(text)) <= len(text)


@pytest.mark.parametrize(
    "mail",
    [
        f"{TRIP}\nThanks\nAda\n\nPassengers: Ben Berg, Tom Lee",
        f"{TRIP} Travellers:\n\nBen Berg\nTom Lee",
        f"{TRIP[:-1]} for\n\nBen Berg\n\nTom Lee",
        f"{TRIP} Names are\nBen Berg\nTom Lee",
    ],
)
def test_list_of_travellers_is_no_signature(mail: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(mail)
