"""Whether the installation is in order, in words: for the command line and for the system page."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from tracker.checkpointing import came_back, disposals_of, gone_back, taken_away, witness_of
from tracker.clock import agency_zone
from tracker.db import clock_of, db
from tracker.editions import shelf
from tracker.ledger.report import Verdict
from tracker.ledger.verify import verify
from tracker.mail.queries import mail_counts
from tracker.policy.wording import counted, moment
from tracker.settings import ROOT, Settings
from tracker.vault.vault import vault_of

LEAST_FREE = 2_000_000_000
"""Bytes that should be free where captures are kept."""
WORKER_SEEN_WITHIN = timedelta(minutes=10)
"""For so long nobody need have looked for mail to send."""
WALLS = ROOT / "migrations" / "versions" / "WALLS"
"""The walls that the newest version has, one a line: the database's name, the trigger's name."""
STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'",
}
"""How each database tells its triggers; on PostgreSQL, those that fire in every session."""


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that was looked at, and what to do if it is not well."""

    name: str
    well: bool
    sentence: str


def run(app: Flask, *, ledger: bool = True) -> tuple[HealthCheck, ...]:
    """Look at settings, editions, database, keys, ledger, mail and disk; without a database not at the rest.

    Without ``ledger`` its lines are not recomputed, which takes the longer the more there are.
    """
    settings: Settings = app.extensions["settings"]
    checks = [HealthCheck("settings", True, f"{settings.environment}, data in {settings.data}")]
    checks += [_editions(), _database(app)]
    if not checks[-1].well:
        return tuple(checks)
    return (
        *checks,
        _walls(),
        _keys(),
        _export(),
        _disposals(),
        *([_ledger()] if ledger else []),
        _mail(settings),
        _disk(settings),
    )


def _editions() -> HealthCheck:
    """Read what rules judge by from the disk anew: it may have changed since the start."""
    try:
        found = shelf.load(shelf.CONFIG)
    except shelf.EditionError as error:
        return HealthCheck("editions", False, str(error))
    protocols = counted(len(found.protocols()), "protocol")
    profiles = counted(len(found.profiles()), "legal profile")
    return HealthCheck("editions", True, f"{protocols} and {profiles}, as published")


def _database(app: Flask) -> HealthCheck:
    name = "database"
    try:
        db.session.execute(select(1))
        if not inspect(db.engine).has_table("keyring"):
            return HealthCheck(name, False, "it is empty; run: flask --app wsgi init")
        migrations: Alembic = app.extensions["alembic"]
        here = {revision.revision for revision in migrations.current()}
        newest = {revision.revision for revision in migrations.heads()}
    except SQLAlchemyError as error:
        return HealthCheck(name, False, f"it does not answer ({type(error).__name__}); is it running?")
    if here != newest:
        return HealthCheck(
            name, False, "it is of an older version; make a backup, then run: flask --app wsgi init"
        )
    return HealthCheck(name, True, f"{db.engine.dialect.name}, at version {', '.join(sorted(here))}")


def _walls() -> HealthCheck:
    """Hold the triggers that stand in the database against those that the migrations put there."""
    dialect = db.engine.dialect.name
    lines = (line.split() for line in WALLS.read_text("utf-8").splitlines())
    expected = {wall for database, wall in lines if database == dialect}
    missing = sorted(expected - set(db.session.execute(text(STANDING[dialect])).scalars()))
    if missing:
        words = f"gone from the database: {', '.join(missing)}; tell whoever keeps it, and put a backup back"
        return HealthCheck("walls", False, words)
    return HealthCheck("walls", True, f"{counted(len(expected), 'wall')} of the database, all standing")


def _keys() -> HealthCheck:
    vault = vault_of(db.session)
    troubles = vault.troubles(db.session)
    if troubles:
        return HealthCheck("keys", False, "; ".join(troubles))
    return HealthCheck("keys", True, f"all are there and right, fingerprint {vault.fingerprint()}")


def _export() -> HealthCheck:
    """Hold the database against the last exported checkpoint: an old backup put back is seen here."""
    words = gone_back(db.session) or taken_away(db.session)
    return HealthCheck("checkpoints", not words, words or "the ledger stands on the last exported checkpoint")


def _disposals() -> HealthCheck:
    """Hold the database against the signed list of what was disposed of: nothing of it comes back."""
    words = came_back(db.session)
    kept = counted(len(disposals_of(db.session).batches), "batch", "batches")
    return HealthCheck("disposals", not words, words or f"{kept} in the list outside, none of it back")


def _ledger() -> HealthCheck:
    report = verify(db.session, witness_of(db.session))
    return HealthCheck("ledger", report.verdict is Verdict.SOUND, report.sentence())


def _mail(settings: Settings) -> HealthCheck:
    """Say whether mail is set up, whether somebody delivers it, and what did not leave."""
    name = "mail"
    if not settings.mail_available:
        return HealthCheck(name, True, "off: links go by hand or by letter; TRACKER_SMTP_HOST turns it on")
    counts, now = mail_counts(db.session), clock_of(db.session).now()
    where = f"written to {settings.mails}" if settings.mail_files else f"sent through {settings.smtp_host}"
    queue = f"{counted(counts.waiting, 'mail')} waiting, {counts.not_sent} refused or given up"
    seen = counts.looked_at
    if seen is None or now - seen > WORKER_SEEN_WITHIN:
        last = f"since {moment(seen.astimezone(agency_zone()))}" if seen else "yet"
        words = f"nobody has looked for mail to send {last}; run: flask --app wsgi deliver; {queue}"
        return HealthCheck(name, not counts.waiting and seen is None, words)
    return HealthCheck(name, True, f"{where}; {queue}")


def _disk(settings: Settings) -> HealthCheck:
    free = shutil.disk_usage(settings.data).free
    words = f"{free / 1e9:.1f} GB free where captures are kept"
    return HealthCheck("disk", free >= LEAST_FREE, words)
