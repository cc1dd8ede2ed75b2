"""Where reports come from: this computer only, or others too, through a shared folder."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.services.set_up import Place, Settled
from libdesk.ui import theme
from libdesk.ui.set_up.folder_field import FolderField
from libdesk.ui.set_up.step import SetUpParts, Step, Work
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label

HERE, SHARE = "here", "share"


class WayStep(Step):
    """A shared folder is tried before it counts, by what will be done in it later.

    Args:
        parts: services.
        look: the theme.
    """

    def __init__(self, parts: SetUpParts, look: Theme) -> None:
        name = self.tr("Where reports come from")
        lead = self.tr(
            "This computer always counts. Others reach you through a folder that all of them can "
            "open; no server is needed."
        )
        super().__init__(name, lead, self.tr("Who reports"), look)
        self._parts = parts
        self._way = ChipRow(
            self.tr("Who reports problems?"),
            (
                (HERE, self.tr("People at this computer only")),
                (SHARE, self.tr("People at other computers too")),
            ),
            look,
            role="",
        )
        self.column.addWidget(self._way)
        folder = self.tr("The shared folder")
        self._folder = FolderField(folder, self.tr("Such as \\\\server\\libdesk"), look)
        rights = self.tr(
            "Everybody who reports needs the right to create, change and delete files in it. "
            "Reports are sealed: whoever opens the folder can read none of them."
        )
        self._shared = QWidget()
        column = QVBoxLayout(self._shared)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(theme.TINY))
        named = label(folder)
        named.setBuddy(self._folder)
        column.addWidget(named)
        column.addWidget(self._folder)
        self.add_place(SHARE, column, self._folder)
        column.addSpacing(look.px(theme.SMALL))
        column.addWidget(label(rights, "fine"))
        self.column.addWidget(self._shared)
        self._way.changed.connect(self._on_way)
        self._folder.edited.connect(self.touch)

    def shares(self) -> bool:
        """Say whether other computers report too."""
        return self._way.chosen() == (SHARE,)

    def fill(self, settled: Settled) -> None:
        """Show what was typed last, else what is in use."""
        folder = settled.draft.get("share", self._parts.share())
        way = settled.draft.get("way", SHARE if folder else HERE)
        self._folder.set_text(folder)
        self._way.choose((way if way in (HERE, SHARE) else HERE,))
        self._shared.setVisible(self.shares())

    def draft(self) -> dict[str, str]:
        """Return what stands here."""
        return {"way": SHARE if self.shares() else HERE, "share": self._folder.text()}

    def work(self) -> Work | None:
        """Try the folder and begin to use it; without one, begin at once."""
        folder = self._folder.text()

        def use(is_given_up: Callable[[], bool]) -> Place:
            place = self._parts.try_share(folder)
            if not is_given_up():
                self._parts.use_share(place.folder)
            return place

        if self.shares():
            return Work(use, is_outside=True)
        return Work(lambda _is_given_up: self._parts.use_share(""), is_outside=True)

    def may_go_on(self, result: object) -> bool:
        """Stop once at a warning, so that it is read."""
        if not isinstance(result, Place) or self._folder.has_read(result):
            return True
        self.say(self.tr("The folder works. Read the note about it, then go on."))
        return False

    def _on_way(self) -> None:
        if not self._way.chosen():
            self._way.choose((HERE,))  # one of the two it is
        self._shared.setVisible(self.shares())
        self.set_trouble("")
        if self.shares():
            self._folder.setFocus()
        self.touch()
