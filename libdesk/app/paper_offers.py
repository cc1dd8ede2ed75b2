"""Which papers can be made from where somebody is, the likeliest first.

An offer only says what it will read: the database is asked when it is looked at.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from libdesk.app.paper_press import Printable
from libdesk.app.paper_words import PaperWords
from libdesk.domain.guidance import Guidance
from libdesk.domain.inbox import Order, View
from libdesk.services.errors import Refusal
from libdesk.services.knowledge import Knowledge
from libdesk.services.outages import Outages
from libdesk.services.places import Overview, Places
from libdesk.services.stores import OpenUnit
from libdesk.ui.inbox.at_hand import AtHand
from libdesk.ui.inbox.wording import view_words
from libdesk.ui.papers.parts import Choice, Chosen, PaperOffer, Tick

if TYPE_CHECKING:
    from libdesk.documents.content import Paper

OUTSIDE, BRANCH, VIEW = "outside", "branch", "view"
"""Names of what can be chosen, for machines."""

_MONTHS_BEFORE = 11
"""A log tells of this month and so many before it."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("papers", words)


class PaperOffers:
    """Makes offers.

    Args:
        open_unit: the desk's database.
        guidance: reads what words tiles, questions and answers.
        now: tells the time (aware, UTC).
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        guidance: Callable[[], Guidance],
        now: Callable[[], datetime],
    ) -> None:
        self._open_unit = open_unit
        self._guidance = guidance
        self._now = now

    def of_list(self, at: AtHand) -> tuple[PaperOffer, ...]:
        """Return what fits a list of problems and what is chosen in it."""
        offers: list[PaperOffer] = []
        several = len(at.chosen) > 1
        if several:
            name = _tr("The {count} chosen lines").format(count=len(at.chosen))
            offers.append(self._list(name, at.name, at.chosen, (name,)))
        if at.key is not None:
            offers.append(self._problem(at.key, at.number))
        if at.listed or not offers:
            name = _tr("The list as you see it")
            offers.append(self._list(name, at.name, at.listed, at.narrowed))
        return (*offers, *self._visits(at.overview, at.branch))

    def elsewhere(self, overview: Overview) -> tuple[PaperOffer, ...]:
        """Return what fits any other room."""
        views = tuple((view.value, view_words(view)) for view in View)
        inbox = PaperOffer(
            _tr("The inbox as a list"), self._view, (Choice(VIEW, _tr("Which problems"), views),)
        )
        return (inbox, *self._visits(overview, ""))

    def how_to(
        self, knowledge: Knowledge, sheet_id: str, overview: Overview
    ) -> tuple[PaperOffer, ...]:
        """Return a how-to sheet, or a checklist.

        Args:
            knowledge: reads it.
            sheet_id: its id.
            overview: the branches.
        """

        def gather(chosen: Chosen) -> Printable:
            from libdesk.documents.checklist_paper import checklist_paper
            from libdesk.documents.sheet_paper import sheet_paper
            from libdesk.domain.knowledge import Sheet

            how_to = knowledge.get(sheet_id).how_to
            names, words = self._words()
            day, branch, library = self._today(), chosen.picked[BRANCH], names.library
            if isinstance(how_to, Sheet):
                paper = sheet_paper(how_to, words, printed_on=day, branch=branch, library=library)
            else:
                paper = checklist_paper(
                    how_to, words, printed_on=day, branch=branch, library=library
                )
            return self._printable(paper)

        branches = (("", _tr("All branches")), *overview.branches.items())
        name = _tr("How-to sheet")
        return (PaperOffer(name, gather, (Choice(BRANCH, _tr("Where it hangs"), branches),)),)

    def outages(self, log: Outages, branch: str, overview: Overview) -> tuple[PaperOffer, ...]:
        """Return the log of outages.

        Args:
            log: reads it.
            branch: the code of the branch that is looked at; "" for all.
            overview: the branches.
        """

        def gather(chosen: Chosen) -> Printable:
            from libdesk.documents.outage_log import LoggedOutages, outage_log
            from libdesk.domain.outages import in_months, months_before

            names, words = self._words()
            code, today, read = chosen.picked[BRANCH], self._today(), log.read()
            since = months_before(today, _MONTHS_BEFORE)
            told = tuple(
                one
                for one in read.outages
                if code in ("", one.branch) and one.started_at.astimezone().date() >= since
            )
            logged = LoggedOutages(code, since, in_months(read.rows, since, code), told)
            now, library = self._now(), names.library
            paper = outage_log(logged, words, now=now, printed_on=today, library=library)
            return self._printable(paper)

        branches = [("", _tr("All branches")), *overview.branches.items()]
        branches.sort(key=lambda pair: pair[0] != branch)  # the one that is looked at comes first
        choice = Choice(BRANCH, _tr("Branch"), tuple(branches))
        return (PaperOffer(_tr("The log of outages"), gather, (choice,)),)

    def _problem(self, key: int, number: str) -> PaperOffer:
        def gather(chosen: Chosen) -> Printable:
            from libdesk.documents.problem_paper import problem_paper
            from libdesk.domain.equipment import find_item

            overview, words = self._words()
            with self._open_unit() as unit:
                lines = unit.inbox.lines((key,))
                if not lines:
                    raise Refusal("This problem is no longer in the database.")
                problem = unit.problems.get(lines[0].id)
                item = find_item(unit.places.items(), problem.item)
            paper = problem_paper(
                problem,
                words,
                printed_on=self._today(),
                item=item,
                library=overview.library,
                is_for_outside=OUTSIDE in chosen.ticked,
            )
            return self._printable(paper)

        name = _tr("This problem: {number}").format(number=number) if number else ""
        name = name or _tr("This problem")
        hint = _tr("Words that people typed stay as they are: read them once before it goes.")
        outside = Tick(OUTSIDE, _tr("For outside: without names"), hint=hint)
        return PaperOffer(name, gather, ticks=(outside,))

    def _list(
        self, name: str, view: str, keys: tuple[int, ...], narrowed: tuple[str, ...]
    ) -> PaperOffer:
        def gather(_chosen: Chosen) -> Printable:
            return self._lines(view, keys, narrowed)

        return PaperOffer(name, gather)

    def _view(self, chosen: Chosen) -> Printable:
        view = View(chosen.picked[VIEW])
        with self._open_unit() as unit:
            keys = unit.inbox.sequences(view, Order())
        name = _tr("Inbox: {view}").format(view=view_words(view))
        return self._lines(name, keys, ())

    def _lines(self, name: str, keys: tuple[int, ...], narrowed: tuple[str, ...]) -> Printable:
        from libdesk.documents.inbox_list import MOST, ShownList, inbox_list

        overview, words = self._words()
        with self._open_unit() as unit:
            lines = unit.inbox.lines(keys[:MOST])
        shown = ShownList(name, lines, narrowed, max(0, len(keys) - MOST))
        return self._printable(
            inbox_list(shown, words, printed_on=self._today(), library=overview.library)
        )

    def _visits(self, overview: Overview, branch: str) -> tuple[PaperOffer, ...]:
        def gather(chosen: Chosen) -> Printable:
            from libdesk.documents.visit_sheet import visit_sheet
            from libdesk.services.visits import Visiting

            names, words = self._words()
            visit = Visiting(self._open_unit, self._now).visit(chosen.picked.get(BRANCH, branch))
            return self._printable(
                visit_sheet(visit, words, printed_on=self._today(), library=names.library)
            )

        if branch:
            name = _tr("Visit sheet: {branch}").format(branch=overview.branch_name(branch))
            return (PaperOffer(name, gather),)
        if not overview.branches:
            return ()
        branches = tuple(overview.branches.items())
        return (PaperOffer(_tr("Visit sheet"), gather, (Choice(BRANCH, _tr("Branch"), branches),)),)

    def _words(self) -> tuple[Overview, PaperWords]:
        overview = Places(self._open_unit).overview()
        return overview, PaperWords(overview, self._guidance())

    def _printable(self, paper: "Paper") -> Printable:
        return Printable(paper, self._now)

    def _today(self) -> date:
        return self._now().astimezone().date()
