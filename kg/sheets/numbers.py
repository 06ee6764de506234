"""What a number written in some country's way may mean: every reading of it, so that none is chosen in silence.

``1,800`` is 1800 in one country and 1.8 in another; ``29.2%`` is 29.2 in one table and 0.292 in another.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

__all__ = ["is_ambiguous_number", "number_readings"]

#: a number as the program writes it that is a whole number elsewhere: three digits after a point, up to three before it
_GROUP_OR_FRACTION = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_SIGNS = {ord(one): "-" for one in "−–‒﹣－"} | {ord("＋"): "+", ord("٬"): "'", ord("٫"): "·", ord("٪"): "%"}
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
_SPACES = re.compile(r"\s+")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:(?P<point>[.,·])(?P<rest>[0-9]+))?")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.(?P<rest>[0-9]+))?")
_PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:[.,·](?P<rest>[0-9]*))?|[.,·](?P<only>[0-9]+)")


def is_ambiguous_number(text: str) -> bool:
    """Tell whether a number written with a point may be a whole number with its thousands grouped.

    >>> is_ambiguous_number("1.800"), is_ambiguous_number("0.125"), is_ambiguous_number("1.5")
    (True, False, False)
    """
    return _GROUP_OR_FRACTION.fullmatch(text) is not None


def number_readings(text: str) -> list[str]:
    """Return every number that a text may mean, each written with digits and a point; [] for what is not a number.

    >>> number_readings("1,800"), number_readings("1.800,5"), number_readings("1 800"), number_readings("29,2 %")
    (['1800', '1.8'], ['1800.5'], ['1800'], ['29.2', '0.292'])
    """
    bare = _SPACES.sub(" ", text.translate(_SIGNS).translate(_APOSTROPHES)).strip()
    bare = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in bare)
    percent = bare.startswith("%") or bare.endswith("%")
    bare = bare.strip("%").strip()
    negative = bare.startswith("-") or bare.endswith("-") or (bare.startswith("(") and bare.endswith(")"))
    numbers = _magnitudes(bare.strip("()+-").strip()) or _scientific(bare)
    found = [number for one in numbers for number in ([one, one / 100] if percent else [one])]
    return list(dict.fromkeys(_written(-abs(one) if negative else one) for one in found))


def _magnitudes(bare: str) -> list[Decimal]:
    found = []
    if match := _GROUPED.fullmatch(bare):
        mark, point, rest = match["mark"], match["point"], match["rest"]
        # After groups parted by one mark the other is the decimal point; 0,125 is not a group.
        if point != mark and not bare.startswith("0"):
            whole = bare[: match.start("point")] if point else bare
            found.append(Decimal(whole.replace(mark, "") + (f".{rest}" if point else "")))
    if match := _INDIAN.fullmatch(bare):
        found.append(Decimal(bare.replace(",", "")))
    if match := _PLAIN.fullmatch(bare):
        found.append(Decimal(f"{match['whole'] or '0'}.{match['rest'] or match['only'] or '0'}"))
    return found


def _scientific(bare: str) -> list[Decimal]:
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,2}", bare):
        return []
    try:
        return [abs(Decimal(bare))]
    except InvalidOperation:
        return []


def _written(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
