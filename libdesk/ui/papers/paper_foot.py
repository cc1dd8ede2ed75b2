"""The foot of the window for papers: what can be done with one, and what came of it."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from libdesk.ui import theme
from libdesk.ui.papers.printing import Pacer
from libdesk.ui.tasks import BUSY_AFTER_MS
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

LOOK_EVERY_MS = 100
"""So often the bar moves."""


class PaperFoot(QWidget):
    """Buttons, and a line that says what they did.

    Args:
        look: the theme.
        is_page: it stands on a page with its own way back, for what is only printed.

    Signals:
        print_requested: print it.
        pdf_requested: save it as PDF.
        word_requested: save it as a document to edit.
        mail_requested: put it into an e-mail.
        draft_requested: what is to be known of e-mail has been read: make the draft.
        close_requested: close, or stop what is printed.
        folder_requested: the path of a folder to be shown.
    """

    print_requested = Signal()
    pdf_requested = Signal()
    word_requested = Signal()
    mail_requested = Signal()
    draft_requested = Signal()
    close_requested = Signal()
    folder_requested = Signal(object)

    def __init__(self, look: Theme, *, is_page: bool = False) -> None:
        super().__init__()
        self._look = look
        self._is_page = is_page
        self._folder = Path()
        self._pacer: Pacer | None = None
        self._looking = QTimer(self, interval=LOOK_EVERY_MS)
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._announcer = Announcer(self)
        self._build()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Let be heard what was said while nobody saw it."""
        super().showEvent(event)
        self._announcer.try_again()

    def begin(self) -> None:
        """Make Enter print; the window is whole by now."""
        self._print.setDefault(True)
        self._print.setFocus()

    def say(self, words: str) -> None:
        """Say what came of it; "" takes it off."""
        self._rest()
        self._trouble.hide()
        self._show_folder.hide()
        self._tell(words)

    def say_trouble(self, sentence: str) -> None:
        """Say why it did not work, and what to do."""
        self.say("")
        self._trouble.setText(sentence)
        self._trouble.show()
        self._announcer.say(sentence)

    def say_saved(self, path: Path) -> None:
        """Say under which name it was saved, and offer to show where."""
        self.say(self.tr("Saved: {name}").format(name=path.name))
        self._folder = path.parent
        self._show_folder.show()

    def say_no_mail(self, path: Path) -> None:
        """Say that no program opens an e-mail's draft here, and where it lies."""
        self.say_trouble(
            self.tr(
                "No program here opens e-mail drafts. This one is kept for a day as {path}; or use "
                "“Save as PDF…” and attach that file yourself."
            ).format(path=path)
        )
        self._folder = path.parent
        self._show_folder.show()
        self._pdf.setFocus()

    def ask_about_mail(self) -> None:
        """Say what is to be known of e-mail, before there is a draft."""
        self.say("")
        self._mail_words.say(
            self.tr(
                "What is attached goes by ordinary e-mail, which others can read on the way. Check "
                "that nothing about a patron is in it. LibDesk sends nothing: it opens a draft in "
                "your mail program."
            )
        )
        self._make_draft.setFocus()

    def close_question(self) -> bool:
        """Take the question about e-mail away; say whether it was asked."""
        was_asked = self._mail_words.isVisible()
        if was_asked:
            self._mail_words.say("")
            self._mail.setFocus()
        return was_asked

    def show_working(self) -> None:
        """Show, after a moment, that something is written."""
        self.say("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("The file is being written"))
        self._patience.start()

    def show_printing(self, pacer: Pacer | None) -> None:
        """Show how many pages are printed, and let it be stopped."""
        self.say("")
        self._pacer = pacer
        self._bar.setAccessibleName(self.tr("How much is printed"))
        self._close.set_words(self.tr("Stop"))
        self._close.show()
        self._looking.start()
        self._look_at()
        self._patience.start()

    def _build(self) -> None:
        px = self._look.px
        self._print = Button(self.tr("Print…"), "primary")
        self._print.setToolTip(self.tr("Print…  (Ctrl+P)"))
        self._pdf = Button(self.tr("Save as PDF…"))
        self._word = Button(self.tr("Save as Word…"))
        self._mail = Button(self.tr("E-mail draft…"))
        self._close = Button(self.tr("Close"))
        self._make_draft = Button(self.tr("Make the draft"))
        self._no_draft = Button(self.tr("Not now"))
        self._mail_words = Banner(self._look, "notice", (self._make_draft, self._no_draft))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(px(theme.TINY))
        self._bar.hide()
        self._trouble = label("", "trouble", selectable=True)
        self._trouble.hide()
        self._said = label("", selectable=True)
        self._said.hide()
        self._show_folder = Button(self.tr("Show in folder"), "link")
        self._show_folder.hide()
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, px(theme.SMALL), edge, edge)
        column.setSpacing(px(theme.SMALL))
        for one in (self._mail_words, self._bar, self._trouble, self._said, self._show_folder):
            column.addWidget(one)
        column.setAlignment(self._show_folder, Qt.AlignmentFlag.AlignLeading)
        flow = FlowLayout(px(theme.SMALL))
        for one in (self._print, self._pdf, self._word, self._mail, self._close):
            flow.addWidget(one)
        if self._is_page:
            column.setContentsMargins(0, 0, 0, 0)
            for one in (self._word, self._mail, self._close):
                one.hide()
        column.addLayout(flow)

    def _connect(self) -> None:
        self._print.clicked.connect(self.print_requested)
        self._pdf.clicked.connect(self.pdf_requested)
        self._word.clicked.connect(self.word_requested)
        self._mail.clicked.connect(self.mail_requested)
        self._close.clicked.connect(self.close_requested)
        self._make_draft.clicked.connect(self._on_make_draft)
        self._no_draft.clicked.connect(self.close_question)
        self._show_folder.clicked.connect(lambda: self.folder_requested.emit(self._folder))
        self._looking.timeout.connect(self._look_at)
        self._patience.timeout.connect(self._bar.show)

    def _on_make_draft(self) -> None:
        self.close_question()
        self.draft_requested.emit()

    def _look_at(self) -> None:
        pacer = self._pacer
        if pacer is None or pacer.is_stopped:
            return
        self._bar.setRange(0, pacer.count)
        self._bar.setValue(pacer.done)
        page = min(pacer.done + 1, pacer.count)
        self._tell(
            self.tr("Page {page} of {count} goes to the printer…").format(
                page=page, count=pacer.count
            )
        )

    def _rest(self) -> None:
        self._looking.stop()
        self._patience.stop()
        self._pacer = None
        self._bar.hide()
        self._close.set_words(self.tr("Close"))
        self._close.setVisible(not self._is_page)

    def _tell(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._announcer.say(words)
