"""What the user pool has beside its accounts: where people and programs sign in, what programs may be allowed, and the
company's own identity provider."""

from chalicelib.domain.authorization.scopes import RESOURCE_SERVER, Scope
from infra.templates import Value, name_of, ref, resource, sub

# What an identity provider says of a person, under the pool's own names. Roles are not among it: whoever signs in may
# write all that is.
MAPPED = {
    "email": "email",
    "email_verified": "email_verified",
    "name": "name",
    "given_name": "given_name",
    "family_name": "family_name",
}
MANAGED_LOGIN = 2  # the version of the sign-in page; 1 is the classic one, which has an end


def resources() -> dict[str, Value]:
    """Return the pool's domain, resource server, page and identity provider."""
    pool = ref("UserPool")
    domain = {"Fn::If": ["HasSignInPrefix", ref("SignInPrefix"), sub("sojourn-${Stage}-${AWS::AccountId}")]}
    return {
        "UserPoolDomain": resource(
            "Cognito::UserPoolDomain", {"UserPoolId": pool, "Domain": domain, "ManagedLoginVersion": MANAGED_LOGIN}
        ),
        "ResourceServer": resource(
            "Cognito::UserPoolResourceServer",
            {
                "UserPoolId": pool,
                "Identifier": RESOURCE_SERVER,
                "Name": name_of("api"),
                "Scopes": [{"ScopeName": each.value, "ScopeDescription": each.summary} for each in Scope],
            },
        ),
        # Version 2 shows no page for a client without a style; Cognito's own will do. The embedded cloud knows none.
        "SignInPageStyle": {
            "Condition": "HasStyledPage",
            **resource(
                "Cognito::ManagedLoginBranding",
                {"UserPoolId": pool, "ClientId": ref("UserPoolClient"), "UseCognitoProvidedValues": True},
            ),
        },
        "FederatedProvider": {"Condition": "HasProvider", **_federated_provider(pool)},
    }


def _federated_provider(pool: Value) -> Value:
    saml = {"MetadataURL": ref("IdentityProviderMetadata"), "RequestSigningAlgorithm": "rsa-sha256"}
    oidc = {
        "oidc_issuer": ref("IdentityProviderIssuer"),
        "client_id": ref("IdentityProviderClientId"),
        "client_secret": sub("{{resolve:secretsmanager:${IdentityProviderSecret}:SecretString:clientSecret}}"),
        "authorize_scopes": "openid email profile",
        "attributes_request_method": "GET",
    }
    return resource(
        "Cognito::UserPoolIdentityProvider",
        {
            "UserPoolId": pool,
            "ProviderName": ref("IdentityProvider"),
            "ProviderType": {"Fn::If": ["SpeaksSaml", "SAML", "OIDC"]},
            "ProviderDetails": {"Fn::If": ["SpeaksSaml", saml, oidc]},
            "AttributeMapping": MAPPED,
        },
    )
