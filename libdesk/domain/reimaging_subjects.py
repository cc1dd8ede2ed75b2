"""Tables of an export for machines that were set up line by line: their words, as data.

Each is a key, what its rows are, and its columns, as the tables beside it are written.
"""

REIMAGING_SUBJECTS: tuple[tuple[str, str, str], ...] = (
    (
        "re-imaging",
        "Machines that are being set up for service by a checklist, or were.",
        """
        Change: the change that began it; see item-changes.csv
        Label: of the machine; see items.csv
        Why: set up afresh, new, back from repair or wiped
        Checklist: its title
        Version: of the checklist, as it stood on the page
        Begun at (UTC): when
        Begun by: who began it
        Ended by: the change that ended it; empty while it is under way
        How it ended: finished or given up; empty while it is under way
        Because: why it was given up
        Ended at (UTC): when
        Ended by whom: who ended it
        Tried by: who confirmed that the public may do with it what the rules say, and no more
        Tried at (UTC): when; empty where nobody has
        """,
    ),
    (
        "re-imaging-lines",
        "What was to be done to each of these machines, one line of its checklist a row.",
        """
        Change: by which re-imaging.csv names it
        Label: of the machine; see items.csv
        Section: of the checklist; empty for a line that was taken off it after it was marked
        Line: what was to be done
        Mark: open, ticked or excused
        Because: why it was excused
        Who: who marked it
        At (UTC): when
        """,
    ),
)
