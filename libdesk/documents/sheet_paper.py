"""A how-to sheet on paper: one page in large print, to be read from a step away (S41)."""

from datetime import date

from libdesk.documents.content import (
    Block,
    Box,
    Entry,
    Figure,
    Listing,
    Mark,
    Paper,
    Paragraph,
    Run,
    Tone,
)
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.knowledge import Sheet, Step

TEXT_PT, LEAST_PT = 20.0, 16.0
"""Large print; smaller only as far as one page asks for."""

PICTURE_MM, FRAME_MM = 45.0, 30.0
"""How high a picture, and an empty place for one, may become."""


def sheet_paper(
    sheet: Sheet, words: Wording, *, printed_on: date, branch: str = "", library: str = ""
) -> Paper:
    """Return the page.

    Args:
        sheet: what stands on it, with its pictures.
        words: in the library's language.
        printed_on: today.
        branch: where it will hang, by its code; "" for every branch.
        library: the library's name; "" when not set.
    """
    version = words.tr("Version {number}").format(number=words.number(sheet.version))
    reviewed = words.tr("Reviewed: {day}").format(day=words.day(sheet.reviewed_on))
    again = words.tr("Next review: {day}").format(day=words.day(sheet.review_on))
    printed = words.tr("Printed: {day}").format(day=words.day(printed_on))
    where = words.branch(branch) if branch else words.tr("All branches")
    return Paper(
        title=sheet.title,
        blocks=(*_before(sheet, words), _steps(sheet), *_after(sheet, words)),
        language=sheet.language,
        above=DOT.join(filter(None, (library, where))),
        # In large print all three take two lines, and a page has none to spare.
        below=DOT.join((version, again)),
        foot=f"{reviewed}{DOT}{printed}",
        text_pt=TEXT_PT,
        least_pt=LEAST_PT,
        furniture=furniture(words),
    )


def _before(sheet: Sheet, words: Wording) -> tuple[Block, ...]:
    blocks: list[Block] = [
        _named(words.tr("When:"), sheet.use_when, Tone.LEAD),
        _named(words.tr("Who:"), sheet.for_whom),
    ]
    if sheet.needs:
        blocks.append(_named(words.tr("You need:"), DOT.join(sheet.needs)))
    return tuple(blocks)


def _steps(sheet: Sheet) -> Listing:
    return Listing(tuple(_step(one) for one in sheet.steps), Mark.NUMBER)


def _step(step: Step) -> Entry:
    slot = step.picture
    if slot is None:
        return Entry(step.words)
    if slot.content is not None:
        return Entry(step.words, (Figure(slot.content, slot.shows, "", PICTURE_MM),))
    return Entry(step.words, (Figure(None, slot.shows, height_mm=FRAME_MM),))


def _after(sheet: Sheet, words: Wording) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if sheet.warnings:
        lines = tuple(Entry((Run(one, bold=True),)) for one in sheet.warnings)
        blocks.append(Box((Listing(lines),)))
    if sheet.if_not:
        blocks.append(_named(words.tr("It still doesn’t work?"), sheet.if_not))
    return tuple(blocks)


def _named(name: str, text: str, tone: Tone = Tone.BODY) -> Paragraph:
    return Paragraph((Run(name, bold=True), Run(f" {text}")), tone)
