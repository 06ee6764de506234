"""Requests to one SPARQL endpoint over HTTP, and to nothing else.

Requests are forms that are posted, as the SPARQL 1.1 Protocol has it (section 2.1.2); Virtuoso never answers one that is posted
otherwise. Neither proxies nor cookies are used, and a redirect is followed only on the same host and port (or from http to
https there). A server that is busy (429, 503) is asked again after the time that it says, else after 0.5, 1, 2 and 4 s.
Every way to fail is one line.
"""

from __future__ import annotations

import base64
import re
import time
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import suppress
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode, urljoin

from kg.store.addresses import PASSWORD, USER, Address, Place, credentials_for, parse_place
from kg.store.exchange import MAX_ANSWER, TIMEOUT, Answer, EndpointError, exchange, words_of

__all__ = ["Client"]

#: how often a busy server is asked, the first pause in seconds (doubled each time), and the longest that it may ask for
_TRIES, _PAUSE, _LONGEST_PAUSE = 5, 0.5, 60.0

_MOST_REDIRECTS = 3
_MOST_WORDS = 200
_BUSY = frozenset({429, 503})
_REDIRECTS = frozenset({301, 302, 307, 308})


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
            headers = self._headers(accept, body)
            answer = exchange(self.address, self._place, body, headers, timeout=timeout, most=most)
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
        said = words_of(answer).partition("SPARQL query:")[0].strip()  # Virtuoso repeats what was asked
        if self._credentials:
            said = self._credentials.hidden(said, [self._token])
        return f": {said[:_MOST_WORDS]}{'…' if len(said) > _MOST_WORDS else ''}" if said else ""
