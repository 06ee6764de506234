"""A language model that a user names: one server with OpenAI's chat completions, which is sent what it is asked and nothing else.

Without leave for the network only this very machine is asked, whatever a name resolves to; no proxy is used and no redirect
followed. The key comes from the environment (:data:`KEY`), goes unencrypted to this machine only, and is shown nowhere.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

from kg.errors import LimitError, UsageError
from kg.store.addresses import Place, holds_secret, parse_place
from kg.store.exchange import TIMEOUT, Answer, EndpointError, SlowError, exchange, words_of

__all__ = ["KEY", "MOST_BYTES", "ModelServer", "model_server"]

#: the environment variable that holds the key of the server
KEY = "KG_MODEL_KEY"
#: the bytes of an answer above which it is refused
MOST_BYTES = 2_000_000

_OPTION = "--model-endpoint"
_PATH = "/chat/completions"
_NAME = re.compile(r"\w[\w .:/@+-]{0,99}")
_MOST_WORDS = 200
_WITHOUT = "or leave out --model-endpoint for what the rules propose"


@dataclass(frozen=True)
class ModelServer:
    """A server at a place; ``name`` is the model asked for, empty for the server's own choice, ``seconds`` the limit of one request."""

    place: Place
    name: str = ""
    seconds: float = TIMEOUT
    here_only: bool = True
    key: str = field(default="", repr=False)

    @property
    def by(self) -> str:
        """Who proposes: the model's name, or ``model``."""
        return self.name or "model"

    def ask(self, rules: str, question: str) -> str:
        """Return what the model answers to a question under some rules.

        Raises :class:`~kg.store.exchange.EndpointError` for a server that does not answer as it should.
        """
        asked = [{"role": "system", "content": rules}, {"role": "user", "content": question}]
        content: dict[str, Any] = {"messages": asked, "temperature": 0, "stream": False}
        if self.name:
            content["model"] = self.name
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        try:
            answer = exchange(
                self, self.place, body, self._headers(), timeout=self.seconds, most=MOST_BYTES, here_only=self.here_only
            )
        except SlowError:
            raise SlowError(self, f"did not answer within {self.seconds:g} s; raise --time-limit, {_WITHOUT}") from None
        except LimitError:
            raise EndpointError(self, f"answers with more than {MOST_BYTES / 1e6:g} MB; {_OTHER}") from None
        if answer.status != 200:
            raise EndpointError(self, self._refusal(answer), answer.status)
        return self._said(answer)

    def __str__(self) -> str:
        return f"{self.place.origin}{self.place.target.partition('?')[0]}"

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "kg"}
        headers |= {"Accept-Encoding": "identity", "Connection": "close"}
        return headers | ({"Authorization": f"Bearer {self.key}"} if self.key else {})

    def _refusal(self, answer: Answer) -> str:
        """Return why a request was refused, and what to do; the key is not in it, even where the server repeats it."""
        status = answer.status
        if status in (401, 403):
            return f"refuses access ({status}); set {KEY} to the key for it"
        if 300 <= status < 400:
            return f"redirects elsewhere ({status}), where nothing is sent; name the address itself"
        if status == 404:
            return "no chat completions are there (404); name the address up to /v1, and the model by --model"
        said = words_of(answer)
        said = said.replace(self.key, "…") if self.key else said
        cut = f": {said[:_MOST_WORDS]}{'…' if len(said) > _MOST_WORDS else ''}" if said else ""
        return f"refuses the request ({status}){cut}"

    def _said(self, answer: Answer) -> str:
        try:
            said = json.loads(answer.content)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            said = None
        if not isinstance(said, str):
            raise EndpointError(self, f"does not answer with a chat completion; {_OTHER}")
        return said


_OTHER = f"try another model, {_WITHOUT}"


def model_server(
    address: str, *, name: str | None = None, seconds: float | None = None, allow_network: bool = False
) -> ModelServer:
    """Return the server at an address, such as ``http://127.0.0.1:8080/v1``, with the key that is set for it.

    Raises :class:`~kg.errors.UsageError` for an address that is not valid or holds a secret, for one of another machine unless
    ``allow_network``, for a name or a limit that none can have, and for a key that would go unencrypted to another machine.
    """
    place = _place(address)
    if not place.is_loopback and not allow_network:
        raise UsageError(
            f"{_OPTION}: {place.host} is not this machine, and the text would leave it; add --allow-network if you want that"
        )
    if name is not None and (not _NAME.fullmatch(name) or name in ("rules", "coder")):
        raise UsageError("--model: use letters, digits, blanks and . : / @ + - (at most 100, a letter or digit first)")
    if seconds is not None and not isfinite(seconds):
        raise UsageError("--time-limit must be a finite number of seconds")
    key = os.environ.get(KEY, "")
    if re.search(r"[^!-~]", key):
        raise UsageError(f"{KEY} holds a blank or another sign that no key has; correct it")
    if key and not place.is_secure and not place.is_loopback:
        raise UsageError(f"{_OPTION}: the key in {KEY} would be sent unencrypted; use https://, or unset it")
    return ModelServer(place, name or "", TIMEOUT if seconds is None else seconds, not allow_network, key)


def _place(address: str) -> Place:
    """Return where chat completions are asked for: the address, with the end of its path where it has none."""
    with suppress(ValueError):  # an address that cannot be read is told below
        if "@" in urlsplit(address).netloc:
            raise UsageError(f"{_OPTION}: the address holds a user or a password; leave them out and set {KEY}")
    try:
        place = parse_place(address)
    except ValueError as error:
        raise UsageError(f"{_OPTION}: {error}") from None
    if holds_secret(urlsplit(address).query):
        raise UsageError(f"{_OPTION}: a parameter of the address looks like a password; leave it out and set {KEY}")
    path, mark, query = place.target.partition("?")
    path = path.rstrip("/")
    if not path.endswith(_PATH):
        path = f"{path or '/v1'}{_PATH}"
    return place._replace(target=path + mark + query)
