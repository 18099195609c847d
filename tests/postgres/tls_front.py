"""A network before the server: TLS on the loopback with a certificate of an authority of its own, as a database on AWS
has it; and it may cut connections, or answer without TLS."""

import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "localhost"
_TLS_REQUEST_BYTES = 8


class Authority(NamedTuple):
    """Who signs certificates, and a server's own, each in PEM."""

    certificate: str
    server: str  # the certificate, and its key after it


def make_authority(now: datetime.datetime) -> Authority:
    """An authority, and a certificate by it for this host."""
    day = datetime.timedelta(days=1)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("Authority", HOST)]
    signed = []
    for key, name, is_authority in zip(keys, names, (True, False), strict=True):
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(names[0])
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - day)
            .not_valid_after(now + day)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key()), critical=False)
        )
        if is_authority:
            builder = builder.add_extension(_sign_certificates(), critical=True)
        else:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        signed.append(builder.sign(keys[0], hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode())
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    key_text = keys[1].private_bytes(serialization.Encoding.PEM, form, plain).decode()
    return Authority(signed[0], signed[1] + key_text)


def _sign_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )


class TlsFront:
    """What stands before the server; `connections` counts those that were taken, `speaks_tls` may be unset. PostgreSQL
    is asked first whether it speaks TLS (`is_asked`), others speak it at once."""

    def __init__(self, behind: Path, authority: Authority, folder: Path, *, is_asked: bool = True) -> None:
        self._is_asked = is_asked
        self.connections = 0
        self.speaks_tls = True
        self._behind = behind
        self._open: list[socket.socket] = []
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        chain = folder / "server.pem"
        chain.write_text(authority.server, encoding="utf-8")
        self._context.load_cert_chain(chain)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Cut every connection, as a failover does."""
        opened, self._open = self._open, []
        for each in opened:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):  # until the listener is closed
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            if self._is_asked:
                client.recv(_TLS_REQUEST_BYTES)
                client.sendall(b"S" if self.speaks_tls else b"N")
            with (
                self._context.wrap_socket(client, server_side=True) if self.speaks_tls else client as front,
                socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as back,
            ):
                back.connect(str(self._behind))
                self._open += [front, back]
                answering = threading.Thread(target=_pump, args=(back, front), daemon=True)
                answering.start()
                _pump(front, back)
                answering.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Hand on what comes until one side hangs up, and then let the other know."""
    with suppress(OSError, ValueError):
        while received := source.recv(65_536):
            target.sendall(received)
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextmanager
def tls_front(behind: Path, authority: Authority, folder: Path, *, is_asked: bool = True) -> Iterator[TlsFront]:
    """A front that stands for as long as the block."""
    made = TlsFront(behind, authority, folder, is_asked=is_asked)
    try:
        yield made
    finally:
        made.close()
