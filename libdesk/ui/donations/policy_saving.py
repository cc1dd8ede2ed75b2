"""What was typed on its way to the next version: what it changes is shown, then it is kept."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.donation_policy import Policy
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_policy_texts import read_policy
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.ui.donations.policy_layout import CHECK, PolicyLayout, section_of_field
from libdesk.ui.donations.policy_undo import PolicyUndo
from libdesk.ui.donations.policy_wording import texts_in_words
from libdesk.ui.places.saving import Saving
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme


class PolicySaving(QObject):
    """Nothing is kept before its consequences were on the screen.

    Args:
        policies: the use cases.
        tasks: the threads.
        now: the clock.
        look: the theme.
        view: the page's parts.

    Signals:
        changed: another policy counts: one was saved.
        undone: the policy before counts again, as this version.
        read_requested: what counts may be another by now.
        shown_requested: the same; and what is to be done when it is shown.
        failed: something could not be looked up or taken back (the error).
    """

    changed = Signal()
    undone = Signal(int)
    read_requested = Signal()
    shown_requested = Signal(object)
    failed = Signal(object)

    counts: Policy | None = None
    """The policy that counts, as the page has read it last; None until then."""

    def __init__(
        self,
        policies: DonationPolicies,
        tasks: Tasks,
        now: Clock,
        look: Theme,
        view: PolicyLayout,
    ) -> None:
        super().__init__(view)
        self._policies = policies
        self._tasks = tasks
        self._now = now
        self._view = view
        self._editing, self._card = view.editing, view.card
        self._saved_over: Policy | None = None
        self._saving = Saving(tasks, now, look, self, lambda: texts_in_words(view.editing.texts))
        self._undo = PolicyUndo(policies, tasks, view.undo, self.failed.emit)
        self._connect()

    def check(self) -> None:
        """Show what it changes, if anything was typed; what can't be is shown first."""
        if not self._card.is_dirty:
            return
        policy = self._read()
        if policy is None:
            return
        self._view.lines.close_line()
        self._card.set_trouble("")
        self._card.show_flips(None)
        self._card.show_approval(policy.approved_on, policy.approved_by)
        self._view.open(CHECK)
        self._card.focus_first()
        self._tasks.database(
            partial(self._policies.flips, policy),
            self._card.show_flips,
            owner=self,
            failed=self.failed.emit,
            key="flips",
        )

    def _connect(self) -> None:
        self._view.check_requested.connect(self.check)
        self._card.save_requested.connect(self._on_save)
        self._card.draft_requested.connect(self._on_draft)
        self._saving.saved.connect(self._on_saved)
        self._saving.read_requested.connect(self.read_requested)
        self._saving.shown_requested.connect(self.shown_requested)
        self._undo.undone.connect(self.undone)

    def _read(self) -> Policy | None:
        """Return what was typed; where it can't be as it is, go there, and say so."""
        try:
            return read_policy(self._editing.texts, self._now().astimezone().date())
        except Refusal as error:
            self._view.open(section_of_field(error.field))
            if error.field.startswith("line."):
                self._view.lines.open(error.field.split(".")[1])
            self._card.set_trouble(error.sentence, error.field)
            return None

    def _on_save(self) -> None:
        policy = self._read()
        if policy is None:
            return
        self._saved_over = self.counts
        note = self._card.note
        self._saving.save(self._card, lambda version: self._policies.save(policy, version, note))

    def _on_saved(self) -> None:
        self._undo.offer(self._saved_over, self._card.version)
        self.changed.emit()

    def _on_draft(self) -> None:
        """Take off the approval: nobody has approved what is typed now."""
        self._editing.begin(replace(self._editing.texts, approved_on="", approved_by=""))
        self.check()
