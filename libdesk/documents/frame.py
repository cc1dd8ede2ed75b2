"""What all papers say by themselves, in the language of the library."""

from libdesk.documents.content import Furniture
from libdesk.documents.wording import Wording

DOT = " \N{MIDDLE DOT} "
"""Stands between facts on one line."""


def furniture(words: Wording) -> Furniture:
    """Return the words that a paper has by itself."""
    return Furniture(
        page=words.tr("Page {page} of {pages}"),
        place=words.tr("Place for a picture: {what}"),
        broken=words.tr("This picture can’t be read."),
        too_large=words.tr("This picture is too large to print: {width} × {height} pixels."),
    )
