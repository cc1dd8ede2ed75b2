"""The structure of a tagged PDF: a tree of elements, each with the marks painted for it.

An element is made in the order in which a person reads, before anything is laid out; painting only
adds marks to it. So the reading order never depends on where something came to stand, and a
paragraph that goes over a page's end stays one element. Source: ISO 32000-1, 14.7 and 14.8.
"""

from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFObjectReference

Foreign = Any
"""A value of reportlab's, which has no types."""


def page_reference(page: int) -> PDFObjectReference:
    """Return the reference to a page, counted from 0, by the name that reportlab gives it."""
    return PDFObjectReference(f"Page{page + 1}")


def text_string(text: str) -> bytes:
    """Return a text as a PDF string that needs no escapes: UTF-16 in hexadecimal."""
    return b"<feff" + text.encode("utf-16-be", "replace").hex().encode() + b">"


class Element(PDFObject):  # type: ignore[misc] # reportlab has no types
    """One element of the structure.

    Args:
        role: its standard type, such as "P".
        parent: what it belongs to; None for the root's only child.
        alt: what a figure shows.
        attributes: further entries as PDF has them, such as b"/A<</O/Table/Scope/Column>>".
        is_late: it takes its place in its parent only when it is painted: it stands amid words.
    """

    __RefOnly__ = 1  # reportlab gives it a number of its own

    def __init__(
        self,
        role: str,
        parent: "Element | None",
        *,
        alt: str = "",
        attributes: bytes = b"",
        is_late: bool = False,
    ) -> None:
        self.role = role
        self.parent = parent
        self.alt = alt
        self.attributes = attributes
        self.kids: list[Element | tuple[int, int] | tuple[int, PDFObjectReference]] = []
        self._has_place = False
        if not is_late:
            self.take_place()

    def take_place(self) -> None:
        """Come after all that its parent has by now, unless it has its place already."""
        if self.parent is not None and not self._has_place:
            self._has_place = True
            self.parent.kids.append(self)

    def add_mark(self, page: int, mark: int) -> None:
        """Add what was painted between the operators with this number on a page."""
        self.kids.append((page, mark))

    def add_object(self, page: int, reference: PDFObjectReference) -> None:
        """Add an annotation on a page."""
        self.kids.append((page, reference))

    def prune(self) -> bool:
        """Take out what nothing was painted for; say whether anything is left."""
        if not self.kids:
            # A cell without words is a cell all the same: without it the others would move up.
            return self.role in ("TD", "TH")
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids)

    def format(self, document: Foreign) -> bytes:
        """Return the element as it stands in the file."""
        parts = [b"<</Type/StructElem/S/", self.role.encode(), b"/P "]
        parts.append(document.Reference(self.parent or document.root).format(document))
        pages = [kid[0] for kid in self.kids if isinstance(kid, tuple)]
        own = pages[0] if pages else None
        if own is not None:
            parts += [b"/Pg ", page_reference(own).format(document)]
        if self.alt:
            parts += [b"/Alt", text_string(self.alt)]
        parts.append(self.attributes)
        kids = b" ".join(self._kid(kid, own, document) for kid in self.kids)
        parts += [b"/K[", kids, b"]>>"]
        return b"".join(parts)

    def _kid(
        self,
        kid: "Element | tuple[int, Any]",
        own: int | None,
        document: Foreign,
    ) -> bytes:
        if isinstance(kid, Element):
            return bytes(document.Reference(kid).format(document))
        page, what = kid
        if isinstance(what, int) and page == own:
            return b"%d" % what
        on = page_reference(page).format(document)
        if isinstance(what, int):
            return b"<</Type/MCR/Pg %b/MCID %d>>" % (on, what)
        return b"<</Type/OBJR/Pg %b/Obj %b>>" % (on, what.format(document))


class Root(PDFObject):  # type: ignore[misc] # reportlab has no types
    """The root of the structure, with the way back from marks and annotations to elements.

    Args:
        top: the document's element.
        pages: for each page the elements of its marks, by number.
        annotations: the elements of the annotations, in order of their number after the pages.
    """

    __RefOnly__ = 1

    def __init__(
        self, top: Element, pages: Iterable[list[Element]], annotations: Iterable[Element]
    ) -> None:
        self._top = top
        self._pages = tuple(pages)
        self._annotations = tuple(annotations)

    def format(self, document: Foreign) -> bytes:
        """Return the root as it stands in the file."""

        def ref(element: Element) -> bytes:
            return bytes(document.Reference(element).format(document))

        numbers = [
            b"%d[%b]" % (page, b" ".join(map(ref, marks))) for page, marks in enumerate(self._pages)
        ]
        first = len(self._pages)
        numbers += [b"%d %b" % (first + n, ref(e)) for n, e in enumerate(self._annotations)]
        return b"<</Type/StructTreeRoot/K %b/ParentTreeNextKey %d/ParentTree<</Nums[%b]>>>>" % (
            ref(self._top), first + len(self._annotations), b" ".join(numbers),
        )  # fmt: skip
