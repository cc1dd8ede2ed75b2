"""The tables of an export: one for each subject, and the words that explain every column.

These are the words of a file that somebody reads without LibDesk, years later: they stand in the
export itself, in plain English, and are the same in every language of the program.
"""

from dataclasses import dataclass

from libdesk.domain.attachment_subjects import ATTACHMENT_SUBJECTS
from libdesk.domain.disposal_subjects import DISPOSAL_SUBJECTS
from libdesk.domain.donation_subjects import DONATION_SUBJECTS
from libdesk.domain.loan_subjects import LOAN_SUBJECTS
from libdesk.domain.planning_subjects import PLANNING
from libdesk.domain.reimaging_subjects import REIMAGING_SUBJECTS
from libdesk.domain.rule_subjects import RULE_SUBJECTS
from libdesk.domain.stocktake_subjects import STOCKTAKE_SUBJECTS


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, and what it tells."""

    name: str
    tells: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One table.

    Attributes:
        key: its name for the program.
        tells: what its rows are.
        columns: its columns.
    """

    key: str
    tells: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.key}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


def _subject(key: str, tells: str, columns: str) -> Subject:
    lines = (line.strip().partition(": ") for line in columns.strip().splitlines())
    return Subject(key, tells, tuple(Column(name, told) for name, _, told in lines))


_NUMBER = "Number: the number that people say to each other; two reports may share one"
_ID = "Id: the report's own id, which no other has"

SUBJECTS = (
    _subject(
        "problems",
        "Reports, one a row, in the order in which they arrived.",
        f"""
        Place: order of arrival, from 1
        {_NUMBER}
        {_ID}
        State: new, seen, doing, waiting, fixed or not now
        How soon: now, today, this week or when we can
        Branch: the branch's code; see branches.csv
        About: the tile that was tapped; its words are listed at the end of this text
        Title: one line
        What they saw: in their own words
        What they think it is: in their own words
        Item: the label or name of the thing
        Whom to ask: a name or a place; empty once its time was over
        There until (UTC): until when that person was there
        Who is stopped: one, several or everyone
        How bad: stopped, worse, badly or can wait
        Only one: it is the only one of its kind there
        Only accessible one: it is the only one that everybody can use
        Deadline (UTC): by when it had to work
        At stake: money, rules, good name and the like
        Danger: something looked unsafe
        Little thing: somebody called it a niggle
        Answers: what was chosen: question and answer, by their keys
        Facts: what the program read by itself
        Known problem: the id of the known problem that is the same; see notices.csv
        Read with: the number of the problem to which this report was joined
        Waiting on: on whom or what it waits
        Waiting until: until which day
        Look again on: the day on which what was put off comes back
        Filed at (UTC): by the clock of the computer where it was sent
        Arrived at (UTC): by the desk's clock
        Closed at (UTC): when it was fixed or put off
        Minutes: how long IT worked on it, where somebody said so
        Clock was off: the two clocks were more than a day apart
        Came by: folder, share or person
        """,
    ),
    _subject(
        "follow-ups",
        "What reporters added to their reports later.",
        f"""
        Place: order of arrival, counted with the reports
        {_NUMBER}
        {_ID}
        Goes on from: the id of the report that it belongs to
        Kind: said, hurts, withdrawn, right or not right
        On its own: it stands in the inbox as a report of its own
        State: as in problems.csv, for one that stands on its own
        What they wrote: in their own words
        Who: a name or a place; empty once its time was over
        Answers: what was chosen, by its keys
        Facts: what the program read by itself
        Filed at (UTC): by the clock of the computer where it was sent
        Arrived at (UTC): by the desk's clock
        """,
    ),
    _subject(
        "history",
        "All that happened to each report, in its order.",
        f"""
        {_NUMBER}
        {_ID}
        At (UTC): when
        Who: a name; empty for the program itself
        What: what happened, in a word
        Words: the words that belong to it
        """,
    ),
    _subject(
        "answers",
        "Messages from the desk to reporters, in their order.",
        f"""
        {_NUMBER}
        {_ID}
        Message: its place among the report's messages; empty until it has left
        Kind: received, answer, state or restated
        At (UTC): when it was written
        Who: who wrote it; empty for the program itself
        Words: what the reporter read
        State: where the problem stood from then on
        Until: until which day it waits, or on which it is looked at again
        Waiting on: on whom or what
        How soon: where that had changed
        Left at (UTC): when it was put where the reporter's computer fetches it
        """,
    ),
    _subject(
        "pictures",
        "Pictures that came with reports; the files are in the folder pictures.",
        f"""
        File: its name in the folder pictures
        {_NUMBER}
        {_ID}
        Picture: its place among the report's pictures, from 1
        Name: what the reporter's file was called
        Type: what its content is
        Bytes: its size
        """,
    ),
    _subject(
        "items",
        "The library's things, those that are gone too.",
        """
        Label: on its sticker
        Name: what people call it
        Kind: what it is
        Branch: the branch's code
        Room: where in the branch it stands
        Status: where it is in its life, such as in use, to wipe or gone
        Role: what it is there for; empty for nothing particular
        Make: who made it
        Model: what the maker calls it
        Serial: the maker's number
        Computer name: its name in the network
        Processor: its name as the machine or its paper tells it
        Memory, GB: gigabytes
        Disk, GB: gigabytes
        Disk kind: SSD, hard disk, flash memory or no storage; it decides how it is wiped
        TPM 2.0: it has one; empty for not known
        Secure Boot: it can do it; empty for not known
        Certificate of 2023: it has the Secure Boot certificate of 2023; empty for not known
        System: what it runs
        Edition: of the system
        System version: of the system
        Bought on: when it was bought, or came
        Price: what it cost
        Currency: the price's, in three letters
        Order number: of the order or the invoice
        Supplier: who sold it
        Paid by: local money, Friends, a grant, E-rate, a gift
        Keep until: it may not be given away before this day
        Why it is kept: why it may not be given away before
        Warranty until: the last day of its warranty
        Replace on: when it is to be replaced, where somebody has set a day for this one
        Maker's support until: as the maker or somebody here has told it
        Battery new on: when its battery was new
        License until: the last day of a license that it needs
        Last seen on: when somebody last saw or checked it
        Only one: there is no other like it here
        Accessible: people who need it have no other way
        Notes: free text
        Own fields: the library's own fields: name and text; see own-fields.csv
        Replace by: as the rules had it when this was written
        Support ends: as the rules had it when this was written
        Id: by which item-history.csv names it
        """,
    ),
    _subject(
        "item-changes",
        "Changes to items: what one person did at once, oldest first.",
        """
        Change: its number
        At (UTC): when
        Who: who did it
        How: edit, correction, bulk, import, registered or sample
        File: the file that was read, or what the change was called
        Items: how many it touched
        """,
    ),
    _subject(
        "item-history",
        "What was changed of each item, one field a row, oldest first.",
        """
        Change: its number; see item-changes.csv
        Item: the item's id; see items.csv
        Label: as it is now
        At (UTC): when
        Who: who did it
        Is new: the item came with this change
        Field: as items.csv calls it, or an own field by its name
        Was: empty for not known
        Became: empty for not known
        """,
    ),
    _subject(
        "stand-ins",
        "Spares that stand in for items that are away, or once stood in.",
        """
        Change: the change that swapped it in; see item-changes.csv
        Away: label of the item that is away; see items.csv
        Stands in: label of what stands there meanwhile
        Since (UTC): when it was swapped in
        Ended by: the change that ended it; empty while it lasts
        Until (UTC): when that was
        """,
    ),
    _subject(
        "item-relabelings",
        "Reports that were about an item, or about its new label, when it got another label.",
        f"""
        Change: its number; see item-changes.csv
        {_NUMBER}
        {_ID}
        Was: the label that it was about before; it has the new one since, or had it already
        """,
    ),
    _subject(
        "own-fields",
        "The library's own fields of items, in their order.",
        """
        Place: its place among them
        Name: what it is called
        """,
    ),
    _subject(
        "branches",
        "The library's branches, in their order.",
        """
        Code: a few letters
        Name: what people call it
        """,
    ),
    _subject(
        "hours",
        "When IT is there.",
        """
        Day: Monday to Sunday
        Opens: from this time
        Closes: until this time
        """,
    ),
    _subject(
        "closed-days",
        "Days on which IT is not there.",
        """
        Day: the date
        Why: in words
        """,
    ),
    _subject(
        "promises",
        "By when the first answer comes, and by when a fix is aimed at.",
        """
        How soon: now, today, this week or when we can
        First answer, minutes: minutes of IT's open hours
        First answer, open days: days on which IT is there
        Fix, minutes: as above; both empty where none is aimed at
        Fix, open days: as above
        """,
    ),
    _subject(
        "visits",
        "When IT comes to a branch.",
        """
        Day: the date
        Branch: the branch's code
        """,
    ),
    _subject(
        "notices",
        "Known problems, in IT's own words.",
        """
        Id: by which reports name it
        Words: what every form shows
        Branch: the branch's code; empty for all
        About: the tile; empty for none
        Since (UTC): from when
        Expected back (UTC): until when
        Waits for: who has to do the next step
        Ended at (UTC): when it was over
        """,
    ),
    _subject(
        "ladder",
        "Whom to turn to when no answer comes, first step first.",
        """
        Step: its place
        Who: a name or a role
        How: a number, an address, a place
        When: when to take this step
        """,
    ),
    _subject(
        "sheets",
        "How-to sheets and checklists that the library has changed, added or reviewed.",
        """
        Id: the sheet's own id
        Title: what it is about; empty where the shipped text still stands
        Version: as it stands on the page
        Text: its words, as JSON; null where the shipped text still stands
        Reviewed on: when somebody last found it right
        Changed at (UTC): when
        """,
    ),
    _subject(
        "sheet-pictures",
        "Pictures on how-to sheets; the files are in the folder pictures.",
        """
        File: its name in the folder pictures
        Sheet: the sheet's id; see sheets.csv
        Step: to which step it belongs, from 1
        Bytes: its size
        """,
    ),
    *(_subject(*one) for one in (*DISPOSAL_SUBJECTS, *DONATION_SUBJECTS)),
    *(_subject(*one) for one in (*PLANNING, *ATTACHMENT_SUBJECTS, *RULE_SUBJECTS)),
    *(_subject(*one) for one in (*STOCKTAKE_SUBJECTS, *LOAN_SUBJECTS, *REIMAGING_SUBJECTS)),
    _subject(
        "today",
        "What was put off or sent away on the page Today.",
        """
        What: the line, by its key
        Mark: what was done with it
        Until (UTC): until when
        At (UTC): when that was
        """,
    ),
    _subject(
        "registrations",
        "Computers that registered themselves, and what was decided.",
        """
        Id: the report's own id
        Received (UTC): when the desk had it
        Says: what the computer says of itself, field by field
        Decision: waiting, accepted, merged, refused, or replaced by a later one
        Decided (UTC): when that was
        By: who decided
        """,
    ),
    _subject(
        "deleted",
        "Reports that were deleted at the desk: only that they were there.",
        """
        Id: the report's own id
        At (UTC): when
        """,
    ),
    _subject(
        "settings",
        "The desk's own settings. Its private keys are not among them.",
        """
        Name: the setting, by its key
        Value: as it stands
        """,
    ),
)


def subject(key: str) -> Subject:
    """Return the table of this key."""
    return next(one for one in SUBJECTS if one.key == key)
