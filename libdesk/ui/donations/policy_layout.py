"""How the policy page is laid out: chips for its sections, one of them shown, and the foot."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from libdesk.domain.donation_policy import Policy
from libdesk.domain.donation_policy_faults import Fault
from libdesk.services.donation_policy_texts import PolicyTexts
from libdesk.ui import theme
from libdesk.ui.donations.policy_lines import LinesSection
from libdesk.ui.donations.policy_save_card import PolicySaveCard
from libdesk.ui.donations.policy_section import Editing, Section
from libdesk.ui.donations.policy_sections import (
    ApprovalSection,
    ModelSection,
    PointsSection,
    TakesSection,
    WordsSection,
)
from libdesk.ui.donations.policy_versions import VersionsSection
from libdesk.ui.donations.policy_wording import settle_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import ArrowArea, Button, Chip
from libdesk.ui.widgets.labels import hairline, label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.undo_bar import UndoBar

MODEL, TAKES, LINES, WORDS = "model", "takes", "lines", "words"
APPROVAL, POINTS, VERSIONS, CHECK = "approval", "points", "versions", "check"
"""The sections; the last is what a change would do, before it is saved."""

_WIDEST = 900
"""Pixels; wider, lines would be long to read."""

_PARTS: Mapping[str, tuple[str, ...]] = {
    TAKES: ("takes", "refuses"),
    APPROVAL: ("approved_on", "approved_by", "review_on"),
    POINTS: ("points", "soft", "fail", "accept_from", "spare_from", "refers"),
    WORDS: ("title", "purpose", "conditions", "deciders", "exceptions", "goes", "elsewhere"),
}


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


def section_of_field(name: str) -> str:
    """Return in which section a field stands, by the name that a refusal or a fault gives it."""
    return next((section for section, parts in _PARTS.items() if name in parts), LINES)


def section_of_fault(fault: Fault) -> str:
    """Return in which section a fault is told."""
    if not fault.rules and not fault.about:
        return TAKES  # a kind that is taken and refused
    return section_of_field(fault.about)


class PolicyLayout(QObject):
    """Builds the page into a widget.

    Args:
        first: what stands in the fields until the policy is read.
        models: the shipped policies.
        look: the theme.
        page: the page.

    Signals:
        check_requested: show what the change would do.
        leave_requested: forget what was typed.
        print_requested: print the version that counts.
    """

    BELOW = Qt.ShortcutContext.WidgetWithChildrenShortcut

    check_requested = Signal()
    leave_requested = Signal()
    print_requested = Signal(int)

    def __init__(
        self, first: PolicyTexts, models: Mapping[str, Policy], look: Theme, page: QWidget
    ) -> None:
        super().__init__(page)
        self._look = look
        self._page = page
        self._shown = LINES
        self._counts = 0
        self.editing = Editing(first, self)
        self.card = card = PolicySaveCard(look)
        parts = self.editing, card, look
        self.lines = LinesSection(*parts)
        self.versions = VersionsSection(*parts)
        self._sections: dict[str, Section] = {
            MODEL: ModelSection(models, *parts),
            TAKES: TakesSection(*parts),
            LINES: self.lines,
            WORDS: WordsSection(*parts),
            APPROVAL: ApprovalSection(*parts),
            POINTS: PointsSection(*parts),
            VERSIONS: self.versions,
        }
        self._chips = {name: Chip(words, look) for name, words in _chip_words().items()}
        self._build()
        self._connect()
        self.open(LINES)

    def open(self, name: str) -> None:
        """Show a section, or what a change would do."""
        self._shown = name
        for section, chip in self._chips.items():
            chip.setChecked(section == name)
        for section, widget in self._sections.items():
            widget.setVisible(section == name)
        self.card.setVisible(name == CHECK)
        self.fields.setVisible(name != CHECK)
        self._check.setVisible(name != CHECK)
        self._area.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """Put the focus on the section that is shown."""
        if self._shown in self._chips:
            self._chips[self._shown].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_ready(self, version: int) -> None:
        """Let the fields be used: the policy has been read, and this version of it counts."""
        self._counts = version
        self._inside.setEnabled(True)

    def say(self, words: str) -> None:
        """Say something beside the buttons; "" takes it away."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._announcer.say(words)

    def show_faults(self, faults: Sequence[Fault], trouble: str, *, is_dirty: bool) -> None:
        """Say what the board should settle, each beside what it is about.

        Args:
            faults: what it should settle.
            trouble: why the policy can't be read yet; then nobody knows any faults.
            is_dirty: something was typed that is not saved.
        """
        told = _tr("Not whole yet: {what}").format(what=trouble) if trouble else ""
        told = told or settle_words(faults)
        self._settle.setText(told)
        self._settle.setVisible(bool(told))
        for name, words in _chip_words().items():
            count = sum(section_of_fault(one) == name for one in faults)
            text = _tr("{section} ({count})").format(section=words, count=count) if count else words
            if self._chips[name].words() != text:
                self._chips[name].set_words(text)
            self._sections[name].show_faults(faults)
        self._check.setEnabled(is_dirty)
        self._leave.setVisible(is_dirty)

    def _build(self) -> None:
        px = self._look.px
        self.trouble = Banner(self._look, "notice")
        self.undo = UndoBar(self._look)
        self.state, self._settle = label("", "quiet"), label("", "strong")
        self._settle.hide()
        self.fields = QWidget()
        column = QVBoxLayout(self.fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.LARGE))
        area = ArrowArea()
        chips = FlowLayout(px(theme.SMALL))
        area.setLayout(chips)
        area.setAccessibleName(_tr("Parts of the policy"))
        self._group = QButtonGroup(self, exclusive=False)
        for chip in self._chips.values():
            self._group.addButton(chip)
            chips.addWidget(chip)
        for one in (self.state, self._settle, area, *self._sections.values()):
            column.addWidget(one)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, px(theme.SMALL), 0)
        # The whole and not its parts: how high they are is asked for the width of the whole.
        self._inside.setMaximumWidth(px(_WIDEST))
        for one in (self.fields, self.card):
            inside.addWidget(one)
        inside.addStretch(1)
        self._inside.setEnabled(False)
        self._area = scrolling(self._inside)
        whole = QVBoxLayout(self._page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.SMALL))
        whole.addWidget(self.trouble)
        whole.addWidget(self._area, 1)
        whole.addWidget(hairline())
        whole.addLayout(self._foot())
        whole.addWidget(self.undo)

    def _foot(self) -> QVBoxLayout:
        self._check = Button(_tr("See what it changes, and save"), "primary", enter_presses=False)
        self._check.setToolTip(_tr("Ctrl+S"))
        self._check.setEnabled(False)
        self._leave = Button(_tr("Leave it as it was"), enter_presses=False)
        self._leave.hide()
        self._print = Button(_tr("Print…"), enter_presses=False)
        self.back = Button(_tr("Back to the offers"), enter_presses=False)
        self._said = label("", "quiet")
        self._said.hide()
        self._announcer = Announcer(self._said)
        flow = FlowLayout(self._look.px(theme.MEDIUM))
        for button in (self._check, self._leave, self._print, self.back):
            flow.addWidget(button)
        foot = QVBoxLayout()
        foot.addLayout(flow)
        foot.addWidget(self._said)
        return foot

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._on_chip)
        self._check.clicked.connect(self.check_requested)
        self._leave.clicked.connect(self.leave_requested)
        self._print.clicked.connect(self._on_print)
        self.card.back_requested.connect(self._on_back)
        self.card.look_requested.connect(self._on_look)
        self.lines.look_requested.connect(self._on_look)

    def _on_chip(self, chip: Chip) -> None:
        self.open(next(name for name, one in self._chips.items() if one is chip))

    def _on_print(self) -> None:
        self.print_requested.emit(self._counts)

    def _on_back(self) -> None:
        self.open(LINES)
        self.focus_first()

    def _on_look(self, widget: QWidget) -> None:
        layout = self._inside.layout()
        if layout is not None:
            layout.activate()
        self._area.ensureWidgetVisible(widget)


def _chip_words() -> dict[str, str]:
    return {
        MODEL: _tr("Where to begin"),
        TAKES: _tr("What we take"),
        LINES: _tr("Lines"),
        WORDS: _tr("Words and people"),
        APPROVAL: _tr("Approval"),
        POINTS: _tr("How it counts"),
        VERSIONS: _tr("Versions"),
    }
