"""A count under way: scan, read the answer, see what is left."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.counting import Row
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.lists import ListModel, at_once
from libdesk.ui.stocktake.answer_panel import AnswerPanel
from libdesk.ui.stocktake.count_head import CountHead
from libdesk.ui.stocktake.keeper import Keeper, Opened
from libdesk.ui.stocktake.label_field import LabelField
from libdesk.ui.stocktake.parts import StocktakeParts
from libdesk.ui.stocktake.rows_table import RowPainter, RowsView, RowWords, outcome_of
from libdesk.ui.stocktake.scanner import Scanner
from libdesk.ui.stocktake.shown_rows import ShownRows, View
from libdesk.ui.stocktake.taking import Taking
from libdesk.ui.stocktake.view_chips import ViewChips
from libdesk.ui.stocktake.wording import found_words, spot_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling

_REFRESH_MS = 120
"""A scan is answered at once; the list below follows once the scanner has come to rest."""

_LIST_LEAST = 220


class CountPanel(QWidget):
    """The page on which things are counted.

    Args:
        parts: what it works with.
        look: the theme.
        keeper: counts and stores.

    Attributes:
        head: what can be done with the whole.
        answer: the answer to the last scan.
        scanner: catches scans while the page is in sight.
        rows: the list.

    Signals:
        again_requested: read what is stored, others' scans too.
    """

    again_requested = Signal()

    def __init__(self, parts: StocktakeParts, look: Theme, keeper: Keeper) -> None:
        super().__init__()
        self._parts = parts
        self._look = look
        self._keeper = keeper
        self._overview = Overview()
        self._shown = ShownRows()
        self._changed: set[int] = set()
        self._later = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self.scanner = Scanner(self)
        self._build()
        self._connect()

    def open(self, opened: Opened, overview: Overview) -> None:
        """Show a count, to be scanned into."""
        self._overview = overview
        self.taking.overview = overview
        self._shown = ShownRows(opened.expected, self._keeper.count.rows())
        branches = {one.branch for one in opened.loaded.stocktake.spots}
        alone = branches.pop() if len(branches) == 1 else ""
        words = RowWords(overview, self._parts.today(), alone)
        self._model.set_columns(words.columns())
        self.head.show_count(opened.loaded.stocktake, overview)
        self.answer.show_sound(is_on=self._parts.tones.is_on)
        self.answer.show_places(opened.spots, overview)
        self.taking.look_at(None)
        lost = [spot_words(one, overview) for one in opened.loaded.listing.lost_spots]
        told = self.tr("{places}: not in the library any more. What is scanned there still counts.")
        self._lost.say(told.format(places="; ".join(lost)) if lost else "")
        self._model.reset_keys([])
        self._model.refresh()
        self._show_rows()

    def show_view(self, view: View) -> None:
        """Show another part of the things."""
        self._chips.show_view(view)

    def focus_label(self) -> None:
        """Put the focus where a label can be typed."""
        self._label.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch scans from now on."""
        super().showEvent(event)
        self.scanner.set_timing(self._parts.scanner.timing)
        self.scanner.listen()
        self.answer.get_ready()

    def hideEvent(self, event: QHideEvent) -> None:
        """Catch none any more."""
        self.scanner.stop()
        if self._keeper.has_unsaved:
            self._keeper.retry()  # the desk may be closing: it is stored now, or never
        super().hideEvent(event)

    def _build(self) -> None:
        px = self._look.px
        self.head = CountHead(self._look)
        self._lost = Banner(self._look)
        self.answer = AnswerPanel(self._look)
        self.taking = Taking(self._parts, self._keeper, self.answer)
        self._label = LabelField()
        self._undo = Button(self.tr("Undo last scan  (Ctrl+Z)"), enter_presses=False)
        self._undo.setAccessibleName(self.tr("Undo last scan"))
        self._far = label("", "strong", wraps=False)
        typed = QHBoxLayout()
        typed.setSpacing(px(theme.MEDIUM))
        typed.addWidget(self._label, 1)
        typed.addWidget(self._undo)
        typed.addWidget(self._far)
        self._chips = ViewChips(self._look)
        self._hint = label("", "quiet")
        self._model: ListModel[Row] = ListModel(
            RowWords(self._overview).columns(),
            self._key_of,
            at_once(self._rows_of),
            self,
        )
        painter = RowPainter(self._look, self, outcome_of)
        self.rows = RowsView(self._look, self._model, painter, self.tr("Things of this count"))
        self.rows.setMinimumHeight(px(_LIST_LEAST))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.MEDIUM))
        for one in (self._lost, self.answer):
            column.addWidget(one)
        column.addLayout(typed)
        column.addWidget(self.head)
        column.addWidget(self._chips)
        column.addWidget(self._hint)
        column.addWidget(self.rows, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolling(content))

    def _connect(self) -> None:
        self.scanner.scanned.connect(self.taking.scan)
        self.scanner.typed.connect(self._on_typed)
        self._label.returnPressed.connect(self._on_label)
        self._undo.clicked.connect(self._on_undo)
        self._chips.changed.connect(self._show_rows)
        self._later.timeout.connect(self._show_rows)
        self.taking.counted.connect(self._on_counted)
        self.taking.placed.connect(self._on_placed)
        self.rows.marked.connect(self._on_marked)
        self.rows.clicked.connect(self._on_chosen)
        self.rows.opened.connect(self._on_chosen)
        self.answer.sound_turned.connect(lambda on: self._parts.tones.turn(on=on))
        for keys, act in (("Ctrl+Z", self._on_undo), ("F5", self.again_requested.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _key_of(self, row: Row) -> int:
        return self._shown.key(row)

    def _rows_of(self, keys: tuple[int, ...]) -> list[Row]:
        return self._shown.rows(keys)

    def _on_typed(self, character: str) -> None:
        """Let what is typed anywhere be the beginning of a label."""
        self.focus_label()
        self._label.insert(character)

    def _on_label(self) -> None:
        text = self._label.text()
        self._label.clear()
        self.taking.type(text)

    def _on_counted(self, row: Row) -> None:
        known = self._shown.row(self._shown.key(row))
        is_news = known is None or known.scan is None or known.times != row.times
        key = self._shown.see(row) if is_news else self._shown.update(row)
        self._changed.add(key)
        self._undo.setEnabled(self._keeper.can_undo)
        self._far.setText(found_words(self._keeper.count.tallies()))
        self._later.start()

    def _on_placed(self) -> None:
        if self._chips.is_here_only:
            self._show_rows()

    def _on_marked(self, key: int) -> None:
        row = self._shown.row(key)
        if row is not None:
            self.taking.mark(row)

    def _on_chosen(self) -> None:
        key = self.rows.key()
        row = None if key is None else self._shown.row(key)
        if row is not None:
            self.taking.look_at(row)

    def _on_undo(self) -> None:
        if self.taking.undo():
            self.show_anew()

    def show_anew(self) -> None:
        """Show what counts now, after several things have changed at once."""
        self._shown.show_seen(self._keeper.count.rows())
        self._model.refresh()
        self._show_rows()

    def _show_rows(self) -> None:
        tallies = self._keeper.count.tallies()
        self._chips.show_tallies(tallies)
        self._far.setText(found_words(tallies))
        self._undo.setEnabled(self._keeper.can_undo)
        view = self._chips.view
        spot = self.answer.place() if self._chips.is_here_only else None
        changed, self._changed = self._changed, set()
        self._model.set_keys(self._shown.keys(view, spot), self._shown.rows(changed))
        self._hint.setText(self._hint_words(view))
        self._hint.setVisible(bool(self._hint.text()))

    def _hint_words(self, view: View) -> str:
        """Return why the list is empty, or what else can be done in it."""
        if self._model.rowCount():
            seen = self.tr("Space marks a thing as seen where its record says, without a scan.")
            return seen if view is View.MISSING else ""
        return {
            View.SEEN: self.tr("Nothing was scanned yet."),
            View.FOUND: self.tr("Nothing was found yet."),
            View.MISSING: self.tr("Nothing is missing here."),
            View.ELSEWHERE: self.tr("Nothing is here by mistake."),
            View.UNKNOWN: self.tr("No code is unknown."),
        }[view]
