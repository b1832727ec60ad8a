"""Loads the sample data once: sets the installation up, and lets eight weeks of work pass on its stage."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from flask import Flask
from sqlalchemy import func, inspect, select

from tracker.checkpointing import make_checkpoint
from tracker.clock import FixedClock
from tracker.db import clock_of, db, unit_of_work
from tracker.demo.cast import DISPATCHERS, OFFICERS
from tracker.demo.company import Company
from tracker.demo.days import Days
from tracker.demo.stage import play
from tracker.demo.stories import stories
from tracker.findings.rounds import go_round
from tracker.first_run import set_up
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.models import ledger_entries
from tracker.policy.actors import SYSTEM
from tracker.settings import Settings

HALF = "The sample data are there in part only: a load was interrupted. Remove {folder} and start again."


def load_once(app: Flask) -> None:
    """Set the demo installation up and fill it, unless it is filled already.

    Ends the process with one line where an earlier load was interrupted.
    """
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        lines, loaded = _ledger()
        clock = clock_of(db.session)
        db.engine.dispose()
    if lines and not loaded:
        sys.exit(HALF.format(folder=settings.instance))
    if loaded:
        set_up(app)
        return
    count, begun = len(OFFICERS) + len(DISPATCHERS), clock.now()
    click.echo(f"Loading sample data: {count} candidates, eight weeks of work. It takes a minute or two ...")
    scenes = _fill(app, settings, begun)
    took = (clock.now() - begun).total_seconds()
    click.echo(f"Loaded in {took:.0f} seconds: {scenes} scenes.")


def _ledger() -> tuple[int, bool]:
    """Return how many lines the ledger has, and whether one says that the load is complete."""
    if not inspect(db.engine).has_table(ledger_entries.name):
        return 0, False
    loaded = select(func.count()).where(ledger_entries.c.event == Event.DEMO_LOADED.name)
    lines = db.session.scalar(select(func.count()).select_from(ledger_entries)) or 0
    return lines, bool(db.session.scalar(loaded))


def _fill(app: Flask, settings: Settings, now: datetime) -> int:
    """Play all stories while the sessions' clock goes through the weeks up to ``now``."""
    days = Days(now)
    clock = FixedClock(days.at(1, "08:30"))
    with _on_stage(app, clock):
        set_up(app)
        with app.app_context():
            scenes = play(stories(Company(settings, days)), clock)
            clock.set(now)
            go_round()
            with unit_of_work(SYSTEM) as work:
                record(work, Event.DEMO_LOADED, candidates=len(OFFICERS) + len(DISPATCHERS))
            make_checkpoint()
    return scenes


@contextmanager
def _on_stage(app: Flask, clock: FixedClock) -> Iterator[None]:
    """Let the sessions of the application go by another clock, within the block."""
    with app.app_context():
        info = db.sessionmaker.kw["info"]
        db.sessionmaker.configure(info={**info, "clock": clock})
    try:
        yield
    finally:
        with app.app_context():
            db.sessionmaker.configure(info=info)
            db.engine.dispose()
