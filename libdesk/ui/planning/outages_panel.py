"""The log of outages, by hand or from a problem that is closed (S59)."""

from collections.abc import Callable, Mapping, Sequence

from libdesk.domain.outages import Outage
from libdesk.services.outages import OutageLog, Outages
from libdesk.services.ports import Clock
from libdesk.ui.planning.entry_list import EntryLine
from libdesk.ui.planning.entry_panel import EntryPanel, PanelWords
from libdesk.ui.planning.outage_form import OutageForm
from libdesk.ui.planning.wording import lost_words, outage_line
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button


class OutagesPanel(EntryPanel[Outage, tuple[OutageLog, Mapping[str, str]]]):
    """What was away where.

    Args:
        log: keeps it.
        branches: returns branch codes and names; asked on the database thread.
        tasks: the threads.
        look: the theme.
        now: tells the time.
    """

    def __init__(
        self,
        log: Outages,
        branches: Callable[[], Mapping[str, str]],
        tasks: Tasks,
        look: Theme,
        now: Clock,
    ) -> None:
        words = PanelWords(
            self.tr("Outages"),
            self.tr("New outage…"),
            self.tr(
                "No outage is written down yet. Two times are enough: when it began, and when it "
                "was back. After some months a provider can’t say that it was only once."
            ),
        )
        self._fields = OutageForm(look, now)
        super().__init__(log, self._fields, words, tasks, look, now)
        self._log = log
        self._branches = branches
        self._now = now
        self._drafts: tuple[Outage, ...] = ()
        self._take_draft = Button(self.tr("Write it down…"), enter_presses=False)
        self._offer = Banner(look, "wifi", (self._take_draft,))
        self.side.insertWidget(0, self._offer)
        self._take_draft.clicked.connect(self._on_draft)

    def read_all(self) -> tuple[OutageLog, Mapping[str, str]]:
        """Read the log and the branches."""
        return self._log.read(), self._branches()

    def take(
        self, read: tuple[OutageLog, Mapping[str, str]]
    ) -> tuple[Sequence[Outage], Sequence[EntryLine]]:
        """Return the entries and their lines."""
        log, branches = read
        self._drafts = log.drafts
        self._fields.show_branches(branches)
        self._offer.say(self._offered(branches))
        lines = []
        for one in log.outages:
            first, rest, presses = outage_line(one, branches, self._now())
            lines.append(EntryLine(one.id, lost_words(one.lost), first, rest, presses=presses))
        return log.outages, lines

    def _on_draft(self) -> None:
        if self._drafts:
            self.write(self._drafts[0])

    def _offered(self, branches: Mapping[str, str]) -> str:
        if not self._drafts:
            return ""
        first = self._drafts[0]
        told = self.tr("{number} at {branch} is closed. Was something away?")
        return told.format(number=first.problem, branch=branches.get(first.branch, first.branch))
