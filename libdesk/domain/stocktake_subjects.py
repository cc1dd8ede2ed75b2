"""Tables of an export for counting days.

Each is its key, what its rows are, and its columns as lines "name: what it tells".
"""

STOCKTAKE_SUBJECTS = (
    (
        "stocktakes",
        "Counting days: which places were counted, and when.",
        """
        Id: by which the other tables name it
        Title: what people call it
        From: its first day
        To: its last day; only scans of its days count
        Places: branches and rooms that were counted
        Note: free text
        State: open, paused or finished
        Finished at (UTC): when its result was frozen; empty before that
        Version: counts its changes
        """,
    ),
    (
        "stocktake-scans",
        "What was scanned on counting days, the earliest first.",
        """
        Count: its id; see stocktakes.csv
        Code: what was read
        Item: the item's label as it is now; empty for a code that is nobody's
        Branch: the branch where it was seen
        Room: the room where it was seen; empty where nobody said it
        At (UTC): when
        Who: who saw it; empty once its time was over
        Condition: good, needs care or broken; empty where nobody said it
        Note: free text
        How: scanned, typed, pasted or by eye
        """,
    ),
    (
        "stocktake-results",
        "How counting days ended: each thing, and what was decided.",
        """
        Count: its id; see stocktakes.csv
        Place: its place in the result
        Outcome: found, here by mistake, missing, unknown; or broken, in a row of its own
        Why: why it is not simply found
        Code: its label that day, or the code that was nobody's
        Name: what people called it
        Kind: what it was
        Listed at branch: where its record said that it stands
        Listed in room: where its record said that it stands
        Seen at branch: empty for what is missing
        Seen in room: empty for what is missing
        At (UTC): when it was seen
        Who: who saw it; empty once its time was over
        Condition: good, needs care or broken; empty where nobody said it
        Note: free text
        Expected: it was expected in one of the places that were counted
        Decision: what is done about it; empty for nothing yet
        Decided at (UTC): when
        Decided by: who
        Decision note: such as where it is
        Is now: label of the item that is new, or whose label it was
        Change: the change that carried it out; see item-changes.csv
        """,
    ),
)
