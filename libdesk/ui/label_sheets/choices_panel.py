"""What can be chosen for labels: the sheet, the code, what stands on them, where they begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from libdesk.domain.label_codes import Symbol
from libdesk.domain.label_sheets import NUDGE_MOST, Nudge, Sheet
from libdesk.domain.labels import Part
from libdesk.ui import theme
from libdesk.ui.label_sheets.cell_picture import CellPicture
from libdesk.ui.label_sheets.memory import LabelMemory
from libdesk.ui.label_sheets.parts import LabelParts, Wishes
from libdesk.ui.label_sheets.sheet_choice import SheetChoice
from libdesk.ui.label_sheets.step_box import StepBox, read_whole, tenths_box
from libdesk.ui.label_sheets.wording import (
    beyond_words,
    next_words,
    symbol_hint,
    symbol_words,
)
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import ArrowArea, Button, Chip
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


class ChoicesPanel(QWidget):
    """Shows what is chosen, as it was remembered at first; keeps what is chosen anew.

    Args:
        parts: the sheets, and what remembers.
        look: the theme.
        are_places: labels are for branches and rooms.

    Attributes:
        test: prints the page to try the sheet with.
        save_test: saves it.

    Signals:
        changed: something else is wished for.
    """

    changed = Signal()

    def __init__(self, parts: LabelParts, look: Theme, *, are_places: bool) -> None:
        super().__init__()
        self._look = look
        self._sheets = parts.sheets
        self._memory = LabelMemory(parts.paper.memory, are_places=are_places)
        self._count = 0
        self._start_at = 0
        self._sheet = SheetChoice(parts.sheets, look)
        self._symbols = QButtonGroup(self, exclusive=True)
        self._hint = label("", "fine")
        self._shown = self._build_shown(are_places)
        self._picture = CellPicture(look)
        self._start = StepBox(self.tr("Start at label"), look, str, read_whole)
        self._go_on = Button("", "link", enter_presses=False)
        self._x = tenths_box(self.tr("Move right"), look, NUDGE_MOST)
        self._y = tenths_box(self.tr("Move down"), look, NUDGE_MOST)
        self.test = Button(self.tr("Print the test page…"), enter_presses=False)
        self.save_test = Button(self.tr("Save the test page…"), enter_presses=False)
        self._beyond = label("", "trouble")
        self._build()
        self._recall()
        self._connect()

    @property
    def wishes(self) -> Wishes:
        """What is chosen."""
        return Wishes(
            self._sheet.sheet,
            tuple(Symbol)[max(0, self._symbols.checkedId())],
            frozenset(Part(one) for one in self._shown.chosen()),
            self._start_at,
            Nudge(self._x.value, self._y.value),
        )

    def show_count(self, count: int) -> None:
        """Show which labels of the first sheet so many take."""
        self._count = count
        self._show_start()

    def choose(self, symbol: Symbol) -> None:
        """Choose a code, as if its chip had been clicked."""
        self._symbols.button(tuple(Symbol).index(symbol)).setChecked(True)
        self._on_changed()

    def keep_next(self, sheet: Sheet, cell: int) -> None:
        """Remember where a sheet ended, and offer to go on there."""
        self._memory.keep_next(sheet, cell)
        self._show_start()

    def _build_shown(self, are_places: bool) -> ChipRow:  # noqa: FBT001 - private
        parts = [
            (Part.NAME.value, self.tr("Branch") if are_places else self.tr("Name")),
            (Part.LIBRARY.value, self.tr("Library")),
        ]
        if not are_places:
            parts.append((Part.REPORT.value, self.tr("“Broken? Report it…”")))
        return ChipRow(self.tr("What is on it"), parts, self._look, several=True, role="strong")

    def _build(self) -> None:
        px = self._look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        column.setSpacing(px(theme.TINY))
        column.addWidget(self._sheet)
        column.addSpacing(px(theme.SMALL))
        column.addWidget(label(self.tr("Code"), "strong"))
        column.addWidget(self._build_symbols())
        column.addWidget(self._hint)
        column.addSpacing(px(theme.SMALL))
        column.addWidget(self._shown)
        column.addSpacing(px(theme.SMALL))
        self._start_part = self._build_start()
        column.addWidget(self._start_part)
        column.addWidget(self._build_nudge())
        column.addStretch(1)

    def _build_symbols(self) -> QWidget:
        area = ArrowArea()
        area.setAccessibleName(self.tr("Code"))
        flow = FlowLayout(self._look.px(theme.SMALL))
        area.setLayout(flow)
        for place, symbol in enumerate(Symbol):
            chip = Chip(symbol_words(symbol), self._look)
            chip.setAccessibleDescription(symbol_hint(symbol))
            self._symbols.addButton(chip, place)
            flow.addWidget(chip)
        return area

    def _build_start(self) -> QWidget:
        px = self._look.px
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, px(theme.SMALL))
        column.setSpacing(px(theme.TINY))
        title = label(self.tr("Start at label"), "strong", wraps=False)
        title.setBuddy(self._start)
        column.addWidget(title)
        column.addWidget(self._start)
        column.addWidget(label(self.tr("Click the first label that is free."), "fine"))
        column.addWidget(self._picture)
        column.addWidget(self._go_on, 0, Qt.AlignmentFlag.AlignLeading)
        return part

    def _build_nudge(self) -> QWidget:
        px = self._look.px
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.TINY))
        column.addWidget(label(self.tr("Move the print"), "strong"))
        told = self.tr("For this sheet on this computer. The test page shows how far.")
        column.addWidget(label(told, "fine"))
        for name, box in ((self.tr("Move right"), self._x), (self.tr("Move down"), self._y)):
            one = label(name, wraps=False)
            one.setBuddy(box)
            column.addWidget(one)
            column.addWidget(box)
        column.addWidget(self._beyond)
        self._beyond.hide()
        column.addSpacing(px(theme.TINY))
        for button in (self.test, self.save_test):
            column.addWidget(button)
        return part

    def _recall(self) -> None:
        self._sheet.show_sheet(self._memory.sheet(self._sheets))
        self._symbols.button(tuple(Symbol).index(self._memory.symbol())).setChecked(True)
        self._shown.choose([one.value for one in self._memory.shown()])
        self._show_sheet()

    def _connect(self) -> None:
        self._sheet.changed.connect(self._on_sheet)
        self._symbols.buttonClicked.connect(self._on_changed)
        self._shown.changed.connect(self._on_changed)
        self._start.changed.connect(lambda: self._on_start(self._start.value - 1))
        self._picture.start_chosen.connect(self._on_start)
        self._go_on.clicked.connect(
            lambda: self._on_start(self._memory.next_cell(self._sheet.sheet))
        )
        for box in (self._x, self._y):
            box.changed.connect(self._on_changed)

    def _show_sheet(self) -> None:
        """Show what is remembered of the sheet."""
        sheet = self._sheet.sheet
        nudge = self._memory.nudge(sheet)
        self._x.show_value(nudge.x)
        self._y.show_value(nudge.y)
        self._start_at = 0
        self._start_part.setVisible(not sheet.is_roll)
        self._show_start()
        self._tell()

    def _show_start(self) -> None:
        sheet, at = self._sheet.sheet, self._start_at
        self._start.set_bounds(1, sheet.count)
        self._start.show_value(at + 1)
        self._picture.show_sheet(sheet, at, self._count)
        free = self._memory.next_cell(sheet)
        self._go_on.set_words(next_words(free))
        self._go_on.setVisible(free not in (0, at))

    def _on_sheet(self) -> None:
        self._show_sheet()
        self._on_changed()

    def _on_start(self, cell: int) -> None:
        self._start_at = cell
        self._show_start()
        self.changed.emit()

    def _on_changed(self) -> None:
        self._tell()
        wishes = self.wishes
        self._memory.keep(wishes.sheet, wishes.symbol, wishes.shown, wishes.nudge)
        self.changed.emit()

    def _tell(self) -> None:
        wishes = self.wishes
        self._hint.setText(symbol_hint(wishes.symbol))
        words = beyond_words(wishes.sheet, wishes.nudge)
        self._beyond.setText(words)
        self._beyond.setVisible(bool(words))
