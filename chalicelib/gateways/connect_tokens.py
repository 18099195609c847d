"""What databases and caches of AWS take in place of a password: an address that the function's role has signed, good
for a quarter of an hour to connect with. Signing asks nobody."""

from urllib.parse import urlencode

from chalicelib import settings
from chalicelib.errors import Unavailable

GOOD_SECONDS = 900


def sign_database_token(host: str, port: int, user: str) -> str:
    """Return the password of a user of Amazon RDS. Raises Unavailable without a role.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.Connecting.html
    """
    return _sign("rds-db", f"https://{host}:{port}/?{urlencode({'Action': 'connect', 'DBUser': user})}")


def sign_cache_token(group: str, user: str) -> str:
    """Return the password of a user of a replication group of Amazon ElastiCache. Raises Unavailable without a role.

    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
    """
    return _sign("elasticache", f"http://{group}/?{urlencode({'Action': 'connect', 'User': user})}")


def _sign(service: str, address: str) -> str:
    import boto3
    from botocore.auth import SigV4QueryAuth
    from botocore.awsrequest import AWSRequest
    from botocore.exceptions import BotoCoreError, NoCredentialsError

    request = AWSRequest(method="GET", url=address)
    try:
        found = boto3.Session().get_credentials()
        if found is None:
            raise NoCredentialsError
        role = found.get_frozen_credentials()
        SigV4QueryAuth(role, service, settings.current().region, expires=GOOD_SECONDS).add_auth(request)
    except BotoCoreError as error:
        raise Unavailable(f"There is no role to sign for {service} with.") from error
    return str(request.url).partition("://")[2]
