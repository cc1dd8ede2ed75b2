"""The cards that open beside the list: keys, what is shown, what is joined, who asked in person.

Each is loaded and built when it is first wanted.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from libdesk.domain.inbox import Choice, Filter, Line
from libdesk.domain.problems import Problem, ReportId
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.places import Overview
from libdesk.ui.inbox.deeds import Move, Wish
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.inbox.list_panel import ListPanel
from libdesk.ui.inbox.parts import InboxParts
from libdesk.ui.inbox.reader import Reader
from libdesk.ui.inbox.wording import LineWords, orders, view_words
from libdesk.ui.lists import ROW_ROLE
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.services.drafts import Draft
    from libdesk.ui.inbox.at_hand import AtHand
    from libdesk.ui.inbox.filter_card import FilterCard
    from libdesk.ui.inbox.join_card import JoinCard
    from libdesk.ui.inbox.keys_card import KeysCard
    from libdesk.ui.inbox.walk_in_card import WalkInCard


class Cards(QObject):
    """Opens the cards and does what is wished on them.

    Args:
        parts: what the inbox works with.
        look: the theme.
        panel: the list and its questions.
        lines: the lines, some of which may be chosen.
        reader: reads the problem that others join.
        parent: the page.

    Signals:
        logged: the key of a problem that was just written down.
        failed: an exception that no card can tell.
    """

    logged = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        parts: InboxParts,
        look: Theme,
        panel: ListPanel,
        lines: LinesView,
        reader: Reader,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._look = look
        self._panel = panel
        self._lines = lines
        self._reader = reader
        self._overview = Overview()
        self._keys: KeysCard | None = None
        self._filter: FilterCard | None = None
        self._join: JoinCard | None = None
        self._walk_in: WalkInCard | None = None
        reader.joined.connect(self._on_joined)
        reader.not_joined.connect(self._on_not_joined)
        reader.join_requested.connect(self.show_join)

    def show_overview(self, overview: Overview) -> None:
        """Take the names of the branches."""
        self._overview = overview
        if self._walk_in is not None:
            self._walk_in.show_branches(overview.branches)

    def show_keys(self) -> None:
        """Show the keys; once more, and they go."""
        if self._keys is None:
            from libdesk.ui.inbox.keys_card import KeysCard  # noqa: PLC0415 - most days need none

            self._keys = KeysCard(self._look)
        self._reader.side.show_card(self._keys)

    def show_filter(self) -> None:
        """Show what the list can be narrowed to."""
        if self._filter is None:
            from libdesk.ui.inbox.filter_card import FilterCard  # noqa: PLC0415 - when wanted

            self._filter = FilterCard(
                self._look, self._parts.guidance(), lambda: self._parts.now().astimezone().date()
            )
            self._filter.narrowed.connect(self._on_narrowed)
        view = self._panel.query.view
        self._parts.tasks.database(
            partial(self._parts.inbox.choices, view),
            self._on_choices,
            owner=self,
            failed=self.failed.emit,
            key="choices",
        )

    def show_join(self) -> None:
        """Show what may be the same thing as the problem that is read."""
        root = self._reader.problem
        if root is None:
            return
        if self._join is None:
            from libdesk.ui.inbox.join_card import JoinCard  # noqa: PLC0415 - when wanted

            self._join = JoinCard(self._look, self._line_words)
            self._join.join_requested.connect(self._on_join)
        chosen = tuple(key for key in self._lines.selected_keys() if key != root.sequence)
        joining = self._parts.rarer().joining
        self._parts.tasks.database(
            partial(joining.alike, root.report.id, chosen),
            partial(self._on_alike, root, chosen),
            owner=self,
            failed=self.failed.emit,
            key="alike",
        )

    def show_walk_in(self) -> None:
        """Show where to write down what somebody says."""
        if self._walk_in is None:
            from libdesk.ui.inbox.walk_in_card import WalkInCard  # noqa: PLC0415 - when wanted

            self._walk_in = WalkInCard(self._look, self._parts.guidance())
            self._walk_in.log_requested.connect(self._on_log)
            self._walk_in.show_branches(self._overview.branches)
        self._reader.side.show_card(self._walk_in)

    def filter_words(self, shown: Filter) -> str:
        """Return what the list is narrowed to, in words."""
        return "" if self._filter is None or shown.is_empty else self._filter.words(shown)

    def at_hand(self) -> "AtHand":
        """Return what is in the list and what is chosen, for papers about it."""
        from libdesk.ui.inbox.at_hand import AtHand  # noqa: PLC0415 - when wanted

        query = self._panel.query
        current = self._lines.currentIndex()
        line: Line | None = current.data(ROW_ROLE) if current.isValid() else None
        ways = {order: words for words, order in orders()}
        narrowed = (ways.get(query.order, ""), self.filter_words(query.filter))
        return AtHand(
            self._overview,
            self.tr("Search: {words}").format(words=query.text.strip())
            if query.is_search
            else self.tr("Inbox: {view}").format(view=view_words(query.view)),
            self._lines.keys(),
            self._lines.selected_keys(),
            self._lines.key(),
            line.number if line is not None else "",
            line.branch if line is not None else "",
            () if query.is_search else tuple(filter(None, narrowed)),
        )

    def _line_words(self) -> LineWords:
        return LineWords(self._overview, self._parts.now)

    def _on_choices(self, choices: tuple[Choice, ...]) -> None:
        if self._filter is not None:
            self._filter.offer(choices, self._panel.query.filter, self._overview)
            self._reader.side.show_card(self._filter)

    def _on_narrowed(self, filter_: Filter) -> None:
        self._panel.narrow(filter_, self.filter_words(filter_))

    def _on_alike(self, root: Problem, chosen: tuple[int, ...], lines: tuple[Line, ...]) -> None:
        if self._join is not None and self._reader.problem is not None:
            self._join.offer(root, lines, chosen)
            self._reader.side.show_card(self._join)

    def _on_join(self, others: tuple[ReportId, ...]) -> None:
        self._reader.wish(Wish(Move.JOIN, others=others))

    def _on_joined(self) -> None:
        self._reader.side.close_card()

    def _on_not_joined(self, sentence: str) -> None:
        if self._join is not None:
            self._join.refuse(sentence)

    def _on_log(self, draft: "Draft", minutes: int | None) -> None:
        def tell(error: Exception) -> None:
            if isinstance(error, Refusal | Unavailable) and self._walk_in is not None:
                self._walk_in.refuse(error.sentence)
            else:
                self.failed.emit(error)

        fixed_words = self.tr("Fixed on the spot.")
        self._parts.tasks.database(
            partial(_log, self._parts, draft, minutes, fixed_words),
            self._on_logged,
            owner=self,
            failed=tell,
        )

    def _on_logged(self, key: int) -> None:
        if self._walk_in is not None:
            self._walk_in.clear()
            self._reader.side.close_card()
        self.logged.emit(key)


def _log(parts: InboxParts, draft: "Draft", minutes: int | None, fixed_words: str) -> int:
    """Write it down, and close it where it was fixed on the spot; on the database thread."""
    fixed = fixed_words if minutes is not None else ""
    report_id = parts.rarer().walk_ins.log(draft, fixed=fixed, minutes=minutes)
    return parts.inbox.get(report_id).sequence
