"""Only what was signed with the key, is whole and is new gets in, and the refusal never says what was wrong."""

import base64
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from chalicelib.domain.webhooks.signatures import TOLERANCE, make_headers, sign, verify
from chalicelib.errors import Unauthenticated
from tests.support.booked_samples import NOW

KEY = b"a key of the supplier's"
BODY = b'{"type":"order.cancelled"}'


def test_what_is_signed_now_gets_in_with_its_id() -> None:
    assert verify(make_headers("msg_1", BODY, KEY, NOW), BODY, [KEY], NOW) == "msg_1"


def test_signature_is_that_of_standard_webhooks() -> None:
    library = Webhook("whsec_" + base64.b64encode(KEY).decode())

    assert sign("msg_1", str(int(NOW.timestamp())), BODY, KEY) == library.sign("msg_1", NOW, BODY.decode())


def test_one_of_several_signatures_is_enough_while_a_secret_changes_over() -> None:
    headers = make_headers("msg_1", BODY, KEY, NOW)
    old = make_headers("msg_1", BODY, b"the old one", NOW)["webhook-signature"]

    several = {**headers, "webhook-signature": f"{old} {headers['webhook-signature']}"}
    assert verify(several, BODY, [KEY], NOW) == "msg_1"


@pytest.mark.parametrize("keys", [[KEY], [KEY, b"before"], [b"after", KEY], [b"after", b"before", KEY]])
def test_one_of_several_keys_is_enough_while_a_secret_is_rotated(keys: list[bytes]) -> None:
    assert verify(make_headers("msg_1", BODY, KEY, NOW), BODY, keys, NOW) == "msg_1"


@pytest.mark.parametrize("keys", [[], [b"after"], [b"after", b"before"]])
def test_none_of_several_keys_is_not(keys: list[bytes]) -> None:
    with pytest.raises(Unauthenticated):
        verify(make_headers("msg_1", BODY, KEY, NOW), BODY, keys, NOW)


@pytest.mark.parametrize("off", [-TOLERANCE, timedelta(0), TOLERANCE])
def test_five_minutes_early_or_late_are_accepted(off: timedelta) -> None:
    assert verify(make_headers("msg_1", BODY, KEY, NOW + off), BODY, [KEY], NOW)


BROKEN = {
    "another key": (make_headers("msg_1", BODY, b"another", NOW), BODY),
    "another body": (make_headers("msg_1", BODY, KEY, NOW), BODY + b" "),
    "another id": ({**make_headers("msg_1", BODY, KEY, NOW), "webhook-id": "msg_2"}, BODY),
    "too old": (make_headers("msg_1", BODY, KEY, NOW - TOLERANCE - timedelta(seconds=1)), BODY),
    "from the future": (make_headers("msg_1", BODY, KEY, NOW + TOLERANCE + timedelta(seconds=1)), BODY),
    "another time": (
        {**make_headers("msg_1", BODY, KEY, NOW), "webhook-timestamp": str(int(NOW.timestamp()) + 1)},
        BODY,
    ),
    "no time": ({**make_headers("msg_1", BODY, KEY, NOW), "webhook-timestamp": ""}, BODY),
    "a time in other digits": ({**make_headers("msg_1", BODY, KEY, NOW), "webhook-timestamp": "١٢٣"}, BODY),
    "an endless time": ({**make_headers("msg_1", BODY, KEY, NOW), "webhook-timestamp": "9" * 5000}, BODY),
    "no signature": ({**make_headers("msg_1", BODY, KEY, NOW), "webhook-signature": ""}, BODY),
    "an asymmetric one": ({**make_headers("msg_1", BODY, KEY, NOW), "webhook-signature": "v1a,AAAA"}, BODY),
    "beyond ASCII": ({**make_headers("msg_1", BODY, KEY, NOW), "webhook-signature": "v1,ä"}, BODY),
    "endless signatures": (
        {**make_headers("msg_1", BODY, KEY, NOW), "webhook-signature": "v1,x " * 10_000},
        BODY,
    ),
    "nothing at all": ({}, BODY),
}


@pytest.mark.parametrize("name", BROKEN)
def test_everything_else_is_refused_in_the_same_words(name: str) -> None:
    headers, body = BROKEN[name]

    with pytest.raises(Unauthenticated, match=r"^The signature of the message is missing or not valid\.$"):
        verify(headers, body, [KEY], NOW)


@given(body=st.binary(max_size=60), at=st.integers(0, 59), flip=st.integers(1, 255))
def test_no_byte_of_a_body_may_change(body: bytes, at: int, flip: int) -> None:
    headers = make_headers("msg_1", body, KEY, NOW)
    place = at % (len(body) or 1)
    other = body[:place] + bytes([(body[place] if body else 0) ^ flip]) + body[place + 1 :]

    with pytest.raises(Unauthenticated):
        verify(headers, other, [KEY], NOW)
