"""The errors that a user can correct. Each has its facts as attributes, and its message says what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from errno import EACCES, EDQUOT, EFBIG, EISDIR, ELOOP, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS

__all__ = [
    "AmbiguousNameError",
    "BusyError",
    "CaseError",
    "InputError",
    "KgError",
    "LimitError",
    "MissingExtraError",
    "QueryError",
    "UnknownNameError",
    "UsageError",
    "either",
    "reason_of",
]


_SINGULAR = {"parties": "party", "people": "person"}


def either(names: Iterable[str]) -> str:
    """Return names as a choice in words.

    >>> either(["a"]), either(["a", "b"]), either(["a", "b", "c"])
    ('a', 'a or b', 'a, b or c')
    """
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


#: what to do about an error of the system, by its number
_WAYS_OUT = {
    EACCES: "ask for the permission, or name a file elsewhere",
    EDQUOT: "free some space, then run this again",
    EFBIG: "it is larger than the system lets a file be",
    EISDIR: "name a file",
    ELOOP: "a symbolic link leads back to itself; name a file",
    ENAMETOOLONG: "choose a shorter name",
    ENOENT: "create the folder first, or name another",
    ENOSPC: "free some space, then run this again",
    ENOTDIR: "a part of the path is a file; name a folder",
    EPERM: "ask for the permission, or name a file elsewhere",
    EROFS: "name a file on another file system",
}


def reason_of(error: OSError) -> str:
    """Return why the system refused, and what to do about it where that is known.

    >>> reason_of(OSError(ENOSPC, "No space left on device"))
    'No space left on device; free some space, then run this again'
    """
    reason = error.strerror or str(error)
    way_out = _WAYS_OUT.get(error.errno or 0)
    return f"{reason}; {way_out}" if way_out else reason


class KgError(Exception):
    """Base of every error that the user can correct; the command line prints it as one line and exits with status 2.

    ``corrections`` maps words that were given to what they should be, where only one thing can be meant: the command
    line adds the corrected command to the message.
    """

    corrections: Mapping[str, str] = {}


class UsageError(KgError):
    """An invalid argument or combination of arguments, such as one party given twice."""

    def __init__(self, message: str, corrections: Mapping[str, str] | None = None) -> None:
        self.corrections = corrections or {}
        super().__init__(message)


class CaseError(KgError):
    """Data that is not a valid case: it is empty, or a record lacks a required value."""


class InputError(CaseError):
    """A file that cannot be read; ``where`` names it, with line and column where known."""

    def __init__(self, where: object, problem: str) -> None:
        self.where, self.problem = str(where), problem
        super().__init__(f"{where}: {problem}")


class BusyError(InputError):
    """A target that another process is writing: the number of that process, and since when (ISO 8601, UTC), where known."""

    def __init__(self, where: object, process: int | None, since: str | None) -> None:
        self.process, self.since = process, since
        who = f"process {process}, since {since}" if process else "another process"
        super().__init__(where, f"is being written by {who}; nothing was changed; wait for it, then run this again")


class LimitError(InputError):
    """An input above a stated limit, which an option can raise."""


class QueryError(KgError):
    """A query that is not allowed, is not valid, or took too long."""


class MissingExtraError(KgError):
    """An optional dependency that is not installed."""

    def __init__(self, module: str, extra: str) -> None:
        self.module, self.extra = module, extra
        super().__init__(f"this needs {module}, which is not installed: pip install 'negotiation-kg[{extra}]'")


class UnknownNameError(KgError):
    """A name that nothing in the case has.

    ``near`` lists names that come close; ``best`` is the one that was meant, where only one can be. ``otherwise`` says
    where to look if no name comes close.
    """

    def __init__(
        self, kind: str, name: str, near: Iterable[str] = (), *, best: str | None = None, otherwise: str = ""
    ) -> None:
        self.kind, self.name, self.near, self.best = kind, name, tuple(near), best
        self.corrections = {name: best} if best else {}
        hint = f"did you mean {either(self.near)}?" if self.near else otherwise or f"kg list {kind} shows all"
        super().__init__(f"no {_SINGULAR.get(kind, kind.removesuffix('s'))} is named “{name}”; {hint}")


class AmbiguousNameError(KgError):
    """A name that several things have; each of ``candidates`` names one of them only."""

    def __init__(self, kind: str, name: str, candidates: Iterable[str]) -> None:
        self.kind, self.name, self.candidates = kind, name, tuple(candidates)
        super().__init__(f"“{name}” matches several {kind}; write one of: {', '.join(self.candidates)}")
