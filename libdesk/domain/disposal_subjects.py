"""Tables of an export for what leaves: declared surplus, wiped, gone.

Each is its key, what its rows are, and its columns as lines "name: what it tells".
"""

_ID = "Id: its number; what was taken back leaves a gap"
_CHANGE = "Change: the change that kept it; see item-changes.csv"
_LABEL = "Label: the item's label number now"
_ITEM = "Item: the item's id; see items.csv"

DISPOSAL_SUBJECTS = (
    (
        "retirements",
        "Items that were declared surplus.",
        f"""
        {_ID}
        {_CHANGE}
        {_ITEM}
        {_LABEL}
        At (UTC): when
        By: who did it
        Why: why
        Condition: works, works in part or broken; empty for not known
        """,
    ),
    (
        "wipings",
        "How items were wiped, in the words of NIST SP 800-88.",
        f"""
        {_ID}
        {_CHANGE}
        {_ITEM}
        {_LABEL}
        Label then: the label as it was wiped
        Serial then: the maker's number as it was wiped
        Machine: make and model as it was wiped
        Media: SSD, hard disk or flash memory; empty for not known
        Method: clear, purge or destroy
        Technique: how
        Tool: with what, and which version of it
        By: who did it
        On: the day
        Checked by: who checked it; empty for nobody
        Alone: yes where nobody else was there to check it
        How checked: how
        Result: done or failed
        Goes: whether it leaves the library or stays
        Note: what else there is to say
        """,
    ),
    (
        "departures",
        "How items went.",
        f"""
        {_ID}
        {_CHANGE}
        {_ITEM}
        {_LABEL}
        Label then: the label as it went
        How: sold, given, recycled, traded in, returned, destroyed or written off
        On: the day
        To: to whom
        Schemes: the recycler's own certificates
        Certificate: the number of the paper that says so; empty for awaited, or none
        Certificate on: the day of that paper
        Price: what came in for it
        Currency: the price's, in three letters
        Decided on: the day of the decision
        Decided by: who decided
        Asked: yes where it was asked that nobody who declared it surplus gets it
        Note: what else there is to say
        Version: counts its changes
        """,
    ),
)
