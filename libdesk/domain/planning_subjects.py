"""Tables of an export for planned work, the register and the log of outages.

Each is its key, what its rows are, and its columns as lines "name: what it tells".
"""

_ID = "Id: its number; what was removed leaves a gap"
_VERSION = "Version: counts its changes"
_CHANGED = "Changed at (UTC): when it was changed last"
_BY = "Changed by: who did it"

PLANNING = (
    (
        "planned-changes",
        "Planned work: maintenance, upgrades, chores that come again.",
        f"""
        {_ID}
        What: what will be done
        On: the day; of work that comes again, the next one
        From: the time at which it begins; empty for the whole day
        To: the time at which it ends; not after From means the next day
        Every: how often it comes again; empty for once
        Branches: their codes; empty for all
        Things: which items or kinds of items
        Notice: what people will notice, in IT's words
        Days ahead: so many days ahead staff are told; 0 for not at all
        Leads to: what kind of thing it changes to; empty for none
        Name: of that thing
        Its version: of that thing
        Told for: the day for which staff were told; empty for none
        Done on: when it was last done; empty for never
        Over: yes when it was done and does not come again
        Usual day: its usual day, where this once it is on another
        Counted from: the day from which the times are counted
        Note: IT's note
        {_VERSION}
        {_CHANGED}
        {_BY}
        """,
    ),
    (
        "requirements",
        "What other systems require or can't work with.",
        f"""
        {_ID}
        System: who says so
        About: what kind of thing it is about
        Name: the thing
        Says: what is said of it
        Its version: the version of the thing; empty for any
        Source: how it is known
        As at: the day for which that was true
        Known since: since when; empty for not known
        Promised for: from this day on the vendor promises to support it; empty for no such word
        Note: IT's note
        {_VERSION}
        {_CHANGED}
        {_BY}
        """,
    ),
    (
        "outages",
        "What was away where, and for how long.",
        f"""
        {_ID}
        Branch: the branch's code; see branches.csv
        Started (UTC): when it began
        Back (UTC): when it was back; empty while it is away
        What: what was away
        Cause: as far as it is known
        Whose: whose affair it was
        Problem: the number of the problem that told of it; see problems.csv
        Note: IT's note
        {_VERSION}
        {_CHANGED}
        {_BY}
        """,
    ),
)
