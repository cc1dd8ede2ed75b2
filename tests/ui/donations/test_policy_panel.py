"""The policy on the page: edited without code, its faults named, its versions kept."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from libdesk import files, paths
from libdesk.domain.donation_policy import Verdict
from libdesk.domain.donation_policy_file import parse_policy
from libdesk.domain.donations import Donor, Kind, Machine, Offer
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_stores import KeptPolicy, KeptVerdict
from libdesk.ui.donations.policy_panel import PolicyDraft, PolicyPanel, PolicyParts
from libdesk.ui.widgets.words_edit import WordsEdit
from tests.ui.bench import FileBench

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
MODELS = ("fits", "nearly-nothing", "refurbishing")


def shipped():
    found = (files.read_json(paths.resources() / "policies" / f"{one}.json") for one in MODELS)
    return {one.model: one for one in map(parse_policy, found)}


class Desk(FileBench):
    """The page, and another desk on the same database."""

    def __init__(self, qtbot, look, path):
        super().__init__(qtbot, look, path, NOW)
        self.policies, self.other = (
            DonationPolicies(self.open_unit, shipped, lambda: NOW, who) for who in ("Sam", "Robin")
        )
        self.drafts: list[PolicyDraft] = []
        self.heard: list[object] = []

    def open(self, size=(1200, 900)):
        parts = PolicyParts(self.policies, shipped, lambda: NOW, self.drafts)
        panel = PolicyPanel(parts, self.tasks, self.look)
        panel.left.connect(lambda: self.heard.append("left"))
        panel.changed.connect(lambda: self.heard.append("changed"))
        panel.print_requested.connect(lambda number: self.heard.append(("print", number)))
        self.show(panel, size)
        return self

    def go(self, section):
        (chip,) = [
            one for one in self.seen(QPushButton) if one.accessibleName().startswith(section)
        ]
        self.press(chip.accessibleName())

    def change_age(self, years):
        self.press("Change line 12")
        self.type("Fine up to, in years", years)

    def save(self, note=""):
        self.press("See what it changes, and save")
        if note:
            self.type("What was changed, in a few words", note)
        self.press("Save as the next version")

    def current(self):
        return self.policies.current().policy

    def rule(self, key):
        return next(one for one in self.current().rules if one.key == key)


@pytest.fixture
def desk(qtbot, look, tmp_path):
    made = Desk(qtbot, look, tmp_path / "libdesk.sqlite")
    yield made
    made.close()


def test_a_line_is_changed_and_becomes_the_next_version(desk):
    desk.open()
    desk.wait_says("LibDesk’s own model “We take what fits” counts until you save one.")
    desk.change_age("5")
    assert desk.says("12.  A computer is at most 5 years old. Up to 6 years it can be a spare.")
    desk.save("five years")
    desk.wait_says("Saved. Offers from now on are judged by it.")
    assert desk.rule("age").good == 5
    (kept,) = desk.policies.versions()
    assert (kept.version, kept.by, kept.note) == (1, "Sam", "five years")
    assert "changed" in desk.heard


def test_what_can_not_be_is_told_at_its_field_and_stays(desk):
    desk.open()
    desk.change_age("four")
    assert desk.says("Not whole yet: Type a whole number")
    desk.press("Close this line")
    desk.press("See what it changes, and save")
    assert desk.at() == "Fine up to, in years"
    assert "whole number" in desk.focus.accessibleDescription()
    assert desk.get(QLineEdit, "Fine up to, in years").text() == "four"
    assert not desk.policies.versions()


def test_faults_stand_beside_what_they_are_about(desk):
    desk.open()
    assert desk.says("To settle with the board:")
    desk.change_age("9")
    assert desk.says("1 contradiction")
    assert desk.says("Contradiction: Line 12 has limits that cross each other.")
    desk.go("What we take")
    assert not desk.says("limits that cross")
    desk.go("Lines")
    desk.press("Switch this line off")
    assert not desk.says("limits that cross")
    assert desk.at().startswith("Switch on: ")
    desk.go("What we take")
    desk.go("Words and people")
    assert desk.says("To settle: It names nowhere else to take things")
    desk.type("Where else to take things, one place on each line", "Here", WordsEdit)
    assert not desk.says("nowhere else")


def test_a_line_that_was_switched_off_comes_back_as_it_was(desk):
    desk.open()
    desk.change_age("5")
    desk.save()
    desk.press("Back to the policy")
    desk.press("Change line 12")
    desk.press("Switch this line off")
    desk.save()
    assert "age" not in {one.key for one in desk.current().rules}
    desk.page.hide()
    desk.open()
    desk.press("Switch on: Age")
    desk.save()
    assert desk.rule("age").good == 5


def test_kinds_ticks_and_questions_of_our_own(desk):
    desk.open()
    desk.go("What we take")
    desk.seen(QPushButton, "Fax machine")[0].click()  # the first of two: what we take
    assert desk.says("Contradiction: It says that we take “fax machine”")
    desk.go("Lines")
    desk.press("Add a question of our own")
    assert desk.at() == "The question; a yes is the good answer"
    desk.type(desk.at(), "Does its fan run quietly?")
    desk.get(QCheckBox, "A no still counts in part").click()
    desk.get(QCheckBox, "Failing it is the end").click()
    desk.save()
    policy = desk.current()
    assert policy.takes >= {Kind.FAX}
    rule = policy.rules[-1]
    assert (rule.question, rule.fair, rule.is_stop) == ("Does its fan run quietly?", 1, True)


def test_which_past_offers_would_go_the_other_way_is_shown_before_saving(desk):
    with desk.open_unit(write=True) as unit:
        machine = Machine(Kind.LAPTOP, make="Dell", model="Latitude")
        offer = Offer(Donor("Ana"), date(2026, 11, 20), (machine,), updated_at=NOW)
        unit.donations.add(offer, [KeptVerdict(Verdict.ACCEPT, 0)])
    desk.open()
    desk.change_age("5")
    desk.press("See what it changes, and save")
    desk.wait_says("1 machine of past offers would get another verdict")
    assert desk.says("D-1, Dell Latitude, Laptop: Accept → Maybe")


def test_a_model_is_begun_from_and_left_again(desk):
    desk.open()
    desk.go("Where to begin")
    assert desk.says("Great River Regional Library")
    desk.press("Begin from “We take nearly nothing”")
    desk.save()
    assert desk.current().model == "nearly-nothing"
    desk.press("Undo")
    desk.wait(lambda: desk.current().model == "fits")
    assert [one.version for one in desk.policies.versions()] == [1, 2]


def test_an_old_version_is_looked_at_and_made_current_again(desk):
    desk.policies.save(replace(shipped()["fits"], deciders="The mayor."), 0, "mayor")
    desk.policies.save(replace(shipped()["fits"], deciders="The board."), 1)
    desk.open()
    desk.go("Versions")
    desk.press("Version 1: Look")
    assert desk.says("Who may say yes: The mayor.")
    desk.press("Version 1: Print")
    desk.press("Version 1: Make it current again")
    desk.press("Save as the next version")
    assert desk.current().deciders == "The mayor."
    assert desk.policies.versions()[-1].note == "Version 1 again"
    assert ("print", 1) in desk.heard


def test_what_was_typed_outlives_the_page_and_can_be_left(desk):
    desk.open()
    desk.change_age("5")
    desk.page.hide()
    desk.open()
    desk.wait_says("What you had typed is here again")
    assert desk.says("at most 5 years old")
    desk.press("Leave it as it was")
    assert desk.says("12.  A computer is at most 4 years old")
    desk.page.hide()
    assert not desk.drafts


def test_when_another_desk_was_first_both_are_there_to_choose_from(desk):
    desk.open()
    desk.change_age("5")
    desk.other.save(replace(shipped()["fits"], deciders="The mayor."), 0)
    desk.save()
    desk.wait_says("Robin")
    assert desk.current().deciders == "The mayor."
    desk.press("Look at the change")
    desk.wait_says("You had typed")
    assert desk.says("at most 5 years old")


def test_my_own_is_kept_over_another_desk_s(desk):
    desk.open()
    desk.change_age("5")
    desk.other.save(replace(shipped()["fits"], deciders="The mayor."), 0)
    desk.save()
    desk.press("Keep mine")
    desk.wait_says("Saved.")
    assert desk.rule("age").good == 5


def test_a_damaged_policy_is_told(desk):
    with desk.open_unit(write=True) as unit:
        unit.donations.add_policy(KeptPolicy(1, {"wings": 1}, NOW))
    desk.open()
    desk.wait_says("The newest version of your policy can’t be read")
    desk.change_age("5")
    desk.save()
    desk.wait(lambda: not desk.says("can’t be read"))
    assert desk.current().version == 2


def test_the_day_of_approval_is_typed_and_taken_off(desk):
    desk.open()
    desk.go("Approval")
    desk.type("Approved on", "2026-11-12")
    desk.type("Approved by", "the board")
    desk.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.wait_says("2026 by the board.")
    desk.press("Not approved yet: take the day off")
    desk.wait_says("Nobody has approved it yet.")


def test_points_are_told_as_they_count(desk):
    desk.open()
    desk.go("How it counts")
    desk.type("Accepted down to", "-5")
    assert desk.says("Down to −5 it is accepted")
    desk.save()
    assert desk.current().points.accept_from == -5


def test_it_prints_and_leads_back(desk):
    desk.open()
    desk.press("Print…")
    desk.press("Back to the offers")
    assert desk.heard == [("print", 0), "left"]


def test_with_large_text_in_a_narrow_window_nothing_is_cut(large_text, desk):
    desk.open((700, 700))
    desk.change_age("5")
    assert desk.page._view._area.horizontalScrollBar().maximum() == 0
    assert desk.get(QLineEdit, "Fine up to, in years").width() >= 150


def test_in_a_wide_window_nothing_covers_what_stands_below_it(desk):
    desk.open((1400, 700))
    desk.go("Words and people")
    section = desk.page._view._sections["words"]
    assert section.height() >= section.layout().totalMinimumSize().height()
