"""A real PostgreSQL server for the tests: started by them, on a socket of its own, and stopped."""

import os
import pwd
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

import psycopg

STARTS_WITHIN_S = 60


class NoServerError(RuntimeError):
    """Raised where no PostgreSQL is installed: these tests fail then, they are never skipped."""


def binaries():
    """Return the folder with initdb and postgres, the newest first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version, reverse=True)
    if found:
        return found[0].parent
    if named := shutil.which("postgres"):
        return Path(named).resolve().parent
    raise NoServerError("The storage tests need PostgreSQL 15 or newer: apt-get install postgresql")


def _version(path):
    return int("".join(sign for sign in path.parent.parent.name if sign.isdigit()) or 0)


class Server:
    """One server in a temporary folder. As root it runs as the user postgres, as it must."""

    def __init__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="ld-pg-", dir="/tmp"))
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        self._process: subprocess.Popen[bytes] | None = None
        self._number = 0

    def start(self):
        """Make the cluster and return when it accepts connections."""
        programs, data = binaries(), self._folder / "data"
        made = subprocess.run(
            [
                *(programs / "initdb", "-D", data, "-U", "libdesk", "-A", "trust", "-N"),
                # A language of its own, so that no test passes by the luck of the server's order.
                *("--encoding=UTF8", "--locale=C.UTF-8"),
                *("--locale-provider=icu", "--icu-locale=en-US"),
            ],
            user=self._user,
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise NoServerError(made.stderr)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._folder),
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "max_connections": "40",
            "autovacuum": "off",
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        self._process = subprocess.Popen(
            [programs / "postgres", "-D", data, *options],
            user=self._user,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._await_answer(self._process)

    def _await_answer(self, process):
        pause = threading.Event()
        for _ in range(STARTS_WITHIN_S * 20):
            if process.poll() is not None:
                raise NoServerError("the PostgreSQL server ended while it was starting")
            try:
                with psycopg.connect(self.url("postgres")):
                    return
            except psycopg.OperationalError:
                pause.wait(0.05)
        raise NoServerError(f"the PostgreSQL server did not start within {STARTS_WITHIN_S} s")

    def url(self, name, user="libdesk"):
        """Return the address of a database on this server."""
        return f"postgresql://{user}@/{name}?host={self._folder}"

    def make(self, template="template0"):
        """Make a database like another one and return its name."""
        self._number += 1
        name = f"library_{self._number}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name):
        """Remove a database, whoever uses it."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, statement, database="postgres"):
        """Run one statement as the owner; return its rows, if any."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            ran = connection.execute(statement)
            return ran.fetchall() if ran.description else []

    def stop(self):
        """Stop the server and remove its folder."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
        shutil.rmtree(self._folder, ignore_errors=True)
