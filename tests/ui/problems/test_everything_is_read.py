"""Every word of the questions file is read on the screen, by a way of real clicks (section 2.2).

What is looked for is the file itself, not what was parsed of it: a new part of it that no page
shows is found here, with its name. After it the sentences of the promise and of known problems.
"""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QWidget

from libdesk.app.site import load_questions
from libdesk.domain.bulletin import Notice, Visit
from libdesk.domain.hours import Hours
from tests.ui.problems.conftest import (
    ALWAYS,
    BRANCHES,
    DAY,
    ITEMS,
    PHONE,
    TARGETS,
    WORDS,
)

QUESTIONS = load_questions()
NO_WORDS = {
    "as_at", "key", "code", "icon", "picture", "kinds", "means", "danger", "danger_answers",
    "vague",
    "empty", "question", "answers",
}  # fmt: skip
"""Parts of the file that nobody reads: names, numbers, and what is looked for in typed words."""
AT_THE_DESK = ("common.fixed.", "in_words.")
"""In these words it is read at the desk (test_detail.py): the form has a button that says the
first, and lines of its own for the others."""
OPENERS = ("A few more questions", "Where is it?", "Is more at stake?")
COMMON = (
    ("Who is stopped?", ("Just one person", "Several people", "Everyone here")),
    (
        "Does any of this apply?",
        (
            "Money",
            "Rules or privacy",
            "Our good name",
            "The only one of its kind here",
            "The only accessible one",
        ),
    ),
    (
        "Must it work by a certain time?",
        ("Within the hour", "By noon tomorrow", "At another time…"),
    ),
)
HOW_BAD = ("Stopped", "Works, but badly", "Can wait")


def wanted(node, path="", asked=""):
    """Yield every string that is there to be read: its path, what it answers, and its words."""
    if isinstance(node, str):
        yield path, asked, node
    elif isinstance(node, list):
        for number, one in enumerate(node):
            name = one.get("code") or one.get("key") if isinstance(one, dict) else None
            yield from wanted(one, f"{path}.{name or number}", asked)
    elif isinstance(node, dict):
        for key, one in node.items():
            if key not in NO_WORDS:
                about = node["text"] if key in ("choices", "nothing") else asked
                inner = path if key in ("choices", "questions", "checks") else f"{path}.{key}"
                yield from wanted(one, inner.removeprefix("."), about)


def is_about(told, question):
    """Say whether a chip is told to answer this question; that it takes several may follow."""
    return told == question or told.startswith(f"{question} ")


class Reader:
    """Reads what stands on the page, and remembers all of it."""

    def __init__(self, form):
        self.form = form
        self._texts: set[str] = set()
        self._answers: set[tuple[str, str]] = set()

    def read(self):
        self._texts |= set(self.form.texts())
        self._texts |= {line.placeholderText() for line in self.form.all(QLineEdit)}
        self._answers |= {
            (one.accessibleDescription(), one.accessibleName())
            for one in self.form.all(QAbstractButton)
        }
        return self

    def press(self, *names):
        """Press, and read what has come up."""
        self.form.press(*names)
        return self.read()

    def open_all(self):
        """Open what waits behind a button, whatever it is called here."""
        for beginning in OPENERS:
            for button in self.form.all(QPushButton):
                if button.accessibleName().startswith(beginning):
                    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return self.read()

    def answer(self, question, choice):
        """Tap a chip under its question, read, and take the tap back."""
        (chip,) = (
            one
            for one in self.form.all(QPushButton, choice)
            if is_about(one.accessibleDescription(), question)
        )
        for _ in range(2):
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
            self.read()

    def has_read(self, asked, words):
        if asked:
            return any(is_about(told, asked) for told, name in self._answers if name == words)
        return any(words in text for text in self._texts)

    def missed(self, entries):
        return [
            f"{path}: {words}" for path, asked, words in entries if not self.has_read(asked, words)
        ]


@pytest.fixture
def form(make_form, desk):
    desk.publish(items=ITEMS, hours=ALWAYS, targets=TARGETS)
    opened = make_form().open()
    opened.wait_for("Ferndale Road")
    return opened


@pytest.fixture
def reader(form):
    return Reader(form)


def open_tile(reader, category):
    reader.read().press(category["text"])
    # What stands below the first questions comes a moment after them.
    reader.form.wait_for("A few more questions")
    return reader.open_all()


@pytest.mark.rows("S09", "S12")
@pytest.mark.parametrize("category", QUESTIONS["categories"], ids=lambda one: one["code"])
def test_every_word_of_a_tile_is_read_on_its_page(reader, category):
    open_tile(reader, category)
    for advice in category.get("advice", ()):
        (question,) = (q for q in category["questions"] if q["key"] == advice["question"])
        for choice in question["choices"]:
            if choice["key"] in advice["answers"]:
                reader.answer(question["text"], choice["text"])
    assert reader.missed(wanted(category, category["code"])) == []
    yes_no = [one["text"] for one in QUESTIONS["check_answers"]]
    checks = [
        (check["key"], check["text"], words)
        for check in category.get("checks", ())
        for words in yes_no
    ]
    assert reader.missed(checks) == []
    assert len(category.get("checks", ())) <= 3
    assert not reader.has_read("", "important"), "nobody is asked whether it is worth telling"


def test_the_first_page_names_every_tile(reader):
    assert [reader.form.get(one["text"]) for one in QUESTIONS["categories"]]


@pytest.mark.rows("S06", "S08")
def test_every_common_word_and_every_hint_is_read(reader):
    parts = ("common", "hints", "in_words")
    entries = [entry for part in parts for entry in wanted(QUESTIONS[part], part)]
    elsewhere = [one for one in entries if one[0].startswith(AT_THE_DESK)]
    assert len(elsewhere) == 4
    by_code = {one["code"]: one for one in QUESTIONS["categories"]}
    open_tile(reader, by_code["UNSURE"])
    reader.form.type("gray")
    reader.form.wait_for(QUESTIONS["hints"]["thin"])
    reader.read().press("Back")
    open_tile(reader, by_code["PRINT"])
    reader.form.get(WORDS, QWidget).setPlainText("the system is down")
    reader.form.wait_for(QUESTIONS["hints"]["unclear"])
    reader.read()
    assert reader.missed([one for one in entries if one not in elsewhere]) == []


def test_nothing_of_the_file_is_left_out_of_what_is_looked_for():
    parts = {"categories", "common", "hints", "in_words", "check_answers"}
    assert set(QUESTIONS) - NO_WORDS == parts
    words = [words for _, _, words in wanted(QUESTIONS)]
    assert len(words) > 400
    assert {"Yes", "The catalog", "Print release, booking, payment", "pay anything"} <= set(words)


def test_control_a_word_that_no_page_shows_is_named(reader):
    category = {
        **QUESTIONS["categories"][2],
        "advice": [],
        "never": ["feed it to the cat"],
        "later": {"text": "A new part of the file"},
    }
    open_tile(reader, category)
    assert reader.missed(wanted(category, "PRINT")) == [
        "PRINT.never.0: feed it to the cat",
        "PRINT.later.text: A new part of the file",
    ]


def test_a_words_place_counts_and_not_only_the_word(reader):
    open_tile(reader, QUESTIONS["categories"][2])
    assert reader.missed([("x", "Who is stopped?", "Toner")]) == ["x: Toner"]


@pytest.mark.rows("S23")
def test_who_is_stopped_what_is_at_stake_and_by_when_are_read_with_their_headings(reader):
    open_tile(reader, QUESTIONS["categories"][2])
    for question, answers in COMMON:
        assert reader.has_read("", question)
        assert reader.missed([("common", question, words) for words in answers]) == []
    assert reader.form.shows("By the end of today, "), "with its time"
    assert reader.missed([("how bad", "How bad right now?", words) for words in HOW_BAD]) == []
    for heading in (
        "Which one?",
        WORDS,
        "Who should IT ask?",
        "Until when are you here?",
        "Try this first",
        "What IT will get",
    ):
        assert reader.form.shows(heading), heading


RANKS = (
    ((), "When we can"),
    (("Several people", "Works, but badly"), "This week"),
    (("Several people", "Stopped"), "Today"),
    (("Everyone here", "Stopped"), "Now"),
)
WITHOUT_HOURS = {
    "When we can": "When we can: good to know, thank you.",
    "This week": "This week: IT plans it in.",
    "Today": "Today: among the first things IT looks at.",
    "Now": "Now: this goes to the top of IT’s list.",
}


@pytest.mark.rows("S15")
@pytest.mark.parametrize(("taps", "soon"), RANKS)
def test_how_soon_is_read_before_and_after_send_with_hours(form, taps, soon):
    form.press("Printer or copier", *taps)
    form.wait_for(f"{soon}: IT answers by ")
    assert form.shows(f"Call {PHONE} first, then press Send.") == (soon == "Now")
    form.press("Send")
    form.wait_kept()
    assert form.shows(f"{soon}: IT answers by ")
    assert form.shows("IT aims to have it fixed by ")


@pytest.mark.rows("S15")
@pytest.mark.parametrize(("taps", "soon"), RANKS)
def test_how_soon_is_read_before_and_after_send_without_hours(make_form, taps, soon):
    form = make_form().open()
    form.press("Printer or copier", *taps)
    form.wait_for(WITHOUT_HOURS[soon])
    assert form.shows("Phone IT or fetch somebody first, then press Send.") == (soon == "Now")
    form.press("Send")
    form.wait_kept()
    assert form.shows(WITHOUT_HOURS[soon])


@pytest.mark.rows("S15")
def test_outside_its_hours_it_is_said_when_it_is_back(make_form, desk):
    """The clock of the form stands at a Monday; IT is there on Tuesdays."""
    desk.publish(hours=Hours(((), DAY, *((),) * 5), zone="UTC"), targets=TARGETS)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Printer or copier")
    form.wait_for("IT is back at ")
    assert form.shows(" and answers by ")


@pytest.mark.rows("S13", "S14")
@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "IT looks at it on the next visit to your branch."),
        (3, "on the next visit: Thu 26 Nov"),
    ],
)
def test_for_a_niggle_the_next_visit_is_read(make_form, desk, days, words):
    """Of S13 and S14 the form's half: which visit. The desk's lists for a visit come later."""
    visits = () if days is None else (Visit("FER", date(2026, 11, 23) + timedelta(days)),)
    desk.publish(hours=ALWAYS, targets=TARGETS, visits=visits, branches=BRANCHES)
    form = make_form().open()
    form.wait_for("Ferndale Road")
    form.press("Little niggle")
    form.wait_for(words)
    form.press("Send")
    form.wait_kept()
    assert form.shows(words)


@pytest.mark.rows("S20")
def test_a_known_problem_is_read_with_whom_it_waits_for_until_when_and_how_many(
    make_form, desk, hands
):
    until = hands() + timedelta(hours=3)
    desk.publish(
        Notice("It is slow.", "", hands(), id="a", waits_for="the provider", until=until, count=1),
        Notice("It is down.", "FER", hands(), id="b", count=3),
    )
    form = make_form().open()
    form.wait_for("Known: It is slow.")
    read = " ".join(one.text() for one in form.all(QLabel))
    for words in (
        "Waiting for the provider since ",
        "Expected back by ",
        "One report says the same.",
        "Known: It is down. 3 reports say the same.",
    ):
        assert words in read
