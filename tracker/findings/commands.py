"""The command that goes round every sealed file, for the machine's schedule."""

from __future__ import annotations

import sys
import time

import click
from flask.cli import with_appcontext

from tracker.db import db
from tracker.findings.clearing import clear_again
from tracker.findings.rounds import go_round
from tracker.policy.answers import Overtaken


@click.command("verify-captures")
@click.option("--minutes", type=click.IntRange(1), help="Break off after so long; the next start goes on.")
@with_appcontext
def verify_captures(minutes: int | None) -> None:
    """Compute the digest of every sealed file anew; for every night. Exit 1 if one is not as received."""
    until = time.monotonic() + minutes * 60 if minutes else None
    try:
        state = go_round(goes_on=lambda: until is None or time.monotonic() < until)
    except Overtaken:
        click.echo("another process goes round the files already")
        return
    clear_again(db.session, db.engine)
    click.echo(state.sentence)
    sys.exit(1 if state.failed else 0)
