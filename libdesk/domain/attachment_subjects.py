"""The tables of an export on rooms, and on photos and papers: their words, as data.

Each is a key, what its rows are, and its columns, as the tables beside it are written.
"""

FOLDER = "attachments"
"""The folder of an export with the files themselves."""

ATTACHMENT_SUBJECTS: tuple[tuple[str, str, str], ...] = (
    (
        "rooms",
        "Rooms and closets of which something is known; others stand in items.csv only.",
        """
        Branch: the branch's code
        Name: what it is called, as items name it
        Kind: room, server room, closet or outside
        Condition: how somebody found it
        Notes: what is where, what is to be done
        Looked over on: when somebody last did
        Id: the room's own id
        """,
    ),
    (
        "attachments",
        "Photos and papers of items, rooms and offers; the files are in the folder attachments.",
        """
        File: its name in the folder attachments; where it is not there, it was missing
        Item: the label of the item to which it belongs; empty for another's
        Room: the id of the room to which it belongs; see rooms.csv
        Offer: the number of the offer to which it belongs; see donation-offers.csv
        Name: what it was called
        Words: what is written below it
        Kind: png, jpg or pdf
        Bytes: its size
        Added at (UTC): when
        Who: who added it
        """,
    ),
)


def attachment_file(content_hash: str, kind: str) -> str:
    """Return the name of its file in an export: never one that somebody typed."""
    return f"{content_hash}.{kind}"
