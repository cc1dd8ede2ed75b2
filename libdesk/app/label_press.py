"""Joins the two halves of labels: what makes the PDF, and the page that asks for it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from libdesk.app.paper_press import ONE_AT_A_TIME
from libdesk.domain.labels import Extras, Label
from libdesk.services.places import Overview
from libdesk.ui.label_sheets.parts import MadeLabels, Wishes
from libdesk.ui.label_sheets.wording import (
    moved_words,
    name_words,
    report_words,
    trial_words,
)
from libdesk.ui.papers.parts import MissingSign

if TYPE_CHECKING:
    from libdesk.documents.label_paper import PrintedLabels, Run

_NOBODY = Overview()


class LabelPress:
    """Makes labels; may be used on any thread.

    Args:
        now: tells the time (aware).
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def make(
        self,
        labels: tuple[Label, ...],
        library: str,
        wishes: Wishes,
        rest: Callable[[], None],
    ) -> MadeLabels:
        """Make labels; `rest` is called after each page and may raise to stop all of it."""
        from libdesk.documents.label_paper import write_labels

        extras = Extras(wishes.shown, library, report_words())
        run = self._run(wishes, name_words(wishes.sheet))
        with ONE_AT_A_TIME:
            made = write_labels(
                [extras.put_on(one) for one in labels],
                run,
                made_at=self._now(),
                rest=partial(_let_others, rest),
            )
        return _as_shown(made)

    def make_test(self, wishes: Wishes) -> MadeLabels:
        """Make the page to try a sheet with."""
        from libdesk.app.paper_words import PaperWords
        from libdesk.app.site import load_guidance
        from libdesk.documents.label_test_page import write_test_page

        run = self._run(wishes, trial_words(wishes.sheet))
        words = PaperWords(_NOBODY, load_guidance())
        with ONE_AT_A_TIME:
            made = write_test_page(run, words, moved_words(wishes.nudge), made_at=self._now())
        return _as_shown(made)

    def _run(self, wishes: Wishes, title: str) -> "Run":
        from libdesk.documents.label_paper import Run

        return Run(wishes.sheet, wishes.symbol, wishes.start_at, wishes.nudge, title, _tr("en-US"))


def _let_others(rest: Callable[[], None]) -> None:
    """Rest, and let whoever waits for another paper have it first: thousands of labels take long.

    What is kept of fonts is kept for each paper, so that two may be made in turns.
    """
    ONE_AT_A_TIME.release()
    try:
        rest()
    finally:
        ONE_AT_A_TIME.acquire()


def _as_shown(made: "PrintedLabels") -> MadeLabels:
    from libdesk.documents.pages import PageImages

    return MadeLabels(
        made.content,
        PageImages(made.content),
        tuple(MissingSign(one.sign, one.code, one.count) for one in made.missing),
        made.codeless,
        made.shortened,
        made.left_out,
    )


def _tr(words: str) -> str:
    from PySide6.QtCore import QCoreApplication

    return QCoreApplication.translate("papers", words)
