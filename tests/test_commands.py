"""Commands answer whoever runs the machine in one line, whatever state it is in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from dotenv import dotenv_values
from flask import Flask
from sqlalchemy.orm import Session

from tracker.app import EX_CONFIG
from tracker.checkpointing import witness_of
from tracker.cli import install
from tracker.settings import ROOT


def test_without_its_keys_nothing_starts_and_the_ledger_is_not_checked(tmp_path: Path) -> None:
    clean = {"PATH": os.environ["PATH"], "TRACKER_ENVIRONMENT": "test", "TRACKER_INSTANCE": str(tmp_path)}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        flask = [sys.executable, "-m", "flask", "--app", "wsgi", *command]
        return subprocess.run(flask, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)

    assert run("init").returncode == 0
    (tmp_path / "keys").rename(tmp_path / "lost")
    outcome = run("verify-ledger", "--json")
    assert (outcome.returncode, outcome.stdout) == (EX_CONFIG, "")
    assert outcome.stderr.startswith("tracker: key ")
    assert outcome.stderr.count("\n") == 1


def test_the_key_line_of_the_checkpoints_is_given_out(app: Flask, session: Session) -> None:
    install(app)
    (verifier,) = witness_of(session).verifiers
    told = app.test_cli_runner().invoke(args=["verify-ledger"])
    assert told.stdout.splitlines()[1].endswith(f": {verifier.text()}")
    report = json.loads(app.test_cli_runner().invoke(args=["verify-ledger", "--json"]).stdout)
    assert report["keys"] == [verifier.text()]


def test_the_settings_of_an_agency_are_read_alike_by_the_shell_and_by_flask() -> None:
    script = "set -a; . ./.env.example; set +a; env -0"
    clean = {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["bash", "-euc", script], cwd=ROOT, env=clean, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    shell = dict(line.split("=", 1) for line in done.stdout.split("\0") if line.startswith("TRACKER_"))
    assert shell == dotenv_values(ROOT / ".env.example")
    assert shell["TRACKER_AGENCY_NAME"] == "Your Police Department"


def test_an_agencys_settings_set_up_an_installation_that_is_in_order(tmp_path: Path) -> None:
    flask = f"{sys.executable} -m flask --app wsgi"
    script = f"""
    set -a; . ./.env.example; set +a
    export TRACKER_INSTANCE={tmp_path}/tracker TRACKER_KEYS=file:{tmp_path}/keys
    {flask} init
    echo "a long password for tests" | {flask} create-admin --name "Priya Nair" --email priya@yourcity.gov
    {flask} check
    {sys.executable} -m gunicorn --check-config wsgi:app
    """
    clean = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    done = subprocess.run(
        ["bash", "-euc", script], cwd=ROOT, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Priya Nair (P-" in done.stdout
    assert "TROUBLE" not in done.stdout
    assert "ok    settings: production, " in done.stdout
    assert (tmp_path / "tracker" / "data" / "tracker.db").is_file()
