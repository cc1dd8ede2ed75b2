"""A reportlab canvas that tags what it paints, and a document that is PDF/UA-1 and PDF/A-2a.

Everything on a page is either marked as part of an element of the structure or as an artifact.
reportlab knows nothing of that: its document, pages and streams get the missing entries here, in
classes of our own and for this file only. They build on its inner parts, which is why its version
is pinned.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from libdesk.documents import fonts, metadata
from libdesk.documents.pictures import Pixels
from libdesk.documents.structure import Element, Foreign, Root, text_string

_ARTIFACT = "/Artifact BMC"
_PAGINATION = "/Artifact <</Type/Pagination>> BDC"
_PRINTED = 4
"""The flag of an annotation that is not hidden and is printed (ISO 19005-2, 6.3.2)."""


class _Stream(pdfdoc.PDFStream):  # type: ignore[misc] # reportlab has no types
    """A stream that ends as PDF/A wants it: with a line's end that is no part of it (6.1.7.1)."""

    filters: Foreign

    def format(self, document: Foreign) -> bytes:
        if self.filters and "Filter" not in self.dictionary.dict:
            # Bytes as they are: the 7-bit form that reportlab prefers is a quarter larger.
            self.filters = [pdfdoc.PDFZCompress]
        whole = bytes(super().format(document))
        return whole[: -len(b"endstream\n")] + b"\nendstream\n"


class _Page(pdfdoc.PDFPage):  # type: ignore[misc] # reportlab has no types
    """A page that knows the elements of its marks."""

    __NoDefault__ = (*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs")


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc] # reportlab has no types
    """The document's information: what its XMP says too, and nothing else."""

    def format(self, document: Foreign) -> bytes:
        made = pdfdoc.PDFString(metadata.pdf_date(self.made_at))
        entries = {
            "Title": pdfdoc.PDFString(self.title),
            "CreationDate": made,
            "ModDate": made,
            "Producer": pdfdoc.PDFString(metadata.PRODUCER),
        }
        return bytes(pdfdoc.PDFDictionary(entries).format(document))


class _Document(pdfdoc.PDFDocument):  # type: ignore[misc] # reportlab has no types
    """A document that gives each stream and page what the standards ask for."""

    def Reference(self, what: Foreign, name: str | None = None) -> Foreign:
        if type(what) is pdfdoc.PDFStream:
            what.__class__ = _Stream
        return super().Reference(what, name)

    def addPage(self, page: Foreign) -> None:
        page.__class__ = _Page
        page.StructParents = len(self.pages)
        page.Tabs = pdfdoc.PDFName("S")
        self.pages.append(page)
        super().addPage(page)


class PaperCanvas(Canvas):  # type: ignore[misc] # reportlab has no types
    """Paints one tagged document into memory.

    Args:
        size: width and height of its pages, in points.
        title: its title.
        language: its language, as BCP 47 has it.
        made_at: when it is made (aware).
    """

    def __init__(
        self, size: tuple[float, float], title: str, language: str, made_at: datetime
    ) -> None:
        fonts.load()
        super().__init__(
            BytesIO(),
            pagesize=size,
            pageCompression=1,
            pdfVersion=(1, 7),
            initialFontName=fonts.UPRIGHT,
            lang=language,
        )
        document = self._doc
        document.__class__ = _Document
        document.pages = []
        document.info.__class__ = _Info
        document.info.title, document.info.made_at = title, made_at
        document._timeStamp = _stamp(made_at)  # noqa: SLF001 - the file's id is made of it
        # The file's id, which reportlab would make of this moment's clock.
        document.signature = hashlib.md5(made_at.isoformat().encode(), usedforsecurity=False)
        self._code: list[str]
        self.top = Element("Document", None)
        self._marks: list[list[Element]] = [[]]
        self._annotated: list[tuple[Element, Foreign]] = []
        self._depth = 0
        self._pictures = self._entries = 0
        self._language, self._title, self._made_at = language, title, made_at
        self.height = size[1]
        self.prints_exactly = False
        """Whoever prints it is asked to neither shrink nor turn a page, nor to use its back."""

    @property
    def page_count(self) -> int:
        """How many pages are finished."""
        return len(self._doc.pages)

    def opening(self, element: Element | None) -> str:
        """Return the operator that begins what is painted for an element; None for an artifact."""
        if self._depth or element is None:
            return _ARTIFACT
        marks = self._marks[-1]
        element.add_mark(len(self._marks) - 1, len(marks))
        marks.append(element)
        return f"/{element.role} <</MCID {len(marks) - 1}>> BDC"

    @contextmanager
    def marked(self, element: Element | None) -> Iterator[None]:
        """Mark what is painted meanwhile; nothing in it may be marked itself."""
        self._code.append(self.opening(element))
        yield
        self._code.append("EMC")

    def raw(self, operators: str) -> None:
        """Paint by PDF's own operators, as they are."""
        self._code.append(operators)

    @contextmanager
    def only_seen(self) -> Iterator[None]:
        """Mark all that is painted meanwhile as artifacts, such as a heading row's repetition."""
        self._depth += 1
        yield
        self._depth -= 1

    def drawText(self, text: Foreign) -> None:
        """Paint a text; the mark that it began with is ended inside it (14.6.1)."""
        if getattr(text, "is_marked", False):
            text._code.append("EMC")  # noqa: SLF001 - reportlab has no other way
        super().drawText(text)

    def link_area(self, element: Element, address: str, label: str, area: list[float]) -> None:
        """Let an area lead to an address.

        Args:
            element: the link's element.
            address: where it leads to.
            label: what is told of it.
            area: left, bottom, right and top, in points where we are.
        """
        x0, y0, x1, y1 = area
        corners = (*self.absolutePosition(x0, y0), *self.absolutePosition(x1, y1))
        note = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Annot"),
                "Subtype": pdfdoc.PDFName("Link"),
                "Rect": pdfdoc.PDFArray([round(corner, 2) for corner in corners]),
                "Border": pdfdoc.PDFArray([0, 0, 0]),
                "F": _PRINTED,
                "Contents": pdfdoc.PDFString(label),
                "A": pdfdoc.PDFDictionary(
                    {"S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(address.encode("ascii"))}
                ),
            }
        )
        name = f"LINK{len(self._annotated)}"
        self._addAnnotation(note, name)
        element.add_object(len(self._marks) - 1, self._doc.refAnnotation(name))
        self._annotated.append((element, note))

    def add_to_outline(self, title: str, level: int, height: float) -> None:
        """Let an entry of the outline lead to where we are.

        Args:
            title: its words.
            level: from 1; never more than one below the entry before it.
            height: of what it leads to, in points.
        """
        name = f"outline{self._entries}"
        self._entries += 1
        x, y = self.absolutePosition(0, height)
        self.bookmarkPage(name, fit="XYZ", left=x, top=y)
        self.addOutlineEntry(title, name, level - 1)

    def embed(self, pixels: Pixels) -> str:
        """Add a picture to the file; return the name by which `doForm` paints it."""
        name = f"picture{self._pictures}"
        self._pictures += 1
        entries = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Image"),
            "Width": pixels.width,
            "Height": pixels.height,
            "ColorSpace": pdfdoc.PDFName("DeviceRGB"),
            "BitsPerComponent": 8,
            "Filter": pdfdoc.PDFName("DCTDecode"),
        }
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), pixels.jpeg)
        self._doc.Reference(stream, pdfdoc.xObjectName(name))
        return name

    def showPage(self) -> None:
        """End a page."""
        super().showPage()
        self._marks.append([])

    def finish(self, furnish: Callable[[int, int], None]) -> bytes:
        """Return the whole file.

        Args:
            furnish: paints what stands on each page beside its content, given the page, from 1,
                and how many there are.
        """
        pages = self._doc.pages
        for number, page in enumerate(pages, 1):
            self._code = [_PAGINATION]
            self._depth = 1
            furnish(number, len(pages))
            page.stream += "\n".join([*self._code, "EMC", ""])
        self._code = []
        self._tell_structure(len(pages))
        return bytes(self._doc.GetPDFData(self))

    def _tell_structure(self, pages: int) -> None:
        self.top.prune()
        for number, (_, note) in enumerate(self._annotated, pages):
            note["StructParent"] = number
        annotated = [element for element, _ in self._annotated]
        document = self._doc
        document.root = Root(self.top, self._marks[:pages], annotated)
        catalog = document.Catalog
        catalog.StructTreeRoot = document.root
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        preferences: dict[str, Foreign] = {"DisplayDocTitle": "true"}
        if self.prints_exactly:
            preferences["PrintScaling"] = pdfdoc.PDFName("None")
            preferences["Duplex"] = pdfdoc.PDFName("Simplex")
        catalog.ViewerPreferences = pdfdoc.PDFDictionary(preferences)
        packet = metadata.xmp(self._title, self._language, self._made_at)
        entries = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
        catalog.Metadata = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), packet)
        # The catalog's class names its entries; this one is of PDF/A alone.
        catalog.__class__ = _Catalog
        catalog.OutputIntents = _intents(document)

    def _make_preamble(self) -> None:
        # reportlab would begin each page in Helvetica, which is not embedded.
        self._preamble = "1 0 0 1 0 0 cm"


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc] # reportlab has no types
    """A catalog that names the colors that are meant."""

    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents")


def _intents(document: Foreign) -> Foreign:
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), metadata.srgb_profile())
    profile.filters = [pdfdoc.PDFZCompress]
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
            "Info": pdfdoc.PDFString("sRGB"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    return pdfdoc.PDFArray([intent])


def _stamp(made_at: datetime) -> TimeStamp:
    stamp = TimeStamp(invariant=1)
    stamp.t = made_at.timestamp()
    stamp.lt = stamp.YMDhms = made_at.astimezone(UTC).timetuple()[:6]
    return stamp


def actual_text(text: str) -> str:
    """Return the operator that begins signs which stand for other ones."""
    return f"/Span <</ActualText{text_string(text).decode()}>> BDC"
