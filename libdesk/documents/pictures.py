"""Pictures on a paper: whatever somebody sent, as a modest JPEG of pure pixels.

Nothing of the file goes along: no place, no camera, no color that a printer would guess at.
"""

import warnings
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from libdesk.domain.pictures import PIXEL_LIMIT, SIDE_LIMIT

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG")  # as LibDesk takes them in; each kind more is a decoder more
_PHOTOS = ("JPEG", "MPO")
_SCAN = 0xDA
"""The mark with which a scan of a JPEG begins."""

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
        if opened.format in _PHOTOS and _is_held_whole(content, opened):
            _check(whole, whole)
        # A photo can be read at a part of its size; others must be unpacked whole.
        opened.draft("RGB", box)
        _check(opened.size, whole)
        # Notes that can't be read say nothing of how it was held; the picture is none the worse.
        opened.load()
        with suppress(Exception):
            ImageOps.exif_transpose(opened, in_place=True)
        image = _on_white(opened)
        image.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=3.0)
    image.info.clear()  # a comment would go along
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return Pixels(out.getvalue(), image.width, image.height)


def _check(size: tuple[int, int], whole: tuple[int, int]) -> None:
    if size[0] * size[1] > PIXEL_LIMIT or max(size) > SIDE_LIMIT:
        raise UnprintableError(*whole)


def _is_held_whole(content: bytes, photo: "Image") -> bool:
    """Say whether a photo tells its pixels in several scans: all is held until the last one."""
    if "progressive" in photo.info:
        return True
    at = 2
    while content[at : at + 1] == b"\xff" and at + 4 < len(content):
        if content[at + 1] == _SCAN:
            return content[at + 4] < len(photo.getbands())
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return True  # filled up between its parts, as hardly any is


def _on_white(image: "Image") -> "Image":
    from PIL import Image  # noqa: PLC0415 - see above

    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")
