"""The words of the sample library: each story fits the tile it is told with, and the facts."""

import re
import string
from collections import Counter

import pytest

from libdesk.domain.guidance import meant
from libdesk.services.sample_desk import items_of
from tests.services.sample_library import ABOUT, GUIDANCE, WORDS

STORIES = WORDS["stories"]
SCENES = WORDS["scenes"]
GROUPS = (*STORIES["shares"], "NIGGLE")
DEALT = [(group, story) for group in GROUPS for story in STORIES[group]]
ACTED = [
    *(story for one in SCENES["clusters"] for story in one["stories"]),
    *SCENES["outage"]["stories"],
    *(story for act in ("same_here", "once", "standing", "morning") for story in SCENES[act]),
]
TOLD = [*((story.get("tile", group), story) for group, story in DEALT)] + [
    (story["tile"], story) for story in ACTED
]
SLOTS = {*STORIES["slots"], "thing", "other", "time", "words"}
KINDS = {kind["kind"]: kind["at"] for kind in WORDS["equipment"]["kinds"]}


def test_there_are_stories_enough_that_a_year_does_not_repeat_itself():
    assert len({story["saw"] for _, story in TOLD}) > 190
    fixed = [story["fixed"] for _, story in TOLD if "fixed" in story]
    assert len(set(fixed)) > 0.95 * len(fixed) > 150


@pytest.mark.parametrize(("tile", "story"), TOLD)
def test_each_answer_is_one_that_its_tile_asks_for(tile, story):
    category = GUIDANCE.find(tile)
    assert category is not None
    asked = {question.key: question for question in GUIDANCE.questions(category)}
    checks = {check.key for check in category.checks}
    for key, value in story.get("answers", {}).items():
        if key in checks:
            assert value in {choice.key for choice in GUIDANCE.check_answers}
            continue
        question = asked[key]
        given = value if isinstance(value, list) else [value]
        assert isinstance(value, list) == question.several, key
        if question.choices:
            assert {*given} <= {choice.key for choice in question.choices}, key


@pytest.mark.parametrize(("tile", "story"), TOLD)
def test_words_name_no_slot_that_nothing_fills(tile, story):
    for part in ("saw", "guess", "fixed", "answer"):
        for _, slot, _, _ in string.Formatter().parse(story.get(part, "")):
            assert slot is None or slot.lower() in SLOTS
            assert slot is None or part == "saw", "only what was seen names things"
    assert story["saw"] or story["answers"], "somebody has to say something"


@pytest.mark.parametrize(("group", "story"), DEALT)
def test_each_dealt_story_can_happen_and_ends(group, story):
    for kind in story["kinds"]:
        assert kind in KINDS
    for code in story.get("branches", ()):
        assert any(KINDS[kind][code] for kind in story["kinds"]) or not story["kinds"]
    assert bool(story.get("quick")) != bool(story.get("fixed"))
    if group == "NIGGLE":
        return
    words = len(story["saw"].split())
    assert story["style"] == ("short" if words < 6 else "fair" if words < 25 else "full")
    assert story["effects"]
    if story.get("tile") == "PATRON":
        assert ABOUT[story["answers"]["place"]] == group or group == "RELEASE"
    if story.get("quick"):
        category = GUIDANCE.find(story.get("tile", group))
        assert category is not None
        looked = {check.key for check in category.checks} & {*story["answers"]}
        assert [story["answers"][key] for key in looked] == ["yes"], "one look was enough"


def test_what_is_tapped_does_not_contradict_what_is_said_of_the_effect():
    # Where a tile's own answer means more than "several badly", the effect says so as well.
    for group, story in DEALT:
        category = GUIDANCE.find(story.get("tile", group))
        assert category is not None
        answers = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in story.get("answers", {}).items()
        }
        means = meant(category, answers, GUIDANCE.common)
        for effect in story.get("effects", ()):
            if means.stopped == "one" and effect:
                assert not effect.startswith("everyone"), story


def test_tiles_ask_for_kinds_that_are_there():
    unknown = [
        tile.code for tile in GUIDANCE.categories if tile.kinds and not {*KINDS} & {*tile.kinds}
    ]
    assert unknown in ([], ["RELEASE"]), "no station of its own: the release runs on a staff PC"


def test_the_equipment_is_that_of_the_facts():
    counts = {kind: sum(map(len, at.values())) for kind, at in KINDS.items()}
    assert counts["printer"] + counts["copier"] == 7
    assert counts["projector"] + counts["panel"] == 2
    wanted = {
        "public PC": 37,
        "staff PC": 20,
        "laptop": 8,
        "catalog-only PC": 4,
        "Mac": 1,
        "Chromebook": 3,
        "tablet": 3,
        "receipt printer": 5,
        "barcode scanner": 7,
        "self-check": 2,
        "switch": 4,
        "router": 4,
        "access point": 6,
        "UPS": 4,
        "NAS": 1,
        "phone base": 1,
    }
    assert {kind: counts[kind] for kind in wanted} == wanted
    assert sum(counts.values()) == 119
    public = {code: len(names) for code, names in KINDS["public PC"].items()}
    assert public == {"CEN": 20, "FER": 8, "MIL": 5, "DEP": 4}
    laptops = [name for names in KINDS["laptop"].values() for name in names]
    assert Counter(name.split()[0] for name in laptops) == {"loan": 5, "staff": 3}
    every = [name for at in KINDS.values() for names in at.values() for name in names]
    assert sum("cordless" in name for name in every) == 1
    assert sum("donated" in name for name in every) == 2


def test_hours_and_staff_add_up_to_those_of_the_facts():
    hours, staff = {}, {}
    for branch in WORDS["library"]["branches"]:
        spans = [span for day in branch["open"] for span in day]
        minutes = [int(t[:2]) * 60 + int(t[3:]) for span in spans for t in span]
        hours[branch["code"]] = (sum(minutes[1::2]) - sum(minutes[::2])) / 60
        staff[branch["code"]] = len({*branch["staff"]})
    assert hours == {"CEN": 58, "FER": 44, "MIL": 32, "DEP": 22}
    assert staff == {"CEN": 17, "FER": 6, "MIL": 3, "DEP": 2}
    assert len(re.findall(r"555-\d{4}", str(WORDS["library"]))) == 4


def test_telephone_numbers_and_addresses_are_nobodys():
    telephones = re.findall(r"555-\d{4}", str(WORDS))
    assert all(number.startswith("555-01") for number in telephones)
    mails = re.findall(r"@[\w.-]+", str(WORDS["donations"]))
    assert mails
    assert all(mail.endswith(("@example.org", ".example.org")) for mail in mails)


def things(count):
    from random import Random

    return tuple(items_of(WORDS["equipment"], Random(7), count))


def test_things_lack_what_a_library_s_list_lacks():
    items = things(119)
    serials = Counter(item.serial for item in items)
    assert round(100 * serials.pop("") / 119) == 8
    assert Counter(serials.values()) == {1: 119 - 10 - 6, 2: 3}
    assert all(serial.startswith("SMP-") for serial in serials)
    tags = [item.tag for item in items]
    assert len(set(tags)) == 119
    assert all(tag.startswith("LV-") for tag in tags)
    assert sum("?" in tag for tag in tags) == 2
    assert len({(item.branch, item.name) for item in items}) == 119
    computers = [item.computer_name for item in items if item.computer_name]
    assert len(set(computers)) == len(computers) == 70
    assert "FER-PC-04" in computers


def test_more_things_than_the_library_has_are_spares():
    items = things(400)
    assert things(119) == items[:119]
    assert len({item.tag for item in items}) == 400
    assert len({(item.branch, item.name) for item in items}) == 400
    assert all(item.name.startswith("spare") for item in items[119:])
    computers = [item.computer_name for item in items if item.computer_name]
    assert len(set(computers)) == len(computers)
