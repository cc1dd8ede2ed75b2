"""What is wrong with a tagged paper, beyond what the judge looks for.

Each check returns sentences, none for a sound paper; `complaints` is all of them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf

from tests.documents.fonts import UNKNOWN
from tests.documents.speaking import grid_of, rows_of
from tests.documents.structure import Node, Tagged, Thing, Words, box_of, outline, tagged

Found = Iterator[str]
_GROUPING = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private"
_BLOCK = "P H H1 H2 H3 H4 H5 H6 L LI LBody Table TR TH TD THead TBody TFoot"
_INLINE = (
    "Lbl Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form "
    "Ruby RB RT RP Warichu WT WP"
)
STANDARD = frozenset(f"{_GROUPING} {_BLOCK} {_INLINE}".split())
_BELOW = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
}
_ABOVE = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
_NUMBERING = {"None", "Disc", "Circle", "Square", "Decimal"}
_NUMBERING |= {"UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"}


def content_belongs(paper: Tagged) -> Found:
    """Every marked sequence belongs to exactly one element, and every element's number is there."""
    begun = Counter(
        (number, owner, mark.mcid)
        for number, page in enumerate(paper.pages)
        for owner, mark in page.begun
        if mark.mcid is not None
    )
    claimed = Counter((words.page, words.owner, words.mcid) for words in paper.root.words)
    for (at, _, mcid), times in begun.items():
        if times > 1:
            yield f"page {at + 1}: the number {mcid} is used {times} times"
    for at, _, mcid in begun.keys() - claimed.keys():
        yield f"page {at + 1}: nothing in the structure claims the number {mcid}"
    for (at, _, mcid), times in claimed.items():
        if times > 1:
            yield f"page {at + 1}: the number {mcid} belongs to {times} elements"
    for at, _, mcid in claimed.keys() - begun.keys():
        yield f"page {at + 1}: the structure claims the number {mcid}, which is nowhere"


def parents_agree(paper: Tagged) -> Found:
    """The way up (P, ParentTree) is the way down (K)."""
    tree = paper.root.thing.get("/ParentTree")
    above = {} if tree is None else dict(pikepdf.NumberTree(tree).items())
    pages = [page.obj for page in paper.pdf.pages]
    for node in paper.root.walk():
        for child in node.nodes:
            if child.thing.get("/P") is None or child.thing.P.objgen != node.thing.objgen:
                yield f"{child.kind} {child.text[:40]!r} names another parent than {node.kind}"
        for kid in node.children:
            if isinstance(kid, Words):
                holder = _holder(paper, pages, kid)
                row = above.get(int(holder.get("/StructParents", -1))) if holder else None
                entry = row[kid.mcid] if row is not None and kid.mcid < len(row) else None
            elif isinstance(kid, Thing):
                entry = above.get(int(kid.thing.get("/StructParent", -1)))
            else:
                continue
            if not isinstance(entry, pikepdf.Dictionary) or entry.objgen != node.thing.objgen:
                yield f"the parent tree leads elsewhere than to {node.kind} {node.text[:40]!r}"
    following = int(paper.root.thing.get("/ParentTreeNextKey", 0))
    if above and following <= max(above):
        yield f"ParentTreeNextKey is {following}, but {max(above)} is taken"


def _holder(paper: Tagged, pages: list[Any], words: Words) -> Any:
    if 0 <= words.page < len(pages) and pages[words.page].objgen == words.owner:
        return pages[words.page]
    return paper.pdf.get_object(words.owner) if words.owner != (0, 0) else None


def all_is_marked(paper: Tagged) -> Found:
    """Nothing is painted outside of the structure and of artifacts, nor in both."""
    for at, page in enumerate(paper.pages):
        loose = [piece for piece in page.painted if not piece.artifact and not piece.tagged]
        for what, times in Counter(piece.what for piece in loose).items():
            words = next((piece.text for piece in loose if piece.what == what), "")
            said = f", first {words[:40]!r}" if words else ""
            yield f"page {at + 1}: {what} painted {times} times without a mark{said}"
        if any(piece.artifact and piece.tagged for piece in page.painted):
            yield f"page {at + 1}: an artifact stands within tagged content, or the reverse"
        nested = [
            piece
            for piece in page.painted
            if sum(mark.mcid is not None for mark in piece.marks) > 1
        ]
        if nested:
            yield f"page {at + 1}: a numbered sequence stands within another"
        if page.unbalanced:
            yield f"page {at + 1}: {page.unbalanced} marks or states do not end where they should"


def headings_step(paper: Tagged) -> Found:
    """The first heading is H1, none is skipped on the way down, and each says something."""
    headings = paper.root.all("H", *(f"H{level}" for level in range(1, 10)))
    for heading in headings:
        if not heading.text:
            yield f"an {heading.kind} says nothing"
        if heading.kind == "H":
            yield f"the heading {heading.text!r} has no level"
    levels = [(int(node.kind[1:] or 0), node.text) for node in headings]
    for (before, _), (level, text) in pairwise([(0, ""), *levels]):
        if level > before + 1:
            yield f"the heading {text!r} is an H{level} after an H{before}"


def tables_are_whole(paper: Tagged) -> Found:
    """Rows are as long as the first, heading cells say what they head, and there are some."""
    for table in paper.root.all("Table"):
        grid = grid_of(table)
        name = f"the table {table.text[:30]!r}"
        if not grid:
            yield f"{name} has no rows"
        for number, row in enumerate(grid, 1):
            if len(row) != len(grid[0]):
                yield f"{name}: row {number} has {len(row)} cells, the first has {len(grid[0])}"
        headings = [cell for row in rows_of(table) for cell in row.nodes if cell.kind == "TH"]
        if not headings:
            yield f"{name} has no heading cell"
        for cell in headings:
            if cell.attributes.get("Scope") not in ("Row", "Column", "Both"):
                yield f"{name}: the heading {cell.text!r} says not what it heads"
            if not cell.text:
                yield f"{name}: a heading cell is empty"


def figures_speak(paper: Tagged) -> Found:
    """Every figure has words instead, and says where it stands."""
    for figure in paper.root.all("Figure", "Formula"):
        if not (figure.alt.strip() or (figure.actual or "").strip()):
            yield f"a {figure.kind} on page {figure.pages} has no alternative text"
        if figure.owners.get("BBox") != "Layout":
            yield f"the {figure.kind} {figure.alt[:40]!r} does not say where it stands (BBox)"


def document_is_named(paper: Tagged) -> Found:
    """Language and title are given, the same at both places, and the title is shown."""
    root: Any = paper.pdf.Root
    empty: Any = pikepdf.Dictionary()
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(root.get("/Lang", ""))):
        yield f"the document's language is {str(root.get('/Lang', ''))!r}"
    if root.get("/ViewerPreferences", empty).get("/DisplayDocTitle") is not True:
        yield "viewers are not told to show the title (DisplayDocTitle)"
    marks = root.get("/MarkInfo", empty)
    if marks.get("/Marked") is not True or marks.get("/Suspects") is True:
        yield "the document does not say that it is tagged (MarkInfo)"
    title = str(paper.pdf.docinfo.get("/Title", ""))
    with paper.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        in_xmp = str(metadata.get("dc:title", ""))
    if not title.strip():
        yield "the document has no title"
    if title != in_xmp:
        yield f"the title is {title!r}, but in the metadata {in_xmp!r}"
    tops = [node.kind for node in paper.root.nodes]
    if tops != ["Document"]:
        yield f"the structure begins with {tops}, not with one Document"


def fonts_are_inside(paper: Tagged) -> Found:
    """Every font is embedded and says what its codes mean; what was read makes sense."""
    used = [piece.font for page in paper.pages for piece in page.painted if piece.font]
    for font in {id(font): font for font in used}.values():
        if not font.is_embedded:
            yield f"the font {font.name} is not embedded"
        if not font.has_meaning:
            yield f"the font {font.name} does not say what its codes mean (ToUnicode)"
    for at, content in enumerate(paper.pages):
        for piece in content.painted:
            is_replaced = any(mark.actual is not None for mark in piece.marks)
            if not is_replaced and re.search(f"[{UNKNOWN}\x00\ue000-\uf8ff]", piece.text):
                yield f"page {at + 1}: {piece.text!r} cannot be read"


def links_lead(paper: Tagged) -> Found:
    """Every link's annotation is in a Link with words; it leads somewhere and can be pointed at."""
    inside = {
        child.thing.objgen
        for node in paper.root.all("Link")
        for child in node.children
        if isinstance(child, Thing)
    }
    for node in paper.root.all("Link"):
        if not node.text:
            yield "a Link says nothing"
        if not any(isinstance(child, Thing) for child in node.children):
            yield f"the Link {node.text!r} has no annotation"
    for at, page in enumerate(paper.pdf.pages):
        notes = list(page.obj.get("/Annots", ()))
        if notes and page.obj.get("/Tabs") != "/S":
            yield f"page {at + 1} has annotations, but not the tab order of the structure"
        for note in notes:
            if note.get("/Subtype") != "/Link":
                continue
            if note.objgen not in inside:
                yield f"page {at + 1}: a link's annotation is in no Link"
            yield from (f"page {at + 1}: a link {wrong}" for wrong in _of_link(note, page))


def _of_link(note: Any, page: pikepdf.Page) -> Found:
    if not str(note.get("/Contents", "")).strip():
        yield "has no description (Contents)"
    if not ("/A" in note or "/Dest" in note):
        yield "leads nowhere"
    left, bottom, right, top = box_of(note)
    edges = [float(edge) for edge in page.mediabox]
    if right - left < 1 or top - bottom < 1:
        yield "is too small to be pointed at"
    if left < edges[0] or bottom < edges[1] or right > edges[2] or top > edges[3]:
        yield "leaves the page"


def outline_leads(paper: Tagged, content: bytes) -> Found:
    """Every line of the outline says something and leads to a page of the document."""
    for line in outline(content):
        if not line.title.strip():
            yield "a line of the outline says nothing"
        if line.page is None:
            yield f"the outline's line {line.title!r} leads nowhere"


def elements_fit(paper: Tagged) -> Found:
    """Types are standard ones, stand where they may, and have attributes that mean something."""
    for node in paper.root.walk():
        if node is not paper.root and node.kind not in STANDARD:
            yield f"{node.role} is no standard type and is mapped to none"
        for child in node.nodes:
            fits_below = child.kind in _BELOW.get(node.kind, {child.kind})
            if not fits_below or node.kind not in _ABOVE.get(child.kind, {node.kind}):
                yield f"a {child.kind} stands directly in a {node.kind}"
        yield from (f"{node.kind} {node.text[:30]!r}: {wrong}" for wrong in _attributes(node))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and value >= 1


def _is_box(value: Any) -> bool:
    return (
        isinstance(value, list) and len(value) == 4 and value[0] < value[2] and value[1] < value[3]
    )


_MEANINGS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "Scope": ("Table", lambda value: value in ("Row", "Column", "Both")),
    "ColSpan": ("Table", _is_count),
    "RowSpan": ("Table", _is_count),
    "Headers": ("Table", lambda value: isinstance(value, list)),
    "Summary": ("Table", lambda value: isinstance(value, str)),
    "ListNumbering": ("List", lambda value: value in _NUMBERING),
    "BBox": ("Layout", _is_box),
    "Placement": (
        "Layout",
        lambda value: value in ("Block", "Inline", "Before", "Start", "End"),
    ),
}


def _attributes(node: Node) -> Found:
    for name, value in node.attributes.items():
        owner, is_right = _MEANINGS.get(name, (node.owners[name], lambda _: True))
        if node.owners[name] != owner:
            yield f"{name} belongs to {owner}, not to {node.owners[name]!r}"
        if not is_right(value):
            yield f"{name} is {value!r}"
    has_labels = any(item.all("Lbl") for item in node.nodes if item.kind == "LI")
    numbering = node.attributes.get("ListNumbering", "None")
    if node.kind == "L" and has_labels and numbering == "None":
        yield "its entries have labels, but it does not say of what kind (ListNumbering)"


CHECKS: tuple[Callable[[Tagged], Found], ...] = (
    content_belongs,
    parents_agree,
    all_is_marked,
    headings_step,
    tables_are_whole,
    figures_speak,
    document_is_named,
    fonts_are_inside,
    links_lead,
    elements_fit,
)


def complaints(content: bytes) -> list[str]:
    """Return everything that is wrong with a paper; [] for a sound one."""
    paper = tagged(content)
    return [wrong for check in CHECKS for wrong in check(paper)] + list(
        outline_leads(paper, content)
    )
