"""A version gives a new installation the walls that it gave the first one, whatever is edited since.

The versions ask the modules beside them for their walls. What each version says to the database is kept here
by its fingerprint. Where one differs, history would change: leave what the version uses as it was, write the
new wall under a new name, and put it up in a new version. Only lines of new versions are added to the file,
by ``WALLS_ON_FILE=write pytest tests/migrations/test_walls_on_file.py``, once for each database.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_alembic import Alembic
from sqlalchemy import event

from tracker.db import db

ON_FILE = Path(__file__).with_name("walls_on_file.txt")
A_WALL = re.compile(r"^\s*(?:CREATE|DROP)\b.*?\b(?:TRIGGER|FUNCTION)\b", re.IGNORECASE | re.DOTALL)


@pytest.fixture
def said(app: Flask) -> Iterator[list[str]]:
    """What is said to the database about walls, in order."""
    heard: list[str] = []

    def hear(*told: object) -> None:
        statement = str(told[2])
        if A_WALL.search(statement):
            heard.append(" ".join(statement.split()))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", hear)
        yield heard
        event.remove(db.engine, "before_cursor_execute", hear)


def fingerprint(statements: list[str]) -> str:
    """Return what identifies these statements, whatever their order."""
    return hashlib.sha256("\n".join(sorted(statements)).encode()).hexdigest()


def test_each_version_puts_up_the_walls_that_it_always_did(app: Flask, said: list[str]) -> None:
    migrations: Alembic = app.extensions["alembic"]
    database = db.engine.dialect.name
    migrations.downgrade("base")
    versions = sorted(one.revision for one in migrations.script_directory.walk_revisions())
    found = {}
    for version in versions:
        said.clear()
        migrations.upgrade(version)
        if said:
            found[f"{version} {database}"] = fingerprint(said)
    lines = dict(line.rsplit(" ", 1) for line in ON_FILE.read_text("utf-8").splitlines())
    if os.environ.get("WALLS_ON_FILE") == "write":
        kept = found | lines
        ON_FILE.write_text("".join(f"{key} {kept[key]}\n" for key in sorted(kept)), "utf-8")
        return
    kept = {key: value for key, value in lines.items() if key.endswith(f" {database}")}
    assert found == kept, "a version's walls changed; the head of this file says how to go on"


def test_a_changed_wall_has_another_fingerprint() -> None:
    wall = "CREATE TRIGGER wall_releases_searched BEFORE INSERT ON releases"
    assert fingerprint([wall]) != fingerprint([wall.replace("INSERT", "UPDATE")])
