"""Four weeks of every thing that is lent: a row for each, a column for each day, loans as bars.

A bar tells by its shape and its words what it is: filled for what is out, outlined for what is
booked, hatched for what should have been back.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import (
    QCoreApplication,
    QDate,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from libdesk.domain.loans import DayOf, Loan, Use, days_of, is_open_day
from libdesk.services.loan_views import Loanable, LoansOverview
from libdesk.ui.lists import Column, ListModel, at_once
from libdesk.ui.loans.wording import day_told, thing_words, use_words, who_words
from libdesk.ui.strings import day_words
from libdesk.ui.theme import RADIUS, TEXT_FINE, TINY, Theme

DAYS = 28
"""So many days are shown, today first."""

_ROW, _DAY, _NAME = 34, 30, 186
_NAME_SHARE = 0.4
"""As much of the picture at most is taken by the names of things, however large the text is."""

_MOST_ROWS = 12
"""Rows that are seen at once; more scroll."""

_LEAST_SIGNS = 4
"""With fewer signs than these, the first letter of a name says more."""

_Index = QModelIndex | QPersistentModelIndex


class MonthView(QTableView):
    """Shows them; Enter, or a click, on a free day asks for a loan that begins then.

    Args:
        look: the theme.

    Signals:
        free_chosen: the id of a thing, and the day.
        loan_chosen: a loan that is to be looked at.
        pointed: the day that has the keys, in words.
    """

    free_chosen = Signal(int, object)
    loan_chosen = Signal(object)
    pointed = Signal(str)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._today = date.min
        self._hours = LoansOverview(self._today).hours
        self._things: tuple[Loanable, ...] = ()
        self._days: dict[int, tuple[DayOf, ...]] = {}
        self.setAccessibleName(self.tr("The next four weeks"))
        self._model: ListModel[Loanable] = ListModel(
            self._columns(), lambda one: one.record.id, at_once(lambda _keys: ()), self
        )
        self.setModel(self._model)
        self.setItemDelegate(_DayDelegate(look, self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalHeader(_ThingsHead(look, self))
        self.setHorizontalHeader(_DaysHead(look))
        head = self.horizontalHeader()
        head.setMinimumSectionSize(1)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumWidth(1)
        self.clicked.connect(self._on_chosen)
        look.changed.connect(self._fit)
        self._fit()

    def show_overview(self, overview: LoansOverview) -> None:
        """Show what an overview tells of its things."""
        self._today, self._hours = overview.today, overview.hours
        self._things = overview.things
        self._days = {
            one.record.id: days_of(one.loans, self._today, DAYS, self._today, self._hours)
            for one in self._things
        }
        self._model.set_columns(self._columns())
        self._model.reset_keys([one.record.id for one in self._things], self._things)
        self._fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the days beside the names."""
        super().resizeEvent(event)
        self._fit_names()

    def name_of(self, row: int) -> str:
        """Return the name of the thing in a row."""
        return thing_words(self._things[row].record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a day on Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days, and over them the loans, each in one piece with its words."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, thing in enumerate(self._things):
            for first, last, day in _runs(self._days[thing.record.id]):
                self._paint_bar(painter, row, first, last, day)
        painter.end()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell the day that has the keys."""
        super().currentChanged(current, previous)
        day = self.day_at(current)
        if day is not None:
            thing = thing_words(self._things[current.row()].record)
            self.pointed.emit(day_told(thing, day, self._today))
        self.viewport().update()

    def day_at(self, index: _Index) -> DayOf | None:
        """Return the day of a cell; None for the thing's name."""
        if not index.isValid() or index.column() == 0:
            return None
        return self._days[self._things[index.row()].record.id][index.column() - 1]

    def is_closed(self, column: int) -> bool:
        """Say whether nobody is there on the day of a column."""
        return column > 0 and not is_open_day(self._hours, self._on(column))

    def _columns(self) -> tuple[Column[Loanable], ...]:
        name = Column("thing", self.tr("Thing"), lambda one: thing_words(one.record), self._spoken)
        return (name, *(self._column(place) for place in range(1, DAYS + 1)))

    def _column(self, place: int) -> Column[Loanable]:
        def spoken(one: Loanable) -> str:
            day = self._days[one.record.id][place - 1]
            return day_told(thing_words(one.record), day, self._today)

        return Column(f"day{place}", self._heading(place), lambda _one: "", spoken)

    def _spoken(self, one: Loanable) -> str:
        return ". ".join(filter(None, (thing_words(one.record), one.why_not)))

    def _heading(self, place: int) -> str:
        if self._today == date.min:
            return ""
        on = self._on(place)
        day = QDate(on.year, on.month, on.day)
        weekday = QLocale().toString(day, "ddd")[:2]
        return f"{weekday}\n{on.day}"

    def _on(self, column: int) -> date:
        return self._today + timedelta(days=column - 1)

    def _fit(self) -> None:
        px = self._look.px
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(px(_ROW))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultSectionSize(px(_DAY))
        # The names stand in the heading of the rows, which stays where it is; the column is for
        # screen readers, and for the line that carries all of a row.
        self.setColumnHidden(0, True)  # noqa: FBT003 - Qt's own signature
        self._fit_names()
        for column in range(1, DAYS + 1):
            self.setColumnWidth(column, px(_DAY))
        count = min(_MOST_ROWS, max(1, len(self._things)))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(head.sizeHint().height() + count * px(_ROW) + bar + px(TINY))

    def _fit_names(self) -> None:
        wide = min(self._look.px(_NAME), round(self.width() * _NAME_SHARE))
        self.verticalHeader().setFixedWidth(max(1, wide))

    def _on_chosen(self, index: QModelIndex) -> None:
        day = self.day_at(index)
        if day is None:
            return
        if day.loan is not None:
            self.loan_chosen.emit(day.loan)
        elif not self._things[index.row()].why_not:
            self.free_chosen.emit(int(self._things[index.row()].record.id), day.on)

    def _paint_bar(self, painter: QPainter, row: int, first: int, last: int, day: DayOf) -> None:
        left = self.visualRect(self._model.index(row, first + 1))
        right = self.visualRect(self._model.index(row, last + 1))
        bounds = left.united(right)
        if not bounds.isValid():
            return
        gap = self._look.px(TINY)
        whole = QRectF(bounds.adjusted(gap // 2, gap, -(gap // 2), -gap))
        tokens = self._look.tokens
        pen, brush, ink = QPen(QColor(tokens.accent), 2), QBrush(QColor(tokens.accent)), ""
        if day.use is Use.OUT:
            ink = tokens.on_accent
        elif day.use is Use.BOOKED:
            pen.setStyle(Qt.PenStyle.DashLine)
            brush, ink = QBrush(QColor(tokens.card)), tokens.ink
        else:
            pen = QPen(QColor(tokens.danger), 2)
            brush, ink = QBrush(QColor(tokens.card)), tokens.danger
        radius = self._look.px(RADIUS) / 2
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawRoundedRect(whole, radius, radius)
        if day.use is Use.OVERDUE:
            hatch = QBrush(QColor(tokens.danger), Qt.BrushStyle.BDiagPattern)
            painter.setOpacity(0.25)
            painter.setBrush(hatch)
            painter.drawRoundedRect(whole, radius, radius)
            painter.setOpacity(1)
        self._write(painter, whole, day, ink)

    def _write(self, painter: QPainter, whole: QRectF, day: DayOf, ink: str) -> None:
        """Write whose bar it is, as far as there is room."""
        room = whole.adjusted(self._look.px(TINY) + 1, 0, -self._look.px(TINY), 0)
        painter.setFont(self._look.font(TEXT_FINE, bold=day.use is not Use.BOOKED))
        who = who_words(day.loan) if day.loan is not None else ""
        words = f"{who}: {use_words(day.use)}"
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(room.width())
        )
        if len(shown) < _LEAST_SIGNS:
            shown = who[:1]
        painter.setPen(QColor(ink))
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, place, shown)


class _DaysHead(QHeaderView):
    """The days above, without the room at their sides that the headings of a list have."""

    def __init__(self, look: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._look = look

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one."""
        tokens = self._look.tokens
        painter.save()
        painter.fillRect(rect, QColor(tokens.ground))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(tokens.quiet))
        painter.setFont(self._look.font(TEXT_FINE))
        words = self.model().headerData(section, Qt.Orientation.Horizontal)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


class _ThingsHead(QHeaderView):
    """The things at the side, each with its name as far as there is room; all of it as a tip."""

    def __init__(self, look: Theme, view: MonthView) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._look = look
        self._view = view
        self.setSectionsClickable(False)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell a name whole."""
        if isinstance(event, QHelpEvent):
            row = self.logicalIndexAt(event.pos())
            self.setToolTip(self._view.name_of(row) if row >= 0 else "")
        return super().viewportEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one."""
        tokens, room = self._look.tokens, rect.adjusted(self._look.px(TINY), 0, 0, 0)
        painter.save()
        painter.fillRect(rect, QColor(tokens.card))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QColor(tokens.ink))
        painter.setFont(self._look.font())
        words = painter.fontMetrics().elidedText(
            self._view.name_of(section),
            Qt.TextElideMode.ElideRight,
            room.width() - self._look.px(TINY),
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
        painter.restore()


class _DayDelegate(QStyledItemDelegate):
    """Paints one day, without its loan: closed days are shaded, the one with the keys framed."""

    def __init__(self, look: Theme, view: MonthView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint it."""
        tokens = self._look.tokens
        bounds: QRect = option.rect
        if self._view.is_closed(index.column()):
            painter.fillRect(bounds, QBrush(QColor(tokens.line), Qt.BrushStyle.Dense5Pattern))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(bounds.bottomLeft(), bounds.bottomRight())
        painter.drawLine(bounds.topRight(), bounds.bottomRight())
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(bounds.adjusted(1, 1, -2, -2))


def _runs(days: Sequence[DayOf]) -> Sequence[tuple[int, int, DayOf]]:
    """Return from where to where each loan goes on, and one of its days."""
    found: list[tuple[int, int, DayOf]] = []
    for place, day in enumerate(days):
        if day.loan is None:
            continue
        last = found[-1] if found else None
        if last is not None and last[1] == place - 1 and _same(last[2].loan, day.loan):
            found[-1] = (last[0], place, last[2])
        else:
            found.append((place, place, day))
    return found


def _same(one: Loan | None, other: Loan | None) -> bool:
    return one is not None and other is not None and one.id == other.id


def legend_words(today: date) -> str:
    """Return what the picture shows, in a sentence."""
    words = QCoreApplication.translate(
        "loans",
        "From {day} on. Filled is out, dashed is booked, hatched is overdue; on shaded days nobody "
        "is there. Choose a free day to book it.",
    )
    return words.format(day=day_words(today, today))
