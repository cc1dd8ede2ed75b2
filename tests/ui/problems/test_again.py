"""Again: the last problem of this computer, with all that is true once more."""

from dataclasses import replace
from uuid import uuid4

from libdesk.app.site import load_guidance
from libdesk.domain.places import Branch
from libdesk.domain.priority import Effect, HowBad, Risk, Stopped
from libdesk.domain.problems import FollowUp, FollowUpKind, Progress, ReportId
from libdesk.services.drafts import Draft
from libdesk.services.ports import Kept
from libdesk.ui.problems.again import again_draft, offered_again
from tests.services.fakes import START, a_report
from tests.ui.problems.conftest import BRANCHES, ITEMS

PRINTER = "Printer or copier"


def test_again_offers_a_problem_of_its_own_with_its_thing_and_says_again_once():
    thing = a_report(title="Again: Gray stripes", item="LV-1078")
    reply = a_report(
        title="The feed button does nothing",
        follow_up=FollowUp(ReportId(uuid4()), FollowUpKind.SAID),
    )
    same = a_report(title="Same here: the line", notice="n1")
    kept = tuple(Kept(one, Progress.KEPT) for one in (reply, same, thing))
    offered = offered_again(kept, load_guidance())
    assert offered is thing
    draft = again_draft(offered)
    assert (draft.saw, draft.item) == ("Again: Gray stripes", "LV-1078")


def test_again_carries_all_that_is_true_once_more_and_nothing_that_is_over():
    effect = Effect(
        Stopped.SEVERAL,
        HowBad.STOPPED,
        only_one=True,
        only_accessible=True,
        deadline_at=START,
        risks=frozenset({Risk.MONEY}),
    )
    report = a_report(
        title="Gray stripes",
        branch="CEN",
        item="LV-2001",
        effect=effect,
        answers={"sees": "stripes", "spot": "upstairs", "deadline_words": "before lunch"},
        contact="Maria",
        here_until=START,
    )
    assert again_draft(report, here="FER") == Draft(
        "PRINT",
        branch="CEN",
        saw="Again: Gray stripes",
        stopped=Stopped.SEVERAL,
        how_bad=HowBad.STOPPED,
        only_one=True,
        only_accessible=True,
        risks=frozenset({Risk.MONEY}),
        answers={"sees": "stripes", "spot": "upstairs"},
        item="LV-2001",
    )
    assert again_draft(report, here="CEN").branch == ""


def test_again_at_another_branch_is_filed_there_again(make_form, desk):
    desk.publish(branches=(*BRANCHES, Branch("CEN", "Central Library")), items=ITEMS)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press(PRINTER, "Where is it?", "Central Library", "the printer upstairs")
    form.press("Is more at stake? A deadline?", "Money", "By noon tomorrow", "Send")
    form.wait_kept()
    form.press("Report another", "Again: Printer or copier")
    assert form.get("Central Library").isChecked()
    assert form.get("Money").isChecked()
    assert not form.get("By noon tomorrow").isChecked()
    form.press("Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    first, again = sorted((one.report for one in form.kept()), key=lambda one: len(one.saw))
    assert (again.branch, again.item) == (first.branch, first.item) == ("CEN", "LV-2001")
    assert again.effect == replace(first.effect, deadline_at=None)
