"""The look: colors, sizes and the one style sheet; follows the system's light or dark and its text.

Widgets ask for a look by a property, `setProperty("role", "heading")`; the roles are listed in
`ROLES`. What paints itself takes colors from `Theme.tokens` and sizes from `Theme.px`. The colors
themselves are in `libdesk/tokens.py`; no other module names one or sets a style sheet.
"""

import sys
from string import Template
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from libdesk.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

TINY, SMALL, MEDIUM, LARGE, HUGE = 4, 8, 12, 16, 24
"""Spacing between things, in pixels at the usual text size; scale with `Theme.px`."""

RADIUS, CARD_RADIUS = 8, 10
TEXT_FINE, TEXT_BODY, TEXT_HEADING, TEXT_TITLE, TEXT_NUMBER = 12, 14, 17, 26, 34
FORM_TARGET = 44
"""The least height of what is clicked in the form: widgets in one with `touch` set to true."""

ROLES = (
    "title", "heading", "number", "quiet", "fine", "strong", "trouble",
    "card", "soft", "notice", "line", "sidebar", "page",
    "primary", "link", "chip", "tile", "nav", "banner", "sheet",
)  # fmt: skip

_USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}.get(sys.platform, 9.5)


_SHEET = Template("""
QWidget { font-size: ${body}px; color: $ink; }
QMainWindow, QDialog, QWidget[role="page"], QStackedWidget { background: $ground; }
QScrollArea, QScrollArea > QWidget > QWidget[role="clear"] { background: transparent; border: 0; }
QToolTip { color: $ink; background: $card; border: 1px solid $edge; padding: ${s4}px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="number"] { font-size: ${number}px; font-weight: 700; color: $accent;
  border-bottom: 2px solid transparent; }
QLabel[role="number"]:focus { border-bottom-color: $accent; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="fine"] { color: $quiet; font-size: ${fine}px; }
QLabel[role="trouble"] { color: $danger; font-weight: 600; }
QLabel[role="notice"], QFrame[role="banner"] QLabel[role="fine"] { color: $on_notice; }

QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: ${card_radius}px; }
QFrame[role="soft"] { background: $soft; border: 0; border-radius: ${card_radius}px; }
QFrame[role="banner"] { background: $notice; border: 0; border-radius: ${card_radius}px; }
QFrame[role="line"] { background: $line; border: 0; }
QFrame[role="sidebar"], QWidget[role="sidebar"] { background: $side; border: 0;
  border-right: 1px solid $line; }

QPushButton { background: $card; border: 1px solid $edge; border-radius: ${radius}px;
  padding: ${s8}px ${s16}px; min-height: ${button}px; }
QPushButton:hover { background: $soft; border-color: $accent; }
QPushButton:pressed { background: $soft; }
QPushButton:focus { border: 2px solid $accent; padding: ${p8}px ${p16}px; }
QPushButton:disabled { color: $quiet; border-color: $line; background: $ground; }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent;
  font-weight: 700; padding: ${s8}px ${s24}px; }
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed { background: $pressed;
  border-color: $pressed; }
QPushButton[role="primary"]:focus { border: 2px solid $ink; padding: ${p8}px ${p24}px; }
QPushButton[role="primary"]:disabled { background: $soft; border-color: $edge; color: $quiet; }
QPushButton[role="link"] { background: transparent; border: 2px solid transparent; color: $accent;
  font-weight: 600; padding: ${s4}px; }
QPushButton[role="link"]:hover { text-decoration: underline; color: $pressed; }
QPushButton[role="link"]:focus { border-color: $accent; }
QPushButton[role="chip"] { border-radius: ${pill}px; padding: ${s4}px ${s16}px; }
QPushButton[role="chip"]:checked { background: $soft; border: 2px solid $accent; font-weight: 700;
  padding: ${p4}px ${p16}px; }
QPushButton[role="chip"]:focus { border: 2px solid $ink; padding: ${p4}px ${p16}px; }
QPushButton[role="tile"] { border-color: $line; border-radius: ${card_radius}px;
  padding: ${s12}px ${s8}px; }
QPushButton[role="tile"]:hover { border-color: $accent; }
QPushButton[role="tile"]:focus { border: 2px solid $accent; }
QPushButton[role="nav"] { background: transparent; border: 2px solid transparent; text-align: left;
  padding: ${s4}px ${s8}px; min-height: ${s16}px; }
QPushButton[role="nav"]:hover, QPushButton[role="nav"]:checked { background: $soft; }
QPushButton[role="nav"]:checked { font-weight: 600; }
QPushButton[role="nav"]:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox { background: $card;
  border: 1px solid $edge; border-radius: ${radius}px; padding: ${s8}px;
  selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $quiet; }
QTextEdit[role="sheet"] { background: transparent; border: 2px solid transparent; padding: 0; }
QTextEdit[role="sheet"]:focus { border: 2px solid $accent; padding: 0; }
QLineEdit { min-height: ${button}px; }
QWidget[touch="true"] QPushButton, QWidget[touch="true"] QLineEdit { min-height: ${touch}px; }
QWidget[touch="true"] QPushButton[role="link"] { min-height: ${touch_link}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus,
QSpinBox:focus { border: 2px solid $accent; padding: ${p8}px; }
QComboBox { min-height: ${button}px; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: ${s24}px; }

QAbstractItemView { background: transparent; border: 0; outline: 0;
  selection-background-color: $soft; selection-color: $ink; }
QListWidget { border: 2px solid transparent; border-radius: ${radius}px; }
QListWidget::item { padding-left: ${s8}px; }
QListWidget:focus { border-color: $accent; }
QComboBox QAbstractItemView, QMenu { background: $card; border: 1px solid $edge; }
QMenu::item { padding: ${s8}px ${s24}px; }
QMenu::item:selected { background: $soft; }
QTableCornerButton::section { background: $ground; border: 0; border-bottom: 1px solid $line; }
QHeaderView::section { background: $ground; border: 0; border-bottom: 1px solid $line;
  padding: ${s4}px ${s8}px; color: $quiet; }

QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: ${s4}px; margin: 2px; }
QScrollBar::handle:vertical { min-height: ${s24}px; }
QScrollBar::handle:horizontal { min-width: ${s24}px; }
QScrollBar::handle:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; border: 0; width: 0; height: 0; }
QSplitter::handle { background: transparent; }
QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: ${s4}px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
""")


class Theme(QObject):
    """Applies the look to the whole program and keeps it in step with the system.

    Args:
        app: the program.
        dark: True or False fixes the scheme; None follows the system.
    """

    changed = Signal()
    """The colors or the sizes are others now; whoever paints by itself paints again."""

    def __init__(self, app: QApplication, dark: bool | None = None) -> None:  # noqa: FBT001 - three-valued, named at every call
        super().__init__(app)
        self._app = app
        self._fixed = dark
        self._tokens = LIGHT
        self._scale = 1.0
        self._metrics: dict[bool, QFontMetrics] = {}
        self._is_dark = _is_dark(app.palette()) if dark is None else dark
        if sys.platform in ("win32", "darwin"):
            # Elsewhere it is what Qt's own packages come with, and asking costs 5 ms of the start.
            app.setStyle("Fusion")
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._on_scheme)
        # Not an event filter: one in Python on the whole program would slow down every event.
        app.fontChanged.connect(self._follow)

    @property
    def tokens(self) -> Tokens:
        """The colors in use."""
        return self._tokens

    @property
    def scale(self) -> float:
        """The size of the system's text, 1.0 being the usual one and the least."""
        return self._scale

    def px(self, usual: float) -> int:
        """Return a length that is `usual` pixels at the usual text size, at least 1."""
        return max(1, round(usual * self._scale))

    def font(self, usual: int = TEXT_BODY, *, bold: bool = False) -> QFont:
        """Return the system's font at a step of the type scale, for what paints by itself."""
        font = QFont(self._app.font())
        font.setPixelSize(self.px(usual))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def metrics(self, *, bold: bool = False) -> QFontMetrics:
        """Return the measures of body text; layouts ask for them many times in a row."""
        if bold not in self._metrics:
            self._metrics[bold] = QFontMetrics(self.font(bold=bold))
        return self._metrics[bold]

    def _on_scheme(self, scheme: "Qt.ColorScheme") -> None:
        if self._fixed is None:
            self._is_dark = scheme is QtCore.Qt.ColorScheme.Dark
            self._follow()

    def _follow(self) -> None:
        self._metrics.clear()
        if (self._wanted(), _text_scale(self._app)) != (self._tokens, self._scale):
            self._apply()
            self.changed.emit()

    def _wanted(self) -> Tokens:
        return DARK if self._is_dark else LIGHT

    def _apply(self) -> None:
        self._tokens = self._wanted()
        self._scale = _text_scale(self._app)
        self._app.setPalette(palette(self._tokens))
        self._app.setStyleSheet(style_sheet(self._tokens, self._scale))


def style_sheet(tokens: Tokens, scale: float) -> str:
    """Return the one style sheet."""

    def px(usual: float) -> int:
        return max(1, round(usual * scale))

    lengths = {f"s{step}": px(step) for step in (TINY, SMALL, MEDIUM, LARGE, HUGE)}
    # A border that grows from 1 to 2 pixels takes its pixel from the padding: nothing moves.
    thicker = {f"p{step}": px(step) - 1 for step in (TINY, SMALL, LARGE, HUGE)}
    sizes = {
        "body": px(TEXT_BODY),
        "fine": px(TEXT_FINE),
        "heading": px(TEXT_HEADING),
        "title": px(TEXT_TITLE),
        "number": px(TEXT_NUMBER),
        "radius": px(RADIUS),
        "card_radius": px(CARD_RADIUS),
        "button": px(20),
        "touch": px(FORM_TARGET) - 2 * px(SMALL) - 2,
        "touch_link": px(FORM_TARGET) - 2 * px(TINY) - 4,
        "pill": px(20),
        "bar": px(12),
    }
    return _SHEET.substitute(tokens._asdict(), **lengths, **thicker, **sizes)


def palette(tokens: Tokens) -> QPalette:
    """Return the palette: what the style sheet leaves to Qt, and what screen tools read."""
    role = QPalette.ColorRole
    made = QPalette()
    for color, roles in (
        (tokens.ground, (role.Window, role.AlternateBase)),
        (tokens.card, (role.Base, role.Button, role.ToolTipBase)),
        (tokens.ink, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (tokens.quiet, (role.PlaceholderText,)),
        (tokens.accent, (role.Highlight, role.Link, role.LinkVisited, role.Accent)),
        (tokens.on_accent, (role.HighlightedText, role.BrightText)),
        (tokens.line, (role.Mid, role.Midlight)),
        (tokens.edge, (role.Dark,)),
    ):
        for each in roles:
            made.setColor(each, QColor(color))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.quiet))
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another look after it was shown.

    Raises:
        ValueError: there is no such role.
    """
    if role and role not in ROLES:
        raise ValueError(f"no such role: {role}")
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _is_dark(system: QPalette) -> bool:
    """Say whether the system's own palette is a dark one.

    Its scheme has a name too, but the first look at `Qt`, where that name stands, makes a hundred
    classes: a tenth of the form's start.
    """
    return system.window().color().lightness() < system.windowText().color().lightness()


def _text_scale(app: QApplication) -> float:
    """Return how large the system's text is; smaller than usual would make targets too small."""
    font = app.font()
    asked = font.pointSizeF() / _USUAL_POINTS
    return max(1.0, asked if asked > 0 else font.pixelSize() / TEXT_BODY)
