"""The terms of a text as links below it; one that is pressed is explained right there."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    # Loaded with the first term that is explained; the row itself is built long before.
    from libdesk.domain.glossary import Glossary, Term
    from libdesk.ui.knowledge.term_card import TermCard

_SHOWN = 10
"""Terms of one text that have a link; who needs more finds all of them in the list of terms."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("knowledge", words)


class ExplainRow(QWidget):
    """Offers to explain terms; it is not there while there are none.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._glossary: Glossary | None = None
        self._card: TermCard | None = None
        self._links: dict[str, Button] = {}
        self._announcer = Announcer(self)
        self._none = label(_tr("There is no word here that the list of terms explains."), "quiet")
        self._lead: QLabel = label(_tr("Explain:"), "quiet", wraps=False)
        self._flow = FlowLayout(look.px(theme.TINY))
        links = QWidget()
        links.setLayout(self._flow)
        self._flow.addWidget(self._lead)
        self._row = links
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        column.addWidget(links)
        column.addWidget(self._none)
        self._column = column
        self._none.hide()
        self.hide()

    def show_terms(self, terms: "Sequence[Term]", glossary: "Glossary") -> None:
        """Offer these, each once; what was open is closed unless it is among them.

        Args:
            terms: in the order of the text.
            glossary: has them.
        """
        self._glossary = glossary
        wanted = dict.fromkeys(terms)
        shown = {term.term: term for term in wanted}
        if list(shown)[:_SHOWN] != list(self._links):
            self._renew(list(shown.values())[:_SHOWN])
        if self._card is not None and self._card.accessibleName() not in shown:
            self._card.hide()
        self._none.hide()
        self.setVisible(bool(shown))

    def focus_first(self) -> bool:
        """Go to the first link; say whether there is one. Where there is none, the row says so."""
        if self._links:
            next(iter(self._links.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def say_none(self) -> None:
        """Say that nothing here can be explained."""
        self._row.hide()
        self._none.show()
        self.show()
        self._announcer.say("")
        self._announcer.say(self._none.text())

    def explain(self, term: "Term") -> None:
        """Open the card with this term."""
        if self._glossary is None:
            return
        if self._card is None:
            from libdesk.ui.knowledge.term_card import TermCard  # noqa: PLC0415 - when wanted

            self._card = TermCard(self._look)
            self._column.addWidget(self._card)
        self._card.open(term, self._glossary)

    def _renew(self, terms: "Sequence[Term]") -> None:
        for link in self._links.values():
            link.hide()
            link.deleteLater()
        self._links = {}
        for term in terms:
            link = Button(term.term, "link")
            link.setAccessibleName(_tr("Explain {term}").format(term=term.term))
            link.clicked.connect(partial(self._on_link, term))
            self._links[term.term] = link
        self._flow.set_widgets((self._lead, *self._links.values()))
        for link in self._links.values():
            link.show()  # a layout would do it later, and the focus may be wanted now
        self._row.show()

    def _on_link(self, term: "Term", _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        self.explain(term)
