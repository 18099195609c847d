"""A PostgreSQL server: one connection, made when first needed, kept by a warm function, and made anew when it has died.

Always over TLS, with the server's certificate checked. Everything is done in transactions that may not take long; one
that was cut off is done once more, so whatever is done must be good to do twice.
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

import msgspec

from chalicelib import observability
from chalicelib.errors import Unavailable

T = TypeVar("T")

STATEMENT_MILLISECONDS = 8_000
SOCKET_SECONDS = 10.0  # to connect, and for each answer; the server gives up before
ATTEMPTS = 2
_PORT = 5432
# What passes by itself, by the beginning of its SQLSTATE: the connection or the server is going, a failover has left us
# with a server that only reads, or another transaction was in the way.
_TRANSIENT = ("08", "57P0", "25006", "40001", "40P01")
_WRONG_PASSWORD = ("28P01", "28000")


class Credentials(msgspec.Struct, frozen=True, rename={"database": "dbname", "user": "username"}):
    """Where the server is and who asks it, as secrets of Amazon RDS have it; what else they have is not looked at."""

    host: str
    user: str
    password: str = ""
    """Empty: a token is signed by the role of whoever asks, for databases of Amazon RDS alone."""
    database: str = "postgres"
    port: int = _PORT
    ca_certificate: str = msgspec.field(default="", name="caCertificate")
    """The authorities, in PEM, by one of which the server must be certified; empty: those that the system trusts."""

    @classmethod
    def read(cls, secret: bytes) -> "Credentials":
        """Return what a secret says. Raises Unavailable for one that says no such thing."""
        try:
            return msgspec.convert(msgspec.json.decode(secret), cls, strict=False)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Not from the error, whose words may hold some of the secret.
            raise Unavailable("The secret of the database is no JSON object with host and username.") from None


class Connection(Protocol):
    """What is used of a connection of pg8000."""

    def run(self, sql: str, **parameters: object) -> list[list[Any]] | None:
        """Return the rows of a statement, whose parameters are written `:name`."""

    def close(self) -> None:
        """Hang up."""


class _LostConnection(Exception):
    """The transaction was cut off, or could not begin; whether it was committed nobody knows."""


class Database:
    """A server, by the secrets that may be good for it now, the likeliest first."""

    def __init__(self, read_secrets: Callable[[], Iterator[bytes]]) -> None:
        self._read_secrets = read_secrets
        self._open: Connection | None = None

    def transact(self, work: Callable[[Connection], T], *, milliseconds: int = STATEMENT_MILLISECONDS) -> T:
        """Return what comes of the work, of which no statement may take longer, once all of it is committed. Raises
        Unavailable."""
        lost: _LostConnection | None = None
        for _ in range(ATTEMPTS):
            try:
                return self._try(work, milliseconds)
            except _LostConnection as error:
                lost = error
                observability.info("A database connection was lost", reason=str(error))
        raise self._give_up(str(lost)) from lost

    def close(self) -> None:
        """Hang up; the next transaction connects anew."""
        connection, self._open = self._open, None
        if connection is not None:
            try:
                connection.close()
            except _list_errors():  # it was dead already
                pass

    def _try(self, work: Callable[[Connection], T], milliseconds: int) -> T:
        connection = self._open = self._open or self._connect()
        try:
            connection.run(f"begin; set local statement_timeout = {milliseconds}")
            done = work(connection)
            connection.run("commit")
        except _list_errors() as error:
            self.close()
            code = _read_code(error)
            if code is None or code.startswith(_TRANSIENT):
                raise _LostConnection(code or type(error).__name__) from error
            raise self._give_up(code) from error
        except BaseException:  # what was begun must not be committed with the next transaction
            self.close()
            raise
        return done

    def _connect(self) -> Connection:
        """Return a connection by the first secret whose password is right."""
        refused = "no_secret"
        for secret in self._read_secrets():
            try:
                return open_connection(Credentials.read(secret))
            except _list_errors() as error:
                code = _read_code(error)
                if code is None or not code.startswith(_WRONG_PASSWORD):
                    raise _LostConnection(code or type(error).__name__) from error
                refused = code
        raise self._give_up(refused)

    def _give_up(self, reason: str) -> Unavailable:
        observability.warning("The database does not answer", reason=reason)
        return Unavailable(f"The database does not answer at the moment ({reason}).")


def open_connection(credentials: Credentials) -> Connection:
    """Return a new connection. Raises what pg8000 raises, and Unavailable where a token is needed and cannot be
    signed."""
    from pg8000.native import Connection as Native

    password = credentials.password or _sign_token(credentials)

    trusted = ssl.create_default_context(cadata=credentials.ca_certificate or None)
    trusted.minimum_version = ssl.TLSVersion.TLSv1_2
    reached = socket.create_connection((credentials.host, credentials.port), SOCKET_SECONDS)
    try:
        reached.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        connection: Connection = Native(
            user=credentials.user,
            password=password,
            host=credentials.host,  # whose name the certificate must have
            database=credentials.database,
            sock=reached,
            ssl_context=trusted,
            application_name="sojourn",
        )
    except BaseException:
        reached.close()
        raise
    return connection


def _sign_token(credentials: Credentials) -> str:
    from chalicelib.gateways.connect_tokens import sign_database_token

    return sign_database_token(credentials.host, credentials.port, credentials.user)


def _list_errors() -> tuple[type[Exception], ...]:
    """Return what goes wrong with a server: pg8000's own errors, and those of the socket below."""
    from pg8000.exceptions import Error

    return (Error, OSError)


def _read_code(error: Exception) -> str | None:
    """Return the SQLSTATE by which a server refused; None when it said nothing."""
    said = error.args[0] if error.args else None
    return str(said["C"]) if isinstance(said, dict) and "C" in said else None
