"""The cache of the stage, as its settings say. What the shared one takes is imported only where it is switched on."""

import ssl
from functools import cache, partial
from typing import TYPE_CHECKING

from chalicelib import settings
from chalicelib.gateways.cache.in_process import InProcessCache
from chalicelib.gateways.cache.protocol import Cache
from chalicelib.settings import Settings

if TYPE_CHECKING:
    from chalicelib.gateways.cache.valkey import Connection

ANSWER_SECONDS = 0.25  # to connect, and for each answer: about what reading from the table takes, when that is slow


@cache
def current() -> Cache:
    """Return what keeps values that are read often. A function that is not in the cache's network is told of none, and
    keeps them itself."""
    here = settings.current()
    if here.cache == "in_process" or not here.cache_endpoint:
        return InProcessCache()
    from chalicelib.gateways.cache.valkey import ValkeyCache

    return ValkeyCache(InProcessCache(), partial(connect, here), f"sojourn:{here.stage}")


def connect(here: Settings) -> "Connection":
    """Return a connection as the role of the function. Raises OSError, RespError, Unavailable."""
    from chalicelib.gateways.cache.resp import RespConnection
    from chalicelib.gateways.connect_tokens import sign_cache_token

    host, _, port = here.cache_endpoint.rpartition(":")
    trusted = ssl.create_default_context()
    trusted.minimum_version = ssl.TLSVersion.TLSv1_2
    connection = RespConnection(host, int(port), trusted, seconds=ANSWER_SECONDS)
    try:
        user = here.name("functions")
        connection.command("AUTH", user, sign_cache_token(f"sojourn-{here.stage}", user))
    except BaseException:
        connection.close()
        raise
    return connection
