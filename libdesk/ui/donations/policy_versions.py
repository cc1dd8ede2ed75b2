"""The versions of the policy: when each was made, what was noted, what it says, the way back."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from libdesk.services.donation_policies import policy_of
from libdesk.services.donation_policy_texts import texts_of_policy
from libdesk.services.donation_stores import KeptPolicy
from libdesk.ui import theme
from libdesk.ui.donations.policy_section import Editing, Section
from libdesk.ui.donations.policy_wording import note_words, texts_in_words, version_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card as surface
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.refilling import refill

_SHOWN = 50
"""Versions that are listed; who needs an older one finds it in the export."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


class VersionsSection(Section):
    """The newest first; a version never changes.

    Args:
        editing: what is typed.
        card: tells what is wrong.
        look: the theme.

    Signals:
        again_requested: the number of a version that is to count again.
        print_requested: the number of a version that is to be printed.
    """

    again_requested = Signal(int)
    print_requested = Signal(int)

    def __init__(self, editing: Editing, card: SettingCard, look: Theme) -> None:
        lead = _tr(
            "Each offer keeps the version by which it was judged, so none of these ever changes."
        )
        super().__init__(_tr("Versions"), lead, editing, card, look)
        self._none = label(_tr("There is none yet: LibDesk’s own model counts."), "quiet")
        self.column.addWidget(self._none)
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(theme.MEDIUM))
        self.column.addLayout(self._list)

    def show_versions(self, versions: Sequence[KeptPolicy], current: int, now: datetime) -> None:
        """Show these, the newest first.

        Args:
            versions: the oldest first.
            current: the number of the one that counts.
            now: the time.
        """
        shown = [self._surface(one, current, now) for one in versions[::-1][:_SHOWN]]
        refill(self._list, shown)
        self._none.setVisible(not shown)

    def focus_first(self) -> None:
        """Put the focus on the newest."""
        button = self.findChild(Button)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _surface(self, kept: KeptPolicy, current: int, now: datetime) -> QFrame:
        frame = surface()
        column = QVBoxLayout(frame)
        edge = self.look.px(theme.MEDIUM)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(self.look.px(theme.SMALL))
        words = version_words(kept, now)
        frame.setAccessibleName(words)
        column.addWidget(label(words, "strong"))
        if note := note_words(kept):
            column.addWidget(label(note))
        policy = policy_of(kept)
        if policy is None:
            why = _tr("It can’t be read: it is damaged, or of a newer LibDesk.")
            column.addWidget(label(why, "quiet"))
            return frame
        told = label("", selectable=True)
        told.hide()
        flow = FlowLayout(self.look.px(theme.MEDIUM))
        column.addLayout(flow)
        column.addWidget(told)

        def look_at() -> None:
            if not told.text():
                said = texts_in_words(texts_of_policy(policy)).items()
                told.setText("\n".join(f"{name}: {words}" for name, words in said if words))
            told.setVisible(not told.isVisible())

        self._button(flow, _tr("Look"), kept.version).clicked.connect(look_at)
        self._button(flow, _tr("Print…"), kept.version).clicked.connect(
            partial(self._on_print, kept.version)
        )
        if kept.version == current:
            column.addWidget(label(_tr("This one counts."), "quiet"))
        else:
            again = self._button(flow, _tr("Make it current again…"), kept.version)
            again.clicked.connect(partial(self._on_again, kept.version))
        return frame

    def _button(self, flow: FlowLayout, words: str, number: int) -> Button:
        button = Button(words, enter_presses=False)
        told = _tr("Version {number}: {words}")
        button.setAccessibleName(told.format(number=number, words=words.rstrip("…")))
        flow.addWidget(button)
        return button

    def _on_print(self, number: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        self.print_requested.emit(number)

    def _on_again(self, number: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        self.again_requested.emit(number)
