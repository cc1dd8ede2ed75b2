"""Setting machines up line by line: a run is begun, gone through, and finished or given up.

What begins and what ends a run is a change set of the items: taken back, the run is gone with it,
or goes on. A machine comes back into service by finishing its run (`reimaging_gates`); lines are
ticked without a change of the item.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from libdesk.domain.item_history import ChangeId, ChangeKind, ChangeSet
from libdesk.domain.knowledge import Checklist, HowTo
from libdesk.domain.records import ItemId, Record
from libdesk.domain.reimaging import (
    BECOMES,
    GIFT,
    OPEN,
    SERVICE,
    STARTS,
    Line,
    LineMark,
    Mark,
    Occasion,
    Outcome,
    Reimaging,
    begun,
    clean_reason,
    is_newer,
    is_settled,
    lines_of,
    with_confirmation,
    with_lines,
    with_mark,
)
from libdesk.domain.statuses import Status
from libdesk.domain.text import clean_line
from libdesk.domain.wiping import Result
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.item_changes import Changed, change_records, records_of
from libdesk.services.item_gates import Gates, Rules
from libdesk.services.item_ties import with_whom
from libdesk.services.ports import Clock
from libdesk.services.reimaging_gates import is_new_gift
from libdesk.services.reimaging_lists import checklist_for, gift_list
from libdesk.services.stores import OpenUnit, Unit


@dataclass(frozen=True, slots=True)
class SetUp:
    """How an item stands to setting up.

    Attributes:
        record: the item.
        checklist: what is gone through for an item like this, as it stands now; None for nothing.
        runs: what was done to it, one that is under way first, then the newest first.
        before: the one under way as it was before the step that led here; None for no such step.
    """

    record: Record
    checklist: Checklist | None
    runs: tuple[Reimaging, ...] = ()
    before: Reimaging | None = None

    @property
    def running(self) -> Reimaging | None:
        """Return the run that is under way."""
        return next((one for one in self.runs if one.is_running), None)

    @property
    def last(self) -> Reimaging | None:
        """Return the newest run that has ended."""
        return next((one for one in self.runs if not one.is_running), None)

    @property
    def newer(self) -> Checklist | None:
        """Return the checklist where it is another than the one that is gone through."""
        run = self.running
        if run is None or self.checklist is None or not is_newer(self.checklist, run):
            return None
        return self.checklist


class Reimagings:
    """Sets machines up.

    Args:
        open_unit: opens a transaction.
        rules: what follows from a record.
        shipped: reads the sheets and checklists that LibDesk ships.
        now: the clock.
        who: who does it here.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Callable[[], Rules],
        shipped: Callable[[], Sequence[HowTo]],
        now: Clock,
        who: str = "",
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._shipped = shipped
        self._now = now
        self._who = clean_line(who)

    def of(self, item_id: ItemId) -> SetUp:
        """Return how an item stands to setting up.

        Raises:
            Refusal: there is none with this id.
        """
        with self._open_unit() as unit:
            return self._of(unit, unit.items.get(item_id))

    def running(self) -> tuple[SetUp, ...]:
        """Return what is being set up, the oldest first; one that can't be read is left out."""
        with self._open_unit() as unit:
            runs = unit.reimagings.running()
            items = records_of(unit, [one.item for one in runs])
            return tuple(SetUp(items[one.item], None, (one,)) for one in runs if one.item in items)

    def begin(self, item_id: ItemId, occasion: Occasion, title: str = "") -> Changed:
        """Begin to set a machine up; one that serves goes out of service.

        Args:
            item_id: the machine.
            occasion: why.
            title: what to call it in the history.

        Raises:
            Refusal: it is being set up already, is lent, can't be as it is now, or has no
                checklist.
        """
        with self._open_unit(write=True) as unit:
            record = unit.items.get(item_id)
            if item_id in unit.reimagings.running_items():
                raise Refusal(f"{record.tag} is being set up already.")
            if who := with_whom(unit, item_id):
                raise Refusal(f"{record.tag} is lent to {who}. Take it back first.")
            if is_new_gift(unit, record):
                occasion = Occasion.DONATED
            checklist = _wanted(record, self._checklist(unit, record, occasion))
            away = Status.OUT_OF_SERVICE if record.status in SERVICE else record.status
            done, change = self._change(unit, title, replace(record, status=away))
            at, who = self._now(), self._who
            unit.reimagings.add(begun(change, item_id, checklist, occasion, at, who))
            return done

    def mark(self, change: ChangeId, line: Line, mark: Mark, reason: str = "") -> SetUp:
        """Tick a line, excuse it, or take its mark away again.

        Args:
            change: names the run.
            line: the line as it was on the screen.
            mark: what it is to be.
            reason: why it is excused.

        Raises:
            Refusal: a reason is missing, or the run has ended.
            Conflict: somebody else has marked this line in another way meanwhile.
        """
        words = clean_reason(reason) if mark is Mark.EXCUSED else ""
        if mark is Mark.EXCUSED and not words:
            raise Refusal("Say in a few words why it is left out.", field="reason")
        with self._open_unit(write=True) as unit:
            run = _running(unit, change)
            now = _line_now(run, line)
            if (now.mark, now.reason) != (mark, words):
                if now != line.marked:
                    raise _marked_by(line, now)
                marked = OPEN if mark is Mark.OPEN else self._marked(mark, words)
                unit.reimagings.write(with_mark(run, line.place, marked))
            return self._after(unit, run)

    def confirm(self, change: ChangeId, profile: tuple[str, ...], *, is_so: bool) -> SetUp:
        """Note who has tried that the public may do what the rules say, and no more.

        Args:
            change: names the run.
            profile: the rules as they were on the screen.
            is_so: it was tried; False takes that away again.

        Raises:
            Refusal: the run has ended.
            Conflict: the rules are others by now.
        """
        with self._open_unit(write=True) as unit:
            run = _running(unit, change)
            if run.checklist.profile != profile:
                raise Conflict("Somebody took the new rules meanwhile. Look at them again.")
            if (run.confirmed.mark is Mark.TICKED) != is_so:
                marked = self._marked(Mark.TICKED, "") if is_so else OPEN
                unit.reimagings.write(with_confirmation(run, marked))
            return self._after(unit, run)

    def take_new_lines(self, change: ChangeId, version: int) -> SetUp:
        """Go on with the newer checklist; lines that are equal stay ticked.

        What was marked and is not on it any more stays on record beside the lines.

        Args:
            change: names the run.
            version: of the checklist that was offered.

        Raises:
            Refusal: the run has ended, or there is no checklist for this machine any more.
            Conflict: the checklist is another than the one that was offered.
        """
        with self._open_unit(write=True) as unit:
            run = _running(unit, change)
            record = unit.items.get(run.item)
            checklist = self._for_run(unit, record, run)
            if checklist is None:
                raise Refusal("There is no checklist for a machine like this any more.")
            if checklist.version != version:
                raise Conflict("The checklist was changed once more meanwhile. Look at it again.")
            unit.reimagings.write(with_lines(run, checklist))
            return self._after(unit, run)

    def put_back(self, before: Reimaging, left: Reimaging) -> SetUp:
        """Let the lines of a run, and who confirmed it, be as they were before a step.

        Args:
            before: the run as it was.
            left: the run as that step left it.

        Raises:
            Refusal: the run has ended.
            Conflict: somebody has gone on with it since.
        """
        with self._open_unit(write=True) as unit:
            if _running(unit, left.change) != left:
                raise Conflict(
                    "Somebody has gone on with it since, so this can’t be taken back. Look at the "
                    "lines, and mark them as they are."
                )
            unit.reimagings.write(before)
            return self._of(unit, unit.items.get(left.item))

    def finish(self, change: ChangeId, becomes: Status = BECOMES[0], title: str = "") -> Changed:
        """Bring a machine back into service: each line is ticked or excused.

        Args:
            change: names the run.
            becomes: what the machine is from now on; one of BECOMES.
            title: what to call it in the history.

        Raises:
            Refusal: a line is open, nobody has tried how the public may use it, or the machine
                can't become that.
        """
        if becomes not in BECOMES:
            raise ValueError("what is set up serves, or could")
        with self._open_unit(write=True) as unit:
            run = _running(unit, change)
            record = unit.items.get(run.item)
            _check_done(record, run)
            if run.occasion is Occasion.DONATED and self._rules().holds_storage(record):
                _check_wiped(unit, record)
            done, by = self._change(unit, title, replace(record, status=becomes))
            unit.reimagings.end(change, by, Outcome.FINISHED)
            return done

    def give_up(self, change: ChangeId, reason: str, title: str = "") -> Changed:
        """End a run without bringing its machine back; the machine's status stays.

        Args:
            change: names the run.
            reason: why.
            title: what to call it in the history.

        Raises:
            Refusal: there is no reason, or the run has ended.
        """
        words = clean_reason(reason)
        if not words:
            raise Refusal("Say in a few words why it is given up.", field="reason")
        with self._open_unit(write=True) as unit:
            item = unit.reimagings.running_items()
            found = next((one for one, run in item.items() if run == change), None)
            if found is None:
                raise _ended()
            done, by = self._change(unit, title, unit.items.get(found))
            unit.reimagings.end(change, by, Outcome.GIVEN_UP, words)
            return done

    def _of(self, unit: Unit, record: Record) -> SetUp:
        runs = unit.reimagings.of(record.id)
        run = next((one for one in runs if one.is_running), None)
        if run is not None:
            return SetUp(record, self._for_run(unit, record, run), runs)
        occasion = Occasion.DONATED if is_new_gift(unit, record) else Occasion.AFRESH
        return SetUp(record, self._checklist(unit, record, occasion), runs)

    def _after(self, unit: Unit, before: Reimaging) -> SetUp:
        return replace(self._of(unit, unit.items.get(before.item)), before=before)

    def _for_run(self, unit: Unit, record: Record, run: Reimaging) -> Checklist | None:
        """Return the checklist of a run as it stands now."""
        if run.checklist.id == GIFT:
            # What is there for its parts is not set up as others are.
            return gift_list(unit, self._shipped)
        return self._checklist(unit, record, run.occasion)

    def _checklist(self, unit: Unit, record: Record, occasion: Occasion) -> Checklist | None:
        return checklist_for(unit, record, occasion, self._shipped, self._rules().is_computer)

    def _change(self, unit: Unit, title: str, record: Record) -> tuple[Changed, ChangeId]:
        change_set = ChangeSet(self._now(), self._who, ChangeKind.EDIT, clean_line(title))
        rules = self._rules()
        done = change_records(
            unit, rules, change_set, [record], gates=Gates(unit, rules, finishing={record.id})
        )
        # Where the item is no other now, this is a change that can be taken back all the same.
        change = done.change or unit.item_history.begin(change_set)
        return replace(done, change=change), change

    def _marked(self, mark: Mark, reason: str) -> LineMark:
        return LineMark(mark, self._who, self._now(), reason)


def _wanted(record: Record, checklist: Checklist | None) -> Checklist:
    """Return what is gone through, where the machine can be set up now."""
    if record.status is Status.TO_WIPE:
        raise Refusal(f"{record.tag} waits to be wiped. Record first that it was wiped.")
    if record.status not in STARTS:
        raise Refusal(f"{record.tag} is “{record.status.value}”, so it can’t be set up now.")
    if checklist is None:
        raise Refusal(
            f"There is no checklist for a {record.kind} yet. Give it a role that has one, or make "
            "a checklist for this kind of machine among the how-to sheets."
        )
    return checklist


def _running(unit: Unit, change: ChangeId) -> Reimaging:
    run = unit.reimagings.get(change)
    if run is None or not run.is_running:
        raise _ended()
    return run


def _check_done(record: Record, run: Reimaging) -> None:
    """Refuse to finish what is not done."""
    if run.can_finish:
        return
    if not all(map(is_settled, run.marks)):
        are = "line is" if run.open_count == 1 else "lines are"
        raise Refusal(
            f"{record.tag} is not set up yet: {run.open_count} {are} open. Tick each, or excuse it "
            "with a reason."
        )
    raise Refusal(
        f"{record.tag} is not set up yet: nobody has confirmed how the public may use it. Try it, "
        "and confirm that."
    )


def _check_wiped(unit: Unit, record: Record) -> None:
    """Refuse to let a gift serve that nobody has wiped, whatever is ticked."""
    if not any(one.result is Result.DONE for one in unit.disposals.wipes([record.id])):
        raise Refusal(
            f"{record.tag} came as a gift, and no record says how it was wiped. Choose “Wipe and "
            "dispose” (D) in its record first; that it stays in the library is enough there."
        )


def _ended() -> Refusal:
    return Refusal("This has ended by now: it was finished, given up or taken back.")


def _line_now(run: Reimaging, line: Line) -> LineMark:
    """Return how a line is marked now, which must be the one that was on the screen."""
    lines = lines_of(run.checklist)
    if line.place >= len(lines) or lines[line.place] != line.words:
        raise Conflict("Somebody took the new lines of the checklist meanwhile. Look at it again.")
    return run.marks[line.place]


def _marked_by(line: Line, now: LineMark) -> Conflict:
    by = now.by or "somebody else"
    did = {
        Mark.TICKED: f"was ticked by {by} meanwhile",
        Mark.EXCUSED: f"was excused by {by} meanwhile: {now.reason}",
        Mark.OPEN: "was opened again meanwhile",
    }[now.mark]
    return Conflict(f"“{line.words}” {did}", by=now.by, at=now.at)
