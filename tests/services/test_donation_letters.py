"""Letters to donors: which is due, what stands in it, and texts that a library changes (S63)."""

import re
from dataclasses import replace
from datetime import date

import pytest

from libdesk.app.donation_letter_files import load_letters
from libdesk.domain.donation_letters import (
    LANGUAGES,
    LETTER_LIMIT,
    TITLE_LIMIT,
    Country,
    LetterKind,
    Template,
    stated_values,
)
from libdesk.domain.donation_policy import Check, Rule, Verdict
from libdesk.domain.donations import Donor, Fated, Kind, Machine, OfferState, Outcome
from libdesk.domain.item_history import ChangeKind, ChangeSet
from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.wiping import Method, Result, WipeRecord
from libdesk.services.donation_letter_words import House, named
from libdesk.services.donation_letters import HOUSE_LIMIT, DonationLetters
from libdesk.services.donation_stores import KeptLetter, KeptLine, KeptVerdict, Override
from libdesk.services.errors import Conflict, Refusal
from libdesk.services.kept_rules import LETTERS, KeptRules
from tests.services.letter_offers import (
    ASKED,
    FITS,
    INKJET,
    MONITORS,
    NOON,
    OLD_TOWER,
    SOUND,
    TUBE,
    UNKNOWN,
    judged,
    shipped_policy,
)
from tests.services.memory_database import MemoryDatabase

ENGLISH = load_letters()["en"]
TODAY = date(2026, 11, 27)
ELSEWHERE = ("Repair Café, Depot Street, 555-0142", "Larkmere Recycling: a tube screen costs $20")


@pytest.fixture
def database():
    return MemoryDatabase()


@pytest.fixture
def policies():
    return {0: FITS, 3: replace(FITS, elsewhere=ELSEWHERE, version=3)}


@pytest.fixture
def letters(database, policies):
    return DonationLetters(database, load_letters, policies.get, lambda: NOON, "Sam", Country.US)


def of(letters, kept, kind=None, language="en"):
    return letters.make(kept, kind or letters.proposed(kept), language)


def overridden(kept, *verdicts):
    return replace(
        kept,
        overrides=tuple(
            Override(place, verdict, "Sam", "why", NOON) for place, verdict in enumerate(verdicts)
        ),
    )


def written(kept, *kinds, state=OfferState.ANSWERED):
    made = tuple(KeptLetter(one.value, "en", "x", "Sam", NOON) for one in kinds)
    return replace(kept, letters=made, offer=replace(kept.offer, state=state))


EVERYTHING = overridden(
    judged(MONITORS, UNKNOWN, INKJET, TUBE, OLD_TOWER, MONITORS, received_on=date(2026, 11, 20)),
    Verdict.ACCEPT,
    Verdict.MAYBE,
    Verdict.DECLINE,
    Verdict.REFER,
    Verdict.PARTS,
    Verdict.SPARE,
)
"""One machine for each verdict."""


@pytest.mark.rows("S63")
@pytest.mark.parametrize("country", Country)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_is_whole_in_every_language_and_country(letters, kind, language, country):
    letters.set_house(House(country, address="1 Main Street", signed="Sam Reyes\nIT"))
    for kept in (EVERYTHING, judged(MONITORS, donor=Donor()), judged(INKJET)):
        letter = of(letters, kept, kind, language)
        assert not re.search(r"[{}]", letter.text + letter.title)
        assert "  " not in letter.text
        assert "\n\n\n" not in letter.text
        assert letter.language == letter.tag[:2] == language
        assert stated_values(letter.text, letter.passes) == ()
        assert not any("value:" in one for one in letter.warnings)
        assert letter.text.endswith("Sam Reyes\nIT")
    # Nothing English is left in another language but what is a name.
    if language != "en":
        assert not re.search(r"\b(the|your|with|library)\b", letter.text)


@pytest.mark.rows("S63")
def test_one_letter_says_what_becomes_of_each(letters):
    text = of(letters, judged(MONITORS, INKJET, TUBE)).text
    assert "We are glad to accept 2 monitors (Dell P2419H)." in text
    told = "make good use of an inkjet printer (Epson XP-2100) and a tube monitor or television"
    assert told in text
    assert text.count("Dear Maria Keller,") == 1
    assert "a gift of money" in text
    assert "R2 or e-Stewards" in text


@pytest.mark.parametrize(
    ("verdicts", "kind"),
    [
        ((Verdict.ACCEPT, Verdict.DECLINE), LetterKind.ACCEPTED),
        ((Verdict.SPARE, Verdict.MAYBE), LetterKind.SPARE),
        ((Verdict.PARTS, Verdict.DECLINE), LetterKind.SPARE),
        ((Verdict.MAYBE, Verdict.DECLINE), LetterKind.FACTS),
        ((Verdict.REFER, Verdict.DECLINE), LetterKind.DECLINED),
    ],
)
def test_the_best_verdict_says_which_letter_is_due(letters, verdicts, kind):
    assert letters.proposed(overridden(judged(MONITORS, INKJET), *verdicts)) is kind


def wiped(item, day=22, **more):
    on = date(2026, 11, day)
    usual = WipeRecord(
        ItemId(item), "sanitize", Method.PURGE, DiskKind.UNKNOWN, "Sam", on, serial="SMP-1"
    )
    return replace(usual, **more)


def keep_wipes(database, *wipes):
    with database(write=True) as unit:
        change = unit.item_history.begin(ChangeSet(NOON, "Sam", ChangeKind.EDIT))
        for one in wipes:
            unit.disposals.wipe(change, one)


def test_after_the_answer_comes_what_was_handed_on_and_wiped(letters, database):
    keep_wipes(database, wiped(7))
    fates = (Fated(Outcome.TAKEN, items=(ItemId(7),)), Fated(Outcome.RECYCLED, TODAY))
    kept = judged(MONITORS, INKJET, fates=fates)
    assert letters.proposed(kept) is LetterKind.ACCEPTED
    answered = written(kept, LetterKind.ACCEPTED)
    assert letters.proposed(answered) is LetterKind.HANDED_ON
    both = written(kept, LetterKind.ACCEPTED, LetterKind.HANDED_ON)
    assert letters.proposed(both) is LetterKind.WIPED
    every = written(kept, LetterKind.ACCEPTED, LetterKind.HANDED_ON, LetterKind.WIPED)
    assert letters.proposed(every) is LetterKind.ACCEPTED
    assert letters.proposed(written(kept, LetterKind.FACTS)) is LetterKind.ACCEPTED
    assert letters.proposed(written(judged(INKJET), LetterKind.DECLINED)) is LetterKind.DECLINED
    again = written(kept, LetterKind.ACCEPTED, state=OfferState.OPEN)
    assert letters.proposed(again) is LetterKind.ACCEPTED


def test_a_wipe_is_confirmed_with_its_day_and_how(letters, database):
    failed = wiped(8, result=Result.FAILED)
    keep_wipes(database, wiped(7), failed, wiped(9, serial="", method=Method.DESTROY))
    items = tuple(map(ItemId, (7, 8, 9)))
    kept = judged(MONITORS, INKJET, fates=(Fated(Outcome.TAKEN, items=items),))
    letter = of(letters, kept, LetterKind.WIPED)
    lines = [one for one in letter.text.splitlines() if one.startswith("•")]
    assert lines[0].startswith(
        "• a monitor (Dell P2419H), serial number SMP-1: November 22, 2026, purged"
    )
    assert lines[1].startswith("• a monitor (Dell P2419H): November 22, 2026, destroyed")
    assert len(lines) == 2
    assert letter.warnings == ()


def test_without_a_record_there_is_room_to_type_it(letters):
    letter = of(letters, judged(MONITORS), LetterKind.WIPED)
    assert "• 2 monitors (Dell P2419H): on ____" in letter.text
    assert letter.warnings == ("There is no wipe record yet: type the day and the method.",)


def test_what_was_handed_on_is_told_with_place_day_and_certificate(letters):
    day = date(2026, 11, 24)
    fates = (
        Fated(Outcome.REFURBISHER, day, "PCs for All"),
        Fated(Outcome.RECYCLED, None, "", "C-77"),
        Fated(Outcome.RETURNED, day),
    )
    letter = of(letters, judged(OLD_TOWER, INKJET, TUBE, fates=fates), LetterKind.HANDED_ON)
    lines = [one for one in letter.text.splitlines() if one.startswith("•")]
    told = "• an inkjet printer (Epson XP-2100): to an electronics recycler, November 27, 2026"
    assert lines == [
        "• a desktop computer (Dell OptiPlex 9020): to PCs for All, November 24, 2026",
        f"{told}, certificate C-77",
    ]
    assert letter.warnings == ("Send this only if the donor agreed that we pass the things on.",)
    empty = of(letters, judged(INKJET), LetterKind.HANDED_ON)
    assert "• an inkjet printer (Epson XP-2100)\n" in empty.text
    assert len(empty.warnings) == 2


def test_reasons_are_kind_few_and_the_gravest(letters):
    text = of(letters, judged(INKJET)).text
    assert [one for one in text.splitlines() if one.startswith("•")] == [
        "• Equipment of this kind is not something that we can use or keep in repair."
    ]
    lines = tuple(
        KeptLine(key, fate, "never shown: $5", known, points)
        for key, fate, known, points in (
            ("memory", "fail", True, -6),
            ("age", "fail", True, -9),
            ("disk", "fail", True, -6),
            ("count", "fail", True, -3),
            ("works", "fail", False, 0),
            ("use", "soft", True, -2),
            ("port", "pass", True, 0),
            ("gone", "fail", True, -20),
        )
    )
    kept = judged(OLD_TOWER)
    kept = replace(kept, verdicts=(KeptVerdict(Verdict.DECLINE, 0, lines),))
    found = [one for one in of(letters, kept).text.splitlines() if one.startswith("•")]
    assert found[0] == "• The equipment is older than what we can look after for years to come."
    assert len(found) == 3
    assert "$5" not in of(letters, kept).text
    softer = replace(kept, verdicts=(KeptVerdict(Verdict.DECLINE, 0, lines[5:7]),))
    assert "no place where the equipment would be used" in of(letters, softer).text
    nothing = replace(kept, verdicts=(KeptVerdict(Verdict.DECLINE, 0, ()),))
    assert "Our written policy" not in of(letters, nothing).text


def test_a_line_of_the_librarys_own_is_told_in_its_own_words(letters, policies):
    rules = (Rule("blue", Check.OWN, "It is blue.", question="Is it blue?"),)
    policies[0] = replace(FITS, rules=(*FITS.rules, *rules))
    line = KeptLine("blue", "fail", "no", True, -3)
    kept = judged(INKJET)
    kept = replace(kept, verdicts=(KeptVerdict(Verdict.DECLINE, 0, (line,)),))
    assert "«It is blue.»" in of(letters, kept, language="es").text
    asked = replace(line, is_known=False)
    kept = replace(kept, verdicts=(KeptVerdict(Verdict.MAYBE, 0, (asked,)),))
    assert "1. Is it blue?" in of(letters, kept).text


def test_questions_are_numbered_so_that_they_can_be_answered(letters):
    text = of(letters, judged(UNKNOWN)).text
    assert "1. Is it your own to give?\n2. Does anybody else" in text
    assert "About an all-in-one" not in text
    mac = Machine(Kind.MAC, **SOUND)
    both = overridden(judged(UNKNOWN, mac, UNKNOWN), *[Verdict.MAYBE] * 3)
    text = of(letters, both).text
    assert "About 2 all-in-one computers (HP HP 24-df1):" not in text
    assert "About 2 all-in-one computers (HP 24-df1):\n1. " in text
    about = text.partition("About a Mac:\n")[2]
    assert re.match(r"\d\d?\. ", about)
    assert not about.startswith("1. "), "the numbers go on"
    settled = replace(judged(MONITORS), verdicts=(KeptVerdict(Verdict.MAYBE, 0, ()),))
    assert "Could you please tell us" not in of(letters, settled).text


def test_places_to_take_it_are_those_of_the_policy(letters):
    kept = judged(TUBE)
    letter = of(letters, replace(kept, offer=replace(kept.offer, policy=3)))
    assert "• Repair Café, Depot Street, 555-0142\n" in letter.text
    assert letter.warnings == (), "what a recycler asks for is no value of the gift"


def test_what_is_here_can_be_had_back_for_two_weeks(letters):
    text = of(letters, judged(TUBE, received_on=TODAY)).text
    assert "Please let us know by December 11, 2026." in text
    assert "Would you like to have it back" not in of(letters, judged(TUBE)).text


def test_conditions_go_with_what_is_taken_in_the_letters_language(letters):
    assert "No member of staff may take it home" in of(letters, judged(MONITORS)).text
    spanish = of(letters, judged(MONITORS), language="es").text
    assert "Es una donación plena" in spanish
    for model in ("fits", "nearly-nothing", "refurbishing"):
        for language in ("es", "fr"):
            known = load_letters()[language].sentences
            assert set(shipped_policy(model).conditions) <= set(known)
    assert "These terms" not in of(letters, judged(TUBE)).text


def test_each_country_has_its_own_paragraph(letters):
    def text(country, kept=None):
        letters.set_house(House(country))
        return of(letters, kept or judged(MONITORS, received_on=date(2026, 11, 20))).text

    us = text(Country.US)
    assert "Your gift reached us on November 20, 2026. This letter describes your gift" in us
    assert "No goods or services were given in return" in us
    assert "Form 8283" in us
    assert "For your records: This letter" in text(Country.US, judged(MONITORS))
    canada = text(Country.CANADA)
    assert "not a receipt" in canada
    assert "must carry the fair market value" in canada
    assert "C$1,000" in canada
    assert "Gift Aid is for gifts of money" in text(Country.UK)
    assert "within 12 months" in text(Country.AUSTRALIA)
    assert "states no value" in text(Country.EU)
    assert "states no value" in text(Country.OTHER)
    assert "Form 8283" not in text(Country.US, judged(TUBE))


@pytest.mark.parametrize(
    ("donor", "greeting", "to"),
    [
        (Donor(), "Dear friend of the library,", ()),
        (Donor("", "Hale & Oak LLP"), "Dear friends at Hale & Oak LLP,", ("Hale & Oak LLP",)),
        (
            Donor("{library}\n<b>Bo", "X", "a\n\n \nb"),
            "Dear {library} <b>Bo,",
            ("X", "{library} <b>Bo", "a", "b"),
        ),
    ],
)
def test_whoever_it_is_is_greeted_and_hostile_names_are_names(letters, donor, greeting, to):
    letter = of(letters, judged(TUBE, donor=donor))
    assert letter.text.splitlines()[0] == greeting
    assert letter.to == to


def test_machines_are_named_in_one_line_alike_together():
    alike = Machine(Kind.LAPTOP, 3, "Dell", "Dell 5400")
    assert named(ENGLISH, [alike, replace(alike, count=2)]) == "5 laptops (Dell 5400)"
    assert named(ENGLISH, [Machine(), Machine(make="Acme")]) == "a device and a device (Acme)"
    many = [Machine(Kind.TABLET, model=f"T{n}") for n in range(40)]
    told = named(ENGLISH, many)
    assert told.endswith("a tablet (T19) and 20 more")
    assert named(ENGLISH, []) == ""


def test_a_letter_that_does_not_fit_the_verdicts_says_so(letters):
    letter = of(letters, judged(MONITORS), LetterKind.DECLINED)
    assert letter.warnings[0].startswith("The verdicts ask for another letter.")
    assert of(letters, judged(MONITORS), LetterKind.ACCEPTED).warnings == ()


def test_a_policy_that_can_not_be_read_is_told(letters, policies):
    policies.clear()
    letter = of(letters, judged(MONITORS, INKJET, UNKNOWN))
    assert "can’t be read" in letter.warnings[0]
    assert "We are glad to accept" in letter.text
    assert "A refurbisher near you" in letter.text


def test_who_writes_is_set_once(letters, database):
    assert letters.house() == House(Country.US)
    plain = of(letters, judged(TUBE))
    assert plain.text.endswith("The staff of our library")
    assert (plain.library, plain.sender) == ("", ())
    with database(write=True) as unit:
        unit.desk.set_word("library", "Larkmere")
    house = House(Country.CANADA, address="1 Main Street\n\n555-0100", signed=" Sam\n\nIT ")
    assert letters.set_house(house, 0) == 1
    kept = letters.house()
    assert (kept.country, kept.is_set, kept.version) == (Country.CANADA, True, 1)
    letter = of(letters, judged(TUBE))
    assert letter.text.endswith("Sam\nIT\nLarkmere")
    assert (letter.library, letter.sender) == ("Larkmere", ("1 Main Street", "555-0100"))
    with pytest.raises(Conflict):
        letters.set_house(house, 0)
    much = "x" * (HOUSE_LIMIT + 1)
    for field, long in (
        ("address", replace(house, address=much)),
        ("signed", replace(house, signed=much)),
    ):
        with pytest.raises(Refusal) as refused:
            letters.set_house(long)
        assert refused.value.field == field


def test_a_country_of_another_time_is_guessed_again(letters, database):
    with database(write=True) as unit:
        unit.desk.set_word("letters.country", "atlantis")
    assert letters.house() == House(Country.US)


def test_languages_call_themselves_by_their_names(letters):
    assert letters.languages() == (("en", "English"), ("es", "Español"), ("fr", "Français"))


OURS = Template("{greeting}\n\nSorry.\n\n{signed}", "No")


def test_a_text_of_ones_own_counts_until_the_shipped_one_comes_back(letters):
    assert letters.save_template("en", "declined", OURS, 0) == 1
    read = letters.templates("en")
    text = read.text("declined")
    assert (text.template, text.is_own, read.version) == (OURS, True, 1)
    assert "reasons" in text.names
    letter = of(letters, judged(TUBE))
    assert (letter.title, letter.text.split("\n\n")[1]) == ("No", "Sorry.")
    assert not letters.templates("es").text("declined").is_own
    with pytest.raises(Conflict):
        letters.save_template("en", "declined", OURS, 0)
    assert letters.put_back_shipped("en", "declined", 1) == 2
    assert not letters.templates("en").text("declined").is_own


def test_a_text_that_is_typed_as_it_was_shipped_is_no_own_one(letters, database):
    letters.save_template("fr", "part.money", Template("De l’argent ?"))
    assert letters.templates("fr").text("part.money").is_own
    letters.save_template("fr", "part.money", load_letters()["fr"].templates["part.money"])
    assert not letters.templates("fr").text("part.money").is_own
    with database() as unit:
        assert unit.own_rules.all() == ()


@pytest.mark.parametrize(
    ("key", "template", "field", "told"),
    [
        ("declined", Template("x", " "), "title", "what the letter is about"),
        ("declined", Template("x", "y" * (TITLE_LIMIT + 1)), "title", "at most"),
        ("declined", Template(" \n", "No"), "text", "Type what is to stand here"),
        ("declined", Template("x" * (LETTER_LIMIT + 1), "No"), "text", "at most 12,000"),
        ("declined", Template("x", "For {price}"), "title", "{price}"),
        ("declined", Template("x {prize} y", "No"), "text", "{prize}. There are: {donor}, "),
        ("part.back", Template("{signed}"), "text", "{until}"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(letters, key, template, field, told):
    with pytest.raises(Refusal) as refused:
        letters.save_template("en", key, template)
    assert refused.value.field == field
    assert told in refused.value.sentence
    assert not letters.templates("en").text(key).is_own


def test_damaged_texts_are_told_and_the_shipped_ones_count(letters, database):
    with database(write=True) as unit:
        unit.own_rules.save(KeptRules(LETTERS, {"en": 5}, ASKED, 1))
    read = letters.templates("en")
    assert read.is_damaged
    assert read.text("declined").template == ENGLISH.templates["declined"]
    assert "We are sorry" in of(letters, judged(TUBE)).text
    letters.save_template("en", "declined", OURS)
    assert not letters.templates("en").is_damaged


def test_a_value_in_an_own_text_is_told_and_not_the_shipped_thresholds(letters):
    own = Template("{received} Yours is worth $900. {country}{machines}")
    with pytest.raises(Refusal):
        letters.save_template("en", "country.us", own)
    letters.save_template("en", "country.us", Template("{received} Yours is worth $900."))
    (warning,) = of(letters, judged(MONITORS)).warnings
    assert "“worth $900”" in warning
