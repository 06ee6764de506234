"""What was rejected at a desk, kept in a file beside the case, so that a desk made later marks it: by the words, not by a number.

``case.ttl`` has ``case.ttl.rejected.json``. It holds of each rejected card the digest of its text, the coder, the party and the
few words that name its place (:class:`~kg.texts.selectors.QuoteSelector`); the case itself is not touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.desk.desk_file import DeskFile
from kg.errors import InputError, reason_of
from kg.store import hold, replace_file
from kg.texts import QuoteSelector, SourceText, find

__all__ = ["keep_rejections", "rejected_places", "rejections_file"]

_FORMAT = "kg rejected 1"
#: the fields of a rejection, in the order by which they are sorted
_FIELDS = ("sha256", "coder", "paragraph", "exact", "prefix", "suffix", "party")


def rejections_file(case: Path) -> Path:
    """Return the file beside a case in which its rejections are kept."""
    return case.with_name(f"{case.name}.rejected.json")


def keep_rejections(desk: DeskFile, case: Path) -> int:
    """Keep what a desk file rejects, in place of what the same coder rejected in the same text before; return how many.

    Nothing is written where nothing changes. Raises :class:`~kg.errors.InputError` where the file cannot be read or written.
    """
    path = rejections_file(case)
    before = _read(path)
    own = [_row(desk, card) for card in desk.cards if card.state == "rejected"]
    kept = [row for row in before if (row["sha256"], row["coder"]) != (desk.text.sha256, desk.coder)]
    after = sorted([*kept, *own], key=lambda row: [str(row[name]) for name in _FIELDS])
    if after != before:
        text = json.dumps({"format": _FORMAT, "rejected": after}, ensure_ascii=False, indent=1, sort_keys=True)
        with hold(path):
            replace_file(path, f"{text}\n".encode())
    return len(own)


def rejected_places(text: SourceText, case: Path) -> frozenset[tuple[int, int, str]]:
    """Return where in a text something was rejected: paragraph, start of the words in code points, party (id or "").

    What is no longer found in the text is left out. Raises :class:`~kg.errors.InputError` where the file cannot be read.
    """
    found = set()
    for row in _read(rejections_file(case)):
        place = find(text, QuoteSelector(row["paragraph"], row["exact"], row["prefix"], row["suffix"]))
        if place is not None:
            found.add((place.paragraph, place.start, row["party"]))
    return frozenset(found)


def _row(desk: DeskFile, card: Any) -> dict[str, Any]:
    words = card.selector
    return {
        "sha256": desk.text.sha256,
        "coder": desk.coder,
        "paragraph": words.paragraph,
        "exact": words.exact,
        "prefix": words.prefix,
        "suffix": words.suffix,
        "party": card.party,
    }


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(path, reason_of(error)) from error
    except ValueError as error:
        raise InputError(path, "is not JSON; correct it, or remove it to forget what was rejected") from error
    rows = content.get("rejected") if isinstance(content, Mapping) and content.get("format") == _FORMAT else None
    if not isinstance(rows, list) or not all(_is_row(row) for row in rows):
        raise InputError(path, "does not hold rejections; correct it, or remove it to forget what was rejected")
    return rows


def _is_row(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and set(row) == set(_FIELDS)
        and _are_texts(row[name] for name in _FIELDS if name != "paragraph")
    )


def _are_texts(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
