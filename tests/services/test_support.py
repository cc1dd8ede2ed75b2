"""The support bundle: what is in it, and that no word of a report and no secret ever is."""

import json

import pytest

from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.support import (
    LISTED_LIMIT,
    BundleFile,
    Listed,
    Sieve,
    Support,
    SupportDatabase,
    secrets_of,
    without_secrets,
)
from tests.services.fakes import START
from tests.services.memory_database import MemoryDatabase

CANARY = "ZZPATRON-7731"
ID = "0a1b2c3d-1111-4222-8333-0123456789ab"
HOME = "/home/anna.reader"
PASSWORD = "s3cr&t/pa ss"
SPELLED = "s3cr%26t%2Fpa%20ss"
URL = f"postgresql://dbowner:{SPELLED}@db.example.org:5433/library?sslkey=/k/{CANARY}&x=1"


class Sources:
    """This computer, as it might be at its worst."""

    def __init__(self):
        self.written: dict[str, bytes] = {}
        self.log_lines = (
            "2026-11-23 10:00:00,123 ERROR libdesk.bugs: a bug:   libdesk/x.py:3 in f\n"
        )
        self.files = [Listed("data/libdesk.sqlite", 4096)]
        self.why: dict[str, list[str]] = {}
        self.troubles: tuple[str, ...] = ()
        self.broken: Exception | None = None

    def versions(self):
        if self.broken is not None:
            raise self.broken
        return {"LibDesk": "1", "SQLite": "3.53.1"}

    def settings(self):
        return {"branch": "CEN", "share": f"{HOME}/share", "seal_key": "set"}

    def logs(self):
        if self.broken is not None:
            raise self.broken
        return {"desk.log": self.log_lines}

    def listing(self):
        return tuple(self.files)

    def reasons(self):
        return self.why

    def outbox_troubles(self):
        return self.troubles

    def free_bytes(self):
        return 123_456

    def home(self):
        return HOME

    def write(self, path, files, at):
        assert at == START
        self.written = {path: files}


def no_findings():
    return iter([("revision", ""), ("pages", f"row 3 is missing in {HOME}/x with {PASSWORD}")])


@pytest.fixture
def sources():
    return Sources()


@pytest.fixture
def database():
    return MemoryDatabase()


@pytest.fixture
def support(sources, database):
    told = SupportDatabase(URL, database, no_findings)
    return Support(sources, told, lambda: START, b"salt")


def named(support, name):
    (found,) = [one for one in support.gather() if one.name == name]
    return found.text


def whole(support):
    return "\n".join(one.text for one in support.gather())


def test_it_lists_every_file_with_what_it_is_and_its_size(support):
    files = support.gather()
    assert [one.name for one in files] == [
        "README.txt",
        "versions.json",
        "settings.json",
        "database.json",
        "set-aside.json",
        "files.txt",
        "logs/desk.log",
    ]
    assert all(one.about in files[0].text for one in files[1:])
    assert files[1].size == len(files[1].text.encode())
    assert json.loads(files[1].text)["free_disk_bytes"] == 123_456


def test_it_tells_how_the_database_is(support):
    told = json.loads(named(support, "database.json"))
    assert told["revision"] == "0010"
    assert told["rows"] == {"problems": 0, "notices": 0}
    assert told["checks"]["revision"] == "sound"
    assert told["checks"]["pages"] == "row 3 is missing in ~/x with ***"


def test_a_database_that_does_not_open_is_told_in_its_sentence(sources):
    def refuses(*, write=False):
        raise Unavailable(f"The database {HOME}/libdesk.sqlite is damaged ({PASSWORD}).")

    told = SupportDatabase(URL, refuses, no_findings)
    made = Support(sources, told, lambda: START, b"salt")
    document = json.loads(named(made, "database.json"))
    assert document == {"opened": False, "why": "The database ~/libdesk.sqlite is damaged (***)."}


def test_the_form_has_no_database_and_says_so(sources):
    made = Support(sources, None, lambda: START, b"salt")
    assert json.loads(named(made, "database.json"))["why"] == "The form opens no database."
    assert json.loads(named(made, "settings.json"))["database"] == "none: this is the form"


@pytest.mark.parametrize("spelled", [PASSWORD, SPELLED, f"/k/{CANARY}"])
def test_no_secret_of_the_address_is_anywhere_whoever_wrote_it_down(support, sources, spelled):
    sources.log_lines += f"2026-11-23 10:00:01,000 ERROR libdesk.x: no access: {spelled}\n"
    sources.why = {"inbox": [f"It says {spelled}"]}
    assert spelled not in whole(support)
    assert "dbowner" not in whole(support)
    assert json.loads(named(support, "settings.json"))["database"] == (
        "postgresql://db.example.org:5433/library"
    )


def test_names_that_somebody_else_gave_are_hidden_and_their_kind_stays(support, sources):
    sources.files = [
        Listed(f"data/inbox/quarantine/{CANARY}.json", 10),
        Listed(f"data/outbox/new/{ID}.report", 20),
        Listed(f"drop/replies/{ID}.3.sealed", 30),
        Listed("data/logs/desk.log.2", 40),
    ]
    told = named(support, "files.txt")
    assert CANARY not in told
    assert ID not in told
    assert "data/logs/desk.log.2" in told
    lines = told.splitlines()
    (reported,) = [one.split("/")[-1] for one in lines if "outbox/new" in one]
    (replied,) = [one.split("/")[-1] for one in lines if "replies" in one]
    assert reported.removesuffix(".report") == replied.removesuffix(".sealed")
    assert reported.startswith("id-")
    assert any("quarantine/name-" in one and one.endswith(".json") for one in lines)


def test_another_bundle_hides_the_same_name_by_another_sign():
    assert Sieve(b"one", "", ()).text(ID) != Sieve(b"two", "", ()).text(ID)
    assert Sieve(b"one", "", ()).text(ID) == Sieve(b"one", "", ()).text(ID.upper())


def test_a_large_folder_is_counted_beyond_the_first_files(support, sources):
    sources.files = [Listed(f"data/outbox/new/{n:08}.report", 1) for n in range(LISTED_LIMIT + 7)]
    told = named(support, "files.txt").splitlines()
    assert len(told) == LISTED_LIMIT + 1
    assert told[-1].endswith("in 7 more files")
    sources.files = []
    assert named(support, "files.txt") == "There is no file yet."


def test_why_files_were_set_aside_is_counted_by_reason_without_what_is_quoted(support, sources):
    sources.why = {
        "inbox": [
            f'In the report stands "{CANARY}", which is not known.\nmore {CANARY}',
            'In the report stands "other", which is not known.',
            "It is empty.",
        ],
        "share": [],
    }
    told = json.loads(named(support, "set-aside.json"))
    assert told["outbox"] == "sound"
    assert told["set_aside"] == {
        "inbox": {"In the report stands “…”, which is not known.": 2, "It is empty.": 1},
        "share": {},
    }


def test_what_is_wrong_with_the_outbox_is_told(support, sources):
    sources.troubles = (f"1 damaged report was set aside in {HOME}/outbox/damaged.",)
    told = json.loads(named(support, "set-aside.json"))
    assert told["outbox"] == ["1 damaged report was set aside in ~/outbox/damaged."]


def test_of_a_log_only_lines_that_a_log_has_are_taken(support, sources):
    sources.log_lines = (
        "2026-11-23 10:00:00,123 ERROR libdesk.bugs: a bug:   libdesk/ui/x.py:3 in <lambda>\n"
        "  libdesk/services/x.py:9 in answer\n"
        "KeyError, and then:\n"
        "sqlalchemy.exc.IntegrityError\n"
        f"sqlite3.IntegrityError: {CANARY} saw\n"
        f"    raise ValueError('{CANARY}')\n"
        f"2026-11-23 10:00:02,000 INFO libdesk.x: the report {ID} of CEN-7K3F9Q waits\n"
    )
    told = named(support, "logs/desk.log")
    assert CANARY not in told
    assert ID not in told
    assert "7K3F9Q" not in told
    assert "sqlalchemy.exc.IntegrityError\n" in told
    assert "(2 lines that are none of a log were left out)" in told


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (ValueError(CANARY), "This could not be read: ValueError."),
        (Unavailable("The disk is away."), "This could not be read: The disk is away."),
    ],
)
def test_what_cannot_be_gathered_says_so_in_its_place(support, sources, broken, said):
    sources.broken = broken
    assert named(support, "versions.json") == said
    assert named(support, "logs.txt") == f"They could not be read: {type(broken).__name__}."
    assert "database.json" in [one.name for one in support.gather()]
    assert CANARY not in whole(support)


def test_what_was_looked_at_is_what_is_saved(support, sources):
    files = support.gather()
    support.save("/x/out.zip", files)
    assert sources.written == {"/x/out.zip": {one.name: one.text.encode() for one in files}}
    with pytest.raises(Refusal) as refused:
        support.save("  ", (BundleFile("a", "b", "c"),))
    assert refused.value.field == "path"


@pytest.mark.parametrize(
    ("address", "told", "hidden"),
    [
        ("/srv/libdesk.sqlite", "/srv/libdesk.sqlite", ()),
        ("postgresql://server/library", "postgresql://server/library", ()),
        ("postgresql://ann@server/library", "postgresql://server/library", ()),
        ("postgresql://ann:pw@server:1/x", "postgresql://server:1/x", ("pw",)),
        ("postgresql:///x?password=a%40b", "postgresql:///x", ("a%40b", "a@b")),
        ("postgresql://[bad/x", "an address that can’t be read", ()),
    ],
)
def test_an_address_is_told_without_who_and_by_which_password(address, told, hidden):
    assert without_secrets(address) == told
    assert secrets_of(address) == hidden


def test_without_a_home_folder_nothing_is_taken_for_one():
    assert Sieve(b"", "", ("",)).text("a /b") == "a /b"
