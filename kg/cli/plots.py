"""Writing the picture of an answer to a file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.options import Settings
from kg.cli.output import note
from kg.cli.responding import Asked
from kg.cli.targets import check_target
from kg.errors import UsageError, either
from kg.formats import PICTURE_EXTENSIONS, extension_of

if TYPE_CHECKING:
    from kg.answers.pictures import Drawn

__all__ = ["check_plot", "plotting", "write_plot"]


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


def plotting(file: Path | None, settings: Settings, *, force: bool) -> Callable[[Asked], None] | None:
    """Return what draws an answer to a file and says so, None where no file is named. Raises as :func:`check_plot`."""
    if file is None:
        return None
    check_plot(file, settings, force=force)

    def draw(asked: Asked) -> None:
        write_plot(asked.answer, file, settings, force=force)  # type: ignore[arg-type]
        note(f"{file} holds the picture")

    return draw
