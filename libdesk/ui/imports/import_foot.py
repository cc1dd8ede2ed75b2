"""The foot of the window: what can be done now, how far it is, and what came of it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from libdesk.domain.item_import import Fate, Plan
from libdesk.ui import theme
from libdesk.ui.imports.wording import rows_count_words
from libdesk.ui.imports.working import Run
from libdesk.ui.tasks import BUSY_AFTER_MS
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

LOOK_EVERY_MS = 100
"""So often the bar moves."""


class ImportFoot(QWidget):
    """Buttons, and a line that says what they did.

    Args:
        look: the theme.

    Signals:
        read_requested: read the list in.
        undo_requested: take it all back.
        save_requested: save the refused rows.
        close_requested: close, or stop what runs.
    """

    read_requested = Signal()
    undo_requested = Signal()
    save_requested = Signal()
    close_requested = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._run: Run | None = None
        self._looking = QTimer(self, interval=LOOK_EVERY_MS)
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._announcer = Announcer(self)
        self._running = ""
        self._read = Button("", "primary")
        self._undo = Button(self.tr("Undo"))
        self._save = Button(self.tr("Save the refused rows…"))
        self._close = Button(self.tr("Close"))
        self._bar = QProgressBar()
        self._build()
        self._read.clicked.connect(self.read_requested)
        self._undo.clicked.connect(self.undo_requested)
        self._save.clicked.connect(self.save_requested)
        self._close.clicked.connect(self.close_requested)
        self._looking.timeout.connect(self._look_at)
        self._patience.timeout.connect(self._bar.show)

    def showEvent(self, event: QShowEvent) -> None:
        """Let be heard what was said while nobody saw it."""
        super().showEvent(event)
        self._announcer.try_again()

    def show_plan(self, plan: Plan) -> None:
        """Offer to carry a plan out."""
        changes = plan.count(Fate.NEW) + plan.count(Fate.CHANGED)
        words = self.tr("Read {rows} in").format(rows=rows_count_words(changes))
        self._read.set_words(words if changes else self.tr("Read it in"))
        self._read.setEnabled(bool(changes))
        self._read.show()
        self._read.setDefault(True)
        self._why_not.setText("" if changes else self._why_nothing(plan))
        self._why_not.setVisible(not changes)
        self._save.setVisible(bool(plan.count(Fate.REFUSED)))

    def show_nothing(self) -> None:
        """Offer nothing: there is no file, or it can't be read."""
        for one in (self._read, self._undo, self._save, self._why_not):
            one.hide()

    def show_done(self) -> None:
        """Offer to take it all back."""
        self._read.hide()
        self._why_not.hide()
        self.offer_undo(offered=True)

    def offer_undo(self, *, offered: bool) -> None:
        """Offer to take back what was read in, or not."""
        self._undo.setVisible(offered)
        self._undo.setEnabled(offered)

    def show_running(self, run: Run | None, words: str) -> None:
        """Say what runs, and let it be stopped; after a moment, show how far it is."""
        self.say("")
        self._run = run
        if self._read.hasFocus() or self._undo.hasFocus():
            self._close.setFocus()  # before the button that has it goes dim
        self._read.setEnabled(False)
        self._undo.setEnabled(False)
        self._close.set_words(self.tr("Stop"))
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self._running = words
        self._looking.start()
        self._patience.start()

    def rest(self) -> None:
        """Show that nothing runs any more."""
        self._looking.stop()
        self._patience.stop()
        self._run = None
        self._bar.hide()
        self._close.set_words(self.tr("Close"))

    def say(self, words: str) -> None:
        """Say what came of it; "" takes it off."""
        self._trouble.hide()
        self._tell(words)

    def say_trouble(self, sentence: str) -> None:
        """Say why it did not work, and what to do."""
        self.say("")
        self._trouble.setText(sentence)
        self._trouble.show()
        self._announcer.say(sentence)

    def take_focus(self) -> None:
        """Give the keys to what is done next."""
        for one in (self._read, self._undo, self._close):
            if one.isVisibleTo(self) and one.isEnabled():
                one.setFocus()
                return

    def _why_nothing(self, plan: Plan) -> str:
        if not plan.fates:
            return self.tr("There is nothing to read in: the file has no rows.")
        if plan.count(Fate.REFUSED) == len(plan.fates):
            return self.tr("There is nothing to read in: every row is refused.")
        if plan.count(Fate.REFUSED):
            return self.tr("There is nothing to read in: what is not refused is in the list.")
        return self.tr("There is nothing to read in: the list has all of it already.")

    def _build(self) -> None:
        px = self._look.px
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(px(theme.TINY))
        self._bar.hide()
        self._trouble = label("", "trouble", selectable=True)
        self._trouble.hide()
        self._said = label("", "strong", selectable=True)
        self._said.hide()
        self._why_not = label("", "quiet")
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, px(theme.SMALL), edge, edge)
        column.setSpacing(px(theme.SMALL))
        for one in (self._bar, self._trouble, self._said, self._why_not):
            column.addWidget(one)
        flow = FlowLayout(px(theme.SMALL))
        for button in (self._read, self._undo, self._save, self._close):
            flow.addWidget(button)
        column.addLayout(flow)
        self.show_nothing()

    def _look_at(self) -> None:
        run = self._run
        if run is None or run.is_stopped or not self._bar.isVisible():
            return
        if run.of:
            self._bar.setRange(0, run.of)
            self._bar.setValue(run.done)
        if self._said.text() != self._running:
            self._tell(self._running)

    def _tell(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._announcer.say(words)
