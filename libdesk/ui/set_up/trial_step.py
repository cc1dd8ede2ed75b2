"""The test report: it goes off by itself, and only when its answer is back it says "It works"."""

import time

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.trial import Reached, Trial, Trying
from libdesk.ui import theme
from libdesk.ui.set_up.step import SetUpParts, Step
from libdesk.ui.set_up.step_list import step_icon
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label

_STEPS = (Reached.KEPT, Reached.HANDED_OVER, Reached.IN_INBOX, Reached.ANSWERED)
_MARK = 22


class TrialStep(Step):
    """A report that is under way goes on when this page comes into sight again.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        collect_requested: the desk should look for reports now, not in ten seconds.
        ended: the answer is back.
    """

    collect_requested = Signal()
    ended = Signal()

    def __init__(self, parts: SetUpParts, tasks: Tasks, look: Theme) -> None:
        super().__init__(
            self.tr("A test report"),
            self.tr(
                "LibDesk sends you a real report by the way you chose, and waits until the desk’s "
                "answer is back."
            ),
            self.tr("Test report"),
            look,
        )
        self._parts = parts
        self._tasks = tasks
        self._trial: Trial | None = None
        self._trying: Trying | None = None
        self._moved_at = 0.0
        self._is_shown = False
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=parts.look_every_ms)
        self._pause.timeout.connect(self._go_on)
        self._again.clicked.connect(self._begin)
        look.changed.connect(self._draw)

    @property
    def works(self) -> bool:
        """Say whether the answer to a test report has come back."""
        return self._reached() is Reached.ANSWERED

    def enter(self) -> None:
        """Send a test report, unless one has come back already."""
        self._is_shown = True
        if not self.works:
            self._begin()

    def leave(self) -> None:
        """Look no further."""
        self._is_shown = False
        self._pause.stop()

    def begin_anew(self) -> None:
        """Forget what came back: it came by another way than the one in use now."""
        self._trial = self._trying = None
        self._draw()

    def _build(self) -> None:
        px = self.look.px
        rows = QVBoxLayout()
        rows.setSpacing(px(theme.SMALL))
        for _ in _STEPS:
            mark, words = label(wraps=False), label()
            mark.setFixedWidth(px(_MARK))
            row = QHBoxLayout()
            row.setSpacing(px(theme.SMALL))
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            rows.addLayout(row)
            self._lines.append((mark, words))
        self.column.addLayout(rows)
        self._works = label("", "heading")
        self._works.hide()
        self.column.addWidget(self._works)
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self.add_button(self._again)
        self._again.hide()
        self._draw()

    def _begin(self) -> None:
        self.set_trouble("")
        self._again.hide()
        self._moved_at = time.monotonic()

        def work() -> tuple[Trial, Trying]:
            trial = self._trial or self._parts.make_trial()
            return trial, trial.begin(self._only_branch())

        self._tasks.outside(
            work, self._on_begun, owner=self, failed=self._on_failed, key="trial", quiet=True
        )

    def _only_branch(self) -> str:
        branches = self._parts.set_up.read().branches
        return branches[0].code if branches else ""

    def _on_begun(self, begun: tuple[Trial, Trying]) -> None:
        self._trial, trying = begun
        self._on_moved(trying)

    def _go_on(self) -> None:
        trial, trying = self._trial, self._trying
        if trial is None or trying is None:
            return
        self._tasks.outside(
            lambda: trial.go_on(trying),
            self._on_moved,
            owner=self,
            failed=self._on_failed,
            key="trial",
            quiet=True,
        )

    def _on_moved(self, trying: Trying) -> None:
        if trying.reached > self._reached():
            self._moved_at = time.monotonic()
        self._trying = trying
        self._draw()
        if self.works:
            self.set_trouble("")
            self._again.hide()
            self.ended.emit()
            return
        waited_ms = (time.monotonic() - self._moved_at) * 1000
        if waited_ms >= self._parts.patience_ms:
            self.set_trouble(self._late_words(trying))
            self._again.show()
        elif trying.why:
            self.set_trouble(trying.why)
        else:
            self.set_trouble("")
        if self._is_shown:
            self.collect_requested.emit()
            self._pause.start()

    def _on_failed(self, error: Exception) -> None:
        self._again.show()
        if isinstance(error, Refusal | Unavailable | Conflict):
            self.set_trouble(error.sentence)
            return
        self.set_trouble(
            self.tr("The test report met a mistake of LibDesk’s own. Nothing is lost; try again.")
        )
        self._tasks.unhandled.emit(error)

    def _late_words(self, trying: Trying) -> str:
        if trying.why:
            return trying.why
        if trying.reached < Reached.IN_INBOX:
            told = self.tr(
                "The report lies in {place}, and the desk has not taken it from there yet. Look "
                "whether that folder opens in the file manager. LibDesk goes on trying; you can "
                "also go on, and see later whether the report is in the inbox."
            )
        else:
            told = self.tr(
                "The report is in the inbox, but its answer is not back in {place} yet. Look "
                "whether you may read there. LibDesk goes on trying; you can also go on."
            )
        return told.format(place=self._parts.collects_from())

    def _reached(self) -> Reached:
        return Reached.NOTHING if self._trying is None else self._trying.reached

    def _draw(self) -> None:
        reached, tokens, size = self._reached(), self.look.tokens, self.look.px(_MARK)
        for step, (mark, words) in zip(_STEPS, self._lines, strict=True):
            is_done, is_next = step <= reached, step == reached + 1
            color = tokens.accent if is_done or is_next else tokens.quiet
            made = step_icon(color, size, is_done=is_done, is_next=is_next)
            mark.setPixmap(made.pixmap(QSize(size, size), self.devicePixelRatioF()))
            words.setText(self._words(step, is_done=is_done, is_next=is_next))
            theme.set_role(words, "strong" if is_done else "" if is_next else "quiet")
        self._works.setVisible(self.works)
        if self.works and self._trying is not None:
            told = self.tr("It works. The report {number} came in, and its answer came back.")
            self._works.setText(told.format(number=self._trying.number))
            self._announcer.say(self._works.text())

    def _words(self, step: Reached, *, is_done: bool, is_next: bool) -> str:
        done = {
            Reached.KEPT: self.tr("Kept on this computer"),
            Reached.HANDED_OVER: self.tr("Handed over"),
            Reached.IN_INBOX: self.tr("In IT’s inbox, and the proof is back"),
            Reached.ANSWERED: self.tr("IT’s answer is back"),
        }[step]
        if is_done:
            return done
        under_way = {
            Reached.KEPT: self.tr("Being written and kept…"),
            Reached.HANDED_OVER: self.tr("Being handed over…"),
            Reached.IN_INBOX: self.tr("The desk looks for it…"),
            Reached.ANSWERED: self.tr("The answer is on its way…"),
        }[step]
        return under_way if is_next else self.tr("{step}: not yet").format(step=done)
