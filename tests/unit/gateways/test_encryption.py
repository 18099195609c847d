"""Envelope encryption: what is encrypted opens for its own row only, and a KMS that fails is no reason to leak."""

import base64
from collections.abc import Iterator

import boto3
import msgspec
import pytest
from moto import mock_aws

from chalicelib.domain.encryption import Encrypted
from chalicelib.errors import Unavailable
from chalicelib.gateways import encryption
from chalicelib.gateways.encryption import DecryptionFailed, decrypt, encrypt, make_row_key
from tests.support.keys import make_keys
from tests.support.tables import REGION

ROW = {"table": "sojourn-local-passengers", "passengerId": "psg_1"}
PLAIN = b'{"birthDate":"1988-04-12"}'


@pytest.fixture(autouse=True)
def _kms() -> Iterator[None]:
    with mock_aws():
        make_keys()
        yield


def flipped(text: str, at: int) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[at] ^= 1
    return base64.b64encode(raw).decode()


def test_what_is_encrypted_is_decrypted_for_its_row() -> None:
    assert decrypt(encrypt(PLAIN, ROW), ROW) == PLAIN


def test_nothing_of_it_can_be_read_without_opening() -> None:
    encrypted = encrypt(PLAIN, ROW)

    assert b"1988" not in base64.b64decode(encrypted.text) + base64.b64decode(encrypted.key)


def test_the_same_text_is_encrypted_under_another_key_each_time() -> None:
    first, second = encrypt(PLAIN, ROW), encrypt(PLAIN, ROW)

    assert first.key != second.key
    assert first.text != second.text


@pytest.mark.parametrize("other", [{**ROW, "passengerId": "psg_2"}, {**ROW, "table": "sojourn-prod-passengers"}, {}])
def test_a_row_that_was_swapped_does_not_open(other: dict[str, str]) -> None:
    encrypted = encrypt(PLAIN, ROW)
    assert decrypt(encrypted, ROW) == PLAIN  # its data key is in memory now

    with pytest.raises(DecryptionFailed):
        decrypt(encrypted, other)


@pytest.mark.parametrize("at", [0, 12, -1])
def test_a_text_that_was_altered_does_not_open(at: int) -> None:
    encrypted = encrypt(PLAIN, ROW)

    with pytest.raises(DecryptionFailed):
        decrypt(msgspec.structs.replace(encrypted, text=flipped(encrypted.text, at)), ROW)


def test_the_key_of_one_row_does_not_open_the_text_of_another() -> None:
    theirs = encrypt(b"theirs", {**ROW, "passengerId": "psg_2"})

    with pytest.raises(DecryptionFailed):
        decrypt(Encrypted(key=encrypt(PLAIN, ROW).key, text=theirs.text), ROW)


def test_a_key_that_is_not_to_be_had_is_unavailable() -> None:
    encrypted = encrypt(PLAIN, ROW)
    boto3.client("kms", region_name=REGION).delete_alias(AliasName="alias/sojourn-local-passengers")

    encryption._kept.clear()  # the function that encrypted it keeps the data key for a while

    with pytest.raises(Unavailable):
        encrypt(PLAIN, ROW)
    with pytest.raises(Unavailable):
        decrypt(encrypted, ROW)


def test_what_was_just_encrypted_opens_without_asking_again() -> None:
    encrypted = encrypt(PLAIN, ROW, key="locators")
    boto3.client("kms", region_name=REGION).delete_alias(AliasName="alias/sojourn-local-locators")

    assert decrypt(encrypted, ROW, key="locators") == PLAIN


def test_what_was_just_encrypted_of_a_profile_does_not_open_without_the_key() -> None:
    encrypted = encrypt(PLAIN, ROW)
    boto3.client("kms", region_name=REGION).delete_alias(AliasName="alias/sojourn-local-passengers")

    with pytest.raises(Unavailable):
        decrypt(encrypted, ROW)


def test_one_data_key_of_a_row_encrypts_several_texts_differently() -> None:
    row_key = make_row_key(ROW, key="locators")

    first, second = row_key.encrypt(PLAIN), row_key.encrypt(PLAIN)

    assert (first.key, first.text == second.text) == (second.key, False)
    assert decrypt(second, ROW, key="locators") == PLAIN


def test_a_key_for_one_kind_of_secret_does_not_open_another() -> None:
    with pytest.raises((DecryptionFailed, Unavailable)):  # AWS says that the key is wrong, moto that it is not allowed
        decrypt(encrypt(PLAIN, ROW, key="locators"), ROW, key="passengers")
