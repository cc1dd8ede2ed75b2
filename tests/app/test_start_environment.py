"""The environments that `installer/start.py` makes, LibDesk's copy in them, and opening it."""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from installer import checks, environment, launch, package
from installer.console import Stop

CHECKOUT = Path(__file__).parents[2]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="about Linux systems")


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    """Give each test a home of its own: no log or environment of the person's is touched."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in [name for name in os.environ if name.startswith(("PIP_", "XDG_", "LIBDESK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)


@pytest.fixture
def lock(tmp_path):
    """Return a lock that asks for nothing, so that pip needs no index."""
    path = tmp_path / "requirements.lock"
    path.write_text("# nothing\n", "utf-8")
    return path


@pytest.fixture
def pip(tmp_path):
    """Return this environment's own pip as a wheel, for a Python that came without one."""
    found = importlib.util.find_spec("pip")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent
    wheel = tmp_path / "pip.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        for path in folder.rglob("*.py"):
            packed.write(path, path.relative_to(folder.parent))
        for path in folder.parent.glob("pip-*.dist-info/*"):
            packed.write(path, path.relative_to(folder.parent))
        for path in folder.rglob("*.pem"):
            packed.write(path, path.relative_to(folder.parent))
    return wheel


@pytest.fixture
def env(tmp_path):
    return tmp_path / "data folder" / "program"


def _sham(folder, lock, *, stamped=True):
    """Lay out what counts as an environment, without the minute that a real one takes."""
    python = environment.python_in(folder)
    python.parent.mkdir(parents=True)
    if sys.platform == "win32":
        shutil.copy(sys.executable, python)
        (folder / "pyvenv.cfg").write_text(f"home = {Path(sys.base_prefix)}\n", "utf-8")
        (folder / "Lib" / "site-packages").mkdir(parents=True)
    else:
        python.symlink_to(Path(sys.executable).resolve())
        (folder / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
    if stamped:
        (folder / environment.STAMP).write_text(environment.stamp_for(folder, lock), "utf-8")
    return folder


def test_a_stamped_environment_is_used_as_it_is(env, lock):
    _sham(env, lock)
    assert environment.is_whole(env, lock)
    assert environment.ensure(env, lock) is False


def test_without_its_stamp_or_with_another_lock_it_does_not_count(env, lock):
    _sham(env, lock, stamped=False)
    assert not environment.is_whole(env, lock)
    (env / environment.STAMP).write_text(environment.stamp_for(env, lock), "utf-8")
    assert environment.is_whole(env, lock)
    lock.write_text("# another\n", "utf-8")
    assert not environment.is_whole(env, lock)


@linux_only
def test_when_its_python_is_gone_or_another_it_does_not_count(env, lock, tmp_path):
    _sham(env, lock)
    python = environment.python_in(env)
    python.unlink()
    assert not environment.is_whole(env, lock)
    python.symlink_to(tmp_path / "removed-python")
    assert not environment.is_whole(env, lock)
    (tmp_path / "removed-python").write_text("a newer one", "utf-8")
    assert not environment.is_whole(env, lock)


def test_a_finished_one_that_was_not_yet_in_its_place_is_put_there(env, lock):
    _sham(env.with_name("program.new"), lock)
    assert environment.ensure(env, lock) is True
    assert environment.is_whole(env, lock)
    assert not env.with_name("program.new").exists()


def _install_nothing(env, lock, pip):
    """Make a real environment, only without LibDesk's packages."""
    made = environment.ensure(env, lock, trial="import sys", pip=pip)
    assert environment.is_whole(env, lock)
    return made


def test_an_interrupted_one_is_made_again(env, lock, pip):
    half = _sham(env.with_name("program.new"), lock, stamped=False)
    (half / "left over").write_text("from the killed start", "utf-8")
    assert _install_nothing(env, lock, pip) is True
    assert not (env / "left over").exists()
    assert sorted(path.name for path in env.parent.iterdir()) == ["program"]
    done = subprocess.run([environment.python_in(env), "-c", "print(1)"], check=False)
    assert done.returncode == 0


@linux_only
def test_its_scripts_name_its_last_place(env, lock, pip):
    _install_nothing(env, lock, pip)
    scripts = [path for path in (env / "bin").iterdir() if not path.is_symlink()]
    assert any(str(env).encode() in path.read_bytes() for path in scripts)
    assert not any(b"program.new" in path.read_bytes() for path in scripts)


def test_a_failed_one_leaves_the_old_one_as_it_was(env, lock, pip):
    _sham(env, lock)
    (env / "mine").write_text("kept", "utf-8")
    newer = lock.with_name("newer.lock")
    newer.write_text("nothing-of-this-name==1.0 --hash=sha256:" + "0" * 64 + "\n", "utf-8")
    empty = lock.with_name("wheelhouse")
    empty.mkdir()
    with pytest.raises(Stop, match="packages could not be installed"):
        environment.ensure(env, newer, empty, pip=pip)
    assert (env / "mine").read_text("utf-8") == "kept"
    assert environment.is_whole(env, lock)


def _wheel(folder, name, version, *needs):
    """Write a wheel with nothing in it but what it needs; return its line for a lock."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {need}" for need in needs)]
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(f"{info}/METADATA", "\n".join(["Metadata-Version: 2.1", *lines, ""]))
        packed.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        packed.writestr(f"{info}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def test_what_came_out_after_the_lock_changes_nothing(env, lock, pip, tmp_path):
    house = tmp_path / "wheelhouse"
    house.mkdir()
    locked = _wheel(house, "outer", "1.0", "inner[more]>=1") + _wheel(house, "inner", "1.0")
    _wheel(house, "inner", "2.0")
    lock.write_text(locked, "utf-8")
    assert environment.ensure(env, lock, house, trial="import sys", pip=pip) is True
    assert (environment.site_packages(env) / "inner-1.0.dist-info").is_dir()


def test_a_second_start_waits_for_the_first(env, lock):
    env.parent.mkdir(parents=True)
    order: list[object] = []
    with environment.alone(env):
        other = threading.Thread(target=lambda: order.append(environment.ensure(env, lock)))
        other.start()
        _sham(env, lock)
        order.append("made by the first")
    other.join()
    assert order == ["made by the first", False]


def test_the_tests_environment_is_never_the_persons(monkeypatch, tmp_path):
    assert environment.place(tests=True) == CHECKOUT / ".venv"
    assert environment.place(tests=False).is_relative_to(tmp_path / "home")
    monkeypatch.setenv("LIBDESK_ENV", str(tmp_path / "mine"))
    assert environment.place(tests=False) == tmp_path / "mine"
    assert environment.place(tests=True) == tmp_path / "mine-test"


def test_the_locks_name_hashes_for_all_and_a_host_for_none():
    for tests in (False, True):
        text = environment.lock_file(tests=tests).read_text("utf-8")
        assert "://" not in text
        packages = re.findall(r"^[a-z][\w.\-\[\]]*==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
        assert len(packages) > 10
        assert all("--hash=sha256:" in each for each in packages)


def test_the_locks_hold_what_the_project_asks_for():
    import tomllib

    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {False: project["dependencies"], True: project["optional-dependencies"]["test"]}
    for tests, wanted in asked.items():
        text = environment.lock_file(tests=tests).read_text("utf-8")
        for each in wanted:
            pinned = re.sub(r"\[.*?\]", "", each.partition(";")[0].strip()).lower()
            assert re.search(rf"^{re.escape(pinned)} ", text, re.MULTILINE), each


@pytest.fixture
def checkout(tmp_path):
    root = tmp_path / "checkout"
    (root / "libdesk" / "__pycache__").mkdir(parents=True)
    (root / "libdesk" / "__init__.py").write_text("A = 1\n", "utf-8")
    (root / "libdesk" / "__pycache__" / "x.pyc").write_bytes(b"old")
    (root / "resources" / "icons").mkdir(parents=True)
    (root / "resources" / "icons" / "a.svg").write_text("<svg/>", "utf-8")
    return root


def test_the_package_is_copied_with_its_resources_once(env, lock, checkout):
    _sham(env, lock)
    assert package.refresh(env, checkout) is True
    copied = environment.site_packages(env) / "libdesk"
    assert (copied / "resources" / "icons" / "a.svg").read_text("utf-8") == "<svg/>"
    assert not (copied / "__pycache__" / "x.pyc").exists()
    assert package.refresh(env, checkout) is False


@pytest.mark.parametrize(
    "change", ["libdesk/__init__.py", "resources/icons/a.svg", "libdesk/new.py"]
)
def test_a_change_in_the_checkout_is_copied(env, lock, checkout, change):
    _sham(env, lock)
    package.refresh(env, checkout)
    (checkout / change).write_text("B = 2\n", "utf-8")
    assert package.refresh(env, checkout) is True
    copied = environment.site_packages(env) / "libdesk"
    assert (copied / change.removeprefix("libdesk/")).read_text("utf-8") == "B = 2\n"


def test_a_copy_that_was_interrupted_is_made_again(env, lock, checkout):
    _sham(env, lock)
    package.refresh(env, checkout)
    site = environment.site_packages(env)
    (site / "libdesk").rename(site / "libdesk.old")
    (site / "libdesk.new").mkdir()
    assert package.refresh(env, checkout) is True
    assert sorted(path.name for path in site.iterdir()) == ["libdesk"]


@linux_only
def test_the_console_script_runs_that_copy(env, lock, checkout):
    _sham(env, lock)
    (checkout / "libdesk" / "__main__.py").write_text(
        "import sys; print(sys.argv[1:], __file__)\n", "utf-8"
    )
    package.refresh(env, checkout)
    (env / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).resolve().parent}\n", "utf-8")
    said = subprocess.run(
        [package.script(env), "report", "a b"],
        capture_output=True,
        text=True,
        check=True,
        cwd=checkout,
    ).stdout
    assert said.startswith("['report', 'a b']")
    assert str(environment.site_packages(env)) in said


def test_the_tests_run_the_checkout_itself(env, lock, checkout):
    _sham(env, lock)
    package.point_at_checkout(env, checkout)
    pointer = environment.site_packages(env) / "libdesk-checkout.pth"
    assert pointer.read_text("utf-8") == f"{checkout}\n"


@pytest.fixture
def program(env, lock, checkout):
    """Return a function that puts a program named libdesk into an environment."""
    _sham(env, lock)
    (env / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).resolve().parent}\n", "utf-8")

    def put(body):
        (checkout / "libdesk" / "__main__.py").write_text(body, "utf-8")
        package.refresh(env, checkout)
        return env

    return put


@linux_only
def test_a_program_that_ends_at_once_is_told_with_its_last_words(program):
    env = program("import sys; print('no theme'); sys.exit(3)\n")
    with pytest.raises(Stop, match=r"exit code 3\): no theme") as stopped:
        launch.open_window(env, os.environ)
    assert stopped.value.code == 1


@linux_only
def test_a_program_that_stays_is_left_alone_and_holds_no_output_of_ours(program, tmp_path):
    told = tmp_path / "told"
    os.mkfifo(told)
    env = program(
        f"import os\ntold = {str(told)!r}\n"
        "said = os.readlink('/proc/self/fd/1') + ' ' + str(os.getsid(0) == os.getpid())\n"
        "open(told, 'w').write(said)\n"
        "open(told).read()\n"
    )
    reader = threading.Thread(target=lambda: said.append(told.read_text("utf-8")))
    said: list[str] = []
    reader.start()
    launch.open_window(env, os.environ)
    reader.join()
    told.write_text("you may end", "utf-8")
    assert said[0].endswith("logs/start.log True")


@linux_only
def test_a_tour_names_what_it_wrote(program, capsys):
    env = program(
        "import pathlib, sys; (pathlib.Path(sys.argv[2]) / 'today.png').write_bytes(b'x')\n"
        "assert pathlib.Path(sys.argv[4]).is_dir()\n"
    )
    launch.tour(env, os.environ)
    assert "today.png" in capsys.readouterr().out


@linux_only
def test_a_tour_that_wrote_nothing_is_a_failure(program):
    with pytest.raises(Stop, match="wrote nothing"):
        launch.tour(program("print('hm')\n"), os.environ)


@pytest.fixture
def run_checks(env, tmp_path):
    """Return a function that runs every check with a Python that only notes what it is asked."""
    told = tmp_path / "told"

    def run(answer, *arguments):
        python = environment.python_in(env)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.write_text(f'#!/bin/sh\necho "$*" >> "{told}"\n{answer}\n', "utf-8")
        python.chmod(0o755)
        return checks.run_all(env, arguments, tmp_path), told.read_text("utf-8")

    return run


@linux_only
def test_every_check_is_run_before_the_verdict(run_checks, capsys):
    code, ran = run_checks('test "$2" != mypy', "--long")
    assert code == 1
    assert all(name in ran for name in ("ruff format", "ruff check", "importlinter", "vulture"))
    assert ran.endswith("pytest --part alone --long\n")
    said = capsys.readouterr().out
    assert "types          FAILED (exit code 1)" in said
    assert "1 of 8 checks failed" in said


@linux_only
def test_tests_run_side_by_side_but_for_those_that_are_to_be_alone(run_checks):
    _, ran = run_checks("true", "tests/app", "-x")
    assert [line for line in ran.splitlines() if "pytest" in line] == [
        "-m pytest --part together -n 2 --dist worksteal tests/app -x",
        "-m pytest --part alone tests/app -x",
    ]


@linux_only
def test_what_the_checks_import_is_compiled_once_whatever_the_environment_says(
    run_checks, monkeypatch
):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    code, _ = run_checks('test -z "$PYTHONDONTWRITEBYTECODE"')
    assert code == 0


@linux_only
@pytest.mark.parametrize("empty", ["together", "alone"])
def test_a_part_without_tests_is_no_failure(run_checks, capsys, empty):
    code, _ = run_checks(f'test "$4" != {empty} || exit 5', "tests/domain/test_money.py")
    assert code == 0
    assert "FAILED" not in capsys.readouterr().out


@linux_only
def test_no_tests_in_either_part_is_a_failure(run_checks, capsys):
    code, _ = run_checks('test "$2" != pytest || exit 5', "-k", "nothing of this name")
    assert code == 1
    assert "2 of 8 checks failed" in capsys.readouterr().out


@linux_only
def test_a_part_that_fails_is_told_beside_one_without_tests(run_checks, capsys):
    code, _ = run_checks('test "$4" != alone || exit 5; test "$4" != together')
    assert code == 1
    assert "tests          FAILED (exit code 1)" in capsys.readouterr().out


def test_the_stamp_is_readable(env, lock):
    _sham(env, lock)
    assert set(json.loads((env / environment.STAMP).read_text("utf-8"))) == {
        "layout",
        "lock",
        "python",
    }
