"""What every test can ask for: a migrated database, the application on it, a clock, and people."""

from __future__ import annotations

import gc
import os
import re
import shutil
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import nullcontext
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

import hypothesis
import pytest
from flask import Flask, has_app_context
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Playwright
from sqlalchemy import QueuePool, text
from sqlalchemy.orm import Session

from tests import postgres
from tests.browser import launch, served
from tests.people import Browser, People
from tests.pristine import Copied, File, Pristine
from tests.rooms import keeping_to_themselves
from tracker.app import build, create_app
from tracker.clock import FixedClock, keep_time_of
from tracker.db import db
from tracker.demo.load import load_once
from tracker.first_run import set_up
from tracker.settings import Settings, load_settings

T = TypeVar("T")
NOON = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
"""When tests begin: March 9, 2026, noon in the agency's zone."""
STAGES = 24
"""How many stages a worker remembers at most."""
MADE_ANEW = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-")
"""What an id looks like that is made by chance."""
IN_ANY_ORDER = re.compile(r"set\(\{[^}]*,")
"""What the text of a set of several looks like: each process has an order of its own."""
SHARED = {"demo_app": "sample data", "office": "office"}
"""What is dear to make: whatever asks for it runs on one worker, by the worker's group."""

hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", max_examples=1_000, deadline=None)
hypothesis.settings.load_profile(
    "same"
)  # a commit passes or fails, and not by chance; `make explore` looks further


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the whole suite run on either database."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a file among the cases by its size: workers must agree on the names, and people read them."""
    return f"{argname} of {len(val)} bytes" if isinstance(val, bytes) and len(val) > 40 else None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Keep together what shares the sample data or a width; on PostgreSQL, run what knows a database.

    It goes around all others, as the one that writes groups down for the workers comes before any in here.
    """
    for item in items:
        if MADE_ANEW.search(item.nodeid) or IN_ANY_ORDER.search(item.nodeid):
            raise pytest.UsageError(f"{item.nodeid}: each worker would know this test by another name")
        if group := _together(item):
            item.add_marker(pytest.mark.xdist_group(group))
    if config.getoption("--database") == "postgresql":
        there = [item for item in items if _knows_a_database(item) and not item.get_closest_marker("sqlite")]
        config.hook.pytest_deselected(items=list(set(items) - set(there)))
        items[:] = there
    yield


def _together(item: pytest.Item) -> str:
    used = getattr(item, "fixturenames", ())
    if "surface" in used and hasattr(item, "callspec"):
        return f"{item.callspec.params['surface'][0]} wide"
    return next((group for fixture, group in SHARED.items() if fixture in used), "")


def _knows_a_database(item: pytest.Item) -> bool:
    return not {"home", "demo_app", "dialect"}.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_configure(config: pytest.Config) -> None:
    """Keep the time of the tests' agency, and start PostgreSQL once for all workers."""
    gc.set_threshold(100_000, 50, 100)  # tests make and drop much at a time; looking less often is quicker
    keep_time_of(load_settings(environment="test").time_zone)
    if config.getoption("--database") == "postgresql" and "TRACKER_TEST_POSTGRES" not in os.environ:
        server = postgres.Server()
        os.environ["TRACKER_TEST_POSTGRES"] = str(server.home)
        config.add_cleanup(server.stop)


@pytest.fixture(scope="session")
def dialect(pytestconfig: pytest.Config) -> str:
    """Which database the suite runs on."""
    return str(pytestconfig.getoption("--database"))


@pytest.fixture(scope="session", autouse=True)
def rooms() -> Iterator[None]:
    """No room writes a row of another, whatever a test does."""
    with keeping_to_themselves():
        yield


@dataclass(frozen=True, slots=True)
class Stage:
    """What many tests come to: rows and files, the moment, who is known by then, and what was made."""

    rows: Copied | Pristine
    files: Path
    moment: datetime
    known: dict[str, UUID]
    made: Any

    def forget(self) -> None:
        """Let go of its rows and files."""
        self.rows.close()
        shutil.rmtree(self.files, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a test stands: by which steps it came there, the lines of the ledger by then, and the moment."""

    steps: tuple[Hashable, ...]
    lines: int
    moment: datetime


class Home:
    """The worker's installation: its folder, its first rows, and how to go back to them or to a stage."""

    def __init__(self, folder: Path, dialect: str, worker: str) -> None:
        """Make a folder with a migrated, empty database and keys."""
        self.folder, self.dialect, self.name = folder, dialect, f"tracker_{worker}"
        url = ""
        if dialect == "postgresql":
            url = postgres.create(self.name)
        self.settings: Settings = load_settings(environment="test", instance=folder, database_url=url)
        self.clock = FixedClock(NOON)
        self._stages: OrderedDict[tuple[Hashable, ...], Stage] = OrderedDict()
        self._asked: set[tuple[Hashable, ...]] = set()
        self._numbers = count()
        first = build(self.settings, self.clock)
        set_up(first)
        self._close(first)
        self.app = create_app(self.settings, clock=self.clock)
        self._let_go()
        self._file = File(self.settings.data / "tracker.db", self._let_go, self._used)
        if dialect == "postgresql":
            postgres.create(f"{self.name}_pristine", self.name)
        self._first = self._rows()
        self._reached = self._empty = Reached((), self._ledger(), NOON)

    @staticmethod
    def _close(app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()

    def _let_go(self) -> None:
        self._close(self.app)

    def _used(self) -> bool:
        with self.app.app_context() if not has_app_context() else nullcontext():
            pool = db.engine.pool
            return not isinstance(pool, QueuePool) or pool.checkedout() > 0

    def close(self) -> None:
        """Let go of the database."""
        self._file.close()
        self._forget_stages()
        self._first.close()

    def _forget_stages(self) -> None:
        for stage in self._stages.values():
            stage.forget()
        self._stages.clear()

    def _rows(self) -> Copied | Pristine:
        if self.dialect == "postgresql":
            return Pristine(self.settings.database)
        return Copied(self._file)

    def _ledger(self) -> int:
        """Return how many lines and checkpoints the ledger has: whatever is written, they grow."""
        lines = "SELECT (SELECT count(*) FROM ledger_entries) + (SELECT count(*) FROM ledger_checkpoints)"
        with self.app.app_context():
            return db.session.scalar(text(lines)) or 0

    def restore(self) -> None:
        """Go back to the empty database, an empty store and the first moment."""
        self.clock.set(NOON)
        self.app.config["WTF_CSRF_ENABLED"] = True  # a test may have left its forms without tokens
        self.app.extensions["tracker.pace"].clear()
        if not self._first.restore():
            self._make_anew()
        self._reached = self._empty
        shutil.rmtree(self.settings.captures, ignore_errors=True)
        self.settings.captures.mkdir(mode=0o700)
        shutil.rmtree(self.settings.checkpoints, ignore_errors=True)

    def _make_anew(self) -> None:
        self.close()
        postgres.create(self.name, f"{self.name}_pristine")
        self._first = Pristine(self.settings.database)

    def once(self, key: Hashable, known: dict[str, UUID], make: Callable[[], T]) -> T:
        """Return what ``make`` builds on what stands here: built by two tests, gone back to by all others.

        ``known`` are the people by name, whom making adds to. A test that did anything else before, or moved
        the clock, builds it itself.
        """
        before = self._reached
        if (before.lines, before.moment) != (self._ledger(), self.clock.now()):
            return make()
        steps = (*before.steps, key)
        if steps in self._stages and self._go_back_to(steps, known):
            return cast("T", deepcopy(self._stages[steps].made))
        made = make()
        self._reached = Reached(steps, self._ledger(), self.clock.now())
        if steps in self._asked:
            self._remember(steps, known, made)
        self._asked.add(steps)
        return made

    def _go_back_to(self, steps: tuple[Hashable, ...], known: dict[str, UUID]) -> bool:
        stage = self._stages[steps]
        with self.app.app_context() if not has_app_context() else nullcontext():
            db.session.close()
        if not stage.rows.restore():
            return False
        shutil.copytree(stage.files, self.settings.captures, dirs_exist_ok=True)
        known |= stage.known
        self.clock.set(stage.moment)
        self._stages.move_to_end(steps)
        self._reached = Reached(steps, self._ledger(), stage.moment)
        return True

    def _remember(self, steps: tuple[Hashable, ...], known: dict[str, UUID], made: object) -> None:
        files = self.folder / f"files-{next(self._numbers)}"
        shutil.copytree(self.settings.captures, files)
        with self.app.app_context() if not has_app_context() else nullcontext():
            db.session.close()
        stage = Stage(self._rows(), files, self.clock.now(), dict(known), deepcopy(made))
        self._stages[steps] = stage
        if len(self._stages) > STAGES:
            self._stages.popitem(last=False)[1].forget()


@pytest.fixture(scope="session")
def worker() -> str:
    """The name of this process among those that run tests side by side."""
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, dialect: str, worker: str) -> Iterator[Home]:
    """The worker's installation."""
    home = Home(tmp_path_factory.mktemp("home"), dialect, worker)
    yield home
    home.close()


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory, dialect: str, worker: str) -> Iterator[Flask]:
    """The application in demo mode, filled once; tests read it and sign in, and change nothing else."""
    url = postgres.create(f"demo_{worker}") if dialect == "postgresql" else ""
    settings = load_settings(environment="demo", instance=tmp_path_factory.mktemp("demo"), database_url=url)
    load_once(build(settings))
    app = create_app(settings)
    app.test_client_class = Browser
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(home: Home) -> Flask:
    """The application on an empty, migrated database with keys."""
    home.restore()
    return home.app


@pytest.fixture
def settings(home: Home) -> Settings:
    """The settings that the application runs with."""
    return home.settings


@pytest.fixture
def clock(app: Flask, home: Home) -> FixedClock:
    """The application's clock, to be moved by hand."""
    return home.clock


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """An application context for tests of services and queries."""
    with app.app_context():
        yield


@pytest.fixture
def session(context: None) -> Session:
    """The session of that context."""
    return db.session


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application on a port of this machine."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Chromium]:
    """The system's browser."""
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def people(app: Flask, home: Home) -> People:
    """Makes members of staff and signs browsers of theirs in."""
    return People(app, home.once)
