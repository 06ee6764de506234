"""Requests to one SPARQL endpoint over HTTP, and to nothing else.

Requests are forms that are posted, as the SPARQL 1.1 Protocol has it (section 2.1.2); Virtuoso never answers one that is posted
otherwise. Neither proxies nor cookies are used, and a redirect is followed only on the same host and port (or from http to
https there). A server that is busy (429, 503) is asked again after the time that it says, else after 0.5, 1, 2 and 4 s.
Every wait and every answer has a bound, and every way to fail one line.
"""

from __future__ import annotations

import base64
import re
import socket
import ssl
import time
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from urllib.parse import urlencode, urljoin

from kg.errors import InputError, LimitError
from kg.store.addresses import PASSWORD, USER, Address, Place, credentials_for, parse_place
from kg.text import one_line

__all__ = ["MAX_ANSWER", "TIMEOUT", "Answer", "Client", "EndpointError", "SlowError"]

#: the seconds in which an endpoint must have answered one request whole
TIMEOUT = 120.0

#: the seconds in which a connection must be made
CONNECT_TIMEOUT = 10.0

#: the bytes of one answer above which it is refused
MAX_ANSWER = 200_000_000

#: how often a busy server is asked, the first pause in seconds (doubled each time), and the longest that it may ask for
_TRIES, _PAUSE, _LONGEST_PAUSE = 5, 0.5, 60.0

_MOST_REDIRECTS = 3
_MOST_WORDS = 200
_BUSY = frozenset({429, 503})
_REDIRECTS = frozenset({301, 302, 307, 308})


class EndpointError(InputError):
    """An endpoint that does not answer as it should; ``status`` is its HTTP status, None where it gave none."""

    def __init__(self, where: object, problem: str, status: int | None = None) -> None:
        self.status = status
        super().__init__(where, problem)


class SlowError(EndpointError):
    """An endpoint that did not answer in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered: the status (2xx), the headers by name in lower case, and the content."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Client:
    """Posts forms to an endpoint, with the user and password that are set for it."""

    def __init__(self, address: Address, pause: Callable[[float], None] = time.sleep) -> None:
        self.address = address
        self._pause = pause
        self._place = address.place
        self._credentials = credentials_for(address)
        self._digest: tuple[urllib.request.HTTPDigestAuthHandler, dict[str, str]] | None = None
        self._awaits_challenge = False

    def __repr__(self) -> str:
        return f"Client({self.address})"

    def post(
        self, form: Iterable[tuple[str, str]], accept: str, *, timeout: float = TIMEOUT, most: int = MAX_ANSWER
    ) -> Answer:
        """Return what the endpoint answers to a form, whole, in at most ``timeout`` seconds and ``most`` bytes.

        A request is sent again only where the server says that it did not act on it: busy, moved, or asking for the
        user's name. Raises :class:`EndpointError`, and :class:`~kg.errors.LimitError` for a larger answer.
        """
        body = urlencode([*self.address.parameters, *form]).encode()
        asked = redirects = 0
        pause = _PAUSE
        while True:
            answer = self._exchange(body, accept, timeout, most)
            if answer.status in _REDIRECTS and redirects < _MOST_REDIRECTS:
                redirects += 1
                self._place = self._moved(answer)
            elif answer.status in _BUSY and (asked := asked + 1) < _TRIES:
                self._pause(self._asked_pause(answer, pause))
                pause *= 2
            elif not (answer.status == 401 and self._may_answer(answer)):
                break
        if not 200 <= answer.status < 300:
            raise EndpointError(self.address, self._refusal(answer), answer.status)
        return answer

    def _exchange(self, body: bytes, accept: str, timeout: float, most: int) -> Answer:
        """Send a request once and return the answer, whatever its status."""
        connection = self._connected()
        channel = connection.sock
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
            connection.request("POST", self._place.target, body, self._headers(accept, body))
            response = connection.getresponse()
            content = self._content(response, most)
            headers = {name.lower(): value for name, value in response.getheaders()}
            if not expired:
                return Answer(response.status, headers, content)
        except (HTTPException, OSError, ValueError) as error:
            if not expired:
                raise EndpointError(self.address, _broken(error)) from None
        finally:
            timer.cancel()
            connection.close()
        raise SlowError(self.address, f"did not answer within {timeout:g} s; ask for less, or try again later")

    def _connected(self) -> HTTPConnection:
        place = self._place
        if place.is_secure:
            context = ssl.create_default_context()
            connection: HTTPConnection = HTTPSConnection(
                place.host, place.port, timeout=CONNECT_TIMEOUT, context=context
            )
        else:
            connection = HTTPConnection(place.host, place.port, timeout=CONNECT_TIMEOUT)
        try:
            connection.connect()
        except (OSError, ValueError) as error:
            connection.close()
            raise EndpointError(self.address, _unconnected(error, place)) from None
        return connection

    def _headers(self, accept: str, body: bytes) -> dict[str, str]:
        headers = {
            "Accept": accept,
            "Accept-Encoding": "identity",
            "Connection": "close",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "kg",
        }
        if self._credentials and (self._digest or not self._awaits_challenge):
            headers["Authorization"] = self._digest_for(body) or f"Basic {self._token}"
        return headers

    @property
    def _token(self) -> str:
        who = self._credentials
        return base64.b64encode(f"{who.user}:{who.password}".encode()).decode() if who else ""

    def _digest_for(self, body: bytes) -> str | None:
        if self._digest is None:
            return None
        handler, challenge = self._digest
        request = urllib.request.Request(self._place.origin + self._place.target, data=body)
        with suppress(ValueError, NotImplementedError):  # an algorithm that the library does not know
            answer = handler.get_authorization(request, challenge)
            return f"Digest {answer}" if answer else None
        return None

    def _may_answer(self, answer: Answer) -> bool:
        """Note a challenge by digest (RFC 7616, as of Virtuoso's ``/sparql-auth``); return whether it is the first, or new.

        Virtuoso refuses a name that it did not ask for without saying how it asks: then it is asked once without one.
        """
        scheme, _, rest = answer.headers.get("www-authenticate", "").partition(" ")
        if self._credentials and not scheme and not self._digest and not self._awaits_challenge:
            self._awaits_challenge = True
            return True
        if self._credentials is None or scheme.lower() != "digest":
            return False
        listed = urllib.request.parse_http_list(rest)
        challenge = urllib.request.parse_keqv_list([one for one in listed if "=" in one])
        if self._digest and challenge.get("stale", "").lower() != "true":
            return False
        manager = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        manager.add_password(None, self._place.origin, self._credentials.user, self._credentials.password)
        self._digest = (urllib.request.HTTPDigestAuthHandler(manager), challenge)
        return True

    def _content(self, response: HTTPResponse, most: int) -> bytes:
        """Return the content of an answer. Raises IncompleteRead, or :class:`EndpointError` for one that ends too early."""
        expected = response.length
        parts: list[bytes] = []
        size = 0
        while part := response.read(1 << 16):
            parts.append(part)
            size += len(part)
            if size > most:
                raise LimitError(self.address, f"answers with more than {most / 1e6:,.0f} MB; ask for less")
        if expected is not None and size < expected:
            raise ConnectionResetError
        return b"".join(parts)

    def _moved(self, answer: Answer) -> Place:
        """Return where a redirect leads. Raises :class:`EndpointError` for another host or port."""
        here = self._place
        try:
            there = parse_place(urljoin(here.origin + here.target, answer.headers.get("location", "")))
        except ValueError:
            raise EndpointError(self.address, "redirects to what is not a valid address", answer.status) from None
        is_upgrade = there.is_secure and (here.is_secure, here.port, there.port) == (False, 80, 443)
        if there.host != here.host or not (is_upgrade or there[:3] == here[:3]):
            problem = f"redirects to {there.origin}, and another host is never asked unasked; name that address if you trust it"
            raise EndpointError(self.address, problem, answer.status)
        return there

    def _asked_pause(self, answer: Answer, otherwise: float) -> float:
        """Return the seconds to wait for a busy server. Raises :class:`EndpointError` where it asks for too many."""
        asked = answer.headers.get("retry-after", "").strip()
        seconds = otherwise
        if re.fullmatch(r"[0-9]{1,9}", asked):
            seconds = float(asked)
        elif asked:
            with suppress(ValueError, TypeError):
                seconds = parsedate_to_datetime(asked).timestamp() - time.time()
        if seconds > _LONGEST_PAUSE:
            raise EndpointError(
                self.address, f"is busy, and asks to wait for {seconds:,.0f} s; try again then", answer.status
            )
        return max(0.0, seconds)

    def _refusal(self, answer: Answer) -> str:
        """Return why a request was refused, and what to do."""
        status = answer.status
        if status in (401, 403):
            how = (
                "the user or the password is wrong, or may not do this" if self._credentials else "it asks who you are"
            )
            return f"refuses access ({status}): {how}; set {USER} and {PASSWORD}, or use ~/.netrc"
        if status in _BUSY:
            return f"is busy ({status}), also when asked {_TRIES} times; try again later"
        if status in (404, 410):
            return f"no endpoint is there ({status}); check the path, which often ends in /sparql or /query"
        if status in _REDIRECTS:
            return f"redirects more than {_MOST_REDIRECTS} times; check the address"
        what = "refuses the request" if status < 500 else "failed"
        return f"{what} ({status}){self._words(answer)}"

    def _words(self, answer: Answer) -> str:
        """Return what the server says, cut, on one line, without what a terminal would obey and without the password."""
        text = answer.content[:20_000].decode(errors="replace")
        if "html" in answer.headers.get("content-type", "") or text.lstrip()[:1] == "<":
            text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", text)
        said = " ".join(one_line(text).split()).partition("SPARQL query:")[0].strip()  # Virtuoso repeats what was asked
        if self._credentials:
            said = self._credentials.hidden(said, [self._token])
        return f": {said[:_MOST_WORDS]}{'…' if len(said) > _MOST_WORDS else ''}" if said else ""


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
