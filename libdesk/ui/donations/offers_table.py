"""The list of offers as a table: its columns as data, its keys, and a line copied as text."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QWidget

from libdesk.domain.donations import OfferId
from libdesk.services.donation_stores import KeptOffer
from libdesk.ui.cards import CardDelegate
from libdesk.ui.cards import Pen as Ink
from libdesk.ui.donations.offer_words import age_words, donor_words, verdicts_words, what_words
from libdesk.ui.donations.wording import state_words
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.lists import Column, ListModel, at_once
from libdesk.ui.theme import SMALL, Theme

_WIDTHS = (56, 118, 0, 128, 82, 74)
_DONOR, _WHAT = 1, 2

_Index = QModelIndex | QPersistentModelIndex


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


def offer_columns(today: Callable[[], date]) -> tuple[Column[KeptOffer], ...]:
    """Return the columns.

    Args:
        today: tells the reader's day, up to which ages count.
    """
    return (
        Column("number", _tr("No."), lambda one: one.offer.number),
        Column("donor", _tr("From"), lambda one: donor_words(one.offer)),
        Column("what", _tr("What"), lambda one: what_words(one.offer)),
        Column("verdict", _tr("Verdict"), _verdicts, _spoken_verdicts),
        Column("state", _tr("State"), lambda one: state_words(one.offer.state)),
        Column("age", _tr("Age"), lambda one: age_words(one.offer.asked_on, today())),
    )


class OfferDelegate(CardDelegate):
    """Writes cells in the theme's colors; whom it is from stands out.

    Args:
        look: the theme.
        parent: the page.
    """

    def __init__(self, look: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def row_height(self, width: int) -> int:  # noqa: ARG002 - a row is as high in any width
        """Return the height of a row."""
        return self._look.metrics(bold=True).height() + 2 * self._look.px(SMALL) + 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        tokens, px = self._look.tokens, self._look.px
        rect = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(tokens.soft if chosen else tokens.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        if _is_current(option, index):
            painter.setPen(QPen(QColor(tokens.accent), 2))
            top, bottom = rect.top() + 1, rect.bottom()
            painter.drawLine(rect.left(), top, rect.right(), top)
            painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        inner = rect.adjusted(px(SMALL), 0, -px(SMALL), -1)
        ink = Ink(painter, inner, option.direction)
        room = QRect(0, 0, inner.width(), inner.height())
        font = self._look.font(bold=index.column() == _DONOR)
        ink.words(room, index.data() or "", font, tokens.ink)
        painter.restore()


class OffersTable(LinesView):
    """All columns side by side with their headings.

    Args:
        look: the theme.
        today: tells the reader's day.
        parent: the page.
    """

    def __init__(self, look: Theme, today: Callable[[], date], parent: QWidget) -> None:
        self._offers = ListModel[KeptOffer](
            offer_columns(today), _key_of, at_once(lambda _keys: ()), parent
        )
        super().__init__(look, self._offers, OfferDelegate(look, parent), _tr("Offers"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())  # Qt would paint a frame of its own there
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(look.px(48))
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        header.show()
        for column, width in enumerate(_WIDTHS):
            self.setColumnHidden(column, False)  # noqa: FBT003 - Qt's own call
            if column != _WHAT:
                self.setColumnWidth(column, look.px(width))

    def show_offers(self, offers: Sequence[KeptOffer], wanted: OfferId | None = None) -> None:
        """Show these; the current one stays the current one, as long as it is there.

        Args:
            offers: in their order.
            wanted: another one to go to.
        """
        keys = [int(one.offer.id) for one in offers]
        row = max(0, self.currentIndex().row())
        key = self.key() if wanted is None or wanted not in keys else int(wanted)
        self._offers.set_keys(keys, offers)
        if key not in keys:
            key = keys[min(row, len(keys) - 1)] if keys else None
        if key != self.key() or not self.selected_keys():
            self.choose(key)

    def line(self, key: int) -> str:
        """Return an offer as one line of text, as it is copied."""
        return "".join(self._offers.line(one) for one in self._offers.known([key]).values())


def _is_current(option: QStyleOptionViewItem, index: _Index) -> bool:
    view = option.widget
    if not isinstance(view, OffersTable):
        return False
    return view.hasFocus() and view.currentIndex().row() == index.row()


def _verdicts(one: KeptOffer) -> str:
    return verdicts_words(one) or _tr("not judged yet")


def _spoken_verdicts(one: KeptOffer) -> str:
    said = _verdicts(one)
    return _tr("{verdict}, decided by a person").format(verdict=said) if one.overrides else said


def _key_of(one: KeptOffer) -> int:
    return int(one.offer.id)
