"""The structure of a tagged paper: its tree, and in it the words in the order of reading.

An independent reader, for tests: what is expected of a paper is asserted on what this finds in the
file, never on what its writer meant to write. `soundness.py` looks for what is wrong in the tree.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pikepdf

from tests.documents.painting import PageContent, Painted, joined, read_pages

INLINE = frozenset(("Span", "Quote", "Code", "Reference", "BibEntry", "Link", "Annot", "Lbl"))
"""Types whose words stand within the line of their parent."""
Box = tuple[float, float, float, float]
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """One marked-content sequence of an element.

    Attributes:
        page: the page's number, from 0; -1 where none is named.
        owner: the stream that holds it.
        mcid: its number there.
        pieces: what is painted in it; empty for a number that no page has.
    """

    page: int
    owner: Key
    mcid: int
    pieces: tuple[Painted, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """An object that belongs to an element: an annotation, as a link has one.

    Attributes:
        page: the page's number, from 0; -1 where none is named.
        thing: its dictionary.
    """

    page: int
    thing: Any


@dataclass(slots=True)
class Node:
    """A structure element.

    Attributes:
        kind: its standard type, such as "P", after the role map.
        role: its type as the file has it.
        title, alt, expansion: its T, Alt and E; "" for none.
        actual: its ActualText; None for none.
        language: its own language or the one that it inherits.
        attributes: its attributes of all owners, names without their slash.
        owners: the owner of each attribute.
        children: elements, words and things, in the order of reading.
        thing: its dictionary.
    """

    kind: str
    role: str
    title: str = ""
    alt: str = ""
    expansion: str = ""
    actual: str | None = None
    language: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    children: "list[Node | Words | Thing]" = field(default_factory=list)
    thing: Any = None

    @property
    def nodes(self) -> "list[Node]":
        """The elements directly below."""
        return [child for child in self.children if isinstance(child, Node)]

    @property
    def text(self) -> str:
        """All that is said in it, in the order of reading, with single spaces."""
        return self._said("")

    @property
    def aloud(self) -> str:
        """Its text with the word "link" before the words of each link."""
        return self._said("link")

    def _said(self, before_link: str) -> str:
        said, run = [], list[Painted]()
        for part in self._parts(before_link):
            if isinstance(part, Painted):
                run.append(part)
            else:
                said += [joined(run), part]
                run = []
        return " ".join(" ".join((*said, joined(run))).split())

    def _parts(self, before_link: str) -> Iterator[Painted | str]:
        """Yield pieces and, between blocks and for replacements, words of their own."""
        if self.kind == "Link" and before_link:
            yield before_link
        if self.actual is not None:
            yield self.actual
            return
        for child in self.children:
            if isinstance(child, Words):
                yield from child.pieces
            elif isinstance(child, Node):
                is_block = child.kind not in INLINE
                if is_block:
                    yield ""
                yield from child._parts(before_link)
                if is_block:
                    yield ""

    def walk(self) -> "Iterator[Node]":
        """Yield it and all elements below, in the order of reading."""
        yield self
        for child in self.nodes:
            yield from child.walk()

    def all(self, *kinds: str) -> "list[Node]":
        """Return the elements of these types in it, itself included, in the order of reading."""
        return [node for node in self.walk() if node.kind in kinds]

    @property
    def words(self) -> list[Words]:
        """All words in it."""
        return [
            child for node in self.walk() for child in node.children if isinstance(child, Words)
        ]

    @property
    def pages(self) -> list[int]:
        """The numbers, from 0, of the pages that it stands on."""
        return sorted({words.page for words in self.words})

    def __str__(self) -> str:
        """Return the tree, an element a line; elements of inline words only with their text."""
        return "\n".join(self._lines(0))

    def _lines(self, depth: int) -> Iterator[str]:
        holds_blocks = any(child.kind not in INLINE for child in self.nodes)
        said = "" if holds_blocks else f" {self.text}".rstrip()
        yield "  " * depth + self.kind + said + (f" [{self.alt}]" if self.alt else "")
        for child in self.nodes if holds_blocks else ():
            yield from child._lines(depth + 1)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A file as it was read.

    Attributes:
        pdf: the file itself.
        pages: what its pages paint.
        root: the element above all, of the type "StructTreeRoot".
    """

    pdf: pikepdf.Pdf
    pages: list[PageContent]
    root: Node


@lru_cache(maxsize=4)
def tagged(content: bytes) -> Tagged:
    """Read a file; several questions about the same bytes read them once."""
    pdf = pikepdf.Pdf.open(io.BytesIO(content))
    pages = read_pages(pdf)
    return Tagged(pdf, pages, _Tree(pdf, pages).root())


def read(content: bytes) -> Node:
    """Return the root of a paper's structure; without a structure it has no children."""
    return tagged(content).root


class _Tree:
    """Reads the elements of a file."""

    def __init__(self, pdf: pikepdf.Pdf, pages: list[PageContent]) -> None:
        self._top = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        self._language = str(pdf.Root.get("/Lang", ""))
        self._page_numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        self._seen: set[Key] = set()
        self._words: dict[tuple[int, Key, int], list[Painted]] = {}
        for page in pages:
            for piece in page.painted:
                mark = piece.tagged
                if mark is not None and mark.mcid is not None:
                    place = (piece.page, piece.owner, mark.mcid)
                    self._words.setdefault(place, []).append(piece)

    def root(self) -> Node:
        node = Node("StructTreeRoot", "StructTreeRoot", language=self._language, thing=self._top)
        node.children = list(self._children(self._top, None, self._language))
        return node

    def _children(self, element: Any, page: Any, language: str) -> Iterator[Node | Words | Thing]:
        given = element.get("/K")
        if given is None:
            return
        for kid in given if isinstance(given, pikepdf.Array) else [given]:
            if not isinstance(kid, pikepdf.Dictionary):
                yield self._content(page, None, int(kid))
            elif kid.get("/Type") == "/MCR":
                yield self._content(kid.get("/Pg", page), kid.get("/Stm"), int(kid.MCID))
            elif kid.get("/Type") == "/OBJR":
                yield Thing(self._number(kid.get("/Pg", page)), kid.Obj)
            else:
                yield self._node(kid, page, language)

    def _number(self, page: Any) -> int:
        return -1 if page is None else self._page_numbers.get(page.objgen, -1)

    def _content(self, page: Any, stream: Any, mcid: int) -> Words:
        number = self._number(page)
        holder = page if stream is None else stream
        owner = (0, 0) if holder is None else holder.objgen
        return Words(number, owner, mcid, tuple(self._words.get((number, owner, mcid), ())))

    def _node(self, element: Any, page: Any, language: str) -> Node:
        if element.is_indirect and element.objgen in self._seen:
            raise ValueError(f"the element {element.objgen} stands in the tree twice")
        self._seen.add(element.objgen)
        page = element.get("/Pg", page)
        role = str(element.S).removeprefix("/")
        actual = element.get("/ActualText")
        node = Node(
            self._standard(role),
            role,
            str(element.get("/T", "")),
            str(element.get("/Alt", "")),
            str(element.get("/E", "")),
            None if actual is None else str(actual),
            str(element.get("/Lang", language)),
            thing=element,
        )
        for owner, name, value in self._attributes(element):
            node.attributes[name], node.owners[name] = value, owner
        node.children = list(self._children(element, page, node.language))
        return node

    def _standard(self, role: str) -> str:
        roles: Any = self._top.get("/RoleMap", {})
        seen = set[str]()
        while f"/{role}" in roles and role not in seen:
            seen.add(role)
            role = str(roles[f"/{role}"]).removeprefix("/")
        return role

    def _attributes(self, element: Any) -> Iterator[tuple[str, str, Any]]:
        classes: Any = self._top.get("/ClassMap", {})
        given = [classes[str(name)] for name in _listed(element.get("/C")) if str(name) in classes]
        for one in (*given, element.get("/A")):
            for each in _listed(one):
                if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                    owner = str(each.get("/O", "")).removeprefix("/")
                    for name, value in each.items():
                        if name != "/O":
                            yield owner, name.removeprefix("/"), plain(value)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def plain(value: Any) -> Any:
    """Return a value of the file as one of Python: names and strings as text, numbers as such."""
    if isinstance(value, pikepdf.Array):
        return [plain(each) for each in value]
    if isinstance(value, pikepdf.Name):
        return str(value).removeprefix("/")
    if isinstance(value, pikepdf.String):
        return str(value)
    if isinstance(value, bool | int | float | pikepdf.Dictionary):
        return value
    return float(value)


def artifacts(content: bytes) -> list[list[str]]:
    """Return for each page the words of its artifacts, such as headers and footers, in order.

    Artifacts without words (lines, backgrounds) are left out.
    """
    pages = []
    for page in tagged(content).pages:
        found: dict[int, list[Painted]] = {}
        for piece in page.painted:
            if piece.artifact is not None:
                found.setdefault(piece.artifact.number, []).append(piece)
        pages.append([said for said in map(joined, found.values()) if said])
    return pages


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a reader comes to it.

    Attributes:
        address: where it leads: an address, or "page 3" within the paper.
        text: the words inside its element.
        page: the number, from 0, of the page of its first rectangle; -1 where it has none.
        boxes: the rectangles that lead there (left, bottom, right, top); one for each line.
        says: the annotation's own description.
    """

    address: str
    text: str
    page: int
    boxes: tuple[Box, ...]
    says: str


def links(content: bytes) -> list[Link]:
    """Return the links in the order of reading."""
    paper = tagged(content)
    found = []
    for node in paper.root.all("Link"):
        things = [child for child in node.children if isinstance(child, Thing)]
        first = things[0].thing if things else pikepdf.Dictionary()
        found.append(
            Link(
                _address(paper.pdf, first),
                node.text,
                things[0].page if things else -1,
                tuple(box_of(each.thing) for each in things),
                str(first.get("/Contents", "")),
            )
        )
    return found


def box_of(annotation: Any) -> Box:
    """Return an annotation's rectangle as left, bottom, right, top."""
    left, bottom, right, top = (float(edge) for edge in annotation.Rect)
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _address(pdf: pikepdf.Pdf, annotation: Any) -> str:
    action = annotation.get("/A", {})
    if "/URI" in action:
        return str(action["/URI"])
    page = page_of(pdf, annotation.get("/Dest", action.get("/D")))
    return "" if page is None else f"page {page + 1}"


def page_of(pdf: pikepdf.Pdf, destination: Any) -> int | None:
    """Return the number, from 0, of the page that a destination leads to; None for nowhere."""
    empty: Any = pikepdf.Dictionary()
    if isinstance(destination, pikepdf.Name):
        destination = pdf.Root.get("/Dests", empty).get(str(destination))
    elif isinstance(destination, pikepdf.String):
        names = pdf.Root.get("/Names", empty).get("/Dests")
        destination = None if names is None else pikepdf.NameTree(names).get(str(destination))
    if isinstance(destination, pikepdf.Dictionary):
        destination = destination.get("/D")
    if not isinstance(destination, pikepdf.Array):
        return None
    pages = [page.obj.objgen for page in pdf.pages]
    target = destination[0]
    if isinstance(target, pikepdf.Dictionary):
        return pages.index(target.objgen) if target.objgen in pages else None
    return None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline.

    Attributes:
        depth: 0 for the outermost.
        title: its words.
        page: the number, from 0, of the page that it leads to; None for nowhere.
    """

    depth: int
    title: str
    page: int | None


def outline(content: bytes) -> list[Bookmark]:
    """Return the outline's lines, in order."""
    pdf = tagged(content).pdf

    def below(item: Any, depth: int) -> Iterator[Bookmark]:
        at = item.get("/First")
        while at is not None:
            target = at.get("/Dest", at.get("/A", {}).get("/D"))
            yield Bookmark(depth, str(at.get("/Title", "")), page_of(pdf, target))
            yield from below(at, depth + 1)
            at = at.get("/Next")

    return list(below(pdf.Root.get("/Outlines", pikepdf.Dictionary()), 0))
