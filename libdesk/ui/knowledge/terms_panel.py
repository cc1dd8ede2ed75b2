"""The list of all terms, with a field to search in them, and the card of the one that is chosen."""

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from libdesk.domain.glossary import Glossary, Term
from libdesk.domain.phrases import key_of
from libdesk.domain.words import cut
from libdesk.ui import theme
from libdesk.ui.knowledge.term_card import TermCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.labels import label, plain_tip
from libdesk.ui.widgets.scroll import scrolling

_LIST_WIDTH, _LIST_HEIGHT, _NARROW = 260, 120, 560
_ROW = 32
_CLASHES = 5
"""Names that two terms claim; so many are told at once."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("knowledge", words)


class TermsPanel(QWidget):
    """All terms, to look one up.

    The arrows go through the list from the field, too.

    Args:
        glossary: the terms.
        look: the theme.
    """

    def __init__(self, glossary: Glossary, look: Theme) -> None:
        super().__init__()
        self._glossary = glossary
        self._look = look
        self._build()
        self._searched = {term: _searched(term) for term in glossary.terms}
        self._search.textChanged.connect(self._on_text)
        self._list.currentItemChanged.connect(self._on_current)
        self._card.turned.connect(self.show_term)
        self._on_text("")

    def focus_first(self) -> None:
        """Put the focus into the field to search in."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_term(self, term: Term) -> None:
        """Choose a term, whatever is searched for."""
        if not self._select(term):
            self._search.clear()
            self._select(term)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the arrows of the field to the list; Esc clears the field."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if self._search.hasFocus() and event.key() in steps:
            row = self._list.currentRow() + steps[Qt.Key(event.key())]
            self._list.setCurrentRow(min(max(0, row), self._list.count() - 1))
        elif event.key() == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
            self.focus_first()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        px = self._look.px
        self._search = QLineEdit()
        self._search.setMaxLength(200)
        self._search.setAccessibleName(_tr("Search the terms"))
        self._search.setPlaceholderText(_tr("A word, or what it is about"))
        self._search.setClearButtonEnabled(True)
        self._list = QListWidget()
        self._list.setAccessibleName(_tr("Terms"))
        self._list.setMinimumWidth(px(_LIST_WIDTH))
        self._list.setMinimumHeight(px(_LIST_HEIGHT))
        self._list.setUniformItemSizes(True)
        self._none = label(_tr("No term has these words. Ask IT, and it can be added."), "quiet")
        self._announcer = Announcer(self)
        self._card = TermCard(self._look, stays=True)
        holder = QWidget()
        right = QVBoxLayout(holder)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._card)
        right.addWidget(self._none)
        right.addStretch(1)
        both = Beside(self._look, theme.LARGE, _NARROW)
        both.row.addWidget(self._list, 2)
        both.row.addWidget(scrolling(holder), 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(self._search)
        column.addWidget(both, 1)
        if words := _clash_words(self._glossary):
            column.addWidget(label(words, "notice"))

    def _on_text(self, text: str) -> None:
        kept = self._list.currentItem()
        before = kept.data(Qt.ItemDataRole.UserRole) if kept is not None else ""
        fitting = self._fitting(text)
        self._list.blockSignals(True)  # noqa: FBT003 - Qt's own call
        self._list.clear()
        for term in fitting:
            item = QListWidgetItem(term.term)
            item.setSizeHint(QSize(0, self._look.px(_ROW)))
            item.setData(Qt.ItemDataRole.UserRole, term.id)
            also = ", ".join(term.also_called)
            if also:
                item.setToolTip(plain_tip(also))
            self._list.addItem(item)
        self._list.blockSignals(False)  # noqa: FBT003 - Qt's own call
        self._none.setVisible(not fitting)
        self._card.setVisible(bool(fitting))
        self._announcer.say("" if fitting else self._none.text())
        ids = [term.id for term in fitting]
        if fitting:
            stays = not text.strip() and before in ids
            self._list.setCurrentRow(ids.index(before) if stays else 0)
            self._on_current(self._list.currentItem())

    def _fitting(self, text: str) -> list[Term]:
        """Return what fits: the term of just this name first, then names, then meanings."""
        words = key_of(text).split()
        if not words:
            return list(self._glossary.terms)
        exact = self._glossary.find(text)
        wanted = " ".join(words)
        found = [
            term
            for term, searched in self._searched.items()
            if term is not exact and all(word in searched for word in words)
        ]
        found.sort(key=lambda term: all(wanted not in key_of(name) for name in term.names))
        return found if exact is None else [exact, *found]

    def _select(self, term: Term) -> bool:
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == term.id:
                self._list.setCurrentRow(row)
                return True
        return False

    def _on_current(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is None:
            return
        chosen = item.data(Qt.ItemDataRole.UserRole)
        term = next(term for term in self._glossary.terms if term.id == chosen)
        self._card.explain(term, self._glossary)


def _clash_words(glossary: Glossary) -> str:
    """Return which names stand for two terms, so that somebody can part them; "" for none."""
    told = _tr("“{name}” stands for two terms: {first} and {second}.")
    names = {term.id: term.term for term in glossary.terms}
    return "\n".join(
        told.format(name=one.name, first=names[one.first], second=names[one.second])
        for one in glossary.clashes()[:_CLASHES]
    )


def _searched(term: Term) -> str:
    abroad = (plain for _language, plain in term.abroad)
    return " ".join(cut(" ".join((*term.names, term.swap, term.meaning, *abroad))))
