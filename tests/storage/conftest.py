"""The storage suite runs on SQLite and on a real PostgreSQL, each test on a database of its own."""

import shutil

import pytest

from libdesk.storage.database import Database
from tests.storage.made import SetClock, new_problem, report, store
from tests.storage.postgres import Server

ENGINES = ("sqlite", "postgresql")


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture(scope="session")
def server():
    server = Server()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "libdesk.sqlite"
    Database.open(path, now=SetClock()).close()
    return path


@pytest.fixture(scope="session")
def server_template(server):
    name = server.make()
    Database.open(server.url(name), now=SetClock()).close()
    return name


@pytest.fixture
def sqlite_file(sqlite_template, tmp_path):
    """The path of a database with nothing in it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return shutil.copy2(sqlite_template, folder / "libdesk.sqlite")


@pytest.fixture
def filled(sqlite_file, clock):
    database = Database.open(sqlite_file, now=clock)
    store(database, *[new_problem(report(title=f"Problem {n}", saw="x" * 900)) for n in range(300)])
    database.close()
    return sqlite_file


@pytest.fixture
def server_url(server, server_template):
    """The address of a database with nothing in it."""
    name = server.make(server_template)
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=ENGINES)
def target(request):
    """A path or an address of a database with nothing in it."""
    return request.getfixturevalue("sqlite_file" if request.param == "sqlite" else "server_url")


@pytest.fixture
def database(target, clock):
    opened = Database.open(target, now=clock)
    yield opened
    opened.close()


@pytest.fixture
def both(sqlite_file, server_url, clock):
    """Two databases with nothing in them, to be compared."""
    opened = tuple(Database.open(target, now=clock) for target in (sqlite_file, server_url))
    yield opened
    for one in opened:
        one.close()
