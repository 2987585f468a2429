"""Servers on 127.0.0.1 that do one thing wrong each, and a resolver that sends invented names to them."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Act = Callable[[socket.socket, threading.Event], None]
"""what a server does with a connection until the event says that all is over"""
REAL_LOOK_UP = socket.getaddrinfo


class Faulty:
    """A server on 127.0.0.1 whose act can be changed while it runs; `hits` counts connections."""

    def __init__(self, name: str, act: Act, scheme: str = "http") -> None:
        self.name, self.act, self.scheme, self.hits = name, act, scheme, 0
        self.over = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def base(self) -> str:
        return f"{self.scheme}://{self.name}:{self.port}"

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.hits += 1
                threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            self.act(connection, self.over)

    def close(self) -> None:
        self.over.set()
        self.listener.close()


class Names:
    """Stands in for the system's resolver: names of `.example` get the addresses that a test gives them."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Any]] = {}
        self.over = threading.Event()

    def __call__(self, host: Any, port: Any, *args: Any, **more: Any) -> Any:
        if not str(host).endswith(".example"):
            return REAL_LOOK_UP(host, port, *args, **more)
        answers = self.answers.get(host, ["127.0.0.1"])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if answer == "silence":
            self.over.wait(20)
        found = answer if isinstance(answer, tuple) else (answer,)
        return [(socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in found]


def heard(connection: socket.socket) -> str:
    """Read a request's head and return its path."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(4096)
        if not piece:
            raise OSError("the client went away")
        head += piece
    return head.split(b" ", 2)[1].decode("latin-1")


def reply(status: str, body: bytes = b"", *headers: str, length: int | None = None) -> Act:
    """A complete answer; `length` in place of the true one."""

    def act(connection: socket.socket, over: threading.Event) -> None:
        heard(connection)
        size = len(body) if length is None else length
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {size}", "Connection: close", *headers]
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    return act


def raw(*pieces: bytes) -> Act:
    """Bytes as they are, then the end of the connection."""

    def act(connection: socket.socket, over: threading.Event) -> None:
        heard(connection)
        for piece in pieces:
            connection.sendall(piece)

    return act


def endless(head: bytes, pieces: Callable[[], Iterator[bytes]], pause: float = 0.0) -> Act:
    """A head, then pieces for as long as the client takes them."""

    def act(connection: socket.socket, over: threading.Event) -> None:
        heard(connection)
        connection.sendall(head)
        for piece in pieces():
            if over.wait(pause) if pause else over.is_set():
                return
            connection.sendall(piece)

    return act


def silent(connection: socket.socket, over: threading.Event) -> None:
    """Takes the connection and says nothing."""
    over.wait(20)


def plain(connection: socket.socket, over: threading.Event) -> None:
    """Answers the first bytes of whatever protocol in plain HTTP."""
    connection.recv(1024)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    connection.recv(1024)


def stalled(head: bytes) -> Act:
    """Begins to answer and then says nothing more."""

    def act(connection: socket.socket, over: threading.Event) -> None:
        heard(connection)
        connection.sendall(head)
        over.wait(20)

    return act


def reset(head: bytes) -> Act:
    """Resets the connection (RST) after part of an answer."""

    def act(connection: socket.socket, over: threading.Event) -> None:
        heard(connection)
        connection.sendall(head)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return act


def forever(piece: bytes) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        while True:
            yield piece

    return pieces


def times(piece: bytes, count: int) -> Callable[[], Iterator[bytes]]:
    return lambda: (piece for _ in range(count))


def bomb(rounds: int = 1) -> bytes:
    """100 MB of zeros, gzipped so many times."""
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1_000_000)
    body = b"".join(packer.compress(zeros) for _ in range(100)) + packer.flush()
    for _ in range(rounds - 1):
        body = gzip.compress(body)
    return body


def in_seconds(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def unanswering() -> tuple[list[socket.socket], int]:
    """A port whose queue of connections is full, so that the next one waits for ever; and what keeps it so."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    held = [listener]
    for _ in range(4):
        client = socket.socket()
        client.setblocking(False)
        with suppress(BlockingIOError):
            client.connect(listener.getsockname())
        held.append(client)
    return held, listener.getsockname()[1]


class Authority:
    """Issues certificates as a public authority would, to those who trust it."""

    def __init__(self, name: str = "An authority of the tests") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        self.certificate = self._issued(self._name, self._key.public_key(), is_authority=True)

    def _issued(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, days: int = 2, *, is_authority: bool = False
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        building = x509.CertificateBuilder(self._name, subject, key, x509.random_serial_number())
        building = building.not_valid_before(now - timedelta(days=9)).not_valid_after(now + timedelta(days=days))
        building = building.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        if not is_authority:
            host = subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value
            building = building.add_extension(x509.SubjectAlternativeName([x509.DNSName(str(host))]), critical=False)
        return building.sign(self._key, hashes.SHA256())

    def trusted_by(self, context: ssl.SSLContext) -> ssl.SSLContext:
        context.load_verify_locations(cadata=_pem(self.certificate).decode())
        return context

    def context(self, host: str, days: int = 2) -> ssl.SSLContext:
        """What a server needs to present a certificate for `host` that ends in so many days.

        For the authority's own name it is signed by nobody but itself.
        """
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
        key = self._key if subject == self._name else ec.generate_private_key(ec.SECP256R1())
        certificate = self._issued(subject, key.public_key(), days)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "both.pem"
            path.write_bytes(secret + _pem(certificate))
            context.load_cert_chain(path)
        return context


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


@cache
def authority() -> Authority:
    """The one that the tests' client trusts."""
    return Authority()


def encrypted(act: Act, host: str, days: int = 2, issuer: Authority | None = None) -> Act:
    """The same over TLS, with a certificate for `host`, by default of the authority that is trusted."""
    context = (issuer or authority()).context(host, days)

    def acted(connection: socket.socket, over: threading.Event) -> None:
        with context.wrap_socket(connection, server_side=True) as inner:
            act(inner, over)

    return acted
