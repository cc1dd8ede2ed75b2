"""Counting day: the list of counts, the form, the count, the pasted list, the result, the test."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from libdesk.domain.count_results import Result
from libdesk.domain.scanned import Known, known_codes
from libdesk.domain.stocktake import Stocktake, StocktakeId, StocktakeState
from libdesk.services.count_results import Finished
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.places import Overview
from libdesk.services.stocktake import CountLine
from libdesk.ui.garbage import large_work
from libdesk.ui.stocktake.begin_form import BeginForm
from libdesk.ui.stocktake.beginning import Beginning
from libdesk.ui.stocktake.count_panel import CountPanel
from libdesk.ui.stocktake.counts_panel import CountsPanel
from libdesk.ui.stocktake.keeper import Keeper, Opened, open_count
from libdesk.ui.stocktake.parts import Library, StocktakeParts
from libdesk.ui.stocktake.paste_panel import PastePanel
from libdesk.ui.stocktake.pasting import Pasting
from libdesk.ui.stocktake.result_panel import ResultPanel
from libdesk.ui.stocktake.scanner_panel import ScannerPanel
from libdesk.ui.stocktake.unsaved_banner import UnsavedBanner
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.scroll import scrolling


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the list of counts shows."""

    lines: tuple[CountLine, ...]
    library: Library


class StocktakePage(QWidget):
    """Goes from one to the other.

    Args:
        parts: what it works with.
        look: the theme.
        keeper: counts and stores; it outlives the page.
    """

    def __init__(self, parts: StocktakeParts, look: Theme, keeper: Keeper) -> None:
        super().__init__()
        self._parts = parts
        self._library = Library(Overview(), ())
        self._before_test: QWidget | None = None
        self._is_finishing = False
        self.keeper = keeper
        self.counts = CountsPanel(look)
        self.form = BeginForm(look)
        self.count = CountPanel(parts, look, self.keeper)
        self.paste = PastePanel(look)
        self.result = ResultPanel(parts, look)
        self.test = ScannerPanel(look, parts.scanner, parts.tones)
        self._beginning = Beginning(parts, self.form)
        self._pasting = Pasting(parts, keeper, self.paste)
        around = QWidget()
        form = QVBoxLayout(around)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self.form)
        form.addStretch(1)
        self._form_page = scrolling(around)
        self._stack = QStackedWidget()
        for one in (
            self.counts,
            self._form_page,
            self.count,
            self.paste,
            self.result,
            self.test,
        ):
            self._stack.addWidget(one)
        self._unsaved = UnsavedBanner(look, self.keeper)
        self._trouble = Banner(look, urgent=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._unsaved)
        column.addWidget(self._trouble)
        column.addWidget(self._stack, 1)
        self._connect()
        keeper.tell()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; a count that is open goes on."""
        super().showEvent(event)
        if self._stack.currentWidget() is self.counts:
            self.read()

    def read(self) -> None:
        """Read the list of counts anew."""
        self._ask(partial(_read_counts, self._parts), self._on_listed, key="counts")

    def open(self, stocktake: int) -> None:
        """Go into a count: on with it, or to how it ended."""

        def work() -> Opened:
            with large_work():  # it may be all items, and scans must not wait for garbage
                return open_count(self._parts.taking, StocktakeId(stocktake))

        self._ask(work, self._on_opened, key="open")

    def show_counts(self) -> None:
        """Go to the list of counts."""
        self._stack.setCurrentWidget(self.counts)
        self.counts.take_focus()
        self.read()

    def show_test(self) -> None:
        """Test the scanner."""
        self._before_test = self._stack.currentWidget()
        self._stack.setCurrentWidget(self.test)
        self.test.take_focus()

        def done(known: Known) -> None:
            self.test.show_known(known)

        self._ask(lambda: known_codes(self._parts.codes()), done, key="codes")

    def _connect(self) -> None:
        self.counts.opened.connect(self.open)
        self.counts.new_requested.connect(self._beginning.show)
        self.counts.change_requested.connect(self._beginning.change)
        self._beginning.changed.connect(self.show_counts)
        self.counts.remove_requested.connect(self._on_remove)
        self._beginning.shown.connect(self._show_form)
        self._beginning.begun.connect(lambda made: self.open(made.id))
        self.form.cancelled.connect(self.show_counts)
        self.count.again_requested.connect(lambda: self.open(self.keeper.stocktake))
        head = self.count.head
        head.paste_requested.connect(self._on_paste_wanted)
        head.pause_requested.connect(self._on_pause)
        head.finish_requested.connect(self._on_finish)
        head.print_requested.connect(
            lambda: self._parts.print_list(self.keeper.opened.loaded.stocktake)
        )
        for test in (self.counts.test_requested, head.test_requested):
            test.connect(self.show_test)
        for left in (head.left, self.result.left):
            left.connect(self.show_counts)
        self._pasting.counted.connect(self.count.show_anew)
        for source in (self._beginning, self._pasting):
            source.failed.connect(self._on_failed)
        self.paste.left.connect(self._to_count)
        self.result.reopened.connect(self.open)
        self.test.left.connect(self._on_test_left)
        self.keeper.met.connect(self._parts.tasks.unhandled)
        self.keeper.unsaved.connect(self._on_unsaved)

    def _on_unsaved(self, count: int, _why: str) -> None:
        if not count:
            self._trouble.say("")

    def _on_listed(self, listed: _Listed) -> None:
        self._library = listed.library
        self.counts.show_lines(listed.lines, listed.library.overview)

    def _show_form(self, library: Library) -> None:
        self._library = library
        self._stack.setCurrentWidget(self._form_page)
        self.form.focus_first()

    def _on_remove(self, stocktake: int) -> None:
        work = partial(self._parts.taking.remove, StocktakeId(stocktake))
        self._ask(work, lambda _nothing: self.read())

    def _on_opened(self, opened: Opened) -> None:
        loaded = opened.loaded
        if loaded.stocktake.state is StocktakeState.FINISHED:
            self._show_result(loaded.stocktake, loaded.results)
        elif loaded.stocktake.state is StocktakeState.PAUSED:
            work = partial(self._parts.taking.go_on, loaded.stocktake.id)
            self._ask(work, lambda one: self.open(one.id))
        else:
            self.keeper.open(opened)
            self.count.open(opened, self._library.overview)
            self._to_count()

    def _to_count(self) -> None:
        self._stack.setCurrentWidget(self.count)
        self.count.focus_label()

    def _on_paste_wanted(self) -> None:
        self._pasting.show(self._library.overview, self.count.answer.place())
        self._stack.setCurrentWidget(self.paste)
        self.paste.take_focus()

    def _on_pause(self) -> None:
        work = partial(self._parts.taking.pause, self.keeper.stocktake)
        self._ask(work, lambda _stocktake: self.show_counts())

    def _on_finish(self) -> None:
        if self._is_finishing:
            return
        # What is on its way is stored first: the two are one after the other. What can't be stored
        # is told above, and would be missing from the result.
        if self.keeper.has_unsaved:
            self.keeper.retry()
            self._trouble.say(self.tr("Some scans are not stored yet. Finish once they are."))
            return
        rest = self._parts.tasks.give_way
        stocktake = self.keeper.stocktake

        def work() -> Finished:
            with large_work():
                return self._parts.results.finish(stocktake, rest)

        def done(made: Finished) -> None:
            self._is_finishing = False
            self._show_result(made.stocktake, made.results)
            self._parts.changed()

        def failed(error: Exception) -> None:
            self._is_finishing = False
            self._on_failed(error)

        self._is_finishing = True
        self._ask(work, done, failed=failed)

    def _show_result(self, stocktake: Stocktake, results: tuple[Result, ...]) -> None:
        self.result.show_result(stocktake, results, self._library.overview)
        self._stack.setCurrentWidget(self.result)
        self.result.take_focus()

    def _on_test_left(self) -> None:
        before = self._before_test or self.counts
        self._stack.setCurrentWidget(before)
        if before is self.count:
            self.count.focus_label()
        else:
            self.counts.take_focus()

    def _ask(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        *,
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
    ) -> None:
        told = failed or self._on_failed
        self._trouble.say("")
        self._parts.tasks.database(work, done, owner=self, failed=told, key=key)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._parts.tasks.unhandled.emit(error)


def _read_counts(parts: StocktakeParts) -> _Listed:
    return _Listed(parts.taking.list_all(), parts.library())
