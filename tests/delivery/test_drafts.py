"""Drafts: kept whole and for a week; damaged and hostile ones are never offered."""

import errno
import json
import logging
import os
from dataclasses import fields, replace
from datetime import UTC, datetime
from hashlib import sha256
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk.delivery import draft_words
from libdesk.delivery.drafts import OFFERED_TO_THE_PUBLIC_FOR, DraftFolder
from libdesk.delivery.strict import Unreadable
from libdesk.domain.priority import HowBad, Risk, Stopped
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind, Picture, ReportId
from libdesk.services.drafts import Draft
from libdesk.services.errors import Unavailable
from tests.delivery.corner import PNG, modes, names, new_id, raw
from tests.delivery.faulty import FaultyDisk, nothing, only
from tests.services.fakes import START

OTHER = Picture("other.jpg", "image/jpeg", b"\xff\xd8\xff" + b"x" * 100)
FULL = Draft(
    category="PRINT",
    branch="CEN",
    saw="It prints stars ⭐.\nSince Monday.",
    guess="the toner",
    stopped=Stopped.SEVERAL,
    how_bad=HowBad.BADLY,
    only_one=True,
    only_accessible=True,
    deadline_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    risks=frozenset({Risk.MONEY, Risk.RULES}),
    answers=MappingProxyType({"sees": ("jam", "faint"), "words": "E 52", "none": ()}),
    item="LB-0042",
    facts=(Fact("computer", "CEN-FRONT-1"),),
    pictures=(Picture("screen.png", "image/png", PNG), Picture("again", "image/png", PNG), OTHER),
    contact="Ask at the front desk",
    here_until=datetime(2026, 11, 23, 17, tzinfo=UTC),
    notice="n-17",
    follow_up=FollowUp(ReportId(UUID("5f6f1e0a-7b8c-4d2e-9f10-a1b2c3d4e5f6")), FollowUpKind.SAID),
    left_out=frozenset({"user", "item"}),
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "drafts"


@pytest.fixture
def drafts(folder, hands):
    return DraftFolder(folder, now=hands)


def offered(drafts):
    """The draft that is offered; there must be one."""
    kept = drafts.load()
    assert kept is not None, "a draft is lost"
    return kept


def a_draft(words="It prints stars.", *pictures) -> Draft:
    return Draft("PRINT", "CEN", saw=words, pictures=pictures)


def test_a_draft_comes_back_whole_but_for_the_facts(drafts, hands):
    assert {one.name for one in fields(Draft) if getattr(FULL, one.name) == one.default} == set()
    report_id = new_id()
    drafts.save(FULL, report_id)
    hands.move(minutes=3)
    kept = drafts.load()
    assert kept.draft == replace(FULL, facts=())
    assert (kept.report_id, kept.saved_at) == (report_id, START)


def test_nothing_is_offered_where_nothing_was_saved(drafts, folder):
    assert drafts.load() is None
    assert not folder.exists()
    drafts.clear(new_id())
    assert not folder.exists()


def test_the_barest_draft_comes_back(drafts):
    drafts.save(Draft("SEC"), new_id())
    assert offered(drafts).draft == Draft("SEC", answers=MappingProxyType({}))


def test_the_newer_words_stand_in_the_place_of_the_older(drafts, folder):
    report_id = new_id()
    for words in ("It", "It prints", "It prints stars."):
        drafts.save(a_draft(words), report_id)
    assert names(folder) == [f"{report_id}.draft"]
    assert offered(drafts).draft.saw == "It prints stars."


def test_files_and_folders_are_private(drafts, folder):
    drafts.save(FULL, new_id())
    assert modes(folder.parent) == {("folder", 0o700), ("file", 0o600)}


def test_a_picture_is_written_once_and_goes_with_its_last_name(folder, hands):
    disk = FaultyDisk()
    drafts = DraftFolder(folder, now=hands, disk=disk)
    report_id = new_id()
    for words in ("a", "b", "c"):
        drafts.save(a_draft(words, FULL.pictures[0], OTHER), report_id)
    written = [path.name for call, path in disk.calls if call == "replace"]
    assert len([name for name in written if name.endswith(".picture")]) == 2
    drafts.save(a_draft("d", OTHER), report_id)
    other = sha256(OTHER.content).hexdigest()
    assert set(names(folder)) == {f"{report_id}.{other}.picture", f"{report_id}.draft"}
    assert offered(drafts).draft.pictures == (OTHER,)


def test_a_picture_that_another_form_removed_is_written_again(drafts, folder):
    report_id = new_id()
    drafts.save(a_draft("a", OTHER), report_id)
    for path in folder.glob("*.picture"):
        path.unlink()
    drafts.save(a_draft("b", OTHER), report_id)
    assert offered(drafts).draft == replace(a_draft("b", OTHER), answers=MappingProxyType({}))


@pytest.mark.parametrize("content", [b"", b"y" * len(OTHER.content), b"y" * 500])
def test_what_stands_in_a_pictures_place_after_a_restart_is_not_taken_for_it(
    drafts, folder, hands, content
):
    report_id = new_id()
    drafts.save(a_draft("a", OTHER), report_id)
    (path,) = folder.glob("*.picture")
    path.write_bytes(content)
    restarted = DraftFolder(folder, now=hands)
    restarted.save(a_draft("b", OTHER), report_id)
    assert offered(restarted).draft.pictures == (OTHER,)


def test_clear_leaves_nothing_of_it(drafts, folder):
    mine, other = new_id(), new_id()
    drafts.save(FULL, mine)
    drafts.save(a_draft("Another’s words", OTHER), other)
    drafts.clear(mine)
    assert all(name.startswith(str(other)) for name in names(folder))
    assert offered(drafts).report_id == other
    drafts.clear(other)
    assert names(folder) == []
    assert drafts.load() is None


def test_several_forms_keep_a_draft_each_and_the_newest_is_offered(drafts, folder, hands):
    first, second = new_id(), new_id()
    other_form = DraftFolder(folder, now=hands)
    drafts.save(a_draft("first", OTHER), first)
    hands.move(seconds=1)
    other_form.save(a_draft("second", OTHER), second)
    assert offered(drafts).draft.saw == "second"
    other_form.clear(second)
    assert offered(drafts).draft == replace(a_draft("first", OTHER), answers=MappingProxyType({}))


def test_a_draft_is_offered_for_a_week_and_then_removed(drafts, folder, hands):
    drafts.save(FULL, new_id())
    hands.move(days=7)
    assert drafts.load() is not None
    hands.move(seconds=1)
    assert drafts.load() is None
    assert names(folder) == []


def test_where_anybody_sits_down_a_draft_outlives_a_restart_only(folder, hands):
    public = DraftFolder(folder, now=hands, offered_for=OFFERED_TO_THE_PUBLIC_FOR)
    public.save(FULL, new_id())
    hands.move(minutes=30)
    assert public.load() is not None
    hands.move(seconds=1)
    assert public.load() is None
    assert names(folder) == []


def test_an_old_draft_goes_although_a_newer_one_is_offered(drafts, folder, hands):
    old, new = new_id(), new_id()
    drafts.save(FULL, old)
    hands.move(days=8)
    drafts.save(a_draft(), new)
    assert offered(drafts).report_id == new
    assert names(folder) == [f"{new}.draft"]


def test_f6_a_draft_of_a_clock_that_went_ahead_is_still_offered(drafts, hands):
    drafts.save(FULL, new_id())
    hands.move(days=-400)
    assert offered(drafts).draft.saw == FULL.saw


def test_f26_no_word_of_a_draft_is_logged(drafts, folder, caplog):
    caplog.set_level(logging.DEBUG)
    report_id = new_id()
    drafts.save(replace(FULL, saw="canary-4711"), report_id)
    path = folder / f"{report_id}.draft"
    path.write_bytes(path.read_bytes().replace(b"canary-4711", b"canary-4712"))
    assert drafts.load() is None
    assert "canary" not in caplog.text


def damaged_ways():
    """What may stand in a draft's place: by name, and what makes it of the good content."""

    def changed(**parts):
        def change(content):
            document = json.loads(content)
            document["draft"].update(parts)
            canonical = json.dumps(
                document["draft"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
            )
            document["sha256"] = sha256(canonical.encode()).hexdigest()
            return json.dumps(document).encode()

        return change

    whole = {"saw": "x", "pictures": []}
    return {
        "nothing": lambda _: b"",
        "zeros": lambda content: bytes(len(content)),
        "half": lambda content: content[: len(content) // 2],
        "one byte": lambda content: content.replace(b"stars", b"stArs"),
        "not json": lambda _: b"\x89PNG\r\n",
        "a list": lambda _: b"[]",
        "deep": lambda _: b'{"draft":' + b"[" * 100_000,
        "another kind": lambda content: content.replace(b'"draft"', b'"report"', 1),
        "newer": lambda content: content.replace(b'"version":1', b'"version":2'),
        "foreign part": changed(extra=1, **whole),
        "foreign head": lambda content: content.replace(b"{", b'{"a":1,', 1),
        "no draft": lambda content: content.replace(b'"draft":{', b'"drift":{', 1),
        "number for words": changed(saw=7, pictures=[]),
        "unknown choice": changed(stopped="all", pictures=[]),
        "unknown risk": changed(risks=["fire"], pictures=[]),
        "flag": changed(only_one="yes", pictures=[]),
        "no zone": changed(saved_at="2026-11-23T14:00:00", pictures=[]),
        "long words": changed(saw="x" * 100_001, pictures=[]),
        "long line": changed(contact="x" * 81, pictures=[]),
        "no tile": changed(category="", pictures=[]),
        "another id": changed(id=str(new_id()), pictures=[]),
        "no id": changed(id="../../etc/passwd", pictures=[]),
        "many answers": changed(answers={str(n): "x" for n in range(101)}, pictures=[]),
        "answer": changed(answers={"a": {"b": "c"}}, pictures=[]),
        "left out": changed(left_out=[1], pictures=[]),
        "follow-up": changed(follow_up={"of": str(new_id()), "kind": "shouted"}, pictures=[]),
        "picture out": changed(
            pictures=[{"name": "a", "media_type": "b", "bytes": 1, "sha256": "../" * 21 + "a"}]
        ),
        "picture gone": changed(
            pictures=[{"name": "a", "media_type": "b", "bytes": 1, "sha256": "0" * 64}]
        ),
        "pictures large": changed(
            pictures=[
                {"name": "a", "media_type": "b", "bytes": 25_000_000, "sha256": "0" * 64}
                for _ in range(2)
            ]
        ),
        "picture odd": changed(pictures=["a"]),
        "too large": lambda content: content + b" " * draft_words.SIZE_LIMIT,
    }


WAYS = damaged_ways()


@pytest.mark.parametrize("way", WAYS)
def test_what_is_damaged_or_hostile_is_set_aside_and_never_half_offered(drafts, folder, hands, way):
    older, newest = new_id(), new_id()
    drafts.save(a_draft("the older"), older)
    hands.move(minutes=1)
    drafts.save(FULL, newest)
    path = folder / f"{newest}.draft"
    path.write_bytes(WAYS[way](path.read_bytes()))
    assert offered(drafts).draft.saw == "the older"
    aside = names(folder / "damaged")
    assert f"{newest}.draft" in aside
    assert f"{newest}.draft.why.txt" in aside
    drafts.save(FULL, newest)
    assert offered(drafts).draft.saw == FULL.saw


@pytest.mark.parametrize("content", [b"", b"y" * len(OTHER.content), b"y" * 500, None])
def test_a_draft_whose_picture_is_damaged_is_set_aside_whole(drafts, folder, content):
    report_id = new_id()
    drafts.save(a_draft("a", OTHER), report_id)
    (path,) = folder.glob("*.picture")
    path.unlink() if content is None else path.write_bytes(content)
    assert drafts.load() is None
    assert f"{report_id}.draft" in names(folder / "damaged")


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_links_and_pipes_are_never_followed_nor_waited_for(drafts, folder, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("do not touch")
    linked, pipe = new_id(), new_id()
    drafts.save(a_draft("a", OTHER), linked)
    (picture,) = folder.glob("*.picture")
    content = (folder / f"{linked}.draft").read_bytes()
    for path in (picture, folder / f"{linked}.draft"):
        path.unlink()
        path.symlink_to(secret)
    os.mkfifo(folder / f"{pipe}.draft")
    assert drafts.load() is None
    (folder / f"{linked}.draft").write_bytes(content)
    assert drafts.load() is None
    drafts.save(a_draft("b", OTHER), linked)
    assert offered(drafts).draft.pictures == (OTHER,)
    assert secret.read_text() == "do not touch"


@given(st.binary(max_size=300))
def test_any_bytes_are_unreadable_and_nothing_worse(content):
    with pytest.raises(Unreadable):
        draft_words.decode(content)


@given(
    words=st.text(max_size=40), many=st.lists(st.text(max_size=8), max_size=4), flag=st.booleans()
)
def test_b5_whatever_was_typed_can_be_saved_and_saving_it_again_changes_nothing(words, many, flag):
    draft = Draft(
        "PRINT",
        words,
        saw=words,
        guess=words,
        contact=words,
        item=words,
        only_one=flag,
        answers={"a": words, words: tuple(many)},
        left_out=frozenset(many),
        pictures=(Picture(words, words, words.encode("utf-8", "replace")),),
    )
    report_id = new_id()
    first = draft_words.decode(draft_words.encode(draft, report_id, START))
    assert draft_words.decode(draft_words.encode(first.draft, report_id, START)) == replace(
        first, pictures=()
    )


def test_more_than_can_be_carried_is_said_and_the_older_draft_stands(drafts):
    report_id = new_id()
    drafts.save(a_draft("the older"), report_id)
    many = [Picture(str(number), "image/png", PNG) for number in range(21)]
    with pytest.raises(Unavailable, match="your words are still here"):
        drafts.save(a_draft("new", *many), report_id)
    assert offered(drafts).draft.saw == "the older"


def test_what_a_sudden_end_left_behind_is_tidied_up_later(drafts, folder, hands):
    report_id = new_id()
    drafts.save(FULL, report_id)
    hash_ = "0" * 64
    left = [folder / f".{report_id}.draft.ab.part", folder / f"{new_id()}.{hash_}.picture"]
    foreign = folder / "notes.txt"
    for path in (*left, foreign, *folder.iterdir()):
        path.touch()
        os.utime(path, (START.timestamp(), START.timestamp()))
    hands.move(minutes=59)
    drafts.load()
    assert all(path.exists() for path in left), "a form may just be writing them"
    hands.move(minutes=2)
    assert offered(drafts).draft.saw == FULL.saw
    assert not any(path.exists() for path in left)
    assert foreign.exists()


def test_what_was_set_aside_goes_after_a_week_too(drafts, folder, hands):
    report_id = new_id()
    drafts.save(FULL, report_id)
    (folder / f"{report_id}.draft").write_bytes(b"damaged")
    drafts.load()
    assert len(names(folder / "damaged")) == 2
    for path in folder.rglob("*"):
        os.utime(path, (START.timestamp(), START.timestamp()))
    hands.move(days=8)
    drafts.load()
    assert names(folder / "damaged") == []
    assert b"stars" not in raw(folder)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.ENOENT])
def test_f4_a_disk_that_takes_nothing_is_told_plainly_and_the_older_draft_stands(
    folder, hands, code
):
    disk = FaultyDisk()
    drafts = DraftFolder(folder, now=hands, disk=disk)
    report_id = new_id()
    drafts.save(a_draft("the older", OTHER), report_id)
    disk.plan = only("write", code)
    for _ in range(3):
        with pytest.raises(Unavailable, match="your words are still here"):
            drafts.save(FULL, report_id)
    assert offered(drafts).draft.saw == "the older"
    disk.plan = nothing
    drafts.save(FULL, report_id)
    assert offered(drafts).draft == replace(FULL, facts=())
    assert not [name for name in names(folder) if name.endswith(".part")]


def test_a_folder_that_cannot_be_read_or_tidied_is_told(folder, hands):
    drafts = DraftFolder(folder, now=hands)
    report_id = new_id()
    (folder / f"{report_id}.draft").mkdir(parents=True)
    with pytest.raises(Unavailable, match="could not be removed"):
        drafts.clear(report_id)
    drafts.load()
    assert names(folder / "damaged") != []
    with pytest.raises(Unavailable, match="can't be used just now"):
        DraftFolder(folder / ("x" * 300), now=hands).load()
