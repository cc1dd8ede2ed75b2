"""Again: this computer's last problem, offered once more on one button."""

from PySide6.QtCore import QCoreApplication, QObject, Signal

from libdesk.domain.guidance import TIME_WORDS, Guidance
from libdesk.domain.privacy import hide_cards
from libdesk.domain.problems import Report
from libdesk.services.drafts import Draft
from libdesk.services.ports import Kept
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.tiles_page import TilesPage


class Again(QObject):
    """Offers it on the first page; not where the public sits down next.

    Args:
        parts: the questions.
        tiles: the first page.
    """

    requested = Signal(object)
    """The `Report` happens again."""

    def __init__(self, parts: FormParts, tiles: TilesPage) -> None:
        super().__init__(tiles)
        self._parts = parts
        self._tiles = tiles
        self._report: Report | None = None
        tiles.again_requested.connect(self._on_requested)

    def show_reports(self, reports: tuple[Kept, ...]) -> None:
        """Offer the last one of these, newest first."""
        guidance = self._parts.guidance
        self._report = None if self._parts.is_public else offered_again(reports, guidance)
        self._tiles.set_again(hide_cards(self._report.title) if self._report else "")

    def _on_requested(self) -> None:
        if self._report is not None:
            self.requested.emit(self._report)


def offered_again(reports: tuple[Kept, ...], guidance: Guidance) -> Report | None:
    """Return the last report that may be shown to whoever sits down here next.

    Neither what was added to another report nor "Same here" is a problem of its own. What looked
    unsafe is not offered: its title may tell what is nobody's business, and it is
    asked about anew each time.

    Args:
        reports: newest first.
        guidance: the tiles.
    """
    for kept in reports:
        category = guidance.find(kept.report.category)
        is_own = kept.report.follow_up is None and not kept.report.notice
        if category is not None and not category.is_danger and is_own:
            return kept.report
    return None


def again_draft(report: Report, here: str = "") -> Draft:
    """Return what is said already when a report happens again; all of it can be changed.

    Times are over, and whom to ask may be somebody else today.

    Args:
        report: what happened before.
        here: the code of the branch where this is.
    """
    words = QCoreApplication.translate("again", "Again: {title}")
    begins = words.format(title="")
    return Draft(
        category=report.category,
        branch="" if report.branch == here else report.branch,
        item="" if hide_cards(report.item) != report.item else report.item,
        # Once is enough, however often it happens.
        saw=words.format(title=hide_cards(report.title).removeprefix(begins)),
        stopped=report.effect.stopped,
        how_bad=report.effect.how_bad,
        only_one=report.effect.only_one,
        only_accessible=report.effect.only_accessible,
        risks=report.effect.risks,
        answers={
            key: hide_cards(said) if isinstance(said, str) else said
            for key, said in report.answers.items()
            if key not in TIME_WORDS
        },
    )
