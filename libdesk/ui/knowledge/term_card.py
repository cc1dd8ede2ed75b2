"""A small card that explains one term in the place where it stands."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from libdesk.domain.glossary import Glossary, Kind, Other, Term
from libdesk.ui import theme
from libdesk.ui.icons import picture
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import bring_into_sight
from libdesk.ui.widgets.tab_order import move_focus

_PICTURE = 32


def _tr(words: str) -> str:
    return QCoreApplication.translate("knowledge", words)


def _kind_words(kind: Kind) -> str:
    return {
        Kind.TECH: _tr("Computers"),
        Kind.LIBRARY: _tr("Library"),
        Kind.MONEY: _tr("Money"),
        Kind.LAW: _tr("Rules"),
    }[kind]


class TermCard(QFrame):
    """Explains a term: what it means, what else it is called, what it is not.

    Args:
        look: the theme.
        stays: it is part of a page and cannot be closed.

    Signals:
        closed: Esc, or its button; the focus has gone back to where it came from.
        turned: it explains another term now, one that was pressed on it.
    """

    closed = Signal()
    turned = Signal(object)

    def __init__(self, look: Theme, *, stays: bool = False) -> None:
        super().__init__()
        self._look = look
        self._before: QWidget | None = None
        self._glossary = Glossary()
        self._picture_name = ""
        self._stays = stays
        self.setProperty("role", "card" if stays else "soft")
        self._build()
        look.changed.connect(self._draw)
        self.hide()

    def explain(self, term: Term, glossary: Glossary) -> None:
        """Show a term.

        Args:
            term: which.
            glossary: knows what it is not the same as.
        """
        self._glossary = glossary
        self._picture_name = term.picture
        self._draw()
        self.setAccessibleName(term.term)
        self.setAccessibleDescription(term.meaning)
        self._name.setText(term.term)
        self._kind.setText(_kind_words(term.kind))
        self._meaning.setText(term.meaning)
        self._close.setAccessibleDescription(f"{term.term}: {term.meaning}")
        say = _tr("Say instead: {words}") if term.swap else "{words}"
        self._show_line(self._say, say, term.swap or term.advice)
        self._show_line(self._also, _tr("Also called: {words}"), ", ".join(term.also_called))
        self._show_others(term.not_the_same_as)
        self.show()

    def open(self, term: Term, glossary: Glossary) -> None:
        """Show a term and take the focus; it goes back when the card is closed."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self.explain(term, glossary)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self)

    def leave(self) -> None:
        """Close, and give the focus back."""
        if self._stays or not self.isVisible():
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        before, self._before = self._before, None
        if had_focus and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape and not self._stays:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go on as the card is read, however late a link was made."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        edge = px(theme.MEDIUM)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.TINY))
        self._picture = label("")
        self._name = label("", "heading")
        self._kind = label("", "fine", wraps=False)
        self._close = Button(_tr("Close"), "link")
        head = QHBoxLayout()
        head.setSpacing(px(theme.SMALL))
        head.addWidget(self._picture)
        head.addWidget(self._name, 1)
        head.addWidget(self._kind)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._close.setHidden(self._stays)
        self._meaning = label("", selectable=True)
        self._say = label("", "strong")
        self._also = label("", "quiet")
        self._others = QWidget()
        others = QVBoxLayout(self._others)
        others.setContentsMargins(0, 0, 0, 0)
        others.setSpacing(0)
        self._others_column = others
        for one in (self._meaning, self._say, self._also, self._others):
            column.addWidget(one)
        self._close.clicked.connect(self.leave)

    def _draw(self) -> None:
        self._picture.setVisible(bool(self._picture_name))
        if self._picture_name:
            size, accent = self._look.px(_PICTURE), self._look.tokens.accent
            made = picture(self._picture_name, accent, size, self.devicePixelRatioF())
            self._picture.setPixmap(made)

    def _show_line(self, line: QLabel, sentence: str, words: str) -> None:
        line.setText(sentence.format(words=words))
        line.setVisible(bool(words))

    def _show_others(self, others: tuple[Other, ...]) -> None:
        directly = Qt.FindChildOption.FindDirectChildrenOnly
        for gone in self._others.findChildren(QWidget, options=directly):
            self._others_column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for other in others:
            row = QWidget()
            flow = FlowLayout(self._look.px(theme.TINY))
            row.setLayout(flow)
            flow.addWidget(label(_tr("Not the same as"), "quiet", wraps=False))
            flow.addWidget(self._name_of(other))
            self._others_column.addWidget(row)
            why = label(other.why)
            self._others_column.addWidget(why)
            row.show()  # a layout would do it later, and Tab may be pressed before
            why.show()
        self._others.setVisible(bool(others))

    def _name_of(self, other: Other) -> QWidget:
        """Return a link to another term, or its name where the glossary has none."""
        term = self._glossary.find(other.term)
        if term is None:
            return label(other.term, "strong", wraps=False)
        link = Button(other.term, "link", enter_presses=True)
        link.setAccessibleDescription(other.why)
        link.clicked.connect(partial(self._turn, term))
        return link

    def _turn(self, term: Term, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        self.explain(term, self._glossary)
        if not self._stays:
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit(term)
