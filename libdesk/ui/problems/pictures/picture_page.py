"""A page for one picture: look at it, black out names and numbers, use it or leave it out.

What was blacked out is gone before anything is kept. The pixels as they came are only ever in
memory, and only while this page needs them, or while they can be brought back to it.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from libdesk.domain.problems import Picture
from libdesk.ui import theme
from libdesk.ui.problems.pictures.picture_keeping import burned, encoded, kept_as_it_is
from libdesk.ui.problems.pictures.picture_sources import Loaded
from libdesk.ui.problems.pictures.picture_tools import PictureTools
from libdesk.ui.problems.pictures.picture_view import PictureView
from libdesk.ui.tasks import BUSY_AFTER_MS, Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.pages import fill_page, page_column


@dataclass(frozen=True, slots=True)
class _Work:
    """What has been done to a picture: the part that stays, and the boxes that are black."""

    part: QRect
    boxes: tuple[QRect, ...] = ()


@dataclass(frozen=True, slots=True)
class Sketch:
    """A picture that nobody has decided on, with all that was done to it.

    Attributes:
        loaded: the picture as it came.
        steps: what was done, step by step; none for one that is new.
    """

    loaded: Loaded
    steps: tuple[_Work, ...] = ()


class PicturePage(QWidget):
    """Shows one picture at a time.

    Args:
        look: the theme.
        tasks: what is slow is done there.
    """

    picture_ready = Signal(Picture)
    """The picture as it is kept; the page has forgotten it."""
    left_out = Signal()
    """The picture is not wanted; the page has forgotten it."""
    put_aside = Signal(Sketch)
    """Work was done on the picture that is left out now; it may have been left by mistake."""

    def __init__(self, look: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._look = look
        self._tasks = tasks
        self._loaded: Loaded | None = None
        self._steps: tuple[_Work, ...] = ()
        self._is_preparing = False
        self.setProperty("role", "page")
        self._build()
        self._connect()
        self.forget()

    @property
    def is_in_use(self) -> bool:
        """Say whether a picture is here that nobody has decided on."""
        return self._loaded is not None

    def show_picture(self, sketch: Sketch) -> None:
        """Show a picture, as it was left; what was here before is forgotten."""
        self.forget()
        loaded = self._loaded = sketch.loaded
        if loaded.image is not None:
            self._steps = sketch.steps or (_Work(loaded.image.rect()),)
        else:
            self._trouble.say(
                self.tr(
                    "This picture is not whole, so it can’t be shown here and nothing on it can be "
                    "blacked out. Leave it out if it may show names or numbers."
                )
            )
        self._show_steps()

    def forget(self) -> None:
        """Let go of the picture and of all that was done to it."""
        self._loaded = None
        self._steps = ()
        self._is_preparing = False
        self._patience.stop()
        self._tools.black_out()
        self._trouble.say("")
        self._set_own_size(False)  # noqa: FBT003 - a signal's
        self._show_steps()

    def focus_first(self) -> None:
        """Put the focus on the picture; where none can be shown, on leaving it out."""
        first = self._view.canvas if self._steps else self._leave
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._steps:
            self._area.ensureWidgetVisible(self._view, 0, self._look.px(theme.SMALL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo on Ctrl+Z, leave on Escape."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._on_undo()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        content = QWidget()
        column = page_column(content, self._look, theme.MEDIUM)
        column.addWidget(label(self.tr("Your picture"), "title"))
        sentence = self.tr(
            "Check it for names, card numbers and titles. "
            "What you black out is gone for good before anything is kept."
        )
        column.addWidget(label(sentence))
        self._trouble = Banner(self._look)
        column.addWidget(self._trouble)
        self._tools = PictureTools(self._look)
        column.addWidget(self._tools)
        self._view = PictureView(self._look, self._tasks)
        self._view.canvas.setAccessibleName(self.tr("Your picture"))
        column.addWidget(self._view, 1)
        self._hint = label("", "quiet")
        self._state = label("", "strong")
        column.addWidget(self._state)
        column.addWidget(self._hint)
        column.addStretch(0)
        self._area = fill_page(self, content, self._look, self._build_foot())
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)

    def _build_foot(self) -> QHBoxLayout:
        px = self._look.px
        self._leave = Button(self.tr("Leave it out"))
        self._use = Button(self.tr("Use this picture"), "primary")
        foot = QHBoxLayout()
        foot.setSpacing(px(theme.MEDIUM))
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._use)
        return foot

    def _connect(self) -> None:
        self._view.box_marked.connect(self._on_box)
        self._view.room_changed.connect(self._show_size)
        self._tools.changed.connect(self._show_hint)
        self._tools.undo_requested.connect(self._on_undo)
        self._tools.own_size_requested.connect(self._set_own_size)
        self._leave.clicked.connect(self._on_leave)
        self._use.clicked.connect(self._on_use)
        self._patience.timeout.connect(partial(self._use.set_words, self.tr("Getting it ready…")))

    def _on_box(self, box: QRect) -> None:
        if self._is_preparing:
            return
        now = self._steps[-1]
        if self._tools.is_cropping():
            work = _Work(box, now.boxes)
            self._tools.black_out()
        else:
            work = _Work(now.part, (*now.boxes, box))
        self._steps = (*self._steps, work)
        self._show_steps()

    def _on_undo(self) -> None:
        if len(self._steps) > 1 and not self._is_preparing:
            self._steps = self._steps[:-1]
            self._show_steps()

    def _set_own_size(self, own: bool) -> None:  # noqa: FBT001 - a signal's
        self._tools.set_own_size(own=own)
        self._view.set_own_size(own=own)
        self._show_size()
        if own:
            self._view.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self) -> None:
        loaded, steps = self._loaded, self._steps
        self.forget()
        if loaded is not None and len(steps) > 1:
            self.put_aside.emit(Sketch(loaded, steps))
        self.left_out.emit()

    def _on_use(self) -> None:
        loaded = self._loaded
        if loaded is None or self._is_preparing:
            return
        if loaded.image is None:
            self._on_kept(loaded, kept_as_it_is(loaded))
            return
        self._is_preparing = True
        self._patience.start()
        self._tasks.database(
            partial(_keep, loaded.image, self._steps[-1], loaded.name),
            partial(self._on_kept, loaded),
            owner=self,
            failed=partial(self._on_failed, loaded),
        )

    def _on_kept(self, loaded: Loaded, picture: Picture | None) -> None:
        if loaded is not self._loaded:
            return
        self.forget()
        if picture is None:
            self.left_out.emit()
        else:
            self.picture_ready.emit(picture)

    def _on_failed(self, loaded: Loaded, _error: Exception) -> None:
        if loaded is self._loaded:
            self._is_preparing = False
            self._patience.stop()
            self._show_steps()
            self._trouble.say(
                self.tr("This picture is too large for this computer. Crop it, or leave it out.")
            )

    def _show_steps(self) -> None:
        has_image = bool(self._steps)
        image = self._loaded.image if self._loaded else None
        work = self._steps[-1] if has_image else _Work(QRect())
        self._view.show_part(image, work.part, work.boxes)
        for widget in (self._tools, self._view, self._state, self._hint):
            widget.setVisible(has_image)
        self._use.set_words(self.tr("Use this picture"))
        self._tools.set_undo(possible=len(self._steps) > 1)
        self._state.setText(self._state_words(len(work.boxes)) if has_image else "")
        self._show_hint()
        self._show_size()

    def _state_words(self, boxes: int) -> str:
        if not boxes:
            return self.tr("Nothing is blacked out yet.")
        if boxes == 1:
            return self.tr("1 part is blacked out.")
        return self.tr("{count} parts are blacked out.").format(count=boxes)

    def _show_hint(self) -> None:
        self._hint.setText(self._tools.hint())
        self._view.canvas.setAccessibleDescription(self._tools.hint())

    def _show_size(self) -> None:
        self._tools.offer_size(makes_sense=self._view.is_made_smaller())


def _keep(image: QImage, work: _Work, name: str) -> Picture:
    return encoded(burned(image, work.part, work.boxes), name)
