"""The reader of tagged papers reads what is there: shown on papers made by hand."""

import io
import re
import zlib
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.lib.fonts import addMapping
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from tests.documents.fonts import UNKNOWN, Font, meanings
from tests.documents.handmade import (
    ADDRESS,
    Sheet,
    attributes,
    changed,
    element,
    in_tree,
    rewritten,
    sound,
    width_of,
)
from tests.documents.painting import joined
from tests.documents.speaking import spoken
from tests.documents.structure import artifacts, links, outline, read, tagged


def test_the_tree_is_read_with_its_words_in_order():
    assert str(read(sound()).nodes[0]).splitlines() == [
        "Document",
        "  H1 Visit",
        "  P Two lines of one paragraph.",
        "  P Look at the help, or ask.",
        "  L",
        "    LI",
        "      Lbl ☐",
        "      LBody Check the cord",
        "    LI",
        "      Lbl ☐",
        "      LBody Check the light",
        "  Table",
        "    THead",
        "      TR",
        "        TH Room",
        "        TH Problem",
        "    TBody",
        "      TR",
        "        TH 12",
        "        TD No paper",
        "      TR",
        "        TH 14",
        "        TD Jam",
        "  Figure [A printer from the front]",
        "  P A paragraph that goes over the page’s end.",
        "  H2 Afterwards",
    ]


def test_it_is_read_as_a_screen_reader_would():
    assert spoken(sound()).splitlines() == [
        "H1 Visit",
        "Two lines of one paragraph.",
        "Look at link the help, or ask.",
        "List of 2",
        "  ☐ Check the cord",
        "  ☐ Check the light",
        "Table with 2 columns and 3 rows",
        "Columns: Room | Problem",
        "Room: 12 | Problem: No paper",
        "Room: 14 | Problem: Jam",
        "Figure: A printer from the front",
        "A paragraph that goes over the page’s end.",
        "H2 Afterwards",
    ]


def test_a_paragraph_over_a_pages_end_is_one_and_knows_its_pages():
    over = next(node for node in read(sound()).all("P") if node.text.startswith("A paragraph"))
    assert over.pages == [0, 1]


def test_headers_and_footers_are_artifacts_of_each_page():
    assert artifacts(sound()) == [
        ["Made-up library", "Page 1 of 2"],
        ["Made-up library", "Page 2 of 2"],
    ]


def test_links_have_their_address_their_words_and_their_place():
    (link,) = links(sound())
    assert (link.address, link.text, link.page) == (ADDRESS, "the help", 0)
    assert link.boxes[0][0] == pytest.approx(72 + width_of("Look at "), abs=0.01)
    assert link.says == "Help on the web"


def test_the_outline_has_depths_and_pages():
    lines = [(line.depth, line.title, line.page) for line in outline(sound())]
    assert lines == [(0, "Visit", 0), (1, "Afterwards", 1)]


def test_attributes_are_read_with_their_owners_and_from_classes():
    table = read(sound()).all("Table")[0]
    heading = table.all("TH")[0]
    assert (heading.attributes, heading.owners) == ({"Scope": "Column"}, {"Scope": "Table"})

    def by_class(pdf: Any) -> None:
        wide = attributes("Table", Scope=Name.Column, ColSpan=2)
        pdf.Root.StructTreeRoot.ClassMap = Dictionary(wide=wide)

    content = in_tree(changed(sound(), by_class), "TH", _give_class)
    assert read(content).all("TH")[0].attributes == {"Scope": "Row", "ColSpan": 2}


def _give_class(cell: Any) -> None:
    cell.C = Name.wide
    cell.A = Array([attributes("Table", Scope=Name.Row), 0])


def test_types_go_through_the_role_map_and_languages_are_inherited():
    def map_roles(pdf: Any) -> None:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Lead=Name.Opening, Opening=Name.P)

    def rename(paragraph: Any) -> None:
        paragraph.S, paragraph.Lang = Name.Lead, String("fr")

    content = in_tree(changed(sound(), map_roles), "P", rename)
    (lead,) = [node for node in read(content).walk() if node.role == "Lead"]
    assert (lead.kind, lead.language) == ("P", "fr")
    assert read(content).all("H1")[0].language == "en-US"


def test_replacements_count_for_what_they_replace():
    content = rewritten(sound(), 0, b"/P <</MCID 1 >>", b"/P <</MCID 1 /ActualText (Other words)>>")
    assert read(content).all("P")[0].text == "Other words"
    element_says = in_tree(sound(), "P", lambda node: setattr(node, "ActualText", String("Mine")))
    assert read(element_says).all("P")[0].text == "Mine"


def test_a_replacement_within_words_stands_where_it_is():
    sheet = Sheet()
    y = 700.0
    start = sheet.say(y, (72, "It costs "))
    sheet.raw(f"/P <</MCID {sheet._next}>> BDC /Span <</ActualText <FEFF005B0055002B0030>>> BDC")
    sheet.canvas.drawString(72 + width_of("It costs "), y, "??")
    sheet.raw("EMC EMC /P <</MCID 2>> BDC")
    sheet.canvas.drawString(72 + width_of("It costs ??"), y, "645] more")
    sheet.raw("EMC")
    sheet._next = 3
    two, three = (type(start)(0, number) for number in (1, 2))
    content = sheet.finish(element("Document", element("P", start, two, three)))
    assert read(content).all("P")[0].text == "It costs [U+0645] more"
    empty = rewritten(content, 0, b"EMC EMC", b"EMC /Span <</ActualText (x)>> BDC EMC EMC")
    assert read(empty).all("P")[0].text == "It costs [U+0x645] more"


def test_lists_within_lists_and_blocks_in_cells_are_spoken_with_their_levels():
    sheet = Sheet()
    said = [sheet.say(700 - 20 * at, f"words {at}") for at in range(7)]
    inner = element("L", element("LI", element("Lbl", said[2]), element("LBody", said[3])))
    body = element("LBody", element("P", said[1]), inner)
    outer = element("L", element("LI", element("Lbl", said[0]), body))
    cell = element("TD", element("P", said[5]), element("P", said[6]))
    table = element("Table", element("Caption", said[4]), element("TR", cell, element("TD")))
    assert spoken(sheet.finish(element("Document", outer, table))).splitlines() == [
        "List of 1",
        "  words 0 words 1",
        "    List of 1",
        "      words 2 words 3",
        "Caption: words 4",
        "Table with 2 columns and 1 rows",
        "words 5 / words 6 | blank",
    ]


def test_cells_that_span_stand_in_each_column_and_row():
    sheet = Sheet()
    names = ("both", "a", "b", "tall", "1", "2", "3", "4")
    said = {name: sheet.say(700 - 20 * at, name) for at, name in enumerate(names)}
    column = attributes("Table", Scope=Name.Column)
    wide = attributes("Table", Scope=Name.Column, ColSpan=3)
    tall = attributes("Table", RowSpan=2)
    heads = [element("TH", said[name], A=column) for name in ("a", "b")]
    table = element(
        "Table",
        element("TR", element("TH", said["both"], A=wide)),
        element("TR", element("TD"), *heads),
        element("TR", element("TD", said["tall"], A=tall), _td(said["1"]), _td(said["2"])),
        element("TR", _td(said["3"]), _td(said["4"])),
    )
    assert spoken(sheet.finish(element("Document", table))).splitlines() == [
        "Table with 3 columns and 4 rows",
        "Columns: both | both | both",
        "both: blank | a: a | b: b",
        "both: tall | a: 1 | b: 2",
        "both: tall | a: 3 | b: 4",
    ]


def _td(said):
    return element("TD", said)


def painted(operators: bytes, **more: Any) -> list[str]:
    """Return what operators write, with a font that is 500 wide throughout."""
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name.Plain,
            FirstChar=0,
            Widths=Array([500] * 256),
        )
        page: Any = pdf.pages[0].obj
        forms: Any = Dictionary()
        for name, data in more.items():
            forms[f"/{name}"] = pdf.make_stream(data, Subtype=Name.Form)
        page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=forms)
        page.Contents = pdf.make_stream(operators)
        saved = io.BytesIO()
        pdf.save(saved)
    pieces = tagged(saved.getvalue()).pages[0].painted
    runs: dict[int | None, list[Any]] = {}
    for piece in pieces:
        runs.setdefault(piece.tagged.mcid if piece.tagged else None, []).append(piece)
    return [joined(run) for run in runs.values()]


@pytest.mark.parametrize(
    ("operators", "said"),
    [
        (b"(one) Tj (two) Tj", "onetwo"),
        (b"(one ) Tj (two) Tj", "one two"),
        (b"[(on) 20 (e) -300 (two)] TJ", "one two"),
        (b"[(on) -60 (e)] TJ", "one"),
        (b"(one) Tj T* (two) Tj", "one two"),
        (b"(one) Tj (two) '", "one two"),
        (b'(one) Tj 3 1 (two) "', "one two"),
        (b"(one) Tj 0 -14 Td (two) Tj", "one two"),
        (b"(one) Tj 0 -14 TD (two) Tj T* (three) Tj", "one two three"),
        (b"(one) Tj 3 Ts (st) Tj 0 Ts (up) Tj", "onestup"),
        (b"(one) Tj 18 0 Td (two) Tj", "onetwo"),
        (b"(one) Tj 24 0 Td (two) Tj", "one two"),
        (b"50 Tz (one) Tj 9 0 Td (two) Tj", "onetwo"),
        (b"2 Tc (one) Tj 24 0 Td (two) Tj", "onetwo"),
        (b"6 Tw (a b) Tj 24 0 Td (c) Tj", "a bc"),
        (b"1 0 0 1 72 500 Tm (one) Tj 1 0 0 1 72 480 Tm (two) Tj", "one two"),
        (b"0 1 -1 0 72 500 Tm (one) Tj (two) Tj", "onetwo"),
        (b"() Tj (one) Tj", "one"),
    ],
)
def test_words_are_told_apart_by_lines_and_gaps(operators, said):
    assert painted(b"/P <</MCID 0>> BDC BT /F1 12 Tf 14 TL " + operators + b" ET EMC") == [said]


def test_states_and_forms_are_followed():
    form = b"BT /F1 10 Tf 0 0 Td (within) Tj ET"
    operators = (
        b"/P <</MCID 0>> BDC q 2 0 0 2 100 100 cm BT /F1 12 Tf (big) Tj ET Q "
        b"q 1 0 0 1 100 50 cm /Fm1 Do Q EMC"
    )
    assert painted(operators, Fm1=form) == ["big within"]


def test_text_without_a_font_is_an_error_not_a_guess():
    with pytest.raises(ValueError, match="before it has chosen a font"):
        painted(b"BT (one) Tj ET")


def test_codes_mean_what_the_font_says():
    cmap = (
        b"2 beginbfchar <01> <0041> <02> <D83DDDA8> endbfchar "
        b"2 beginbfrange <10> <12> <0061> <20> <21> [<0066 0069> <0078>] endbfrange"
    )
    assert meanings(cmap) == {1: "A", 2: "🖨", 16: "a", 17: "b", 18: "c", 32: "fi", 33: "x"}


def test_composite_fonts_have_codes_of_two_bytes_and_two_ways_to_be_wide():
    with Pdf.new() as pdf:
        cmap = zlib.compress(b"1 beginbfrange <0001> <0004> <0061> endbfrange")
        lower = Dictionary(W=Array([1, Array([400, 410]), 3, 4, 300]), DW=900)
        font = Dictionary(
            Subtype=Name.Type0,
            BaseFont=Name("/AAAAAA+Wide"),
            DescendantFonts=Array([lower]),
            ToUnicode=pdf.make_stream(cmap, Filter=Name.FlateDecode),
        )
        letters = list(Font.of(font).letters(bytes((0, 1, 0, 2, 0, 4, 0, 9))))
    assert [letter.text for letter in letters] == ["a", "b", "d", UNKNOWN]
    assert [letter.width for letter in letters] == [400, 410, 300, 900]


def test_a_file_without_tags_has_an_empty_tree():
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        saved = io.BytesIO()
        pdf.save(saved)
    content = saved.getvalue()
    assert read(content).children == []
    assert (spoken(content), links(content), outline(content)) == ("", [], [])
    assert artifacts(content) == [[]]


@pytest.mark.parametrize("alignment", [0, 1, 2, 4])
def test_a_set_paragraph_is_read_as_it_was_typed(alignment):
    sheet = Sheet()
    words = "Since Monday the “self-checkout” at Élysée prints ☐ twice, says Zoë (№ 4): "
    words += (
        "<b>turn it off</b>, <i>wait</i>, on<b>ce</b> more; H<sub>2</sub>O and x<super>2</super>. "
        * 3
    )
    style = ParagraphStyle("set", fontName="Handmade", fontSize=11, leading=14, alignment=alignment)
    addMapping("Handmade", 0, 0, "Handmade")
    for bold, italic in ((0, 1), (1, 0), (1, 1)):
        addMapping("Handmade", bold, italic, "Handmade")
    said = sheet.say(760, "")
    sheet.raw("/P <</MCID 1>> BDC")
    paragraph = Paragraph(words, style)
    paragraph.wrap(200, 600)
    paragraph.drawOn(sheet.canvas, 72, 300)
    sheet.raw("EMC")
    content = sheet.finish(element("Document", element("P", said), element("P", type(said)(0, 1))))
    assert len(paragraph.blPara.lines) >= 5
    assert read(content).all("P")[1].text == re.sub("<.*?>", "", words).strip()
