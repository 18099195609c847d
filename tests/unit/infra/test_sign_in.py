"""The numbers that a sign-in is made of; that they are Cognito's own is seen in tests/e2e/test_sign_in.py."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.sign_in import GENERATOR, PRIME, Account, SignInFailed, _padded, _Proof, one_time_code, sign_in

ADA = Account("eu-central-1_abc", "client", "ada@example.com", "a-long-Passw0rd")


def test_the_prime_is_the_one_that_is_published() -> None:
    """RFC 3526 gives it by pi, which Machin's formula gives to as many bits as one likes."""
    bits = 2942
    spare = 64
    pi = 4 * (4 * arctangent_of_inverse(5, bits + spare) - arctangent_of_inverse(239, bits + spare))

    assert 2**3072 - 2**3008 - 1 + 2**64 * ((pi >> spare) + 1_690_314) == PRIME
    assert pow(GENERATOR, PRIME - 1, PRIME) == 1


def arctangent_of_inverse(number: int, bits: int) -> int:
    total, term, divisor, sign = 0, (1 << bits) // number, 1, 1
    while term:
        total += sign * (term // divisor)
        term //= number * number
        divisor += 2
        sign = -sign
    return total


@pytest.mark.parametrize(
    ("at", "code"), [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
)
def test_one_time_codes_are_those_of_the_published_examples(at: int, code: str) -> None:
    """RFC 6238, appendix B, whose secret is `12345678901234567890`; of its eight digits the last six."""
    assert one_time_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at) == code


def test_a_secret_without_its_padding_is_read_all_the_same() -> None:
    assert one_time_code("gezdgnbvgy3tqojqgezdgnbvgy3tqojqge", 59) == one_time_code(
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGE======", 59
    )


@given(st.integers(min_value=1, max_value=2**256))
def test_a_padded_number_never_begins_with_its_highest_bit_and_is_no_longer_than_it_must_be(number: int) -> None:
    padded = _padded(number)

    assert int.from_bytes(padded, "big") == number
    assert padded[0] < 0x80
    assert padded[0] or padded[1] >= 0x80


@pytest.mark.parametrize("theirs", [0, PRIME, 2 * PRIME])
def test_half_a_proof_that_proves_nothing_is_refused(theirs: int) -> None:
    asked = {"USER_ID_FOR_SRP": "ada", "SECRET_BLOCK": "AAAA", "SALT": "1f", "SRP_B": f"{theirs:x}"}

    with pytest.raises(SignInFailed):
        _Proof(ADA).respond(asked, datetime.now(UTC))


def test_the_time_is_written_as_java_writes_it() -> None:
    asked = {"USER_ID_FOR_SRP": "ada", "SECRET_BLOCK": "AAAA", "SALT": "1f", "SRP_B": "2"}

    answered = _Proof(ADA).respond(asked, datetime(2027, 3, 4, 5, 6, 7, tzinfo=UTC))

    assert answered["TIMESTAMP"] == "Thu Mar 4 05:06:07 UTC 2027"


class FirstSignIn:
    """Cognito, as it answers somebody who was invited and must have a second factor; each session is good for what
    comes next alone."""

    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    after = {"PASSWORD_VERIFIER": "NEW_PASSWORD_REQUIRED", "NEW_PASSWORD_REQUIRED": "MFA_SETUP"}

    def __init__(self) -> None:
        self.given = dict[str, dict[str, str]]()

    def initiate_auth(self, **_: Any) -> dict[str, Any]:
        asked = {"USER_ID_FOR_SRP": "ada", "SECRET_BLOCK": "AAAA", "SALT": "1f", "SRP_B": "2"}
        return {"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": asked}

    def respond_to_auth_challenge(self, **said: Any) -> dict[str, Any]:
        challenge = said["ChallengeName"]
        sessions = {"NEW_PASSWORD_REQUIRED": "for NEW_PASSWORD_REQUIRED", "MFA_SETUP": "verified"}
        assert said.get("Session") == sessions.get(challenge)
        self.given[challenge] = said["ChallengeResponses"]
        if challenge in self.after:
            return {"ChallengeName": self.after[challenge], "Session": f"for {self.after[challenge]}"}
        return {"AuthenticationResult": {"IdToken": "the token"}}

    def associate_software_token(self, Session: str) -> dict[str, str]:  # noqa: N803 - AWS's own name
        assert Session == "for MFA_SETUP"
        return {"SecretCode": self.secret, "Session": "associated"}

    def verify_software_token(self, Session: str, UserCode: str) -> dict[str, str]:  # noqa: N803 - AWS's own names
        assert (Session, UserCode) == ("associated", "287082")
        return {"Session": "verified"}


class Clara:
    """Who was invited, and answers what she is asked."""

    def new_password(self) -> str:
        return "a-chosen-Passw0rd"

    def code(self) -> str:
        raise AssertionError("she has no authenticator before it is set up")

    def set_up(self, secret: str, email: str) -> str:
        return one_time_code(secret, 59)


def test_who_was_invited_is_asked_for_a_password_and_for_a_second_factor_and_then_has_a_token() -> None:
    cognito = FirstSignIn()

    token = sign_in(cognito, ADA, Clara())

    assert token == "the token"
    assert cognito.given["NEW_PASSWORD_REQUIRED"] == {"USERNAME": "ada", "NEW_PASSWORD": "a-chosen-Passw0rd"}
    assert cognito.given["MFA_SETUP"] == {"USERNAME": "ada"}


def test_a_password_that_nobody_can_be_asked_for_ends_the_sign_in() -> None:
    with pytest.raises(SignInFailed, match="NEW_PASSWORD_REQUIRED"):
        sign_in(FirstSignIn(), ADA)
