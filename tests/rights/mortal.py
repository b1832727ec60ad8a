"""A served installation that can be killed at any moment, and comes back on the same address."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from tests.factories.affidavits import Round
from tests.people import People
from tracker.affidavits.drafts import draft_of
from tracker.app import build, create_app
from tracker.cases.inviting import Issued
from tracker.clock import SystemClock
from tracker.db import db
from tracker.first_run import set_up
from tracker.policy.facts import CaseFacts
from tracker.rights.queries import questions_of
from tracker.settings import ROOT, load_settings


class Mortal:
    """One case and its candidate's way in, served by a process of its own."""

    def __init__(self, folder: Path) -> None:
        """Set up, open a case, and serve."""
        self.folder = folder
        settings = load_settings(environment="test", instance=folder)
        app = build(settings, SystemClock())
        set_up(app)
        self.app = create_app(settings, clock=SystemClock())
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            self.port = int(place.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        with self.app.app_context():
            self.round = Round(People(self.app))
            db.engine.dispose()
        self.serve()

    def candidate(self, name: str) -> tuple[CaseFacts, Issued]:
        """Open a case and invite its candidate."""
        with self.app.app_context():
            case = self.round.case(name)
            issued = self.round.invite(case)
            db.engine.dispose()
        return case, issued

    def serve(self) -> None:
        """Serve, in a group of processes that is killed as one."""
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "1"]
        self._server = subprocess.Popen(
            [*command, "--worker-class", "gthread", "--threads", "4", "--log-level", "critical", "wsgi:app"],
            cwd=ROOT,
            env=os.environ
            | {"TRACKER_ENVIRONMENT": "test", "TRACKER_INSTANCE": str(self.folder)}
            | {"TRACKER_BASE_URL": self.address},
            start_new_session=True,
        )
        for _ in range(300):
            try:
                with urlopen(f"{self.address}/healthz", timeout=1):  # noqa: S310 - our own loopback address
                    return
            except OSError:
                time.sleep(0.1)
        self.kill()
        raise RuntimeError("the server did not answer within thirty seconds")

    def kill(self) -> None:
        """End it as a power cut would: without a word, and without letting it finish anything."""
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait(10)

    def names(self, case: CaseFacts) -> tuple[str, ...]:
        """Return the other names that are saved in a case."""
        with self.app.app_context():
            return draft_of(db.session, case.case_id).answers.other_names

    def accounts(self, case: CaseFacts) -> tuple[str, ...]:
        """Return the usernames that are saved in a case."""
        with self.app.app_context():
            return tuple(one.handle for one in draft_of(db.session, case.case_id).answers.accounts)

    def editions(self, case: CaseFacts) -> int:
        """Return how many editions are filed in a case."""
        with self.app.app_context():
            return draft_of(db.session, case.case_id).filed.edition

    def questions(self, case: CaseFacts) -> tuple[str, ...]:
        """Return the questions that were asked in a case."""
        with self.app.app_context():
            return tuple(one.words for one in questions_of(db.session, case.case_id))
