"""What looks like a patron's affair in the words, and one click that hides it (domain 2.4)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from libdesk.domain.privacy import Private, PrivateKind, find, hide
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.words_edit import WordsEdit

REST_MS = 400
"""So long typing rests before the words are looked through."""

Field = QLineEdit | WordsEdit


class PrivacyBar(QWidget):
    """Looks through fields when typing rests. It advises, and never keeps anything from being sent.

    Args:
        look: the theme.
        fields: returns the fields.
        names: returns those that hold whom to ask: staff may give their own telephone there, and
            nobody's card.
    """

    hidden = Signal()
    """The words are others now."""

    def __init__(
        self,
        look: Theme,
        fields: Callable[[], Sequence[Field]],
        names: Callable[[], Sequence[Field]] = tuple,
    ) -> None:
        super().__init__()
        self._names = names
        self._fields = fields
        self._known: frozenset[str] = frozenset()
        self._left: set[str] = set()
        self._told: set[str] = set()
        self._seen: set[str] = set()
        self._hide = Button(self.tr("Hide it"))
        self._leave = Button(self.tr("Leave it"), "link")
        self._banner = Banner(look, "shield", (self._hide, self._leave))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banner)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look_through)
        self._hide.clicked.connect(self._on_hide)
        self._leave.clicked.connect(self._on_leave)
        self.hide()

    def set_known(self, known: frozenset[str]) -> None:
        """Take these telephone numbers for the library's own."""
        self._known = known

    def wait_for_rest(self) -> None:
        """Look through the fields once typing rests."""
        self._rest.start()

    def tells_news(self) -> bool:
        """Say, once for each, whether something stands there whose hint nobody has seen yet."""
        self.look_through()
        unseen = self._told - self._seen
        self._seen |= self._told
        return bool(unseen)

    def look_through(self) -> None:
        """Look through the fields now."""
        self._rest.stop()
        if not self._banner.visibleRegion().isEmpty():  # else it stands below the fold
            self._seen |= self._told
        kinds, words = [], set()
        for field in self._all():
            typed = _words(field)
            for one in self._found(field):
                kinds.append(one.kind)
                words.add(typed[one.start : one.end])
        self._banner.say(self._sentence(list(dict.fromkeys(kinds))) if kinds else "")
        self.setVisible(bool(kinds))
        self._told = words

    def _all(self) -> tuple[Field, ...]:
        return (*self._fields(), *self._names())

    def _found(self, field: Field) -> tuple[Private, ...]:
        words, is_name = _words(field), field in self._names()
        return tuple(
            one
            for one in find(words, known=self._known)
            if words[one.start : one.end] not in self._left
            and (one.kind is PrivateKind.CARD or not is_name)
        )

    def _sentence(self, kinds: Sequence[PrivateKind]) -> str:
        names = {
            PrivateKind.CARD: self.tr("a card number"),
            PrivateKind.EMAIL: self.tr("an e-mail address"),
            PrivateKind.PHONE: self.tr("a phone number"),
        }
        listed = self.tr(" and ").join(names[kind] for kind in kinds)
        return self.tr(
            "This looks like {what}. IT can help without it; hide it if it is a patron’s."
        ).format(what=listed)

    def _on_hide(self) -> None:
        for field in self._all():
            if found := self._found(field):
                _write(field, hide(_words(field), found))
        self.look_through()
        self.hidden.emit()

    def _on_leave(self) -> None:
        for field in self._all():
            words = _words(field)
            self._left.update(words[one.start : one.end] for one in self._found(field))
        self.look_through()


def _words(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.words()


def _write(field: Field, words: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(words)
    else:
        field.set_words(words)
