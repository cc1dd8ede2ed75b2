"""Tables of an export for donations: the policy, offers, machines, what was decided, letters.

Each is its key, what its rows are, and its columns as lines "name: what it tells".
"""

_OFFER = "Offer: the offer's number; see donation-offers.csv"
_PLACE = "Place: of the machine in its offer, from 0"

DONATION_SUBJECTS = (
    (
        "donation-policies",
        "The versions of the policy on donations.",
        """
        Version: its number
        At (UTC): when it was made
        By: who made it
        Note: what was changed; shipped for the one that came with LibDesk
        Policy: all of it, as JSON
        """,
    ),
    (
        "donation-offers",
        "What was offered to the library.",
        """
        Id: the offer's number
        Name: the donor's name; empty for nobody named, or no longer kept
        Organization: such as a firm
        Address: the donor's postal address
        Mail: the donor's e-mail address
        Phone: the donor's telephone number
        Asked on: the day of the offer
        State: open, answered, done or withdrawn
        Policy: the version by which it was judged
        Notes: what else was said
        Received on: when the things came to the library
        Answered on: when the donor got the answer
        By: who wrote it down
        Changed at (UTC): when it last changed
        Changed by: who changed it last
        Over since (UTC): since when it is done or withdrawn
        Version: counts its changes
        """,
    ),
    (
        "donation-machines",
        "The machines of each offer, with the verdict and the lines that led to it.",
        f"""
        {_OFFER}
        {_PLACE}
        Machine: all that was known of it, as JSON
        Verdict: accept, spare, parts, maybe, refer or decline
        Policy: the version of the policy that gave it
        Lines: of each line its key, its fate, the fact, whether it was known, its points; as JSON
        What became of it: taken, not brought, returned, refurbisher or recycled; empty for not yet
        On: the day
        To: where it went
        Certificate: the number of the paper that says so
        Items: the ids of the items that were made, as JSON; see items.csv
        """,
    ),
    (
        "donation-overrides",
        "What a person decided otherwise than the policy.",
        f"""
        {_OFFER}
        {_PLACE}
        Verdict: what was decided
        By: who
        Reason: why
        At (UTC): when
        """,
    ),
    (
        "donation-letters",
        "Letters to donors.",
        f"""
        {_OFFER}
        Kind: which letter
        Language: such as en
        Text: all of it; empty where it is no longer kept
        By: who made it
        At (UTC): when
        """,
    ),
    (
        "donation-items",
        "Which items came as gifts, and under which conditions.",
        f"""
        Item: the item’s id; see items.csv
        {_OFFER}
        Condition: what the donor asks for; empty where it can be given away again
        Change: the id of the change that made it
        """,
    ),
)
