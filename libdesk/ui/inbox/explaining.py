"""Finds the terms in a sheet's words: underlined there, offered in a row, explained by a click.

The glossary is read on a worker, when the first words have been shown; no frame waits for it.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.inbox.report_sheet import Sheet
from libdesk.ui.knowledge.explain_row import ExplainRow
from libdesk.ui.widgets.signs import qt_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from libdesk.domain.glossary import Glossary, Occurrence
    from libdesk.domain.plain_words import PlainWords

PAUSE_MS = 150
"""Who steps through the list quickly waits for nothing."""


class Explaining(QObject):
    """Looks through one sheet whenever other words stand in it.

    Args:
        sheet: shows the words.
        row: offers to explain.
        parts: reads the glossary, on a worker.
    """

    def __init__(self, sheet: Sheet, row: ExplainRow, parts: InboxParts) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._row = row
        self._parts = parts
        self._found: tuple[Occurrence, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._look)
        if parts.plain_words is not None:
            sheet.written.connect(self._timer.start)
            sheet.mark_pressed.connect(self._on_pressed)

    def focus_first(self) -> bool:
        """Go to the first term that can be explained; say whether there is one."""
        return self._row.focus_first()

    def _look(self) -> None:
        load = self._parts.plain_words
        if load is None:
            return
        text = self._sheet.toPlainText()
        self._parts.tasks.database(
            partial(_find, load, text),
            partial(self._on_found, text),
            owner=self,
            key=f"terms {id(self)}",
            quiet=True,
        )

    def _on_found(self, text: str, told: "tuple[Glossary, tuple[Occurrence, ...]]") -> None:
        if text != self._sheet.toPlainText():
            return  # other words stand there by now, and are looked through themselves
        glossary, self._found = told
        ends = [place for one in self._found for place in (one.start, one.end)]
        places = iter(qt_places(text, ends))
        self._sheet.mark(tuple(zip(places, places, strict=True)))
        self._row.show_terms([one.term for one in self._found], glossary)

    def _on_pressed(self, number: int) -> None:
        if number < len(self._found):
            self._row.explain(self._found[number].term)


def _find(load: "Callable[[], PlainWords]", text: str) -> "tuple[Glossary, tuple[Occurrence, ...]]":
    """Read the glossary, once, and look through a text; on a worker."""
    from libdesk.domain.glossary import ENGLISH  # noqa: PLC0415 - not before words are shown
    from libdesk.domain.reading import guess_language  # noqa: PLC0415 - see above

    glossary = load().glossary
    return glossary, tuple(glossary.terms_in(text, guess_language(text) or ENGLISH))
