"""The second place: where copies of the database go, away from this computer's disk."""

from collections.abc import Callable

from libdesk.services.set_up import Place, Settled
from libdesk.ui.set_up.folder_field import FolderField
from libdesk.ui.set_up.step import SetUpParts, Step, Work
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label

_FIELD = "second_place"


class SecondStep(Step):
    """Left empty, it is for later, and the desk reminds of it.

    Args:
        parts: services.
        look: the theme.
    """

    def __init__(self, parts: SetUpParts, look: Theme) -> None:
        super().__init__(
            self.tr("A second place for copies"),
            self.tr(
                "LibDesk copies its database by itself. A second copy on a stick or on another "
                "computer is what helps when this one breaks or is stolen."
            ),
            self.tr("Second copies"),
            look,
        )
        self._parts = parts
        self._folder = FolderField(
            self.tr("A folder on a stick or another computer (optional)"),
            self.tr("Leave it empty for later: LibDesk reminds you"),
            look,
        )
        self.add_field(
            self.tr("A folder on a stick or another computer (optional)"), self._folder, _FIELD
        )
        self.column.addWidget(
            label(
                self.tr("A copy holds every report, so only you should be able to open it."), "fine"
            )
        )
        self._folder.edited.connect(self.touch)

    def fill(self, settled: Settled) -> None:
        """Show what was typed last, else what is settled."""
        self._folder.set_text(settled.draft.get("second", settled.second_place))

    def draft(self) -> dict[str, str]:
        """Return what stands here."""
        return {"second": self._folder.text()}

    def work(self) -> Work | None:
        """Try the folder and store it; none is stored as none."""
        folder = self._folder.text()

        def try_and_store(is_given_up: Callable[[], bool]) -> Place:
            place = self._parts.try_second(folder) if folder else Place("")
            if not is_given_up():
                self._parts.set_up.set_second_place(place.folder)
            return place

        return Work(try_and_store, is_outside=True)

    def may_go_on(self, result: object) -> bool:
        """Stop once at a warning, so that it is read."""
        if not isinstance(result, Place) or self._folder.has_read(result):
            return True
        self.say(self.tr("The folder works. Read the note about it, then go on."))
        return False
