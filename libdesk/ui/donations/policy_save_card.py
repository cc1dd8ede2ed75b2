"""Before a policy is saved: what it changes for past offers, and a note for its version."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal

from libdesk.services.donation_policies import Flip
from libdesk.ui.donations.policy_wording import (
    FLIPS_SHOWN,
    approval_words,
    flip_words,
    flips_words,
)
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


class PolicySaveCard(SettingCard):
    """Its Save makes the next version; what is wrong with a field is told at that field.

    Args:
        look: the theme.

    Signals:
        draft_requested: nobody has approved what is typed now.
        back_requested: back to the fields.
    """

    draft_requested = Signal()
    back_requested = Signal()

    def __init__(self, look: Theme) -> None:
        title = _tr("What this changes")
        lead = _tr(
            "It becomes the next version, by which offers are judged from then on. Offers that "
            "were judged before keep their verdict and their version."
        )
        super().__init__(title, lead, _tr("Save as the next version"), look)
        self._flips, self._named = label(), label("", selectable=True)
        self._approval = label()
        self._draft = Button(_tr("Not approved yet: take the day off"), enter_presses=False)
        back = Button(_tr("Back to the policy"), enter_presses=False)
        for one in (self._flips, self._named, self._approval):
            self.column.addWidget(one)
        self.column.addWidget(self._draft, 0, Qt.AlignmentFlag.AlignLeft)
        such = _tr("Such as: computers may be five years old")
        self._note = self.add_line(_tr("What was changed, in a few words"), such)
        self.add_button(back)
        self._draft.clicked.connect(self.draft_requested)
        back.clicked.connect(self.back_requested)

    @property
    def note(self) -> str:
        """What was changed, in somebody's words."""
        return self._note.text()

    @note.setter
    def note(self, words: str) -> None:
        self._note.setText(words)

    def show_flips(self, flips: Sequence[Flip] | None) -> None:
        """Say which past offers would go another way; None while that is being looked up."""
        if flips is None:
            self._flips.setText(_tr("Looking at the past offers…"))
            self._named.setText("")
            return
        self._flips.setText(flips_words(flips))
        told = list(map(flip_words, flips[:FLIPS_SHOWN]))
        if len(flips) > FLIPS_SHOWN:
            told.append(_tr("and {count} more").format(count=len(flips) - FLIPS_SHOWN))
        self._named.setText("\n".join(told))
        self._named.setVisible(bool(told))

    def show_approval(self, on: date | None, by: str) -> None:
        """Say who approved what is typed, and offer to say that nobody has."""
        told = approval_words(on, by)
        if on is not None:
            more = _tr("If the board has not seen what you changed, it is a draft again.")
            told = f"{told} {more}"
        self._approval.setText(told)
        self._draft.setVisible(on is not None)

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it is kept, and what follows."""
        super().say_done(is_whole=is_whole)
        self.say(
            _tr("Saved. Offers from now on are judged by it.")
            if is_whole
            else _tr("Saved; what you typed since then is not saved yet.")
        )
        self._note.clear()

    def focus_first(self) -> None:
        """Put the focus where typing begins."""
        self._note.setFocus(Qt.FocusReason.OtherFocusReason)
