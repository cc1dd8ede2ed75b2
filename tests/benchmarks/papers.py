"""Papers: a tagged one beside plain reportlab with the same content, long ones, the preview.

- *12 sections*: a heading, words with a link, a list and a table in each, in the same font.
- *1,000 sections*: beside ten times what a hundred take, so that 1 is linear.
- *first page*: Ctrl+P at the desk, in a process that has printed nothing yet, until the first page
  is painted, import included; beside the bare import of reportlab. The promise is 300 ms where
  that import takes 100.
"""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.benchmarks.measure import interleaved

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("papers_child.py")
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
SECTIONS, MANY = 12, 1_000
PREVIEWS = 7
PATIENCE_S = 60
WORDS = (
    "The printer by the door jams each morning, and the people who come for the paper have to "
    "wait at the desk until somebody has opened it, taken the sheet out and closed it again. "
)
LINK = "https://example.org/manual"
STEPS = ("Open the tray.", "Take out what is bent.", "Close it until it clicks.", "Print a page.")
HEADS = ("Room", "What", "Hours")
ROWS = tuple((f"Room {n}", "A lamp, two sockets and the old phone", f"{n}.5") for n in range(8))


def rows(folder: Path):
    """Yield the rows."""
    yield interleaved(
        f"paper: tagged, {SECTIONS} sections",
        1.6,
        lambda: _took(lambda: _ours(SECTIONS)),
        lambda: _took(lambda: _plain(SECTIONS)),
    )
    yield interleaved(
        f"paper: {MANY:,} sections beside ten times a tenth of them",
        1.3,
        lambda: _took(lambda: _ours(MANY)),
        lambda: 10 * _took(lambda: _ours(MANY // 10)),
        times=3,
    )
    data = folder / "papers-data"
    yield interleaved(
        "paper: first page of the preview from the click, import included",
        3.0,
        lambda: _child("preview", str(data)),
        lambda: _child("import"),
        times=PREVIEWS,
    )


def _took(work) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _ours(sections: int) -> bytes:
    from libdesk.documents.content import (
        Column,
        Entry,
        Heading,
        Listing,
        Paper,
        Paragraph,
        Run,
        Size,
        Table,
    )
    from libdesk.documents.pdf import write_pdf

    columns = tuple(Column(head, share) for head, share in zip(HEADS, (2, 5, 1), strict=True))
    blocks: list[Any] = []
    for number in range(sections):
        blocks += (
            Heading(f"Section {number}"),
            Paragraph(WORDS * 2),
            Paragraph((Run("See "), Run("the manual", link=LINK), Run(". " + WORDS))),
            Listing(tuple(map(Entry, STEPS))),
            Table(columns, ROWS),
        )
    paper = Paper("A paper", tuple(blocks), above="A library", below="Today", foot="Printed")
    return write_pdf(paper, Size.A4, made_at=AT).content


def _plain(sections: int) -> bytes:
    """Return the same by plain reportlab, as its own guide does it, in the same font."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        ListFlowable,
        ListItem,
        Paragraph,
        SimpleDocTemplate,
        Table,
        TableStyle,
    )

    from libdesk.documents import fonts, styles

    fonts.load()

    def style(name, size, font=fonts.UPRIGHT, after=6.0):
        return ParagraphStyle(
            name, fontName=font, fontSize=size, leading=size * 1.3, spaceAfter=after
        )

    title, heading = style("t", 23, fonts.BOLD), style("h", 15, fonts.BOLD)
    body, cell, head = style("b", 11), style("c", 10, after=0), style("d", 9.5, fonts.BOLD, 0)
    ruled = TableStyle(
        [("LINEBELOW", (0, 0), (-1, -1), 0.6, styles.LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    )
    story = [Paragraph("A library", body), Paragraph("A paper", title), Paragraph("Today", body)]
    for number in range(sections):
        link = f'See <a href="{LINK}">the manual</a>. {escape(WORDS)}'
        table = [[Paragraph(escape(one), head) for one in HEADS]]
        table += [[Paragraph(escape(one), cell) for one in row] for row in ROWS]
        story += [
            Paragraph(f"Section {number}", heading),
            Paragraph(escape(WORDS * 2), body),
            Paragraph(link, body),
            ListFlowable([ListItem(Paragraph(escape(step), body)) for step in STEPS]),
            Table(table, colWidths=(125, 312, 62), repeatRows=1, style=ruled),
        ]

    def furnish(canvas, document):
        canvas.setFont(fonts.UPRIGHT, 9)
        canvas.drawString(51, 25, f"Printed, page {document.page}")

    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(story, onFirstPage=furnish, onLaterPages=furnish)
    return out.getvalue()


def _child(*what: str) -> float:
    """Return what a fresh process measured, in milliseconds."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ran = subprocess.run(
        [sys.executable, str(CHILD), *what],
        env=environment,
        timeout=PATIENCE_S,
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise SystemExit(f"a process of the benchmark failed: {what}\n{ran.stderr[-2000:]}")
    return float(ran.stdout)
