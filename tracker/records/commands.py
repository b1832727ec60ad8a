"""The command for after a backup was put back: what was disposed of goes anew."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from tracker.policy.wording import counted
from tracker.records.disposing_anew import dispose_anew, list_again


@click.command("dispose-anew")
@with_appcontext
def dispose_anew_command() -> None:
    """Destroy again what an older backup brought back, and complete the list of disposals.

    Exit 1 if something stood in the way; its keys open nothing meanwhile.
    """
    done, left = dispose_anew()
    click.echo(f"{counted(done, 'batch', 'batches')} disposed of anew.")
    for words in left:
        click.echo(f"- still in the database, though nothing opens it: {words}", err=True)
    if listed := list_again():
        click.echo(f"{counted(listed, 'batch', 'batches')} written to the list of disposals again.")
    sys.exit(1 if left else 0)
