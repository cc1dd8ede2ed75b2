"""Again: this computer's last problem, offered once more on one button."""

from PySide6.QtCore import QCoreApplication

from libdesk.domain.guidance import Guidance
from libdesk.domain.problems import Report
from libdesk.services.ports import Kept
from libdesk.services.problems import Draft


def offered_again(reports: tuple[Kept, ...], guidance: Guidance) -> Report | None:
    """Return the last report that may be shown to whoever sits down here next.

    What looked unsafe is not offered: its title may tell what is nobody's business, and it is
    asked about anew each time.

    Args:
        reports: newest first.
        guidance: the tiles.
    """
    for kept in reports:
        category = guidance.find(kept.report.category)
        if category is not None and not category.is_danger:
            return kept.report
    return None


def again_draft(report: Report) -> Draft:
    """Return what is said already when a report happens again; all of it can be changed."""
    words = QCoreApplication.translate("again", "Again: {title}")
    return Draft(
        category=report.category,
        saw=words.format(title=report.title),
        stopped=report.effect.stopped,
        how_bad=report.effect.how_bad,
        answers=report.answers,
    )
