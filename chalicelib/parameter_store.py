"""Settings that lie in Parameter Store: read once, when a function starts, where a stage has put some there."""

from collections.abc import Mapping, Sequence

AT_ONCE = 10  # as many as one call takes


def read_parameters(names: Sequence[str], region: str, endpoint: str) -> Mapping[str, str]:
    """Return the values of parameters by their names, decrypted; what is not there is left out."""
    import boto3

    client = boto3.client("ssm", region_name=region, endpoint_url=endpoint or None)
    found: dict[str, str] = {}
    for start in range(0, len(names), AT_ONCE):
        answer = client.get_parameters(Names=list(names[start : start + AT_ONCE]), WithDecryption=True)
        found |= {each["Name"]: each["Value"] for each in answer["Parameters"]}
    return found
