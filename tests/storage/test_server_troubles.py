"""B84: what a real PostgreSQL server says no with, each in a sentence of its own."""

import shutil
import socket
import subprocess
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from libdesk.services.errors import Unavailable
from libdesk.storage import server as servers
from libdesk.storage import troubles
from libdesk.storage.database import Database
from tests.storage.made import new_problem
from tests.storage.postgres import Server, binaries

PASSWORD = "right-7731"

B84 = {
    "wrong password": "does not accept this password",
    "no password": "does not accept this password",
    "wrong database": "no database of this name",
    "no rights": "no right to do that",
    "too many": "no free connection",
    "standby": "only lets this be read",
    "name": "knows no database server of this name",
    "certificate": "certificate of the database server is not valid",
    "away": "can't be reached",
    "shut out": "does not let this login in",
    "plain": "offers no secure connection",
}


class Networked(Server):
    """A server on this computer's network, with passwords and an expired certificate."""

    port = 5432
    certificate = Path()

    def open_to_network(self, **settings):
        """Start it once more: by TCP, and with these settings."""
        data = self._folder / "data"
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.close()
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self._folder,
        }
        given = [f"-c{key}={value}" for key, value in (options | settings).items()]
        self._process = subprocess.Popen(
            [binaries() / "postgres", "-D", data, *given],
            user=self._user,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._await_answer(self._process)

    def close(self):
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)

    def url(self, name, user="libdesk"):
        return f"postgresql://{user}@/{name}?host={self._folder}&port={self.port}"

    def address(self, name="library", *, user="libdesk", password=PASSWORD, **more):
        query = "&".join(f"{key}={value}" for key, value in more.items())
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{name}?{query}"

    def give(self, name, content):
        """Put a file among the server's, which it alone may read."""
        path = self._folder / "data" / name
        path.write_bytes(content)
        if self._user:
            shutil.chown(path, self._user, self._user)
        path.chmod(0o600)


def expired(folder):
    """Return a key and a certificate that was good until yesterday."""
    key, asked, made = folder / "key.pem", folder / "asked.csr", folder / "made.crt"
    new = ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    sign = ["openssl", "x509", "-req", "-days", "-1", "-in", asked, "-signkey", key, "-out", made]
    for command in ([*new, "-keyout", key, "-out", asked], sign):
        subprocess.run(command, check=True, capture_output=True)
    return key.read_bytes(), made


@pytest.fixture(scope="module")
def networked(tmp_path_factory):
    made = Networked()
    try:
        made.start()
        made.run(f"ALTER USER libdesk PASSWORD '{PASSWORD}'")
        made.run(f"CREATE USER looker PASSWORD '{PASSWORD}'")
        made.run(f"CREATE USER banned PASSWORD '{PASSWORD}'")
        made.run("CREATE DATABASE library")
        Database.open(made.url("library"), now=_never).close()
        key, made.certificate = expired(tmp_path_factory.mktemp("certificate"))
        made.give("server.key", key)
        made.give("server.crt", made.certificate.read_bytes())
        rules = "local all all trust\nhost all banned 127.0.0.1/32 reject\n"
        made.give("pg_hba.conf", f"{rules}host all all 127.0.0.1/32 scram-sha-256\n".encode())
        made.open_to_network(ssl="on")
        yield made
    finally:
        made.stop()


def _never():
    raise AssertionError("no time is asked for")


def try_to_write(address, work):
    database = Database.open(address, now=_never, patience_s=2)
    try:
        with database.unit(write=True) as unit:
            work(unit)
    finally:
        database.close()


def add_one(unit):
    unit.problems.add([new_problem()])


def said(address, *, work=add_one):
    with pytest.raises(Unavailable) as no:
        try_to_write(address, work)
    assert PASSWORD not in no.value.sentence
    assert "What was saved before is safe" in no.value.sentence
    return no.value.sentence


def test_b84_a_wrong_password(networked):
    assert B84["wrong password"] in said(networked.address(password="wrong"))
    assert B84["no password"] in said(networked.address(password=""))


def test_b84_a_certificate_that_has_expired(networked):
    address = networked.address(
        sslmode="verify-full", sslrootcert=networked.certificate, host="localhost"
    )
    assert B84["certificate"] in said(address.replace("127.0.0.1", ""))


def test_b84_control_without_a_look_at_the_certificate_it_opens(networked):
    Database.open(networked.address(sslmode="require"), now=_never).close()


def test_b84_a_database_that_is_not_there(networked):
    assert B84["wrong database"] in said(networked.address("nothing"))


def test_b84_a_role_without_rights(networked):
    sentence = said(networked.address(user="looker"), work=lambda unit: unit.inbox.counts())
    assert B84["no rights"] in sentence


def test_b84_a_login_that_is_shut_out(networked):
    assert B84["shut out"] in said(networked.address(user="banned"))


def test_b84_a_name_that_no_network_knows(networked):
    address = networked.address().replace("127.0.0.1", "no-such-server.invalid")
    assert B84["name"] in said(address)


def test_b84_a_server_that_is_away(networked):
    address = networked.address().replace(f":{networked.port}/", ":1/")
    assert B84["away"] in said(address)


def test_b84_every_connection_taken(networked):
    networked.open_to_network(max_connections=6, superuser_reserved_connections=2, ssl="off")
    taken = []
    try:
        for _ in range(20):
            try:
                taken.append(psycopg.connect(networked.address(user="looker")))
            except psycopg.OperationalError:
                break
        assert 0 < len(taken) < 20
        assert B84["too many"] in said(networked.address(user="looker"))
        assert B84["plain"] in said(networked.address(user="looker", sslmode="require"))
    finally:
        for one in taken:
            one.close()
        networked.open_to_network(ssl="on")


def test_b84_a_standby(networked):
    """A real one: the same cluster, waiting for another server's changes."""
    networked.close()
    networked.give("standby.signal", b"")
    try:
        networked.open_to_network(hot_standby="on", ssl="off")
        assert B84["standby"] in said(networked.address())
    finally:
        networked.close()
        (networked._folder / "data" / "standby.signal").unlink()
        networked.open_to_network(ssl="on")


def test_b84_an_older_server_is_refused_by_its_number():
    assert "is PostgreSQL 12; LibDesk needs 15 or newer" in servers.version_trouble(120_022)
    assert servers.version_trouble(180_001) == ""


def test_b84_the_sentences_are_as_many_as_the_troubles():
    assert len(set(B84.values())) == len(B84) - 1, "only the two about passwords are one"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("FATAL:  Passwort-Authentifizierung fehlgeschlagen", "does not let this login in"),
        ("FATAL:  the database system is starting up", "being stopped or started"),
        ("connection timeout expired", "can't be reached"),
    ],
)
def test_b84_words_that_no_code_comes_with_have_a_meaning_too(words, told):
    class DriverError(Exception):
        sqlstate = None

    plain = troubles.plain_server(OperationalError("", {}, DriverError(words)))
    assert isinstance(plain, Unavailable)
    assert told in plain.sentence
