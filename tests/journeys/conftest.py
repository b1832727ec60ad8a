"""A served installation with its staff, and browsers for them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.affidavits.conftest import Site
from tests.journeys.desk import desk
from tests.journeys.house import grown, house, inside, things
from tests.journeys.later import DAYS
from tests.journeys.served_case import EMAIL, Glass, Seen, ServedCase
from tests.journeys.walker import Shape, Walker
from tests.people import PASSWORD, People
from tracker.app import build, create_app
from tracker.clock import SystemClock
from tracker.db import db
from tracker.first_run import set_up
from tracker.policy.actors import Actor, Role
from tracker.settings import ROOT, load_settings

__all__ = ["desk", "grown", "house", "inside", "things"]


class Department:
    """A small department: its staff, and the server that serves it in processes of its own."""

    def __init__(self, folder: Path, *, log: Path | None = None, temporary: Path | None = None) -> None:
        """Set up, hire, and serve on a free port of this machine.

        With ``log``, everything that the server says goes there, and it says as much as it can; with
        ``temporary``, its temporary files go there.
        """
        self.folder, self._log, self._temporary = folder, log, temporary
        settings = load_settings(environment="test", instance=folder)
        app = build(settings, SystemClock())
        set_up(app)
        app = create_app(settings, clock=SystemClock())
        people = People(app)
        self.staff = _hire(people)
        self.references = {who: people.reference(actor) for who, actor in self.staff.items()}
        with app.app_context():
            db.engine.dispose()
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._server = self._serve()

    def _serve(self, *, later: int = 0) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "1"]
        product = "tests.journeys.later:product()" if later else "wsgi:app"
        said = ["--log-level", "debug", "--access-logfile", "-"] if self._log else ["--log-level", "warning"]
        with self._log.open("ab") if self._log else nullcontext() as log:
            server = subprocess.Popen(
                [*command, "--worker-class", "gthread", "--threads", "4", *said, product],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env=os.environ
                | {"TRACKER_ENVIRONMENT": "test", "TRACKER_INSTANCE": str(self.folder)}
                | {"TRACKER_BASE_URL": self.address, DAYS: str(later)}
                | ({"TMPDIR": str(self._temporary)} if self._temporary else {}),
            )
        for _ in range(200):
            try:
                with urlopen(f"{self.address}/healthz", timeout=1):  # noqa: S310 - our own loopback address
                    return server
            except OSError:
                time.sleep(0.1)
        server.kill()
        raise RuntimeError("the server did not answer within twenty seconds")

    @property
    def process(self) -> int:
        """Return the number of the server's first process."""
        return self._server.pid

    def email(self, who: str) -> str:
        """Return the address that somebody of the staff signs in with."""
        return f"{self.staff[who].name.casefold().replace(' ', '.')}@riverton.example"

    def goes_on(self, *, days: int) -> None:
        """Stop serving, and serve on as many days later."""
        self.close()
        self._server = self._serve(later=days)

    def close(self) -> None:
        """Stop serving."""
        self._server.send_signal(signal.SIGTERM)
        try:
            self._server.wait(10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait(10)


def _hire(people: People) -> dict[str, Actor]:
    return {
        "hr": people.make("Helen Park", Role.HR_ADMIN),
        "chief": people.make("Chief Avery Stone", Role.CHIEF),
        "investigator": people.make("Dana Ruiz", Role.INVESTIGATOR),
        "supervisor": people.make("Chidi Okafor", Role.SUPERVISOR),
        "chair": people.make("Grace Tan", Role.BOARD_MEMBER),
        "member": people.make("Miguel Reyes", Role.BOARD_MEMBER),
        "member-too": people.make("Joan Whitfield", Role.BOARD_MEMBER),
        "auditor": people.make("Ellen Voss", Role.AUDITOR),
    }


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


class Surface:
    """One department, seen by everybody at one width, with scripts or without."""

    def __init__(
        self, browser: Browser, department: Department, *, width: int, scripts: bool, judged: set[Shape]
    ) -> None:
        """Nobody is inside yet; ``judged`` is what was found accessible at this width."""
        self.width, self.scripts = width, scripts
        self._browser, self._department = browser, department
        self._looked: set[Shape] = set()
        self._judged = judged
        self._staff: dict[str, Walker] = {}
        self._inside: list[Walker] = []

    def anybody(self, who: str) -> Walker:
        """Let somebody open a browser who has no password here."""
        walker = Walker(
            self._browser,
            self._department.address,
            who,
            width=self.width,
            scripts=self.scripts,
            looked=self._looked,
            judged=self._judged,
        )
        self._inside.append(walker)
        return walker

    def staff(self, who: str) -> Walker:
        """Return somebody of the staff at their browser, who signs in the first time."""
        if who not in self._staff:
            walker = self._staff[who] = self.anybody(who)
            walker.go("/sign-in")
            walker.write("E-mail", self._department.email(who))
            walker.write("Password", PASSWORD)
            walker.press("Sign in")
        return self._staff[who]

    def days_pass(self, days: int) -> None:
        """Let the department go on so many days later, where everybody signs in anew."""
        for walker in self._inside:
            walker.leave()
        self._inside.clear()
        self._staff.clear()
        self._department.goes_on(days=days)

    def close(self) -> None:
        """Close every browser."""
        for walker in self._inside:
            walker.leave()


SURFACES = [(1280, True), (320, True), (1280, False), (320, False)]


def named(surface: tuple[int, bool]) -> str:
    """Return how a surface is called among the tests."""
    return f"{surface[0]}-{'scripts' if surface[1] else 'none'}"


@pytest.fixture(scope="session")
def judged() -> dict[int, set[Shape]]:
    """What faults of accessibility were looked for on, at each width."""
    return {width: set() for width, _ in SURFACES}


@pytest.fixture(scope="module", params=SURFACES, ids=named)
def surface(
    request: pytest.FixtureRequest,
    chromium: Browser,
    judged: dict[int, set[Shape]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Surface]:
    """A department of its own for the journeys of one surface."""
    width, scripts = request.param
    department = Department(tmp_path_factory.mktemp("department") / "instance")
    surface = Surface(chromium, department, width=width, scripts=scripts, judged=judged[width])
    yield surface
    surface.close()
    department.close()


@pytest.fixture(scope="session")
def seen() -> Seen:
    """What the browsers of served cases looked at, by any test."""
    return Seen()


@pytest.fixture
def glass(request: pytest.FixtureRequest) -> Glass:
    """What the candidate looks through; at 320 px in English with scripts, unless the test says otherwise."""
    return getattr(request, "param", Glass("en", 320, scripts=True))


@pytest.fixture
def served_case(
    app: Flask, people: People, address: str, chromium: Browser, glass: Glass, seen: Seen
) -> Iterator[ServedCase[Site]]:
    """A case whose candidate is asked for an affidavit, served with its forms guarded as they are."""
    site = Site(app, people, email=EMAIL)
    app.config["WTF_CSRF_ENABLED"] = True
    served = ServedCase(site, address, chromium, glass, seen)
    yield served
    served.close()
