"""The file: how it is read, its first rows, and what is odd about it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from libdesk.domain.tables import HEADING_SEARCH, ReadChoice, Row, column_name
from libdesk.ui import theme
from libdesk.ui.imports.one_page import scrolls_by_itself
from libdesk.ui.imports.parts import Work
from libdesk.ui.table_words import delimiter_words, encoding_words, note_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.refilling import refill
from libdesk.ui.widgets.scroll import scrolling

ENCODINGS = (
    "utf-8", "cp1252", "utf-16-le", "utf-16-be", "iso8859-15", "cp1250", "cp1251", "mac-roman",
    "cp850", "cp437",
)  # fmt: skip
"""In which a text file can be read, the likeliest first."""

DELIMITERS = (",", ";", "\t", "|")
MOST_NOTES = 30
LEAST_HEIGHT = 120
"""Pixels of what is told, at the usual text size; in a smaller window the page scrolls."""

_MOST_COLUMNS = 60
_HEADINGS_SHOWN = 36
_SHOWN = 80
"""Characters of a cell in the preview."""

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class FilePane(QWidget):
    """Shows how a file is read, and asks for another way.

    Args:
        look: the theme.

    Signals:
        choice_made: how it is to be read from now on (ReadChoice).
    """

    choice_made = Signal(object)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._read_as = ReadChoice()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, look.px(theme.SMALL), 0)
        column.setSpacing(look.px(theme.MEDIUM))
        self._build_pickers(column)
        self._preview_title = label(self.tr("Its first rows"), "strong")
        self._rows = _Preview(look)
        self._table = self._build_table()
        column.addWidget(self._preview_title)
        column.addWidget(self._table)
        self._notes_title = label(self.tr("To be known about it"), "strong")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(look.px(theme.SMALL))
        column.addWidget(self._notes_title)
        column.addLayout(self._notes)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = scrolling(content)
        scrolls_by_itself(area, look.px(LEAST_HEIGHT))
        whole.addWidget(area)

    def show_work(self, work: Work) -> None:
        """Show a file."""
        looked, read_as = work.looked, work.worked.read_as
        self._read_as = read_as
        encodings = [(encoding_words(one), one) for one in ENCODINGS]
        delimiters = [(delimiter_words(one), one) for one in DELIMITERS]
        self._fill(self._encoding, encodings, read_as.encoding)
        self._fill(self._delimiter, delimiters, read_as.delimiter)
        self._fill(self._sheet, [(one, one) for one in looked.sheets], read_as.sheet)
        self._pairs[self._sheet].setVisible(len(looked.sheets) > 1)
        rows = looked.rows[:HEADING_SEARCH]
        headings = [(self.tr("None: the first row is an item already"), 0)]
        headings += [(self._heading_words(row), row.number) for row in rows]
        self._fill(self._heading, headings, read_as.heading_row)
        self._rows.show_rows(looked.rows, read_as.heading_row or 0)
        self._fit_table()
        locale = QLocale()
        notes = work.worked.notes
        told = [note_words(one, work.worked.headings, locale) for one in notes[:MOST_NOTES]]
        self._notes_title.setVisible(bool(told))
        refill(self._notes, [label(words, selectable=True) for words in told])

    def _heading_words(self, row: Row) -> str:
        cells = ", ".join(filter(None, (cell.strip() for cell in row.cells)))
        words = self.tr("Row {row}: {cells}")
        return words.format(row=row.number, cells=" ".join(cells.split())[:_SHOWN])

    def _build_pickers(self, column: QVBoxLayout) -> None:
        self._pairs: dict[Picker, QWidget] = {}
        self._encoding, self._delimiter, self._sheet, self._heading = (
            self._picker(words)
            for words in (
                self.tr("Letters are written as"),
                self.tr("Between two cells stands"),
                self.tr("Sheet"),
                self.tr("Headings are in"),
            )
        )
        self._heading.setMinimumContentsLength(_HEADINGS_SHOWN)
        flow = FlowLayout(self._look.px(theme.MEDIUM))
        for picker in self._pairs:
            flow.addWidget(self._pairs[picker])
        column.addLayout(flow)
        self._encoding.activated.connect(
            lambda _: self._choose(replace(self._read_as, encoding=self._encoding.currentData()))
        )
        # Other cells, or another sheet, have their headings elsewhere: these are guessed anew.
        self._delimiter.activated.connect(
            lambda _: self._choose(
                replace(self._read_as, delimiter=self._delimiter.currentData(), heading_row=None)
            )
        )
        self._sheet.activated.connect(
            lambda _: self._choose(ReadChoice(sheet=self._sheet.currentData()))
        )
        self._heading.activated.connect(
            lambda _: self._choose(replace(self._read_as, heading_row=self._heading.currentData()))
        )

    def _picker(self, words: str) -> Picker:
        picker = Picker(self._look)
        picker.setAccessibleName(words)
        picker.setMinimumContentsLength(20)
        pair = self._pairs[picker] = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(theme.TINY))
        title = label(words, wraps=False)
        title.setBuddy(picker)
        column.addWidget(title)
        column.addWidget(picker)
        return picker

    def _fill(self, picker: Picker, choices: Sequence[tuple[str, object]], chosen: object) -> None:
        self._pairs[picker].setVisible(chosen is not None)
        picker.clear()
        for words, value in choices:
            picker.addItem(words, value)
        picker.setCurrentIndex(max(0, picker.findData(chosen)))

    def _choose(self, choice: ReadChoice) -> None:
        if choice != self._read_as:
            self._read_as = choice
            self.choice_made.emit(choice)

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName(self.tr("The first rows of the file"))
        table.setModel(self._rows)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setCornerButtonEnabled(False)
        table.setCornerWidget(QWidget())  # Qt would paint a frame of its own there
        table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultSectionSize(self._look.px(130))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        table.verticalHeader().setHighlightSections(False)
        return table

    def _fit_table(self) -> None:
        line = self._look.metrics().height() + self._look.px(theme.SMALL)
        self._table.verticalHeader().setDefaultSectionSize(line)
        shown = min(max(self._rows.rowCount(), 3), 12)
        self._table.setFixedHeight(line * (shown + 1) + self._look.px(theme.LARGE))


class _Preview(QAbstractTableModel):
    """The first rows of a file; the one with the headings is bold.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._rows: tuple[Row, ...] = ()
        self._width = 0
        self._heading_row = 0

    def show_rows(self, rows: tuple[Row, ...], heading_row: int) -> None:
        """Show others."""
        self.beginResetModel()
        self._rows, self._heading_row = rows, heading_row
        widest = max((len(row.cells) for row in rows), default=0)
        self._width = min(widest, _MOST_COLUMNS)
        self.endResetModel()

    def rowCount(self, parent: _Index = _TOP) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _TOP) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else self._width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return a column's letter, or a row's number in the file."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return column_name(section)
        return str(self._rows[section].number)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Return a cell."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            cell = row.cells[index.column()] if index.column() < len(row.cells) else ""
            return " ".join(cell[: 2 * _SHOWN].split())[:_SHOWN]
        if role == Qt.ItemDataRole.FontRole and row.number == self._heading_row:
            return self._look.font(bold=True)
        return None
