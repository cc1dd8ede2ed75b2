"""Pictures on a paper: whatever somebody sent, as a modest JPEG of pure pixels.

Nothing of the file goes along: no place, no camera, no color that a printer would guess at.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from libdesk.domain.pictures import PIXEL_LIMIT, SIDE_LIMIT

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
_DPI = 200
_QUALITY = 88


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture that can be embedded.

    Attributes:
        jpeg: the file, three colors of sRGB.
        width: in pixels.
        height: in pixels.
    """

    jpeg: bytes
    width: int
    height: int


class UnprintableError(Exception):
    """A picture can't be printed.

    Args:
        width: in pixels; 0 where it can't be read at all.
        height: in pixels.
    """

    def __init__(self, width: int = 0, height: int = 0) -> None:
        super().__init__("not printable")
        self.width = width
        self.height = height


def load(content: bytes, width_pt: float, height_pt: float) -> Pixels:
    """Return a picture as it is printed.

    Args:
        content: the bytes of the file.
        width_pt: as wide as it may become, in points.
        height_pt: as high as it may become.

    Raises:
        UnprintableError: it is broken, of a kind that is not known, or too large.
    """
    box = int(width_pt / 72 * _DPI), int(height_pt / 72 * _DPI)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's own are for programmers
        try:
            return _load(content, box)
        except UnprintableError:
            raise
        except Exception as error:  # Pillow raises whatever its decoders meet
            raise UnprintableError from error


def _load(content: bytes, box: tuple[int, int]) -> Pixels:
    from PIL import Image, ImageOps  # noqa: PLC0415 - only where there is a picture

    Image.MAX_IMAGE_PIXELS = None  # the bounds are our own, below
    with Image.open(BytesIO(content), formats=_FORMATS) as opened:
        whole = opened.size
        # A photo can be read at a part of its size; others must be unpacked whole.
        opened.draft("RGB", box)
        if opened.width * opened.height > PIXEL_LIMIT or max(opened.size) > SIDE_LIMIT:
            raise UnprintableError(*whole)
        upright = ImageOps.exif_transpose(opened)
        image = _on_white(upright)
    image.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return Pixels(out.getvalue(), image.width, image.height)


def _on_white(image: "Image") -> "Image":
    from PIL import Image  # noqa: PLC0415 - see above

    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image.convert("RGB")
