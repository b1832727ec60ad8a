"""Commands answer whoever runs the machine in one line, whatever state it is in."""

from __future__ import annotations

from pathlib import Path

from tracker.app import build
from tracker.cli import UNCHECKED, install
from tracker.db import db
from tracker.settings import load_settings


def test_a_ledger_without_its_keys_cannot_be_checked(tmp_path: Path) -> None:
    app = install(build(load_settings(environment="test", instance=tmp_path / "instance")))
    outcome = app.test_cli_runner().invoke(args=["verify-ledger"])
    assert outcome.exit_code == UNCHECKED
    assert outcome.stderr.startswith("tracker: key ")
    assert outcome.stderr.count("\n") == 1
    with app.app_context():
        db.engine.dispose()
