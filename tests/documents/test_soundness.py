"""Each check of a paper's soundness bites: one thing is spoiled, and that is what is found."""

import re
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.documents.handmade import (
    Note,
    Sheet,
    attributes,
    changed,
    element,
    in_tree,
    rewritten,
    sound,
)
from tests.documents.soundness import complaints
from tests.documents.structure import links


def test_a_sound_paper_has_no_complaint_and_the_judge_agrees(judge):
    assert complaints(sound()) == []
    judge(sound(), ("ua1",)).must_pass()


def test_a_plain_paper_has_many():
    def strip(pdf: Any) -> None:
        for name in ("/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences", "/Metadata"):
            del pdf.Root[name]

    assert len(complaints(changed(sound(), strip))) > 20


def set_in(path: str, value: Any) -> Any:
    """Return a change of the file that sets, or with None removes, an entry of the catalog."""

    def change(pdf: Any) -> None:
        *above, last = path.split("/")
        at = pdf.Root
        for name in above:
            at = at[int(name)] if name.isdigit() else at[f"/{name}"]
        if value is None:
            del at[f"/{last}"]
        else:
            at[f"/{last}"] = value

    return lambda: changed(sound(), change)


def on_page(old: bytes, new: bytes) -> Any:
    return lambda: rewritten(sound(), 0, old, new)


def in_element(kind: str, name: str, value: Any, at: int = 0) -> Any:
    """Return a change that sets, or with None removes, an entry of an element."""

    def change(node: Any) -> None:
        if value is None:
            del node[f"/{name}"]
        else:
            node[f"/{name}"] = value

    return lambda: in_tree(sound(), kind, change, at)


def of_note(name: str, value: Any) -> Any:
    def change(pdf: Any) -> None:
        note = pdf.pages[0].obj.Annots[0]
        if value is None:
            del note[name]
        else:
            note[name] = value

    return lambda: changed(sound(), change)


def of_font(name: str) -> Any:
    def change(pdf: Any) -> None:
        for font in pdf.pages[0].obj.Resources.Font.values():
            for holder in (font, font.get("/FontDescriptor", Dictionary())):
                if name in holder:
                    del holder[name]

    return lambda: changed(sound(), change)


def drop_a_cell(row: Any) -> None:
    del row.K[1]


def wrong_way_up(pdf: Any) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    nums[1][0], nums[1][1] = nums[1][1], nums[1][0]


def wrong_note(pdf: Any) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    nums[5] = nums[1][0]


def other_title(pdf: Any) -> None:
    pdf.docinfo.Title = String("Another")


def no_title(pdf: Any) -> None:
    del pdf.docinfo.Title


def other_metadata(pdf: Any) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = "Another"


def no_tabs(pdf: Any) -> None:
    del pdf.pages[0].obj.Tabs


def lost_note(pdf: Any) -> None:
    notes = pdf.pages[0].obj.Annots
    notes.append(pdf.make_indirect(Dictionary(dict(notes[0].items()))))


def lost_target(pdf: Any) -> None:
    pdf.Root.Outlines.First.Dest = String("nowhere")


def no_words(pdf: Any) -> None:
    pdf.Root.Outlines.First.Title = String(" ")


def stray_page(pdf: Any) -> None:
    pdf.Root.Outlines.First.Dest = Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit])


SPOILED = [
    (on_page(b"/P <</MCID 1 >> BDC", b"/P BMC"), "claims the number 1, which is nowhere"),
    (on_page(b"/P <</MCID 1 >>", b"/P <</MCID 99 >>"), "nothing .* claims the number 99"),
    (on_page(b"/P <</MCID 1 >>", b"/P <</MCID 0 >>"), "the number 0 is used 2 times"),
    (in_element("H1", "K", Array([0, 0])), "the number 0 belongs to 2 elements"),
    (lambda: changed(sound(), wrong_way_up), "parent tree leads elsewhere than to H1 'Visit'"),
    (lambda: changed(sound(), wrong_note), "parent tree leads elsewhere than to Link 'the help'"),
    (in_element("H1", "P", Dictionary()), "H1 'Visit' names another parent"),
    (set_in("StructTreeRoot/ParentTreeNextKey", 1), "ParentTreeNextKey is 1, but 2 is taken"),
    (set_in("StructTreeRoot/ParentTree", None), "leads elsewhere"),
    (on_page(b"/Artifact <</Type /Pagination>> BDC", b"/X BMC"), "path painted 1 times"),
    (on_page(b"/Artifact <</Type /Pagination>> BDC", b"/X BMC"), "first 'Made-up library'"),
    (on_page(b"/Figure <</MCID", b"0 0 m 9 9 l S /Figure <</MCID"), "path painted 1 times"),
    (on_page(b"/Figure <</MCID", b"/Sh1 sh /Figure <</MCID"), "shading painted"),
    (
        on_page(b"/Figure <</MCID", b"BI /W 1 /H 1 /BPC 8 /CS /G ID a EI /Figure <</MCID"),
        "picture painted",
    ),
    (on_page(b"/H1 <</MCID 0 >> BDC", b"/Artifact BMC /H1 <</MCID 0 >> BDC"), "artifact stands"),
    (on_page(b"/H1 <</MCID 0 >> BDC", b"/H1 <</MCID 0 >> BDC /P <</MCID 98>> BDC"), "within"),
    (on_page(b"/H1 <</MCID 0 >> BDC", b"/H1 <</MCID 0 >> BDC q"), "do not end where they should"),
    (on_page(b"/H1 <</MCID 0 >> BDC", b"EMC /H1 <</MCID 0 >> BDC"), "do not end where they"),
    (in_element("H1", "S", Name.H2), "'Visit' is an H2 after an H0"),
    (in_element("H2", "S", Name.H3), "'Afterwards' is an H3 after an H1"),
    (in_element("H1", "S", Name.H), "'Visit' has no level"),
    (in_element("H1", "ActualText", String("")), "an H1 says nothing"),
    (lambda: in_tree(sound(), "TR", drop_a_cell, 1), "row 2 has 1 cells, the first has 2"),
    (in_element("TH", "A", None), "the heading 'Room' says not what it heads"),
    (in_element("TH", "ActualText", String("")), "a heading cell is empty"),
    (in_element("Table", "K", Array()), "has no rows"),
    (in_element("Figure", "Alt", None), "no alternative text"),
    (in_element("Figure", "Alt", String("  ")), "no alternative text"),
    (in_element("Figure", "A", None), "does not say where it stands"),
    (set_in("Lang", None), "language is ''"),
    (set_in("Lang", String("English, please")), "language is 'English, please'"),
    (set_in("ViewerPreferences/DisplayDocTitle", value=False), "DisplayDocTitle"),
    (set_in("MarkInfo/Marked", value=False), "MarkInfo"),
    (set_in("MarkInfo/Suspects", value=True), "MarkInfo"),
    (lambda: changed(sound(), other_title), "title is 'Another', but in the metadata 'A made-up"),
    (lambda: changed(sound(), other_metadata), "but in the metadata 'Another'"),
    (lambda: changed(sound(), no_title), "has no title"),
    (in_element("Document", "S", Name.Sect), r"begins with \['Sect'\]"),
    (of_font("/FontFile2"), "is not embedded"),
    (of_font("/ToUnicode"), "does not say what its codes mean"),
    (lambda: changed(sound(), no_tabs), "not the tab order of the structure"),
    (lambda: changed(sound(), lost_note), "annotation is in no Link"),
    (of_note("/Contents", None), "has no description"),
    (of_note("/A", None), "leads nowhere"),
    (of_note("/Rect", Array([10, 10, 10.5, 30])), "too small"),
    (of_note("/Rect", Array([560, 10, 620, 30])), "leaves the page"),
    (in_element("Link", "K", Array([3])), "Link 'the help' has no annotation"),
    (in_element("Link", "ActualText", String("")), "a Link says nothing"),
    (lambda: changed(sound(), lost_target), "outline's line 'Visit' leads nowhere"),
    (lambda: changed(sound(), stray_page), "outline's line 'Visit' leads nowhere"),
    (lambda: changed(sound(), no_words), "outline says nothing"),
    (in_element("P", "S", Name.Paragraph), "Paragraph is no standard type"),
    (in_element("LI", "S", Name.P), "a P stands directly in a L"),
    (in_element("L", "S", Name.Sect), "a LI stands directly in a Sect"),
    (in_element("TD", "A", attributes("Table", ColSpan=0)), "ColSpan is 0"),
    (in_element("TD", "A", attributes("Layout", ColSpan=1)), "ColSpan belongs to Table"),
    (in_element("TH", "A", attributes("Table", Scope=Name.Col)), "Scope is 'Col'"),
    (in_element("L", "A", attributes("List", ListNumbering=Name.Dots)), "ListNumbering is 'Dots'"),
    (in_element("L", "A", None), "does not say of what kind"),
    (
        in_element("Figure", "A", attributes("Layout", BBox=Array([9, 9, 8, 20]))),
        r"BBox is \[9, 9, 8, 20\]",
    ),
    (in_element("P", "A", attributes("Layout", Placement=Name.Left)), "Placement is 'Left'"),
]


@pytest.mark.parametrize(("spoil", "found"), SPOILED, ids=[found for _, found in SPOILED])
def test_what_is_spoiled_is_found(spoil, found):
    assert [wrong for wrong in complaints(spoil()) if re.search(found, wrong)], complaints(spoil())


def test_a_table_without_headings_is_found():
    sheet = Sheet()
    cell = element("TD", sheet.say(700, "only"))
    content = sheet.finish(element("Document", element("Table", element("TR", cell))))
    assert complaints(content) == ["the table 'only' has no heading cell"]


def test_an_unreadable_letter_is_found():
    def forget(pdf: Any) -> None:
        for font in pdf.pages[0].obj.Resources.Font.values():
            if "/ToUnicode" in font:
                font.ToUnicode.write(b"1 beginbfchar <01> <E000> endbfchar")

    found = complaints(changed(sound(), forget))
    assert any("cannot be read" in wrong for wrong in found)


def test_a_link_of_two_lines_is_one_with_two_places():
    sheet = Sheet()
    said = sheet.say(700, "the help that", "takes two lines", tag="Link")
    notes = [Note(0, (72, 696 - 15 * at, 150, 711 - 15 * at)) for at in range(2)]
    content = sheet.finish(element("Document", element("P", element("Link", said, *notes))))
    assert complaints(content) == []
    (link,) = links(content)
    assert (link.text, len(link.boxes)) == ("the help that takes two lines", 2)
