"""How a screen reader would read a paper: what each thing is, then its words; for assertions."""

from collections.abc import Iterator

from tests.documents.structure import INLINE, Node, Words, read


def spoken(content: bytes) -> str:
    """Return a paper as it would be read aloud, a block a line.

    Headings begin with "H1" and so on, lists with "List of 3", their items with the label and two
    spaces for each level; each row of a table is a line, each cell behind its column's heading;
    figures are read by their alternative text, links as "link" and their words.
    """
    return "\n".join(line for child in read(content).nodes for line in _lines(child))


def _lines(node: Node) -> Iterator[str]:
    kind = node.kind
    if kind in ("Figure", "Formula"):
        yield f"{kind}: {node.alt or node.actual or node.text}"
    elif kind == "L":
        items = [child for child in node.nodes if child.kind == "LI"]
        yield f"List of {len(items)}"
        for child in node.nodes:
            yield from _item(child) if child.kind == "LI" else _lines(child)
    elif kind == "Table":
        yield from _table(node)
    elif _holds_blocks(node):
        yield from _mixed(node)
    else:
        said = node.aloud
        before = "Caption: " if kind == "Caption" else f"{kind} " if _is_heading(kind) else ""
        if said:
            yield before + said


def _is_heading(kind: str) -> bool:
    return kind == "H" or (len(kind) == 2 and kind[0] == "H" and kind[1].isdigit())


def _holds_blocks(node: Node) -> bool:
    return any(child.kind not in INLINE for child in node.nodes)


def _mixed(node: Node) -> Iterator[str]:
    """Read blocks one by one, and words between them as lines of their own."""
    run: list[Node | Words] = []
    for child in node.children:
        if isinstance(child, Node) and child.kind not in INLINE:
            yield from _words(run)
            run = []
            yield from _lines(child)
        elif isinstance(child, Node | Words):
            run.append(child)
    yield from _words(run)


def _words(run: list[Node | Words]) -> Iterator[str]:
    said = Node("P", "P", children=list(run)).aloud
    if said:
        yield said


def _item(node: Node) -> Iterator[str]:
    label = " ".join(child.text for child in node.nodes if child.kind == "Lbl")
    lines = [
        line
        for child in node.nodes
        if child.kind != "Lbl"
        for line in (_mixed(child) if _holds_blocks(child) else _lines(child))
    ]
    yield f"  {label} {lines[0] if lines else ''}".rstrip()
    yield from (f"    {line}" for line in lines[1:])


def rows_of(table: Node) -> list[Node]:
    """Return a table's rows, those of its groups included, but none of a table within."""
    rows = []
    for child in table.nodes:
        if child.kind == "TR":
            rows.append(child)
        elif child.kind in ("THead", "TBody", "TFoot"):
            rows += [row for row in child.nodes if row.kind == "TR"]
    return rows


def grid_of(table: Node) -> list[list[Node]]:
    """Return a table's cells by row and column; one that spans several stands in each.

    A row that is too short or too long shows as such.
    """
    rows = rows_of(table)
    grid: list[list[Node]] = [[] for _ in rows]
    taken: dict[tuple[int, int], Node] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row.nodes:
            while (y, x) in taken:
                x += 1
            wide = int(cell.attributes.get("ColSpan", 1))
            for down in range(int(cell.attributes.get("RowSpan", 1))):
                taken.update({(y + down, x + at): cell for at in range(wide)})
            x += wide
        width = max((column for line, column in taken if line == y), default=-1) + 1
        grid[y] = [taken[y, column] for column in range(width) if (y, column) in taken]
    return grid


def _table(table: Node) -> Iterator[str]:
    for child in table.nodes:
        if child.kind == "Caption":
            yield from _lines(child)
    grid = grid_of(table)
    yield f"Table with {max(map(len, grid), default=0)} columns and {len(grid)} rows"
    headings: dict[int, str] = {}
    for row in grid:
        own = {
            column: cell.text
            for column, cell in enumerate(row)
            if cell.kind == "TH" and cell.attributes.get("Scope") in ("Column", "Both")
        }
        headings |= own
        if len(own) == len(row):
            yield "Columns: " + " | ".join(own.values())
            continue
        yield " | ".join(
            (f"{headings[column]}: " if headings.get(column) else "") + (_cell(cell) or "blank")
            for column, cell in enumerate(row)
        )


def _cell(cell: Node) -> str:
    return " / ".join(_mixed(cell)) if _holds_blocks(cell) else cell.aloud
