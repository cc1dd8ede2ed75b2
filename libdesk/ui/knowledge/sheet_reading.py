"""A sheet or a checklist to be read, in the order and with the words of its paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from libdesk.domain.knowledge import Checklist, HowTo, Sheet, Step
from libdesk.ui import icons, theme
from libdesk.ui.knowledge.slot_picture import SlotPicture
from libdesk.ui.knowledge.wording import agreed_words, foot_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import card, hairline, label

_NUMBER_WIDTH = 28
_BOX = 16


class SheetReading(QWidget):
    """Plain labels; everything can be marked and copied.

    Args:
        look: the theme.
        tasks: the threads, for pictures.
    """

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._page: QFrame | None = None
        self._outside = QVBoxLayout(self)
        self._outside.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(self.tr("The sheet"))

    def show_how_to(self, how_to: HowTo | None) -> None:
        """Show it in the place of the one before; None for nothing."""
        if self._page is not None:
            self._outside.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None
        if how_to is None:
            return
        self._page = page = card()
        column = QVBoxLayout(page)
        edge = self._look.px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(self._look.px(theme.MEDIUM))
        head = QVBoxLayout()
        head.setSpacing(self._look.px(theme.TINY))
        head.addWidget(label(how_to.title, "title", selectable=True))
        head.addWidget(label(foot_words(how_to), "fine"))
        column.addLayout(head)
        if isinstance(how_to, Sheet):
            self._add_sheet(column, how_to)
        else:
            self._add_checklist(column, how_to)
        self._outside.addWidget(page)
        page.show()  # at once: a layout shows it only with the next event

    def _add_sheet(self, column: QVBoxLayout, sheet: Sheet) -> None:
        self._named(column, self.tr("When:"), sheet.use_when)
        self._named(column, self.tr("Who:"), sheet.for_whom)
        if sheet.needs:
            self._named(column, self.tr("You need:"), " \N{MIDDLE DOT} ".join(sheet.needs))
        column.addWidget(hairline())
        for number, step in enumerate(sheet.steps, 1):
            column.addLayout(self._step(number, step))
        if sheet.warnings:
            column.addWidget(self._warnings(sheet.warnings))
        if sheet.if_not:
            self._named(column, self.tr("It still doesn’t work?"), sheet.if_not)

    def _add_checklist(self, column: QVBoxLayout, checklist: Checklist) -> None:
        self._named(column, self.tr("When:"), checklist.use_when)
        self._named(column, self.tr("Kind of machine:"), checklist.role)
        for section in checklist.sections:
            column.addWidget(hairline())
            column.addWidget(label(section.title, "heading"))
            for line in section.lines:
                column.addLayout(self._marked(self._box(), line))
        if checklist.profile:
            column.addWidget(hairline())
            heading = self.tr("How the public may use this machine")
            column.addWidget(label(heading, "heading"))
            for line in checklist.profile:
                column.addLayout(self._marked(label("\N{BULLET}", wraps=False), line))
            column.addWidget(label(agreed_words(checklist), "fine", selectable=True))
        column.addWidget(hairline())
        rule = self.tr("Back in service only when each line is ticked or excused.")
        column.addWidget(label(rule, "strong"))
        if checklist.if_not:
            column.addWidget(label(checklist.if_not, selectable=True))

    def _named(self, column: QVBoxLayout, name: str, words: str) -> None:
        pair = QVBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(label(name, "strong"))
        pair.addWidget(label(words, selectable=True))
        column.addLayout(pair)

    def _step(self, number: int, step: Step) -> QVBoxLayout:
        both = QVBoxLayout()
        both.setSpacing(self._look.px(theme.SMALL))
        mark = label(f"{self.locale().toString(number)}.", "strong", wraps=False)
        both.addLayout(self._marked(mark, step.words))
        if step.picture is not None:
            picture = SlotPicture(self._look, self._tasks)
            picture.setParent(self._page)  # shown without one, it would be a window
            below = QHBoxLayout()
            below.addSpacing(self._look.px(_NUMBER_WIDTH + theme.SMALL))
            below.addWidget(picture, 1)
            both.addLayout(below)
            picture.show_slot(step.picture)
        return both

    def _marked(self, mark: QLabel, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.px(theme.SMALL))
        mark.setFixedWidth(self._look.px(_NUMBER_WIDTH))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, selectable=True), 1)
        return row

    def _box(self) -> QLabel:
        """Return an empty box: it is ticked on paper."""
        size = self._look.px(_BOX)
        made = label(wraps=False)
        icon = icons.icon("box", self._look.tokens.edge, size)
        made.setPixmap(icon.pixmap(size, size))
        return made

    def _warnings(self, lines: tuple[str, ...]) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "banner")
        column = QVBoxLayout(frame)
        edge = self._look.px(theme.MEDIUM)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(self._look.px(theme.TINY))
        for line in lines:
            column.addWidget(label(line, "notice", selectable=True))
        return frame
