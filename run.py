#!/usr/bin/env python3
"""Set the project up on this computer, and run the program or its tests.

    python3 run.py demo                open the worked example
    python3 run.py test [PYTEST ARGS]  run the whole test suite

    python3 run.py lint | types | floors | wheel     the other checks, one each
    python3 run.py all                 every check, one after the other
    python3 run.py format              lay the code out as lint wants it
    python3 run.py pictures            draw the pictures of the documents anew

Anything else goes to the program itself: python3 run.py new --team "Family Help 3".

The first run makes a folder .venv beside this file (or where WORKSHOP_VENV says) and puts the locked packages
into it, checked by their hashes. Later runs do so again only when the lock files or pyproject.toml changed.
Only the standard library is used here, on Linux, macOS and Windows; and only plain syntax, so that a Python
that is too old can still say so.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LEAST = (3, 11)
USE, DEV = "requirements.txt", "requirements-dev.txt"
STAMP = "workshop-tui.stamp"
CHECKS = ("test", "lint", "types", "floors", "wheel")
NO_NETWORK = (
    "NewConnectionError", "Name or service not known", "name resolution", "Network is unreachable", "timed out",
    "getaddrinfo", "Connection refused", "ProxyError", "No matching distribution found", "Connection broken",
)  # fmt: skip


class Stop(Exception):
    """What went wrong, in one sentence."""


def main(arguments: list) -> int:
    """Do what was asked and return the exit status."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0
    try:
        check_python()
        if command == "all":
            return all_checks()
        if command in COMMANDS:
            return COMMANDS[command](rest)
        return program(arguments)
    except Stop as reason:
        print("run.py: {}".format(reason), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


# Setting up


def check_python() -> None:
    """This Python is new enough, or a sentence on what to do."""
    if sys.version_info >= LEAST:
        return
    newer = ["python3.{}".format(minor) for minor in range(20, LEAST[1] - 1, -1)]
    found = next((name for name in newer if shutil.which(name)), None)
    hint = "use {} run.py instead".format(found) if found else "install a newer one and use that"
    raise Stop(
        "this Python is {}.{}, and the program needs 3.{} or newer; {}".format(*sys.version_info[:2], LEAST[1], hint)
    )


def environment(lock: str) -> Path:
    """The Python of the virtual environment, with everything of this lock file installed."""
    place = Path(os.environ.get("WORKSHOP_VENV") or ROOT / ".venv").absolute()
    python = python_in(place)
    if python.exists() and stamp_of(place) in stamps_for(lock):
        return python
    what = "the program and its tools" if lock == DEV else "the program"
    tell("Setting up {} in {}; the first time takes a minute ...".format(what, place))
    if not has_pip(python):
        make(place)
    (place / STAMP).write_text("not finished\n", encoding="ascii")
    install(python, "-r", str(ROOT / lock), "--require-hashes")
    install(python, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    (place / STAMP).write_text(wanted(lock) + "\n", encoding="ascii")
    return python


def wanted(lock: str) -> str:
    """What an environment made from this lock file is known by; another one if anything about it changed."""
    known_by = hashlib.sha256()
    for name in (lock, "pyproject.toml"):
        known_by.update((ROOT / name).read_bytes())
    known_by.update("\n".join([str(ROOT), sys.version, sys.base_prefix]).encode("utf-8", "surrogateescape"))
    return "{} {}".format(lock, known_by.hexdigest())


def stamps_for(lock: str) -> list:
    """The stamps that will do: the lock's own, and for using the program also that of its developers."""
    return [wanted(one) for one in {lock, DEV}]


def stamp_of(place: Path) -> str:
    """What the environment was made from; empty if it was not finished."""
    try:
        return (place / STAMP).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def python_in(place: Path) -> Path:
    """Where a virtual environment has its Python."""
    return place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def script(python: Path, name: str) -> Path:
    """A command that was installed beside this Python."""
    return python.with_name("{}.exe".format(name) if os.name == "nt" else name)


def has_pip(python: Path) -> bool:
    """Whether there is a Python of our own version there that can install."""
    version = "import sys, pip; print(sys.version)"
    try:
        found = subprocess.run([str(python), "-I", "-c", version], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return found.returncode == 0 and found.stdout.decode("utf-8", "replace").strip() == sys.version.strip()


def make(place: Path) -> None:
    """A new, empty virtual environment; whatever else lies in the folder is left alone."""
    if place.exists() and not (place / "pyvenv.cfg").exists() and (not place.is_dir() or any(place.iterdir())):
        raise Stop(
            "{} is there and is no virtual environment; move it away, or name another in WORKSHOP_VENV".format(place)
        )
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(place)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if made.returncode == 0:
        return
    said = made.stdout.decode("utf-8", "replace").strip()
    if "ensurepip" in said or "No module named" in said:
        debian = "python{}.{}-venv".format(*sys.version_info[:2])
        raise Stop(
            "this Python comes without venv and pip; install them (on Debian and Ubuntu: apt install {}) "
            "and run this again".format(debian)
        )
    raise Stop(
        "no virtual environment could be made in {}: {}".format(
            place, said.splitlines()[-1] if said else "no reason given"
        )
    )


def install(python: Path, *what: str) -> None:
    """Let pip install something, quietly; if it fails, say why and show its last lines."""
    quietly = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
    surroundings = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    surroundings.pop("PIP_TARGET", None)
    done = subprocess.run(
        [str(python), "-I", "-m", "pip", "install", *quietly, *what],
        cwd=str(ROOT), env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode == 0:
        return
    said = done.stdout.decode("utf-8", "replace")
    tell("\n".join(said.strip().splitlines()[-8:]))
    if "DO NOT MATCH THE HASHES" in said:
        raise Stop("a package is not the one that was locked, so nothing of it was installed")
    if "No space left" in said:
        raise Stop("the disk is full")
    if any(sign in said for sign in NO_NETWORK):
        raise Stop("the packages cannot be fetched; setting up needs the network once, and then no more")
    raise Stop("pip could not install what the program needs; its last lines are above")


# Commands


def program(arguments: list) -> int:
    """Run the program itself."""
    return become([script(environment(USE), "workshop-tui"), *arguments])


def test(arguments: list) -> int:
    """Run the tests: all, or those that the arguments of pytest name."""
    return run([environment(DEV), "-m", "pytest", *arguments])


def lint(arguments: list) -> int:
    """Look for mistakes and untidy code."""
    ruff = [environment(DEV), "-m", "ruff"]
    return run([*ruff, "check", *arguments]) or run([*ruff, "format", "--check", "--quiet", "--diff"])


def lay_out(arguments: list) -> int:
    """Lay the code out, and mend what can be mended."""
    ruff = [environment(DEV), "-m", "ruff"]
    return run([*ruff, "check", "--fix", *arguments]) or run([*ruff, "format"])


def pictures(arguments: list) -> int:
    """Draw the pictures of the documents anew."""
    return run([environment(DEV), ROOT / "docs" / "screenshots.py", *arguments])


def types(arguments: list) -> int:
    """Check the types."""
    return run([environment(DEV), "-m", "mypy", *arguments])


def floors(arguments: list) -> int:
    """Check that each floor uses only what is below it."""
    return run([script(environment(DEV), "lint-imports"), "--no-logo", *arguments])


def all_checks() -> int:
    """Every check; stop at the first that fails."""
    for name in CHECKS:
        tell("== {} ==".format(name))
        status = COMMANDS[name]([])
        if status:
            tell("{} failed".format(name))
            return status
    return 0


def run(words: list) -> int:
    """Run something in the checkout and return its exit status."""
    sys.stdout.flush()
    return subprocess.call([str(word) for word in words], cwd=str(ROOT))


def become(words: list) -> int:
    """Run something where we are, in our own place if the system can: keys and signals are then its own."""
    plain = [str(word) for word in words]
    if os.name == "nt":
        return subprocess.call(plain)
    sys.stdout.flush()
    os.execv(plain[0], plain)


def tell(sentence: str) -> None:
    """Say something, beside the results."""
    print(sentence, file=sys.stderr, flush=True)


# The wheel


def wheel(arguments: list) -> int:
    """Build the wheel, install it elsewhere, and use it there."""
    python = environment(DEV)
    with tempfile.TemporaryDirectory(prefix="workshop-wheel-") as name:
        folder = Path(name).resolve()
        status = run(
            [python, "-I", "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--no-build-isolation", "--wheel-dir", folder, ROOT]
        )  # fmt: skip
        if status:
            return status
        (built,) = folder.glob("*.whl")
        tell("{}, {} kB".format(built.name, built.stat().st_size // 1000))
        elsewhere = folder / "elsewhere"
        make(elsewhere)
        install(python_in(elsewhere), "-r", str(ROOT / USE), "--require-hashes")
        install(python_in(elsewhere), "--no-deps", str(built))
        use_wheel(Elsewhere(python_in(elsewhere), folder / "at home"))
    tell("the wheel works on its own")
    return 0


class Elsewhere:
    """The installed wheel, used from a folder that knows nothing of the checkout."""

    def __init__(self, python: Path, home: Path) -> None:
        self.python, self.home = python, home
        home.mkdir()
        self.surroundings = dict(os.environ, HOME=str(home), USERPROFILE=str(home), PYTHONUTF8="1")
        for name in ("PYTHONPATH", "WORKSHOP_FOLDER", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            self.surroundings.pop(name, None)

    def says(self, *arguments: str) -> str:
        """What a command of the program prints; it must succeed."""
        return self._run([str(script(self.python, "workshop-tui")), *arguments])

    def finds(self, code: str) -> str:
        """What a line of Python prints there."""
        return self._run([str(self.python), "-c", code])

    def _run(self, words: list) -> str:
        done = subprocess.run(
            words, cwd=str(self.home), env=self.surroundings, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        said = done.stdout.decode("utf-8", "replace")
        if done.returncode:
            wrong = done.stderr.decode("utf-8", "replace")
            raise Stop("{} gave {}: {}".format(" ".join(words[1:3]), done.returncode, (wrong + said).strip()))
        return said


def use_wheel(installed: Elsewhere) -> None:
    """Lead a stranger's life with the installed program, and see that nothing was left out of the wheel."""
    inside = Path(installed.finds("import workshop_tui, os; print(os.path.dirname(workshop_tui.__file__))").strip())
    expect(ROOT not in inside.parents, "the program runs from the wheel and not from the checkout")
    for name, pattern in (("frameworks", "**/*.toml"), ("sessions/examples", "*.toml")):
        here = {path.relative_to(ROOT / name): path.read_bytes() for path in (ROOT / name).glob(pattern)}
        there = inside / "shipped" / name
        expect(bool(here), "there is something in {}".format(name))
        expect(
            here == {path.relative_to(there): path.read_bytes() for path in there.glob(pattern)},
            "the wheel holds every file of {}".format(name),
        )
    listed = installed.says("frameworks", "list")
    for path in sorted((ROOT / "frameworks").glob("**/*.toml")):
        expect(
            path.stem in listed or path.stem in installed.says("frameworks", "show", path.stem),
            "{} is known".format(path.stem),
        )
    expect(
        "Workloads we can manage" in installed.says("frameworks", "show", "conditions-for-success"),
        "a framework can be read",
    )
    installed.says("check", str(inside / "shipped"))
    made = installed.says("new", "--team", "Family Help 3", "--date", "2026-12-01", "--folder", "my sessions").strip()
    expect((installed.home / made).is_file(), "a session can be made")
    expect("Family Help 3" in installed.says("show", made), "a session can be shown")
    installed.says("check", made)
    for path in sorted((inside / "shipped" / "sessions" / "examples").glob("*.toml")):
        expect('"team"' in installed.says("show", "--json", str(path)), "{} can be shown".format(path.name))
    scripts = "from importlib.metadata import files; print(*files('workshop-tui'), sep='\\n')"
    expect("tests/" not in installed.finds(scripts), "tests stay out of the wheel")
    expect("licenses/LICENSE" in installed.finds(scripts), "the licence is in the wheel")


def expect(is_so: bool, what: str) -> None:
    """Stop unless it is so."""
    if not is_so:
        raise Stop("it is not true that {}".format(what))


COMMANDS = {
    "test": test,
    "lint": lint,
    "format": lay_out,
    "pictures": pictures,
    "types": types,
    "floors": floors,
    "wheel": wheel,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
