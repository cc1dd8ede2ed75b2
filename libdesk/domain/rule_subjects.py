"""Tables of an export for views of the equipment list, and for changed rules: their words, as data.

Each is a key, what its rows are, and its columns, as the tables beside it are written.
"""

RULE_SUBJECTS: tuple[tuple[str, str, str], ...] = (
    (
        "item-views",
        "Views of the equipment list that the library has made, in their order.",
        """
        Id: the view's own id
        Name: what it is called
        Shows: what narrows and orders it, as JSON; days are counted from today
        Version: counts its changes
        """,
    ),
    (
        "rules",
        "What the library has changed of the shipped rules about its equipment.",
        """
        Part: kinds, support, or values: what is done with what leaves, and who decides it
        Differs: what is not as it is shipped, as JSON; of values all of it
        As at: when somebody last changed it
        Version: counts its changes
        """,
    ),
)
