"""One click on a known problem says “same here”, and counts; however many are clicked in a row."""

from PySide6.QtCore import QObject, Signal

from libdesk.domain.problems import Fact, ReportId
from libdesk.services.drafts import Draft
from libdesk.services.ports import Kept
from libdesk.services.problems import Receipt
from libdesk.ui import strings
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.known_problems import KnownProblems
from libdesk.ui.problems.sending import Sending
from libdesk.ui.problems.surroundings import Surroundings
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

COMPUTER = "computer"
"""The only fact that goes along, and is told beside the button: here is no card with more."""


class SameHere(QObject):
    """Shows the known problems and files what is said to them.

    Args:
        parts: the services.
        known: what IT has told.
        tasks: the threads.
        look: the theme.
        parent: its owner.
    """

    kept = Signal(object)
    """A `Receipt`: it is safe on disk."""
    not_kept = Signal(str)
    """Why it was not kept, and what to do; it can be clicked again."""

    def __init__(
        self, parts: FormParts, known: Surroundings, tasks: Tasks, look: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._known = known
        self._waiting: list[tuple[str, tuple[Fact, ...]]] = []
        self._on_the_way: frozenset[str] = frozenset()
        self.banners = KnownProblems(look)
        self._sending = Sending(parts, tasks, self)
        self._sending.kept.connect(self._on_kept)
        self._sending.not_kept.connect(self._on_not_kept)
        self.banners.same_here_requested.connect(self._on_said)

    @property
    def is_busy(self) -> bool:
        """Say whether something is being kept right now."""
        return self._sending.is_running

    def show_notices(self, reports: tuple[Kept, ...]) -> None:
        """Show what is known.

        Args:
            reports: this computer's, which tell what has been said already.
        """
        said = frozenset(kept.report.notice for kept in reports) | self._on_the_way
        along = strings.only_words(self._along())
        self.banners.show_notices(self._known.told.notices, said, self._parts.now(), along)

    def _along(self) -> tuple[str, ...]:
        """Return what goes along beside the time, as people name it."""
        known = self._known
        computer = (fact.value for fact in self._facts())
        item = known.thing_words(known.item)
        return tuple(filter(None, (known.told.branch_name, *computer, item)))

    def _facts(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self._known.facts if fact.key == COMPUTER)

    def _on_said(self, notice_id: str) -> None:
        self._waiting.append((notice_id, self._facts()))
        self._on_the_way |= {notice_id}
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and not self._sending.is_running:
            notice_id, facts = self._waiting.pop(0)
            notice = self._known.told.find_notice(notice_id)
            if notice is None:
                continue
            words = self.tr("Same here: {words}").format(words=notice.text)
            guidance = self._parts.guidance
            tile = guidance.find(notice.category) or guidance.unsure
            draft = Draft(
                tile.code,
                saw=words,
                item=self._known.item,
                facts=facts,
                notice=notice.id,
            )
            self._sending.send(draft, ReportId(self._parts.new_id()))

    def _on_kept(self, receipt: Receipt) -> None:
        # It stays on the way until the list of reports, which is read anew, has it.
        self.kept.emit(receipt)
        self._go_on()

    def _on_not_kept(self, sentence: str) -> None:
        self._waiting.clear()
        self._on_the_way = frozenset()
        self.banners.enable_again()
        self.not_kept.emit(sentence)
