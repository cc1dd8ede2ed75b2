"""Places in a text, as Python counts them and as Qt does: Qt counts an emoji as two signs."""

from collections.abc import Iterable


def qt_places(text: str, places: Iterable[int]) -> list[int]:
    """Return the places that Qt calls these ones.

    Args:
        text: the text.
        places: places in it, in rising order; each is looked at once.
    """
    places = list(places)
    if text.isascii() or max(text, default="") < "\U00010000":
        return places
    counted, seen, made = 0, 0, []
    for place in places:
        counted += sum(2 if sign >= "\U00010000" else 1 for sign in text[seen:place])
        seen = max(seen, place)
        made.append(counted)
    return made
