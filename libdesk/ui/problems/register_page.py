"""Register this computer: its label, what people call it, where it stands; and all that is sent."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.places import Branch
from libdesk.domain.problems import Fact
from libdesk.domain.registrations import KINDS, kind_of
from libdesk.domain.text import LINE_LIMIT
from libdesk.services.self_registering import LABEL_LIMIT, Said
from libdesk.ui import theme
from libdesk.ui.problems.facts_card import FactsCard
from libdesk.ui.problems.machine_page import ScanLine, is_card
from libdesk.ui.strings import computer_kind_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import ArrowArea, Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.pages import Page, fill_page, page_column


class RegisterPage(Page):
    """Asks what the program can't read by itself, and shows what it can.

    Args:
        look: the theme.
    """

    register_requested = Signal()
    """What stands on the page shall be kept and sent."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._is_public = False
        self._own = ""
        self._facts: tuple[Fact, ...] = ()
        self._is_kind_chosen = False
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def begin(self, branches: Sequence[Branch], own: str, *, is_public: bool) -> None:
        """Start anew.

        Args:
            branches: the library's branches.
            own: the code of the branch where this is; "" for not known.
            is_public: the public uses this computer.
        """
        self._is_public, self._own = is_public, own
        self._is_kind_chosen = False
        self._facts = ()
        for line in (self._label, self._name, self._room):
            line.setText("")  # unlike clear, this can't be undone by whoever comes next
        self._branch.set_choices([(one.code, one.name) for one in branches])
        self._branch.choose((own,))
        self._branch.setVisible(len(branches) > 1)
        self._card.leave_out(frozenset())
        self._guess_kind()
        self._card.show_facts("", "", (), are_all=False)
        self._form.show()
        self._done.hide()
        self._send.show()
        self.set_keeping(keeping=False)
        self.set_trouble("")

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show what the program has read by itself."""
        self._facts = facts
        self._card.show_facts("", "", facts)
        self._guess_kind()

    def said(self) -> Said:
        """Return what stands on the page; what was left out is not in it."""
        left_out = self._card.left_out()
        return Said(
            self._label.text(),
            self._name.text(),
            "".join(self._kind.chosen()),
            "".join(self._branch.chosen()) or self._own,
            self._room.text(),
            tuple(fact for fact in self._facts if fact.key not in left_out),
        )

    def set_trouble(self, sentence: str, field: str = "") -> None:
        """Say why nothing was kept, and go where that can be mended; "" takes it off."""
        self._trouble.say(sentence)
        lines = {"label": self._label, "name": self._name}
        if sentence and field in lines:
            lines[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_keeping(self, *, keeping: bool) -> None:
        """Say that it is being kept right now, or not any more."""
        self._send.setEnabled(not keeping)

    def show_done(self, number: str, *, lasts: bool) -> None:
        """Say that it was kept.

        Args:
            number: by which people speak of it.
            lasts: it is still there after a restart of this computer.
        """
        self._form.hide()
        self._send.hide()
        self._number.setText(number)
        self._told.setText(
            self.tr(
                "It goes to IT by itself as soon as there is a way; you don’t have to wait. What "
                "IT says to it will stand under “This branch’s reports”."
            )
            if lasts
            else self.tr(
                "This computer forgets when it restarts: please leave it on until IT has it."
            )
        )
        self._done.show()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the focus where a scanner types."""
        self._label.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        content = ArrowArea()
        column = page_column(content, self._look, theme.MEDIUM)
        column.addWidget(label(self.tr("Register this computer"), "title"))
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(self._look.px(theme.MEDIUM))
        lead = self.tr(
            "IT keeps a list of the library’s computers, so that whatever is reported from one is "
            "known to be about it. This puts this one on the list."
        )
        form.addWidget(label(lead, "quiet"))
        self._build_lines(form)
        self._card = FactsCard(self._look)
        form.addWidget(self._card)
        column.addWidget(self._form)
        column.addWidget(self._build_done())
        column.addStretch(1)
        fill_page(self, content, self._look, self._build_foot())

    def _build_lines(self, form: QVBoxLayout) -> None:
        self._label = ScanLine()
        self._label.setMaxLength(LABEL_LIMIT)
        self._name, self._room = QLineEdit(), QLineEdit()
        for line in (self._name, self._room):
            line.setMaxLength(LINE_LIMIT)
        self._label.setPlaceholderText(self.tr("No label yet? Leave it empty, and IT gives one"))
        self._name.setPlaceholderText(self.tr("Such as: PC 7, or the one by the window"))
        self._room.setPlaceholderText(self.tr("Such as: reading room, left desk"))
        kinds = [(kind, computer_kind_words(kind)) for kind in KINDS]
        self._kind = ChipRow(self.tr("What is it?"), kinds, self._look)
        self._branch = ChipRow(self.tr("At which branch?"), (), self._look)
        self._put(form, self._label, self.tr("Scan the label on it, or type its number"))
        self._put(form, self._name, self.tr("What do people call it?"))
        form.addWidget(self._kind)
        form.addWidget(self._branch)
        self._put(form, self._room, self.tr("Where does it stand?"))

    def _put(self, form: QVBoxLayout, line: QLineEdit, words: str) -> None:
        line.setAccessibleName(words)
        heading = label(words, "heading")
        heading.setBuddy(line)
        group = QVBoxLayout()
        group.setSpacing(self._look.px(theme.SMALL))
        group.addWidget(heading)
        group.addWidget(line)
        form.addLayout(group)

    def _build_done(self) -> QWidget:
        self._done = card()
        inside = QVBoxLayout(self._done)
        edge = self._look.px(theme.LARGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(self._look.px(theme.SMALL))
        inside.addWidget(label(self.tr("Kept. Thank you."), "heading"))
        self._number = label("", "number", selectable=True)
        self._told = label("")
        inside.addWidget(self._number)
        inside.addWidget(self._told)
        self._done.hide()
        return self._done

    def _build_foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setSpacing(self._look.px(theme.SMALL))
        self._trouble = Banner(self._look)
        foot.addWidget(self._trouble)
        row = QHBoxLayout()
        self._back = Button(self.tr("Back"))
        self._send = Button(self.tr("Register"), "primary")
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._send)
        foot.addLayout(row)
        return foot

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._send.clicked.connect(self.register_requested)
        self._label.entered.connect(self._on_scanned)
        self._label.textEdited.connect(self._on_typed)
        self._name.textEdited.connect(self._on_typed)
        self._kind.changed.connect(self._on_kind)

    def _on_scanned(self) -> None:
        # A scanner ends with Enter: that must press nothing, and a card is no label.
        if is_card(self._label.text().strip()):
            self._label.setText("")
            self.set_trouble(
                self.tr("This looks like somebody’s card. Please scan the label on the computer.")
            )
        else:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        self.set_trouble("")

    def _on_kind(self) -> None:
        self._is_kind_chosen = True

    def _guess_kind(self) -> None:
        if not self._is_kind_chosen:
            model = next((fact.value for fact in self._facts if fact.key == "model"), "")
            self._kind.choose((kind_of(model, is_public=self._is_public),))
