"""Looks at a real screen from outside, as a screen reader does. Run by the system's Python.

    screen_reader.py find SECONDS WINDOW ROLE NAME   prints JSON: x, y of the middle, its box, and
                                                     its text, once it stands still
    screen_reader.py all SECONDS WINDOW              prints every name and text in sight

WINDOW is a regular expression for a window's title, ROLE one for a role or "any", NAME a
regular expression for the name or the text.
"""

import json
import re
import sys
import threading
import time

import pyatspi

PAUSE = threading.Event()


def nodes(title):
    """Yield what is in the windows of this title, parents first; the windows too."""
    for application in pyatspi.Registry.getDesktop(0):
        for window in application or ():
            if window is not None and re.fullmatch(title, window.name or ""):
                yield window
                yield from below(window)


def below(node):
    for child in node:
        if child is None:
            continue
        yield child
        yield from below(child)


def said(node):
    """Return what a screen reader would say of a node: its name, then its text."""
    words = [node.name or ""]
    try:
        text = node.queryText()
        words.append(text.getText(0, text.characterCount))
    except NotImplementedError:
        pass
    return "\n".join(words)


def in_sight(node):
    states = node.getState()
    return states.contains(pyatspi.STATE_SHOWING) and states.contains(pyatspi.STATE_VISIBLE)


def place(node):
    box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    return {
        "x": box.x + box.width // 2,
        "y": box.y + box.height // 2,
        "box": [box.x, box.y, box.x + box.width, box.y + box.height],
        "text": said(node),
    }


def find(title, role, name):
    for node in nodes(title):
        try:
            is_kind = role == "any" or re.fullmatch(role, node.getRoleName())
            fits = is_kind and re.search(name, said(node))
            if fits and in_sight(node):
                return place(node)
        except Exception:  # noqa: BLE001 - a node may be gone before it is looked at
            continue
    return None


def find_at_rest(until, *asked):
    """Return what was found where it stands still: windows are placed and pages grow after all."""
    before = find(*asked)
    while True:
        PAUSE.wait(0.2)  # nothing outside tells of a change
        found = find(*asked)
        if (found is not None and found == before) or time.monotonic() > until:
            return found
        before = found


def main():
    what, seconds, title, *rest = sys.argv[1:]
    if what == "all":
        found = [f"{node.getRoleName()}: {said(node)!r}" for node in nodes(title)]
    else:
        found = find_at_rest(time.monotonic() + float(seconds), title, *rest)
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
