"""What every developer relies on: the environment is made alike everywhere, and make says what is missing."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.structure.source import ROOT

TEMPLATES = ROOT / "templates"
BY_HAND = re.compile(r"""\b(href|action)=["']/""")
UNNAMED = re.compile(r"raises\(IntegrityError\)")
TOOLS = {"gunicorn", "prek", "psycopg", "pytest-xdist", "types-html5lib", "types-wtforms"}
"""What is named by a command or a setting, and imported by no module."""
MODULES = {
    "bootstrap-flask": "flask_bootstrap",
    "pillow": "PIL",
    "import-linter": "lint-imports",
    "pytest-playwright": "playwright",
}
"""Packages that are called otherwise where they are used."""
AT_THE_TOP = {
    ".ci",
    "bench",
    "config",
    "docs",
    "migrations",
    "templates",
    "tests",
    "tracker",
    ".env.example",
    ".flaskenv",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "pyproject.toml",
    "requirements-dev.in",
    "requirements-dev.txt",
    "requirements.in",
    "requirements.txt",
    "wsgi.py",
}
"""What stands at the top of the house; a file that came there by mistake could hold a secret."""


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.name))
def test_no_template_writes_an_address_by_hand(path: Path) -> None:
    assert not BY_HAND.search(path.read_text("utf-8"))


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_what_is_required_is_used(name: str) -> None:
    folders = [ROOT / folder for folder in ("tracker", "tests", "bench", "migrations")]
    texts = [path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py")]
    texts += [(ROOT / "Makefile").read_text("utf-8")]
    everything = "\n".join(texts)
    lines = (ROOT / name).read_text("utf-8").splitlines()
    packages = [re.split(r"[\[~=<>,]", line)[0] for line in lines if line and line[0] not in "#-"]
    called = {package: MODULES.get(package, package.replace("-", "_")) for package in packages}
    unused = {
        package
        for package, module in called.items()
        if not re.search(rf"(import |from |\$\(BIN\)/){re.escape(module)}\b", everything)
    }
    assert unused <= TOOLS


def test_nothing_stands_at_the_top_that_nobody_put_there() -> None:
    told = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not told:  # unpacked from an archive: there is no list of what belongs to it
        told = [path.name for path in ROOT.iterdir() if path.name in AT_THE_TOP]
    assert {name.split("/")[0] for name in told} == AT_THE_TOP


def test_nothing_is_installed_without_its_hash() -> None:
    recipes = (ROOT / "Makefile").read_text("utf-8").splitlines()
    bare = [line for line in recipes if "pip install" in line and "--require-hashes" not in line]
    assert bare == []


def make(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run make with variables of its own, as somebody would on the command line."""
    command = [
        "make",
        "--no-print-directory",
        *words,
        *(f"{name}={value}" for name, value in settings.items()),
    ]
    return subprocess.run(
        command, cwd=ROOT, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False
    )


def test_make_names_the_package_that_makes_environments(tmp_path: Path) -> None:
    stripped = tmp_path / "python"
    stripped.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n')
    stripped.chmod(0o700)
    done = make(f"{tmp_path}/env/installed", PYTHON=str(stripped), VENV=f"{tmp_path}/env")
    assert done.returncode != 0
    assert done.stdout.splitlines() == [
        "Python cannot make an environment here; on Debian: sudo apt-get install python3-venv"
    ]


def test_make_run_sets_up_before_it_serves() -> None:
    done = make("--dry-run", "run")
    flask = [line for line in done.stdout.splitlines() if "flask --app wsgi" in line]
    assert [line.rpartition("wsgi ")[2].split()[0] for line in flask] == ["init", "run"]


def test_make_says_of_everything_what_it_is_for() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    said = {line.split()[1] for line in make("help").stdout.splitlines()}
    assert phony is not None
    assert said == set(phony[1].split())


def test_what_the_database_refuses_is_refused_by_the_wall_that_is_meant() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        assert not UNNAMED.search(path.read_text("utf-8")), f"{path.name}: say which wall it is"


def test_no_two_names_differ_in_capitals_alone() -> None:
    """Some machines take such files for one, and a clone there has the one without the other."""
    paths = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
    shown = [str(path) for path in paths if not any(part.startswith(".") for part in path.parts)]
    names = Counter(map(str.casefold, shown))
    assert names["readme.md"] == 1
    assert [name for name, times in names.items() if times > 1] == []
