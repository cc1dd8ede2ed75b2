"""A PDF as pictures, for the preview and the printer; the only place that loads PDFium.

PDFium is not thread safe, so every call of it waits for one lock. Nothing of PDFium's own leaves
this module: what comes out are plain values.
"""

import ctypes
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS_LIMIT = 20_000
"""Signs of a page's words; no page that can be read has more."""

MOST_PIXELS = 40_000_000
"""Dots of one picture; more than A3 at 300 dpi."""

_LOCK = threading.Lock()
_STATE = {"is_begun": False}
_WHITE = 0xFFFFFFFF
_WITH_ANNOTATIONS = 0x01


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as it looks.

    Attributes:
        width: in pixels.
        height: in pixels.
        stride: bytes from one row to the next.
        pixels: rows from the top; each pixel blue, green, red and one byte that means nothing.
    """

    width: int
    height: int
    stride: int
    pixels: bytes = field(repr=False)


class PageImages:
    """The pages of one PDF.

    Every method may be called on any thread. The file is opened when its first page is wanted, so
    that pages nobody looks at hold nothing open.

    Args:
        content: the whole file.

    Attributes:
        sizes: width and height of each page, in points.

    Raises:
        ValueError: it is no PDF that can be shown.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None
        self._is_closed = False
        pdfium = _pdfium()
        with _LOCK:
            document = self._load(pdfium)
            try:
                count = pdfium.FPDF_GetPageCount(document)
                self.sizes = tuple(_size(pdfium, document, page) for page in range(count))
            finally:
                pdfium.FPDF_CloseDocument(document)

    def render(self, page: int, scale: float) -> PageImage:
        """Return a page as a picture on white.

        Args:
            page: its place, from 0.
            scale: pixels for each point; 300 / 72 for 300 dpi. A picture that would be larger than
                `MOST_PIXELS` is made smaller.

        Raises:
            ValueError: there is no such page, or the file was closed.
        """
        with self._page(page) as (pdfium, opened):
            width_pt, height_pt = self.sizes[page]
            scale = min(scale, (MOST_PIXELS / (width_pt * height_pt)) ** 0.5)
            width, height = max(1, round(width_pt * scale)), max(1, round(height_pt * scale))
            stride = width * 4
            pixels = ctypes.create_string_buffer(stride * height)
            bitmap = pdfium.FPDFBitmap_CreateEx(
                width, height, pdfium.FPDFBitmap_BGRx, pixels, stride
            )
            try:
                pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
                pdfium.FPDF_RenderPageBitmap(
                    bitmap, opened, 0, 0, width, height, 0, _WITH_ANNOTATIONS
                )
            finally:
                pdfium.FPDFBitmap_Destroy(bitmap)
        return PageImage(width, height, stride, pixels.raw)

    def words(self, page: int) -> str:
        """Return the words of a page in the order in which they were set, at most WORDS_LIMIT.

        Raises:
            ValueError: there is no such page, or the file was closed.
        """
        with self._page(page) as (pdfium, opened):
            text = pdfium.FPDFText_LoadPage(opened)
            if not text:
                return ""
            try:
                count = min(pdfium.FPDFText_CountChars(text), WORDS_LIMIT)
                found = (ctypes.c_ushort * (count + 1))()
                pdfium.FPDFText_GetText(text, 0, count, found)
            finally:
                pdfium.FPDFText_ClosePage(text)
        return bytes(found)[: 2 * count].decode("utf-16-le", "replace").strip("\0")

    def close(self) -> None:
        """Let go of the file; it may be closed more than once."""
        pdfium = _pdfium()
        with _LOCK:
            self._is_closed = True
            document, self._document = self._document, None
            if document is not None:
                pdfium.FPDF_CloseDocument(document)

    @contextmanager
    def _page(self, page: int) -> "Iterator[tuple[Any, Any]]":
        """Open a page, with the lock held."""
        pdfium = _pdfium()
        with _LOCK:
            if self._is_closed:
                raise ValueError("these pages were closed")
            if not 0 <= page < len(self.sizes):
                raise ValueError(f"there is no page {page}")
            if self._document is None:
                self._document = self._load(pdfium)
            opened = pdfium.FPDF_LoadPage(self._document, page)
            if not opened:
                raise ValueError(f"page {page} can't be read")
            try:
                yield pdfium, opened
            finally:
                pdfium.FPDF_ClosePage(opened)

    def _load(self, pdfium: ModuleType) -> Any:  # noqa: ANN401 - a pointer of PDFium's
        document = pdfium.FPDF_LoadMemDocument64(self._content, len(self._content), None)
        if not document:
            raise ValueError("this is no PDF that can be shown")
        return document


def load() -> None:
    """Load PDFium now; for a moment in which nobody waits for it."""
    _pdfium()


def _pdfium() -> Any:  # noqa: ANN401 - a module without types
    # Here and not above: 50 ms, and who never prints has no use for it. The raw bindings, as the
    # friendlier ones close what they hold whenever Python collects it, on whatever thread.
    import pypdfium2_raw as pdfium  # noqa: PLC0415 - see above

    with _LOCK:
        if not _STATE["is_begun"]:
            config = pdfium.FPDF_LIBRARY_CONFIG(2, None, None, 0)
            pdfium.FPDF_InitLibraryWithConfig(config)
            _STATE["is_begun"] = True
    return pdfium


def _size(pdfium: ModuleType, document: object, page: int) -> tuple[float, float]:
    found = pdfium.FS_SIZEF()
    pdfium.FPDF_GetPageSizeByIndexF(document, page, found)
    return found.width, found.height
