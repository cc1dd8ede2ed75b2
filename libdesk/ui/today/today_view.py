"""The list of Today as it is seen: higher rows where a section begins."""

from PySide6.QtGui import QGuiApplication

from libdesk.domain.today import TodayLine
from libdesk.ui.inbox.lines_view import LinesView
from libdesk.ui.lists import ListModel
from libdesk.ui.theme import Theme
from libdesk.ui.today.today_delegate import TodayDelegate


class TodayView(LinesView):
    """Shows the lines; at most some hundred, so each row may have a height of its own.

    Args:
        look: the theme.
        model: the lines, all of them here.
        delegate: paints them.
    """

    def __init__(self, look: Theme, model: ListModel[TodayLine], delegate: TodayDelegate) -> None:
        self._painter = delegate
        super().__init__(look, model, delegate, self.tr("What to do"))
        self._all_lines = model
        self.copy_requested.connect(self._copy)
        for told in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.dataChanged):
            told.connect(self.fit_rows)
        model.layoutChanged.connect(self.fit_rows)

    def fit_rows(self) -> None:
        """Give each row the height of its card, and of the heading above it."""
        super().fit_rows()
        header, model = self.verticalHeader(), self.model()
        usual = header.defaultSectionSize()
        for row in range(model.rowCount()):
            height = usual + self._painter.heading_height(model.index(row, 0))
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)

    def _copy(self, keys: tuple[int, ...]) -> None:
        rows = self._all_lines.known(keys)
        lines = (self._all_lines.line(rows[key]) for key in keys if key in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))
