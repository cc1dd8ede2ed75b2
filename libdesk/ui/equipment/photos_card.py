"""The photos and papers of an item or a room: added, seen, named, saved elsewhere and removed."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from libdesk.domain.attachments import COUNT_LIMIT, Attachment, Owner, OwnerKind
from libdesk.domain.problems import Picture
from libdesk.services.attachments import Attaching
from libdesk.services.equipment import Chosen
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.ui import theme
from libdesk.ui.equipment.photo_adding import Adding
from libdesk.ui.equipment.photo_deeds import PhotoDeeds, PhotosParts
from libdesk.ui.equipment.photo_row import SMALL, PhotoRow
from libdesk.ui.inbox.picture_reading import Shown, read
from libdesk.ui.problems.pictures.picture_drop import PictureDrop
from libdesk.ui.problems.pictures.picture_sources import Source
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.tab_order import move_focus


class PhotosCard(QFrame):
    """Files come by the button, by dropping them here, and by Ctrl+V.

    Args:
        parts: what it works with.
        tasks: the threads.
        look: the theme.

    Signals:
        changed: something was added, named or removed.
        owner_made: the Owner that was made for the first file.
    """

    changed = Signal()
    owner_made = Signal(object)

    def __init__(self, parts: PhotosParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._owner: Owner | None = None
        self._make: Callable[[], Owner] | None = None
        self._rows: list[PhotoRow] = []
        self._announcer = Announcer(self)
        self._adding = Adding(parts.attaching, tasks, self)
        self._deeds = PhotoDeeds(parts, tasks, look, self)
        self._build()
        self._connect()

    def show_owner(self, owner: Owner | None, make: Callable[[], Owner] | None = None) -> None:
        """Show what belongs to an item or a room.

        Args:
            owner: which; None for one that is not kept yet.
            make: keeps that one, on the database's thread, before its first file is.
        """
        is_same = owner is not None and owner == self._owner
        self._owner, self._make = owner, make
        if not is_same:
            self._deeds.forget()
            for banner in (self._trouble, self._gone):
                banner.say("")
            self._show(())
        self.read()

    def read(self) -> None:
        """Read anew what belongs to it."""
        if self._owner is not None:
            self._tasks.database(
                partial(self._parts.attaching.list_of, self._owner),
                partial(self._on_list, self._owner),
                owner=self,
                failed=self._on_trouble,
                key="list",
            )

    def add(self, sources: Sequence[Source]) -> None:
        """Add what was chosen, pasted or dropped, one after the other."""
        self._trouble.say("")
        owner, make = self._owner, self._make
        self._adding.add(sources, (lambda: owner) if owner is not None else make or _nothing)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Go on as the card is read, whatever was added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _build(self) -> None:
        px = self._look.px
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Photos and papers"))
        column = QVBoxLayout(self)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.SMALL))
        self._lead = label("", "quiet")
        self._trouble = Banner(self._look, "notice")
        self._undo = Button(self.tr("Undo"), enter_presses=False)
        self._gone = Banner(self._look, "notice", (self._undo,))
        self._add = Button(self.tr("Add photos or PDF…"), enter_presses=False)
        self._flow = FlowLayout(px(theme.SMALL))
        self._busy = label("", "quiet")
        self._busy.hide()
        column.addWidget(label(self.tr("Photos and papers"), "heading"))
        for part in (self._lead, self._trouble, self._gone):
            column.addWidget(part)
        column.addLayout(self._flow)
        column.addWidget(self._busy)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)

    def _connect(self) -> None:
        # One more than there is room for, so that whoever drops too many hears of it.
        PictureDrop(self, COUNT_LIMIT + 1).offered.connect(self.add)
        self._add.clicked.connect(self._on_choose)
        self._undo.clicked.connect(self._deeds.undo)
        self._adding.added.connect(self._on_added)
        self._adding.failed.connect(self._on_not_added)
        self._adding.busy.connect(self._on_busy)
        self._deeds.changed.connect(self._on_changed)
        self._deeds.removed.connect(self._on_removed)
        self._deeds.came_back.connect(self._on_back)
        self._deeds.saved.connect(self._on_saved)
        self._deeds.failed.connect(self._on_trouble)

    def _on_list(self, owner: Owner, listed: tuple[Attachment, ...]) -> None:
        if owner == self._owner:
            self._show(listed)

    def _show(self, listed: Sequence[Attachment]) -> None:
        """Show these; rows that stand in the same order are kept, and the focus in them."""
        wanted = [one.content_hash for one in listed]
        if [row.attachment.content_hash for row in self._rows] != wanted[: len(self._rows)]:
            for row in self._rows:
                self._flow.removeWidget(row)
                row.hide()
                row.deleteLater()
            self._rows = []
        for row, one in zip(self._rows, listed, strict=False):
            row.show_attachment(one)
        for one in listed[len(self._rows) :]:
            self._append(one)
        some = self.tr("{count} here. Drop more onto this card, or paste them.")
        none = self.tr("None yet. Drop photos or a PDF onto this card, or paste them.")
        count = self.locale().toString(len(listed))
        self._lead.setText(some.format(count=count) if listed else none)
        self._add.setEnabled(len(listed) < COUNT_LIMIT)

    def _append(self, attachment: Attachment) -> None:
        row = PhotoRow(attachment, self._look, self._parts.now)
        # By the row, never by what it showed first: other words make another version of it.
        row.open_requested.connect(partial(self._deeds.open, row))
        row.save_requested.connect(lambda: self._deeds.save(row.attachment))
        row.remove_requested.connect(lambda: self._deeds.remove(row.attachment))
        row.named.connect(lambda words: self._deeds.rename(row.attachment, words))
        self._rows.append(row)
        self._flow.addWidget(row)
        row.show()
        if attachment.kind.is_picture:
            px = self._look.px
            within = QSize(px(SMALL.width()), px(SMALL.height())) * self.devicePixelRatioF()
            work = partial(_small, self._parts.attaching, attachment, within)
            self._tasks.outside(
                work, row.show_small, owner=row, failed=self._on_trouble, quiet=True
            )

    def _on_choose(self) -> None:
        asking = QFileDialog(self, self.tr("Choose photos or PDF files"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setFileMode(QFileDialog.FileMode.ExistingFiles)
        asking.setNameFilters([self.tr("Photos and PDF files") + " (*.png *.jpg *.jpeg *.pdf)"])
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.filesSelected.connect(
            lambda paths: self.add([Source(Path(path).name, path) for path in paths])
        )
        asking.open()

    def _on_busy(self, words: str) -> None:
        self._busy.setText(words)
        self._busy.setVisible(bool(words))

    def _on_added(self, owner: Owner, attachment: Attachment) -> None:
        if self._owner is None and self._make is not None:
            self._owner = owner
            self.owner_made.emit(owner)
        if owner == self._owner:
            self._announcer.say(self.tr("{name} was added.").format(name=attachment.name))
        self._on_changed()

    def _on_not_added(self, name: str, error: Exception) -> None:
        sentence = self._sentence(error)
        before = self._trouble.words()
        told = f"{name}: {sentence}" if name else sentence
        self._trouble.say(f"{before}\n{told}" if before else told)

    def _on_changed(self) -> None:
        self.read()
        self.changed.emit()

    def _on_removed(self, removed: Attachment) -> None:
        self._trouble.say("")
        self._gone.say(self.tr("{name} was removed.").format(name=removed.name))
        self._undo.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()

    def _on_back(self, attachment: Attachment) -> None:
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._gone.say("")
        self._announcer.say(self.tr("{name} is back.").format(name=attachment.name))
        self._on_changed()

    def _on_saved(self, path: Path) -> None:
        self._trouble.say("")
        self._lead.setText(self.tr("Saved as {path}.").format(path=path))
        self._announcer.say(self._lead.text())

    def _on_trouble(self, error: Exception) -> None:
        self._trouble.say(self._sentence(error))
        if isinstance(error, Conflict):
            self.read()

    def _sentence(self, error: Exception) -> str:
        if isinstance(error, Refusal | Unavailable | Conflict):
            return error.sentence
        self._tasks.unhandled.emit(error)
        return self.tr("That did not work. What was kept before is still there.")


def photos_card(
    parts: PhotosParts, tasks: Tasks, look: Theme
) -> Callable[[Chosen], QWidget | None]:
    """Return what makes the card that stands below an item's record."""

    def make(chosen: Chosen) -> QWidget:
        made = PhotosCard(parts, tasks, look)
        made.show_owner(Owner(OwnerKind.ITEM, chosen.record.id))
        return made

    return make


def _nothing() -> Owner:
    raise Refusal("Save this first, then add photos to it.")


def _small(attaching: Attaching, attachment: Attachment, within: QSize) -> Shown:
    """Return a picture as small as it is shown; on a worker."""
    try:
        content = attaching.content(attachment)
    except Unavailable as error:
        return Shown(None, error.sentence)
    return read(Picture(attachment.name, attachment.kind.media_type, content), within)
