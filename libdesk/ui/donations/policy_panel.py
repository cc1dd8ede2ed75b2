"""The library's donation policy, edited without code: section by section, one line at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from libdesk.domain.donation_policy import Policy
from libdesk.domain.donation_policy_faults import Fault, policy_faults
from libdesk.domain.donation_policy_file import is_same_policy
from libdesk.services.donation_policies import DonationPolicies, PolicyRead, policy_of
from libdesk.services.donation_policy_texts import PolicyTexts, read_policy, texts_of_policy
from libdesk.services.donation_stores import KeptPolicy
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.ui.donations.policy_layout import LINES, PolicyLayout
from libdesk.ui.donations.policy_saving import PolicySaving
from libdesk.ui.donations.policy_wording import damaged_words, state_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.tab_order import move_focus


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """What somebody has typed and not saved.

    Attributes:
        texts: what stood in the fields.
        version: of what they began from.
        note: what they noted of it.
    """

    texts: PolicyTexts
    version: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PolicyParts:
    """What the page works with.

    Attributes:
        policies: the use cases.
        models: reads the shipped policies, by their names.
        now: the clock.
        drafts: at most one draft; outlasts the page.
    """

    policies: DonationPolicies
    models: Callable[[], Mapping[str, Policy]]
    now: Clock
    drafts: list[PolicyDraft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    """All that is read for the page."""

    read: PolicyRead
    versions: tuple[KeptPolicy, ...]


class PolicyPanel(QWidget):
    """Reads when it is shown; what was typed and not saved is there again the next time.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.

    Signals:
        left: back to the offers.
        print_requested: print a version of the policy (its number; 0 for a shipped one).
        changed: another policy counts.
    """

    left = Signal()
    print_requested = Signal(int)
    changed = Signal()

    def __init__(self, parts: PolicyParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._read: _Read | None = None
        self._today = partial(_today, parts.now)
        self._is_new = True
        models = parts.models()
        first = texts_of_policy(next(iter(models.values())))
        self._view = PolicyLayout(first, models, look, self)
        self._editing, self.card = self._view.editing, self._view.card
        self._saving = PolicySaving(parts.policies, tasks, parts.now, look, self._view)
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is; what somebody is typing stays."""
        super().showEvent(event)
        if self.card.is_dirty:
            self._parts.drafts.clear()  # it was only out of sight: its fields know better
        self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put aside what was typed and not saved: the page may be gone for good."""
        super().hideEvent(event)
        if self._read is None:
            return  # what was put aside before has not been shown yet
        self._parts.drafts.clear()
        if self.card.is_dirty:
            draft = PolicyDraft(self._editing.texts, self.card.version, self.card.note)
            self._parts.drafts.append(draft)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page, also through a line that was opened."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def read(self) -> None:
        """Read what counts."""
        self._tasks.database(
            partial(_load, self._parts.policies),
            self._on_read,
            owner=self,
            failed=self._on_trouble,
            key="policy",
        )

    def _connect(self) -> None:
        view = self._view
        self._editing.changed.connect(self._on_typed)
        view.leave_requested.connect(self._on_leave)
        view.print_requested.connect(self.print_requested)
        view.back.clicked.connect(self.left)
        view.versions.print_requested.connect(self.print_requested)
        view.versions.again_requested.connect(self._on_again)
        self._saving.changed.connect(self._on_changed)
        self._saving.undone.connect(self._on_undone)
        self._saving.failed.connect(self._on_trouble)
        self._saving.read_requested.connect(self.read)
        self._saving.shown_requested.connect(self._on_shown)
        for keys, work in (("Ctrl+S", self._saving.check), ("U", view.undo.undo)):
            shortcut = QShortcut(QKeySequence(keys), view.fields if keys == "Ctrl+S" else self)
            shortcut.setContext(view.BELOW)
            shortcut.activated.connect(work)

    def _on_read(self, found: _Read) -> None:
        self._read = found
        read, now = found.read, self._parts.now()
        self._saving.counts = read.policy
        newest = next((one for one in found.versions if one.version == read.policy.version), None)
        self._view.trouble.say(damaged_words(read) if read.is_damaged else "")
        self._view.state.setText(state_words(read, newest, now))
        self._view.versions.show_versions(found.versions, read.policy.version, now)
        self._view.set_ready(read.policy.version)
        if not self.card.is_dirty:
            self.card.version = read.versions
            self._editing.show_texts(_in_fields(read.policy, found, self._parts.models()))
            self._take_draft(found)
        self._show_faults()
        if self._is_new:
            self._is_new = False
            self._view.focus_first()

    def _take_draft(self, found: _Read) -> None:
        if not self._parts.drafts:
            return
        draft = self._parts.drafts.pop()
        typed = _typed(draft.texts, self._today())
        if typed is not None and is_same_policy(typed, found.read.policy):
            return  # the page was left while it was being saved
        self._editing.begin(draft.texts)
        self.card.version, self.card.note = draft.version, draft.note
        self._view.say(self.tr("What you had typed is here again; it is not saved yet."))

    def _on_typed(self) -> None:
        self.card.touch()
        self._view.say("")
        self._show_faults()

    def _show_faults(self) -> None:
        faults: tuple[Fault, ...] = ()
        trouble = ""
        try:
            faults = policy_faults(read_policy(self._editing.texts, self._today()), self._today())
        except Refusal as error:
            trouble = error.sentence
        self._view.show_faults(faults, trouble, is_dirty=self.card.is_dirty)

    def _on_changed(self) -> None:
        self.changed.emit()
        self.read()

    def _on_shown(self, then: object) -> None:
        """Show what somebody else has saved, and then what had been typed."""

        def show(found: _Read) -> None:
            self._on_read(found)
            if callable(then):
                then()

        self._tasks.database(
            partial(_load, self._parts.policies), show, owner=self, failed=self._on_trouble
        )

    def _on_undone(self, version: int) -> None:
        """Show what counts again; what was typed since stays as it is."""
        if self.card.is_dirty:
            self.card.version = version
        self.changed.emit()
        self.read()

    def _on_leave(self) -> None:
        """Show again what stands, and forget what was typed."""
        if self._read is not None:
            self.card.let_go()
            self.card.set_trouble("")
            self.card.note = ""
            self._view.open(LINES)
            self._on_read(self._read)
            self.read()  # it may be another by now

    def _on_again(self, number: int) -> None:
        """Put an old version into the fields, and show what it changes."""
        if self._read is None:
            return
        kept = (one for one in self._read.versions if one.version == number)
        policy = next(map(policy_of, kept), None)
        if policy is not None:
            self._editing.begin(_in_fields(policy, self._read, self._parts.models()))
            self.card.note = self.tr("Version {number} again").format(number=number)
            self._saving.check()

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._view.trouble.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)


def _today(now: Clock) -> date:
    return now().astimezone().date()


def _load(policies: DonationPolicies) -> _Read:
    return _Read(policies.current(), policies.versions())


def _in_fields(policy: Policy, found: _Read, models: Mapping[str, Policy]) -> PolicyTexts:
    """Return a policy in fields, with all lines that were ever there or are shipped."""
    old = filter(None, map(policy_of, found.versions[::-1]))
    shipped = sorted(models.values(), key=lambda one: one.model != policy.model)
    return texts_of_policy(policy, (*old, *shipped))


def _typed(texts: PolicyTexts, today: date) -> Policy | None:
    """Return what was typed as a policy; None where it is none yet."""
    try:
        return read_policy(texts, today)
    except Refusal:
        return None
