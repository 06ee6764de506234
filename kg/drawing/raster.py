"""A picture as PNG, drawn from its SVG by resvg (the extra ``png``), imported here alone.

resvg fetches nothing, and draws words with the machine's fonts; so the bytes are the same on machines that have the same fonts.
"""

from __future__ import annotations

import struct
import zlib

from kg.errors import KgError, MissingExtraError

__all__ = ["png_of"]

#: how many pixels of the PNG one of the SVG has
_ZOOM = 2.0

#: the bytes of a PNG's signature and its first chunk
_HEADER = 8 + 25

_LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text x="2" y="16">A</text></svg>'
_NO_LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"></svg>'


def png_of(svg: str) -> bytes:
    """Return an SVG document as PNG, twice as many pixels wide and high as the SVG says.

    Raises :class:`~kg.errors.MissingExtraError` without resvg, and :class:`~kg.errors.KgError` where the machine has no font.
    """
    try:
        import resvg_py
    except ImportError:
        raise MissingExtraError("resvg-py", "png") from None
    if resvg_py.svg_to_bytes(svg_string=_LETTER) == resvg_py.svg_to_bytes(svg_string=_NO_LETTER):
        raise KgError("no font is installed, so a PNG would have no words; install one, such as DejaVu, or write .svg")
    return _signed(bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=_ZOOM)))


def _signed(png: bytes) -> bytes:
    """Return a PNG that says what made it, in a chunk behind its header."""
    chunk = b"tEXtSoftware\0kg"
    made_by = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:_HEADER] + made_by + png[_HEADER:]
