"""Which sheet: by the number on its box, or from the list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.label_sheets import Sheet, Sheets
from libdesk.ui import theme
from libdesk.ui.label_sheets.wording import sheet_words, size_words, unknown_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker


class SheetChoice(QWidget):
    """Finds a sheet also by the names of those that are cut alike.

    Args:
        sheets: all that are known.
        look: the theme.

    Signals:
        changed: another sheet.
    """

    changed = Signal()

    def __init__(self, sheets: Sheets, look: Theme) -> None:
        super().__init__()
        self._sheets = sheets
        self._find = QLineEdit()
        self._find.setPlaceholderText(self.tr("Number on its box, such as 5160"))
        self._find.setAccessibleName(self.tr("Find a sheet by the number on its box"))
        self._find.setClearButtonEnabled(True)
        self._list = Picker(look)
        self._list.setAccessibleName(self.tr("Label sheet"))
        for one in sheets.all:
            self._list.addItem(sheet_words(one), one.name)
        self._told = label("", "fine")
        title = label(self.tr("Label sheet"), "strong")
        title.setBuddy(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        for widget in (title, self._find, self._list, self._told):
            column.addWidget(widget)
        self._find.textEdited.connect(self._on_typed)
        self._find.editingFinished.connect(self._on_finished)
        self._list.activated.connect(self._on_chosen)

    @property
    def sheet(self) -> Sheet:
        """The sheet that is chosen."""
        return self._sheets.all[max(0, self._list.currentIndex())]

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet as chosen."""
        self._list.setCurrentIndex(self._list.findData(sheet.name))
        self._told.setText(size_words(sheet))

    def _on_typed(self, typed: str) -> None:
        """Choose the sheet as soon as only one is meant."""
        found = self._sheets.matching(typed) if typed.strip() else ()
        if len(found) == 1:
            self._choose(found[0])

    def _on_finished(self) -> None:
        typed = self._find.text().strip()
        if not typed:
            return
        found = self._sheets.matching(typed)
        if found:
            self._choose(found[0])
        else:
            # What is chosen stays chosen: a sheet that is cut in another way would be wasted.
            self._told.setText(unknown_words(typed, self._sheets.nearest(typed)))

    def _on_chosen(self) -> None:
        self._find.clear()
        self._told.setText(size_words(self.sheet))
        self.changed.emit()

    def _choose(self, sheet: Sheet) -> None:
        is_other = sheet != self.sheet
        self.show_sheet(sheet)
        if is_other:
            self.changed.emit()
