"""A mail that moves the days of the request below it, and one that forwards the request of somebody named in it."""

import pytest

from chalicelib.domain.trip_requests.reading.asides.amended_mail import amend
from chalicelib.domain.trip_requests.reading.asides.mail import find_request

BELOW = "Please book Bergen to Gdansk for Anita Moe and me, 13 July to 16 July, with a 4 star hotel."
MAIL = f"\n\nPer\n\n> From: Per Moe\n> Sent: 21 June 2027\n> {BELOW}"


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Correction to my mail below: we'd rather leave on Wednesday 14 July and stay until 17 July. All else as is.",
         "Wednesday 14 July to 17 July"),
        ("Change to my request below: now out on 14 July, back 17 July. Rest unchanged.", "14 July to 17 July"),
        ("Please move the dates below to 14 July and 17 July.", "14 July to 17 July"),
        ("We now return on 18 July. Everything else stays the same.", "13 July to 18 July"),
        ("I leave on July 12th instead, the rest remains as it was.", "July 12th to 16 July"),
        ("Home on Sunday 18 July, otherwise unchanged", "13 July to Sunday 18 July"),
    ],
)  # fmt: skip
def test_days_of_the_request_below_are_moved(said: str, days: str) -> None:
    assert find_request(said + MAIL) == BELOW.replace("13 July to 16 July", days)


@pytest.mark.parametrize(
    "said",
    [
        "Change to my mail below: 14 July, 17 July and 19 July.",  # of two days
        "Change to my mail below: 14 July. Rest unchanged.",  # which of the two
        "Change to my mail below: out on 14 July and back on 17 July, and no hotel.",
        "Change to my mail below: Oslo to Gdansk on 14 July, back 17 July.",
        "Change to my mail below: out on 14 July after 5 pm, back on 17 July.",
        "We leave on 14 July and return on 17 July.",  # of another trip, maybe
    ],
)
def test_mail_that_says_more_than_days_is_read_by_itself(said: str) -> None:
    assert amend(BELOW, said) is None


def test_days_of_a_span_are_moved_each() -> None:
    moved = amend("Leeds to Hamburg, 8-10 March.", "Correction of my mail below: 9 March to 11 March.")

    assert moved == "Leeds to Hamburg, 9 March to 11 March."


@pytest.mark.parametrize(
    "said",
    [
        "Please book the below for Hannu.",
        "Please book the below for Hannu Lehtinen.",
        "Could you do the below on behalf of Hannu please",
    ],
)
def test_author_of_what_is_forwarded_is_named_once(said: str) -> None:
    asked = "I need Oulu to Helsinki on 18 May and back on 19 May."
    mail = f"{said}\n\n---- Forwarded message ----\nFrom: Hannu Lehtinen\nDate: 4 May 2027\n\n{asked}"

    assert find_request(mail).count("Hannu") == 1


def test_somebody_else_than_the_author_is_named_as_well() -> None:
    asked = "I need Oulu to Helsinki on 18 May and back on 19 May."
    mail = f"Book this for Aino.\n\n---- Forwarded message ----\nFrom: Hannu Lehtinen\nDate: 4 May 2027\n\n{asked}"

    assert "for Aino" in find_request(mail)


def test_whoever_forwards_a_request_may_come_along() -> None:
    asked = "Could you get me from Malmo to Berlin on 8 March and home on 10 March?"
    mail = f"Can you book what Sara asks below, plus me?\n\nFrom: Sara Lind\nSent: 2 Feb 2027 10:01\n\n{asked}"

    assert find_request(mail).endswith("Travellers: Sara Lind and me.")
