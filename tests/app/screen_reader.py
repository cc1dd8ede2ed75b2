"""Looks at a real screen from outside, as a screen reader does. Run by the system's Python.

    screen_reader.py find SECONDS PROGRAM ROLE NAME   prints JSON: x, y of the middle, and its text
    screen_reader.py all SECONDS PROGRAM              prints every name and text in sight

ROLE is a role's name or "any"; NAME is a regular expression for the name or the text.
"""

import json
import re
import sys
import threading
import time

import pyatspi

PAUSE = threading.Event()


def nodes(program):
    """Yield what is in sight in the windows of a program, parents first."""
    desktop = pyatspi.Registry.getDesktop(0)
    for application in desktop:
        if application is not None and program in (application.name or ""):
            yield from below(application)


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
    return {"x": box.x + box.width // 2, "y": box.y + box.height // 2, "text": said(node)}


def find(program, role, name):
    for node in nodes(program):
        try:
            fits = role in ("any", node.getRoleName()) and re.search(name, said(node))
            if fits and in_sight(node):
                return place(node)
        except Exception:  # noqa: BLE001 - a node may be gone before it is looked at
            continue
    return None


def main():
    what, seconds, program, *rest = sys.argv[1:]
    until = time.monotonic() + float(seconds)
    while True:
        if what == "all":
            found = [f"{node.getRoleName()}: {said(node)!r}" for node in nodes(program)]
        else:
            found = find(program, *rest)
        if found or time.monotonic() > until:
            break
        PAUSE.wait(0.2)  # nothing outside tells of a change
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
