"""Signs somebody in as an application of the company's would: their password is proved by SRP and never sent, and where
the pool asks for a second factor, an authenticator is set up for them on the way.

The arithmetic is RFC 5054's with Cognito's own hashing (SRP-6a over the 3,072 bits of RFC 3526, SHA-256), and RFC
6238's.
"""

import base64
import hashlib
import hmac
import secrets
import struct
import time
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from infra.commands import CommandFailed

GENERATOR = 2
# RFC 3526's group of 3,072 bits: 2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 pi) + 1690314).
PRIME = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
    "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
    "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
    16,
)
STEP_SECONDS = 30


class SignInFailed(CommandFailed):
    """The pool asks for something that is not known here."""


class Account(NamedTuple):
    """Whose sign-in it is: the pool's id, its client, and the address and password of the person."""

    pool_id: str
    client_id: str
    email: str
    password: str


class Prompts(Protocol):
    """Somebody who can be asked what the pool asks for."""

    def new_password(self) -> str:
        """Return the password that is to replace the one of the invitation."""

    def code(self) -> str:
        """Return what their authenticator shows now."""

    def set_up(self, secret: str, email: str) -> str:
        """Return what it shows after this secret (base32) was put into it."""


def sign_in(cognito: Any, account: Account, prompts: Prompts | None = None) -> str:
    """Return an id token. SignInFailed when the pool asks for what cannot be answered, as some of it can only by
    `prompts`; ClientError when it refuses."""
    client = _Proof(account)
    answer = cognito.initiate_auth(
        ClientId=account.client_id,
        AuthFlow="USER_SRP_AUTH",
        AuthParameters={"USERNAME": account.email, "SRP_A": client.public},
    )
    username = answer["ChallengeParameters"]["USER_ID_FOR_SRP"]  # the pool's own name for who has this address
    answer = cognito.respond_to_auth_challenge(
        ClientId=account.client_id,
        ChallengeName="PASSWORD_VERIFIER",
        ChallengeResponses=client.respond(answer["ChallengeParameters"], datetime.now(UTC)),
    )
    while "AuthenticationResult" not in answer:
        answer = _answer(cognito, account, username, answer, prompts)
    return str(answer["AuthenticationResult"]["IdToken"])


def _answer(
    cognito: Any, account: Account, username: str, asked: dict[str, Any], prompts: Prompts | None
) -> dict[str, Any]:
    """Return what the pool says to the answer to what it asked."""
    session, given = asked["Session"], {"USERNAME": username}
    match asked["ChallengeName"]:
        case "MFA_SETUP":
            session = _set_up_authenticator(cognito, account, session, prompts)
        case "NEW_PASSWORD_REQUIRED" if prompts:
            given["NEW_PASSWORD"] = prompts.new_password()
        case "SOFTWARE_TOKEN_MFA" if prompts:
            given["SOFTWARE_TOKEN_MFA_CODE"] = prompts.code()
        case challenge:
            raise SignInFailed(f"The pool asks {account.email} for {challenge}.")
    answer: dict[str, Any] = cognito.respond_to_auth_challenge(
        ClientId=account.client_id,
        ChallengeName=asked["ChallengeName"],
        Session=session,
        ChallengeResponses=given,
    )
    return answer


def _set_up_authenticator(cognito: Any, account: Account, session: str, prompts: Prompts | None) -> str:
    """Return the session that goes on once an authenticator is set up: somebody's, or one that is forgotten at once."""
    started = cognito.associate_software_token(Session=session)
    secret = started["SecretCode"]
    code = prompts.set_up(secret, account.email) if prompts else one_time_code(secret, time.time())
    return str(cognito.verify_software_token(Session=started["Session"], UserCode=code)["Session"])


def one_time_code(secret: str, at: float) -> str:
    """Return the six digits that an authenticator with this secret (base32) shows at a moment (seconds since 1970)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.digest(key, struct.pack(">Q", int(at) // STEP_SECONDS), hashlib.sha1)
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"


class _Proof:
    """That somebody knows a password, for one sign-in."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._secret = secrets.randbits(256)
        self._public = pow(GENERATOR, self._secret, PRIME)

    @property
    def public(self) -> str:
        return f"{self._public:x}"

    def respond(self, asked: dict[str, str], now: datetime) -> dict[str, str]:
        """Return the answer to the pool's challenge."""
        name, block = asked["USER_ID_FOR_SRP"], asked["SECRET_BLOCK"]
        timestamp = f"{now:%a %b} {now.day} {now:%H:%M:%S UTC %Y}"
        key = self._key(name, int(asked["SRP_B"], 16), int(asked["SALT"], 16))
        pool = self._account.pool_id.partition("_")[2]
        message = pool.encode() + name.encode() + base64.b64decode(block) + timestamp.encode()
        return {
            "USERNAME": name,
            "PASSWORD_CLAIM_SECRET_BLOCK": block,
            "PASSWORD_CLAIM_SIGNATURE": base64.b64encode(hmac.digest(key, message, hashlib.sha256)).decode(),
            "TIMESTAMP": timestamp,
        }

    def _key(self, name: str, theirs: int, salt: int) -> bytes:
        """Return what only both sides know: of the shared number, as HKDF makes it, sixteen bytes."""
        scramble = _hash(_padded(self._public), _padded(theirs))
        if theirs % PRIME == 0 or scramble == 0:
            raise SignInFailed("The pool's half of the proof is none.")
        pool = self._account.pool_id.partition("_")[2]
        identity = hashlib.sha256(f"{pool}{name}:{self._account.password}".encode()).digest()
        private = _hash(_padded(salt), identity)
        multiplier = _hash(_padded(PRIME), _padded(GENERATOR))
        base = (theirs - multiplier * pow(GENERATOR, private, PRIME)) % PRIME
        shared = pow(base, self._secret + scramble * private, PRIME)
        extracted = hmac.digest(_padded(scramble), _padded(shared), hashlib.sha256)
        return hmac.digest(extracted, b"Caldera Derived Key\x01", hashlib.sha256)[:16]


def _padded(number: int) -> bytes:
    """Return a number as Java writes one that is not negative: never with its highest bit set."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def _hash(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"".join(parts)).digest(), "big")
