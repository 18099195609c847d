"""Tokens that must not let anybody in, by what is wrong with them: made from a sound token's claims and, where only the
pool itself could, with the pool's own key."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

Json = dict[str, Any]


def encoded(data: bytes) -> str:
    """Base64url without padding, as tokens have it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(value: Any) -> str:
    """A value as a part of a token."""
    return encoded(json.dumps(value).encode())


def read(text: str) -> Json:
    """The value that a part of a token holds."""
    return dict(json.loads(base64.urlsafe_b64decode(text + "==")))


def signed(header: Json, claims: Any, key: rsa.RSAPrivateKey) -> str:
    """A token by RS256, whatever its header says."""
    content = f"{part(header)}.{part(claims)}"
    return f"{content}.{encoded(key.sign(content.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


class Forger:
    """Knows a pool's private key, its id, and the claims of a sound id token, which somebody outside never does."""

    def __init__(self, key: rsa.RSAPrivateKey, kid: str, claims: Json) -> None:
        self.key = key
        self.claims = claims
        self.header = {"kid": kid, "alg": "RS256"}
        self.good = signed(self.header, claims, key)
        self.now = int(time.time())

    @cached_property
    def other_key(self) -> rsa.RSAPrivateKey:
        """A key that the pool does not have."""
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def public_pem(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def jwk(self, key: rsa.RSAPrivateKey) -> Json:
        numbers = key.public_key().public_numbers()
        n, e = (encoded(value.to_bytes((value.bit_length() + 7) // 8, "big")) for value in (numbers.n, numbers.e))
        return {"kid": self.header["kid"], "kty": "RSA", "alg": "RS256", "use": "sig", "n": n, "e": e}

    def with_claims(self, **changes: Any) -> str:
        """By the pool's own key, with other claims; None takes one away, `__` stands for a colon."""
        changed = {**self.claims, **{name.replace("__", ":"): value for name, value in changes.items()}}
        return signed(self.header, {name: value for name, value in changed.items() if value is not None}, self.key)

    def with_header(self, key: rsa.RSAPrivateKey | None = None, **changes: Any) -> str:
        """With another header, by the pool's own key or another one."""
        header = {name: value for name, value in {**self.header, **changes}.items() if value is not None}
        return signed(header, self.claims, key or self.key)

    def unsigned(self, alg: str | None, signature: str = "") -> str:
        header = {name: value for name, value in {**self.header, "alg": alg}.items() if value is not None}
        return f"{part(header)}.{part(self.claims)}.{signature}"

    def by_secret(self, secret: bytes) -> str:
        """By HS256, as if the public key were a secret."""
        content = f"{part({**self.header, 'alg': 'HS256'})}.{part(self.claims)}"
        return f"{content}.{encoded(hmac.new(secret, content.encode(), hashlib.sha256).digest())}"

    def by_other_scheme(self, alg: str) -> str:
        """By the pool's own key, but not as the pool signs."""
        content = f"{part({**self.header, 'alg': alg})}.{part(self.claims)}"
        scheme: padding.AsymmetricPadding = padding.PKCS1v15()
        digest: hashes.HashAlgorithm = hashes.SHA512()
        if alg == "PS256":
            digest = hashes.SHA256()
            scheme = padding.PSS(padding.MGF1(digest), digest.digest_size)
        return f"{content}.{encoded(self.key.sign(content.encode(), scheme, digest))}"

    def tampered(self, **changes: Any) -> str:
        """Other claims under the signature of the sound ones."""
        header, _, signature = self.good.split(".")
        claims = {**self.claims, **{name.replace("__", ":"): value for name, value in changes.items()}}
        return f"{header}.{part(claims)}.{signature}"

    def as_json(self) -> str:
        header, claims, signature = self.good.split(".")
        return json.dumps({"payload": claims, "signatures": [{"protected": header, "signature": signature}]})

    def raw_claims(self, claims: Any) -> str:
        return signed(self.header, claims, self.key)


# What does not even look like a token of the pool.
SHAPES: Mapping[str, Callable[[Forger], str]] = {
    "garbage": lambda _: "garbage",
    "dots": lambda _: "a.b.c",
    "three parts of nothing": lambda _: "e30.e30.e30",
    "empty parts": lambda _: "..",
    "not ascii": lambda _: "é.è.ê",
    "too long": lambda _: "e" * 20_000,
    "five parts, as if encrypted": lambda _: "e30.e30.e30.e30.e30",
    "JSON in the place of three parts": Forger.as_json,
    "claims that are a list": lambda f: f.raw_claims([f.claims]),
    "claims that are null": lambda f: f.raw_claims(None),
}
# What no key of the pool has signed as the pool signs.
SIGNATURES: Mapping[str, Callable[[Forger], str]] = {
    "alg none": lambda f: f.unsigned("none"),
    "alg nOnE": lambda f: f.unsigned("nOnE"),
    "alg none with a sound signature": lambda f: f.unsigned("none", f.good.rpartition(".")[2]),
    "no alg": lambda f: f.with_header(alg=None),
    "HS256 with the public key": lambda f: f.by_secret(f.public_pem),
    "HS256 with the key's modulus": lambda f: f.by_secret(f.jwk(f.key)["n"].encode()),
    "HS256 with an empty secret": lambda f: f.by_secret(b""),
    "RS512 by the pool": lambda f: f.by_other_scheme("RS512"),
    "PS256 by the pool": lambda f: f.by_other_scheme("PS256"),
    "another key of the same id": lambda f: f.with_header(f.other_key),
    "another key that it brings along": lambda f: f.with_header(f.other_key, jwk=f.jwk(f.other_key)),
    "another key at an address that it names": lambda f: f.with_header(f.other_key, jku="https://keys.example.com/"),
    "unknown key id": lambda f: f.with_header(kid="nobody"),
    "no key id": lambda f: f.with_header(kid=None),
    "a key id that is a path": lambda f: f.with_header(f.other_key, kid="../../../../dev/null"),
    "a key id that is a list": lambda f: f.with_header(kid=[f.header["kid"]]),
    "critical header": lambda f: f.with_header(crit=["exp"]),
    "tampered groups": lambda f: f.tampered(cognito__groups=["travel-manager"]),
    "tampered subject": lambda f: f.tampered(sub="somebody-else"),
    "no signature": lambda f: f.good.rpartition(".")[0] + ".",
    "a signature cut short": lambda f: f.good[:-20],
    "the signature of another token": lambda f: f.tampered(jti="another"),
}
# Seconds until a token of the future is good: more than any run takes. How much clocks may differ is tried where tokens
# are checked (tests/unit/api/http/test_identity.py).
AHEAD = 1_800
# What the pool has signed, but not for this API and this moment.
CLAIMS: Mapping[str, Callable[[Forger], str]] = {
    "expired": lambda f: f.with_claims(iat=f.now - 7200, auth_time=f.now - 7200, exp=f.now - 120),
    "not yet": lambda f: f.with_claims(nbf=f.now + AHEAD),
    "from the future": lambda f: f.with_claims(iat=f.now + AHEAD),
    "no expiry": lambda f: f.with_claims(exp=None),
    "an expiry that is a word": lambda f: f.with_claims(exp="never"),
    "an expiry that is true": lambda f: f.with_claims(exp=True),
    "no subject": lambda f: f.with_claims(sub=None),
    "an empty subject": lambda f: f.with_claims(sub=""),
    "other pool": lambda f: f.with_claims(iss=f"{f.claims['iss']}X"),
    "the pool without TLS": lambda f: f.with_claims(iss=f.claims["iss"].replace("https:", "http:")),
    "no issuer": lambda f: f.with_claims(iss=None),
    "other client": lambda f: f.with_claims(aud="another-client"),
    "several clients": lambda f: f.with_claims(aud=[f.claims["aud"], "another-client"]),
    "no audience": lambda f: f.with_claims(aud=None),
    "access token": lambda f: f.with_claims(token_use="access", aud=None, client_id=f.claims["aud"]),
    "access token with an audience": lambda f: f.with_claims(token_use="access", client_id=f.claims["aud"]),
    "no use": lambda f: f.with_claims(token_use=None),
    "use in capitals": lambda f: f.with_claims(token_use="ID"),
}
FORGERIES: Mapping[str, Callable[[Forger], str]] = {**SHAPES, **SIGNATURES, **CLAIMS}

# Ways of sending that are no way to bring a token to the API, a good one included.
SENDINGS: Mapping[str, Callable[[str], dict[str, str]]] = {
    "no token": lambda _: {},
    "an empty header": lambda _: {"Authorization": ""},
    "the scheme alone": lambda _: {"Authorization": "Bearer "},
    "a name and a password": lambda _: {"Authorization": "Basic YW5uYTpzZWNyZXQ="},
    "a good token under another scheme": lambda good: {"Authorization": f"Digest {good}"},
    "a good token twice": lambda good: {"Authorization": f"Bearer {good}, Bearer {good}"},
    "a good token in a cookie": lambda good: {"Cookie": f"Authorization={good}; token={good}; idToken={good}"},
    "a good token in another header": lambda good: {"X-Authorization": f"Bearer {good}", "X-Amz-Security-Token": good},
}
