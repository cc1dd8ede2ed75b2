"""Sections of the policy page: the model, what is taken, words and people, points, approval."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from libdesk.domain.donation_policy import Policy
from libdesk.domain.donations import Kind
from libdesk.services.donation_policy_texts import (
    LIST_LIMIT,
    WORDS_LIMIT,
    begun_from,
    read_points,
)
from libdesk.services.errors import Refusal
from libdesk.ui import theme
from libdesk.ui.donations.policy_section import Editing, Section
from libdesk.ui.donations.policy_wording import meaning_words, model_words
from libdesk.ui.donations.wording import kind_words, scale_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import card as surface
from libdesk.ui.widgets.labels import label

_NARROW = 520
"""Pixels in which short fields don't fit beside each other."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


class ModelSection(Section):
    """Which shipped policy to begin from, each with what it means.

    Args:
        models: the shipped policies.
        editing: what is typed.
        card: tells what is wrong.
        look: the theme.
    """

    def __init__(
        self, models: Mapping[str, Policy], editing: Editing, card: SettingCard, look: Theme
    ) -> None:
        lead = _tr(
            "Three policies to begin from, each with its reasons. Beginning from one fills the "
            "fields anew; your own questions and addresses stay, and nothing is saved yet."
        )
        super().__init__(_tr("Where to begin"), lead, editing, card, look)
        self._models = models
        self._told = {name: label("", "strong") for name in models}
        self._buttons: dict[str, Button] = {}
        for name, model in models.items():
            self.column.addWidget(self._surface(name, model))

    def show_texts(self) -> None:
        """Say from which the policy comes."""
        for name, told in self._told.items():
            is_this = name == self.editing.texts.model
            told.setText(_tr("Your policy comes from this one.") if is_this else "")
            told.setVisible(is_this)

    def focus_first(self) -> None:
        """Put the focus on the first choice."""
        for button in list(self._buttons.values())[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _surface(self, name: str, model: Policy) -> QFrame:
        frame = surface()
        column = QVBoxLayout(frame)
        edge = self.look.px(theme.MEDIUM)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(self.look.px(theme.SMALL))
        title = model_words(name) or model.title
        column.addWidget(label(title, "strong"))
        column.addWidget(label(meaning_words(model)))
        column.addWidget(self._told[name])
        button = Button(_tr("Begin from this"), enter_presses=False)
        button.setAccessibleName(_tr("Begin from “{model}”").format(model=title))
        button.clicked.connect(partial(self._on_begin, model))
        self._buttons[name] = button
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _on_begin(self, model: Policy, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own argument
        self.editing.begin(begun_from(model, self.editing.texts))


class TakesSection(Section):
    """What the library takes, and what it never takes."""

    def __init__(self, editing: Editing, card: SettingCard, look: Theme) -> None:
        lead = _tr("What stands in neither is not taken either; only the reason is kinder.")
        super().__init__(_tr("What we take"), lead, editing, card, look)
        kinds = [(one.value, kind_words(one)) for one in Kind if one is not Kind.UNKNOWN]
        self._rows: dict[str, ChipRow] = {}
        for part, question in (
            ("takes", _tr("We take")),
            ("refuses", _tr("We never take")),
        ):
            row = ChipRow(question, kinds, look, several=True, role="strong")
            self._rows[part] = row
            self.column.addWidget(row)
            self.add_note(part)
            row.changed.connect(partial(self._on_changed, part))
        self.add_note("")

    def show_texts(self) -> None:
        """Tick what stands there now."""
        for part, row in self._rows.items():
            row.choose([one.value for one in getattr(self.editing.texts, part)])

    def focus_first(self) -> None:
        """Put the focus on the first kind."""
        self._rows["takes"].first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, part: str) -> None:
        chosen = frozenset(map(Kind, self._rows[part].chosen()))
        self.editing.change(**{part: chosen})


class WordsSection(Section):
    """The words around the lines: purpose, conditions, people, what becomes of things."""

    def __init__(self, editing: Editing, card: SettingCard, look: Theme) -> None:
        super().__init__(_tr("Words and people"), "", editing, card, look)
        self.add_line(_tr("Title"), "title")
        self.add_words(_tr("Purpose: why there is a policy"), "purpose", (2, 6), WORDS_LIMIT)
        self.add_words(
            _tr("Conditions for a gift, one on each line"), "conditions", (3, 12), LIST_LIMIT
        )
        self.add_words(_tr("Who may say yes"), "deciders", (1, 4), WORDS_LIMIT)
        self.add_words(_tr("Exceptions: who may make one, and how"), "exceptions", (1, 4), 600)
        self.add_words(
            _tr("What becomes of what we don’t keep, one on each line"), "goes", (3, 8), LIST_LIMIT
        )
        self.add_words(
            _tr("Where else to take things, one place on each line"),
            "elsewhere",
            (2, 8),
            LIST_LIMIT,
            _tr("Name, address, telephone: it stands in letters and on the wall"),
        )


class ApprovalSection(Section):
    """Who approved the policy, and when it is looked at again."""

    def __init__(self, editing: Editing, card: SettingCard, look: Theme) -> None:
        lead = _tr(
            "Until a day stands here, the printed policy says “Draft: not approved”. Whoever "
            "changes more than a slip of the pen asks the board again."
        )
        super().__init__(_tr("Approval"), lead, editing, card, look)
        row = Beside(look, theme.MEDIUM, _NARROW)
        such = _tr("Such as 2026-12-03")
        self.add_line(_tr("Approved on"), "approved_on", such, row.row)
        self.add_line(_tr("Approved by"), "approved_by", _tr("Such as: the board"), row.row)
        self.column.addWidget(row)
        self.add_line(_tr("To be looked at again on"), "review_on", such)


class PointsSection(Section):
    """How lines that are met in part, or not at all, are counted."""

    def __init__(self, editing: Editing, card: SettingCard, look: Theme) -> None:
        lead = _tr(
            "Each line that is not met takes points away, times its weight. Most libraries never "
            "change these. What is not known never counts as a yes."
        )
        super().__init__(_tr("How it counts"), lead, editing, card, look)
        for words, parts in (
            ((_tr("A line that is met in part"), _tr("A line that is not met")), ("soft", "fail")),
            (
                (_tr("Accepted down to"), _tr("A spare down to")),
                ("accept_from", "spare_from"),
            ),
        ):
            row = Beside(look, theme.MEDIUM, _NARROW)
            for word, part in zip(words, parts, strict=True):
                self.add_line(word, part, "-3", row.row)
            self.column.addWidget(row)
        self._scale = label("", "quiet")
        self.column.addWidget(self._scale)
        self.add_note("points")
        told = _tr("Pass on what is sound, but not for us")
        self._refers = self.add_tick(told, "refers")
        editing.changed.connect(self._show_scale)

    def show_texts(self) -> None:
        """Show what stands there now."""
        super().show_texts()
        self._refers.setChecked(self.editing.texts.refers)
        self._show_scale()

    def _show_scale(self) -> None:
        try:
            self._scale.setText(scale_words(read_points(self.editing.texts)))
        except Refusal:
            self._scale.setText("")
