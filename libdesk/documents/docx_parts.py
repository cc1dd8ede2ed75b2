"""What python-docx can't say by itself: links, fields, alternative texts, numbering that begins."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from libdesk.documents.links import in_ascii

# Word takes a paragraph's properties in one order only (ISO/IEC 29500-1, 17.3.1.26).
_AFTER_SHADING = tuple(
    f"w:{name}"
    for name in [
        "tabs",
        "suppressAutoHyphens",
        "kinsoku",
        "wordWrap",
        "overflowPunct",
        "topLinePunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "bidi",
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "suppressOverlap",
        "jc",
        "textDirection",
        "textAlignment",
        "textboxTightWrap",
        "outlineLvl",
        "divId",
        "cnfStyle",
        "rPr",
        "sectPr",
        "pPrChange",
    ]
)

Foreign = Any
"""A value of python-docx's, whose elements have no types."""


def set_font(style: Foreign, name: str) -> None:
    """Let a style have this font in every script, whatever the template's theme says."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), name)


def set_language(style: Foreign, language: str) -> None:
    """Say in which language a style's words are, as BCP 47 has it."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), language)
    properties.append(lang)


def add_link(paragraph: Foreign, text: str, address: str, color: str) -> None:
    """Add words that lead to an address."""
    target = in_ascii(address)
    relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(color.lstrip("#"))
    link.append(run._r)  # noqa: SLF001 - python-docx has no other way
    paragraph._p.append(link)  # noqa: SLF001 - see above


def add_field(paragraph: Foreign, code: str) -> None:
    """Add something that Word counts, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001 - python-docx has no other way
    paragraph._p.append(field)  # noqa: SLF001 - see above


def add_picture(paragraph: Foreign, content: bytes, width: Foreign, alt: str) -> None:
    """Add a picture with what it shows in words."""
    shape = paragraph.add_run().add_picture(BytesIO(content), width=width)
    shape._inline.docPr.set("descr", alt)  # noqa: SLF001 - python-docx has no other way


def add_blank(paragraph: Foreign, name: str) -> None:
    """Add a name with a line to be written on."""
    paragraph.add_run(f"{name}: ")
    paragraph.add_run("\u00a0" * 40).underline = True


def make_exact(paragraph: Foreign, height: Foreign) -> Foreign:
    """Let a line be exactly so high, with nothing around it, and return its paragraph."""
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, height
    shape.space_before = shape.space_after = Pt(0)
    return paragraph


def make_low(paragraph: Foreign) -> None:
    """Let the empty paragraph that Word wants under a table take hardly any room.

    At its usual height it would leave wide gaps, and fill a page of its own after a full one.
    """
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    shape.space_before = shape.space_after = Pt(0)


def shade(paragraphs: Sequence[Foreign], color: str) -> None:
    """Put a color behind paragraphs."""
    for paragraph in paragraphs:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), color.lstrip("#"))
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no other way
        properties.insert_element_before(shading, *_AFTER_SHADING)


def without_border(style: Foreign) -> None:
    """Take the line away that the template draws at a style's paragraphs."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def rule(table: Foreign, color: str) -> None:
    """Draw a thin line under each row of a table."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", color.lstrip("#"))):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.insert_element_before(  # noqa: SLF001 - python-docx has no other way
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )


def repeat(row: Foreign) -> None:
    """Let a heading row be repeated on each page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)


def keep_whole(table: Foreign) -> None:
    """Let no row of a table begin on one page and end on the next, where one has room for it."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - see above


def set_widths(table: Foreign, widths: Sequence[Foreign]) -> None:
    """Give a table's columns their widths; Word reads them at each cell."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def new_numbering(document: Foreign, style: str) -> int:
    """Return the number of a list that begins at 1: Word would count on from the one before."""
    numbered = document.styles[style].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    of = next(num for num in numbering.num_lst if num.numId == numbered)
    added = numbering.add_num(of.abstractNumId.val)
    added.add_lvlOverride(0).add_startOverride(1)
    return int(added.numId)


def number_by(paragraph: Foreign, number: int) -> None:
    """Let a paragraph belong to a numbered list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - see above
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
