"""A forger who has the keys of a deployed copy's user pool, and tokens that Cognito itself gives to others."""

import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.e2e.world import World
from tests.support.forgeries import Forger, read

PASSWORD = "A-password-4-another-pool!"
FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


class PoolForger(Forger):
    """The embedded cloud keeps each pool's private keys as files of its state; AWS gives them to nobody."""

    def __init__(self, world: World, role: str = "traveller") -> None:
        self.world = world
        self.tokens = world.stack.tokens(role)
        self.user = world.stack.users[role]
        header, claims = (read(text) for text in self.tokens["IdToken"].split(".")[:2])
        folder = Path(world.stack.home) / "state" / "cognito-pool-keys"
        file = folder / f"{world.stack.user_pool_id}-id.pem"
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
        assert isinstance(key, rsa.RSAPrivateKey)
        super().__init__(key, header["kid"], claims)
        self.good = self.tokens["IdToken"]

    def access_token(self) -> str:
        return self.tokens["AccessToken"]

    def refresh_token(self) -> str:
        return self.tokens["RefreshToken"]

    def other_client(self) -> str:
        """A real id token of a real user, for another application of the same pool."""
        return self._sign_in(self._client(self.world.stack.user_pool_id), self.user.password)

    def other_pool(self) -> str:
        """A real id token of a user of the same name in another pool."""
        cognito = self.world.service("cognito-idp")
        pool = cognito.create_user_pool(PoolName=f"another-{uuid.uuid4().hex[:8]}")["UserPool"]["Id"]
        name = self.user.email
        cognito.admin_create_user(UserPoolId=pool, Username=name, MessageAction="SUPPRESS")
        cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=PASSWORD, Permanent=True)
        return self._sign_in(self._client(pool), PASSWORD)

    def _client(self, pool: str) -> str:
        cognito = self.world.service("cognito-idp")
        made = cognito.create_user_pool_client(UserPoolId=pool, ClientName="another", ExplicitAuthFlows=FLOWS)
        return str(made["UserPoolClient"]["ClientId"])

    def _sign_in(self, client: str, password: str) -> str:
        answer = self.world.service("cognito-idp").initiate_auth(
            ClientId=client,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": self.user.email, "PASSWORD": password},
        )
        return str(answer["AuthenticationResult"]["IdToken"])


# Real tokens that Cognito signs, and that are none for this API.
ISSUED: Mapping[str, Callable[[PoolForger], str]] = {
    "the access token that Cognito gives": PoolForger.access_token,
    "the refresh token that Cognito gives": PoolForger.refresh_token,
    "the id token of another application": PoolForger.other_client,
    "the id token of another pool": PoolForger.other_pool,
}
