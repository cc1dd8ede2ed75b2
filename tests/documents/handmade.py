"""Small tagged papers made by hand, to test what reads them: literal operators, a tree by hand."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "Handmade"
ADDRESS = "https://example.org/help"


@cache
def _register() -> None:
    path = files("font_source_sans_pro").joinpath("files", "SourceSansPro-Regular.ttf")
    pdfmetrics.registerFont(TTFont(FONT, str(path)))


def width_of(text: str) -> float:
    """Return how wide a text is, in points."""
    _register()
    width: float = pdfmetrics.stringWidth(text, FONT, 12)
    return width


@dataclass(frozen=True, slots=True)
class Said:
    """A numbered sequence on a page."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Note:
    """A link's annotation."""

    page: int
    box: tuple[float, float, float, float]
    address: str = ADDRESS


@dataclass(slots=True)
class Element:
    """An element of the tree that is to be made."""

    kind: str
    kids: "tuple[Element | Said | Note, ...]"
    more: dict[str, Any] = field(default_factory=dict)


def element(kind: str, *kids: "Element | Said | Note", **more: Any) -> Element:
    """Return an element; `more` are entries of its dictionary."""
    return Element(kind, kids, more)


class Sheet:
    """Writes pages with numbered sequences, then puts a tree over them."""

    def __init__(self, title: str = "A made-up sheet") -> None:
        _register()
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=A4, lang="en-US")
        self.canvas.setTitle(title)
        self._title = title
        self._page = self._next = 0
        self._notes = list[tuple[Note, Any]]()

    def raw(self, operators: str) -> None:
        """Write operators as they are."""
        self.canvas._code.append(operators)

    def say(
        self, y: float, *texts: tuple[float, str] | str, tag: str = "P", more: str = ""
    ) -> Said:
        """Write texts on a line, or on lines of their own, as one sequence."""
        said = Said(self._page, self._next)
        self._next += 1
        self.raw(f"/{tag} <</MCID {said.mcid} {more}>> BDC")
        self.canvas.setFont(FONT, 12)
        for at, text in enumerate(texts):
            x, words = text if isinstance(text, tuple) else (72, text)
            self.canvas.drawString(x, y if isinstance(text, tuple) else y - 15 * at, words)
        self.raw("EMC")
        return said

    def aside(self, y: float, text: str) -> None:
        """Write an artifact with a line above it."""
        self.raw("/Artifact <</Type /Pagination>> BDC")
        self.canvas.setFont(FONT, 9)
        self.canvas.line(72, y + 12, 500, y + 12)
        self.canvas.drawString(72, y, text)
        self.raw("EMC")

    def turn(self) -> None:
        """Go on to the next page."""
        self.canvas.showPage()
        self._page += 1
        self._next = 0

    def finish(self, root: Element) -> bytes:
        """Return the file with this tree."""
        self.canvas.showPage()
        self.canvas.save()
        with Pdf.open(io.BytesIO(self._out.getvalue())) as pdf:
            self._tag(pdf, root)
            saved = io.BytesIO()
            pdf.save(saved)
        return saved.getvalue()

    def _tag(self, pdf: Pdf, root: Element) -> None:
        top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        rows: dict[int, dict[int, Any]] = {at: {} for at in range(len(pdf.pages))}
        notes: list[Any] = []
        top.K = Array([self._make(pdf, root, top, rows, notes)])
        nums: Any = Array()
        for at, page in enumerate(pdf.pages):
            page.obj.StructParents = at
            numbers = rows[at]
            nums.extend([at, Array([numbers[n] for n in range(len(numbers))])])
        for at, (note, above) in enumerate(notes, len(pdf.pages)):
            note.StructParent = at
            nums.extend([at, above])
        top.ParentTree = pdf.make_indirect(Dictionary(Nums=nums))
        top.ParentTreeNextKey = len(pdf.pages) + len(notes)
        catalog: Any = pdf.Root
        catalog.StructTreeRoot = top
        catalog.MarkInfo = Dictionary(Marked=True)
        catalog.Lang = String("en-US")
        catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = self._title
            metadata["pdfuaid:part"] = "1"

    def _make(
        self, pdf: Pdf, element: Element, above: Any, rows: dict[int, dict[int, Any]], notes: Any
    ) -> Any:
        made = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=above, **element.more)
        )
        pages = [kid.page for kid in element.kids if isinstance(kid, Said)]
        if pages:
            made.Pg = pdf.pages[pages[0]].obj
        kids = Array()
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._make(pdf, kid, made, rows, notes))
            elif isinstance(kid, Said):
                rows[kid.page][kid.mcid] = made
                page = pdf.pages[kid.page].obj
                is_first = kid.page == pages[0]
                kids.append(
                    kid.mcid if is_first else Dictionary(Type=Name.MCR, Pg=page, MCID=kid.mcid)
                )
            else:
                kids.append(_refer(pdf, kid, made, notes))
        made.K = kids
        return made


def _refer(pdf: Pdf, note: Note, above: Any, notes: list[Any]) -> Any:
    page = pdf.pages[note.page].obj
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array(list(note.box)),
            Border=Array([0, 0, 0]),
            Contents=String("Help on the web"),
            F=4,
            A=Dictionary(S=Name.URI, URI=String(note.address)),
        )
    )
    page.Annots = Array([*page.get("/Annots", Array()), made])
    page.Tabs = Name.S
    notes.append((made, above))
    return Dictionary(Type=Name.OBJR, Obj=made, Pg=page)


def attributes(owner: str, **given: Any) -> Dictionary:
    """Return an attribute object."""
    return Dictionary(O=Name(f"/{owner}"), **given)


COLUMN = attributes("Table", Scope=Name.Column)
ROW = attributes("Table", Scope=Name.Row)


@cache
def sound() -> bytes:
    """Return a paper of two pages with one of everything, in which nothing is wrong."""
    sheet = Sheet()
    sheet.aside(800, "Made-up library")
    blocks = [element("H1", sheet.say(760, "Visit", tag="H1"))]
    blocks += _words(sheet)
    blocks += [_listing(sheet), _table(sheet), _figure(sheet)]
    first = sheet.say(300, "A paragraph that goes", tag="P")
    sheet.aside(40, "Page 1 of 2")
    sheet.canvas.bookmarkPage("one")
    sheet.canvas.addOutlineEntry("Visit", "one", 0)
    sheet.turn()
    sheet.aside(800, "Made-up library")
    last = sheet.say(760, "over the page’s end.")
    sheet.canvas.bookmarkPage("two")
    sheet.canvas.addOutlineEntry("Afterwards", "two", 1)
    blocks += [element("P", first, last), element("H2", sheet.say(700, "Afterwards", tag="H2"))]
    sheet.aside(40, "Page 2 of 2")
    return sheet.finish(element("Document", *blocks))


def _words(sheet: Sheet) -> Iterator[Element]:
    lines = sheet.say(730, "Two lines of", "one paragraph.")
    yield element("P", lines)
    start = 72 + width_of("Look at ")
    end = start + width_of("the help")
    before = sheet.say(690, (72, "Look at "))
    link = sheet.say(690, (start, "the help"), tag="Link")
    after = sheet.say(690, (end, ", or ask."))
    box = (start, 686.0, end, 702.0)
    yield element("P", before, element("Link", link, Note(0, box)), after)


def _listing(sheet: Sheet) -> Element:
    entries = []
    for at, words in enumerate(("Check the cord", "Check the light")):
        label = sheet.say(650 - 15 * at, (72, "☐"), tag="Lbl")
        body = sheet.say(650 - 15 * at, (90, words), tag="LBody")
        entries.append(element("LI", element("Lbl", label), element("LBody", body)))
    return element("L", *entries, A=attributes("List", ListNumbering=Name.Square))


def _table(sheet: Sheet) -> Element:
    rows = []
    for y, (first, second) in enumerate((("Room", "Problem"), ("12", "No paper"), ("14", "Jam"))):
        left = sheet.say(600 - 15 * y, (72, first), tag="TH")
        right = sheet.say(600 - 15 * y, (172, second), tag="TD")
        if y == 0:
            cells = [element("TH", left, A=COLUMN), element("TH", right, A=COLUMN)]
        else:
            cells = [element("TH", left, A=ROW), element("TD", right)]
        rows.append(element("TR", *cells))
    return element("Table", element("THead", rows[0]), element("TBody", *rows[1:]))


def _figure(sheet: Sheet) -> Element:
    said = Said(sheet._page, sheet._next)
    sheet._next += 1
    sheet.raw(f"/Figure <</MCID {said.mcid}>> BDC")
    sheet.canvas.rect(72, 400, 100, 50)
    sheet.raw("EMC")
    where = attributes("Layout", BBox=Array([72, 400, 172, 450]), Placement=Name.Block)
    return element("Figure", said, Alt=String("A printer from the front"), A=where)


def changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    """Return a file after a change by pikepdf."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def rewritten(content: bytes, page: int, old: bytes, new: bytes) -> bytes:
    """Return a file in whose page's operators something is replaced, once."""

    def change(pdf: Any) -> None:
        stream = pdf.pages[page].obj.Contents
        operators = stream.read_bytes()
        assert old in operators
        stream.write(operators.replace(old, new, 1))

    return changed(content, change)


def in_tree(content: bytes, kind: str, change: Callable[[Any], object], at: int = 0) -> bytes:
    """Return a file in whose tree the element of a kind (the first, or a later one) is changed."""

    def walk(element: Any) -> Iterator[Any]:
        yield element
        for kid in element.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    def find(pdf: Any) -> None:
        nodes = [node for node in walk(pdf.Root.StructTreeRoot.K[0]) if str(node.S) == f"/{kind}"]
        change(nodes[at])

    return changed(content, find)
