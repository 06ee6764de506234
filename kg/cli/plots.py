"""Writing the picture of an answer to a file, by the ending of its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import Settings
from kg.cli.targets import check_target
from kg.errors import UsageError, either
from kg.formats import PICTURE_EXTENSIONS, extension_of

if TYPE_CHECKING:
    from kg.answers.pictures import Drawn

__all__ = ["check_plot", "write_plot"]


def check_plot(file: Path, settings: Settings, *, force: bool) -> None:
    """Raise :class:`~kg.errors.KgError` unless a picture may be written to a file."""
    format_ = PICTURE_EXTENSIONS.get(extension_of(file))
    if format_ is None:
        raise UsageError(f"--plot {file}: a picture is written to a file that ends in {either(PICTURE_EXTENSIONS)}")
    check_target(file, format_, [Path(settings.locator)], force=force)


def write_plot(answer: Drawn, file: Path, settings: Settings, *, force: bool) -> None:
    """Write the picture of an answer to a file that ends in .svg or .png. Raises as :func:`check_plot`, and :func:`~kg.drawing.png_of`."""
    from kg.drawing import png_of
    from kg.store import hold, replace_file

    check_plot(file, settings, force=force)
    svg = answer.to_svg(settings.language)
    drawn = png_of(svg) if PICTURE_EXTENSIONS[extension_of(file)] == "png" else svg.encode()
    with hold(file):
        replace_file(file, drawn)
