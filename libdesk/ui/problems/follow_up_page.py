"""Going on from a report: a reply, a fact or a picture, that it still hurts, or that it is over."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.privacy import hide_cards
from libdesk.domain.problems import FollowUpKind, Report, ReportId
from libdesk.services.drafts import Draft
from libdesk.services.problems import follow_up
from libdesk.ui import theme
from libdesk.ui.problems.pictures.picture_strip import PictureStrip
from libdesk.ui.problems.privacy_bar import Field, PrivacyBar
from libdesk.ui.problems.stakes import EffectRows
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import ArrowArea, Button
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.pages import Page, fill_page, page_column
from libdesk.ui.widgets.scroll import bring_into_sight
from libdesk.ui.widgets.words_edit import WordsEdit


class FollowUpPage(Page):
    """Asks for what this kind of follow-up needs, and for nothing else.

    Args:
        report: the earlier report.
        kind: what is added.
        report_id: under which it is kept, however often Send is pressed.
        tasks: the threads.
        look: the theme.
    """

    send_requested = Signal()
    changed = Signal()
    """Something has been said, or unsaid."""

    def __init__(
        self,
        report: Report,
        kind: FollowUpKind,
        report_id: ReportId,
        tasks: Tasks,
        look: Theme,
    ) -> None:
        super().__init__()
        self.pictures = PictureStrip(look, tasks)
        self.report = report
        self.kind = kind
        self.report_id = report_id
        self._look = look
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def draft(self) -> Draft:
        """Return what is added."""
        hurts = self.kind is FollowUpKind.HURTS
        return Draft(
            category=self.report.category,
            saw=self._words.words(),
            stopped=self._effect.stopped() if hurts else None,
            how_bad=self._effect.how_bad() if hurts else None,
            pictures=self.pictures.pictures(),
            follow_up=follow_up(self.report, self.kind),
        )

    def fill(self, draft: Draft) -> None:
        """Take over what was said before."""
        self._words.set_words(draft.saw)
        self._effect.fill(draft)
        self.pictures.set_pictures(draft.pictures)

    def has_words(self) -> bool:
        """Say whether somebody has typed or tapped here, or added a picture."""
        said = self.draft()
        tapped = said.stopped is not None or said.how_bad is not None
        return tapped or bool(said.saw.strip() or said.pictures)

    def show_asked(self, words: str, by: str) -> None:
        """Show what IT wrote last, above the box; "" for nothing.

        Args:
            words: IT's words.
            by: who wrote them, and when.
        """
        self._asked_words.setText(words)
        self._asked_by.setText(by)
        self._asked.setVisible(bool(words))

    def show_soon(self, words: str) -> None:
        """Say what may be expected; "" for nothing."""
        self._soon.setText(words)

    def set_trouble(self, sentence: str) -> None:
        """Say why nothing was kept; "" takes it away. The words stay where they are."""
        self._trouble.say(sentence)

    def focus_first(self) -> None:
        """Put the focus where answering begins."""
        hurts = self.kind is FollowUpKind.HURTS
        first = self._effect.first() if hurts else self._words
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        # Laid out first: what IT wrote may be long, and is read from the box upwards then.
        QTimer.singleShot(0, first, partial(bring_into_sight, first))

    def _build(self) -> None:
        px = self._look.px
        content = ArrowArea()
        column = page_column(content, self._look, theme.MEDIUM)
        column.addWidget(label(self._title_words(), "title"))
        column.addWidget(label(f"{self.report.number} · {hide_cards(self.report.title)}", "quiet"))
        column.addWidget(self._build_asked())
        self._effect = EffectRows(self._look)
        column.addWidget(self._effect)
        # Only once it has its place: what has none would come up as a window of its own.
        self._effect.setVisible(self.kind is FollowUpKind.HURTS)
        words = self._box_words()
        self._words = WordsEdit(self._look)
        self._words.setAccessibleName(words)
        heading = label(words, "heading")
        heading.setBuddy(self._words)
        column.addWidget(heading)
        column.addWidget(self._words)
        column.addWidget(label(self.tr("No patron names, card numbers or titles, please."), "fine"))
        self.privacy = PrivacyBar(self._look, self._fields)
        column.addWidget(self.privacy)
        column.addWidget(self.pictures)
        self.pictures.setVisible(self.kind is not FollowUpKind.WITHDRAWN)
        column.addStretch(1)
        foot = QVBoxLayout()
        foot.setSpacing(px(theme.SMALL))
        self._trouble = Banner(self._look, urgent=True)
        foot.addWidget(self._trouble)
        row = QHBoxLayout()
        self._back = Button(self.tr("Back"))
        self._send = Button(self._send_words(), "primary")
        self._soon = label("", "quiet")
        row.setSpacing(px(theme.MEDIUM))
        row.addWidget(self._back)
        row.addWidget(self._soon, 1)
        row.addWidget(self._send)
        foot.addLayout(row)
        fill_page(self, content, self._look, foot)

    def _build_asked(self) -> QWidget:
        """Make room for IT's last words: whoever answers must not have to remember them."""
        px = self._look.px
        self._asked = card()
        self._asked.setAccessibleName(self.tr("What IT wrote last"))
        column = QVBoxLayout(self._asked)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, px(theme.MEDIUM), edge, px(theme.MEDIUM))
        column.setSpacing(px(theme.TINY))
        self._asked_words = label("", selectable=True)
        self._asked_by = label("", "fine")
        column.addWidget(self._asked_words)
        column.addWidget(self._asked_by)
        self._asked.hide()
        return self._asked

    def _title_words(self) -> str:
        return {
            FollowUpKind.SAID: self.tr("Reply, or add something"),
            FollowUpKind.HURTS: self.tr("Still hurting us"),
            FollowUpKind.WITHDRAWN: self.tr("No longer needed?"),
            FollowUpKind.RIGHT: self.tr("Yes, that’s right"),
            FollowUpKind.NOT_RIGHT: self.tr("How is it really?"),
        }[self.kind]

    def _box_words(self) -> str:
        return {
            FollowUpKind.SAID: self.tr("What would you like to tell IT?"),
            FollowUpKind.HURTS: self.tr("What does it stop you from doing? (optional)"),
            FollowUpKind.WITHDRAWN: self.tr("What happened? (optional)"),
            FollowUpKind.RIGHT: self.tr("Anything to add? (optional)"),
            FollowUpKind.NOT_RIGHT: self.tr("In your words"),
        }[self.kind]

    def _send_words(self) -> str:
        if self.kind is FollowUpKind.WITHDRAWN:
            return self.tr("Tell IT it is over")
        return self.tr("Send")

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._send.clicked.connect(self.send_requested)
        self._words.send_requested.connect(self.send_requested)
        self._words.textChanged.connect(self.privacy.wait_for_rest)
        self._words.textChanged.connect(self.changed)
        self._effect.changed.connect(self.changed)
        self.pictures.changed.connect(self.changed)

    def _fields(self) -> tuple[Field, ...]:
        return (self._words,)
