"""The slip that goes with a lent thing: what it is, who has it, until when, and a name to sign.

Half a page, to be cut off: the library keeps nothing of it but the signed one, if it wants to.
"""

from datetime import date

from libdesk.documents.content import (
    Blanks,
    Block,
    Box,
    Entry,
    Facts,
    Heading,
    Listing,
    Mark,
    Paper,
    Paragraph,
    Run,
    Tone,
)
from libdesk.documents.frame import DOT, furniture
from libdesk.documents.wording import Wording
from libdesk.domain.loans import Loan
from libdesk.domain.records import Record

_ALONG = 12
"""Things that go along, each on a line of its own; more stand in the last line."""


def loan_slip_paper(
    loan: Loan, record: Record, words: Wording, *, printed_on: date, library: str = ""
) -> Paper:
    """Return the slip.

    Args:
        loan: who has it, and until when.
        record: the thing.
        words: in the library's language.
        printed_on: today.
        library: the library's name; "" when not set.
    """
    title = words.tr("On loan: {label}").format(label=record.tag)
    due = words.tr("Back by {day}").format(day=words.day(loan.until_on))
    return Paper(
        title=title,
        blocks=tuple(_blocks(loan, record, words)),
        language=words.language,
        above=library,
        below=due,
        foot=words.tr("Printed: {day}").format(day=words.day(printed_on)),
        name=words.tr("Loan slip {label}").format(label=record.tag),
        furniture=furniture(words),
    )


def _blocks(loan: Loan, record: Record, words: Wording) -> list[Block]:
    pairs = (
        (words.tr("Who has it"), loan.borrower),
        (words.tr("From"), words.day(loan.from_on)),
        (words.tr("Back by"), words.day(loan.until_on)),
        (words.tr("Back to"), words.branch(record.branch) if record.branch else ""),
        (words.tr("What it is"), DOT.join(dict.fromkeys(filter(None, (record.name, record.kind))))),
        (words.tr("Make and model"), " ".join(filter(None, (record.make, record.model)))),
        (words.tr("Serial number"), record.serial),
        (words.tr("What for"), loan.note.replace("\n", " ")),
    )
    blocks: list[Block] = [Facts(tuple((name, told) for name, told in pairs if told))]
    if things := _things(loan.along):
        blocks.append(Heading(words.tr("What goes along")))
        blocks.append(Listing(tuple(map(Entry, things)), Mark.TICK_BOX))
    accepted = words.tr("I have it, with all that is listed, and bring it back by that day.")
    condition = words.tr("What was not in order")
    blocks.append(
        Box(
            (
                Paragraph((Run(accepted, bold=True),)),
                Blanks((condition, words.tr("Signed"), words.tr("On"))),
            )
        )
    )
    told = words.tr("If something breaks or is lost, say so the same day. Nobody is blamed for it.")
    blocks.append(Paragraph(told, Tone.QUIET))
    return blocks


def _things(along: str) -> tuple[str, ...]:
    """Return what goes along, one by one, as the commas part it."""
    parts = [part.strip() for part in along.split(",") if part.strip()]
    rest = ", ".join(parts[_ALONG - 1 :])
    return tuple(parts) if len(parts) <= _ALONG else (*parts[: _ALONG - 1], rest)
