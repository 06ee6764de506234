"""The errors that a user can mend: one small tree, each with its facts and the way out in its sentence."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "AmbiguousNameError",
    "CaseError",
    "InputError",
    "KgError",
    "LimitError",
    "MissingExtraError",
    "QueryError",
    "UnknownNameError",
    "UsageError",
]


_SINGULAR = {"parties": "party", "people": "person"}


class KgError(Exception):
    """Base of every error that is the input's, not the program's; the command line prints it as one line and exits 2."""


class UsageError(KgError):
    """A call that makes no sense as put, such as one party given twice."""


class CaseError(KgError):
    """A case that cannot be read as one: nothing in it, or a record without what the answers rest on."""


class InputError(CaseError):
    """A file that cannot be read; ``where`` names it, with line and column where known."""

    def __init__(self, where: object, problem: str) -> None:
        self.where, self.problem = str(where), problem
        super().__init__(f"{where}: {problem}")


class LimitError(InputError):
    """An input over a stated limit, which an option lifts."""


class QueryError(KgError):
    """A query that is not allowed, not valid, or that ran out of time."""


class MissingExtraError(KgError):
    """An optional dependency that is not installed."""

    def __init__(self, module: str, extra: str) -> None:
        self.module, self.extra = module, extra
        super().__init__(f"this needs {module}, which is not installed: pip install 'negotiation-kg[{extra}]'")


class UnknownNameError(KgError):
    """A name that nothing in the case bears; ``near`` lists names that come close, or all where few."""

    def __init__(self, kind: str, name: str, near: Iterable[str] = ()) -> None:
        self.kind, self.name, self.near = kind, name, tuple(near)
        hint = f"; did you mean {' or '.join(self.near)}?" if self.near else f"; kg list {kind} shows what there is"
        super().__init__(f"no {_SINGULAR.get(kind, kind.removesuffix('s'))} is called “{name}”{hint}")


class AmbiguousNameError(KgError):
    """A name that several things bear; ``candidates`` tells them apart."""

    def __init__(self, kind: str, name: str, candidates: Iterable[str]) -> None:
        self.kind, self.name, self.candidates = kind, name, tuple(candidates)
        super().__init__(
            f"“{name}” could be several of the {kind}: {', '.join(self.candidates)}; name one of them in full"
        )
