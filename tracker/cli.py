"""Commands for whoever runs the machine: ``flask --app wsgi --help``."""

from __future__ import annotations

import getpass
import os
import sys
from ipaddress import ip_address

import click
from flask import Flask
from flask.cli import with_appcontext

from tracker.accounts.service import add_first_administrator
from tracker.app import build
from tracker.db import unit_of_work
from tracker.first_run import set_up
from tracker.policy.actors import SYSTEM
from tracker.policy.answers import Refused
from tracker.policy.permission_map import PERMISSIONS, roles_for
from tracker.policy.permissions import Permission
from tracker.settings import load_settings

EX_USAGE = 64
"""The exit status that says: called in a way that cannot be done (sysexits)."""


def install(app: Flask) -> Flask:
    """Give the application its commands."""
    for command in (init, demo, create_admin, who_can):
        app.cli.add_command(command)
    return app


@click.command()
@with_appcontext
def init() -> None:
    """Set up a new installation, or bring an old one to this version: tables, keys."""
    from flask import current_app

    set_up(current_app)
    click.echo("Set up. Next: flask --app wsgi create-admin")


@click.command()
@click.option("--host", default="127.0.0.1", help="Loopback only: sample data are for nobody else.")
@click.option("--port", default=8000, type=click.IntRange(1, 65535))
def demo(host: str, port: int) -> None:
    """Serve the product with sample data, on this machine alone."""
    from tracker.demo.load import load_once

    if not (host == "localhost" or _is_loopback(host)):
        click.echo(f"The demo listens on loopback only, so that nobody else meets it; {host} is not.", err=True)
        sys.exit(EX_USAGE)
    app = build(load_settings(environment="demo"))
    set_up(app)
    load_once(app)
    click.echo(f"Open http://{host}:{port} and choose a person on the sign-in page. Stop with Ctrl+C.")
    server = ("-m", "gunicorn", "--bind", f"{host}:{port}", "--worker-class", "gthread", "--workers", "2")
    rest = ("--threads", "4", "--log-level", "warning", "wsgi:app")
    os.execve(sys.executable, [sys.executable, *server, *rest], os.environ | {"TRACKER_ENVIRONMENT": "demo"})  # noqa: S606


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@click.command("create-admin")
@click.option("--name", prompt="Name")
@click.option("--email", prompt="E-mail address")
@with_appcontext
def create_admin(name: str, email: str) -> None:
    """Add the first HR administrator, who adds everybody else."""
    password = getpass.getpass("Password (15 characters or more): ") if sys.stdin.isatty() else _piped()
    try:
        with unit_of_work(SYSTEM) as work:
            person = add_first_administrator(work, name=name, email=email, password=password)
    except Refused as refusal:
        click.echo(" ".join(unmet.sentence for unmet in refusal.unmet), err=True)
        sys.exit(1)
    click.echo(f"{person.name} ({person.reference}) can sign in.")


def _piped() -> str:
    return sys.stdin.readline().rstrip("\n")


@click.command("who-can")
@click.argument("permission", required=False, type=click.Choice([permission.value for permission in Permission]))
def who_can(permission: str | None) -> None:
    """Say which roles may do what, and under which conditions."""
    for each in [Permission(permission)] if permission else list(Permission):
        roles = roles_for(each)
        names = "everybody" if roles is None else ", ".join(sorted(roles)) or "nobody"
        click.echo(f"{each.value}: {names}")
        if permission:
            for way in PERMISSIONS[each]:
                conditions = "; ".join((test.__doc__ or test.__name__).splitlines()[0] for test in way)
                click.echo(f"  when: {conditions or 'always'}")
