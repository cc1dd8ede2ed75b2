"""One report where everybody may look: the tile's words, where it stands, and when; no more."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from libdesk.domain.guidance import Guidance
from libdesk.services.problems import Thread
from libdesk.ui import strings, theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label


class BriefCard(QFrame):
    """Shows nothing that anybody has typed, and not the number by which it can be read.

    Args:
        thread: the report and what was added.
        guidance: the tiles.
        now: the time.
        look: the theme.
    """

    def __init__(self, thread: Thread, guidance: Guidance, now: datetime, look: Theme) -> None:
        super().__init__()
        report = thread.kept.report
        tile = guidance.find(report.category)
        what = tile.text if tile is not None else self.tr("A report")
        when = strings.time_words(report.filed_at, now)
        standing = strings.standing_words(thread, now)
        self.setProperty("role", "card")
        self.setAccessibleName(f"{what} · {when} · {standing}")
        row = QHBoxLayout(self)
        edge = look.px(theme.LARGE)
        row.setContentsMargins(edge, look.px(theme.MEDIUM), edge, look.px(theme.MEDIUM))
        row.setSpacing(edge)
        row.addWidget(label(what, "strong"), 3)
        row.addWidget(label(when, "quiet"), 2)
        stands = label(standing, "strong")
        stands.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(stands, 3)
