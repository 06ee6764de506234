"""Addresses of SPARQL endpoints, and who asks there: user and password, which are shown nowhere.

User and password come from the environment (:data:`USER` and :data:`PASSWORD`, for every endpoint that is named), else from
``~/.netrc`` (or the file that ``NETRC`` names) where it has an entry for the host. They are never read from an address, since
addresses are shown and kept in histories; and they are not sent unencrypted, but to this very machine.
"""

from __future__ import annotations

import ipaddress
import netrc
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from kg.errors import InputError, UsageError

__all__ = [
    "PASSWORD",
    "USER",
    "Address",
    "Credentials",
    "Place",
    "credentials_for",
    "holds_secret",
    "is_address",
    "parse_address",
    "parse_place",
]

#: the environment variables that hold user and password
USER, PASSWORD = "KG_SPARQL_USER", "KG_SPARQL_PASSWORD"

_PORTS = {"http": 80, "https": 443}
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)

#: the parameters that name the graphs to be read (SPARQL 1.1 Protocol, section 2.1.4), whose values are shown
_GRAPHS = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")

#: words in the names of parameters that hold what only a header may: a history and a log keep addresses
_SECRETS = re.compile("key|token|passw|pwd|secret|auth|credential|session|signature", re.IGNORECASE)

#: what is sent of a name or password: printable, and no colon in a name (RFC 7617)
_UNSENDABLE = re.compile("[\x00-\x1f\x7f]")


class Place(NamedTuple):
    """Where a request goes: over TLS or not, to which host and port, with which target (path and query)."""

    is_secure: bool
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Its address without the target."""
        scheme = "https" if self.is_secure else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}" + ("" if self.port == _PORTS[scheme] else f":{self.port}")

    @property
    def is_loopback(self) -> bool:
        """Whether it is this very machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


@dataclass(frozen=True)
class Address:
    """An endpoint: its place without a query, the parameters of the query, and how it is shown.

    Parameters are sent with every request. The values of those that name no graphs are not shown: some are keys.
    """

    place: Place
    parameters: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        shown = [f"{name}={value if name in _GRAPHS else '…'}" for name, value in self.parameters]
        return f"{self.place.origin}{self.place.target}" + (f"?{'&'.join(shown)}" if shown else "")

    def __repr__(self) -> str:
        return f"Address({self})"

    def graphs(self, name: str) -> tuple[str, ...]:
        """Return the graphs that a parameter names, such as ``default-graph-uri``."""
        return tuple(value for key, value in self.parameters if key == name)


def is_address(locator: object) -> bool:
    """Return whether a locator is an address and no path.

    >>> is_address("https://example.org/sparql"), is_address("case.ttl")
    (True, False)
    """
    return bool(_ADDRESS.match(str(locator)))


def parse_address(locator: object, name: str = "--case") -> Address:
    """Return the endpoint at an address; ``name`` is what it was given as, since a refused address is not repeated.

    Raises :class:`~kg.errors.UsageError` for one that holds a user or a password, or is not valid.

    >>> str(parse_address("HTTP://Example.org:80/sparql?default-graph-uri=urn:g&infer=false"))
    'http://example.org/sparql?default-graph-uri=urn:g&infer=…'
    """
    text = str(locator)
    try:
        place = parse_place(text)
        parameters = parse_qsl(urlsplit(text).query, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None
    if holds_secret(urlsplit(text).query):
        raise UsageError(
            f"{name}: a parameter of the address looks like a password; set {USER} and {PASSWORD}, or use ~/.netrc"
        )
    return Address(place._replace(target=place.target.partition("?")[0]), tuple(parameters))


def holds_secret(query: str) -> bool:
    """Return whether the name of a parameter of a query says that its value is a password or a key."""
    return any(_SECRETS.search(name) for name, _ in parse_qsl(query, keep_blank_values=True))


def parse_place(text: str) -> Place:
    """Return where an address leads. Raises ValueError, which does not repeat the address, for one that is not valid."""
    if not _ADDRESS.match(text) or re.search("[^!-~]", text) or any(one in text for one in '<>"{}|^`\\'):
        raise ValueError("not a valid address; write http:// or https://, and other characters as %-codes")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("not a valid address: its host or port cannot be read") from None
    if "@" in parts.netloc:
        raise ValueError(
            f"the address holds a user or a password; leave them out and set {USER} and {PASSWORD}, or use ~/.netrc"
        )
    if not host or not re.fullmatch(r"[a-z0-9._~:-]+", host) or port == 0:
        raise ValueError("not a valid address: its host or port cannot be read")
    if parts.fragment:
        raise ValueError("not the address of an endpoint: leave out # and what follows")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme == "https", host, port or _PORTS[parts.scheme], target)


class Credentials:
    """A user and a password, which no text of it shows."""

    __slots__ = ("password", "user")

    def __init__(self, user: str, password: str) -> None:
        self.user, self.password = user, password

    def __repr__(self) -> str:
        return "Credentials(…)"

    def hidden(self, text: str, more: Sequence[str] = ()) -> str:
        """Return a text, such as what a server says, without the password and ``more`` words."""
        for word in sorted({self.password, *more} - {""}, key=len, reverse=True):
            text = text.replace(word, "…")
        return text


def credentials_for(address: Address) -> Credentials | None:
    """Return who asks at an endpoint, None for nobody.

    Raises :class:`~kg.errors.UsageError` where only one of user and password is set or one cannot be sent, and where they
    would go unencrypted to another machine; :class:`~kg.errors.InputError` for a netrc file that cannot be read.
    """
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if bool(user) != bool(password):
        raise UsageError(
            f"{USER if user else PASSWORD} is set and {PASSWORD if user else USER} is not; set both or neither"
        )
    found = Credentials(user, password) if user and password else _of_netrc(address.place.host)
    if found is None:
        return None
    if _UNSENDABLE.search(found.user + found.password) or ":" in found.user:
        raise UsageError(
            "the user for the endpoint holds a colon, or user or password a control character; correct them"
        )
    if not address.place.is_secure and not address.place.is_loopback:
        raise UsageError(
            f"{address}: user and password would be sent unencrypted; use https://, or unset {USER} and remove the entry in netrc"
        )
    return found


def _of_netrc(host: str) -> Credentials | None:
    named = os.environ.get("NETRC")
    path = Path(named) if named else Path.home() / ".netrc"
    if not path.is_file():
        return None
    try:
        entry = netrc.netrc(str(path)).hosts.get(host)
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError):
        raise InputError(
            path, "cannot be read as a netrc file; correct it, and see that only you may read it"
        ) from None
    return Credentials(entry[0] or entry[1], entry[2]) if entry and entry[2] else None
