"""Words that leave the form by hand: onto the clipboard, or onto paper.

What draws the papers is loaded when one is printed; most people never print.
"""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from libdesk.domain.problems import Report
from libdesk.services.drafts import Draft
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.papers import slip
from libdesk.ui.problems.papers.paper import Paper, PrintPaper
from libdesk.ui.problems.surroundings import Surroundings


class Papers:
    """Makes the form's papers.

    Args:
        parts: questions and time.
        known: the branch's name, and what IT has told.
        print_paper: opens the print dialog; None for the real one.
        window: over which it opens.
    """

    def __init__(
        self,
        parts: FormParts,
        known: Surroundings,
        print_paper: PrintPaper | None,
        window: QWidget,
    ) -> None:
        self._parts = parts
        self._known = known
        self._print_paper = print_paper
        self._copied = ""
        self._window = window

    def copy(self, draft: Draft) -> None:
        """Put what was said onto the clipboard, as text."""
        self._copied = self._of_draft(draft).text()
        QGuiApplication.clipboard().setText(self._copied)

    def forget_copy(self) -> None:
        """Take words from the clipboard that were copied here, if they are still there."""
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""

    def print_draft(self, draft: Draft) -> None:
        """Print what could not be kept."""
        self._print(self._of_draft(draft))

    def print_report(self, report: Report, promise: str = "") -> None:
        """Print what was kept.

        Args:
            report: the report.
            promise: by when IT answers, as a sentence.
        """
        parts, known = self._parts, self._known
        notice = known.told.find_notice(report.notice)
        made = slip.of_report(
            report,
            parts.guidance,
            parts.now(),
            branch=known.told_at(report.branch).branch_name,
            thing=known.thing_words(report.item),
            told=slip.Told(notice.text if notice else "", promise),
        )
        self._print(made)

    def print_sign(self, machine: str, instead: str, branch: str) -> None:
        """Print an out-of-order sign.

        Args:
            machine: what is out of order.
            instead: what to use meanwhile; "" for nothing.
            branch: the code of the branch where it hangs; "" for this one.
        """
        from libdesk.ui.problems.papers.sign import Sign  # noqa: PLC0415 - see above

        today = self._parts.now().astimezone().date()
        self._print(Sign(machine, instead, today, self._known.told_at(branch).branch_name))

    def print_pad(self) -> None:
        """Print blank slips, for when no computer works."""
        from libdesk.ui.problems.papers import slip_pad  # noqa: PLC0415 - see above

        known, guidance = self._known, self._parts.guidance
        self._print(slip_pad.of_guidance(guidance, known.told.branch_name, known.told.phone))

    def print_prompts(self) -> None:
        """Print the four lines that help to ask a patron."""
        from libdesk.ui.problems.papers.prompt_card import PromptSheet  # noqa: PLC0415 - see above

        self._print(PromptSheet())

    def print_ladder(self) -> None:
        """Print whom to turn to when no answer comes."""
        from libdesk.ui.problems.papers.ladder_sheet import LadderSheet  # noqa: PLC0415 - see above

        known = self._known
        self._print(LadderSheet(known.told.ladder, known.told.phone, known.told.library))

    def _print(self, paper: Paper) -> None:
        if self._print_paper is not None:
            self._print_paper(paper, self._window)
            return
        from libdesk.ui.problems.papers.printing import ask_and_print  # noqa: PLC0415 - see above

        ask_and_print(paper, self._window)

    def _of_draft(self, draft: Draft) -> slip.Slip:
        parts, known = self._parts, self._known
        return slip.of_draft(
            draft,
            parts.guidance,
            parts.now(),
            branch=known.told_at(draft.branch).branch_name,
            thing=known.thing_words(draft.item),
        )
