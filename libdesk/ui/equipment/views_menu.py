"""The views of the list: choose one, keep what is shown as one, rename, order, remove, undo."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from libdesk.domain.item_lists import ItemFilter, ItemOrder
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_views import NEWER, ItemViewList, RemovedView, ViewEntry
from libdesk.ui import theme
from libdesk.ui.equipment.view_name_row import ViewNameRow
from libdesk.ui.equipment.view_picker import ToldRow, ViewPicker
from libdesk.ui.equipment.view_words import view_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button


class ViewsMenu(QWidget):
    """One row above the list; it knows what the list shows by being told (`show_query`).

    Args:
        tasks: the threads.
        views: the use cases.
        look: the theme.
        today: tells the reader's day.

    Signals:
        view_chosen: show this SavedView.
        failed: what the surroundings do.
    """

    view_chosen = Signal(object)
    failed = Signal(object)

    def __init__(
        self, tasks: Tasks, views: ItemViewList, look: Theme, today: Callable[[], date]
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._views = views
        self._look = look
        self._picker = ViewPicker(look, today)
        self._renamed: ViewEntry | None = None
        self._build()
        self._connect()

    def read(self, choose: str = "") -> None:
        """Read the views anew.

        Args:
            choose: the view that is shown from now on, by its id; "" for the same as before.
        """

        def on_read(entries: tuple[ViewEntry, ...]) -> None:
            before = self._picker.chosen.id if self._picker.chosen is not None else ""
            self._picker.entries = entries
            self._picker.choose(choose or before)
            self._picker.fit()
            self._show()

        self._run(self._views.list_views, on_read)

    def show_query(self, filter_: ItemFilter, order: ItemOrder) -> None:
        """Take note of what the list shows, and show which view that is, if any."""
        self._picker.filter, self._picker.order = filter_, order
        self._picker.fit()
        self._show()

    def shown_name(self) -> str:
        """Return the name of the view that the list shows just so; "" where it shows none."""
        entry = self._picker.chosen
        return view_words(entry) if entry is not None and self._picker.is_shown(entry) else ""

    def _build(self) -> None:
        self._save_as = Button(self.tr("Save view…"), enter_presses=False)
        self._more = Button(self.tr("This view…"), enter_presses=False)
        self._menu = QMenu(self)
        self._over = QAction(self.tr("Save what is shown under this name"), self)
        self._rename = QAction(self.tr("Rename…"), self)
        self._earlier = QAction(self.tr("Move up"), self)
        self._later = QAction(self.tr("Move down"), self)
        self._remove = QAction(self.tr("Remove"), self)
        acts = (self._over, self._rename, self._earlier, self._later, self._remove)
        self._menu.addActions(acts)
        self._more.setMenu(self._menu)
        self._name = ViewNameRow(self._look)
        self._told = ToldRow(self._look)
        small = self._look.px(theme.SMALL)
        row = QHBoxLayout()
        row.setSpacing(small)
        row.addWidget(self._picker, 1)
        row.addWidget(self._save_as)
        row.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(small)
        column.addLayout(row)
        column.addWidget(self._name)
        column.addWidget(self._told)
        self._show()

    def _connect(self) -> None:
        self._picker.activated.connect(self._on_picked)
        self._save_as.clicked.connect(self._on_save_as)
        self._over.triggered.connect(self._on_over)
        self._rename.triggered.connect(self._on_rename)
        self._earlier.triggered.connect(partial(self._on_move, -1))
        self._later.triggered.connect(partial(self._on_move, 1))
        self._remove.triggered.connect(self._on_remove)
        self._name.named.connect(self._on_named)
        self._name.left.connect(self._on_left)
        self._told.undo_requested.connect(self._on_undo)

    def _show(self) -> None:
        picker = self._picker
        picker.show_views()
        chosen = picker.chosen
        own = [one for one in picker.entries if not one.is_shipped]
        is_own = chosen in own
        self._more.setEnabled(is_own)
        self._over.setEnabled(is_own and not picker.is_shown(chosen))
        self._earlier.setEnabled(is_own and own[0] is not chosen)
        self._later.setEnabled(is_own and own[-1] is not chosen)

    def _on_picked(self, row: int) -> None:
        self._picker.choose(self._picker.itemData(row))
        self._told.say("")
        self._show()
        entry = self._picker.chosen
        if entry is not None and entry.view is None:
            self._told.say(NEWER)
        elif entry is not None:
            self.view_chosen.emit(entry.view)

    def _on_save_as(self) -> None:
        self._renamed = None
        self._told.say("")
        self._name.ask()

    def _on_rename(self) -> None:
        self._renamed = self._picker.chosen
        self._told.say("")
        self._name.ask(self._renamed.name if self._renamed is not None else "")

    def _on_named(self, name: str) -> None:
        def on_done(entry: ViewEntry) -> None:
            self._name.hide()
            self._picker.setFocus()
            self._told.say(self.tr("The view “{name}” is kept.").format(name=entry.name))
            self.read(entry.id)

        one = self._renamed
        if one is None:
            work = partial(self._views.save_as, name, self._picker.filter, self._picker.order)
        else:
            work = partial(self._views.rename, one.id, name, one.version)
        self._run(work, on_done, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, Refusal) and error.field == "name":
            self._name.set_trouble(error.sentence)
        else:
            self._on_failed(error)

    def _on_left(self) -> None:
        self._name.hide()
        self._picker.setFocus()

    def _on_over(self) -> None:
        entry = self._picker.chosen
        if entry is None:
            return
        said = self.tr("“{name}” shows this from now on.").format(name=entry.name)
        work = partial(
            self._views.save, entry.id, self._picker.filter, self._picker.order, entry.version
        )
        self._run(work, partial(self._on_changed, said))

    def _on_move(self, by: int) -> None:
        if self._picker.chosen is not None:
            work = partial(self._views.move, self._picker.chosen.id, by)
            self._run(work, partial(self._on_changed, ""))

    def _on_remove(self) -> None:
        entry = self._picker.chosen
        if entry is None:
            return

        def on_removed(removed: RemovedView) -> None:
            self._told.say(self.tr("“{name}” is removed.").format(name=entry.name), removed)
            self._picker.chosen = None
            self.read()
            self._told.focus_undo()

        self._run(partial(self._views.remove, entry.id, entry.version), on_removed)

    def _on_undo(self, removed: RemovedView) -> None:
        def on_back(entry: ViewEntry) -> None:
            self._told.say(self.tr("“{name}” is back.").format(name=entry.name))
            self.read(entry.id)

        self._picker.setFocus()
        self._run(partial(self._views.put_back, removed), on_back)

    def _on_changed(self, said: str, _left: object) -> None:
        self._told.say(said)
        self.read()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict):
            self._told.say(error.sentence)
            self.read()
        else:
            self.failed.emit(error)

    def _run(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._tasks.database(work, done, owner=self, failed=failed or self._on_failed)
