"""What a scan must be to count, and what becomes of a list that was scanned elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from libdesk.domain.counting import Count
from libdesk.domain.scanned_lists import ListLine
from libdesk.domain.stocktake import Answer, Origin, Outcome, Scan, ScanId, Spot, Stocktake, Why
from libdesk.domain.text import clean_line
from libdesk.services import entries
from libdesk.services.errors import Refusal

NOTE_LIMIT = 1_000
"""Characters of a note on one thing."""

_LATER = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """What became of one line of a list.

    Attributes:
        number: its number in the text, from 1.
        code: what stands there.
        answer: what it means; None where it does not count.
        why_not: why it does not count, as a sentence; "" where it does.
    """

    number: int
    code: str
    answer: Answer | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What became of a list that was scanned elsewhere.

    Attributes:
        lines: each line with a code on it.
        scans: what was stored; take_back takes it out at once.
    """

    lines: tuple[PastedLine, ...]
    scans: tuple[Scan, ...] = ()


class Pasting:
    """Takes the lines of one list, one after the other.

    Args:
        count: the count as it is; it goes on with each line.
        now: when a line was scanned that does not tell it.
        by: who scanned them.
        new_id: gives the ids of scans.
        spot: where the first was seen; None for not known.
    """

    def __init__(
        self, count: Count, now: datetime, by: str, new_id: Callable[[], UUID], spot: Spot | None
    ) -> None:
        self._count = count
        self._at = now
        self._by = by
        self._new_id = new_id
        self._spot = spot
        self.scans: list[Scan] = []

    def take(self, line: ListLine) -> PastedLine:
        """Count one line and return what became of it."""
        number, code, at = line.number, line.code, line.at
        answer = self._count.answer(code, self._spot or Spot(""))
        if answer.outcome is Outcome.SPOT:
            # What follows an unknown place was seen there, and not where the last one was.
            self._spot = answer.spot if answer.why is Why.NONE else None
            return PastedLine(number, code, answer, _no_place(answer))
        if self._spot is None:
            why_not = "Nobody has said where it was seen. Begin with the code of the place."
            return PastedLine(number, code, None, why_not)
        self._at += _LATER  # of two lines with no time, the second is the later one
        moment = self._at if at is None else at.astimezone(UTC)
        listed = answer.listed
        item = listed.id if listed is not None else None
        scan_id = ScanId(self._new_id())
        scan = Scan(scan_id, answer.code, self._spot, moment, item, self._by, origin=Origin.PASTED)
        if why_not := why_not_counted(self._count.listing.stocktake, scan):
            return PastedLine(number, code, None, why_not)
        if answer.outcome is not Outcome.AGAIN:
            self._count.add(scan)
            self.scans.append(scan)
        return PastedLine(number, code, answer)


def cleaned_scan(scan: Scan, who: str) -> Scan:
    """Return a scan as it is kept.

    Args:
        scan: the scan.
        who: who counts here, where it does not say who has seen the thing.

    Raises:
        Refusal: its note is too long.
    """
    return replace(
        scan,
        code=clean_line(scan.code),
        at=scan.at.astimezone(UTC),
        by=clean_line(scan.by) or who,
        note=note_of(scan.note),
    )


def note_of(typed: str) -> str:
    """Return a note on one thing as it is kept.

    Raises:
        Refusal: it is too long.
    """
    note = entries.text_of(typed, "note")
    if len(note) > NOTE_LIMIT:
        raise Refusal(f"Say it in at most {NOTE_LIMIT:,} characters.", field="note")
    return note


def why_not_counted(stocktake: Stocktake, scan: Scan) -> str:
    """Return why a scan can't count, as a sentence; "" where it can."""
    if not scan.code:
        return "There is no code. Scan it again."
    day = scan.at.astimezone().date()
    if not stocktake.runs_on(day):
        return (
            f"“{stocktake.title}” runs from {stocktake.starts_on} to {stocktake.ends_on}, and this "
            f"was scanned on {day}. Change its days, then scan again."
        )
    if not stocktake.covers(scan.spot):
        place = scan.spot.room or scan.spot.branch or "This place"
        return f"{place} is not a part of “{stocktake.title}”. Add it there, then scan again."
    return ""


def _no_place(answer: Answer) -> str:
    if answer.why is Why.NO_PLACE:
        return "There is no such place, so what follows was not counted."
    if answer.why is Why.NOT_COUNTED:
        return "This place is not a part of the count, so what follows was not counted."
    return ""
