"""What happened to an item: who changed what and when, from what to what, newest first."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from libdesk.domain.item_history import ChangeKind, ItemEvent
from libdesk.services.places import Overview
from libdesk.ui import theme
from libdesk.ui.equipment.wording import change_words, event_words
from libdesk.ui.strings import time_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import card, label

_SHOWN = 30
"""Changes that are shown; what is older is in the database all the same."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


def history_card(
    history: tuple[ItemEvent, ...], overview: Overview, now: datetime, look: Theme
) -> QFrame:
    """Return the history as a card.

    Args:
        history: newest first.
        overview: names the branches.
        now: the present (aware).
        look: the theme.
    """
    frame = card()
    column = QVBoxLayout(frame)
    edge = look.px(theme.LARGE)
    column.setContentsMargins(edge, edge, edge, edge)
    column.setSpacing(look.px(theme.MEDIUM))
    column.addWidget(label(_tr("History"), "strong"))
    for event in history[:_SHOWN]:
        one = QVBoxLayout()
        one.setSpacing(look.px(theme.TINY) // 2)
        when = time_words(event.change_set.at, now)
        one.addWidget(label(f"{when}: {event_words(event)}", "fine"))
        if event.change_set.kind is ChangeKind.BULK and event.change_set.title:
            one.addWidget(label(event.change_set.title, selectable=True))
        # What a new item came with stands above: saying it twice would bury what changed since.
        changes = () if event.change.is_new else event.change.fields
        for change in changes:
            one.addWidget(label(change_words(change, overview), selectable=True))
        column.addLayout(one)
    if len(history) > _SHOWN:
        left = _tr("{count} older changes are kept.").format(count=len(history) - _SHOWN)
        column.addWidget(label(left, "fine"))
    return frame
