"""One request to one server over HTTP, and its answer: within bounds, through no proxy, and every way to fail one line."""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from typing import Any

from kg.errors import InputError, LimitError
from kg.store.addresses import Place
from kg.text import one_line

__all__ = ["CONNECT_TIMEOUT", "MAX_ANSWER", "TIMEOUT", "Answer", "EndpointError", "SlowError", "exchange", "words_of"]

#: the seconds in which an endpoint must have answered one request whole
TIMEOUT = 120.0

#: the seconds in which a connection must be made
CONNECT_TIMEOUT = 10.0

#: the bytes of one answer above which it is refused
MAX_ANSWER = 200_000_000


class EndpointError(InputError):
    """An endpoint that does not answer as it should; ``status`` is its HTTP status, None where it gave none."""

    def __init__(self, where: object, problem: str, status: int | None = None) -> None:
        self.status = status
        super().__init__(where, problem)


class SlowError(EndpointError):
    """An endpoint that did not answer in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered: the status, the headers by name in lower case, and the content."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def exchange(
    where: object,
    place: Place,
    body: bytes,
    headers: Mapping[str, str],
    *,
    timeout: float = TIMEOUT,
    most: int = MAX_ANSWER,
    here_only: bool = False,
) -> Answer:
    """Post a body once and return the answer whole, whatever its status, in at most ``timeout`` seconds and ``most`` bytes.

    ``where`` is how errors call the endpoint. ``here_only``: nothing is sent where the connection does not lead to this very
    machine, whatever the name resolves to. Raises :class:`EndpointError`, and :class:`~kg.errors.LimitError` for a larger answer.
    """
    connection = _connected(where, place, here_only=here_only)
    channel = connection.sock
    opened = _responses_of(connection)
    expired: list[bool] = []

    def expire() -> None:
        expired.append(True)
        with suppress(OSError):  # of the socket itself, since that of TLS is in use
            socket.socket.shutdown(channel, socket.SHUT_RDWR)

    timer = Timer(timeout, expire)
    timer.daemon = True
    timer.start()
    try:
        channel.settimeout(timeout + 1)
        connection.request("POST", place.target, body, dict(headers))
        response = connection.getresponse()
        content = _content(where, response, most)
        found = {name.lower(): value for name, value in response.getheaders()}
        if not expired:
            return Answer(response.status, found, content)
    except (HTTPException, OSError, ValueError) as error:
        if not expired:
            raise EndpointError(where, _broken(error)) from None
    finally:
        timer.cancel()
        connection.close()
        for response in opened:
            response.close()
    raise SlowError(where, f"did not answer within {timeout:g} s; ask for less, or try again later")


def words_of(answer: Answer) -> str:
    """Return what a server says in words, on one line, without markup and what a terminal would obey."""
    text = answer.content[:20_000].decode(errors="replace")
    if "html" in answer.headers.get("content-type", "") or text.lstrip()[:1] == "<":
        text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", text)
    return " ".join(one_line(text).split())


def _connected(where: object, place: Place, *, here_only: bool) -> HTTPConnection:
    if place.is_secure:
        context = ssl.create_default_context()
        connection: HTTPConnection = HTTPSConnection(place.host, place.port, timeout=CONNECT_TIMEOUT, context=context)
    else:
        connection = HTTPConnection(place.host, place.port, timeout=CONNECT_TIMEOUT)
    try:
        connection.connect()
        peer = ipaddress.ip_address(connection.sock.getpeername()[0].partition("%")[0])
    except (OSError, ValueError) as error:
        connection.close()
        raise EndpointError(where, _unconnected(error, place)) from None
    if here_only and not peer.is_loopback:
        connection.close()
        raise EndpointError(where, f"the name {place.host} leads to another machine ({peer}); nothing was sent")
    return connection


def _responses_of(connection: HTTPConnection) -> list[HTTPResponse]:
    """Return a list in which each response of a connection will be: http.client leaves one open where its head does not come."""
    opened: list[HTTPResponse] = []

    def respond(*given: Any, **named: Any) -> HTTPResponse:
        opened.append(HTTPResponse(*given, **named))
        return opened[-1]

    connection.response_class = respond  # type: ignore[assignment]  # it is only called
    return opened


def _content(where: object, response: HTTPResponse, most: int) -> bytes:
    """Return the content of an answer. Raises IncompleteRead, or :class:`EndpointError` for one that ends too early."""
    expected = response.length
    parts: list[bytes] = []
    size = 0
    while part := response.read(1 << 16):
        parts.append(part)
        size += len(part)
        if size > most:
            raise LimitError(where, f"answers with more than {most / 1e6:,.0f} MB; ask for less")
    if expected is not None and size < expected:
        raise ConnectionResetError
    return b"".join(parts)


def _unconnected(error: Exception, place: Place) -> str:
    """Return why there is no connection."""
    if isinstance(error, socket.gaierror):
        return f"the name {place.host} is not known; check the address and the network"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({one_line(error.verify_message)}); nothing was sent"
    if isinstance(error, ssl.SSLError):
        return "no encrypted connection can be made; check whether it is an http:// address"
    if isinstance(error, TimeoutError):
        return f"cannot be connected to within {CONNECT_TIMEOUT:g} s; check the address and the network"
    reason = getattr(error, "strerror", None) or type(error).__name__
    return f"cannot be connected to ({reason}); check the address, and whether the server runs"


def _broken(error: Exception) -> str:
    """Return why there is no whole answer over a connection that was made."""
    if isinstance(error, HTTPException) and type(error).__name__ in {"BadStatusLine", "UnknownProtocol", "LineTooLong"}:
        return "does not answer as a web server does; check the address"
    return "the server ended the connection before its answer was whole; try again, or ask for less"
