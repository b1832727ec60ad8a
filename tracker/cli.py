"""Commands for whoever runs the machine: ``flask --app wsgi --help``."""

from __future__ import annotations

import getpass
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_address

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker import health_checks
from tracker.accounts.service import add_first_administrator
from tracker.antivirus import scanner_check
from tracker.app import EX_CONFIG, build
from tracker.cases.reminding import post_reminders
from tracker.checkpointing import make_checkpoint, witness_of
from tracker.db import db, unit_of_work
from tracker.demo.load import load_once
from tracker.findings.commands import verify_captures
from tracker.findings.keepers import contents_check, files_check, holders_check, sweep_files
from tracker.findings.rounds import rounds_check
from tracker.first_run import set_up
from tracker.journey import REMINDERS
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.verify import verify
from tracker.policy.actors import SYSTEM
from tracker.policy.answers import Refused
from tracker.policy.judgement import roles_for
from tracker.policy.permission_map import PERMISSIONS
from tracker.policy.permissions import Permission
from tracker.policy.staff import SHORTEST_PASSWORD
from tracker.policy.wording import counted
from tracker.records.commands import dispose_anew_command
from tracker.settings import Misconfigured, Settings, load_settings
from tracker.vault.trouble import KeyTrouble
from tracker.vault.vault import vault_of

EX_USAGE = 64
"""The exit status that says: called in a way that cannot be done (sysexits)."""
WELCOME = """\
Open http://{place}/sign-in and press a person's button. Stop with Ctrl+C.
  1. Ellen Voss (auditor) opens Uniformity: one candidate has a step missing, one was searched far too much.
  2. Sgt. Dana Ruiz (investigator), Lt. Chidi Okafor (supervisor), Capt. Grace Tan (board): their work waits.
  3. Imani Cole (candidate) is in the middle of her affidavit.
Mails are written to {mails}"""
"""What the demo prints: where to begin, and as whom."""


def install(app: Flask) -> Flask:
    """Give the application its commands."""
    of_rooms = (verify_captures, dispose_anew_command)
    for command in (init, demo, create_admin, check, verify_ledger, rotate_keys, who_can, deliver, *of_rooms):
        app.cli.add_command(command)
    return app


@click.command()
@with_appcontext
def init() -> None:
    """Set up a new installation, or bring an old one to this version: tables, keys."""
    set_up(current_app)
    click.echo("Set up. Next: flask --app wsgi create-admin")


@click.command()
@click.option("--host", default="127.0.0.1", help="Loopback only: sample data are for nobody else.")
@click.option("--port", default=8000, type=click.IntRange(1, 65535))
def demo(host: str, port: int) -> None:
    """Serve the product with sample data, on this machine alone."""
    if not (host == "localhost" or _is_loopback(host)):
        click.echo(
            f"The demo listens on loopback only, so that nobody else meets it; not on {host}.", err=True
        )
        sys.exit(EX_USAGE)
    if not _is_free(host, port):
        click.echo(f"Port {port} is taken. Choose another one: PORT={port + 1} make demo", err=True)
        sys.exit(EX_USAGE)
    app = build(load_settings(environment="demo"))
    load_once(app)
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    settings: Settings = app.extensions["settings"]
    click.echo(WELCOME.format(place=place, mails=settings.mails))
    server = ["-m", "gunicorn", "--bind", place, "--worker-class", "gthread", "--workers", "2"]
    command = [sys.executable, *server, "--threads", "4", "--log-level", "warning", "wsgi:app"]
    here = {"TRACKER_ENVIRONMENT": "demo", "TRACKER_BASE_URL": f"http://{place}"}
    deliver_beside = [sys.executable, "-m", "flask", "--app", "wsgi", "deliver", "--with-parent"]
    subprocess.Popen(deliver_beside, env=os.environ | here)  # noqa: S603 - fixed words
    os.execve(sys.executable, command, os.environ | here)  # noqa: S606 - fixed words


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_free(host: str, port: int) -> bool:
    """Tell whether nobody listens there yet; better said before the data are loaded than after."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@click.command("create-admin")
@click.option("--name", prompt="Name")
@click.option("--email", prompt="E-mail address")
@with_appcontext
def create_admin(name: str, email: str) -> None:
    """Add the first HR administrator, who adds everybody else; the password may come through a pipe."""
    asked = f"Password ({SHORTEST_PASSWORD} characters or more): "
    typed = getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline()
    try:
        with unit_of_work(SYSTEM) as work:
            person = add_first_administrator(work, name=name, email=email, password=typed.rstrip("\n"))
    except Refused as refusal:
        click.echo(" ".join(unmet.sentence for unmet in refusal.unmet), err=True)
        sys.exit(1)
    click.echo(f"{person.name} ({person.reference}) can sign in.")


@click.command()
@click.option("--sweep", is_flag=True, help="Also remove sealed files that a crash left without a record.")
@click.option(
    "--captures",
    is_flag=True,
    help="Also recompute every sealed file; takes as long as reading them.",
)
@with_appcontext
def check(sweep: bool, captures: bool) -> None:
    """Say in words whether the installation is in order; exit 1 if something is not."""
    results = health_checks.run(current_app)
    if all(result.well for result in results if result.name in ("database", "keys")):
        if sweep:
            with unit_of_work(SYSTEM) as work:
                sweep_files(work)
        results = (
            *results,
            holders_check(db.session),
            files_check(db.session),
            rounds_check(db.session),
            scanner_check(db.session),
            *([contents_check(db.session)] if captures else []),
        )
    for result in results:
        click.echo(f"{'ok   ' if result.well else 'TROUBLE'} {result.name}: {result.sentence}")
    sys.exit(0 if all(result.well for result in results) else 1)


@click.command("verify-ledger")
@click.option("--deep", is_flag=True, help="Also hold every row of the database against the ledger.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@with_appcontext
def verify_ledger(deep: bool, as_json: bool) -> None:
    """Recompute the ledger; exit 0 sound, 1 broken, 2 could not be checked, 78 a key is lost."""
    try:
        witness = witness_of(db.session)
    except KeyTrouble as trouble:
        click.echo(f"tracker: {trouble}", err=True)
        sys.exit(EX_CONFIG)
    report = verify(db.session, witness, deep=deep)
    keys = [verifier.text() for verifier in witness.verifiers]
    if as_json:
        click.echo(json.dumps(report.json() | {"keys": keys}, indent=2))
    else:
        click.echo(report.sentence())
        click.echo(f"Key of its checkpoints, for whoever checks elsewhere: {', '.join(keys)}")
        for problem in report.problems:
            click.echo(f"- {problem.sentence}")
    sys.exit(report.exit_status)


@click.command("rotate-keys")
@with_appcontext
def rotate_keys() -> None:
    """Make a new master key and wrap every data key under it; nothing sealed is written anew."""
    try:
        rotation = vault_of(db.session).rotate_master(_recorded)
    except KeyTrouble as trouble:
        click.echo(f"tracker: {trouble}", err=True)
        sys.exit(EX_CONFIG)
    with unit_of_work(SYSTEM) as work:
        before = ",".join(rotation.retired)
        record(work, Event.KEYS_ROTATED, key=rotation.primary, rewrapped=rotation.rewrapped, before=before)
    make_checkpoint()
    click.echo(f"{rotation.rewrapped} data keys are wrapped under {rotation.primary} now. Back the keys up.")


@contextmanager
def _recorded() -> Iterator[Session]:
    with unit_of_work(SYSTEM) as work:
        record(work, Event.KEYS_REWRAPPED)
        yield work.session


@click.command()
@click.option("--once", is_flag=True, help="Send what is due now, and end.")
@click.option("--with-parent", is_flag=True, help="End when the process that started it ends.")
@with_appcontext
def deliver(once: bool, with_parent: bool) -> None:
    """Send the mails that wait, until it is stopped; several may run at once."""
    from tracker.mail import worker

    remind = partial(post_reminders, REMINDERS)
    try:
        if once:
            click.echo(f"{counted(worker.deliver_once(current_app, remind=remind), 'mail')} tried.")
        else:
            goes_on = worker.parent_lives() if with_parent else lambda: True
            worker.keep_delivering(current_app, goes_on=goes_on, remind=remind)
    except Misconfigured as trouble:
        click.echo(f"tracker: {trouble}", err=True)
        sys.exit(EX_CONFIG)


@click.command("who-can")
@click.argument("permission", required=False, type=click.Choice([each.value for each in Permission]))
def who_can(permission: str | None) -> None:
    """Say which roles may do what; for one permission also under which conditions."""
    for each in [Permission(permission)] if permission else list(Permission):
        roles = roles_for(each)
        names = "everybody" if roles is None else ", ".join(sorted(roles)) or "nobody"
        click.echo(f"{each.value}: {names}")
        for way in PERMISSIONS[each] if permission else ():
            conditions = "; ".join((test.__doc__ or test.__name__).splitlines()[0] for test in way)
            click.echo(f"  when: {conditions or 'always'}")
