"""The project's own line drawings, for what paints them by itself.

Apart from icons.py, because the form's first frame needs these and none of Qt's pictures.
"""

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from libdesk.paths import resources

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer


def drawing(name: str, color: QColor | str) -> "QSvgRenderer":
    """Return an icon in one color, for what paints it by itself at any size.

    Args:
        name: its file's name in resources/icons/, without the ending.
        color: the color of its lines.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - loads a library; not every window needs one

    lines = (_folder() / f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(lines.replace("currentColor", QColor(color).name()).encode())


@functools.cache
def _folder() -> Path:
    return resources() / "icons"
