"""The form's third page: the number, how far the report has come, and what happens next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from libdesk.domain.priority import Priority
from libdesk.domain.problems import Progress, ReportId
from libdesk.services.problems import Receipt
from libdesk.ui import strings, theme
from libdesk.ui.problems.step_line import StepLine
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.pages import fill_page, page_column


class SentPage(QWidget):
    """What a person is told after Send.

    Building it takes longer than keeping a report, so it is built while somebody still answers,
    and says nothing before `show_receipt`; it is filled again for each report.

    Args:
        look: the theme.
    """

    slip_requested = Signal(object, str)
    """The report shall go onto paper; a `Report`, and by when IT answers, as a sentence."""
    sign_requested = Signal(object)
    """A sign shall be made for the thing; a `Report`."""
    pad_requested = Signal()
    """Blank slips shall go onto paper."""
    another_requested = Signal()
    reports_requested = Signal()
    close_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._receipt: Receipt | None = None
        self._progress = Progress.KEPT
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def is_about(self, report_id: ReportId) -> bool:
        """Say whether this is the report that was told of last."""
        return self._receipt is not None and self._receipt.report.id == report_id

    def show_receipt(self, receipt: Receipt, soon: str, phone: str, safety: str = "") -> None:
        """Tell of a report that was just kept; nothing of the one before stays.

        Args:
            receipt: what was kept.
            soon: by when IT answers, as a sentence.
            phone: whom to call when it can't wait; "" when not set.
            safety: what must be done before all else; "" for nothing.
        """
        self._receipt = receipt
        self._progress = Progress.KEPT
        number = receipt.report.number
        self._number.setText(number)
        self._number.setAccessibleName(self.tr("Number {number}").format(number=number))
        self._what.setText("\n".join(filter(None, (safety, receipt.report.title))))
        self._soon.setText(soon)
        is_now = receipt.priority is Priority.NOW
        self._call.say(strings.call_now_words(phone, number) if is_now else "")
        wait = self.tr("Can’t wait? Call {phone}.").format(phone=phone)
        self._phone.setText("" if is_now or not phone else wait)
        self._phone.setVisible(bool(self._phone.text()))
        self._shortened.setVisible(receipt.shortened)
        self._area.verticalScrollBar().setValue(0)
        self.set_progress(Progress.KEPT, "")

    def set_progress(self, progress: Progress, why: str) -> None:
        """Show how far the report has come.

        Args:
            progress: the step; a report never goes back.
            why: why it is still on this computer, in plain words; "" when nothing is wrong.
        """
        steps = tuple(Progress)
        self._progress = max(self._progress, progress, key=steps.index)
        self._steps.set_progress(self._progress)
        self._next.setText(strings.next_words(self._progress))
        is_only_here = self._progress is Progress.KEPT
        self._why.setText(why if is_only_here else "")
        self._why.setVisible(bool(self._why.text()))
        forgets = is_only_here and self._receipt is not None and not self._receipt.lasts
        self._title.setText(
            self.tr("Thank you. Please print the slip.")
            if forgets
            else self.tr("Thank you. Kept on this PC.")
            if is_only_here
            else self.tr("Thank you. It is on its way.")
            if self._progress is Progress.HANDED_OVER
            else self.tr("Thank you. IT has it.")
        )
        # The number has the focus: what is read out with it is that it is kept, and by when.
        self._number.setAccessibleDescription(f"{self._title.text()} {self._soon.text()}".strip())
        theme.set_role(self._slip, "primary" if forgets else "")
        self._forgets.say(
            self.tr("This PC forgets when it restarts: print the slip.") if forgets else ""
        )

    def focus_first(self) -> None:
        """Put the focus on what should be done next: nothing, unless the slip must be printed."""
        first = self._slip if self._forgets.words() else self._number
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first page on Escape, as from everywhere else; it closes nothing."""
        if event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():  # held since the page before, it would hide the number
                self.another_requested.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        px = self._look.px
        content = QWidget()
        column = page_column(content, self._look, theme.LARGE)
        self._title = label("", "title")
        column.addWidget(self._title)
        self._forgets = Banner(self._look)
        column.addWidget(self._forgets)
        self._call = Banner(self._look, "phone", urgent=True)
        column.addWidget(self._call)
        column.addWidget(self._told())
        self._slip = Button(self.tr("Print slip"))
        self._sign = Button(self.tr("Out-of-order sign…"))
        self._pad = Button(self.tr("Blank slips to print"))
        self._another = Button(self.tr("Report another"))
        self._close = Button(self.tr("Close"))
        row = FlowLayout(px(theme.MEDIUM))
        for button in (self._another, self._close, self._slip, self._sign, self._pad):
            row.addWidget(button)
        column.addLayout(row)
        column.addStretch(1)
        self._reports = Button(self.tr("This branch’s reports"), "link")
        column.addWidget(self._reports, 0, Qt.AlignmentFlag.AlignLeading)
        self._area = fill_page(self, content, self._look)

    def _told(self) -> QWidget:
        px = self._look.px
        told = card()
        column = QVBoxLayout(told)
        edge = px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(self.tr("Your number"), "quiet"))
        self._number = _Number()
        column.addWidget(self._number, 0, Qt.AlignmentFlag.AlignLeading)
        # What counts stands first: with large text the rest is below the fold.
        self._soon = label("", "strong")
        column.addWidget(self._soon)
        self._phone = label("", "strong")
        column.addWidget(self._phone)
        self._what = label()
        column.addWidget(self._what)
        column.addSpacing(px(theme.SMALL))
        self._steps = StepLine(self._look)
        column.addWidget(self._steps)
        column.addSpacing(px(theme.SMALL))
        self._next = label("")
        column.addWidget(self._next)
        self._why = label("", "quiet")
        column.addWidget(self._why)
        self._shortened = label(
            self.tr("Your text was very long: its first 100,000 characters were kept.")
        )
        column.addWidget(self._shortened)
        return told

    def _connect(self) -> None:
        self._slip.clicked.connect(self._on_slip)
        self._sign.clicked.connect(self._on_sign)
        self._pad.clicked.connect(self.pad_requested)
        self._another.clicked.connect(self.another_requested)
        self._close.clicked.connect(self.close_requested)
        self._reports.clicked.connect(self.reports_requested)

    def _on_sign(self) -> None:
        if self._receipt is not None:
            self.sign_requested.emit(self._receipt.report)

    def _on_slip(self) -> None:
        if self._receipt is not None:
            self.slip_requested.emit(self._receipt.report, self._soon.text())


class _Number(QLabel):
    """The number: it has the focus, can be marked by mouse and keys, and is copied by Ctrl+C."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("textFormat", "PlainText")
        self.setProperty("role", "number")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Show the focus, and not Qt's caret: it looks as if something were to be typed there."""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy all of it, where no part is marked."""
        if event.matches(QKeySequence.StandardKey.Copy) and not self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)
